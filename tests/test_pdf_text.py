"""Lines and pages: what must stay together, what may be broken, and what is drawn when a font lacks a character."""

from collections.abc import Sequence
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.document import Block
from handouts.errors import SourceError
from handouts.formats.pdf.flow import Piece, Room, bind, paginate
from handouts.formats.pdf.frontmatter import sheets_line
from handouts.formats.pdf.furniture import shortened
from handouts.formats.pdf.joins import NBSP, joined
from handouts.formats.pdf.lines import lines_of
from handouts.formats.pdf.look import look_of
from handouts.formats.pdf.make import made
from handouts.formats.pdf.runs import Phrase, runs_of
from handouts.formats.pdf.text import Text
from handouts.options import Options
from tests.pdf_checks import checked
from tests.pdf_documents import BARE, bullets, callout, document, everything, figure, heading, paragraph, spans, table
from tests.pdf_integrity import TaggedPdf


@pytest.mark.parametrize(
    "whole",
    [
        *("2.0 cm²", "5 mg", "0.5 mL", "5 mg/mL", "120/80 mmHg", "120/80 mm Hg", "80 %", "38 °C", "98.6 ° F", "72 bpm"),
        *("3 hours", "24 hours", "7 days", "1 minute", "2 weeks", "6 months", "65 years", "8 am", "8 a.m.", "10 p. m."),
        *(
            "2 tablets",
            "½ tablet",
            "1 ½ tablets",
            "2 puffs",
            "(5 mg)",
            "“5 mg”",
            "16 fl oz",
            "10,000 units",
            "1–2 years",
        ),
        *("1 – 2 years", "80 – 95 %", "120 / 80", "10 × 5", "≥ 140", "< 0.05", "± 2", "No. 5", "Step 2", "type 2"),
        *("555-0100", "1-800-555-0100", "(555) 555-0100", "1 (800) 555-0100", "+44 20 7946 0000", "020 7946 0000"),
        *("555-0100 ext. 12", "555-0100 x 12", "23 November", "November 23", "Nov. 23", "Dr. Chen", "call 911"),
    ],
)
def test_what_belongs_together_is_not_parted(whole: str) -> None:
    text = f"about {whole}, or so"
    assert joined(text) == f"about {whole.replace(' ', NBSP)}, or so"


@pytest.mark.parametrize(
    "apart",
    [
        *("take it twice a day", "in 2010 the team", "a dose of 5 mg", "80% to 95%", "the 3 rooms of the heart"),
        *("Heart 2010; 121", "pages of text", "the mg sign", "words, - and more", ""),
    ],
)
def test_all_other_spaces_may_end_a_line(apart: str) -> None:
    pieces = joined(apart).split(" ")
    assert len(pieces) >= len(apart.split(" ")) - 1
    assert joined("take it twice a day") == "take it twice a day"


@given(st.text(st.sampled_from("ab 5½.,()-–/+<≥%°mg:x"), max_size=60))
def test_joining_changes_nothing_but_spaces(text: str) -> None:
    assert joined(text).replace(NBSP, " ") == text


def _lines(text: str, limit: float) -> list[str]:
    return ["".join(part for _, part in line) for line in lines_of(runs_of([Phrase(text, None)]), limit)]


@given(st.text(st.sampled_from("aeinst .-/5mg"), max_size=200), st.floats(1.5, 40))
def test_lines_keep_every_letter_and_their_limit(text: str, limit: float) -> None:
    runs = runs_of([Phrase(text, None)])
    lines = lines_of(runs, limit)
    assert "".join(part for line in lines for _, part in line).split() == "".join(run.text for run in runs).split() or (
        "".join("".join(part for _, part in line) for line in lines).replace(" ", "").replace(NBSP, "")
        == text.replace(" ", "")
    )
    for line in lines:
        assert sum(run.font.width(part) for run, part in line) <= limit + lines[0][0][0].font.space + 1e-9


def test_a_number_is_not_parted_over_styles() -> None:
    runs = runs_of([Phrase("take ", None), Phrase("5", None, bold=True), Phrase(" mg now", None)])
    assert "".join(run.text for run in runs) == f"take 5{NBSP}mg now"


def test_a_long_word_breaks_at_its_marks_first() -> None:
    assert _lines("https://example.org/heart-valves/treatment", 8) == [
        "https://",
        "example.org/",
        "heart-valves/",
        "treatment",
    ]
    assert _lines("+44 20 7946 0000", 5) == [f"+44{NBSP}20 ", "7946 ", "0000"]
    assert "".join(_lines("m" * 50, 5)) == "m" * 50


def test_a_word_of_a_million_letters_is_broken_in_time() -> None:
    assert sum(map(len, _lines("m" * 1_000_000, 20))) == 1_000_000


def test_a_balanced_heading_breaks_no_word() -> None:
    words = "An electroencephalographically seen rhythm"
    style = look_of(BARE, Options()).title
    for ems in (14, 15, 17, 20):
        runs = runs_of([Phrase(words, None, bold=True)])
        text = Text(runs=runs, style=style, left=0, width=ems * style.size)
        assert len(text.lines) > 1
        assert [word for line in text.lines for _, part in line for word in part.split()] == words.split()


def test_nothing_is_hyphenated() -> None:
    words = "electrocardiographically percutaneous anticoagulation thromboembolism " * 30
    pdf = checked(document(paragraph(words)), font_size=40)
    assert "-" not in pdf.text.split("911.")[1]


@dataclass(slots=True, kw_only=True, eq=False)
class _Block(Piece):
    count: int

    @property
    def heights(self) -> Sequence[float]:
        return [10.0] * self.count

    def may_break(self, place: int) -> bool:
        return 2 <= place + 1 <= self.count - 2


def _pages(*pieces: _Block, height: float = 100) -> list[list[tuple[int, int]]]:
    return [[(each.first, each.last) for each in page] for page in paginate(pieces, Room(height))]


def test_no_line_stands_alone_at_a_page_s_end() -> None:
    assert _pages(_Block(count=9), _Block(count=5)) == [[(0, 9)], [(0, 5)]]
    assert _pages(_Block(count=7), _Block(count=5)) == [[(0, 7), (0, 3)], [(3, 5)]]
    assert _pages(_Block(count=6), _Block(count=5)) == [[(0, 6), (0, 3)], [(3, 5)]]
    assert _pages(_Block(count=7), _Block(count=3)) == [[(0, 7), (0, 3)]]
    assert _pages(_Block(count=8), _Block(count=3)) == [[(0, 8)], [(0, 3)]]


def test_a_heading_stays_with_two_lines() -> None:
    assert _pages(_Block(count=8), _Block(count=1, keep=True), _Block(count=5)) == [[(0, 8)], [(0, 1), (0, 5)]]
    assert _pages(_Block(count=7), _Block(count=1, keep=True), _Block(count=5)) == [[(0, 7), (0, 1), (0, 2)], [(2, 5)]]


def test_what_is_bound_stays_on_one_page_if_it_fits() -> None:
    def bound(*counts: int) -> list[_Block]:
        pieces = [_Block(count=count) for count in counts]
        bind(pieces, 60)
        return pieces

    assert _pages(_Block(count=6), *bound(2, 4)) == [[(0, 6)], [(0, 2), (0, 4)]]
    assert _pages(_Block(count=6), *bound(2, 5)) == [[(0, 6), (0, 2), (0, 2)], [(2, 5)]]


def test_what_no_page_can_hold_is_parted_where_the_page_is_full() -> None:
    assert _pages(_Block(count=25, whole=True)) == [[(0, 10)], [(10, 20)], [(20, 25)]]
    assert _pages(*[_Block(count=6, keep=True)] * 0, _Block(count=1), height=5) == [[(0, 1)]]


@pytest.mark.parametrize("size", [14, 18, 24, 36])
def test_headings_stay_with_their_text_on_paper(size: int) -> None:
    blocks: list[Block] = []
    for number in range(30):
        blocks += [heading(f"Section {number}"), paragraph("It holds words of a section. " * (number % 7 + 1))]
    pdf = checked(document(*blocks), font_size=size)
    heads, texts = pdf.of_role("H2"), pdf.of_role("P")[-30:]
    assert [pdf.pages_of(head) for head in heads] == [pdf.pages_of(text)[:1] for text in texts]


def test_a_warning_is_not_parted() -> None:
    for lines in range(12, 22):
        box = callout(
            "warning", "Call 911 if", bullets("your chest hurts", "you faint", "you cannot speak", "you bleed")
        )
        pdf = checked(document(*[paragraph("Words.")] * lines, box))
        assert len(pdf.pages_of(pdf.of_role("Sect")[0])) == 1


def test_a_figure_shrinks_a_little_to_stay_on_its_page() -> None:
    sizes = set()
    for lines in range(1, 16):
        pdf = checked(document(*[paragraph("Words.")] * lines, heading("Look"), figure(), paragraph("Go on. " * 60)))
        _, bottom, _, top = map(float, pdf.of_role("Figure")[0].A.BBox)
        assert pdf.pages_of(pdf.of_role("Figure")[0]) == pdf.pages_of(pdf.of_role("H2")[0])
        sizes.add(round(top - bottom))
    assert max(sizes) == 225
    assert 0.7 * 225 - 1 <= min(sizes) < 225


@pytest.mark.parametrize("size", [14, 18, 24, 40])
@pytest.mark.parametrize("standard", ["acb", "aph", "ukaaf", "rnib"])
def test_nothing_is_smaller_than_the_body(size: int, standard: str) -> None:
    pdf = checked(everything(), font_size=size, standard=standard)
    assert min(min(content.sizes) for content in pdf.pages) == size


@pytest.mark.parametrize("size", [14, 18, 24, 40])
def test_heads_grow_with_the_body_but_fit_their_longest_word(size: int) -> None:
    look = look_of(document(heading("Short"), heading("Part", 3)), Options(font_size=size))
    assert look.title.size > look.section.size > look.part.size > look.body.size == size
    assert look.title.size <= size * 28 / 18
    long = look_of(document(heading("Electroencephalographically seen")), Options(font_size=40))
    assert 40 <= long.section.size < 44


def test_a_standard_decides_the_look() -> None:
    looks = {name: look_of(BARE, Options(standard=name)) for name in ("acb", "aph", "ukaaf", "rnib")}
    assert {name: look.size for name, look in looks.items()} == {"acb": 18, "aph": 18, "ukaaf": 18, "rnib": 24}
    # 1 in at least on either side (ACB); 39 to 43 characters (APH), at the average width of English text.
    assert looks["acb"].left == 72
    assert 39 <= looks["aph"].width / (0.44 * 18) <= 43.1
    assert looks["acb"].body.leading == pytest.approx(18 * 1.15 * 1.15)
    assert {name: look.print_line for name, look in looks.items()} == {
        "acb": "Large print, 18 point",
        "aph": "Large print, 18 point",
        "ukaaf": "Large print, 18 point",
        "rnib": "Giant print, 24 point",
    }
    assert look_of(BARE, Options(font_size=14)).print_line == "Enlarged print, 14 point"


@pytest.mark.parametrize(
    ("standard", "fonts", "underlined"), [("acb", 1, True), ("aph", 2, True), ("ukaaf", 2, False), ("rnib", 2, False)]
)
def test_emphasis_is_what_the_standard_allows(standard: str, fonts: int, underlined: bool) -> None:
    words = paragraph("Plain, ", spans("strong", bold=True), " and ", spans("stressed", italic=True), " words.")
    pdf = checked(document(words), standard=standard)
    content = pdf.pdf.pages[0].Contents.read_bytes().decode("latin-1")
    (line,) = [line for line in content.splitlines() if "Plain" in line]
    assert len({word for word in line.split() if word.startswith("/F")} - {"/F0"}) == fonts
    (mark,) = [place for place, code in enumerate(content.splitlines()) if "Plain" in code]
    assert content.splitlines()[mark + 1].startswith("/Artifact BMC 0 G") == underlined


@pytest.mark.parametrize(
    ("pages", "words"),
    [
        (1, "1 page: 1 sheet"),
        (2, "2 pages: 1 sheet on both sides, or 2 on one side"),
        (3, "3 pages: 2 sheets on both sides, or 3 on one side"),
        (8, "8 pages: 4 sheets on both sides, or 8 on one side"),
    ],
)
def test_the_number_of_sheets(pages: int, words: str) -> None:
    assert sheets_line(pages) == words


@pytest.mark.parametrize(
    ("call", "words"),
    [
        ("your clinic at 555-0100", "Call your clinic at 555-0100."),
        ("Call 555-0100!", "Call 555-0100!"),
        ("call your nurse", "Call your nurse."),
        ("Callie’s clinic", "Call Callie’s clinic."),
        (" ", ""),
    ],
)
def test_the_first_page_says_whom_to_call(call: str, words: str) -> None:
    data, _ = made(document(call=call), Options())
    pdf = TaggedPdf(data)
    assert pdf.text.split("Published by Handouts Heart Library.")[1].strip() == words
    assert pdf.problems() == []


@pytest.mark.parametrize("count", [0, 1, 5, 12, 30, 60, 62, 64, 66, 68])
@pytest.mark.parametrize("size", [18, 40])
def test_the_first_page_tells_the_true_number_of_sheets(count: int, size: int) -> None:
    pdf = checked(document(*[paragraph("Some words to fill the page with.")] * count), font_size=size)
    assert f"point. {sheets_line(len(pdf.pages))}. Version" in pdf.text


def test_each_page_tells_title_version_and_number() -> None:
    pdf = checked(everything())
    for number, content in enumerate(pdf.pages, 1):
        artifacts = [text for _, text in content.artifacts]
        assert f"Page {number} of {len(pdf.pages)}" in artifacts
        assert "Version 1.2" in artifacts
        assert (BARE.title in artifacts) == (number > 1)


@pytest.mark.parametrize("size", [14, 18, 24, 36, 40])
@pytest.mark.parametrize("version", ["1.0", "2026-11-23 final (draft 12, for the nurses)"])
def test_head_and_foot_stay_on_the_paper(size: int, version: str) -> None:
    source = document(
        *everything().blocks, title="Mitral valve stenosis and its treatment by balloon " * 3, version=version
    )
    pdf = checked(source, font_size=size)
    heads = [text for content in pdf.pages[1:] for _, text in content.artifacts if text.startswith("Mitral")]
    assert len(heads) == len(pdf.pages) - 1
    assert all(head.endswith("…") for head in heads)


def test_a_title_is_shortened_at_a_word() -> None:
    assert shortened("Checking your blood pressure", 100) == "Checking your blood pressure"
    assert shortened("Checking, your blood pressure", 5.5) == "Checking…"
    assert shortened("Immeasurable", 1) == ""


def test_a_character_outside_the_main_font_is_set_in_the_other() -> None:
    pdf = checked(document(paragraph("CO₂ → ", spans("αβγ", bold=True), " Ж ł and Ə.")), standard="ukaaf")
    names = {str(font.BaseFont) for font in pdf.pdf.pages[0].Resources.Font.values()}
    assert {name.split("+")[1] for name in names} == {
        "AtkinsonHyperlegible-Regular",
        "AtkinsonHyperlegible-Bold",
        "Inter-Regular",
    }
    assert len(names) == len({name.split("+")[0] + name.split("+")[1] for name in names})


@pytest.mark.parametrize(
    ("character", "name"), [("漢", "CJK UNIFIED IDEOGRAPH-6F22"), ("𝒜", "MATHEMATICAL SCRIPT"), ("\x07", "control")]
)
@pytest.mark.parametrize("where", ["paragraph", "title", "cell"])
def test_a_character_that_no_font_has_is_refused(character: str, name: str, where: str) -> None:
    text = f"A {character} sign"
    source = {
        "paragraph": document(paragraph(text)),
        "title": document(title=text),
        "cell": document(table(("Day", "Dose"), ("Monday", text))),
    }[where]
    with pytest.raises(SourceError) as refused:
        checked(source)
    message = str(refused.value)
    assert f"U+{ord(character):04X}" in message
    assert name in message
    assert message.startswith(
        {"paragraph": "sources/heart.md:7:", "title": "sources/heart.md:", "cell": "sources"}[where]
    )
