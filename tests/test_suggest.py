"""What is suggested for which text, and what is left alone."""

from dataclasses import replace
from pathlib import Path

import pytest

from handouts.document import Document, Paragraph, Span
from handouts.readers import read
from handouts.suggest import Edit, Suggestion, report, suggestions, to_dict, with_edits
from handouts.suggest.passages import passages
from handouts.wordlists import plain_words, terms
from tests.articles import FRONT, write_article


def suggest(folder: Path, body: str) -> tuple[tuple[Suggestion, ...], str]:
    path = write_article(folder, f"\n{body}\n")
    source = path.read_bytes().decode()
    return suggestions(read(path), source), source


def reworded(folder: Path, body: str, kind: str) -> list[str]:
    """The body after each suggestion of a kind that can be applied."""
    found, source = suggest(folder, body)
    edited = [with_edits(source, [each.edit]) for each in found if each.kind == kind and each.edit]
    return [text.removeprefix(FRONT).strip() for text in edited]


SPLITS = {
    "Do not stop taking these tablets by yourself or skip any, because a dangerous clot could form.": (
        "Do not stop taking these tablets by yourself or skip any. This is because a dangerous clot could form."
    ),
    "The doctor may wait for some more days because the wound needs time before it can heal well.": (
        "The doctor may wait for some more days. This is because the wound needs time before it can heal well."
    ),
    "Because your own limits may be different, ask your care team for them, and write them all down.": (
        "Your own limits may be different. So ask your care team for them, and write them all down."
    ),
    "Although the rhythm stays uneven for many weeks, you will most likely feel much better than you did.": (
        "The rhythm stays uneven for many weeks. But you will most likely feel much better than you did."
    ),
    "Most people should stop their statin as soon as they know, although a few may need to continue it.": (
        "Most people should stop their statin as soon as they know. But a few may need to continue it."
    ),
    "The heart cannot pump as much blood as the body needs; it does not mean that it has stopped.": (
        "The heart cannot pump as much blood as the body needs. It does not mean that it has stopped."
    ),
    "The pain may begin in your chest or in your arm, and it may come and go for days.": (
        "The pain may begin in your chest or in your arm. It may come and go for days."
    ),
    "You do not have to give up these kinds of food, but you should eat the same amount weekly.": (
        "You do not have to give up these kinds of food. But you should eat the same amount weekly."
    ),
    "The team gives you a medicine that makes you **sleepy,**\nbecause the test can be a little\nuncomfortable.": (
        "The team gives you a medicine that makes you **sleepy.**\nThis is because the test can be a little\n"
        "uncomfortable."
    ),
}


@pytest.mark.parametrize("text", SPLITS)
def test_a_long_sentence_is_parted_where_that_is_safe(tmp_path: Path, text: str) -> None:
    assert reworded(tmp_path, text, "split") == [SPLITS[text]]


@pytest.mark.parametrize(
    "text",
    [
        "If you bleed from your nose or from your gums at night, and it does not stop, call the clinic.",
        "Call the clinic when you feel weak for more than a day, and you should not drive a car then.",
        "If you faint at home or in the street, lie down at once; call the clinic on the same day.",
        "You should not stop these tablets on any day of the week because you feel well enough without them.",
        "You may need the test not only because of your age, but also because your father had the disease.",
        "Take one tablet in the morning, or you may take half a tablet in the morning and half at night.",
        "The valve lets blood go from one room to the next one, which makes the heart work harder than before.",
        "Tell the team that you are pregnant, because X-rays harm a baby, and if you have had a bypass operation.",
        "You can take the tablet with food such as bread, cheese or fruit, and milk or water is also fine.",
        "Do not go to a clinic or to an urgent care center first, because this can delay your treatment a lot.",
        "The doctor says (the wound is large, and it may take some more weeks to heal) that all is well now.",
        "The nurse says “you are well enough to go home, and you can eat all that you like” to many people.",
    ],
)
def test_no_split_is_offered_where_it_could_change_the_sense(tmp_path: Path, text: str) -> None:
    assert reworded(tmp_path, text, "split") == []


def test_items_under_a_condition_are_not_parted(tmp_path: Path) -> None:
    item = "- You are weak and tired for one whole day, and you cannot eat or drink as you usually do."
    assert reworded(tmp_path, f"You may do this:\n\n{item}", "split") == []
    assert reworded(tmp_path, f"::: call Call us at 555-0100 if\n{item}\n:::", "split") == []
    assert reworded(tmp_path, f"## When should I call?\n\n{item}", "split") == []
    assert len(reworded(tmp_path, f"## What is it like?\n\n{item}", "split")) == 1


WORDS = {
    "Take approximately two of them.": "Take about two of them.",
    "Approximately two are enough.": "About two are enough.",
    "You had a previous clot.": "You had an earlier clot.",
    "It is an initial test.": "It is a first test.",
    "Ask the physician's nurse.": "Ask the doctor's nurse.",
    "Call if you vomit at night.": "Call if you throw up at night.",
    "Fluid **accumulates** there.": "Fluid **builds up** there.",
    "Do this prior\nto the test.": "Do this before the test.",
    "It can rapidly.": "It can fast.",
}


@pytest.mark.parametrize("text", WORDS)
def test_a_hard_word_gets_its_plain_one_with_capitals_and_article(tmp_path: Path, text: str) -> None:
    assert reworded(tmp_path, text, "word") == [WORDS[text]]


@pytest.mark.parametrize(
    "text",
    [
        "Show your vomit to the nurse.",
        "Blood in your stools or vomit is a sign.",
        "It can rapidly spread.",
        "The heart may therefore beat fast.",
        "The elderly fall often.",
        "It is called a *contusion*.",
        "It is a bruise (contusion).",
        "The label says “utilize”.",
        "Read [how to utilize it](https://example.org/utilize).",
        "See utilize.example.org or mail utilize@example.org.",
        "The Utilize Trial was large.",
        "The tube is inserted in the vein.",
        "You should rest.",
        "Take it on an empty stomach.",
        "The utilize-first rule.",
    ],
)
def test_words_that_stand_for_something_else_are_left_alone(tmp_path: Path, text: str) -> None:
    assert reworded(tmp_path, text, "word") == []


def test_no_pair_that_the_list_calls_unsafe_is_ever_offered(tmp_path: Path) -> None:
    unsafe = [pair for pair in plain_words() if not pair.safe]
    body = "\n\n".join(f"This is {pair.hard} for it." for pair in unsafe)
    lines = (write_article(tmp_path, f"\n{body}\n").read_text().splitlines()).index(f"This is {unsafe[0].hard} for it.")
    found, _ = suggest(tmp_path, body)
    offered = {f"“{unsafe[(each.line - 1 - lines) // 2].hard}”" for each in found if each.kind == "word"}
    assert len(unsafe) > 50
    assert not [each for each in found if each.kind == "word" and each.what.split(" for ")[1].rstrip(".") in offered]


def test_references_titles_and_link_targets_are_left_alone(tmp_path: Path) -> None:
    body = "## How to utilize it\n\nYou rest.[^a]\n\n[^a]: Physicians who utilize medications. Subsequent to it."
    found, _ = suggest(tmp_path, body)
    assert [each.kind for each in found] == ["call"]


def test_a_hard_term_without_an_explanation_gets_its_meaning(tmp_path: Path) -> None:
    assert reworded(tmp_path, "You may need an inhaler.", "define") == [
        "You may need an inhaler (a device that lets you breathe in a medicine)."
    ]
    found, _ = suggest(tmp_path, "Your sleep apnea study is at night.\n\nSleep apnea is common.")
    assert [(each.line, each.edit) for each in found if each.kind == "define"] == [(10, None)]
    assert next(term.meaning for term in terms() if term.term == "sleep apnea") in found[1].what


@pytest.mark.parametrize(
    "text",
    [
        "You may need an inhaler (a device to breathe in a medicine).",
        "An inhaler is a device to breathe in a medicine.",
        "You may need a device called an inhaler.",
        "You may need an *inhaler* for it.",
        "You may need a small device (inhaler) for it.",
        "## What is an inhaler?\n\nYou may need an inhaler.",
        "You may need an inhaler.\n\n## Words to know\n\nInhaler\n: A device to breathe in a medicine.",
    ],
)
def test_a_term_that_is_explained_is_left_alone(tmp_path: Path, text: str) -> None:
    assert [each for each in suggest(tmp_path, text)[0] if each.kind == "define"] == []


def test_long_and_very_long_sentences_are_told_apart(tmp_path: Path) -> None:
    def kinds(words: int) -> list[str]:
        return [each.kind for each in suggest(tmp_path, "You " + "rest " * (words - 2) + "now.")[0]]

    assert [kinds(words) for words in (20, 21, 30, 31)] == [
        ["call"],
        ["call", "long"],
        ["call", "long"],
        ["call", "very-long"],
    ]


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("The tube is then moved along.", "“is then moved”"),
        ("Tablets should be taken at night.", "“be taken”"),
        ("You are tired and worried.", ""),
        ("It is called a stroke.", ""),
        ("The nurse moves the tube.", ""),
    ],
)
def test_passives_are_named(tmp_path: Path, text: str, shown: str) -> None:
    found = [each.what for each in suggest(tmp_path, text)[0] if each.kind == "passive"]
    assert [what.split(" hides")[0] for what in found] == [shown] * bool(shown)


def test_sections_that_speak_to_nobody_and_a_missing_call_are_told(tmp_path: Path) -> None:
    nobody = "## Clots\n\nClots form. They move. They block a vessel."
    you = "## Signs\n\nThe arm hurts. The leg hurts. Call a doctor."
    call = "::: call When to call\nAt any sign.\n:::"
    found, _ = suggest(tmp_path, f"{nobody}\n\n{you}")
    assert [(each.kind, each.line) for each in found] == [("call", 1), ("you", 10)]
    assert [each.kind for each in suggest(tmp_path, f"{nobody} You rest.\n\n{you}\n\n{call}")[0]] == []


def test_both_versions_are_looked_through(tmp_path: Path) -> None:
    found, _ = suggest(tmp_path, "You utilize it.\n\n::: plain\nYou utilize that.\n:::\n\nYou utilize both.")
    assert [(each.version, each.line) for each in found if each.edit] == [("full", 10), ("plain", 13), ("both", 16)]


def test_numbers_follow_the_lines_and_stay_the_same(tmp_path: Path) -> None:
    body = "You utilize it.\n\n- The nurse is helped.\n- You vomit.\n\n| Day | What |\n|--|--|\n| 1 | You utilize it. |"
    found, source = suggest(tmp_path, body)
    assert [each.number for each in found] == list(range(1, len(found) + 1))
    assert [each.line for each in found] == sorted(each.line for each in found)
    assert found == suggestions(read(tmp_path / "heart.md"), source)
    assert [(each.kind, each.line) for each in found] == [
        ("call", 1),
        ("word", 10),
        ("passive", 12),
        ("word", 13),
        ("word", 17),
    ]


def test_the_gain_is_that_of_the_passage(tmp_path: Path) -> None:
    # 4 words, 8 syllables -> 4 words, 6 syllables: 11.8 * 2 / 4 grades of Flesch and Kincaid.
    found, _ = suggest(tmp_path, "You utilize it daily.")
    assert [each.gain for each in found if each.kind == "word"] == [5.9]


@pytest.mark.parametrize(
    "body",
    [
        "You \\< utilize it.",
        "You [see](https://example.org/utilize(1)) and *then* utilize it.",
        "You rest.[^utilize] Then you **will** utilize it.\n\n[^utilize]: A. Title.",
        "You rest [here][utilize] and utilize it.\n\n[utilize]: https://example.org/utilize",
        "| utilize day | What |\n|--|--|\n| Day 1 | **You** utilize it. |\n",
        "1. You\n   utilize it.\n2. You rest.",
        "Word\n: You utilize it.",
    ],
)
def test_an_edit_stands_on_the_word_that_is_read(tmp_path: Path, body: str) -> None:
    path = write_article(tmp_path, f"\n{body}\n")
    document, source = read(path), path.read_text()
    for passage in passages(document, source):
        for place, letter in zip(passage.places, passage.text, strict=True):
            assert place == -1 or source[place] == letter or (source[place] == "\n" and letter == " ")
    words = [each for each in suggestions(document, source) if each.kind == "word"]
    assert len(words) == 1
    if edit := words[0].edit:
        path.write_text(with_edits(source, [edit]))
        assert text_of(read(path)) == text_of(document).replace("utilize it", "use it")
    assert (words[0].edit is None) == ("\\<" in body)


def text_of(document: Document) -> str:
    return repr(document.blocks)


def test_the_report_and_the_data_say_the_same(tmp_path: Path) -> None:
    found, _ = suggest(tmp_path, "You utilize it daily.\n\nThe tube is moved.")
    told = report(found)
    assert "   2  line 10, word, 5.9 grades easier\n      “You utilize it daily.”\n" in told
    assert told.endswith("3 suggestions, 1 with a change that can be applied\n")
    assert report(()) == "No suggestions.\n"
    data = to_dict(found)["suggestions"]
    assert isinstance(data, list)
    assert [each["number"] for each in data] == [1, 2, 3]
    edit = found[1].edit
    assert isinstance(edit, Edit)
    assert data[1]["edit"] == {"start": edit.start, "end": edit.end, "text": "use"}


def test_a_span_beyond_the_source_has_no_place(tmp_path: Path) -> None:
    document = read(write_article(tmp_path, "\nYou rest.\n"))
    far = replace(document, blocks=(Paragraph((Span("You utilize it.", 900),), 900),))
    assert [each.edit for each in suggestions(far, "nothing") if each.kind == "word"] == [None]
