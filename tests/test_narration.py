"""Narrations: every sentence that is shown has its time, and nothing is heard outside of them."""

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.document import Document, Span, Spans, fragments
from handouts.options import Options
from handouts.readers import read
from handouts.sound.narration import Narration, narrate
from handouts.spoken.shown import shown_sentences
from handouts.spoken.utterances import said_text
from tests.pdf_documents import everything


@pytest.fixture(scope="module")
def document() -> Document:
    return everything()


@pytest.fixture(scope="module")
def narration(document: Document, tmp_path_factory: pytest.TempPathFactory) -> Narration:
    return narrate(document, Options(), tmp_path_factory.mktemp("sound"))


def test_the_clips_fill_the_recording(narration: Narration) -> None:
    clips = [clip for part in narration.parts for clip in part.clips]
    assert clips[0].start == 0
    assert clips[-1].end == pytest.approx(narration.recording.times.total)
    assert all(first.end == pytest.approx(second.start) for first, second in pairwise(clips))
    assert all(clip.end > clip.start for clip in clips)


def test_each_sentence_has_one_clip_in_its_order(document: Document, narration: Narration) -> None:
    found: dict[int, list[int]] = {}
    for part in narration.parts:
        for clip in part.clips:
            if not isinstance(clip.source.of, str):
                found.setdefault(id(clip.source.of), []).append(clip.source.sentence)
    said = [spans for block in document.blocks for spans in fragments(block) if said_text(spans)]
    for spans in said:
        if id(spans) in found:
            times = sum(other is spans for other in said)
            assert found[id(spans)] == list(range(len(shown_sentences(spans)))) * times
    unheard = [spans for spans in said if id(spans) not in found]
    assert len(unheard) < len(said) / 4


def test_one_narration_serves_all_outputs(document: Document, tmp_path: Path) -> None:
    assert narrate(document, Options(), tmp_path) is narrate(document, Options(font_size=30), tmp_path)


@pytest.mark.parametrize(
    ("spans", "shown"),
    [
        ((Span("One is. Two is.", 1),), ["One is.", " Two is."]),
        ((Span("Take 2.5 mg.", 1), Span("1", 1, cites=1), Span(" Then ", 1), Span("wait.", 1, bold=True)), 2),
        ((Span("It works", 1), Span("1", 1, cites=1), Span(". Dr. Lee says so.", 1)), 2),
        ((Span("…", 1),), 1),
    ],
)
def test_sentences_as_shown(spans: Spans, shown: list[str] | int) -> None:
    pieces = ["".join(span.text for span in piece) for piece in shown_sentences(spans)]
    assert (pieces if isinstance(shown, list) else len(pieces)) == shown


@given(
    st.lists(st.builds(Span, st.text("aA1. ?!,\u00a0)", min_size=1, max_size=12), st.just(1)), min_size=1, max_size=4)
)
def test_nothing_is_lost_in_cutting(found: list[Span]) -> None:
    spans = tuple(found)
    pieces = shown_sentences(spans)
    assert "".join(span.text for piece in pieces for span in piece) == "".join(span.text for span in spans)
    assert not said_text(spans) or len(pieces) >= 1


def test_the_articles_read_have_clips(tmp_path: Path) -> None:
    narration = narrate(read(Path("sources/warfarin.md")), Options(), tmp_path)
    assert len([clip for part in narration.parts for clip in part.clips]) > 100
