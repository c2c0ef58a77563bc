"""Where a pasted page's article ends: at its last credits or its references, if most of it and all advice is above."""

import re
from collections.abc import Sequence
from itertools import accumulate

from handouts.readers._credits import credit_of
from handouts.readers._pitch import pitch_of, warns
from handouts.readers._warnings import ASKS_FOR_HELP, SAFETY, URGENT
from handouts.readers.page_text.lines import Unit
from handouts.readers.page_text.signs import ADDRESS, CREDIT, KEPT, cites, is_introduced, is_reference_heading

LEAST_ABOVE = 0.7
"""The share of the kept words that stands above the end."""
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
_CITED = re.compile(r"\bet al\b|\bdoi\b|\bpubmed\b|\baccessed\b|\d{4};\s?\d+", re.IGNORECASE)
SHORTEST_ADVICE = 3
SHORTEST_CITATION = 5
"""Words."""
LINK = re.compile(r"https?://\S+")
"""An address alone: many in a row are a text browser's list of the links on the page."""


def end_of(units: Sequence[Unit], fates: Sequence[str], title: int) -> int:
    """Where the article surely ends: before its last credits or its references, if most of it and all advice is above.

    The number of units where no such mark stands far enough down.
    """
    first = behind_advice(units, fates, title, LEAST_ABOVE)
    marks = (at for at in range(first, len(units)) if _is_mark(units, fates, at))
    mark = next(marks, None)
    return len(units) if mark is None else _before_credits(units, fates, mark)


def behind_advice(units: Sequence[Unit], fates: Sequence[str], title: int, share: float) -> int:
    """The first place behind all advice and behind that share of the words that are kept."""
    kept = [at for at in range(title + 1, len(units)) if fates[at] == KEPT]
    least = share * sum(units[at].words for at in kept)
    above = list(accumulate((units[at].words if fates[at] == KEPT else 0 for at in range(len(units))), initial=0))
    first = max((_end_of_list(units, at) for at in kept if _advises(units[at])), default=title + 1)
    return next((at for at in range(first, len(units)) if above[at] - above[max(title, 0)] >= least), len(units))


def _before_credits(units: Sequence[Unit], fates: Sequence[str], mark: int) -> int:
    """The last line before the credits at a mark; short lines and furniture may stand among them."""
    first = mark if fates[mark] == CREDIT else mark + 1
    for at in range(mark - 1, -1, -1):
        if fates[at] == CREDIT:
            first = at
        elif fates[at] == KEPT and (units[at].form != "short" or is_introduced(units, at)):
            break
    return first - 1


def _end_of_list(units: Sequence[Unit], at: int) -> int:
    """Behind a line, and behind the items under it if it opens a list: "Come back if:"."""
    end = at + 1
    if units[at].text.endswith((":", " if", " when")):
        while end < len(units) and (units[end].form in ("bullet", "number") or not (units[end].gap or units[end].ends)):
            end += 1
    return end


def is_urgent(unit: Unit) -> bool:
    """Whether even a short line tells when to get help, or what not to do."""
    found = URGENT.search(unit.text) or ASKS_FOR_HELP.search(unit.text)
    return unit.words >= SHORTEST_ADVICE and found is not None


def _advises(unit: Unit) -> bool:
    if (
        not (SAFETY.search(unit.text) or ASKS_FOR_HELP.search(unit.text))
        or unit.leads
        or pitch_of(unit.text) >= 2
        or cites(unit.text)
    ):
        return False
    if pitch_of(unit.text) and not warns(unit.text):
        return False
    return (unit.form != "short" or is_urgent(unit)) and not ADDRESS.search(unit.text)


def _is_mark(units: Sequence[Unit], fates: Sequence[str], at: int) -> bool:
    if fates[at] == CREDIT:
        credit = credit_of(units[at].text, 1)
        return credit is not None and credit.kind != "byline"
    return _heads_entries(units, at)


def _heads_entries(units: Sequence[Unit], at: int) -> bool:
    """Whether a line heads references, and not a text browser's list of links."""
    below = [unit for unit in units[at + 1 : at + 4] if unit.form != "rule"]
    return is_reference_heading(units[at]) and bool(below) and not any(LINK.fullmatch(unit.text) for unit in below)


def is_citation(unit: Unit) -> bool:
    """Whether a line is surely an entry of references, even where no heading stands over them."""
    return bool(_CITED.search(unit.text) and _YEAR.search(unit.text)) and unit.words >= SHORTEST_CITATION


def entries_of(units: Sequence[Unit], title: int) -> frozenset[int]:
    """The places of headings of references and of all that stands under one: its entries, and what goes on with one."""
    found: list[int] = []
    open_list = False
    for at in range(title + 1, len(units)):
        unit = units[at]
        if is_reference_heading(unit):
            open_list = _heads_entries(units, at)
        elif open_list:
            listed = unit.form in ("number", "bullet") or cites(unit.text) or bool(_YEAR.search(unit.text))
            open_list = not LINK.fullmatch(unit.text) and (listed or (unit.form == "prose" and not unit.gap))
        if open_list:
            found.append(at)
    return frozenset(found)
