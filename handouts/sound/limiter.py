"""Peaks held below a ceiling: a look-ahead limiter that sees peaks between the samples too."""

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Signal = NDArray[np.float32]

_BLOCK = 0.001
"""Seconds for which one gain is reckoned."""

_AHEAD = 5
"""Blocks before and after a peak over which the gain goes down and up again: slow enough not to be heard."""

_PHASES = (
    *(0.0017089843750, 0.0109863281250, -0.0196533203125, 0.0332031250000, -0.0594482421875, 0.1373291015625),
    *(0.9721679687500, -0.1022949218750, 0.0476074218750, -0.0266113281250, 0.0148925781250, -0.0083007812500),
    *(-0.0291748046875, 0.0292968750000, -0.0517578125000, 0.0891113281250, -0.1665039062500, 0.4650878906250),
    *(0.7797851562500, -0.2003173828125, 0.1015625000000, -0.0582275390625, 0.0330810546875, -0.0189208984375),
)
"""The first two of the four phases that give the signal between its samples; the others are these, backwards
(BS.1770-4, annex 2)."""

_TAPS = 12

_MOST = 2.03
"""No value between samples is more than so many times the greatest sample near it: the sum of a phase's magnitudes."""


def limit(signal: "Signal", sample_rate: int, ceiling: float) -> "Signal":
    """The mono signal of shape (n,), full scale at 1, turned down around each true peak above `ceiling`."""
    import numpy as np

    block = max(1, round(_BLOCK * sample_rate))
    gains = np.minimum(1, ceiling / np.maximum(_peaks(signal, block, ceiling), ceiling))
    if gains.min(initial=1) == 1:
        return signal
    # One block more than the smoothing reaches, since the gains are drawn as a line from block to block.
    lowest = np.lib.stride_tricks.sliding_window_view(np.pad(gains, 2 * _AHEAD + 1, mode="edge"), 2 * _AHEAD + 3)
    window = np.hanning(2 * _AHEAD + 3)[1:-1]
    smooth = np.convolve(lowest.min(axis=1), window / window.sum(), "valid")
    centres = (np.arange(len(gains)) + 0.5) * block - 0.5
    return (signal * np.interp(np.arange(len(signal)), centres, smooth)).astype(np.float32)


def true_peak(signal: "Signal") -> float:
    """The greatest magnitude of the signal, between its samples too, reckoned at four times its rate."""
    return float(_peaks(signal, _TAPS, 0.0).max(initial=0.0))


def _peaks(signal: "Signal", block: int, ceiling: float) -> "Signal":
    """The greatest magnitude in each block of so many samples; between samples only where it may pass the ceiling."""
    import numpy as np

    reach = _TAPS // 2
    count = -(-len(signal) // block)
    padded = np.zeros(count * block + 2 * reach, np.float32)
    padded[reach : reach + len(signal)] = signal
    near = np.lib.stride_tricks.sliding_window_view(padded, block + 2 * reach)[::block]
    peaks: Signal = np.abs(padded[reach:-reach]).reshape(count, block).max(axis=1)
    suspects = np.flatnonzero(np.abs(near).max(axis=1) > ceiling / _MOST)
    if len(suspects):
        half = np.array(_PHASES, np.float32).reshape(2, _TAPS)
        phases = np.concatenate((half, half[::-1, ::-1]))
        windows = np.lib.stride_tricks.sliding_window_view(near[suspects], _TAPS, axis=1)
        between = np.abs(windows @ phases.T).reshape(len(suspects), -1).max(axis=1)
        peaks[suspects] = np.maximum(peaks[suspects], between)
    return peaks
