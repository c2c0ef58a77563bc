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
    """One node of the tree. Its kids are elements, marks and annotations in reading order."""

    __slots__ = ("alt", "attached", "attributes", "box", "kids", "language", "number", "parent", "role")

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
        self.attached = attached
        if parent is not None and attached:
            parent.kids.append(self)

    @property
    def plain(self) -> bool:
        """Whether it has nothing but a role and kids."""
        return not (self.attributes or self.alt or self.language or self.box)

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

    def page(self) -> int | None:
        """The page on which the element begins."""
        for kid in self.kids:
            page = kid.page() if isinstance(kid, Element) else kid.page
            if page is not None:
                return page
        return None


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
    """Add the element and what is below it to `found`, unless there is no content in it."""
    place = len(found)
    found.append(element)
    element.kids = [kid for kid in element.kids if type(kid) is not Element or _collect(kid, found)]
    if element.kids or element.role in _GRID:
        return True
    del found[place:]
    return False


def written(element: Element, parent: int, pages: list[int]) -> bytes:
    """The element as a PDF dictionary; `parent` is an object number, and `pages` those of the pages."""
    if len(element.kids) == 1 and type(mark := element.kids[0]) is Mark and element.plain:
        simple = b"<</Type/StructElem/S/%s/P %d 0 R/Pg %d 0 R/K %d>>"
        return simple % (element.role.encode(), parent, pages[mark.page], mark.mcid)
    page = element.page()
    out = [b"<</Type/StructElem/S/%s/P %d 0 R" % (element.role.encode(), parent)]
    if page is not None:
        out.append(b"/Pg %d 0 R" % pages[page])
    kids = [_kid(kid, page, pages) for kid in element.kids]
    if len(kids) == 1:
        out.append(b"/K " + kids[0])
    elif kids:
        out.append(b"/K[" + b" ".join(kids) + b"]")
    if element.box:
        out.append(b"/A<</O/Layout/Placement/Block/BBox[%.2f %.2f %.2f %.2f]>>" % element.box)
    elif element.attributes:
        out.append(b"/A" + element.attributes)
    if element.alt:
        out.append(b"/Alt" + text_string(element.alt))
    if element.language:
        out.append(b"/Lang(%s)" % element.language.encode())
    out.append(b">>")
    return b"".join(out)


def _kid(kid: Element | Mark | Annotation, page: int | None, pages: list[int]) -> bytes:
    if isinstance(kid, Element):
        return b"%d 0 R" % kid.number
    if isinstance(kid, Annotation):
        return b"<</Type/OBJR/Pg %d 0 R/Obj %d 0 R>>" % (pages[kid.page], kid.number)
    if kid.page == page:
        return b"%d" % kid.mcid
    return b"<</Type/MCR/Pg %d 0 R/MCID %d>>" % (pages[kid.page], kid.mcid)
