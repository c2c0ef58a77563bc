"""Numbers, medicines and other words that stand in both versions, and have changed places."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from itertools import pairwise

from handouts.factlock.drugs import drugs_of
from handouts.factlock.findings import Finding, Severity
from handouts.factlock.numbers import numbers_of
from handouts.factlock.passages import Pair, Sentence, keys_of


def compare_orders(pair: Pair) -> Iterator[Finding]:
    """Numbers of one unit, or medicines, in another order; words that two neighbouring sentences have exchanged."""
    full, plain = (_drugs(side) for side in (pair.full, pair.plain))
    reordered = Counter(full) == Counter(plain) and full != plain
    swapped = _swapped(pair)
    if swapped:
        severity: Severity = "warning" if reordered else "error"
        yield pair.finding("number", severity, *swapped, "Numbers stand in another order in the plain version.")
    elif reordered:
        yield pair.finding("drug", "warning", 0, 0, "Medicines stand in another order in the plain version.")
    yield from _exchanged(pair)


def _drugs(sentences: Sequence[Sentence]) -> list[str]:
    """The medicines in the order in which they are first named, without classes."""
    return list(dict.fromkeys(word.drug for word, _ in drugs_of(sentences) if not word.drug.startswith("[")))


def _swapped(pair: Pair) -> tuple[int, int] | None:
    """The sentences of the first number that stands where the full version has another one of its unit."""
    full, plain = (_by_unit(side) for side in (pair.full, pair.plain))
    for unit, numbers in full.items():
        others = plain.get(unit, [])
        if Counter(value for value, _ in numbers) == Counter(value for value, _ in others):
            for (value, place), (other, there) in zip(numbers, others, strict=True):
                if value != other:
                    return place, there
    return None


def _by_unit(sentences: Sequence[Sentence]) -> dict[tuple[str, str], list[tuple[tuple[float, float], int]]]:
    found = defaultdict(list)
    for quantity, place in numbers_of(sentences):
        if not quantity.soft:
            found[str(quantity.kind), quantity.unit].append(((quantity.low, quantity.high), place))
    return found


def _exchanged(pair: Pair) -> Iterator[Finding]:
    """Two neighbouring sentences of which each has words of the other in the plain version."""
    parts = [part for part in pair.parts if part.full and part.plain]
    for one, other in pairwise(parts):
        if len(one.full) == len(other.full) == 1:
            full, full2 = pair.full[one.full[0]], pair.full[other.full[0]]
            plain, plain2 = ([pair.plain[at] for at in part.plain] for part in (one, other))
            there, back = _gone(full, plain, full2, plain2), _gone(full2, plain2, full, plain)
            if there and back:
                what = f"“{there}” and “{back}” may have changed places."
                yield pair.finding("sentence", "warning", one.full[0], one.plain[0], what)


def _gone(full: Sentence, plain: Sequence[Sentence], full2: Sentence, plain2: Sequence[Sentence]) -> str:
    """A word of a sentence that the plain version has only with the other one."""
    kept = keys_of(word for sentence in plain for word in sentence.words) | keys_of(full2.words)
    there = keys_of(word for sentence in plain2 for word in sentence.words)
    words = (word for word in full.content if word.weight >= 1 and not word.keys.isdisjoint(there))
    return next((word.text for word in words if word.keys.isdisjoint(kept)), "")
