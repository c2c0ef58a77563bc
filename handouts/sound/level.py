"""Every utterance at one loudness, so that nobody reaches for the volume between two sentences."""

from typing import TYPE_CHECKING

from handouts.sound.limiter import limit
from handouts.sound.loudness import loudness

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    from handouts.voices import Samples, Sound

TARGET = -18.0
"""LUFS of each utterance. The limiter, the pauses and the MP3 encoder take one unit: the file reads −19."""

CEILING = -3.0
"""dBTP of each utterance. The MP3 encoder adds up to one: the file stays below the −1.5 dBTP that are asked for."""

REFERENCE = "Take your medicine every day, as your doctor told you. Call us if you do not feel well."
"""What a voice says to show how loud it is."""

_WHOLE = 2.5
"""Seconds of speech that give a loudness of their own.

Of sentences longer than this the loudness varies by 0.3 LU (standard deviation); of single words by 1.2 LU, since an
"ah" is louder than an "ee", and made equal they would sound uneven.
"""

_LEEWAY = 1.0
"""dB by which the gain of a shorter utterance may part from the voice's own."""

_TAKEN = 0.5
"""dB that the limiter may take from an utterance. What it takes more is given back: a voice with high peaks would be
heard 1 LU too softly, and unevenly."""


def usual_gain(sound: "Sound") -> float:
    """The gain in dB that brings a voice to the target, from a sentence or two of it."""
    return _gain(sound)


def levelled(sound: "Sound", usual: float) -> "Samples":
    """The samples of `sound` at the target; `usual` is the gain in dB that this voice needs as a rule."""
    import numpy as np

    gain = _gain(sound)
    if sound.seconds < _WHOLE:
        gain = min(max(gain, usual - _LEEWAY), usual + _LEEWAY)
    ceiling = float(10 ** (CEILING / 20))
    loud: NDArray[np.float32] = _signal(sound.samples) * np.float32(10 ** (gain / 20))
    held, more = loud, 0.0
    for _ in range(3):
        held = limit(loud * np.float32(10 ** (more / 20)), sound.sample_rate, ceiling)
        taken = round(10 * float(np.log10(np.dot(loud, loud) / np.dot(held, held))), 2)
        if taken <= _TAKEN:
            break
        more += taken - _TAKEN
    return np.rint(held * 32767).astype(np.int16)


def _gain(sound: "Sound") -> float:
    """To the target, in hundredths of a decibel: a last digit that differs between processors is not heard."""
    return round(TARGET - loudness(_signal(sound.samples), sound.sample_rate), 2)


def _signal(samples: "Samples") -> "NDArray[np.float32]":
    import numpy as np

    return samples.astype(np.float32) / np.float32(32768)
