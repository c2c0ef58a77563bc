"""Proof that the sound says the text: of every article, decoded; and that the proof sees what it should."""

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from handouts.options import Options
from handouts.pipeline import version_of
from handouts.readers import read
from handouts.sound.encoding import encode
from handouts.sound.recording import Piece, Recording, record
from handouts.sound.store import Store
from handouts.voices import Sound, voice
from tests.articles import write_article
from tests.sound_proof import SILENCE, clipping, flat, placed, proof, proven, silences

Samples = NDArray[np.int16]

ARTICLES = sorted(Path("sources").glob("*.md"))

PLAIN = ["preventing-falls-in-hospital", "statins"]
"""The versions that are heard as the fastest and the slowest. All twelve, which are mostly word for word the full ones,
would double the time; `python -m tests.sound_proof` takes them all."""

SHORT = """
This page tells you how to take your new heart pills safely at home.

## What to do each day

- Take one pill with water at breakfast.
- Write down your weight before you eat.
- Sit down for a minute if you feel dizzy when you stand up.

## When to call

::: warning Do not stop
Never stop this medicine by yourself, even if you feel well. Your heart could beat too fast.
:::

Call us if you gain 2 kg in a week, or if your feet swell. Call 911 if you faint or cannot breathe.
"""


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Shared, so that what two versions say is spoken once."""
    return tmp_path_factory.mktemp("sound")


@pytest.mark.parametrize("article", ARTICLES, ids=lambda path: path.stem)
def test_every_article_is_heard_whole(article: Path, cache: Path) -> None:
    assert proven(read(article), Options(), cache) == []


@pytest.mark.parametrize("article", PLAIN)
def test_a_plain_version_is_heard_whole(article: str, cache: Path) -> None:
    options = Options(plain=True)
    assert proven(version_of(read(Path("sources", f"{article}.md")), options), options, cache) == []


@pytest.mark.parametrize("rate", [120, 180], ids=["slow", "fast"])
def test_it_is_at_every_rate(rate: int, tmp_path: Path) -> None:
    assert proven(read(Path("sources/chest-pain.md")), Options(rate=rate), tmp_path) == []


def test_the_slowest_speech_has_no_long_silence(tmp_path: Path) -> None:
    faults = proven(read(write_article(tmp_path, SHORT)), Options(rate=80), tmp_path / "cache")
    assert not [fault for fault in faults if "silent" in fault]


def test_it_is_with_the_natural_voice(tmp_path: Path) -> None:
    assert proven(read(write_article(tmp_path, SHORT)), Options(voice="natural"), tmp_path / "cache") == []


@pytest.fixture(scope="module")
def made(cache: Path) -> Recording:
    return record(read(write_article(cache / "article", SHORT)), Options(), cache)


def test_the_sound_recording_is_sound(made: Recording, tmp_path: Path) -> None:
    encode(made, tmp_path / "whole.mp3")
    assert proof(made, tmp_path / "whole.mp3", 150) == []


AT = 4
"""The piece of the last chapter that is spoilt."""


def spoilt(made: Recording, spoil: Callable[[list[Piece]], list[Piece]]) -> Recording:
    """The recording with other pieces in its last chapter."""
    *tracks, last = made.tracks
    return replace(made, tracks=(*tracks, replace(last, pieces=tuple(spoil([*last.pieces])))))


def other_sound(piece: Piece, folder: Path, change: Callable[[Samples], Samples]) -> Piece:
    path = folder / "other" / "spoilt.sound"
    Store(folder, voice("pyttsx3"), 150).keep(path, Sound(change(piece.sound()), 22_050))
    return replace(piece, path=path)


def clipped(samples: Samples) -> Samples:
    loud: Samples = np.clip(samples.astype(int) * 8, -32_768, 32_767).astype(np.int16)
    return loud


def softer(samples: Samples) -> Samples:
    return (samples / 2).astype(np.int16)


def without(pieces: list[Piece]) -> list[Piece]:
    return [*pieces[:AT], *pieces[AT + 1 :]]


def silenced(pieces: list[Piece]) -> list[Piece]:
    """Without one, its time left empty."""
    before, missing = pieces[AT - 1], pieces[AT]
    longer = replace(before, pause=before.pause + missing.length + missing.pause)
    return [*pieces[: AT - 1], longer, *pieces[AT + 1 :]]


def paused(pieces: list[Piece]) -> list[Piece]:
    return [*pieces[:AT], replace(pieces[AT], pause=2 * pieces[AT].pause), *pieces[AT + 1 :]]


def swapped(pieces: list[Piece]) -> list[Piece]:
    return [*pieces[:AT], pieces[AT + 1], pieces[AT], *pieces[AT + 2 :]]


@pytest.mark.parametrize("spoil", [without, silenced, paused, swapped])
def test_a_fault_in_the_order_is_seen(
    made: Recording, tmp_path: Path, spoil: Callable[[list[Piece]], list[Piece]]
) -> None:
    encode(spoilt(made, spoil), tmp_path / "spoilt.mp3")
    faults = proof(made, tmp_path / "spoilt.mp3", 150)
    words = placed(made)[-1][-1].said.shown if spoil is paused else made_words(made)[AT]
    assert [fault for fault in faults if "not heard" in fault and words in fault]


def made_words(made: Recording) -> list[str]:
    return [said.shown for passage in made.script.chapters[-1].passages for said in passage.utterances]


@pytest.mark.parametrize(
    ("change", "told"), [(clipped, ("dBTP", "full scale", "tops cut off", "LUFS")), (softer, ("LUFS",))]
)
def test_a_spoilt_piece_is_seen(
    made: Recording, tmp_path: Path, change: Callable[[Samples], Samples], told: tuple[str, ...]
) -> None:
    """Even when it is what the store holds, so that the file holds just what it should."""
    bad = spoilt(made, lambda pieces: [*pieces[:AT], other_sound(pieces[AT], tmp_path, change), *pieces[AT + 1 :]])
    encode(bad, tmp_path / "spoilt.mp3")
    faults = proof(bad, tmp_path / "spoilt.mp3", 150)
    assert all(any(each in fault for fault in faults) for each in told), faults
    assert [fault for fault in proof(made, tmp_path / "spoilt.mp3", 150) if made_words(made)[AT] in fault]


def test_a_softer_part_of_the_file_is_seen(made: Recording, tmp_path: Path) -> None:
    bad = spoilt(made, lambda pieces: [*pieces[:AT], other_sound(pieces[AT], tmp_path, softer), *pieces[AT + 1 :]])
    encode(bad, tmp_path / "spoilt.mp3")
    faults = proof(made, tmp_path / "spoilt.mp3", 150)
    assert [fault for fault in faults if "dB off" in fault and made_words(made)[AT] in fault]


def test_long_silences_and_other_paces_are_seen(made: Recording, tmp_path: Path) -> None:
    long = round((SILENCE + 0.2) * made.sample_rate)
    bad = spoilt(made, lambda pieces: [*pieces[:AT], replace(pieces[AT], pause=long), *pieces[AT + 1 :]])
    encode(bad, tmp_path / "spoilt.mp3")
    assert [fault for fault in proof(bad, tmp_path / "spoilt.mp3", 150) if fault.startswith("silent for 3.")]
    encode(made, tmp_path / "made.mp3")
    assert [fault for fault in proof(made, tmp_path / "made.mp3", 180) if "words a minute" in fault]


def test_clipping_is_seen_between_the_samples() -> None:
    quarter = np.sin(np.pi / 2 * np.arange(2000) + np.pi / 4).astype(np.float32)
    assert [*clipping(quarter)] == ["peaks at 0.1 dBTP"]
    assert not [*clipping(0.8 * quarter)]
    assert not flat(quarter[:-1:3])
    assert flat(np.clip(np.sin(np.arange(2000) / 20), -0.8, 0.8).astype(np.float32))
    assert len([*silences(np.zeros(4 * 22_050, np.float32), 22_050)]) == 1
