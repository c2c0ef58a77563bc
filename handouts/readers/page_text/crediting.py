"""Which units of a pasted page are credits: those that say so, and what stands beside them."""

import re
from collections.abc import Sequence
from itertools import takewhile

from handouts.draft import Credit
from handouts.readers._credits import authors_in, credit_of, is_date, is_label, is_life
from handouts.readers._noise import noise_of
from handouts.readers.page_text.lines import PAGE_NUMBER, Unit

_MEET = re.compile(r"meet (?:our|the)\b", re.IGNORECASE)
MOST_INTRODUCED = 12
"""Short lines under the one that introduces a clinic's people."""
MOST_BETWEEN = 4
"""Short lines between a date alone and the credit that it belongs to."""
_NAMES = re.compile(r"(?:(?:Dr|Prof|Professor|Nurse|Sister|Mr|Mrs|Ms)\.? )?[A-Z][\w’'-]+(?: [A-Z][\w.’'-]*){1,3}")
_BY = re.compile(r"(?:\w+ ){0,2}by\b", re.IGNORECASE)


def credits_of(units: Sequence[Unit], title: int) -> dict[int, Credit]:
    """The credits by their places; one on two lines as one: "Last updated:" and the date under it."""
    credits: dict[int, Credit] = {}
    last = -2
    for at, unit in enumerate(units):
        if at == last or unit.form == "rule" or noise_of(unit.text) or PAGE_NUMBER.fullmatch(unit.text):
            continue
        text = f"{unit.text} {units[at + 1].text}" if _is_open(units, at) else unit.text
        credit = credit_of(text, unit.line)
        if credit is None and len(unit.cells) > 1:
            credit = _of_cells(unit)
        if credit is None and _is_name(units, at, title):
            credit = Credit("byline", unit.text, unit.line)
        if credit is None or (is_date(text) and not _is_near(units, at, title)):
            continue
        above = credits.get(at - 1)
        if above and above.kind == "reviewer" and credit.kind == "byline" and not _BY.match(text):
            credit = Credit("reviewer", text, unit.line)
        credits[at] = credit
        last = at + 1 if text != unit.text else last
    _of_authors(units, credits)
    return credits


def drop_others_credits(units: Sequence[Unit], fates: list[str], credits: dict[int, Credit]) -> None:
    """Leave out who wrote or reviewed another article: right under its title, where the page has named its own."""
    named = False
    for at, credit in sorted(credits.items()):
        if credit.kind not in ("byline", "reviewer"):
            continue
        if _is_introduced(units, at):
            fates[at] = "related article"
            continue
        if named and units[at - 1].form == units[at].form == "short" and fates[at - 1].startswith("related article"):
            fates[at] = "related article"
        named = True


def _is_introduced(units: Sequence[Unit], at: int) -> bool:
    """Whether a name stands among those that "Meet our doctors" heads."""
    above = takewhile(_is_small, reversed(units[max(0, at - MOST_INTRODUCED) : at]))
    return any(_MEET.match(unit.text) for unit in above)


def _is_name(units: Sequence[Unit], at: int, title: int) -> bool:
    """Whether a name stands alone under the title, with a date under it."""
    under = at == title + 1 and at + 1 < len(units) and bool(_NAMES.fullmatch(units[at].text))
    return under and is_date(units[at + 1].text)


def _of_cells(unit: Unit) -> Credit | None:
    """The credit that a row is whose every cell is one: "Date of issue: May 2022   Review date: May 2025"."""
    found = [credit_of(cell, unit.line) for cell in unit.cells]
    first = next(iter(found), None)
    return Credit(first.kind, unit.text, unit.line) if first and all(found) else None


def _is_open(units: Sequence[Unit], at: int) -> bool:
    """Whether the line under a label holds what it announces."""
    if not is_label(units[at].text) or at + 1 == len(units):
        return False
    return units[at + 1].words <= 20 and not units[at + 1].text.endswith(":")


def _is_near(units: Sequence[Unit], at: int, title: int) -> bool:
    """Whether a bare date stands by the title or by another credit, and not by the title of another article."""
    above = takewhile(_is_small, reversed(units[max(0, at - MOST_BETWEEN) : at]))
    below = takewhile(_is_small, units[at + 1 : at + 1 + MOST_BETWEEN])
    beside = (*above, *units[at - 1 : at], *below, *units[at + 1 : at + 2])
    return abs(at - title) <= 6 or any(credit_of(unit.text, 1) and not is_date(unit.text) for unit in beside)


def _of_authors(units: Sequence[Unit], credits: dict[int, Credit]) -> None:
    """What the page tells of the people whom its credits name."""
    names = authors_in(credits.values())
    for at, unit in enumerate(units):
        if at not in credits and is_life(unit.text, names):
            credits[at] = Credit("byline", unit.text, unit.line)


def _is_small(unit: Unit) -> bool:
    return unit.form == "short"
