"""Warnings: the words by which a line sounds like advice that a patient must not miss, and the numbers to call."""

import re

_WARNS = (
    r"\b(?:call|dial|emergency|911|999|112|111|do not|don['’]t|never|stop taking|seek|right away|straight away"
    r"|immediately|overdose|poison"
    r"|avoid|warning|allerg\w+|pregnan\w+|bleeding|chest pain)\b|\b\d+(?:\.\d+)?\s?(?:mg|ml|mcg|g|units?|tablets?"
)
SAFETY = re.compile(rf"{_WARNS}|hours?|days?)\b", re.IGNORECASE)
WARNING = re.compile(rf"{_WARNS})\b", re.IGNORECASE)
"""The same without times: what speaks as a pitch may tell of hours and days too."""
PHONE = re.compile(r"(?:\+?\(?\d[\d() -]{6,}\d)")
URGENT = re.compile(
    r"\b(?:emergency|911|999|112|111|do not|don['’]t|never(?! miss)|stop taking|seek|overdose|poison|right away"
    r"|straight away)\b|\b\d+(?:\.\d+)?\s?(?:mg|ml|mcg|tablets?)\b",
    re.IGNORECASE,
)
"""What warns whatever else a line says."""
