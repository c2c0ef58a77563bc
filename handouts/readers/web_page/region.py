"""The region: where on the page the article stands, by where its prose is and what an extractor takes for it."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from handouts.readers.web_page.boxes import Box, Line, Page
from handouts.readers.web_page.opinions import Opinion
from handouts.readers.web_page.wording import is_prose

CORE = 0.85
"""The share of the prose that the article's box holds."""
FEWEST = 3
"""Lines: what has fewer is a part of an article, and says not where it ends."""
CONTAINERS = frozenset("html div article main section body center form table tbody tr td dl details fieldset".split())
MUCH = 0.4
"""The share of the prose from which a box is the article or holds it, whatever its name says."""


@dataclass(frozen=True, slots=True)
class Region:
    """Where the article stands.

    `votes` says for each line how many of two opinions have it, `sums` what the prose of all lines before it weighs.
    `core` is the smallest box with nearly all the prose, `wide` the one that has the title too.
    """

    page: Page
    title: Line | None
    votes: tuple[int, ...]
    sums: tuple[int, ...]
    core: Box
    wide: Box

    def share(self, box: Box) -> float:
        """The share of the prose that stands in a box."""
        return _share(self.sums, box)

    def has_title(self, box: Box) -> bool:
        """Whether the title stands in a box."""
        return self.title is not None and box.holds(self.title)

    def is_apart(self, line: Line) -> bool:
        """Whether the largest box around a line that is not around the article has nothing that an opinion has."""
        around = [box for box in line.box.around() if not box.first <= self.core.first < box.last]
        part = around[-1] if around else line.box
        return any(self.votes) and not any(self.votes[part.first : part.last])

    @property
    def is_wide_sure(self) -> bool:
        """Whether the wide box is less than the whole page."""
        return self.wide.tag not in ("html", "body")


def region_of(page: Page, opinions: tuple[Opinion, Opinion], title: Line | None, hidden: Sequence[str]) -> Region:
    """Find the region; lines with a reason in `hidden` say nothing about it."""
    generous, strict = opinions
    votes = tuple(generous.holds(line) + strict.holds(line) for line in page.lines)
    asked = any(votes)
    weights = (
        len(line.text) * (votes[line.at] if asked else 1) if is_prose(line) and not hidden[line.at] else 0
        for line in page.lines
    )
    sums = (0, *accumulate(weights))
    core = _core(page.root, sums)
    return Region(page, title, votes, sums, core, _wide(core, title))


def _share(sums: Sequence[int], box: Box) -> float:
    return (sums[box.last] - sums[box.first]) / sums[-1] if sums[-1] else 0.0


def _core(root: Box, sums: Sequence[int]) -> Box:
    box = root
    while sums[-1]:
        inner = next((child for child in _boxes_in(box) if _share(sums, child) >= CORE), None)
        if inner is None or inner.tag not in CONTAINERS or inner.last - inner.first < FEWEST:
            break
        box = inner
    return box


def _wide(core: Box, title: Line | None) -> Box:
    """The article's own element, or the box that holds the title and the prose."""
    own = [box for box in core.around() if _is_article(box)]
    if title is not None:
        titled = [box for box in own if box.holds(title)]
        if titled:
            return titled[0]
    if own:
        return own[-1]
    return core if title is None else next(box for box in core.around() if box.parent is None or box.holds(title))


def _is_article(box: Box) -> bool:
    role, named = box.attributes.get("role"), box.attributes.get("itemprop")
    return box.tag in ("article", "main") or role in ("main", "article") or named == "articleBody"


def _boxes_in(box: Box) -> Iterator[Box]:
    return (child for child in box.children if isinstance(child, Box))


def letters(lines: Iterable[Line]) -> int:
    """How many letters the lines have."""
    return sum(len(line.text) for line in lines)
