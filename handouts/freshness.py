"""Freshness: whether an output still stands for what it was made from. It is decided here alone, and by content.

For each article a record beside the outputs holds, for every file made of it, the key of all that went into it and
the hash of its bytes. A missing or broken record makes an output stale, never an error.
"""

import json
from collections.abc import Iterator
from dataclasses import asdict, dataclass
from functools import cache
from hashlib import file_digest, sha256
from importlib.metadata import version
from pathlib import Path

from handouts.atomic import replacing
from handouts.document import Document, figures, fragments, plain_text
from handouts.formats import Format, Made
from handouts.options import Options
from handouts.voices import voice

PACKAGE = Path(__file__).parent


def key_of(document: Document, kind: Format, options: Options) -> str:
    """A hash over all on which this output depends: the article and its figures, options, code, data and packages."""
    chosen = options.mattering_to(kind.name)
    packages = kind.packages + (voice(options.voice).packages if "voice" in chosen else ())
    ingredients = {
        "article": document.digest,
        "plain": plain_words(document) if options.plain else None,
        "figures": [sha256(figure.data).hexdigest() for figure in figures(document)],
        "format": kind.name,
        "options": chosen,
        "code": code_digest(),
        "data": {name: sha256((PACKAGE / "data" / name).read_bytes()).hexdigest() for name in kind.data},
        "packages": {name: version(name) for name in packages},
    }
    return sha256(json.dumps(ingredients, sort_keys=True).encode()).hexdigest()


def plain_words(document: Document) -> list[str]:
    """All that the plain version says: its wording, who has not approved which of it, and words from the glossary."""
    return [*document.notices, *(plain_text(spans) for block in document.blocks for spans in fragments(block))]


@cache
def code_digest() -> str:
    """A hash over the package's own modules."""
    digest = sha256()
    for path in sorted(PACKAGE.rglob("*.py")):
        digest.update(f"{path.relative_to(PACKAGE).as_posix()}\0".encode())
        digest.update(sha256(path.read_bytes()).digest())
    return digest.hexdigest()


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one output: the key of what it was made from, the hash of its bytes, and what was told of it."""

    key: str
    sha256: str
    length: float | None
    pages: int | None


class Record:
    """What is known of the outputs of one article, kept in the file `path`."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self.entries = dict(_stored(path))

    def fresh(self, target: Path, key: str) -> Made | None:
        """What was made, when `target` still holds the bytes that this key gave; else None."""
        known = self.entries.get(target.name)
        if known is None or known.key != key or not target.is_file() or known.sha256 != _digest(target):
            return None
        return Made(known.length, known.pages)

    def keep(self, target: Path, key: str, made: Made) -> None:
        """Note that `target` was made from this key."""
        self.entries[target.name] = Entry(key, _digest(target), made.length, made.pages)
        self.path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(self.path) as beside:
            text = json.dumps({name: asdict(entry) for name, entry in self.entries.items()}, indent=1, sort_keys=True)
            beside.write_text(text + "\n", encoding="utf-8")


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _stored(path: Path) -> Iterator[tuple[str, Entry]]:
    """The entries of a record that is whole; of a broken one none, so that its outputs are made anew."""
    try:
        for name, entry in json.loads(path.read_text(encoding="utf-8")).items():
            yield name, Entry(**entry)
    except (OSError, ValueError, TypeError, AttributeError):
        return
