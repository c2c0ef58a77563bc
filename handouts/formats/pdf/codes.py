"""A code on the first page that leads a phone to the handout as sound, and the same address in words beside it."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import TypeVar

from handouts.formats.pdf.blocks import Blocks
from handouts.formats.pdf.callouts import BoxTitle
from handouts.formats.pdf.canvas import TaggedCanvas
from handouts.formats.pdf.columns import Column
from handouts.formats.pdf.flow import Piece, Room, paginate
from handouts.formats.pdf.inline import LINK_LINE
from handouts.formats.pdf.look import Look
from handouts.formats.pdf.runs import Link, Phrase, Run, runs_of
from handouts.formats.pdf.structure import Element
from handouts.formats.pdf.text import Text

ALT = "QR code: point a phone’s camera at it to hear this handout."
LEAD = "Hear this handout:"

_MM = 72 / 25.4
MODULE = 0.8 * _MM
LEAST_WIDTH = 20 * _MM
"""A square of the code, and the whole of it at least, in points. A phone held 30 cm away needs squares of 0.4 mm, for
3 of its pixels to fall on each; these can be read from twice as far, by hands that shake."""
QUIET = 4
"""Squares that stay white around it (ISO/IEC 18004, 9.1)."""

# In ems: the least width for words beside the code, and the space between.
_LEAST_BESIDE = 10
_SPACE = 1.0


@dataclass(slots=True, kw_only=True, eq=False)
class Code(Piece):
    """A QR code, and the words `beside` it if there is room; lengths in points, `dark` are the squares by rows."""

    dark: tuple[tuple[int, int, int], ...]
    squares: int
    element: Element
    left: float
    width: float
    beside: Text | None = None

    @property
    def heights(self) -> Sequence[float]:
        """Its height, in one."""
        return [max(self.width, sum(self.beside.heights) if self.beside else 0)]

    def may_break(self, place: int) -> bool:
        """Never: it has no second slice."""
        return False

    def draw(self, canvas: TaggedCanvas, top: float, first: int, last: int, *, repeated: bool = False) -> None:
        """Draw it as one black shape, in which no reader sees seams; the words stand in the middle beside it."""
        (height,) = self.heights
        above = (height - self.width) / 2
        self.element.box = (self.left, top - above - self.width, self.left + self.width, top - above)
        scale = self.width / self.squares
        place = f"{scale:.4f} 0 0 {-scale:.4f} {self.left:.2f} {top - above:.2f} cm"
        shape = " ".join(f"{column} {row} {length} 1 re" for row, column, length in self.dark)
        canvas.draw(f"{canvas.mark(self.element)} q 0 g {place} {shape} f Q EMC")
        if self.beside:
            words = sum(self.beside.heights)
            self.beside.draw(canvas, top - (height - words) / 2, 0, len(self.beside.lines))


def add_code(url: str, look: Look, blocks: Blocks, root: Element, column: Column) -> None:
    """Add the code to the opening that `blocks` and `root` hold by now, so that it stands on the first page."""
    pieces, elements = list(blocks.pieces), list(root.kids)
    figure = root.add("Figure", alt=ALT, language=blocks.english)
    runs = _words(url, root.add("P", language=blocks.english))
    squares, dark = _squares(url)
    width = max(LEAST_WIDTH, squares * MODULE)
    quiet = QUIET * width / squares
    # Gaps may give way a little to save a page: not that one.
    code = Code(
        dark=dark, squares=squares, element=figure, left=column.left, width=width, before=1.5 * quiet, after=look.gap
    )
    blocks.pieces.append(code)
    beside = column.indented(width + max(_SPACE * look.size, quiet))
    if beside.width >= _LEAST_BESIDE * look.size:
        code.beside = Text(runs=runs, style=look.body, left=beside.left, width=beside.width)
    else:
        code.keep, code.after = True, max(0.5 * look.gap, 1.5 * quiet)
        blocks.text(runs, look.body, column).whole = True
    call = next((place for place, piece in enumerate(pieces) if isinstance(piece, BoxTitle)), len(pieces))
    code_pieces, code_elements = blocks.pieces[len(pieces) :], root.kids[len(elements) :]
    orders = zip(
        _arrangements(pieces, code_pieces, call),
        _arrangements(elements, code_elements, call),
        strict=True,
    )
    for blocks.pieces[:], root.kids[:] in orders:
        first = paginate(blocks.pieces, Room(look.height, look.gap))[0]
        if code_pieces[-1] in [placed.piece for placed in first]:
            break


_Kind = TypeVar("_Kind")


def _arrangements(opening: list[_Kind], code: list[_Kind], call: int) -> list[list[_Kind]]:
    """The orders to try: the code at the end; behind title and whom to call, before the rest; behind the title.

    `call` is the place in the opening of whom to call.
    """
    head, called, rest = opening[:1], opening[call : call + 1], opening[1:call] + opening[call + 1 :]
    return [opening + code, head + called + code + rest, head + code + called + rest]


def _words(url: str, element: Element) -> list[Run]:
    link = Link(element.inline("Link"), url, url)
    return runs_of([Phrase(f"{LEAD} ", element, bold=True), Phrase(url, link.element, False, LINK_LINE, link)])


@lru_cache(maxsize=32)
def _squares(url: str) -> tuple[int, tuple[tuple[int, int, int], ...]]:
    """How many squares a side has, and its dark ones as (row, column, length): level M mends 15 % that are lost."""
    import segno

    matrix = segno.make_qr(url, error="m", boost_error=False).matrix
    return len(matrix), tuple((row, *run) for row, squares in enumerate(matrix) for run in _runs(squares))


def _runs(squares: Sequence[int]) -> Iterator[tuple[int, int]]:
    start = 0
    for column, dark in enumerate((*squares, 0)):
        if not dark:
            if column > start:
                yield start, column - start
            start = column + 1
