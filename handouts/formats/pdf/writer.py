"""The document: ReportLab's, with the structure tree, the metadata and the file layout that PDF/UA and PDF/A want."""

import hashlib
from collections.abc import Iterator
from functools import cache
from itertools import accumulate, starmap
from struct import Struct
from typing import TYPE_CHECKING, Any

from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.pdfdoc import PDFDictionary, PDFDocument, PDFObject

from handouts.formats.pdf.bookmarks import Bookmark, outline
from handouts.formats.pdf.fonts import FontPage
from handouts.formats.pdf.images import Picture
from handouts.formats.pdf.metadata import Metadata, srgb_profile
from handouts.formats.pdf.objects import Own, Raw, packed_stream, stream
from handouts.formats.pdf.structure import Element, Tree, written

if TYPE_CHECKING:
    from reportlab.pdfgen.canvas import Canvas

# A node of the ParentTree holds this many keys, an object stream this many objects: viewers read them whole.
_KEYS_A_NODE = 64
_OBJECTS_A_STREAM = 200
# An entry of the cross-reference stream: its type, then (offset, 0) or (object stream, index in it).
_ENTRY = Struct(">BIH")


class TaggedDocument(PDFDocument):
    """A tagged PDF 1.7: the tree and the metadata are written with it, and its /ID comes from its content."""

    def __init__(self, tree: Tree, metadata: Metadata) -> None:
        super().__init__(compression=1, invariant=1, pdfVersion=(1, 7), lang=metadata.language)
        self._tree, self._metadata = tree, metadata
        self.catalog: Any = self.Catalog  # type: ignore[attr-defined]
        self.pages: Any = self.Pages  # type: ignore[attr-defined]
        self.bookmarks: list[Bookmark] = []
        self.places: dict[str, tuple[int, float, float]] = {}
        self.information = Raw(metadata.information())
        self._fonts: list[int] = []
        self._pictures: list[int] = []
        self._resources, self._tree_root, self._outline = Raw(), Raw(), Raw()
        self.resources = self.add(self._resources)

    def add(self, added: PDFObject, name: str | None = None) -> int:
        """Make `added` an object of the PDF, known by `name` or by none; its number."""
        self.Reference(added, name)  # type: ignore[no-untyped-call]
        return self.number(added)

    def add_font(self, page: FontPage) -> str:
        """Make a font page a font of the PDF and give its name among the resources."""
        descriptor = self.add(Raw(page.descriptor(self.add(Raw(page.program)))))
        font = self.add(Raw(page.dictionary(descriptor, self.add(Raw(page.to_unicode)))))
        self._fonts.append(font)
        return f"F{len(self._fonts)}"

    def add_picture(self, picture: Picture) -> str:
        """Make a picture an image of the PDF and give its name among the resources."""
        self._pictures.append(self.add(Raw(picture.stream)))
        return f"P{len(self._pictures)}"

    def GetPDFData(self, canvas: "Canvas") -> bytes:  # noqa: N802
        """The file, complete."""
        for part in (self.catalog, self.pages, self.information):
            self.add(part)
        self._describe()
        self.catalog.StructTreeRoot, self.catalog.Outlines = self._tree_root, self._outline if self.bookmarks else None
        self._resources.content = b"<</Font<<%s>>/XObject<<%s>>>>" % (
            *(_named(b"F", self._fonts), _named(b"P", self._pictures)),
        )
        return self.format()

    def format(self, _: object = None) -> bytes:
        """The file: objects in object streams, then the cross-reference stream."""
        objects = self._objects()
        self._add_tree(objects)
        if self.bookmarks:
            root = self.number(self._outline)
            objects[root - 1], items = outline(self.bookmarks, root, len(objects) + 1, self.place)
            objects += items
        ident = hashlib.blake2b(b"".join(objects), digest_size=16).hexdigest().upper().encode()
        trailer = b"/Root %d 0 R/Info %d 0 R/ID[<%s><%s>]" % (
            *(self.number(self.catalog), self.number(self.information)),
            *(ident, ident),
        )
        return _File(objects).content(trailer)

    def place(self, name: str) -> bytes:
        """The destination of that name, as an array."""
        page, left, top = self.places[name]
        return b"[%d 0 R/XYZ %.2f %.2f 0]" % (self.number(self.pages.pages[page]), left, top)

    def number(self, known: Any) -> int:
        """The object number of what is part of the PDF already."""
        number: int = self.idToObjectNumberAndVersion[known.__InternalName__][0]
        return number

    def _objects(self) -> list[bytes]:
        # Formatting an object may make new ones: the numbers are asked for one by one.
        objects: list[bytes] = []
        while (name := self.numberToId.get(len(objects) + 1)) is not None:
            known = self.idToObject[name]
            objects.append(known.format(self) if isinstance(known, Own) else pdfdoc.format(known, self, toplevel=1))
        return objects

    def _describe(self) -> None:
        catalog = self.catalog
        catalog.Metadata = Raw(stream(b"/Type/Metadata/Subtype/XML", self._metadata.xmp()))
        colours = self.add(Raw(_srgb_stream()))
        catalog.MarkInfo = PDFDictionary({"Marked": "true"})
        catalog.ViewerPreferences = PDFDictionary({"DisplayDocTitle": "true"})
        catalog.OutputIntents = (
            "[<</Type/OutputIntent/S/GTS_PDFA1/OutputConditionIdentifier(sRGB)/Info(sRGB IEC61966-2.1)"
            f"/DestOutputProfile {colours} 0 R>>]"
        )
        catalog.__NoDefault__ = [*catalog.__NoDefault__, "OutputIntents"]

    def _add_tree(self, objects: list[bytes]) -> None:
        """Add the elements and the ParentTree behind all other objects, and the root in the place kept for it."""
        tree, root = self._tree, self.number(self._tree_root)
        pages = [self.number(page) for page in self.pages.pages]
        elements = tree.collected()
        for number, element in enumerate(elements, len(objects) + 1):
            element.number = number
        objects += [written(each, each.parent.number if each.parent else root, pages) for each in elements]
        nodes = list(_parent_nodes(tree.parents))
        kids = b" ".join(b"%d 0 R" % (len(objects) + place) for place in range(1, len(nodes) + 1))
        objects += [*nodes, b"<</Kids[%s]>>" % kids]
        objects[root - 1] = b"<</Type/StructTreeRoot/K %d 0 R/ParentTree %d 0 R/ParentTreeNextKey %d>>" % (
            *(tree.root.number, len(objects), len(tree.parents)),
        )


class TaggedPage(Own):
    """A page; `key` is its own in the ParentTree, `contents` and `annotations` are object numbers."""

    def __init__(self, paper: tuple[float, float], key: int, contents: int, annotations: list[int]) -> None:
        self._paper, self._key, self._contents, self._annotations = paper, key, contents, annotations

    def format(self, document: TaggedDocument) -> bytes:
        """The page's dictionary. All pages share the same resources."""
        annotations = b"/Annots[%s]" % b" ".join(b"%d 0 R" % number for number in self._annotations)
        return b"<</Type/Page/Parent %d 0 R/MediaBox[0 0 %g %g]/Resources %d 0 R/Contents %d 0 R%s%s>>" % (
            *(document.number(document.pages), *self._paper, document.resources, self._contents),
            *(b"/StructParents %d/Tabs/S" % self._key, annotations if self._annotations else b""),
        )


@cache
def _srgb_stream() -> bytes:
    return packed_stream(b"/N 3", srgb_profile(), level=9)


def _named(prefix: bytes, numbers: list[int]) -> bytes:
    return b"".join(b"/%s%d %d 0 R" % (prefix, place, number) for place, number in enumerate(numbers, 1))


def _parent_nodes(parents: list[list[Element] | Element]) -> Iterator[bytes]:
    """The leaves of the ParentTree."""
    for first in range(0, len(parents), _KEYS_A_NODE):
        node = parents[first : first + _KEYS_A_NODE]
        numbers = b" ".join(_parent_entry(key, parent) for key, parent in enumerate(node, first))
        yield b"<</Limits[%d %d]/Nums[%s]>>" % (first, first + len(node) - 1, numbers)


def _parent_entry(key: int, parent: list[Element] | Element) -> bytes:
    if isinstance(parent, Element):
        return b"%d %d 0 R" % (key, parent.number)
    return b"%d[%s]" % (key, b" ".join([b"%d 0 R" % element.number for element in parent]))


class _File:
    """A PDF file in the making; objects are numbered from 1 as they come."""

    def __init__(self, objects: list[bytes]) -> None:
        self._objects = objects
        self._parts = [b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n"]
        self._position = len(self._parts[0])
        self._entries: list[tuple[int, int, int]] = [(0, 0, 65535)] + [(0, 0, 0)] * len(objects)

    def content(self, trailer: bytes) -> bytes:
        """The whole file; `trailer` names the catalog, the information and the /ID."""
        loose: list[int] = []
        for number, content in enumerate(self._objects, 1):
            if content.endswith(b"endstream"):
                self._entries[number] = (1, self._place(number, content), 0)
            else:
                loose.append(number)
        for first in range(0, len(loose), _OBJECTS_A_STREAM):
            self._pack(loose[first : first + _OBJECTS_A_STREAM])
        start = self._position
        self._entries.append((1, start, 0))
        rows = b"".join(starmap(_ENTRY.pack, self._entries))
        head = b"/Type/XRef/Size %d/W[1 4 2]%s" % (len(self._entries), trailer)
        self._place(len(self._entries) - 1, packed_stream(head, rows))
        self._parts.append(b"startxref\n%d\n%%%%EOF\n" % start)
        return b"".join(self._parts)

    def _pack(self, numbers: list[int]) -> None:
        stream = len(self._entries)
        contents = [self._objects[number - 1] for number in numbers]
        for place, number in enumerate(numbers):
            self._entries[number] = (2, stream, place)
        positions = accumulate((len(content) + 1 for content in contents[:-1]), initial=0)
        head = b" ".join([b"%d %d" % pair for pair in zip(numbers, positions, strict=True)]) + b"\n"
        body = packed_stream(b"/Type/ObjStm/N %d/First %d" % (len(numbers), len(head)), head + b"\n".join(contents))
        self._entries.append((1, self._place(stream, body), 0))

    def _place(self, number: int, content: bytes) -> int:
        whole = b"%d 0 obj\n%s\nendobj\n" % (number, content)
        self._parts.append(whole)
        offset, self._position = self._position, self._position + len(whole)
        return offset
