"""The voice pyttsx3 with its real engine, and what holds for every voice."""

import random
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import PackageNotFoundError, version
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.errors import MissingError, OutputError
from handouts.voices import Sound, Speak, voice, voices
from handouts.voices import pyttsx3 as under_test
from handouts.voices._exchange import Spoken
from handouts.voices._plain import plain

SENTENCE = "Call us at once if you faint, or if your heart beats too fast."


@pytest.fixture(scope="module")
def speak() -> Iterator[Speak]:
    with voice("pyttsx3").open(150) as open_voice:
        yield open_voice


def utterances(count: int) -> list[str]:
    """Sentences, cells and single words such as articles have."""
    subjects = ("The doctor", "Your nurse", "A thin tube", "Warfarin", "The valve", "Swelling", "She")
    verbs = ("opens", "does not open", "checks", "may narrow", "must never harm", "is near")
    objects = ("your heart", "the mitral valve", "2.0 square centimeters", "80 percent to 95 percent", "120 over 80")
    ends = (".", ", every day.", " for 1 to 2 years.", "? Call 5 5 5, 0 1 0 0.")
    whole = [" ".join(parts[:3]) + parts[3] for parts in product(subjects, verbs, objects, ends)]
    short = ["Yes.", "No.", "Dose: 5 milligrams.", "Row 1.", "Blank.", "Stenosis.", "I N R.", "Do not stop.", "7"]
    return (short + random.Random(7).sample(whole, len(whole)))[:count]


def test_every_utterance_is_right_in_whatever_order(speak: Speak) -> None:
    texts = utterances(150)
    first = {text: speak(text) for text in texts}
    with voice("pyttsx3").open(150) as another:
        for text in random.Random(8).sample(texts, len(texts)):
            assert np.array_equal(another(text).samples, first[text].samples), text
    assert len({sound.samples.tobytes() for sound in first.values()}) == len(texts)


def test_a_new_interpreter_speaks_as_a_fork_does(speak: Speak) -> None:
    from handouts.voices import _server

    start, text = under_test.ESPEAK.start, "Take 5 milligrams. Do not take more."
    command = [sys.executable, "-P", "-m", _server.__name__, start, "150", "60", "once"]
    message = subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, check=True).stdout
    spoken = Spoken.unpacked(message)
    whole, cut = np.frombuffer(spoken.samples, "<i2"), speak(text).samples
    assert cut.tobytes() in whole.tobytes()
    assert spoken.heard_to >= len("Take 5 milligrams. Do not take more")


def test_silence_around_speech_is_cut_away_and_no_speech(speak: Speak) -> None:
    for text in ("Six.", "Ships.", "Half.", "Heart.", SENTENCE):
        samples = speak(text).samples.astype(int)
        heard = np.flatnonzero(np.abs(samples) > 33)
        assert heard[0] <= 0.011 * 22_050
        assert len(samples) - heard[-1] <= 0.032 * 22_050


def test_the_rate_is_what_is_heard(speak: Speak) -> None:
    seconds = {}
    for rate in (80, 150, 300):
        with voice("pyttsx3").open(rate) as at_rate:
            seconds[rate] = at_rate(SENTENCE).seconds
    assert seconds[150] == speak(SENTENCE).seconds
    assert 1.5 < seconds[80] / seconds[150] < 1.9
    assert 1.7 < seconds[150] / seconds[300] < 2.1


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("Take one.\0 Never two.", "Take one. Never two."),
        ("\x01120S Take one.", "120S Take one."),
        ("Take\u2028one\ttablet\r\na day.", "Take one tablet a day."),
        ("[[h@l'oU]] Take one.", "h@l'oU Take one."),
        ("Take \ud800one.", "Take one."),
        ("Take\u200b one\u00ad.", "Take one."),
        ("Prise 2 × par jour, 38,5 °C; naïve café.", "Prise 2 × par jour, 38,5 °C; naïve café."),
    ],
)
def test_what_an_engine_would_obey_is_taken_away(speak: Speak, text: str, words: str) -> None:
    assert plain(text) == words
    assert np.array_equal(speak(text).samples, speak(words).samples)


@given(st.text(st.characters(), max_size=200))
def test_plain_text_has_no_commands(text: str) -> None:
    words = plain(text)
    assert words == plain(words) or "[[" in text or "]]" in text
    assert not any(ord(each) < 32 or 0xD800 <= ord(each) < 0xE000 for each in words)
    words.encode()


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(), min_size=1, max_size=80))
def test_any_text_is_spoken_or_refused(speak: Speak, text: str) -> None:
    try:
        sound = speak(text)
    except OutputError as error:
        assert error.todo
    except ValueError:
        assert not text.strip()
    else:
        assert np.abs(sound.samples.astype(int)).max() > 3_000


def test_a_long_utterance_is_spoken_whole(speak: Speak) -> None:
    once = speak(SENTENCE).seconds
    assert speak(" ".join([SENTENCE] * 40)).seconds > 40 * once


def test_silence_is_not_spoken(speak: Speak) -> None:
    with pytest.raises(ValueError, match="without words"):
        speak(" \n")
    with pytest.raises(OutputError, match="silent"):
        speak("…")


@pytest.mark.parametrize("rate", [0, 79, 451, -5])
def test_a_rate_that_the_engine_would_ignore_is_refused(rate: int) -> None:
    with pytest.raises(ValueError, match="80 to 450"), voice("pyttsx3").open(rate):
        pass


@pytest.mark.parametrize("name", voices())
def test_a_missing_package_is_named_with_the_line_that_installs_it(monkeypatch: pytest.MonkeyPatch, name: str) -> None:
    absent = voices()[name].packages[0]

    def release(package: str) -> str:
        if package == absent:
            raise PackageNotFoundError(package)
        return version(package)

    monkeypatch.setattr("handouts.voices.version", release)
    assert voices()[name].absent == (absent,)
    with pytest.raises(MissingError) as caught:
        voice(name)
    assert absent in caught.value.what
    assert caught.value.todo == f"Run: {voices()[name].install}"
    assert "pip install" in voices()[name].install


def test_the_engine_is_the_one_from_the_wheel() -> None:
    program = (
        "from handouts.voices import _espeak; _espeak.start(150); from pyttsx3.drivers import _espeak as c;"
        "import espeakng_loader as e, threading, sys; assert c.dll._name == e.get_library_path();"
        "assert c.Info(None) == b'1.52.0'; assert 'numpy' not in sys.modules"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_importing_the_voices_loads_no_engine() -> None:
    program = (
        "import sys; from handouts.voices import voices; voices();"
        "assert not {'pyttsx3', 'numpy', 'soundfile', 'espeakng_loader', 'piper', 'onnxruntime'} & set(sys.modules)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)


def test_every_voice_speaks() -> None:
    for name, each in voices().items():
        with each.open(150) as speak:
            sound = speak(SENTENCE)
        assert isinstance(sound, Sound)
        assert sound.samples.dtype == np.int16, name
        assert 2 < sound.seconds < 8
        assert each.help and each.licence and each.install and each.language == "en-US"
