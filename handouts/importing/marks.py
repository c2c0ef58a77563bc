"""Blocks as Markdown that the reader reads back as the same blocks."""

import re
from collections.abc import Container, Iterator, Sequence
from itertools import groupby
from pathlib import PurePosixPath

from handouts.document import Block, Bullets, Figure, Glossary, Heading, Item, Paragraph, Span, Spans, Table
from handouts.readers.markdown.tables import CAPTION

# What Markdown would take for a mark: anywhere in a line, at its start, and at a heading's end.
_MARKS = re.compile(r"[\\`*\[]|(?<![^\W_])_|_(?![^\W_])|<(?=[A-Za-z/!?])|&(?=#?\w+;)|:(?=::)")
_OPENING = re.compile(rf"[#>+=~:-]|{CAPTION}")
_NUMBER = re.compile(r"(\d+)(?=[.)](?:\s|$))")
_CLOSING = re.compile(r"#+$")
# The mark of a reference, and behind it what would make it a link or an entry.
_NOTE = re.compile(r"(?<!\\)\[\^\d+\](?=[(:])")
_FIGURES = "figures"


def figure_name(article: str, number: int, figure: Figure) -> PurePosixPath:
    """Where a figure lies beside the article of that name; figures count from 1."""
    return PurePosixPath(_FIGURES, f"{article}-{number}{figure.path.suffix.lower()}")


class Writer:
    """Writes blocks one after the other; marks of references outside `notes` become plain text.

    `bare` leaves out bold, italic and links, which in rare places cannot be told from the letters around them.
    """

    def __init__(self, article: str, notes: Container[int]) -> None:
        self._article, self._notes = article, notes
        self._figures = 0
        self._last: Block | None = None
        self._sign = "-."
        self.bare = False

    def block(self, block: Block) -> str:
        """One block, without an end of line."""
        text = "\n".join(self._lines(block))
        self._last = block
        return text

    def text(self, spans: Spans) -> str:
        """Text within a line."""
        if self.bare:
            parts = [self._mark(span) for span in spans]
        else:
            parts = [self._linked(href, list(group)) for href, group in groupby(spans, key=lambda span: span.href)]
        return _NOTE.sub(_followed, "".join(parts))

    def _lines(self, block: Block) -> Iterator[str]:
        match block:
            case Heading():
                yield f"{'#' * block.level} {_CLOSING.sub(_backslashed, self.text(block.spans))}"
            case Paragraph():
                yield opened(self.text(block.spans))
            case Bullets():
                yield from self._list(block, self._signs(block))
            case Table():
                yield from self._table(block)
            case Figure():
                yield self._figure(block)
            case Glossary():
                yield from self._terms(block)
            case _:
                raise TypeError(f"An import holds no {type(block).__name__}.")

    def _linked(self, href: str, spans: Sequence[Span]) -> str:
        words = "".join(map(self._styled, spans))
        return f"[{words}](<{href}>)" if href and words.strip() else words

    def _styled(self, span: Span) -> str:
        mark = "*" * (2 * span.bold + span.italic)
        inner = span.text.strip(" ")
        if span.cites or not mark or not inner:
            return self._mark(span)
        before, _, after = span.text.partition(inner)
        return f"{before}{mark}{escaped(inner)}{mark}{after}"

    def _mark(self, span: Span) -> str:
        return f"[^{span.cites}]" if span.cites in self._notes else escaped(span.text)

    def _signs(self, block: Bullets) -> str:
        """The bullet and the sign behind numbers: other ones than those of a list right above, or both were one."""
        if isinstance(self._last, Bullets) and self._last.ordered == block.ordered:
            self._sign = "*)" if self._sign == "-." else "-."
        return self._sign

    def _list(self, block: Bullets, signs: str) -> Iterator[str]:
        for number, item in enumerate(block.items, block.start):
            mark = f"{number}{signs[1]} " if block.ordered else f"{signs[0]} "
            for place, line in enumerate(self._item(item, signs)):
                yield (mark if not place else " " * len(mark) if line else "") + line

    def _item(self, item: Item, signs: str) -> Iterator[str]:
        last: Paragraph | Bullets | None = None
        for block in item.blocks:
            # A list goes on right below its words, if it begins with 1; all else needs room above it.
            close = isinstance(last, Paragraph) and isinstance(block, Bullets) and block.start == 1
            if last is not None and not close:
                yield ""
            if isinstance(block, Paragraph):
                yield opened(self.text(block.spans))
            else:
                twin = isinstance(last, Bullets) and last.ordered == block.ordered
                yield from self._list(block, "*)" if (signs == "-.") == twin else "-.")
            last = block

    def _table(self, table: Table) -> Iterator[str]:
        if table.caption:
            yield f"{CAPTION} {self.text(table.caption)}"
            yield ""
        rows = [[self.text(cell.spans).replace("|", "\\|") for cell in row] for row in (table.header, *table.rows)]
        for place, row in enumerate(rows):
            yield f"| {' | '.join(row)} |"
            if not place:
                yield f"|{' --- |' * len(row)}"

    def _figure(self, figure: Figure) -> str:
        self._figures += 1
        caption = "".join(span.text for span in figure.caption).replace("\\", "\\\\").replace('"', '\\"')
        title = f' "{caption}"' if caption else ""
        return f"![{escaped(figure.alt)}]({figure_name(self._article, self._figures, figure)}{title})"

    def _terms(self, glossary: Glossary) -> Iterator[str]:
        for place, term in enumerate(glossary.terms):
            if place:
                yield ""
            yield opened(self.text(term.word))
            for number, meaning in enumerate(term.meaning):
                if number:
                    yield ""
                yield f": {opened(self.text(meaning))}"


def escaped(text: str) -> str:
    """Text that Markdown reads as it stands, within a line."""
    return _MARKS.sub(_backslashed, text)


def opened(text: str) -> str:
    """The same at the beginning of a line, where more is a mark."""
    if number := _NUMBER.match(text):
        return f"{number[0]}\\{text[number.end() :]}"
    if text.startswith(CAPTION):
        return text.replace(":", "\\:", 1)
    return f"\\{text}" if _OPENING.match(text) else text


def _backslashed(mark: re.Match[str]) -> str:
    return f"\\{mark[0]}"


def _followed(note: re.Match[str]) -> str:
    return f"{note[0]}\\"
