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
from handouts.sound.recording import Recording, record
from handouts.voices import voice
from tests.articles import EVERY_KIND, write_article
from tests.fake_voice import Tame, noting

SHARING = ("mp3", "script", "epub", "daisy", "html")


def made(document: Document, folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for kind in SHARING:
        formats()[kind].write(document, Options(), Workplace(folder / f"out.{kind}", folder / "cache"))


def test_all_outputs_speak_once_and_a_changed_paragraph_alone_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    tame = Tame()
    monkeypatch.setattr(booth, "voice", lambda name: tame.voice)
    first = read(write_article(tmp_path / "a"))
    made(first, tmp_path)
    assert len(tame.said) == len(set(tame.said)), "an utterance was spoken for two outputs"
    tame.said.clear()
    made(first, tmp_path)
    assert tame.said == []

    second = read(write_article(tmp_path / "a", EVERY_KIND.replace("Write it down.", "Note it. Tell us of it soon.")))
    made(second, tmp_path)
    assert tame.said == ["Note it.", "Tell us of it soon."]


ARTICLE = Path("sources/chest-pain.md")
SENTENCE = " If you have diabetes, take the other warning signs just as seriously as chest pain."
LONG = (
    "Nobody in the study could tell by the feeling alone, and neither can you or those who are with you, so do not wait"
    " at home for a pain that looks like those in films before you ask for help."
)
CHANGES = {
    " If you have diabetes, the other warning signs are just as serious.": [
        "If you have diabetes, the other warning signs are just as serious."
    ],
    f"{SENTENCE} {LONG} {LONG.replace('study', 'ward')}": [LONG, LONG.replace("study", "ward")],
    "": [],
}


def told(recording: Recording) -> list[str]:
    """What the opening says of times."""
    said = [one.text for passage in recording.script.chapters[0].passages for one in passage.utterances]
    return [text for text in said if text.startswith(("At ", "This recording lasts"))]


def test_after_a_change_the_engine_speaks_the_new_sentences_and_nothing_else(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With the real voice, on a real article, although other times are said."""
    source = ARTICLE.read_text(encoding="utf-8")
    assert source.count(SENTENCE) == 1
    said: list[str] = []
    monkeypatch.setattr(booth, "voice", lambda name: noting(voice(name), said))

    def spoken(text: str) -> Recording:
        said.clear()
        article = tmp_path / ARTICLE.name
        article.write_text(text, encoding="utf-8")
        return record(read(article), Options(), tmp_path / "cache")

    first = spoken(source)
    assert len(said) > 100
    times = {tuple(told(first))}
    for words, new in CHANGES.items():
        times.add(tuple(told(spoken(source.replace(SENTENCE, words)))))
        assert said == new
    assert len(times) > 2


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
