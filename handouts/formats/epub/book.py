"""The files of the book: one text and one overlay for each chapter, and what holds them together."""

from collections.abc import Iterator
from pathlib import Path

from handouts.document import Document
from handouts.formats._archive import Pictures
from handouts.formats._chapters import parts_of
from handouts.formats._printed import pages_of
from handouts.formats.epub.content import file_of, page, page_files, page_mark, texts_of
from handouts.formats.epub.navigation import navigation
from handouts.formats.epub.overlays import SOUND, overlay, overlay_of
from handouts.formats.epub.package import Book, package
from handouts.formats.epub.style import style
from handouts.formats.pdf.look import look_of
from handouts.formats.pdf.pages import page_starts
from handouts.options import Options
from handouts.sound.narration import Narration

_CONTAINER = """<?xml version="1.0" encoding="UTF-8"?>
<container version="1.0" xmlns="urn:oasis:names:tc:opendocument:xmlns:container">
<rootfiles><rootfile full-path="EPUB/package.opf" media-type="application/oebps-package+xml"/></rootfiles>
</container>
"""


def members(
    document: Document, options: Options, narration: Narration, sound: Path
) -> Iterator[tuple[str, str | bytes | Path]]:
    """Every file of the book with its name, in the order of the archive; the one that tells the type comes first."""
    look, parts = look_of(document, options), parts_of(document, narration)
    pictures = Pictures("images/{1}.{2}".format)
    pages = pages_of(page_starts(document, options), page_mark)
    texts = texts_of(narration, parts, pages, pictures)
    book = Book(document, options, look.print_line, parts, tuple(pictures.files), page_files(texts, pages.count))
    yield "mimetype", "application/epub+zip"
    yield "META-INF/container.xml", _CONTAINER
    yield "EPUB/package.opf", package(book)
    yield "EPUB/nav.xhtml", navigation(book)
    yield "EPUB/style.css", style(look.size)
    for part, text in zip(parts, texts, strict=True):
        yield f"EPUB/{file_of(part.number)}", page(document.language, part.title, text)
        if part.heard:
            yield f"EPUB/{overlay_of(part.number)}", overlay(part)
    for name, data in pictures.files.items():
        yield f"EPUB/{name}", data
    yield f"EPUB/{SOUND}", sound
