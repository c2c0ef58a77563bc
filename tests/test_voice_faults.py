"""Engines that crash, hang, fall silent or lie: each ends in an error that says so, and leaves no process behind."""

import io
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from handouts.errors import MissingError, OutputError
from handouts.voices import _exchange, _server
from handouts.voices._served import Engine
from handouts.voices._speaking import speaking
from handouts.voices.pyttsx3 import ESPEAK
from tests.fake_voice import IDS

ROOT = Path(__file__).parent.parent
SENTENCE = "Call us at once if you faint, or if your heart beats too fast."


@pytest.fixture(autouse=True)
def ids(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder where processes of fakes leave their ids."""
    folder = tmp_path / "ids"
    folder.mkdir()
    monkeypatch.setenv("PYTHONPATH", str(ROOT))
    monkeypatch.setenv(IDS, str(folder))
    return folder


def fake(name: str) -> Engine:
    return replace(ESPEAK, name="Fake", start=f"tests.fake_voice:{name}", install="pip install fake")


def running(ids: Path) -> list[str]:
    """The processes of fakes that still run."""
    return [each.name for each in ids.iterdir() if _state(each.name) not in ("", "Z")]


def _state(process: str) -> str:
    """The letter for a process's state, "" when there is none: a zombie is Z."""
    try:
        return Path("/proc", process, "stat").read_text().rpartition(")")[2].split()[0]
    except (FileNotFoundError, ProcessLookupError):
        return ""


def wait_until(fulfilled: Callable[[], bool], seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not fulfilled():
        assert time.monotonic() < end, "it never happened"
        time.sleep(0.02)


def test_a_good_engine_passes_whatever_its_libraries_print(ids: Path) -> None:
    with speaking(fake("good"), 150) as speak:
        assert speak(SENTENCE).seconds == speak(SENTENCE).seconds > 1
        assert len(running(ids)) == 1
    assert len(list(ids.iterdir())) == 3
    assert not running(ids)


@pytest.mark.parametrize(
    ("name", "fault"),
    [
        ("hangs", "still at it after 0.5 seconds"),
        ("crashes", "crashed (Segmentation fault)"),
        ("exits", "ended with exit code 1"),
        ("raises", "no voice today"),
        ("empty", "0 bytes of sound"),
        ("silent", "silent"),
        ("half", "it spoke for"),
        ("endless", "it spoke for"),
        ("breaks_off", "stopped after"),
        ("wrong_rate", "44100 samples a second"),
        ("odd", "bytes of sound"),
    ],
)
def test_a_faulty_utterance_is_an_error_each_time(ids: Path, name: str, fault: str) -> None:
    with speaking(fake(name), 150, deadline=0.5) as speak:
        for _ in range(2):
            with pytest.raises(OutputError) as caught:
                speak(SENTENCE)
            assert fault in caught.value.what
            assert "Call us at once" in caught.value.what
            assert caught.value.todo
            server = [each for each in ids.iterdir() if _state(each.name)]
            assert len(server) <= 1, "the child is neither running nor a zombie"
    assert not running(ids)


def test_a_server_that_is_killed_is_an_error(ids: Path) -> None:
    with speaking(fake("kills_its_server"), 150, deadline=1.0) as speak:
        for _ in range(2):
            with pytest.raises(OutputError, match="its server is gone"):
                speak(SENTENCE)
    wait_until(lambda: not running(ids))


@pytest.mark.parametrize(
    ("name", "fault"), [("does_not_start", "cannot open shared object"), ("exits_at_start", "'phontab': No such file")]
)
def test_an_engine_that_does_not_start_is_missing(name: str, fault: str) -> None:
    with speaking(fake(name), 150) as speak, pytest.raises(MissingError) as caught:
        speak(SENTENCE)
    assert fault in caught.value.what
    assert "pip install fake" in caught.value.todo


def test_a_fault_spoils_no_later_utterance() -> None:
    with speaking(fake("good"), 150) as speak:
        before = speak(SENTENCE).samples.tobytes()
        with pytest.raises(OutputError):
            speak("\u200b")
        assert speak(SENTENCE).samples.tobytes() == before


@pytest.mark.parametrize("end", [signal.SIGKILL, signal.SIGINT, signal.SIGTERM])
def test_when_our_process_ends_nothing_is_left(ids: Path, end: signal.Signals) -> None:
    program = (
        "from tests.test_voice_faults import *\n"
        "with speaking(fake('hangs'), 150, deadline=300.0) as speak: speak(SENTENCE)"
    )
    ours = subprocess.Popen([sys.executable, "-c", program], stderr=subprocess.PIPE, cwd=ROOT)
    wait_until(lambda: len(running(ids)) == 2)
    os.kill(ours.pid, end)
    _, complaint = ours.communicate(timeout=20)
    assert (b"KeyboardInterrupt" in complaint) == (end == signal.SIGINT)
    wait_until(lambda: not running(ids))


def test_without_fork_the_same_errors(ids: Path) -> None:
    texts = [SENTENCE.encode(), b"Yes."]
    requests = io.BytesIO(b"".join(_exchange.REQUEST.pack(len(text)) + text for text in texts))
    for name, fault in (("good", ""), ("hangs", "still at it"), ("exits", "exit code 1"), ("raises", "no voice")):
        requests.seek(0)
        replies = io.BytesIO()
        _server.serve_spawning(f"tests.fake_voice:{name}", "150", 2.0, requests, replies)
        replies.seek(0)
        verdicts = []
        while head := replies.read(_exchange.REPLY.size):
            verdict, size = _exchange.REPLY.unpack(head)
            verdicts.append(verdict)
            message = replies.read(size)
            assert verdict == _exchange.Verdict.DONE or fault in message.decode()
        assert verdicts == ([0, 0, 0] if name == "good" else [0, 1, 1])
    assert running(ids) == [str(os.getpid())]
