"""The proof that a recording says its script: what a listener would find amiss in the decoded file, told in words.

`python -m tests.sound_proof [VOICE [RATE]]` proves every article in both its versions.
"""

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np
import soundfile  # type: ignore[import-untyped]
from click import echo
from numpy.typing import NDArray

from handouts.document import Document
from handouts.options import Options
from handouts.pipeline import version_of
from handouts.readers import read
from handouts.sound import limiter
from handouts.sound.loudness import gated, weighted
from handouts.sound.recording import Piece, Recording, record
from handouts.sound.store import Store
from handouts.sound.whole import sound_file
from handouts.spoken.script import Utterance
from handouts.voices import voice

Signal = NDArray[np.float32]

PEAK = -1.0
"""dBTP at most: EBU R 128 asks for it."""

SILENCE = 3.0
"""Seconds after which a listener takes the player for stopped."""

LOUDNESS, LEEWAY = -19.0, 1.0
"""LUFS of a recording, as Apple and the Audio Engineering Society (TD1008) ask of mono speech, and LU beside it."""

WINDOW = 3.0
"""Seconds of sound whose loudness is judged, the window of EBU Tech 3341's short-term loudness."""

SHORT_LEEWAY = 2.5
"""LU for an utterance by itself, be it one word: an "ah" is louder than an "ee"."""

PACE = 0.1
"""The part of the rate by which the words that are heard in a minute may differ from it."""

ALIKE = 0.9
"""The least correlation of a piece as it was spoken with what is heard at its time."""

CHANGE = 1.0
"""dB by which a piece may be louder or softer than it was spoken."""

REACH = 8
"""Samples by which a piece may be early or late."""

HEARD = 10 ** (-60 / 20)
"""What stays below is silence, full scale at 1."""

EDGE = 0.06
"""Seconds at both ends of a pause into which the encoder smears the speech beside it."""

BLOCK = 64
"""Samples that are looked at together, 3 ms."""

STRETCH = 2048 * BLOCK
"""Samples that are worked on at once, so that they stay near the processor."""

FLAT = 4
"""Samples in a row at one height, at the crest of a wave, that tell that its top was cut off."""


@dataclass(frozen=True, slots=True)
class Placed:
    """An utterance, its piece, and the sample at which it starts."""

    said: Utterance
    piece: Piece
    start: int

    @property
    def end(self) -> int:
        return self.start + self.piece.length


def proven(document: Document, options: Options, cache: Path) -> list[str]:
    """What is amiss with the recording of the document, made as the product makes it."""
    recording = record(document, options, cache)
    store = Store(cache, voice(options.voice), options.rate)
    strays = [
        f"“{each.said.shown}” has the sound of other words"
        for passage in placed(recording)
        for each in passage
        if each.piece.path != store.path(each.said.text)
    ]
    return strays + proof(recording, sound_file(recording, cache), options.rate)


def proof(recording: Recording, file: Path, rate: int) -> list[str]:
    """All that is amiss in the file, beside the recording that it is to hold, spoken at `rate` words a minute."""
    sound, sample_rate = soundfile.read(file, dtype="float32")
    assert sample_rate == recording.sample_rate
    passages = placed(recording)
    pieces = [each for passage in passages for each in passage]
    return [
        *clipping(sound),
        *silences(sound, sample_rate),
        *unlevel(sound, sample_rate, passages),
        *pace(len(sound) / sample_rate, pieces, rate),
        *(fault for each in pieces for fault in misplaced(sound, sample_rate, each)),
    ]


def placed(recording: Recording) -> list[list[Placed]]:
    """The utterances, passage by passage, reckoned from the script and the pieces alone."""
    found, at = [], recording.lead
    for chapter, track in zip(recording.script.chapters, recording.tracks, strict=True):
        pieces = iter(track.pieces)
        for passage in chapter.passages:
            one = []
            for said in passage.utterances:
                one.append(Placed(said, next(pieces), at))
                at += one[-1].piece.length + one[-1].piece.pause
            found.append(one)
        assert next(pieces, None) is None, "more pieces than utterances"
    return found


def clipping(sound: Signal) -> Iterator[str]:
    """Peaks above the ceiling, and tops cut off at full scale."""
    # Where no sample is so high that a peak beside it can pass the ceiling, it is not sought: a third of the time.
    highest = max(peaks(sound, start).max() for start in range(0, len(sound), STRETCH))
    peak = 20 * np.log10(highest + 1e-9)
    if peak > PEAK:
        yield f"peaks at {peak:.1f} dBTP"
    full = loudest(sound) >= 0.999
    if full.any():
        at = np.flatnonzero(np.abs(sound) >= 0.999)
        if (np.diff(at) == 1).any():
            yield "stays at full scale"


def peaks(sound: Signal, start: int) -> Signal:
    """The greatest magnitude in each BLOCK of a stretch, between its samples too where it may pass the ceiling."""
    before = min(start, BLOCK)
    around = limiter._peaks(sound[start - before : start + STRETCH + BLOCK], BLOCK, 10 ** (PEAK / 20))
    return around[before // BLOCK :][: STRETCH // BLOCK]


def silences(sound: Signal, sample_rate: int) -> Iterator[str]:
    """Silences that are too long, at the start and at the end too; at most two BLOCKs are said too much of each."""
    loud = [*np.flatnonzero(loudest(sound) > HEARD), -(-len(sound) // BLOCK)]
    for before, after in pairwise([-1, *loud]):
        length = (after - before + 1) * BLOCK / sample_rate
        if length > SILENCE:
            yield f"silent for {length:.1f} s at {max(0, before) * BLOCK / sample_rate:.1f} s"


def loudest(sound: Signal) -> Signal:
    """The greatest magnitude in each BLOCK of samples."""
    starts = np.arange(0, len(sound), BLOCK)
    return np.maximum(np.maximum.reduceat(sound, starts), -np.minimum.reduceat(sound, starts))


def unlevel(sound: Signal, sample_rate: int, passages: list[list[Placed]]) -> Iterator[str]:
    """Passages that are not at the common loudness, short ones taken together; and utterances far from it."""
    for stretch in stretches(passages, round(WINDOW * sample_rate)):
        start = stretch[0].start
        power = weighted(sound[start : stretch[-1].end], sample_rate)
        level = gated(power, sample_rate)
        if abs(level - LOUDNESS) > LEEWAY:
            yield f"“{stretch[0].said.shown}” and on: {level:.1f} LUFS"
        for each in stretch:
            level = gated(power[each.start - start : each.end - start], sample_rate)
            if abs(level - LOUDNESS) > SHORT_LEEWAY:
                yield f"“{each.said.shown}” by itself: {level:.1f} LUFS"


def stretches(passages: list[list[Placed]], least: int) -> list[list[Placed]]:
    """The passages, each with those after it until there are `least` samples of speech; a short rest joins the last."""
    found: list[list[Placed]] = []
    for passage in passages:
        if found and sum(each.piece.length for each in found[-1]) < least:
            found[-1] += passage
        else:
            found.append([*passage])
    if len(found) > 1 and sum(each.piece.length for each in found[-1]) < least:
        rest = found.pop()
        found[-1] += rest
    return found


def pace(seconds: float, pieces: list[Placed], rate: int) -> Iterator[str]:
    """A length that is not that of the words."""
    heard = 60 * sum(len(each.said.shown.split()) for each in pieces) / seconds
    if abs(heard / rate - 1) > PACE:
        yield f"{heard:.0f} words a minute instead of {rate}"


def misplaced(sound: Signal, sample_rate: int, each: Placed) -> Iterator[str]:
    """Whether the utterance is heard at its time, with all of its waves whole, and silence after it."""
    spoken = (each.piece.sound() / np.float32(32768)).astype(np.float32)
    if flat(spoken):
        yield f"“{each.said.shown}” has its tops cut off"
    likeness, gain = compared(sound, spoken, each.start)
    if likeness < ALIKE:
        yield f"“{each.said.shown}” is not heard at {each.start / sample_rate:.2f} s"
    elif abs(gain) > CHANGE:
        yield f"“{each.said.shown}” is heard {gain:+.1f} dB off"
    edge = round(EDGE * sample_rate)
    pause = sound[each.end + edge : each.end + each.piece.pause - edge]
    if np.abs(pause).max(initial=0) > HEARD:
        yield f"no silence after “{each.said.shown}”"


def compared(sound: Signal, spoken: Signal, start: int) -> tuple[float, float]:
    """A piece and what is heard within REACH of its start: their correlation, 0 for silence, and the gain in dB."""
    near = sound[start - REACH : start + len(spoken) + REACH]
    if len(near) < len(spoken):
        return 0.0, 0.0
    products = np.correlate(near, spoken, "valid")
    best = int(products.argmax())
    power, own = float(np.linalg.norm(near[best : best + len(spoken)])), float(np.linalg.norm(spoken))
    return float(products[best]) / (power * own + 1e-9), 20 * np.log10((power + 1e-9) / (own + 1e-9))


def flat(spoken: Signal) -> bool:
    """Whether the crests of a piece are lines: so many equal samples, and none near them higher."""
    height = np.abs(spoken)
    if height.max(initial=0) < HEARD:
        return False
    level = np.flatnonzero(spoken[1:] == spoken[:-1])
    same = level[: 2 - FLAT][level[FLAT - 2 :] - level[: 2 - FLAT] == FLAT - 2]
    return bool((height[same] > 0.7 * height.max()).any())


def main(name: str = "pyttsx3", rate: str = "150") -> None:
    """Print what is amiss with each version of each article; exit with 1 if anything is."""
    amiss = False
    for article in sorted(Path("sources").glob("*.md")):
        full = read(article)
        with TemporaryDirectory() as folder:
            for plain in (False, True):
                options = Options(plain=plain, voice=name, rate=int(rate))
                faults = proven(version_of(full, options), options, Path(folder))
                amiss = amiss or bool(faults)
                echo(f"{article.stem}{' (plain)' * plain}: {'; '.join(faults) or 'as it should be'}")
    sys.exit(amiss)


if __name__ == "__main__":
    main(*sys.argv[1:])
