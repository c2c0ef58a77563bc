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

__all__ = ["Chapter", "Passage", "Script", "Times", "Utterance", "script_of", "spoken_time"]

STEP = 5
"""Seconds to which times are said: nobody sets a player finer, and the words for a time then rarely change it."""


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


def script_of(document: Document, times: Times | None = None) -> Script:
    """What is said for the document: the opening, then each section, then whom to call once more.

    With `times` the opening tells the running time and where each section starts.
    Raises ValueError if `times` are those of another number of chapters.
    """
    all_sections = list(sections(document))
    headed = [section for section in all_sections if section.heading]
    if times and len(times.starts) != len(headed) + 1:
        raise ValueError(f"{len(times.starts)} start times for {len(headed) + 1} chapters")
    before_headings = [block for section in all_sections if not section.heading for block in section.blocks]
    lead = (passage for block in before_headings for passage in passages(block))
    opening = Chapter(document.title, (*_opening(document, headed, times), *lead))
    chapters = [opening, *(_chapter(section) for section in headed)]
    last = chapters.pop()
    chapters.append(Chapter(last.title, (*last.passages, *_closing(document))))
    return Script(document.title, tuple(_rounded_off(chapter) for chapter in chapters))


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
        yield _passage("length", AFTER_BLOCK, f"This recording lasts {spoken_time(times.total)}.")
    if headed:
        yield _passage("contents", AFTER_SENTENCE, f"This article has {counted(len(headed), 'part')}.")
    starts = times.starts[1:] if times else (None,) * len(headed)
    for section, start in zip(headed, starts, strict=True):
        yield _passage("contents", AFTER_ITEM, _entry(section, start))


def _entry(section: Section, start: float | None) -> str:
    """A line of the contents, as "Who it is for: at 1 minute and 20 seconds" is."""
    title = said_text(section.heading.spans) if section.heading else ""
    if start is None:
        return title
    return (
        f"{title} At {spoken_time(start)}." if title.endswith(("?", "!", ".")) else f"{title}: at {spoken_time(start)}."
    )


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


def spoken_time(seconds: float) -> str:
    """A time as it is said, down to the last whole STEP: "1 hour, 2 minutes and 5 seconds"."""
    whole = int(seconds // STEP) * STEP
    units = ((whole // 3600, "hour"), (whole // 60 % 60, "minute"), (whole % 60, "second"))
    *first, last = [counted(count, unit) for count, unit in units if count] or ["0 seconds"]
    return f"{', '.join(first)} and {last}" if first else last
