"""`handouts voices` and `handouts say`."""

import os
import wave
from collections.abc import Callable
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

import pytest

from handouts.cli import main
from handouts.cli.voices import PLAYERS
from handouts.voices import voices

Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], tmp_path: Path) -> Run:
    """Run the program in an empty folder: its exit code, what it prints, what it complains of."""
    monkeypatch.chdir(tmp_path)

    def run(*arguments: str) -> tuple[int, str, str]:
        monkeypatch.setattr("sys.argv", ["handouts", *arguments])
        with pytest.raises(SystemExit) as left:
            main()
        told = capsys.readouterr()
        return int(left.value.code or 0), told.out, told.err

    return run


def seconds(path: Path) -> float:
    with wave.open(str(path)) as sound:
        assert (sound.getnchannels(), sound.getsampwidth(), sound.getframerate()) == (1, 2, 22_050)
        return float(sound.getnframes() / 22_050)


def test_every_voice_is_listed_with_what_one_must_know(run: Run) -> None:
    code, told, _ = run("voices")
    assert code == 0
    for voice in voices().values():
        assert f"{voice.name}  (installed" in told
        assert voice.licence in told and voice.language in told
        assert f"handouts voices --sample {voice.name}" in told
    assert "pyttsx3  (installed, used unless another is chosen)" in told


def test_an_absent_voice_is_listed_with_the_line_that_installs_it(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def release(package: str) -> str:
        if package == "piper-tts":
            raise PackageNotFoundError(package)
        return version(package)

    monkeypatch.setattr("handouts.voices.version", release)
    code, told, _ = run("voices")
    assert code == 0
    assert "natural  (not installed)" in told
    assert "pip install 'handouts[natural]'" in told
    for command in (("voices", "--sample", "natural"), ("say", "yes", "--voice", "natural", "--to", "a.wav")):
        code, _, complaint = run(*command)
        assert code == 6
        assert "pip install 'handouts[natural]'" in complaint


@pytest.mark.parametrize("name", voices())
def test_a_sample_is_written(run: Run, tmp_path: Path, name: str) -> None:
    code, told, _ = run("voices", "--sample", name, "--rate", "fast")
    assert (code, told) == (0, f"{Path('output', f'sample-{name}.wav')}\n")
    assert 8 < seconds(tmp_path / "output" / f"sample-{name}.wav") < 20


def test_a_word_is_said_as_a_recording_says_it(run: Run, tmp_path: Path) -> None:
    code, told, _ = run("say", "metoprolol", "5", "mg", "--to", "word.wav")
    assert code == 0
    assert told.splitlines() == [
        "said:     metoprolol 5 milligrams.",
        "given:    muh toapralol 5 milligrams.",
        "phonemes: mˈʌ tˈoʊpɹɐlˌɑːl fˈaɪv mˈɪlɪɡɹˌæmz",
        "written:  word.wav",
    ]
    before = (tmp_path / "word.wav").read_bytes()
    assert 1.5 < seconds(tmp_path / "word.wav") < 4
    run("say", "metoprolol 5 mg", "--to", "word.wav")
    assert (tmp_path / "word.wav").read_bytes() == before
    run("say", "metoprolol 5 mg", "--to", "slow.wav", "--rate", "slow")
    assert seconds(tmp_path / "slow.wav") > 1.15 * seconds(tmp_path / "word.wav")


def test_the_rate_has_names(run: Run) -> None:
    for command in ("say", "build", "voices"):
        code, told, _ = run(command, "--help")
        assert code == 0
        assert "slow|normal|fast|NUMBER" in told
    assert "neither a whole number nor slow, normal, fast" in run("say", "yes", "--rate", "quick")[2]
    assert run("say", "yes", "--rate", "500")[0] == 2


def test_a_player_plays_it(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    heard = tmp_path / "heard"
    player = tmp_path / "bin" / PLAYERS[-1]
    player.parent.mkdir()
    player.write_text(f'#!/bin/sh\n/bin/cp "$1" {heard}\n')
    player.chmod(0o755)
    monkeypatch.setenv("PATH", str(player.parent))
    assert run("say", "yes")[0] == 0
    assert 0.4 < seconds(heard) < 2
    player.write_text("#!/bin/sh\necho no such device >&2\nexit 1\n")
    code, _, complaint = run("say", "yes")
    assert code == 7
    assert "could not play the sound: no such device" in complaint and "--to FILE.wav" in complaint


def test_what_cannot_be_done_is_said(run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", os.devnull)
    assert run("say")[0] == 2
    assert "there is nothing in them that can be said" in run("say", " ")[2]
    assert "must end in .wav" in run("say", "yes", "--to", "word.mp3")[2]
    code, told, complaint = run("say", "yes")
    assert code == 6 and "phonemes: jˈɛs" in told and "--to FILE.wav" in complaint
    code, _, complaint = run("say", "yes", "--voice", "piper", "--to", "a.wav")
    assert code == 6 and "There is no voice 'piper'" in complaint
    (tmp_path / "file").write_text("")
    code, _, complaint = run("say", "yes", "--to", "file/word.wav")
    assert code == 7 and "could not be written" in complaint
