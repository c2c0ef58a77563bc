"""Lines: runs broken at their spaces, flush left and never hyphenated."""

from bisect import bisect_right
from collections.abc import Sequence
from itertools import accumulate
from operator import sub
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
    one_font = len({run.font for run in runs}) == 1
    lines = _in_one_font(runs, limit) if one_font else _Measured(runs).lines(limit)
    return _with_broken_words(runs, limit) if lines is None else lines


def _in_one_font(runs: Sequence[Run], limit: float) -> list[Line] | None:
    """The lines of most texts by far, as `_Measured` would find them."""
    font, whole = runs[0].font, "".join([run.text for run in runs])
    texts = whole.split(" ")
    if not all(texts):
        if len(runs) > 1:
            return _Measured(runs).lines(limit)
        texts = [text for text in texts if text]
    ends = list(accumulate(map(font.advance, texts)))
    # The space at a line's end may stand out.
    room = limit + font.space
    lines: list[str] = []
    start, begun, count = 0, 0.0, len(texts)
    while start < count:
        stop = bisect_right(ends, begun + room, start)
        if stop == start:
            return None
        lines.append(" ".join(texts[start:stop]) + (" " if stop < count else ""))
        start, begun = stop, ends[stop - 1]
    return [[(runs[0], line)] for line in lines] if len(runs) == 1 else _shared_out(lines, runs, whole)


def _shared_out(lines: Sequence[str], runs: Sequence[Run], whole: str) -> list[Line]:
    """To each run its part of the lines; a space between two is the first one's, so that no line begins with it."""
    found: list[Line] = []
    borders = [border + (whole[border : border + 1] == " ") for border in accumulate(len(run.text) for run in runs)]
    number, at = 0, 0
    for text in lines:
        line: Line = []
        end = at + len(text)
        while borders[number] < end:
            if at < borders[number]:
                line.append((runs[number], text[at - end : borders[number] - end]))
                at = borders[number]
            number += 1
        line.append((runs[number], text[at - end :]))
        found.append(line)
        at = end
    return found


class _Measured:
    """The words of some runs and where each of them ends if all stand on one line.

    Lines are found by bisection among the ends: a handout has thousands of words, but few lines.
    """

    def __init__(self, runs: Sequence[Run]) -> None:
        self._runs = runs
        self._texts: list[str] = []
        # Behind each word: 0 where the next is glued to it, as they are parts of one word in two looks.
        self._spaces: list[float] = []
        # For each run, the place behind its last word.
        self._borders: list[int] = []
        widths: list[float] = []
        spaced = True
        for run in runs:
            font, parts = run.font, run.text.split(" ")
            if parts[0] and not spaced:
                widths[-1] -= self._spaces[-1]
                self._spaces[-1] = 0
            spaced = not parts[-1]
            if not all(parts):
                parts = [part for part in parts if part]
            self._texts += parts
            self._spaces += [font.space] * len(parts)
            self._borders.append(len(self._texts))
            widths += map(font.advance, parts)
        self._ends = list(accumulate(widths))
        # Where the words end without the space behind them, which may stand out at a line's end.
        self._bare = list(map(sub, self._ends, self._spaces))

    def lines(self, limit: float) -> list[Line] | None:
        """The lines; None if some word is wider than `limit` ems."""
        lines: list[Line] = []
        spaces, start, begun = self._spaces, 0, 0.0
        run, count = 0, len(self._texts)
        while start < count:
            stop = bisect_right(self._bare, begun + limit, start)
            # A word that is glued to the next may not be parted from it.
            while start < stop < count and not spaces[stop - 1]:
                stop -= 1
            if stop == start:
                return None
            line, run = self._line(run, start, stop)
            lines.append(line)
            start, begun = stop, self._ends[stop - 1]
        if lines:
            last, text = lines[-1][-1]
            lines[-1][-1] = last, text.rstrip(" ")
        return lines

    def _line(self, run: int, start: int, stop: int) -> tuple[Line, int]:
        """The words from `start` to `stop`, of which the first is in the run of that number; the last word's run."""
        # Each line ends in its space, as words must be told apart by spaces in the text too (ISO 32000-1, 14.8.2.5).
        line: Line = []
        while True:
            border = self._borders[run]
            if border >= stop:
                border = stop
            if border > start:
                text = " ".join(self._texts[start:border])
                line.append((self._runs[run], f"{text} " if self._spaces[border - 1] else text))
            if border == stop:
                return line, run
            start, run = border, run + 1


def _with_broken_words(runs: Sequence[Run], limit: float) -> list[Line]:
    """The lines, where some word is wider than a line and must be chopped."""
    words = [piece for word in words_of(runs) for piece in (_chopped(word, limit) if word[0] > limit else (word,))]
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


def _line(words: list[Word]) -> Line:
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
