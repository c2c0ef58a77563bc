"""One sound for all outputs that hold it: spoken once, in a size and a memory that do not grow beyond need."""

import subprocess
import sys
from pathlib import Path

import pytest

from handouts.document import Document
from handouts.formats import Workplace, formats
from handouts.options import Options
from handouts.readers import read
from handouts.sound import recording as booth
from handouts.sound.level import REFERENCE
from handouts.sound.recording import record
from handouts.spoken.script import Script
from tests.articles import EVERY_KIND, write_article
from tests.fake_voice import Tame

SHARING = ("mp3", "script", "epub", "daisy", "html")


def made(document: Document, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for kind in SHARING:
        formats()[kind].write(document, Options(), Workplace(folder / f"out.{kind}", folder / "cache"))


def texts(script: Script, *, opening: bool) -> set[str]:
    chapters = script.chapters[:1] if opening else script.chapters[1:]
    return {said.text for chapter in chapters for passage in chapter.passages for said in passage.utterances}


def test_all_outputs_speak_once_and_a_changed_paragraph_alone_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tame = Tame()
    monkeypatch.setattr(booth, "voice", lambda name: tame.voice)
    first = read(write_article(tmp_path / "a"))
    made(first, tmp_path)
    before = record(first, Options(), tmp_path / "cache").script
    assert len(tame.said) == len(set(tame.said)), "an utterance was spoken for two outputs"
    tame.said.clear()
    made(first, tmp_path)
    assert tame.said == []

    second = read(write_article(tmp_path / "a", EVERY_KIND.replace("Write it down.", "Note it. Tell us of it soon.")))
    made(second, tmp_path)
    after = record(second, Options(), tmp_path / "cache").script
    assert texts(after, opening=False) - texts(before, opening=False) == {"Note it.", "Tell us of it soon."}
    rest = [text for text in tame.said if text not in {"Note it.", "Tell us of it soon.", REFERENCE}]
    assert len(rest) + 3 == len(tame.said)
    assert all(" at " in text or text.startswith("This recording lasts") for text in rest), rest
    assert texts(after, opening=True) - texts(before, opening=True) <= set(rest)


def test_25_minutes_take_less_than_10_megabytes(tmp_path: Path) -> None:
    target = tmp_path / "heart.mp3"
    document = read(write_article(tmp_path))
    length = formats()["mp3"].write(document, Options(), Workplace(target, tmp_path / "cache")).length
    assert length
    assert target.stat().st_size / length * 25 * 60 < 10e6


MEASURED = """
import re, sys
from pathlib import Path
from handouts.formats import Workplace, formats
from handouts.options import Options
from handouts.readers import read
from tests.bench.content import times
number, folder = int(sys.argv[1]), Path(sys.argv[2])
document = times(read(Path("sources/eating-less-salt.md")), number)
made = formats()["mp3"].write(document, Options(), Workplace(folder / f"{number}.mp3", folder / "cache"))
print(made.length, re.search(r"VmHWM:\\s*(\\d+) kB", Path("/proc/self/status").read_text())[1])
"""


def test_memory_does_not_grow_with_the_length(tmp_path: Path) -> None:
    """5 articles in one, 7,000 words and 50 minutes, are enough: their samples alone would be 130 MB."""
    figures = []
    for number in (1, 5):
        command = [sys.executable, "-c", MEASURED, str(number), str(tmp_path)]
        done = subprocess.run(command, check=True, capture_output=True, text=True)
        figures.append([float(figure) for figure in done.stdout.split()])
    (short, small), (long, large) = figures
    assert long > 4 * short
    assert (large - small) / 1024 < 30
