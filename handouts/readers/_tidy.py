"""The text of a file from elsewhere: its encoding found, its letters and spaces as the line's readers take them."""

import re
import unicodedata
from pathlib import Path

from handouts.errors import SourceError
from handouts.readers import TIED_SPACES

BYTE_ORDER_MARKS = (
    (b"\xff\xfe\x00\x00", "utf-32"),
    (b"\x00\x00\xfe\xff", "utf-32"),
    (b"\xff\xfe", "utf-16"),
    (b"\xfe\xff", "utf-16"),
)

MOST_CONTROLS = 0.01
"""The share of control characters above which a file is no text."""

_LIGATURES = dict(zip("ﬀﬁﬂﬃﬄﬅﬆ", "ff fi fl ffi ffl st st".split(), strict=True))
_SYMBOL_BULLETS = dict.fromkeys("\uf0b7\uf0a7\uf0d8\uf076\uf0fc\uf02d", "•")
"""The bullets of Word's Symbol and Wingdings fonts, as they are pasted."""
_LETTERS = str.maketrans(_LIGATURES | _SYMBOL_BULLETS | dict.fromkeys("\t\n\r\v\f\x85\u2028\u2029", " "))

_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_TWICE_ENCODED = re.compile(
    r"[ÂÃ][\x80-\xbfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]|â[€\x80„‰][\x80-\xbfŒœŠšŸŽžƒˆ˜–—‘’‚“”„†‡•…‰‹›€™]"
)
"""What UTF-8 becomes when it is read as Windows-1252: "â€™" for ’, "Â°" for °."""
_SPACES = re.compile(r" {2,}")
_INVISIBLE = ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")


def decoded(data: bytes, path: Path) -> str:
    """The text of a file in UTF-8, in UTF-16 or UTF-32 with their marks, or in Windows-1252; lines end in LF.

    Bytes that are no UTF-8 are taken for Windows-1252, those that it leaves free become spaces. A binary file raises
    SourceError.
    """
    encoding = next((name for mark, name in BYTE_ORDER_MARKS if data.startswith(mark)), "")
    if encoding:
        text = data.decode(encoding, "replace").replace("\ufffd", " ")
    else:
        text = data.decode("utf-8-sig", "surrogateescape").translate(_WINDOWS)
    if len(_CONTROL.findall(text[:1_000_000])) > MOST_CONTROLS * len(text[:1_000_000]):
        todo = "Open it in the program that made it, and save the page as text, HTML or Word."
        raise SourceError("This is not a file of text.", todo=todo, path=path)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n").replace("\u2029", "\n")
    return _TWICE_ENCODED.sub(_encoded_once, text)


def _windows(byte: int) -> str:
    return bytes([byte]).decode("cp1252", "replace").replace("\ufffd", " ")


_WINDOWS = {0xDC00 + byte: _windows(byte) for byte in range(0x80, 0x100)} | {0xFFFD: " "}


def _encoded_once(found: re.Match[str]) -> str:
    try:
        return b"".join(_byte(letter) for letter in found[0]).decode("utf-8")
    except UnicodeError:
        return found[0]


def _byte(letter: str) -> bytes:
    return letter.encode("latin-1") if letter < "\u0100" else letter.encode("cp1252")


def tidied(text: str) -> str:
    """One form for each letter (NFC), plain single spaces (no-break ones stay), nothing invisible, no space around.

    What it gives passes `handouts.readers.clean`.
    """
    if text.isascii() and text.isprintable():
        return _SPACES.sub(" ", text).strip()
    text = unicodedata.normalize("NFC", text).translate(_LETTERS).translate(TIED_SPACES)
    if not text.isprintable():
        text = "".join(map(_visible, text))
    return _SPACES.sub(" ", unicodedata.normalize("NFC", text)).strip()


def _visible(letter: str) -> str:
    if letter.isprintable() or letter == "\u00a0":
        return letter
    category = unicodedata.category(letter)
    if category == "Zs":
        return " "
    return "" if category in _INVISIBLE else letter
