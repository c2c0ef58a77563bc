"""Notes at the foot of a page, each in an element with an id: taken out of the tree, numbered, and read."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import TYPE_CHECKING

from handouts.document import Reference, Span, Spans
from handouts.readers._html.blocks import Walk
from handouts.readers._html.inline import finished
from handouts.readers._html.parts import joined, texts_of

if TYPE_CHECKING:
    from lxml.html import HtmlElement  # type: ignore[import-untyped]


def take_notes(items: Sequence[HtmlElement]) -> dict[str, HtmlElement]:
    """The notes by their ids, out of the tree and without their links back; empty and repeated ones left out."""
    notes: dict[str, HtmlElement] = {}
    for item in items:
        for link in item.xpath(".//a[starts-with(@href, '#')]"):
            if str(link.xpath("string()")).strip("\ufe0e\ufe0f ") in ("↑", "↩", "^", "⏎"):
                link.drop_tree()
        item.drop_tree()
        if str(item.xpath("string()")).strip():
            notes.setdefault(str(item.get("id")), item)
    return notes


def numbered(notes: Mapping[str, HtmlElement]) -> dict[str, int]:
    """The numbers of the notes by their ids, in their order."""
    return {name: number for number, name in enumerate(notes, 1)}


def references_of(notes: Mapping[str, HtmlElement], walk: Walk) -> list[Reference]:
    """The notes as references, each one text."""
    found: list[Reference] = []
    for number, note in enumerate(notes.values(), 1):
        spans, others = walk.spans(note)
        spans = _uncited(
            joined([spans, *(text for part in others for text in texts_of(part))], "; ") if others else spans
        )
        found.append(Reference(number, spans or (Span("—", walk.line),), spans[0].line if spans else walk.line))
    return found


def _uncited(spans: Spans) -> Spans:
    """The text of a note, in which no other note can be cited: its number stays as text."""
    return finished(replace(span, text=f"[{span.text}]", cites=0) if span.cites else span for span in spans)
