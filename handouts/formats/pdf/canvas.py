"""The canvas: ReportLab's, on which nothing can be drawn that is neither marked content nor an artifact."""

from io import BytesIO
from typing import TypeAlias
from urllib.parse import quote

from reportlab.pdfgen.canvas import Canvas

from handouts.formats.pdf.bookmarks import Bookmark
from handouts.formats.pdf.fonts import FontPage
from handouts.formats.pdf.images import Picture
from handouts.formats.pdf.metadata import Metadata
from handouts.formats.pdf.objects import Own, Raw, packed_stream, text_string
from handouts.formats.pdf.structure import Annotation, Element, Mark, Tree
from handouts.formats.pdf.writer import TaggedDocument, TaggedPage

Box: TypeAlias = tuple[float, float, float, float]

# Signs of a URI that stay as they are; all else is percent-encoded.
_URI_SIGNS = "%/:=&?~#+!$,;'@()*[]"


class TaggedCanvas(Canvas):
    """A canvas that knows the structure tree; its coordinates are those of the PDF, from the foot of the page.

    `scope` stands before the names of destinations: those of several documents in one PDF stay apart.
    """

    # The insides of ReportLab's canvas that are used here.
    _code: list[str]
    _pageNumber: int  # noqa: N815

    def __init__(self, tree: Tree, metadata: Metadata, paper: tuple[float, float]) -> None:
        super().__init__(BytesIO(), pagesize=paper, pageCompression=1, invariant=1)
        self._doc: TaggedDocument = TaggedDocument(tree, metadata)
        self._tree, self._paper = tree, paper
        self.scope = ""
        self._fonts: dict[FontPage, str] = {}
        self._pictures: dict[bytes, str] = {}
        self._begin_page()

    def showPage(self) -> None:  # noqa: N802
        """End the page and begin the next."""
        self._end_page()
        self._startPage()  # type: ignore[attr-defined]
        self._begin_page()

    def finished(self) -> bytes:
        """End the last page and give the PDF."""
        self._end_page()
        return self._doc.GetPDFData(self)

    def draw(self, code: str) -> None:
        """Add page operators that hold their own marks."""
        self._code.append(code)

    def artifact(self, code: str, kind: str = "") -> None:
        """Add page operators that mean nothing: rules and frames, or `kind` "Header" or "Footer" of the page."""
        self._code.append(f"{artifact(kind)} {code} EMC")

    def mark(self, element: Element) -> str:
        """The operator that begins marked content of `element`, which then holds it; "EMC" ends it."""
        mcid = len(self._marked)
        self._marked.append(element)
        element.receive(Mark(self._pageNumber - 1, mcid))
        return f"/{element.role} <</MCID {mcid}>> BDC"

    def font(self, page: FontPage) -> str:
        """The operand that names a font among the resources of the pages."""
        name = self._fonts.get(page)
        if name is None:
            name = self._fonts[page] = "/" + self._doc.add_font(page)
        return name

    def link(self, element: Element, target: str, words: str, box: Box) -> None:
        """Make `box` lead to `target`: a URI, or "#name" of a destination. `words` tell where it leads."""
        if self.scope and target.startswith("#"):
            target = f"#{self.scope}{target[1:]}"
        key = self._tree.new_annotation(element)
        number = self._doc.add(_LinkAnnotation(box, key, words, target))
        self._annotations.append(number)
        element.receive(Annotation(self._pageNumber - 1, number))

    def destination(self, name: str, left: float, top: float) -> None:
        """Give a place on this page a name that links and bookmarks lead to."""
        self._doc.places[self.scope + name] = self._pageNumber - 1, left, top

    def bookmark(self, title: str, destination: str, level: int) -> None:
        """Add a bookmark; `level` counts from 0 and is at most one deeper than the last."""
        self._doc.bookmarks.append(Bookmark(title, self.scope + destination, level))

    def picture(self, picture: Picture, element: Element, box: Box) -> None:
        """Draw a picture into `box` as the content of a Figure."""
        name = self._pictures.get(picture.digest)
        if name is None:
            name = self._pictures[picture.digest] = "/" + self._doc.add_picture(picture)
        left, bottom, right, top = element.box = box
        place = f"{right - left:.2f} 0 0 {top - bottom:.2f} {left:.2f} {bottom:.2f} cm"
        self.draw(f"{self.mark(element)} q {place} {name} Do Q EMC")

    def _begin_page(self) -> None:
        self._key = self._tree.new_page()
        marked = self._tree.parents[self._key]
        assert isinstance(marked, list)
        self._marked, self._annotations = marked, list[int]()

    def _end_page(self) -> None:
        contents = self._doc.add(Raw(packed_stream(b"", "\n".join(self._code).encode("latin-1"))))
        self._doc.addPage(TaggedPage(self._paper, self._key, contents, self._annotations))


def artifact(kind: str = "") -> str:
    """The operator that begins an artifact; "EMC" ends it."""
    return f"/Artifact <</Type/Pagination/Subtype/{kind}>> BDC" if kind else "/Artifact BMC"


class _LinkAnnotation(Own):
    """A link's active area, as PDF/UA wants it: described, printed, and known to the structure tree."""

    def __init__(self, box: Box, key: int, words: str, target: str) -> None:
        self._box, self._key, self._words, self._target = box, key, words, target

    def format(self, document: TaggedDocument) -> bytes:
        """The annotation's dictionary."""
        if self._target.startswith("#"):
            action = b"/Dest" + document.place(self._target[1:])
        else:
            action = b"/A<</S/URI/URI" + text_string(quote(self._target, safe=_URI_SIGNS)) + b">>"
        head = b"<</Type/Annot/Subtype/Link/Rect[%.2f %.2f %.2f %.2f]/Border[0 0 0]/F 4" % self._box
        return head + b"/StructParent %d/Contents%s%s>>" % (self._key, text_string(self._words), action)
