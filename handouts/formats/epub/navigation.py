"""The navigation document: contents, pages of the printed handout, landmarks (EPUB 3.3, section 7)."""

from html import escape

from handouts.formats._chapters import Part
from handouts.formats.epub.content import file_of, page
from handouts.formats.epub.package import Book


def navigation(book: Book) -> str:
    """The navigation document."""
    contents = "".join(map(_entry, book.parts))
    pages = "".join(
        f'<li><a href="{file}#page-{number}">{number}</a></li>\n' for number, file in enumerate(book.pages, 1)
    )
    begins = file_of(0 if book.parts[0].blocks else min(1, len(book.parts) - 1))
    body = (
        f'<nav epub:type="toc" role="doc-toc" aria-label="Contents">\n<h1>Contents</h1>\n'
        f"<ol>\n{contents}</ol>\n</nav>\n"
        f'<nav epub:type="page-list" role="doc-pagelist" aria-label="Pages" hidden="hidden">\n<h2>Pages</h2>\n'
        f"<ol>\n{pages}</ol>\n</nav>\n"
        f'<nav epub:type="landmarks" aria-label="Landmarks" hidden="hidden">\n<h2>Landmarks</h2>\n<ol>\n'
        f'<li><a epub:type="bodymatter" href="{begins}">Start of the article</a></li>\n</ol>\n</nav>\n'
    )
    return page(book.document.language, f"Contents of {book.document.title}", body)


def _entry(part: Part) -> str:
    file = file_of(part.number)
    inner = "".join(f'<li><a href="{file}#{head.name}">{escape(head.title)}</a></li>\n' for head in part.heads)
    below = f"\n<ol>\n{inner}</ol>\n" if inner else ""
    return f'<li><a href="{file}">{escape(part.title)}</a>{below}</li>\n'
