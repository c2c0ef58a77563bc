"""The speech engines: one module each, ending in one typed value `VOICE = Voice(...)`.

A voice takes text and gives sound: it knows neither documents nor options. A module must import quickly: its engine
waits until it is opened, and then runs in processes of its own, since it can hang, crash or fall silent.
"""

from collections.abc import Callable
from contextlib import AbstractContextManager
from dataclasses import dataclass
from difflib import get_close_matches
from functools import cache
from importlib import import_module
from pkgutil import iter_modules
from typing import TYPE_CHECKING, TypeAlias

from handouts.errors import MissingError

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    Samples: TypeAlias = NDArray[np.int16]


@dataclass(frozen=True, slots=True)
class Sound:
    """Mono sound: `samples` of shape (n,), `sample_rate` in hertz."""

    samples: "Samples"
    sample_rate: int

    @property
    def seconds(self) -> float:
        """Its length."""
        return len(self.samples) / self.sample_rate


Speak: TypeAlias = Callable[[str], Sound]


@dataclass(frozen=True, slots=True)
class Voice:
    """One speech engine.

    `open(rate)` starts it at `rate` words a minute and gives, for the time of the context, a function from one
    utterance of plain words to its sound. The same text and rate give the same samples, in whatever order they are
    spoken. It raises MissingError when the engine is not installed, OutputError when an utterance fails: it crashed,
    outlived its deadline, or came back empty, silent or cut off.
    `packages` names the distributions whose release shows in its sound.
    """

    name: str
    help: str
    open: Callable[[int], AbstractContextManager[Speak]]
    packages: tuple[str, ...] = ()


@cache
def voices() -> dict[str, Voice]:
    """Every voice found in this folder, by name; modules whose name begins with an underscore are parts of one."""
    found = [
        import_module(f"{__name__}.{module.name}").VOICE
        for module in iter_modules(__path__)
        if not module.name.startswith("_")
    ]
    return {each.name: each for each in sorted(found, key=lambda each: each.name)}


def voice(name: str) -> Voice:
    """The voice of that name, or MissingError with the names there are."""
    known = voices()
    if name not in known:
        near = get_close_matches(name, known, 1)
        hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(known)}."
        raise MissingError(f"There is no voice {name!r}.", todo=hint)
    return known[name]
