"""Markdown from elsewhere as drafts: the habits of many programs, every word kept or listed, hostile files bounded."""

import random
from base64 import b64encode
from collections import Counter
from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from handouts.document import Block, Bullets, Figure, Glossary, Heading, Paragraph, Table, fragments, plain_text
from handouts.draft import Draft
from handouts.errors import SourceError
from handouts.importing.article import Terms, article_of
from handouts.readers._words import words_of
from handouts.readers.markdown import read_markdown
from handouts.readers.other_markdown import draft_markdown
from tests.word_files import png

PATH = Path("taking-warfarin.md")


def drafted(text: str, path: Path = PATH) -> Draft:
    return draft_markdown(text.encode(), path)


def texts(blocks: Iterable[Block]) -> list[str]:
    return [plain_text(spans) for block in blocks for spans in fragments(block) if spans]


def left_out(draft: Draft) -> dict[str, str]:
    return {each.text: each.reason for each in draft.dropped}


def heads(draft: Draft) -> list[tuple[int, str]]:
    return [(block.level, plain_text(block.spans)) for block in draft.blocks if isinstance(block, Heading)]


def test_an_article_of_our_own_is_refused() -> None:
    ours = Path("sources/warfarin.md").read_bytes()
    with pytest.raises(SourceError, match="already"):
        draft_markdown(ours, PATH)
    draft = "---\ntitle: A\nlanguage: en-US\nversion: '0.1'\nrevised: 2026-01-01\nstatus: draft\n---\nText.\n"
    with pytest.raises(SourceError, match="already"):
        drafted(draft)
    assert drafted(draft.replace("version: '0.1'\n", "")).title == "A"


def test_front_matter_of_others_becomes_title_language_and_credits() -> None:
    draft = drafted(
        "---\ntitle: 'Taking: warfarin'\nauthor:\n  - name: Ann Lee\n  - name: Bo Ek\ndate: 2021-03-04  # first\n"
        "lastmod: 2022-05-06\nreviewed_by: Kim Oh, MD\nlang: en-GB\ntags: [heart, blood]\ndescription: >\n"
        "  Call us if you\n"
        "  bleed.\n---\n# Taking: warfarin\n\nText.\n"
    )
    assert (draft.title, draft.language) == ("Taking: warfarin", "en-GB")
    assert [(each.kind, each.text, each.line) for each in draft.credits] == [
        ("byline", "By Ann Lee, Bo Ek", 3),
        ("published", "Date: 2021-03-04", 6),
        ("revised", "Lastmod: 2022-05-06", 7),
        ("reviewer", "Reviewed by Kim Oh, MD", 8),
    ]
    assert left_out(draft) == {
        "tags: heart, blood": "front matter",
        "description: Call us if you bleed.": "front matter",
    }
    assert texts(draft.blocks) == ["Text."]
    assert [block.line for block in draft.blocks] == [17]


@pytest.mark.parametrize(
    ("text", "title", "rest"),
    [
        ('+++\ntitle = "Gout"\n+++\nText.', "Gout", ["Text."]),
        ("% Gout\n% Ann Lee; Bo Ek\n% 2021\n\nText.", "Gout", ["Text."]),
        ("Gout\n====\n\nText.", "Gout", ["Text."]),
        ("#Gout and you\n\nText.", "Gout and you", ["Text."]),
        ("Gout\n\nText that follows.", "Gout", ["Text that follows."]),
        ("A whole sentence.\n\nAnother one.", "Taking warfarin", ["A whole sentence.", "Another one."]),
        (
            "---\nText without an end of its head.\n\nMore.",
            "Taking warfarin",
            ["Text without an end of its head.", "More."],
        ),
        ("## One\nA.\n## Two\nB.", "One", ["One", "A.", "Two", "B."]),
    ],
)
def test_titles(text: str, title: str, rest: list[str]) -> None:
    draft = drafted(text)
    assert (draft.title, texts(draft.blocks)) == (title, rest)


def test_headings_of_any_depth_and_form_stand_on_two_levels() -> None:
    draft = drafted(
        "# T\n\n#### Deep {#id .c}\n\nA.\n\nSetext\n------\n\nB.\n\n###### Deepest ######\n\nC.\n\n##Tight\n\nD.\n"
    )
    assert heads(draft) == [(2, "Deep"), (2, "Setext"), (3, "Deepest"), (2, "Tight")]


def test_lists_tasks_quotes_code_and_rules() -> None:
    draft = drafted(
        "# T\n\n- [ ] Take 5 mg\n- [x] Test\n    1. one\n    2. two\n\n3. three\n4. four\n\n> Quoted\n> on.\n\n***\n\n"
        "```sh\nINR 2.0\nINR 3.0\n```\n\n    indented code\n\n• glyph\n• again\n"
    )
    assert texts(draft.blocks) == [
        "Take 5 mg",
        "Test",
        "one",
        "two",
        "three",
        "four",
        "Quoted on.",
        "INR 2.0",
        "INR 3.0",
        "indented code",
        "glyph",
        "again",
    ]
    assert [(each.ordered, each.start) for each in draft.blocks if isinstance(each, Bullets)] == [
        (False, 1),
        (True, 3),
        (False, 1),
    ]
    assert left_out(draft) == {"[x]": "tick"}


def test_tables_keep_rows_that_are_too_long_and_captions() -> None:
    draft = drafted("# T\n\n| Drug | Dose |\n|---|---:|\n| A | 81 mg | daily |\n| B \\| C |\n\nTable: Doses\n")
    (made,) = draft.blocks
    assert isinstance(made, Table)
    rows = [[plain_text(cell.spans) for cell in row] for row in (made.header, *made.rows)]
    assert rows == [["Drug", "Dose", "Column 3"], ["A", "81 mg", "daily"], ["B | C", "", ""]]
    assert plain_text(made.caption) == "Doses"


def test_footnotes_of_all_forms() -> None:
    draft = drafted(
        "# T\n\nOne[^a], two^[An inline *note*.], one again[^a], lost[^gone].\n\n[^a]: First.\n\n    More of it.\n"
        "[^b]: Cited nowhere.\n"
    )
    assert [(each.number, plain_text(each.spans)) for each in draft.references] == [
        (1, "First. More of it."),
        (2, "An inline note."),
        (3, "Cited nowhere."),
    ]
    (paragraph,) = draft.blocks
    assert isinstance(paragraph, Paragraph)
    assert [span.cites for span in paragraph.spans if span.cites] == [1, 2, 1]
    assert plain_text(paragraph.spans) == "One, two, one again, lost[^gone]."
    assert draft.dropped == ()


def test_a_list_of_references_and_marks_in_brackets() -> None:
    draft = drafted(
        "# T\n\nMost do well [1, 2] or not<sup>2</sup>.\n\n## References\n\n1. Bonow RO. 2006.\n2. Lee A. 2012.\n"
    )
    (paragraph,) = draft.blocks
    assert isinstance(paragraph, Paragraph)
    assert [span.cites for span in paragraph.spans if span.cites] == [1, 2, 2]
    assert [plain_text(each.spans) for each in draft.references] == ["Bonow RO. 2006.", "Lee A. 2012."]


def test_obsidian() -> None:
    draft = drafted(
        "# T\n\n#heart #blood\n\nSee [[Warfarin|this drug]] and [[Gout#Diet]]. ==Never== double it. ^abc-12\n\n"
        "> [!warning]- Bleeding\n> Call 911.\n\n%% a note\nto self %%\n\n![[Other page]]\n\nA %%hidden%% word.\n"
    )
    assert texts(draft.blocks) == [
        "See this drug and Gout Diet. Never double it.",
        "Bleeding",
        "Call 911.",
        "A word.",
    ]
    assert left_out(draft) == {
        "#heart #blood": "tags",
        "a note": "comment",
        "to self": "comment",
        "![[Other page]]": "page shown inside this one",
        "hidden": "comment",
    }


def test_pandoc_mkdocs_and_site_generators() -> None:
    draft = drafted(
        "# T\n\n::: {.box}\nH~2~O, 2 m^2^ and [small]{.caps} text.\n:::\n\n:::note\nMind this.\n:::\n\n"
        '!!! danger "Stop"\n    Do not drive.\n\nAsk{: .x} {% include a.html %}now.\n\n[TOC]\n\n\\newpage\n\n'
        "Word\n: What it means.\n\n{{< video 3 >}}\n"
    )
    assert texts(draft.blocks) == [
        "H2O, 2 m² and small text.",
        "Note",
        "Mind this.",
        "Stop",
        "Do not drive.",
        "Ask now.",
        "Word",
        "What it means.",
    ]
    assert isinstance(draft.blocks[-1], Glossary)
    assert {"[TOC]": "table of contents", "\\newpage": "layout mark"}.items() <= left_out(draft).items()
    assert "{{< video 3 >}}" in left_out(draft)


def test_html_within_markdown() -> None:
    draft = drafted(
        "# T\n\n<div align=center>\n\n**Bold** <em>text</em><br>Next &lt; line\n\n</div>\n\n<!-- call Kim\nsoon -->\n"
        "<table><tr><th>Drug<th>Dose<tr><td>A<td>5 mg</table>\n\nIf <you are ill> and INR < 2, ~~take 10 mg~~ call.\n\n"
        "<details><summary>More</summary>\n\nInside.\n\n</details>\n\n<script>alert(1)</script>\n"
    )
    assert texts(draft.blocks) == [
        "Bold text",
        "Next < line",
        "Drug",
        "Dose",
        "A",
        "5 mg",
        "If <you are ill> and INR < 2, call.",
        "More",
        "Inside.",
    ]
    assert left_out(draft) == {"call Kim soon": "comment", "take 10 mg": "struck out", "alert(1)": "script"}


def test_links_and_addresses() -> None:
    draft = drafted(
        "# T\n\n[Site](https://example.org/a) and [page](other.md) and [odd](javascript:x) and "
        "[mail](mailto:a@example.org).\n\n"
        '[Titled][t] text.\n\n[t]: https://example.org/b "Ask for 5 mg"\n[u]: https://example.org/unused\n'
    )
    links = [span for block in draft.blocks if isinstance(block, Paragraph) for span in block.spans if span.href]
    assert [(span.text, span.href) for span in links] == [
        ("Site", "https://example.org/a"),
        ("mail", "mailto:a@example.org"),
        ("Titled", "https://example.org/b"),
    ]
    assert left_out(draft) == {
        "Ask for 5 mg": "title of a link",
        "[u]: https://example.org/unused": "address that nothing uses",
    }


def test_pictures_lie_beside_the_page_or_in_it(tmp_path: Path) -> None:
    page = tmp_path / "pages" / "page.md"
    page.parent.mkdir()
    (page.parent / "a b.png").write_bytes(png())
    (tmp_path / "outside.png").write_bytes(png())
    inline = b64encode(png(3, 4)).decode()
    draft = drafted(
        f"# T\n\n![A box](a%20b.png)\n\nText ![Inline](data:image/png;base64,{inline}) on.\n\n![[a b.png|Wiki]]\n\n"
        "![Out](../outside.png)\n\n![Far](https://example.org/x.png)\n\n![](a%20b.png)\n\n![Null](%00)\n",
        page,
    )
    figures = [block for block in draft.blocks if isinstance(block, Figure)]
    assert [(each.alt, each.width, str(each.path)) for each in figures] == [
        ("A box", 20, "page-1.png"),
        ("Inline", 3, "page-2.png"),
        ("Wiki", 20, "page-3.png"),
    ]
    assert {"Out", "Far", "Null"} <= set(left_out(draft))
    assert left_out(draft)["a%20b.png"] == "picture without a description"


def random_page(dice: random.Random) -> tuple[str, int]:
    count = 0

    def words() -> str:
        nonlocal count
        first = count
        count += dice.randint(1, 5)
        return " ".join(f"w{at}x" for at in range(first, count))

    shapes = (
        "{}\n",
        "# {}\n",
        "{}\n---\n",
        "#### {} {{#a}}\n",
        "- {}\n- {}\n  - {}\n",
        "3. {}\n4. {}\n",
        "> {}\n> > {}\n",
        "```\n{}\n```\n",
        "    {}\n",
        "| {} | {} |\n|--|--|\n| {} | {} | {} |\n",
        "{}[^{}]\n",
        "[^n]: {}\n",
        "~~{}~~ **{}** *{}*\n",
        "<div>{}</div>\n",
        "<p>{}\n<ul><li>{}<table><tr><td>{}</ul>\n",
        "<!-- {} -->\n",
        '[{}](https://example.org "{}")\n',
        "![{}](no.png)\n",
        "[{}]: https://example.org\n",
        "{}\n: {}\n",
        "%%{}%%\n",
        "::: warning {}\n{}\n:::\n",
        "> [!note] {}\n> {}\n",
        "- [x] {}\n",
        "[[page|{}]]\n",
        "{{% {} %}}\n",
        "<if {}>\n",
        "<b>{} <i>{}</b> {}</i>\n",
        "{}<br>{}\\\n{}  \n{}\n",
        "<details><summary>{}</summary>{}</details>\n",
        "1. {}\n\n   ```\n   {}\n   ```\n\n   | {} |\n   |--|\n   | {} |\n",
        "<script>{}</script>\n",
        "<dl><dt>{}<dd>{}<dt>{}</dl>\n",
        "^{}^ ~{}~ =={}==\n",
    )
    parts = []
    for _ in range(14):
        shape = dice.choice(shapes)
        parts.append(shape.format(*(words() for _ in range(shape.count("{}")))))
    return dice.choice(("\n", "")).join(parts), count


def test_every_word_of_any_page_is_in_the_draft_or_listed() -> None:
    """Pages of random make, their parts with and without room between them; words are numbered."""
    for seed in range(150):
        page, count = random_page(random.Random(seed))
        draft = drafted(f"Begin here.\n\n{page}")
        told = [draft.title, *texts(draft.blocks), *left_out(draft), *(each.text for each in draft.credits)]
        told += [plain_text(each.spans) for each in draft.references]
        have = Counter(words_of(" ".join(told)))
        assert [f"w{at}x" for at in range(count) if not have[f"w{at}x"]] == [], f"{seed}\n{page}"


def test_drafts_are_written_and_read_back() -> None:
    for seed in range(25):
        draft = drafted(f"Begin here.\n\n{random_page(random.Random(seed))[0]}")
        read = read_markdown(article_of(draft, Terms("page", "", date(2026, 1, 2))), Path("page.md"))
        assert set(words_of(" ".join(texts(draft.blocks)))) <= set(words_of(" ".join(texts(read.blocks)))), seed


def test_the_same_page_gives_the_same_draft() -> None:
    page = random_page(random.Random(5))[0]
    assert drafted(page) == drafted(page)


@pytest.mark.parametrize(
    "page",
    [
        "[" * 100_000,
        "*a " * 30_000,
        "`" * 50_000 + " a",
        "<a " * 30_000,
        "<!-- " * 20_000,
        "|" * 50_000 + "\n|" + "-|" * 50_000,
        "<div>" * 20_000 + "Text.",
        "".join(f"[^{at}]: note {at}\n\n" for at in range(3_000)),
        " " * 100_000 + "a",
        "[[" * 50_000,
        "{{" * 50_000,
        "%% a\n" * 5_000,
        "~a~ ~~b " * 12_000,
        "*" * 50_000 + "a" + "*" * 50_000,
        "a\x00b\x0bc \ud7ff\ufffe" + "word " * 300,
        "|-|\n" * 5_000,
        "a\n: b\n\n" * 3_000,
    ],
    ids=range(17),
)
def test_hostile_pages_end_soon_with_a_draft(page: str) -> None:
    assert drafted(page).blocks or drafted(page).references


@pytest.mark.parametrize("mark", ["> ", "- ", "<ul><li>", "<div>", "1. "])
def test_text_a_thousand_levels_deep_is_kept_or_listed(mark: str) -> None:
    draft = drafted(f"# T\n\n{mark * 1_000}Call us.\n\nOn.\n")
    assert "Call us." in " ".join((*texts(draft.blocks), *left_out(draft)))


@pytest.mark.parametrize("page", ["", " \n\t\n", "<!-- only this -->", "---\ntitle: A\n---\n"])
def test_pages_without_text_are_refused(page: str) -> None:
    with pytest.raises(SourceError, match="no text"):
        drafted(page)


def test_pages_of_absurdly_many_parts_are_refused() -> None:
    with pytest.raises(SourceError, match="more parts"):
        drafted("# a\n" * 40_000)
