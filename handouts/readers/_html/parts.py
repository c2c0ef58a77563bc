"""Parts: what a tree holds before it is an article, with its headings still at the page's own levels."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TypeAlias

from handouts.document import Bullets, Figure, Glossary, Paragraph, Span, Spans, Table, fragments, plain_text
from handouts.readers._html.inline import finished


@dataclass(frozen=True, slots=True)
class Head:
    """A heading as the page has it, of `level` 1 to 6; `title` when the page says that it names the whole."""

    level: int
    spans: Spans
    line: int
    title: bool = False


@dataclass(frozen=True, slots=True)
class Caption:
    """Words that stand for a table or figure, above or below it."""

    spans: Spans
    line: int


Part: TypeAlias = Head | Caption | Paragraph | Bullets | Table | Figure | Glossary


def texts_of(part: Part) -> Iterator[Spans]:
    """The texts of a part in reading order, empty ones left out."""
    if isinstance(part, Head | Caption):
        yield part.spans
    else:
        yield from filter(None, fragments(part))


def joined(texts: Iterable[Spans], joint: str) -> Spans:
    """Several texts as one, `joint` between two of them, but a space behind a sentence or before a bracket."""
    runs: list[Span] = []
    for spans in texts:
        if runs:
            plain = runs[-1].text.endswith((".", "!", "?", ":", ";", ",", "•")) or spans[0].text.startswith(("(", "["))
            runs.append(Span(" " if plain else joint, spans[0].line))
        runs.extend(spans)
    return finished(runs)


def evenly(spans: Spans) -> Spans:
    """Text without bold where all of it is bold, which says nothing."""
    if all(span.bold or span.cites or not span.text.strip() for span in spans):
        return finished(replace(span, bold=False) for span in spans)
    return spans


def emphasised(spans: Spans) -> Spans:
    """Text all in bold, such as a heading where none can stand."""
    return finished(span if span.cites else replace(span, bold=True) for span in spans)


def as_paragraph(part: Head | Caption | Paragraph) -> Paragraph:
    """The words of a heading or caption where only a paragraph can stand."""
    if isinstance(part, Paragraph):
        return part
    return Paragraph(emphasised(part.spans) if isinstance(part, Head) else part.spans, part.line)


def with_captions(parts: Sequence[Part]) -> list[Part]:
    """The captions given to the table or figure beside them; one that is beside none is still a Caption."""
    given: list[Part] = []
    for at, part in enumerate(parts):
        if not isinstance(part, Caption):
            above = given[-1] if given else None
            if isinstance(above, Caption) and isinstance(part, Table | Figure) and not part.caption:
                given[-1] = replace(part, caption=above.spans)
            else:
                given.append(part)
            continue
        before = given[-1] if given else None
        after = parts[at + 1] if at + 1 < len(parts) else None
        if _lacks_caption(before) and not (isinstance(after, Table) and _names_table(part)):
            assert isinstance(before, Table | Figure)
            given[-1] = replace(before, caption=part.spans)
        else:
            given.append(part)
    return given


def _lacks_caption(part: Part | None) -> bool:
    return isinstance(part, Table | Figure) and not part.caption


def _names_table(caption: Caption) -> bool:
    return plain_text(caption.spans).startswith("Table")
