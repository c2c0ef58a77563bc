"""A draft as the text of an article, in the canonical form that every later stage reads."""

from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import zip_longest
from pathlib import Path

import yaml

from handouts.document import (
    Block,
    Bullets,
    Figure,
    Glossary,
    Heading,
    Item,
    Paragraph,
    Reference,
    References,
    Span,
    fragments,
)
from handouts.draft import Draft
from handouts.errors import OutputError, SourceError
from handouts.importing.dates import revised_on
from handouts.importing.marks import Writer, opened
from handouts.readers.markdown import read_markdown
from handouts.readers.markdown.frontmatter import LANGUAGE, LONGEST_VALUE

ABOUT = "About the source"
FURTHER = "Further sources"
# Written with all styles, then without those of a passage that they break; a second passage may come to light.
_TRIES = 5
_SAYS = "This text was imported. Its source says of itself:"
_REVIEWER = "The source’s reviewer: "
_TO_ADD = """\
# Check every line. Then delete the line "status: draft", and add:
# publisher: who answers for this article
# call: whom to call, with the number
"""


@dataclass(frozen=True, slots=True)
class Terms:
    """On what terms a page becomes an article: its `name`, whose leave `rights` tells of, and the day."""

    name: str
    rights: str
    today: date


def article_of(draft: Draft, terms: Terms) -> str:
    """The article's text, from which every word of the draft is read back; else OutputError with the passage."""
    cited = {span.cites for block in draft.blocks for span in _spans(block)}
    notes = [reference for reference in draft.references if reference.number in cited]
    blocks = _whole(draft, [reference for reference in draft.references if reference.number not in cited])
    front = _front_matter(draft, terms)
    bare: set[int] = set()
    for _ in range(_TRIES):
        # A figure's file is not there yet: its words are tried in its place.
        lost = _lost([_words_of(block) for block in blocks], front, notes, terms.name, bare)
        if not lost:
            return _written(blocks, front, notes, terms.name, bare)[0]
        if lost <= bare:
            break
        bare |= lost
    passage = "".join(span.text for span in _spans(blocks[min(lost)]))
    raise OutputError(f"This passage could not be written as an article: {passage[:80]!r}.", todo="Take it out first.")


def _whole(draft: Draft, uncited: Sequence[Reference]) -> list[Block]:
    """The blocks, and behind them what else the page holds; a list under each other for what has no mark."""
    blocks: list[Block] = []
    for block in draft.blocks:
        # Two lists of words under each other are one to Markdown.
        if isinstance(block, Glossary) and blocks and isinstance(last := blocks[-1], Glossary):
            blocks[-1] = replace(last, terms=(*last.terms, *block.terms))
        else:
            blocks.append(block)
    if len(draft.title) > LONGEST_VALUE:
        blocks.insert(0, _paragraph(draft.title))
    if uncited:
        items = [Item((Paragraph(reference.spans, 0),), 0) for reference in uncited]
        blocks += [_heading(FURTHER), Bullets(tuple(items), 0)]
    if draft.credits:
        told = [(_REVIEWER if credit.kind == "reviewer" else "") + credit.text for credit in draft.credits]
        lines = Bullets(tuple(Item((_paragraph(text),), 0) for text in told), 0)
        blocks += [_heading(ABOUT), _paragraph(_SAYS), lines]
    return blocks


def _heading(words: str) -> Heading:
    return Heading(2, (Span(words, 0),), 0)


def _paragraph(words: str) -> Paragraph:
    return Paragraph((Span(words, 0),), 0)


def _words_of(block: Block) -> Block:
    return Paragraph((Span(block.alt, 0), Span(" ", 0), *block.caption), 0) if isinstance(block, Figure) else block


def _front_matter(draft: Draft, terms: Terms) -> str:
    keys = {
        "title": draft.title if len(draft.title) <= LONGEST_VALUE else draft.title[: LONGEST_VALUE - 1] + "…",
        "language": _language(draft.language),
        "version": "0.1",
        "revised": revised_on(draft.credits) or terms.today,
        "status": "draft",
    }
    if terms.rights:
        keys["rights"] = terms.rights
    return yaml.safe_dump(keys, allow_unicode=True, sort_keys=False, width=10_000) + _TO_ADD


def _language(tag: str) -> str:
    """The page's language as an article names it; SourceError for one that is not English."""
    first, _, region = tag.replace("_", "-").partition("-")
    if first.lower() not in ("en", "eng", ""):
        raise SourceError(f"The page is in the language {tag!r}.", todo="Import a page in English.")
    whole = f"en-{region.upper()}"
    return whole if LANGUAGE.fullmatch(whole) else "en-US"


def _written(
    blocks: Sequence[Block], front: str, notes: Sequence[Reference], name: str, bare: set[int]
) -> tuple[str, list[int]]:
    """The whole text, and the line on which each block begins."""
    writer = Writer(name, {note.number for note in notes})
    parts, starts, line = [f"---\n{front}---\n"], [], front.count("\n") + 3
    for place, block in enumerate(blocks):
        writer.bare = place in bare
        parts.append(f"{writer.block(block)}\n\n")
        starts.append(line)
        line += parts[-1].count("\n")
    writer.bare = False
    parts += (f"[^{note.number}]: {opened(writer.text(note.spans))}\n" for note in notes)
    return "".join(parts).rstrip("\n") + "\n", starts


def _lost(blocks: Sequence[Block], front: str, notes: Sequence[Reference], name: str, bare: set[int]) -> set[int]:
    """The places of the blocks that would not be read back with all their words and marks."""
    text, starts = _written(blocks, front, notes, name, bare)
    try:
        document = read_markdown(text, Path(name))
    except SourceError as error:
        return {max(0, bisect_right(starts, error.line or 0) - 1)}
    read = [each for each in document.blocks if not isinstance(each, References)]
    if notes and len(read) == len(blocks) + 1:
        del read[-1]  # the heading that the list of references gets where it has none
    numbers = list(dict.fromkeys(span.cites for block in blocks for span in _spans(block) if span.cites))
    wanted = [_said(block, {number: number for number in numbers}) for block in blocks]
    found = [_said(block, dict(enumerate(numbers, 1))) for block in read]
    return {place for place, pair in enumerate(zip_longest(wanted, found)) if pair[0] != pair[1]} & {
        *range(len(blocks))
    }


def _spans(block: Block) -> Iterator[Span]:
    return (span for spans in fragments(block) for span in spans)


def _said(block: Block, numbers: Mapping[int, int]) -> tuple[str, list[str]]:
    """What a block is and says, with the marks of references by their numbers."""
    texts = [
        "".join(f"[{numbers.get(span.cites)}]" if span.cites else span.text for span in spans)
        for spans in fragments(block)
    ]
    return type(block).__name__, texts
