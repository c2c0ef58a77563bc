"""The voice of Windows or macOS driven by pyttsx3, made to be used in a process that speaks one utterance and ends."""

import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from handouts.voices._exchange import Spoken

DRIVERS = {"win32": ("sapi5", ".wav"), "darwin": ("nsss", ".aiff")}
"""By platform the driver's name in pyttsx3, and the kind of file that it writes."""

_GOOD = ("Samantha", "Alex", "Zira", "David")
"""Voices that come with the systems and sound sober: macOS lists "Bad News" and "Bubbles" beside them."""


def start(rate: int, platform: str = sys.platform) -> Callable[[str], Spoken]:
    """Open the system's speech at `rate` words a minute; the function given speaks one utterance, once a process.

    Raises RuntimeError when no American voice is installed; the function does when voice or rate are not taken.
    """
    import pyttsx3  # type: ignore[import-untyped]

    driver, suffix = DRIVERS[platform]
    engine = pyttsx3.init(driver)
    faults: list[object] = []
    engine.connect("error", lambda name, exception: faults.append(exception))
    chosen = american(engine.getProperty("voices"), engine.getProperty("voice"))

    def utter(text: str) -> Spoken:
        with TemporaryDirectory() as folder:
            file = Path(folder, f"sound{suffix}")
            engine.setProperty("voice", chosen)
            engine.setProperty("rate", rate)
            engine.save_to_file(text, str(file))
            # Once in a process: it ends a second run before that has begun, and then waits for its end for ever.
            engine.runAndWait()
            taken = engine.getProperty("voice"), engine.getProperty("rate")
            if faults or taken != (chosen, rate):
                raise RuntimeError(f"the system's speech took {taken} for {(chosen, rate)}: {faults}")
            if not file.exists():
                raise RuntimeError("the system's speech gave no sound")
            return _read(file, len(text))

    return utter


def american(voices: Sequence[Any], own: str) -> str:
    """The id of the voice to speak with: a known one if it can be, else the system's own, else the first there is.

    Raises RuntimeError when none of them speaks American English.
    """
    fitting = [
        voice
        for voice in voices
        if any(str(language).replace("_", "-").lower().startswith("en-us") for language in voice.languages)
    ]
    known = [voice for name in _GOOD for voice in fitting if name in voice.name]
    for voice in (*known, *(voice for voice in fitting if voice.id == own), *fitting):
        return str(voice.id)
    raise RuntimeError("no voice for American English is installed in this system")


def _read(file: Path, length: int) -> Spoken:
    """The sound in the file; the drivers do not tell reliably how far they came, so all of the text counts as begun."""
    import soundfile  # type: ignore[import-untyped]

    samples, sample_rate = soundfile.read(file, dtype="int16", always_2d=True)
    return Spoken(samples[:, 0].astype("<i2").tobytes(), sample_rate, length)
