"""Where pages begin: what is told of each page stands first on that page of the PDF."""

import re
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from handouts.document import Document, Figure, fragments
from handouts.formats.pdf.make import made
from handouts.formats.pdf.pages import PageStart, letters, page_starts
from handouts.formats.pdf.runs import printed
from handouts.options import Options
from handouts.readers import read
from tests.pdf_documents import document, everything, figure, heading, paragraph, spans, table
from tests.pdf_integrity import TaggedPdf

LONG = "One word more and yet another one of them. " * 120
STACKED = table(
    ("A column with a name that is long", *("Another of these columns", "And a third one", "And the last one")),
    *[(f"Row {number}", LONG, "Short", "") for number in range(2)],
)


def first_on(pdf: TaggedPdf, page: int) -> str:
    """The words of the page without white space, bullets and numbers of lists."""
    texts = ["".join(text.split()) for _, text in pdf.pages[page].marks.values()]
    return "".join(text for text in texts if not re.fullmatch(r"•|\d+\.", text))


def expected(start: PageStart) -> str:
    assert isinstance(start.of, tuple)
    whole = "".join(f"[{span.text}]" if span.cites else printed(span.text) for span in start.of)
    return "".join(whole.split())[start.letters :]


@pytest.mark.parametrize(
    ("source", "options"),
    [
        ("everything", {}),
        ("everything", {"font_size": 32, "paper": "a4"}),
        ("everything", {"standard": "aph", "font_size": 24}),
        ("sources/warfarin.md", {}),
        ("sources/statins.md", {"font_size": 30, "standard": "rnib"}),
    ],
)
def test_the_text_told_stands_first_on_its_page(source: str, options: dict[str, Any]) -> None:
    article = everything() if source == "everything" else read(Path(source))
    content, pages = made(article, Options(**options))
    pdf, starts = TaggedPdf(content), page_starts(article, Options(**options))
    assert len(starts) == pages
    texts = [(number, start) for number, start in enumerate(starts) if isinstance(start.of, tuple)]
    assert len(texts) > pages / 2
    for number, start in texts:
        words = expected(start)
        assert words
        assert first_on(pdf, number)[: len(words)] == words[: len(first_on(pdf, number))]


def order(article: Document, start: PageStart) -> tuple[int, int]:
    """The place of a start in the document."""
    blocks = [each for block in article.blocks for each in ([block] if isinstance(block, Figure) else fragments(block))]
    places = [place for place, each in enumerate(blocks) if each is start.of]
    return places[start.times], start.letters


def test_pages_begin_one_behind_the_other() -> None:
    article = document(heading("First"), paragraph(LONG), figure(), paragraph(LONG), heading("Second"), STACKED)
    starts = page_starts(article, Options(font_size=36))
    assert starts[0] == PageStart(None)
    places = [order(article, start) for start in starts if start.of is not None]
    assert len(places) > 20
    assert all(before < after for before, after in pairwise(places))


def test_a_cell_under_the_name_of_its_column_is_counted_without_the_name() -> None:
    starts = [start for start in page_starts(document(STACKED), Options()) if start.letters]
    cells = [cell.spans for row in STACKED.rows for cell in row]
    assert len(starts) > 3
    for start in starts:
        assert any(start.of is cell for cell in cells)
        assert isinstance(start.of, tuple)
        # Pages begin with a whole word.
        assert any(expected(start).startswith(word) for word in set(LONG.split()))
        assert start.letters < letters(start.of)


def test_a_text_that_stands_twice_is_told_apart() -> None:
    twice = paragraph(LONG)
    starts = page_starts(document(twice, heading("Again"), twice), Options(font_size=36))
    times = [start.times for start in starts if start.of is twice.spans]
    assert times == sorted(times)
    assert set(times) == {0, 1}


def test_a_page_in_the_front_matter_begins_in_no_text() -> None:
    front = document(paragraph("Text."), audience="people " * 200)
    assert page_starts(front, Options(font_size=40))[:3] == [PageStart(None)] * 3


def test_a_figure_at_the_top_of_a_page_is_told() -> None:
    picture = figure()
    filler = [paragraph(f"Line {number}.") for number in range(40)]
    for count in range(10, 40):
        starts = page_starts(document(*filler[:count], picture), Options())
        if starts[-1].of is picture:
            break
    assert starts[-1] == PageStart(picture)


def test_letters_are_those_on_paper() -> None:
    assert letters((*spans("A b\u00adc\u00a0d"), *spans("12", cites=12))) == len("Abcd[12]")
    assert letters(()) == 0


@pytest.mark.parametrize("size", [18, 24, 28])
def test_whom_to_call_does_not_wait_for_page_2(size: int) -> None:
    pdf = TaggedPdf(made(read(Path("sources/warfarin.md")), Options(font_size=size))[0])
    assert "555-0110,dayornight.Inanemergency,call911." in first_on(pdf, 0)
