"""Whether what an engine gave can be the sound of the words asked for, and that sound without silence around it."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.voices import Sound

if TYPE_CHECKING:
    from handouts.voices import Samples
    from handouts.voices._exchange import Spoken

SAMPLE_RATE = 22_050
"""Hertz: eSpeak NG's own rate, on which pyttsx3 insists."""

_AUDIBLE = 33
"""−60 dBFS. Around speech eSpeak NG leaves digital silence, and its faintest speech starts far above."""

_WHISPER = 3_300
"""−20 dBFS, the least peak of speech. Of 671 utterances the faintest peaked at 10,601."""

_BEFORE, _AFTER = 0.010, 0.030
"""Seconds of silence that stay around speech."""

_LEAD, _TAIL = 0.3, 1.5
"""Seconds at 150 words a minute that are cut away at most, so that what is no habit of the engine stays to be heard."""

_PHRASE = 4
"""Words that eSpeak NG may announce as one, at the first of them: "such as" is in its dictionary."""


@dataclass(frozen=True, slots=True)
class ImplausibleError(Exception):
    """What an engine gave is not the words' sound; `fault` is a sentence's end that says why."""

    fault: str


def checked(spoken: "Spoken", words: str, rate: int) -> Sound:
    """The sound of `words`, spoken at `rate` words a minute, cut to where it is heard.

    Raises ImplausibleError when it is empty, silent, cut off, too long to be these words, or at another sample rate.
    """
    import numpy as np

    if spoken.sample_rate != SAMPLE_RATE:
        raise ImplausibleError(f"its sound has {spoken.sample_rate} samples a second instead of {SAMPLE_RATE}")
    if not spoken.samples or len(spoken.samples) % 2:
        raise ImplausibleError(f"it gave {len(spoken.samples)} bytes of sound")
    samples = np.frombuffer(spoken.samples, "<i2").astype(np.int16)
    if max(int(samples.max()), -int(samples.min())) < _WHISPER:
        raise ImplausibleError("its sound is silent")
    if not _reached_the_end(spoken.heard_to, words):
        raise ImplausibleError(f"it stopped after “{words[: spoken.heard_to][-30:]}”")
    sound = Sound(_cut(samples, rate), SAMPLE_RATE)
    shortest, longest = plausible_seconds(words, rate)
    if not shortest <= sound.seconds <= longest:
        raise ImplausibleError(
            f"it spoke for {sound.seconds:.2f} seconds, which should be {shortest:.2f} to {longest:.2f}"
        )
    return sound


def plausible_seconds(words: str, rate: int) -> tuple[float, float]:
    """The shortest and the longest that `words` can take at `rate` words a minute.

    From 671 utterances, words alone up to paragraphs, at 80 to 450 words a minute. Scaled to 150, a vowel group or
    digit took 0.134 s at least and 0.21 to 0.24 s as a rule, 0.16 s at least where there were six or more; so a
    sentence of which half is missing falls below. No character took more than 0.7 s.
    """
    syllables = len(re.findall(r"[aeiouy]+|\d", words.lower()))
    return (0.14 * syllables - 0.05) * 150 / rate, (1.0 + len(words)) * 150 / rate


def _reached_the_end(heard_to: int, words: str) -> bool:
    """Whether the engine began one of the last words, those without a letter or digit not counted."""
    starts = [match.start() for match in re.finditer(r"\S*\w\S*", words)]
    return heard_to > (starts[-_PHRASE] if len(starts) >= _PHRASE else 0) or not starts


def _cut(samples: "Samples", rate: int) -> "Samples":
    """Take away the silence around the speech."""
    import numpy as np

    # Wider than 16 bits: the magnitude of −32,768 has no place in them.
    heard = np.flatnonzero(np.abs(samples.astype(np.int32)) > _AUDIBLE)
    pace = SAMPLE_RATE * 150 / rate
    first = min(int(heard[0]) - int(_BEFORE * SAMPLE_RATE), int(_LEAD * pace))
    last = max(int(heard[-1]) + int(_AFTER * SAMPLE_RATE), len(samples) - int(_TAIL * pace))
    return samples[max(0, first) : last + 1]
