"""The tagged PDF: both validators, integrity, and the document's words in the order of the tree."""

from datetime import date

import pikepdf
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from handouts.document import Bullets, Cell, Document, Item, Paragraph, Review, Span, Table
from tests.pdf_checks import checked
from tests.pdf_documents import (
    READINGS,
    bullets,
    callout,
    cite,
    document,
    everything,
    figure,
    glossary,
    heading,
    paragraph,
    picture_bytes,
    references,
    spans,
    table,
)


@pytest.mark.parametrize("paper", ["letter", "a4"])
@pytest.mark.parametrize("size", [14, 18, 24, 36, 40])
def test_everything_at_every_size(size: int, paper: str) -> None:
    checked(everything(), font_size=size, paper=paper)


@pytest.mark.parametrize("size", [None, 40])
@pytest.mark.parametrize("standard", ["aph", "ukaaf", "rnib"])
def test_everything_by_every_standard(standard: str, size: int | None) -> None:
    checked(everything(), standard=standard, font_size=size)


@pytest.mark.parametrize(
    "source",
    [
        document(),
        document(call="", audience="", publisher=""),
        document(title="Pneumonoultramicroscopicsilicovolcanoconiosis " * 4),
        document(heading("A part before any section", 3), paragraph("Words.")),
        document(callout("tip", "Before any section", paragraph("Words.")), heading("A section")),
        document(callout("warning", "Only a title")),
        document(table(("Day", "Dose"))),
        document(table(("", "Dose"), ("", ""), ("Monday", ""))),
        document(bullets((bullets("an item that begins with a list"),), (), "and an item after an empty one")),
        document(paragraph("A reference that is not there.", cite(9)), references("The only one.")),
        document(figure(caption=""), callout("call", "Call", figure(), READINGS, glossary(Cuff="a band"))),
        document(paragraph("https://example.org/" + "a" * 300 + "/b-" + "c" * 200)),
        document(heading("α"), paragraph(spans("β", bold=True)), paragraph("plain")),
        document(language="fr", title="Éviter l’œdème", review=Review("Dr Łukasz Kowalski", date(2026, 1, 2))),
    ],
    ids=range(14),
)
@pytest.mark.parametrize("size", [18, 40])
def test_odd_documents(source: Document, size: int) -> None:
    checked(source, font_size=size)


def test_headings_and_bookmarks_follow_the_document() -> None:
    pdf = checked(everything())
    roles = [role for role in pdf.roles() if role.startswith("H")]
    assert roles == ["H1", "H2", "H3", "H3", "H4", "H2", "H3", "H2", "H2"]
    assert pdf.outline == [
        (0, "Checking your blood pressure at home"),
        (1, "What the numbers mean"),
        (2, "How to take a reading"),
        (1, "Choosing a monitor"),
        (1, "Words to know"),
        (1, "References"),
    ]


def test_what_the_pdf_says_of_itself() -> None:
    source = everything()
    pdf = checked(source)
    root = pdf.pdf.Root
    assert root.Lang == "en-US"
    assert root.ViewerPreferences.DisplayDocTitle
    assert root.MarkInfo.Marked
    with pdf.pdf.open_metadata() as metadata:
        assert metadata["dc:title"] == source.title
        assert metadata["dc:creator"] == ["Handouts Heart Library"]
        assert metadata["dc:language"] == {"en-US"}
        assert metadata["xmp:CreateDate"].startswith("2026-11-23")
        assert "Large print, 18 point. Version 1.2, revised 23 November 2026" in metadata["dc:description"]


def test_lists_hold_lists() -> None:
    pdf = checked(everything())
    (outer,) = [element for element in pdf.of_role("L") if pdf.words(element).startswith("1. Sit")]
    assert outer.A.ListNumbering == "/Decimal"
    inner = [item.K[1].K for item in outer.K]
    kinds = [[str(kid.S) for kid in body if isinstance(kid, pikepdf.Dictionary)] for body in inner[1:]]
    assert kinds == [["/P", "/L", "/P"], ["/P", "/L"]]
    numbered = [element for element in pdf.of_role("L") if pdf.words(element).startswith("3. press")]
    assert [str(element.A.ListNumbering) for element in numbered] == ["/Decimal"]


def test_a_table_has_scopes_and_a_cell_without_words_keeps_its_place() -> None:
    pdf = checked(document(READINGS))
    scopes = [str(element.A.Scope) for element in pdf.of_role("TH")]
    assert scopes == ["/Column"] * 4 + ["/Row"] * 4
    rows = [[str(cell.S) for cell in row.K] for row in pdf.of_role("TR")]
    assert rows == [["/TH"] * 4] + [["/TH", "/TD", "/TD", "/TD"]] * 4
    assert pdf.words(pdf.of_role("TD")[4]) == ""


def test_a_long_table_repeats_its_header_as_an_artifact() -> None:
    rows = [(f"Week {week}", f"{week} mg", "with food") for week in range(1, 61)]
    pdf = checked(document(table(("Week", "Dose", "How"), *rows)))
    heads = [[text for _, text in content.artifacts if text in ("Week", "Dose", "How")] for content in pdf.pages]
    assert len(pdf.pages) > 3
    assert heads == [[]] + [["Week", "Dose", "How"]] * (len(pdf.pages) - 1)
    assert [pdf.words(cell) for cell in pdf.of_role("THead")[0].K.K] == ["Week", "Dose", "How"]


def test_a_table_too_wide_for_its_words_is_stacked() -> None:
    pdf = checked(document(READINGS), font_size=36)
    artifacts = [text for content in pdf.pages for _, text in content.artifacts]
    # The first row's names are the header cells themselves; those of the other rows only repeat them.
    assert sum(text.startswith("What to do") for text in artifacts) == 3
    assert [pdf.words(cell) for cell in pdf.of_role("THead")[0].K.K][-1] == "What to do"


def test_a_row_higher_than_the_page_is_parted() -> None:
    pdf = checked(
        document(table(("Day", "What to do"), ("Monday", "Take one pill with food. " * 120), ("Tuesday", "Rest.")))
    )
    cell = pdf.of_role("TD")[0]
    assert len(pdf.pages_of(cell)) >= 3


def test_a_link_over_two_lines_is_one_link() -> None:
    words = "the list of all the monitors that were tested and found to be exact, in many words"
    pdf = checked(document(paragraph("See ", spans(words, href="https://example.org/a?b=ü"), ".")))
    (link,) = pdf.of_role("Link")
    areas = [kid.Obj for kid in link.K if isinstance(kid, pikepdf.Dictionary) and kid.get("/Type") == "/OBJR"]
    assert len(areas) == 2
    assert {str(area.Contents) for area in areas} == {words}
    assert {str(area.A.URI) for area in areas} == {"https://example.org/a?b=%C3%BC"}


def test_a_mark_leads_to_its_reference() -> None:
    pdf = checked(everything())
    references_ = pdf.of_role("Reference")
    assert [pdf.words(element) for element in references_] == ["[1]", "[2]", "[2]"]
    (annotation,) = [kid.Obj for kid in references_[0].K.K if isinstance(kid, pikepdf.Dictionary)]
    assert annotation.Contents == "Go to reference 1"
    assert annotation.Dest[0].objgen == pdf.pdf.pages[-1].obj.objgen


_PNG = [(mode, "PNG") for mode in ("RGB", "RGBA", "LA", "L", "P", "1", "I;16")]
_JPEG = [(mode, "JPEG") for mode in ("RGB", "L", "CMYK")]


@pytest.mark.parametrize(("mode", "kind"), [*_PNG, *_JPEG])
def test_pictures_of_every_kind(mode: str, kind: str) -> None:
    pdf = checked(document(figure(data=picture_bytes(mode, kind)), figure(data=picture_bytes(mode, kind))))
    images = {name: image for page in pdf.pdf.pages for name, image in page.obj.Resources.get("/XObject", {}).items()}
    assert len(images) == 1
    (image,) = images.values()
    assert "/SMask" not in image
    assert image.ColorSpace in ("/DeviceRGB", "/DeviceGray")


_WORDS = (
    st.lists(
        st.sampled_from(
            "the heart 120/80 mmHg 5 mg café “quoted” (paren) back\\slash sodium-free ½ μg — CO₂ ≥ exercise".split()
        )
        | st.text(st.characters(codec="cp1252", exclude_categories=("Cc", "Cf", "Zl", "Zp")), min_size=1, max_size=30),
        min_size=1,
        max_size=40,
    )
    .map(" ".join)
    .filter(str.strip)
)
_SPANS = st.lists(
    st.builds(
        Span,
        _WORDS,
        st.just(3),
        bold=st.booleans(),
        italic=st.booleans(),
        href=st.sampled_from(["", "", "https://example.org/(a)"]),
    )
    | st.sampled_from([1, 2, 5]).map(lambda number: Span(str(number), 3, cites=number)),
    min_size=1,
    max_size=5,
).map(tuple)
_PARAGRAPHS = st.builds(Paragraph, _SPANS, st.just(3))
_LISTS = st.recursive(
    st.just(()),
    lambda inner: st.builds(
        Bullets,
        st.lists(
            st.builds(Item, st.lists(_PARAGRAPHS | inner.filter(bool), max_size=3).map(tuple), st.just(3)),
            min_size=1,
            max_size=4,
        ).map(tuple),
        st.just(3),
        ordered=st.booleans(),
        start=st.sampled_from([1, 98]),
    ),
    max_leaves=4,
).filter(bool)
_TABLES = st.integers(1, 5).flatmap(
    lambda width: st.builds(
        Table,
        st.tuples(*[st.builds(Cell, _SPANS | st.just(()), st.just(3))] * width),
        st.lists(st.tuples(*[st.builds(Cell, _SPANS | st.just(()), st.just(3))] * width), max_size=6).map(tuple),
        st.just(3),
        _SPANS | st.just(()),
    )
)
_INNER = _PARAGRAPHS | _LISTS | _TABLES | st.just(figure())
_BLOCKS = (
    _INNER
    | st.builds(heading, _WORDS, st.sampled_from([2, 3]))
    | st.builds(
        lambda kind, title, blocks: callout(kind, title, *blocks),
        st.sampled_from(["warning", "call", "tip"]),
        _WORDS,
        st.lists(_INNER, max_size=4),
    )
)


@settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=list(HealthCheck))
@given(
    st.lists(_BLOCKS, max_size=12),
    _WORDS,
    st.sampled_from(["acb", "aph", "ukaaf", "rnib"]),
    st.sampled_from([14, 18, 24, 40]),
)
def test_any_document(blocks: list, title: str, standard: str, size: int) -> None:  # type: ignore[type-arg]
    source = document(*blocks, references("One.", "Two."), title=" ".join(title.split()) or "Title")
    checked(source, standard=standard, font_size=size)
