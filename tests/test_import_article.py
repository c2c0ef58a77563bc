"""Drafts as articles: whatever a page held, the reader reads it back."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.document import (
    Block,
    Bullets,
    Cell,
    Glossary,
    Heading,
    Item,
    Paragraph,
    Reference,
    Span,
    Spans,
    Table,
    Term,
    fragments,
)
from handouts.draft import Credit, Draft
from handouts.errors import SourceError
from handouts.importing.article import ABOUT, Terms, article_of
from handouts.readers.markdown import read_markdown

TERMS = Terms("page", "", date(2026, 11, 23))
MARKS = "*_`[]()<>&|#-+=~:!^\\.1 9aZéß½“”\u00a0'\"{}/@$%"


texts = st.text(alphabet=MARKS, min_size=1, max_size=20).map(lambda text: " ".join(text.split())).filter(str.strip)
words = st.one_of(
    texts, st.sampled_from(["Table: a", "1. Call", "- not", "::: tip x", "# no", "a_b@c.de", "&amp;", "2) if"])
)


@st.composite
def spans(draw: st.DrawFn) -> Spans:
    parts = draw(st.lists(words, min_size=1, max_size=3))
    styles = [
        (draw(st.booleans()), draw(st.booleans()), draw(st.sampled_from(["", "", "https://a.example/b?c=(d)"])))
        for _ in parts
    ]
    found: list[Span] = []
    for place, (text, style) in enumerate(zip(parts, styles, strict=True)):
        spaced = text + (" " if place + 1 < len(parts) and draw(st.booleans()) else "")
        found.append(Span(spaced, 1, *style))
        if draw(st.integers(0, 4)) == 0:
            number = draw(st.integers(1, 3))
            found.append(Span(str(number), 1, cites=number))
    return tuple(found)


paragraphs = st.builds(Paragraph, spans(), st.just(1))
lists = st.recursive(
    st.builds(
        lambda items, ordered: Bullets(tuple(Item((item,), 1) for item in items), 1, ordered),
        st.lists(paragraphs, min_size=1, max_size=3),
        st.booleans(),
    ),
    lambda inner: st.builds(
        lambda rows, ordered, start: Bullets(
            tuple(Item((first, *more), 1) for first, more in rows), 1, ordered, start if ordered else 1
        ),
        st.lists(st.tuples(paragraphs, st.lists(st.one_of(paragraphs, inner), max_size=2)), min_size=1, max_size=2),
        st.booleans(),
        st.integers(1, 12),
    ),
    max_leaves=3,
)
plain_spans = words.map(lambda text: (Span(text, 1),))
cells = st.builds(Cell, spans(), st.just(1))


@st.composite
def tables(draw: st.DrawFn) -> Table:
    width = draw(st.integers(1, 3))
    rows = st.lists(cells, min_size=width, max_size=width).map(tuple)
    return Table(
        draw(rows), tuple(draw(st.lists(rows, min_size=1, max_size=2))), 1, draw(st.one_of(st.just(()), plain_spans))
    )


glossaries = st.builds(
    lambda terms: Glossary(tuple(Term(word, tuple(meaning), 1) for word, meaning in terms), 1),
    st.lists(st.tuples(spans(), st.lists(spans(), min_size=1, max_size=2)), min_size=1, max_size=2),
)
blocks = st.one_of(st.builds(Heading, st.just(2), spans(), st.just(1)), paragraphs, lists, tables(), glossaries)


def read_back(draft: Draft) -> list[Block]:
    return list(read_markdown(article_of(draft, TERMS), Path("page.md")).blocks)


def said(block: Block) -> list[str]:
    return ["".join(span.text for span in each if not span.cites) for each in fragments(block)]


@settings(max_examples=60, deadline=None)
@given(st.lists(blocks, min_size=1, max_size=4))
def test_every_word_is_read_back(found: list[Block]) -> None:
    references = tuple(Reference(number, (Span(f"Source {number}.", 1),), 1) for number in (1, 2, 3))
    read = read_back(Draft("Title", tuple(found), references))
    heard = [text for block in read for text in said(block)]
    told = [text for block in found for text in said(block)]
    assert heard[: len(told)] == told


def test_styles_are_read_back() -> None:
    text = (
        Span("Do ", 1),
        Span("not", 1, bold=True),
        Span(" take it with ", 1),
        Span("juice", 1, italic=True),
        Span(".", 1),
    )
    link = (Span("See ", 1), Span("the site", 1, href="https://a.example/x"), Span(" first.", 1))
    read = read_back(Draft("Title", (Paragraph(text, 1), Paragraph(link, 1))))
    assert [(s.text, s.bold, s.italic, s.href) for block in read for each in fragments(block) for s in each] == [
        (s.text, s.bold, s.italic, s.href) for s in (*text, *link)
    ]


def test_references_keep_their_marks_and_those_without_marks_are_listed() -> None:
    text = Paragraph((Span("It works", 1), Span("2", 1, cites=2), Span(".", 1)), 1)
    references = tuple(Reference(number, (Span(f"Source {number}.", 1),), 1) for number in (1, 2))
    article = article_of(Draft("Title", (text,), references), TERMS)
    assert "It works[^2]." in article
    assert "[^2]: Source 2." in article
    assert "- Source 1." in article


def test_credits_are_told_and_no_review_is_claimed() -> None:
    credits = (Credit("reviewer", "Reviewed by A. Bee, MD", 9), Credit("revised", "Last revised March 4, 2020", 10))
    article = article_of(Draft("Title", (Paragraph((Span("Words.", 1),), 1),), credits=credits), TERMS)
    document = read_markdown(article, Path("page.md"))
    assert document.review is None
    assert document.draft
    assert document.revised == date(2020, 3, 4)
    assert f"## {ABOUT}" in article
    assert "The source’s reviewer: Reviewed by A. Bee, MD" in article


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("Last Revised March 9, 2012", date(2012, 3, 9)),
        ("Updated 3rd Sept 2021", None),
        ("Updated 3 Sep 2021", date(2021, 9, 3)),
        ("Reviewed 2022-01-05.", date(2022, 1, 5)),
        ("Updated June 31, 2021", None),
        ("Updated 03/04/2021", None),
    ],
)
def test_the_day_of_revision(text: str, day: date | None) -> None:
    draft = Draft("Title", (Paragraph((Span("Words.", 1),), 1),), credits=(Credit("revised", text, 1),))
    assert read_markdown(article_of(draft, TERMS), Path("page.md")).revised == (day or TERMS.today)


@pytest.mark.parametrize(
    ("tag", "language"), [("", "en-US"), ("en", "en-US"), ("EN_gb", "en-GB"), ("en-latn", "en-US")]
)
def test_the_language(tag: str, language: str) -> None:
    draft = Draft("Title", (Paragraph((Span("Words.", 1),), 1),), language=tag)
    assert read_markdown(article_of(draft, TERMS), Path("page.md")).language == language


def test_a_page_in_another_language_is_refused() -> None:
    with pytest.raises(SourceError, match="language 'es'"):
        article_of(Draft("Title", (Paragraph((Span("Hola.", 1),), 1),), language="es"), TERMS)
