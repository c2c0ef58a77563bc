"""Where each page of the printed handout begins, for outputs that lead to the same pages."""

from collections import Counter
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from handouts.document import Document, Figure, Spans
from handouts.formats.pdf.codes import Code
from handouts.formats.pdf.figures import Plate
from handouts.formats.pdf.flow import Page, Placed
from handouts.formats.pdf.look import look_of
from handouts.formats.pdf.make import laid_out
from handouts.formats.pdf.rows import Row
from handouts.formats.pdf.runs import printed
from handouts.formats.pdf.structure import Tree
from handouts.formats.pdf.text import Text
from handouts.options import Options

Set: TypeAlias = Spans | Figure


class PageStart(NamedTuple):
    """Where a page begins: in the text or picture `of` the article, behind so many of its `letters`.

    It is the very object of the document; `times` tells how many times that was begun before, where it stands more
    than once. A page without an `of` begins in the front matter, or has nothing of the article on it.
    """

    of: Set | None
    times: int = 0
    letters: int = 0


def page_starts(document: Document, options: Options) -> list[PageStart]:
    """Where each page begins, the first page first; SourceError if the document has a character that no font has."""
    begun: Counter[int] = Counter()
    return [_start(page, begun) for page in laid_out(document, options, look_of(document, options), Tree().root)]


def letters(spans: Spans) -> int:
    """How many characters stand on paper for the spans, white space not counted."""
    return sum(_letters(printed(span.text)) + 2 * bool(span.cites) for span in spans)


def _letters(text: str) -> int:
    return len("".join(text.split()))


def _start(page: Page, begun: Counter[int]) -> PageStart:
    """The start of this page; `begun` counts how many times each text was begun."""
    found: PageStart | None = None
    for placed in page:
        for of, before in _set(placed):
            if of is not None and placed.first == 0:
                begun[id(of)] += 1
            if found is None:
                found = PageStart(of, begun[id(of)] - 1, before) if of is not None else PageStart(None)
    return found or PageStart(None)


def _set(placed: Placed) -> Iterator[tuple[Set | None, int]]:
    """What is set there, each with the letters of it that stand on earlier pages."""
    piece, first = placed.piece, placed.first
    if placed.repeated:
        return
    if isinstance(piece, Plate):
        yield piece.of, 0
    if isinstance(piece, Code):
        yield None, 0
    for text in piece.cells if isinstance(piece, Row) else [piece] if isinstance(piece, Text) else []:
        if text.of is None:
            yield None, 0
        elif text.of and first < max(1, len(text.lines)):
            yield text.of, _before(text.of, text, first)


def _before(of: Spans, text: Text, first: int) -> int:
    """How many letters of it stand on the lines before `first`; a stacked cell has its column's name before it."""
    if first == 0:
        return 0
    # Counted from the end, where nothing stands that is not the text's own.
    return max(0, letters(of) - sum(_letters(part) for line in text.lines[first:] for _, part in line))
