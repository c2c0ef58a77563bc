"""The plain version: each passage in the plain wording that its author gave it, once the lock has let it through.

Nothing is reworded here. Where an article has no plain wording at all, its text stays as it is, and gets help that
adds and never changes: words to know, and short paragraphs.
"""

from collections.abc import Sequence
from dataclasses import replace
from itertools import pairwise

from handouts.approval import Approval, unapproved
from handouts.document import (
    Block,
    Bullets,
    Document,
    Glossary,
    Heading,
    Item,
    Paragraph,
    Plain,
    References,
    Span,
    Spans,
    fragments,
    plain_text,
)
from handouts.errors import FactError
from handouts.factlock import Finding, compare, lines_of
from handouts.hardwords import hard_terms
from handouts.sentences import split_sentences

LONGEST_PARAGRAPH = 3
"""Sentences: what a reader with little practice takes in before the eye needs a rest."""
MOST_WORDS = 12
"""Words to know that are added: a longer list is not read."""

NO_PLAIN_VERSION = "There is no plain-language version of this article yet. This is the full text, with words to know"
PLAIN_VERSION = "This is the plain-language version"
NOT_APPROVED = "The plain wording of this passage is not yet approved."


def locked(document: Document) -> tuple[tuple[Plain, Finding], ...]:
    """What the fact lock finds in each pair; a warning whose author gave a reason is settled and left out."""
    found = []
    for plain in document.plain:
        full = _lines((document.blocks[plain.of],))
        try:
            findings = compare(lines_of(full), lines_of(_lines(plain.blocks)))
        except FactError as error:
            raise FactError(error.what, todo=error.todo, path=document.path, line=error.line) from error
        for finding in findings:
            if finding.severity == "error" or not plain.because:
                found.append((plain, finding))
    return tuple(found)


def refuse_changed_facts(document: Document) -> None:
    """Raise FactError if a plain wording lost, added or changed a fact, naming each with both lines."""
    errors = [finding for _, finding in locked(document) if finding.severity == "error"]
    if errors:
        named = "\n".join(f"  {document.path}:{each.full_line} and {each.plain_line}: {each.what}" for each in errors)
        what = f"The plain wording changes {len(errors)} {'fact' if len(errors) == 1 else 'facts'}.\n{named}\n"
        raise FactError(what, todo="Mend the wording; `handouts lock` shows both texts.", path=document.path)


def picked(document: Document) -> Document:
    """The document with the plain wording of each passage that has one, unchecked: to be measured, not printed."""
    return replace(document, blocks=_picked(document, ()), plain=())


def plain_version(document: Document, approvals: Sequence[Approval], *, require_approval: bool = False) -> Document:
    """The document as its plain version, with notices of what is missing.

    Raises FactError if a fact changed or, with `require_approval`, if a wording is not approved as it stands.
    """
    if not document.plain:
        return _helped(document)
    refuse_changed_facts(document)
    open_passages = unapproved(document, approvals)
    if open_passages and require_approval:
        lines = ", ".join(str(plain.line) for plain in open_passages)
        what = f"The plain wordings at these lines are not approved: {lines}."
        todo = f"Read them, then run: handouts approve {document.path} --by NAME"
        raise FactError(what, todo=todo, path=document.path)
    marked = open_passages if len(open_passages) < len(document.plain) else ()
    notices = (*document.notices, _notice(document, open_passages))
    return replace(document, blocks=_picked(document, marked), plain=(), notices=notices)


def _picked(document: Document, marked: Sequence[Plain]) -> tuple[Block, ...]:
    """The blocks of the plain version; behind each of the `marked` wordings a note that nobody approved it."""
    chosen = {plain.of: plain for plain in document.plain}
    blocks: list[Block] = []
    for place, block in enumerate(document.blocks):
        plain = chosen.get(place)
        blocks += plain.blocks if plain else (block,)
        if plain and plain in marked:
            blocks.append(Paragraph((Span(NOT_APPROVED, plain.line, italic=True),), plain.line))
    return tuple(blocks)


def _notice(document: Document, open_passages: Sequence[Plain]) -> str:
    if not open_passages:
        return PLAIN_VERSION
    if len(open_passages) == len(document.plain):
        return f"{PLAIN_VERSION}. Its wording is not yet approved"
    return f"{PLAIN_VERSION}. Its wording is not yet approved in {len(open_passages)} of {len(document.plain)} passages"


def _lines(blocks: Sequence[Block]) -> list[tuple[str, int]]:
    texts = [spans for block in blocks for spans in fragments(block)]
    return [(plain_text(spans), spans[0].line) for spans in texts if plain_text(spans).strip()]


def _helped(document: Document) -> Document:
    """The full text with short paragraphs and the meanings of its hard words."""
    shortened = tuple(short for block in document.blocks for short in _shortened(block))
    notices = (*document.notices, NO_PLAIN_VERSION)
    return replace(document, blocks=_with_words(shortened, document), notices=notices)


def _shortened(block: Block) -> tuple[Block, ...]:
    """A long paragraph in several; in a list, each sentence of an item on lines of its own."""
    if isinstance(block, Paragraph):
        return tuple(_paragraphs(block, LONGEST_PARAGRAPH))
    if isinstance(block, Bullets):
        return (replace(block, items=tuple(_one_idea_a_line(item) for item in block.items)),)
    return (block,)


def _one_idea_a_line(item: Item) -> Item:
    blocks: list[Paragraph | Bullets] = []
    for block in item.blocks:
        if isinstance(block, Paragraph):
            blocks += _paragraphs(block, 1)
        else:
            blocks.append(replace(block, items=tuple(_one_idea_a_line(inner) for inner in block.items)))
    return replace(item, blocks=tuple(blocks))


def _paragraphs(paragraph: Paragraph, most: int) -> list[Paragraph]:
    """The paragraph cut behind every `most` sentences, so that none is left alone at the end where that can be."""
    text = "".join(span.text for span in paragraph.spans)
    sentences, ends, place = split_sentences(text), [], 0
    for sentence in sentences:
        place = text.index(sentence, place) + len(sentence)
        ends.append(place)
    pieces = -(-len(sentences) // most)
    cuts = [ends[round(len(ends) * number / pieces) - 1] for number in range(1, pieces)] if pieces > 1 else []
    bounds = [0, *cuts, len(text)]
    parts = (_cut(paragraph.spans, start, end) for start, end in pairwise(bounds))
    return [Paragraph(spans, spans[0].line) for spans in parts if spans]


def _cut(spans: Spans, start: int, end: int) -> Spans:
    """The spans between two letters; a reference's mark right behind the end goes with the text before it."""
    kept, place = [], 0
    for span in spans:
        first, place = place, place + len(span.text)
        text = span.text[max(0, start - first) : max(0, end - first)]
        if text:
            kept.append(replace(span, text=text))
    if kept and start:
        kept[0] = replace(kept[0], text=kept[0].text.lstrip())
    return tuple(span for span in kept if span.text)


def _with_words(blocks: tuple[Block, ...], document: Document) -> tuple[Block, ...]:
    """Add the hard words that the article does not explain to its own list, or a list before its references."""
    known = [plain_text(term.word) for block in blocks if isinstance(block, Glossary) for term in block.terms]
    texts = [plain_text(spans) for block in blocks if not isinstance(block, References) for spans in fragments(block)]
    terms = hard_terms(texts, known, MOST_WORDS)
    if not terms:
        return blocks
    own = next((place for place, block in enumerate(blocks) if isinstance(block, Glossary)), None)
    if own is not None:
        glossary = blocks[own]
        assert isinstance(glossary, Glossary)
        added = replace(glossary, terms=(*glossary.terms, *terms))
        return (*blocks[:own], added, *blocks[own + 1 :])
    line = document.blocks[-1].line
    before = next((place for place, block in enumerate(blocks) if _heads_references(block)), len(blocks))
    heading = Heading(2, (Span("Words to know", line),), line)
    return (*blocks[:before], heading, Glossary(terms, line), *blocks[before:])


def _heads_references(block: Block) -> bool:
    return isinstance(block, Heading) and plain_text(block.spans).strip() == "References"
