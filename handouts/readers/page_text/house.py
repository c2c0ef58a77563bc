"""Behind all advice: what a page tells of the house it comes from, and what it wants of its reader."""

from collections.abc import Sequence

from handouts.readers._credits import may_be_credit
from handouts.readers._pitch import asks_for, is_about_the_house, pitch_of, warns
from handouts.readers._warnings import PHONE
from handouts.readers.page_text.ending import behind_advice
from handouts.readers.page_text.lines import Unit
from handouts.readers.page_text.signs import CREDIT, KEPT, goes_on, is_reference_heading

LEAST_ABOVE = 0.5
"""The share of the kept words that stands above."""


def drop_house(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """Behind all advice, what tells of the house or speaks as a pitch: each paragraph, button, or part so headed."""
    under = False
    for at in range(behind_advice(units, fates, title, LEAST_ABOVE), len(units)):
        unit = units[at]
        if unit.form == "short" and unit.gap:
            under = is_about_the_house(unit.text) or fates[at] not in (KEPT, CREDIT)
            under = under and not is_reference_heading(unit)
        free = fates[at] == KEPT and not warns(unit.text) and not may_be_credit(unit.text)
        if free and (under or _is_late_pitch(units, at)):
            fates[at] = "about the house"
            if unit.form == "prose" and _heads_only(units, fates, at - 1):
                fates[at - 1] = "about the house"


def _is_late_pitch(units: Sequence[Unit], at: int) -> bool:
    """Whether a paragraph shows a sign of a pitch, or a line is a button, or stands right over one."""
    unit = units[at]
    if unit.form == "prose" and pitch_of(unit.text):
        return True
    if unit.form not in ("prose", "short") or PHONE.search(unit.text):
        return False
    if unit.form == "short" and _is_button(units, at):
        return True
    return unit.text.endswith((".", "?", "!")) and at + 1 < len(units) and _is_button(units, at + 1)


def _is_button(units: Sequence[Unit], at: int) -> bool:
    """Whether a line asks for a click, and no text stands under it as under a heading."""
    unit = units[at]
    asks = unit.form == "short" and asks_for(unit.text) and not unit.text.endswith((":", "?"))
    heads = at + 1 < len(units) and not units[at + 1].gap and bool(PHONE.search(units[at + 1].text))
    return asks and not heads and not warns(unit.text) and not goes_on(units, at)


def _heads_only(units: Sequence[Unit], fates: Sequence[str], at: int) -> bool:
    """Whether a short line is the heading of the paragraph right below it, and of no other."""
    unit, below = units[at], units[at + 1]
    free = fates[at] == KEPT and not (warns(unit.text) or PHONE.search(unit.text) or unit.text.endswith(":"))
    return free and unit.form == "short" and (unit.gap or not below.gap)
