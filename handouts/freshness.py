"""Freshness: whether an output still stands for what it was made from. It is decided here alone, and by content.

An output's ingredients are named one by one, so that it can be told not only that it is stale but why.
"""

import json
import re
from collections.abc import Mapping
from functools import cache
from hashlib import file_digest, sha256
from importlib.metadata import version
from pathlib import Path

from handouts.document import Document, figures, fragments, plain_text
from handouts.formats import Format
from handouts.options import Options
from handouts.readers import Reader, readers
from handouts.voices import Voice, module_of, voice

PACKAGE = Path(__file__).parent

_MODULE = re.compile(r"\bhandouts(?:\.\w+)+")
_FROM = re.compile(r"^\s*from (handouts[\w.]*) import (?:\(([^)]*)\)|([^\n]*))", re.MULTILINE)


def ingredients_of(document: Document, kind: Format, options: Options) -> dict[str, str]:
    """All on which this output depends, by name: the article and its figures, options, code, data and packages."""
    chosen = options.mattering_to(kind.name)
    speaker = voice(options.voice) if "voice" in chosen else None
    reader = readers()[document.path.suffix.lower()]
    found = {"article": document.digest}
    if options.plain:
        found["plain wording"] = _hash(plain_words(document))
    if options.changes:
        found["changes"] = _hash(plain_words(document))
    found |= {f"figure {figure.path.name}": sha256(figure.data).hexdigest() for figure in figures(document)}
    found |= {f"option {name}": json.dumps(value) for name, value in chosen.items()}
    found |= {f"data {name}": sha256((PACKAGE / "data" / name).read_bytes()).hexdigest() for name in kind.data}
    packages = reader.packages + kind.packages + (speaker.packages if speaker else ())
    found |= {f"package {name}": _release(name) for name in packages}
    return found | {"program": _digest_of_code(code_of(kind, reader, speaker, options))}


# Each costs as much to find as a page to draw.
_release = cache(version)


def key_of(ingredients: Mapping[str, str]) -> str:
    """One hash over all ingredients."""
    return _hash(dict(ingredients))


def plain_words(document: Document) -> list[str]:
    """All that a version says: its wording, which of it is not approved, words from the glossary, what is new in it."""
    return [*document.notices, *(plain_text(spans) for block in document.blocks for spans in fragments(block))]


def digest_of(path: Path) -> str:
    """The SHA-256 of a file, in hexadecimal."""
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def digest_if_there(path: Path) -> str:
    """The SHA-256 of a file, or "" if there is none that can be read."""
    try:
        return digest_of(path)
    except OSError:
        return ""


def code_of(kind: Format, reader: Reader, speaker: Voice | None, options: Options) -> frozenset[Path]:
    """The modules that take part in an output: those of its format and of the stages before it."""
    stages = {"handouts.plain": options.plain, "handouts.changes.box": options.changes}
    roots = [kind.write.__module__, reader.read.__module__, *(name for name in stages if stages[name])]
    return _closure((*roots, *([module_of(speaker.name)] if speaker else [])))


@cache
def _digest_of_code(files: frozenset[Path]) -> str:
    digest = sha256()
    for path in sorted(files):
        digest.update(f"{path.relative_to(PACKAGE).as_posix()}\0".encode())
        digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@cache
def _closure(modules: tuple[str, ...]) -> frozenset[Path]:
    """The files of the modules, of the packages around them, and of every module that they name in turn."""
    found: set[Path] = set()
    waiting = list(modules)
    while waiting:
        name = waiting.pop()
        path = _file_of(name)
        if path is None or path in found:
            continue
        found.add(path)
        waiting += [name.rpartition(".")[0], *_named_in(path)]
    return frozenset(found)


def _file_of(module: str) -> Path | None:
    place = PACKAGE.parent.joinpath(*module.split("."))
    return next((path for path in (place.with_suffix(".py"), place / "__init__.py") if path.is_file()), None)


def _named_in(path: Path) -> list[str]:
    """The modules that a file names, wherever it does: some are imported where they are used, or started by name."""
    text = path.read_text(encoding="utf-8")
    imported = [
        f"{package}.{name.split()[0]}"
        for package, wrapped, plain in _FROM.findall(text)
        for name in (wrapped or plain).split(",")
        if name.strip()
    ]
    return [*_MODULE.findall(text), *imported]


def _hash(value: object) -> str:
    return sha256(json.dumps(value, sort_keys=True).encode()).hexdigest()
