"""The lines of a pasted page as units: wrapped lines joined, columns one after the other, marks of lists taken off."""

import itertools
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from handouts.readers._noise import noise_of
from handouts.readers._tidy import tidied
from handouts.readers.page_text.columns import Line, uncolumned
from handouts.readers.page_text.drawn import PICTURE, unboxed, unstarred, with_whole_cells
from handouts.readers.page_text.hyphens import mended, words_of_page
from handouts.readers.page_text.linked import has_targets, target_of, without_targets

Form: TypeAlias = Literal["prose", "short", "bullet", "number", "row", "rule"]

_BULLET = re.compile(r"\s*([•·▪▫■□●○◦‣⁃∙➢➤►▶✓✔❖◆➔*–—-]|o(?=[ \t]))\s+(?=\S)|\s*([•▪■●○◦‣⁃∙➢❖])(?=\w)")
_NUMBER = re.compile(r"\s*(?:\((\d{1,3})\)|(\d{1,3})[.)](?!\d)|\[(\d{1,3})\])\s+(?=\S)|\s*(\d{1,2})[.](?=[A-Z][a-z])")
_LONE_MARK = re.compile(r"\s*(?:[•·▪■●○◦‣⁃∙➢❖*-]|\d{1,2}[.)])\s*")
_RULE = re.compile(r"\s*(?:[-=_*~#+.·–—]\s*){3,}|[|+\s:-]*-[|+\s:-]*|[■●_]+")
_UNDERLINE = re.compile(r"\s*(={3,}|-{3,}|~{3,})\s*")
_HASHES = re.compile(r"\s*(#{1,6})\s+(?=\S)")
_SENTENCE_END = re.compile(r"[.!?:;…][\"”’')\]]*(?:\s?\[?\d{1,3}(?:[,–-]\s?\d{1,3})*\]?|[⁰¹²³⁴⁵⁶⁷⁸⁹, ]+)?$")
_BROKEN = re.compile(r"[a-z]{2}-$")
_ASKED = re.compile(r"[QA][.:]?")
"""What stands before a question and its answer."""

PAGE_NUMBER = re.compile(
    r"(?:.{0,80}\s)?(?:page|p\.)\s*\d{1,3}(?:\s*(?:of|/)\s*\d{1,3})?|\d{1,3}\s*/\s*\d{1,3}", re.IGNORECASE
)
"""A line at the head or foot of a printed page."""

LONGEST_SHORT = 14
"""Words: what ends without a full stop and has no more is a heading, an item or a button."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One paragraph, item, row or short line of the page; `lines` holds the lines that it was joined from.

    `gap` says whether a blank line stands before it, `head` whether the page marks it as a heading (1 highest),
    `mark` what stood before an item, `cells` the parts of a row; `width` is that of the column it was wrapped in, or 0.
    `leads` is where a line leads that is nothing but links: "#" within the page, "/" elsewhere.
    """

    text: str
    line: int
    form: Form
    gap: bool
    indent: int = 0
    mark: str = ""
    head: int = 0
    cells: tuple[str, ...] = ()
    lines: tuple[tuple[str, int], ...] = ()
    width: int = 0
    leads: str = ""

    @property
    def words(self) -> int:
        """How many words it has."""
        return len(self.text.split())

    @property
    def ends(self) -> bool:
        """Whether it ends as a sentence does."""
        return bool(_SENTENCE_END.search(self.text))


_LINK_NUMBER = re.compile(r"\[\d{1,4}\](?=[A-Za-z#])")
_LINK_LIST = re.compile(r"^\s*(?:visible|hidden) links:?\s*$", re.IGNORECASE | re.MULTILINE)


def units_of(text: str) -> list[Unit]:
    """The units of a page's text, in reading order; every line with a letter or a figure is in one of them."""
    lines = with_whole_cells(uncolumned(unboxed(_lines(text))))
    units = _joined(_marked(lines), _width(lines), words_of_page(text))
    if has_targets(text):
        units = [replace(unit, text=without_targets(unit.text), leads=target_of(unit.text)) for unit in units]
    if not _LINK_LIST.search(text):
        return units
    # A text browser numbers the links and lists them at the end.
    return [replace(unit, text=_LINK_NUMBER.sub("", unit.text)) for unit in units]


def _lines(text: str) -> list[Line]:
    lines: list[Line] = []
    gap = True
    for number, content in enumerate(text.split("\n"), 1):
        if tidied(content):
            lines.append(Line(content.replace("\u00a0", " ").rstrip(), number, gap))
            gap = False
        else:
            gap = True
    return lines


def _width(lines: Sequence[Line]) -> int:
    """The width in letters at which the page's lines are wrapped, or 0."""
    lengths = sorted(len(line.raw) for line in lines)
    if len(lengths) < 4:
        return 0
    widest = lengths[min(len(lengths) - 1, int(len(lengths) * 0.97))]
    if not 40 <= widest <= 120:
        return 0
    full = sum(
        _overflows(line.raw, after.raw, widest) and not line.raw.rstrip().endswith((".", ":", "?"))
        for line, after in itertools.pairwise(lines)
        if not after.gap
    )
    return widest if full >= 3 and full * 12 >= len(lengths) else 0


def _overflows(line: str, after: str, width: int) -> bool:
    """Whether the first word of the next line had no room on this one."""
    words = after.split(maxsplit=1)
    return bool(words) and len(line) + 1 + len(words[0]) > width * 0.9


def _marked(lines: Sequence[Line]) -> list[Unit]:
    """Each line as a unit of its own, its mark taken off; a mark alone goes to the next line."""
    round_bullets = any(re.match(r"\s+o[ \t]{2,}\S", line.raw) for line in lines)
    round_bullets |= sum(bool(re.match(r"\s*o[ \t]+\S", line.raw)) for line in lines) >= 2
    units: list[Unit] = []
    lone: Line | None = None
    for line in lines:
        if lone:
            joined = f"{lone.raw.rstrip()} {line.raw.strip()}"
            originals = ((lone.raw.strip(), lone.line), (tidied(line.raw), line.line))
            units.append(replace(_unit(Line(joined, line.line, lone.gap), round_bullets), lines=originals))
            lone = None
        elif _LONE_MARK.fullmatch(line.raw):
            lone = line
        elif (under := _UNDERLINE.fullmatch(line.raw)) and units and not line.gap and units[-1].words <= LONGEST_SHORT:
            units[-1] = replace(units[-1], head=1 if under[1][0] == "=" else 2, form="short")
            units.append(Unit(line.raw.strip(), line.line, "rule", False, lines=((line.raw.strip(), line.line),)))
        else:
            unit = _unit(line, round_bullets)
            below = tuple((tidied(each.raw), each.line) for each in line.parts[1:])
            units.append(replace(unit, width=line.width, lines=(*unit.lines, *below)))
    if lone:
        units.append(Unit(lone.raw.strip(), lone.line, "rule", lone.gap, lines=((lone.raw.strip(), lone.line),)))
    return units


def _unit(line: Line, round_bullets: bool) -> Unit:
    raw = line.raw.expandtabs(4) if "\t" in line.raw[: len(line.raw) - len(line.raw.lstrip())] else line.raw
    indent = len(raw) - len(raw.lstrip())
    whole = tidied(raw)
    kept = ((tidied(line.parts[0].raw if line.parts else raw), line.line),)
    if starred := unstarred(raw):
        form = _form(starred)
        return Unit(starred, line.line, form, line.gap, indent, head=2 if form == "short" else 0, lines=kept)
    if _RULE.fullmatch(raw):
        return Unit(whole, line.line, "rule", line.gap, lines=kept)
    if hashes := _HASHES.match(raw):
        text = tidied(raw[hashes.end() :]).rstrip("# ")
        return Unit(text or whole, line.line, "short", line.gap, indent, head=len(hashes[1]), lines=kept)
    if (bullet := _BULLET.match(raw)) and (bullet[1] != "o" or round_bullets):
        text, mark = tidied(raw[bullet.end() :]), bullet[1] or bullet[2]
        return Unit(text or whole, line.line, "bullet", line.gap, indent, mark, lines=kept)
    if number := _NUMBER.match(raw):
        text, mark = tidied(raw[number.end() :]), number[number.lastindex or 0]
        return Unit(text or whole, line.line, "number", line.gap, indent, mark, lines=kept)
    cells = _cells(raw)
    if len(cells) > 1:
        return Unit(whole, line.line, "row", line.gap, indent, cells=cells, lines=kept)
    return Unit(whole, line.line, _form(whole), line.gap, indent, lines=kept)


def _cells(raw: str) -> tuple[str, ...]:
    text = raw.strip(" ")
    if text.startswith("|") and text.count("|") >= 3:
        return tuple(tidied(cell) for cell in text.strip("|").split("|"))
    parts = text.split("\t") if "\t" in text else re.split(r" {2,}", text)
    return tuple(tidied(part) for part in parts)


def _form(text: str) -> Form:
    words = len(text.split())
    if text.endswith("?") and words <= LONGEST_SHORT and not re.search(r"[.!?]\s", text):
        return "short"
    if words > LONGEST_SHORT or (words >= 6 and _SENTENCE_END.search(text)):
        return "prose"
    return "prose" if words >= 3 and text.endswith((".", "!")) else "short"


def _joined(units: Sequence[Unit], width: int, said: Mapping[str, int]) -> list[Unit]:
    """Units with the lines that go on with them: wrapped ones and rows that are no table."""
    loose = _loose_rows(units)
    joined: list[Unit] = []
    for unit in loose:
        before = joined[-1] if joined else None
        broken = before is not None and bool(_BROKEN.search(before.text)) and unit.text[:1].islower()
        if before and (broken or unit.width or width) and _continues(before, unit, unit.width or width, broken):
            hyphen = before.text.endswith("-")
            text = mended(before.text, unit.text, said) if hyphen else f"{before.text} {unit.text}"
            form = before.form if before.form in ("bullet", "number") else _form(text)
            joined[-1] = replace(before, text=text, form=form, lines=(*before.lines, *unit.lines))
        else:
            joined.append(unit)
    return joined


def _continues(before: Unit, unit: Unit, width: int, broken: bool) -> bool:
    """Whether a line goes on with the one above it: a word is `broken` between them, or had no room there."""
    if unit.gap or unit.form not in ("prose", "short") or before.form in ("row", "rule") or before.head or unit.head:
        return False
    if PICTURE.fullmatch(unit.text) or PICTURE.fullmatch(before.text):
        return False
    if PAGE_NUMBER.fullmatch(unit.text) or PAGE_NUMBER.fullmatch(before.text):
        return False
    row_goes_on = before.text.endswith("|")
    if (before.ends and noise_of(unit.text)) or (len(before.lines) == 1 and noise_of(before.text) and not row_goes_on):
        return False
    last, _line = before.lines[-1]
    mark = len(before.mark) + 1 if len(before.lines) == 1 else 0
    return broken or _overflows(" " * before.indent + " " * mark + last, unit.lines[0][0], width)


def _loose_rows(units: Sequence[Unit]) -> list[Unit]:
    """Rows that stand alone, or beside rows of another shape, are text with wide spaces in it."""
    made: list[Unit] = []
    for at, unit in enumerate(units):
        asked = len(unit.cells) == 2 and _ASKED.fullmatch(unit.cells[0])
        if unit.form == "row" and asked:
            unit = replace(unit, form="prose")
        elif unit.form == "row" and not (_beside(units, at, at - 1) or _beside(units, at, at + 1)):
            unit = replace(unit, form=_form(unit.text), cells=unit.cells)
        made.append(unit)
    return made


def _beside(units: Sequence[Unit], at: int, other: int) -> bool:
    """Whether the unit at `other` is a row of the same table."""
    if not 0 <= other < len(units) or (units[max(at, other)].gap and len(units[at].cells) < 2):
        return False
    near = units[other]
    if near.form == "rule" and 0 <= other + (other - at) < len(units):
        near = units[other + (other - at)]
    return near.form == "row" and len(near.cells) == len(units[at].cells)
