"""How loud speech is heard to be: ITU-R BS.1770-4, which EBU R 128 measures by."""

from functools import lru_cache
from math import pi, tan
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Signal = NDArray[np.float32]
    Response = NDArray[np.complex64]

_BLOCK, _STEP = 0.4, 0.1
"""Seconds of a gating block and between two of them (BS.1770-4, annex 1)."""

_SILENT, _BELOW = -70.0, -10.0
"""The absolute gate in LUFS, and the relative one in LU (BS.1770-4, annex 1)."""

_FRAME, _ECHO = 14_336, 2_048
"""Samples filtered at once, and those after which the filters' echo has died away: −130 dB at 22,050 Hz."""

_OFFSET = -0.691
"""Makes a full-scale 997 Hz sine read −3.01 LUFS (BS.1770-4, annex 1)."""


def loudness(signal: "Signal", sample_rate: int) -> float:
    """The integrated loudness in LUFS of a mono signal of shape (n,), full scale at 1.

    Sound shorter than a gating block counts as one block of its own length: filled up with silence it would read
    quieter than it is heard. Digital silence is −inf.
    """
    return gated(weighted(signal, sample_rate), sample_rate)


def weighted(signal: "Signal", sample_rate: int) -> "NDArray[np.float64]":
    """The power of each sample of a mono signal of shape (n,), full scale at 1, as the ear weighs it."""
    import numpy as np

    return np.square(_k_weighted(signal, sample_rate), dtype=np.float64)


def gated(power: "NDArray[np.float64]", sample_rate: int) -> float:
    """The loudness in LUFS of a stretch of such powers, its quiet parts left out."""
    import numpy as np

    block, step = round(_BLOCK * sample_rate), round(_STEP * sample_rate)
    if len(power) <= block:
        means = power.mean(keepdims=True)
    else:
        sums = np.concatenate(([0.0], np.cumsum(power)))
        starts = np.arange(0, len(power) - block + 1, step)
        means = (sums[starts + block] - sums[starts]) / block
    loud = means[means > _power(_SILENT)]
    if not len(loud):
        return float("-inf")
    heard = loud[loud > loud.mean() * 10 ** (_BELOW / 10)]
    return float(_OFFSET + 10 * np.log10(heard.mean()))


def _power(lufs: float) -> float:
    return float(10 ** ((lufs - _OFFSET) / 10))


def _k_weighted(signal: "Signal", sample_rate: int) -> "Signal":
    """Weigh as the head and the ear do: treble raised by 4 dB, bass below 38 Hz cut.

    Done block by block in the frequency domain, each block's echo added to the next.
    """
    import numpy as np

    count = -(-len(signal) // _FRAME)
    frames = np.zeros((count, _FRAME), np.float32)
    frames.reshape(-1)[: len(signal)] = signal
    weighted = np.fft.irfft(np.fft.rfft(frames, _FRAME + _ECHO) * _response(sample_rate), _FRAME + _ECHO)
    weighted[1:, :_ECHO] += weighted[:-1, _FRAME:]
    return weighted[:, :_FRAME].reshape(-1)[: len(signal)].astype(np.float32)


@lru_cache(maxsize=4)
def _response(sample_rate: int) -> "Response":
    """The filters' response at the frequencies of a frame with its echo."""
    import numpy as np

    size = _FRAME + _ECHO
    z = np.exp(-2j * np.pi * np.arange(size // 2 + 1) / size)
    shelf, high_pass = _filters(sample_rate)
    response: Response = (_at(z, *shelf) * _at(z, *high_pass)).astype(np.complex64)
    return response


def _at(z: "NDArray[np.complex128]", above: tuple[float, ...], below: tuple[float, ...]) -> "NDArray[np.complex128]":
    return (above[0] + above[1] * z + above[2] * z * z) / (below[0] + below[1] * z + below[2] * z * z)


def _filters(sample_rate: int) -> tuple[tuple[tuple[float, ...], tuple[float, ...]], ...]:
    """Numerators and denominators of the two filters at any sample rate.

    BS.1770-4 tabulates them at 48 kHz only; the analogue parameters behind its table are those of libebur128.
    """
    k, q = tan(pi * 1681.974450955533 / sample_rate), 0.7071752369554196
    high = 10 ** (3.999843853973347 / 20)
    band = high**0.4996667741545416
    one = 1 + k / q + k * k
    shelf = (
        ((high + band * k / q + k * k) / one, 2 * (k * k - high) / one, (high - band * k / q + k * k) / one),
        (1.0, 2 * (k * k - 1) / one, (1 - k / q + k * k) / one),
    )
    k, q = tan(pi * 38.13547087602444 / sample_rate), 0.5003270373238773
    one = 1 + k / q + k * k
    high_pass = ((1.0, -2.0, 1.0), (1.0, 2 * (k * k - 1) / one, (1 - k / q + k * k) / one))
    return shelf, high_pass
