"""The SMIL files: each sentence of a chapter with its stretch of the sound, and the chapters in a row.

Sections are those of the DAISY 2.02 specification, Recommendation of 28 February 2001.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from html import escape
from uuid import NAMESPACE_URL, uuid5

from handouts.document import Document
from handouts.formats._chapters import Part
from handouts.options import Options

SOUND = "audio.mp3"
TEXT = "content.html"
_DOCTYPE = (
    '<?xml version="1.0" encoding="utf-8"?>\n'
    '<!DOCTYPE smil PUBLIC "-//W3C//DTD SMIL 1.0//EN" "http://www.w3.org/TR/REC-smil/SMIL10.dtd">\n'
)


@dataclass(frozen=True, slots=True)
class Book:
    """What the files are made from; `print_line` tells the size of the printed handout."""

    document: Document
    options: Options
    print_line: str
    parts: list[Part]

    @property
    def heard(self) -> list[Part]:
        """The chapters that are heard: one in which nothing can be spoken is only text."""
        return [part for part in self.parts if part.heard]

    @property
    def identifier(self) -> str:
        """The same for every release of the article at these options."""
        document, options = self.document, self.options.mattering_to("daisy")
        chosen = [f"{name}={value}" for name, value in sorted(options.items())]
        return str(uuid5(NAMESPACE_URL, "\n".join(("daisy", document.publisher, document.name, *chosen))))

    @property
    def length(self) -> int:
        """How long it is heard, in milliseconds."""
        return sum(part.length for part in self.parts)


def smil_of(number: int) -> str:
    """The file of a chapter."""
    return f"s{number:04}.smil"


def clock(milliseconds: int) -> str:
    """A time as SMIL has it: "1:02:05.123"."""
    seconds, rest = divmod(milliseconds, 1000)
    return f"{seconds // 3600:02}:{seconds // 60 % 60:02}:{seconds % 60:02}.{rest:03}"


def meta(name: str, value: str, scheme: str = "") -> str:
    """One line of what a file says about the book."""
    told = f' scheme="{scheme}"' if scheme else ""
    return f'<meta name="{name}" content="{escape(value)}"{told}/>\n'


def smil(book: Book, part: Part) -> str:
    """The chapter's sentences, one after another (2.3)."""
    before = sum(other.length for other in book.parts[: part.number])
    head = (
        *_common(book),
        meta("title", part.title),
        meta("ncc:totalElapsedTime", clock(before)),
        meta("ncc:timeInThisSmil", clock(part.length)),
    )
    pairs = "".join(
        f'<par endsync="last" id="p-{each.name}"><text src="{TEXT}#{each.name}" id="t-{each.name}"/>'
        f'<audio src="{SOUND}" clip-begin="{_offset(each.start)}" clip-end="{_offset(each.end)}" id="a-{each.name}"/>'
        "</par>\n"
        for each in part.heard
    )
    return _smil(head, f'<seq dur="{part.length / 1000:.3f}s">\n{pairs}</seq>\n')


def master(book: Book) -> str:
    """The chapters in a row, for players that know no navigation (2.4)."""
    head = (*_common(book), meta("ncc:timeInThisSmil", clock(book.length)))
    refs = "".join(
        f'<ref src="{smil_of(part.number)}" title="{escape(part.title)}" id="m-{part.number}"/>\n'
        for part in book.heard
    )
    return _smil(head, refs)


def _common(book: Book) -> Iterator[str]:
    yield meta("dc:format", "Daisy 2.02")
    yield meta("dc:identifier", book.identifier)
    yield meta("dc:title", book.document.title)
    yield meta("ncc:generator", "handouts")


def _smil(head: tuple[str, ...], body: str) -> str:
    return (
        f'{_DOCTYPE}<smil>\n<head>\n{"".join(head)}<layout>\n<region id="txtView"/>\n</layout>\n</head>\n'
        f"<body>\n{body}</body>\n</smil>\n"
    )


def _offset(milliseconds: int) -> str:
    """A place in the sound, which the specification wants in normal play time (2.3.3.8)."""
    return f"npt={milliseconds // 1000}.{milliseconds % 1000:03}s"
