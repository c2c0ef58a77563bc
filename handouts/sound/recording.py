"""A document spoken: its script, the pieces of sound that are its utterances, and when each part starts."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import accumulate
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeAlias

from handouts.document import Document
from handouts.errors import OutputError
from handouts.options import Options
from handouts.sound.store import Store, kept
from handouts.spoken.script import STEP, Chapter, Passage, Script, Times, Utterance, opening_of, script_of
from handouts.voices import Sound, Speak, voice

if TYPE_CHECKING:
    from handouts.voices import Samples

LEAD = 0.3
"""Seconds of silence before the first word: many players swallow the first moments."""

_LONGEST = 2.5
"""Seconds of a pause at most, however slow the speech. With the quiet ends of what is spoken on both sides it stays
below three seconds, after which a listener takes the player for stopped."""

_NEAR = (-2, -1, 1, 2)
"""Half minutes by which a version may be shorter or longer and find its times spoken already."""


@dataclass(frozen=True, slots=True)
class Piece:
    """One utterance: `length` samples of sound in the file `path`, then `pause` samples of silence."""

    path: Path
    length: int
    pause: int

    def sound(self) -> "Samples":
        """Its samples. Raises OutputError if the file has gone or changed since the recording was made."""
        sound = kept(self.path)
        if sound is None or len(sound.samples) != self.length:
            raise OutputError("A piece of sound vanished while it was used.", todo="Build it again.", path=self.path)
        return sound.samples


Pieces: TypeAlias = tuple[Piece, ...]


@dataclass(frozen=True, slots=True)
class Track:
    """One chapter of a recording, with the sample at which it starts."""

    title: str
    start: int
    pieces: Pieces


@dataclass(frozen=True, slots=True)
class Recording:
    """A document spoken: `lead` samples of silence, then track after track."""

    script: Script
    tracks: tuple[Track, ...]
    lead: int
    sample_rate: int

    @property
    def samples(self) -> int:
        """Its length in samples."""
        return self.tracks[-1].start + _length(self.tracks[-1].pieces)

    @property
    def times(self) -> Times:
        """Its length and the starts of its chapters, in seconds."""
        return Times(self.samples / self.sample_rate, tuple(track.start / self.sample_rate for track in self.tracks))

    def pieces(self) -> Iterator[Piece]:
        """All pieces in order."""
        for track in self.tracks:
            yield from track.pieces


def record(document: Document, options: Options, cache: Path) -> Recording:
    """Speak the document with the chosen voice and rate; what the folder `cache` holds is not spoken again.

    Raises MissingError if the voice is absent; OutputError, with the line of the article, if it fails.
    """
    with _Booth(document.path, options, cache) as booth:
        script = script_of(document)
        _, *bodies = [booth.chapter(chapter) for chapter in script.chapters]
        spoken = booth.spoken
        times, opening, pieces = _opening(document, bodies, booth)
        if booth.spoken > spoken or 2 * spoken > booth.asked:
            # An article that is new, or that has left the times near it: its next version shall find them spoken.
            for halves in _NEAR:
                booth.chapter(opening_of(document, times.moved(halves * STEP)))
        return booth.recording(replace(script, chapters=(opening, *script.chapters[1:])), [pieces, *bodies])


def _opening(document: Document, bodies: list[Pieces], booth: "_Booth") -> tuple[Times, Chapter, Pieces]:
    """The times of all chapters, and the opening that tells them.

    They depend on how long the opening is, and its length on their words. So it is assumed to be short, and then as
    long as it was with the times before, until it fits: it only grows, and no words for a time are very long.
    """
    early = Times(2 * STEP, (2 * STEP,) * (len(bodies) + 1))
    assumed = _length(booth.chapter(opening_of(document, early)))
    while True:
        times = booth.times([assumed, *map(_length, bodies)])
        opening = opening_of(document, times)
        pieces = booth.chapter(opening)
        spoken = _length(pieces)
        if spoken <= assumed:
            return times, opening, _stretched(pieces, assumed - spoken)
        assumed = spoken


class _Booth:
    """Where utterances become pieces; the voice is opened at the first one that is not kept already."""

    def __init__(self, article: Path, options: Options, cache: Path) -> None:
        self._article, self._rate, self._voice = article, options.rate, voice(options.voice)
        self._store = Store(cache, self._voice, options.rate)
        self._open = ExitStack()
        self._speak: Speak | None = None
        self._usual_gain = 0.0
        self._lengths: dict[Path, int] = {}
        self._leveller = self._open.enter_context(ThreadPoolExecutor(1))
        self._levelled: list[Future[None]] = []
        self.sample_rate = 0
        self.spoken = 0

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._open.close()
        if self._speak:
            self._store.trim()

    def chapter(self, chapter: Chapter) -> Pieces:
        """The chapter's pieces."""
        return tuple(self._piece(said, passage) for passage in chapter.passages for said in passage.utterances)

    @property
    def asked(self) -> int:
        """How many different utterances it was asked for so far; `spoken` is how many of them were not kept."""
        return len(self._lengths)

    def samples(self, seconds: float) -> int:
        """A time in samples."""
        return round(seconds * self.sample_rate)

    def times(self, lengths: list[int]) -> Times:
        """Those of chapters of so many samples."""
        *starts, end = accumulate(lengths, initial=self.samples(LEAD))
        return Times(end / self.sample_rate, tuple(start / self.sample_rate for start in starts))

    def recording(self, script: Script, chapters: list[Pieces]) -> Recording:
        """The chapters one after another, once all their pieces are kept."""
        for piece in self._levelled:
            piece.result()
        lead = start = self.samples(LEAD)
        tracks = []
        for chapter, pieces in zip(script.chapters, chapters, strict=True):
            tracks.append(Track(chapter.title, start, pieces))
            start += _length(pieces)
        return Recording(script, tuple(tracks), lead, self.sample_rate)

    def _piece(self, said: Utterance, passage: Passage) -> Piece:
        path = self._store.path(said.text)
        if path not in self._lengths:
            sound = kept(path) or self._made(path, said, passage)
            if self.sample_rate not in (0, sound.sample_rate):
                raise OutputError(f"The voice changed its sample rate to {sound.sample_rate}.", path=self._article)
            self.sample_rate = sound.sample_rate
            self._lengths[path] = len(sound.samples)
        return Piece(path, self._lengths[path], self.samples(min(said.pause * 150 / self._rate, _LONGEST)))

    def _made(self, path: Path, said: Utterance, passage: Passage) -> Sound:
        """Speak it; it is brought to the common loudness and kept while the next is spoken."""
        from handouts.sound.level import usual_gain

        try:
            if self._speak is None:
                self._speak = self._open.enter_context(self._voice.open(self._rate))
                self._usual_gain = usual_gain(self._reference(self._speak))
            spoken = self._speak(said.text)
            self.spoken += 1
            if not spoken.samples.any():
                raise OutputError(f"The voice fell silent on “{said.shown}”.", todo="Build it again.")
        except OutputError as error:
            raise OutputError(error.what, todo=error.todo, path=self._article, line=passage.line) from error
        self._levelled.append(self._leveller.submit(self._keep, path, spoken))
        return spoken

    def _reference(self, speak: Speak) -> Sound:
        """What shows how loud the voice is, kept as it was spoken; no text to speak holds a NUL."""
        from handouts.sound.level import REFERENCE

        path = self._store.path(f"\0{REFERENCE}")
        sound = kept(path)
        if sound is None:
            self._store.keep(path, sound := speak(REFERENCE))
        return sound

    def _keep(self, path: Path, spoken: Sound) -> None:
        from handouts.sound.level import levelled

        self._store.keep(path, Sound(levelled(spoken, self._usual_gain), spoken.sample_rate))


def _stretched(pieces: Pieces, silence: int) -> Pieces:
    """The pieces with so many samples of silence more: as many after each, and what is left over after the last."""
    share, left = divmod(silence, len(pieces))
    longer = [replace(piece, pause=piece.pause + share) for piece in pieces]
    return (*longer[:-1], replace(longer[-1], pause=longer[-1].pause + left))


def _length(pieces: Pieces) -> int:
    """In samples, silences included."""
    return sum(piece.length + piece.pause for piece in pieces)
