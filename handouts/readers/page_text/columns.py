"""Two columns of text side by side, as a pasted page has them: set one below the other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise

from handouts.readers._credits import credit_of


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page; `gap` says whether a blank one is above it, `width` is that of its column, or 0.

    `parts` are the lines that it was joined of, if it was.
    """

    raw: str
    line: int
    gap: bool
    width: int = 0
    parts: tuple["Line", ...] = ()


MOST_LINES = 300
"""Lines of a stretch in columns: some five printed pages."""
FEWEST_BESIDE = 4
"""Lines with text on both sides of the gutter."""
NARROWEST = 20
"""Letters of a column of running text."""
LONGEST_HEADING = 6
"""Words."""
DEEPEST_INDENT = 6
"""Spaces before an item in the right column."""
CARRIED = 0.12
CARRIED_IN_ROWS = 0.3
"""The share of lines that begin in a small letter, as those do that go on with a sentence; in the second case all
paragraphs begin side by side, as the rows of a table do, and more of it is asked."""

_GUTTER = re.compile(r"(?<=\S) {3,}(?=\S)")


def uncolumned(lines: Sequence[Line]) -> list[Line]:
    """Two columns of running text side by side, as one below the other; all else as it is."""
    made: list[Line] = []
    refused: dict[int, int] = {}
    at = 0
    while at < len(lines):
        gutter, end = _stretch(lines, at, refused)
        if gutter:
            made += _columns(lines[at:end], gutter)
        else:
            made.append(lines[at])
        at = end
    return made


def _stretch(lines: Sequence[Line], at: int, refused: dict[int, int]) -> tuple[int, int]:
    """The gutter of the columns that begin at a line, and where they end; 0 and the next line where none do.

    `refused` says up to which line a gutter was looked at in vain.
    """
    raw = lines[at].raw
    for gutter in {found.end() for found in _GUTTER.finditer(raw) if found.end() > NARROWEST}:
        if refused.get(gutter, 0) > at:
            continue
        end = at
        while end < min(len(lines), at + MOST_LINES) and _parted(lines[end], gutter):
            end += 1
        whole = _without_foot(lines[at:end], gutter)
        if _are_columns(lines[at : at + whole], gutter):
            return gutter, at + whole
        refused[gutter] = end
    return 0, at + 1


def _without_foot(lines: Sequence[Line], gutter: int) -> int:
    """How many of the lines are in columns.

    The left column may go on below the right one, but not over two blank lines, nor to the credits of the page. A short
    line alone at the end heads what follows.
    """
    last = max((at for at, line in enumerate(lines) if line.raw[gutter:].strip()), default=-1)
    end = last + 1
    while end < len(lines) and not (lines[end].gap and _is_foot(lines, end)):
        end += 1
    alone = end > last + 1 and lines[end - 1].gap and len(lines[end - 1].raw.split()) <= LONGEST_HEADING
    return end - 1 if alone else end


def _is_foot(lines: Sequence[Line], at: int) -> bool:
    parted = lines[at].line - lines[at - 1].line > 2
    return parted or credit_of(lines[at].raw, lines[at].line) is not None


def _columns(lines: Sequence[Line], at: int) -> Iterator[Line]:
    for part in (slice(0, at), slice(at, None)):
        side = [replace(line, raw=line.raw[part].rstrip()) for line in lines]
        width = max(len(line.raw) for line in side)
        gap = True
        for line in side:
            if line.raw.strip():
                yield replace(line, gap=gap or line.gap, width=width)
            gap = not line.raw.strip()


def _parted(line: Line, at: int) -> int:
    """On how many sides of the column `at` a line has text; 0 where it runs across, or has cells of its own."""
    right = line.raw[at:]
    if line.raw[max(0, at - 2) : at].strip() or "\t" in line.raw or len(right) - len(right.lstrip()) > DEEPEST_INDENT:
        return 0
    return bool(line.raw[:at].strip()) + bool(line.raw[at:].strip())


def _are_columns(lines: Sequence[Line], at: int) -> bool:
    """Whether the lines are two texts side by side: aligned, each of them running on from line to line."""
    beside = [line for line in lines if _parted(line, at) == 2]
    right = [line.raw[at:] for line in lines if line.raw[at:].strip()]
    if len(beside) < FEWEST_BESIDE or sum(text[0] != " " for text in right) * 10 < len(right) * 7:
        return False
    sides = ([line.raw[:at].strip() for line in lines], [text.strip() for text in (line.raw[at:] for line in lines)])
    least = CARRIED_IN_ROWS if _begin_together(lines, at) else CARRIED
    return all(_runs_on([text for text in side if text], least) for side in sides)


def _begin_together(lines: Sequence[Line], at: int) -> bool:
    """Whether each paragraph of the right column begins beside one of the left, as the cells of rows do."""
    begins = [[True, True]]
    for above, line in pairwise(lines):
        texts = ((line.raw[:at], above.raw[:at]), (line.raw[at:], above.raw[at:]))
        begins.append([bool(own.strip()) and (line.gap or not over.strip()) for own, over in texts])
    return all(left or not right for left, right in begins)


def _runs_on(side: Sequence[str], least: float) -> bool:
    """Whether lines below each other are one text: many are of three words, and some begin in a small letter."""
    wordy = sum(len(text.split()) >= 3 for text in side)
    carried = sum(text[:1].islower() for text in side)
    return len(side) >= FEWEST_BESIDE and wordy * 10 >= len(side) * 6 and carried >= len(side) * least
