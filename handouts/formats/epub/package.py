"""The package document: what the book is, for whom it is accessible, and which files it has (EPUB 3.3, section 5)."""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from uuid import NAMESPACE_URL, uuid5

from handouts.document import Document, References, figures
from handouts.formats._chapters import Part
from handouts.formats.epub.content import file_of
from handouts.formats.epub.overlays import SOUND, clock, overlay_of
from handouts.formats.epub.style import ACTIVE
from handouts.options import Options

_PAPERS = {"letter": "US letter paper", "a4": "A4 paper"}


@dataclass(frozen=True, slots=True)
class Book:
    """What the package and the navigation are made from.

    `print_line` tells the size of the printed handout, `pictures` are the files of figures, and `pages` the file in
    which each page of the printed handout begins.
    """

    document: Document
    options: Options
    print_line: str
    parts: list[Part]
    pictures: tuple[str, ...]
    pages: list[str]


def package(book: Book) -> str:
    """The package document."""
    language = escape(book.document.language)
    spine = "".join(f'<itemref idref="part-{part.number}"/>\n' for part in book.parts)
    return (
        '<?xml version="1.0" encoding="UTF-8"?>\n'
        '<package xmlns="http://www.idpf.org/2007/opf" version="3.0" unique-identifier="id" '
        f'xml:lang="{language}">\n'
        f'<metadata xmlns:dc="http://purl.org/dc/elements/1.1/">\n{"".join(_metadata(book))}</metadata>\n'
        f"<manifest>\n{''.join(_manifest(book))}</manifest>\n<spine>\n{spine}</spine>\n</package>\n"
    )


def _metadata(book: Book) -> Iterator[str]:
    document = book.document
    about = [f"{document.version_line}.", f"{document.review_line}.", *document.notices]
    about += [f"For {document.audience}."] * bool(document.audience)
    yield f'<dc:identifier id="id">urn:uuid:{_identifier(book)}</dc:identifier>\n'
    yield from _core("title", document.title)
    yield from _core("language", document.language)
    yield from _core("publisher", document.publisher)
    yield from _core("rights", document.rights)
    yield from _core("date", document.revised.isoformat())
    yield from _core("description", " ".join(about))
    yield from _meta("dcterms:modified", f"{document.revised.isoformat()}T00:00:00Z")
    for part in book.parts:
        if part.heard:
            yield f'<meta property="media:duration" refines="#overlay-{part.number}">{clock(part.length)}</meta>\n'
    yield from _meta("media:duration", clock(sum(part.length for part in book.parts)))
    yield from _meta("media:active-class", ACTIVE)
    yield from _meta("media:narrator", f"A synthetic voice ({book.options.voice})")
    source = f"{document.title}, version {document.version}. {book.print_line}, {_PAPERS[book.options.paper]}"
    yield from _meta("pageBreakSource", source)
    yield from _accessibility(book)


def _accessibility(book: Book) -> Iterator[str]:
    """EPUB Accessibility 1.1, section 2. Nobody has evaluated the book, so no conformance is claimed (section 3.5)."""
    pictured = any(figures(book.document))
    # The list of references is announced, not read.
    whole = not any(isinstance(block, References) for part in book.parts for block in part.blocks)
    for mode in ("textual", "auditory", *["visual"] * pictured):
        yield from _meta("schema:accessMode", mode)
    for enough in ("textual", *["auditory"] * whole, *["textual,visual"] * pictured):
        yield from _meta("schema:accessModeSufficient", enough)
    features = ["synchronizedAudioText", "tableOfContents", "structuralNavigation", "readingOrder", "pageBreakMarkers"]
    features += ["pageNavigation", "displayTransformability", *["alternativeText"] * pictured]
    for feature in features:
        yield from _meta("schema:accessibilityFeature", feature)
    yield from _meta("schema:accessibilityHazard", "none")
    yield from _meta("schema:accessibilitySummary", _summary(pictured, whole))


def _summary(pictured: bool, whole: bool) -> str:
    read = "The whole text" if whole else "The whole text but the list of references"
    described = " Every picture has a description." if pictured else ""
    return (
        f"{read} is read aloud by a synthetic voice, and each sentence is highlighted while it is heard.{described} "
        "Headings, the table of contents and the page numbers of the large-print handout lead to every part. "
        "Size and colours of the text can be changed."
    )


def _identifier(book: Book) -> str:
    """The same for every release of the article at these options; a book at another size or speed is another one."""
    document, options = book.document, book.options.mattering_to("epub")
    chosen = [f"{name}={value}" for name, value in sorted(options.items())]
    return str(uuid5(NAMESPACE_URL, "\n".join((document.publisher, document.name, document.title, *chosen))))


def _core(name: str, value: str) -> Iterator[str]:
    if value:
        yield f"<dc:{name}>{escape(value)}</dc:{name}>\n"


def _meta(name: str, value: str) -> Iterator[str]:
    yield f'<meta property="{name}">{escape(value)}</meta>\n'


def _manifest(book: Book) -> Iterator[str]:
    yield '<item id="nav" href="nav.xhtml" media-type="application/xhtml+xml" properties="nav"/>\n'
    yield '<item id="style" href="style.css" media-type="text/css"/>\n'
    for part in book.parts:
        spoken = f' media-overlay="overlay-{part.number}"' if part.heard else ""
        href = file_of(part.number)
        yield f'<item id="part-{part.number}" href="{href}" media-type="application/xhtml+xml"{spoken}/>\n'
        if part.heard:
            href = overlay_of(part.number)
            yield f'<item id="overlay-{part.number}" href="{href}" media-type="application/smil+xml"/>\n'
    for number, name in enumerate(book.pictures, 1):
        kind = "image/png" if name.endswith(".png") else "image/jpeg"
        yield f'<item id="picture-{number}" href="{name}" media-type="{kind}"/>\n'
    yield f'<item id="sound" href="{SOUND}" media-type="audio/mpeg"/>\n'
