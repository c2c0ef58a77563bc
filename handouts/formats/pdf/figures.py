"""Figures as pieces of the flow."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise, takewhile

from handouts.document import Figure
from handouts.formats.pdf.canvas import TaggedCanvas
from handouts.formats.pdf.flow import Page, Piece
from handouts.formats.pdf.images import Picture
from handouts.formats.pdf.structure import Element

# A picture's pixel on paper when there is room: 1/96 in, as screens and word processors take it.
_PIXEL = 0.75


# A figure may be set this much smaller to stand on the page that it belongs to.
_LEAST_SCALE = 0.7
_SLACK = 0.5


@dataclass(slots=True, kw_only=True, eq=False)
class Plate(Piece):
    """The picture of the figure `of` in the flow; lengths in points. `least` is the least height it may shrink to."""

    of: Figure
    picture: Picture
    element: Element
    left: float
    width: float
    height: float
    least: float = field(init=False)

    def __post_init__(self) -> None:
        self.least = _LEAST_SCALE * self.height

    @property
    def heights(self) -> Sequence[float]:
        """Its height, in one."""
        return [self.height]

    def may_break(self, place: int) -> bool:
        """Never: it has no second slice."""
        return False

    def shrink(self, height: float) -> None:
        """Take no more than `height`."""
        self.width, self.height = self.width * height / self.height, height

    def draw(self, canvas: TaggedCanvas, top: float, first: int, last: int, *, repeated: bool = False) -> None:
        """Draw it."""
        canvas.picture(self.picture, self.element, (self.left, top - self.height, self.left + self.width, top))


def size_of(picture: Picture, width: float, height: float) -> tuple[float, float]:
    """The picture's size on paper: its own, or what fits into `width` and `height`; never enlarged past the column."""
    own = picture.width * _PIXEL
    scale = min(width, max(own, 0.6 * width)) / picture.width
    scale = min(scale, height / picture.height)
    return picture.width * scale, picture.height * scale


def shrink_one(pages: Sequence[Page], height: float) -> bool:
    """Shrink the first figure that would then stand on the page before, whose end is empty now; false if none would.

    `height` is that of the pages. What is kept with the figure, such as its heading and caption, moves with it.
    """
    for page, following in pairwise(pages):
        kept = list(takewhile(lambda placed: placed.piece.keep, following))
        whole = following[: len(kept) + 1]
        plates = [placed.piece for placed in whole if isinstance(placed.piece, Plate) and not placed.piece.box]
        first, last = whole[0].piece, page[-1].piece
        gap = max(first.before, last.box.gap + last.box.pad if last.box else last.after)
        excess = page[-1].bottom + gap + whole[-1].bottom - height
        if plates and excess > 0 and plates[0].height - excess >= plates[0].least:
            plates[0].shrink(plates[0].height - excess - _SLACK)
            return True
    return False
