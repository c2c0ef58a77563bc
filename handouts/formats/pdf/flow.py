"""The page flow: pieces in a row, cut into pages where a break does the reader no harm."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, NamedTuple

from handouts.formats.pdf.boxes import Box

if TYPE_CHECKING:
    from handouts.formats.pdf.canvas import TaggedCanvas

_TOLERANCE = 0.01


@dataclass(slots=True, kw_only=True, eq=False)
class Piece:
    """What stands in the flow under each other, cut into slices that no page break parts. Lengths in points.

    `before` and `after` are the space around it, the larger one between two; at the top of a page there is none.
    `keep` holds its end to the beginning of the next piece, `whole` its slices to each other. `box` is the frame around
    it, `head` the header row that is repeated above it where it begins a page.
    """

    before: float = 0
    after: float = 0
    keep: bool = False
    whole: bool = False
    box: Box | None = None
    head: "Piece | None" = None

    @property
    def heights(self) -> Sequence[float]:
        """The height of each slice."""
        raise NotImplementedError

    def may_break(self, place: int) -> bool:
        """Whether a page may end behind the slice at `place`, which is not the last one, if the piece is not whole."""
        raise NotImplementedError

    def draw(self, canvas: "TaggedCanvas", top: float, first: int, last: int, *, repeated: bool = False) -> None:
        """Draw the slices from `first` up to `last`, from `top` down; `repeated` makes all of it an artifact."""
        raise NotImplementedError


def bind(pieces: Sequence[Piece], limit: float) -> None:
    """Keep pieces on one page if together they are no higher than `limit`."""
    if sum(sum(piece.heights) + max(piece.before, piece.after) for piece in pieces) > limit:
        return
    for piece in pieces:
        piece.whole = True
    for piece in pieces[:-1]:
        piece.keep = True


class Placed(NamedTuple):
    """Slices of a piece on a page; `top` and `bottom` count down from the top of the column."""

    piece: Piece
    top: float
    bottom: float
    first: int
    last: int
    repeated: bool = False


Page = list[Placed]
_Sliced = tuple[Piece, Sequence[float]]
"""A piece and the heights of its slices."""


class Room(NamedTuple):
    """The room on a page: its `height`, and the `gap` between paragraphs; other gaps are scaled by `elastic`."""

    height: float
    gap: float = 0
    elastic: float = 1


def paginate(pieces: Sequence[Piece], room: Room) -> list[Page]:
    """Fill pages of one height: each as full as it can be, ended at the last harmless break.

    Where there is none on a whole page, a piece that should stay whole is parted, and if none can be, the page ends
    where it is full.
    """
    column = [(piece, piece.heights) for piece in pieces]
    pages: list[Page] = []
    place, first = 0, 0
    while place < len(column):
        page, whole = _filled(column, place, first, room)
        if not whole:
            count, last = _end(page, column[place + len(page) - 1][1])
            page[count:] = []
            if last < page[-1].last:
                kept = sum(column[place + count - 1][1][page[-1].first : last])
                page[-1] = page[-1]._replace(bottom=page[-1].top + kept, last=last)
        head = column[place][0].head
        place, first = place + len(page) - 1, page[-1].last
        if first == len(column[place][1]):
            place, first = place + 1, 0
        if head:
            tall = sum(head.heights)
            page.insert(0, Placed(head, page[0].top - tall, page[0].top, 0, len(head.heights), repeated=True))
        pages.append(page)
    return pages


def _filled(column: Sequence[_Sliced], place: int, first: int, room: Room) -> tuple[Page, bool]:
    """As many slices as there is room for, at least one, and whether they are all that were left."""
    page: Page = []
    previous, bottom = None, 0.0
    for number in range(place, len(column)):
        piece, heights = column[number]
        top = bottom + _space(previous, piece, room)
        limit = room.height + _TOLERANCE - (piece.box.pad if piece.box else 0)
        bottom, last = top, first
        for tall in heights[first:]:
            if bottom + tall > limit and (page or last > first):
                if last > first:
                    page.append(Placed(piece, top, bottom, first, last))
                return page, False
            bottom, last = bottom + tall, last + 1
        page.append(Placed(piece, top, bottom, first, last))
        previous, first = piece, 0
    return page, True


def _end(page: Page, heights: Sequence[float]) -> tuple[int, int]:
    """Where a full page is to end: how many of its pieces it keeps, and the slice that the last of them ends before.

    `heights` are those of the last piece, which may have slices that found no room.
    """
    fair: tuple[int, int] | None = None
    for count in range(len(page), 0, -1):
        piece, _, _, first, last, _ = page[count - 1]
        parted = count == len(page) and last < len(heights)
        if not parted and not piece.keep:
            return count, last
        for end in range(last if parted else last - 1, first, -1):
            if piece.may_break(end - 1):
                if not piece.whole:
                    return count, end
                fair = fair or (count, end)
    return fair or (len(page), page[-1].last)


def _space(previous: Piece | None, piece: Piece, room: Room) -> float:
    """The space above a piece: frames, the repeated header row, or the gap between two."""
    if previous is None:
        return (piece.box.pad if piece.box else 0) + (sum(piece.head.heights) if piece.head else 0)
    if previous.box is piece.box:
        return _gap(max(previous.after, piece.before), room)
    above, below = previous.box, piece.box
    gap = max(above.gap if above else previous.after, below.gap if below else piece.before)
    return (above.pad if above else 0) + _gap(gap, room) + (below.pad if below else 0)


def _gap(gap: float, room: Room) -> float:
    return gap if gap == room.gap else gap * room.elastic


def frames(page: list[Placed]) -> list[tuple[Box, float, float]]:
    """The boxes on a page, with the top and bottom of what each holds there."""
    found: list[tuple[Box, float, float]] = []
    for placed in page:
        box = placed.piece.box
        if box and found and found[-1][0] is box:
            found[-1] = box, found[-1][1], placed.bottom
        elif box:
            found.append((box, placed.top, placed.bottom))
    return found
