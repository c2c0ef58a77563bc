"""The pre-score: official numbers, every answer that the machine can give, and that it claims no more."""

import json
import re
from collections import Counter
from dataclasses import replace
from datetime import date
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.document import Block, Bullets, Document, Heading, Item, Paragraph, Span, Table
from handouts.literacy import SCORES, Prescore, Tally, Verdict, items, prescore, report, to_dict
from handouts.literacy.checks import CHECKS
from handouts.literacy.material import material
from handouts.readers import read
from tests.articles import EVERY_KIND, FRONT, write_article

SOURCES = sorted((Path(__file__).parent.parent / "sources").glob("*.md"))

LONG = "Your heart is a pump.\n\nIt moves blood.\n\nBlood feeds you.\n\n"
LISTED = "\n- eggs\n- fish\n\n"
ACTIVE = "The heart pumps blood. " * 20
PASSIVE = "Blood is pumped by the heart. " * 20
CALL = "::: call Call us if\nyou bleed.\n:::\n"
TABLE = "Table: Doses by day\n\n| Day | Dose |\n| --- | --- |\n| Monday | 5 mg |\n"

# One article for each answer that the machine can give on an item. Every other answer is a person's.
ANSWERED = {
    ("PEMAT 5", "agree"): ACTIVE + PASSIVE[:30],
    ("PEMAT 5", "disagree"): PASSIVE,
    ("PEMAT 6", "n/a"): "Call 555-0100 at 8 a.m. on May 5, 2026.",
    ("PEMAT 7", "agree"): "Take your pill at 8 a.m. and sit down.",
    ("PEMAT 7", "disagree"): "Add up the 7 numbers and divide by 7.",
    ("PEMAT 8", "agree"): LONG + "## What next\n" + LONG,
    ("PEMAT 8", "disagree"): LONG,
    ("PEMAT 8", "n/a"): "Your heart is a pump.",
    ("PEMAT 9", "disagree"): LONG + "## Introduction\n\nIt beats.\n\n## What to do\n\nSit.",
    ("PEMAT 9", "n/a"): "Your heart is a pump.",
    ("PEMAT 11", "agree"): LONG + "## Key points\n\nYour heart is a pump.",
    ("PEMAT 11", "n/a"): "Your heart is a pump.",
    ("PEMAT 12", "agree"): LONG + CALL,
    ("PEMAT 12", "disagree"): LONG,
    ("PEMAT 16", "n/a"): LONG,
    ("PEMAT 17", "agree"): LONG + '![A red square](square.png "A red square on white")',
    ("PEMAT 17", "disagree"): LONG + '![A red square](square.png "Figure 1")',
    ("PEMAT 17", "n/a"): LONG,
    ("PEMAT 18", "n/a"): LONG + TABLE,
    ("PEMAT 19", "agree"): LONG + TABLE,
    ("PEMAT 19", "disagree"): LONG
    + "| Day | a | b | c | d | e | f |\n|-|-|-|-|-|-|-|\n| Monday | 1 | 2 | 3 | 4 | 5 | 6 |\n",
    ("PEMAT 19", "n/a"): LONG,
    ("PEMAT 20", "agree"): "If you bleed, press on it.",
    ("PEMAT 20", "disagree"): LONG,
    ("PEMAT 21", "agree"): "Take it with food. Keep it dry.",
    ("PEMAT 21", "disagree"): "Patients should arrange a ride home. Medicine should be taken with food.",
    ("PEMAT 24", "n/a"): LONG,
    ("PEMAT 25", "n/a"): LONG,
    ("CCI 3", "disagree"): LONG,
    ("CCI 4", "disagree"): LONG + "![A red square](square.png)",
    ("CCI 5", "agree"): "You should rest your arm.",
    ("CCI 5", "disagree"): LONG,
    ("CCI 6", "disagree"): LONG,
    ("CCI 8", "agree"): "## What to eat\n" + LISTED + "## What to do\n\nSit.",
    ("CCI 8", "disagree"): "## What to eat\n\n" + "- fish\n" * 8 + "\n## What to do\n\nSit.",
    ("CCI 9", "disagree"): LONG,
    ("CCI 12", "agree"): "Take it with food.",
    ("CCI 12", "n/a"): LONG,
    ("CCI 13", "n/a"): LONG,
    ("CCI 14", "agree"): "Take it with food.\n\n" + CALL,
    ("CCI 14", "n/a"): LONG,
    ("CCI 15", "n/a"): LONG,
    ("CCI 16", "n/a"): LONG,
    ("CCI 17", "disagree"): "It helps 1 out of 10 people and harms 1 in 100 people.",
    ("CCI 17", "n/a"): LONG,
    ("CCI 18", "n/a"): LONG,
    ("CCI 19", "n/a"): LONG,
    ("CCI 20", "n/a"): "There is a risk. Take 2 pills.",
}

# Near each limit the machine leaves the item to a person.
LEFT = [
    ("PEMAT 5", "The heart pumps blood. " * 8 + "Blood is pumped. " * 2),
    ("PEMAT 5", "Blood is pumped. " * 3),
    ("PEMAT 6", "Take 2 pills."),
    ("PEMAT 7", "Take 2 pills. Your average tells the rest."),
    ("PEMAT 7", "The nurse will add up the 7 numbers. Do not divide them."),
    ("PEMAT 8", LONG + "## What next\n\n" + "- fish\n" * 8),
    ("PEMAT 8", LONG + "## What next\n\n" + "It beats. " * 80),
    ("PEMAT 9", LONG + "## What your heart does\n\nIt beats."),
    ("PEMAT 11", LONG + "## What your heart does\n\nIt beats."),
    ("PEMAT 12", LONG + "It **beats**."),
    ("PEMAT 19", LONG + TABLE.replace("Dose", "How much of it you have to take each day")),
    ("PEMAT 20", "It can help to rest."),
    ("PEMAT 21", "Take it. Keep it dry. Wash it. Hold it. Patients should rest."),
    ("CCI 14", "Take it with food."),
    ("CCI 17", "It helps 1 in 10 people and harms 2 in 10 people."),
    ("CCI 18", "There is a risk of bleeding."),
    ("CCI 20", "The risk is 2%."),
]


def article(folder: Path, body: str) -> Document:
    return read(write_article(folder, body))


def verdict(document: Document, code: str) -> Verdict:
    return next(each for each in prescore(document).verdicts if each.item.code == code)


# --- the items ----------------------------------------------------------------------------------------------------


def test_the_tools_have_all_their_items_under_their_official_numbers() -> None:
    numbers: dict[str, list[int]] = {}
    for item in items():
        numbers.setdefault(item.part, []).append(item.number)
    assert numbers == {
        "understandability": [*range(1, 13), *range(15, 20)],
        "actionability": [*range(20, 27)],
        "questions": [1, 2, 3, 4],
        "core": [*range(1, 12)],
        "behavior": [12, 13, 14],
        "numbers": [15, 16, 17],
        "risk": [18, 19, 20],
    }
    assert {item.tool for item in items()} == {"PEMAT-P", "CCI"}
    assert max(Counter(item.code for item in items()).values()) == 1
    assert set(CHECKS) <= {item.code for item in items()}


def test_every_item_asks_a_person_something() -> None:
    assert all(item.text and item.question.count("?") >= 1 for item in items())


def test_the_scores_are_over_17_7_and_20_items_and_pass_at_70_70_and_90_percent(tmp_path: Path) -> None:
    found = prescore(article(tmp_path, EVERY_KIND))
    assert [(found.tally(score).items, score.threshold) for score in SCORES] == [(17, 70), (7, 70), (20, 90)]
    assert len(found.verdicts) == 48


# --- the judgements -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("code", "answer"), ANSWERED)
def test_the_machine_judges(code: str, answer: str, tmp_path: Path) -> None:
    found = verdict(article(tmp_path, ANSWERED[code, answer]), code)
    assert (found.by, found.answer) == ("machine", answer), found.evidence
    assert found.evidence


@pytest.mark.parametrize(("code", "body"), LEFT)
def test_what_is_near_a_limit_is_left_to_a_person(code: str, body: str, tmp_path: Path) -> None:
    found = verdict(article(tmp_path, body), code)
    assert (found.by, found.answer) == ("person", None), found.evidence


def test_no_answer_is_given_that_the_table_above_does_not_list(tmp_path: Path) -> None:
    bodies = {*ANSWERED.values(), *(body for _, body in LEFT), EVERY_KIND}
    read_ones = [article(tmp_path / str(number), body) for number, body in enumerate(sorted(bodies))]
    documents = [*read_ones, *map(read, SOURCES)]
    given_answers = {
        (each.item.code, each.answer) for document in documents for each in prescore(document).verdicts if each.answer
    }
    assert given_answers == set(ANSWERED)


def test_an_item_is_na_only_where_its_tool_allows_it() -> None:
    optional = {item.code for item in items() if item.optional}
    assert {code for code, answer in ANSWERED if answer == "n/a"} <= optional


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_lines_lie_in_the_source_and_quotations_stand_there(path: Path) -> None:
    lines = path.read_text("utf-8").splitlines()
    for each in prescore(read(path)).verdicts:
        assert each.line is None or 1 <= each.line <= len(lines)
        if each.line and (quotation := re.search(r"“([^”]{1,12})", each.evidence)):
            there = " ".join(lines[each.line - 1 : each.line + 1])
            assert quotation[1] in re.sub(r"\[\^\w+\]|[*_\[\]]", "", there), each


def test_a_bulleted_call_box_without_stops_still_counts(tmp_path: Path) -> None:
    body = "::: call Call the clinic at 555-0100 if\n- dry mouth\n- take aspirin\n:::\n"
    found = verdict(article(tmp_path, body), "PEMAT 20")
    assert found.answer == "agree"
    assert found.evidence.startswith("1 request")


def test_references_are_not_read(tmp_path: Path) -> None:
    plain = "Your heart beats.[^a]\n\n## References\n\n[^a]: Take 1 of 10 in 2020. Blood is pumped.\n"
    document = article(tmp_path, plain)
    assert verdict(document, "CCI 15").answer == "n/a"
    assert verdict(document, "CCI 5").answer == "disagree"
    assert verdict(document, "PEMAT 8").answer == "n/a"
    assert not material(document).headings


def test_lists_at_the_end_alone_do_not_count(tmp_path: Path) -> None:
    body = "## What to do\n\nSit.\n\n## More to read\n" + LISTED + "## Words to know\n\nValve\n: A door.\n"
    assert verdict(article(tmp_path, body), "CCI 8").answer == "disagree"


def test_a_long_list_of_lists_is_broken_up(tmp_path: Path) -> None:
    body = "## Food\n\n" + "- fish\n    - cod\n" * 8 + "\n## Drink\n\nWater.\n"
    assert verdict(article(tmp_path, body), "CCI 8").answer == "agree"


def test_bold_everywhere_marks_nothing(tmp_path: Path) -> None:
    assert verdict(article(tmp_path, "**Your heart is a pump.** It beats.\n\n" + CALL), "PEMAT 12").answer == "disagree"


def test_boxes_everywhere_mark_nothing(tmp_path: Path) -> None:
    body = "It beats.\n\n::: warning Stop if\n" + "you bleed. " * 9 + "\n:::\n"
    assert verdict(article(tmp_path, body), "PEMAT 12").answer == "disagree"


def test_a_box_can_be_the_summary(tmp_path: Path) -> None:
    body = LONG + "::: tip Points to remember\nYour heart beats.\n:::\n"
    assert verdict(article(tmp_path, body), "PEMAT 11").answer == "agree"


def test_headings_do_not_make_two_paragraphs_long(tmp_path: Path) -> None:
    assert verdict(article(tmp_path, "## What it is\n\nA pump.\n"), "PEMAT 8").answer == "n/a"


def test_a_warning_without_a_number_does_not_say_how_to_call(tmp_path: Path) -> None:
    warning = "Take it.\n\n::: warning Call for help if\nyou bleed.\n:::\n"
    assert verdict(article(tmp_path / "a", warning), "CCI 14").answer is None
    assert verdict(article(tmp_path / "b", warning.replace("for help", "911")), "CCI 14").answer == "agree"


def test_a_share_that_is_no_risk_is_no_chance(tmp_path: Path) -> None:
    assert verdict(article(tmp_path, "Your blood is 55% water."), "CCI 20").answer == "n/a"


def test_a_table_must_name_its_rows(tmp_path: Path) -> None:
    document = article(tmp_path, LONG + TABLE)
    table = document.blocks[-1]
    assert isinstance(table, Table)
    blank = replace(table.rows[0][0], spans=())
    unnamed = replace(table, rows=((blank, *table.rows[0][1:]),))
    assert verdict(replace(document, blocks=(unnamed,)), "PEMAT 19").answer == "disagree"


# --- the score ----------------------------------------------------------------------------------------------------


def test_a_tally_never_counts_what_was_not_judged() -> None:
    tally = Tally(items=17, agree=5, disagree=1, not_applicable=2)
    assert (tally.judged, tally.person) == (8, 9)
    assert tally.percent == pytest.approx(100 * 5 / 6)
    assert tally.bounds == pytest.approx((100 * 5 / 15, 100 * 14 / 15))
    assert Tally(items=2, agree=0, disagree=0, not_applicable=2).percent is None


@given(st.tuples(*[st.integers(0, 9)] * 4))
def test_the_finished_score_lies_within_the_bounds(counts: tuple[int, int, int, int]) -> None:
    agree, disagree, not_applicable, left = counts
    tally = Tally(agree + disagree + not_applicable + left, agree, disagree, not_applicable)
    low, high = tally.bounds
    for more in range(left + 1):
        for against in range(left + 1 - more):
            applying = agree + disagree + more + against
            if applying:
                assert low - 1e-9 <= 100 * (agree + more) / applying <= high + 1e-9


def test_part_b_is_out_of_play_where_nothing_is_asked(tmp_path: Path) -> None:
    found = prescore(article(tmp_path, LONG))
    behavior = [each.answer for each in found.verdicts if each.item.part == "behavior"]
    assert behavior == ["n/a"] * 3


# --- the report and the data --------------------------------------------------------------------------------------


@pytest.fixture(params=SOURCES, ids=lambda path: path.stem)
def scored(request: pytest.FixtureRequest) -> Prescore:
    return prescore(read(request.param))


def test_the_report_fits_a_page_and_asks_each_item_once(scored: Prescore) -> None:
    told = report(scored)
    assert told.endswith("\n")
    assert all(len(line) <= 100 and line == line.rstrip() for line in told.splitlines()[1:])
    left = [each for each in scored.verdicts if each.by == "person"]
    flat = " ".join(told.split())
    assert all(each.item.question in flat for each in left)
    ticked = [each for each in left if each.item.part != "questions"]
    assert told.count("[ ] yes [ ] no") == len(ticked)
    assert told.count("[ ] n/a") == sum(each.item.optional for each in ticked)
    for each in scored.verdicts:
        if each.answer:
            assert re.search(rf"^  {each.item.code} +{each.answer} ", told, re.MULTILINE)


def test_the_report_says_what_it_is_not_and_counts_what_is_left(scored: Prescore) -> None:
    told = " ".join(report(scored).split())
    assert "neither a PEMAT score nor an Index score" in told
    for score in SCORES:
        tally = scored.tally(score)
        assert f"{score.name}: judged {tally.judged} of {tally.items} items: {tally.agree} agree" in told
        assert f"{tally.person} for a person" in told
        assert f"{score.threshold} % passes" in told


def test_the_data_are_the_figures_of_the_report(scored: Prescore) -> None:
    data = json.loads(json.dumps(to_dict(scored)))
    assert [each["judged"] + each["person"] for each in data["scores"]] == [17, 7, 20]
    assert len(data["items"]) == 48
    for each in data["items"]:
        assert (each["answer"] is None) == (each["by"] == "person")
    assert data["caution"].startswith("This is neither")


def test_the_same_article_gives_the_same_report(tmp_path: Path) -> None:
    told = [report(prescore(article(tmp_path, EVERY_KIND))) for _ in range(2)]
    assert told[0] == told[1]


# --- whatever the document ----------------------------------------------------------------------------------------

WORDS = st.text("aZé .,:%()0159/–\n", max_size=60) | st.sampled_from(["Take 1 in 10.", "is moved", "INR", "Key points"])


def blocks() -> st.SearchStrategy[list[Block]]:
    def spans(text: str) -> tuple[Span, ...]:
        return (Span(text, 3), Span("1", 3, cites=1), Span(text, 4, bold=True))

    paragraph = WORDS.map(lambda text: Paragraph(spans(text), 3))
    bullets = st.lists(paragraph, min_size=1, max_size=9).map(
        lambda each: Bullets(tuple(Item((one,), 3) for one in each), 3)
    )
    heading = WORDS.map(lambda text: Heading(2, spans(text), 3))
    return st.lists(paragraph | bullets | heading, max_size=6)


@settings(deadline=None)
@given(blocks())
def test_any_document_gets_a_pre_score(held: list[Block]) -> None:
    day = date(2026, 1, 2)
    document = Document(Path("a.md"), "T", "en-US", "1", day, "P", "us at 555-0100", "", None, tuple(held))
    found = prescore(document)
    assert all(len(line) <= 100 for line in report(found).splitlines())
    assert all(found.tally(score).bounds[0] <= found.tally(score).bounds[1] for score in SCORES)


def test_the_checks_do_not_crawl_on_hostile_text(tmp_path: Path) -> None:
    hostile = [
        "is " * 4000,
        "if " * 4000,
        "and " * 4000 + "x",
        "1 " * 4000,
        "you will " * 3000,
        "people " * 3000,
        "A" * 9000,
    ]
    for number, body in enumerate(hostile):
        prescore(article(tmp_path / str(number), body + "\n\nIt beats."))


def test_the_audience_of_the_front_matter_answers_the_first_question(tmp_path: Path) -> None:
    front = FRONT.replace("call:", "audience: adults with a pacemaker\ncall:")
    found = verdict(read(write_article(tmp_path, LONG, front)), "CCI Q1")
    assert (found.by, found.evidence) == ("person", "the article says: adults with a pacemaker")


def test_verdicts_keep_the_order_of_the_tools(tmp_path: Path) -> None:
    found = prescore(article(tmp_path, EVERY_KIND))
    order = [items().index(each.item) for each in found.verdicts]
    assert all(one < other for one, other in pairwise(order))
