"""Word files (.docx): made plain, converted by mammoth to HTML, and read as a page; its lines are its paragraphs.

Headers, footers, comments, tracked deletions and hidden text are listed as dropped; text boxes, notes, diagrams and
formulas are kept. At the end every word of the file is looked for, and a paragraph that has one missing is listed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.document import Block, Paragraph, Span
from handouts.draft import Credit, Draft, Dropped
from handouts.readers import Importer
from handouts.readers._credits import credit_of
from handouts.readers._html.arranged import Names, draft_of
from handouts.readers._html.blocks import Walk
from handouts.readers._html.notes import numbered, references_of, take_notes
from handouts.readers._tidy import tidied
from handouts.readers._words import unseen, words_of
from handouts.readers.word.cleaning import Cleaning, own_paragraphs
from handouts.readers.word.converting import converted, drop_unknown_marks
from handouts.readers.word.furniture import without_furniture
from handouts.readers.word.numbers import Numbers
from handouts.readers.word.package import Package, Relation, q
from handouts.readers.word.styles import Styles

if TYPE_CHECKING:
    from lxml.etree import _Element as Element  # type: ignore[import-untyped]

_SAFETY = re.compile(
    r"\b(?:call|do not|don['’]t|never|stop|must|warning|caution|emergency|urgent|unless|if you|911|999|112)\b",
    re.IGNORECASE,
)
_PAGE_NUMBER = re.compile(r"\W*(?:page\W*)?\d*\W*(?:of\W*\d*)?\W*", re.IGNORECASE)


def draft_word(data: bytes, path: Path) -> Draft:
    """Turn a Word file into a draft; SourceError for one that is locked, damaged, too large or without text."""
    file = _File(Package(data, path))
    tree, pictures = converted(file.package, file.roots, file.relations)
    notes = take_notes(tree.xpath("//li[starts-with(@id, 'footnote-') or starts-with(@id, 'endnote-')]"))
    walk = Walk(pictures.get, numbered(notes), path.stem)
    parts, furniture = without_furniture(walk.parts(tree))
    references = references_of(notes, walk)
    names = Names(kept=file.property("dc:title"), file=path.stem)
    dropped = (*file.cleaning.dropped, *walk.dropped, *furniture)
    draft = draft_of(parts, references, dropped, names, file.property("dc:language") or file.language)
    draft = _with_edges(draft, file)
    draft = replace(draft, dropped=(*draft.dropped, *file.comments()))
    if not draft.blocks and not draft.references:
        what = "This document holds no text."
        raise file.package.error(what, "If it is a picture of text, type the text into a document.")
    lost = unseen(file.cleaning.lines, draft, "not understood")
    return replace(draft, dropped=tuple(sorted((*draft.dropped, *lost), key=lambda each: each.line)))


class _File:
    """The parts of one file, its text already made plain."""

    def __init__(self, package: Package) -> None:
        self.package = package
        name = package.document()
        main = package.relations(name)
        self._parts = {each.kind: each.target for each in main.values() if not each.external}
        self.edges = [each for each in main.values() if each.kind in ("header", "footer") and not each.external]
        styles = Styles(package.xml(self._parts.get("styles", "")))
        self.language = styles.language if styles.language.lower().startswith("en") else ""
        self.cleaning = Cleaning(package, styles, Numbers(package.xml(self._parts.get("numbering", "")), styles))
        found = {"document": name, **{kind: self._parts.get(kind, "") for kind in ("footnotes", "endnotes")}}
        self.roots: dict[str, Element] = {}
        self.relations: dict[str, dict[str, Relation]] = {}
        for kind, part in found.items():
            if (root := package.xml(part)) is not None:
                self.roots[kind], self.relations[kind] = root, package.relations(part)
                self.cleaning.clean(root, self.relations[kind])
        drop_unknown_marks(self.roots)

    def property(self, name: str) -> str:
        """A property of the file, such as dc:title; "" if it has none."""
        found = [each.target for each in self.package.relations("").values() if each.kind == "core-properties"]
        root = self.package.xml(found[0] if found else "docProps/core.xml")
        element = root.find(q(name)) if root is not None else None
        return tidied(str(element.xpath("string()"))) if element is not None else ""

    def comments(self) -> Iterator[Dropped]:
        """The comments in the margin."""
        root = self.package.xml(self._parts.get("comments", ""))
        for text in own_paragraphs(root, "w:comment") if root is not None else ():
            yield Dropped(text, 1, "comment")

    def edge_lines(self) -> Iterator[tuple[str, str]]:
        """The paragraphs of all headers and footers, each with the kind, and each text once."""
        seen: set[str] = set()
        for edge in self.edges:
            root = self.package.xml(edge.target)
            for text in own_paragraphs(root, "w:hdr", "w:ftr") if root is not None else ():
                if text not in seen:
                    seen.add(text)
                    yield text, edge.kind


def _with_edges(draft: Draft, file: _File) -> Draft:
    """The draft with the lines of headers and footers as credits, or listed; those that sound like advice are kept."""
    blocks: list[Block] = []
    credits: list[Credit] = []
    dropped: list[Dropped] = []
    line = max((line for _, line in file.cleaning.lines), default=0) + 1
    known = {" ".join(words_of(text)) for text, _ in file.cleaning.lines}
    for text, kind in file.edge_lines():
        told = " ".join(words_of(text)) in known
        if not told and (credit := credit_of(text, line)):
            credits.append(credit)
        elif not told and _SAFETY.search(text):
            blocks.append(Paragraph((Span(text, line),), line))
        elif not _PAGE_NUMBER.fullmatch(text):
            dropped.append(Dropped(text, line, kind))
    return replace(
        draft,
        blocks=(*draft.blocks, *blocks),
        credits=(*draft.credits, *credits),
        dropped=(*draft.dropped, *dropped),
    )


IMPORTER = Importer("Word", (".docx", ".docm"), draft_word)
