"""What is said for each kind of block: lists with their count, tables cell by cell, pictures by their words."""

from collections.abc import Iterator
from dataclasses import dataclass

from handouts.document import (
    BOX_NAMES,
    Block,
    Bullets,
    Callout,
    Cell,
    Figure,
    Glossary,
    Heading,
    Item,
    Paragraph,
    References,
    Table,
    Term,
)
from handouts.spoken.utterances import (
    AFTER_BLOCK,
    AFTER_CELL,
    AFTER_HEADING,
    AFTER_ITEM,
    AFTER_SENTENCE,
    Utterance,
    said_text,
    utterances,
)


@dataclass(frozen=True, slots=True)
class Passage:
    """What is said in one breath of attention: a paragraph, an item, a row. `line` is where the article has it."""

    utterances: tuple[Utterance, ...]
    line: int
    kind: str


def passages(block: Block) -> Iterator[Passage]:
    """All that is said for one block, in order."""
    match block:
        case Heading():
            yield from _passage("heading", block.line, AFTER_HEADING, said_text(block.spans))
        case Paragraph():
            yield from _passage("paragraph", block.line, AFTER_BLOCK, said_text(block.spans))
        case Bullets():
            yield from _list(block)
        case Table():
            yield from _table(block)
        case Figure():
            yield from _figure(block)
        case Callout():
            yield from _callout(block)
        case Glossary():
            yield from _glossary(block)
        case References():
            yield from _references(block)


def _passage(kind: str, line: int, after: float, *texts: str) -> Iterator[Passage]:
    """One passage of all texts, each a sentence or more of its own; none if nothing is to be said."""
    parts = [utterances(text, AFTER_CELL) for text in texts[:-1]]
    said = tuple(one for part in (*parts, utterances(texts[-1], after)) for one in part)
    if said:
        yield Passage(said, line, kind)


def _list(bullets: Bullets, *, inner: bool = False) -> Iterator[Passage]:
    kind = "numbered list" if bullets.ordered else "list"
    count = counted(len(bullets.items), "item")
    announcement = f"Within this item, a {kind} of {count}." if inner else f"A {kind} of {count}."
    yield from _passage("list", bullets.line, AFTER_SENTENCE, announcement)
    for number, item in enumerate(bullets.items, bullets.start):
        yield from _item(item, f"Number {number}: " if bullets.ordered else "")
    if inner:
        yield from _passage("list", bullets.line, AFTER_ITEM, "End of the list within the item.")
    elif any(len(item.blocks) > 1 for item in bullets.items):
        yield from _passage("list", bullets.line, AFTER_BLOCK, "End of the list.")


def _item(item: Item, label: str) -> Iterator[Passage]:
    """The first paragraph follows the item's label; without one the label stands alone."""
    blocks = item.blocks
    first = said_text(blocks[0].spans) if blocks and isinstance(blocks[0], Paragraph) else ""
    yield from _passage("item", item.line, AFTER_ITEM, label + first)
    for block in blocks[1:] if first else blocks:
        match block:
            case Bullets():
                yield from _list(block, inner=True)
            case Paragraph():
                yield from _passage("item", block.line, AFTER_ITEM, said_text(block.spans))


def _table(table: Table) -> Iterator[Passage]:
    size = f"{counted(len(table.rows), 'row')} and {counted(len(table.header), 'column')}"
    announcement = f"A table with {size}"
    caption = said_text(table.caption)
    yield from _passage(
        "table", table.line, AFTER_ITEM, f"{announcement}: {caption}" if caption else f"{announcement}."
    )
    columns = [said_text(cell.spans) for cell in table.header]
    for number, row in enumerate(table.rows, 1):
        cells = [_cell(column, cell) for column, cell in zip(columns, row, strict=True)]
        yield from _passage("row", row[0].line if row else table.line, AFTER_ITEM, f"Row {number}.", *cells)
    yield from _passage("table", table.line, AFTER_BLOCK, "End of the table.")


def _cell(column: str, cell: Cell) -> str:
    text = said_text(cell.spans) or "blank"
    return f"{column}: {text}" if column else text


def _figure(figure: Figure) -> Iterator[Passage]:
    caption = said_text(figure.caption)
    texts = [f"Picture: {figure.alt}"] + ([f"Caption: {caption}"] if caption else [])
    yield from _passage("figure", figure.line, AFTER_BLOCK, *texts)


def _callout(callout: Callout) -> Iterator[Passage]:
    label = BOX_NAMES[callout.kind]
    title = said_text(callout.title)
    announcement = title if title.casefold().startswith(label.casefold()) else f"{label}: {title}" if title else label
    # "Call 911 if" and a list: the voice must not fall before it.
    opens_list = bool(callout.blocks) and isinstance(callout.blocks[0], Bullets) and announcement[-1:].isalnum()
    yield from _passage("callout", callout.line, AFTER_ITEM, announcement + (":" if opens_list else ""))
    for block in callout.blocks:
        yield from passages(block)
    yield from _passage("callout", callout.line, AFTER_BLOCK, f"End of {label.lower()}.")


def _glossary(glossary: Glossary) -> Iterator[Passage]:
    yield from _passage("list", glossary.line, AFTER_SENTENCE, f"A list of {counted(len(glossary.terms), 'word')}.")
    for term in glossary.terms:
        yield from _passage("term", term.line, AFTER_ITEM, *_meanings(term))


def _meanings(term: Term) -> Iterator[str]:
    meanings = [said_text(spans) for spans in term.meaning]
    yield f"{said_text(term.word)}: {meanings[0]}" if meanings else said_text(term.word)
    yield from (f"Or: {meaning}" for meaning in meanings[1:])


def _references(references: References) -> Iterator[Passage]:
    """The sources are announced, not read: a listener can neither note nor follow them, and the print has them."""
    count = len(references.items)
    where = "It is listed" if count == 1 else "They are listed"
    text = f"This article has {counted(count, 'reference')}. {where} in the printed handout."
    yield from _passage("references", references.line, AFTER_BLOCK, text)


def counted(count: int, noun: str) -> str:
    """A number with its noun: "1 item", "3 items"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
