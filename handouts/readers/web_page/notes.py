"""The references of a page: the list at its end, its numbers, and the places that marks in the text lead to."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from itertools import dropwhile

from handouts.document import Reference, Span, Spans
from handouts.readers._html.inline import finished
from handouts.readers._marks import entry_number, references_of, superscript
from handouts.readers._tidy import tidied
from handouts.readers.web_page.boxes import HEADINGS, Box, Line, Page, Run, level_of
from handouts.readers.web_page.inline import spans_of_lines

_HEADS = re.compile(
    r"(?:\d+\.?\s+)?(?:article |selected |key |list of |show |view |see )*(?:all )?"
    r"(?:references?|sources?|citations?|bibliography|footnotes?|end ?notes?|notes|works cited|literature|evidence)"
    r"(?: (?:cited|list|used|and (?:sources|references|notes|further reading)|& \w+))*(?: \(\d+\))?\s*:?",
    re.IGNORECASE,
)
_BACK = re.compile(r"[\^↑↩⤴\ufe0e]+|[a-z]|\d{1,2}\.\d|(?:jump|go|back|return)\b.{0,24}", re.IGNORECASE)
MOST_REFERENCES = 500


@dataclass(frozen=True, slots=True)
class Notes:
    """The references in order; `places` are the names on the page that stand for each; `used` the lines taken,
    `head` the one that announces them, `back` the links from them back to their marks, with their lines.
    """

    references: tuple[Reference, ...] = ()
    places: dict[str, int] = field(default_factory=dict)
    used: frozenset[int] = frozenset()
    head: int = -1
    back: tuple[tuple[str, int], ...] = ()

    @property
    def targets(self) -> dict[str, int]:
        """The number of each reference by its places; those without one are there under a name that no page has."""
        return {f"\0{reference.number}": reference.number for reference in self.references} | self.places


def notes_of(page: Page, reasons: Sequence[str]) -> Notes:
    """The references under a heading that names them: a numbered list, or lines with numbers; else none."""
    found: list[Notes] = []
    for line in page.lines:
        if not _HEADS.fullmatch(line.text) or not _announces(line):
            continue
        below = _below(line, page)
        if (notes := _listed(below, page)) or (notes := _numbered(below)):
            found.append(replace(notes, head=line.at))
    # A page may have notes of its own beside its sources: the longer list is the one that its numbers cite.
    best = max(found, key=lambda notes: len(notes.references), default=None) or _cited_list(page)
    return replace(best, back=tuple(_back(page.lines[at]) for at in sorted(best.used) if _back(page.lines[at])[0]))


def source_lines(page: Page) -> frozenset[int]:
    """The lines of all lists of sources, with their headings, numbered or not, by their `at`."""
    found: set[int] = set()
    for line in page.lines:
        if line.at in found or not _HEADS.fullmatch(line.text) or not _announces(line):
            continue
        box = line.box
        while box.parent is not None and box.last == line.at + 1:
            box = box.parent
        found.update(each.at for each in (line, *_below(line, page)) if box.holds(each))
    return frozenset(found)


def _announces(line: Line) -> bool:
    bold = all(run.bold or not run.text.strip() for run in line.runs)
    return (
        bool(level_of(line.box)) or bold or line.box.tag in ("p", "div", "button", "summary", "dt", "label", "strong")
    )


def _below(head: Line, page: Page) -> list[Line]:
    """The lines under the heading, up to the next heading that is not a part of it."""
    level = level_of(head.box)
    heading = next((box for box in head.box.around() if box.tag in HEADINGS), head.box)
    below: list[Line] = []
    for line in page.lines[head.at + 1 : head.at + 1 + 4 * MOST_REFERENCES]:
        if level and heading.holds(line):
            continue
        if level_of(line.box) and (not level or level_of(line.box) <= level):
            break
        below.append(line)
    return below


def _listed(below: list[Line], page: Page) -> Notes | None:
    """The items of the first ordered list below the heading."""
    first = next((line for line in below[:6] if line.box.within("ol") is not None), None)
    if first is None:
        return None
    found = first.box.within("ol")
    assert found is not None
    while found.parent is not None and (outer := found.parent.within("ol")) is not None:
        found = outer
    return _of_list(found, page)


def _of_list(found: Box, page: Page) -> Notes | None:
    items = [
        child for child in found.children if isinstance(child, Box) and child.tag == "li" and child.last > child.first
    ]
    references: list[Reference] = []
    places: dict[str, int] = {}
    for number, item in enumerate(items, 1):
        lines = page.of(item)
        references.append(Reference(number, _entry(lines, number), lines[0].line))
        places.update(dict.fromkeys((name for box in item.boxes() for name in box.ids), number))
    start = found.attributes.get("start", "1").strip()
    if not references or start not in ("1", ""):
        return None
    return Notes(tuple(references), places, frozenset(range(found.first, found.last)))


def _numbered(below: list[Line]) -> Notes | None:
    """Lines that begin with their numbers, one after the other."""
    groups: list[list[Line]] = []
    for line in below:
        if entry_number(line.text) == len(groups) + 1:
            groups.append([line])
        elif groups and line.continues:
            groups[-1].append(line)
        else:
            break
    lines = [line for group in groups for line in group]
    if not references_of([(line.text, line.line) for line in lines]):
        return None
    references = (Reference(at, _entry(group, at), group[0].line) for at, group in enumerate(groups, 1))
    places = {name: at for at, group in enumerate(groups, 1) if _alone(group[0]) for name in group[0].box.ids}
    return Notes(tuple(references), places, frozenset(line.at for line in lines))


def _alone(line: Line) -> bool:
    return line.box.last - line.box.first == 1


def _entry(lines: list[Line], number: int) -> Spans:
    """The text of an entry, without its number and the links back to its marks."""
    kept = [replace(line, runs=tuple(dropwhile(_is_back, _forward(line)))) for line in lines]
    spans = spans_of_lines(kept, {})
    if not spans:
        return (Span(str(number), lines[0].line),)
    mark = rf"[\[(]?{number}(?:[\])][.:]?|[.:]|(?=\s))|{superscript(str(number))}"
    text = re.sub(rf"^[\^↑\s]*(?:{mark})?\s*(?=\S)", "", spans[0].text)
    return finished((replace(spans[0], text=text), *spans[1:])) or spans


def _forward(line: Line) -> Iterator[Run]:
    return (run for run in line.runs if not (run.leads_to and _BACK.fullmatch(run.text.strip())))


def _back(line: Line) -> tuple[str, int]:
    """The letters and numbers among the links of an entry back to its marks."""
    forward = list(dropwhile(_is_back, _forward(line)))
    back = "".join(run.text for run in line.runs if not any(run is each for each in forward))
    return (tidied(back) if re.search(r"\w", back) else ""), line.line


def _is_back(run: Run) -> bool:
    """Whether a run before an entry's text is a link back to the marks: "^", "a"."""
    text = run.text.strip()
    return not text or text in ("^", "↑") or (run.linked and _BACK.fullmatch(text) is not None)


def _cited_list(page: Page) -> Notes:
    """An ordered list without a heading, the items of which marks in the text lead to."""
    runs = (run for line in page.lines for run in line.runs if run.leads_to)
    targets = {run.leads_to for run in runs if run.text.strip(" []").isdecimal()}
    for box in page.root.boxes() if targets else ():
        if box.tag != "ol" or not any(child.ids & targets for child in box.children if isinstance(child, Box)):
            continue
        if notes := _of_list(box, page):
            return notes
    return Notes()
