"""The format mp3, from the article to the file that a player reads."""

import os
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
import soundfile  # type: ignore[import-untyped]

from handouts.document import Document
from handouts.errors import OutputError
from handouts.formats import Workplace, formats
from handouts.options import Options
from handouts.readers import read
from handouts.sound import encoding
from handouts.sound.id3 import Mark, tag
from handouts.sound.loudness import loudness
from handouts.sound.recording import Recording, record
from tests.articles import write_article

BODY = """
A short opening with [a link](https://example.org/a).[^one]

## When to call

- Call 911 if you faint.
- Call us if you gain 2 kg.

## ≥ 2.0 cm² and naïve

| Day | Dose |
|-----|------|
| Monday | 5 mg |

## References

[^one]: Author A. *A title*. Journal. 2020;1:2–3.
"""


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("mp3")


@pytest.fixture(scope="module")
def document(folder: Path) -> Document:
    return read(write_article(folder, BODY))


@pytest.fixture(scope="module")
def made(folder: Path, document: Document) -> Recording:
    return record(document, Options(), folder / "cache")


@pytest.fixture(scope="module")
def file(folder: Path, document: Document, made: Recording) -> Path:
    target = folder / "heart.mp3"
    told = formats()["mp3"].write(document, Options(), Workplace(target, folder / "cache"))
    assert told.length == made.times.total
    return target


def frames_of(content: bytes) -> list[tuple[str, bytes]]:
    """The frames of an ID3v2.3 tag's body, or of what follows the head of one of its chapters."""
    found = []
    while content[:1].isalpha():
        name, size = content[:4].decode(), int.from_bytes(content[4:8], "big")
        assert content[8:10] == b"\0\0"
        found.append((name, content[10 : 10 + size]))
        content = content[10 + size :]
    assert content == b""
    return found


def text_of(content: bytes) -> str:
    return content[1:].decode("utf-16") if content[0] else content[1:].decode("latin-1")


def tag_of(content: bytes) -> tuple[list[tuple[str, bytes]], bytes]:
    """The frames of the tag at the file's head, and the sound behind it."""
    assert content[:6] == b"ID3\x03\0\0"
    size = sum(value << shift for value, shift in zip(content[6:10], (21, 14, 7, 0), strict=True))
    return frames_of(content[10 : 10 + size]), content[10 + size :]


def chapters_of(frames: list[tuple[str, bytes]]) -> dict[str, tuple[int, int, str]]:
    chapters = {}
    for name, content in frames:
        if name == "CHAP":
            element, _, rest = content.partition(b"\0")
            assert rest[8:16] == b"\xff" * 8
            [(_, title)] = frames_of(rest[16:])
            times = (int.from_bytes(rest[:4], "big"), int.from_bytes(rest[4:8], "big"))
            chapters[element.decode()] = (*times, text_of(title))
    return chapters


def test_the_tag_says_what_it_is(file: Path) -> None:
    frames, _ = tag_of(file.read_bytes())
    texts = {name: text_of(content) for name, content in frames if name.startswith("T")}
    assert texts["TIT2"] == "A test of the heart"
    assert texts["TPE1"] == texts["TPUB"] == "Test Library"
    assert texts["TLAN"] == "eng"
    assert (texts["TYER"], texts["TDAT"]) == ("2026", "2802")
    comment = dict(frames)["COMM"]
    assert comment == b"\0eng\0Version 1.0, revised 28 February 2026. Not yet reviewed by a clinician."


def test_every_section_is_a_chapter(file: Path, made: Recording) -> None:
    frames, _ = tag_of(file.read_bytes())
    chapters = chapters_of(frames)
    titles = [title for _, _, title in chapters.values()]
    assert titles == [chapter.title for chapter in made.script.chapters]
    assert titles[0] == "A test of the heart"
    assert titles[1] == "When to call"
    starts, ends = [start for start, _, _ in chapters.values()], [end for _, end, _ in chapters.values()]
    assert starts[0] == 0
    assert starts[1:] == ends[:-1]
    assert ends[-1] == round(made.times.total * 1000)
    assert [start / 1000 + 0.1 for start in starts[1:]] == pytest.approx(made.times.starts[1:], abs=0.001)
    [contents] = [content for name, content in frames if name == "CTOC"]
    assert contents.startswith(b"toc\0\x03" + bytes((len(chapters),)))
    assert contents[6:].startswith("".join(f"{name}\0" for name in chapters).encode())


def test_a_chapter_starts_in_silence_just_before_its_first_word(file: Path, made: Recording) -> None:
    sound, rate = soundfile.read(file)
    for start, _, title in list(chapters_of(tag_of(file.read_bytes())[0]).values())[1:]:
        mark = round(start / 1000 * rate)
        level = np.abs(sound[mark - rate // 2 : mark + rate // 2])
        assert level[: rate // 2].max() < 0.01, title
        first = int(np.flatnonzero(level > 0.03)[0]) - rate // 2
        assert 0.08 < first / rate < 0.2, title


def test_players_hear_every_piece_when_it_was_planned(file: Path, made: Recording) -> None:
    sound, rate = soundfile.read(file, dtype="float32")
    at = made.lead
    for piece in made.pieces():
        planned = piece.sound().astype(np.float32)[: rate // 2]
        near = sound[at - 600 : at + len(planned) + 600]
        lag = int(np.correlate(near, planned, "valid").argmax()) - 600
        assert abs(lag) <= 2
        at += piece.length + piece.pause
    assert len(sound) == pytest.approx(made.samples, abs=0.2 * rate)


def test_it_is_mono_at_a_constant_40_kilobits(file: Path, made: Recording) -> None:
    _, sound = tag_of(file.read_bytes())
    count = 0
    while sound:
        # MPEG-2 layer III, no checksum; 40 kbit/s, 22,050 Hz; one channel (ISO 13818-3).
        assert sound[:2] == b"\xff\xf3"
        assert sound[2] & 0xFC == 0x50
        assert sound[3] >> 6 == 3
        count += 1
        sound = sound[130 + (sound[2] >> 1 & 1) :]
    assert count * 576 / 22_050 == pytest.approx(made.times.total, abs=0.2)


def test_it_is_as_loud_as_the_standard_asks(file: Path) -> None:
    sound, rate = soundfile.read(file, dtype="float32")
    assert loudness(sound, rate) == pytest.approx(-19, abs=1)
    assert 20 * np.log10(np.abs(sound).max()) < -1.5


def test_the_same_bytes_in_every_process(file: Path, folder: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from handouts.formats import Workplace, formats;"
        "from handouts.options import Options; from handouts.readers import read;"
        "source, target, cache = map(Path, sys.argv[1:]);"
        "formats()['mp3'].write(read(source), Options(), Workplace(target, cache))"
    )
    for number, settings in enumerate(({"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}, {"LC_ALL": "C", "LANG": "C"})):
        target = folder / f"again{number}.mp3"
        arguments = [str(path) for path in (folder / "heart.md", target, folder / f"cache{number}")]
        subprocess.run([sys.executable, "-c", program, *arguments], env={**os.environ, **settings}, check=True)
        assert target.read_bytes() == file.read_bytes()


def test_another_rate_is_another_recording(folder: Path, document: Document, made: Recording) -> None:
    assert record(document, Options(rate=250), folder / "cache").times.total < made.times.total * 0.75


@pytest.mark.parametrize("kept", [0.5, 0.98])
def test_a_file_that_is_cut_off_is_an_error(folder: Path, file: Path, made: Recording, kept: float) -> None:
    powers = [encoding._power(piece.sound()) for piece in made.pieces()]
    encoding._verify(made, powers, file)
    content = file.read_bytes()
    cut = folder / "cut.mp3"
    cut.write_bytes(content[: int(len(content) * kept)])
    with pytest.raises(OutputError, match="does not hold what was spoken"):
        encoding._verify(made, powers, cut)


def test_a_file_with_a_silent_or_moved_piece_is_an_error(
    folder: Path, made: Recording, monkeypatch: pytest.MonkeyPatch
) -> None:
    powers = [encoding._power(piece.sound()) for piece in made.pieces()]
    target = folder / "other.mp3"
    first, *tracks = made.tracks
    swapped = replace(made, tracks=(replace(first, pieces=(*first.pieces[::-1],)), *tracks))
    encoding.encode(swapped, target)
    with pytest.raises(OutputError, match="other words"):
        encoding._verify(made, powers, target)
    monkeypatch.setattr("handouts.sound.recording.Piece.sound", lambda piece: np.zeros(piece.length, np.int16))
    encoding.encode(made, target)
    with pytest.raises(OutputError, match="dB off"):
        encoding._verify(made, powers, target)


def test_a_full_disk_is_told(made: Recording) -> None:
    with pytest.raises(OSError, match="No space left"):
        encoding.encode(made, Path("/dev/full"))


def test_a_table_of_contents_with_more_entries_than_fit(document: Document) -> None:
    marks = [Mark(f"Part {number} – α", number * 1000, number * 1000 + 1000) for number in range(600)]
    frames, rest = tag_of(tag(document, marks))
    assert rest == b""
    assert len(chapters_of(frames)) == 600
    assert chapters_of(frames)["chapter599"] == (599_000, 600_000, "Part 599 – α")
    tables = [content for name, content in frames if name == "CTOC"]
    assert [content[content.index(b"\0") + 2] for content in tables] == [3, 255, 255, 90]
