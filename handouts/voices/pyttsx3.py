"""The voice `pyttsx3`: eSpeak NG through the package pyttsx3, offline, with everything it needs from PyPI."""

from collections.abc import Iterator
from contextlib import contextmanager
from importlib.util import find_spec

from handouts.errors import MissingError
from handouts.voices import Sound, Speak, Voice
from handouts.voices._check import ImplausibleError, checked
from handouts.voices._plain import plain
from handouts.voices._served import Engine, failure, served

ENGINE = Engine(
    name="eSpeak NG",
    start="handouts.voices._espeak:start",
    modules=("pyttsx3", "espeakng_loader"),
    install="pip install --force-reinstall pyttsx3 espeakng-loader",
)

SLOWEST, FASTEST = 80, 450
"""What eSpeak NG can do, in words a minute (speak_lib.h, espeakRATE); it ignores other rates in silence."""


@contextmanager
def speaking(rate: int, engine: Engine = ENGINE, deadline: float = 60.0) -> Iterator[Speak]:
    """Open the engine at `rate` words a minute; `deadline` is the most that one utterance may take, in seconds.

    Raises MissingError when a package is absent, ValueError for a rate that the engine does not have. The function
    given raises OutputError for an utterance that fails, ValueError for a blank one.
    """
    if not SLOWEST <= rate <= FASTEST:
        raise ValueError(f"eSpeak NG speaks {SLOWEST} to {FASTEST} words a minute, not {rate}")
    absent = [module for module in engine.modules if find_spec(module) is None]
    if absent:
        raise MissingError(f"The voice needs {' and '.join(absent)}.", todo=f"Run: {engine.install}")
    with served(engine, rate, deadline) as utter:

        def speak(text: str) -> Sound:
            if not text.strip():
                raise ValueError("an utterance without words was to be spoken")
            words = plain(text)
            if not words:
                raise failure(engine.name, text, "there is nothing in it that can be said")
            try:
                return checked(utter(words), words, rate)
            except ImplausibleError as refusal:
                raise failure(engine.name, words, refusal.fault) from None

        yield speak


VOICE = Voice(
    name="pyttsx3",
    help="eSpeak NG through pyttsx3: clear, a little metallic, very fast.",
    open=speaking,
    packages=("pyttsx3", "espeakng-loader"),
)
