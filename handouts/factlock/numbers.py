"""Numbers, units, limits, how often, and phone numbers: each of them must stand in both versions."""

import re
from collections.abc import Iterator
from dataclasses import replace

from handouts.factlock.findings import Finding
from handouts.factlock.marks import Mark, Reach, alike, company
from handouts.factlock.passages import Pair, Sentence
from handouts.factlock.quantities import TIME, Quantity, likeness

_KINDS = {"amount": "number", "often": "how often", "phone": "phone number"}
_DIFFERENCES = {"unit": "unit", "bound": "limit", "about": "number", "value": "number"}
_CLOSE = ("", "about", "bound", "unit")
_MOST = re.compile(r"\b(?:maximum|limits?|at most)\b", re.I)
_DAILY = (86400.0, 86400.0, "time")
_FEW = 7  # things that a writer counts at a glance
# What a writer counts for the reader's ease, and nobody takes or measures.
_THINGS = "parts|steps|things|ways|kinds|types|groups|stages|points|rules|choices|options|questions|reasons|signs"
_SWAPPED = 0.5  # the company of two numbers that stand in each other's place


def compare_numbers(pair: Pair) -> Iterator[Finding]:
    """What happened to the numbers."""
    full, plain = _numbers(pair.full), _numbers(pair.plain)
    if any(_MOST.search(sentence.text) for sentence in pair.full):
        full = [(replace(q, shared="≤") if q.bound == q.shared == "=" else q, mark) for q, mark in full]
    left, right = _without_equals(full, plain)
    yield from _swapped(pair, full, plain, left, right)
    full_values, plain_values = [q for q, _ in full], [q for q, _ in plain]
    left = [item for item in left if not any(not likeness(item[0], other) for other in plain_values)]
    right = [item for item in right if not any(not likeness(other, item[0]) for other in full_values)]
    yield from _changed(pair, left, right)


_Number = tuple[Quantity, Mark]


def _numbers(sentences: tuple[Sentence, ...]) -> list[_Number]:
    found = []
    for number, sentence in enumerate(sentences):
        for at, word in enumerate(sentence.words):
            if word.quantity:
                near, wide = company(sentence.words, at, Reach(2, 2))
                found.append((word.quantity, Mark("", word.quantity.said, number, at, near, wide)))
    return found


def _without_equals(full: list[_Number], plain: list[_Number]) -> tuple[list[_Number], list[_Number]]:
    """What is left when equal numbers are paired, one to one, those with the likest company first."""
    scores = sorted(
        (-alike(mine[1], theirs[1]), i, j)
        for i, mine in enumerate(full)
        for j, theirs in enumerate(plain)
        if not likeness(mine[0], theirs[0])
    )
    taken: tuple[set[int], set[int]] = (set(), set())
    for _, i, j in scores:
        if i not in taken[0] and j not in taken[1]:
            taken[0].add(i)
            taken[1].add(j)
    return (
        [item for i, item in enumerate(full) if i not in taken[0]],
        [item for j, item in enumerate(plain) if j not in taken[1]],
    )


def _swapped(
    pair: Pair, full: list[_Number], plain: list[_Number], left: list[_Number], right: list[_Number]
) -> Iterator[Finding]:
    """Numbers that both versions have, one of them once too often: it has taken another's place."""
    for quantity, mark in right:
        if quantity.soft or not any(not likeness(other, quantity) for other, _ in full):
            continue
        for other, theirs in left:
            known = any(not likeness(other, also) for also, _ in plain)
            units = {other.unit, quantity.unit}
            same_kind = other.kind == quantity.kind and (len(units) == 1 or units <= TIME)
            if known and same_kind and not other.soft and alike(theirs, mark) >= _SWAPPED:
                what = f"“{_said(other)}” stands as “{_said(quantity)}” in the plain version."
                yield pair.finding(_KINDS[quantity.kind], "error", theirs.sentence, mark.sentence, what)
                break


def _changed(pair: Pair, left: list[_Number], right: list[_Number]) -> Iterator[Finding]:
    left, right = list(left), list(right)
    for item in list(right):
        best = max(left, key=lambda other: _closeness(pair, other, item), default=None)
        if best is None or _closeness(pair, best, item) <= 0:
            continue
        left.remove(best)
        right.remove(item)
        (quantity, mark), (other, theirs) = item, best
        if quantity.soft and other.soft:
            continue
        how = likeness(other, quantity)
        what = f"“{_said(other)}” became “{_said(quantity)}”."
        severity = "warning" if how == "about" else "error"
        kind = _DIFFERENCES[how] if quantity.kind == "amount" else _KINDS[quantity.kind]
        yield pair.finding(kind, severity, theirs.sentence, mark.sentence, what)  # type: ignore[arg-type]
    for quantity, mark in left:
        if not quantity.soft:
            what = f"“{_said(quantity)}” is missing from the plain version."
            yield pair.finding(_KINDS[quantity.kind], "error", mark.sentence, None, what)
    for quantity, mark in right:
        if not quantity.soft:
            what = f"“{_said(quantity)}” is not in the full version."
            daily = quantity.kind == "often" and quantity.values() == _DAILY
            light = daily or _counts(quantity, pair.plain[mark.sentence].text)
            yield pair.finding(_KINDS[quantity.kind], "warning" if light else "error", None, mark.sentence, what)


def _counts(quantity: Quantity, text: str) -> bool:
    """Whether it may only count what the full version lists, and so is a word: "try these three things"."""
    whole = quantity.low == quantity.high and quantity.low == int(quantity.low)
    few = quantity.kind == "amount" and quantity.bound in "=>≥" and not quantity.unit and whole and quantity.low <= _FEW
    listed = re.search(rf"(?<![\d.]){quantity.low:g} (?:(?:[a-z]+ ){{0,2}}[a-z]+:|(?:[a-z]+ )?(?:{_THINGS})\b)", text)
    return few and bool(listed or not re.search(rf"(?<![\d.]){quantity.low:g}(?![\d.])", text))


def _closeness(pair: Pair, full: _Number, plain: _Number) -> float:
    """How likely one number is the other one changed; 0 or less: not at all."""
    how = likeness(full[0], plain[0])
    if full[0].kind != plain[0].kind or ((full[0].soft or plain[0].soft) and how not in ("", "about")):
        return 0.0
    company = alike(full[1], plain[1]) + pair.likeness[full[1].sentence][plain[1].sentence]
    same_unit = full[0].unit == plain[0].unit
    return company + (2.0 if how in _CLOSE else 0.5 if same_unit else -0.5)


def _said(quantity: Quantity) -> str:
    return quantity.said.strip("\x00 ")
