"""A narration: a recording, and for each sentence that a reader sees the time at which a listener hears it.

Every output that joins text and sound takes it from here, so all of them share the sound and its times.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from handouts.document import Document
from handouts.options import Options
from handouts.sound.recording import Recording, record
from handouts.spoken.utterances import Source


@dataclass(frozen=True, slots=True)
class Clip:
    """A sentence that is shown, and the seconds from `start` to `end` in which it is heard.

    What is said without being shown, such as the number of items in a list, is heard with the sentence after it; the
    clips of a chapter leave nothing out and do not overlap. Silence between sentences belongs to the earlier one.
    """

    source: Source
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Part:
    """One chapter: its title, its clips, and its first and last second."""

    title: str
    clips: tuple[Clip, ...]
    start: float
    end: float


@dataclass(frozen=True, slots=True)
class Narration:
    """A recording with its parts; the first is the opening."""

    recording: Recording
    parts: tuple[Part, ...]


def narrate(document: Document, options: Options, cache: Path) -> Narration:
    """Speak the document, once for all outputs that are made of it one after another. Raises what `record` raises."""
    return _narrated(_Same(document), options.voice, options.rate, cache)


@dataclass(frozen=True, slots=True, eq=False)
class _Same:
    """A document that equals itself alone: the clips point into its texts, and not into those of its equal."""

    document: Document

    def __eq__(self, other: object) -> bool:
        return isinstance(other, _Same) and other.document is self.document

    def __hash__(self) -> int:
        return id(self.document)


@lru_cache(maxsize=1)
def _narrated(same: _Same, voice: str, rate: int, cache: Path) -> Narration:
    recording = record(same.document, Options(voice=voice, rate=rate), cache)
    return Narration(recording, tuple(_parts(recording)))


def _parts(recording: Recording) -> Iterator[Part]:
    edges = [0.0, *recording.times.starts[1:], recording.times.total]
    for number, (chapter, track) in enumerate(zip(recording.script.chapters, recording.tracks, strict=True)):
        said = [one for passage in chapter.passages for one in passage.utterances]
        found: list[Clip] = []
        begun, now = edges[number], track.start
        for one, piece in zip(said, track.pieces, strict=True):
            now += piece.length + piece.pause
            if one.source is None:
                continue
            start = begun
            if found and _same(found[-1].source, one.source):
                start = found.pop().start
            begun = now / recording.sample_rate
            found.append(Clip(one.source, start, begun))
        if found:
            found[-1] = Clip(found[-1].source, found[-1].start, edges[number + 1])
        yield Part(track.title, tuple(found), edges[number], edges[number + 1])


def _same(one: Source, other: Source) -> bool:
    return one.of is other.of and one.sentence == other.sentence
