"""Blocks: from the tree of an HTML page, or of what becomes one, to the document's, every word of it in one of them.

The tree is clean already: menus and the like are the reader's business, and so are comments and hidden elements.
An element's `data-line` says where in the file it stands.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING

from handouts.document import Figure, Paragraph, Span, Spans, Table
from handouts.draft import Dropped
from handouts.readers._html.inline import blanks_as_one, linked, paragraphs_of, raised, styled
from handouts.readers._html.lists import glossary_of, lists_of
from handouts.readers._html.parts import Caption, Head, Part, as_paragraph, evenly, joined, texts_of, with_captions
from handouts.readers._html.tables import cells_of, grid_of, is_layout, is_regular, own_rows, table_of
from handouts.readers._pictures import figure_of
from handouts.readers._tidy import tidied

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]

LONGEST_NUMBER = 8
"""Figures of an item's number; a longer one is no number of a step."""
DEEPEST_TREE = 80
"""Elements within each other: below, only their text is read."""

HEADINGS = {f"h{level}": level for level in range(1, 7)}
SILENT = frozenset(("script", "style", "template", "head", "title", "meta", "link", "base", "colgroup", "col"))
STRUCK = frozenset(("s", "del", "strike"))
BLOCKS = frozenset(
    "html body p div section article main header footer aside nav hgroup figure figcaption ul ol menu dir li dl dt dd"
    " table caption thead tbody tfoot tr td th blockquote pre hr form fieldset legend details summary address center"
    " search optgroup option select noscript dialog".split()
) | frozenset(HEADINGS)


@dataclass(slots=True)
class Flow:
    """What is read so far: whole parts, the text of the one that is open, and the pictures inside that."""

    parts: list[Part] = field(default_factory=list)
    runs: list[Span] = field(default_factory=list)
    pictures: list[Part] = field(default_factory=list)

    def close(self) -> list[Part]:
        """End the open paragraph; give back all parts."""
        self.parts.extend(Paragraph(spans, spans[0].line) for spans in paragraphs_of(self.runs))
        self.parts.extend(self.pictures)
        self.runs.clear()
        self.pictures.clear()
        return self.parts


class Walk:
    """A walk over trees, one after the other; what it leaves out is in `dropped`.

    `picture` gives the bytes behind an image's address, or None. `notes` are the numbers of the references by the ids
    of their elements: a link to one is its mark. `name` begins the suggested names of the figures' files.
    """

    def __init__(self, picture: Callable[[str], bytes | None], notes: Mapping[str, int], name: str) -> None:
        self.dropped: list[Dropped] = []
        self._picture, self._notes, self._name = picture, notes, name
        self.line, self._figures, self._lists, self._depth = 1, 0, 0, 0

    def parts(self, element: HtmlElement, style: Span | None = None) -> list[Part]:
        """All that an element holds, in order."""
        self._stand_at(element)
        flow = Flow()
        self._content(element, style or Span("", 0), flow)
        return with_captions(flow.close())

    def spans(self, element: HtmlElement, style: Span | None = None, joint: str = " ") -> tuple[Spans, list[Part]]:
        """All that an element holds as one text, and the tables and pictures that no text can hold.

        `joint` stands between its paragraphs, but a space behind a sentence.
        """
        texts: list[Spans] = []
        others: list[Part] = []
        for part in self.parts(element, style):
            if isinstance(part, Table | Figure):
                others.append(part)
            else:
                texts.extend(texts_of(part))
        return joined(texts, joint), others

    def _content(self, parent: HtmlElement, style: Span, flow: Flow) -> None:
        self._text(parent.text, style, flow)
        for child in parent:
            if isinstance(child.tag, str):
                self._depth += 1
                self._child(child, style, flow)
                self._depth -= 1
            self._text(child.tail, style, flow)

    def _text(self, text: str | None, style: Span, flow: Flow) -> None:
        if text:
            flow.runs.append(replace(style, text=blanks_as_one(text), line=self.line))

    def _child(self, child: HtmlElement, style: Span, flow: Flow) -> None:
        tag = child.tag
        self._stand_at(child)
        if tag in SILENT:
            return
        if self._depth > DEEPEST_TREE:
            self._text(f" {child.xpath('string()')} ", style, flow)
        elif tag in STRUCK:
            self._drop(child.xpath("string()"), "struck out")
        elif tag in BLOCKS:
            flow.close()
            self._block(child, style, flow)
            flow.close()
        else:
            self._inline(child, style, flow)

    def _stand_at(self, element: HtmlElement) -> None:
        self.line = _number(element.get("data-line"), self.line)

    def _drop(self, text: str, reason: str) -> None:
        if words := tidied(str(text)):
            self.dropped.append(Dropped(words, self.line, reason))

    def _inline(self, child: HtmlElement, style: Span, flow: Flow) -> None:
        match child.tag:
            case "br":
                flow.runs.append(Span("\n", self.line))
            case "img":
                self._image(child, flow)
            case "sup":
                self._raised(child, style, flow)
            case "a":
                self._link(child, style, flow)
            case "q":
                self._text("“", style, flow)
                self._content(child, style, flow)
                self._text("”", style, flow)
            case tag:
                self._content(child, styled(style, tag), flow)

    def _raised(self, sup: HtmlElement, style: Span, flow: Flow) -> None:
        if any(str(link.get("href", ""))[1:] in self._notes for link in sup.iter("a")):
            self._content(sup, style, flow)
            return
        text, after = str(sup.xpath("string()")), sup.getnext()
        over = (sup.tail or "").strip() in ("/", "⁄") and after is not None and after.tag == "sub"
        if not over:
            self._text(raised(text), style, flow)
            return
        # A fraction such as ½: its upper figure is neither small nor part of the number before it.
        apart = " " if flow.runs and flow.runs[-1].text[-1:].isdigit() else ""
        self._text(apart + text, style, flow)

    def _link(self, link: HtmlElement, style: Span, flow: Flow) -> None:
        href = str(link.get("href", ""))
        if href.startswith("#") and (number := self._notes.get(href[1:])):
            flow.runs.append(Span(str(number), self.line, cites=number))
        else:
            self._content(link, linked(style, href), flow)

    def _image(self, image: HtmlElement, flow: Flow) -> None:
        alt, source = tidied(str(image.get("alt", ""))), str(image.get("src", ""))
        made = figure_of(self._picture(source), alt, f"{self._name}-{self._figures + 1}", self.line)
        if isinstance(made, Figure):
            self._figures += 1
            flow.pictures.append(made)
        else:
            name = "" if source.startswith("data:") else tidied(source.rpartition("/")[2])
            self.dropped.append(Dropped(alt or name[:200] or "(a picture)", self.line, made))

    def _block(self, block: HtmlElement, style: Span, flow: Flow) -> None:
        tag = block.tag
        if tag in HEADINGS:
            self._heading(block, style, flow)
        elif tag in ("ul", "ol", "menu", "dir"):
            flow.parts.extend(self._list(block, style))
        elif tag == "dl":
            flow.parts.extend(self._glossary(block, style))
        elif tag == "table":
            self._table(block, style, flow)
        elif tag == "pre":
            self._preformatted(block, style, flow)
        elif tag in ("caption", "figcaption") or (tag == "p" and block.get("class") == "caption"):
            self._caption(block, style, flow)
        elif tag == "figure":
            parts = self.parts(block, style)
            flow.parts.extend(as_paragraph(part) if isinstance(part, Caption) else part for part in parts)
        elif tag != "hr":
            self._content(block, style, flow)

    def _heading(self, block: HtmlElement, style: Span, flow: Flow) -> None:
        line = self.line
        spans, others = self.spans(block, style)
        if spans:
            flow.parts.append(Head(HEADINGS[block.tag], evenly(spans), line, block.get("class") == "title"))
        flow.parts.extend(others)

    def _caption(self, block: HtmlElement, style: Span, flow: Flow) -> None:
        line = self.line
        spans, others = self.spans(block, style)
        flow.parts.extend(others)
        if spans:
            flow.parts.append(Caption(spans, line))

    def _preformatted(self, block: HtmlElement, style: Span, flow: Flow) -> None:
        first = self.line
        for line, text in enumerate(str(block.xpath("string()")).split("\n"), first):
            flow.runs.extend((replace(style, text=text, line=line), Span("\n", line)))

    def _table(self, table: HtmlElement, style: Span, flow: Flow) -> None:
        line = self.line
        if not is_regular(table):
            self._content(table, style, flow)
            return
        for caption in table.iterchildren("caption"):
            self._caption(caption, style, flow)
        if is_layout(table):
            for cell in (cell for row in own_rows(table) for cell in cells_of(row)):
                flow.parts.extend(self.parts(cell, style))
            return
        others: list[Part] = []

        def read(cell: HtmlElement) -> Spans:
            spans, beside = self.spans(cell, style, " " if cell.tag == "th" else "; ")
            others.extend(beside)
            return evenly(spans) if cell.tag == "th" else spans

        made = table_of(grid_of(table), read, line, ())
        flow.parts.extend([made] if isinstance(made, Table) else [Paragraph(spans, spans[0].line) for spans in made])
        flow.parts.extend(others)

    def _list(self, block: HtmlElement, style: Span) -> list[Part]:
        self._lists += 1
        number = _number(block.get("start"), 1)
        entries: list[tuple[int, list[Part]]] = []
        for child, parts in self._entries(block, style):
            if child is not None and child.tag in ("ul", "ol") and entries:
                entries[-1][1].extend(parts)
            elif parts:
                number = _number(child.get("value"), number) if child is not None else number
                entries.append((number, parts))
                number += 1
        self._lists -= 1
        return lists_of(entries, block.tag == "ol", self._lists + 1)

    def _glossary(self, block: HtmlElement, style: Span) -> list[Part]:
        line = self.line
        inner = [child for part in block for child in (part if part.tag == "div" else (part,))]
        words = [child for child in inner if child.tag in ("dt", "dd")]
        between = [block.text, *(part.tail for part in (*block, *inner)), *(part.text for part in block.iter("div"))]
        if len(words) < len(inner) or any((text or "").strip() for text in between):
            flow = Flow()
            self._content(block, style, flow)
            return flow.close()
        return glossary_of([(child.tag, self.parts(child, style)) for child in inner], line)

    def _entries(self, block: HtmlElement, style: Span) -> Iterator[tuple[HtmlElement | None, list[Part]]]:
        """The children of a list with their parts; text between them stands for itself."""
        yield None, self._stray(block.text, style)
        for child in block:
            if isinstance(child.tag, str):
                flow = Flow()
                self._depth += 1
                self._child(child, style, flow)
                self._depth -= 1
                yield child, with_captions(flow.close())
            yield None, self._stray(child.tail, style)

    def _stray(self, text: str | None, style: Span) -> list[Part]:
        flow = Flow()
        self._text(text, style, flow)
        return flow.close()


def _number(value: str | None, default: int) -> int:
    value = (value or "").strip()
    return int(value) if value.isascii() and value.isdigit() and len(value) <= LONGEST_NUMBER else default
