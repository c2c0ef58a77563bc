"""The look of one handout: its paper, its margins and its styles, in proportion to the body text."""

from collections.abc import Iterable
from dataclasses import dataclass

from handouts.document import Document, Heading, Spans, plain_text
from handouts.formats.pdf.fonts import family
from handouts.formats.pdf.joins import joined
from handouts.formats.pdf.runs import Phrase, printed, runs_of
from handouts.formats.pdf.standards import STANDARDS, Emphasis, Standard
from handouts.options import Options

PAPERS = {"letter": (612.0, 792.0), "a4": (595.28, 841.89)}

# Above this size heads grow by points and no longer in proportion, or a long word in one would not fit the line.
_PROPORTIONAL = 24
# The average character of English text in the main font, space and all, in ems (measured).
_CHARACTER = 0.44
# From the paper's edge to the head and the foot of the page: what any printer reaches.
EDGE = 30.0


@dataclass(frozen=True, slots=True)
class Style:
    """How a block of text is set; lengths in points. `balanced` evens out the lines of a head."""

    size: float
    leading: float
    before: float = 0
    after: float = 0
    bold: bool = False
    balanced: bool = False


@dataclass(frozen=True, slots=True)
class Look:
    """The paper, the column of text on it, and the styles; lengths in points.

    The foot of the page takes `foot_lines`, one where the version has room beside the page's number.
    """

    standard: Standard
    size: int
    paper: tuple[float, float]
    left: float
    width: float
    top: float
    bottom: float
    foot_lines: int
    title: Style
    section: Style
    part: Style
    body: Style
    box_title: Style
    strong: Emphasis
    stressed: Emphasis

    @property
    def height(self) -> float:
        """The height of the column of text."""
        return self.paper[1] - self.top - self.bottom

    @property
    def gap(self) -> float:
        """The space between paragraphs."""
        return self.body.after

    @property
    def print_line(self) -> str:
        """What this is: "Large print, 18 point"."""
        return f"{self.standard.print_name(self.size)}, {self.size} point"


def look_of(document: Document, options: Options, digits: int = 2) -> Look:
    """The look that the options ask for, with heads small enough for their longest words.

    The foot of the page has room for page numbers of so many digits.
    """
    standard = STANDARDS[options.standard]
    size = options.font_size or standard.body
    paper = PAPERS[options.paper]
    width = paper[0] - 2 * standard.margin
    if standard.measure:
        width = min(width, standard.measure * _CHARACTER * size)
    leading = standard.spacing * size
    gap = standard.gap * leading
    foot_lines = 1 if _foot(document, size, digits) <= width else 2
    title, section, part = _head_sizes(document, standard, size, width)
    return Look(
        standard=standard,
        size=size,
        paper=paper,
        left=(paper[0] - width) / 2,
        width=width,
        top=max(standard.margin, EDGE + 1.6 * size),
        bottom=max(standard.margin, EDGE + (0.4 + 1.2 * foot_lines) * size),
        foot_lines=foot_lines,
        title=_head(title, 0, 0.5 * gap),
        section=_head(section, 1.35 * gap, 0.45 * gap),
        part=_head(part, 1.15 * gap, 0.4 * gap),
        box_title=_head(min(part, 1.1 * size), 0, 0.4 * gap),
        body=Style(size, leading, 0, gap),
        strong=standard.strong,
        stressed=standard.stressed,
    )


def _head(size: float, before: float, after: float) -> Style:
    return Style(size, 1.2 * size, before, after, bold=True, balanced=True)


def _head_sizes(document: Document, standard: Standard, size: int, width: float) -> tuple[float, float, float]:
    """The sizes of title, section and part: none smaller than the body, none larger than the one above it."""
    sizes, most = [], float("inf")
    heads = (
        (standard.title, [document.title]),
        (standard.section, _heads(document, 2)),
        (standard.part, _heads(document, 3)),
    )
    for ratio, texts in heads:
        wanted = size + (ratio - 1) * min(size, _PROPORTIONAL)
        most = max(size, min(most, wanted, _fitting(texts, width)))
        sizes.append(most)
    title, section, part = sizes
    return title, section, part


def _foot(document: Document, size: int, digits: int) -> float:
    """The width of the foot on one line."""
    number = "8" * digits
    words = [Phrase(document.version_name, None), Phrase(f"Page {number} of {number}", None, bold=True)]
    return size * (1 + sum(run.font.width(run.text) for run in runs_of(words, document.path)))


def _heads(document: Document, level: int) -> list[str]:
    spans: list[Spans] = [
        block.spans for block in document.blocks if isinstance(block, Heading) and block.level == level
    ]
    return [plain_text(each) for each in spans]


def _fitting(texts: Iterable[str], width: float) -> float:
    """The largest size at which no word of the bold texts is wider than `width`."""
    fonts = family(bold=True)
    words = [word for text in texts for word in joined(printed(text)).split(" ")]
    widest = max(map(fonts.latin.width, filter(fonts.in_latin, words)), default=0)
    return width / widest if widest else width
