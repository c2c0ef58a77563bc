"""Find topics by words: whole, begun, in another form, or with a slip of the finger; the best first."""

import re
import unicodedata
from bisect import bisect_left
from collections.abc import Iterable, Iterator, Mapping
from math import log

from handouts.factlock.stems import stem

_WORD = re.compile(r"[^\W_]+")
_IDLE = frozenset(
    "a an and are about at be by do for from go have how i if in is it my of on or the to what with".split()
)
LONGEST, MOST_WORDS = 200, 8
"""Letters and words of a search that are looked at."""
EXACT, SAME_STEM, BEGUN, SLIPPED = 1.0, 0.9, 0.7, 0.4
"""How much a word counts that is found as it is, in another form, by its beginning, or with one letter wrong."""
SHORTEST_SLIP = 4
"""Letters that a word needs before one of them may be wrong: "lung" is not "long"."""
LEAST = 0.2
"""What a word counts that only just counts: beside it, ten times as much is not worth ten such words."""


def words_of(text: str) -> Iterator[str]:
    """The words of a text as they are compared: small, without accents."""
    plain = "".join(letter for letter in unicodedata.normalize("NFKD", text) if not unicodedata.combining(letter))
    return (found[0] for found in _WORD.finditer(plain.casefold().replace("'", "").replace("’", "")))


class Index:
    """Which topic has which words, and how much each counts there."""

    def __init__(self) -> None:
        self._topics: dict[str, tuple[str, ...]] = {}
        self._words: dict[str, dict[str, float]] = {}
        self._stems: dict[str, set[str]] = {}
        self._slips: dict[str, set[str]] = {}
        self._sorted: list[str] | None = None

    def put(self, name: str, weights: Iterable[tuple[str, float]]) -> None:
        """Note a topic, in place of what was known of it."""
        self.drop(name)
        found = dict(weights)
        self._topics[name] = tuple(found)
        for word, weight in found.items():
            if word not in self._words:
                self._words[word] = {}
                self._stems.setdefault(stem(word), set()).add(word)
                for slip in _slips(word):
                    self._slips.setdefault(slip, set()).add(word)
                self._sorted = None
            self._words[word][name] = weight

    def drop(self, name: str) -> None:
        """Forget a topic; a word that no other has is kept, and finds nothing."""
        for word in self._topics.pop(name, ()):
            self._words[word].pop(name, None)

    def search(self, query: str) -> tuple[dict[str, float], bool]:
        """The topics that answer to the query, each with how well, and whether they have all of its words.

        Only if no topic has all of them, those with some are given.
        """
        asked = list(words_of(query[:LONGEST]))[:MOST_WORDS]
        telling = [word for word in asked if word not in _IDLE]
        words = telling or asked
        hits = [self._hits(word, begun=number == len(words) - 1) for number, word in enumerate(words)]
        names: set[str] = set().union(*hits)
        whole = {name for name in names if all(name in hit for hit in hits)}
        scores = {name: sum(log(1 + hit.get(name, 0.0) / LEAST) for hit in hits) for name in whole or names}
        return scores, bool(whole)

    def _hits(self, word: str, *, begun: bool) -> Mapping[str, float]:
        """The topics that have the word in some way, each with what it counts there."""
        hits: dict[str, float] = {}
        forms: dict[str, float] = {other: SAME_STEM for other in self._stems.get(stem(word), ())}
        if begun or len(word) > 2:
            forms |= {other: BEGUN for other in self._beginning(word) if other not in forms}
        if word in self._words:
            forms[word] = EXACT
        self._collect(forms, hits)
        if not hits and len(word) >= SHORTEST_SLIP:
            near = {other for slip in _slips(word) for other in self._slips.get(slip, ())}
            self._collect({other: SLIPPED for other in near if one_slip(word, other)}, hits)
        return hits

    def _collect(self, forms: Mapping[str, float], hits: dict[str, float]) -> None:
        for form, share in forms.items():
            for name, weight in self._words.get(form, {}).items():
                hits[name] = max(share * weight, hits.get(name, 0.0))

    def _beginning(self, start: str) -> Iterator[str]:
        if self._sorted is None:
            self._sorted = sorted(self._words)
        for place in range(bisect_left(self._sorted, start), len(self._sorted)):
            if not self._sorted[place].startswith(start):
                return
            yield self._sorted[place]


def _slips(word: str) -> set[str]:
    """The word, and what is left of it without any one letter: words that share one of these may be a slip apart."""
    if len(word) < SHORTEST_SLIP:
        return set()
    return {word, *(word[:place] + word[place + 1 :] for place in range(len(word)))}


def one_slip(one: str, other: str) -> bool:
    """Whether one letter too many, too few or wrong, or two in the wrong order, parts two different words.

    In a word of nine letters or more, two: one letter left out and another put in.
    """
    if one == other:
        return True
    start = 0
    while start < min(len(one), len(other)) and one[start] == other[start]:
        start += 1
    a, b = one[start:], other[start:]
    if a[1:] == b[1:] or a[1:] == b or a == b[1:] or (a[:2] == b[:2][::-1] and a[2:] == b[2:]):
        return True
    return min(len(one), len(other)) >= 9
