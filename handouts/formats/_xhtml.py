"""A document as XHTML in which every sentence that is heard has an id: the text of e-books and pages that talk.

What the audience sees is the document itself, in its order; the opening shows what the voice says first, line by line.
"""

from collections import deque
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from html import escape

from handouts.document import (
    BOX_NAMES,
    Block,
    Bullets,
    Callout,
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
    plain_text,
)
from handouts.sound.narration import Clip, Narration
from handouts.spoken.shown import shown_sentences
from handouts.spoken.utterances import Text

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


@dataclass(frozen=True, slots=True)
class Xhtml:
    """Writes blocks as XHTML.

    `names` are the ids of the sentences, `picture` gives the address of a figure's file, `place` that of a reference
    by its number. `before` holds what is set before a sentence, such as the mark of a printed page.
    """

    names: Names
    picture: Callable[[Figure], str]
    place: Callable[[int], str] = "#reference-{}".format
    before: Mapping[str, str] = field(default_factory=dict)

    def blocks(self, blocks: Iterable[Block]) -> str:
        """Blocks under each other."""
        return "".join(map(self.block, blocks))

    def block(self, block: Block) -> str:
        """One block."""
        match block:
            case Heading():
                return f"<h{block.level}>{self.text(block.spans)}</h{block.level}>\n"
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

    def line(self, words: str, sentences: Iterable[str]) -> str:
        """A line of the front matter, `words`, cut into its `sentences` as they are shown."""
        return " ".join(self._named(escape(sentence), words, number) for number, sentence in enumerate(sentences))

    def text(self, spans: Spans) -> str:
        """Text within a block, each sentence under its id."""
        pieces = shown_sentences(spans)
        return "".join(self._named("".join(map(self._span, piece)), spans, n) for n, piece in enumerate(pieces))

    def _named(self, markup: str, of: Text, sentence: int) -> str:
        name = self._next(of, sentence)
        if not name:
            return markup
        return f'{self.before.get(name, "")}<span id="{name}" class="sentence">{markup}</span>'

    def _next(self, of: Text, sentence: int) -> str:
        waiting = self.names.get((id(of), sentence))
        return waiting.popleft() if waiting else ""

    def _span(self, span: Span) -> str:
        words = escape(span.text)
        if span.cites:
            label = f"Reference {span.cites}"
            return f'<a href="{self.place(span.cites)}" role="doc-noteref" aria-label="{label}">[{words}]</a>'
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
        head = "".join(f'<th scope="col">{self.text(cell.spans)}</th>' for cell in table.header)
        rows = ""
        for first, *others in table.rows:
            cells = "".join(f"<td>{self.text(cell.spans)}</td>" for cell in others)
            rows += f'<tr><th scope="row">{self.text(first.spans)}</th>{cells}</tr>\n'
        return f"<table>\n{caption}<thead><tr>{head}</tr></thead>\n<tbody>\n{rows}</tbody>\n</table>\n"

    def _figure(self, figure: Figure) -> str:
        size = f'width="{figure.width}" height="{figure.height}"'
        image = f'<img src="{escape(self.picture(figure))}" alt="{escape(figure.alt)}" {size}/>'
        caption = f"<figcaption>{self.text(figure.caption)}</figcaption>" if figure.caption else ""
        # The whole picture is what is heard first: its alt text.
        name = self._next(figure, 0)
        mark = f'{self.before.get(name, "")}<div id="{name}" class="sentence">{image}</div>' if name else image
        return f"<figure>{mark}{caption}</figure>\n"

    def _callout(self, callout: Callout) -> str:
        words = BOX_NAMES[callout.kind]
        told = plain_text(callout.title).casefold().startswith((callout.kind, words.casefold()))
        label = "" if told else f'<span class="kind">{words}: </span>'
        title = f"<h3>{label}{self.text(callout.title)}</h3>\n"
        return f'<section class="box {callout.kind}">\n{title}{self.blocks(callout.blocks)}</section>\n'

    def _reference(self, reference: Reference) -> str:
        return f'<li id="reference-{reference.number}">{self.text(reference.spans)}</li>\n'
