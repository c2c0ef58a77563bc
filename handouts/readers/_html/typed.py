"""Lists that were typed: paragraphs in a row that begin with a bullet or with numbers that count."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby

from handouts.document import Bullets, Item, Paragraph, Span, Spans, plain_text
from handouts.readers._html.inline import finished
from handouts.readers._html.parts import Part

_BULLET = re.compile(r"[•·▪▫■□◦●○‣∙❑❒➢➔✓✔►‐]\s*(?=\S)")
_DASH = re.compile(r"(?:[-–—*]|o)\s+(?=\S)")
_NUMBER = re.compile(r"(\d{1,3})[.)]\s+(?=\S)")
_MARKS = {"bullet": _BULLET, "dash": _DASH, "number": _NUMBER}


def with_typed_lists(parts: Sequence[Part]) -> Iterator[Part]:
    """The parts, with rows of paragraphs that begin alike as lists.

    A dash or a number alone is no list: it may be a range, or a year.
    """
    for kind, group in groupby(parts, _kind):
        row = list(group)
        paragraphs = [part for part in row if isinstance(part, Paragraph)]
        if not kind or (kind != "bullet" and len(row) < 2) or (kind == "number" and not _counts(paragraphs)):
            yield from row
        else:
            yield _list_of(paragraphs, _MARKS[kind])


def _kind(part: Part) -> str:
    text = plain_text(part.spans) if isinstance(part, Paragraph) else ""
    return next((kind for kind, mark in _MARKS.items() if mark.match(text)), "")


def _counts(paragraphs: Sequence[Paragraph]) -> bool:
    first, *rest = map(_number, paragraphs)
    return all(number == first + place for place, number in enumerate(rest, 1))


def _number(paragraph: Paragraph) -> int:
    found = _NUMBER.match(plain_text(paragraph.spans))
    return int(found[1]) if found else 1


def _list_of(paragraphs: Sequence[Paragraph], mark: re.Pattern[str]) -> Bullets:
    items: list[Item] = []
    for each in paragraphs:
        found = mark.match(plain_text(each.spans))
        spans = without_first(each.spans, found.end() if found else 0)
        items.append(Item((Paragraph(spans, each.line),), each.line))
    ordered = mark is _NUMBER
    return Bullets(tuple(items), paragraphs[0].line, ordered, _number(paragraphs[0]) if ordered else 1)


def without_first(spans: Spans, letters: int) -> Spans:
    """The text without its first letters; a mark of a reference is none of them."""
    rest: list[Span] = []
    for span in spans:
        if span.cites:
            rest.append(span)
            continue
        rest.append(replace(span, text=span.text[letters:]))
        letters = max(0, letters - len(span.text))
    return finished(rest)
