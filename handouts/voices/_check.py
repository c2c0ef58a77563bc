"""Whether what an engine gave can be the sound of the words asked for, and that sound without silence around it."""

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from handouts.voices import Sound

if TYPE_CHECKING:
    from handouts.voices._exchange import Spoken

_WHISPER = 3_300
"""−20 dBFS, the least peak of speech. Of 671 utterances of eSpeak NG the faintest peaked at 10,601."""

_BEFORE, _AFTER = 0.010, 0.030
"""Seconds of silence that stay around speech."""

_LEAD, _TAIL = 0.3, 1.5
"""Seconds at 150 words a minute that are cut away at most, so that what is no habit of the engine stays to be heard."""

_PHRASE = 4
"""Words that eSpeak NG may announce as one, at the first of them: "such as" is in its dictionary."""


@dataclass(frozen=True, slots=True)
class Habits:
    """What an engine's sound is like as a rule.

    `sample_rate` in hertz, None where it is the system's to choose; what stays within `silence` (of 32,767) is not
    heard. Scaled to 150 words a minute a vowel group or digit takes `syllable` seconds at least, less `short` for the
    whole, and a character `character` seconds at most.
    """

    sample_rate: int | None
    silence: int
    syllable: float
    short: float
    character: float = 1.0


@dataclass(frozen=True, slots=True)
class ImplausibleError(Exception):
    """What an engine gave is not the words' sound; `fault` is a sentence's end that says why."""

    fault: str


def checked(spoken: "Spoken", words: str, rate: int, habits: Habits) -> Sound:
    """The sound of `words`, spoken at `rate` words a minute, cut to where it is heard.

    Raises ImplausibleError when it is empty, silent, cut off, too long to be these words, or at another sample rate.
    """
    import numpy as np

    if spoken.sample_rate != (habits.sample_rate or spoken.sample_rate):
        raise ImplausibleError(f"its sound has {spoken.sample_rate} samples a second instead of {habits.sample_rate}")
    if not spoken.samples or len(spoken.samples) % 2:
        raise ImplausibleError(f"it gave {len(spoken.samples)} bytes of sound")
    samples = np.frombuffer(spoken.samples, "<i2").astype(np.int16)
    if max(int(samples.max()), -int(samples.min())) < _WHISPER:
        raise ImplausibleError("its sound is silent")
    if not _reached_the_end(spoken.heard_to, words):
        raise ImplausibleError(f"it stopped after “{words[: spoken.heard_to][-30:]}”")
    sound = _cut(Sound(samples, spoken.sample_rate), rate, habits.silence)
    shortest, longest = plausible_seconds(words, rate, habits)
    if not shortest <= sound.seconds <= longest:
        raise ImplausibleError(
            f"it spoke for {sound.seconds:.2f} seconds, which should be {shortest:.2f} to {longest:.2f}"
        )
    return sound


def plausible_seconds(words: str, rate: int, habits: Habits) -> tuple[float, float]:
    """The shortest and the longest that `words` can take at `rate` words a minute."""
    syllables = len(re.findall(r"[aeiouy]+|\d", words.lower()))
    pace = 150 / rate
    return (habits.syllable * syllables - habits.short) * pace, (1.0 + habits.character * len(words)) * pace


def _reached_the_end(heard_to: int, words: str) -> bool:
    """Whether the engine began one of the last words, those without a letter or digit not counted."""
    starts = [match.start() for match in re.finditer(r"\S*\w\S*", words)]
    return heard_to > (starts[-_PHRASE] if len(starts) >= _PHRASE else 0) or not starts


def _cut(sound: Sound, rate: int, silence: int) -> Sound:
    """Take away the silence around the speech."""
    import numpy as np

    samples = sound.samples
    # Wider than 16 bits: the magnitude of −32,768 has no place in them.
    heard = np.flatnonzero(np.abs(samples.astype(np.int32)) > silence)
    pace = sound.sample_rate * 150 / rate
    first = min(int(heard[0]) - int(_BEFORE * sound.sample_rate), int(_LEAD * pace))
    last = max(int(heard[-1]) + int(_AFTER * sound.sample_rate), len(samples) - int(_TAIL * pace))
    return Sound(samples[max(0, first) : last + 1], sound.sample_rate)
