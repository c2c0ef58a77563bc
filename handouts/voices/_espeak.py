"""eSpeak NG driven by pyttsx3, made to be used in a process that speaks one utterance and ends.

pyttsx3 opens the library in its asynchronous mode: a thread of the library's own calls back while Python polls, so
that settings race with speech and a first utterance is lost. Here the library is opened in its synchronous mode: it
has no thread, so `Synth` returns when all is spoken, and a process that has started the engine can be forked.
What this takes from pyttsx3's inside holds for the release that is pinned.
"""

import ctypes
import io
import os
import wave
from collections.abc import Callable
from types import ModuleType, SimpleNamespace
from typing import Any

from handouts.voices._exchange import Spoken

_HASTE = 1.06
"""By how much the engine is asked to be faster than the words a minute that are to be heard.

Left alone, whole articles are heard at 0.86 to 1.01 times the rate, pauses included, and a long paragraph at 1.01 to
1.04 times. So both are within a tenth of it, at 120, 150 and 180 words a minute.
"""

_FASTEST = 450
"""speak_lib.h, espeakRATE: it ignores other rates in silence."""

VOICE = "gmw/en-US"
"""The file of the voice below espeak-ng-data/lang: a voice's other names make the library search every file there."""


def start(rate: int) -> Callable[[str], Spoken]:
    """Load and start the engine so that `rate` words a minute are heard; the function given speaks one text.

    It may speak but once a process.

    Raises RuntimeError when the engine does not take the voice or the rate. Without its data the library ends the
    process (exit code 1).
    """
    pyttsx3, clib, driver = _imported()
    heard = _synchronous(clib, driver)
    engine = heard.engine = pyttsx3.init("espeak")
    faults: list[object] = []
    ends: list[int] = []
    engine.connect("error", lambda name, exception: faults.append(exception))
    engine.connect("started-word", lambda name, location, length: ends.append(location - 1 + length))
    engine.setProperty("voice", VOICE)
    pace = min(round(_HASTE * rate), _FASTEST)
    engine.setProperty("rate", pace)
    engine.runAndWait()
    taken = engine.getProperty("voice"), engine.getProperty("rate")
    if faults or taken != (VOICE.lower(), pace):
        raise RuntimeError(f"eSpeak NG took {taken} for {(VOICE, pace)}: {faults}")

    def utter(text: str) -> Spoken:
        file = io.BytesIO()
        engine.save_to_file(text, file)
        engine.runAndWait()
        if faults or not file.getbuffer():
            raise RuntimeError(f"eSpeak NG gave no sound: {faults}")
        file.seek(0)
        with wave.open(file) as sound:
            return Spoken(sound.readframes(sound.getnframes()), heard.sample_rate, max(ends, default=0))

    return utter


def _imported() -> tuple[ModuleType, ModuleType, ModuleType]:
    """pyttsx3, its binding of the C library and its driver, bound to the library of espeakng-loader and no other."""
    import espeakng_loader  # type: ignore[import-untyped]

    os.environ["ESPEAK_DATA_PATH"] = espeakng_loader.get_data_path()
    library = ctypes.CDLL(espeakng_loader.get_library_path())
    ctypes.cdll.LoadLibrary = lambda name: library  # type: ignore[method-assign]
    try:
        import pyttsx3  # type: ignore[import-untyped]
        from pyttsx3.drivers import _espeak, espeak  # type: ignore[import-untyped]
    finally:
        del ctypes.cdll.LoadLibrary
    return pyttsx3, _espeak, espeak


def _synchronous(clib: Any, driver: Any) -> SimpleNamespace:
    """Make pyttsx3 open the library in its synchronous mode; gives a place for its sample rate and for the engine."""
    heard = SimpleNamespace(sample_rate=0, engine=None)
    initialize = clib.Initialize
    end = (clib.EVENT * 2)()
    end[0].type = clib.EVENT_MSG_TERMINATED

    def initialized(output: int, milliseconds: int) -> int:
        heard.sample_rate = initialize(clib.AUDIO_OUTPUT_SYNCHRONOUS, milliseconds)
        return int(heard.sample_rate)

    def synth(text: bytes, flags: int) -> None:
        # pyttsx3 gives ten times the text's size, and the library reads so far.
        status = clib.cSynth(text, len(text) + 1, 0, clib.POS_CHARACTER, 0, flags, None, None)
        if status != clib.EE_OK:
            raise RuntimeError(f"espeak_Synth returned {status}")
        # The synchronous mode does not send this event, on which pyttsx3 writes the file.
        heard.engine.proxy._driver._onSynth(None, 0, end)

    clib.Initialize = initialized
    clib.Synth = synth
    # The driver's loop sleeps between looks at a thread that is not there.
    driver.time = SimpleNamespace(sleep=lambda seconds: None)
    return heard
