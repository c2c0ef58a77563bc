"""Import: a page from elsewhere becomes a draft article, and a list of all that was left out of it."""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handouts.atomic import replacing
from handouts.document import Figure
from handouts.draft import Draft, Dropped
from handouts.errors import SourceError
from handouts.importing.article import Terms, article_of
from handouts.importing.marks import figure_name
from handouts.readers import draft_of

__all__ = ["Imported", "Terms", "import_page", "name_for"]


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import made: the `article`, the list of what it `dropped`, and where that stands."""

    article: Path
    list: Path
    dropped: tuple[Dropped, ...]


def import_page(page: Path, folder: Path, terms: Terms) -> Imported:
    """Write the article of that name, its figures and the list of what was dropped into `folder`.

    SourceError if the page cannot be read, or if there is an article of that name; nothing is written then.
    """
    made = Imported(folder / f"{terms.name}.md", folder / f"{terms.name}.dropped.txt", ())
    for path in (made.article, made.list):
        if path.exists():
            raise SourceError("This file is there already.", todo="Choose another name with --name.", path=path)
    draft = draft_of(page)
    text = article_of(draft, terms)
    folder.mkdir(parents=True, exist_ok=True)
    for number, figure in enumerate(_figures(draft), 1):
        target = folder / figure_name(terms.name, number, figure)
        target.parent.mkdir(exist_ok=True)
        with replacing(target) as beside:
            beside.write_bytes(figure.data)
    with replacing(made.list) as beside:
        beside.write_text(_list(page, draft.dropped), encoding="utf-8")
    with replacing(made.article) as beside:
        beside.write_text(text, encoding="utf-8")
    return Imported(made.article, made.list, draft.dropped)


def name_for(page: Path) -> str:
    """A name for the article of that page: "valvotomy-page" of "Valvotomy Page.txt"."""
    plain = unicodedata.normalize("NFKD", page.stem).encode("ascii", "ignore").decode().lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].rstrip("-") or "draft"


def _figures(draft: Draft) -> Iterator[Figure]:
    return (block for block in draft.blocks if isinstance(block, Figure))


def _list(page: Path, dropped: tuple[Dropped, ...]) -> str:
    head = f"Left out of {page.name}: {len(dropped)} lines. Each has its line, the reason, and its text.\n\n"
    return head + "".join(f"{each.line}\t{each.reason}\t{each.text}\n" for each in dropped)
