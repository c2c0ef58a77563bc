"""Warnings: the words by which a line sounds like advice that a patient must not miss, and the numbers to call."""

import re

_UNIT = r"(?:mg|ml|mcg|g|(?:micro|milli)?gram(?:me)?s?|milli(?:liter|litre)s?|tablets?)"
_WARNS = (
    r"\b(?:call|dial|emergency|911|999|112|111|do not|don['’]t|never|stop taking|seek|right away|straight away"
    r"|immediately|overdose|poison"
    rf"|avoid|warning|allerg\w+|pregnan\w+|bleeding|chest pain)\b|\b\d+(?:\.\d+)?\s?(?:{_UNIT}|units?"
)
SAFETY = re.compile(rf"{_WARNS}|hours?|days?)\b", re.IGNORECASE)
WARNING = re.compile(rf"{_WARNS})\b", re.IGNORECASE)
"""The same without times: what speaks as a pitch may tell of hours and days too."""
PHONE = re.compile(r"(?:\+?\(?\d[\d() -]{6,}\d)")
DOSE = re.compile(rf"\b\d+(?:\.\d+)?\s?{_UNIT}\b", re.IGNORECASE)
URGENT = re.compile(
    r"\b(?:emergency|911|999|112|111|do not|don['’]t|never(?! miss)|stop taking|seek|overdose|poison|right away"
    rf"|straight away)\b|\b\d+(?:\.\d+)?\s?{_UNIT}\b",
    re.IGNORECASE,
)
"""What warns whatever else a line says."""
ASKS_FOR_HELP = re.compile(
    r"\b(?:see|contact|ring|phone|telephone|tell|ask|go (?:back )?to|come back|get (?:medical )?help|return)\b"
    r"[^.!?]{0,80}\b(?:if|when|at once|the same day|urgently|a&e|hospital|casualty)\b|\burgent(?:ly)?\b|\bget help\b"
    r"|\b(?:if|when)\W*$",
    re.IGNORECASE,
)
"""Advice in other words: behind it an article has not ended."""
