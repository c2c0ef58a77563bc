"""What every PDF of ours must pass: two validators' profiles, integrity, and the document's words in their order."""

import re
import unicodedata
from collections.abc import Iterator
from typing import Any

import page

from handouts.document import (
    Block,
    Bullets,
    Callout,
    Document,
    Figure,
    Glossary,
    Heading,
    Paragraph,
    References,
    Spans,
    Table,
)
from handouts.formats.pdf.make import made
from handouts.options import Options
from tests.pdf_integrity import TaggedPdf

_KINDS = {"warning": "Warning", "call": "When to call", "tip": "Tip"}


def checked(source: Document, **options: Any) -> TaggedPdf:
    """The PDF of a document, after all checks."""
    data, pages = made(source, Options(**options))
    pdf = TaggedPdf(data)
    assert len(pdf.pages) == pages
    problems, words = pdf.problems(), words_of(source, pdf)
    assert not problems, problems
    assert pdf.text == words, _difference(pdf.text, words)
    for profile in ("ua1", "2a"):
        verdict = page.validate_pdf_bytes(data, profile=profile)
        assert verdict.is_compliant, [(fault.rule_id, fault.message) for fault in verdict.failures]
    return pdf


def words_of(source: Document, pdf: TaggedPdf) -> str:
    """The words that the tree must give: the opening, whose paper depends on the look, and the blocks."""
    opening = re.match(r".*?(\w+ print, \d+ point\. \d+ pages?: .*?\.) (?:Draft, v|V)ersion", pdf.text)
    assert opening, pdf.text[:400]
    call = source.call if source.call.startswith("Call") else f"Call {source.call}"
    called = _ended(call) if source.call else ""
    needed = (f"{source.version_line}. {source.review_line}.", *map(_ended, source.notices))
    rest = (
        _ended(f"For {source.audience}") if source.audience else "",
        _ended(f"Published by {source.publisher}") if source.publisher else "",
        _ended(source.rights) if source.rights else "",
    )
    # In giant print whom to call comes before what can wait for page 2.
    early = f"{needed[-1]} {called}" in pdf.text
    words = (
        source.title,
        "This is your own copy. Keep it with you.",
        opening[1],
        *needed,
        *((called, *rest) if early else (*rest, called)),
        *_blocks(source.blocks),
    )
    return " ".join(_printed(" ".join(words)).split())


def _ended(words: str) -> str:
    return words if words[-1] in ".!?" else f"{words}."


def _printed(text: str) -> str:
    kept = "".join(character for character in text if unicodedata.category(character) != "Cf")
    spaced = "".join(" " if unicodedata.category(character) == "Zs" else character for character in kept)
    return spaced.translate({0x2010: "-", 0x2011: "-", 0x2126: "Ω", 0x212B: "Å"})


def _blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for block in blocks:
        match block:
            case Heading(spans=spans) | Paragraph(spans=spans):
                yield _spans(spans)
            case Bullets():
                for number, item in enumerate(block.items, block.start):
                    yield f"{number}." if block.ordered else "•"
                    yield from _blocks(item.blocks)
            case Table():
                yield _spans(block.caption)
                yield from (_spans(cell.spans) for row in (block.header, *block.rows) for cell in row)
            case Figure():
                yield f"[{block.alt}]"
                yield _spans(block.caption)
            case Callout():
                kind = _KINDS[block.kind]
                title = _spans(block.title)
                yield "" if title.casefold().startswith((block.kind, kind.casefold())) else f"[{kind}]"
                yield title
                yield from _blocks(block.blocks)
            case Glossary():
                for term in block.terms:
                    yield _spans(term.word)
                    yield from map(_spans, term.meaning)
            case References():
                for reference in block.items:
                    yield f"{reference.number}."
                    yield _spans(reference.spans)


def _spans(spans: Spans) -> str:
    return "".join(f"[{span.text}]" if span.cites else span.text for span in spans)


def _difference(found: str, wanted: str) -> str:
    same = next((place for place, (one, other) in enumerate(zip(found, wanted, strict=False)) if one != other), -1)
    return f"{found[max(0, same - 30) : same + 50]!r} instead of {wanted[max(0, same - 30) : same + 50]!r}"
