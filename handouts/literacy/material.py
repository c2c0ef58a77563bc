"""What the checks look at: the parts of a document, sorted once."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import accumulate, zip_longest
from typing import NamedTuple

from handouts.document import (
    Block,
    Bullets,
    Callout,
    Document,
    Figure,
    Glossary,
    Heading,
    Paragraph,
    References,
    Spans,
    Table,
    plain_text,
)
from handouts.grade.counting import sentences_of

_STOP = re.compile(r"""[.!?…:]["'”’)\]]*$""")


class Statement(NamedTuple):
    """A sentence, a fragment of a list, or the title of a box, its white space made single, with its source line.

    It is `whole` when it ends with a stop or is a title; "chest pain" in a list is not.
    """

    text: str
    line: int
    whole: bool


@dataclass(frozen=True, slots=True)
class Text:
    """One run of words that a reader reads, as the spans it came from; marks of references are left out."""

    spans: Spans

    @property
    def words(self) -> str:
        """Its words."""
        return plain_text(self.spans)

    def line(self, offset: int) -> int:
        """The source line of the character at `offset` of its words."""
        runs = [span for span in self.spans if not span.cites and span.text]
        starts = [0, *accumulate(len(span.text) for span in runs)]
        return runs[bisect_right(starts, offset, hi=len(runs)) - 1].line


@dataclass(frozen=True, slots=True)
class Section:
    """What stands between two headings of whatever level; the opening has no heading."""

    heading: Heading | None
    blocks: tuple[Block, ...]

    @property
    def title(self) -> str:
        """The heading's words."""
        return plain_text(self.heading.spans) if self.heading else ""

    @property
    def words(self) -> int:
        """How many words its blocks hold."""
        return sum(len(text.words.split()) for text in texts(self.blocks))


@dataclass(frozen=True, slots=True)
class Material:
    """A document as the checks see it: `blocks` holds those inside lists and boxes too, references left out."""

    document: Document
    blocks: tuple[Block, ...]
    sections: tuple[Section, ...]
    texts: tuple[Text, ...]
    statements: tuple[Statement, ...]

    @property
    def headings(self) -> tuple[Heading, ...]:
        """Its headings, the title apart."""
        return tuple(section.heading for section in self.sections if section.heading)

    @property
    def paragraphs(self) -> tuple[Paragraph, ...]:
        """Its paragraphs, those of list items and boxes too."""
        return tuple(block for block in self.blocks if isinstance(block, Paragraph))

    @property
    def lists(self) -> tuple[Bullets, ...]:
        """Its lists, nested ones too."""
        return tuple(block for block in self.blocks if isinstance(block, Bullets))

    @property
    def tables(self) -> tuple[Table, ...]:
        """Its tables."""
        return tuple(block for block in self.blocks if isinstance(block, Table))

    @property
    def figures(self) -> tuple[Figure, ...]:
        """Its pictures."""
        return tuple(block for block in self.blocks if isinstance(block, Figure))

    @property
    def boxes(self) -> tuple[Callout, ...]:
        """Its boxes."""
        return tuple(block for block in self.blocks if isinstance(block, Callout))

    @property
    def explained(self) -> frozenset[str]:
        """The words of its own lists of words to know, written small."""
        lists = (block for block in self.blocks if isinstance(block, Glossary))
        return frozenset(plain_text(term.word).lower() for words in lists for term in words.terms)

    @property
    def words(self) -> int:
        """How many words there are to read, headings left out."""
        return sum(section.words for section in self.sections)


def material(document: Document) -> Material:
    """Sort a document's full version for the checks."""
    shown = tuple(_without_references(document.blocks))
    return Material(
        document=document,
        blocks=tuple(_walk(shown)),
        sections=tuple(_sections(shown)),
        texts=tuple(texts(shown)),
        statements=tuple(_statements(shown)),
    )


def texts(blocks: Iterable[Block]) -> Iterator[Text]:
    """Every run of words in these blocks, in reading order; alternative texts of pictures are left out."""
    for block in _walk(blocks):
        yield from (Text(spans) for spans in _own_spans(block) if plain_text(spans).strip())


def _own_spans(block: Block) -> Iterator[Spans]:
    match block:
        case Heading(spans=spans) | Paragraph(spans=spans):
            yield spans
        case Callout(title=title):
            yield title
        case Figure(caption=caption):
            yield caption
        case Table(header=header, rows=rows, caption=caption):
            yield caption
            yield from (cell.spans for row in (header, *rows) for cell in row)
        case Glossary(terms=terms):
            for term in terms:
                yield from (term.word, *term.meaning)


def _without_references(blocks: tuple[Block, ...]) -> Iterator[Block]:
    """The blocks but for the references and the heading right above them."""
    for block, following in zip_longest(blocks, blocks[1:]):
        if not isinstance(block, References) and not (isinstance(block, Heading) and isinstance(following, References)):
            yield block


def _walk(blocks: Iterable[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        if isinstance(block, Callout):
            yield from _walk(block.blocks)
        elif isinstance(block, Bullets):
            for item in block.items:
                yield from _walk(item.blocks)


def _sections(blocks: Iterable[Block]) -> Iterator[Section]:
    heading: Heading | None = None
    held: list[Block] = []
    for block in blocks:
        if isinstance(block, Heading):
            if heading or held:
                yield Section(heading, tuple(held))
            heading, held = block, []
        else:
            held.append(block)
    if heading or held:
        yield Section(heading, tuple(held))


def _statements(blocks: Iterable[Block]) -> Iterator[Statement]:
    for block in blocks:
        if isinstance(block, Callout) and plain_text(block.title).strip():
            yield Statement(" ".join(plain_text(block.title).split()), block.line, whole=True)
        for each in sentences_of([block]):
            yield Statement(" ".join(each.text.split()), each.line, whole=bool(_STOP.search(each.text)))
