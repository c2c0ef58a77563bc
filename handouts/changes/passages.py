"""The passages of an article, as its editions are kept and compared.

A passage is the least that tells a fact by itself: a row of a table comes with the names of its columns, an item with
the line that leads its list. The same words in another row or list are another fact.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from handouts.document import (
    Block,
    Bullets,
    Callout,
    Document,
    Figure,
    Glossary,
    Heading,
    Paragraph,
    Plain,
    References,
    Spans,
    Table,
    plain_text,
)
from handouts.ledger import Passage
from handouts.sentences import split_sentences


def passages_of(document: Document, approved: Mapping[Plain, str]) -> tuple[Passage, ...]:
    """What the article says, front matter first; `approved` tells of its plain wordings who approved them, and when."""
    return tuple(passage for passage in (*_front(document), *_body(document, approved)) if passage.text)


def _front(document: Document) -> Iterator[Passage]:
    yield Passage(_clean(document.title), "title", "", "", 1)
    yield Passage(_clean(document.call), "call", "", "", 1)
    for name, text in (
        ("audience", document.audience),
        ("publisher", document.publisher),
        ("rights", document.rights),
        ("review", document.review_line),
    ):
        yield Passage(_clean(text), name, "", "", 1)


def _body(document: Document, approved: Mapping[Plain, str]) -> Iterator[Passage]:
    """The full and the plain version side by side: what follows a wording may stand under other words in each."""
    wordings = {plain.of: plain for plain in document.plain}
    full = simple = _Place()
    for number, block in enumerate(document.blocks):
        plain = wordings.get(number)
        told, full = _told_in((block,), full)
        worded, simple = _told_in(plain.blocks if plain else (block,), simple)
        if plain is None and told == worded:
            yield from told
            continue
        who = approved.get(plain, "") if plain else ""
        yield from (passage._replace(view="full") for passage in told)
        yield from (passage._replace(view="plain", approved=who) for passage in worded)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a block stands: in which kind of box, below which heading and, last, below which line that leads it."""

    box: str = ""
    heading: str = ""
    lead: str = ""

    def passage(self, text: str, kind: str, line: int) -> Passage:
        return Passage(_clean(text), kind, self.box, self.lead or self.heading, line)

    def behind(self, block: Block) -> "_Place":
        """Where the next block stands."""
        if isinstance(block, Heading):
            return _Place(heading=_said(block.spans))
        leads = isinstance(block, Paragraph) and _said(block.spans).endswith(":")
        return replace(self, lead=_last_sentence(_said(block.spans)) if leads else "")  # type: ignore[union-attr]


def _told_in(blocks: Sequence[Block], place: _Place) -> tuple[list[Passage], _Place]:
    """The passages of blocks that follow one another, and where the next block stands."""
    told: list[Passage] = []
    for block in blocks:
        told += _told(block, place)
        place = place.behind(block)
    return told, place


def _told(block: Block, place: _Place) -> Iterator[Passage]:
    free = replace(place, lead="")
    match block:
        case Heading():
            yield _Place().passage(_said(block.spans), "heading", block.line)
        case Paragraph():
            yield free.passage(_said(block.spans), "paragraph", block.line)
        case Bullets():
            yield from _items(block, place)
        case Callout():
            title = _said(block.title)
            yield replace(free, box=block.kind).passage(title, "box", block.line)
            yield from _told_in(block.blocks, _Place(block.kind, title or place.lead or place.heading))[0]
        case Table():
            yield from _rows(block, place)
        case Figure():
            yield free.passage(block.alt, "figure", block.line)
            yield free.passage(_said(block.caption), "caption", block.line)
        case Glossary():
            for term in block.terms:
                meanings = "; ".join(map(_said, term.meaning))
                yield free.passage(": ".join(filter(None, (_said(term.word), meanings))), "term", term.line)
        case References():
            yield from (free.passage(_said(item.spans), "reference", item.line) for item in block.items)


def _items(bullets: Bullets, place: _Place) -> Iterator[Passage]:
    kind = "step" if bullets.ordered else "item"
    for item in bullets.items:
        inside = place
        for block in item.blocks:
            if isinstance(block, Paragraph):
                text = _said(block.spans)
                yield place.passage(text, kind, block.line)
                inside = replace(place, lead=_last_sentence(text) or place.lead)
            else:
                yield from _items(block, inside)


def _rows(table: Table, place: _Place) -> Iterator[Passage]:
    caption = _said(table.caption)
    yield place.passage(caption, "caption", table.line)
    inside = replace(place, lead=caption or place.lead)
    names = [_said(cell.spans) for cell in table.header]
    if not table.rows:
        yield inside.passage("; ".join(filter(None, names)), "row", table.line)
    for row in table.rows:
        cells = zip(names, (_said(cell.spans) for cell in row), strict=True)
        told = "; ".join(": ".join(filter(None, (name, text))) for name, text in cells if text)
        yield inside.passage(told, "row", row[0].line if row else table.line)


def _last_sentence(text: str) -> str:
    return split_sentences(text)[-1] if text else ""


def _said(spans: Spans) -> str:
    return _clean(plain_text(spans))


def _clean(text: str) -> str:
    return " ".join(text.split())
