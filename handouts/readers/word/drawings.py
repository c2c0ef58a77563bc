"""What floats over a Word page, brought into its text: text boxes, diagrams, and the descriptions of pictures."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import TYPE_CHECKING

from handouts.readers.word.package import NAMES, Package, Relation, q

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # type: ignore[import-untyped]

_NEEDED = tuple(map(q, ("w:txbxContent", "a:blip", "c:chart", "dgm:relIds")))


def choose_alternates(root: Element) -> None:
    """Leave one of the forms that Word wrote for new and old programs: the new one where it holds words or pictures."""
    for alternate in reversed(list(root.iter(q("mc:AlternateContent")))):
        choices, fallback = alternate.findall(q("mc:Choice")), alternate.find(q("mc:Fallback"))
        chosen = next((each for each in choices if any(True for _ in each.iter(*_NEEDED))), fallback)
        if chosen is None and choices:
            chosen = choices[0]
        replace_by(alternate, list(chosen) if chosen is not None else [])


def replace_by(element: Element, others: list[Element]) -> None:
    """Put others in an element's place."""
    parent = element.getparent()
    if parent is None:
        return
    at = parent.index(element)
    parent[at : at + 1] = others


def paragraph_of(texts: list[str], line: str = "") -> Element:
    """A paragraph of these texts, a line break between them."""
    from lxml import etree  # type: ignore[import-untyped]

    paragraph = etree.Element(q("w:p"), line=line)
    run = etree.SubElement(paragraph, q("w:r"))
    for at, text in enumerate(texts):
        if at:
            etree.SubElement(run, q("w:br"))
        etree.SubElement(run, q("w:t")).text = text
    return paragraph


def lift_text_boxes(root: Element) -> None:
    """Put the paragraphs of text boxes behind the paragraph that they are anchored in."""
    for box in reversed(list(root.iter(q("w:txbxContent")))):
        anchor = next(box.iterancestors(q("w:p")), None)
        parent = box.getparent()
        if anchor is None or parent is None:
            continue
        inner = list(box)
        parent.remove(box)
        for element in reversed(inner):
            anchor.addnext(element)
    for art in reversed(list(root.iter(q("v:textpath")))):
        anchor = next(art.iterancestors(q("w:p")), None)
        if anchor is not None and (text := str(art.get("string", "")).strip()):
            anchor.addnext(paragraph_of([text], str(anchor.get("line", ""))))


class Drawings:
    """The drawings of one part: what they hold is brought into the text, or told to `drop` as text, line and reason."""

    def __init__(self, package: Package, relations: dict[str, Relation], drop: Callable[[str, str, str], None]) -> None:
        self._package, self._relations, self._drop = package, relations, drop

    def settle(self, root: Element) -> None:
        """Work on all drawings below `root`."""
        for drawing in list(root.iter(q("w:drawing"))):
            self._settle(drawing)
        for shape in root.iter(q("v:shape")):
            for image in shape.iter(q("v:imagedata")):
                title = str(shape.get("alt") or image.get(q("o:title")) or image.get("title") or "")
                image.set(q("o:title"), title)
        for image in [*root.iter(q("v:imagedata"))]:
            if not self._has_file(image.get(q("r:id"))):
                self._lose(image, str(image.get(q("o:title"), "")), "picture whose file is not here")

    def _settle(self, drawing: Element) -> None:
        properties = next(drawing.iter(q("wp:docPr")), None)
        alt = str(properties.get("descr") or properties.get("title") or "") if properties is not None else ""
        line = _line(drawing)
        for diagram in drawing.iter(q("dgm:relIds")):
            self._diagram(drawing, str(diagram.get(q("r:dm"), "")), line)
        for chart in drawing.iter(q("c:chart")):
            self._drop(" ".join(self._words(str(chart.get(q("r:id"), "")), ("a:t", "c:v"))) or alt, line, "chart")
        pictures = list(drawing.iter(q("pic:pic")))
        if not pictures:
            if alt.strip():
                self._drop(alt, line, "description of a drawing")
            return
        shown = [each for each in pictures if self._has_file(_file_of(each))]
        for lost in [each for each in pictures if each not in shown]:
            self._drop(_alt_of(lost) or alt or _name_of(lost), line, "picture whose file is not here")
        made = [_inline(each, _alt_of(each) or (alt if not at else "")) for at, each in enumerate(shown)]
        replace_by(drawing, made)

    def _has_file(self, relation: str | None) -> bool:
        found = self._relations.get(relation or "")
        return found is not None and not found.external and self._package.has(found.target)

    def _lose(self, element: Element, text: str, reason: str) -> None:
        self._drop(text or "(a picture)", _line(element), reason)
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)

    def _diagram(self, drawing: Element, relation: str, line: str) -> None:
        anchor = next(drawing.iterancestors(q("w:p")), None)
        words = list(self._words(relation, ("a:p",)))
        if anchor is None:
            self._drop(" ".join(words), line, "diagram")
            return
        for text in reversed(words):
            anchor.addnext(paragraph_of([text], line))

    def _words(self, relation: str, names: tuple[str, ...]) -> Iterator[str]:
        """The texts of another part, each once an element of these names."""
        found = self._relations.get(relation)
        if found is None or found.external or not self._package.has(found.target):
            return
        root = self._package.xml(found.target)
        for element in root.iter(*map(q, names)) if root is not None else ():
            if text := "".join(element.itertext()).strip():
                yield text


def _line(element: Element) -> str:
    anchor = next(element.iterancestors(q("w:p")), None)
    return str(anchor.get("line", "")) if anchor is not None else ""


def _file_of(picture: Element) -> str | None:
    blip = next(picture.iter(q("a:blip")), None)
    return blip.get(q("r:embed")) if blip is not None else None


def _alt_of(picture: Element) -> str:
    named = next(picture.iter(q("pic:cNvPr")), None)
    return str(named.get("descr") or named.get("title") or "") if named is not None else ""


def _name_of(picture: Element) -> str:
    named = next(picture.iter(q("pic:cNvPr")), None)
    return str(named.get("name") or "(a picture)") if named is not None else "(a picture)"


def _inline(picture: Element, alt: str) -> Element:
    """A drawing that holds one picture alone."""
    from lxml import etree

    drawing = etree.Element(q("w:drawing"))
    inline = etree.SubElement(drawing, q("wp:inline"))
    etree.SubElement(inline, q("wp:docPr"), descr=alt)
    data = etree.SubElement(etree.SubElement(inline, q("a:graphic")), q("a:graphicData"), uri=NAMES["pic"])
    copied = etree.SubElement(etree.SubElement(data, q("pic:pic")), q("pic:blipFill"))
    etree.SubElement(copied, q("a:blip")).set(q("r:embed"), _file_of(picture) or "")
    return drawing
