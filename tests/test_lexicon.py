"""The lexicon: what the engine is given is what a person checked by ear and phoneme, and nothing else is touched."""

from pathlib import Path

import pytest

from handouts.errors import SourceError
from handouts.spoken.lexicon import PATH, lexicon, respell
from tests.phonemes import phonemes

CHECKED = Path(__file__).with_name("golden") / "lexicon.txt"


def checked() -> dict[str, str]:
    """Word by word the phonemes that were found right."""
    lines = CHECKED.read_text(encoding="utf-8").splitlines()
    return dict(line.split(" => ") for line in lines if line and not line.startswith("#"))


def entries() -> list[str]:
    found = lexicon(PATH)
    return [*found.words, *found.cased]


def test_every_entry_is_said_as_it_was_checked() -> None:
    words = entries()
    said = dict(zip(words, phonemes([respell(word) for word in words]), strict=True))
    assert said == {word: checked()[word] for word in words}


def test_no_entry_is_needless() -> None:
    words = entries()
    alone = zip(phonemes(words), phonemes([respell(word) for word in words]), strict=True)
    told = phonemes([f"your {word} is" for word in words]), phonemes([respell(f"your {word} is") for word in words])
    same = [
        word
        for word, one, two in zip(words, alone, zip(*told, strict=True), strict=True)
        if one[0] == one[1] and two[0] == two[1]
    ]
    assert same == []


def test_words_right_without_help_stay_right() -> None:
    right = {word: said for word, said in checked().items() if word not in entries()}
    assert len(right) > 20
    assert dict(zip(right, phonemes([respell(word) for word in right]), strict=True)) == right
    assert [respell(word) for word in right] == list(right)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Take metoprolol.", "Take met ohpralol."),
        ("Metoprolol, METOPROLOL", "met ohpralol, met ohpralol"),
        ("your arrhythmia's cause", "your a rithmia's cause"),
        ("arrhythmias and aneurysms", "a rithmias and anya rizzums"),
        ("lymphedema edematous", "lymphedema edematous"),
        ("non-edema", "non-ideema"),
        ("Your INR is high.", "Your I.N.R is high."),
        ("Check the INR.", "Check the I.N.R."),
        ("two ICDs, an ICD's wire", "two I.C.D's, an I.C.D's wire"),
        ("who said WHO?", "who said W.H.O?"),
        ("WHO SHOULD NOT HAVE IT?", "WHO SHOULD NOT HAVE IT?"),
        ("WHO", "W.H.O"),
        ("or OR, ace ACE, no NOAC", "or OR, ace ace, no noh ack"),
        ("ACC/AHA", "A.C.C/A.H.A"),
        ("an IV line", "an I.V line"),
        ("Raynaud’s", "rayno’s"),
        ("vitamin A is", "vitamin eh is"),
        ("", ""),
    ],
)
def test_whole_words_are_respelled(text: str, said: str) -> None:
    assert respell(text) == said


def test_no_respelling_opens_phonemes_or_needs_respelling() -> None:
    for word in entries():
        assert "[" not in respell(word)
        assert respell(respell(word)) == respell(word)


@pytest.mark.parametrize(
    ("toml", "what"),
    [
        ("[words]\nedema = 3", "edema"),
        ('[words]\nedema = ""', "edema"),
        ('[words]\nedema = "[[Id\'i:m@]]"', "edema"),
        ("words = 3", "words"),
        ('[letters]\nnames = "ECG"', "letters"),
        ("[words", "cannot be read"),
    ],
)
def test_a_broken_lexicon_is_refused(tmp_path: Path, toml: str, what: str) -> None:
    path = tmp_path / "lexicon.toml"
    path.write_text(toml, encoding="utf-8")
    with pytest.raises(SourceError, match=what) as refusal:
        lexicon(path)
    assert refusal.value.path == path
    assert refusal.value.todo


def test_an_empty_lexicon_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / "lexicon.toml"
    path.write_text("", encoding="utf-8")
    assert lexicon(path).respell("edema INR") == "edema INR"
