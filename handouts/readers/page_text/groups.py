"""Groups amid the text of a pasted page that are a site's own: what stands under an advertisement's label, over a
"Show more products", and what speaks as a pitch does.
"""

import re
from collections.abc import Iterator, Sequence

from handouts.readers._pitch import MOST_WORDS, calls, pitch_of
from handouts.readers.page_text.lines import Unit
from handouts.readers.page_text.signs import CREDIT, KEPT, SAFETY, is_introduced, is_line

LARGEST = 6
"""Lines of a group that is a pitch as a whole."""
MOST_LISTED = 10
"""Lines over a "Show more"."""

_SHOWS_MORE = re.compile(r"(?:show|view|see|browse|load|read) (?:more|all) \w.{0,60}", re.IGNORECASE)
_LABEL = 4
"""Words of the line that calls what follows an advertisement."""


def drop_groups(units: Sequence[Unit], fates: list[str], title: int) -> None:
    """Leave out the groups, in the order of how surely they are told; none with a word of advice in it."""
    for at in range(title + 1, len(units)):
        if fates[at] == "advertisement" and units[at].words <= _LABEL:
            _drop_under(units, fates, at)
        elif fates[at] == "related articles" and _SHOWS_MORE.fullmatch(units[at].text):
            _drop_over(units, fates, at, title)
    for block in _blocks(units, title):
        _drop_block(units, fates, block)
    for at in range(title + 1, len(units)):
        if _is_free(units, fates, at) and units[at].form == "prose" and pitch_of(units[at].text) >= 2:
            _drop_around(units, fates, at, title)


def _blocks(units: Sequence[Unit], title: int) -> Iterator[range]:
    """The runs of lines between two blank ones."""
    start = title + 1
    for at in range(title + 2, len(units) + 1):
        if at == len(units) or units[at].gap:
            yield range(start, at)
            start = at


def _is_free(units: Sequence[Unit], fates: Sequence[str], at: int) -> bool:
    """Whether a line is kept so far, and may be left out with others."""
    return fates[at] == KEPT and not SAFETY.search(units[at].text)


def _drop_under(units: Sequence[Unit], fates: list[str], label: int) -> None:
    """What a label names: the rest of its block if any of it is a pitch, else the lines that are one."""
    end = label + 1
    while end < len(units) and not units[end].gap and fates[end] != CREDIT:
        end += 1
    rest = range(label + 1, end)
    text = " ".join(units[at].text for at in rest)
    if all(fates[at] or _is_free(units, fates, at) for at in rest) and len(rest) < LARGEST and pitch_of(text):
        _leave(fates, rest, "advertisement")
    for at in rest:
        if not _is_free(units, fates, at) or not pitch_of(units[at].text):
            return
        fates[at] = "advertisement"


def _drop_over(units: Sequence[Unit], fates: list[str], closer: int, title: int) -> None:
    """The list of links that a "Show more products" ends, with its heading."""
    start = closer
    while start - 1 > title and closer - start < MOST_LISTED and _is_link(units, fates, start - 1):
        start -= 1
    if closer - start >= 2:
        _leave(fates, range(start, closer), "related article")


def _is_link(units: Sequence[Unit], fates: Sequence[str], at: int) -> bool:
    plain = is_line(units[at]) and not units[at].text.endswith((":", ".")) and not is_introduced(units, at)
    return plain and _is_free(units, fates, at) and not units[at + 1].gap


def _drop_block(units: Sequence[Unit], fates: list[str], block: range) -> None:
    """A block that is a pitch as a whole, or half a pitch with a button in it."""
    if len(block) > LARGEST or not all(fates[at] or _is_free(units, fates, at) for at in block):
        return
    if any(fates[at] == CREDIT or units[at].form in ("row", "number") for at in block):
        return
    text = " ".join(units[at].text for at in block)
    button = any(fates[at] not in (KEPT, "rule") for at in block) or calls(units[block[-1]].text)
    if len(text.split()) <= MOST_WORDS and pitch_of(text) >= 2 and button:
        _leave(fates, block, "advertisement")


def _drop_around(units: Sequence[Unit], fates: list[str], at: int, title: int) -> None:
    """A paragraph that is a pitch, with the heading that has nothing else under it and the button that it ends in."""
    fates[at] = "advertisement"
    below = at + 1
    while below < len(units) and not units[below].gap and _is_button(units, fates, below):
        fates[below] = "advertisement"
        below += 1
    alone = below == len(units) or units[below].gap or fates[below] != KEPT or units[below].form == "short"
    head = at - 1
    if alone and head > title and _is_free(units, fates, head) and units[head].form == "short":
        fates[head] = KEPT if units[head].text.endswith(":") else "advertisement"


def _is_button(units: Sequence[Unit], fates: Sequence[str], at: int) -> bool:
    return _is_free(units, fates, at) and units[at].form == "short" and calls(units[at].text)


def _leave(fates: list[str], places: range, reason: str) -> None:
    for at in places:
        fates[at] = fates[at] or reason
