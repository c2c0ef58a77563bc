"""The blocks of a document as pieces of the flow, and its structure tree in the same order."""

from collections.abc import Sequence
from dataclasses import replace

from handouts.document import (
    Block,
    Bullets,
    Callout,
    Document,
    Figure,
    Glossary,
    Heading,
    Item,
    Paragraph,
    References,
    Spans,
    Table,
    Term,
    box_label,
    plain_text,
)
from handouts.formats.pdf.boxes import Box
from handouts.formats.pdf.callouts import BoxTitle
from handouts.formats.pdf.columns import Column
from handouts.formats.pdf.figures import Plate, size_of
from handouts.formats.pdf.flow import Piece, bind
from handouts.formats.pdf.fonts import family
from handouts.formats.pdf.images import picture_of
from handouts.formats.pdf.inline import Inline, destination
from handouts.formats.pdf.look import Look, Style
from handouts.formats.pdf.runs import Phrase, Run, label_run, runs_of
from handouts.formats.pdf.structure import BULLETED, NUMBERED, UNMARKED, Element
from handouts.formats.pdf.tables import Tables
from handouts.formats.pdf.text import Label, Text

_BULLET = "•"
# Large, solid bullets, hanging (ACB); in ems.
_BULLET_SIZE = 1.5
_HANG = 1.15
# A list nested deep keeps this share of the column for its words.
_LEAST_WIDTH = 0.6
# In ems, between a number and the words of its item; and the space between items, in that between paragraphs.
_SPACE_BEHIND = 0.5
_BETWEEN_ITEMS = 0.5
# A box, or a table, that is no higher than this share of a page is not parted: a warning is read at one glance.
_WHOLE_BOX = 0.7
_WHOLE_TABLE = 0.5
# A figure leaves room on its page for the caption and for a few lines of text.
_FIGURE_HEIGHT = 0.62


class Blocks:
    """Turns blocks into pieces and elements; the pieces gather in `pieces`."""

    def __init__(self, document: Document, look: Look) -> None:
        references = (block for block in document.blocks if isinstance(block, References))
        numbers = frozenset(item.number for block in references for item in block.items)
        self.path, self._look = document.path, look
        # The language to mark our own words with, in an article that is in another.
        self.english = "" if document.language.partition("-")[0] == "en" else "en"
        self.inline = Inline(look, numbers, document.path)
        self.pieces: list[Piece] = []
        self._tables = Tables(self.inline)
        self._item_style = replace(look.body, after=_BETWEEN_ITEMS * look.gap)
        self._level = 1
        self._bookmarks = 0

    def add(self, blocks: Sequence[Block], parent: Element, column: Column) -> None:
        """Add blocks under each other, as kids of `parent`."""
        for block in blocks:
            match block:
                case Heading():
                    self._heading(block, parent, column)
                case Paragraph():
                    self._paragraph(block, parent.add("P"), column)
                case Bullets():
                    self._list(block, parent, column)
                case Table():
                    self._table(block, parent, column)
                case Figure():
                    self._figure(block, parent, column)
                case Callout():
                    self._callout(block, parent, column)
                case Glossary():
                    self._glossary(block, parent, column)
                case References():
                    self._references(block, parent, column)

    def title(self, words: str, parent: Element, column: Column) -> None:
        """Add the title, the only heading of level 1."""
        runs = runs_of([Phrase(words, parent.add("H1"), bold=True)], self.path)
        self.text(runs, self._look.title, column, bookmark=(words, 0), keep=True)

    def text(
        self,
        runs: Sequence[Run],
        style: Style,
        column: Column,
        *,
        of: Spans | None = None,
        keep: bool = False,
        label: Label | None = None,
        name: str = "",
        bookmark: tuple[str, int] | None = None,
    ) -> Text:
        """Add text in a column."""
        if bookmark:
            self._bookmarks += 1
            name = f"heading-{self._bookmarks}"
        text = Text(
            runs=runs,
            style=style,
            left=column.left,
            width=column.width,
            before=style.before,
            after=style.after,
            keep=keep,
            whole=bookmark is not None,
            box=column.box,
            of=of,
            label=label,
            destination=name,
            bookmark=bookmark,
        )
        self.pieces.append(text)
        return text

    def _runs(self, spans: Spans, element: Element, *, bold: bool = False) -> list[Run]:
        return self.inline.runs(spans, element, bold=bold)

    def _heading(self, heading: Heading, parent: Element, column: Column) -> None:
        # A level that skipped one would be refused by PDF/UA: it follows the last one closely.
        self._level = min(heading.level, self._level + 1)
        style = self._look.section if heading.level == 2 else self._look.part
        runs = self._runs(heading.spans, parent.add(f"H{self._level}"), bold=True)
        bookmark = (plain_text(heading.spans), self._level - 1)
        self.text(runs, style, column, of=heading.spans, bookmark=bookmark, keep=True)

    def _paragraph(self, paragraph: Paragraph, element: Element, column: Column) -> None:
        # Words that announce what follows, such as a list, stay with it.
        announces = plain_text(paragraph.spans).rstrip().endswith(":")
        style = self._item_style if announces else self._look.body
        self.text(self._runs(paragraph.spans, element), style, column, of=paragraph.spans, keep=announces)

    def _list(self, bullets: Bullets, parent: Element, column: Column) -> None:
        element = parent.add("L", attributes=NUMBERED if bullets.ordered else BULLETED)
        size = self._look.size
        numbers = range(bullets.start, bullets.start + len(bullets.items))
        texts = [f"{number}." if bullets.ordered else _BULLET for number in numbers]
        hang = self._hang(texts) if bullets.ordered else _HANG * size
        items: list[list[Piece]] = []
        for item, text in zip(bullets.items, texts, strict=True):
            first, entry = len(self.pieces), element.add("LI")
            label = Label(
                label_run(text, entry.add("Lbl")), column.left, size * (1 if bullets.ordered else _BULLET_SIZE)
            )
            self._item(item, entry.add("LBody"), column, hang, label)
            self.pieces[-1].after = _BETWEEN_ITEMS * self._look.gap
            items.append(self.pieces[first:])
        self.pieces[-1].after = self._look.gap
        _hold_ends(items)

    def _hang(self, numbers: Sequence[str]) -> float:
        """How far the words of a numbered list stand in, in points."""
        widest = max(map(family(bold=False).latin.width, numbers), default=0)
        return self._look.size * max(_HANG, widest + _SPACE_BEHIND)

    def _item(self, item: Item, body: Element, column: Column, hang: float, label: Label) -> None:
        inner, blocks, style = column.indented(hang), list(item.blocks), self._item_style
        alone = len(blocks) == 1
        runs: list[Run] = []
        spans: Spans = ()
        if blocks and isinstance(opening := blocks[0], Paragraph):
            spans = opening.spans
            runs = self._runs(spans, body if alone else body.add("P"))
            del blocks[0]
        self.text(runs, style, inner, of=spans, label=label, keep=bool(blocks))
        for block in blocks:
            if isinstance(block, Bullets):
                deep = inner.width - hang < _LEAST_WIDTH * self._look.width
                self._list(block, body, column if deep else inner)
                self.pieces[-1].after = style.after
            else:
                self.text(self._runs(block.spans, body.add("P")), style, inner, of=block.spans)

    def _table(self, table: Table, parent: Element, column: Column) -> None:
        element = parent.add("Table")
        if table.caption:
            runs = self._runs(table.caption, element.add("Caption"), bold=True)
            style = replace(self._look.body, after=0.4 * self._look.gap)
            self.text(runs, style, column, of=table.caption, keep=True)
        rows = self._tables.pieces(table, element, column)
        bind(rows, _WHOLE_TABLE * self._look.height)
        self.pieces += rows

    def _figure(self, figure: Figure, parent: Element, column: Column) -> None:
        picture = picture_of(figure.data)
        width, height = size_of(picture, column.width, _FIGURE_HEIGHT * self._look.height)
        group = parent.add("Div")
        plate = Plate(
            of=figure,
            picture=picture,
            element=group.add("Figure", alt=figure.alt),
            left=column.left,
            width=width,
            height=height,
            after=(0.4 if figure.caption else 1) * self._look.gap,
            keep=bool(figure.caption),
            box=column.box,
        )
        self.pieces.append(plate)
        if figure.caption:
            runs = self._runs(figure.caption, group.add("Caption"))
            self.text(runs, self._look.body, column, of=figure.caption)

    def _callout(self, callout: Callout, parent: Element, column: Column) -> None:
        section = parent.add("Sect")
        box = Box(callout.kind, column.left, column.width, self._look.size, self._look.gap)
        inner = Column(box.inner_left, box.inner_width, box)
        # A heading below the last one, after which the article goes on at its own level.
        heading = section.add(f"H{self._level + 1}")
        words = box_label(callout)
        icon = heading.add("Figure", alt=words, language=self.english) if words else None
        first = len(self.pieces)
        self.pieces.append(
            BoxTitle(
                runs=self._runs(callout.title, heading, bold=True),
                of=callout.title,
                style=self._look.box_title,
                left=inner.left + BoxTitle.icon_room(self._look.box_title),
                width=inner.width - BoxTitle.icon_room(self._look.box_title),
                after=self._look.box_title.after,
                keep=bool(callout.blocks),
                whole=True,
                box=box,
                kind=callout.kind,
                icon=icon,
            )
        )
        self.add(callout.blocks, section, inner)
        bind(self.pieces[first:], _WHOLE_BOX * self._look.height)

    def _glossary(self, glossary: Glossary, parent: Element, column: Column) -> None:
        element = parent.add("L", attributes=UNMARKED)
        for term in glossary.terms:
            self._term(term, element.add("LI"), column)
        self.pieces[-1].after = self._look.gap

    def _term(self, term: Term, entry: Element, column: Column) -> None:
        gap = self._look.gap
        word = self._runs(term.word, entry.add("Lbl"), bold=True)
        self.text(word, replace(self._look.body, after=0), column, of=term.word, keep=True)
        body = entry.add("LBody")
        for spans in term.meaning:
            element = body if len(term.meaning) == 1 else body.add("P")
            inner = column.indented(_HANG * self._look.size)
            self.text(self._runs(spans, element), replace(self._look.body, after=0.3 * gap), inner, of=spans)
        self.pieces[-1].after = 0.7 * gap

    def _references(self, references: References, parent: Element, column: Column) -> None:
        element = parent.add("L", attributes=NUMBERED)
        size = self._look.size
        texts = [f"{reference.number}." for reference in references.items]
        hang = self._hang(texts)
        for reference, text in zip(references.items, texts, strict=True):
            entry = element.add("LI")
            number = label_run(text, entry.add("Lbl"))
            self.text(
                self._runs(reference.spans, entry.add("LBody").add("BibEntry")),
                self._item_style,
                column.indented(hang),
                of=reference.spans,
                label=Label(number, column.left, size),
                name=destination(reference.number),
            )
        self.pieces[-1].after = self._look.gap


def _hold_ends(items: Sequence[Sequence[Piece]]) -> None:
    """Hold an item of one line at the list's end to its neighbour, so that it never stands alone on a page."""
    if len(items) < 2:
        return
    for end, held in ((items[0], items[0]), (items[-1], items[-2])):
        if len(end) == 1 and len(end[0].heights) == 1:
            held[-1].keep = True
