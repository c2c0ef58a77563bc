"""The passages of an article that can be made easier, and where each of their letters stands in the source."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Literal, TypeAlias

from handouts.document import (
    Block,
    Bullets,
    Callout,
    Document,
    Glossary,
    Heading,
    Paragraph,
    Span,
    Spans,
    Table,
    plain_text,
)
from handouts.grade import Counts
from handouts.grade.counting import count, sentences_of
from handouts.readers import TIED_SPACES, WIDE_SPACES
from handouts.sentences import split_sentences

Version: TypeAlias = Literal["both", "full", "plain"]
Kind: TypeAlias = Literal["paragraph", "item", "cell", "meaning"]

NOWHERE = -1
_LINE = re.compile(r"[^\r\n]*(?:\r\n|\r|\n|$)")
# The marks before a span: at the start of a line, and behind another span. Nothing else may be skipped to find one.
_LEAD = r"(?:[ \t]*(?:[-+*]|\d+[.)]|:)(?=[ \t]))*+[ \t|]*+[*_\[]*"
_BETWEEN = (
    r"(?:\[\^[^\]\s]+\]|\]\((?:[^()\s]|\([^()\s]*\))*\)|\]\[[^\]]*\]"
    r"|[*_\[|]|(?<=\|)[ \t]++|[ \t]++(?=\|))*"
)
_QUOTED = re.compile(r'“[^”]{0,500}”|"[^"]{0,500}"')
_ROUND = re.compile(r"\([^()]{0,500}\)")
_SENTENCE_END = re.compile(r"""[.!?…]["'”’)\]]*$""")


@dataclass(frozen=True)
class Sentence:
    """One sentence of a passage: its place in the passage's text, its line in the source, and its counts."""

    text: str
    start: int
    line: int
    counts: Counts

    @property
    def end(self) -> int:
        """Where it ends in the passage's text."""
        return self.start + len(self.text)


@dataclass(frozen=True)
class Passage:
    """A paragraph, item, table cell or meaning.

    `places` holds for each letter of `text` its offset in the source, NOWHERE where it does not stand there as it is
    read. `version` says in which of the two versions it is read; `box` is the kind of the box that it stands in, and
    `stem` what is said above it: an item may be the rest of that sentence.
    """

    text: str
    spans: Spans
    places: tuple[int, ...]
    kind: Kind
    version: Version
    line: int
    box: str = ""
    stem: str = ""

    @cached_property
    def sentences(self) -> tuple[Sentence, ...]:
        """The sentences with at least one word, in order."""
        found, end = [], 0
        for text in split_sentences(self.text):
            start = self.text.index(text, end)
            end = start + len(text)
            if (counts := counts_of(text)).words:
                found.append(Sentence(text, start, self.line_at(start), counts))
        return tuple(found)

    @cached_property
    def counts(self) -> Counts:
        """The counts of all its sentences."""
        return sum((sentence.counts for sentence in self.sentences), Counts())

    @cached_property
    def _styles(self) -> tuple[Span, ...]:
        return tuple(span for span in self.spans for _ in span.text)

    def line_at(self, place: int) -> int:
        """The line in the source of a letter of its text."""
        return self._styles[place].line

    def taught(self, start: int, end: int) -> bool:
        """Whether the author sets these letters apart in italics, as a word to be learnt."""
        return any(span.italic for span in self._styles[start:end])

    def linked(self, start: int, end: int) -> bool:
        """Whether any of these letters is a link's."""
        return any(span.href for span in self._styles[start:end])

    def sentence_at(self, place: int) -> Sentence | None:
        """The sentence in which a letter stands."""
        at = bisect_right(self.sentences, place, key=lambda sentence: sentence.start) - 1
        return self.sentences[at] if at >= 0 and place < self.sentences[at].end else None

    @cached_property
    def _quotes(self) -> frozenset[int]:
        return _places(_QUOTED, self.text)

    @cached_property
    def _asides(self) -> frozenset[int]:
        return _places(_ROUND, self.text)

    def quoted(self, place: int) -> bool:
        """Whether a letter stands in quotes."""
        return place in self._quotes

    def aside(self, place: int) -> bool:
        """Whether a letter stands in round brackets."""
        return place in self._asides


def _places(pattern: re.Pattern[str], text: str) -> frozenset[int]:
    return frozenset(place for found in pattern.finditer(text) for place in range(*found.span()))


def counts_of(text: str) -> Counts:
    """What the grade counts in a text."""
    return count(sentences_of([Paragraph((Span(text, 1),), 1)]))


def passages(document: Document, source: str) -> tuple[Passage, ...]:
    """The passages of both versions in the order of the source, without references, headings and captions."""
    lines = _Lines(source)
    replaced = {plain.of for plain in document.plain}
    found: list[Passage] = []
    for at, block in enumerate(document.blocks):
        found += _of(block, "full" if at in replaced else "both", lines, _said(document.blocks[max(0, at - 1) : at]))
    for plain in document.plain:
        for at, block in enumerate(plain.blocks):
            above = plain.blocks[at - 1 : at] if at else document.blocks[max(0, plain.of - 1) : plain.of]
            found += _of(block, "plain", lines, _said(above))
    return tuple(sorted(found, key=lambda passage: passage.line))


def _said(blocks: Sequence[Block]) -> str:
    """The words of a heading or paragraph, which may govern the list under it."""
    return "".join(plain_text(block.spans) for block in blocks if isinstance(block, Heading | Paragraph))


def _of(block: Block, version: Version, lines: "_Lines", above: str) -> Iterator[Passage]:
    box = block.kind if isinstance(block, Callout) else ""
    for kind, spans, stem in _prose(block, above):
        runs = tuple(span for span in spans if span.text)
        if passage := _passage(runs, Passage("", (), (), kind, version, 0, box, stem), lines):
            yield passage


def _prose(block: Block, above: str, kind: Kind = "paragraph") -> Iterator[tuple[Kind, Spans, str]]:
    """The texts of a block, with what stands above each item's list."""
    match block:
        case Paragraph(spans=spans):
            yield kind, spans, above
        case Bullets(items=items):
            for item in items:
                for at, part in enumerate(item.blocks):
                    stem = f"{_said(item.blocks[max(0, at - 1) : at])}\n{above}" if isinstance(part, Bullets) else above
                    yield from _prose(part, stem, "item")
        case Callout(title=title, blocks=blocks):
            for at, inner in enumerate(blocks):
                yield from _prose(inner, f"{plain_text(title)}\n{_said(blocks[max(0, at - 1) : at])}")
        case Glossary(terms=terms):
            for term in terms:
                for meaning in term.meaning:
                    yield "meaning", meaning, ""
        case Table(header=header, rows=rows):
            for row in (header, *rows):
                for cell in row:
                    yield "cell", cell.spans, ""


def _passage(runs: Spans, empty: Passage, lines: "_Lines") -> Passage | None:
    """The passage of these spans; None for one without words, and for a cell that is a fragment."""
    places = tuple(place for span in runs for place in lines.places(span))
    words = tuple(span for span in runs if not span.cites)
    text = "".join(span.text for span in words)
    fragment = empty.kind == "cell" and not (_SENTENCE_END.search(text.rstrip()) and len(text.split()) > 2)
    if fragment or not text.strip():
        return None
    return replace(empty, text=text, spans=words, places=places, line=words[0].line)


class _Lines:
    """The lines of the source, each with the place up to which its letters are known."""

    def __init__(self, source: str) -> None:
        found = [line for line in _LINE.finditer(source) if line[0]]
        self.texts = [line[0].rstrip("\r\n").translate(WIDE_SPACES).translate(TIED_SPACES) for line in found]
        self.starts = [line.start() for line in found]
        self.known: dict[int, int] = {}

    def places(self, span: Span) -> Iterator[int]:
        """The offset of each letter of a span, which follows the span asked for before; none for a reference mark."""
        if span.cites:
            return
        text, line = span.text.removesuffix(" "), span.line - 1
        start = self._find(text, line)
        yield from range(start, start + len(text)) if start != NOWHERE else [NOWHERE] * len(text)
        if len(text) < len(span.text):
            end = start + len(text)
            literal = start != NOWHERE and end - self.starts[line] <= len(self.texts[line])
            if literal:
                self.known[line] = min(end + 1 - self.starts[line], len(self.texts[line]))
            yield end if literal else NOWHERE

    def _find(self, text: str, line: int) -> int:
        """Where the span stands; after one that is not found, the rest of the line counts as unknown."""
        known = self.known.get(line, 0) if line < len(self.texts) else NOWHERE
        if known == NOWHERE:
            return NOWHERE
        marks = _BETWEEN if known else _LEAD
        found = re.compile(f"{marks}(?P<text>{re.escape(text)})").match(self.texts[line], known)
        self.known[line] = found.end() if found else NOWHERE
        return self.starts[line] + found.start("text") if found else NOWHERE


def readings(found: Iterable[Passage]) -> tuple[tuple[Passage, ...], tuple[Passage, ...]]:
    """The passages as the full version and as the plain version has them."""
    listed = tuple(found)
    return (
        tuple(passage for passage in listed if passage.version != "plain"),
        tuple(passage for passage in listed if passage.version != "full"),
    )


def headings(document: Document) -> tuple[str, ...]:
    """The words of the title and of every heading."""
    return (document.title, *(plain_text(block.spans) for block in document.blocks if isinstance(block, Heading)))
