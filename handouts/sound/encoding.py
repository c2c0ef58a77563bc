"""A recording as an MP3 file, and the proof that the file holds it."""

from math import log10
from pathlib import Path
from typing import TYPE_CHECKING

from handouts.errors import OutputError
from handouts.sound.recording import Recording

if TYPE_CHECKING:
    import numpy as np
    from lameenc import Encoder
    from numpy.typing import NDArray

    from handouts.voices import Samples

    Powers = NDArray[np.float64]

_KILOBITS, _QUALITY = 40, 3
"""Bit rate, at which speech at 22,050 Hz loses nothing that is heard; and LAME's care, from 0 (best) to 9 (fastest).

Against the sound itself 3 leaves as much of the spectrum as 2 and as libsndfile's LAME; from 4 on it leaves less.
"""

_DELAY = 1105
"""Samples by which an MP3 plays late: 576 of LAME's encoder and 529 of any decoder. The silence before the first word
gives up as many, so that every player is on time."""

_PADDING = 4 * 1152
"""Samples that the encoder may add at the end to fill its frames."""

_SLACK = 0.1
"""Seconds by which the decoded file may be longer or shorter than its parts, the padding aside."""

_CHANGE = 4.0
"""dB by which the loudness of one utterance may change. The encoder's low-pass and noise change it by 1 dB at most."""

_UNLIKE = 0.2
"""How far the rise and fall of an utterance may be from what was spoken, in parts of its sum. The encoder changes it by
0.06 at most; of other utterances 999 in 1,000 are further off than 0.27, and so is all that is heard too late."""

_FRAME = 1024
"""Samples for which one loudness is reckoned."""


def encode(recording: Recording, target: Path) -> None:
    """Write the recording as mono MP3 at a constant bit rate, a piece at a time.

    Raises OutputError if the file, decoded, does not hold every utterance in its place and at its loudness.
    """
    powers = []
    encoder = encoder_at(recording.sample_rate)
    with target.open("wb") as file:
        file.write(encoder.encode(bytes(2 * (recording.lead - _DELAY))))
        for piece in recording.pieces():
            sound = piece.sound()
            powers.append(_power(sound))
            file.write(encoder.encode(sound.astype("<i2").tobytes() + bytes(2 * piece.pause)))
        file.write(encoder.flush())
    _verify(recording, powers, target)


def encoder_at(sample_rate: int) -> "Encoder":
    """LAME, set for mono speech at so many hertz."""
    import lameenc

    encoder = lameenc.Encoder()
    encoder.set_channels(1)
    encoder.set_in_sample_rate(sample_rate)
    encoder.set_out_sample_rate(sample_rate)
    encoder.set_bit_rate(_KILOBITS)
    encoder.set_quality(_QUALITY)
    encoder.silence()
    return encoder


def _verify(recording: Recording, powers: list["Powers"], target: Path) -> None:
    """Decode the file and compare it with its parts."""
    import soundfile  # type: ignore[import-untyped]

    with soundfile.SoundFile(target) as mp3:
        # A file that can seek does so after each read, at which an MP3 decoder loses its thread.
        mp3.seekable = lambda: False
        if mp3.samplerate != recording.sample_rate or mp3.channels != 1:
            raise _broken(f"it has {mp3.channels} channels of {mp3.samplerate} samples a second")
        decoded = len(mp3.read(recording.lead))
        for piece, power in zip(recording.pieces(), powers, strict=True):
            sound = mp3.read(piece.length, dtype="int16")
            if fault := _fault(_power(sound), power):
                raise _broken(f"at {decoded / recording.sample_rate:.1f} seconds {fault}")
            decoded += len(sound) + len(mp3.read(piece.pause))
        # The end is sought by reading: the length that the file's head promises is reckoned from its size.
        while rest := len(mp3.read(recording.sample_rate)):
            decoded += rest
    surplus = (decoded - recording.samples) / recording.sample_rate
    if not -_SLACK <= surplus <= _SLACK + _PADDING / recording.sample_rate:
        raise _broken(f"it is {surplus:+.2f} seconds longer than its parts")


def _fault(heard: "Powers", spoken: "Powers") -> str:
    """What is wrong with an utterance as it is heard, or ""."""
    import numpy as np

    if len(heard) != len(spoken):
        return "it is cut off"
    change = 10 * log10((heard.sum() + 1e-9) / (spoken.sum() + 1e-9))
    if abs(change) > _CHANGE:
        return f"it is {change:+.0f} dB off"
    distance = np.abs(np.sqrt(heard) - np.sqrt(spoken)).sum()
    return "other words are heard" if distance > _UNLIKE * np.sqrt(spoken).sum() else ""


def _power(samples: "Samples") -> "Powers":
    """The mean square of each frame, full scale at 1."""
    import numpy as np

    squares = np.square(samples, dtype=np.float64) / 32768.0**2
    starts = np.arange(0, len(samples), _FRAME)
    return np.add.reduceat(squares, starts) / _FRAME if len(samples) else squares


def _broken(fault: str) -> OutputError:
    return OutputError(f"The MP3 does not hold what was spoken: {fault}.", todo="Build it again.")
