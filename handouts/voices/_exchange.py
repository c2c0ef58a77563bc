"""What goes between our process and an engine's server.

Over the server's standard input goes one request after another: the size of a text in bytes, then the text in UTF-8.
Over its standard output comes a reply to each, and one before the first: a `Verdict`, the size of a payload, then the
payload: what was spoken, or a sentence's end that says what went wrong.
"""

import struct
from dataclasses import dataclass
from enum import IntEnum

REQUEST = struct.Struct(">I")
REPLY = struct.Struct(">BI")
_SPOKEN = struct.Struct(">II")


class Verdict(IntEnum):
    """How a request ended."""

    DONE = 0
    FAILED = 1


@dataclass(frozen=True, slots=True)
class Spoken:
    """What an engine made of a text: `samples` are 16-bit little-endian mono, `sample_rate` in hertz.

    `heard_to` is the index in the text at which the last word ends that the engine says it began.
    """

    samples: bytes
    sample_rate: int
    heard_to: int

    def packed(self) -> bytes:
        """As it crosses processes."""
        return _SPOKEN.pack(self.sample_rate, self.heard_to) + self.samples

    @classmethod
    def unpacked(cls, message: bytes) -> "Spoken":
        """The inverse of `packed`; raises struct.error for fewer bytes than a head has."""
        sample_rate, heard_to = _SPOKEN.unpack_from(message)
        return cls(message[_SPOKEN.size :], sample_rate, heard_to)
