"""Base64, for what a page holds within itself: the standard's letters, written piece by piece."""

from base64 import b64encode
from typing import BinaryIO

_PIECE = 3 << 16
"""Bytes taken at once: whole groups of three, so that the pieces join without padding."""


def write_encoded(source: BinaryIO, target: BinaryIO) -> None:
    """Write all that is left of `source` as Base64 (RFC 4648), never more than a piece of it in memory."""
    while piece := source.read(_PIECE):
        target.write(b64encode(piece))


def data_address(kind: str, content: bytes) -> str:
    """A data: address (RFC 2397) of the media type `kind`."""
    return f"data:{kind};base64,{b64encode(content).decode()}"
