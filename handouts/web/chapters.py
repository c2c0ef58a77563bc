"""The chapters of a spoken handout, read from the tag of its MP3 as `handouts.sound.id3` writes it."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

LARGEST_TAG = 1 << 20
"""Bytes of a tag that are looked at."""


class Chapter(NamedTuple):
    """A chapter: its title, and the second at which it starts."""

    title: str
    start: float


def chapters_in(file: Path) -> tuple[Chapter, ...]:
    """The chapters in their order; none if the tag holds none, or is another than ours."""
    with file.open("rb") as stream:
        head = stream.read(10)
        if head[:5] != b"ID3\x03\x00":
            return ()
        size = sum(byte << shift for byte, shift in zip(head[6:10], (21, 14, 7, 0), strict=True))
        return tuple(_chapters(stream.read(min(size, LARGEST_TAG))))


def _chapters(tag: bytes) -> Iterator[Chapter]:
    for name, content in _frames(tag):
        if name == b"CHAP":
            _, _, rest = content.partition(b"\0")
            for inner, text in _frames(rest[16:]):
                if inner == b"TIT2":
                    yield Chapter(_text(text), int.from_bytes(rest[:4], "big") / 1000)


def _frames(content: bytes) -> Iterator[tuple[bytes, bytes]]:
    while len(content) >= 10 and content[0]:
        size = int.from_bytes(content[4:8], "big")
        yield content[:4], content[10 : 10 + size]
        content = content[10 + size :]


def _text(content: bytes) -> str:
    return content[1:].decode("utf-16" if content[:1] == b"\x01" else "latin-1", errors="replace").strip("\0")
