"""Pairs of a passage and its plain version: each `::: plain` block of some articles and the block above it."""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from handouts.document import Block, fragments, plain_text
from handouts.factlock import Line, lines_of
from handouts.readers import read

FOLDER = Path(__file__).parent / "factlock_pairs"


@dataclass(frozen=True)
class LockPair:
    """One passage and its plain version: paragraphs, items and cells with their lines."""

    name: str
    full: tuple[tuple[str, int], ...]
    plain: tuple[tuple[str, int], ...]

    def lines(self) -> tuple[tuple[Line, ...], tuple[Line, ...]]:
        return lines_of(self.full), lines_of(self.plain)


def read_pairs(folder: Path = FOLDER) -> tuple[LockPair, ...]:
    """The pairs of all Markdown files of a folder, in the order of their names."""
    return tuple(pair for path in sorted(folder.glob("*.md")) for pair in _pairs_of(path))


def _pairs_of(path: Path) -> Iterator[LockPair]:
    document = read(path)
    for plain in document.plain:
        yield LockPair(f"{path.stem}:{plain.line}", _texts(document.blocks[plain.of]), _texts(*plain.blocks))


def _texts(*blocks: Block) -> tuple[tuple[str, int], ...]:
    """The texts that the lock is given of these blocks."""
    texts = ((plain_text(spans), spans) for block in blocks for spans in fragments(block))
    return tuple((text, spans[0].line) for text, spans in texts if text.strip())
