"""What a check can answer on an item, and how it words its evidence."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal, TypeAlias

Answer: TypeAlias = Literal["agree", "disagree", "n/a"]
_QUOTED = 90  # characters
_NAMED = 6


@dataclass(frozen=True, slots=True)
class Finding:
    """What the text shows on one item; without an `answer` the evidence is a hint, and a person decides."""

    answer: Answer | None
    evidence: str = ""
    line: int | None = None


def agree(evidence: str, line: int | None = None) -> Finding:
    """The text shows that the item holds."""
    return Finding("agree", evidence, line)


def disagree(evidence: str, line: int | None = None) -> Finding:
    """The text shows that the item does not hold."""
    return Finding("disagree", evidence, line)


def not_applicable(evidence: str) -> Finding:
    """The text has nothing that the item is about."""
    return Finding("n/a", evidence)


def leave(hint: str = "", line: int | None = None) -> Finding:
    """Only a person can tell."""
    return Finding(None, hint, line)


def quoted(text: str) -> str:
    """The text in quotation marks, cut where it is long."""
    text = " ".join(text.split())
    return f"“{text}”" if len(text) <= _QUOTED else f"“{text[: _QUOTED - 1].rstrip()}…”"


def counted(count: int, thing: str, things: str = "") -> str:
    """A count with its noun: "no tables", "1 table", "2 tables"."""
    return f"{count or 'no'} {thing if count == 1 else things or thing + 's'}"


def listed(found: Sequence[str]) -> str:
    """The first few of them, each once."""
    each = list(dict.fromkeys(found))
    return ", ".join(each[:_NAMED]) + ("…" if len(each) > _NAMED else "")
