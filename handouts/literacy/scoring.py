"""The pre-score: every item with what the machine judged of it, and how far that carries."""

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from handouts.document import Document
from handouts.literacy.checks import CHECKS
from handouts.literacy.evidence import Answer, leave
from handouts.literacy.items import Item, Part, Tool, items
from handouts.literacy.material import material


@dataclass(frozen=True, slots=True)
class Verdict:
    """One item judged by the machine, or left to a person.

    `answer` is None when it is a person's; then `evidence` is a hint, and may be empty. `line` is where in the source
    to look. "agree" always scores a point, also on the index's item 17, which its form asks the other way round.
    """

    item: Item
    by: Literal["machine", "person"]
    answer: Answer | None
    evidence: str
    line: int | None


@dataclass(frozen=True, slots=True)
class Tally:
    """How many items of a score the machine judged, and what it found. It is no score of the tool's."""

    items: int
    agree: int
    disagree: int
    not_applicable: int

    @property
    def judged(self) -> int:
        """The items that the machine judged."""
        return self.agree + self.disagree + self.not_applicable

    @property
    def person(self) -> int:
        """The items left to a person."""
        return self.items - self.judged

    @property
    def percent(self) -> float | None:
        """The share that agrees of the judged items that apply, in percent; None when there is none."""
        applying = self.agree + self.disagree
        return 100 * self.agree / applying if applying else None

    @property
    def bounds(self) -> tuple[float, float]:
        """The lowest and the highest score in percent that a person's answers can still lead to."""
        most = self.agree + self.disagree + self.person
        return (100 * self.agree / most, 100 * (self.agree + self.person) / most) if most else (0.0, 0.0)


@dataclass(frozen=True, slots=True)
class Score:
    """A score that a tool gives, over the items of these parts, and the percentage from which it passes."""

    name: str
    tool: Tool
    parts: tuple[Part, ...]
    threshold: int


# AHRQ's guide gives each part of PEMAT a score of its own; studies take 70 % as a pass. The CDC's guide: 90 or more.
SCORES = (
    Score("PEMAT-P understandability", "PEMAT-P", ("understandability",), 70),
    Score("PEMAT-P actionability", "PEMAT-P", ("actionability",), 70),
    Score("CDC Clear Communication Index", "CCI", ("core", "behavior", "numbers", "risk"), 90),
)


@dataclass(frozen=True, slots=True)
class Prescore:
    """Every item of both tools, in their order, as far as the machine can judge it."""

    path: Path
    title: str
    verdicts: tuple[Verdict, ...]

    def of(self, score: Score) -> tuple[Verdict, ...]:
        """The verdicts that count for one score."""
        return tuple(each for each in self.verdicts if each.item.tool == score.tool and each.item.part in score.parts)

    def tally(self, score: Score) -> Tally:
        """The count of what was judged for one score."""
        return _tally(each.answer for each in self.of(score))


def prescore(document: Document) -> Prescore:
    """Judge what can be judged of the document's full version; leave the rest to a person, with hints."""
    seen = material(document)
    verdicts = []
    for item in items():
        found = CHECKS[item.code](seen) if item.code in CHECKS else leave()
        verdicts.append(
            Verdict(item, "machine" if found.answer else "person", found.answer, found.evidence, found.line)
        )
    return Prescore(document.path, document.title, tuple(verdicts))


def _tally(answers: Iterable[Answer | None]) -> Tally:
    given = list(answers)
    return Tally(len(given), given.count("agree"), given.count("disagree"), given.count("n/a"))
