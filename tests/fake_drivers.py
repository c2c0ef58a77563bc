"""Drivers of pyttsx3 as Windows and macOS have them, faked: what the real pyttsx3 asks of them, and a sound in a file.

Each function below is what a server starts, in a process of its own.
"""

import sys
import wave
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

import numpy as np
import soundfile  # type: ignore[import-untyped]

from handouts.voices import _system
from handouts.voices._exchange import Spoken

VOICES = [
    SimpleNamespace(id="french", name="Amelie", languages=["fr_CA"]),
    SimpleNamespace(id="bells", name="Bells", languages=["en_US"]),
    SimpleNamespace(id="british", name="Daniel", languages=["en-GB"]),
    SimpleNamespace(id="samantha", name="Samantha", languages=["en_US"]),
    SimpleNamespace(id="zira", name="Microsoft Zira Desktop", languages=["en-US"]),
]


class Driver:
    """What `buildDriver` of a driver's module gives: a voice with a tone for every letter, at a rate."""

    def __init__(self, proxy: Any, suffix: str, faults: str) -> None:
        self.proxy, self.suffix, self.faults = proxy, suffix, faults
        self.settings: dict[str, Any] = {"voice": "french", "rate": 200, "voices": VOICES}
        if "no American" in faults:
            self.settings["voices"] = VOICES[:1] + VOICES[2:3]

    def destroy(self) -> None: ...

    def stop(self) -> None: ...

    def getProperty(self, name: str) -> Any:  # noqa: N802 - pyttsx3's
        return self.settings[name]

    def setProperty(self, name: str, value: Any) -> None:  # noqa: N802 - pyttsx3's
        if name != self.faults:
            self.settings[name] = value

    def save_to_file(self, text: str, filename: str) -> None:
        assert filename.endswith(self.suffix)
        if "no file" in self.faults:
            return
        assert self.settings["voice"] in ("samantha", "zira"), "no sober American voice was chosen"
        count = int(22_050 * 0.09 * len(text) * 150 / self.settings["rate"])
        samples = (9_000 * np.sin(np.arange(count) / 9)).astype("<i2")
        if self.suffix == ".aiff":
            soundfile.write(filename, samples, 22_050, subtype="PCM_16")
            return
        with wave.open(filename, "wb") as sound:
            sound.setparams((1, 2, 22_050, 0, "NONE", ""))
            sound.writeframes(samples.tobytes())

    def startLoop(self) -> None:  # noqa: N802 - pyttsx3's
        self.looping = True
        while self.looping:
            self.proxy.setBusy(False)

    def endLoop(self) -> None:  # noqa: N802 - pyttsx3's
        self.looping = False


def windows(rate: int, faults: str = "") -> Callable[[str], Spoken]:
    """Windows."""
    return _started("sapi5", ".wav", "win32", rate, faults)


def macos(rate: int, faults: str = "") -> Callable[[str], Spoken]:
    """The Macintosh."""
    return _started("nsss", ".aiff", "darwin", rate, faults)


def deaf_to_rate(rate: int) -> Callable[[str], Spoken]:
    """Ignores the rate in silence."""
    return windows(rate, "rate")


def without_american(rate: int) -> Callable[[str], Spoken]:
    """Has no voice for American English."""
    return macos(rate, "no American")


def writing_nothing(rate: int) -> Callable[[str], Spoken]:
    """Writes no file."""
    return windows(rate, "no file")


def _started(name: str, suffix: str, platform: str, rate: int, faults: str) -> Callable[[str], Spoken]:
    module: Any = ModuleType(f"pyttsx3.drivers.{name}")
    module.buildDriver = lambda proxy: Driver(proxy, suffix, faults)
    sys.modules[module.__name__] = module
    utter = _system.start(rate, platform)
    assert "espeakng_loader" not in sys.modules
    return utter
