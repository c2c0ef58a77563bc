"""What the fact lock takes and gives: lines of two texts, and the facts that differ between them."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal, TypeAlias

from handouts.sentences import split_sentences

Severity: TypeAlias = Literal["error", "warning"]


@dataclass(frozen=True, slots=True)
class Line:
    """One sentence or fragment of a passage, and the line of the source on which it stands."""

    text: str
    line: int


@dataclass(frozen=True, slots=True)
class Finding:
    """A fact that one of the two versions lost, added or changed.

    `full` and `plain` are the sentences concerned ("" where a version has none), `full_line` and `plain_line` their
    lines (0 for none); `what` tells the author in one sentence.
    """

    kind: str
    severity: Severity
    full: str
    plain: str
    full_line: int
    plain_line: int
    what: str


def lines_of(texts: Iterable[tuple[str, int]]) -> tuple[Line, ...]:
    """The sentences of these texts (each a paragraph, an item or a cell with its line) as lines to compare."""
    return tuple(Line(sentence, line) for text, line in texts for sentence in split_sentences(text))
