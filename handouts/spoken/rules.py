"""Rules: what to look for in a text and what to say for it, applied in order."""

import re
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TypeAlias

Replacement: TypeAlias = str | Callable[[re.Match[str]], str]

NUMBER = r"\d[\d,]*(?<=\d)(?:\.\d+)?"
"""A number in digits: "5", "2.5", "1,000"."""

HALVES = "½⅓⅔¼¾⅛⅜⅝⅞⅕⅖⅗⅘⅙⅚"
"""Fractions that are one character."""


@dataclass(frozen=True, slots=True)
class Rule:
    """Whatever `pattern` finds is said as `said`."""

    pattern: re.Pattern[str]
    said: Replacement


def rule(pattern: str, said: Replacement, flags: int = 0) -> Rule:
    """A rule from a pattern's source."""
    return Rule(re.compile(pattern, flags), said)


def apply(rules: Iterable[Rule], text: str) -> str:
    """`text` after every rule, in order."""
    for each in rules:
        text = each.pattern.sub(each.said, text)
    return text
