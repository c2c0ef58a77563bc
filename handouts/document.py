"""The model: an article as frozen values, with every line it came from.

Readers make it, every later stage takes it and changes nothing. It holds all that an author wrote, or the reader
refuses the article. Lines count from 1, in the source file.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias

MONTHS = (
    *("January", "February", "March", "April", "May", "June"),
    *("July", "August", "September", "October", "November", "December"),
)

CalloutKind: TypeAlias = Literal["warning", "call", "tip"]
BOX_NAMES: dict[CalloutKind, str] = {"warning": "Warning", "call": "When to call", "tip": "Tip"}
"""What a box is called where its look cannot tell: by the voice, and for an icon."""


@dataclass(frozen=True, slots=True)
class Span:
    """A run of text in one style.

    `href` makes it a link; `cites` makes it the mark of a reference (its text is that reference's number).
    """

    text: str
    line: int
    bold: bool = False
    italic: bool = False
    href: str = ""
    cites: int = 0


Spans: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Heading:
    """The head of a section (`level` 2) or of a part of one (`level` 3); the title is the only level 1."""

    level: Literal[2, 3]
    spans: Spans
    line: int


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph."""

    spans: Spans
    line: int


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list: paragraphs and nested lists, in their order."""

    blocks: "tuple[Paragraph | Bullets, ...]"
    line: int


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list: with bullets, or numbered from `start` when `ordered`."""

    items: tuple[Item, ...]
    line: int
    ordered: bool = False
    start: int = 1


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell of a table; it may be empty."""

    spans: Spans
    line: int


@dataclass(frozen=True, slots=True)
class Table:
    """A table: `header` names the columns, the first cell of each row names the row; all rows are of one length."""

    header: tuple[Cell, ...]
    rows: tuple[tuple[Cell, ...], ...]
    line: int
    caption: Spans = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture (`data`: the bytes of a PNG or JPEG file) and the words that stand for it."""

    path: Path
    alt: str
    line: int
    data: bytes = field(repr=False)
    width: int
    height: int
    caption: Spans = ()


@dataclass(frozen=True, slots=True)
class Term:
    """A word and what it means."""

    word: Spans
    meaning: tuple[Spans, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Glossary:
    """A list of words to know."""

    terms: tuple[Term, ...]
    line: int


Inner: TypeAlias = Paragraph | Bullets | Table | Figure | Glossary


@dataclass(frozen=True, slots=True)
class Callout:
    """A box that stands out: a warning, whom to call, or a tip."""

    kind: CalloutKind
    title: Spans
    blocks: tuple[Inner, ...]
    line: int


@dataclass(frozen=True, slots=True)
class Reference:
    """A source that the text cites by its `number`, counted from 1 in the order of first citation."""

    number: int
    spans: Spans
    line: int


@dataclass(frozen=True, slots=True)
class References:
    """The list of the sources cited."""

    items: tuple[Reference, ...]
    line: int


Block: TypeAlias = Heading | Callout | References | Inner


@dataclass(frozen=True, slots=True)
class Plain:
    """The plain wording of one passage: of the block at the index `of` in Document.blocks.

    `because` is the author's recorded reason for what the fact lock only warns of.
    """

    of: int
    blocks: tuple[Inner | Callout, ...]
    line: int
    because: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """Who reviewed the article, and when."""

    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Document:
    """An article, whole.

    `call` says whom to call, with the number. `review` is None until a clinician has reviewed this version.
    `digest` is the SHA-256 of the file it was read from, in hexadecimal. `blocks` is the full version; `plain` holds
    the passages that have a plain wording, in order. `notices` are sentences that the opening of every output carries.
    `rights` says by whose leave the text is used; a `draft` waits for its editor, and every output says so.
    """

    path: Path
    title: str
    language: str
    version: str
    revised: date
    publisher: str
    call: str
    audience: str
    review: Review | None
    blocks: tuple[Block, ...]
    digest: str = ""
    plain: tuple[Plain, ...] = ()
    notices: tuple[str, ...] = ()
    rights: str = ""
    draft: bool = False

    @property
    def name(self) -> str:
        """The name that its outputs carry: the file's, without the suffix."""
        return self.path.stem

    @property
    def version_line(self) -> str:
        """Version and date, as every output shows them."""
        return f"{self.version_name}, revised {long_date(self.revised)}"

    @property
    def version_name(self) -> str:
        """The version as each page shows it."""
        return f"Draft, version {self.version}" if self.draft else f"Version {self.version}"

    @property
    def review_line(self) -> str:
        """Whether and by whom the article was reviewed, as every output says it."""
        if self.review is None:
            return "Not yet reviewed by a clinician"
        return f"Reviewed by {self.review.by}, {long_date(self.review.on)}"


@dataclass(frozen=True, slots=True)
class Section:
    """A level 2 heading and the blocks up to the next one; the opening has no heading."""

    heading: Heading | None
    blocks: tuple[Block, ...]

    def title(self, opening: str) -> str:
        """The heading's words, or `opening` for the blocks before the first heading."""
        return plain_text(self.heading.spans) if self.heading else opening


def sections(document: Document) -> Iterator[Section]:
    """Cut the document at its level 2 headings; an opening without blocks is left out."""
    heading: Heading | None = None
    blocks: list[Block] = []
    for block in document.blocks:
        if isinstance(block, Heading) and block.level == 2:
            if heading or blocks:
                yield Section(heading, tuple(blocks))
            heading, blocks = block, []
        else:
            blocks.append(block)
    if heading or blocks:
        yield Section(heading, tuple(blocks))


def figures(document: Document) -> Iterator[Figure]:
    """Every figure of the document, those in boxes and plain wordings too."""
    for block in (*document.blocks, *(inner for plain in document.plain for inner in plain.blocks)):
        if isinstance(block, Figure):
            yield block
        elif isinstance(block, Callout):
            yield from (inner for inner in block.blocks if isinstance(inner, Figure))


def fragments(block: Block) -> Iterator[Spans]:
    """The texts of a block in reading order: each paragraph, item, cell, title, caption, word and meaning."""
    match block:
        case Heading() | Paragraph():
            yield block.spans
        case Bullets():
            for item in block.items:
                yield from (spans for inner in item.blocks for spans in fragments(inner))
        case Table():
            yield block.caption
            yield from (cell.spans for row in (block.header, *block.rows) for cell in row)
        case Figure():
            yield (Span(block.alt, block.line),)
            yield block.caption
        case Callout():
            yield block.title
            yield from (spans for inner in block.blocks for spans in fragments(inner))
        case Glossary():
            yield from (spans for term in block.terms for spans in (term.word, *term.meaning))
        case References():
            yield from (item.spans for item in block.items)


def box_label(callout: Callout) -> str:
    """The kind of a box in words, or "" where its title says it already."""
    name = BOX_NAMES[callout.kind]
    told = plain_text(callout.title).casefold().startswith((callout.kind, name.casefold()))
    return "" if told else name


def plain_text(spans: Spans) -> str:
    """The words of the spans, without the marks of references."""
    return "".join(span.text for span in spans if not span.cites)


def long_date(day: date) -> str:
    """A date that nobody reads wrongly: "23 November 2026", whatever the machine's locale."""
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"
