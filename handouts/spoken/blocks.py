"""What is said for each kind of block: lists with their count, tables cell by cell, pictures by their words."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

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
    Spans,
    Table,
    Term,
)
from handouts.spoken.utterances import (
    AFTER_BLOCK,
    AFTER_CELL,
    AFTER_HEADING,
    AFTER_ITEM,
    AFTER_SENTENCE,
    Text,
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
            yield from _passage("heading", block.line, AFTER_HEADING, _told(block.spans))
        case Paragraph():
            yield from _passage("paragraph", block.line, AFTER_BLOCK, _told(block.spans))
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


class _Told(NamedTuple):
    """Words to say, and the text of the article that they say; announcements say none."""

    words: str
    of: Text | None = None


def _told(spans: Spans, before: str = "") -> _Told:
    return _Told(before + said_text(spans), spans)


def _passage(kind: str, line: int, after: float, *texts: _Told) -> Iterator[Passage]:
    """One passage of all texts, each a sentence or more of its own; none if nothing is to be said."""
    parts = [utterances(text.words, AFTER_CELL, text.of) for text in texts[:-1]]
    said = tuple(one for part in (*parts, utterances(texts[-1].words, after, texts[-1].of)) for one in part)
    if said:
        yield Passage(said, line, kind)


def _list(bullets: Bullets, *, inner: bool = False) -> Iterator[Passage]:
    kind = "numbered list" if bullets.ordered else "list"
    count = counted(len(bullets.items), "item")
    announcement = f"Within this item, a {kind} of {count}." if inner else f"A {kind} of {count}."
    yield from _passage("list", bullets.line, AFTER_SENTENCE, _Told(announcement))
    for number, item in enumerate(bullets.items, bullets.start):
        yield from _item(item, f"Number {number}: " if bullets.ordered else "")
    if inner:
        yield from _passage("list", bullets.line, AFTER_ITEM, _Told("End of the list within the item."))
    elif any(len(item.blocks) > 1 for item in bullets.items):
        yield from _passage("list", bullets.line, AFTER_BLOCK, _Told("End of the list."))


def _item(item: Item, label: str) -> Iterator[Passage]:
    """The first paragraph follows the item's label; without one the label stands alone."""
    blocks = item.blocks
    first = _told(blocks[0].spans, label) if blocks and isinstance(blocks[0], Paragraph) else _Told(label)
    yield from _passage("item", item.line, AFTER_ITEM, first)
    for block in blocks[1:] if first.words != label else blocks:
        match block:
            case Bullets():
                yield from _list(block, inner=True)
            case Paragraph():
                yield from _passage("item", block.line, AFTER_ITEM, _told(block.spans))


def _table(table: Table) -> Iterator[Passage]:
    size = f"{counted(len(table.rows), 'row')} and {counted(len(table.header), 'column')}"
    announcement = f"A table with {size}"
    told = _told(table.caption, f"{announcement}: ") if said_text(table.caption) else _Told(f"{announcement}.")
    yield from _passage("table", table.line, AFTER_ITEM, told)
    columns = [said_text(cell.spans) for cell in table.header]
    for number, row in enumerate(table.rows, 1):
        cells = [_cell(column, cell) for column, cell in zip(columns, row, strict=True)]
        yield from _passage("row", row[0].line if row else table.line, AFTER_ITEM, _Told(f"Row {number}."), *cells)
    yield from _passage("table", table.line, AFTER_BLOCK, _Told("End of the table."))


def _cell(column: str, cell: Cell) -> _Told:
    name = f"{column}: " if column else ""
    return _told(cell.spans, name) if said_text(cell.spans) else _Told(f"{name}blank")


def _figure(figure: Figure) -> Iterator[Passage]:
    caption = [_told(figure.caption, "Caption: ")] if said_text(figure.caption) else []
    texts = [_Told(f"Picture: {figure.alt}", figure), *caption]
    yield from _passage("figure", figure.line, AFTER_BLOCK, *texts)


def _callout(callout: Callout) -> Iterator[Passage]:
    label = BOX_NAMES[callout.kind]
    title = said_text(callout.title)
    announcement = title if title.casefold().startswith(label.casefold()) else f"{label}: {title}" if title else label
    # "Call 911 if" and a list: the voice must not fall before it.
    opens_list = bool(callout.blocks) and isinstance(callout.blocks[0], Bullets) and announcement[-1:].isalnum()
    told = _Told(announcement + (":" if opens_list else ""), callout.title)
    yield from _passage("callout", callout.line, AFTER_ITEM, told)
    for block in callout.blocks:
        yield from passages(block)
    yield from _passage("callout", callout.line, AFTER_BLOCK, _Told(f"End of {label.lower()}."))


def _glossary(glossary: Glossary) -> Iterator[Passage]:
    announcement = f"A list of {counted(len(glossary.terms), 'word')}."
    yield from _passage("list", glossary.line, AFTER_SENTENCE, _Told(announcement))
    for term in glossary.terms:
        yield from _passage("term", term.line, AFTER_ITEM, *_meanings(term))


def _meanings(term: Term) -> Iterator[_Told]:
    if not term.meaning:
        yield _told(term.word)
        return
    first, *others = term.meaning
    yield _told(first, f"{said_text(term.word)}: ")
    yield from (_told(meaning, "Or: ") for meaning in others)


def _references(references: References) -> Iterator[Passage]:
    """The sources are announced, not read: a listener can neither note nor follow them, and the print has them."""
    count = len(references.items)
    where = "It is listed" if count == 1 else "They are listed"
    text = f"This article has {counted(count, 'reference')}. {where} in the printed handout."
    yield from _passage("references", references.line, AFTER_BLOCK, _Told(text))


def counted(count: int, noun: str) -> str:
    """A number with its noun: "1 item", "3 items"."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
