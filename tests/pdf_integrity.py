"""What no validator checks of a tagged PDF: that marks, elements, annotations and text belong together."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Any, NamedTuple

import pikepdf

# Elements that stand within a line; all others begin and end their own text.
INLINE = {"Link", "Reference", "BibEntry", "Span"}
_SHOWING = {"Tj", "TJ", "'", '"'}
_PAINTING = {"S", "s", "f", "F", "f*", "B", "B*", "b", "b*", "sh", "Do"}
_KNOWN = {
    *("Document", "Div", "Sect", "P", "H1", "H2", "H3", "H4", "L", "LI", "Lbl", "LBody", "Table", "THead", "TBody"),
    *("TR", "TH", "TD", "Caption", "Figure", "Link", "Reference", "BibEntry", "Part", "TOC", "TOCI"),
}


class _Stretch(NamedTuple):
    """Text on the paper, in points: its baseline, from `left` to `right`."""

    baseline: float
    left: float
    right: float
    size: float
    text: str


@dataclass
class _Content:
    """What stands on one page: the role and text of each mark, the text of artifacts, and faults."""

    marks: dict[int, tuple[str, str]] = field(default_factory=dict)
    artifacts: list[tuple[str, str]] = field(default_factory=list)
    faults: list[str] = field(default_factory=list)
    sizes: set[float] = field(default_factory=set)
    stretches: list["_Stretch"] = field(default_factory=list)


class TaggedPdf:
    """A PDF opened for inspection."""

    def __init__(self, data: bytes) -> None:
        self.pdf = pikepdf.open(BytesIO(data))
        self.root = self.pdf.Root.StructTreeRoot
        self.pages = [_read_page(page) for page in self.pdf.pages]
        self._page_numbers = {page.obj.objgen: number for number, page in enumerate(self.pdf.pages)}

    def problems(self) -> list[str]:
        """Every broken promise between the pages and the tree; none in a sound PDF."""
        return [*self._page_faults(), *self._mark_faults(), *self._element_faults(), *self._link_faults()]

    @cached_property
    def elements(self) -> list[tuple[pikepdf.Object, pikepdf.Object]]:
        """Each element with its parent, in reading order."""
        return list(_walk(self.root))

    @cached_property
    def text(self) -> str:
        """The words in the order of the tree; a figure stands as its alternative in brackets."""
        return " ".join("".join(self._texts(self.root)).split())

    @property
    def outline(self) -> list[tuple[int, str]]:
        """The bookmarks with their levels."""
        with self.pdf.open_outline() as outline:
            return list(_bookmarks(outline.root, 0))

    def roles(self) -> list[str]:
        """The roles of all elements, in reading order."""
        return [str(element.S)[1:] for element, _ in self.elements]

    def of_role(self, role: str) -> list[pikepdf.Object]:
        """The elements of a role, in reading order."""
        return [element for element, _ in self.elements if f"/{role}" == element.S]

    def words(self, element: pikepdf.Object) -> str:
        """The words of one element."""
        return " ".join("".join(self._texts(element)).split())

    def pages_of(self, element: pikepdf.Object) -> list[int]:
        """The pages, from 0, on which an element stands."""
        found = {page for page, _ in self._marks(element)}
        for kid in _kids(element):
            if _is_element(kid):
                found |= set(self.pages_of(kid))
        return sorted(found)

    def _texts(self, element: pikepdf.Object) -> Iterator[str]:
        apart = str(element.get("/S", "/Root"))[1:] not in INLINE
        if apart:
            yield " "
        if "/Alt" in element:
            yield f"[{element.Alt}]"
        for kid in _kids(element):
            if _is_element(kid):
                yield from self._texts(kid)
            elif (mark := self._mark(element, kid)) is not None:
                page, mcid = mark
                yield self.pages[page].marks.get(mcid, ("", "?"))[1]
        if apart:
            yield " "

    def _mark(self, element: pikepdf.Object, kid: Any) -> tuple[int, int] | None:
        if isinstance(kid, int):
            return self._page_numbers[element.Pg.objgen], kid
        if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/MCR":
            return self._page_numbers[kid.Pg.objgen], int(kid.MCID)
        return None

    def _marks(self, element: pikepdf.Object) -> list[tuple[int, int]]:
        return [mark for kid in _kids(element) if (mark := self._mark(element, kid)) is not None]

    @cached_property
    def _parent_tree(self) -> dict[int, pikepdf.Object]:
        entries: list[tuple[int, pikepdf.Object]] = []
        nodes = [self.root.ParentTree]
        while nodes:
            node = nodes.pop()
            nodes += list(node.get("/Kids", []))
            numbers = list(node.get("/Nums", []))
            entries += [(int(key), value) for key, value in zip(numbers[::2], numbers[1::2], strict=True)]
        assert len(entries) == len(dict(entries)), "a key of the ParentTree is used twice"
        assert int(self.root.ParentTreeNextKey) > max(dict(entries))
        return dict(entries)

    def _page_faults(self) -> Iterator[str]:
        keys = {int(page.obj.get("/StructParents", -1)) for page in self.pdf.pages}
        if -1 in keys or len(keys) != len(self.pages):
            yield "a page without a StructParents key of its own"
        for number, (page, content) in enumerate(zip(self.pdf.pages, self.pages, strict=True), 1):
            yield from (f"page {number}: {fault}" for fault in content.faults)
            yield from (f"page {number}: {fault}" for fault in _misplaced(content.stretches, page.mediabox))
            if page.obj.get("/Tabs") != "/S":
                yield f"page {number}: tabs do not follow the structure"

    def _mark_faults(self) -> Iterator[str]:
        owners: dict[tuple[int, int], pikepdf.Object] = {}
        for element, _ in self.elements:
            for mark in self._marks(element):
                if mark in owners:
                    yield f"mark {mark} belongs to two elements"
                owners[mark] = element
        for number, (page, content) in enumerate(zip(self.pdf.pages, self.pages, strict=True)):
            parents = list(self._parent_tree[int(page.obj.StructParents)])
            if sorted(content.marks) != list(range(len(parents))):
                yield f"page {number + 1}: {len(content.marks)} marks, {len(parents)} in the ParentTree"
            for mcid, (role, _) in content.marks.items():
                owner = owners.pop((number, mcid), None)
                if owner is None:
                    yield f"page {number + 1}: mark {mcid} belongs to no element"
                elif f"/{role}" != owner.S:
                    yield f"page {number + 1}: mark {mcid} is {role}, its element {owner.S}"
                elif mcid < len(parents) and parents[mcid].objgen != owner.objgen:
                    yield f"page {number + 1}: the ParentTree gives mark {mcid} to another element"
        yield from (f"an element owns mark {mark}, which is nowhere" for mark in owners)

    def _element_faults(self) -> Iterator[str]:
        level = 0
        for element, parent in self.elements:
            role = str(element.S)[1:]
            if role not in _KNOWN:
                yield f"unknown role {role}"
            if element.P.objgen != parent.objgen:
                yield f"a {role} points at another parent"
            if re.fullmatch("H[1-6]", role):
                if int(role[1]) > level + 1:
                    yield f"{role} follows H{level}"
                level = int(role[1])
            yield from _attribute_faults(role, element)
            if not _kids(element) and role not in ("TD", "TH"):
                yield f"a {role} without content"

    def _link_faults(self) -> Iterator[str]:
        owners: dict[tuple[int, int], list[pikepdf.Object]] = {}
        for element, _ in self.elements:
            for kid in _kids(element):
                if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR":
                    owners.setdefault(kid.Obj.objgen, []).append(element)
        for number, page in enumerate(self.pdf.pages, 1):
            for annotation in page.obj.get("/Annots", []):
                parent = self._parent_tree.get(int(annotation.get("/StructParent", -1)))
                owned = [owner.objgen for owner in owners.pop(annotation.objgen, [])]
                if parent is None or owned != [parent.objgen] or parent.S != "/Link":
                    yield f"page {number}: an annotation and its element disagree"
                if not str(annotation.get("/Contents", "")).strip():
                    yield f"page {number}: an annotation says nothing"
                if not int(annotation.get("/F", 0)) & 4:
                    yield f"page {number}: an annotation is not printed"
                left, bottom, right, top = map(float, annotation.Rect)
                _, _, width, height = map(float, page.mediabox)
                if not (0 <= left < right <= width and 0 <= bottom < top <= height):
                    yield f"page {number}: an annotation lies off the page"
        if owners:
            yield "an element points at an annotation that no page has"


def _attribute_faults(role: str, element: pikepdf.Object) -> Iterator[str]:
    attributes = element.get("/A", pikepdf.Dictionary())
    if role == "L" and "/ListNumbering" not in attributes:
        yield "a list without ListNumbering"
    if role == "TH" and "/Scope" not in attributes:
        yield "a TH without a scope"
    if role == "Figure" and ("/BBox" not in attributes or not str(element.get("/Alt", "")).strip()):
        yield "a figure without an alternative or a place"
    if role in ("LI", "Table", "THead", "TBody", "TR", "TOC"):
        wanted = {
            "LI": {"/Lbl", "/LBody"},
            "TOC": {"/TOCI"},
            "TR": {"/TH", "/TD"},
            "Table": {"/Caption", "/THead", "/TBody", "/TR"},
        }
        kids = {str(kid.S) for kid in _kids(element) if _is_element(kid)}
        if not kids <= wanted.get(role, {"/TR"}):
            yield f"a {role} holds {kids}"


def _walk(element: pikepdf.Object) -> Iterator[tuple[pikepdf.Object, pikepdf.Object]]:
    for kid in _kids(element):
        if _is_element(kid):
            yield kid, element
            yield from _walk(kid)


def _kids(element: pikepdf.Object) -> list[Any]:
    kids = element.get("/K")
    return list(kids) if isinstance(kids, pikepdf.Array) else [] if kids is None else [kids]


def _is_element(kid: Any) -> bool:
    return isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/StructElem"


def _bookmarks(items: list[pikepdf.OutlineItem], level: int) -> Iterator[tuple[int, str]]:
    for item in items:
        yield level, item.title
        yield from _bookmarks(item.children, level + 1)


def _misplaced(stretches: list[_Stretch], paper: pikepdf.Array) -> Iterator[str]:
    """Text that leaves the paper, or the quarter of an inch around it that printers leave white, or hits other text."""
    width, height = float(paper[2]), float(paper[3])
    line: list[_Stretch] = []
    for each in sorted(stretches):
        inside = each.left >= 18 and each.right <= width - 18 and 18 <= each.baseline <= height - 18 - 0.7 * each.size
        if not inside:
            yield f"{each.text!r} leaves the paper"
        line = [other for other in line if each.baseline - other.baseline < 0.7 * min(each.size, other.size)]
        for other in line:
            if min(each.right, other.right) - max(each.left, other.left) > 0.5:
                yield f"{each.text!r} stands on {other.text!r}"
        line.append(each)


def _read_page(page: pikepdf.Page) -> _Content:
    content, fonts = _Content(), _fonts(page)
    font: _Font | None = None
    left = start = baseline = leading = size = 0.0
    mode = 0
    tag, mcid, text, in_text = "", -1, "", False
    for instruction in pikepdf.parse_content_stream(page):
        operands, operator = list(instruction.operands), str(instruction.operator)
        if operator in ("BDC", "BMC"):
            if tag:
                content.faults.append("marked content within marked content")
            tag, mcid, text, opened_in_text = str(operands[0])[1:], -1, "", in_text
            if operator == "BDC" and "/MCID" in operands[1]:
                mcid = int(operands[1].MCID)
            elif tag != "Artifact":
                content.faults.append(f"a mark {tag} without MCID")
        elif operator == "EMC":
            if opened_in_text != in_text:
                content.faults.append("a mark straddles a text object")
            if tag == "Artifact":
                content.artifacts.append((tag, text))
            elif mcid in content.marks:
                content.faults.append(f"mark {mcid} used twice")
            else:
                content.marks[mcid] = tag, text
            tag = ""
        elif operator in ("BT", "ET"):
            in_text = operator == "BT"
            if mode:
                content.faults.append("a text object leaves its rendering mode to the next")
        elif operator == "Tr":
            mode = int(operands[0])
        elif operator == "Tf" and len(operands) == 2:
            font = fonts.get(str(operands[0]))
            size = float(operands[1])
            content.sizes.add(size)
            if font is None:
                content.faults.append(f"no font {operands[0]}")
        elif operator in _SHOWING:
            if not tag or font is None or not in_text:
                content.faults.append("text without mark, font or text object")
                continue
            codes = bytes(operands[0])
            if any(code not in font.characters for code in codes):
                content.faults.append(f"codes without a character: {codes!r}")
            words = "".join(font.characters.get(code, "\ufffd") for code in codes)
            text += words
            right = left + sum(font.widths[code] for code in codes) * size / 1000
            spaces = (len(words) - len(words.rstrip(" "))) * font.widths[32] * size / 1000
            if words.strip():
                content.stretches.append(_Stretch(baseline, left, right - spaces, size, words))
            left = right
        elif operator == "TL":
            leading = float(operands[0])
        elif operator == "T*":
            left, baseline = start, baseline - leading
        elif operator == "Tm":
            left, baseline = float(operands[4]), float(operands[5])
            start = left
        elif operator in _PAINTING and not tag:
            content.faults.append(f"{operator} outside of marked content")
        elif not operator.isascii() or operator not in _OPERATORS:
            content.faults.append(f"unknown operator {operator}")
    if tag:
        content.faults.append("marked content without end")
    return content


_OPERATORS = {
    *_SHOWING,
    *_PAINTING,
    *("q", "Q", "cm", "w", "J", "j", "M", "d", "m", "l", "c", "v", "y", "h", "re", "n", "W", "W*"),
    *("BT", "ET", "Tc", "Tw", "Tz", "TL", "Tf", "Tr", "Ts", "Td", "TD", "Tm", "T*", "g", "G", "rg", "RG"),
}


class _Font(NamedTuple):
    """The characters of a font by code, and their widths in thousandths of an em."""

    characters: dict[int, str]
    widths: list[float]


def _fonts(page: pikepdf.Page) -> dict[str, _Font]:
    found = {}
    for name, font in page.obj.Resources.get("/Font", {}).items():
        mapping = font.ToUnicode.read_bytes().decode()
        pairs = re.findall(r"<([0-9A-F]{2})> <([0-9A-F]+)>", mapping.split("endcodespacerange")[1])
        characters = {int(code, 16): bytes.fromhex(point).decode("utf-16-be") for code, point in pairs}
        found[name] = _Font(characters, [float(width) for width in font.Widths])
    return found
