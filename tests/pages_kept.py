"""How much of a page came through an import: measured line by line against what a person marked on it.

Beside each page in tests/pages lies a file .lines: a line for each line that a person sees, with its kind before it.
K is the article's own, S its safety advice, C a credit, N noise.
"""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from handouts.document import Spans, fragments
from handouts.draft import Draft
from handouts.readers import importers

PAGES = Path(__file__).parent / "pages"
KINDS = "KSCN"
SHORT = 5
"""Words: a shorter line counts as kept only where it goes on from the last one, or begins a fragment."""
FAR = 150
"""Words: a short line found farther on is kept, but what follows it on the page need not stand behind it."""

_LEADING_MARK = re.compile(r"^\W*\(?\[?\d{1,3}[.)\]]+\s|^o\s+|^[^\w(<>≤≥]+")

Words = tuple[str, ...]


@dataclass
class Measure:
    """What became of a page's lines: those not kept, and the words of the draft that are no line's."""

    lines: int = 0
    lost: list[str] = field(default_factory=list)
    safety_lost: list[str] = field(default_factory=list)
    credits_lost: list[str] = field(default_factory=list)
    silent: list[str] = field(default_factory=list)
    noise: list[str] = field(default_factory=list)
    words: int = 0

    @property
    def kept(self) -> float:
        """The share of the article's lines that were kept."""
        return 1 - len(self.lost) / self.lines if self.lines else 1.0

    @property
    def noisy(self) -> float:
        """The share of the draft's words that belong to no line of the article."""
        return len(self.noise) / self.words if self.words else 0.0


def pages() -> list[Path]:
    """The pages that were marked by hand."""
    return sorted(path for path in PAGES.iterdir() if path.suffix != ".lines" and path.with_suffix(".lines").exists())


@cache
def draft_of(page: Path) -> Draft:
    """The page, imported."""
    return importers()[page.suffix].draft(page.read_bytes(), page)


def marked(page: Path) -> list[tuple[str, str]]:
    """The lines of a page with their kinds."""
    lines = [line for line in page.with_suffix(".lines").read_text("utf-8").splitlines() if line.strip()]
    assert all(line[0] in KINDS and line[1:2] == " " for line in lines), f"A line of {page.stem}.lines has no kind."
    return [(line[0], line[2:]) for line in lines]


def words_of(text: str) -> Words:
    """The words and figures of a text, in one form: "2.0 cm²" is 2 0 cm2."""
    return tuple(re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold()))


def measure(page: Path) -> Measure:
    """Compare a page's draft with its marked lines."""
    return compared(draft_of(page), marked(page))


def compared(draft: Draft, lines: Iterable[tuple[str, str]]) -> Measure:
    """Compare a draft with the marked lines of what it was made from."""
    found = Measure()
    body = _Stream(_texts(draft))
    rest = _Stream([credit.text for credit in draft.credits])
    dropped = _Stream([each.text for each in draft.dropped])
    heads = {words_of(each.text) for each in draft.dropped if each.reason == "heading of the references"}
    for kind, line in lines:
        words = words_of(line)
        if not words:
            continue
        if kind == "N":
            if not (dropped.has(words) or body.has(words) or rest.has(words)):
                found.silent.append(line)
            continue
        kept = body.take(line) or (rest.take(line) or body.take_anywhere(words) if kind == "C" else rest.take(line))
        if not kept and words in heads:
            continue  # the article gets this heading anew
        found.lines += kind in "KS"
        if not kept:
            found.silent += [] if dropped.has(words) or dropped.has(words_of(_bare(line))) else [line]
            (found.credits_lost if kind == "C" else found.lost).append(line)
            found.safety_lost += [line] if kind == "S" else []
    found.noise = [*body.untaken(), *rest.untaken()]
    found.words = len(body.words) + len(rest.words)
    return found


def _texts(draft: Draft) -> Iterator[str]:
    """The fragments of a draft as texts: title, blocks and references."""
    yield draft.title
    yield from (_text(spans) for block in draft.blocks for spans in fragments(block))
    yield from (_text(reference.spans) for reference in draft.references)


def _text(spans: Spans) -> str:
    return "".join(f" {span.text} " if span.cites else span.text for span in spans)


def _bare(line: str) -> str:
    return _LEADING_MARK.sub("", line)


class _Stream:
    """The words of a draft in order, of which each can be claimed once by a line of the page."""

    def __init__(self, texts: Iterable[str]) -> None:
        self.words: list[str] = []
        self._starts: set[int] = set()
        for text in texts:
            self._starts.add(len(self.words))
            self.words += words_of(text)
        self._taken = [False] * len(self.words)
        self._next = 0

    def take(self, line: str) -> bool:
        """Claim the line's words, with or without the mark before them, behind those claimed last."""
        for words in dict.fromkeys((words_of(line), words_of(_bare(line)))):
            place = self._find(words, self._next, len(words) < SHORT)
            if words and place is not None:
                self._claim(place, len(words))
                if len(words) >= SHORT or place - self._next <= FAR:
                    self._next = place + len(words)
                return True
        return False

    def take_anywhere(self, words: Words) -> bool:
        """Claim the words wherever they stand."""
        place = self._find(words, 0, whole=False)
        if place is not None:
            self._claim(place, len(words))
        return place is not None

    def has(self, words: Words) -> bool:
        """Whether the words stand in it, one after the other."""
        return self._find(words, 0, whole=False) is not None

    def untaken(self) -> list[str]:
        """The words that no line claimed."""
        return [word for word, taken in zip(self.words, self._taken, strict=True) if not taken]

    def _claim(self, place: int, length: int) -> None:
        self._taken[place : place + length] = [True] * length

    def _find(self, words: Words, start: int, whole: bool) -> int | None:
        if not words:
            return None
        for place in range(start, len(self.words) - len(words) + 1):
            if self.words[place] != words[0] or (whole and place != start and place not in self._starts):
                continue
            if tuple(self.words[place : place + len(words)]) == words:
                return place
        return None
