"""The article that is measured: any number of copies of it, and versions that no cache has seen."""

from dataclasses import replace

from handouts.document import Block, Bullets, Document, Heading, Paragraph, References, Span, Spans, Table


def times(document: Document, number: int) -> Document:
    """The document's blocks `number` times over; the references, which can stand but once, at the end."""
    if number == 1:
        return document
    body = [block for block in document.blocks if not isinstance(block, References)]
    references = tuple(block for block in document.blocks if isinstance(block, References))
    return replace(document, blocks=(*body * number, *references))


def unseen(document: Document, run: int) -> Document:
    """The document with a word of its own in every paragraph and heading, as another article would have."""
    return replace(document, blocks=tuple(_marked(block, run) for block in document.blocks))


def _marked(block: Block, run: int) -> Block:
    match block:
        case Heading() | Paragraph():
            return replace(block, spans=_with_word(block.spans, run))
        case Bullets():
            items = tuple(
                replace(item, blocks=tuple(_with(inner, run) for inner in item.blocks)) for item in block.items
            )
            return replace(block, items=items)
        case Table():
            rows = tuple(tuple(replace(cell, spans=_with_word(cell.spans, run)) for cell in row) for row in block.rows)
            return replace(block, rows=rows)
    return block


def _with(block: Paragraph | Bullets, run: int) -> Paragraph | Bullets:
    marked = _marked(block, run)
    assert isinstance(marked, Paragraph | Bullets)
    return marked


def _with_word(spans: Spans, run: int) -> Spans:
    word = "".join("abcdefghij"[int(digit)] for digit in str(run))
    return (*spans, Span(f" {word}", spans[-1].line)) if spans else spans
