"""Lines: runs broken at their spaces, flush left and never hyphenated."""

from collections.abc import Sequence
from typing import NamedTuple

from handouts.formats.pdf.joins import NBSP
from handouts.formats.pdf.runs import Run


class Word(NamedTuple):
    """What must stand on one line, in ems; a glued one is followed by the next without a space."""

    width: float
    parts: list[tuple[Run, str]]
    glued: bool = False


Line = list[tuple[Run, str]]


def words_of(runs: Sequence[Run]) -> list[Word]:
    """The runs cut at their plain spaces."""
    words: list[Word] = []
    parts: list[tuple[Run, str]] = []
    width = 0.0
    for run in runs:
        for place, text in enumerate(run.text.split(" ")):
            if place and parts:
                words.append(Word(width, parts))
                parts, width = [], 0.0
            if text:
                parts.append((run, text))
                width += run.font.width(text)
    if parts:
        words.append(Word(width, parts))
    return words


def lines_of(runs: Sequence[Run], limit: float) -> list[Line]:
    """The runs in lines of at most `limit` ems, each as full as it can be."""
    if len(runs) == 1 and (simple := _lines_of_one(runs[0], limit)) is not None:
        return simple
    words = words_of(runs)
    if any(word.width > limit for word in words):
        words = [piece for word in words for piece in (_chopped(word, limit) if word.width > limit else (word,))]
    lines: list[Line] = []
    line: list[Word] = []
    width = space = 0.0
    for word in words:
        if line and width + space + word.width > limit:
            lines.append(_line(line))
            line, width, space = [], 0.0, 0.0
        line.append(word)
        width += space + word.width
        space = 0.0 if word.glued else word.parts[-1][0].font.space
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
    run, text = words[0].parts[0][0], ""
    for word in words:
        for other, part in word.parts:
            if other is not run:
                line.append((run, text))
                run, text = other, ""
            text += part
        if not word.glued:
            text += " "
    line.append((run, text))
    return line


def _chopped(word: Word, limit: float) -> list[Word]:
    """A word wider than the line in pieces: parted at no-break spaces, else behind its marks, else anywhere."""
    letters = [(run, letter) for run, text in word.parts for letter in text]
    pieces, start = [], 0
    while start < len(letters):
        end = _end(letters, start, limit)
        spaced = end < len(letters) and letters[end][1] == NBSP
        pieces.append(_word(letters[start:end], glued=end < len(letters) and not spaced))
        start = end + spaced
    return pieces


def _end(letters: list[tuple[Run, str]], start: int, limit: float) -> int:
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


def _word(letters: list[tuple[Run, str]], glued: bool) -> Word:
    parts: list[tuple[Run, str]] = []
    for run, letter in letters:
        if parts and parts[-1][0] is run:
            parts[-1] = run, parts[-1][1] + letter
        else:
            parts.append((run, letter))
    return Word(sum(run.font.width(text) for run, text in parts), parts, glued)
