"""What changed between two editions: found, told by its kind, the gravest first; what only moved is not told."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.approval import approve
from handouts.changes import Change, Changes, changes_between
from handouts.changes.aligning import in_plain_type
from handouts.changes.words import pieces_of
from handouts.ledger import Edition, packed, unpacked
from handouts.pipeline import edition_of
from handouts.readers import read
from tests.articles import EVERY_KIND, FRONT, write_article


def edition(folder: Path, body: str, front: str = FRONT) -> Edition:
    path = write_article(folder, body, front)
    return edition_of(read(path), path)


def changes(folder: Path, before: str, now: str, *, front: tuple[str, str] = (FRONT, FRONT)) -> Changes:
    """What changed between two bodies of an article."""
    return changes_between(edition(folder, before, front[0]), edition(folder, now, front[1]))


def kinds(change: Change) -> list[str]:
    return [fact.kind for fact in change.facts]


def only(found: Changes) -> Change:
    (change,) = found.passages
    return change


SENTENCES = {
    ("Take 5 mg each day.", "Take 10 mg each day."): "dose",
    ("Take 5 mg each day.", "Take 5 g each day."): "dose",
    ("Take 2.5 mL of it.", "Take 25 mL of it."): "dose",
    ("Take it once a day.", "Take it twice a day."): "number",
    ("Rest for two weeks.", "Rest for three weeks."): "number",
    ("Eat less than 2,000 calories.", "Eat at least 2,000 calories."): "number",
    ("Vitamin B12 helps.", "Vitamin B6 helps."): "number",
    ("Take 5 mg at noon and 10 mg at night.", "Take 10 mg at noon and 5 mg at night."): "dose",
    ("Take warfarin with food.", "Take aspirin with food."): "medicine",
    ("Do not stop this medicine.", "Do stop this medicine."): "negation",
    ("Don’t drive today.", "Drive today."): "negation",
    ("Never stop this medicine.", "Stop this medicine."): "negation",
    ("Drive today.", "Do not drive today."): "negation",
    ("Do not sit, but stand.", "Do sit, but not stand."): "negation",
    ("It is safe with milk.", "It is unsafe with milk."): "negation",
    ("Take it without food.", "Take it with food."): "negation",
    ("You must rest.", "You may rest."): "strength",
    ("You should rest.", "You must rest."): "strength",
    ("Eat before the test.", "Eat after the test."): "condition",
    ("Eat if you are well.", "Eat unless you are well."): "condition",
    ("Lie on your left side.", "Lie on your right side."): "side",
    ("Call us at 555-0100.", "Call us at 555-0101."): "call",
    ("Go to the emergency room if you faint.", "Lie down if you faint."): "call",
    ("Call your doctor right away with a rash.", "Call your doctor with a rash."): "call",
    ("Look for fever or pain.", "Look for fever and pain."): "and/or",
    ("It raises your pulse.", "It lowers your pulse."): "direction",
}


@pytest.mark.parametrize("pair", SENTENCES)
def test_a_changed_fact_is_told_by_its_kind(tmp_path: Path, pair: tuple[str, str]) -> None:
    before, now = (f"Some words. {text} More words.\n" for text in pair)
    change = only(changes(tmp_path, before, now))
    assert change.status == "changed"
    assert kinds(change)[0] == SENTENCES[pair]
    assert [each.text for each in change.sentences] == [pair[1]]
    assert (
        kinds(change)[0] in [fact.kind for each in change.sentences for fact in each.facts] or SENTENCES[pair] == "call"
    )


def test_a_not_within_a_limit_is_a_negation(tmp_path: Path) -> None:
    change = only(changes(tmp_path, "Do not take more than 4 a day.\n", "Take more than 4 a day.\n"))
    assert "negation" in kinds(change)


def test_other_wording_changes_no_fact(tmp_path: Path) -> None:
    for before, now in (
        ("Take two tablets with a meal.", "Take 2 tablets with a meal."),
        ("It helps your heart beat.", "It helps your heart pump."),
        ("Take 5 mg at noon. Do not chew it.", "Do not chew it. Take 5 mg at noon."),
        ("Take 5 mg at noon and do not chew it.", "Take 5 mg at noon. And do not chew it."),
    ):
        change = only(changes(tmp_path, f"{before}\n", f"{now}\n"))
        assert (change.status, [each for each in kinds(change) if each != "and/or"]) == ("changed", [])


def test_the_gravest_comes_first(tmp_path: Path) -> None:
    """Wording, what came, what went, must, a denial and a dose, in the reverse order."""
    before = """It helps your heart beat.

Long tales of clocks were told.

You must rest a little each morning.

Do not drive a car at dusk.

Swallow 5 mg with plain water.
"""
    now = """It helps your heart pump.

Fresh words about gardens came along.

You may rest a little each morning.

Do drive a car at dusk.

Swallow 10 mg with plain water.
"""
    found = changes(tmp_path, before, now).passages
    assert [(each.status, kinds(each)[:1]) for each in found] == [
        ("changed", ["dose"]),
        ("changed", ["negation"]),
        ("changed", ["strength"]),
        ("changed", []),
        ("added", []),
        ("removed", []),
    ]


def test_what_came_or_went_is_told_with_its_facts(tmp_path: Path) -> None:
    added = only(changes(tmp_path, "Some words.\n", "Some words.\n\nNever take 5 mg of it.\n"))
    assert (added.status, added.old, kinds(added)) == ("added", None, ["dose", "negation"])
    removed = only(changes(tmp_path, "Some words.\n\nNever take 5 mg of it.\n", "Some words.\n"))
    assert (removed.status, removed.new, kinds(removed)) == ("removed", None, ["dose", "negation"])
    assert not removed.sentences


def test_what_moved_is_not_told(tmp_path: Path) -> None:
    one, two, three = "Take 5 mg each day.", "Do not drive.", "Call us if you bleed."
    assert not changes(tmp_path, f"{one}\n\n{two}\n\n{three}\n", f"{three}\n\n{one}\n\n{two}\n").passages
    assert not changes(
        tmp_path, f"## A\n\n{one}\n\n## B\n\n{two}\n", f"## B\n\n{two}\n\n{one}\n\n## A\n\nx\n"
    ).passages[1:]
    assert not changes(tmp_path, "- a\n- b\n- c\n", "- c\n- a\n- b\n").passages


def test_what_moved_and_changed_is_told_as_changed(tmp_path: Path) -> None:
    before = "Take 5 mg each day with water.\n\nWalk a little.\n\nSleep well at night.\n"
    now = "Walk a little.\n\nSleep well at night.\n\nTake 10 mg each day with water.\n"
    change = only(changes(tmp_path, before, now))
    assert (change.status, kinds(change)) == ("changed", ["dose"])


def test_type_is_no_word(tmp_path: Path) -> None:
    before = 'Don\'t take "it" - or 5-10 mg.\n\nTwo   spaces.\n'
    now = "Don’t take “it” – or **5–10 mg**.\n\nTwo\nspaces.\n"
    assert not changes(tmp_path, before, now).passages
    assert not changes(tmp_path, EVERY_KIND, EVERY_KIND).passages


def test_a_dose_in_another_row_is_a_changed_dose(tmp_path: Path) -> None:
    rows = "| Day | Dose |\n|---|---|\n| Monday | {} mg |\n| Friday | {} mg |\n"
    found = changes(tmp_path, rows.format(5, 10), rows.format(10, 5)).passages
    assert [(each.status, kinds(each)) for each in found] == [("changed", ["dose"])] * 2


def test_the_name_of_a_column_belongs_to_each_row(tmp_path: Path) -> None:
    rows = "| Day | Dose in {} |\n|---|---|\n| Monday | 5 |\n"
    change = only(changes(tmp_path, rows.format("drops"), rows.format("spoons")))
    assert change.new and change.new.text == "Day: Monday; Dose in spoons: 5"


@pytest.mark.parametrize(
    ("before", "now", "kind"),
    [
        ("Never:\n\n- smoke\n- drive\n\nDo:\n\n- walk\n", "Never:\n\n- smoke\n\nDo:\n\n- drive\n- walk\n", "negation"),
        ("::: warning Stop\nOne.\n\nTwo.\n:::\n", "Two.\n\n::: warning Stop\nOne.\n:::\n", "warning"),
        ("1. Shake it.\n2. Open it.\n3. Wait.\n", "1. Open it.\n2. Shake it.\n3. Wait.\n", "order"),
    ],
)  # fmt: skip
def test_what_moved_into_another_meaning_is_told(tmp_path: Path, before: str, now: str, kind: str) -> None:
    change = only(changes(tmp_path, before, now))
    assert (change.status, kinds(change)[0]) == ("moved", kind)


def test_a_line_that_leads_a_list_is_told_once(tmp_path: Path) -> None:
    items = "\n\n- smoke\n- drive\n"
    for before, now, kind in (("Do not:", "Do:", "negation"), ("With 5 mg, do not:", "With 10 mg, do not:", "dose")):
        change = only(changes(tmp_path, before + items, now + items))
        assert (change.status, kinds(change)[0]) == ("changed", kind)


def test_words_of_a_warning_are_a_warning(tmp_path: Path) -> None:
    for box in ("warning", "call"):
        before, now = (f"::: {box} Now\nYou feel {how}.\n:::\n" for how in ("weak or ill", "tired or ill"))
        assert kinds(only(changes(tmp_path, before, now))) == [box]


def test_whom_to_call_is_told_from_the_front(tmp_path: Path) -> None:
    other = FRONT.replace("555-0100", "555-0199")
    change = only(changes(tmp_path, "Text.\n", "Text.\n", front=(FRONT, other)))
    assert (kinds(change), change.here.kind) == (["call"], "call")


def test_dates_of_reviews_and_sources_are_no_facts(tmp_path: Path) -> None:
    other = FRONT.replace("call:", "review:\n  by: A. Doctor\n  on: 2026-02-01\ncall:")
    change = only(changes(tmp_path, "Text.\n", "Text.\n", front=(FRONT, other)))
    assert (change.here.kind, kinds(change)) == ("review", [])
    change = only(changes(tmp_path, EVERY_KIND, EVERY_KIND.replace("2020;1:2–3", "2021;4:5–6")))
    assert (change.here.kind, kinds(change)) == ("reference", [])


PAIR = "You should take 5 mg.\n\n::: plain\nTake {} mg.\n:::\n"


def test_plain_wordings_are_compared_and_their_approvals_named(tmp_path: Path) -> None:
    before = edition(tmp_path, PAIR.format(5))
    now = edition(tmp_path, PAIR.format(6))
    change = only(changes_between(before, now))
    assert (change.here.view, change.here.approved, kinds(change)) == ("plain", "", ["dose"])
    approve(read(tmp_path / "heart.md"), "A. Example", date(2026, 3, 1))
    found = changes_between(before, edition_of(read(tmp_path / "heart.md"), tmp_path / "heart.md"))
    assert only(found).here.approved == "A. Example, 1 March 2026"
    assert found.approval == "1 of 1, by A. Example"


def test_a_broken_record_of_approvals_is_told_and_stops_nothing(tmp_path: Path) -> None:
    edition(tmp_path, PAIR.format(5))
    (tmp_path / "heart.lock").write_text("no record")
    assert "broken" in edition_of(read(tmp_path / "heart.md"), tmp_path / "heart.md").approval


def test_a_list_under_a_plain_wording_stands_below_its_words(tmp_path: Path) -> None:
    body = "Avoid these altogether:\n\n::: plain\nDo not have:\n:::\n\n- milk\n"
    items = [(each.view, each.under) for each in edition(tmp_path, body).passages if each.text == "milk"]
    assert items == [("full", "Avoid these altogether:"), ("plain", "Do not have:")]
    change = only(changes(tmp_path, body, body.replace("milk", "cream")[:-1] + " and milk\n"))
    assert (change.here.view, change.status) == ("full", "changed")


TEXTS = st.lists(st.sampled_from("take do not 5 mg, or. don’t 10 2.5 ½ (a) – b".split()), max_size=30).map(" ".join)


@given(TEXTS, TEXTS)
def test_pieces_are_the_two_texts(old: str, new: str) -> None:
    pieces = pieces_of(old, new)
    for side, text in (("old", old), ("new", new)):
        assert in_plain_type("".join(each.text for each in pieces if each.what in ("same", side))) == in_plain_type(
            text
        )
    assert ({each.what for each in pieces} <= {"same"}) == (in_plain_type(old) == in_plain_type(new))


def test_texts_without_end_are_read(tmp_path: Path) -> None:
    """Sentences of 5,000 words and numbers: what would weigh each word with each other one is kept from it."""
    for before, now, kind in (
        ("1 " * 5_000, "1 " * 4_999 + "2", "number"),
        ("not " * 5_000, "not " * 4_999, "negation"),
    ):
        assert kind in kinds(only(changes(tmp_path, before + "\n", now + "\n")))
    rows = [f"Word{number} stands here." for number in range(300)]
    found = changes(tmp_path, "\n\n".join(rows), "\n\n".join(row.replace("stands", "lies") for row in rows))
    assert {each.status for each in found.passages} == {"changed"} and len(found.passages) == 300


def test_editions_travel_whole(tmp_path: Path) -> None:
    told = (edition(tmp_path, EVERY_KIND), edition(tmp_path, PAIR.format(5)))
    assert unpacked(packed(told)) == told and unpacked(b"") == ()
