"""Two columns of text side by side, as a pasted page has them: set one below the other."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace


@dataclass(frozen=True, slots=True)
class Line:
    """A line of the page; `gap` says whether a blank one is above it, `width` is that of its column, or 0."""

    raw: str
    line: int
    gap: bool
    width: int = 0


def _runs(lines: Sequence[Line]) -> Iterator[list[Line]]:
    """The lines between two blank ones."""
    run: list[Line] = []
    for line in lines:
        if line.gap and run:
            yield run
            run = []
        run.append(line)
    if run:
        yield run


_GUTTER = re.compile(r"(?<=\S) {3,}(?=\S)")


def uncolumned(lines: list[Line]) -> list[Line]:
    """Two columns of running text side by side, as one below the other; all else as it is."""
    runs = list(_runs(lines))
    made: list[Line] = []
    at = 0
    while at < len(runs):
        gutter = _gutter(runs[at])
        if not gutter:
            made += runs[at]
            at += 1
            continue
        first = len(made)
        while first and made[first - 1].line >= runs[at][0].line - 2 and _parted(made[first - 1], gutter) == 2:
            first -= 1
        end = at + 1
        while end < len(runs) and _all_parted(runs[end], gutter):
            end += 1
        stretch = [*made[first:], *(line for run in runs[at:end] for line in run)]
        made = [*made[:first], *_columns(stretch, gutter)]
        at = end
    return made


def _columns(lines: Sequence[Line], at: int) -> Iterator[Line]:
    for part in (slice(0, at), slice(at, None)):
        side = [replace(line, raw=line.raw[part].rstrip()) for line in lines]
        width = max(len(line.raw) for line in side)
        gap = True
        for line in side:
            if line.raw.strip():
                yield replace(
                    line, raw=line.raw if part.start == 0 else line.raw.strip(), gap=gap or line.gap, width=width
                )
                gap = False


def _parted(line: Line, at: int) -> int:
    """On how many sides of the column `at` a line has text; 0 where it runs across."""
    if line.raw[max(0, at - 2) : at].strip():
        return 0
    return bool(line.raw[:at].strip()) + bool(line.raw[at:].strip())


def _all_parted(run: Sequence[Line], at: int) -> bool:
    """Whether all lines of a run keep clear of the gutter and some have text on both sides."""
    sides = [_parted(line, at) for line in run]
    return all(sides) and 2 in sides


def _gutter(run: Sequence[Line]) -> int:
    """The column where the right text begins, or 0 where the lines are no two columns of running text."""
    if len(run) < 4 or any("\t" in line.raw for line in run):
        return 0
    starts = [found.end() for line in run if (found := _GUTTER.search(line.raw, 20))]
    if len(starts) < 4 or len(starts) * 10 < len(run) * 6:
        return 0
    at = max(sorted(set(starts)), key=starts.count)
    if starts.count(at) * 10 < len(starts) * 8 or not all(_parted(line, at) for line in run):
        return 0
    sides = ([line.raw[:at].strip() for line in run], [line.raw[at:].strip() for line in run])
    return at if all(_runs_on(side) for side in sides) else 0


def _runs_on(side: Sequence[str]) -> bool:
    """Whether lines below each other are one text: most are of three words, and many begin in lower case."""
    filled = [text for text in side if text]
    wordy = sum(len(text.split()) >= 3 for text in filled)
    carried = sum(text[:1].islower() for text in filled)
    return len(filled) >= 4 and wordy * 10 >= len(filled) * 7 and carried * 10 >= len(filled) * 4
