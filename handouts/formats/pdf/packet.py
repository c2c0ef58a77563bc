"""A packet: several handouts in one PDF, behind a cover sheet, with page numbers that run through all of it."""

from collections.abc import Iterator, Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from handouts.document import Document, Heading, Span
from handouts.formats import Made
from handouts.formats.pdf.blocks import Blocks
from handouts.formats.pdf.canvas import TaggedCanvas
from handouts.formats.pdf.columns import Column
from handouts.formats.pdf.flow import Page, Room, paginate
from handouts.formats.pdf.frontmatter import OWN_COPY, add_call, call_line, print_line, sentence
from handouts.formats.pdf.furniture import Furniture, furniture_of
from handouts.formats.pdf.inline import LINK_LINE
from handouts.formats.pdf.look import Look, look_of
from handouts.formats.pdf.make import draw, laid_out
from handouts.formats.pdf.metadata import Metadata
from handouts.formats.pdf.runs import Link, Phrase, Run, runs_of
from handouts.formats.pdf.structure import Element, Tree
from handouts.options import Options

TITLE = "Your health handouts"
_CONTENTS = Heading(2, (Span("What is in this packet", 0),), 0)

# The title of each handout is the first of its headings.
_TITLE_PLACE = "heading-1"
_CLOSE = 0.25


class _Part(NamedTuple):
    """A document in the packet; its pages count from `first`."""

    document: Document
    look: Look
    pages: list[Page]
    first: int


class _Packet(NamedTuple):
    tree: Tree
    cover: _Part
    parts: list[_Part]

    @property
    def length(self) -> int:
        """The number of pages."""
        return self.parts[-1].first + len(self.parts[-1].pages) - 1


def write_packet(documents: Sequence[Document], options: Options, target: Path, *, both_sides: bool = True) -> Made:
    """Write one PDF of several documents; SourceError names a character that no font has, ValueError if there is none.

    With `both_sides` each begins on a right-hand page, behind a page with nothing but its number where that is needed:
    printed on both sides, every handout can be taken out of the packet whole, and its pages lie as in one of its own.
    """
    content, pages = packet(documents, options, both_sides=both_sides)
    target.write_bytes(content)
    return Made(pages=pages)


def packet(documents: Sequence[Document], options: Options, *, both_sides: bool = True) -> tuple[bytes, int]:
    """The PDF of a packet and its number of pages; raises what `write_packet` raises."""
    if not documents:
        raise ValueError("a packet of no documents")
    for digits in (2, 3, 4, 5):
        found = _laid_out(documents, options, digits, both_sides=both_sides)
        if found.length < 10**digits:
            break
    count = found.length
    canvas = TaggedCanvas(found.tree, _metadata(found), found.cover.look.paper)
    draw(canvas, found.cover.look, found.cover.pages, Furniture(found.cover.look, TITLE, ""), count)
    drawn = len(found.cover.pages)
    for number, part in enumerate(found.parts, 1):
        if drawn + 1 < part.first:
            draw(canvas, part.look, [[]], Furniture(part.look, "", "", drawn + 1), count)
        canvas.scope = _scope(number)
        draw(canvas, part.look, part.pages, replace(furniture_of(part.document, part.look), first=part.first), count)
        drawn = part.first + len(part.pages) - 1
    return canvas.finished(), count


def _laid_out(documents: Sequence[Document], options: Options, digits: int, *, both_sides: bool) -> _Packet:
    tree, head = Tree(), _head(documents)
    cover = tree.root.add("Part")
    laid = []
    for document in documents:
        language = "" if document.language == head.language else document.language
        element = tree.root.add("Part", language=language)
        look = look_of(document, options, digits)
        laid.append((document, look, laid_out(document, options, look, element)))
    look, length, needed = look_of(head, options, digits), 0, 1
    while length < needed:
        # The numbers on the cover depend on how many pages it takes itself, and seldom the other way round.
        length = needed
        parts = list(_placed(laid, length, both_sides=both_sides))
        cover.kids.clear()
        pages = _cover(head, look, parts, cover)
        needed = len(pages)
    pages += [[]] * (length - needed)
    return _Packet(tree, _Part(head, look, pages, 1), parts)


def _placed(laid: Sequence[tuple[Document, Look, list[Page]]], cover: int, *, both_sides: bool) -> Iterator[_Part]:
    """Where each part begins, behind a cover of so many pages."""
    first = cover + 1
    for document, look, pages in laid:
        first += both_sides and first % 2 == 0
        yield _Part(document, look, pages, first)
        first += len(pages)


def _head(documents: Sequence[Document]) -> Document:
    """What the packet is as a document: its cover without what is in it."""
    languages, publishers = ({getattr(each, name): None for each in documents} for name in ("language", "publisher"))
    return Document(
        path=Path("packet"),
        title=TITLE,
        language=documents[0].language if len(languages) == 1 else "en",
        version="",
        revised=max(each.revised for each in documents),
        publisher="; ".join(filter(None, publishers)),
        call="",
        audience="",
        review=None,
        blocks=(_CONTENTS,),
    )


def _cover(head: Document, look: Look, parts: Sequence[_Part], root: Element) -> list[Page]:
    """The cover sheet: what this is, how much paper, whom to call, and each topic with its page and its state."""
    blocks, column = Blocks(head, look), Column(look.left, look.width)
    close = replace(look.body, after=_CLOSE * look.gap)
    blocks.title(TITLE, root, column)
    count = parts[-1].first + len(parts[-1].pages) - 1
    for words, bold in ((OWN_COPY, True), (print_line(look, count), False)):
        blocks.text(runs_of([Phrase(words, root.add("P"), bold)]), close, column)
    calls = {call_line(part.document) if part.document.call.strip() else "" for part in parts}
    # One for all topics has a box, as in each of them; else each topic's own stands with it.
    once = len(calls) == 1
    if once and all(calls):
        add_call(calls.pop(), look, blocks, root, column)
    blocks.add((_CONTENTS,), root, column)
    contents = root.add("TOC")
    for number, part in enumerate(parts, 1):
        *lines, last = _entry(part, number, contents.add("TOCI"), with_call=not once)
        for runs in lines:
            blocks.text(runs, close, column, keep=True).whole = True
        blocks.text(last, look.body, column).whole = True
    return paginate(blocks.pieces, Room(look.height, look.gap))


def _entry(part: _Part, number: int, element: Element, *, with_call: bool) -> Iterator[list[Run]]:
    """The lines that tell of one topic."""
    document = part.document
    words = f"{document.title}, page {part.first}"
    link = Link(element.add("Reference").inline("Link"), f"#{_scope(number)}{_TITLE_PLACE}", words)
    yield runs_of([Phrase(words, link.element, True, LINK_LINE, link)])
    if with_call and document.call.strip():
        yield runs_of([Phrase(call_line(document), element.add("P"), True)])
    state = " ".join((f"{document.version_line}. {document.review_line}.", *map(sentence, document.notices)))
    yield runs_of([Phrase(state, element.add("P"))])


def _metadata(found: _Packet) -> Metadata:
    head, titles = found.cover.document, "; ".join(part.document.title for part in found.parts)
    subject = f"{found.cover.look.print_line}. In this packet: {titles}."
    return Metadata(TITLE, head.publisher, subject, head.language, head.revised)


def _scope(number: int) -> str:
    return f"{number}/"
