"""Pages pasted as text: what their lines become, and that none is lost."""

import itertools
import re
import textwrap
from pathlib import Path

import pytest
from hypothesis import given, settings
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

    def test_a_word_that_a_line_breaks_is_whole_and_one_with_a_hyphen_keeps_it(self) -> None:
        lines = (
            "Do not rub the eye, and clean the lids with cooled boiled water with-",
            "out soap until the swell-",
            "ing is gone and the hospital says that eye make-",
            "up is safe again, and wear no make-up before that.",
        )
        wide = "Iron helps the blood to carry oxygen, and most people take it for a"
        text = "\n".join(["Eyes", "", *[wide, "while, as the blood test shows.", ""] * 4, *lines])
        made = shape(draft(text).blocks)[-1]
        assert "water without soap" in made and "eye make-up is safe" in made

    def test_text_that_the_end_of_a_page_cuts_is_joined(self) -> None:
        middle = (
            "At night go to the emer-\n\nEYE/1            Page 1 of 2\nTaking iron\n\ngency department of the ward."
        )
        made = draft(ARTICLE.format(middle=middle) + "\nEYE/1            Page 2 of 2\n")
        assert "Paragraph: At night go to the emergency department of the ward." in shape(made.blocks)

    def test_a_box_of_bars_is_text(self) -> None:
        box = "+--------------------+\n| Do not take iron   |\n| with your tea.     |\n+--------------------+"
        assert "Paragraph: Do not take iron with your tea." in shape(draft(ARTICLE.format(middle=box)).blocks)

    def test_a_cell_goes_on_in_the_line_below(self) -> None:
        middle = (
            "Zone     Count      What to do\nAmber    50 to 79   See a doctor\n                    within 24 hours\n"
        )
        made = draft(ARTICLE.format(middle=f"{middle}Red      below 50   Call 999"))
        assert any("See a doctor within 24 hours / Red" in line for line in shape(made.blocks))

    def test_a_cell_in_the_middle_goes_on_in_a_small_letter_only(self) -> None:
        rows = (
            "Medicine        How often                      Most in a day\n"
            "Oxycodone 5 mg  1 tablet, only if              4 tablets\n"
            "                the other two are not enough   unless told\n"
            "Ibuprofen       400 mg                         1,200 mg\n"
            "                200 mg\n"
        )
        told = "\n".join(shape(draft(ARTICLE.format(middle=rows + "Aspirin         300 mg      900 mg")).blocks))
        assert "Oxycodone 5 mg / 1 tablet, only if the other two are not enough / 4 tablets unless told" in told
        assert "400 mg 200 mg" not in told

    def test_a_line_of_furniture_does_not_go_on(self) -> None:
        text = (
            ARTICLE.format(middle="Food")
            + "\n"
            + "Ask the clinic " * 8
            + "\nBrowse the library: A B C D E F G H I J K L M\n"
        )
        made = draft(text + "Do not take iron with tea, as it takes up less than half of the iron then.")
        assert not any("A B C" in line for line in shape(made.blocks))

    def test_a_path_of_pages_names_the_title(self) -> None:
        head = "Heat alert: a severe heatwave comes. Stay indoors and drink.\nHome > Blood > Taking iron\n"
        made = draft(head + ARTICLE.format(middle="Food").replace("Menu\n", ""))
        assert made.title == "Taking iron"

    def test_full_paragraphs_beside_each_other_stay_however_they_read(self) -> None:
        told = (
            "Experts say the research should shift thinking about how it is treated, and the guidance that they give.",
            "“This is an astounding study,” says Ann Bee, director of the Blood Research Center in Melbourne.",
        )
        made = draft(ARTICLE.format(middle="\n\n".join(told)) + "\n" + "\n".join(("Videos", "Quizzes", "Tools") * 8))
        assert {f"Paragraph: {each}" for each in told} <= set(shape(made.blocks))

    def test_a_poll_and_the_clinics_people_go(self) -> None:
        poll = "Quick poll\nDo you know your numbers?\n( ) Yes\n( ) No\nVote | See what 4,318 neighbors said"
        people = "Meet our specialists\nPriya Voss, MD\nLeo Chand, MD, PhD"
        made = draft(ARTICLE.format(middle=f"{poll}\n\n{people}"))
        told = "\n".join((*shape(made.blocks), *(credit.text for credit in made.credits)))
        assert "numbers" not in told
        assert "Voss" not in told

    def test_the_title_of_a_letter_stands_over_its_author(self) -> None:
        head = "From: News <a@b.example>\nDate: 1 May 2024\nSubject: Iron\nTo: <c@d.example>\n\nHello Ann,\n\n"
        text = head + "The clocks go back soon, so mind your sleep in this issue.\n\n" + ARTICLE.format(middle="Food")
        made = draft(text.replace("Menu\n", "").replace("Taking iron", "Taking iron\nby Dr Ann Moyo"))
        assert made.title == "Taking iron"


class TestFurniture:
    def test_a_thing_for_sale_goes_and_a_dose_stays(self) -> None:
        middle = "Ferrolux 14mg Tablets 30s\n4.5 out of 5 stars (12)\n£6.49\nAdd to basket\n\nTake 14 mg a day."
        made = draft(ARTICLE.format(middle=middle))
        assert not any("Ferrolux" in line for line in shape(made.blocks))
        assert any("14 mg a day" in line for line in shape(made.blocks))
        assert {each.text for each in made.dropped} >= {"Ferrolux 14mg Tablets 30s", "£6.49"}

    def test_an_offer_of_an_interpreter_in_another_language_goes(self) -> None:
        text = ARTICLE.format(middle="Food") + "\nAtención: si habla español, tiene servicios gratuitos de la lengua.\n"
        assert draft(text).dropped[-1].reason == "other language"

    def test_a_page_in_another_language_stays(self) -> None:
        lines = ["El hierro", "", *["Tome la pastilla con agua y no con leche, y llame si se siente mal."] * 5]
        assert len(draft("\n".join(lines)).blocks) >= 1

    def test_what_is_sponsored_between_rules_goes(self) -> None:
        middle = "------\nA message from our sponsor\nSleep cooler tonight on our pillow.\n------\n\nSleep well."
        made = draft(ARTICLE.format(middle=middle))
        assert not any("pillow" in line for line in shape(made.blocks))


SENTENCES = (
    "Keep the wound dry for two days, and then wash it with warm water.",
    "You may feel sleepy for a few hours after the test, which is normal.",
    "Do not drive until the next day, or sign papers that matter to you.",
    "Take one tablet every six hours if you have pain, but no more than four.",
)


@given(st.lists(st.lists(st.sampled_from(SENTENCES), min_size=1, max_size=3), min_size=3, max_size=5), st.data())
@settings(max_examples=25, deadline=None)
def test_two_columns_are_read_one_after_the_other(left: list[list[str]], data: st.DataObject) -> None:
    right = data.draw(st.permutations(left))
    width = data.draw(st.integers(32, 44))
    sides = [[line for text in side for line in (*textwrap.wrap(" ".join(text), width), "")] for side in (left, right)]
    body = "\n".join(f"{a:{width + 4}}{b}".rstrip() for a, b in itertools.zip_longest(*sides, fillvalue=""))
    wide = "This leaflet tells you what to do before and after the operation, and whom to call about it."
    made = " ".join(shape(draft(f"Your operation\n\n{wide}\n{wide}\n\n{body}\n\n\n{wide}\n").blocks))
    place = 0
    for text in (*left, *right):
        place = made.find(" ".join(text), place)
        assert place >= 0


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


@settings(deadline=None)
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


class TestTheEnd:
    def test_whom_to_call_and_when_is_kept_behind_the_article(self) -> None:
        told = "Ward 7 (24 hours): 555-0178"
        made = draft(ARTICLE.format(middle="Drink more.") + f"\nContacts\n\n{told}\n\nComments\n\nFollow us\n")
        assert told in " ".join(shape(made.blocks))

    def test_a_line_of_facts_is_no_title(self) -> None:
        page = ARTICLE.format(middle="Drink more.").replace(
            "Taking iron\n", "Iron tablets\n\nGeneric name: IRON TABLETS\n"
        )
        assert draft(page).title == "Iron tablets"

    def test_a_text_browsers_list_of_links_is_left_out(self) -> None:
        links = "\n".join(f"  {number}. https://iron.example/{number}" for number in range(1, 9))
        end = f"\n   (c) 2024 Iron Ltd.\n\nReferences\n\n   Visible links:\n{links}\n"
        made = draft(ARTICLE.format(middle="Drink more.") + end)
        assert "iron.example" not in " ".join(shape(made.blocks))
        assert sum("iron.example" in each.text for each in made.dropped) == 8
