"""Marks in plain text: the numbers that cite references, the small figures of units, and the list of references."""

import re
from collections.abc import Iterator, Sequence

from handouts.document import Reference, Span, Spans
from handouts.readers._tidy import tidied

_RAISED = str.maketrans("0123456789+-−=()ni", "⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻⁻⁼⁽⁾ⁿⁱ")
_LOWERED = str.maketrans("⁰¹²³⁴⁵⁶⁷⁸⁹⁻", "0123456789-")

_UNIT = re.compile(
    r"(?<![A-Za-z0-9.])((?:[kcdmµμ]m|ft|inch)|(?:(?<=/)|(?<=\d )|(?<=\d\u00a0)|(?<=per ))m)([23])(?![A-Za-z0-9])"
)
_UNIT_GLUED = re.compile(r"(?<=\d)([kcdmµμ]?m)([23])(?![A-Za-z0-9])")
_POWER = re.compile(r"(?<=10)\^([-−]?\d{1,2})(?!\d)")

_NUMBERS = r"\d{1,3}(?:\s?[,;–-]\s?\d{1,3})*"
_SMALL = r"[⁰¹²³⁴⁵⁶⁷⁸⁹]+(?:[,⁻–-][⁰¹²³⁴⁵⁶⁷⁸⁹]+)*"
_GLUED = r"\d{1,3}(?:[,–-]\d{1,3})*"
_MARK = re.compile(
    rf"\s?\[(?P<boxed>{_NUMBERS})\]"
    rf"|(?P<small>(?<![\d⁻/]){_SMALL})"
    rf"|(?:(?<=[a-z]{{2}}[.!?])|(?<=[)%”\"][.!?])|(?<=[.!?][)”\"]))(?P<after>{_GLUED})(?=\s+[A-Z“\"(]|\s*$)"
    rf"|(?<=[a-z]{{3}},)(?P<inside>{_GLUED})(?=\s(?:and|but|or|the|which|with|although|while|in|as|this|it|they"
    rf"|most)\b)"
    rf"|(?<=[a-z]{{5}})(?P<tight>{_GLUED})(?=[.;:]?\s+[A-Z]|[.;:,]?\s*$)"
)
_ABBREVIATION = re.compile(
    r"\b(?:no|nos|fig|figs|vol|vols|approx|max|min|pp|ch|sec|ref|refs|ca|ver|mg|ml|kg|cm|mm|am|pm|art|ed|eds"
    r"|jan|feb|mar|apr|jun|jul|aug|sept?|oct|nov|dec)[.]$",
    re.IGNORECASE,
)
_NUMBERED_WORD = re.compile(
    r"(?:type|grade|stage|phase|steps?|level|class|group|table|figure|part|omega|vitamin|factor|chapter|section|option"
    r"|model|covid|version|appendix|number|interleukin|weeks?|months?|days?|doses?|tablets?|capsules?|times?|drops?"
    r"|puffs?)$",
    re.IGNORECASE,
)
_SQUARE = re.compile(r"(?:^|[^A-Za-z])(?:[kcdmµμ]?m|ft|in|inch)$")


def superscript(text: str) -> str:
    """What stood raised, in raised letters: "2" is "²"; letters that have no raised form stay as they are."""
    return text.translate(_RAISED)


def spans_of(text: str, line: int, references: frozenset[int]) -> Spans:
    """Plain text as spans: numbers that cite one of `references` become marks, "cm2" becomes "cm²".

    A number is a mark only if every one of its group is a reference: "outcome.1", "[1, 2]", "risk¹".
    """
    runs: list[Span] = []
    done = 0
    for found in _MARK.finditer(text) if references else ():
        cited = _numbers(found[found.lastgroup or 0])
        if not cited or not references.issuperset(cited) or not _is_mark(found, text):
            continue
        if before := _with_units(text[done : found.start()]):
            runs.append(Span(before, line))
        runs.extend(Span(str(number), line, cites=number) for number in cited)
        done = found.end()
    if rest := _with_units(text[done:]):
        runs.append(Span(rest, line))
    return tuple(runs)


def _numbers(group: str) -> tuple[int, ...]:
    """The numbers of "1, 3–5": 1, 3, 4, 5; none when a range runs backwards or is too long to be one."""
    numbers: list[int] = []
    for part in re.split(r"[,;]", group.translate(_LOWERED)):
        first, _, last = re.sub(r"[–-]", " ", part).strip().partition(" ")
        if last and not 0 < int(last) - int(first) < 50:
            return ()
        numbers.extend(range(int(first), int(last or first) + 1))
    return tuple(numbers)


def _is_mark(found: re.Match[str], text: str) -> bool:
    before = text[max(0, found.start() - 20) : found.start()]
    match found.lastgroup:
        case "small":
            return bool(before) and not _SQUARE.search(before)
        case "after":
            return not _ABBREVIATION.search(before)
        case "tight":
            return not _NUMBERED_WORD.search(before)
        case _:
            return bool(before.strip())


def _with_units(text: str) -> str:
    if "^" in text:
        text = _POWER.sub(lambda found: superscript(found[1]), text)
    for unit in (_UNIT, _UNIT_GLUED):
        text = unit.sub(lambda found: found[1] + superscript(found[2]), text)
    return text


_ENTRY = re.compile(
    r"\s*(?:\[(\d{1,3})\][.:]?|\((\d{1,3})\)|(\d{1,3})[.):]|(\d{1,3})\t)\s*(?=\S)|\s*([⁰¹²³⁴⁵⁶⁷⁸⁹]+)\s*(?=\S)"
)


def references_of(lines: Sequence[tuple[str, int]]) -> tuple[Reference, ...]:
    """The entries of a section of references, each a text with its line; () if they are not numbered 1, 2, 3 ….

    A line without a number continues the entry above it.
    """
    entries: list[tuple[str, int]] = []
    for text, line in lines:
        if not text.strip():
            continue
        number = entry_number(text)
        if number == len(entries) + 1:
            entries.append((_ENTRY.sub("", text, count=1), line))
        elif number is None or number > len(entries) + 30 or number < len(entries):
            if not entries:
                return ()
            entries[-1] = (f"{entries[-1][0]} {text.strip()}", entries[-1][1])
        else:
            return ()
    return tuple(_references(entries))


def entry_number(text: str) -> int | None:
    """The number with which an entry begins ("1. ", "[1] ", "1) ", "¹"), or None."""
    found = _ENTRY.match(text)
    return int(found[found.lastindex or 0].translate(_LOWERED)) if found else None


def _references(entries: Sequence[tuple[str, int]]) -> Iterator[Reference]:
    for number, (text, line) in enumerate(entries, 1):
        yield Reference(number, spans_of(tidied(text), line, frozenset()), line)
