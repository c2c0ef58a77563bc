"""The spoken script as a text that a person can read: word for word what the recording says, and when."""

import re
from collections.abc import Iterator
from textwrap import wrap
from typing import TYPE_CHECKING

from handouts.document import Document
from handouts.formats import Format, Made, Workplace
from handouts.options import Options

if TYPE_CHECKING:
    from handouts.spoken.script import Chapter, Passage, Script, Times

WIDTH = 88
"""Characters of a line at most."""

# Passages that stand under one another without an empty line.
_SERIES = {"contents", "item", "row", "term", "version", "review", "audience", "call"}
_DIGIT_GAP = re.compile(r"(?<=\b\d) (?=\d\b)|(?<=\b\d,) (?=\d \d\b)")
_STARTS_SERIES = {"list", "table", "publisher"}


def write(document: Document, options: Options, place: Workplace) -> Made:
    """Write the script with the times of the true recording. Raises what the recording raises."""
    from handouts.sound.narration import narrate

    recording = narrate(document, options, place.cache).recording
    text = script_text(recording.script, recording.times)
    place.target.write_text(text, encoding="utf-8", newline="\n")
    return Made(length=recording.times.total)


def script_text(script: "Script", times: "Times | None" = None) -> str:
    """All that is said, in order: a chapter starts with the time at which it is heard, as "[01:20]"."""
    starts = times.starts if times else (None,) * len(script.chapters)
    chapters = zip(script.chapters, starts, strict=True)
    return "\n\n\n".join("\n".join(_lines(chapter, start)) for chapter, start in chapters) + "\n"


def _lines(chapter: "Chapter", start: float | None) -> Iterator[str]:
    before: Passage | None = None
    for passage in chapter.passages:
        if before and not _together(before.kind, passage.kind):
            yield ""
        said = " ".join(utterance.shown for utterance in passage.utterances)
        clock = f"{_clock(start)} " if before is None and start is not None else ""
        yield from _wrapped(clock + said)
        before = passage


def _wrapped(text: str) -> list[str]:
    """Lines of WIDTH; a number told digit by digit stays on one."""
    lines = wrap(_DIGIT_GAP.sub("\u00a0", text), WIDTH, break_long_words=False, break_on_hyphens=False)
    return [line.replace("\u00a0", " ") for line in lines]


def _together(first: str, second: str) -> bool:
    return second in _SERIES and first in _SERIES | _STARTS_SERIES


def _clock(seconds: float) -> str:
    """A time as players show it: "[01:20]", and "[1:02:05]" from an hour on."""
    whole = int(seconds)
    hours, minutes = divmod(whole // 60, 60)
    return f"[{hours}:{minutes:02}:{whole % 60:02}]" if hours else f"[{minutes:02}:{whole % 60:02}]"


FORMAT = Format(
    name="script",
    suffix=".script.txt",
    help="What the recording says, word for word, as a text to read.",
    write=write,
    data=("lexicon.toml",),
    packages=("numpy",),
)
