"""Lists of a page: bullets, numbers and words to know, as far down and as plain as an article holds them."""

from collections.abc import Iterable, Sequence
from dataclasses import replace

from handouts.document import Bullets, Figure, Glossary, Item, Paragraph, Span, Spans, Table, Term
from handouts.readers._html.inline import finished
from handouts.readers._html.parts import Part, as_paragraph, emphasised, joined, texts_of

DEEPEST_LIST = 4


def lists_of(entries: Sequence[tuple[int, list[Part]]], ordered: bool, level: int) -> list[Part]:
    """The list of these items, each with its number; several lists where numbers jump or a table stands between.

    `level` counts from 1; what is nested too deep follows its item in the same list.
    """
    made: list[Part] = []
    last: list[Part] = []
    items: list[Item] = []
    start = expected = 1

    def close() -> None:
        if items:
            made.append(Bullets(tuple(items), items[0].line, ordered, start if ordered else 1))
            items.clear()

    for number, parts in entries:
        if ordered and number != expected:
            close()
        own, late = _items_of(parts, level)
        start = start if items else number
        items.extend(own)
        expected = number + len(own)
        if level > 1:
            last.extend(late)
        elif late:
            close()
            made.extend(late)
    close()
    return made + last


def _items_of(parts: Sequence[Part], level: int) -> tuple[list[Item], list[Part]]:
    """The item of these parts, and more of them where lists in it have no room; and what no item can hold."""
    blocks: list[Paragraph | Bullets] = []
    below: list[Item] = []
    late: list[Part] = []
    for part in parts:
        if isinstance(part, Table | Figure | Glossary):
            late.append(part)
        elif not isinstance(part, Bullets):
            blocks.append(as_paragraph(part))
        elif level >= DEEPEST_LIST or not blocks:
            below.extend(part.items)
        else:
            blocks.append(part)
    own = [Item(tuple(blocks), blocks[0].line)] if blocks else []
    return own + below, late


def glossary_of(entries: Iterable[tuple[str, Sequence[Part]]], line: int) -> list[Part]:
    """The words and meanings of a list of definitions (`dt` and `dd`); a meaning without a word is a paragraph."""
    before: list[Part] = []
    late: list[Part] = []
    terms: list[Term] = []
    for tag, parts in entries:
        late.extend(part for part in parts if isinstance(part, Table | Figure))
        texts = [spans for part in parts if not isinstance(part, Table | Figure) for spans in texts_of(part)]
        if not texts:
            continue
        if tag == "dd" and terms:
            terms[-1] = replace(terms[-1], meaning=(*terms[-1].meaning, *texts))
        elif tag == "dd":
            before.extend(Paragraph(spans, spans[0].line) for spans in texts)
        else:
            _add_word(terms, joined(texts, ", "))
    left: list[Part] = []
    if terms and not terms[-1].meaning:
        word = terms.pop().word
        left.append(Paragraph(emphasised(word), word[0].line))
    found: list[Part] = [Glossary(tuple(terms), terms[0].line)] if terms else []
    return [*before, *found, *left, *late]


def _add_word(terms: list[Term], word: Spans) -> None:
    if terms and not terms[-1].meaning:
        both = finished((*terms[-1].word, Span(", ", word[0].line), *word))
        terms[-1] = replace(terms[-1], word=both)
    else:
        terms.append(Term(word, (), word[0].line))
