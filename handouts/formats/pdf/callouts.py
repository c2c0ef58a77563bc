"""The title of a box, with the icon of its kind."""

from dataclasses import dataclass

from handouts.document import CalloutKind
from handouts.formats.pdf.boxes import icon
from handouts.formats.pdf.canvas import TaggedCanvas, artifact
from handouts.formats.pdf.look import Style
from handouts.formats.pdf.structure import Element
from handouts.formats.pdf.text import Text

# In ems of the title.
_ICON = 1.25
_ICON_ROOM = 1.7


@dataclass(slots=True, kw_only=True, eq=False)
class BoxTitle(Text):
    """A title behind an icon; the icon is content of `icon`, or an artifact where the words say as much."""

    kind: CalloutKind
    icon: Element | None

    @staticmethod
    def icon_room(style: Style) -> float:
        """How far the icon moves the title in, in points."""
        return _ICON_ROOM * style.size

    def draw(self, canvas: TaggedCanvas, top: float, first: int, last: int, *, repeated: bool = False) -> None:
        """Draw the icon with the first line, then the words."""
        if first == 0:
            size = _ICON * self.style.size
            left, bottom = self.left - self.icon_room(self.style), top - (self.style.leading + size) / 2
            mark = artifact()
            if self.icon:
                self.icon.box = (left, bottom, left + size, bottom + size)
                mark = canvas.mark(self.icon)
            canvas.draw(f"{mark} {icon(self.kind, left, bottom, size)} EMC")
        Text.draw(self, canvas, top, first, last, repeated=repeated)
