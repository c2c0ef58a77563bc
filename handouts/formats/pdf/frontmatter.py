"""The opening of the first page: what this is, whose it is, how old, how many sheets, and whom to call."""

from collections.abc import Sequence
from dataclasses import replace

from handouts.document import Document
from handouts.formats.pdf.blocks import Blocks
from handouts.formats.pdf.boxes import Box
from handouts.formats.pdf.callouts import BoxTitle
from handouts.formats.pdf.columns import Column
from handouts.formats.pdf.flow import Piece, Room, paginate
from handouts.formats.pdf.look import Look
from handouts.formats.pdf.rows import HEAVY, Rule
from handouts.formats.pdf.runs import Phrase, runs_of
from handouts.formats.pdf.structure import Element
from handouts.formats.pdf.text import Text

OWN_COPY = "This is your own copy. Keep it with you."
_CLOSE = 0.25
# Before the pages are counted: a number whose words take as many lines as those of most others.
_LIKELY = 10


def sheets_line(pages: int) -> str:
    """How much paper the handout takes: "8 pages: 4 sheets on both sides, or 8 on one side"."""
    if pages == 1:
        return "1 page: 1 sheet"
    both = (pages + 1) // 2
    return f"{pages} pages: {both} sheet{'s' * (both > 1)} on both sides, or {pages} on one side"


def print_line(look: Look, pages: int) -> str:
    """What this is and how much paper it takes."""
    return f"{look.print_line}. {sheets_line(pages)}."


def opening(document: Document, look: Look, blocks: Blocks, root: Element, column: Column) -> Text:
    """Add the opening to the flow; the line with the number of sheets, to be set when that is known."""
    blocks.title(document.title, root, column)
    close = replace(look.body, after=_CLOSE * look.gap)

    def line(words: str, *, bold: bool = False) -> Text:
        element = root.add("P", language=blocks.english)
        return blocks.text(runs_of([Phrase(words, element, bold)], document.path), close, column)

    line(OWN_COPY, bold=True)
    sheets = line(print_line(look, _LIKELY))
    line(f"{document.version_line}. {document.review_line}.")
    for notice in document.notices:
        line(sentence(notice), bold=True)
    needed = len(blocks.pieces)
    if document.audience:
        line(sentence(f"For {document.audience}"))
    if document.publisher:
        line(sentence(f"Published by {document.publisher}"))
    if document.rights:
        line(sentence(document.rights))
    if document.call.strip():
        add_call(call_line(document), look, blocks, root, column)
        if _on_one_page(blocks.pieces, look) or not _on_one_page([*blocks.pieces[:needed], blocks.pieces[-1]], look):
            return sheets
        # In giant print whom to call comes before what can wait for page 2.
        blocks.pieces.insert(needed, blocks.pieces.pop())
        root.kids.insert(needed, root.kids.pop())
    blocks.pieces.append(_end(look, column))
    return sheets


def _on_one_page(pieces: Sequence[Piece], look: Look) -> bool:
    return len(paginate(pieces, Room(look.height, look.gap))) == 1


def call_line(document: Document) -> str:
    """Whom to call, as a sentence."""
    called = document.call.split()[0].casefold() == "call"
    return sentence(document.call[0].upper() + document.call[1:] if called else f"Call {document.call}")


def add_call(words: str, look: Look, blocks: Blocks, root: Element, column: Column) -> None:
    """Add whom to call, in a box of its own."""
    box = Box("call", column.left, column.width, look.size, look.gap)
    room = BoxTitle.icon_room(look.body)
    blocks.pieces.append(
        BoxTitle(
            runs=runs_of([Phrase(words, root.add("P"), bold=True)], blocks.path),
            style=look.body,
            left=box.inner_left + room,
            width=box.inner_width - room,
            box=box,
            whole=True,
            kind="call",
            icon=None,
        )
    )


def _end(look: Look, column: Column) -> Rule:
    weight = HEAVY * look.size
    return Rule(
        left=column.left, width=column.width, height=weight, weight=weight, before=0.4 * look.gap, after=look.gap
    )


def sentence(words: str) -> str:
    """The words with a full stop, if they have no end of their own."""
    return words if words.endswith((".", "!", "?")) else f"{words}."
