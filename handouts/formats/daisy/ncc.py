"""The navigation control center: what a player leads to, and what it tells of the book (DAISY 2.02, 2.1)."""

import re
from collections.abc import Iterator, Sequence
from html import escape
from typing import NamedTuple

from handouts.formats._chapters import Part
from handouts.formats.daisy.content import header
from handouts.formats.daisy.smil import Book, clock, meta, smil_of

_IDS = re.compile(r'id="(?:page-(\d+)|(s\d+))"')


class Entry(NamedTuple):
    """A place that a player leads to: a heading of some level, or, at level 0, a page; and the sentence heard there."""

    level: int
    title: str
    part: int
    name: str


def entries_of(parts: Sequence[Part], texts: Sequence[str]) -> list[Entry]:
    """The headings and pages in the order of the `texts`; a page without sound leads to what is heard before it."""
    entries: list[Entry] = []
    heard = parts[0].number, parts[0].heard[0].name
    for part, text in zip(parts, texts, strict=True):
        heads = {head.name: head.title for head in part.heads}
        waiting: list[str] = []
        for page, name in _IDS.findall(text):
            if page:
                waiting.append(page)
                continue
            heard = part.number, name
            if name == part.heard[0].name:
                entries.append(Entry(1, part.title, *heard))
            elif name in heads:
                entries.append(Entry(2, heads[name], *heard))
            entries += (Entry(0, number, *heard) for number in waiting)
            waiting.clear()
        entries += (Entry(0, number, *heard) for number in waiting)
    return entries


def ncc(book: Book, entries: Sequence[Entry], files: int) -> str:
    """The document."""
    title = f"<title>{escape(book.document.title)}</title>\n"
    kind = '<meta http-equiv="Content-type" content="text/html; charset=utf-8"/>\n'
    head = f"<head>\n{title}{kind}{''.join(_metadata(book, entries, files))}</head>\n"
    body = "".join(_line(number, entry) for number, entry in enumerate(entries))
    return f"{header(book.document.language)}{head}<body>\n{body}</body>\n</html>\n"


def _line(number: int, entry: Entry) -> str:
    link = f'<a href="{smil_of(entry.part)}#p-{entry.name}">{escape(entry.title)}</a>'
    if not entry.level:
        return f'<span class="page-normal" id="n-{number}">{link}</span>\n'
    kind = "section" if number else "title"
    return f'<h{entry.level} class="{kind}" id="n-{number}">{link}</h{entry.level}>\n'


def _metadata(book: Book, entries: Sequence[Entry], files: int) -> Iterator[str]:
    """Appendix 2 of the specification: all that is required, and what is recommended and known."""
    document, pages = book.document, [entry for entry in entries if not entry.level]
    publisher = document.publisher or "Not named"
    yield meta("dc:title", document.title)
    yield meta("dc:creator", publisher)
    yield meta("dc:publisher", publisher)
    yield meta("dc:date", document.revised.isoformat(), "yyyy-mm-dd")
    yield meta("dc:format", "Daisy 2.02")
    yield meta("dc:identifier", book.identifier)
    yield meta("dc:language", document.language, "ISO 639")
    yield meta("dc:description", " ".join((f"{document.version_line}. {document.review_line}.", *document.notices)))
    if document.rights:
        yield meta("dc:rights", document.rights)
    yield meta("dc:source", f"{book.print_line}, {book.options.paper} paper")
    yield meta("ncc:charset", "utf-8")
    yield meta("ncc:depth", str(max(entry.level for entry in entries)))
    yield meta("ncc:files", str(files))
    yield meta("ncc:generator", "handouts")
    yield meta("ncc:maxPageNormal", str(len(pages)))
    yield meta("ncc:multimediaType", "audioFullText")
    yield meta("ncc:narrator", f"A synthetic voice ({book.options.voice})")
    yield meta("ncc:pageFront", "0")
    yield meta("ncc:pageNormal", str(len(pages)))
    yield meta("ncc:pageSpecial", "0")
    yield meta("ncc:setInfo", "1 of 1")
    yield meta("ncc:sourceDate", document.revised.isoformat(), "yyyy-mm-dd")
    yield meta("ncc:sourceEdition", document.version_name)
    yield meta("ncc:tocItems", str(len(entries)))
    yield meta("ncc:totalTime", clock(round(book.length, -3))[:-4], "hh:mm:ss")
