"""Pages of a PDF as pictures, and what to know before they are printed: sheets, and how to hold them together."""

from dataclasses import dataclass
from pathlib import Path

WIDTHS = (480, 960)
"""Widths in pixels in which a page is drawn: for a small screen, and for a large or a fine one."""
MOST_SADDLE = 20
"""Sheets that can be saddle-stapled at most (ACB, Best Practices for Large Print, 6 May 2025)."""
MOST_CORNER = 25
"""Sheets that an office stapler takes; a heavy one takes more, but few wards have it."""
TWICE = {"letter": "11 by 17 inch", "a4": "A3"}
"""Paper of twice the size, which is folded once for a booklet."""


@dataclass(frozen=True, slots=True)
class Sheets:
    """The paper that so many pages need: `single` printed on one side, `double` on both, `booklet` folded."""

    pages: int
    paper: str

    @property
    def single(self) -> int:
        """Sheets if each has one page."""
        return self.pages

    @property
    def double(self) -> int:
        """Sheets if each has two pages."""
        return -(-self.pages // 2)

    @property
    def booklet(self) -> int:
        """Sheets of twice the size if each has four pages and is folded."""
        return -(-self.pages // 4)

    @property
    def advice(self) -> str:
        """How to print them and hold them together."""
        if self.pages == 1:
            return "No staple needed."
        if self.double == 1:
            return "Print on both sides: then no sheet can get lost."
        if self.double <= MOST_CORNER:
            return "Print on both sides, flip on the long edge, and staple the upper left corner."
        if self.booklet <= MOST_SADDLE:
            paper = TWICE[self.paper]
            return f"Too thick for a corner staple. As a booklet on {paper} paper it can be saddle-stapled."
        return f"More than {MOST_SADDLE} sheets even as a booklet: use a binder, or print fewer topics at once."


def draw_page(file: Path, page: int, width: int, target: Path) -> None:
    """Draw a page (from 1) of a PDF as a PNG `width` pixels wide; IndexError if there is no such page."""
    import pypdfium2

    from handouts.atomic import replacing

    document = pypdfium2.PdfDocument(file)
    try:
        shown = document[page - 1]
        picture = shown.render(scale=width / shown.get_width(), grayscale=False).to_pil()
    finally:
        document.close()
    target.parent.mkdir(parents=True, exist_ok=True)
    with replacing(target) as beside:
        # Few colours stand on a printed page: a palette makes the picture a third as large.
        picture.convert("P", palette=1, colors=64).save(beside, "PNG", optimize=False, compress_level=6)
