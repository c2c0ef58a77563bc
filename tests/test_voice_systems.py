"""The voice pyttsx3 on Windows and macOS, with fakes of their drivers under the real pyttsx3 and the real server."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from handouts.errors import OutputError
from handouts.voices._served import Engine
from handouts.voices._speaking import speaking
from handouts.voices._system import american
from handouts.voices.pyttsx3 import ESPEAK, SYSTEM
from tests.fake_drivers import VOICES

SENTENCE = "Call us at once if you faint, or if your heart beats too fast."


@pytest.fixture(autouse=True)
def _found(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PYTHONPATH", str(Path(__file__).parent.parent))


def fake(name: str) -> Engine:
    return replace(SYSTEM, start=f"tests.fake_drivers:{name}")


@pytest.mark.parametrize("system", ["windows", "macos"])
def test_the_systems_voice_speaks_through_its_file(system: str) -> None:
    with speaking(fake(system), 150, deadline=10.0) as speak:
        slow = speak(SENTENCE)
        assert speak(SENTENCE).samples.tobytes() == slow.samples.tobytes()
    with speaking(fake(system), 300) as speak:
        assert 1.9 < slow.seconds / speak(SENTENCE).seconds < 2.1
    assert slow.sample_rate == 22_050


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("deaf_to_rate", "took ('samantha', 200) for ('samantha', 150)"),
        ("without_american", "no voice for American English"),
        ("writing_nothing", "gave no sound"),
    ],
)
def test_a_fault_of_the_system_is_an_error(name: str, fault: str) -> None:
    with speaking(fake(name), 150, deadline=10.0) as speak, pytest.raises(OutputError) as caught:
        speak(SENTENCE)
    assert fault in caught.value.what


def test_the_voice_is_american_and_sober() -> None:
    assert american(VOICES, "french") == "samantha"
    assert american([each for each in VOICES if each.id != "samantha"], "bells") == "zira"
    assert american(VOICES[:3], "french") == "bells"
    with pytest.raises(RuntimeError, match="no voice for American English"):
        american(VOICES[:1], "french")


@pytest.mark.parametrize(("platform", "engine"), [("win32", "SYSTEM"), ("darwin", "SYSTEM"), ("linux", "ESPEAK")])
def test_each_platform_has_its_engine(platform: str, engine: str) -> None:
    program = (
        f"import sys; import numpy; sys.platform = {platform!r}; from handouts.voices import pyttsx3 as it;"
        f"assert it.VOICE.open.args == (it.{engine},)"
    )
    subprocess.run([sys.executable, "-c", program], check=True)
    assert ESPEAK.forks and not SYSTEM.forks
