"""Shapes of blocks: what the page has and the model has not, brought to what the model can hold."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from handouts.document import Block, Bullets, Glossary, Heading, Item, Paragraph, Span, Spans, plain_text
from handouts.readers._html.inline import finished

DEEPEST_LIST = 4

_BULLET = re.compile(r"[•·▪■◦‣∙●○□➢➔✓✔►*–—-]\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,2})[.)]\s+(?=\S)")


@dataclass(frozen=True, slots=True)
class Head:
    """A heading with the page's own level, 1 to 6: the model's two are known when all headings are."""

    level: int
    spans: Spans
    line: int


Part: TypeAlias = Block | Head


def last_text(paragraph: Paragraph) -> str:
    """The text at the end of a paragraph."""
    return plain_text(paragraph.spans).rstrip()


def in_item(blocks: Sequence[Part]) -> Iterator[Paragraph | Bullets]:
    """What an item of a list can hold; words and meanings become paragraphs."""
    for block in blocks:
        if isinstance(block, Paragraph | Bullets):
            yield block
        elif isinstance(block, Glossary):
            yield from _sentences(block)


def _sentences(glossary: Glossary) -> Iterator[Paragraph]:
    for term in glossary.terms:
        parts = [span for meaning in term.meaning for span in (Span(" ", term.line), *meaning)]
        yield Paragraph(finished((*term.word, Span(":", term.line), *parts)), term.line)


def bounded(bullets: Bullets, depth: int = 1) -> Bullets:
    """The list at most four deep; what is deeper becomes paragraphs of its item."""
    items = []
    for item in bullets.items:
        blocks: list[Paragraph | Bullets] = []
        for block in item.blocks:
            if isinstance(block, Paragraph):
                blocks.append(block)
            elif depth < DEEPEST_LIST:
                blocks.append(bounded(block, depth + 1))
            else:
                blocks.extend(_paragraphs(block))
        items.append(replace(item, blocks=tuple(blocks)))
    return replace(bullets, items=tuple(items))


def _paragraphs(bullets: Bullets) -> Iterator[Paragraph]:
    for item in bullets.items:
        for block in item.blocks:
            if isinstance(block, Paragraph):
                yield block
            else:
                yield from _paragraphs(block)


def with_lists(blocks: Sequence[Part]) -> list[Part]:
    """Paragraphs that begin with bullets or with 1, 2, 3, as lists."""
    made: list[Part] = []
    at = 0
    while at < len(blocks):
        marked = list(_marked(blocks[at : at + 200]))
        if len(marked) > 1:
            first = marked[0]
            number = _NUMBER.match(first.spans[0].text)
            items = tuple(Item((_unmarked(each),), each.line) for each in marked)
            made.append(Bullets(items, first.line, bool(number), int(number[1]) if number else 1))
            at += len(marked)
        else:
            made.append(blocks[at])
            at += 1
    return made


def _marked(blocks: Sequence[Part]) -> Iterator[Paragraph]:
    expected = 0
    for block in blocks:
        if not isinstance(block, Paragraph):
            return
        text = block.spans[0].text
        number = _NUMBER.match(text)
        if number and (expected in (0, int(number[1]))):
            expected = int(number[1]) + 1
        elif number or expected or not _BULLET.match(text):
            return
        yield block


def _unmarked(paragraph: Paragraph) -> Paragraph:
    first = paragraph.spans[0]
    mark = _BULLET.match(first.text) or _NUMBER.match(first.text)
    return replace(
        paragraph, spans=(replace(first, text=first.text[mark.end() if mark else 0 :]), *paragraph.spans[1:])
    )


def levelled(blocks: Sequence[Part]) -> Iterator[Block]:
    """Headings on two levels: the page's highest is 2, and none before the first of those is deeper."""
    highest = min((block.level for block in blocks if isinstance(block, Head)), default=2)
    highest = max(2, highest)
    begun = False
    for block in blocks:
        if not isinstance(block, Head):
            yield block
            continue
        level = 2 if block.level <= highest or not begun else 3
        begun = begun or block.level <= highest
        yield Heading(2 if level == 2 else 3, block.spans, block.line)
