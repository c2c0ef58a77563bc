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
from importlib.metadata import PackageNotFoundError, version
from pkgutil import iter_modules
from types import ModuleType
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
    `packages` names the distributions whose release shows in its sound; `install` is the line that installs them.
    `language` is what it speaks (BCP 47), `licence` under what it comes.
    """

    name: str
    help: str
    open: Callable[[int], AbstractContextManager[Speak]]
    packages: tuple[str, ...] = ()
    install: str = ""
    language: str = "en-US"
    licence: str = ""

    @property
    def absent(self) -> tuple[str, ...]:
        """Those of its packages that are not installed."""
        return tuple(name for name in self.packages if not _installed(name))


@cache
def voices() -> dict[str, Voice]:
    """Every voice found in this folder, by name, be it installed or not.

    Modules whose name begins with an underscore are parts of one.
    """
    found = [module.VOICE for module in _modules()]
    return {each.name: each for each in sorted(found, key=lambda each: each.name)}


def module_of(name: str) -> str:
    """The module of the voice of that name: what it imports, in turn, makes its sound."""
    return next(module.__name__ for module in _modules() if module.VOICE.name == name)


def _modules() -> list[ModuleType]:
    names = [module.name for module in iter_modules(__path__) if not module.name.startswith("_")]
    return [import_module(f"{__name__}.{name}") for name in names]


def voice(name: str) -> Voice:
    """The voice of that name. Raises MissingError with the names there are, or with the line that installs it."""
    known = voices()
    if name not in known:
        near = get_close_matches(name, known, 1)
        hint = f"Did you mean {near[0]!r}?" if near else f"There are: {', '.join(known)}."
        raise MissingError(f"There is no voice {name!r}.", todo=hint)
    found = known[name]
    if found.absent:
        needs = " and ".join(found.absent)
        raise MissingError(f"The voice {name!r} is not installed: it needs {needs}.", todo=f"Run: {found.install}")
    return found


def _installed(name: str) -> bool:
    try:
        version(name)
    except PackageNotFoundError:
        return False
    return True
