"""What a pasted page draws with letters: boxes of bars and dashes, cells that go on below, stars for bold."""

import re
from collections.abc import Sequence
from dataclasses import replace

from handouts.readers._tidy import tidied
from handouts.readers.page_text.columns import Line

PICTURE = re.compile(
    r"\[(?:inline |embedded )?(?:image|img|picture|photo|logo|graphic|cid)\b[^\[\]]{0,300}\]"
    r"|\[[\w ./%-]{1,120}\.(?:png|jpe?g|gif|svg|webp|bmp)\]",
    re.IGNORECASE,
)
"""What a text browser or a letter writer puts for a picture: "[image: our logo]", "[crest.png]"."""

LONGEST_WALLED = 300
"""Letters of a line of a box."""
FARTHEST_INDENT = 12
"""Spaces: more stand before no item of a list."""
MOST_IN_CELL = 6
"""Lines that a cell goes on for."""

_WALL = re.compile(r"\s*[|│║]\s?(?P<inside>[^|│║]*[^|│║\s][^|│║]*?)\s*[|│║]\s*")
_EDGE = re.compile(r"\s*[+|┌└╔╚┏┗│║]?(?:[-=_─═━]\s?){5,}[+|┐┘╗╝┓┛│║]?\s*")
_CELL = re.compile(r"\S+(?: \S+)*")
_STARS = re.compile(r"\s*(?P<stars>\*{1,3}|_{1,3})(?P<text>[^\s*_](?:[^*_]{0,110}[^\s*_])?)(?P=stars)\s*")


def unboxed(lines: Sequence[Line]) -> list[Line]:
    """Text between walls, as it would stand without its box; a table has walls between its cells too."""
    made: list[Line] = []
    at = 0
    while at < len(lines):
        end = at
        while end < len(lines) and _inside(lines[end].raw) and (end == at or not lines[end].gap):
            end += 1
        edged = at > 0 and bool(_EDGE.fullmatch(lines[at - 1].raw))
        if end - at >= 2 or (end > at and edged):
            width = max(len(line.raw) for line in lines[at:end]) - 4
            made += (replace(line, raw=_inside(line.raw), gap=line is lines[at], width=width) for line in lines[at:end])
            at = end
        else:
            made.append(lines[at])
            at += 1
    return made


def _inside(raw: str) -> str:
    """The text of a line between two walls; "" for any other line."""
    found = _WALL.fullmatch(raw) if len(raw) <= LONGEST_WALLED else None
    return found["inside"] if found else ""


def with_whole_cells(lines: Sequence[Line]) -> list[Line]:
    """Rows whose cells go on in the lines below, right under their beginnings, as one line each."""
    made: list[Line] = []
    for line in lines:
        cells = _with_more(made[-1], line) if made else []
        if cells:
            parts = made[-1].parts or (made[-1],)
            made[-1] = replace(made[-1], raw="   ".join(cells), parts=(*parts, line))
        else:
            made.append(line)
    return made


def _with_more(row: Line, line: Line) -> list[str]:
    """The cells of a row with what a line adds to them: to its last cell, or to any in the middle of a sentence."""
    if line.gap or len(row.parts) > MOST_IN_CELL or len(line.raw) - len(line.raw.lstrip(" ")) < FARTHEST_INDENT:
        return []
    starts = [found.start() for found in _CELL.finditer((row.parts or (row,))[0].raw)]
    more = {found.start(): found[0] for found in _CELL.finditer(line.raw)}
    if len(starts) < 2 or not more.keys() <= set(starts[1:]):
        return []
    if list(more) != starts[-1:] and not all(text[0].islower() for text in more.values()):
        return []
    cells = _CELL.findall(row.raw)
    return [f"{cell} {more[start]}" if start in more else cell for start, cell in zip(starts, cells, strict=True)]


def unstarred(raw: str) -> str:
    """A line that is all between stars, as bold text is pasted, without them; "" for any other line."""
    found = _STARS.fullmatch(raw)
    return tidied(found["text"]) if found else ""
