"""The lexicon: whole words are respelled, nothing else is touched, and a broken file is refused."""

import re
from pathlib import Path

import pytest

from handouts.errors import SourceError
from handouts.spoken.lexicon import PATH, lexicon, respell
from tests.phonemes import phonemes


def entries() -> list[str]:
    found = lexicon(PATH)
    return [*found.words, *found.cased]


def test_no_entry_is_needless() -> None:
    """Each changes how the engine says the word, alone, in a sentence or in the plural."""
    words = entries()
    texts = [text for word in words for text in (word, f"your {word} is", f"{word}s")]
    changed = [
        one != two for one, two in zip(phonemes(texts), phonemes([respell(text) for text in texts]), strict=True)
    ]
    assert [word for at, word in enumerate(words) if not any(changed[3 * at : 3 * at + 3])] == []


def test_a_plural_is_said_as_its_singular_is() -> None:
    """What the engine is given for a plural or possessive ends in a hiss and is else as it was."""
    words = [word for word in entries() if word.islower() and word[-1] not in "sxz" and f"{word}s" not in entries()]
    one, many = (phonemes([respell(word + ending) for word in words]) for ending in ("", "s"))
    assert many == phonemes([respell(f"{word}’s") for word in words])
    said = zip(words, one, many, strict=True)
    assert [(word, alone, all_) for word, alone, all_ in said if not re.fullmatch(f"{alone}[ᵻə]?[sz]", all_)] == []


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Take metoprolol.", "Take muh toapralol."),
        ("Metoprolol, METOPROLOL", "muh toapralol, muh toapralol"),
        ("your arrhythmia's cause", "your a rhythmia's cause"),
        ("arrhythmias and aneurysms", "a rhythmia's and anya rizzum's"),
        ("lymphedema unedematous", "lymphedema unedematous"),
        ("non-edema", "non-ideema"),
        ("Your INR is high.", "Your I.N.R is high."),
        ("Check the INR.", "Check the I.N.R."),
        ("two ICDs, an ICD's wire", "two I.C.D's, an I.C.D's wire"),
        ("IVs and PEs", "I V's and P E's"),
        ("MRIs, a UTI's cause", "M.R eyes, a U.T eyes cause"),
        ("LVADs", "ell vad's"),
        ("EPS", "E.P.S"),
        ("ICDS", "ICDS"),
        ("who said WHO?", "who said W.H.O?"),
        ("WHO SHOULD NOT HAVE IT?", "WHO SHOULD NOT HAVE IT?"),
        ("WHO", "W.H.O"),
        ("or OR, ace ACE, no NOAC", "or OR, ace ace, no noh ack"),
        ("ACC/AHA", "A.C.C/A.H.A"),
        ("an IV line", "an I.V line"),
        ("Raynaud’s", "ray no's"),
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
