"""Calls to action: whom to call, where to go, how soon, what to stop."""

from collections.abc import Callable, Iterator, Sequence

from handouts.factlock.findings import Finding
from handouts.factlock.passages import Pair
from handouts.factlock.stems import stem
from handouts.factlock.words import Word

_TEAM = frozenset(
    """doctor doctors team clinic nurse nurses pharmacist provider providers surgeon us office cardiologist physician
    clinician hospital specialist midwife dentist center line 911 number services prescriber professional
    ambulance someone help""".split()
)
_CALLS = frozenset(
    stem(word) for word in "call contact phone telephone notify reach inform report tell alert message".split()
)
_SEEKS = frozenset("seek get go visit head".split())
_PLACES = frozenset("emergency urgent hospital".split())
_SOON = frozenset(
    ("immediately", "right away", "at once", "now", "promptly", "urgently", "as soon as possible", "without delay",
     "straight away", "same day", "soon", "immediate", "quickly", "urgent", "fast")
)  # fmt: skip


def compare_calls(pair: Pair) -> Iterator[Finding]:
    """Calls to action that one version has and the other has not."""
    for kind, finds, said in (
        ("call", _calls, "a call to the care team"),
        ("emergency", _emergency, "the way to emergency help"),
        ("how soon", _soon, "how soon to act"),
    ):
        yield from _compared(pair, kind, finds, said)


def _compared(pair: Pair, kind: str, finds: Callable[[Sequence[Word]], bool], said: str) -> Iterator[Finding]:
    full = [i for i, sentence in enumerate(pair.full) if finds(sentence.words)]
    plain = [i for i, sentence in enumerate(pair.plain) if finds(sentence.words)]
    if full and not plain:
        yield pair.finding(kind, "error", full[0], None, f"{said.capitalize()} is missing from the plain version.")
    said_to_all = any(
        stem(text) in _CALLS or text == "seek" for sentence in pair.full for text in _texts(sentence.words)
    )
    if plain and not full and not said_to_all:
        yield pair.finding(kind, "error", None, plain[0], f"{said.capitalize()} is not in the full version.")


def _texts(words: Sequence[Word]) -> list[str]:
    return [part for word in words for part in (word.text.split() if not word.quantity else [word.quantity.said])]


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
        text in _SEEKS and any(other in _PLACES for other in texts[at + 1 : at + 7]) for at, text in enumerate(texts)
    )


def _soon(words: Sequence[Word]) -> bool:
    said = " ".join(_texts(words))
    acts = _calls(words) or _emergency(words) or not {"medical", "help"}.isdisjoint(said.split())
    return acts and any(word in said for word in _SOON)
