"""The printed handout: a large-print PDF, tagged for screen readers (PDF/UA-1) and for keeping (PDF/A-2a)."""

from handouts.document import Document
from handouts.formats import Format, Made, Workplace
from handouts.options import Options


def write(document: Document, options: Options, place: Workplace) -> Made:
    """Write the PDF; SourceError names a character that no font has."""
    from handouts.formats.pdf.make import made

    content, pages = made(document, options)
    place.target.write_bytes(content)
    return Made(pages=pages)


FORMAT = Format(
    "pdf",
    ".pdf",
    "Large-print PDF, tagged for screen readers.",
    write,
    packages=("reportlab", "fontpkg-atkinson-hyperlegible", "fontpkg-inter", "pillow", "segno"),
)
