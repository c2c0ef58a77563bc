"""The end of a page's article: its last credits or its references, if most of it and all of its advice stand above."""

from collections.abc import Sequence
from math import inf

from handouts.readers._credits import credit_of
from handouts.readers.web_page.boxes import Line, level_of
from handouts.readers.web_page.region import Region
from handouts.readers.web_page.wording import is_advice, is_prose

ABOVE_COPYRIGHT = 0.75
ABOVE = 0.5
"""The least share of the page's text, what stands behind the article with it, above the mark of its end."""


def end_of(region: Region, reasons: Sequence[str], sources: frozenset[int]) -> int:
    """The `at` of the last line that may be the article's; that of the page's last where no mark tells it."""
    lines = [line for line in region.page.lines if not reasons[line.at]]
    weights = {line.at: len(line.text) for line in lines if is_prose(line) or line.box.tag in ("li", "td", "dd")}
    whole = sum(weights.values())
    asked = any(region.votes)
    advice = max(
        (at for at in weights if is_advice(region.page.lines[at].text) and (region.votes[at] or not asked)), default=-1
    )
    above = 0
    for line in lines:
        if line.at > advice and above >= ABOVE * whole and line.at in sources:
            return max(sources)
        if line.at > advice and above >= _least(line) * whole:
            return max(line.at, *sources) if sources else line.at
        above += weights.get(line.at, 0)
    return len(region.page.lines)


def _least(line: Line) -> float:
    """The share above a credit from which it marks the end; infinite for a line that is none."""
    credit = credit_of(line.text, line.line)
    if credit is None or credit.kind == "byline" or line.is_link or level_of(line.box):
        return inf
    return ABOVE_COPYRIGHT if credit.kind == "publisher" else ABOVE
