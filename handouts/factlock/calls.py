"""Calls to action: whom to call, where to go, how soon, what to stop."""

import re
from collections.abc import Iterator, Sequence

from handouts.factlock.findings import Finding
from handouts.factlock.passages import Pair, Sentence
from handouts.factlock.stems import stem
from handouts.factlock.words import Word

_TEAM = frozenset(
    """doctor doctors team clinic nurse nurses pharmacist provider providers surgeon us office cardiologist physician
    clinician hospital specialist midwife dentist center line 911 number services prescriber professional
    ambulance someone help unit ward staff department coordinator therapist dietitian""".split()
)
_CALLS = frozenset(
    stem(word) for word in "call contact phone telephone notify reach inform report tell alert message mention".split()
)
_SEEKS = frozenset("seek get go visit head".split())
_PLACES = frozenset("emergency urgent hospital".split())
_SOON = re.compile(
    r"\b(?:immediately|immediate|right (?:away|now|then)|at once|now|promptly|urgent(?:ly)?|as soon as possible"
    r"|without delay|straight away|same day|that day|today|soon|quickly|fast)\b"
)


def compare_calls(pair: Pair) -> Iterator[Finding]:
    """Calls to action of which the plain version has none."""
    for kind, finds, told, what in (
        ("call", _calls, _tells, "A call to the care team"),
        ("emergency", _emergency, _nobody, "The way to emergency help"),
        ("how soon", _soon, _hurries, "How soon to act"),
    ):
        full = [place for place, sentence in enumerate(pair.full) if finds(sentence.words)]
        if full and not any(finds(sentence.words) for sentence in pair.plain) and not told(pair.plain):
            yield pair.finding(kind, "error", full[0], None, f"{what} is missing from the plain version.")


def _nobody(sentences: Sequence[Sentence]) -> bool:
    return False


def _tells(sentences: Sequence[Sentence]) -> bool:
    """Whether someone is to be told in other words: "let the clinic know", "say so"."""
    return any(_TELLS.search(" ".join(_texts(sentence.words))) for sentence in sentences)


def _hurries(sentences: Sequence[Sentence]) -> bool:
    """Whether a sentence says "at once", which may go with the call in the one beside it."""
    return any(_SOON.search(" ".join(_texts(sentence.words))) for sentence in sentences)


def _texts(words: Sequence[Word]) -> list[str]:
    return [part for word in words for part in (word.text.split() if not word.quantity else [word.quantity.said])]


_TELLS = re.compile(
    r"\b(?:let [a-z ]{1,30}?\bknow|give [a-z ]{1,30}?\ba (?:call|ring)|(?:talk|speak) (?:to|with)|get in touch|say so"
    r"|speak up|ask (?:your|the|a|us)|check with|see (?:your|a|the)|bring (?:it|this) up)\b"
)


def _calls(words: Sequence[Word]) -> bool:
    texts = _texts(words)
    return any(
        stem(text) in _CALLS
        and any(other in _TEAM or other.isdigit() or "-" in other for other in texts[at + 1 : at + 8])
        for at, text in enumerate(texts)
    )


def _emergency(words: Sequence[Word]) -> bool:
    texts = _texts(words)
    if "911" in texts:
        return True
    return any(
        text in _SEEKS
        and any(other in _PLACES for other in texts[at + 1 : at + 7])
        and texts[at + 1 : at + 2] != ["home"]
        for at, text in enumerate(texts)
    )


def _soon(words: Sequence[Word]) -> bool:
    said = " ".join(_texts(words))
    acts = _calls(words) or _emergency(words) or not {"medical", "help"}.isdisjoint(said.split())
    return acts and bool(_SOON.search(said))
