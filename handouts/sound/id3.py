"""The tag at the head of an MP3: what it is, whose, and its chapters.

ID3v2.3 (id3.org, informal standard of 1999) with the ID3v2 Chapter Frame Addendum of 2005: what players have read for
longest, version 2.4 being unknown to some.
"""

from collections.abc import Iterable
from dataclasses import dataclass

from handouts.document import Document

_LANGUAGE = {"en": "eng"}
"""ISO 639-2 codes, which ID3 asks for, of the languages that are spoken."""

_TOP, _ORDERED = 0x02, 0x01
_MOST = 255
"""Entries that one table of contents can hold."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A chapter for players, from `start` to `end` in milliseconds."""

    title: str
    start: int
    end: int


def tag(document: Document, marks: list[Mark]) -> bytes:
    """The whole tag, to stand before the first sound."""
    length = _text("TLEN", str(marks[-1].end))
    body = b"".join((*_about(document), length, *_contents(document.title, marks), *_chapters(marks)))
    return b"ID3\x03\x00\x00" + _synchsafe(len(body)) + body


def _about(document: Document) -> Iterable[bytes]:
    language = _LANGUAGE.get(document.language.split("-")[0].lower(), "und")
    yield _text("TIT2", document.title)
    yield _text("TPE1", document.publisher)
    yield _text("TPUB", document.publisher)
    yield _text("TALB", f"Spoken handouts, {document.publisher}")
    yield _text("TCON", "Speech")
    yield _text("TLAN", language)
    yield _text("TYER", f"{document.revised.year:04}")
    yield _text("TDAT", f"{document.revised.day:02}{document.revised.month:02}")
    encoding, comment = _encoded("", f"{document.version_line}. {document.review_line}.")
    yield _frame("COMM", encoding + language.encode() + comment)


def _contents(title: str, marks: list[Mark]) -> Iterable[bytes]:
    """One table of contents, or one of several where the chapters are too many for it."""
    names = [_name(number) for number in range(len(marks))]
    parts = [names[start : start + _MOST] for start in range(0, len(names), _MOST)]
    if len(parts) == 1:
        yield _table(b"toc", _TOP | _ORDERED, parts[0], title)
        return
    yield _table(b"toc", _TOP | _ORDERED, [b"toc%d" % number for number in range(len(parts))], title)
    for number, part in enumerate(parts):
        yield _table(b"toc%d" % number, _ORDERED, part, title)


def _table(name: bytes, flags: int, entries: list[bytes], title: str) -> bytes:
    listed = b"".join(entry + b"\0" for entry in entries)
    return _frame("CTOC", name + b"\0" + bytes((flags, len(entries))) + listed + _text("TIT2", title))


def _chapters(marks: list[Mark]) -> Iterable[bytes]:
    for number, mark in enumerate(marks):
        times = mark.start.to_bytes(4, "big") + mark.end.to_bytes(4, "big")
        # All ones: players are to go by the times, not by byte offsets.
        yield _frame("CHAP", _name(number) + b"\0" + times + b"\xff" * 8 + _text("TIT2", mark.title))


def _name(number: int) -> bytes:
    return b"chapter%d" % number


def _text(name: str, text: str) -> bytes:
    encoding, content = _encoded(text)
    return _frame(name, encoding + content)


def _encoded(*texts: str) -> tuple[bytes, bytes]:
    """The mark of the encoding, and the texts in it, parted by NUL: Latin-1 where it suffices, else UTF-16."""
    clean = [text.replace("\0", "") for text in texts]
    try:
        return b"\x00", b"\0".join(text.encode("latin-1") for text in clean)
    except UnicodeEncodeError:
        return b"\x01", b"\0\0".join(b"\xff\xfe" + text.encode("utf-16-le") for text in clean)


def _frame(name: str, content: bytes) -> bytes:
    return name.encode() + len(content).to_bytes(4, "big") + b"\0\0" + content


def _synchsafe(size: int) -> bytes:
    """A size in seven bits a byte, so that no player takes it for the start of sound."""
    return bytes(size >> shift & 0x7F for shift in (21, 14, 7, 0))
