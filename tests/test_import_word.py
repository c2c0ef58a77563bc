"""Word files as drafts: what is kept, what is listed, that no word is in neither, and that hostile files end soon."""

import random
import struct
import zlib
from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from handouts.document import Block, Bullets, Figure, Heading, Paragraph, Spans, Table, fragments, plain_text
from handouts.draft import Draft
from handouts.errors import SourceError
from handouts.importing.article import Terms, article_of
from handouts.readers._words import words_of
from handouts.readers.markdown import read_markdown
from handouts.readers.word import draft_word
from tests.word_files import (
    NAMES,
    cell,
    core,
    document,
    drawing,
    edge,
    item,
    note,
    notes,
    numbered_styles,
    outline_numbering,
    par,
    picture,
    png,
    run,
    table,
    text_box,
    word,
    zipped,
)

PATH = Path("leaflet.docx")


def drafted(
    *body: str, parts: Mapping[str, str | bytes] | None = None, links: Mapping[str, str] | None = None
) -> Draft:
    return draft_word(word(*body, parts=parts, links=links), PATH)


def texts(blocks: Iterable[Block]) -> list[str]:
    return [plain_text(spans) for block in blocks for spans in fragments(block) if spans]


def left_out(draft: Draft) -> dict[str, str]:
    return {each.text: each.reason for each in draft.dropped}


def test_title_style_and_heading_levels_by_the_names_of_styles_in_any_language() -> None:
    draft = drafted(
        par("Warfarin", style="Titel"),
        par("How to take it", style="berschrift1"),
        par("Take it at 6 pm."),
        par("If you forget", style="Mine"),
        par("Ask your clinic."),
        par("Outline", properties='<w:outlineLvl w:val="0"/>'),
        par("Last."),
    )
    assert draft.title == "Warfarin"
    heads = [(block.level, plain_text(block.spans)) for block in draft.blocks if isinstance(block, Heading)]
    assert heads == [(2, "How to take it"), (3, "If you forget"), (2, "Outline")]
    assert draft.language == "en-GB"
    assert [block.line for block in draft.blocks] == [2, 3, 4, 5, 6, 7]


@pytest.mark.parametrize(
    ("body", "kept", "title"),
    [
        ([par("Only one", style="berschrift1"), par("Text.")], "", "Only one"),
        (
            [par("One", style="berschrift1"), par("Text."), par("Two", style="berschrift1"), par("Text.")],
            "Gout",
            "Gout",
        ),
        ([par("Gout at home"), par("Text that is a sentence.")], "Microsoft Word - Document1", "Gout at home"),
        ([par("One", style="berschrift2"), par("A."), par("Two", style="berschrift2"), par("B.")], "", "One"),
        ([par("A sentence to begin with."), par("Another one.")], "", "Leaflet"),
    ],
)
def test_titles_of_files_without_the_title_style(body: list[str], kept: str, title: str) -> None:
    draft = drafted(*body, parts={"/docProps/core.xml": core(kept)})
    assert draft.title == title
    words = [word for text in (draft.title, *texts(draft.blocks)) for word in words_of(text)]
    assert set(words_of(" ".join(text for text in ("Text", "A", "B") if text in " ".join(body)))) <= set(words)


def test_headings_that_are_only_bold_or_large() -> None:
    bold, large = "<w:b/>", '<w:b/><w:sz w:val="36"/>'
    draft = drafted(
        par(run("Gout", large)),
        par("It hurts, and often at night."),
        par(run("What helps", bold)),
        par("Rest the foot, and cool it."),
        par(run("Never take aspirin.", bold)),
        par("It makes gout worse."),
        par(run("When to call:", bold)),
        par("Call us if you have a fever."),
    )
    assert draft.title == "Gout"
    assert [plain_text(block.spans) for block in draft.blocks if isinstance(block, Heading)] == [
        "What helps",
        "When to call:",
    ]
    assert "Never take aspirin." in texts(draft.blocks)


def test_lists_nested_numbered_and_going_on_behind_a_paragraph() -> None:
    draft = drafted(
        item("one", 2),
        item("deeper", 1, 1),
        item("deepest", 1, 2),
        item("two", 2),
        par("Between."),
        item("three", 2),
        par("New."),
        item("again", 3),
        par("Dots.", style="Dots"),
    )
    lists = [block for block in draft.blocks if isinstance(block, Bullets)]
    assert [(each.ordered, each.start) for each in lists] == [(True, 1), (True, 3), (True, 1), (False, 1)]
    inner = lists[0].items[0].blocks[1]
    assert isinstance(inner, Bullets)
    assert texts([inner]) == ["deeper", "deepest"]


def numbered_headings(text: str, *levels: tuple[str, str]) -> Draft:
    return drafted(
        par("Warfarin", style="Titel"),
        par("What it is", style="berschrift1"),
        par(text),
        par("How to take it", style="berschrift1"),
        par("At night", style="berschrift2"),
        par("Take it at 6 pm."),
        par("If you forget", style="Mine"),
        par("Ask your clinic."),
        parts={"styles.xml": numbered_styles(), "numbering.xml": outline_numbering(*levels)},
    )


@pytest.mark.parametrize(
    ("levels", "numbers"),
    [
        ([("decimal", "%1."), ("decimal", "%1.%2")], ["1.", "2.", "2.1", "2.2"]),
        ([("upperLetter", "Part %1:"), ("lowerRoman", "(%2)")], ["Part A:", "Part B:", "(i)", "(ii)"]),
        ([("bullet", "•"), ("none", "")], []),
    ],
)
def test_numbers_of_headings_that_word_sets_are_listed_in_one_line(
    levels: list[tuple[str, str]], numbers: list[str]
) -> None:
    draft = numbered_headings("It thins the blood.", *levels)
    heads = [plain_text(block.spans) for block in draft.blocks if isinstance(block, Heading)]
    assert heads == ["What it is", "How to take it", "At night", "If you forget"]
    told = [each.text for each in draft.dropped if each.reason == "numbers of headings, set by Word"]
    line = "; ".join(f"{number} {head}" for number, head in zip(numbers, heads, strict=False))
    assert told == ([line] if numbers else [])


@pytest.mark.parametrize("text", ["Do not take it if section 2 applies to you.", "See Sections 1 and 2.1 first."])
def test_numbers_of_headings_stay_where_the_text_refers_to_them(text: str) -> None:
    draft = numbered_headings(text, ("decimal", "%1."), ("decimal", "%1.%2"))
    heads = [plain_text(block.spans) for block in draft.blocks if isinstance(block, Heading)]
    assert heads == ["1. What it is", "2. How to take it", "2.1 At night", "2.2 If you forget"]
    assert not draft.dropped


def test_lists_deeper_than_an_article_holds_keep_every_item() -> None:
    draft = drafted(*(item(f"item {level}", 1, level) for level in range(9)))
    assert texts(draft.blocks) == [f"item {level}" for level in range(9)]


def test_typed_bullets_and_numbers_become_lists() -> None:
    draft = drafted(
        par("Gout"),
        par("Do these:"),
        par("•\tRest."),
        par("• Cool it."),
        par("Then:"),
        par("1. Drink."),
        par("2. Sleep."),
        par("- no list"),
    )
    lists = [block for block in draft.blocks if isinstance(block, Bullets)]
    assert [texts([each]) for each in lists] == [["Rest.", "Cool it."], ["Drink.", "Sleep."]]
    assert lists[1].ordered
    assert texts(draft.blocks)[-1] == "- no list"


def test_tables_with_merged_cells_hold_each_text_once() -> None:
    down = cell("Morning", '<w:vMerge w:val="restart"/>')
    draft = drafted(
        par("Title", style="Titel"),
        par("Table 1. Doses", style="Beschriftung"),
        table(
            ["When", "Drug", "Dose"],
            [down, "Aspirin", "81 mg"],
            [cell("", "<w:vMerge/>"), cell("Ask us", '<w:gridSpan w:val="2"/>')],
        ),
    )
    (made,) = draft.blocks
    assert isinstance(made, Table)
    rows = [[plain_text(each.spans) for each in row] for row in (made.header, *made.rows)]
    assert rows == [["When", "Drug", "Dose"], ["Morning", "Aspirin", "81 mg"], ["", "Ask us", ""]]
    assert plain_text(made.caption) == "Table 1. Doses"


def test_tables_that_only_set_text_side_by_side_are_text() -> None:
    boxed = table([par("Call 911 if", style="berschrift2") + item("your lips are blue") + item("you faint")])
    draft = drafted(par("Title", style="Titel"), boxed, table(["left", "right"]))
    assert texts(draft.blocks) == ["Call 911 if", "your lips are blue", "you faint", "left", "right"]


def test_footnotes_and_endnotes_are_references_with_marks() -> None:
    draft = drafted(
        par("Title", style="Titel"),
        par("Most do well.", note(2), " Some do not.", note(1), note(1, "endnote")),
        parts={
            "footnotes.xml": notes("footnote", "Bonow RO. 2006.", "Fort S. 2010."),
            "endnotes.xml": notes("endnote", "Lee A. 2012."),
        },
    )
    assert [(each.number, plain_text(each.spans)) for each in draft.references] == [
        (1, "Fort S. 2010."),
        (2, "Bonow RO. 2006."),
        (3, "Lee A. 2012."),
    ]
    (paragraph,) = draft.blocks
    assert isinstance(paragraph, Paragraph)
    assert [span.cites for span in paragraph.spans if span.cites] == [1, 2, 3]
    assert plain_text(paragraph.spans) == "Most do well. Some do not."


def test_typed_references_and_footnotes_do_not_share_numbers() -> None:
    draft = drafted(
        par("Title", style="Titel"),
        par("It works", run("1", '<w:vertAlign w:val="superscript"/>'), " well.", note(1)),
        par("References", style="berschrift1"),
        par("1. Bonow RO, et al. 2006."),
        parts={"footnotes.xml": notes("footnote", "In most people.")},
    )
    assert [(each.number, plain_text(each.spans)) for each in draft.references] == [
        (1, "Bonow RO, et al. 2006."),
        (2, "In most people."),
    ]
    (paragraph,) = draft.blocks
    assert isinstance(paragraph, Paragraph)
    assert [span.cites for span in paragraph.spans] == [0, 1, 0, 2]


def test_a_note_that_nothing_cites_is_listed_and_a_mark_without_a_note_does_no_harm() -> None:
    parts: dict[str, str | bytes] = {"footnotes.xml": notes("footnote", "Cited nowhere.")}
    draft = drafted(par("Text that stands.", note(7)), par("More."), parts=parts)
    assert "Cited nowhere." in left_out(draft)


def test_pictures_need_words_and_a_file() -> None:
    draft = drafted(
        par("Title", style="Titel"),
        par("See this:", picture("A pill box with seven lids")),
        par("Figure 1. The box", style="Beschriftung"),
        par(picture("")),
        par(picture("Lost", "nothing")),
        par(picture("Too large", "image2")),
        parts={"media/image1.png": png(), "media/image2.png": huge_png()},
    )
    (figure,) = [block for block in draft.blocks if isinstance(block, Figure)]
    assert (figure.alt, figure.width, figure.height, str(figure.path)) == (
        "A pill box with seven lids",
        20,
        10,
        "leaflet-1.png",
    )
    assert plain_text(figure.caption) == "Figure 1. The box"
    assert {"Lost", "Too large"} <= set(left_out(draft))
    assert "picture without a description" in left_out(draft).values()


def huge_png() -> bytes:
    """A PNG of few bytes that says it has 40,000 by 40,000 pixels."""
    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    chunks = ((b"IHDR", head), (b"IDAT", zlib.compress(bytes(1000))), (b"IEND", b""))
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data)) for kind, data in chunks
    )


def styles_of(spans: Spans) -> list[tuple[str, bool, bool, str]]:
    return [(span.text, span.bold, span.italic, span.href) for span in spans]


def test_bold_italic_links_and_raised_figures() -> None:
    up, down = '<w:vertAlign w:val="superscript"/>', '<w:vertAlign w:val="subscript"/>'
    draft = drafted(
        par("Title", style="Titel"),
        par(
            "Do ",
            run("not", "<w:b/>"),
            run(" ", "<w:b/>"),
            run("stop", '<w:rStyle w:val="Stark"/>'),
            " ",
            run("it", "<w:i/>"),
            ".",
        ),
        par(
            '<w:hyperlink r:id="site">' + run("Our page") + "</w:hyperlink>",
            " or ",
            '<w:hyperlink r:id="no">' + run("this") + "</w:hyperlink>",
        ),
        par(
            "2 cm",
            run("2", up),
            ", 10",
            run("9", up),
            "/L, H",
            run("2", down),
            "O, 1",
            run("1", up),
            "/",
            run("2", down),
            " tablets",
        ),
        links={"site": "https://example.org/a?b=1&c=2"},
    )
    bold, links, small = (block.spans for block in draft.blocks if isinstance(block, Paragraph))
    assert styles_of(bold) == [
        ("Do ", False, False, ""),
        ("not stop", True, False, ""),
        (" ", False, False, ""),
        ("it", False, True, ""),
        (".", False, False, ""),
    ]
    assert styles_of(links) == [
        ("Our page", False, False, "https://example.org/a?b=1&c=2"),
        (" or this", False, False, ""),
    ]
    assert plain_text(small) == "2 cm², 10⁹/L, H2O, 1 1/2 tablets"


def test_tracked_changes_hidden_and_struck_text_are_listed() -> None:
    draft = drafted(
        par(
            "Take ",
            "<w:del><w:r><w:delText>10 mg</w:delText></w:r></w:del>",
            "<w:ins>" + run("5 mg") + "</w:ins>",
            " a day.",
        ),
        par(
            "Never ",
            run("ever ", "<w:strike/>"),
            "double it.",
            run("ask Kim", "<w:vanish/>"),
            run("20 mg", "<w:dstrike/>"),
        ),
        "<w:sdt><w:sdtPr><w:docPartObj><w:docPartGallery w:val='Table of Contents'/></w:docPartObj>"
        "</w:sdtPr><w:sdtContent>" + par("How to take it 3") + "</w:sdtContent></w:sdt>",
        par("Side effects 4", style="TOC1"),
    )
    assert texts(draft.blocks) == ["Take 5 mg a day.", "Never double it."]
    assert left_out(draft) == {
        "10 mg": "deleted in tracked changes",
        "ask Kim": "hidden text",
        "ever": "struck out",
        "20 mg": "struck out",
        "How to take it 3": "table of contents",
        "Side effects 4": "table of contents",
    }


def test_headers_footers_and_comments_are_kept_credited_or_listed() -> None:
    draft = drafted(
        par("Title", style="Titel"),
        par("Text."),
        parts={
            "header1.xml": edge("hdr", par("Elm Hospital, ward 4")),
            "footer1.xml": edge(
                "ftr", par("Page 2 of 5"), par("Last reviewed: March 2022"), par("In an emergency call 911")
            ),
            "comments.xml": edge(
                "comments", '<w:comment w:id="1" w:author="Kim">' + par("Is 5 mg right?") + "</w:comment>"
            ),
        },
    )
    assert texts(draft.blocks) == ["Text.", "In an emergency call 911"]
    assert [each.text for each in draft.credits] == ["Last reviewed: March 2022"]
    assert left_out(draft) == {"Elm Hospital, ward 4": "header", "Is 5 mg right?": "comment"}


def test_text_boxes_diagrams_formulas_symbols_and_fields_are_kept() -> None:
    above, below = (f"<m:r><m:t>{text}</m:t></m:r>" for text in ("weight", "2"))
    fraction = f"<m:oMath><m:f><m:num>{above}</m:num><m:den>{below}</m:den></m:f></m:oMath>"
    art = drawing("<dgm:relIds r:dm='data1'/>")
    steps = "".join(f"<a:p><a:t>{text}</a:t></a:p>" for text in ("Wash", "Dry"))
    draft = drafted(
        par("Title", style="Titel"),
        par("Before.", text_box(par("Do not drive."), par("Boxed, too."))),
        par("Old.", text_box(par("Old box."), modern=False)),
        par("Dose: ", fraction, " mg"),
        par(
            "INR ",
            '<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>',
            run("\uf0b0", '<w:rFonts w:ascii="Symbol"/>'),
            " 3",
        ),
        par("<w:fldSimple w:instr='DATE'>" + run("1 May 2020") + "</w:fldSimple>", " was warm"),
        par(art, "Steps."),
        par(
            "<w:smartTag><w:dir>" + run("Tagged") + "</w:dir></w:smartTag>", "<w:r><w:noBreakHyphen/></w:r>", run("on")
        ),
        parts={"diagrams/data1.xml": f"<dgm:dataModel {NAMES}>{steps}</dgm:dataModel>"},
    )
    assert texts(draft.blocks) == [
        "Before.",
        "Do not drive.",
        "Boxed, too.",
        "Old.",
        "Old box.",
        "Dose: weight/2 mg",
        "INR ≥° 3",
        "1 May 2020 was warm",
        "Steps.",
        "Wash",
        "Dry",
        "Tagged-on",
    ]
    assert draft.dropped == ()


def test_charts_and_descriptions_of_drawings_are_listed() -> None:
    chart = drawing("<c:chart r:id='chart1'/>", "Rising risk")
    arrow = "<w:r><w:drawing><wp:anchor><wp:docPr descr='Arrow to the vein'/></wp:anchor></w:drawing></w:r>"
    parts: dict[str, str | bytes] = {
        "charts/chart1.xml": f"<c:chartSpace {NAMES}><a:t>Risk</a:t><c:v>80</c:v></c:chartSpace>"
    }
    draft = drafted(par("Text."), par("More.", chart, arrow), parts=parts)
    assert left_out(draft)["Risk 80"] == "chart"
    assert "Arrow to the vein" in left_out(draft)


def test_every_word_of_any_file_is_in_the_draft_or_listed() -> None:
    """Files of random make: words are numbered, so that each can be looked for."""
    for seed in range(40):
        dice = random.Random(seed)
        body, count = random_body(dice)
        draft = draft_word(word(*body), PATH)
        have = Counter(words_of(" ".join((draft.title, *texts(draft.blocks), *left_out(draft)))))
        assert [f"w{at}x" for at in range(count) if not have[f"w{at}x"]] == [], seed


def random_body(dice: random.Random) -> tuple[list[str], int]:
    count = 0

    def words() -> str:
        nonlocal count
        first = count
        count += dice.randint(1, 6)
        return " ".join(f"w{at}x" for at in range(first, count)) + dice.choice((".", "", ":"))

    def inline() -> str:
        text = f" {words()} "
        return dice.choice(
            (
                run(text),
                run(text, "<w:b/>"),
                run(text, "<w:strike/>"),
                run(text, "<w:vanish/>"),
                f"<w:ins>{run(text)}</w:ins>",
                f"<w:del><w:r><w:delText>{text}</w:delText></w:r></w:del>",
                f"<w:unknown>{run(f' {text} ')}</w:unknown>",
                f"<m:oMath><m:r><m:t>{text}</m:t></m:r></m:oMath>",
                text_box(par(text)),
                text_box(par(text), modern=False),
                f"<w:sdt><w:sdtContent>{run(text)}</w:sdtContent></w:sdt>",
            )
        )

    def block(depth: int) -> str:
        kind = dice.randrange(7 if depth < 3 else 5)
        if kind == 0:
            return par(
                words(), style=dice.choice(("berschrift1", "berschrift2", "Titel", "Mine", "TOC1", "Beschriftung"))
            )
        if kind == 1:
            return item(words(), dice.randint(1, 3), dice.randrange(9))
        if kind < 5:
            return par(*(inline() for _ in range(dice.randint(1, 3))))
        rows = [[block(depth + 1) for _ in range(dice.randint(1, 3))] for _ in range(dice.randint(1, 3))]
        return table(*rows)

    return [par("Begin"), *(block(0) for _ in range(12))], count


def test_the_draft_of_a_whole_leaflet_is_written_and_read_back() -> None:
    dice = random.Random(7)
    for _ in range(5):
        draft = draft_word(word(*random_body(dice)[0]), PATH)
        article = article_of(draft, Terms("leaflet", "", date(2026, 1, 2)))
        read = read_markdown(article, Path("leaflet.md"))
        assert set(words_of(" ".join(texts(draft.blocks)))) <= set(words_of(" ".join(texts(read.blocks))))


def test_the_same_file_gives_the_same_draft() -> None:
    data = word(*random_body(random.Random(3))[0])
    assert draft_word(data, PATH) == draft_word(data, PATH)
    assert replace(draft_word(data, PATH), title="") != draft_word(data, PATH)


def bomb(parts: int, size: int) -> bytes:
    body = document(par("Text."))
    return zipped({"word/document.xml": body, **{f"word/media/{at}.bin": bytes(size) for at in range(parts)}})


ENTITIES = '<!DOCTYPE w [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"not a zip", "not a Word file"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "older Word"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password"),
        (word(par("Text."))[:-200], "not a Word file"),
        (zipped({"a.txt": "hello"}), "no Word document"),
        (bomb(40, 10_000_000), "unpacks"),
        (zipped({f"{at}": "" for at in range(6_000)} | {"word/document.xml": document(par("Text."))}), "unpacks"),
        (zipped({"word/document.xml": ENTITIES + document(par("Text."))}), "entities"),
        (zipped({"word/document.xml": ENTITIES + document("<w:p><w:r><w:t>&b;</w:t></w:r></w:p>")}), "entities"),
        (zipped({"word/document.xml": document("<w:sdt>" * 1_000 + "</w:sdt>" * 1_000)}), "nested"),
        (word("<w:tbl><w:tr><w:tc>" * 40 + par("Deep.") + "</w:tc></w:tr></w:tbl>" * 40), "nested"),
        (zipped({"word/document.xml": document("<w:p>")}), "damaged"),
        (zipped({"word/document.xml": document("<w:p/>" * 500_000)}), "elements"),
        (
            zipped({"word/document.xml": document(" " * 31_000_000 + random.Random(1).randbytes(200_000).hex())}),
            "larger",
        ),
        (word(par("")), "no text"),
        (word(par(picture("")), parts={"media/image1.png": png()}), "no text"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_hostile_and_broken_files_are_refused_with_a_sentence(data: bytes, says: str) -> None:
    with pytest.raises(SourceError, match=says) as caught:
        draft_word(data, PATH)
    assert caught.value.path == PATH


def test_a_locked_entry_is_refused() -> None:
    data = bytearray(word(par("Text.")))
    at = data.rindex(b"PK\x01\x02")
    data[at + 8] |= 1
    with pytest.raises(SourceError, match="password"):
        draft_word(bytes(data), PATH)


def test_names_that_lead_out_macros_and_lost_parts_do_no_harm() -> None:
    draft = drafted(
        par("Title", style="Titel"),
        par("Text.", picture("Out", "image9"), "<w:altChunk r:id='chunk'/>"),
        parts={
            "/../../evil.txt": "x",
            "vbaProject.bin": b"\xd0\xcf\x11\xe0",
            "../../../etc/image9.png": png(),
        },
    )
    assert texts(draft.blocks)[0] == "Text."
    assert "document within the document" in left_out(draft).values()


def test_a_table_of_two_thousand_rows_is_kept() -> None:
    rows = [["Name", "Dose"], *([f"drug{at}", f"{at} mg"] for at in range(2_000))]
    draft = drafted(par("Title", style="Titel"), table(*rows))
    (made,) = draft.blocks
    assert isinstance(made, Table)
    assert len(made.rows) == 2_000
    assert plain_text(made.rows[-1][1].spans) == "1999 mg"


def test_merged_cells_of_absurd_size_are_bounded() -> None:
    wide = cell("wide", '<w:gridSpan w:val="1000000000"/>')
    draft = drafted(
        par("Title", style="Titel"), table([wide, "a"], ["b", "c"], [cell("odd", '<w:gridSpan w:val="x"/>'), "d"])
    )
    assert texts(draft.blocks)[:2] == ["wide", "a"] or "wide" in texts(draft.blocks)
    assert {"a", "b", "c", "odd", "d"} <= set(texts(draft.blocks))
