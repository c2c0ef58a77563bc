"""The end of a page's article: its last credits or its references, if most of it and all of its advice stand above.

Before that, but behind all advice, stands what a page tells of the house it comes from.
"""

from collections.abc import Iterator, Sequence
from itertools import takewhile
from math import inf

from handouts.readers._credits import credit_of, may_be_credit
from handouts.readers._likeness import UNLIKELY
from handouts.readers._pitch import calls, is_about_the_house, pitch_of, warns
from handouts.readers._warnings import DOSE
from handouts.readers.web_page.advice import SMALL_BOX
from handouts.readers.web_page.boxes import Line, level_of
from handouts.readers.web_page.groups import section_of
from handouts.readers.web_page.region import Region
from handouts.readers.web_page.wording import instructs, is_advice, is_prose

ABOVE_COPYRIGHT = 0.75
ABOVE = 0.5
"""The least share of the page's text, what stands behind the article with it, above the mark of its end."""


def drop_behind(
    region: Region,
    reasons: list[str],
    sources: frozenset[int],
    kept: frozenset[int],
    likely: Sequence[float],
    reason: str,
) -> None:
    """Leave out what stands behind the end and is no source, no credit and no advice; and what tells of the house.

    `kept` are lines that no rule leaves out; `likely` says of each line how it reads.
    """
    lines = [line for line in region.page.lines if not reasons[line.at] and line is not region.title]
    behind = _behind_advice(region, lines)
    end = _end(lines, behind, sources)
    openers = (line for line in lines if line.at > end and _stays(line))
    spared = kept | {at for line in openers for at in range(line.at, _end_of_list(region.page.lines, line) + 1)}
    for line in lines:
        if line.at > end and line.at not in spared and not _stays(line):
            reasons[line.at] = reason
    for line in _of_house(region, [line for line, _ in behind], likely):
        if not reasons[line.at] and line.at not in sources | kept and not _stays(line):
            reasons[line.at] = "about the house"


def _behind_advice(region: Region, lines: Sequence[Line]) -> list[tuple[Line, float]]:
    """The lines behind the last advice and the first half of the text, each with the share that stands above it."""
    weights = {line.at: len(line.text) for line in lines if is_prose(line) or line.box.tag in ("li", "td", "dd")}
    whole = sum(weights.values()) or 1
    asked = any(region.votes)
    advising = (
        line.at for line in lines if line.at in weights and _advises(line) and (region.votes[line.at] or not asked)
    )
    advice = max(advising, default=-1)
    above, found = 0, []
    for line in lines:
        if line.at > advice and above >= ABOVE * whole:
            found.append((line, above / whole))
        above += weights.get(line.at, 0)
    return found


def _end_of_list(lines: Sequence[Line], line: Line) -> int:
    """The `at` of a line of advice, or of the last item under it if it opens a list."""
    end = line.at
    if line.text.endswith((":", " if", " when")):
        below = lines[end + 1 : end + 1 + SMALL_BOX]
        end += sum(1 for _ in takewhile(_is_item, below))
    return end


def _is_item(line: Line) -> bool:
    return not (line.is_link or level_of(line.box) or line.text.endswith(".") or credit_of(line.text, line.line))


def _end(lines: Sequence[Line], behind: Sequence[tuple[Line, float]], sources: frozenset[int]) -> float:
    """The `at` of the last line that may be the article's; infinite where no mark tells it."""
    for line, share in behind:
        if line.at in sources:
            return max(sources)
        if share >= _least(line):
            return max(line.at, *sources) if sources else line.at
    return inf


def _least(line: Line) -> float:
    """The share above a credit from which it marks the end; infinite for a line that is none."""
    credit = credit_of(line.text, line.line)
    if credit is None or credit.kind == "byline" or line.is_link or level_of(line.box):
        return inf
    return ABOVE_COPYRIGHT if credit.kind == "publisher" else ABOVE


def _stays(line: Line) -> bool:
    """Whether a line behind the article tells what to do, or may be a credit of it."""
    if may_be_credit(line.text) and not line.is_link:
        return True
    return (instructs(line.text) or bool(DOSE.search(line.text))) and not _is_lightly_said(line)


def _advises(line: Line) -> bool:
    return is_advice(line.text) and not _is_lightly_said(line)


def _is_lightly_said(line: Line) -> bool:
    """Whether a line tells of the house and names no danger: "To request this in another format, call …"."""
    return is_about_the_house(line.text) and not warns(line.text)


def _of_house(region: Region, lines: Sequence[Line], likely: Sequence[float]) -> Iterator[Line]:
    """Paragraphs that show a sign of a pitch and do not read like an article, and sections whose heading shows one."""
    for line in lines:
        level = level_of(line.box)
        if not level and is_prose(line) and pitch_of(line.text) and likely[line.at] > UNLIKELY:
            yield line
        elif level and (is_about_the_house(line.text) or calls(line.text)):
            section = list(section_of(region.page, line, level))
            first = next((at for at, each in enumerate(section) if _stays(each) or credit_of(each.text, 1)), None)
            yield from (line, *section[:first])
