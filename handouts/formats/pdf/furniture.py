"""The head and foot of each page: short title, version and page number, all in body size."""

from dataclasses import dataclass
from functools import lru_cache

from handouts.document import Document
from handouts.formats.pdf.canvas import TaggedCanvas, artifact
from handouts.formats.pdf.look import EDGE, Look
from handouts.formats.pdf.runs import Phrase, Run, runs_of

_ELLIPSIS = "…"


@dataclass(frozen=True, slots=True)
class Furniture:
    """What is repeated on each page from the `first`, on which the title itself stands; pages count from 1."""

    look: Look
    title: str
    version: str
    first: int = 1

    def draw(self, canvas: TaggedCanvas, page: int, pages: int) -> None:
        """Draw the head, but not above the title itself, and the foot."""
        look, size = self.look, self.look.size
        if page > self.first:
            runs = _set(shortened(self.title, look.width / size))
            self._line(canvas, runs, look.left, look.paper[1] - EDGE - 0.72 * size, "Header")
        number = _set(f"Page {page} of {pages}", bold=True)
        room = look.width / size - (_width(number) + 1 if look.foot_lines == 1 else 0)
        version = _set(shortened(self.version, room))
        # The lower outer corner (ACB): on the right of odd pages, on the left of even ones.
        left, right = (number, version) if page % 2 == 0 else (version, number)
        foot = EDGE + 0.1 * size
        for runs, start in (left, look.left), (right, look.left + look.width - _width(right) * size):
            above = 1.2 * size if look.foot_lines == 2 and runs is version else 0
            self._line(canvas, runs, start, foot + above, "Footer")

    def _line(self, canvas: TaggedCanvas, runs: list[Run], left: float, baseline: float, kind: str) -> None:
        code = [f"BT 1 0 0 1 {left:.2f} {baseline:.2f} Tm 0 g"]
        for run in runs:
            code.append(f"{canvas.font(run.font)} {self.look.size:.2f} Tf ({run.text.translate(run.font.literal)}) Tj")
        canvas.draw(f"{artifact(kind)} {' '.join(code)} ET EMC")


def furniture_of(document: Document, look: Look) -> Furniture:
    """The furniture of a document."""
    return Furniture(look, document.title, document.version_name)


@lru_cache
def shortened(title: str, limit: float) -> str:
    """The title in at most `limit` ems, cut at a word and ended by "…" if it is longer."""
    if _ems(title) <= limit:
        return title
    words = title.split()
    while words and _ems(" ".join(words).rstrip(",;:–—-") + _ELLIPSIS) > limit:
        words.pop()
    return " ".join(words).rstrip(",;:–—-") + _ELLIPSIS if words else ""


def _ems(text: str) -> float:
    return _width(_set(text))


@lru_cache
def _set(text: str, *, bold: bool = False) -> list[Run]:
    return runs_of([Phrase(text, None, bold)])


def _width(runs: list[Run]) -> float:
    return sum(run.font.width(run.text) for run in runs)
