"""The script as a file: word for word what the recording says, with its true times."""

import re
from datetime import date
from pathlib import Path

from handouts.document import Document, Heading, Paragraph, Span
from handouts.formats import Workplace, formats
from handouts.formats.script import WIDTH, script_text
from handouts.options import Options
from handouts.sound.recording import record
from handouts.spoken.script import Chapter, Passage, Script, Times, Utterance


def document() -> Document:
    return Document(
        path=Path("heart.md"),
        title="Your heart",
        language="en-US",
        version="1.2",
        revised=date(2026, 11, 23),
        publisher="Test Library",
        call="the clinic at 555-0100",
        audience="",
        review=None,
        blocks=(
            Heading(2, (Span("What to take", 3),), 3),
            Paragraph((Span("Take metoprolol 5 mg. Do not stop.", 4),), 4),
        ),
    )


def test_the_file_holds_all_that_is_said_with_true_times(tmp_path: Path) -> None:
    place = Workplace(tmp_path / "heart.script.txt", tmp_path / "cache")
    made = formats()["script"].write(document(), Options(), place)
    text = place.target.read_bytes().decode("utf-8")

    recording = record(document(), Options(), tmp_path / "cache")
    assert made.length == recording.times.total
    said = " ".join(
        one.shown for chapter in recording.script.chapters for passage in chapter.passages for one in passage.utterances
    )
    assert re.sub(r"\[\d\d:\d\d\] ", "", " ".join(text.split())) == said
    assert "Take metoprolol 5 milligrams. Do not stop." in said
    starts = [int(minutes) * 60 + int(seconds) for minutes, seconds in re.findall(r"\[(\d\d):(\d\d)\]", text)]
    assert starts == [int(start) for start in recording.times.starts]


def test_the_same_article_gives_the_same_bytes(tmp_path: Path) -> None:
    texts = []
    for name in ("one", "two"):
        (tmp_path / name).mkdir()
        place = Workplace(tmp_path / name / "script.txt", tmp_path / name / "cache")
        formats()["script"].write(document(), Options(rate=200), place)
        texts.append(place.target.read_bytes())
    assert texts[0] == texts[1]


def chapter(text: str) -> Chapter:
    return Chapter("Part", (Passage((Utterance(text, text, 1.0),), 1, "paragraph"),))


def test_hours_show_from_an_hour_on() -> None:
    script = Script("Long", (chapter("Rest."), chapter("Sleep.")))
    assert script_text(script, Times(4000, (59.9, 3725.9))) == "[00:59] Rest.\n\n\n[1:02:05] Sleep.\n"


def test_lines_are_short_and_numbers_told_digit_by_digit_stay_whole() -> None:
    for padding in range(1, WIDTH):
        text = script_text(Script("Call", (chapter("a" * padding + " call 5 5 5, 0 1 0 0 or 9 1 1 now."),)))
        lines = text.splitlines()
        assert all(len(line) <= WIDTH for line in lines)
        assert any("5 5 5, 0 1 0 0" in line for line in lines)
        assert any("9 1 1" in line for line in lines)
