"""The files of the talking book: its navigation, its text, its sound, and what joins them.

Names are those of the specification, or short enough for any player's file system: eight letters and a suffix.
"""

from collections.abc import Iterator
from pathlib import Path

from handouts.document import Document
from handouts.formats._archive import Pictures
from handouts.formats._chapters import parts_of
from handouts.formats._printed import pages_of
from handouts.formats.daisy.content import content, page_mark, texts_of
from handouts.formats.daisy.ncc import entries_of, ncc
from handouts.formats.daisy.smil import SOUND, Book, master, smil, smil_of
from handouts.formats.pdf.look import look_of
from handouts.formats.pdf.pages import page_starts
from handouts.options import Options
from handouts.sound.narration import Narration


def members(
    document: Document, options: Options, narration: Narration, sound: Path
) -> Iterator[tuple[str, str | bytes | Path]]:
    """Every file of the book with its name; the one that players open comes first."""
    parts, pictures = parts_of(document, narration), Pictures("img{0:05}.{2}".format)
    pages = pages_of(page_starts(document, options), page_mark)
    texts = texts_of(narration, parts, pages, pictures)
    book = Book(document, options, look_of(document, options).print_line, parts)
    # The navigation, the master, the text and the sound.
    files = 4 + len(book.heard) + len(pictures.files)
    yield "ncc.html", ncc(book, entries_of(parts, texts), files)
    yield "master.smil", master(book)
    for part in book.heard:
        yield smil_of(part.number), smil(book, part)
    yield "content.html", content(document, texts)
    yield from pictures.files.items()
    yield SOUND, sound
