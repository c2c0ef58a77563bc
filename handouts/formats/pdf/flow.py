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
    slices = [(piece, place, tall) for piece in pieces for place, tall in enumerate(piece.heights)]
    pages: list[Page] = []
    start = 0
    while start < len(slices):
        page, start = _page(slices, start, room)
        pages.append(page)
    return pages


def _page(slices: list[tuple[Piece, int, float]], start: int, room: Room) -> tuple[Page, int]:
    """The page that begins with slice `start`, and the slice that begins the next one."""
    tops: list[float] = []
    previous: Piece | None = None
    bottom, end, good, fair = 0.0, start, start, start
    while end < len(slices):
        piece, place, tall = slices[end]
        top = bottom + _space(previous, piece, room)
        if top + tall + (piece.box.pad if piece.box else 0) > room.height + _TOLERANCE and end > start:
            end = good if good > start else fair if fair > start else end
            break
        tops.append(top)
        previous, bottom, end = piece, top + tall, end + 1
        if end < len(slices) and slices[end][0] is piece:
            if piece.may_break(place):
                fair = end
                good = good if piece.whole else end
        elif not piece.keep:
            good = end
    return _placed(slices[start:end], tops), end


def _space(previous: Piece | None, piece: Piece, room: Room) -> float:
    """The space above a slice: frames, the repeated header row, or the gap between two pieces."""
    if previous is piece:
        return 0
    if previous is None:
        return (piece.box.pad if piece.box else 0) + (sum(piece.head.heights) if piece.head else 0)
    if previous.box is piece.box:
        return _gap(max(previous.after, piece.before), room)
    above, below = previous.box, piece.box
    gap = max(above.gap if above else previous.after, below.gap if below else piece.before)
    return (above.pad if above else 0) + _gap(gap, room) + (below.pad if below else 0)


def _gap(gap: float, room: Room) -> float:
    return gap if gap == room.gap else gap * room.elastic


def _placed(slices: list[tuple[Piece, int, float]], tops: list[float]) -> Page:
    """Slices of one piece put together again."""
    page: Page = []
    head = slices[0][0].head
    if head:
        tall = sum(head.heights)
        page.append(Placed(head, tops[0] - tall, tops[0], 0, len(head.heights), repeated=True))
    first = 0
    for last, (piece, place, tall) in enumerate(slices):
        if last + 1 == len(slices) or slices[last + 1][0] is not piece:
            page.append(Placed(piece, tops[first], tops[last] + tall, slices[first][1], place + 1))
            first = last + 1
    return page


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
