"""The content documents: each chapter's text as XHTML, with an id for every sentence heard, and the printed pages."""

from dataclasses import replace
from html import escape

from handouts.formats._archive import Pictures
from handouts.formats._chapters import Part, all_shown, reference_parts, shown
from handouts.formats._printed import Pages
from handouts.formats._xhtml import Xhtml, clip_names, names_of
from handouts.sound.narration import Narration


def file_of(number: int) -> str:
    """The file of a chapter's text."""
    return f"part-{number:03}.xhtml"


def page_mark(number: int) -> str:
    """The mark that a page of the printed handout begins here."""
    about = f'id="page-{number}" role="doc-pagebreak" epub:type="pagebreak"'
    return f'<span {about} aria-label="Page {number}"></span>'


def page(language: str, title: str, body: str) -> str:
    """An XHTML content document."""
    tongue = f'lang="{escape(language)}" xml:lang="{escape(language)}"'
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n'
        f'<html xmlns="http://www.w3.org/1999/xhtml" xmlns:epub="http://www.idpf.org/2007/ops" {tongue}>\n'
        f'<head><title>{escape(title)}</title><link rel="stylesheet" href="style.css"/></head>\n'
        f"<body>\n{body}</body>\n</html>\n"
    )


def texts_of(narration: Narration, parts: list[Part], pages: Pages, pictures: Pictures) -> list[str]:
    """What each chapter shows, as XHTML."""
    names, listed = names_of(clip_names(narration)), reference_parts(parts)

    def place(number: int) -> str:
        return f"{file_of(listed[number])}#reference-{number}" if number in listed else ""

    below = Xhtml(names, pictures.address, place, marks=pages.marks)
    # Before the first heading the text stands right under the title.
    first = replace(below, boxes=2)
    texts = [_section(part, shown(part, below if part.number else first, pages, file_of)) for part in parts]
    all_shown(names)
    return texts


def _section(part: Part, text: str) -> str:
    kind = f'"chapter" role="doc-chapter" aria-label="{escape(part.title)}"' if part.number else '"frontmatter"'
    return f"<section epub:type={kind}>\n{text}</section>\n"


def page_files(texts: list[str], pages: int) -> list[str]:
    """The file in which each page is marked."""
    files = [file_of(number) for number, text in enumerate(texts) for _ in range(text.count(' role="doc-pagebreak"'))]
    assert len(files) == pages, f"{len(files)} marks for {pages} pages"
    return files
