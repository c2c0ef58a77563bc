"""Engines with faults, run by the real server in real child processes; and a tame voice for our own process.

Each function below is what a server starts: it takes the rate and gives the function that speaks one text. Where the
environment names a folder, the processes leave their ids there, so that a test can look for them afterwards.
"""

import os
import signal
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import numpy as np

from handouts.errors import OutputError
from handouts.voices import Sound, Speak, Voice
from handouts.voices._check import plausible_seconds
from handouts.voices._exchange import Spoken
from handouts.voices.pyttsx3 import ESPEAK

SAMPLE_RATE = 22_050
IDS = "FAKE_VOICE_IDS"

Utter = Callable[[str], Spoken]


def good(rate: int) -> Utter:
    """As it should be: a tone as long as the words need, in silence."""

    def utter(text: str) -> Spoken:
        _leave_ids()
        os.write(1, b"Audio saved to somewhere")
        return Spoken(_tone(text, rate).tobytes(), SAMPLE_RATE, len(text))

    return utter


def hangs(rate: int) -> Utter:
    """Never ends by itself, and ignores whatever can be ignored."""

    def utter(text: str) -> Spoken:
        signal.signal(signal.SIGTERM, signal.SIG_IGN)
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        _leave_ids()
        while True:
            time.sleep(60)

    return utter


def crashes(rate: int) -> Utter:
    """Dies as C libraries do."""

    def utter(text: str) -> Spoken:
        _leave_ids()
        os.kill(os.getpid(), signal.SIGSEGV)
        raise AssertionError

    return utter


def exits(rate: int) -> Utter:
    """Ends its process, as eSpeak NG does when its data are missing."""

    def utter(text: str) -> Spoken:
        _leave_ids()
        os.write(2, b"Error: no such file\n")
        os._exit(1)

    return utter


def raises(rate: int) -> Utter:
    """Fails in Python."""

    def utter(text: str) -> Spoken:
        _leave_ids()
        raise RuntimeError("no voice today")

    return utter


def kills_its_server(rate: int) -> Utter:
    """Takes the server with it."""

    def utter(text: str) -> Spoken:
        _leave_ids()
        os.kill(os.getppid(), signal.SIGKILL)
        time.sleep(60)
        raise AssertionError

    return utter


def empty(rate: int) -> Utter:
    """Gives no sound."""
    return lambda text: Spoken(b"", SAMPLE_RATE, len(text))


def silent(rate: int) -> Utter:
    """Gives silence."""
    return lambda text: Spoken(bytes(len(_tone(text, rate)) * 2), SAMPLE_RATE, len(text))


def half(rate: int) -> Utter:
    """Gives half of the sound, and says that it is all."""

    def utter(text: str) -> Spoken:
        tone = _tone(text, rate)
        return Spoken(tone[: len(tone) // 2].tobytes(), SAMPLE_RATE, len(text))

    return utter


def endless(rate: int) -> Utter:
    """Goes on long after the words are over."""
    return lambda text: Spoken(np.tile(_tone(text, rate), 40).tobytes(), SAMPLE_RATE, len(text))


def breaks_off(rate: int) -> Utter:
    """Never begins the second half of the words."""
    return lambda text: Spoken(_tone(text, rate).tobytes(), SAMPLE_RATE, len(text) // 2)


def wrong_rate(rate: int) -> Utter:
    """Gives sound at another sample rate."""
    return lambda text: Spoken(_tone(text, rate).tobytes(), 44_100, len(text))


def odd(rate: int) -> Utter:
    """Loses a byte."""
    return lambda text: Spoken(_tone(text, rate).tobytes()[1:], SAMPLE_RATE, len(text))


def does_not_start(rate: int) -> Utter:
    """Is not there."""
    raise OSError("libespeak-ng.so: cannot open shared object file")


def exits_at_start(rate: int) -> Utter:
    """Ends the server before it serves."""
    os.write(2, b"Error processing file 'phontab': No such file or directory.\n")
    os._exit(1)


def _tone(text: str, rate: int) -> "np.ndarray[tuple[int], np.dtype[np.int16]]":
    """A tone of 1.4 times the shortest plausible length, as speech has, with silence on both sides."""
    count = int(1.4 * max(0.2, plausible_seconds(text, rate, ESPEAK.habits)[0]) * SAMPLE_RATE)
    wave = 12_000 * np.sin(2 * np.pi * (300 + len(text)) * np.arange(count) / SAMPLE_RATE)
    return np.concatenate((np.zeros(400), wave, np.zeros(6_000))).astype("<i2")


def _leave_ids() -> None:
    if folder := os.environ.get(IDS):
        for name in (os.getpid(), os.getppid()):
            Path(folder, str(name)).touch()


class Tame:
    """A voice in our own process that notes what it is asked to say; on some words it may fail, fall silent or drag."""

    def __init__(self) -> None:
        self.said: list[str] = []
        self.opened = 0
        self.fails_on = self.silent_on = self.slow_on = ""
        self.times_slower = 1
        self.voice = Voice("tame", "A tone.", self._open, packages=("handouts",))

    @contextmanager
    def _open(self, rate: int) -> Iterator[Speak]:
        self.opened += 1

        def speak(text: str) -> Sound:
            if self.fails_on and self.fails_on in text:
                raise OutputError("The tone broke.", todo="Mend it.")
            self.said.append(text)
            if self.silent_on and self.silent_on in text:
                return Sound(np.zeros(9_000, np.int16), SAMPLE_RATE)
            sound = _tone(text, rate)[400:-6_000].astype(np.int16)
            slower = self.times_slower if self.slow_on and self.slow_on in text else 1
            return Sound(np.tile(sound, slower), SAMPLE_RATE)

        yield speak
        self.opened -= 1


def noting(true: Voice, said: list[str]) -> Voice:
    """A true voice that notes in `said` what reaches its engine."""

    @contextmanager
    def opened(rate: int) -> Iterator[Speak]:
        with true.open(rate) as speak:

            def noted(text: str) -> Sound:
                said.append(text)
                return speak(text)

            yield noted

    return replace(true, open=opened)
