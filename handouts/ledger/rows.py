"""What the ledger keeps: the rows of its tables, and what is read of them in short."""

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from typing import Any, Literal, NamedTuple
from zlib import compress, decompress


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one output.

    `path` is relative to the output folder, `article` the source's path. `ingredients` are all that it was made from,
    `key` their hash, `sha256` that of its bytes. `grade` is the article's mean grade, `approval` tells how many plain
    wordings are approved and by whom. `made` is a time in UTC, `length` seconds of sound.
    """

    path: str
    article: str
    variant: str
    format: str
    key: str
    sha256: str
    ingredients: dict[str, str]
    version: str
    revised: str
    grade: float | None
    approval: str
    made: str
    length: float | None
    pages: int | None


class Short(NamedTuple):
    """What is known of one output, in short."""

    article: str
    length: float | None
    pages: int | None


class Passage(NamedTuple):
    """One thing that an article says: a paragraph, an item, a row of a table with the names of its columns.

    `kind` is "title", "call", "audience", "publisher", "rights" or "review" for the front matter, then "heading", "box"
    (the title of one), "paragraph", "item", "step", "row", "figure", "caption", "term" or "reference". `box` is the
    kind of box in which it stands, or "". `under` is what it stands below: a line that leads a list, a box's title, or
    a heading. `view` tells which version has it: "both", "full" (it has a plain wording) or "plain" (it is one).
    `approved` tells who approved a plain wording, and when, or is "".
    """

    text: str
    kind: str
    box: str
    under: str
    line: int
    view: Literal["both", "full", "plain"] = "both"
    approved: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """An article's text as it was when outputs were last made: `passages` are what it says, one after the other.

    `approval` tells how many plain wordings were approved then, and by whom.
    """

    article: str
    digest: str
    version: str
    revised: str
    approval: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Stamp:
    """How the files of a job stood when all its outputs were fresh: `job` is the path of its first output.

    `recipe` is a hash over its options and the program, `inputs` are paths with a NUL between each two, `files` the
    system's accounts of them and of the outputs.
    """

    job: str
    recipe: str
    inputs: str
    files: str


@dataclass(frozen=True, slots=True)
class Shelf:
    """The page that leads to all outputs, as long as it tells of all of them: its name, and a hash of what made it."""

    page: str
    recipe: str


class Front(NamedTuple):
    """The head of an article's last edition: `told` is what it says, by the kinds of its passages."""

    article: str
    version: str
    revised: str
    told: dict[str, str]


class Copy(NamedTuple):
    """What can be told of an output to who wants it; `chosen` are values of options, those that matter to it."""

    path: str
    article: str
    variant: str
    format: str
    sha256: str
    version: str
    revised: str
    length: float | None
    pages: int | None
    chosen: Mapping[str, Any]


def as_row(value: Entry | Edition | Stamp | Shelf) -> dict[str, Any]:
    """Its fields by name, not copied: `asdict` would copy every passage."""
    return {each.name: getattr(value, each.name) for each in fields(value)}


def packed(editions: Sequence[Edition]) -> bytes:
    """Editions for a worker elsewhere: small, and to be read with `unpacked`."""
    return compress(json.dumps([as_row(edition) for edition in editions], ensure_ascii=False).encode())


def unpacked(editions: bytes) -> tuple[Edition, ...]:
    """The editions that `packed` gave; none of no bytes."""
    told = json.loads(decompress(editions)) if editions else []
    return tuple(Edition(**each | {"passages": tuple(Passage(*row) for row in each["passages"])}) for each in told)
