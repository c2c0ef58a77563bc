"""Two versions of one passage laid side by side: which sentence of one answers which sentences of the other."""

import math
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property

from handouts.factlock.findings import Finding, Line, Severity
from handouts.factlock.words import Word, read_words


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence with its words; `group` is shared by a line that ends with a colon and the lines that follow it."""

    text: str
    line: int
    words: tuple[Word, ...]
    group: int

    @property
    def content(self) -> tuple[Word, ...]:
        """The words that carry meaning."""
        return tuple(word for word in self.words if word.weight)

    def has(self, family: str, *values: str) -> bool:
        """Whether a word signals one of these values (any value when none is named)."""
        return any(f == family and (not values or v in values) for word in self.words for f, v in word.marks)


def read_passage(lines: Sequence[Line]) -> tuple[Sentence, ...]:
    """The sentences of one version, without the empty ones."""
    sentences: list[Sentence] = []
    group = 0
    leads = False
    for line in lines:
        words = read_words(line.text)
        if not words:
            continue
        opens = line.text.rstrip().endswith(":")
        group = group if leads and not opens else group + 1
        leads = leads or opens
        sentences.append(Sentence(line.text.strip(), line.line, words, group))
    return tuple(sentences)


def keys_of(words: Iterable[Word]) -> frozenset[str]:
    """All meanings of these words."""
    return frozenset(key for word in words if word.weight for key in word.keys)


def share(words: Sequence[Word], keys: frozenset[str]) -> float:
    """The weighted share of the words that have one of the meanings, 0 to 1; 0 where no word has a weight."""
    total = sum(word.weight for word in words)
    return sum(word.weight for word in words if not word.keys.isdisjoint(keys)) / total if total else 0.0


def overlap(some: Sequence[Word], others: Sequence[Word]) -> float:
    """How much of the smaller set of words the other one holds, 0 to 1."""
    weight, other = sum(word.weight for word in some), sum(word.weight for word in others)
    if not weight or not other:
        return 0.0
    return share(some, keys_of(others)) if weight <= other else share(others, keys_of(some))


@dataclass(frozen=True)
class Pair:
    """A passage and its plain version."""

    full: tuple[Sentence, ...]
    plain: tuple[Sentence, ...]

    @cached_property
    def often(self) -> Counter[str]:
        """In how many sentences of both versions each meaning stands."""
        return Counter(key for sentence in (*self.full, *self.plain) for key in keys_of(sentence.words))

    def share(self, words: Sequence[Word], keys: frozenset[str]) -> float:
        """The share of these words that have one of the meanings, 0 to 1, rare words counting more."""
        weights = [(_rarity(word, self.often), not word.keys.isdisjoint(keys)) for word in words]
        total = sum(weight for weight, _ in weights)
        return sum(weight for weight, found in weights if found) / total if total else 0.0

    @cached_property
    def likeness(self) -> tuple[tuple[float, ...], ...]:
        """How alike sentence i of the full and j of the plain version are, 0 to 1, rare words counting more."""
        return tuple(tuple(_alike(one, other, self.often) for other in self.plain) for one in self.full)

    def answers(self, plain: int) -> tuple[int, ...]:
        """The sentences of the full version that sentence `plain` may render, the likeliest first."""
        return _likeliest([row[plain] for row in self.likeness])

    def answered(self, full: int) -> tuple[int, ...]:
        """The sentences of the plain version that may render sentence `full`, the likeliest first."""
        return _likeliest(self.likeness[full])

    def side_by_side(self, full: int, plain: int) -> bool:
        """Whether one of the two sentences may render the other."""
        return full in self.answers(plain) or plain in self.answered(full)

    def best_of_both(self, full: int, plain: int) -> bool:
        """Whether one of the two sentences is the likeliest to render the other."""
        return full in self.answers(plain)[:1] or plain in self.answered(full)[:1]

    def finding(self, kind: str, severity: Severity, full: int | None, plain: int | None, what: str) -> Finding:
        """A finding on these sentences; where one side has none, its likeliest counterpart is shown."""
        if full is None and plain is not None:
            full = next(iter(self.answers(plain)), None)
        if plain is None and full is not None:
            plain = next(iter(self.answered(full)), None)
        one = self.full[full] if full is not None else None
        other = self.plain[plain] if plain is not None else None
        return Finding(
            kind,
            severity,
            one.text if one else "",
            other.text if other else "",
            one.line if one else 0,
            other.line if other else 0,
            what,
        )


_SHORTER = 0.7


def _alike(one: Sentence, other: Sentence, often: Counter[str]) -> float:
    some, others = one.content, other.content
    keys, other_keys = keys_of(some), keys_of(others)
    first = [(_rarity(word, often), not word.keys.isdisjoint(other_keys)) for word in some]
    second = [(_rarity(word, often), not word.keys.isdisjoint(keys)) for word in others]
    weights = sum(weight for weight, _ in first), sum(weight for weight, _ in second)
    if not weights[0] or not weights[1]:
        return 0.0
    shared = sum(weight for weight, found in first if found), sum(weight for weight, found in second if found)
    # Between the shares of the shorter and the longer one: a part answers its whole, a longer part more so.
    size = math.pow(min(weights), _SHORTER) * math.pow(max(weights), 1 - _SHORTER)
    return min(1.0, (shared[0] + shared[1]) / 2 / size)


def _rarity(word: Word, often: Counter[str]) -> float:
    return word.weight / max(1.0, max((often[key] for key in word.keys), default=1) / 2)


def _likeliest(scores: Sequence[float]) -> tuple[int, ...]:
    best = max(scores, default=0.0)
    if best <= 0:
        return ()
    order = sorted(range(len(scores)), key=lambda place: (-scores[place], place))
    return tuple(place for place in order if scores[place] >= max(0.2, 0.6 * best)) or (order[0],)
