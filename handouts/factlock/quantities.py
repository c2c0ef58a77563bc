"""The numbers of a text with what they count and how they are bounded: doses, times, ranges, limits, phone numbers.

"at least 2.0 cm²", "2.0 cm² or more" and "≥ 2 cm2" are the same quantity; so are "twice daily" and "2 times a day".
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from handouts.factlock.units import KINDS, OFTEN_UNSAID, PATTERN, TIME, unit_of

Bound = Literal["=", "≥", ">", "≤", "<", "within"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """One number of a text, at `start` to `end` of it.

    `kind` is "amount" (`low` to `high` of a `unit`), "often" (every `low` to `high` of a unit of time) or "phone".
    A `soft` one ("a week") may answer another, and need not be answered.
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

    def values(self) -> tuple[float, float, str]:
        """Low, high and the kind of unit, in that kind's first unit: 14 days and 2 weeks are the same."""
        kind, factor = KINDS.get(self.unit, (self.unit, 1.0))
        return round(self.low * factor, 9), round(self.high * factor, 9), kind


_NUMBER = r"\d+(?:\.\d+)?"
_UNIT = rf"[ -]?(?:{PATTERN})"
_LOOSE = r"(?:(?:the )?age(?: of)? |an? |the |your |about |around |approximately )*"
_BEFORE: tuple[tuple[Bound, str], ...] = (
    ("≥", r"at least|no less than|not less than|no fewer than|no lower than|an? minimum of|minimum of|≥|>="
     r"|(?:greater|more) than or equal to"),
    ("≤", r"up to|no more than|not more than|at most|an? maximum of|maximum of|as many as|as much as|no longer than"
     r"|no higher than|no greater than|no later than|not over|≤|<=|(?:less|fewer) than or equal to|limited? to"),
    ("<", r"(?:less|fewer|lower|younger|shorter|smaller|lighter) than|below|under|<"),
    (">", r"(?:more|greater|higher|older|longer|larger|bigger|heavier) than|over|above|exceeds?|exceeding|beyond|>"),
    ("within", r"within"),
)  # fmt: skip
_BEFORE_SAID = "|".join(f"(?P<b{index}>{said})" for index, (_, said) in enumerate(_BEFORE))
_ABOUT = r"about|around|approximately|roughly|nearly|almost|some|~|≈"
_UP = r"more|higher|greater|above|older|longer|larger|bigger|over|better|heavier|faster|up|later"
_DOWN = r"less|lower|fewer|below|under|younger|shorter|smaller|slower|lighter"
_FOLLOWING = re.compile(
    r"(?:\s*\+|\)?(?:\s(?:\x00+|(?!(?:or|and|to|but|if|than)\b)[a-z°%]+)){0,6}?\s*(?:\([^()]{1,20}\)\s*)?,?\s"
    rf"(?:(?:or|and) (?:(?P<up>{_UP})|(?P<down>{_DOWN}))|at (?:a )?(?P<least>least|minimum)"
    r"|at (?:the )?(?P<most>most)))"
    r"(?!\s(?:often|than|likely)|\w)"
)
_TAIL = re.compile(rf"\x00[^\x00.,;:?!]{{0,30}}?(?P<said>\b(?:or|and) (?:{_UP}|{_DOWN}))\b(?! (?:often|than|likely))")
_LATE_UNIT = re.compile(rf" ?(?:or|and) (?:more|fewer|less)(?P<unit>{_UNIT})(?!\w)")
_OVER = ("more", "greater", "higher", "longer", "larger", "heavier", "bigger", "older", "over", "above", "exceed",
         "beyond")  # fmt: skip
_AMOUNT = re.compile(
    rf"(?:(?<![\w.])(?:(?P<about1>{_ABOUT}) )?(?:{_BEFORE_SAID})\s?(?:(?P<about2>{_ABOUT}) )?{_LOOSE})?"
    rf"(?:(?<![\w.])(?P<about>{_ABOUT})\s?)?"
    rf"(?:(?<![\w.])(?P<between>between|from) )?"
    rf"(?<![\w.⟦])(?:(?P<top>\d{{2,3}})(?:/| over )(?P<bottom>\d{{2,3}})(?!\d)(?P<pressure>{_UNIT})?"
    rf"|(?P<part>\d+) (?:in|out of) (?:every )?(?P<of>\d+)\b"
    rf"|(?P<low>{_NUMBER})(?P<clock>:\d\d)?(?P<unit1>{_UNIT})?\s?(?P<to>to|-|through|and|or)\s?(?P<high>{_NUMBER})"
    rf"(?P<unit2>{_UNIT})?|(?P<one>{_NUMBER})(?P<minutes>:\d\d)?(?P<unit>{_UNIT})?)(?![\w/⟧])"
)
_SOFT = re.compile(
    r"\b(?:an?|one|the (?:next|first|last|same))\s(?P<unit>(?:hour|day|week|month|year|minute|pound|cup|teaspoon)s?)\b"
)
_PHONE = re.compile(
    r"(?<![\w.])(?:(?:\+?1[- .])?(?:\(\d{3}\) ?|\d{3}[-.])?\d{3}[-.]\d{4}(?!\d)"
    r"|(?:911|988|999|112)(?![\w%]|\.\d| mg\b)|9-1-1\b)"
)
_MULTIPLES = {"double": 2.0, "both": 2.0, "couple": 2.0, "pair": 2.0, "triple": 3.0}
_MULTIPLE = re.compile(r"\b(?P<word>double|triple|both|couple|pair)(?:s|d)?\b")
_PERIOD = r"(?P<{0}>minute|hour|day|night|morning|evening|afternoon|week|month|year)"
_OFTEN = re.compile(
    rf"\b(?:every|each)\s(?:(?P<other>other )|(?P<low>{_NUMBER})(?:\s?(?:to|-|or)\s?(?P<high>{_NUMBER}))?[ -])?"
    + _PERIOD.format("every") + r"s?\b"
    + r"|(?P<per>\bper|\ban?|/)\s?" + _PERIOD.format("after") + r"\b"
    + r"|\b(?P<word>daily|nightly|weekly|monthly|hourly)\b"
    r"(?! (?:activit|life|living|lives|routine|need|value|task|chore))"
)  # fmt: skip
_WORDS = {"daily": "day", "nightly": "day", "weekly": "week", "monthly": "month", "hourly": "hour"}
_COUNT_BEFORE = re.compile(
    r"(?:\d|\btimes?\b|\bfew\b)[^.,;:!?]{0,25}(?<!\bin )(?<!\bfor )(?<!\bwithin )(?<!\bthan )(?<!\bafter )$"
)
_NOT_BEFORE = re.compile(
    r"\b(?P<no>not|never)\b(?:(?!\b(?:if|unless|when|until|and|or|who|that|because)\b)[^.;:?!,]){0,45}$"
)


def read_quantities(text: str) -> tuple[tuple[Quantity, ...], str]:
    """The quantities of a text in plain signs, and the text in small letters with their places blanked out.

    The words of a bound are blanked with its number: "or more", and the "not" of "do not take more than 4".
    """
    small = text.lower()
    rest = text = small if len(small) == len(text) else text
    found: list[Quantity] = []
    for read in (_phones, _often, _amounts, _softs):
        for quantity in read(rest):
            found.append(quantity)
            rest = _blanked(rest, quantity.start, quantity.end)
    implied = list(_implied(rest))
    for quantity in found:
        negation = _NOT_BEFORE.search(text, 0, quantity.start)
        if quantity.bound == "≤" and quantity.said.startswith(_OVER) and negation:
            rest = _blanked(rest, *negation.span("no"))
    for tail in _TAIL.finditer(rest):
        rest = _blanked(rest, *tail.span("said"))
    return tuple(sorted([*found, *implied], key=lambda quantity: quantity.start)), rest


def _blanked(text: str, start: int, end: int) -> str:
    return text[:start] + "\x00" * (end - start) + text[end:]


def _phones(text: str) -> Iterator[Quantity]:
    for found in _PHONE.finditer(text):
        digits = re.sub(r"\D", "", found[0])
        yield Quantity("phone", float(digits), float(digits), "", "=", False, False, found[0], *found.span())


def _often(text: str) -> Iterator[Quantity]:
    for found in _OFTEN.finditer(text):
        if (
            found["per"]
            and found["per"] != "/"
            and found["per"] != "per"
            and not _COUNT_BEFORE.search(text, max(0, found.start() - 40), found.start())
        ):
            continue
        period = found["every"] or found["after"] or _WORDS.get(found["word"] or "", "year")
        period = "day" if period in ("night", "morning", "evening", "afternoon") else period
        low = 2.0 if found["other"] else float(found["low"] or 1)
        yield Quantity(
            "often", low, float(found["high"] or low), period + "s", "=", False, False, found[0].strip(), *found.span()
        )


def _amounts(text: str) -> Iterator[Quantity]:
    for found in _AMOUNT.finditer(text):
        if found["to"] in ("and", "or") and not _is_range(found):
            yield from _two(found, text)
        else:
            yield _amount(found, text)


def _is_range(found: re.Match[str]) -> bool:
    """Whether "and" or "or" joins one range: "between 2 and 3", "1 or 2"."""
    if found["to"] == "and":
        return bool(found["between"])
    return found["unit1"] is None and float(found["high"]) - float(found["low"]) in (1.0, 5.0)


def _two(found: re.Match[str], text: str) -> Iterator[Quantity]:
    """Two amounts that stand side by side: "10 mg and 20 mg"; the second is read anew, with its own bounds."""
    first = _AMOUNT.match(text[: found.start("to")].rstrip() + " ", found.start())
    if first:
        yield _amount(first, text)
    yield from _amounts("\x00" * found.end("to") + text[found.end("to") :])


def _amount(found: re.Match[str], text: str) -> Quantity:
    low, high, unit = _values(found)
    late = None if unit else _LATE_UNIT.match(text, found.end())
    unit = unit_of(late["unit"].strip(" -")) if late else unit
    bound = _bound(found, text)
    about = any(found[name] for name in ("about", "about1", "about2"))
    if bound == ">" and _NOT_BEFORE.search(text, 0, found.start()):
        bound = "≤"
    return Quantity("amount", low, high, unit, bound, about, False, found[0], *found.span())


def _values(found: re.Match[str]) -> tuple[float, float, str]:
    if found["top"]:
        unit = unit_of((found["pressure"] or "").strip(" -")) or "mmHg"
        return float(found["top"]), float(found["bottom"]), unit
    if found["part"]:
        share = 100 * float(found["part"]) / max(float(found["of"]), 1)
        return share, share, "%"
    if found["low"]:
        high = found["high"] or found["low"]
        unit = unit_of((found["unit2"] or found["unit1"] or "").strip(" -"))
        return float(found["low"]), float(high), unit
    value = float(found["one"]) + (int(found["minutes"][1:]) / 60 if found["minutes"] else 0)
    return value, value, unit_of((found["unit"] or "").strip(" -"))


def _bound(found: re.Match[str], text: str) -> Bound:
    for index, (bound, _) in enumerate(_BEFORE):
        if found[f"b{index}"]:
            return bound
    after = _FOLLOWING.match(text, found.end())
    if after:
        return "≥" if after["up"] or after["least"] or "+" in after[0] else "≤"
    return "="


def _softs(text: str) -> Iterator[Quantity]:
    for found in _SOFT.finditer(text):
        yield Quantity("amount", 1.0, 1.0, unit_of(found["unit"]), "=", False, True, found[0], *found.span())


def _implied(text: str) -> Iterator[Quantity]:
    """Words that may answer a number, and stay words: "double", "both"."""
    for found in _MULTIPLE.finditer(text):
        value = _MULTIPLES[found["word"]]
        yield Quantity("amount", value, value, "", "=", False, True, found[0], found.start(), found.start())
    for found in re.finditer(r"\b(?:annual|annually|yearly)\b", text):
        yield Quantity("often", 1.0, 1.0, "years", "=", False, True, found[0], found.start(), found.start())


_NEAR_BOUNDS = ({"≤", "within"}, {"=", "within"}, {"<", "within"})


def likeness(full: Quantity, plain: Quantity) -> str:
    """How two quantities differ: "" (not at all), "about", "bound", "unit", or "value"."""
    if full.kind != plain.kind:
        return "value"
    *numbers, kind = full.values()
    *others, other = plain.values()
    if (
        (full.soft or plain.soft)
        and "" in (full.unit, plain.unit)
        and numbers[:1] == others[:1]
        and full.kind == "amount"
    ):
        return ""
    as_said = (full.low, full.high) == (plain.low, plain.high)
    if kind == other and numbers != others:
        return "unit" if as_said else "value"
    if kind != other and not as_said:
        return "value"
    if kind != other and ((kind and other) or {full.unit, plain.unit}.isdisjoint(OFTEN_UNSAID)):
        return "unit"
    if full.bound != plain.bound and {full.bound, plain.bound} not in _NEAR_BOUNDS:
        return "bound"
    return "about" if full.about != plain.about else ""


__all__ = ["TIME", "Quantity", "likeness", "read_quantities"]
