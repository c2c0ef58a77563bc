"""Shops amid the text of a pasted page: tiles of things for sale, sponsored parts between rules."""

import re
from collections.abc import Sequence

from handouts.readers.page_text.lines import Unit
from handouts.readers.page_text.signs import KEPT, is_introduced

LARGEST_PART = 8
"""Lines of a sponsored part."""

_AMOUNT = r"(?:from |now |was |only |save |rrp )*[£$€]\s?\d[\d.,]*"
_PRICE = re.compile(rf"{_AMOUNT}(?:\s*(?:/|per|each|was|now|a month|[£$€]).{{0,40}})?", re.IGNORECASE)
_RATING = re.compile(
    r"\d(?:\.\d+)?\s*(?:out of|/)\s*5(?: stars?)?(?: .{0,30})?|[★☆⭐]{3,}.{0,30}|\(?\d[\d,]* (?:reviews|ratings)\)?"
    r"|\(\d[\d,]*\)",
    re.IGNORECASE,
)
_BUTTON = re.compile(
    r"(?:add|move) to (?:basket|bag|cart|trolley|wish ?list)|buy (?:it )?(?:now|online)|(?:in|out of) stock"
    r"|choose (?:a )?(?:size|options?)"
    r"|(?:shop|order|book|enrol|join|start|try) (?:now|online|today|(?:it )?(?:for )?free)"
    r"|find out more|learn more|(?:view|see) (?:offer|deal|product|details)",
    re.IGNORECASE,
)
_OF_TILE = (_PRICE, _RATING, _BUTTON)


def drop_tiles(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """A thing for sale: two of its price, its rating and its button together, and its name above them."""
    at = title + 1
    while at < len(units):
        end = at
        while end < len(units) and _is_of_tile(units[end]):
            end += 1
        kinds = {form for unit in units[at:end] for form in _OF_TILE if form.fullmatch(unit.text)}
        if len(kinds) >= 2:
            name = at - 1 if _is_name(units, at - 1, title) else at
            fates[name:end] = ["advertisement"] * (end - name)
        at = max(end, at + 1)


def _is_of_tile(unit: Unit) -> bool:
    return any(form.fullmatch(unit.text) for form in _OF_TILE)


def _is_name(units: Sequence[Unit], at: int, title: int) -> bool:
    """Whether a line may be the name of what is sold: short, no sentence, in no list that the text opens."""
    unit = units[at]
    plain = at > title and unit.form == "short" and not unit.text.endswith((".", ":", "?", "!"))
    return plain and not units[at + 1].gap and not is_introduced(units, at)


def drop_sponsored(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """What stands between two rules under a line that calls it an advertisement."""
    for at in range(title + 1, len(units)):
        if fates[at] != "advertisement" or units[at - 1].form != "rule":
            continue
        end = next((each for each in range(at, min(len(units), at + LARGEST_PART)) if units[each].form == "rule"), at)
        for each in range(at, end):
            fates[each] = fates[each] or ("advertisement" if units[each].form != "bullet" else KEPT)
