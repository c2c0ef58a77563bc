"""Rows and rules: the parts of a table as pieces of the flow."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from handouts.formats.pdf.canvas import TaggedCanvas
from handouts.formats.pdf.flow import Piece
from handouts.formats.pdf.text import Text

# In ems of the body text: the space above and below the words of a row.
_PAD = 0.4
# In ems: the lines above and below the head and at the end, and those between the rows.
HEAVY, LIGHT = 0.14, 0.05


@dataclass(slots=True, kw_only=True, eq=False)
class Row(Piece):
    """The cells of a row side by side, sliced into lines across all of them; lengths in points.

    `size` is that of the body text.
    """

    cells: Sequence[Text]
    left: float
    width: float
    size: float
    heading: bool
    last: bool
    _heights: list[float] = field(init=False)

    def __post_init__(self) -> None:
        self._heights = max((list(cell.heights) for cell in self.cells), key=len)
        self._heights[0] += _PAD * self.size
        self._heights[-1] += _PAD * self.size

    @property
    def heights(self) -> Sequence[float]:
        """The height of each line, the first and the last with the space around the words."""
        return self._heights

    def may_break(self, place: int) -> bool:
        """Whether two lines or more stand on either side."""
        return 2 <= place + 1 <= len(self.heights) - 2

    def draw(self, canvas: TaggedCanvas, top: float, first: int, last: int, *, repeated: bool = False) -> None:
        """Draw some of the lines, cell by cell, and the rules that the row brings."""
        heights = self.heights
        if self.heading and first == 0:
            rule(canvas, self.left, self.width, top, HEAVY * self.size)
        text_top = top - (_PAD * self.size if first == 0 else 0)
        for cell in self.cells:
            if first < len(cell.lines):
                cell.draw(canvas, text_top, first, min(last, len(cell.lines)), repeated=repeated)
        if last == len(heights):
            weight = HEAVY if self.heading or self.last else LIGHT
            rule(canvas, self.left, self.width, top - sum(heights[first:last]), weight * self.size)


@dataclass(slots=True, kw_only=True, eq=False)
class Rule(Piece):
    """A line across the column with space around it; lengths in points."""

    left: float
    width: float
    height: float
    weight: float

    @property
    def heights(self) -> Sequence[float]:
        """Its height, in one."""
        return [self.height]

    def may_break(self, place: int) -> bool:
        """Never: it has no second slice."""
        return False

    def draw(self, canvas: TaggedCanvas, top: float, first: int, last: int, *, repeated: bool = False) -> None:
        """Draw it."""
        rule(canvas, self.left, self.width, top - self.height / 2, self.weight)


def rule(canvas: TaggedCanvas, left: float, width: float, y: float, weight: float) -> None:
    """Draw a line across."""
    canvas.artifact(f"0 G {weight:.2f} w {left:.2f} {y:.2f} m {left + width:.2f} {y:.2f} l S")
