"""Two texts word by word: what stayed, what went, what came."""

import re
from collections.abc import Hashable, Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Literal

from handouts.changes.aligning import in_plain_type

_TOKEN = re.compile(r"\s*(?:\w+(?:[.,:/'’\-–]\w+)*|[^\w\s])")
_LARGEST = 1_000_000  # pairs of words: beyond it all is different between the first difference and the last


@dataclass(frozen=True, slots=True)
class Piece:
    """Some words that both texts have ("same"), or that only the old or the new one has."""

    what: Literal["same", "old", "new"]
    text: str


def pieces_of(old: str, new: str) -> tuple[Piece, ...]:
    """The two texts as pieces: those of "same" and "old" are the old text, "same" and "new" the new one."""
    before, now = (_TOKEN.findall(f" {text}") for text in (old, new))
    left, right = ([(token[0].isspace(), in_plain_type(token)) for token in tokens] for tokens in (before, now))
    pieces: list[Piece] = []
    last = 0
    for i, i_end, j, j_end in differences(left, right):
        pieces.append(Piece("same", "".join(now[last:j])))
        pieces.append(Piece("old", "".join(before[i:i_end])))
        pieces.append(Piece("new", "".join(now[j:j_end])))
        last = j_end
    pieces.append(Piece("same", "".join(now[last:])))
    return tuple(piece for piece in pieces if piece.text)


def differences(old: Sequence[Hashable], new: Sequence[Hashable]) -> Iterator[tuple[int, int, int, int]]:
    """Where two sequences differ, as (start, end) in the old and (start, end) in the new one, in order."""
    shorter = min(len(old), len(new))
    start = next((place for place in range(shorter) if old[place] != new[place]), shorter)
    most = shorter - start
    end = next((back for back in range(most) if old[-1 - back] != new[-1 - back]), most)
    before, now = old[start : len(old) - end], new[start : len(new) - end]
    if len(before) * len(now) > _LARGEST:
        yield start, len(old) - end, start, len(new) - end
        return
    for what, i, i_end, j, j_end in SequenceMatcher(None, before, now, autojunk=False).get_opcodes():
        if what != "equal":
            yield i + start, i_end + start, j + start, j_end + start


def said_only(pieces: Sequence[Piece], what: Literal["old", "new"]) -> list[str]:
    """The words that only one of the texts has."""
    return [piece.text for piece in pieces if piece.what == what]
