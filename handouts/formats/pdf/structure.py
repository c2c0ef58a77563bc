"""The structure tree: what the marks on the pages mean, in reading order.

It is built from the document before anything is drawn; drawing only adds where the content of each element stands.
So the reading order is the document's order by construction.
"""

from typing import NamedTuple

from handouts.formats.pdf.objects import text_string

BULLETED = b"<</O/List/ListNumbering/Disc>>"
NUMBERED = b"<</O/List/ListNumbering/Decimal>>"
UNMARKED = b"<</O/List/ListNumbering/None>>"
COLUMN_HEAD = b"<</O/Table/Scope/Column>>"
ROW_HEAD = b"<</O/Table/Scope/Row>>"

_GRID = frozenset(("TH", "TD"))


class Mark(NamedTuple):
    """A piece of marked content: `page` counts from 0, `mcid` from 0 on each page."""

    page: int
    mcid: int


class Annotation(NamedTuple):
    """A link's active area: `page` counts from 0, `number` is its object number."""

    page: int
    number: int


class Element:
    """One node of the tree. Its kids are elements, marks and annotations in reading order.

    Its `number` and the `page` on which it begins are known once the tree is collected.
    """

    __slots__ = ("alt", "attached", "attributes", "box", "kids", "language", "number", "page", "parent", "role")

    def __init__(
        self,
        role: str,
        parent: "Element | None" = None,
        attributes: bytes = b"",
        alt: str = "",
        language: str = "",
        *,
        attached: bool = True,
    ) -> None:
        self.role, self.parent, self.attributes, self.alt, self.language = role, parent, attributes, alt, language
        self.kids: list[Element | Mark | Annotation] = []
        self.box: tuple[float, float, float, float] | None = None
        self.number = 0
        self.page: int | None = None
        self.attached = attached
        if parent is not None and attached:
            parent.kids.append(self)

    def add(self, role: str, *, attributes: bytes = b"", alt: str = "", language: str = "") -> "Element":
        """A new element after the kids there are."""
        return Element(role, self, attributes, alt, language)

    def inline(self, role: str) -> "Element":
        """A new element amid this one's text: it takes its place when its first mark is drawn."""
        return Element(role, self, attached=False)

    def receive(self, kid: Mark | Annotation) -> None:
        """Take a piece of content, and take one's own place in the tree if that is still to come."""
        if not self.attached:
            self.attach()
        self.kids.append(kid)

    def attach(self) -> None:
        """Take one's place behind what the parent holds by now."""
        assert self.parent is not None
        self.attached = True
        if not self.parent.attached:
            self.parent.attach()
        self.parent.kids.append(self)


class Tree:
    """The tree of one PDF, with the way back from every mark to its element.

    `parents` lies as the ParentTree wants it: at a page's key the elements of its marks by mcid, at an annotation's
    key its element.
    """

    def __init__(self) -> None:
        self.root = Element("Document")
        self.parents: list[list[Element] | Element] = []

    def new_page(self) -> int:
        """The key of a page that begins."""
        self.parents.append([])
        return len(self.parents) - 1

    def new_annotation(self, element: Element) -> int:
        """The key of an annotation that belongs to `element`."""
        self.parents.append(element)
        return len(self.parents) - 1

    def collected(self) -> list[Element]:
        """Every element in reading order, a parent before its kids; what received no content is dropped from the tree.

        A cell without content stays, since it holds a place in the grid.
        """
        found: list[Element] = []
        _collect(self.root, found)
        return found


def _collect(element: Element, found: list[Element]) -> bool:
    """Add the element and what is below it to `found`, unless there is no content in it; tell its page."""
    place = len(found)
    found.append(element)
    kids: list[Element | Mark | Annotation] = []
    for kid in element.kids:
        if type(kid) is not Element or _collect(kid, found):
            kids.append(kid)
            if element.page is None:
                element.page = kid.page
    if kids or element.role in _GRID:
        element.kids = kids
        return True
    del found[place:]
    return False


def written(element: Element, parent: int, pages: list[int]) -> bytes:
    """The element as a PDF dictionary; `parent` is an object number, and `pages` those of the pages."""
    kids, page = element.kids, element.page
    on = "" if page is None else f"/Pg {pages[page]} 0 R"
    if len(kids) == 1:
        what = f"/K {_kid(kids[0], page, pages)}"
    else:
        what = f"/K[{' '.join([_kid(kid, page, pages) for kid in kids])}]" if kids else ""
    head = f"<</Type/StructElem/S/{element.role}/P {parent} 0 R{on}{what}".encode()
    if element.attributes or element.alt or element.language or element.box:
        return b"%s%s>>" % (head, _properties(element))
    return head + b">>"


def _properties(element: Element) -> bytes:
    out = b""
    if element.box:
        out += b"/A<</O/Layout/Placement/Block/BBox[%.2f %.2f %.2f %.2f]>>" % element.box
    elif element.attributes:
        out += b"/A" + element.attributes
    if element.alt:
        out += b"/Alt" + text_string(element.alt)
    if element.language:
        out += b"/Lang(%s)" % element.language.encode()
    return out


def _kid(kid: Element | Mark | Annotation, page: int | None, pages: list[int]) -> str:
    if isinstance(kid, Element):
        return f"{kid.number} 0 R"
    if isinstance(kid, Annotation):
        return f"<</Type/OBJR/Pg {pages[kid.page]} 0 R/Obj {kid.number} 0 R>>"
    if kid.page == page:
        return str(kid.mcid)
    return f"<</Type/MCR/Pg {pages[kid.page]} 0 R/MCID {kid.mcid}>>"
