"""Two versions of one passage laid side by side, in order: which sentences of one answer which of the other."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from handouts.factlock.findings import Finding, Line, Severity
from handouts.factlock.words import Word, read_words

_LINKED = 0.12  # likeness from which a sentence answers another
_SURE = 0.5  # likeness of two sentences that answer one another beyond doubt
_SHORTER = 0.7


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of a version, with its words."""

    text: str
    line: int
    words: tuple[Word, ...]

    @property
    def content(self) -> tuple[Word, ...]:
        """The words that carry meaning."""
        return tuple(word for word in self.words if word.weight)


@dataclass(frozen=True, slots=True)
class Part:
    """Neighbouring sentences of the full version and those of the plain one that answer them, by their places.

    `sure`: one sentence answers one, beyond doubt.
    """

    full: range
    plain: range
    sure: bool


def read_passage(lines: Sequence[Line]) -> tuple[Sentence, ...]:
    """The sentences of one version, without the empty ones."""
    read = ((line, read_words(line.text)) for line in lines)
    return tuple(Sentence(line.text.strip(), line.line, words) for line, words in read if words)


def keys_of(words: Iterable[Word]) -> frozenset[str]:
    """All meanings of these words."""
    return frozenset(key for word in words if word.weight for key in word.keys)


@dataclass(frozen=True)
class Pair:
    """A passage and its plain version."""

    full: tuple[Sentence, ...]
    plain: tuple[Sentence, ...]

    @cached_property
    def often(self) -> Counter[str]:
        """In how many sentences of both versions each meaning stands."""
        return Counter(key for sentence in (*self.full, *self.plain) for key in keys_of(sentence.words))

    @cached_property
    def likeness(self) -> tuple[tuple[float, ...], ...]:
        """How alike sentence i of the full and j of the plain version are, 0 to 1, rare words counting more."""
        return tuple(tuple(_alike(one, other, self.often) for other in self.plain) for one in self.full)

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The versions cut into parts that answer each other, in order, each sentence in one part."""
        return tuple(_parts(self))

    def finding(self, kind: str, severity: Severity, full: int | None, plain: int | None, what: str) -> Finding:
        """A finding on these sentences; where one side has none, its likeliest counterpart is shown."""
        if full is None and plain is not None and self.full:
            scores = [row[plain] for row in self.likeness]
            full = scores.index(max(scores))
        elif plain is None and full is not None and self.plain:
            plain = self.likeness[full].index(max(self.likeness[full]))
        one = self.full[full] if full is not None else Sentence("", 0, ())
        other = self.plain[plain] if plain is not None else Sentence("", 0, ())
        return Finding(kind, severity, one.text, other.text, one.line, other.line, what)


def _alike(one: Sentence, other: Sentence, often: Counter[str]) -> float:
    keys, other_keys = keys_of(one.words), keys_of(other.words)
    first = [(_rarity(word, often), not word.keys.isdisjoint(other_keys)) for word in one.content]
    second = [(_rarity(word, often), not word.keys.isdisjoint(keys)) for word in other.content]
    weights = sum(weight for weight, _ in first), sum(weight for weight, _ in second)
    if not weights[0] or not weights[1]:
        return 0.0
    shared = sum(weight for weight, found in (*first, *second) if found) / 2
    # Between the shares of the shorter and the longer one: a part answers its whole, a longer part more so.
    return min(1.0, shared / math.pow(min(weights), _SHORTER) / math.pow(max(weights), 1 - _SHORTER))


def _rarity(word: Word, often: Counter[str]) -> float:
    return word.weight / max(1.0, max((often[key] for key in word.keys), default=1) / 2)


def _parts(pair: Pair) -> list[Part]:
    links = _links(pair.likeness, len(pair.full), len(pair.plain))
    parts: list[Part] = []
    full_end = plain_end = 0
    for number, (first, last) in enumerate(links):
        ends = number + 1 == len(links)
        full = range(full_end, len(pair.full) if ends else last[0] + 1)
        plain = range(plain_end, len(pair.plain) if ends else last[1] + 1)
        sure = len(full) == len(plain) == 1 and pair.likeness[first[0]][first[1]] >= _SURE
        parts.append(Part(full, plain, sure))
        full_end, plain_end = full.stop, plain.stop
    return parts or [Part(range(len(pair.full)), range(len(pair.plain)), False)]


_Place = tuple[int, int]


def _links(likeness: Sequence[Sequence[float]], rows: int, columns: int) -> list[tuple[_Place, _Place]]:
    """The first and last cell of each run of linked cells on the best way through the table, which never goes back.

    A run keeps to one row or one column: one sentence is answered by several, or several by one.
    """
    best = [[0.0] * (columns + 1) for _ in range(rows + 1)]
    came = [[""] * (columns + 1) for _ in range(rows + 1)]
    for i in range(1, rows + 1):
        for j in range(1, columns + 1):
            gain = likeness[i - 1][j - 1] - _LINKED
            ways = [(best[i - 1][j], "skip full"), (best[i][j - 1], "skip plain")]
            if gain > 0:
                ways.append((best[i - 1][j - 1] + gain, "new"))
                if came[i][j - 1] in ("new", "right"):
                    ways.append((best[i][j - 1] + gain, "right"))
                if came[i - 1][j] in ("new", "down"):
                    ways.append((best[i - 1][j] + gain, "down"))
            best[i][j], came[i][j] = max(ways)
    links: list[tuple[_Place, _Place]] = []
    i, j = rows, columns
    last = None
    while i and j:
        way = came[i][j]
        last = last or ((i - 1, j - 1) if not way.startswith("skip") else None)
        if way == "new" and last:
            links.append(((i - 1, j - 1), last))
            last = None
        i, j = i - (way in ("new", "down", "skip full")), j - (way in ("new", "right", "skip plain"))
    return links[::-1]
