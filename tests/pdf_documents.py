"""Documents made by hand for the tests of the PDF, block by block."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Any

from PIL import Image, ImageDraw

from handouts.document import (
    Block,
    Bullets,
    Callout,
    Cell,
    Document,
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
    Term,
)

BARE = Document(
    path=Path("sources/heart.md"),
    title="Checking your blood pressure at home",
    language="en-US",
    version="1.2",
    revised=date(2026, 11, 23),
    publisher="Handouts Heart Library",
    call="your heart clinic at 555-0100, day or night. In an emergency, call 911.",
    audience="adults with high blood pressure",
    review=None,
    blocks=(),
)


def document(*blocks: Block, **about: Any) -> Document:
    """A document with these blocks."""
    return replace(BARE, blocks=blocks, **about)


def spans(text: str, **about: Any) -> Spans:
    """One span."""
    return (Span(text, 7, **about),)


def paragraph(*parts: Spans | str) -> Paragraph:
    """A paragraph of spans and plain strings."""
    return Paragraph(tuple(span for part in parts for span in (spans(part) if isinstance(part, str) else part)), 7)


def heading(text: str, level: Any = 2) -> Heading:
    return Heading(level, spans(text), 5)


def bullets(*items: str | Iterable[Paragraph | Bullets], **about: Any) -> Bullets:
    """A list; an item is its text, or its blocks."""
    blocks = [(paragraph(item),) if isinstance(item, str) else tuple(item) for item in items]
    return Bullets(tuple(Item(each, 8) for each in blocks), 8, **about)


def table(header: Iterable[str], *rows: Iterable[str], caption: str = "") -> Table:
    def cells(row: Iterable[str]) -> tuple[Cell, ...]:
        return tuple(Cell(spans(text) if text else (), 9) for text in row)

    return Table(cells(header), tuple(map(cells, rows)), 9, spans(caption) if caption else ())


def callout(kind: Any, title: str, *blocks: Any) -> Callout:
    return Callout(kind, spans(title), blocks, 10)


def glossary(**terms: str) -> Glossary:
    return Glossary(tuple(Term(spans(word), (spans(meaning),), 11) for word, meaning in terms.items()), 11)


def references(*texts: str) -> References:
    return References(tuple(Reference(number, spans(text), 12) for number, text in enumerate(texts, 1)), 12)


def cite(number: int) -> Spans:
    return spans(str(number), cites=number)


@cache
def picture_bytes(mode: str = "RGB", kind: str = "PNG", size: tuple[int, int] = (600, 300)) -> bytes:
    """A picture file in a mode of Pillow."""
    image = Image.new("RGBA", size, (200, 220, 255, 128))
    ImageDraw.Draw(image).ellipse((20, 20, 280, 280), fill=(180, 0, 0, 255))
    file = BytesIO()
    image.convert("RGB" if mode == "P" else mode).convert(mode).save(file, kind)
    return file.getvalue()


def figure(alt: str = "A red disc.", caption: str = "The disc", data: bytes | None = None) -> Figure:
    data = data or picture_bytes()
    width, height = Image.open(BytesIO(data)).size
    return Figure(Path("disc.png"), alt, 13, data, width, height, spans(caption) if caption else ())


READINGS = table(
    ("Range", "Top number", "Bottom number", "What to do"),
    ("Normal", "Less than 120", "Less than 80", "Keep up your healthy habits."),
    ("Raised", "120 to 129", "", "Check again next week. Ask about food and activity."),
    ("High", "130 to 179", "80 to 119", "Call the clinic within one month, or sooner if you feel unwell."),
    ("Crisis", "180 or more", "120 or more", "Rest 5 minutes and check again."),
    caption="What your home readings may mean",
)


def everything() -> Document:
    """A document with a block of every kind."""
    url = "https://www.example.org/lists/validated-monitors?for=home"
    nested = bullets(
        "Sit in a chair with your back supported, both feet flat on the floor.",
        (paragraph("Rest your arm:"), bullets("on a table", "on a cushion, if the table is low"), paragraph("Relax.")),
        (paragraph("Then, in this order,"), bullets("press start", "keep still for 1 minute", ordered=True, start=3)),
        ordered=True,
    )
    return document(
        paragraph("Blood pressure is the push of blood. A reading of ", spans("120/80 mmHg", bold=True), " is normal."),
        paragraph("It can harm you ", spans("without any sign", italic=True), ".", cite(1), cite(2)),
        heading("What the numbers mean"),
        paragraph("Every reading has two numbers, the top number and the bottom number. " * 5),
        READINGS,
        callout("warning", "Call 911 right away if", bullets("your chest hurts", "you cannot speak: 120 ≥ 80")),
        heading("How to take a reading", 3),
        nested,
        callout("tip", "Tip: the same arm", paragraph("Use the same arm each time.", cite(2)), figure(caption="")),
        figure(),
        heading("Choosing a monitor"),
        paragraph(
            "See the ", spans("list of ", href=url), spans("tested", href=url, bold=True), spans(" ones", href=url)
        ),
        paragraph("An opening of 2.0 cm² is small; CO₂ and α → β stand in another font, ", spans("α", bold=True), "."),
        callout("call", "Call your team", bullets("within 1–2 days"), READINGS, glossary(Cuff="a band for the arm")),
        heading("Words to know"),
        glossary(Artery="a tube that carries blood away from the heart", Systolic="the top number"),
        heading("References"),
        references("Heart Council. Why blood pressure matters. 2024.", "Kidney Network. Targets. 2023; 14: 101–108."),
    )
