"""Objects of a PDF as bytes."""

import zlib
from typing import Any

from reportlab.pdfbase.pdfdoc import PDFObject


class Own(PDFObject):
    """An object that is written here and not by ReportLab; others hold a reference to it."""

    __RefOnly__ = 1

    def format(self, document: Any) -> bytes:
        """Its bytes; `document` knows the numbers of other objects."""
        raise NotImplementedError


class Raw(Own):
    """An object whose bytes are known without the document's; they may come later than its number."""

    def __init__(self, content: bytes = b"") -> None:
        self.content = content

    def format(self, document: Any) -> bytes:
        """Its bytes."""
        return self.content


def text_string(text: str) -> bytes:
    """A text string: a literal where ASCII will do, UTF-16 otherwise."""
    if text.isascii() and text.isprintable():
        return b"(" + text.replace("\\", r"\\").replace("(", r"\(").replace(")", r"\)").encode() + b")"
    return b"<FEFF" + text.encode("utf-16-be", errors="replace").hex().upper().encode() + b">"


def stream(entries: bytes, data: bytes) -> bytes:
    """A stream of `data` as it is; `entries` go into its dictionary.

    An end of line that is not part of the data stands before "endstream" (ISO 19005-2, 6.1.7.1). Behind a carriage
    return a line feed alone would be read as one end of line with it.
    """
    end = b"\r\nendstream" if data.endswith(b"\r") else b"\nendstream"
    return b"<<%s/Length %d>>\nstream\n%s%s" % (entries, len(data), data, end)


def packed_stream(entries: bytes, data: bytes, level: int = 1) -> bytes:
    """A stream of `data`, compressed: level 1 takes half the time of 6, and a tenth more room."""
    return stream(entries + b"/Filter/FlateDecode", zlib.compress(data, level))
