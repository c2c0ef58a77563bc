"""The spoken script: an article as what is said aloud, chapter by chapter.

UKAAF MS01 for audio: title and originator come first, contents and running time are stated, diagrams are described.
"""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from handouts.document import Document, Section, sections
from handouts.spoken.blocks import Passage, counted, passages
from handouts.spoken.utterances import (
    AFTER_BLOCK,
    AFTER_CHAPTER,
    AFTER_HEADING,
    AFTER_ITEM,
    AFTER_SENTENCE,
    Utterance,
    said_text,
    utterances,
)

__all__ = ["STEP", "Chapter", "Passage", "Script", "Times", "Utterance", "opening_of", "script_of"]

STEP = 30
"""Seconds to which times are said: easy to hear and to remember, and so few that each is soon spoken once for all."""


@dataclass(frozen=True, slots=True)
class Chapter:
    """One section as it is said; players show its title."""

    title: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Script:
    """An article as it is said; the first chapter is the opening."""

    title: str
    chapters: tuple[Chapter, ...]


@dataclass(frozen=True, slots=True)
class Times:
    """A recording's length in seconds, and the second at which each of its chapters starts, the opening's first."""

    total: float
    starts: tuple[float, ...]

    def moved(self, seconds: float) -> "Times":
        """Those of a recording that is so much longer from its start on."""
        return Times(max(0.0, self.total + seconds), tuple(max(0.0, start + seconds) for start in self.starts))


def script_of(document: Document, times: Times | None = None) -> Script:
    """What is said for the document: the opening, then each section, then whom to call once more.

    With `times` the opening tells the running time and where each section starts.
    Raises ValueError if `times` are those of another number of chapters.
    """
    chapters = [_chapter(section) for section in sections(document) if section.heading]
    if chapters:
        last = chapters.pop()
        chapters.append(Chapter(last.title, (*last.passages, *_closing(document))))
    return Script(document.title, (opening_of(document, times), *map(_rounded_off, chapters)))


def opening_of(document: Document, times: Times | None = None) -> Chapter:
    """The first chapter of `script_of`. Raises ValueError as it does."""
    all_sections = list(sections(document))
    headed = [section for section in all_sections if section.heading]
    if times and len(times.starts) != len(headed) + 1:
        raise ValueError(f"{len(times.starts)} start times for {len(headed) + 1} chapters")
    before_headings = [block for section in all_sections if not section.heading for block in section.blocks]
    lead = (passage for block in before_headings for passage in passages(block))
    closing = () if headed else _closing(document)
    return _rounded_off(Chapter(document.title, (*_opening(document, headed, times), *lead, *closing)))


def _opening(document: Document, headed: list[Section], times: Times | None) -> Iterator[Passage]:
    yield _passage("title", AFTER_HEADING, document.title)
    if document.publisher:
        yield _passage("publisher", AFTER_SENTENCE, f"Published by {document.publisher}")
    if document.rights:
        yield _passage("rights", AFTER_SENTENCE, document.rights)
    yield _passage("version", AFTER_SENTENCE, document.version_line)
    yield _passage("review", AFTER_SENTENCE, document.review_line)
    for notice in document.notices:
        yield _passage("notice", AFTER_SENTENCE, notice)
    if document.audience:
        yield _passage("audience", AFTER_SENTENCE, f"Whom this is for: {document.audience}")
    if document.call:
        yield _passage("call", AFTER_BLOCK, _whom_to_call(document))
    if times:
        yield _passage("length", AFTER_BLOCK, _running_time(times.total))
    if headed:
        yield _passage("contents", AFTER_SENTENCE, f"This article has {counted(len(headed), 'part')}.")
    for number, section in enumerate(headed, 1):
        title = said_text(section.heading.spans) if section.heading else ""
        if times:
            yield _entry(title, _start(times.starts[number]))
        else:
            yield _passage("contents", AFTER_ITEM, title)


def _entry(title: str, start: str) -> Passage:
    """A line of the contents. Its title is said as the heading is, its time as everywhere: neither is spoken twice."""
    said = (*utterances(title, AFTER_SENTENCE, title), *utterances(start, AFTER_ITEM, start))
    return Passage(said, 1, "contents")


def _whom_to_call(document: Document) -> str:
    call = document.call
    return call if call.casefold().startswith("call") else f"Whom to call: {call}"


def _chapter(section: Section) -> Chapter:
    assert section.heading
    said = (passage for block in (section.heading, *section.blocks) for passage in passages(block))
    return Chapter(said_text(section.heading.spans), tuple(said))


def _closing(document: Document) -> Iterator[Passage]:
    yield _passage("closing", AFTER_SENTENCE, f"This is the end of: {document.title}")
    if document.call:
        yield _passage("closing", AFTER_SENTENCE, _whom_to_call(document))


def _passage(kind: str, after: float, text: str) -> Passage:
    """A passage that the front matter gives."""
    return Passage(utterances(text, after, text), 1, kind)


def _rounded_off(chapter: Chapter) -> Chapter:
    """The chapter with the longest silence after its last words."""
    if not chapter.passages:
        return chapter
    *first, last = chapter.passages
    *said, ending = last.utterances
    closed = replace(last, utterances=(*said, replace(ending, pause=AFTER_CHAPTER)))
    return replace(chapter, passages=(*first, closed))


def _running_time(seconds: float) -> str:
    """To the nearest half minute."""
    return f"This recording lasts about {_halves(max(1, int(seconds / STEP + 0.5)))}."


def _start(seconds: float) -> str:
    """The half minute in which something starts, by its own first moment."""
    halves = int(seconds // STEP)
    return f"At {_halves(halves)}." if halves else "In the first half minute."


def _halves(count: int) -> str:
    """So many half minutes in words: "half a minute", "1 hour and 3 and a half minutes"."""
    hours, halves = divmod(count, 120)
    minutes, half = divmod(halves, 2)
    if half:
        said = f"{minutes} and a half minutes" if minutes else "half a minute"
    else:
        said = counted(minutes, "minute") if minutes else ""
    return " and ".join(part for part in (counted(hours, "hour") if hours else "", said) if part)
