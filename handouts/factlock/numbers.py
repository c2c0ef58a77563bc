"""Numbers with their units and limits, how often, and phone numbers: each of them stands in both versions."""

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from handouts.factlock.amounts import Quantity, likeness
from handouts.factlock.findings import Finding
from handouts.factlock.passages import Pair, Sentence

_KINDS = {"amount": "number", "often": "how often", "phone": "phone number"}
_DIFFERENCES = {"unit": "unit", "bound": "limit", "about": "number", "value": "number"}
# A limit in one version that a "not" makes of the other's: "not … more than 4" is "at most 4".
_TURNED = {(">", "≤"), ("<", "≥"), ("within", "≥"), ("within", ">")}
_FEW = 7  # things that a writer counts at a glance
_THINGS = "parts|steps|things|ways|kinds|types|groups|stages|points|rules|choices|options|questions|reasons|signs"

_Number = tuple[Quantity, int]


def compare_numbers(pair: Pair) -> Iterator[Finding]:
    """Numbers that were lost, added or changed."""
    _, left, right = _matched(pair)
    yield from _changed(pair, list(left), list(right))


def turned_limits(pair: Pair) -> tuple[list[int], list[int]]:
    """The sentences of the full and of the plain version with a limit that the other one tells by a "not"."""
    matched, _, _ = _matched(pair)
    found: tuple[list[int], list[int]] = ([], [])
    for (one, full), (other, plain) in matched:
        if (one.bound, other.bound) in _TURNED:
            found[1].append(plain)
        elif (other.bound, one.bound) in _TURNED:
            found[0].append(full)
    return found


def numbers_of(sentences: Sequence[Sentence]) -> list[_Number]:
    """The numbers of these sentences in order, each with the place of its sentence."""
    return [(word.quantity, at) for at, sentence in enumerate(sentences) for word in sentence.words if word.quantity]


@lru_cache(maxsize=64)
def _matched(pair: Pair) -> tuple[tuple[tuple[_Number, _Number], ...], tuple[_Number, ...], tuple[_Number, ...]]:
    """Numbers that answer each other one for one, the surest first; and those of both versions that stand alone."""
    part = {place: part for part in pair.parts for place in part.full}
    left, right = numbers_of(pair.full), numbers_of(pair.plain)
    matched: list[tuple[_Number, _Number]] = []
    for level in range(6):
        for one in list(left):
            for other in right:
                soft = one[0].soft or other[0].soft
                beside = other[1] in part[one[1]].plain
                how = likeness(one[0], other[0])
                limits = (one[0].bound, other[0].bound)
                turned = how == "bound" and (limits in _TURNED or limits[::-1] in _TURNED)
                if (beside or level % 2) and (not how if level < 2 else not how and soft if level < 4 else turned):
                    if level < 2 and soft:
                        continue
                    matched.append((one, other))
                    left.remove(one)
                    right.remove(other)
                    break
    return tuple(matched), tuple(left), tuple(right)


def _changed(pair: Pair, left: list[_Number], right: list[_Number]) -> Iterator[Finding]:
    for number in list(right):
        best = max(left, key=lambda other: _closeness(pair, other, number), default=None)
        if best is None or not _closeness(pair, best, number):
            continue
        left.remove(best)
        right.remove(number)
        (quantity, plain), (other, full) = number, best
        how = likeness(other, quantity)
        what = f"“{_said(other)}” became “{_said(quantity)}”."
        kind = _DIFFERENCES[how] if quantity.kind == "amount" else _KINDS[quantity.kind]
        yield pair.finding(kind, "warning" if how == "about" else "error", full, plain, what)
    for quantity, full in left:
        if not quantity.soft:
            what = f"“{_said(quantity)}” is missing from the plain version."
            yield pair.finding(_KINDS[quantity.kind], "error", full, None, what)
    known = [quantity for quantity, _ in numbers_of(pair.full)]
    for quantity, plain in right:
        if not quantity.soft:
            again = any(not likeness(other, quantity) for other in known)
            where = "said more often than in" if again else "not in"
            what = f"“{_said(quantity)}” is {where} the full version."
            often = quantity.kind == "often" and quantity.low == 1  # "each month", where the full version tells none
            light = often and (again or not any(other.kind == "often" for other in known))
            light = light or (again and quantity.kind == "phone") or _counts(quantity, pair.plain[plain].text)
            yield pair.finding(_KINDS[quantity.kind], "warning" if light else "error", None, plain, what)


def _counts(quantity: Quantity, text: str) -> bool:
    """Whether it may only count what the full version lists, and so is a word: "try these three things"."""
    whole = quantity.low == quantity.high and quantity.low == int(quantity.low)
    few = quantity.kind == "amount" and quantity.bound in "=>≥" and not quantity.unit and whole and quantity.low <= _FEW
    listed = re.search(rf"(?<![\d.]){quantity.low:g} (?:(?:[a-z]+ ){{0,2}}[a-z]+:|(?:[a-z]+ )?(?:{_THINGS})\b)", text)
    return few and bool(listed or not re.search(rf"(?<![\d.]){quantity.low:g}(?!\d|\.\d)", text))


def _closeness(pair: Pair, full: _Number, plain: _Number) -> float:
    """How likely one number is the other one changed; 0: not at all."""
    if full[0].kind != plain[0].kind or full[0].soft or plain[0].soft:
        return 0.0
    same = (2.0 if likeness(full[0], plain[0]) != "value" else 0.0) + 0.5 * (full[0].unit == plain[0].unit)
    return same + pair.likeness[full[1]][plain[1]]


def _said(quantity: Quantity) -> str:
    return quantity.said.strip("\x00 ")
