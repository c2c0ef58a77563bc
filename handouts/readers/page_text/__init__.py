"""A page pasted as plain text, with its menus and adverts: its article, its credits, and all that was left out."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from handouts.draft import Draft, Dropped
from handouts.errors import SourceError
from handouts.readers import Importer
from handouts.readers._tidy import decoded, tidied
from handouts.readers.page_text.blocks import blocks_of, references_at
from handouts.readers.page_text.hyphens import words_of_page
from handouts.readers.page_text.lines import Unit, units_of
from handouts.readers.page_text.pages import rejoined
from handouts.readers.page_text.signs import CREDIT, KEPT, is_reference_heading
from handouts.readers.page_text.sorting import sorted_units
from handouts.readers.page_text.title import title_of

LARGEST_PAGE = 2_000_000
"""Bytes: some 300,000 words, far more than any page holds."""

MOST_LINES = 10_000


def draft_of(data: bytes, path: Path) -> Draft:
    """Sort a pasted page; one without a title gets the file's name. SourceError if it is no text, or holds none."""
    text = decoded(data, path)
    if not tidied(text):
        raise SourceError("The page is empty.", todo="Paste its text, and save the file.", path=path)
    if text.count("\n") > MOST_LINES:
        todo = "Cut out the article, and save it alone."
        raise SourceError(f"The page has more than {MOST_LINES:,} lines.", todo=todo, path=path)
    units = units_of(text)
    title = title_of(units)
    sorting = sorted_units(units, title)
    whole = rejoined(units, sorting.fates, words_of_page(text))
    kept = [unit for at, unit in enumerate(whole) if unit and sorting.fates[at] == KEPT and at != title]
    listed, references = references_at(kept, [is_reference_heading(unit) for unit in kept])
    if len(listed) == len(kept):
        listed, references = range(0), ()
    body = [unit for at, unit in enumerate(kept) if at not in listed]
    dropped = list(_dropped(units, sorting.fates))
    if listed and is_reference_heading(head := kept[listed.start]):
        dropped.append(Dropped(head.text, head.line, "heading of the references"))
    numbers = frozenset(reference.number for reference in references)
    return Draft(
        title=tidied(path.stem) if title is None else units[title].text,
        blocks=blocks_of(body, numbers),
        references=references,
        credits=sorting.credits,
        dropped=tuple(sorted(dropped, key=lambda each: each.line)),
    )


def _dropped(units: Sequence[Unit], fates: Sequence[str]) -> Iterator[Dropped]:
    for unit, fate in zip(units, fates, strict=True):
        if fate not in (KEPT, CREDIT):
            yield from (Dropped(text, line, fate) for text, line in unit.lines)


IMPORTER = Importer("text", (".txt",), draft_of, LARGEST_PAGE)
