"""The pages of the printed handout in a text that has no pages of its own."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import accumulate

from handouts.document import Figure
from handouts.formats.pdf.pages import PageStart, letters
from handouts.spoken.shown import shown_sentences


@dataclass(frozen=True, slots=True)
class Pages:
    """The pages of the printed handout, each as a mark where it begins.

    `first` is that of the first page, `front` those of others that begin in the front matter. `marks` are those before
    a sentence of the article, as Xhtml takes them.
    """

    count: int
    first: str
    front: str
    marks: dict[tuple[int, int, int], str]


def pages_of(starts: Sequence[PageStart], mark: Callable[[int], str]) -> Pages:
    """Each page is marked before the sentence in which it begins; `mark` gives the mark of a number."""
    marks: dict[tuple[int, int, int], str] = {}
    front = ""
    for number, start in enumerate(starts, 1):
        if start.of is None:
            front += mark(number) if number > 1 else ""
        else:
            key = id(start.of), start.times, _sentence(start)
            marks[key] = marks.get(key, "") + mark(number)
    return Pages(len(starts), mark(1), front, marks)


def _sentence(start: PageStart) -> int:
    """The number of the sentence that the first letter on the page belongs to."""
    if start.of is None or isinstance(start.of, Figure):
        return 0
    ends = list(accumulate(letters(piece) for piece in shown_sentences(start.of)))
    return next((number for number, end in enumerate(ends) if end > start.letters), len(ends) - 1)
