"""Signs of numbers: quantities, those harder to grasp, chances, and calculations asked of the reader."""

import re

from handouts.literacy.material import Statement, Text
from handouts.literacy.wording import BEFORE, either

_MONTH = f"(?:{either('January February March April May June July August September October November December')})"
# PEMAT's guide leaves out times and dates; the numbers to dial are no quantities either.
_NO_QUANTITY = re.compile(
    r"\b(?:\+?1[-. ])?(?:\(?\d{3}\)?[-. ])?\d{3}[-.]\d{4}\b|\b911\b|\b(?:call|dial|phone|ring)\s+\d{3}\b(?![-. ]?\d)"
    r"|\b\d{1,2}(?::\d\d)?\s*(?:[ap]\.?m\b\.?|o['’]clock)|\b\d{1,2}:\d\d\b|\b\d{4}-\d\d-\d\d\b"
    rf"|\b{_MONTH}\s+\d{{1,2}}(?:,?\s+\d{{4}})?|\b\d{{1,2}}\s+{_MONTH}(?:\s+\d{{4}})?|\bin\s+(?:19|20)\d\d\b",
    re.IGNORECASE,
)
_NUMBER = re.compile(
    r"\d+(?:[.,]\d+)*\s?%?|[½¼¾⅓⅔⅛]|\b(?:zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|dozens?"
    r"|hundreds?|thousands?|millions?|half|halves|quarters?|thirds?|twice|percent)\b",
    re.IGNORECASE,
)
_PERCENT = r"\d+(?:\.\d+)?\s?(?:%|percent\b)"
_HARD = re.compile(rf"{_PERCENT}|\d+\.\d+|(?<![\d/])\d/\d{{1,2}}(?![\d/])|[½¼¾⅓⅔⅛]", re.IGNORECASE)
_CHANCE = re.compile(
    r"\b(?:\d[\d,]*|one|two|three|four|five|six|seven|eight|nine|ten)\s+(?:in|out\s+of)\s+(?:every\s+)?(?P<base>\d[\d,]*)"
    r"(?=\s+(?:people|patients|adults|men|women|children|babies|persons|cases)\b|\s*[.;)]|$)",
    re.IGNORECASE,
)
_PROBABILITY = re.compile(rf"{_PERCENT}|{_CHANCE.pattern}", re.IGNORECASE)
_AMOUNTS = r"(?:numbers|readings|results|scores|amounts|totals|points|figures|grams|calories|servings|milligrams)"
_SUM = (
    rf"(?:add\s+up|add\s+them\s+(?:up|together)|add\s+(?:all|both|these|those|the)\b[\w\s]{{0,20}}\b{_AMOUNTS}"
    r"|divide\b(?!.{0,40}\binto\b)|multiply\b.{0,40}\bby|subtract|calculate|compute|(?:work|figure)\s+out\s+(?:your|the|how))"
)
_ASKED_SUM = re.compile(
    rf"{BEFORE}{_SUM}\b|\b(?:and|then)\s+{_SUM}\b|\byou\s+(?:should|must|need\s+to|have\s+to|can)\s+{_SUM}\b",
    re.IGNORECASE,
)
_SPARED = re.compile(
    r"\b(?:do\s+not|don['’]t|no\s+need|nurse|doctor|pharmacist|team|dietitian|clinic)\b", re.IGNORECASE
)
_PERHAPS_SUM = re.compile(
    rf"\b{_SUM}|\b(?:average|minus|times\s+your|percent\s+of\s+your|per\s+(?:kg|kilogram|pound)|mg/kg|convert|sum\s+of"
    r"|halve|double\s+(?:your|the)|half\s+(?:of\s+)?(?:your|the)|twice\s+(?:your|the))\b|\d\s?%\s+of\s+your|\d\s?[×÷]\s?\d"
    r"|how\s+many\s+of\s+your",
    re.IGNORECASE,
)


def quantities(text: Text) -> list[tuple[str, int]]:
    """The numbers of a text with their lines, in figures and in words; clock times, dates and phone numbers apart."""
    return _found(_NUMBER, text)


def hard_numbers(text: Text) -> list[tuple[str, int]]:
    """The percentages, decimals and fractions of a text, with their lines."""
    return _found(_HARD, text)


def probabilities(text: Text) -> list[tuple[str, int]]:
    """The percentages and the chances of the form "3 out of 100" in a text, with their lines."""
    return _found(_PROBABILITY, text)


def totals(text: Text) -> list[tuple[str, int]]:
    """Of each chance of the form "3 out of 100" the total ("100"), with its line."""
    return [(found["base"].replace(",", ""), text.line(found.start())) for found in _CHANCE.finditer(text.words)]


def must_calculate(statement: Statement) -> bool:
    """Whether it asks the reader to add, subtract, multiply or divide."""
    return bool(_ASKED_SUM.search(statement.text)) and not _SPARED.search(statement.text)


def may_calculate(statement: Statement) -> bool:
    """Whether it speaks of a sum, an average or a share, which the reader may have to make."""
    return bool(_PERHAPS_SUM.search(statement.text))


def _found(pattern: re.Pattern[str], text: Text) -> list[tuple[str, int]]:
    words = _NO_QUANTITY.sub(lambda found: " " * len(found[0]), text.words)
    return [(found[0].strip(), text.line(found.start())) for found in pattern.finditer(words)]
