"""A voice from an engine: its server, what is kept from it, and the check of what it gives."""

from collections.abc import Iterator
from contextlib import contextmanager

from handouts.voices import Sound, Speak
from handouts.voices._check import ImplausibleError, checked
from handouts.voices._plain import plain
from handouts.voices._served import Engine, failure, served


@contextmanager
def speaking(engine: Engine, rate: int, deadline: float = 60.0) -> Iterator[Speak]:
    """Open the engine at `rate` words a minute; `deadline` is the most that one utterance may take, in seconds.

    Raises ValueError for a rate that the engine does not have. The function given raises MissingError when the engine
    does not start, OutputError for an utterance that fails, ValueError for a blank one.
    """
    slowest, fastest = engine.rates
    if not slowest <= rate <= fastest:
        raise ValueError(f"{engine.name} speaks {slowest} to {fastest} words a minute, not {rate}")
    with served(engine, rate, deadline) as utter:

        def speak(text: str) -> Sound:
            if not text.strip():
                raise ValueError("an utterance without words was to be spoken")
            words = plain(text)
            if not words:
                raise failure(engine.name, text, "there is nothing in it that can be said")
            try:
                return checked(utter(words), words, rate, engine.habits)
            except ImplausibleError as refusal:
                raise failure(engine.name, words, refusal.fault) from None

        yield speak
