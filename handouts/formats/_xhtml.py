"""A document as XHTML in which every sentence that is heard has an id: the text of e-books and pages that talk.

What the audience sees is the document itself, in its order; the opening shows what the voice says first, line by line.
"""

from collections import Counter, deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape
from typing import NamedTuple

from handouts.document import (
    Block,
    Bullets,
    Callout,
    Cell,
    Figure,
    Glossary,
    Heading,
    Item,
    Paragraph,
    Reference,
    References,
    Span,
    Spans,
    Table,
    box_label,
    plain_text,
)
from handouts.sentences import split_sentences
from handouts.sound.narration import Clip, Narration
from handouts.spoken.script import Chapter
from handouts.spoken.shown import shown_sentences
from handouts.spoken.utterances import Text, ended

Names = dict[tuple[int, int], deque[str]]
"""The ids of sentences that are heard, by the identity of their text and their number; a text may stand twice."""


def clip_names(narration: Narration) -> list[tuple[str, Clip]]:
    """Every clip in its order, under the id of its sentence: "s1", "s2" and so on."""
    clips = [clip for part in narration.parts for clip in part.clips]
    return [(f"s{number}", clip) for number, clip in enumerate(clips, 1)]


def names_of(clips: Iterable[tuple[str, Clip]]) -> Names:
    """The ids, to be used up while the text is written in the order in which it is said."""
    found: Names = {}
    for name, clip in clips:
        found.setdefault((id(clip.source.of), clip.source.sentence), deque()).append(name)
    return found


class FrontLine(NamedTuple):
    """A line that the front matter gives: its kind, as "title" is, and its texts, two in the contents."""

    kind: str
    texts: tuple[str, ...]


def front_lines(chapter: Chapter) -> list[FrontLine]:
    """The lines that the front matter gives to a chapter, opening or closing."""
    found = []
    for passage in chapter.passages:
        sources = [one.source for one in passage.utterances if one.source]
        texts = {id(source.of): source.of for source in sources if isinstance(source.of, str)}
        if texts:
            found.append(FrontLine(passage.kind, tuple(texts.values())))
    return found


@dataclass(frozen=True, slots=True)
class Xhtml:
    """Writes blocks as XHTML.

    `names` are the ids of the sentences, `picture` gives the address of a figure's file, `place` that of a reference
    by its number, or "" if there is none. `marks` holds what is set before a sentence, such as the mark of a printed
    page, by the identity of its text, how many times that was written before, and the sentence's number. `back` gives
    what stands behind a reference, such as the way back to its marks, "cite-2-1" and so on for the second one. `boxes`
    is the level of a box's heading: one below the heading that it stands under.
    """

    names: Names
    picture: Callable[[Figure], str]
    place: Callable[[int], str] = "#reference-{}".format
    marks: Mapping[tuple[int, int, int], str] = field(default_factory=dict)
    back: Callable[[int], str] = lambda number: ""
    boxes: int = 3
    _cited: Counter[int] = field(default_factory=Counter)
    _written: Counter[int] = field(default_factory=Counter)

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Blocks under each other."""
        return "".join(map(self.block, blocks))

    def block(self, block: Block) -> str:
        """One block."""
        match block:
            case Heading():
                level = min(block.level, self.boxes)
                return f"<h{level}>{self.text(block.spans)}</h{level}>\n"
            case Paragraph():
                return f"<p>{self.text(block.spans)}</p>\n"
            case Bullets():
                return self._list(block)
            case Table():
                return self._table(block)
            case Figure():
                return self._figure(block)
            case Callout():
                return self._callout(block)
            case Glossary():
                terms = "".join(
                    f"<dt>{self.text(term.word)}</dt>\n" + "".join(f"<dd>{self.text(m)}</dd>\n" for m in term.meaning)
                    for term in block.terms
                )
                return f"<dl>\n{terms}</dl>\n"
            case References():
                return f'<ol class="references">\n{"".join(map(self._reference, block.items))}</ol>\n'

    def line(self, texts: tuple[str, ...]) -> str:
        """A line of the front matter: its texts, each but the last closed by a sign."""
        *first, last = texts
        return " ".join([*(self.words(text) + ended(text)[len(text) :] for text in first), self.words(last)])

    def words(self, text: str) -> str:
        """A text of the front matter, each sentence under its id."""
        sentences = enumerate(split_sentences(text))
        return " ".join(self.named(escape(sentence), text, number) for number, sentence in sentences)

    def text(self, spans: Spans) -> str:
        """Text within a block, each sentence under its id."""
        pieces, times = shown_sentences(spans), self._again(spans)
        return "".join(
            self._mark(spans, times, n) + self.named("".join(map(self._span, piece)), spans, n)
            for n, piece in enumerate(pieces)
        )

    def named(self, markup: str, of: Text, sentence: int) -> str:
        """The markup of a sentence under its id, if it is heard."""
        name = self._next(of, sentence)
        return f'<span id="{name}" class="sentence">{markup}</span>' if name else markup

    def _again(self, of: Text) -> int:
        """How many times this text was written before."""
        self._written[id(of)] += 1
        return self._written[id(of)] - 1

    def _mark(self, of: Text, times: int, sentence: int) -> str:
        return self.marks.get((id(of), times, sentence), "")

    def _next(self, of: Text, sentence: int) -> str:
        waiting = self.names.get((id(of), sentence))
        return waiting.popleft() if waiting else ""

    def _span(self, span: Span) -> str:
        words = escape(span.text)
        if span.cites and not self.place(span.cites):
            return f"[{words}]"
        if span.cites:
            self._cited[span.cites] += 1
            mark = f'id="cite-{span.cites}-{self._cited[span.cites]}" role="doc-noteref"'
            return f'<a {mark} href="{self.place(span.cites)}" aria-label="Reference {span.cites}">[{words}]</a>'
        if span.italic:
            words = f"<em>{words}</em>"
        if span.bold:
            words = f"<strong>{words}</strong>"
        return f'<a href="{escape(span.href)}">{words}</a>' if span.href else words

    def _list(self, bullets: Bullets) -> str:
        items = "".join(f"<li>{self._item(item)}</li>\n" for item in bullets.items)
        if not bullets.ordered:
            return f"<ul>\n{items}</ul>\n"
        start = f' start="{bullets.start}"' if bullets.start != 1 else ""
        return f"<ol{start}>\n{items}</ol>\n"

    def _item(self, item: Item) -> str:
        match item.blocks:
            case (Paragraph() as only,):
                return self.text(only.spans)
            case (Paragraph() as first, Bullets() as inner):
                return f"{self.text(first.spans)}\n{self._list(inner)}"
        return self.blocks(item.blocks)

    def _table(self, table: Table) -> str:
        caption = f"<caption>{self.text(table.caption)}</caption>\n" if table.caption else ""
        head = "".join(self._head(cell, "col") for cell in table.header)
        rows = ""
        for first, *others in table.rows:
            cells = "".join(
                f'<td data-column="{escape(plain_text(column.spans))}">{self.text(cell.spans)}</td>'
                for column, cell in zip(table.header[1:], others, strict=True)
            )
            rows += f"<tr>{self._head(first, 'row')}{cells}</tr>\n"
        return f"<table>\n{caption}<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"

    def _head(self, cell: Cell, scope: str) -> str:
        # A cell without words names nothing.
        text = self.text(cell.spans)
        return f'<th scope="{scope}">{text}</th>' if text.strip() else "<td></td>"

    def _figure(self, figure: Figure) -> str:
        size = f'width="{figure.width}" height="{figure.height}"'
        image = f'<img src="{escape(self.picture(figure))}" alt="{escape(figure.alt)}" {size}/>'
        caption = f"<figcaption>{self.text(figure.caption)}</figcaption>" if figure.caption else ""
        # The whole picture is what is heard first: its alt text, each sentence of it.
        mark = self._mark(figure, self._again(figure), 0)
        names: list[str] = []
        while name := self._next(figure, len(names)):
            names.append(name)
        heard = "".join(f'<div id="{name}" class="sentence">' for name in names) + image + "</div>" * len(names)
        return f"<figure>{mark}{heard}{caption}</figure>\n"

    def _callout(self, callout: Callout) -> str:
        label = f'<span class="kind">{kind}: </span>' if (kind := box_label(callout)) else ""
        title = f"<h{self.boxes}>{label}{self.text(callout.title)}</h{self.boxes}>\n"
        return f'<section class="box {callout.kind}">\n{title}{self.blocks(callout.blocks)}</section>\n'

    def _reference(self, reference: Reference) -> str:
        return f'<li id="reference-{reference.number}">{self.text(reference.spans)}{self.back(reference.number)}</li>\n'
