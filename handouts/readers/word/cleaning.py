"""A part of a Word file made plain before it is converted: what a converter would lose in silence is kept or listed.

Tracked deletions, hidden text and tables of contents are listed; fields, formulas and symbols become text; styles and
numberings become what they mean.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handouts.draft import Dropped
from handouts.readers._tidy import tidied
from handouts.readers.word.drawings import Drawings, choose_alternates, lift_text_boxes, replace_by
from handouts.readers.word.formulas import line_of
from handouts.readers.word.headings import find_headings
from handouts.readers.word.numbered_headings import NumberedHeadings
from handouts.readers.word.numbers import Numbers
from handouts.readers.word.package import NAMES, Package, Relation, q
from handouts.readers.word.styles import Styles, is_on, value
from handouts.readers.word.symbols import plain_letters, symbol

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # type: ignore[import-untyped]

TEXTS = tuple(map(q, ("w:t", "w:delText", "m:t")))
MARK = "line-"
"""How the names of the bookmarks begin that carry a paragraph's line, and its number in a list, through conversion."""

_READ = frozenset(
    map(
        q,
        "w:document w:body w:p w:r w:tbl w:tr w:tc w:sdt w:sdtContent w:ins w:moveTo w:hyperlink w:object w:pict"
        " w:drawing w:txbxContent w:footnotes w:footnote w:endnotes w:endnote w:del w:moveFrom".split(),
    )
)
"""Elements that may stand around a run; others are taken off it, for a converter passes over what it does not know."""
_UNREAD = tuple(map(q, ("w:rt", "w:lastRenderedPageBreak", "w:bookmarkStart", "w:bookmarkEnd")))
_WORDS = f"{{{NAMES['w']}}}"
_SPANS = frozenset(map(str, range(1, 100)))
_TOGGLES = ("w:b", "w:i", "w:strike", "w:dstrike")


@dataclass(slots=True)
class Cleaning:
    """One file's cleaning, part by part; what it takes out is in `dropped`."""

    package: Package
    styles: Styles
    numbers: Numbers
    dropped: list[Dropped] = field(default_factory=list)
    lines: list[tuple[str, int]] = field(default_factory=list)
    _count: int = 0

    def drop(self, text: str, line: str, reason: str) -> None:
        """List a text that was taken out."""
        if text := " ".join(text.split()):
            self.dropped.append(Dropped(text, int(line or 1), reason))

    def clean(self, root: Element, relations: dict[str, Relation]) -> None:
        """Make one part plain, in place; its paragraphs are its lines, counted on from those of the part before."""
        choose_alternates(root)
        self._number(root)
        self._take_out(root)
        for element in _wrappings(root):
            replace_by(element, list(element))
        for formula in list(root.iter(q("m:oMath"))):
            replace_by(formula, [_run(line_of(formula))])
        Drawings(self.package, relations, self.drop).settle(root)
        lift_text_boxes(root)
        if root.tag == q("w:document"):
            find_headings(root, self.styles)
        for run in list(root.iter(q("w:r"))):
            self._plain_run(run)
        headings = NumberedHeadings()
        for paragraph in list(root.iter(q("w:p"))):
            self._plain_paragraph(paragraph, headings)
        self.drop(headings.settle(text for text, _ in self.lines), "", "numbers of headings, set by Word")
        _mend_links(root, relations)
        for span in root.iter(q("w:gridSpan")):
            written = str(span.get(q("w:val"), ""))
            span.set(q("w:val"), written if written in _SPANS else "1")

    def _number(self, root: Element) -> None:
        for paragraph in root.iter(q("w:p")):
            self._count += 1
            paragraph.set("line", str(self._count))
        for paragraph, text in _texts(root):
            self.lines.append((text, int(paragraph.get("line", "1"))))

    def _take_out(self, root: Element) -> None:
        for element in list(root.iter(*_UNREAD)):
            self._cut(element, "how a word is said")
        for element in list(root.iter(q("w:del"), q("w:moveFrom"))):
            if element.getparent() is not None and element.getparent().tag not in (q("w:rPr"), q("w:trPr")):
                self._cut(element, "deleted in tracked changes")
        for row in [each for each in root.iter(q("w:tr")) if each.find(f"{q('w:trPr')}/{q('w:del')}") is not None]:
            self._cut(row, "deleted in tracked changes")
        for run in list(root.iter(q("w:r"))):
            if self.styles.run_property(run, None, "w:vanish"):
                self._cut(run, "hidden text")
        for box in list(root.iter(q("w:sdt"))):
            properties = box.find(q("w:sdtPr"))
            gallery = properties.find(f".//{q('w:docPartGallery')}") if properties is not None else None
            if gallery is not None and gallery.get(q("w:val")) == "Table of Contents":
                self._cut(box, "table of contents")
            elif is_on(properties, "w:showingPlcHdr"):
                self._cut(box, "empty form field")
        for paragraph in list(root.iter(q("w:p"))):
            if self.styles.role(paragraph.find(q("w:pPr"))) == "contents":
                self._cut(paragraph, "table of contents")
        for _ in root.iter(q("w:altChunk"), q("w:subDoc")):
            self.drop("(a document within the document)", "", "document within the document")

    def _cut(self, element: Element, reason: str) -> None:
        """Take an element out and list its text, paragraph by paragraph."""
        found = list(_texts(element))
        outer = next(element.iterancestors(q("w:p")), None)
        for paragraph, text in found:
            line = paragraph.get("line") or (outer.get("line") if outer is not None else "")
            self.drop(text, str(line or ""), reason)
        parent = element.getparent()
        if parent is not None:
            parent.remove(element)

    def _plain_run(self, run: Element) -> None:
        from lxml import etree  # type: ignore[import-untyped]

        properties = run.find(q("w:rPr"))
        if properties is None:
            properties = etree.Element(q("w:rPr"))
            run.insert(0, properties)
        font = next(iter(properties.findall(q("w:rFonts"))), None)
        name = str(font.get(q("w:ascii")) or font.get(q("w:hAnsi")) or "") if font is not None else ""
        for element in list(run):
            if element.tag == q("w:sym"):
                letter = symbol(str(element.get(q("w:font"), "")), str(element.get(q("w:char"), "")))
                replace_by(element, [_text(letter)])
            elif element.tag == q("w:t"):
                element.text = plain_letters(element.text or "", name)
            elif element.tag == q("w:noBreakHyphen"):
                replace_by(element, [_text("-")])
            elif element.tag in (q("w:cr"), q("w:br")):
                replace_by(element, [etree.Element(q("w:br"))])
            elif element.tag == q("w:ptab"):
                replace_by(element, [etree.Element(q("w:tab"))])
        paragraph = next(run.iterancestors(q("w:p")), None)
        self._settle_toggles(
            properties, run, value(paragraph.find(q("w:pPr")), "w:pStyle") if paragraph is not None else None
        )

    def _settle_toggles(self, properties: Element, run: Element, around: str | None) -> None:
        """Write into a run what its styles say; struck twice is struck."""
        from lxml import etree

        style = value(properties, "w:rStyle")
        on = {name for name in _TOGGLES if self.styles.run_property(run, around, name)}
        raised = value(properties, "w:vertAlign")
        for each in self.styles.chain(style, "character") if style and raised is None else ():
            raised = raised or value(each.find(q("w:rPr")), "w:vertAlign")
        for element in list(properties):
            properties.remove(element)
        for name in sorted(on):
            etree.SubElement(properties, q("w:strike" if name == "w:dstrike" else name))
        if raised in ("superscript", "subscript"):
            etree.SubElement(properties, q("w:vertAlign")).set(q("w:val"), raised)
        if not len(properties):
            run.remove(properties)

    def _plain_paragraph(self, paragraph: Element, headings: NumberedHeadings) -> None:
        """Say of a paragraph only its line, its role, its level and its place in a list."""
        from lxml import etree

        properties = paragraph.find(q("w:pPr"))
        style = _STYLES.get(self.styles.role(properties)) or _heading_style(self.styles.heading(properties))
        style = style or str(paragraph.get("style", ""))
        place = None if style else self.numbers.place(properties)
        if style:
            headings.note(paragraph, properties, self.numbers)
        merged = properties is not None and properties.find(f"{q('w:rPr')}/{q('w:del')}") is not None
        if properties is not None:
            paragraph.remove(properties)
        made = etree.Element(q("w:pPr"))
        if style:
            etree.SubElement(made, q("w:pStyle")).set(q("w:val"), style)
        mark = f"{MARK}{paragraph.get('line', '1')}"
        if place:
            level, number = place
            listed = etree.SubElement(made, q("w:numPr"))
            etree.SubElement(listed, q("w:ilvl")).set(q("w:val"), str(min(level, 4)))
            etree.SubElement(listed, q("w:numId")).set(q("w:val"), "1" if number is None else "2")
            mark += f"-{number}" if number is not None else ""
        if merged:
            etree.SubElement(etree.SubElement(made, q("w:rPr")), q("w:del"))
        bookmark = etree.Element(q("w:bookmarkStart"))
        bookmark.set(q("w:name"), mark)
        paragraph[:0] = [made, bookmark] if len(made) else [bookmark]


_STYLES = {"title": "Title", "caption": "Caption"}


def _heading_style(level: int) -> str:
    return f"Heading{min(level, 6)}" if level else ""


def _texts(root: Element) -> Iterator[tuple[Element, str]]:
    """The paragraphs that have words, in the order of their first word, each without those of text boxes in it."""
    found: dict[Element, list[str]] = {}
    fate = ""
    for text in root.iter(*TEXTS):
        paragraph = next(text.iterancestors(q("w:p")), root)
        texts = found.setdefault(paragraph, [])
        before, fate = fate, _fate(text)
        texts.append(" " * (bool(texts) and before != fate) + (text.text or ""))
    for paragraph, texts in found.items():
        yield paragraph, "".join(texts)


def _wrappings(root: Element) -> list[Element]:
    """The elements around runs, within paragraphs and between them, that say nothing of their text."""
    found: dict[Element, None] = {}
    for run in root.iter(q("w:r"), q("w:p")):
        for around in run.iterancestors():
            if around.tag in _READ or around in found:
                break
            found[around] = None
    return [each for each in found if not _draws(each)]


def _draws(element: Element) -> bool:
    return not element.tag.startswith(_WORDS) or element.tag in _UNREAD


def _fate(text: Element) -> str:
    """Whether a text is deleted, struck out or hidden, and so no part of the word beside it; "" if it stays."""
    run = text.getparent()
    properties = run.find(q("w:rPr")) if run is not None else None
    if text.tag == q("w:delText") or properties is None:
        return text.tag if text.tag == q("w:delText") else ""
    return next((name for name in ("w:strike", "w:dstrike", "w:vanish") if is_on(properties, name)), "")


def _run(text: str) -> Element:
    from lxml import etree

    run = etree.Element(q("w:r"))
    run.append(_text(text))
    return run


def _text(text: str) -> Element:
    from lxml import etree

    element = etree.Element(q("w:t"))
    element.text = text
    return element


def _mend_links(root: Element, relations: dict[str, Relation]) -> None:
    """Take away links without an address, at which a converter would stop; their words stay."""
    for link in list(root.iter(q("w:hyperlink"))):
        named = link.get(q("r:id"))
        if named is not None and named not in relations:
            del link.attrib[q("r:id")]


def own_paragraphs(root: Element, *names: str) -> Iterator[str]:
    """The texts of the paragraphs below elements of these names, their deleted words left out."""
    for alternate in root.iter(q("mc:Fallback")):
        for text in alternate.iter(*TEXTS):
            text.text = ""
    for element in root.iter(*map(q, names)):
        for text in element.iter(q("w:delText")):
            text.text = ""
        yield from (tidy for _, text in _texts(element) if (tidy := tidied(text)))
