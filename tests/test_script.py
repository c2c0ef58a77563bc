"""The spoken script: what is said for every kind of block, in order, and nothing of it lost."""

import re
from collections import Counter
from dataclasses import fields, is_dataclass
from datetime import date
from pathlib import Path
from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.document import (
    Block,
    Bullets,
    Callout,
    Cell,
    Document,
    Figure,
    Glossary,
    Heading,
    Item,
    Paragraph,
    Reference,
    References,
    Review,
    Span,
    Spans,
    Table,
    Term,
)
from handouts.formats.script import script_text
from handouts.readers import read
from handouts.spoken.normalise import normalise
from handouts.spoken.script import Script, Times, Utterance, opening_of, script_of
from handouts.spoken.utterances import AFTER_CHAPTER, LONGEST, said_text, utterances
from tests.phonemes import phonemes
from tests.test_normalise import cases

SOURCES = sorted((Path(__file__).parent.parent / "sources").glob("*.md"))


def spans(*texts: str) -> Spans:
    """Spans of words; a text such as "^3" is the mark of reference 3."""
    return tuple(Span(text.lstrip("^"), 9, cites=int(text[1:]) if text[:1] == "^" else 0) for text in texts)


def paragraph(*texts: str) -> Paragraph:
    return Paragraph(spans(*texts), 9)


def item(*blocks: Paragraph | Bullets) -> Item:
    return Item(blocks, 9)


def cells(*texts: str) -> tuple[Cell, ...]:
    return tuple(Cell(spans(text) if text else (), 9) for text in texts)


def document(*blocks: Block, call: str = "", audience: str = "", review: Review | None = None) -> Document:
    return Document(
        path=Path("heart.md"),
        title="Your heart",
        language="en-US",
        version="1.2",
        revised=date(2026, 11, 23),
        publisher="Test Library",
        call=call,
        audience=audience,
        review=review,
        blocks=blocks,
    )


def said(*blocks: Block) -> str:
    """What a section of these blocks says, without its heading and the closing words."""
    script = script_of(document(Heading(2, spans("Part"), 8), *blocks))
    text = script_text(script).partition("\n\n\n")[2]
    return text.removeprefix("Part.\n\n").removesuffix("This is the end of: Your heart.\n").strip()


def everything(script: Script) -> list[Utterance]:
    return [one for chapter in script.chapters for passage in chapter.passages for one in passage.utterances]


LIST = Bullets((item(paragraph("Rest.")), item(paragraph("Drink water"))), 9)
KINDS: list[tuple[Block, str]] = [
    (paragraph("Take 5 mg. Do not stop."), "Take 5 milligrams. Do not stop."),
    (paragraph("Most get well", "^1", ". Some", "^2", ", ", "^3", " do not."), "Most get well. Some do not."),
    (Heading(3, spans("Before you go"), 9), "Before you go."),
    (LIST, "A list of 2 items.\nRest.\nDrink water."),
    (Bullets((item(paragraph("Rest")),), 9), "A list of 1 item.\nRest."),
    (
        Bullets((item(paragraph("Sit")), item(paragraph("Rest"))), 9, ordered=True, start=3),
        "A numbered list of 2 items.\nNumber 3: Sit.\nNumber 4: Rest.",
    ),
    (
        Bullets((item(paragraph("Rest"), LIST, paragraph("Sleep")), item(paragraph("Eat"))), 9),
        """
        A list of 2 items.
        Rest.

        Within this item, a list of 2 items.
        Rest.
        Drink water.

        End of the list within the item.
        Sleep.
        Eat.

        End of the list.
        """,
    ),
    (
        Table(
            cells("Day", "Dose", ""), (cells("Monday", "5 mg", "-"), cells("Tuesday", "", "no pill")), 9, spans("Doses")
        ),
        """
        A table with 2 rows and 3 columns: Doses.
        Row 1. Day: Monday. Dose: 5 milligrams. dash.
        Row 2. Day: Tuesday. Dose: blank. no pill.

        End of the table.
        """,
    ),
    (
        Table(cells("Day"), (cells("Monday"),), 9),
        "A table with 1 row and 1 column.\nRow 1. Day: Monday.\n\nEnd of the table.",
    ),
    (Figure(Path("a.png"), "A heart. It is red", 9, b"", 1, 1), "Picture: A heart. It is red."),
    (Figure(Path("a.png"), "A heart", 9, b"", 1, 1, spans("The heart")), "Picture: A heart. Caption: The heart."),
    (
        Callout("warning", spans("Do not stop"), (paragraph("Never stop."),), 9),
        "Warning: Do not stop.\n\nNever stop.\n\nEnd of warning.",
    ),
    (
        Callout("call", spans("Call us if"), (LIST,), 9),
        "When to call: Call us if:\n\nA list of 2 items.\nRest.\nDrink water.\n\nEnd of when to call.",
    ),
    (Callout("call", spans("When to call?"), (paragraph("Now."),), 9), "When to call?\n\nNow.\n\nEnd of when to call."),
    (Callout("tip", (), (paragraph("Rest."),), 9), "Tip.\n\nRest.\n\nEnd of tip."),
    (
        Glossary((Term(spans("INR"), (spans("A blood test"), spans("Its result")), 9), Term(spans("Vein"), (), 9)), 9),
        "A list of 2 words.\nINR: A blood test. Or: Its result.\nVein.",
    ),
    (
        References((Reference(1, spans("Smith 2010"), 9), Reference(2, spans("Lee 2011"), 9)), 9),
        "This article has 2 references. They are listed in the printed handout.",
    ),
    (
        References((Reference(1, spans("Smith 2010"), 9),), 9),
        "This article has 1 reference. It is listed in the printed handout.",
    ),
    (
        Paragraph((Span("the Heart Page", 9, href="https://heart.org"), Span(" or heart.org", 9)), 9),
        "the Heart Page or website heart dot org.",
    ),
    (paragraph("—"), "dash."),
    (paragraph("  "), ""),
]


@pytest.mark.parametrize(("block", "expected"), KINDS)
def test_each_kind_of_block_is_said(block: Block, expected: str) -> None:
    assert said(block) == dedent(expected).strip()


def test_the_opening_and_the_end() -> None:
    article = document(
        paragraph("Your heart pumps."),
        Heading(2, spans("Who is it for?"), 3),
        paragraph("You."),
        Heading(2, spans("How it works", "^1"), 5),
        paragraph("Well."),
        call="the clinic at 555-0100",
        audience="adults",
        review=Review("Dr. A. Lee", date(2026, 1, 2)),
    )
    expected = """\
        [00:00] Your heart.

        Published by Test Library.
        Version 1.2, revised 23 November 2026.
        Reviewed by Doctor A. Lee, 2 January 2026.
        Whom this is for: adults.
        Whom to call: the clinic at 5 5 5, 0 1 0 0.

        This recording lasts about 4 minutes.

        This article has 2 parts.
        Who is it for? At 1 minute.
        How it works. At 2 minutes.

        Your heart pumps.


        [01:24] Who is it for?

        You.


        [02:00] How it works.

        Well.

        This is the end of: Your heart.

        Whom to call: the clinic at 5 5 5, 0 1 0 0.
        """
    times = Times(254.9, (0.3, 84.9, 120.0))
    assert script_text(script_of(article, times), times) == dedent(expected)


def test_without_times_the_opening_tells_none() -> None:
    opening = script_text(script_of(document(Heading(2, spans("Part"), 3)))).partition("\n\n\n")[0]
    assert opening.endswith("This article has 1 part.\nPart.")
    assert "lasts" not in opening
    assert "Not yet reviewed by a clinician." in opening


def test_an_article_without_sections_is_one_chapter() -> None:
    script = script_of(document(paragraph("Rest.")), Times(20, (0,)))
    assert len(script.chapters) == 1
    assert [one.shown for one in everything(script)][-2:] == ["Rest.", "This is the end of: Your heart."]


def test_times_of_another_script_are_refused() -> None:
    with pytest.raises(ValueError, match="1 start times for 2 chapters"):
        script_of(document(Heading(2, spans("Part"), 3)), Times(20, (0,)))


@pytest.mark.parametrize(
    ("seconds", "start", "length"),
    [
        (4.9, "In the first half minute.", "half a minute"),
        (30, "At half a minute.", "half a minute"),
        (59.9, "At half a minute.", "1 minute"),
        (104.9, "At 1 and a half minutes.", "1 and a half minutes"),
        (105, "At 1 and a half minutes.", "2 minutes"),
        (600, "At 10 minutes.", "10 minutes"),
        (3600, "At 1 hour.", "1 hour"),
        (3644, "At 1 hour and half a minute.", "1 hour and half a minute"),
        (7350, "At 2 hours and 2 and a half minutes.", "2 hours and 2 and a half minutes"),
    ],
)
def test_times_are_said_in_half_minutes(seconds: float, start: str, length: str) -> None:
    """A start down to the half minute in which it is, a length to the nearest one; and nothing is made of the words."""
    chapter = opening_of(document(Heading(2, spans("Part"), 3)), Times(seconds, (0.3, seconds)))
    said = [one for passage in chapter.passages for one in passage.utterances]
    assert [one.text for one in said[-2:]] == ["Part.", start]
    assert f"This recording lasts about {length}." in [one.text for one in said]


def test_an_entry_of_the_contents_is_said_as_the_heading_and_a_time() -> None:
    title = spans("Why 5 mg? Dr. Lee tells e.g.")
    script = script_of(document(Heading(2, title, 3), paragraph("Rest.")), Times(99, (0.3, 80)))
    entry = [one.text for one in script.chapters[0].passages[-1].utterances]
    heading = [one.text for one in script.chapters[1].passages[0].utterances]
    assert entry == [*heading, "At 1 minute."]
    assert len(heading) == 2


@pytest.mark.parametrize(
    ("marked", "words"),
    [
        (("Well", "^1", "."), "Well."),
        (("Well.", "^1", " Rest."), "Well. Rest."),
        (("Well ", "^1", ", or not."), "Well, or not."),
        (("Well", "^1", ",", "^2", " or not."), "Well or not."),
        (("Well", "^1", " not ", "^2", "."), "Well not."),
        (("Well.", "^1", "Rest."), "Well. Rest."),
        (("5", "^1", "0 mg"), "5 0 mg"),
        (("un", "well"), "unwell"),
        (("^1",), ""),
        (("(see", "^1", ")"), "(see)"),
        (("a\n b\u00a0c",), "a b c"),
    ],
)
def test_marks_are_not_read(marked: tuple[str, ...], words: str) -> None:
    assert said_text(spans(*marked)) == words


def test_a_lexicon_word_is_respelled_for_the_engine_only() -> None:
    (one,) = utterances("Your INR and metoprolol 5 mg", 1.0)
    assert one == Utterance("Your I.N.R and muh toapralol 5 milligrams.", "Your INR and metoprolol 5 milligrams.", 1.0)


def test_sentences_are_said_one_by_one_with_pauses() -> None:
    parts = utterances("See Dr. Lee. Take 2.5 mg! Why?", 1.5)
    assert [part.shown for part in parts] == ["See Doctor Lee.", "Take 2.5 milligrams!", "Why?"]
    assert parts[0].pause == parts[1].pause > 0.2
    assert parts[2].pause == 1.5


def test_a_long_sentence_is_cut_where_a_clause_ends() -> None:
    sentence = "If " + ", and if ".join(f"you feel pain number {number} in your chest" for number in range(40))
    parts = utterances(sentence, 1.0)
    assert len(parts) > 3
    assert all(len(part.shown) <= LONGEST and part.shown.endswith((",", ".")) for part in parts)
    assert " ".join(part.shown for part in parts) == sentence + "."


def test_an_endless_word_is_cut_and_kept() -> None:
    parts = utterances("q" * 3 * LONGEST, 1.0)
    assert all(len(part.text) <= LONGEST for part in parts)
    assert "".join(part.shown for part in parts) == "q" * 3 * LONGEST


WORD = st.sampled_from("do not never stop call if until a dose clinic bleed heart you the no unless".split()) | st.text(
    "abdeghklnoprstuw", min_size=7, max_size=12
)
TEXT = st.lists(st.tuples(WORD, st.sampled_from([" ", ", ", ". ", "; ", " (", ") "])), min_size=1, max_size=150).map(
    lambda pairs: "".join(word + after for word, after in pairs)
)


def words(text: str) -> list[str]:
    return re.findall(r"[A-Za-z]+", text)


@given(st.lists(TEXT, min_size=1, max_size=4))
def test_every_word_is_said_in_its_order(texts: list[str]) -> None:
    script = script_of(document(*(paragraph(text) for text in texts)))
    body = [
        word
        for passage in script.chapters[0].passages
        if passage.kind == "paragraph"
        for one in passage.utterances
        for word in words(one.shown)
    ]
    assert body == words(" ".join(texts))


@given(st.lists(st.text(max_size=60) | st.sampled_from([case for case, _ in cases()]), min_size=1, max_size=4))
def test_whatever_is_written_can_be_spoken(texts: list[str]) -> None:
    script = script_of(document(*(Paragraph((Span(text, 9),), 9) for text in texts)))
    for one in everything(script):
        assert any(letter.isalnum() for letter in one.text)
        assert "[[" not in one.text
        assert one.text.isprintable()
        assert len(one.shown) <= LONGEST
        assert 0 < one.pause <= 3


def test_a_chapter_ends_with_the_longest_silence() -> None:
    for chapter in script_of(document(Heading(2, spans("Part"), 3), LIST, Heading(2, spans("End"), 5))).chapters:
        *others, last = [one for passage in chapter.passages for one in passage.utterances]
        assert last.pause == AFTER_CHAPTER
        assert all(one.pause < AFTER_CHAPTER for one in others)


def texts_of(value: object) -> list[str]:
    """Every text that an author wrote in a block, whatever its kind; references and their marks are not said."""
    if isinstance(value, References):
        return []
    if isinstance(value, Span):
        return [] if value.cites else [value.text]
    if isinstance(value, Figure):
        return [value.alt, *texts_of(value.caption)]
    if isinstance(value, tuple):
        return [text for each in value for text in texts_of(each)]
    if is_dataclass(value):
        return [text for field in fields(value) for text in texts_of(getattr(value, field.name))]
    return []


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.stem)
def test_every_word_and_figure_of_an_article_is_said(path: Path) -> None:
    article = read(path)
    told = " ".join(one.shown for one in everything(script_of(article)))
    written = " ".join(texts_of(article.blocks))
    count = Counter(word.lower() for word in re.findall(r"[A-Za-z]{3,}", told))
    expected = Counter(word.lower() for word in re.findall(r"[A-Za-z]{3,}", written))
    assert {word for word in expected - count if word != "mmhg"} == set()
    figures = Counter(re.findall(r"\d+(?:\.\d+)?", told.replace(" ", "")))
    numbers = re.findall(r"(?<![\d-])\d+(?:\.\d+)?(?![\d-])", written)
    said_as_year = {number: normalise(f"in {number}").removeprefix("in ") for number in numbers}
    assert not [number for number in numbers if number not in figures and said_as_year[number] not in told]


def test_no_sign_is_left_that_the_engine_names() -> None:
    script = [one for path in SOURCES for one in everything(script_of(read(path)))]
    plain = [one for one in script if not re.search(r"\b(?:slash|dash|hash)\b", one.text)]
    told = phonemes([one.text for one in plain])
    assert [
        one.shown for one, sound in zip(plain, told, strict=True) if re.search("slˈæʃ|dˈæʃ |hˈæʃ|ɹˌoʊmən", sound)
    ] == []
