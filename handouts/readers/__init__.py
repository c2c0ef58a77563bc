"""The readers: one module for each kind of source.

A module that reads articles ends in `READER = Reader(...)`, one that imports from elsewhere in
`IMPORTER = Importer(...)`; what such modules share has a leading underscore.
"""

import unicodedata
from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cache
from hashlib import sha256
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from pkgutil import iter_modules
from typing import Any

from handouts.document import Document
from handouts.draft import Draft
from handouts.errors import SourceError

LARGEST_ARTICLE = 10_000_000
"""Bytes; a long handout has some ten thousand."""

WIDE_SPACES = str.maketrans(dict.fromkeys("\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2008\u2009\u200a\u205f", " "))
TIED_SPACES = str.maketrans(dict.fromkeys("\u2007\u202f", "\u00a0"))


@dataclass(frozen=True, slots=True)
class Reader:
    """One kind of source: the `suffixes` of its files, and `read`, from clean text and its path to a Document.

    `packages` names the distributions whose release may change what is read: they count for freshness.
    """

    name: str
    suffixes: tuple[str, ...]
    read: Callable[[str, Path], Document]
    packages: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Importer:
    """One kind of page from elsewhere: the `suffixes` of its files, and `draft`, from bytes and path to a Draft.

    `largest` is the size that it takes, in bytes; a page of more is refused.
    """

    name: str
    suffixes: tuple[str, ...]
    draft: Callable[[bytes, Path], Draft]
    largest: int = 50_000_000


@cache
def readers() -> dict[str, Reader]:
    """Every reader found in this folder, by the suffix of the files it reads."""
    return {suffix: each for each in _named("READER") for suffix in each.suffixes}


@cache
def importers() -> dict[str, Importer]:
    """Every importer found in this folder, by the suffix of the files it takes."""
    return {suffix: each for each in _named("IMPORTER") for suffix in each.suffixes}


def _named(constant: str) -> list[Any]:
    """The values in which modules here end; those that end in another are not loaded, for importers load much."""
    modules = [f"{__name__}.{module.name}" for module in iter_modules(__path__) if not module.name.startswith("_")]
    return [getattr(import_module(name), constant) for name in modules if f"\n{constant} = " in _source_of(name)]


def _source_of(module: str) -> str:
    spec = find_spec(module)
    return Path(spec.origin).read_text(encoding="utf-8") if spec and spec.origin else ""


def read(path: Path) -> Document:
    """Read one article whole, or raise SourceError with the place and the mend: nothing in it is dropped."""
    reader = readers().get(path.suffix.lower())
    if reader is None and (path.is_file() or not path.exists()):
        raise SourceError(f"{path.name!r} is not an article.", todo=f"Name a file in {_kinds()}.", path=path)
    data = _bytes_of(path, LARGEST_ARTICLE, "article")
    assert reader is not None
    return replace(reader.read(clean(_text_of(data, path), path), path), digest=sha256(data).hexdigest())


def draft_of(path: Path) -> Draft:
    """Read a page from elsewhere; SourceError if it is none, too large, or holds no text."""
    importer = importers().get(path.suffix.lower())
    if importer is None and (path.is_file() or not path.exists()):
        kinds = ", ".join(sorted(importers()))
        raise SourceError(f"{path.name!r} is no page that can be imported.", todo=f"Name a file in {kinds}.", path=path)
    data = _bytes_of(path, importer.largest if importer else 0, "import")
    assert importer is not None
    return importer.draft(data, path)


def _kinds() -> str:
    return ", ".join(sorted(readers()))


def _bytes_of(path: Path, largest: int, what: str) -> bytes:
    """The bytes of a file of bounded size."""
    try:
        if path.is_dir():
            raise SourceError(
                f"This is a folder, not {'an' if what == 'article' else 'a'} {what}.",
                todo="Name one file in it.",
                path=path,
            )
        if not path.is_file():
            raise SourceError("There is no such file.", todo="Check the name and the folder.", path=path)
        if path.stat().st_size > largest:
            todo = "Cut it into several."
            raise SourceError(f"The {what} is larger than {largest // 1_000_000} MB.", todo=todo, path=path)
        return path.read_bytes()
    except (OSError, ValueError) as error:
        raise SourceError(f"The file cannot be read: {_reason(error)}.", path=path) from error


def _reason(error: OSError | ValueError) -> str:
    return (error.strerror if isinstance(error, OSError) else None) or str(error)


def _text_of(data: bytes, path: Path) -> str:
    """The text, in UTF-8 with or without a byte order mark."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise SourceError("The file is not in UTF-8.", todo="Save it as UTF-8.", path=path, line=line) from error


def clean(text: str, path: Path) -> str:
    """One form for each letter (NFC), space and line end; an invisible character is an error, for nobody can see it."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n").replace("\r", "\n"))
    text = text.translate(WIDE_SPACES).translate(TIED_SPACES)
    if not text.strip():
        raise SourceError("The article is empty.", todo="Write its front matter and its text.", path=path)
    for line, content in enumerate(text.split("\n"), 1):
        if not content.isprintable() and (hidden := next(filter(_is_hidden, content), "")):
            name = unicodedata.name(hidden, "a control character")
            what = f"There is an invisible character here: U+{ord(hidden):04X} {name}."
            raise SourceError(what, todo="Delete it.", path=path, line=line)
    return text


def _is_hidden(character: str) -> bool:
    return character != "\t" and unicodedata.category(character) in ("Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp")
