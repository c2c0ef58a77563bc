"""Boxes: warnings, whom to call, and tips, told apart by frame and icon, not by colour."""

from dataclasses import dataclass

from handouts.document import CalloutKind
from handouts.formats.pdf.canvas import TaggedCanvas

# Icons in a square of 1, from its lower left corner; black, with what is white in them.
_ICONS: dict[CalloutKind, str] = {
    "warning": (
        "0 g .5 .98 m .43 .98 .39 .93 .36 .88 c .02 .22 l -.04 .1 .02 .02 .13 .02 c .87 .02 l"
        " .98 .02 1.04 .1 .98 .22 c .64 .88 l .61 .93 .57 .98 .5 .98 c f"
        " 1 g .42 .7 m .58 .7 l .55 .34 l .45 .34 l f"
        " .5 .27 m .55 .27 .585 .235 .585 .19 c .585 .145 .55 .11 .5 .11 c .45 .11 .415 .145 .415 .19 c"
        " .415 .235 .45 .27 .5 .27 c f"
    ),
    "call": ("0 G 1 J .2 w .2 .78 m .2 .42 .42 .2 .78 .2 c S .3 w .17 .8 m .25 .72 l S .72 .25 m .8 .17 l S"),
    "tip": (
        "0 g .5 .98 m .7 .98 .84 .84 .84 .66 c .84 .52 .76 .44 .68 .34 c .66 .31 .65 .29 .65 .26 c .35 .26 l"
        " .35 .29 .34 .31 .32 .34 c .24 .44 .16 .52 .16 .66 c .16 .84 .3 .98 .5 .98 c f"
        " .36 .2 m .64 .2 l .64 .13 l .36 .13 l f .41 .08 m .59 .08 l .56 .02 l .44 .02 l f"
        " 1 g .34 .64 m .34 .76 .4 .83 .5 .84 c .5 .77 l .44 .76 .41 .72 .41 .64 c f"
    ),
}


@dataclass(frozen=True, slots=True, eq=False)
class Box:
    """The frame around the pieces of a callout; lengths in points, `scale` is the size of the body text."""

    kind: CalloutKind
    left: float
    width: float
    scale: float
    gap: float

    @property
    def pad(self) -> float:
        """The space between the frame and what it holds, above and below."""
        return 0.6 * self.scale

    @property
    def inner_left(self) -> float:
        """Where the text in the box begins."""
        return self.left + (1.25 if self.kind == "warning" else 0.85) * self.scale

    @property
    def inner_width(self) -> float:
        """The width of the text in the box."""
        return self.width - (self.inner_left - self.left) - 0.7 * self.scale

    def draw(self, canvas: TaggedCanvas, top: float, bottom: float) -> None:
        """Draw the frame of one page's part; a warning has a heavy bar, a call two lines, a tip one."""
        top, bottom, unit = top + self.pad, bottom - self.pad, self.scale / 18
        place = f"{self.left:.2f} {bottom:.2f} {self.width:.2f} {top - bottom:.2f}"
        if self.kind == "warning":
            bar = f"{self.left:.2f} {bottom:.2f} {0.55 * self.scale:.2f} {top - bottom:.2f}"
            canvas.artifact(f"0 g 0 G {3 * unit:.2f} w {place} re S {bar} re f")
        elif self.kind == "call":
            inset = 4 * unit
            inner = (
                f"{self.left + inset:.2f} {bottom + inset:.2f}"
                f" {self.width - 2 * inset:.2f} {top - bottom - 2 * inset:.2f}"
            )
            canvas.artifact(f"0 G {2.5 * unit:.2f} w {place} re S {unit:.2f} w {inner} re S")
        else:
            canvas.artifact(f"0 G {1.25 * unit:.2f} w {place} re S")


def icon(kind: CalloutKind, left: float, bottom: float, size: float) -> str:
    """The operators that draw the icon of a kind into a square."""
    return f"q {size:.2f} 0 0 {size:.2f} {left:.2f} {bottom:.2f} cm {_ICONS[kind]} Q"
