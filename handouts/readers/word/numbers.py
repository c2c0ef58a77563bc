"""What a Word file's numberings say of a paragraph: its place in a list, and what Word writes before it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from handouts.readers.word.package import q
from handouts.readers.word.styles import Styles, is_on, value

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # type: ignore[import-untyped]

LONGEST_LABEL = 60
"""Letters of the form that a level's numbers have."""


@dataclass(slots=True)
class _Level:
    form: str = "bullet"
    start: int = 1
    text: str = ""
    legal: bool = False


@dataclass(slots=True)
class Numbers:
    """The numberings of a file, counting as its paragraphs are read in order."""

    root: Element | None
    styles: Styles
    _abstract: dict[str, str] = field(default_factory=dict)
    _levels: dict[tuple[str, int], _Level] = field(default_factory=dict)
    _restarts: dict[tuple[str, int], int] = field(default_factory=dict)
    _counted: dict[str, dict[int, int]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        if self.root is None:
            return
        linked: dict[str, str] = {}
        for each in self.root.findall(q("w:abstractNum")):
            name = str(each.get(q("w:abstractNumId")))
            if link := value(each, "w:styleLink"):
                linked[link] = name
            self._read_levels(each, name)
        for each in self.root.findall(q("w:abstractNum")):
            if (link := value(each, "w:numStyleLink")) and link in linked:
                name, other = str(each.get(q("w:abstractNumId"))), linked[link]
                self._levels.update(
                    {(name, at): self._levels[other, at] for at in range(9) if (other, at) in self._levels}
                )
        for each in self.root.findall(q("w:num")):
            self._read_number(each)

    def _read_levels(self, abstract: Element, name: str) -> None:
        for at, level in enumerate(abstract.findall(q("w:lvl"))):
            written = str(level.get(q("w:ilvl"), at))
            if written in "012345678":
                self._levels[name, int(written)] = _Level(
                    value(level, "w:numFmt") or "decimal",
                    _start(level, "w:start"),
                    (value(level, "w:lvlText") or f"%{int(written) + 1}.")[:LONGEST_LABEL],
                    bool(is_on(level, "w:isLgl")),
                )

    def _read_number(self, number: Element) -> None:
        name = str(number.get(q("w:numId")))
        self._abstract[name] = value(number, "w:abstractNumId") or ""
        for override in number.findall(q("w:lvlOverride")):
            at = str(override.get(q("w:ilvl"), ""))
            if at and at in "012345678" and override.find(q("w:startOverride")) is not None:
                self._restarts[name, int(at)] = _start(override, "w:startOverride")

    def place(self, properties: Element | None) -> tuple[int, int | None] | None:
        """A paragraph's level in a list, from 0, and its number there, None for a bullet; None outside of lists.

        Paragraphs have to come in their order.
        """
        if (found := self.styles.numbering(properties)) is None or found[0] not in self._abstract:
            return None
        number, at = found
        abstract = self._abstract[number]
        level = self._levels.get((abstract, at), _Level())
        if level.form == "none":
            return None
        counted = self._counted.setdefault(abstract, {})
        restart = self._restarts.pop((number, at), None)
        counted[at] = restart if restart is not None else counted[at] + 1 if at in counted else level.start
        for deeper in [each for each in counted if each > at]:
            del counted[deeper]
        return at, None if level.form == "bullet" else counted[at]

    def label(self, properties: Element | None) -> str:
        """What Word writes before a numbered paragraph: "2.", "2.1", "Part B"; "" for a bullet or outside of lists.

        It counts the paragraph, as `place` does.
        """
        place = self.place(properties)
        if place is None or place[1] is None:
            return ""
        found = self.styles.numbering(properties)
        assert found is not None
        abstract, counted = self._abstract[found[0]], self._counted[self._abstract[found[0]]]
        own = self._levels.get((abstract, place[0]), _Level())

        def written(mark: re.Match[str]) -> str:
            at = int(mark[1]) - 1
            level = self._levels.get((abstract, at), _Level())
            return _in_form(counted.get(at, level.start), "decimal" if own.legal else level.form)

        return re.sub(r"%([1-9])", written, own.text).strip()


def _in_form(number: int, form: str) -> str:
    if form in ("upperLetter", "lowerLetter") and 0 < number <= 26:
        return chr((64 if form == "upperLetter" else 96) + number)
    if form in ("upperRoman", "lowerRoman") and 0 < number < 40:
        roman = "X" * (number // 10) + ("", "I", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX")[number % 10]
        return roman if form == "upperRoman" else roman.lower()
    return f"{number:02}" if form == "decimalZero" else str(number)


def _start(element: Element, name: str) -> int:
    text = value(element, name) or ""
    return int(text) if text.isascii() and text.isdigit() and len(text) < 7 else 1
