"""Dates and times of day in words that nobody takes for another day or hour."""

import re

from handouts.document import MONTHS
from handouts.spoken.rules import Rule, rule

_MONTHS = {month[:3]: month for month in MONTHS if len(month) > 4} | {"Sept": "September", "June": "June"}
_SHORT_MONTH = "|".join(sorted(set(_MONTHS) | {"Jun", "Jul"}, key=len, reverse=True))
_MONTHS |= {"Jun": "June", "Jul": "July"}
_LONG = "|".join(MONTHS)
_DAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")
_DAY_NAMES = {day[:3]: day for day in _DAYS} | {"Tues": "Tuesday", "Thur": "Thursday", "Thurs": "Thursday"}
_SHORT_DAY = "|".join(sorted(_DAY_NAMES, key=len, reverse=True))
_DASH = r"\s?[-–—]\s?"


def _iso(match: re.Match[str]) -> str:
    return _named(int(match[3]), int(match[2]), match[1]) or match[0]


def _named(day: int, month: int, year: str) -> str:
    """The date with its month's name, or "" if there is no such day."""
    return f"{day} {MONTHS[month - 1]} {year}" if 1 <= month <= 12 and 1 <= day <= 31 else ""


def _slashes(match: re.Match[str]) -> str:
    """A date in figures: its month is named only when no reader could take it for another.

    "2/10/2010" is 10 February to some and 2 October to others, so its figures are read as they stand.
    """
    first, second = int(match[1]), int(match[2])
    as_it_stands = f"{first} slash {second} slash {match[3]}"
    if len(match[3]) == 2 or (first <= 12 and second <= 12 and first != second):
        return as_it_stands
    return _named(max(first, second), min(first, second), match[3]) or as_it_stands


def _month(match: re.Match[str]) -> str:
    return _MONTHS[match[1]]


def _day_range(match: re.Match[str]) -> str:
    return f"{_DAY_NAMES.get(match[1], match[1])} to {_DAY_NAMES.get(match[2], match[2])}"


def _month_range(match: re.Match[str]) -> str:
    return f"{_MONTHS.get(match[1], match[1])} to {_MONTHS.get(match[2], match[2])}"


def _clock(match: re.Match[str]) -> str:
    """The hour without zeros that nobody says: "8:00 am" is "8 am", "20:00" is "20 hundred hours"."""
    hour, minutes, half = int(match[1]), match[2], _half(match[3])
    if not half and match[1].startswith("0"):
        half, hour = " am", hour or 12
    after = "" if minutes == "00" else f" oh {minutes[1]}" if minutes[0] == "0" else f":{minutes}"
    if half or after:
        return f"{hour}{after}{half}"
    return f"{hour} hundred hours" if hour > 12 else f"{hour} o'clock"


def _half(written: str | None) -> str:
    return f" {written.replace('.', '').lower()}" if written else ""


_DECADES = ("twenties", "thirties", "forties", "fifties", "sixties", "seventies", "eighties", "nineties")
_TENS = ("", "ten", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_TEENS = (
    "ten",
    *("eleven", "twelve", "thirteen", "fourteen", "fifteen", "sixteen", "seventeen", "eighteen"),
    "nineteen",
)
_ONES = ("", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")


def _year(match: re.Match[str]) -> str:
    """Say 1998 as "nineteen ninety-eight": eSpeak NG says "nineteen hundred ninety eight"."""
    century, tens, ones = _TEENS[int(match[1]) - 10], int(match[2]), int(match[3])
    if tens == 0:
        return f"{century} oh {_ONES[ones]}"
    if tens == 1:
        return f"{century} {_TEENS[ones]}"
    return f"{century} {_TENS[tens]}" + (f"-{_ONES[ones]}" if ones else "")


def _decade(match: re.Match[str]) -> str:
    century = {"18": "eighteen ", "19": "nineteen ", "20": "twenty "}.get(match[1] or "", "")
    return century + _DECADES[int(match[2]) - 2]


# The last stop of "a.m." stays where it ends the sentence too.
_HALF_DAY = r"[APap]\.?[Mm]\b(?:\.(?=\s+[a-z0-9(]|\s?[-–—,;:)?!]))?"

RULES: tuple[Rule, ...] = (
    rule(r"(?<![\w/.-])(\d{4})-(\d\d)-(\d\d)(?![\w/-]|\.\d)", _iso),
    rule(r"(?<![\w/.-])(\d{1,2})/(\d{1,2})/(\d{4}|\d\d)(?![\w/-]|\.\d)", _slashes),
    rule(rf"\b({_SHORT_DAY}|{'|'.join(_DAYS)})\.?{_DASH}({_SHORT_DAY}|{'|'.join(_DAYS)})\b", _day_range),
    rule(rf"\b({_SHORT_MONTH}|{_LONG})\.?{_DASH}({_SHORT_MONTH}|{_LONG})\b", _month_range),
    rule(rf"\b({_SHORT_MONTH})\b\.?(?=\s+\d)", _month),
    rule(rf"(?<=\d )({_SHORT_MONTH})\b(?:\.(?!$))?(?=,?\s+\d{{4}}|[,;.)]|$|\s)", _month),
    rule(rf"(?<![\d:.])([1-9]|1[0-2]):00(?={_DASH}\d{{1,2}}(?::[0-5]\d)?\s?[apAP]\.?[mM]\b)", r"\1"),
    rule(rf"(?<![\d:.])(0?\d|1\d|2[0-4]):([0-5]\d)(?![\d:]|\.\d)(?:\s?({_HALF_DAY}))?", _clock),
    rule(rf"(?<=\d)\s?({_HALF_DAY})", lambda match: _half(match[1])),
    rule(rf"(?<=\d)( [ap]m| o'clock){_DASH}(?=\d)", r"\1 to "),
)

DECADES: tuple[Rule, ...] = (
    rule(r"(?<![\w.,/$£€])(18|19|20)?['’]?([2-9])0['’]?s\b", _decade),
    rule(r"(?<=ties)\s?[-–]\s?(?=(?:\w+teen |twenty )?\w+ties\b)", " to "),
    rule(r"['’](?=(?:twen|thir|for|fif|six|seven|eigh|nine)ties\b)", ""),
)

YEARS: tuple[Rule, ...] = (
    rule(
        r"(?<![\w.,/$£€–-])(18|19)(?!00)(\d)(\d)(?![\w/]|[.,]\d|\s?%| (?:[a-z]{1,5}grams|units|milliliters)\b)", _year
    ),
)
"""Years, to be said after ranges: "1990–1995" must find its figures."""
