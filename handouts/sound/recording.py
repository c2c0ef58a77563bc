"""A document spoken: its script, the pieces of sound that are its utterances, and when each part starts."""

from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import ExitStack
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self

from handouts.document import Document
from handouts.errors import OutputError
from handouts.options import Options
from handouts.sound.store import Store, kept
from handouts.spoken.script import Chapter, Passage, Script, Times, Utterance, script_of
from handouts.voices import Sound, Speak, voice

if TYPE_CHECKING:
    from handouts.voices import Samples

LEAD = 0.3
"""Seconds of silence before the first word: many players swallow the first moments."""

_PAD = 1.5
"""Seconds by which the silences of the opening may grow together to make the times said true."""

_LONGEST = 2.5
"""Seconds of a pause at most, however slow the speech. With the quiet ends of what is spoken on both sides it stays
below three seconds, after which a listener takes the player for stopped."""

_ROUNDS, _MANY = 3, 8
"""Rounds in which the opening's length settles as a rule, and those after which any silence will do."""

_SLACK = 0.5
"""Seconds of room given to an opening that does not settle; half as much more with each round, so that an end is
certain."""


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


@dataclass(frozen=True, slots=True)
class Track:
    """One chapter of a recording, with the sample at which it starts."""

    title: str
    start: int
    pieces: tuple[Piece, ...]


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

    The opening says when each chapter starts, and every time depends on how long the opening is: it is spoken for an
    assumed length, until it has that length. Raises MissingError if the voice is absent; OutputError, with the line of
    the article, if it fails.
    """
    with _Booth(document.path, options, cache) as booth:
        first, *rest = script_of(document).chapters
        bodies = [booth.chapter(chapter) for chapter in rest]
        assumed = _guess(first, options.rate)
        for round_ in count(1):
            script = script_of(document, _times(assumed, bodies, booth))
            opening = booth.chapter(script.chapters[0])
            spoken = booth.seconds(_length(opening))
            silence = assumed - spoken
            if 0 <= silence <= (_PAD if round_ <= _MANY else assumed):
                return booth.recording(script, [_stretched(opening, booth.samples(silence)), *bodies])
            assumed = spoken + (_SLACK * 1.5 ** (round_ - _ROUNDS) if round_ > _ROUNDS else 0)
    raise AssertionError("an opening that grows faster than the room given to it")


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

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._open.close()
        if self._speak:
            self._store.trim()

    def chapter(self, chapter: Chapter) -> tuple[Piece, ...]:
        """The chapter's pieces."""
        return tuple(self._piece(said, passage) for passage in chapter.passages for said in passage.utterances)

    def samples(self, seconds: float) -> int:
        """A time in samples."""
        return round(seconds * self.sample_rate)

    def seconds(self, samples: int) -> float:
        """A number of samples in seconds."""
        return samples / self.sample_rate

    def recording(self, script: Script, chapters: list[tuple[Piece, ...]]) -> Recording:
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
        from handouts.sound.level import REFERENCE, usual_gain

        try:
            if self._speak is None:
                self._speak = self._open.enter_context(self._voice.open(self._rate))
                self._usual_gain = usual_gain(self._speak(REFERENCE))
            spoken = self._speak(said.text)
            if not spoken.samples.any():
                raise OutputError(f"The voice fell silent on “{said.shown}”.", todo="Build it again.")
        except OutputError as error:
            raise OutputError(error.what, todo=error.todo, path=self._article, line=passage.line) from error
        self._levelled.append(self._leveller.submit(self._keep, path, spoken))
        return spoken

    def _keep(self, path: Path, spoken: Sound) -> None:
        from handouts.sound.level import levelled

        self._store.keep(path, Sound(levelled(spoken, self._usual_gain), spoken.sample_rate))


def _times(opening: float, bodies: list[tuple[Piece, ...]], booth: _Booth) -> Times:
    """When each chapter starts and all ends, if the opening takes so many seconds."""
    starts = [LEAD, LEAD + opening]
    for pieces in bodies:
        starts.append(starts[-1] + booth.seconds(_length(pieces)))
    return Times(starts.pop(), tuple(starts))


def _stretched(pieces: tuple[Piece, ...], silence: int) -> tuple[Piece, ...]:
    """The pieces with so many samples of silence more: as many after each, and what is left over after the last."""
    share, left = divmod(silence, len(pieces))
    longer = [replace(piece, pause=piece.pause + share) for piece in pieces]
    return (*longer[:-1], replace(longer[-1], pause=longer[-1].pause + left))


def _length(pieces: tuple[Piece, ...]) -> int:
    """In samples, silences included."""
    return sum(piece.length + piece.pause for piece in pieces)


def _guess(opening: Chapter, rate: int) -> float:
    """About how long the opening takes, in seconds: 14 characters a second, and the times not yet in it."""
    said = [said for passage in opening.passages for said in passage.utterances]
    entries = sum(passage.kind == "contents" for passage in opening.passages)
    return (sum(len(one.text) / 14 + one.pause for one in said) + 2.5 * entries + 4.0) * 150 / rate
