"""Text as a piece of the flow, drawn with its marks, underlines and links."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from handouts.document import Spans
from handouts.formats.pdf.canvas import TaggedCanvas, artifact
from handouts.formats.pdf.flow import Piece
from handouts.formats.pdf.lines import Line, lines_of, words_of
from handouts.formats.pdf.look import Style
from handouts.formats.pdf.runs import Link, Run

# Capitals of the main font, in ems: they stand in the middle of their line.
_CAPITALS = 0.668
_UNDERLINE_DEPTH = 0.16
# The middle of a bullet above its baseline, in ems: a larger one is sunk to keep it in the middle of the small letters.
_BULLET_HEIGHT = 0.26
# The fewest lines of a block on either side of a page's end: neither widow nor orphan.
_TOGETHER = 2


@dataclass(frozen=True, slots=True)
class Label:
    """What stands left of a list item: a bullet or a number, `size` in points."""

    run: Run
    left: float
    size: float


@dataclass(slots=True, kw_only=True, eq=False)
class Text(Piece):
    """A block of text in a column from `left`, `width` wide.

    `destination` is its name for links and bookmarks, `bookmark` its title and level among them. `of` is the article's
    text that it sets; the front matter has none.
    """

    runs: Sequence[Run]
    of: Spans | None = None
    style: Style
    left: float
    width: float
    label: Label | None = None
    destination: str = ""
    bookmark: tuple[str, int] | None = None
    lines: list[Line] = field(init=False)

    def __post_init__(self) -> None:
        self.set(self.runs)

    def set(self, runs: Sequence[Run]) -> None:
        """Break `runs` into lines, in place of what stood there."""
        self.runs = runs
        limit = self.width / self.style.size
        self.lines = lines_of(runs, limit)
        if self.style.balanced and len(self.lines) > 1:
            self.lines = _balanced(runs, limit, self.lines)

    @property
    def heights(self) -> Sequence[float]:
        """The height of each line; a block without words keeps the height of one."""
        return [self.style.leading] * max(1, len(self.lines))

    def may_break(self, place: int) -> bool:
        """Whether two lines or more stand on either side."""
        return _TOGETHER <= place + 1 <= len(self.lines) - _TOGETHER

    def draw(self, canvas: TaggedCanvas, top: float, first: int, last: int, *, repeated: bool = False) -> None:
        """Draw some of the lines; the label and the destination come with the first."""
        baseline = top - (self.style.leading + _CAPITALS * self.style.size) / 2
        if first == 0 and not repeated:
            self._begin(canvas, top, baseline)
        if len(self.runs) == 1 and self.runs[0].bare:
            canvas.draw(self._in_one_look(canvas, baseline, self.lines[first:last], repeated))
        elif self.lines:
            drawing = _Drawing(canvas, self.style, self.left, baseline, repeated)
            drawing.lines(self.lines[first:last])

    def _in_one_look(self, canvas: TaggedCanvas, baseline: float, lines: Sequence[Line], repeated: bool) -> str:
        """The operators of lines that are all of one run, by far the most frequent case."""
        run, style = self.runs[0], self.style
        mark = artifact() if repeated or run.element is None else canvas.mark(run.element)
        words = ") Tj T* (".join([line[0][1].translate(run.font.literal) for line in lines])
        place = f"{style.leading:.2f} TL 1 0 0 1 {self.left:.2f} {baseline:.2f} Tm"
        return f"BT {place} {mark} {canvas.font(run.font)} {style.size:.2f} Tf {run.ink} ({words}) Tj EMC ET"

    def _begin(self, canvas: TaggedCanvas, top: float, baseline: float) -> None:
        if self.destination:
            canvas.destination(self.destination, self.left, top + self.style.size / 2)
        if self.bookmark:
            title, level = self.bookmark
            canvas.bookmark(title, self.destination, level)
        if self.label:
            run, size = self.label.run, self.label.size
            sink = (size - self.style.size) * _BULLET_HEIGHT
            place = f"1 0 0 1 {self.label.left:.2f} {baseline - sink:.2f} Tm"
            words = f"{canvas.font(run.font)} {size:.2f} Tf ({run.text.translate(run.font.literal)}) Tj"
            mark = canvas.mark(run.element) if run.element else artifact()
            canvas.draw(f"BT {run.ink} {place} {mark} {words} EMC ET")


def _balanced(runs: Sequence[Run], limit: float, lines: list[Line]) -> list[Line]:
    """As many lines, but of more even length: the narrowest column that does not need one more, nor break a word."""
    widest = max(width for width, _, _ in words_of(runs))
    low, high = max(limit / 2, min(limit, widest)), limit
    for _ in range(6):
        middle = (low + high) / 2
        tried = lines_of(runs, middle)
        if len(tried) > len(lines):
            low = middle
        else:
            high, lines = middle, tried
    return lines


class _Drawing:
    """Lines on their way to the page: the operators so far, and the state that they leave behind."""

    def __init__(self, canvas: TaggedCanvas, style: Style, left: float, baseline: float, repeated: bool) -> None:
        self._canvas, self._size, self._leading = canvas, style.size, style.leading
        self._left, self._baseline, self._repeated = left, baseline, repeated
        self._code = [f"BT {style.leading:.2f} TL 1 0 0 1 {left:.2f} {baseline:.2f} Tm"]
        self._run: Run | None = None
        self._underlines: list[str] = []
        self._links: list[tuple[Link, tuple[float, float, float, float]]] = []

    def lines(self, lines: Sequence[Line]) -> None:
        """Draw the lines under each other, then what belongs under and over the words."""
        for place, line in enumerate(lines):
            if place:
                self._code.append("T*")
                self._baseline -= self._leading
            self._line(line)
        if self._run and self._run.thickening:
            self._code.append("0 Tr")
        self._canvas.draw(" ".join(self._code) + " EMC ET")
        if self._underlines:
            self._canvas.artifact(" ".join(self._underlines))
        if not self._repeated:
            for link, box in self._links:
                self._canvas.link(link.element, link.target, link.words, box)

    def _line(self, line: Line) -> None:
        for place, (run, text) in enumerate(line):
            if run is not self._run:
                self._change(run)
            self._code.append(f"({text.translate(run.font.literal)}) Tj")
            if run.underline or run.link:
                before = sum([each.font.width_of_words(words) for each, words in line[:place]])
                left = self._left + before * self._size
                right = left + run.font.width(text.rstrip(" ")) * self._size
                self._adorn(run, left, right)

    def _change(self, run: Run) -> None:
        code, before = self._code, self._run
        # Widths, inks and fonts may change within marked content; the marks change with the element only.
        if before is None or before.element is not run.element:
            if before is not None:
                code.append("EMC")
            code.append(artifact() if self._repeated or run.element is None else self._canvas.mark(run.element))
        if before is None or before.font is not run.font:
            code.append(f"{self._canvas.font(run.font)} {self._size:.2f} Tf")
        if before is None or before.ink != run.ink:
            code.append(run.ink)
        if (before.thickening if before else 0) != run.thickening:
            code.append(f"2 Tr {run.thickening * self._size:.2f} w {run.ink.upper()}" if run.thickening else "0 Tr")
        self._run = run

    def _adorn(self, run: Run, left: float, right: float) -> None:
        if run.link:
            foot, head = self._baseline - 0.25 * self._size, self._baseline + 0.75 * self._size
            self._links.append((run.link, (left, foot, right, head)))
        if run.underline:
            y = self._baseline - _UNDERLINE_DEPTH * self._size
            self._underlines.append(
                f"{run.ink.upper()} {run.underline * self._size:.2f} w {left:.2f} {y:.2f} m {right:.2f} {y:.2f} l S"
            )
