"""The outputs: one module or folder each, ending in one typed value `FORMAT = Format(...)`.

A new output is one new file here and no other edit. A module must import quickly: what is heavy waits for `write`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

from handouts.document import Document
from handouts.options import Options


@dataclass(frozen=True, slots=True)
class Made:
    """What is worth telling of an output: its length in seconds if it is heard, its pages if it is printed."""

    length: float | None = None
    pages: int | None = None


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where a format writes: `target` is the file to fill, `cache` a folder whose files survive from run to run."""

    target: Path
    cache: Path


@dataclass(frozen=True, slots=True)
class Format:
    """One kind of output.

    `write` fills `Workplace.target` from the document, the same bytes for the same input, or raises a HandoutsError.
    `data` names the files below `handouts/data` that it reads, and `packages` the distributions whose release shows
    in its bytes: both count for freshness.
    """

    name: str
    suffix: str
    help: str
    write: Callable[[Document, Options, Workplace], Made]
    data: tuple[str, ...] = ()
    packages: tuple[str, ...] = ()


@cache
def formats() -> dict[str, Format]:
    """Every format found in this folder, by name."""
    found = [
        import_module(f"{__name__}.{module.name}").FORMAT
        for module in iter_modules(__path__)
        if not module.name.startswith("_")
    ]
    return {each.name: each for each in sorted(found, key=lambda each: each.name)}
