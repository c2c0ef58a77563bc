"""The grade: counts and figures against hand-made golden files, the laws of counting, and the gate."""

import json
import re
from dataclasses import asdict, replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.document import Block, Bullets, Document, Heading, Item, Paragraph, Span
from handouts.errors import ReadabilityError
from handouts.grade import Counts, Grade, grade, refuse_if_harder, report, to_dict
from handouts.grade.counting import count, sentences_of
from handouts.grade.formulas import FORMULAS
from handouts.readers import read
from handouts.readers.markdown import read_markdown
from tests.articles import EVERY_KIND, FRONT, write_article

GOLDEN = sorted((Path(__file__).parent / "golden" / "grade").glob("*.txt"))
HARD = "Anticoagulation is generally recommended for symptomatic individuals with arrhythmias. "


def article(folder: Path, body: str) -> Document:
    return read(write_article(folder, body))


def paragraph(text: str, line: int = 1) -> Paragraph:
    return Paragraph((Span(text, line),), line)


def counts_of(*blocks: Block) -> Counts:
    return count(sentences_of(blocks))


# --- the golden files ---------------------------------------------------------------------------------------------


def parts_of(path: Path) -> tuple[str, list[str], dict[str, float]]:
    body, counted, figures = re.split(r"^=== \w+\n", path.read_text("utf-8"), flags=re.MULTILINE)[1:]
    named = (line.split() for line in figures.splitlines())
    return body, counted.splitlines(), {name: float(value) for name, value in named}


def read_cut_word(cut: str) -> tuple[str, int, bool]:
    """A hand-cut word as its letters, its syllables, and whether Fog counts it."""
    word = cut.removesuffix("~")
    given_count = re.fullmatch(r"(.+)\((\d+)\)", word)
    letters, said = (given_count[1], int(given_count[2])) if given_count else (word, word.count("-") + 1)
    return letters.replace("-", ""), said, said >= 3 and not cut.endswith("~")


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_counts_and_grades(path: Path, tmp_path: Path) -> None:
    body, _, figures = parts_of(path)
    counts = counts_of(*article(tmp_path, body).blocks)
    assert asdict(counts) | {each.__name__: round(each(counts), 2) for each in FORMULAS} == figures


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_words_one_by_one(path: Path, tmp_path: Path) -> None:
    body, lines, _ = parts_of(path)
    found = [
        [(word.text, word.syllables, word.complex) for word in sentence.words]
        for sentence in sentences_of(article(tmp_path, body).blocks)
    ]
    assert found == [[read_cut_word(cut) for cut in line.split()] for line in lines]


@pytest.mark.parametrize("path", GOLDEN, ids=lambda path: path.stem)
def test_golden_figures_follow_from_the_hand_cut_words(path: Path) -> None:
    _, lines, figures = parts_of(path)
    words = [read_cut_word(cut) for line in lines for cut in line.split()]
    assert figures["sentences"] == len(lines)
    assert figures["words"] == len(words)
    assert figures["syllables"] == sum(said for _, said, _ in words)
    assert figures["characters"] == sum(sum(map(str.isalnum, letters)) for letters, _, _ in words)
    assert figures["polysyllables"] == sum(said >= 3 for _, said, _ in words)
    assert figures["complex_words"] == sum(hard for _, _, hard in words)


# --- laws of counting ---------------------------------------------------------------------------------------------

WORDS = st.lists(
    st.sampled_from("take warfarin daily stenosis 2.5 mg and/or well-known don't INR".split(" ")), min_size=1
)
TEXTS = WORDS.map(" ".join)


@given(st.lists(TEXTS, min_size=1, max_size=6), TEXTS)
def test_a_heading_changes_nothing(texts: list[str], head: str) -> None:
    blocks: list[Block] = [paragraph(text) for text in texts]
    assert counts_of(*blocks, Heading(3, (Span(head, 9),), 9), *blocks) == counts_of(*blocks, *blocks)


@given(
    st.lists(TEXTS.map(paragraph), min_size=1, max_size=6).flatmap(lambda b: st.tuples(st.just(b), st.permutations(b)))
)
def test_the_order_of_blocks_changes_nothing(orders: tuple[list[Paragraph], list[Paragraph]]) -> None:
    assert counts_of(*orders[0]) == counts_of(*orders[1])


@given(st.lists(TEXTS, min_size=1, max_size=6))
def test_a_list_counts_like_paragraphs_with_stops(texts: list[str]) -> None:
    items = tuple(Item((paragraph(text),), 1) for text in texts)
    assert counts_of(Bullets(items, 1)) == counts_of(*(paragraph(text + ".") for text in texts))


@settings(max_examples=50)
@given(st.text())
def test_any_text_can_be_counted(text: str) -> None:
    counts = counts_of(paragraph(text))
    assert counts.syllables >= counts.words >= counts.sentences
    assert counts.words >= counts.polysyllables >= counts.complex_words


def test_every_line_is_that_of_the_first_word(tmp_path: Path) -> None:
    document = article(tmp_path, "One two.\nThree **four\nfive.** Six\nseven.\n\n- Eight\n- Nine.\n  Ten.\n")
    first = len(FRONT.splitlines()) + 1
    found = [(sentence.words[0].text, sentence.line - first) for sentence in sentences_of(document.blocks)]
    assert found == [("One", 0), ("Three", 1), ("Six", 2), ("Eight", 5), ("Nine", 6), ("Ten", 7)]


# --- the grade of an article --------------------------------------------------------------------------------------


@pytest.fixture
def hard(tmp_path: Path) -> Grade:
    body = f"You rest. {HARD}\n\n## Later\nYou may eat.\n\n## Doses\n| A | B |\n|---|---|\n| one | two |\n"
    return grade(article(tmp_path, body))


def test_sections_add_up_to_the_whole(tmp_path: Path) -> None:
    found = grade(article(tmp_path, EVERY_KIND))
    parts = [section.figures.counts for section in found.sections if section.figures]
    assert found.whole is not None
    assert sum(parts, Counts()) == found.whole.counts
    assert [section.title for section in found.sections] == ["(opening)", "What it is", "Words to know", "References"]
    assert found.sections[-1].figures is None


def test_short_text_is_called_too_short() -> None:
    flags = {n: grade_of_sentences(n) for n in (9, 10, 29, 30)}
    assert flags == {9: (True, True), 10: (False, True), 29: (False, True), 30: (False, False)}


def grade_of_sentences(n: int) -> tuple[bool, bool]:
    figures = grade(document_of(paragraph("You rest now. " * n))).whole
    assert figures is not None
    return figures.too_short, figures.smog_unsure


def document_of(*blocks: Block) -> Document:
    return replace(read_markdown(FRONT + "Text.\n", Path("sources/heart.md")), blocks=blocks)


def test_hardest_sentences_come_first_with_their_lines(hard: Grade) -> None:
    assert [sentence.text for sentence in hard.hardest_sentences] == [HARD.strip(), "You rest.", "You may eat."]
    assert hard.hardest_sentences[0].line == len(FRONT.splitlines()) + 1


def test_one_long_word_does_not_make_the_hardest_sentence() -> None:
    text = (
        "Anticoagulation. The doctor will talk to you about the medicines that you have to take before your operation."
    )
    hardest = grade(document_of(paragraph(text))).hardest_sentences
    assert hardest[0].words > 1


def test_hardest_words_are_counted_with_their_lines() -> None:
    blocks = [paragraph("Warfarin and warfarin. Your INR.", 3), paragraph("Anticoagulation with Warfarin.", 7)]
    found = [(word.text, word.syllables, word.times, word.lines) for word in grade(document_of(*blocks)).hardest_words]
    assert found == [("anticoagulation", 7, 1, (7,)), ("warfarin", 3, 3, (3, 7)), ("INR", 3, 1, (3,))]


def test_the_report_shows_what_the_data_hold(hard: Grade) -> None:
    shown = report(hard)
    assert shown.endswith("\n")
    assert all(len(line) <= 100 for line in shown.splitlines()[1:])
    assert "too short to grade reliably" in shown
    assert "nothing to grade" in shown
    assert re.search(r"anticoagulation: 7 syllables, once, line \d+\n", shown)
    whole = next(line for line in shown.splitlines() if line.startswith("Whole article"))
    assert hard.whole is not None
    for figure in (hard.whole.flesch_kincaid, hard.whole.smog, hard.whole.fog, hard.whole.ari, hard.whole.mean):
        assert f" {figure:.1f}" in whole


def test_the_data_are_json_and_whole(hard: Grade) -> None:
    data = json.loads(json.dumps(to_dict(hard)))
    assert data["whole"]["sentences"] == 3
    assert data["whole"]["too_short"] is True
    assert [section["title"] for section in data["sections"]] == ["(opening)", "Later", "Doses"]
    assert data["sections"][2]["figures"] is None
    assert data["hardest_sentences"][0]["text"] == HARD.strip()
    assert data["hardest_words"][0] == {"text": "anticoagulation", "syllables": 7, "times": 1, "lines": [9]}


# --- the gate -----------------------------------------------------------------------------------------------------


def test_the_gate_names_the_sentences_to_mend(hard: Grade) -> None:
    assert hard.whole is not None
    path = Path("sources/heart.md")
    with pytest.raises(ReadabilityError) as refused:
        refuse_if_harder(hard, hard.whole.mean - 0.1, path)
    line = hard.hardest_sentences[0].line
    assert f"{path}:{line}: grade {hard.hardest_sentences[0].grade:.1f}" in str(refused.value)
    assert HARD.strip() in str(refused.value)
    assert "You rest." not in str(refused.value)
    refuse_if_harder(hard, hard.whole.mean, path)


def test_the_gate_refuses_what_cannot_be_graded() -> None:
    nothing = grade(document_of(Heading(2, (Span("Only a heading", 1),), 1)))
    assert nothing.whole is None
    assert "nothing to grade" in report(nothing)
    with pytest.raises(ReadabilityError, match="no sentence"):
        refuse_if_harder(nothing, 20, nothing.path)
