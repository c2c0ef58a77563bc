"""Text into words that every engine says rightly: numbers, units, dates and signs are written out.

What engines say rightly by themselves stays as it is, such as "80%" and "1,000". Words stay, in their order; the
result can be normalised again without change.
"""

import re
import unicodedata
from functools import lru_cache

from handouts.spoken import abbreviations, contacts, dates, numbers, units
from handouts.spoken.rules import Rule, apply, rule

_MOST_PASSES = 8
_LOOKALIKES = str.maketrans(
    {
        **dict.fromkeys("\u00a0\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u200a\u3000", " "),
        **dict.fromkeys("\u00ad\u200b\u200c\u200d\u2060\ufeff\ufe0e\ufe0f"),
        **dict.fromkeys("\u2010\u2011", "-"),
        **dict(zip("₀₁₂₃₄₅₆₇₈₉", "0123456789", strict=True)),
        **{"\u03bc": "µ", "\u2044": "/", "ﬁ": "fi", "ﬂ": "fl", "ﬀ": "ff", "ﬃ": "ffi", "ﬄ": "ffl"},
    }
)
_POWERS = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻⁺", "0123456789-+")


def _power(match: re.Match[str]) -> str:
    return f"{match[1]} to the power of {match[2].translate(_POWERS).replace('-', 'minus ').lstrip('+')}"


_THIN_SPACES_IN_NUMBER = re.compile(r"(?<=\d)[\u2009\u202f](?=\d{3}(?!\d))")

_POWER: tuple[Rule, ...] = (rule(r"(\d)\s?([⁻⁺]?[⁰¹²³⁴-⁹]+)", _power),)
_LAST: tuple[Rule, ...] = (
    rule(r"(?<=\w)²", " squared"),
    rule(r"(?<=\w)³", " cubed"),
    rule(r"\s*[✓✔☑]\s*", " check mark "),
    rule(r"\s*[✗✘☒]\s*", " cross "),
    rule(r"[•▪●◦■□☐★☆*_|^`]+", " "),
    rule(r"\s+(?=[,;.!?])(?!\.\d)", ""),
    rule(r"^[\s,;]+(?=\w)", ""),
    rule(r",(?:\s*,)+", ","),
)
_RULES: tuple[Rule, ...] = (
    *contacts.RULES,
    *abbreviations.RULES,
    *dates.RULES,
    *dates.DECADES,
    *numbers.MONEY,
    *numbers.TIMES,
    *_POWER,
    *units.RULES,
    *numbers.FRACTIONS,
    *numbers.NUMERALS,
    *numbers.RANGES,
    *numbers.COMPARISONS,
    *dates.YEARS,
    *_LAST,
)


@lru_cache(maxsize=8192)
def normalise(text: str) -> str:
    """`text` in words on one line; a sign alone becomes its name. It holds no control character and no "[["."""
    said = _cleaned(text)
    for _ in range(_MOST_PASSES):
        once = " ".join(apply(_RULES, said).split())
        if once == said:
            break
        said = once
    return said if any(letter.isalnum() for letter in said) else _named(text)


def _cleaned(text: str) -> str:
    """`text` on one line, without what cannot be said and without "[[", which opens an engine's own phonemes."""
    composed = unicodedata.normalize("NFC", text).translate(_LOOKALIKES)
    joined = _THIN_SPACES_IN_NUMBER.sub("", composed)
    kept = "".join(" " if unicodedata.category(letter).startswith("C") else letter for letter in joined)
    return " ".join(re.sub(r"([\[\]])\1+", r"\1", kept).split())


_NAMES = {**dict.fromkeys("-–—", "dash"), ".": "full stop", "*": "star", "_": "blank line", "…": "and so on"}


def _named(signs: str) -> str:
    """The names of signs that stand alone, as a dash does in a cell: the listener is told that something is there."""
    names = (
        _NAMES.get(sign) or unicodedata.name(sign, "").lower().replace("-", " ")
        for sign in _cleaned(signs)
        if not sign.isspace()
    )
    return ", ".join(name for name in names if name)
