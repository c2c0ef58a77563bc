"""The page as boxes: what stands in what, in order, with the lines of text that a person sees in them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class Run:
    """Text in one style. `raised` stood in <sup>; `leads_to` is the place on the same page that a link leads to."""

    text: str
    line: int
    bold: bool = False
    italic: bool = False
    href: str = ""
    raised: bool = False
    leads_to: str = ""
    linked: bool = False


@dataclass(slots=True, eq=False)
class Line:
    """A line of text that no box cuts: a paragraph, an item's or a cell's text. `at` counts them through the page.

    `continues` says that only a forced line break parts it from the line before. `linked` counts letters in links.
    """

    text: str
    runs: tuple[Run, ...]
    line: int
    at: int
    box: "Box"
    continues: bool = False
    linked: int = 0

    @property
    def is_link(self) -> bool:
        """Whether nearly all of it leads elsewhere."""
        return self.linked >= 0.8 * len(self.text)


@dataclass(slots=True, eq=False)
class Picture:
    """An image: the words that stand for it, and the files it may be in; it stands before the line `at`."""

    alt: str
    sources: tuple[str, ...]
    line: int
    at: int
    box: "Box"
    size: tuple[int, int] = (0, 0)


Content: TypeAlias = "Box | Line | Picture"


@dataclass(slots=True, eq=False)
class Box:
    """A block element. Its lines are those from `first` up to, not with, `last`.

    `fields` counts what a person fills in.
    """

    tag: str
    line: int
    parent: "Box | None" = None
    attributes: dict[str, str] = field(default_factory=dict)
    children: list[Content] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    first: int = 0
    last: int = 0
    hidden: bool = False
    fields: int = 0

    def around(self) -> Iterator["Box"]:
        """The box itself, the one around it, and so on up to the page."""
        box: Box | None = self
        while box is not None:
            yield box
            box = box.parent

    def within(self, *tags: str) -> "Box | None":
        """The nearest box of one of these tags, this one or around it."""
        return next((box for box in self.around() if box.tag in tags), None)

    def boxes(self) -> Iterator["Box"]:
        """The box itself and all inside it, in order."""
        waiting = [self]
        while waiting:
            box = waiting.pop()
            yield box
            waiting.extend(child for child in reversed(box.children) if isinstance(child, Box))

    def holds(self, line: Line) -> bool:
        """Whether the line stands inside."""
        return self.first <= line.at < self.last


@dataclass(slots=True, eq=False)
class Page:
    """A page: its outermost box, and all of its lines and pictures in order."""

    root: Box
    lines: list[Line]
    pictures: list[Picture]

    def of(self, box: Box) -> list[Line]:
        """The lines inside a box."""
        return self.lines[box.first : box.last]


HEADINGS = {f"h{level}": level for level in range(1, 7)}


def level_of(box: Box) -> int:
    """The level of the heading that a box is or stands in, 1 to 6; 0 if it is none."""
    for each in box.around():
        if each.tag in HEADINGS:
            return HEADINGS[each.tag]
        if each.attributes.get("role") == "heading":
            level = each.attributes.get("aria-level", "2")
            return min(max(int(level), 1), 6) if level.isdecimal() and len(level) < 4 else 2
        if each.tag == "summary":
            return 3
        if each.tag not in ("span", "button", "a", "div", "label"):
            return 0
    return 0
