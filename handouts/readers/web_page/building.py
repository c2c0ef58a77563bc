"""The document's blocks, from the page's own boxes: lists nested, tables, words and meanings, figures."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path

from handouts.document import Block, Bullets, Figure, Glossary, Item, Paragraph, Span, Spans, Table, Term, plain_text
from handouts.draft import Dropped
from handouts.readers._html.inline import finished
from handouts.readers.web_page.boxes import Box, Line, Picture, level_of
from handouts.readers.web_page.inline import spans_of_lines
from handouts.readers.web_page.pictures import figure_of
from handouts.readers.web_page.shaping import Head, Part, bounded, in_item, last_text, levelled, with_lists
from handouts.readers.web_page.tables import is_data, table_of

LONGEST_HEADING = 200
"""Letters: a longer one is a paragraph that someone made large."""

_ENDS = (".", "!", "?", ":", ";")


@dataclass(slots=True)
class Builder:
    """Builds blocks from the lines for which `kept` is true; `places` are the page's names of its references."""

    kept: Callable[[Line], bool]
    wanted: Callable[[Picture], bool]
    places: dict[str, int]
    page: Path
    dropped: list[Dropped] = field(default_factory=list)
    pictures: int = 0

    def blocks(self, root: Box) -> tuple[Block, ...]:
        """The article's blocks, its headings on two levels."""
        return tuple(levelled(with_lists(self._inside(root))))

    def _inside(self, box: Box) -> list[Part]:
        blocks: list[Part] = []
        last: Line | None = None
        for child in box.children:
            if isinstance(child, Line):
                if self.kept(child):
                    self._add_line(child, blocks, last)
                    last = child
            elif isinstance(child, Picture):
                blocks.extend(self._figure(child, ()))
            else:
                blocks.extend(self._of_box(child))
                last = None
        return blocks

    def _add_line(self, line: Line, blocks: list[Part], last: Line | None) -> None:
        """A paragraph, or the rest of the one above, which a forced line break cut."""
        spans = self._spans([line])
        if not spans:
            return
        before = blocks[-1] if blocks and last is not None and line.continues else None
        if isinstance(before, Paragraph) and line.text[:1].islower() and not last_text(before).endswith(_ENDS):
            blocks[-1] = replace(before, spans=finished((*before.spans, Span(" ", line.line), *spans)))
        else:
            blocks.append(Paragraph(spans, line.line))

    def _of_box(self, box: Box) -> list[Part]:
        if (level_of(box) and box.tag not in ("div", "span", "label")) or box.attributes.get("role") == "heading":
            return self._heading(box)
        if box.tag in ("ul", "ol", "menu", "dir"):
            return self._bullets(box)
        if box.tag == "dl":
            return self._glossary(box)
        if box.tag == "table" and is_data(box):
            return self._table(box)
        if box.tag == "figure":
            return self._captioned(box)
        if box.tag == "button" and any(self.kept(line) for line in _lines(box)):
            return self._heading(box)
        return self._inside(box)

    def _spans(self, lines: Sequence[Line], *, plain: bool = False) -> Spans:
        return spans_of_lines(lines, self.places, plain=plain)

    def _heading(self, box: Box) -> list[Part]:
        lines = [line for line in _lines(box) if self.kept(line)]
        figures = [figure for picture in _pictures(box) for figure in self._figure(picture, ())]
        spans = self._spans(lines, plain=True)
        if not spans:
            return [*figures]
        text = plain_text(spans)
        if len(text) > LONGEST_HEADING or not text.strip():
            return [Paragraph(spans, lines[0].line), *figures]
        level = level_of(box) or 3
        return [Head(level, spans, lines[0].line), *figures]

    def _bullets(self, box: Box, depth: int = 1) -> list[Part]:
        items: list[list[Part]] = []
        for child in box.children:
            if isinstance(child, Box) and child.tag in ("ul", "ol", "menu", "dir"):
                nested = self._bullets(child, depth + 1)
                items[-1:] = [[*(items[-1] if items else []), *nested]]
            elif isinstance(child, Box):
                items.append(self._inside(child) if child.tag == "li" else self._of_box(child))
            elif isinstance(child, Line) and self.kept(child):
                items.append([Paragraph(self._spans([child]), child.line)])
            elif isinstance(child, Picture):
                items.append([*self._figure(child, ())])
        items = [[*with_lists(item)] for item in items if item]
        if any(isinstance(block, (Head, Table)) for item in items for block in item):
            return [block for item in items for block in item]
        figures = [block for item in items for block in item if isinstance(block, Figure)]
        held = [item for blocks in items if (item := tuple(in_item(blocks)))]
        if not held:
            return [*figures]
        start = box.attributes.get("start", "1").strip()
        first = int(start) if start.isdecimal() and len(start) < 5 else 1
        made = tuple(Item(item, item[0].line) for item in held)
        ordered = box.tag == "ol"
        return [bounded(Bullets(made, made[0].line, ordered, first if ordered else 1)), *figures]

    def _glossary(self, box: Box) -> list[Part]:
        terms: list[Term] = []
        blocks: list[Part] = []

        def finish() -> None:
            if terms:
                blocks.append(Glossary(tuple(terms), terms[0].line))
                terms.clear()

        pairs = list(_pairs(box))
        for word, meanings in pairs:
            lines = [line for line in _lines(word) if self.kept(line)] if word else []
            name = self._spans(lines)
            meaning = [block for each in meanings for block in self._inside(each)]
            plain = [block for block in meaning if isinstance(block, Paragraph)]
            if name and plain and len(plain) == len(meaning):
                terms.append(Term(name, tuple(block.spans for block in plain), lines[0].line))
                continue
            finish()
            if name:
                bold = tuple(span if span.cites else replace(span, bold=True) for span in name)
                blocks.append(Paragraph(bold, lines[0].line))
            blocks.extend(meaning)
        finish()
        return blocks

    def _table(self, box: Box) -> list[Part]:
        table, texts = table_of(box, self.kept, self._spans)
        blocks: list[Part] = [Paragraph(spans, spans[0].line) for spans in texts]
        if table is not None:
            blocks.append(table)
        return [*blocks, *(figure for picture in _pictures(box) for figure in self._figure(picture, ()))]

    def _captioned(self, box: Box) -> list[Part]:
        """A figure with its caption; the caption of a picture that is not at hand is a paragraph."""
        captions = [each for each in box.boxes() if each.tag == "figcaption"]
        lines = [line for caption in captions for line in _lines(caption) if self.kept(line)]
        caption = self._spans(lines)
        pictures = list(_pictures(box))
        others = [line for line in _lines(box) if self.kept(line) and line not in lines]
        if len(pictures) != 1 or others:
            return self._inside(box)
        figures = self._figure(pictures[0], caption)
        return [*figures] or ([Paragraph(caption, lines[0].line)] if caption else [])

    def _figure(self, picture: Picture, caption: Spans) -> list[Figure]:
        if not self.wanted(picture):
            return []
        found = figure_of(picture, self.page, f"{self.page.stem}-{self.pictures + 1}", caption)
        if isinstance(found, Figure):
            self.pictures += 1
            return [found]
        if picture.alt and found != "icon":
            self.dropped.append(Dropped(picture.alt, picture.line, found))
        return []


def _lines(box: Box) -> Iterator[Line]:
    for child in box.children:
        if isinstance(child, Line):
            yield child
        elif isinstance(child, Box):
            yield from _lines(child)


def _pictures(box: Box) -> Iterator[Picture]:
    for child in box.children:
        if isinstance(child, Picture):
            yield child
        elif isinstance(child, Box):
            yield from _pictures(child)


def _pairs(box: Box) -> Iterator[tuple[Box | None, list[Box]]]:
    """Each dt with its dds; what is neither is a meaning without a word."""
    word: Box | None = None
    meanings: list[Box] = []
    for child in _flat(box):
        if child.tag == "dt":
            if word or meanings:
                yield word, meanings
            word, meanings = child, []
        else:
            meanings.append(child)
    if word or meanings:
        yield word, meanings


def _flat(box: Box) -> Iterator[Box]:
    loose = Box("dd", box.line)
    for child in box.children:
        if not isinstance(child, Box):
            loose.children.append(child)
        elif child.tag == "div" and any(isinstance(each, Box) and each.tag in ("dt", "dd") for each in child.children):
            yield from _flat(child)
        else:
            yield child
    if loose.children:
        yield loose
