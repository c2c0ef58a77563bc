"""Which text of one edition became which text of the next: by likeness, wherever it stands."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence

ALIKE = 0.5
"""From this share of common words on, one text is the other one changed."""
BESIDE = 0.2
"""The same, for two texts between neighbours that answer each other."""
_COMMON = 60  # texts that share a word, from which on it leads to none of them
_NEAREST = 12  # texts that are weighed for each text
_WORD = re.compile(r"\w+(?:[.,:/'-]\w+)*")
_SIGNS = str.maketrans({"’": "'", "‘": "'", "“": '"', "”": '"', "–": "-", "‑": "-", "−": "-", "\u00ad": None})

Pairs = dict[int, int]
"""The place of a text in the new edition, and that of the text in the old edition which it answers."""


def in_plain_type(text: str) -> str:
    """The text with one form for signs that type writes in many: another quotation mark is no other word."""
    return " ".join(text.translate(_SIGNS).split())


def aligned(old: Sequence[str], new: Sequence[str], given: Pairs | None = None) -> Pairs:
    """The pairs of texts that answer each other, each text once at most, the likest first; `given` are known."""
    pairs = dict(given or {})
    left = sorted(set(range(len(old))) - set(pairs.values()))
    right = [place for place in range(len(new)) if place not in pairs]
    if left and right:
        olds = {place: _words(old[place]) for place in left}
        news = {place: _words(new[place]) for place in right}
        taken: set[int] = set()
        for _, _, i, j in sorted(_scores(olds, news)):
            if i not in taken and j not in pairs:
                taken.add(i)
                pairs[j] = i
        _pair_neighbours(olds, news, len(old), len(new), pairs)
    return pairs


def _words(text: str) -> Counter[str]:
    return Counter(_WORD.findall(in_plain_type(text).casefold()))


def _likeness(some: Counter[str], others: Counter[str]) -> float:
    """The share of common words, 0 to 1."""
    total = some.total() + others.total()
    return 2 * (some & others).total() / total if total else 0.0


def _scores(olds: dict[int, Counter[str]], news: dict[int, Counter[str]]) -> Iterator[tuple[float, int, int, int]]:
    """Texts that are alike, the likest first in order; words that many texts share do not lead to them."""
    places: dict[str, list[int]] = defaultdict(list)
    for place, words in olds.items():
        for word in words:
            places[word].append(place)
    for j, words in news.items():
        shared = Counter(
            place for word in words if len(places.get(word, ())) <= _COMMON for place in places.get(word, ())
        )
        nearest = sorted(shared, key=lambda place: (-shared[place], abs(place - j), place))[:_NEAREST]
        for i in nearest:
            if (score := _likeness(olds[i], words)) >= ALIKE:
                yield -score, abs(i - j), i, j


def _pair_neighbours(
    olds: dict[int, Counter[str]], news: dict[int, Counter[str]], before: int, now: int, pairs: Pairs
) -> None:
    """Pair what is left between neighbours that answer each other, if it is not all other words."""
    ends = {-1: -1, now: before}
    free = set(olds) - set(pairs.values())
    for j in news:
        if j in pairs:
            continue
        for i in (pairs.get(j - 1, ends.get(j - 1, -2)) + 1, pairs.get(j + 1, ends.get(j + 1, -2)) - 1):
            if i in free and _likeness(olds[i], news[j]) >= BESIDE:
                pairs[j] = i
                free.discard(i)
                break
