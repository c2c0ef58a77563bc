"""How both engines say medical words and units, against lists that were checked by hand: tests/phonemes/*.tsv."""

import gzip
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

from handouts.plain import picked
from handouts.readers import read
from handouts.spoken.lexicon import PATH, lexicon, respell
from handouts.spoken.normalise import normalise
from handouts.spoken.script import script_of
from handouts.spoken.utterances import Utterance
from handouts.wordlists import terms
from tests.phonemes import phonemes, piper_phonemes, without_glides

LISTS = sorted(Path(__file__).with_name("phonemes").glob("*.tsv"))
CMUDICT = Path("handouts/data/syllables/words.txt.gz")
SOURCES = sorted(Path("sources").glob("*.md"))
WORD = re.compile(r"[^\W\d_]+(?:['’][^\W\d_]+)*")

# How the lists write a stressed vowel, and how eSpeak NG does; a longer spelling goes before one that begins it.
VOWELS = {
    "eye": "aɪ",
    "yoor": "ʊɹ|uːɹ",
    "yoo": "uː|ʊ",
    "air": "ɛɹ|eɪɹ",
    "eer": "ɪɹ|iəɹ",
    "oor": "ʊɹ|uːɹ",
    "ar": "ɑːɹ",
    "er": "ɜː|ɚ",
    "or": "ɔːɹ|oːɹ|oʊɹ",
    "ay": "eɪ",
    "ah": "ɑː|ɔ",
    "aw": "ɔː|ɔ|ɑː",
    "eh": "ɛ",
    "ee": "iː|i",
    "ih": "ɪ|i",
    "oh": "oʊ",
    "oo": "uː|ʊ",
    "uh": "ʌ|ə",
    "ow": "aʊ",
    "oy": "ɔɪ",
    "a": "æ",
    "e": "ɛ",
    "i": "ɪ|i",
    "o": "ɑː|oʊ",
    "u": "ʌ|ɜː",
}


@dataclass(frozen=True)
class Row:
    """A word as it was checked: how it sounds, and the phonemes of the two engines."""

    word: str
    sounds: str
    espeak: str
    piper: str


def rows(path: Path) -> list[Row]:
    lines = [line for line in path.read_text(encoding="utf-8").splitlines() if not line.startswith("#")]
    return [Row(*line.split("\t")) for line in lines[1:]]


def checked() -> list[Row]:
    return [row for path in LISTS for row in rows(path)]


@pytest.mark.parametrize("path", LISTS, ids=lambda path: path.stem)
def test_each_engine_says_each_word_as_it_was_checked(path: Path) -> None:
    listed = rows(path)
    given = [respell(normalise(row.word)) for row in listed]
    said = zip(listed, phonemes(given), piper_phonemes(given), strict=True)
    assert [Row(row.word, row.sounds, one, other) for row, one, other in said] == listed


def test_the_lists_are_long_and_name_no_word_twice() -> None:
    words = [row.word for row in checked()]
    assert len([row for row in checked() if row.sounds]) >= 300
    assert len(set(words)) == len(words)


def test_what_is_stressed_is_what_the_list_says() -> None:
    """The phonemes are a record, and "sounds like" a claim of a person: that they agree is no matter of course."""
    wrong = [(row.word, row.sounds, row.espeak) for row in checked() if not stress_agrees(row)]
    assert wrong == []


def stress_agrees(row: Row) -> bool:
    """Whether the vowel of the syllable in capitals bears a primary stress; true where no syllable is marked."""
    stressed = re.findall(r"(?<![A-Za-z])[A-Z]{2,}(?![A-Za-z])", row.sounds) if "-" in row.sounds else []
    for syllable in stressed:
        vowel = next((key for key in VOWELS if re.match(rf"[^aeiou]*?{key}", syllable.lower())), "")
        either = VOWELS.get(vowel, "")
        if not re.search(rf"ˈ[^\saeiouæɑɐɔəɚɛɜɪʊʌᵻ]*(?:{either})", row.espeak):
            return False
    return True


def test_one_spelling_serves_both_engines() -> None:
    """All that an article says: no text of ours makes Piper's own eSpeak NG read otherwise."""
    texts = list(dict.fromkeys(said.text for said in _utterances(SOURCES[0])))
    assert len(texts) > 50
    ours, pipers = phonemes(texts), piper_phonemes(texts)
    assert [without_glides(one) for one in pipers] == [without_glides(one) for one in ours]


def _utterances(path: Path) -> Iterator[Utterance]:
    document = read(path)
    for version in (document, picked(document)):
        for chapter in script_of(version).chapters:
            for passage in chapter.passages:
                yield from passage.utterances


def test_every_hard_word_that_is_said_was_checked() -> None:
    """A word that CMUdict lacks is respelled, or was found right by a person."""
    told = [said.shown for path in SOURCES for said in _utterances(path)]
    told += [normalise(text) for term in terms() for text in (term.term, *term.forms, term.meaning)]
    words = {word.replace("’", "'") for text in told for word in WORD.findall(text) if len(word) > 1}
    checked_words = {row.word.lower() for row in checked()}
    dictionary = set(gzip.decompress(CMUDICT.read_bytes()).decode().split())
    found = checked_words | dictionary | {word.lower() for word in (*lexicon(PATH).words, *lexicon(PATH).cased)}
    assert sorted(word for word in words if not singulars(word.lower()) & found) == []


def singulars(word: str) -> set[str]:
    return {word, word.removesuffix("'s"), word.removesuffix("s")}


def test_every_entry_of_the_lexicon_was_checked() -> None:
    listed = {row.word for row in checked()}
    found = lexicon(PATH)
    assert sorted({*found.words, *found.cased} - listed) == []
