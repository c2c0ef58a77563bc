"""One number of a text with what it counts and how it is bounded; and how two of them differ."""

from dataclasses import dataclass
from typing import Literal

from handouts.factlock.units import KINDS, OFTEN_UNSAID

Bound = Literal["=", "≥", ">", "≤", "<", "within"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a text, at `start` to `end` of it.

    `kind` is "amount" (`low` to `high` of a `unit`), "often" (every `low` to `high` of a unit of time) or "phone".
    A `soft` one ("a week") may answer another, and need not be answered. `shared` is the bound that one before it
    may lend it: "more than 2 pounds in a day or 5 pounds in a week".
    """

    kind: Literal["amount", "often", "phone"]
    low: float
    high: float
    unit: str
    bound: Bound
    about: bool
    soft: bool
    said: str
    start: int
    end: int
    shared: Bound = "="

    def values(self) -> tuple[float, float, str]:
        """Low, high and the kind of unit, in that kind's first unit: 14 days and 2 weeks are the same."""
        kind, factor = KINDS.get(self.unit, (self.unit, 1.0))
        return round(self.low * factor, 9), round(self.high * factor, 9), kind


_NEAR_BOUNDS = ({"≤", "within"}, {"=", "within"}, {"<", "within"})


def _from(quantity: Quantity) -> tuple[float, str] | None:
    """A bound on things that are counted: more than 1 is at least 2."""
    step = {">": 1, "<": -1, "≥": 0, "≤": 0}.get(quantity.bound)
    if step is None or quantity.low != quantity.high:
        return None
    return quantity.low + step, "≥" if quantity.bound in ">≥" else "≤"


def _same_time(often: Quantity, amount: Quantity) -> bool:
    """Whether an amount of time says how often: "wait 4 hours" for "every 4 hours", "in 24 hours" for "daily"."""
    if (often.kind, amount.kind) != ("often", "amount") or often.values() != amount.values():
        return False
    return amount.soft or amount.low == 1 or amount.unit == "hours"


def likeness(full: Quantity, plain: Quantity) -> str:
    """How two quantities differ: "" (not at all), "about", "bound", "unit", or "value"."""
    if full.kind != plain.kind:
        return "" if _same_time(full, plain) or _same_time(plain, full) else "value"
    *numbers, kind = full.values()
    *others, other = plain.values()
    if (full.soft or plain.soft) and "" in (full.unit, plain.unit) and numbers == others and full.kind == "amount":
        return ""
    if kind == other and kind in ("", "times") and _from(full) and _from(full) == _from(plain):
        return ""
    as_said = (full.low, full.high) == (plain.low, plain.high)
    if kind == other and numbers != others:
        return "unit" if as_said else "value"
    if kind != other and not as_said:
        return "value"
    if kind != other and ((kind and other) or {full.unit, plain.unit}.isdisjoint(OFTEN_UNSAID)):
        return "unit"
    lent = (full.bound == "=" and full.shared == plain.bound) or (plain.bound == "=" and plain.shared == full.bound)
    if full.bound != plain.bound and not lent and {full.bound, plain.bound} not in _NEAR_BOUNDS:
        return "bound"
    return "about" if full.about != plain.about else ""
