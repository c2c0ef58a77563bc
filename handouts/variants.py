"""Variants: the sets of options under which one command builds every article, from the file handouts.toml."""

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import Any

from handouts.errors import SourceError
from handouts.formats import formats
from handouts.options import Option, Options, declared

FILE = Path("handouts.toml")
_FORMATS = "formats"


@dataclass(frozen=True, slots=True)
class Variant:
    """One set: its outputs stand in a folder of its `name`; the one without a name stands in the output folder."""

    name: str
    options: Options
    formats: tuple[str, ...]


def variants_in(path: Path) -> dict[str, Variant]:
    """The sets that the file names, in its order; none without a file. SourceError if it is broken."""
    try:
        text = path.read_text(encoding="utf-8")
    except FileNotFoundError:
        return {}
    except (OSError, UnicodeDecodeError) as error:
        raise SourceError("The file cannot be read.", todo="Save it as UTF-8 text.", path=path) from error
    try:
        tables = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SourceError(f"The file is broken: {error}.", todo="Write each set as [NAME].", path=path) from error
    return {name: _variant(name, table, path) for name, table in tables.items()}


def with_options(variant: Variant, given: Mapping[str, Any], names: Sequence[str] = ()) -> Variant:
    """The set with the options and formats that were given on the command line in place of its own."""
    kinds = tuple(name for name in formats() if name in names) if names else variant.formats
    return replace(variant, options=replace(variant.options, **given), formats=kinds)


def _variant(name: str, table: object, path: Path) -> Variant:
    if not isinstance(table, dict):
        raise SourceError(f"{name!r} stands outside of any set.", todo="Write it under a line [NAME].", path=path)
    if not name.replace("-", "").isalnum() or not name.isascii():
        todo = "Use letters, digits and hyphens: a folder gets that name."
        raise SourceError(f"A set cannot be named {name!r}.", todo=todo, path=path)
    about = dict(declared())
    known = list(about)
    for key in table:
        if key not in (*known, _FORMATS):
            near = get_close_matches(key.lower(), (*known, _FORMATS), 1, cutoff=0)[0]
            raise SourceError(f"There is no option {key!r} (set {name!r}).", todo=f"Did you mean {near!r}?", path=path)
    chosen = {key: _named(value, about[key]) for key, value in table.items() if key != _FORMATS}
    try:
        options = Options(**chosen)
    except ValueError as error:
        raise SourceError(f"In the set {name!r}: {error}", path=path) from error
    return Variant(name, options, _formats(table.get(_FORMATS, list(formats())), name, path))


def _named(value: Any, option: Option) -> Any:
    """The number behind a word that stands for one, or the value itself."""
    return next((number for word, number in option.named if value == word), value)


def _formats(names: object, variant: str, path: Path) -> tuple[str, ...]:
    known = list(formats())
    if not isinstance(names, list) or not names:
        todo = 'Write a list, such as formats = ["pdf", "mp3"].'
        raise SourceError(f"The formats of the set {variant!r} are no list.", todo=todo, path=path)
    for name in names:
        if name not in known:
            near = get_close_matches(str(name).lower(), known, 1, cutoff=0)[0]
            todo = f"Did you mean {near!r}?"
            raise SourceError(f"There is no format {name!r} (set {variant!r}).", todo=todo, path=path)
    return tuple(name for name in known if name in names)
