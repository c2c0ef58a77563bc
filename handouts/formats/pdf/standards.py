"""The standards of large print, each a small table of numbers with its source.

Lengths are in points, spacing and gaps in ems or lines of the body text, and headings in proportion to the body: at
another body size everything keeps its proportion.
"""

from dataclasses import dataclass
from typing import Literal, TypeAlias

Emphasis: TypeAlias = Literal["underline", "bold"]


@dataclass(frozen=True, slots=True)
class Standard:
    """One standard of large print.

    `body` is its own size of body text; `title`, `section` and `part` are the heads' sizes in proportion to it.
    `spacing` is the distance of baselines in ems, `gap` the space between paragraphs in lines. `measure` is the most
    characters that a line may hold, or None. `strong` and `stressed` say how an author's bold and italics are shown,
    for none of these standards wants italics. `prints` names what a body size is called, from the smallest on.
    """

    name: str
    source: str
    body: int
    title: float
    section: float
    part: float
    spacing: float
    gap: float
    margin: float
    measure: int | None
    strong: Emphasis
    stressed: Emphasis
    prints: tuple[tuple[int, str], ...]

    def print_name(self, size: int) -> str:
        """What print of that body size is called."""
        return [name for lowest, name in self.prints if size >= lowest][-1]


# "Single spacing" in the standards is the line height of the fonts that they name: 1.15 em for Arial.
_SINGLE = 1.15

ACB = Standard(
    name="acb",
    source="American Council of the Blind, Best Practices and Guidelines for Large Print Documents, rev. 6 May 2025",
    body=18,  # 18 pt, not bold
    title=28 / 18,  # not given; a step above the heading
    section=22 / 18,  # heading 22 pt bold, flush left
    part=20 / 18,  # subheading 20 pt bold, flush left
    spacing=1.15 * _SINGLE,  # 1.15 spacing
    gap=1.0,  # blocked paragraphs, one blank line between
    margin=72,  # 1 in at top, left and right
    measure=None,
    strong="underline",  # emphasis is underlined; body text is not bold
    stressed="underline",
    prints=((0, "Enlarged print"), (18, "Large print")),
)
APH = Standard(
    name="aph",
    source="American Printing House for the Blind, Guidelines for Print Document Design",
    body=18,  # 18 pt or more; 13 to 17 pt is only "enlarged"
    title=28 / 18,
    section=22 / 18,
    part=20 / 18,
    spacing=1.25 * _SINGLE,  # 1.25 spacing
    gap=1.0,  # block paragraphs, double space between
    margin=72,  # 1 in, as the US Access Board asks
    measure=43,  # 39 to 43 characters a line
    strong="bold",  # bold, underline or quotes; no italics
    stressed="underline",
    prints=((0, "Enlarged print"), (18, "Large print")),
)
UKAAF = Standard(
    name="ukaaf",
    source="UK Association for Accessible Formats, G003 Creating clear print and large print documents, 2019",
    body=18,  # 16 pt or more, ideally 18
    title=28 / 18,
    section=22 / 18,
    part=20 / 18,
    spacing=1.08 * _SINGLE,  # single, as word processors now set it
    gap=1.0,  # one blank line or more
    margin=57,  # 2 cm; not given
    measure=None,
    strong="bold",  # no italics, no underline, no blocks of capitals
    stressed="bold",
    prints=((0, "Clear print"), (16, "Large print")),
)
RNIB = Standard(
    name="rnib",
    source="Royal National Institute of Blind People, Clear print, large print and giant print",
    body=24,  # giant print is above 18 pt; its library uses 24
    title=1.4,
    section=1.2,
    part=1.1,
    spacing=1.4,  # 1.5 to 2 word spaces between the lines, of 0.28 em here
    gap=0.8,  # space between paragraphs
    margin=57,  # 2 cm; not given
    measure=70,  # 60 to 70 characters a line
    strong="bold",  # all emphasis is harder to read: the one that changes the letters least
    stressed="bold",
    prints=((0, "Clear print"), (16, "Large print"), (19, "Giant print")),
)

STANDARDS = {standard.name: standard for standard in (ACB, APH, UKAAF, RNIB)}
