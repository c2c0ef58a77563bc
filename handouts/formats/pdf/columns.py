"""A column: the strip of a page in which pieces stand."""

from dataclasses import dataclass

from handouts.formats.pdf.boxes import Box


@dataclass(frozen=True, slots=True)
class Column:
    """From `left`, `width` wide, in points; within `box` if that is not None."""

    left: float
    width: float
    box: Box | None = None

    def indented(self, by: float) -> "Column":
        """The column without its first `by` points."""
        return Column(self.left + by, self.width - by, self.box)
