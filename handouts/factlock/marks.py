"""Marks: the small words that turn a fact, each with the words around it; and which mark of one text answers which.

A mark is known by the company it keeps: "or" between milk and cheese answers "or" between milk and cheese.
"""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from handouts.factlock.passages import Pair, Sentence, overlap
from handouts.factlock.words import Word

_STOPS = frozenset(".;:?!")
_LEAST = 0.3  # marks whose company is less alike than this do not answer each other
_SAME = 0.3  # what an equal value adds: company must be clearly better elsewhere to outweigh it


@dataclass(frozen=True, slots=True, eq=False)
class Mark:
    """A mark in sentence `sentence` at word `at`; `near` are the words it binds, `wide` those around it."""

    value: str
    said: str
    sentence: int
    at: int
    near: tuple[Word, ...]
    wide: tuple[Word, ...]


@dataclass(frozen=True, slots=True)
class Reach:
    """How many words with meaning a mark looks at: near on its left and right, and wide."""

    left: int
    right: int
    wide: int = 5


def company(words: Sequence[Word], at: int, reach: Reach) -> tuple[tuple[Word, ...], tuple[Word, ...]]:
    """The words near the mark at `at`, and those in a wider circle; neither goes beyond a full stop or colon."""
    left = _content(reversed(words[:at]), max(reach.left, reach.wide))
    right = _content(words[at + 1 :], max(reach.right, reach.wide))
    near = (*left[: reach.left], *right[: reach.right])
    return near, (*left[: reach.wide], *right[: reach.wide])


def _content(words: Iterable[Word], most: int) -> tuple[Word, ...]:
    found: list[Word] = []
    for word in words:
        if word.text in _STOPS or len(found) == most:
            break
        if word.weight:
            found.append(word)
    return tuple(found)


def marks_of(
    sentences: Sequence[Sentence],
    family: str,
    reach: Reach,
    keep: Callable[[Sequence[Word], int], bool] = lambda words, at: True,
) -> list[Mark]:
    """The marks of a family in these sentences, in order."""
    found = []
    for number, sentence in enumerate(sentences):
        for at, word in enumerate(sentence.words):
            for name, value in word.marks:
                if name == family and keep(sentence.words, at):
                    found.append(Mark(value, word.text, number, at, *company(sentence.words, at, reach)))
    return found


@dataclass(frozen=True, slots=True)
class Matched:
    """Which marks answer each other (with how alike their company is), and which stand alone."""

    pairs: tuple[tuple[Mark, Mark, float], ...]
    full: tuple[Mark, ...]
    plain: tuple[Mark, ...]


def match(
    pair: Pair,
    full: Sequence[Mark],
    plain: Sequence[Mark],
    agree: Callable[[Mark, Mark], float] = lambda one, other: one.value == other.value,
    same: float = _SAME,
) -> Matched:
    """Pair the marks one to one, those with the likest company first."""
    scores = []
    for i, one in enumerate(full):
        for j, other in enumerate(plain):
            likeness = alike(one, other) * 0.8 + 0.2 * pair.likeness[one.sentence][other.sentence]
            if likeness >= _LEAST:
                scores.append((-(likeness + same * agree(one, other)), i, j, likeness))
    taken_full: set[int] = set()
    taken_plain: set[int] = set()
    pairs = []
    for _, i, j, likeness in sorted(scores):
        if i not in taken_full and j not in taken_plain:
            taken_full.add(i)
            taken_plain.add(j)
            pairs.append((full[i], plain[j], likeness))
    return Matched(
        tuple(pairs),
        tuple(mark for i, mark in enumerate(full) if i not in taken_full),
        tuple(mark for j, mark in enumerate(plain) if j not in taken_plain),
    )


def without_reworded(
    pair: Pair, matched: Matched, agree: Callable[[Mark, Mark], bool], *, anywhere: Callable[[Mark, Mark], bool]
) -> Matched:
    """The matching without the marks that stand alone because their company was reworded.

    Marks that `agree` are taken as one in sentences that answer each other, then those that agree `anywhere`.
    """
    left, right = list(matched.full), list(matched.plain)
    for near in (True, False):
        for one in list(left):
            for other in right:
                beside = pair.best_of_both(one.sentence, other.sentence)
                if (beside and agree(one, other)) if near else anywhere(one, other):
                    left.remove(one)
                    right.remove(other)
                    break
    return Matched(matched.pairs, tuple(left), tuple(right))


def alike(one: Mark, other: Mark) -> float:
    """How alike the company of two marks is, 0 to 1."""
    return 0.7 * overlap(one.near, other.near) + 0.3 * overlap(one.wide, other.wide)
