"""Teasers of other articles amid the text of a pasted page."""

import re
from collections.abc import Sequence

from handouts.readers._credits import may_be_credit
from handouts.readers._warnings import SAFETY
from handouts.readers.page_text.lines import Unit
from handouts.readers.page_text.signs import CREDIT, KEPT, goes_on, is_line

_TEASER_END = re.compile(r"(?:\.\.\.|…|\[…\]|\[\.\.\.\])[\"”’]?\s*(?:read more|more)?\W*$", re.IGNORECASE)
_CLOSER = re.compile(
    r"(?:read|learn|see|find out|discover|view|get|watch)\s+(?:more|the|full|now)\b.{0,120}|(?:continue"
    r"|keep) reading.{0,80}|more\s*[>»›→]+|read article.{0,20}",
    re.IGNORECASE,
)
_LINKS = re.compile(
    r"(?:related|similar|further|additional|recommended|suggested|more|most|popular|trending|top|latest|today|also"
    r"|featured|editor|like|enjoy|love|upcoming|you|readers|people|special|hot"
    r"|explore|don['’]t miss|in the news|keep|what to read|(?:read|watch|up) next"
    r"|read this next|read more)\b(?! reading below).*",
    re.IGNORECASE,
)


def drop_teasers(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """Parts of other articles amid this one: under a line that announces them, up to "Read more" or an ellipsis."""
    for at in range(title + 1, len(units)):
        if fates[at] == "related articles" and _LINKS.fullmatch(units[at].text):
            _drop_teaser(units, fates, at)
        elif _breaks_off(units, fates, at):
            _drop_above(units, fates, at, title)


def _breaks_off(units: Sequence[Unit], fates: Sequence[str], at: int) -> bool:
    """Whether a paragraph ends in an ellipsis with a "Read more" under it."""
    if at + 1 == len(units) or units[at].form != "prose" or not _TEASER_END.search(units[at].text):
        return False
    return fates[at + 1] == "related articles" or bool(_CLOSER.fullmatch(units[at + 1].text.strip(" >»›→")))


def _drop_above(units: Sequence[Unit], fates: list[str], end: int, title: int) -> None:
    """A text that breaks off before a "Read more", with its title and the line that announces it."""
    for at in (end, end + 1):
        fates[at] = fates[at] or "related article"
    for at in range(end - 1, max(title, end - 3), -1):
        if fates[at] != KEPT or units[at].form != "short" or units[at].text.endswith(":"):
            return
        fates[at] = "related article"


def _drop_teaser(units: Sequence[Unit], fates: list[str], opener: int) -> None:
    closer = _closer(units, fates, opener)
    for at in range(opener + 1, closer + 1):
        fates[at] = fates[at] or "related article"
    if closer > opener or units[opener].words > 12:
        return
    spaced = opener + 1 < len(units) and units[opener + 1].gap
    for at in range(opener + 1, min(len(units), opener + 12)):
        link = fates[at] == KEPT and is_line(units[at]) and not units[at].head
        # A heading with text below it ends the list, unless a blank line parts the two: then the list ends there.
        inside = at > opener + 1 and not units[at].gap and at + 1 < len(units) and units[at + 1].gap
        heads = units[at].form == "short" and goes_on(units, at) and not inside
        if not link or heads or SAFETY.search(units[at].text) or may_be_credit(units[at].text):
            return
        if at > opener + 1 and units[at].gap and not (spaced and units[opener].gap and units[at].words >= 3):
            return
        fates[at] = "related article"


def _closer(units: Sequence[Unit], fates: Sequence[str], opener: int) -> int:
    """The last line of the teaser that begins under `opener`; `opener` where there is none."""
    end, words = opener, 0
    for at in range(opener + 1, min(len(units), opener + 9)):
        unit = units[at]
        words += unit.words
        if fates[at] == CREDIT or unit.form in ("row", "number") or unit.head or words > 160:
            break
        if _CLOSER.fullmatch(unit.text.strip(" >»›→")) or _TEASER_END.search(unit.text):
            end = at
        elif end > opener and (unit.form != "short" or unit.gap):
            break
    return end
