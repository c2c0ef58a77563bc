"""Pages pasted as text: what their lines become, and that none is lost."""

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.document import Block, Bullets, Heading, Paragraph, Table, fragments, plain_text
from handouts.draft import Draft
from handouts.errors import SourceError
from handouts.readers.page_text import IMPORTER, MOST_LINES

PAGE = Path("page.txt")


def draft(text: str) -> Draft:
    return IMPORTER.draft(text.encode(), PAGE)


def shape(blocks: tuple[Block, ...]) -> list[str]:
    """Each block as one line: its kind and its texts."""
    return [
        f"{type(block).__name__}: {' / '.join(plain_text(spans) for spans in fragments(block))}" for block in blocks
    ]


ARTICLE = """\
Menu
Taking iron

Iron helps the blood to carry oxygen, and most people take it for three months.

{middle}

Take it with water and on an empty stomach, unless it makes you feel sick.

Ask for a blood test after four weeks, which shows whether the tablets work.
"""


class TestShape:
    def test_lists_nest_by_their_indent(self) -> None:
        made = draft(ARTICLE.format(middle="Do this:\n\n- one thing\n    o first part\n    o second part\n- another"))
        lists = [block for block in made.blocks if isinstance(block, Bullets)]
        assert [len(each.items) for each in lists] == [2]
        assert len(lists[0].items[0].blocks) == 2

    def test_numbered_lists_keep_their_numbers(self) -> None:
        made = draft(ARTICLE.format(middle="Steps:\n\n3. Wash your hands.\n4. Open the pack.\n1. Begin anew here."))
        lists = [block for block in made.blocks if isinstance(block, Bullets)]
        assert [(each.ordered, each.start, len(each.items)) for each in lists] == [(True, 3, 2), (True, 1, 1)]

    def test_tables_by_tabs_by_spaces_and_by_bars(self) -> None:
        for middle in (
            "Food\tIron\nLiver\t9 mg\nBeans\t2 mg",
            "Food      Iron\nLiver     9 mg\nBeans     2 mg",
            "| Food | Iron |\n|------|------|\n| Liver | 9 mg |\n| Beans | 2 mg |",
        ):
            tables = [block for block in draft(ARTICLE.format(middle=middle)).blocks if isinstance(block, Table)]
            assert [shape((table,)) for table in tables] == [["Table:  / Food / Iron / Liver / 9 mg / Beans / 2 mg"]]

    def test_headings_by_underline_hashes_numbers_and_blank_lines(self) -> None:
        for middle in ("Side effects\n------------", "## Side effects", "Side effects", "SIDE EFFECTS"):
            made = draft(ARTICLE.format(middle=f"{middle}\n\nStools turn black, which does no harm at all."))
            heads = [block for block in made.blocks if isinstance(block, Heading)]
            assert [plain_text(head.spans).lower() for head in heads] == ["side effects"]

    def test_wrapped_lines_are_one_paragraph(self) -> None:
        text = "Taking iron\n\n" + "\n\n".join(
            "Iron helps the blood to carry oxygen, and most people take it for\n"
            f"three months or more, as long as the blood test number {number} in the\n"
            "row still shows that the stores of the body are not yet full again."
            for number in range(3)
        )
        blocks = draft(text).blocks
        assert len(blocks) == 3
        assert all(isinstance(block, Paragraph) for block in blocks)

    def test_a_page_without_a_title_keeps_its_first_paragraph(self) -> None:
        made = draft(ARTICLE.format(middle="Food").removeprefix("Menu\nTaking iron\n\n"))
        assert made.title == PAGE.stem
        assert shape(made.blocks)[0].startswith("Paragraph: Iron helps")

    def test_a_page_of_short_lines_alone_is_kept(self) -> None:
        made = draft("Low-salt foods\n\nApples\nPears\nRice\nPlain yogurt\n\nPrint\nShare")
        assert made.title == "Low-salt foods"
        assert [text for line in shape(made.blocks) for text in line.split(": ")[1].split(" / ")] == [
            *("Apples", "Pears", "Rice", "Plain yogurt")
        ]

    def test_the_same_list_twice_is_no_table_of_contents(self) -> None:
        signs = "Fever\nVomiting\nBad pain"
        made = draft(ARTICLE.format(middle=f"Call us if you have:\n{signs}\n\nCall 911 if you have:\n{signs}"))
        assert sum(isinstance(block, Bullets) and len(block.items) == 3 for block in made.blocks) == 2

    def test_advice_above_the_title_is_kept(self) -> None:
        alert = "Call 911 if somebody has swallowed many iron tablets at once."
        made = draft(f"Menu\nSearch\n{alert}\nNorthgate\n" + ARTICLE.format(middle="Food"))
        assert made.title == "Taking iron"
        assert any(alert in line for line in shape(made.blocks))

    def test_a_credit_on_two_lines_is_one(self) -> None:
        made = draft(ARTICLE.format(middle="Food") + "\nLast updated:\n3 May 2021\n")
        assert [(each.kind, each.text) for each in made.credits] == [("revised", "Last updated: 3 May 2021")]

    def test_contact_us_with_advice_under_it_is_a_heading(self) -> None:
        middle = "Contact us\nIf you feel sick for more than two days, call the clinic on 555-0104."
        assert "Heading: Contact us" in shape(draft(ARTICLE.format(middle=middle)).blocks)


def words(text: str) -> list[str]:
    return re.findall(r"\w+", text)


LINE = st.sampled_from(
    [
        *("", "", "Menu", "Related articles", "Read more", "Contents", "Signs", "What now?", "You may have:"),
        *("- an item", "  o a part", "1. Step one", "[1] Moyo 2018.", "a\tb", "c\td", "x    y", "=====", "-", "1."),
        *("Page 1 of 2", "© 2020 Foo", "...", "By Ann Moyo", "The text breaks off here and ..."),
        *("Take it with water and not with milk, please.", "Call 911 if you faint.1"),
    ]
)


@given(st.lists(LINE, max_size=40))
def test_no_word_of_a_page_is_lost(lines: list[str]) -> None:
    text = "\n".join(lines)
    if not text.strip():
        return
    made = draft(text)
    told = [made.title, *(credit.text for credit in made.credits), *(each.text for each in made.dropped)]
    told += [span.text for block in made.blocks for spans in fragments(block) for span in spans]
    told += [
        str(item.start + place) for item in made.blocks if isinstance(item, Bullets) for place in range(len(item.items))
    ]
    told += [f"{each.number} {plain_text(each.spans)}" for each in made.references]
    missing = set(words(text)) - {word for each in told for word in words(each)} - {"o", "1"}
    assert missing == set()


class TestHostile:
    def test_an_empty_page_is_refused(self) -> None:
        for text in ("", " \n\t\n", "\u200b\n"):
            with pytest.raises(SourceError, match="empty"):
                draft(text)

    def test_too_many_lines_are_refused(self) -> None:
        with pytest.raises(SourceError, match="lines"):
            draft("a line\n" * (MOST_LINES + 1))

    @pytest.mark.parametrize(
        "text",
        [
            "a" * 500_000,
            "word " * 100_000,
            "[" * 100_000,
            "Home > " * 50_000,
            "(c) " * 50_000,
            "By Ann " * 50_000,
            "information not " * 20_000,
            "  - item\n" * 5_000,
            "1. item\n" * 5_000,
            "a\tb\n" * 5_000,
            "Related articles\nA thing\n" * 2_500,
            "Contents\nOne thing\n" * 2_500,
            "some words are here                some more are there\n" * 3_000,
            "You may have this:\n" * 5_000,
            "".join(" " * (depth % 900) + "- x\n" for depth in range(2_000)),
            "\n".join(f"{number}. Moyo A, et al. 2010;3:4." for number in range(1, 3_000)),
            "\n".join(f"Thing number {number}" for number in range(5_000)),
        ],
        ids=range(17),
    )
    def test_what_repeats_itself_ends(self, text: str) -> None:
        made = draft(text)
        assert made.title or made.blocks or made.dropped or made.credits
