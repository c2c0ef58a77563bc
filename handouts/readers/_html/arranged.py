"""A page's parts as a draft: its title, its headings at our two levels, typed lists, references, marks and credits."""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from handouts.document import (
    Block,
    Bullets,
    Cell,
    Figure,
    Glossary,
    Heading,
    Item,
    Paragraph,
    Reference,
    Span,
    Spans,
    Table,
    Term,
    plain_text,
)
from handouts.draft import Credit, Draft, Dropped
from handouts.readers._credits import credit_of
from handouts.readers._html.inline import finished
from handouts.readers._html.parts import Caption, Head, Part, as_paragraph
from handouts.readers._html.typed import with_typed_lists, without_first
from handouts.readers._marks import entry_number, spans_of

LONGEST_TITLE_LINE = 120
"""Letters of a first line without a heading's form that still names the page."""

_SOURCES = re.compile(
    r"(?:\W*\d+[.)]?\s+)?(?:list of |selected |key |works )?"
    r"(?:references?|sources?|bibliography|citations?|cited|literature)(?: (?:cited|and sources|list))?\W*",
    re.IGNORECASE,
)
_JUNK_TITLE = re.compile(
    r"(?:microsoft word|untitled|document\d*\b|doc\d*$|title$|template|new document|powerpoint|slide 1|\W*$|normal$)"
    r"|.*\.(?:docx?|dotx?|rtf|odt|pdf|html?|indd|md)$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Names:
    """What a page may be called: `given` says so for certain, `kept` in its file's properties, `file` is its name."""

    given: str = ""
    kept: str = ""
    file: str = ""


def draft_of(
    parts: Sequence[Part], notes: Sequence[Reference], dropped: Iterable[Dropped], names: Names, language: str = ""
) -> Draft:
    """The draft of these parts; `notes` are the page's footnotes, which its marks already cite."""
    title, rest = _titled(list(with_typed_lists(parts)), names)
    rest, listed, left = _without_references(rest)
    left = [*dropped, *left]
    if names.kept and names.kept != title and not _JUNK_TITLE.match(names.kept):
        left.append(Dropped(names.kept, 1, "title in the file's properties"))
    numbers = frozenset(reference.number for reference in listed)

    def marked(spans: Spans) -> Spans:
        return _marked(spans, numbers)

    blocks: list[Block] = []
    credits: list[Credit] = []
    for part in _levelled(rest):
        credit = credit_of(plain_text(part.spans), part.line) if isinstance(part, Paragraph) else None
        if credit:
            credits.append(credit)
        else:
            blocks.append(rewritten(part, marked))
    more = len(listed)
    shifted = [replace(note, number=note.number + more, spans=_marked(note.spans, frozenset())) for note in notes]
    return Draft(title, tuple(blocks), (*listed, *shifted), tuple(credits), tuple(left), language)


def _titled(parts: list[Part], names: Names) -> tuple[str, list[Part]]:
    """The page's title, and its parts without the one that only gives it."""
    heads = [part for part in parts if isinstance(part, Head)]
    tops = [head for head in heads if head.level == 1]
    named = next((head for head in heads if head.title), None)
    if named is None and not names.given and len(tops) == 1 and tops[0] is heads[0]:
        named = tops[0]
    if named is not None and not names.given:
        return plain_text(named.spans), [part for part in parts if part is not named]
    title = names.given or ("" if _JUNK_TITLE.match(names.kept) else names.kept)
    if title:
        same = next((part for part in parts[:5] if _says(part, title)), None)
        return title, [part for part in parts if part is not same]
    return _first_line(parts, heads, names)


def _says(part: Part, title: str) -> bool:
    return isinstance(part, Head | Paragraph) and plain_text(part.spans).casefold() == title.casefold()


def _first_line(parts: list[Part], heads: list[Head], names: Names) -> tuple[str, list[Part]]:
    """A short first line, else the first heading, which stays where others of its level are; else the file's name."""
    first = parts[0] if parts else None
    if isinstance(first, Paragraph) and len(parts) > 1:
        text = plain_text(first.spans)
        a_name = len(text) <= LONGEST_TITLE_LINE and not text.endswith((".", ":", ";", ","))
        if a_name and not credit_of(text, first.line):
            return text, parts[1:]
    if heads:
        alone = sum(head.level == heads[0].level for head in heads) == 1
        return plain_text(heads[0].spans), [part for part in parts if not (alone and part is heads[0])]
    return " ".join(re.split(r"[-_\s]+", names.file)).strip().capitalize() or "Untitled", parts


def _levelled(parts: Sequence[Part]) -> Iterator[Block]:
    """The parts as blocks: the page's highest headings as ours of level 2, all others of level 3 below one of them."""
    levels = sorted({part.level for part in parts if isinstance(part, Head)})
    opened = False
    for part in parts:
        if isinstance(part, Head):
            yield Heading(2 if part.level == levels[0] or not opened else 3, part.spans, part.line)
            opened = True
        else:
            yield as_paragraph(part) if isinstance(part, Caption) else part


def _without_references(parts: list[Part]) -> tuple[list[Part], tuple[Reference, ...], list[Dropped]]:
    """The parts without the numbered list below a heading such as "References", that list, and the heading."""
    for at, part in enumerate(parts):
        if isinstance(part, Head) and _SOURCES.fullmatch(plain_text(part.spans)):
            end = next((to for to in range(at + 1, len(parts)) if isinstance(parts[to], Head)), len(parts))
            used, listed = _references_in(parts[at + 1 : end])
            if listed:
                whole = used == end - at - 1
                gone = [Dropped(plain_text(part.spans), part.line, "heading of the references")] if whole else []
                return [*parts[: at if whole else at + 1], *parts[at + 1 + used :]], listed, gone
    return parts, (), []


def _references_in(parts: Sequence[Part]) -> tuple[int, tuple[Reference, ...]]:
    """How many of the parts are the list of references, and its entries."""
    first = parts[0] if parts else None
    if isinstance(first, Bullets):
        inner = [block for item in first.items for block in item.blocks if isinstance(block, Paragraph)]
        plain = len(inner) == len(first.items) == sum(len(item.blocks) for item in first.items)
        if not first.ordered or first.start != 1 or not plain:
            return 0, ()
        return 1, tuple(Reference(number, each.spans, each.line) for number, each in enumerate(inner, 1))
    found: list[Reference] = []
    for part in parts:
        if not isinstance(part, Paragraph) or entry_number(plain_text(part.spans)) != len(found) + 1:
            break
        found.append(Reference(len(found) + 1, _unnumbered(part.spans), part.line))
    return len(found), tuple(found)


def _unnumbered(spans: Spans) -> Spans:
    """An entry of the list without its number."""
    text = plain_text(spans)
    number = re.match(r"\s*(?:[\[(]?\d{1,3}[\]).:]*|[⁰¹²³⁴⁵⁶⁷⁸⁹]+)\s*", text)
    return without_first(spans, number.end() if number else 0)


def _marked(spans: Spans, references: frozenset[int]) -> Spans:
    """The text with its units written right, its marks of listed references, and those of footnotes moved behind."""
    runs: list[Span] = []
    for span in spans:
        if span.cites:
            number = span.cites + len(references)
            runs.append(replace(span, text=str(number), cites=number))
            continue
        for part in spans_of(span.text, span.line, references):
            runs.append(part if part.cites else replace(span, text=part.text))
    return finished(runs)


def rewritten(block: Block, change: Callable[[Spans], Spans]) -> Block:
    """The block with each of its texts changed."""
    match block:
        case Heading() | Paragraph():
            return replace(block, spans=change(block.spans))
        case Bullets():
            return _rewritten_list(block, change)
        case Table():
            rows = tuple(_rewritten_row(row, change) for row in block.rows)
            return Table(_rewritten_row(block.header, change), rows, block.line, change(block.caption))
        case Figure():
            return replace(block, caption=change(block.caption))
        case Glossary():
            terms = (Term(change(term.word), tuple(map(change, term.meaning)), term.line) for term in block.terms)
            return replace(block, terms=tuple(terms))
        case _:
            return block


def _rewritten_list(block: Bullets, change: Callable[[Spans], Spans]) -> Bullets:
    items: list[Item] = []
    for item in block.items:
        inner = (
            _rewritten_list(part, change) if isinstance(part, Bullets) else replace(part, spans=change(part.spans))
            for part in item.blocks
        )
        items.append(replace(item, blocks=tuple(inner)))
    return replace(block, items=tuple(items))


def _rewritten_row(row: Sequence[Cell], change: Callable[[Spans], Spans]) -> tuple[Cell, ...]:
    return tuple(replace(cell, spans=change(cell.spans)) for cell in row)
