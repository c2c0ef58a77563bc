"""From a document to a PDF: its look, its pieces and its tree, its pages, and the file."""

import gc
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from handouts.anchor import address
from handouts.document import Document
from handouts.formats.pdf.blocks import Blocks
from handouts.formats.pdf.canvas import TaggedCanvas
from handouts.formats.pdf.codes import add_code
from handouts.formats.pdf.columns import Column
from handouts.formats.pdf.figures import shrink_one
from handouts.formats.pdf.flow import Page, Piece, Room, frames, paginate
from handouts.formats.pdf.frontmatter import opening, print_line
from handouts.formats.pdf.furniture import Furniture, furniture_of
from handouts.formats.pdf.look import Look, look_of
from handouts.formats.pdf.metadata import metadata_of
from handouts.formats.pdf.runs import Phrase, runs_of
from handouts.formats.pdf.structure import Element, Tree
from handouts.formats.pdf.text import Text
from handouts.options import Options

# A last page filled less than this is worth saving, with gaps scaled down so far.
_NEARLY_EMPTY = 0.25
_ELASTIC = (0.9, 0.8, 0.7)
# Each figure that is shrunk asks for new pages: in a book of pictures not all are worth the time.
_FIGURES = 20


def made(document: Document, options: Options) -> tuple[bytes, int]:
    """The PDF and its number of pages; SourceError if the document has a character that no font has."""
    with _no_collection():
        return _made(document, options)


def _made(document: Document, options: Options) -> tuple[bytes, int]:
    look, tree = look_of(document, options), Tree()
    pages = laid_out(document, options, look, tree.root)
    canvas = TaggedCanvas(tree, metadata_of(document, look.print_line), look.paper)
    draw(canvas, look, pages, furniture_of(document, look), len(pages))
    return canvas.finished(), len(pages)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Do not look for garbage: all that is made lives until the PDF is finished, and the longer the document, the more
    there is to look through each time.
    """
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


def laid_out(document: Document, options: Options, look: Look, root: Element) -> list[Page]:
    """The pages as they are to be drawn, and the elements of what stands on them in `root`; SourceError as above."""
    blocks = Blocks(document, look)
    column = Column(look.left, look.width)
    sheets = opening(document, look, blocks, root, column)
    if options.public_url:
        add_code(address(options.public_url, document.name), look, blocks, root, column)
    blocks.add(document.blocks, root, column)
    return _paged(blocks.pieces, sheets, look)


def _paged(pieces: list[Piece], sheets: Text, look: Look) -> list[Page]:
    """The pages, with their own number told on the first: its words seldom take another line for another number."""
    pages = _filled(pieces, look)
    for _ in range(4):
        told, lines = len(pages), len(sheets.lines)
        sheets.set(runs_of([Phrase(print_line(look, told), sheets.runs[0].element)]))
        if len(sheets.lines) != lines:
            pages = _filled(pieces, look)
        if len(pages) == told:
            break
    return pages


def _filled(pieces: list[Piece], look: Look) -> list[Page]:
    """The pages, with figures a little smaller where that saves half a page.

    If the last page is nearly empty, the gaps that no standard asks for give way to save it.
    """
    pages = paginate(pieces, Room(look.height, look.gap))
    for _ in range(_FIGURES):
        if not shrink_one(pages, look.height):
            break
        pages = paginate(pieces, Room(look.height, look.gap))
    for elastic in _ELASTIC if len(pages) > 1 and pages[-1][-1].bottom < _NEARLY_EMPTY * look.height else ():
        tighter = paginate(pieces, Room(look.height, look.gap, elastic))
        if len(tighter) < len(pages):
            return tighter
    return pages


def draw(canvas: TaggedCanvas, look: Look, pages: Sequence[Page], furniture: Furniture, count: int) -> None:
    """Draw pages on the canvas, from the one that it has begun; `count` tells how many there are in the whole PDF."""
    for number, page in enumerate(pages, furniture.first):
        _draw(canvas, look, page)
        furniture.draw(canvas, number, count)
        if number < count:
            canvas.showPage()


def _draw(canvas: TaggedCanvas, look: Look, page: Page) -> None:
    top = look.paper[1] - look.top
    for box, first, last in frames(page):
        box.draw(canvas, top - first, top - last)
    for placed in page:
        placed.piece.draw(canvas, top - placed.top, placed.first, placed.last, repeated=placed.repeated)
