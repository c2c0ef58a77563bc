"""Loudness, the limiter, the store of pieces, and the recording that is made of them."""

import os
import re
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from numpy.typing import NDArray

from handouts.document import Document
from handouts.errors import MissingError, OutputError
from handouts.options import Options
from handouts.readers import read
from handouts.sound import recording as under_test
from handouts.sound.level import TARGET, levelled, usual_gain
from handouts.sound.limiter import limit, true_peak
from handouts.sound.loudness import loudness
from handouts.sound.recording import Recording, record
from handouts.sound.store import Store, kept
from handouts.voices import Sound
from tests.articles import write_article
from tests.fake_voice import Tame

RATE = 22_050


def sine(level: float, seconds: float, sample_rate: int = RATE, hertz: float = 1000) -> NDArray[np.float32]:
    """A tone whose peak is `level` dBFS."""
    at = np.arange(round(seconds * sample_rate)) / sample_rate
    return (10 ** (level / 20) * np.sin(2 * np.pi * hertz * at)).astype(np.float32)


@pytest.mark.parametrize("sample_rate", [16_000, 22_050, 48_000])
@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        # EBU Tech 3341, table 1, cases 1 to 5, for one channel, which counts half as much as two.
        ([(-23, 20)], -26.0),
        ([(-33, 20)], -36.0),
        ([(-36, 10), (-23, 60), (-36, 10)], -26.0),
        ([(-72, 10), (-36, 10), (-23, 60), (-36, 10), (-72, 10)], -26.0),
        ([(-26, 20), (-20, 20.1), (-26, 20)], -26.0),
        ([(-23, 0.2)], -26.0),
    ],
)
def test_loudness_is_what_the_standard_says(
    sample_rate: int, parts: list[tuple[float, float]], expected: float
) -> None:
    signal = np.concatenate([sine(level, seconds, sample_rate) for level, seconds in parts])
    assert loudness(signal, sample_rate) == pytest.approx(expected, abs=0.1)


def test_loudness_weighs_frequencies() -> None:
    # The table of BS.1770-4 gives its filters a gain of +4 dB in the treble; at 30 Hz they take 12 dB away.
    middle = loudness(sine(-20, 5, hertz=1000), RATE)
    assert loudness(sine(-20, 5, hertz=6000), RATE) - middle == pytest.approx(3.3, abs=0.2)
    assert loudness(sine(-20, 5, hertz=30), RATE) < middle - 8
    assert loudness(np.zeros(RATE, np.float32), RATE) == -np.inf


def test_a_peak_between_samples_is_seen() -> None:
    # A quarter of the sample rate, met half-way between its crests: 3 dB are between the samples.
    signal = np.sin(np.pi / 2 * np.arange(2000) + np.pi / 4).astype(np.float32)
    assert np.abs(signal).max() == pytest.approx(0.707, abs=0.001)
    assert true_peak(signal) == pytest.approx(1.0, abs=0.03)


@settings(deadline=None)
@given(st.integers(0, 2**32 - 1), st.integers(1, 4000), st.floats(0.1, 8))
def test_the_limiter_holds_every_peak(seed: int, length: int, loud: float) -> None:
    rng = np.random.default_rng(seed)
    signal = (loud * rng.standard_normal(length) * rng.random(length) ** 4).astype(np.float32)
    held = limit(signal, RATE, 0.7)
    assert true_peak(held) <= 0.7 * 1.02
    assert (np.abs(held) <= np.abs(signal) + 1e-6).all()


def test_the_limiter_leaves_alone_what_is_low_enough() -> None:
    signal = sine(-4, 1)
    assert limit(signal, RATE, 0.7) is signal


def speech(level: float, seconds: float) -> Sound:
    """Something with syllables, at about `level` dBFS."""
    at = np.arange(round(seconds * RATE)) / RATE
    syllables = np.abs(np.sin(2 * np.pi * 2 * at)) * np.sin(2 * np.pi * 300 * at)
    return Sound((32767 * 10 ** (level / 20) * syllables).astype(np.int16), RATE)


def test_loud_and_quiet_sentences_come_out_alike() -> None:
    for level in (-40, -25, -12, 0):
        sound = levelled(speech(level, 4), usual=0)
        assert loudness((sound / 32768).astype(np.float32), RATE) == pytest.approx(TARGET, abs=0.3)


def test_what_the_limiter_takes_from_high_peaks_is_given_back() -> None:
    peaky = speech(-30, 4).samples.copy()
    peaky[:: RATE // 20] *= 16
    sound = (levelled(Sound(peaky, RATE), usual=0) / 32768).astype(np.float32)
    assert loudness(sound, RATE) == pytest.approx(TARGET, abs=1.5)
    assert 20 * np.log10(true_peak(sound)) < -2.9


def test_a_word_keeps_near_the_voice_s_usual_gain() -> None:
    usual = usual_gain(speech(-20, 6))
    word = speech(-26, 0.3)
    raised = np.abs(levelled(word, usual)).max() / np.abs(word.samples).max()
    assert 20 * np.log10(raised) == pytest.approx(usual + 1.0, abs=0.1)


@pytest.fixture
def tame(monkeypatch: pytest.MonkeyPatch) -> Tame:
    """A voice in our own process, in the place of every other."""
    voice = Tame()
    monkeypatch.setattr(under_test, "voice", lambda name: voice.voice)
    return voice


@pytest.fixture
def article(tmp_path: Path) -> Document:
    return read(write_article(tmp_path / "articles"))


def test_what_is_kept_comes_back(tmp_path: Path, tame: Tame) -> None:
    store, sound = Store(tmp_path, tame.voice, 150), speech(-20, 1)
    path = store.path("Yes.")
    assert kept(path) is None
    store.keep(path, sound)
    found = kept(path)
    assert found is not None
    assert np.array_equal(found.samples, sound.samples)
    assert found.sample_rate == RATE
    others = [Store(tmp_path, tame.voice, 160).path("Yes."), store.path("yes.")]
    others.append(Store(tmp_path, replace(tame.voice, name="other"), 150).path("Yes."))
    others.append(Store(tmp_path, replace(tame.voice, packages=("numpy",)), 150).path("Yes."))
    assert len({path, *others}) == 5


@pytest.mark.parametrize("damage", ["empty", "short", "flipped", "other"])
def test_a_broken_piece_is_made_anew(tmp_path: Path, tame: Tame, article: Document, damage: str) -> None:
    first = record(article, Options(), tmp_path / "cache")
    said = len(tame.said)
    broken = next(first.pieces()).path
    content = broken.read_bytes()
    broken.write_bytes(
        {
            "empty": b"",
            "short": content[:-9],
            "flipped": content[:99] + bytes((content[99] ^ 1,)) + content[100:],
            "other": b"hello " * 99,
        }[damage]
    )
    assert kept(broken) is None
    assert record(article, Options(), tmp_path / "cache") == first
    assert len(tame.said) == said + 1
    assert broken.read_bytes() == content


def test_the_store_forgets_what_was_unused_for_longest(tmp_path: Path, tame: Tame) -> None:
    store = Store(tmp_path, tame.voice, 150)
    paths = [store.path(text) for text in ("one", "two", "three")]
    for age, path in zip((300, 200, 100), paths, strict=True):
        store.keep(path, speech(-20, 1))
        os.utime(path, (1e9 - age, 1e9 - age))
    kept(paths[0])
    store.trim(limit=2 * paths[0].stat().st_size)
    assert [path.exists() for path in paths] == [True, False, True]


def test_one_changed_paragraph_costs_one_paragraph(tmp_path: Path, tame: Tame) -> None:
    body = "\n\n## First\n\nOne is here.\n\nTwo is here. It stays.\n\n## Second\n\nThree is here.\n"
    before = record(read(write_article(tmp_path / "a", body)), Options(), tmp_path / "cache")
    assert len(tame.said) == len(set(tame.said))
    tame.said.clear()
    assert record(read(write_article(tmp_path / "a", body)), Options(), tmp_path / "cache") == before
    assert tame.said == []
    record(read(write_article(tmp_path / "a", body.replace("Two is", "Six is"))), Options(), tmp_path / "cache")
    assert tame.said == ["Six is here."]
    assert not tame.opened


def test_a_new_article_has_the_times_near_it_though_another_had_its_own(tmp_path: Path, tame: Tame) -> None:
    def spoken(word: str, count: int) -> float:
        body = "\n\n## Part\n\n" + " ".join(f"Number {number} is for {word}." for number in range(count))
        tame.said.clear()
        return record(read(write_article(tmp_path, body)), Options(), tmp_path / "cache").times.total

    first = spoken("one", 35)
    second = spoken("two", 58)
    assert len(tame.said) > 58, "the times near it"
    third = spoken("two", 80)
    assert 30 < second - first < 60 < third - first
    assert len(tame.said) == 22


HALVES = (
    r"(?:(?P<hours>\d+) hours?)?(?: and )?(?:(?P<minutes>\d+)(?P<more> and a half)? minutes?)?(?P<half>half a minute)?"
)
SAID_START = re.compile(rf"(?:At {HALVES}|In the first half minute)\.")
SAID_LENGTH = re.compile(rf"This recording lasts about {HALVES}\.")


def seconds_of(said: re.Match[str]) -> int:
    """A time that is said, in seconds."""
    hours, minutes = (int(said[name] or 0) for name in ("hours", "minutes"))
    return 3600 * hours + 60 * minutes + (30 if said["more"] or said["half"] else 0)


def assert_true_times(made: Recording) -> None:
    """Every chapter starts in the half minute that is said, and the length is right to the nearest one."""
    said = [one.text for passage in made.script.chapters[0].passages for one in passage.utterances]
    [length] = filter(None, map(SAID_LENGTH.fullmatch, said))
    assert abs(seconds_of(length) - max(made.times.total, 30)) <= 15
    starts = [*filter(None, map(SAID_START.fullmatch, said))]
    for start, told in zip(made.times.starts[1:], starts, strict=True):
        assert seconds_of(told) <= start < seconds_of(told) + 30, told[0]


@pytest.mark.parametrize("sections", [1, 3, 12, 40])
@pytest.mark.parametrize("rate", [80, 150, 300])
def test_the_times_that_are_said_are_true(tmp_path: Path, tame: Tame, sections: int, rate: int) -> None:
    body = "\n\n".join(f"## Part {number}\n\n{'Words are here. ' * number}" for number in range(1, sections + 1))
    assert_true_times(record(read(write_article(tmp_path, body)), Options(rate=rate), tmp_path / "cache"))


@pytest.mark.parametrize("part", [1, 7, 15])
def test_the_times_are_true_with_the_most_contrary_voice(tmp_path: Path, tame: Tame, part: int) -> None:
    """It says half minutes so slowly that the next time is whole, at which it is quick."""
    tame.slow_on, tame.times_slower = " and a half", 8
    body = "\n\n".join(f"## Part {number}\n\n{'Words are here. ' * part}" for number in range(1, 30))
    made = record(read(write_article(tmp_path, body)), Options(), tmp_path / "cache")
    assert_true_times(made)
    pauses = [piece.pause for piece in made.tracks[0].pieces]
    assert max(pauses) < 2.5 * RATE


def test_pauses_shrink_as_the_rate_grows(tmp_path: Path, tame: Tame, article: Document) -> None:
    slow, fast = (record(article, Options(rate=rate), tmp_path / "cache") for rate in (100, 200))
    for one, other in zip(slow.tracks[1:], fast.tracks[1:], strict=True):
        assert [piece.pause for piece in one.pieces] == pytest.approx(
            [2 * piece.pause for piece in other.pieces], abs=1
        )
        assert min(piece.pause for piece in one.pieces) > 0


def test_a_voice_that_fails_names_the_line_and_leaves_no_piece(tmp_path: Path, tame: Tame, article: Document) -> None:
    tame.fails_on = "Never stop"
    with pytest.raises(OutputError) as caught:
        record(article, Options(), tmp_path / "cache")
    assert caught.value.path == article.path
    lines = article.path.read_text().splitlines()
    assert "Never stop" in lines[(caught.value.line or 0) - 1]
    assert caught.value.todo == "Mend it."
    assert not tame.opened
    store = Store(tmp_path / "cache", tame.voice, 150)
    assert not store.path("Never stop this medicine by yourself.").exists()
    assert not [path for path in (tmp_path / "cache").rglob("*") if path.name.startswith(".")]


def test_a_voice_that_falls_silent_is_an_error(tmp_path: Path, tame: Tame, article: Document) -> None:
    tame.silent_on = "Never stop"
    with pytest.raises(OutputError, match="silent on “Never stop") as caught:
        record(article, Options(), tmp_path / "cache")
    assert caught.value.line
    tame.silent_on = ""
    record(article, Options(), tmp_path / "cache")


def test_a_piece_that_vanishes_is_an_error(tmp_path: Path, tame: Tame, article: Document) -> None:
    made = record(article, Options(), tmp_path / "cache")
    piece = next(made.pieces())
    piece.path.unlink()
    with pytest.raises(OutputError, match="vanished"):
        piece.sound()


def test_an_unknown_voice_is_missing(tmp_path: Path, article: Document) -> None:
    with pytest.raises(MissingError, match="no voice 'pytsx3'") as caught:
        record(article, replace(Options(), voice="pytsx3"), tmp_path)
    assert "pyttsx3" in caught.value.todo
