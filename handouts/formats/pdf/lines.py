"""Lines: runs broken at their spaces, flush left and never hyphenated."""

from collections.abc import Sequence
from typing import TypeAlias

from handouts.formats.pdf.joins import NBSP
from handouts.formats.pdf.runs import Run

Part: TypeAlias = tuple[Run, str]
Word: TypeAlias = tuple[float, Sequence[Part], bool]
"""What must stand on one line: its width in ems, its parts, and whether the next is glued to it, without a space."""
Line: TypeAlias = list[Part]


def words_of(runs: Sequence[Run]) -> list[Word]:
    """The runs cut at their plain spaces."""
    words: list[Word] = []
    parts: tuple[Part, ...] = ()
    width = 0.0
    for run in runs:
        width_of = run.font.width
        first, *others = run.text.split(" ")
        if first:
            parts, width = (*parts, (run, first)), width + width_of(first)
        for text in others:
            if parts:
                words.append((width, parts, False))
            parts, width = (((run, text),), width_of(text)) if text else ((), 0.0)
    if parts:
        words.append((width, parts, False))
    return words


def lines_of(runs: Sequence[Run], limit: float) -> list[Line]:
    """The runs in lines of at most `limit` ems, each as full as it can be."""
    if len(runs) == 1 and (simple := _lines_of_one(runs[0], limit)) is not None:
        return simple
    words = words_of(runs)
    if any(word[0] > limit for word in words):
        words = [piece for word in words for piece in (_chopped(word, limit) if word[0] > limit else (word,))]
    lines: list[Line] = []
    line: list[Word] = []
    filled = space = 0.0
    for word in words:
        width, parts, glued = word
        if line and filled + space + width > limit:
            lines.append(_line(line))
            line, filled, space = [], 0.0, 0.0
        line.append(word)
        filled += space + width
        space = 0.0 if glued else parts[-1][0].font.space
    if line:
        lines.append(_line(line))
        run, text = lines[-1][-1]
        lines[-1][-1] = run, text.rstrip(" ")
    return lines


def _lines_of_one(run: Run, limit: float) -> list[Line] | None:
    """The lines of one run, by far the most frequent case; None if some word is wider than the line."""
    width_of, space = run.font.width, run.font.space
    texts: list[str] = []
    line: list[str] = []
    left = limit
    for word in run.text.split(" "):
        if not word:
            continue
        width = width_of(word)
        if width > limit:
            return None
        if line and width + space > left:
            texts.append(" ".join(line) + " ")
            line, left = [word], limit - width
        else:
            left -= width + (space if line else 0)
            line.append(word)
    if line:
        texts.append(" ".join(line))
    return [[(run, text)] for text in texts]


def _line(words: list[Word]) -> Line:
    # Each line ends in its space, as words must be told apart by spaces in the text too (ISO 32000-1, 14.8.2.5).
    line: Line = []
    run, text = words[0][1][0][0], ""
    for _, parts, glued in words:
        for other, part in parts:
            if other is not run:
                line.append((run, text))
                run, text = other, ""
            text += part
        if not glued:
            text += " "
    line.append((run, text))
    return line


def _chopped(word: Word, limit: float) -> list[Word]:
    """A word wider than the line in pieces: parted at no-break spaces, else behind its marks, else anywhere."""
    letters = [(run, letter) for run, text in word[1] for letter in text]
    pieces, start = [], 0
    while start < len(letters):
        end = _end(letters, start, limit)
        spaced = end < len(letters) and letters[end][1] == NBSP
        pieces.append(_word(letters[start:end], glued=end < len(letters) and not spaced))
        start = end + spaced
    return pieces


def _end(letters: list[Part], start: int, limit: float) -> int:
    """Where the piece ends that begins at `start` and is to be at most `limit` ems wide."""
    width, full = 0.0, start
    while full < len(letters):
        run, letter = letters[full]
        width += run.font.width(letter)
        if width > limit:
            break
        full += 1
    if full == len(letters):
        return full
    spaces = [place for place in range(start + 1, full + 1) if letters[place][1] == NBSP]
    if spaces:
        return spaces[-1]
    for marks in ("/-", ".@_?&="):
        places = [place for place in range(start + 1, full) if letters[place - 1][1] in marks]
        if places:
            return places[-1]
    return max(full, start + 1)


def _word(letters: list[Part], glued: bool) -> Word:
    parts: list[Part] = []
    for run, letter in letters:
        if parts and parts[-1][0] is run:
            parts[-1] = run, parts[-1][1] + letter
        else:
            parts.append((run, letter))
    return sum(run.font.width(text) for run, text in parts), parts, glued
