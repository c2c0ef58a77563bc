"""Reading an article: all of it, or an error with the line."""

import re
from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from handouts.document import Bullets, Callout, Figure, Heading, Paragraph, References, Span, Table, plain_text
from handouts.errors import SourceError
from handouts.readers import LARGEST_ARTICLE, read
from handouts.readers.markdown import read_markdown
from tests.articles import EVERY_KIND, FRONT, square, write_article

FIRST = FRONT.count("\n") + 1
"""The line on which a body begins."""


def spans_in(value: object) -> Iterator[Span]:
    """Every span of a document, in reading order."""
    if isinstance(value, Span):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from spans_in(each)
    elif is_dataclass(value):
        for each in fields(value):
            yield from spans_in(getattr(value, each.name))


def test_every_kind_of_block_is_held(tmp_path: Path) -> None:
    document = read(write_article(tmp_path))
    assert (document.title, document.language, document.version) == ("A test of the heart", "en-US", "1.0")
    assert document.version_line == "Version 1.0, revised 28 February 2026"
    assert document.review_line == "Not yet reviewed by a clinician"
    kinds = [type(block).__name__ for block in document.blocks]
    assert (
        kinds
        == (
            "Paragraph Heading Bullets Heading Bullets Table Figure Callout Callout Callout"
            " Heading Glossary Heading References"
        ).split()
    )


def test_text_keeps_its_style_its_links_and_its_lines(tmp_path: Path) -> None:
    paragraph = read(write_article(tmp_path)).blocks[0]
    assert isinstance(paragraph, Paragraph)
    assert plain_text(paragraph.spans) == "Opening words with bold and italic and a link. A second line of 2.0 cm²."
    styled = {span.text: span for span in paragraph.spans}
    assert styled["bold"].bold and styled["italic"].italic and styled["a link"].href == "https://example.org/a"
    assert styled["1"].cites == 1
    assert paragraph.spans[-1].line == FIRST + 2


def test_lists_nest_and_keep_their_numbers(tmp_path: Path) -> None:
    lists = [block for block in read(write_article(tmp_path)).blocks if isinstance(block, Bullets)]
    inner = lists[0].items[1].blocks[1]
    assert isinstance(inner, Bullets) and inner.ordered and len(inner.items) == 2
    assert lists[1].ordered and lists[1].start == 3


def test_table_figure_and_box(tmp_path: Path) -> None:
    blocks = read(write_article(tmp_path)).blocks
    table = next(block for block in blocks if isinstance(block, Table))
    assert plain_text(table.caption) == "Doses by day"
    assert [plain_text(cell.spans) for cell in table.rows[1]] == ["Tuesday", "2.5 mg", ""]
    figure = next(block for block in blocks if isinstance(block, Figure))
    assert (figure.alt, figure.width, figure.data) == ("A red square", 40, square())
    warning = next(block for block in blocks if isinstance(block, Callout))
    assert (warning.kind, plain_text(warning.title), len(warning.blocks)) == ("warning", "Do not stop", 2)


def test_references_stand_at_the_end_of_their_section(tmp_path: Path) -> None:
    body = "One.[^b] Two.[^a]\n\n## References\n\n[^a]: A\n[^b]: B\n\n## After\n\nMore.\n"
    blocks = read(write_article(tmp_path, body)).blocks
    references = blocks[2]
    assert isinstance(references, References)
    assert [(item.number, item.line) for item in references.items] == [(1, FIRST + 5), (2, FIRST + 4)]
    assert isinstance(blocks[3], Heading) and plain_text(blocks[3].spans) == "After"


def test_references_get_a_heading_where_the_author_gave_none(tmp_path: Path) -> None:
    *_, heading, references = read(write_article(tmp_path, "One.[^a]\n\n[^a]: A\n")).blocks
    assert isinstance(heading, Heading) and plain_text(heading.spans) == "References"
    assert isinstance(references, References)


def test_a_plain_wording_belongs_to_the_block_above_it(tmp_path: Path) -> None:
    body = (
        'One.[^a]\n\nTwo.\n\n::: plain because="no dose here"\nEasy two.\n\n- A\n- B\n:::\n\n'
        "::: tip T\nThree.\n:::\n\n:::: plain\n::: tip T\nEasy three.\n:::\n::::\n\n## References\n\n[^a]: A\n"
    )
    document = read(write_article(tmp_path, body))
    assert [type(block).__name__ for block in document.blocks] == (
        "Paragraph Paragraph Callout Heading References".split()
    )
    two, three = document.plain
    assert (two.of, two.because, two.line, len(two.blocks)) == (1, "no dose here", FIRST + 4, 2)
    assert (three.of, three.because) == (2, "")
    assert isinstance(three.blocks[0], Callout)


def test_review_is_said_when_there_was_one(tmp_path: Path) -> None:
    front = FRONT.replace("call:", "review:\n  by: Dr. A. Example\n  on: 2026-03-01\ncall:")
    assert read(write_article(tmp_path, front=front)).review_line == "Reviewed by Dr. A. Example, 1 March 2026"


@pytest.mark.parametrize("ending", ["\r\n", "\r"])
def test_line_ends_and_byte_order_mark_change_nothing(tmp_path: Path, ending: str) -> None:
    path = write_article(tmp_path)
    plain = read(path).blocks
    path.write_bytes(b"\xef\xbb\xbf" + (FRONT + EVERY_KIND).replace("\n", ending).encode())
    assert read(path).blocks == plain


def test_letters_and_spaces_get_one_form(tmp_path: Path) -> None:
    path = write_article(tmp_path, "Cafe\u0301 5\u202fmg and\u2009so.\n")
    assert [span.text for span in spans_in(read(path).blocks)] == ["Café 5\u00a0mg and so."]


REFUSED = [
    # what the author wrote, the line counted from the body's first, a part of what is said
    ("Some <b>bold</b> text", 0, "HTML"),
    ("<div>\nA box\n</div>", 0, "HTML"),
    ("One.\n\n<!-- a comment -->", 2, "HTML"),
    ("# Title again", 0, "title"),
    ("### Too deep", 0, "skips a level"),
    ("## A\n\n#### Too deep", 2, "skips a level"),
    ("##", 0, "no words"),
    ("One.\n\n---\n\nTwo.", 2, "rule"),
    ("> quoted", 0, "quotation"),
    ("    indented", 0, "indented"),
    ("```\ncode\n```", 0, "Code"),
    ("Some `code` here", 0, "Code"),
    ("One line  \nand another", 0, "line break"),
    ("One line\\\nand another", 0, "line break"),
    ("Cited.[^none]", 0, "[^none]"),
    ("One.\n\n[^lost]: Nobody cites this.", 2, "[^lost]"),
    ("One.[^a]\n\n[^a]: Once.\n[^a]: Twice.", 3, "twice"),
    ("One.[^a]\n\n[^a]: First.[^b]\n[^b]: Second.", 2, "cites another"),
    ("One.[^a]\n\n[^a]: - a list", 2, "one paragraph"),
    ("One.\n\n[home]: https://example.org", 2, "never used"),
    ("[a][x]\n\n[x]: https://a.org\n[x]: https://b.org", 3, "twice"),
    ('[a](https://a.org "a title")', 0, "title"),
    ("[a](javascript:x)[b](ftp://b.org)", 0, "leads nowhere"),
    ("[a](other.md)", 0, "leads nowhere"),
    ("[](https://a.org)", 0, "no words"),
    ("::: warning\nText\n:::", 0, "no title"),
    ("::: warnng Title\nText\n:::", 0, "'warnng'. Did you mean"),
    ("::: warning Title\nText", 0, "not closed"),
    ("::: warning Title\n:::", 0, "empty"),
    ("::: warning A\n::: tip B\nText\n:::\n:::", 1, "inside"),
    ("::: warning A\n## B\n:::", 1, "heading"),
    ("Text\n\n:::", 2, "belongs to no box"),
    ("::: plain\nText\n:::", 0, "belongs to no passage"),
    ("## Head\n\n::: plain\nText\n:::", 2, "belongs to no passage"),
    ("One.\n\n::: plain\nA\n:::\n\n::: plain\nB\n:::", 6, "belongs to no passage"),
    ("One.\n\n::: plain TITLE\nA\n:::", 2, "no title"),
    ('One.\n\n::: plain because=""\nA\n:::', 2, "no title"),
    ("One.\n\n::: plain\n:::", 2, "empty"),
    ("One.\n\n::: plain\nA", 2, "not closed"),
    ("One.\n\n::: plain\n## A\n:::", 3, "heading"),
    ("::: tip A\nOne.\n\n::: plain\nTwo\n:::\n:::", 3, "inside"),
    ("| A | B |\n|---|---|\n| 1 |", 2, "1 cell,"),
    ("| A | B |\n|---|---|\n| 1 | 2 | 3 |", 2, "3 cells,"),
    ("| A | B |\n|---|---|\n| 1 | 2 |\nA line too near", 3, "1 cell,"),
    ("| A | B |\n|---|---|", 0, "no rows"),
    ("| A | |\n|---|---|\n| 1 | 2 |", 0, "no name"),
    ("Table: Lost\n\nText", 0, "no table"),
    ("Table:\n\n| A | B |\n|---|---|\n| 1 | 2 |", 0, "no words"),
    ("![](square.png)", 0, "no alt text"),
    ("![ ](square.png)", 0, "no alt text"),
    ("![alt](missing.png)", 0, "does not exist"),
    ("![alt](heart.md)", 0, "not an image"),
    ("![alt](../outside.png)", 0, "out of the article's folder"),
    ("![alt](/etc/passwd)", 0, "not a file beside"),
    ("![alt](https://example.org/a.png)", 0, "not a file beside"),
    ("![alt](%2e%2e/outside.png)", 0, "out of the article's folder"),
    ("![alt](link.png)", 0, "out of the article's folder"),
    ("![alt](.)", 0, "does not exist"),
    ("![alt](broken.png)", 0, "damaged"),
    ("![alt](drawing.svg)", 0, "not an image"),
    ("Text ![alt](square.png) text", 0, "inside other text"),
    ("- ![alt](square.png)", 0, "inside other text"),
    ("- one\n-\n- three", 1, "empty"),
    ("- one\n\n  | A | B |\n  |---|---|\n  | 1 | 2 |", 2, "inside a list"),
    ("- one\n\n  ::: tip A\n  Text\n  :::", 2, "inside a list"),
    ("- a\n  - b\n    - c\n      - d\n        - e", 4, "more than 4 deep"),
    ("1. one\n2. two\n4. four", 2, "number 4, and would get 3"),
    ("Word\n: - a list", 1, "only plain paragraphs"),
    ("An invisible\u200b space", 0, "U+200B"),
    ("A bell\x07", 0, "U+0007"),
    ("Turned\u202eround", 0, "U+202E"),
]


@pytest.mark.parametrize(("body", "line", "said"), REFUSED, ids=[body[:24] for body, _, _ in REFUSED])
def test_what_cannot_be_held_is_refused_with_its_line(tmp_path: Path, body: str, line: int, said: str) -> None:
    folder = tmp_path / "in"
    path = write_article(folder, body + "\n")
    (tmp_path / "outside.png").write_bytes(square())
    (folder / "link.png").symlink_to(tmp_path / "outside.png")
    (folder / "broken.png").write_bytes(square(size=300)[:-40])
    (folder / "drawing.svg").write_text("<svg/>")
    with pytest.raises(SourceError) as caught:
        read(path)
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{path}:{FIRST + line}: ")


FRONT_REFUSED = [
    ("no front matter\n", 1, "no front matter"),
    ("---\ntitle: x\n\nnever closed\n", 1, "not closed"),
    (FRONT.replace("title:", "titel:"), 2, "Did you mean 'title'?"),
    (FRONT.replace("call:", "zzz:"), 7, "Did you mean"),
    (FRONT.replace("title: A test of the heart\n", ""), 2, "lacks 'title'"),
    (FRONT.replace("A test of the heart", ""), 2, "no plain value"),
    (FRONT.replace("A test of the heart", "[a, list]"), 2, "no plain value"),
    (FRONT.replace("A test of the heart", "x" * 501), 2, "longer than"),
    (FRONT.replace("A test of the heart", "a: b: c"), 2, "broken"),
    (FRONT.replace("publisher", "title"), 6, "twice"),
    (FRONT.replace("2026-02-28", "2026-02-30"), 5, "2026-02-30"),
    (FRONT.replace("2026-02-28", "28.2.2026"), 5, "year-month-day"),
    (FRONT.replace("en-US", "es"), 3, "'es'"),
    (FRONT.replace("call:", "review: yes\ncall:"), 7, "by, on"),
    (FRONT.replace("call:", "review:\n  by: A\ncall:"), 8, "lacks 'on'"),
    (FRONT.replace("call:", "review:\n  by: A\n  no: 2\ncall:"), 9, "Did you mean 'on'?"),
    ("---\n- a\n- b\n---\n", 2, "keys with values"),
    ("---\n" + "[" * 3000 + "\n---\n", 1, ""),
]


@pytest.mark.parametrize(("front", "line", "said"), FRONT_REFUSED, ids=[said or "deep" for _, _, said in FRONT_REFUSED])
def test_front_matter_is_refused_with_its_line(tmp_path: Path, front: str, line: int, said: str) -> None:
    path = write_article(tmp_path, "Text.\n", front)
    with pytest.raises(SourceError) as caught:
        read(path)
    assert said in str(caught.value)
    assert str(caught.value).startswith(f"{path}:{line}: ")


def test_files_that_are_no_articles(tmp_path: Path) -> None:
    latin, empty, huge, text = (tmp_path / name for name in ("latin.md", "empty.md", "huge.md", "notes.pdf"))
    latin.write_bytes(FRONT.encode() + b"\n\nCaf\xe9\n")
    empty.write_bytes(b" \n")
    huge.write_bytes(b"x" * (LARGEST_ARTICLE + 1))
    text.write_bytes(b"%PDF")
    expected = {
        latin: f"{latin}:{FIRST + 2}: The file is not in UTF-8.",
        empty: "empty",
        huge: "10 MB",
        text: "not an article",
        tmp_path: "folder",
        tmp_path / "missing.md": "no such file",
        write_article(tmp_path, body="\n\n", name="bare.md"): "no text",
    }
    for path, said in expected.items():
        with pytest.raises(SourceError, match=re.escape(said)):
            read(path)


ODD = st.sampled_from(
    [
        *("::: warning A", ":::", "| a | b |", "|---|---|", "- x", "1. y", "[^a]", "[^a]: z", "## H", "### K", "**b"),
        *("![a](square.png)", "<b>", "---", "    deep", "Word\n: Meaning", "[l](https://a.org)", "Table: c", "> q"),
        *("*i*", "\\"),
    ]
)


@settings(max_examples=150, deadline=None)
@given(st.lists(ODD | st.text(max_size=30), max_size=12), st.sampled_from(["\n", "\n\n"]))
def test_any_text_is_read_or_refused(parts: list[str], between: str) -> None:
    """Nothing but SourceError comes out of any text, and what is read kept every letter and digit."""
    body = between.join(parts)
    try:
        document = read_markdown(FRONT + body, Path(__file__).parent / "none.md")
    except SourceError:
        return
    kept = "".join(span.text for span in spans_in(document.blocks) if not span.cites)
    for word in re.findall(r"[^\W\d_]{3,}", re.sub(r"\(https?://\S+\)|\[\^?a\]|^Table:|&\w+;|::: \w+", " ", body)):
        assert word in kept
