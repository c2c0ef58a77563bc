"""Text within a block: from the page's runs to spans, with marks of references and units in their small figures."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from handouts.document import Span, Spans
from handouts.readers._html.inline import finished, linked, raised
from handouts.readers._marks import spans_of
from handouts.readers.web_page.boxes import Line, Run

_MARK = re.compile(r"[\[(]?\s*(\d{1,3}(?:\s*[,;–-]\s*\d{1,3})*)\s*[\])]?[,;]?")
_UNIT_BEFORE = re.compile(r"(?:(?:^|[^A-Za-z])(?:[kcdmµμ]?m|ft|in|inch|yd)|\d|/)$")


def spans_of_lines(lines: Sequence[Line], places: dict[str, int], *, plain: bool = False) -> Spans:
    """One text of several lines; `places` are the names on the page that are references; `plain` leaves bold out."""
    numbers = frozenset(places.values())
    runs: list[Span] = []
    for number, line in enumerate(lines):
        if number:
            runs.append(Span(" ", line.line))
        for run in line.runs:
            runs.extend(_spans(run, "".join(each.text for each in runs[-3:]), places, numbers))
    if plain:
        runs = [replace(run, bold=False, italic=False) for run in runs]
    return finished(runs)


def _spans(run: Run, before: str, places: dict[str, int], numbers: frozenset[int]) -> Iterable[Span]:
    text = re.sub(r"[ \t\n\r\f]+", " ", run.text)
    style = Span("", run.line, bold=run.bold, italic=run.italic)
    if cited := _cited(run, text, before, places, numbers):
        return [Span(str(number), run.line, cites=number) for number in cited]
    if run.raised:
        text = raised(text)
    if run.href:
        style = linked(style, run.href)
    if run.raised or run.href:
        return [replace(style, text=text)]
    return [span if span.cites else replace(style, text=span.text) for span in spans_of(text, run.line, numbers)]


def _cited(run: Run, text: str, before: str, places: dict[str, int], numbers: frozenset[int]) -> tuple[int, ...]:
    """The references that a mark stands for: by the place it leads to, or by its number alone where it is raised."""
    mark = _MARK.fullmatch(text.strip())
    if mark is None or not numbers:
        return ()
    if run.leads_to in places and "," not in mark[1]:
        first = places[run.leads_to]
        return tuple(range(first, first + _length(mark[1]))) if first + _length(mark[1]) - 1 in numbers else (first,)
    if not (run.raised or (run.leads_to and text.strip().startswith("["))) or _UNIT_BEFORE.search(before):
        return ()
    cited = tuple(_all(mark[1]))
    return cited if cited and numbers.issuperset(cited) else ()


def _length(mark: str) -> int:
    return max(1, len(list(_all(mark))))


def _all(mark: str) -> Iterable[int]:
    for part in re.split(r"[,;]", mark):
        first, _, last = re.sub(r"[–-]", " ", part).strip().partition(" ")
        yield from range(int(first), min(int(last or first), int(first) + 50) + 1)
