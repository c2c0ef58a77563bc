"""Pairs of a passage and its plain version, read from Markdown: each `::: plain` block and the block above it."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handouts.factlock import Line, lines_of

FOLDER = Path(__file__).parent / "factlock_pairs"
_ITEM = re.compile(r"\s*(?:[-*+]|\d+[.)])\s+")
_NOTE = re.compile(r"\[\^[^\]]+\]:?")
_LINK = re.compile(r"!?\[([^\]]*)\]\([^)]*\)")
_STRESS = re.compile(r"(?<!\w)([*_]{1,3})(?=\S)(.+?)(?<=\S)\1(?!\w)")


@dataclass(frozen=True)
class LockPair:
    """One passage and its plain version: paragraphs and items with their lines."""

    name: str
    full: tuple[tuple[str, int], ...]
    plain: tuple[tuple[str, int], ...]

    def lines(self) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        return lines_of(self.full), lines_of(self.plain)


def read_pairs(folder: Path = FOLDER) -> tuple[LockPair, ...]:
    """The pairs of all Markdown files of a folder, in the order of their names."""
    return tuple(pair for path in sorted(folder.glob("*.md")) for pair in _pairs_of(path))


def _pairs_of(path: Path) -> Iterator[LockPair]:
    above: list[tuple[str, int]] = []
    lines = path.read_text(encoding="utf-8").splitlines()
    at = 0
    while at < len(lines):
        if lines[at].startswith("::: plain"):
            end = next(place for place in range(at + 1, len(lines)) if lines[place].strip() == ":::")
            inner = [(text, place + 1) for place, text in enumerate(lines[at + 1 : end], start=at + 1)]
            yield LockPair(f"{path.stem}:{at + 1}", _texts(above), _texts(inner))
            above, at = [], end + 1
        elif lines[at].startswith(("---", "#", ":::")):
            above, at = [], at + 1
        elif lines[at].strip():
            above = [*above, (lines[at], at + 1)] if above and lines[at - 1].strip() else [(lines[at], at + 1)]
            at += 1
        else:
            at += 1


def _texts(lines: list[tuple[str, int]]) -> tuple[tuple[str, int], ...]:
    """Paragraphs and items, each with its first line; lines that go on belong to the one above."""
    texts: list[tuple[str, int]] = []
    fresh = True
    for text, number in lines:
        item = _ITEM.match(text)
        if not text.strip():
            fresh = True
            continue
        if item or fresh or not texts:
            texts.append((_bare(_ITEM.sub("", text, count=1) if item else text), number))
        else:
            before, line = texts[-1]
            texts[-1] = (f"{before} {_bare(text)}", line)
        fresh = False
    return tuple(texts)


def _bare(text: str) -> str:
    text = _LINK.sub(r"\1", _NOTE.sub("", text))
    for _ in range(2):
        text = _STRESS.sub(r"\2", text)
    return text.replace("\\", "").strip()
