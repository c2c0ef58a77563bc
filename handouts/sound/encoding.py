"""A recording as an MP3 file, and the proof that the file holds it."""

from math import log10
from os import SEEK_SET
from pathlib import Path
from typing import IO, TYPE_CHECKING

from handouts.errors import OutputError
from handouts.sound.recording import Recording

if TYPE_CHECKING:
    from handouts.voices import Samples

_COMPRESSION = 0.8
"""libsndfile's measure of the constant bit rate: 40 kbit/s at 22,050 Hz, where speech loses nothing that is heard."""

_DELAY = 1105
"""Samples by which an MP3 plays late: 576 of LAME's encoder and 529 of any decoder. The silence before the first word
gives up as many, so that every player is on time."""

_PADDING = 4 * 1152
"""Samples that the encoder may add at the end to fill its frames."""

_SLACK = 0.1
"""Seconds by which the decoded file may be longer or shorter than its parts, the padding aside."""

_CHANGE = 4.0
"""dB by which the loudness of one utterance may change. The encoder's low-pass and noise change it by 1 dB at most."""


def encode(recording: Recording, head: bytes, target: Path) -> None:
    """Write `head`, then the recording as mono MP3 at a constant bit rate, a piece at a time.

    Raises OutputError if the file, decoded, does not hold every utterance in its place and at its loudness.
    """
    with target.open("wb") as file:
        file.write(head)
        powers = _encoded(recording, file, len(head))
    _verify(recording, powers, target)


def _encoded(recording: Recording, file: IO[bytes], offset: int) -> list[float]:
    """Write the sound behind the head; gives the power of each piece."""
    import numpy as np
    import soundfile  # type: ignore[import-untyped]

    powers = []
    behind = _Behind(file, offset)
    with soundfile.SoundFile(
        behind,
        "w",
        recording.sample_rate,
        channels=1,
        format="MP3",
        subtype="MPEG_LAYER_III",
        bitrate_mode="CONSTANT",
        compression_level=_COMPRESSION,
    ) as mp3:
        mp3.write(np.zeros(recording.lead - _DELAY, np.int16))
        for piece in recording.pieces():
            sound = piece.sound()
            powers.append(_power(sound))
            mp3.write(sound)
            mp3.write(np.zeros(piece.pause, np.int16))
    if behind.fault:
        raise behind.fault
    return powers


class _Behind:
    """A file from `offset` on, as libsndfile wants one; it keeps a fault of the disk, which would else go unheard."""

    def __init__(self, file: IO[bytes], offset: int) -> None:
        self._file, self._offset = file, offset
        self.fault: OSError | None = None

    def write(self, content: bytes) -> int:
        try:
            return self._file.write(content)
        except OSError as fault:
            self.fault = self.fault or fault
            return 0

    def seek(self, place: int, whence: int = SEEK_SET) -> int:
        return self._file.seek(place + self._offset if whence == SEEK_SET else place, whence) - self._offset

    def tell(self) -> int:
        return self._file.tell() - self._offset

    def read(self, size: int) -> bytes:
        return self._file.read(size)


def _verify(recording: Recording, powers: list[float], target: Path) -> None:
    """Decode the file and compare it with its parts."""
    import soundfile

    with soundfile.SoundFile(target) as mp3:
        # A file that can seek does so after each read, at which an MP3 decoder loses its thread.
        mp3.seekable = lambda: False
        if mp3.samplerate != recording.sample_rate or mp3.channels != 1:
            raise _broken(f"it has {mp3.channels} channels of {mp3.samplerate} samples a second")
        decoded = len(mp3.read(recording.lead))
        for piece, power in zip(recording.pieces(), powers, strict=True):
            sound = mp3.read(piece.length, dtype="int16")
            change = 10 * log10((_power(sound) + 1e-9) / (power + 1e-9))
            if abs(change) > _CHANGE:
                raise _broken(f"at {decoded / recording.sample_rate:.1f} seconds it is {change:+.0f} dB off")
            decoded += len(sound) + len(mp3.read(piece.pause))
        # The end is sought by reading: the length that the file's head promises is reckoned from its size.
        while rest := len(mp3.read(recording.sample_rate)):
            decoded += rest
    surplus = (decoded - recording.samples) / recording.sample_rate
    if not -_SLACK <= surplus <= _SLACK + _PADDING / recording.sample_rate:
        raise _broken(f"it is {surplus:+.2f} seconds longer than its parts")


def _power(samples: "Samples") -> float:
    """The mean square, full scale at 1; nothing is silent."""
    import numpy as np

    return float(np.mean((samples / 32768.0) ** 2)) if len(samples) else 0.0


def _broken(fault: str) -> OutputError:
    return OutputError(f"The MP3 does not hold what was spoken: {fault}.", todo="Build it again.")
