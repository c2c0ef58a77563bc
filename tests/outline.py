"""A document as a page of text: one line for each block, with every mark that the model holds."""

from collections.abc import Iterator

from handouts.document import (
    Block,
    Bullets,
    Callout,
    Cell,
    Document,
    Figure,
    Glossary,
    Heading,
    Paragraph,
    References,
    Spans,
    Table,
)


def outline(document: Document) -> str:
    """The front matter, then every block with its line in the source and its marks."""
    head = [f"{name}: {getattr(document, name)}" for name in ("title", "language", "publisher", "call", "audience")]
    lines = [*head, document.version_line, document.review_line, ""]
    for block in document.blocks:
        lines.extend(_lines(block, ""))
    return "\n".join(lines) + "\n"


def _lines(block: Block, indent: str) -> Iterator[str]:
    start = f"{indent}{block.line}: {type(block).__name__}"
    inner = indent + "    "
    match block:
        case Heading():
            yield f"{start} {block.level} {marked(block.spans)}"
        case Paragraph():
            yield f"{start} {marked(block.spans)}"
        case Bullets():
            yield f"{start} {f'from {block.start}' if block.ordered else ''}".rstrip()
            for item in block.items:
                yield f"{inner}{item.line}: item"
                for each in item.blocks:
                    yield from _lines(each, inner + "    ")
        case Table():
            yield f"{start} {marked(block.caption)}".rstrip()
            yield from (f"{inner}{_row(row)}" for row in (block.header, *block.rows))
        case Figure():
            yield f"{start} {block.path.name} {block.width}×{block.height} [{block.alt}] {marked(block.caption)}"
        case Callout():
            yield f"{start} {block.kind} {marked(block.title)}"
            for held in block.blocks:
                yield from _lines(held, inner)
        case Glossary():
            yield start
            for term in block.terms:
                yield f"{inner}{term.line}: {marked(term.word)} = {' / '.join(map(marked, term.meaning))}"
        case References():
            yield start
            yield from (f"{inner}{item.line}: {item.number} {marked(item.spans)}" for item in block.items)


def _row(row: tuple[Cell, ...]) -> str:
    return f"{row[0].line}: | {' | '.join(marked(cell.spans) for cell in row)} |"


def marked(spans: Spans) -> str:
    """The text with its marks: **bold**, *italic*, [link](target), ^1 for a reference."""
    out = []
    for span in spans:
        text = f"^{span.cites}" if span.cites else span.text
        text = f"**{text}**" if span.bold else text
        text = f"*{text}*" if span.italic else text
        out.append(f"[{text}]({span.href})" if span.href else text)
    return "".join(out)
