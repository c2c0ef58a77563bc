"""The numbers of a text with what they count and how they are bounded: doses, times, ranges, limits, phone numbers.

"at least 2.0 cm²", "2.0 cm² or more" and "≥ 2 cm2" are the same quantity; so are "twice daily" and "2 times a day".
"""

import re
from collections.abc import Iterator
from dataclasses import replace

from handouts.factlock.amounts import Bound, Quantity, likeness
from handouts.factlock.limits import (
    ABOUT,
    BEFORE_NUMBER,
    BEFORE_SAID,
    LATE_UNIT,
    LOOSE,
    NUMBER,
    TAIL,
    UNIT,
    bound_of,
    is_limit,
)
from handouts.factlock.units import TIME, unit_of

_PEOPLE = "people|persons?|adults?|children|child|women|woman|men|man|patients?|babies|users|cases|of (?:them|these)"
_AMOUNT = re.compile(
    rf"(?:(?<![\w.])(?:(?P<about1>{ABOUT}) )?(?:{BEFORE_SAID})\s?(?:(?P<about2>{ABOUT}) )?{LOOSE})?"
    rf"(?:(?<![\w.])(?P<about>{ABOUT})\s?)?"
    rf"(?:(?<![\w.])(?P<between>between|from) )?"
    rf"(?<![\w.⟦])(?:(?P<top>\d{{2,3}})(?:/| over )(?P<bottom>\d{{2,3}})(?!\d)(?P<pressure>{UNIT})?"
    rf"|(?P<part>\d+)(?:(?: to | and |-)(?P<most>\d+))?(?: (?:{_PEOPLE}))? (?:in|out of) (?:every )?"
    rf"(?P<of>\d+)\b(?!{UNIT})"
    rf"|(?P<low>{NUMBER})(?P<clock>:\d\d)?(?P<unit1>{UNIT})?\s?(?P<to>to|-|through|and|or|up to)\s?(?P<high>{NUMBER})"
    rf"(?P<unit2>{UNIT})?|(?P<one>{NUMBER})(?P<minutes>:\d\d)?(?P<unit>{UNIT})?)(?![\w/⟧])"
)
_AGE = re.compile(r"\b(?:younger|older|age|aged|ages)\b")
_LABELLED = re.compile(r"\b(?:week|day|step|month|dose|visit|number|hour) $")
_MORE = re.compile(r"^(?:more|full|whole|extra|further|additional) ")
_SOFT = re.compile(
    r"\b(?:an?|one|this|for the|in the|the (?:next|first|last|same|whole))\s"
    r"(?P<unit>(?:hour|day|week|month|year|minute|pound|cup|teaspoon)s?)\b"
)
_PHONE = re.compile(
    r"(?<![\w.])(?:(?:\+?1[- .])?(?:\(\d{3}\) ?|\d{3}[-.])?\d{3}[-.]\d{4}(?!\d)"
    r"|(?:911|988|999|112)(?![\w%]|\.\d| mg\b)|9-1-1\b)"
)
_PERIOD = r"(?P<{0}>minute|hour|day|night|morning|evening|afternoon|week|month|year)"
_OFTEN = re.compile(
    rf"\b(?:every|each)\s(?:(?P<other>other )|(?P<low>{NUMBER})(?:\s?(?:to|-|or)\s?(?P<high>{NUMBER}))?[ -])?"
    + _PERIOD.format("every") + r"s?\b"
    + r"|(?P<per>\bper|\ban?|/)\s?" + _PERIOD.format("after") + r"\b"
    + r"|\b(?P<word>daily|nightly|weekly|monthly|hourly)\b"
    r"(?! (?:activit|life|living|lives|routine|need|value|task|chore))"
)  # fmt: skip
_WORDS = {"daily": "day", "nightly": "day", "weekly": "week", "monthly": "month", "hourly": "hour"}
_COUNT_BEFORE = re.compile(
    r"(?:\d|\btimes?\b|\bfew\b)[^.,;:!?]{0,25}(?<!\bin )(?<!\bfor )(?<!\bwithin )(?<!\bthan )(?<!\bafter )$"
)
_RATE = re.compile(r"\b(?:beats|breaths|times)\s$")


def read_quantities(text: str) -> tuple[tuple[Quantity, ...], str]:
    """The quantities of a text in plain signs, and the text in small letters with their places blanked out.

    The words of a bound are blanked with its number: "or more", "no more than".
    """
    small = text.lower()
    rest = text = small if len(small) == len(text) else text
    found: list[Quantity] = []
    for read in (_phones, _often, _amounts, _softs):
        for quantity in read(rest):
            found.append(quantity)
            rest = _blanked(rest, quantity.start, quantity.end)
    for tail in TAIL.finditer(rest):
        number = next((each for each in found if each.end == tail.start() + 1), None)
        direct = number is not None and number.said[-1:].isdigit() and tail.start("said") <= tail.start() + 2
        bounded = number is not None and bool(BEFORE_NUMBER.match(number.said))
        if is_limit(rest, *tail.span("said"), unit=not direct, bounded=bounded):
            rest = _blanked(rest, *tail.span("said"))
    return tuple(_with_shared(sorted(found, key=lambda quantity: quantity.start), small)), rest


def _with_shared(quantities: list[Quantity], text: str) -> Iterator[Quantity]:
    lent: Bound = "="
    for before, quantity in zip((None, *quantities), quantities, strict=False):
        between = text[before.end : quantity.start] if before else ""
        joined = before and re.search(r"\b(?:or|and)\b|^ ?\($", between) and not re.search(r"[.;:?!]", between)
        if quantity.kind == "amount" and quantity.bound != "=":
            lent = quantity.bound
        elif before and re.search(r"[.;:?!]", between):
            lent = "="
        yield replace(quantity, shared=lent) if joined and quantity.bound == "=" else quantity


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
        if found["after"] == "minute" and _RATE.search(text, max(0, found.start() - 20), found.start()):
            continue
        period = found["every"] or found["after"] or _WORDS.get(found["word"] or "", "year")
        period = "day" if period in ("night", "morning", "evening", "afternoon") else period
        low = 2.0 if found["other"] else float(found["low"] or 1)
        yield Quantity(
            "often", low, float(found["high"] or low), period + "s", "=", False, False, found[0].strip(), *found.span()
        )


def _amounts(text: str) -> Iterator[Quantity]:
    for found in _AMOUNT.finditer(text):
        mixed = found["unit1"] and found["unit2"] and _unit(found["unit1"]) != _unit(found["unit2"])
        if mixed or (found["to"] in ("and", "or") and not _is_range(found)):
            yield from _two(found, text)
        else:
            yield _amount(found, text)


def _is_range(found: re.Match[str]) -> bool:
    """Whether "and" or "or" joins one range: "between 2 and 3", "1 or 2"."""
    if found["to"] == "and":
        return bool(found["between"])
    listed = re.search(r"\d,\s*$", found.string[max(0, found.start() - 6) : found.start()])
    return not listed and found["unit1"] is None and float(found["high"]) - float(found["low"]) in (1.0, 5.0)


def _two(found: re.Match[str], text: str) -> Iterator[Quantity]:
    """Two amounts that stand side by side: "10 mg and 20 mg"; the second is read anew, with its own bounds."""
    first = _AMOUNT.match(text[: found.start("to")].rstrip() + " ", found.start())
    if first:
        yield _amount(first, text)
    yield from _amounts("\x00" * found.end("to") + text[found.end("to") :])


def _amount(found: re.Match[str], text: str) -> Quantity:
    low, high, unit = _values(found)
    late = None if unit else LATE_UNIT.match(text, found.end())
    unit = unit_of(late["unit"].strip(" -")) if late else unit
    unit = "years" if not unit and _AGE.search(found[0]) else unit
    bound = bound_of(found, text)
    about = any(found[name] for name in ("about", "about1", "about2"))
    lent: Bound = "="
    if bound == ">" and unit in TIME and found[0].lstrip().startswith("over"):
        bound, lent = "=", ">"  # "slowly, over 3 weeks" tells how long, "over 3 weeks" may be more
    if bound == "≤" and not unit and found[0].lstrip().startswith("as "):
        bound = "="  # "as long as two things are true" is a condition
    soft = unit in ("", "times") and bound == "=" and (low == high == 1 or _is_label(found, text))
    return Quantity("amount", low, high, unit, bound, about, soft, found[0], *found.span(), lent)


def _values(found: re.Match[str]) -> tuple[float, float, str]:
    if found["top"]:
        unit = _unit(found["pressure"]) or "mmHg"
        return float(found["top"]), float(found["bottom"]), unit
    if found["part"]:
        share = 100 / max(float(found["of"]), 1)
        return float(found["part"]) * share, float(found["most"] or found["part"]) * share, "%"
    if found["low"]:
        high = found["high"] or found["low"]
        unit = _unit(found["unit2"] or found["unit1"])
        return float(found["low"]), float(high), unit
    value = float(found["one"]) + (int(found["minutes"][1:]) / 60 if found["minutes"] else 0)
    return value, value, _unit(found["unit"])


def _is_label(found: re.Match[str], text: str) -> bool:
    """Whether the number is one of a row of labels: "week 1", "week 2", "week 3"."""
    label = _LABELLED.search(text, max(0, found.start() - 10), found.start())
    row = re.findall(rf"\b{label[0]}(\d+)", text) if label else []
    return len(row) > 1 and [int(number) for number in row] == list(range(1, len(row) + 1))


def _unit(said: str | None) -> str:
    return unit_of(_MORE.sub("", (said or "").strip(" -")))


def _softs(text: str) -> Iterator[Quantity]:
    for found in _SOFT.finditer(text):
        yield Quantity("amount", 1.0, 1.0, unit_of(found["unit"]), "=", False, True, found[0], *found.span())


__all__ = ["TIME", "Quantity", "likeness", "read_quantities"]
