"""Saved web pages: what becomes of each element, and that no page, however made, loses a line or takes the machine."""

import re
from base64 import b64encode
from io import BytesIO
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from handouts.document import Bullets, Figure, Glossary, Heading, Paragraph, Table, fragments, plain_text
from handouts.draft import Draft
from handouts.errors import SourceError
from handouts.readers.web_page import IMPORTER

PAGE = Path("page.html")
PROSE = "Knee pain is common, and most often it gets better by itself within a few weeks of rest and gentle movement."


def draft(body: str, head: str = "", path: Path = PAGE) -> Draft:
    page = f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
    return IMPORTER.draft(page.encode(), path)


def article(body: str, head: str = "", path: Path = PAGE) -> Draft:
    return draft(f"<main><h1>Knee pain</h1><p>{PROSE}</p>{body}</main>", head, path)


def texts(found: Draft) -> list[str]:
    return [plain_text(spans) for block in found.blocks for spans in fragments(block) if spans]


def reasons(found: Draft) -> dict[str, str]:
    return {each.text: each.reason for each in found.dropped}


class TestTitle:
    def test_it_is_the_h1(self) -> None:
        assert article("").title == "Knee pain"

    def test_an_h1_that_is_the_sites_name_is_not_it(self) -> None:
        head = "<title>Knee pain | Fernhill Clinic</title>"
        found = draft(f"<header><h1>Fernhill Clinic</h1></header><main><h1>Knee pain</h1><p>{PROSE}</p></main>", head)
        assert found.title == "Knee pain"

    def test_an_h1_that_the_head_does_not_name_gives_way_to_a_heading_that_it_names(self) -> None:
        head = "<title>Knee pain that lasts</title>"
        found = draft(f"<h1>Joint Health Center</h1><main><h2>Knee pain that lasts</h2><p>{PROSE}</p></main>", head)
        assert found.title == "Knee pain that lasts"

    def test_without_an_h1_it_is_the_line_that_the_head_names(self) -> None:
        head = "<title>Knee pain - Fernhill Clinic</title>"
        found = draft(f"<div>Fernhill Clinic</div><div>Knee pain</div><div>{PROSE}</div>", head)
        assert found.title == "Knee pain"
        assert "Knee pain" not in texts(found)

    def test_a_heading_by_its_role_is_one(self) -> None:
        head = "<title>Knees: what to do</title>"
        found = draft(f"<div role=heading aria-level=1>Knee pain: what to do</div><p>{PROSE}</p>", head)
        assert found.title == "Knee pain: what to do"

    def test_without_an_h1_it_is_the_line_over_the_text_that_shares_most_words(self) -> None:
        head = "<title>Dr. Moyo's Pages -- KNEES: going home after the operation</title>"
        cells = "<tr><td>Dr. Moyo's Pages</td></tr><tr><td><b>Going home after a knee operation</b><br>"
        assert (
            draft(f"<table>{cells}{f'{PROSE}<br><br>' * 3}</td></tr></table>", head).title
            == "Going home after a knee operation"
        )

    def test_without_any_it_is_the_heads(self) -> None:
        assert draft(f"<p>{PROSE}</p>", "<title>Knee pain | Fernhill</title>").title == "Knee pain"
        assert draft(f"<p>{PROSE}</p>").title == "page"


class TestBlocks:
    def test_headings_come_to_two_levels(self) -> None:
        found = article("<h2>Causes</h2><p>Wear.</p><h4>Gout</h4><p>Crystals.</p><h2>Care</h2><p>Rest.</p>")
        heads = [(block.level, plain_text(block.spans)) for block in found.blocks if isinstance(block, Heading)]
        assert heads == [(2, "Causes"), (3, "Gout"), (2, "Care")]

    def test_the_first_heading_is_of_level_2(self) -> None:
        found = article("<h4>Gout</h4><p>Crystals.</p><h3>Care</h3><p>Rest.</p><h4>More rest</h4><p>Sleep.</p>")
        assert [block.level for block in found.blocks if isinstance(block, Heading)] == [2, 2, 3]

    def test_lists_are_nested_and_counted(self) -> None:
        found = article("<ol start=3><li>Stand.<ul><li>not long<li>with <b>shoes</b></ul><li>Sit.</ol>")
        (bullets,) = (block for block in found.blocks if isinstance(block, Bullets))
        assert (bullets.ordered, bullets.start, len(bullets.items)) == (True, 3, 2)
        inner = bullets.items[0].blocks[1]
        assert isinstance(inner, Bullets) and not inner.ordered
        assert [plain_text(spans) for spans in fragments(inner)] == ["not long", "with shoes"]

    def test_a_list_is_at_most_four_deep(self) -> None:
        found = article("".join(f"<ul><li>level {level}" for level in range(1, 8)))
        (bullets,) = (block for block in found.blocks if isinstance(block, Bullets))
        assert texts(found)[1:] == [f"level {level}" for level in range(1, 8)]
        assert _depth(bullets) == 4

    def test_merged_cells_stand_once(self) -> None:
        rows = "<tr><th>Who<th>Dose<th>When<tr><td>Child<td rowspan=2>5 mL<td>Night<tr><td>Adult<td>Noon"
        found = article(f"<table><caption>Doses</caption>{rows}<tr><td colspan=3>Never more.</table>")
        (table,) = (block for block in found.blocks if isinstance(block, Table))
        cells = [[plain_text(cell.spans) for cell in row] for row in (table.header, *table.rows)]
        assert cells == [
            ["Who", "Dose", "When"],
            ["Child", "5 mL", "Night"],
            ["Adult", "", "Noon"],
            ["Never more.", "", ""],
        ]
        assert plain_text(table.caption) == "Doses"

    def test_no_column_is_without_a_name_and_no_text_of_a_table_is_lost(self) -> None:
        rows = "<tr>Stray<td><td>Child<td>Adult<tr><th>Night<td>5 mL<td>10 mL<tr><div>Loose</div><th>Noon<td>0<td>5 mL"
        found = article(f"<table>{rows}</table>")
        (table,) = (block for block in found.blocks if isinstance(block, Table))
        assert [plain_text(cell.spans) for cell in table.header] == ["Column 1", "Child", "Adult"]
        assert {"Stray", "Loose"} <= set(texts(found))

    def test_names_of_columns_above_each_other_are_one(self) -> None:
        rows = "<tr><th><th colspan=2>Dose<tr><th>Who<th>Night<th>Noon<tr><td>Child<td>5 mL<td>2 mL"
        (table,) = (block for block in article(f"<table>{rows}</table>").blocks if isinstance(block, Table))
        assert [plain_text(cell.spans) for cell in table.header] == ["Who", "Dose Night", "Noon"]

    def test_a_table_that_lays_out_the_page_is_none(self) -> None:
        cell = f"<h2>Care</h2><p>{PROSE[::-1]}</p><ul><li>Rest.</ul>"
        found = article(f"<table><tr><td>{cell}</td><td>Cool the knee.</td></tr></table>")
        assert [type(block) for block in found.blocks] == [Paragraph, Heading, Paragraph, Bullets, Paragraph]

    def test_words_and_their_meanings(self) -> None:
        found = article("<dl><dt>Meniscus<dd>A disc in the knee.<dd>There are two.<dt>Patella<dd>The kneecap.</dl>")
        (glossary,) = (block for block in found.blocks if isinstance(block, Glossary))
        assert [len(term.meaning) for term in glossary.terms] == [2, 1]

    def test_text_without_paragraphs_and_typed_bullets(self) -> None:
        found = article(
            "<div>Before you come:<br>• Do not eat.<br>• Drink water<br>until noon.<br><br>Then rest.</div>"
        )
        assert [type(block) for block in found.blocks[2:]] == [Bullets, Paragraph]
        assert texts(found)[1:] == ["Before you come:", "Do not eat.", "Drink water until noon.", "Then rest."]

    def test_bold_italic_and_links_that_lead_somewhere(self) -> None:
        found = article(
            '<p>A <b>bold</b> and <i>slanted</i> <a href="https://a.example/x">link</a> <a href="y">here</a>.</p>'
        )
        spans = next(fragments(found.blocks[1]))
        assert [(span.text, span.bold, span.italic, span.href) for span in spans] == [
            ("A ", False, False, ""),
            ("bold", True, False, ""),
            (" and ", False, False, ""),
            ("slanted", False, True, ""),
            (" ", False, False, ""),
            ("link", False, False, "https://a.example/x"),
            (" here.", False, False, ""),
        ]

    def test_a_line_knows_its_line(self) -> None:
        found = draft(f"\n<main>\n<h1>Knee</h1>\n<!-- a\nb -->\n<p\nid=x>{PROSE}</p>\n<p>\n\nRest.</p></main>")
        assert [block.line for block in found.blocks] == [7, 10]


def _depth(bullets: Bullets) -> int:
    inner = [block for item in bullets.items for block in item.blocks if isinstance(block, Bullets)]
    return 1 + max(map(_depth, inner), default=0)


class TestNotes:
    LIST = (
        "<h2>References</h2><ol><li id=r1><a href=#m1>^</a> Ames C. Knees. 2019.</li><li id=r2>Bode D. Hips.</li></ol>"
    )

    @pytest.mark.parametrize(
        "mark",
        [
            "<sup>2</sup>",
            "<sup>[2]</sup>",
            "<a href='#r2'>[2]</a>",
            "<sup><a href='https://x.example/p#r2'>b</a></sup>".replace(">b<", ">2<"),
            " [2]",
        ],
    )
    def test_a_mark_cites(self, mark: str) -> None:
        found = article(f"<p>Most knees heal{mark}.</p>{self.LIST}")
        assert [span.cites for span in next(fragments(found.blocks[1])) if span.cites] == [2]
        assert [plain_text(each.spans) for each in found.references] == ["Ames C. Knees. 2019.", "Bode D. Hips."]
        assert not any(isinstance(block, Heading) for block in found.blocks)

    def test_a_mark_of_no_reference_is_text(self) -> None:
        assert texts(article(f"<p>Most knees heal [7].</p>{self.LIST}"))[1] == "Most knees heal [7]."

    def test_raised_figures_of_units_are_none(self) -> None:
        found = article(f"<p>An area of 7 cm<sup>2</sup>, 10<sup>2</sup> and 5 m<sup>2</sup>.</p>{self.LIST}")
        assert texts(found)[1] == "An area of 7 cm², 10² and 5 m²."


class TestCredits:
    def test_those_of_the_page(self) -> None:
        found = article("<div>Reviewed by</div><div>Ana Ruiz, MD</div><p>Last updated: 3 May 2023</p>")
        assert [(credit.kind, credit.text) for credit in found.credits] == [
            ("reviewer", "Reviewed by Ana Ruiz, MD"),
            ("revised", "Last updated: 3 May 2023"),
        ]

    def test_those_of_the_head_where_the_page_says_none(self) -> None:
        schema = '{"@type":"MedicalWebPage","reviewedBy":{"name":"Ana Ruiz"},"author":[{"name":"Bo Lind"}]}'
        found = article("<p>By Bo Lind</p>", f'<script type="application/ld+json">{schema}</script>')
        assert {(credit.kind, credit.text) for credit in found.credits} == {
            ("byline", "By Bo Lind"),
            ("reviewer", "Reviewed by Ana Ruiz"),
        }

    @pytest.mark.parametrize("schema", ["{", "[" * 50_000, '{"@type":"Article","author":{"name":{"name":[]}}}', "null"])
    def test_a_broken_head_is_no_fault(self, schema: str) -> None:
        assert article("", f'<script type="application/ld+json">{schema}</script>').title == "Knee pain"

    def test_language(self) -> None:
        page = f'<html lang="en-GB"><body><h1>Knee</h1><p>{PROSE}</p></body></html>'
        assert IMPORTER.draft(page.encode(), PAGE).language == "en-GB"
        assert article("", '<meta property="og:locale" content="es_US">').language == "es-US"


class TestFurniture:
    def test_a_box_beside_the_article_with_advice_is_kept(self) -> None:
        found = article("<aside class=sidebar><h3>Help at once</h3><p>Call 911 if you cannot stand.</p></aside>")
        assert texts(found)[1:] == ["Help at once", "Call 911 if you cannot stand."]

    def test_advice_before_the_title_is_kept(self) -> None:
        found = draft(f"<div class=banner><p>In an emergency, call 911.</p></div><h1>Knee</h1><p>{PROSE}</p>")
        assert texts(found) == ["In an emergency, call 911.", PROSE]

    def test_a_section_named_like_furniture_is_kept(self) -> None:
        advice = "Talk to people who know the illness, and ask your nurse for a group in your town that meets often."
        found = article(f'<section id="social-support"><h2>Social support</h2><p>{advice}</p></section>')
        assert texts(found)[1:] == ["Social support", advice]

    def test_a_list_of_when_to_call_is_kept_in_any_box(self) -> None:
        for named in ("sidebar", "promo", "related", "newsletter-box"):
            items = "<ul><li>your pain is not controlled</li><li>you see clots</li></ul><p>Day and night: 555-0188</p>"
            found = article(f"<aside><div class={named}><h2>At home: call our nurse line if</h2>{items}</div></aside>")
            assert texts(found)[1:] == [
                *("At home: call our nurse line if", "your pain is not controlled", "you see clots"),
                "Day and night: 555-0188",
            ]

    def test_a_site_may_name_its_own_number_above_the_title(self) -> None:
        found = draft(f"<div><a href=/>Call us: 555-0100</a> Join</div><main><h1>Knee</h1><p>{PROSE}</p></main>")
        assert texts(found) == [PROSE]

    def test_a_label_for_the_ear_goes_unless_it_is_the_sense(self) -> None:
        style = "<style>.u-vh{position:absolute;clip:rect(0 0 0 0)}</style>"
        found = article(
            "<h2><span class=u-vh>Urgent advice: </span>Ask for help if:</h2>"
            "<ul><li><span class=sr-only>Do not: </span>rub the knee</li></ul>",
            style,
        )
        assert texts(found)[1:] == ["Ask for help if:", "Do not: rub the knee"]
        assert reasons(found) == {"Urgent advice:": "hidden on the page"}

    def test_the_sentence_under_the_title_is_kept_wherever_the_text_is(self) -> None:
        lede = "Knee pain comes from the joint, from the muscles around it, or from the hip above it."
        found = draft(
            f"<section><div><p>Joints</p><h1>Knee pain</h1><p>{lede}</p></div></section>"
            f"<main><h2>Causes</h2><p>{PROSE}</p><p>{PROSE[:70]}.</p><p>Rest the knee.</p></main>"
        )
        assert lede in texts(found)

    def test_a_quotation_pulled_out_of_the_text_goes(self) -> None:
        found = article(
            "<blockquote>“It gets better by itself”</blockquote><blockquote>“My knee was sore.”</blockquote>"
        )
        assert texts(found)[1:] == ["“My knee was sore.”"]

    def test_an_appeal_for_money_goes(self) -> None:
        found = article("<div class=donation-box><h3>Could you give £5?</h3><p>£15 could pay for a pack.</p></div>")
        assert texts(found) == [PROSE]

    def test_terms_that_are_links_are_kept(self) -> None:
        found = article("<p>Common signs are:</p><ul><li><a href=/a>swelling</a><li><a href=/b>pain</a></ul>")
        assert texts(found)[1:] == ["Common signs are:", "swelling", "pain"]

    def test_closed_parts_are_read_and_hidden_text_is_not(self) -> None:
        found = article("<button aria-controls=p>Can I run?</button><div id=p hidden>Not yet.</div><p hidden>Old.</p>")
        assert texts(found)[1:] == ["Can I run?", "Not yet."]
        assert reasons(found) == {"Old.": "hidden on the page"}

    def test_a_form_around_the_whole_page_is_none(self) -> None:
        found = draft(f"<form><input type=text><h1>Knee</h1><p>{PROSE}</p><p>Rest the knee.</p></form>")
        assert texts(found) == [PROSE, "Rest the knee."]


@pytest.fixture
def picture(tmp_path: Path) -> bytes:
    made = BytesIO()
    Image.new("RGB", (80, 60), "white").save(made, "PNG")
    (tmp_path / "saved_files").mkdir()
    (tmp_path / "saved_files" / "knee 1.png").write_bytes(made.getvalue())
    (tmp_path / "saved_files" / "text.png").write_text("no picture")
    return made.getvalue()


class TestPictures:
    def test_one_beside_the_page_is_a_figure(self, picture: bytes, tmp_path: Path) -> None:
        image = '<img src="./saved_files/knee%201.png" alt="A knee">'
        body = f"<figure>{image}<figcaption>Seen from the side.</figcaption></figure>"
        found = article(body, path=tmp_path / "saved.html")
        (figure,) = (block for block in found.blocks if isinstance(block, Figure))
        assert (figure.alt, figure.data, figure.width, figure.height) == ("A knee", picture, 80, 60)
        assert (str(figure.path), plain_text(figure.caption)) == ("saved-1.png", "Seen from the side.")

    def test_one_inside_the_page_is_a_figure(self, picture: bytes) -> None:
        found = article(f'<img alt="A knee" src="data:image/png;base64,{b64encode(picture).decode()}">')
        assert any(isinstance(block, Figure) for block in found.blocks)

    @pytest.mark.parametrize(
        ("source", "reason"),
        [
            ("https://a.example/knee.png", "picture that is not saved beside the page"),
            ("/etc/hostname", "picture that is not saved beside the page"),
            ("file:///etc/hostname", "picture that is not saved beside the page"),
            ("../secret.png", "picture outside the page's folder"),
            ("saved_files/..%2f..%2fsecret.png", "picture outside the page's folder"),
            ("saved_files/none.png", "picture that is not saved beside the page"),
            ("saved_files/text.png", "picture that is not PNG or JPEG"),
            ("data:text/html,<b>", "picture that is not PNG or JPEG"),
            ("data:image/png;base64,!!!", "picture that is not PNG or JPEG"),
        ],
    )
    def test_one_that_cannot_be_had_is_named(self, source: str, reason: str, picture: bytes, tmp_path: Path) -> None:
        found = article(f'<img src="{source}" alt="A knee">', path=tmp_path / "saved.html")
        assert reasons(found) == {"A knee": reason}

    def test_a_caption_outlives_its_picture(self) -> None:
        body = "<figure><img src=x.png alt='A knee'><figcaption>Do not bend it past 90 degrees.</figcaption></figure>"
        assert texts(article(body))[1:] == ["Do not bend it past 90 degrees."]


FIFTY = 50_000_000
ADVICE = "Call 911 if you cannot stand."


def _filled(text: str) -> str:
    return text * (FIFTY // len(text))


class TestHostile:
    @pytest.mark.parametrize("tag", ["div", "b", "ul><li", "span", "table><tr><td"])
    def test_thirty_thousand_elements_in_each_other(self, tag: str) -> None:
        assert texts(draft(f"<{tag}>" * 30_000 + ADVICE)) == [ADVICE]

    @pytest.mark.parametrize("tag", ["div", "ul><li", "table><tr><td", "section", "font"])
    def test_five_hundred_elements_in_each_other(self, tag: str) -> None:
        assert ADVICE in texts(draft(f"<p>{PROSE}</p>" + f"<{tag}>" * 500 + ADVICE))

    @pytest.mark.parametrize("text", ["<p>Rest. Call 911.</p>\n", "word "])
    def test_fifty_megabytes_are_refused(self, text: str) -> None:
        with pytest.raises(SourceError, match=r"more than|no text"):
            IMPORTER.draft(_filled(text).encode(), PAGE)

    @pytest.mark.parametrize(
        ("before", "text", "behind"),
        [
            ("<script>", "var x = 1;\n", "</script>"),
            ("<img src='data:image/png;base64,", "iVBO", "'>"),
        ],
    )
    def test_fifty_megabytes_that_nobody_reads(self, before: str, text: str, behind: str) -> None:
        assert texts(article(f"{before}{_filled(text)}{behind}<p>{ADVICE}</p>")) == [PROSE, ADVICE]

    def test_entities_do_not_grow(self) -> None:
        letters = "abcdefghij"
        grown = "".join(f'<!ENTITY {b} "{f"&{a};" * 10}">' for a, b in pairwise(letters))
        page = f'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY a "ha">{grown}<!ENTITY f SYSTEM "/etc/hostname">]>'
        found = IMPORTER.draft(f"{page}<html><body><p>{ADVICE} &j; &f;</p></body></html>".encode(), PAGE)
        assert texts(found) == [f"{ADVICE} &j; &f;"]

    def test_scripts_and_styles_say_nothing(self) -> None:
        found = article(
            "<script>document.write('<p>Evil.</p>')</script><style>p:after{content:'x'}</style><p>Good.</p>"
        )
        assert texts(found) == [PROSE, "Good."]

    @pytest.mark.parametrize(
        ("page", "text"),
        [
            (b"<p>Don\x92t wait \x96 39 \xb0C</p>", "Don’t wait – 39 °C"),
            ("<meta charset=iso-8859-2><p>Zażółć gęślą</p>".encode("iso-8859-2"), "Zażółć gęślą"),
            ("<p>Grüße – 39 °C</p>".encode("utf-16"), "Grüße – 39 °C"),
            (b"\xef\xbb\xbf<meta charset=latin1><p>caf\xc3\xa9</p>", "café"),
            (b"<meta charset=hex><p>plain</p>", "plain"),
            (
                b"<p>Take\xc2\xa02\xe2\x80\x8b tablets" + b" a day" * 100 + b"\0</p>",
                "Take\u00a02 tablets" + " a day" * 100,
            ),
        ],
    )
    def test_encodings(self, page: bytes, text: str) -> None:
        assert texts(IMPORTER.draft(page, PAGE)) == [text]

    @pytest.mark.parametrize("page", [b"", b" \n", b"<html></html>", b"<script>x</script>", bytes(range(256)) * 99])
    def test_what_is_no_page_is_refused(self, page: bytes) -> None:
        with pytest.raises(SourceError):
            IMPORTER.draft(page, PAGE)

    @pytest.mark.parametrize(
        "part",
        [
            "<h3>Related articles</h3><h2>More</h2>",
            "<ul><li><a href=x>One</a></li><li><a href=y>Two</a></li></ul>",
            "<p hidden>no</p><label>x<input></label>",
            "<tr><td rowspan=9999 colspan=9999>x</td></tr>",
        ],
    )
    def test_many_parts_take_no_time(self, part: str) -> None:
        found = article(f"<p>{ADVICE}</p>" + part * 2_000)
        assert ADVICE in texts(found)


WORDS = st.sampled_from(
    [
        "Rest",
        "the knee",
        "911",
        "do not run",
        "<sup>2</sup>",
        "[1]",
        "&amp;",
        "Home",
        "Menu",
        "References",
        "1. Ames",
        "•",
    ]
)
TAGS = st.sampled_from(
    "p div li ul ol h1 h2 h5 td tr table th dl dt dd a b sup nav aside article section button label span br form"
    " figure figcaption blockquote summary details caption thead pre footer header option hr".split()
)
MARKUP = st.one_of(
    WORDS,
    TAGS.map(lambda tag: f"<{tag}>"),
    TAGS.map(lambda tag: f"</{tag}>"),
    st.sampled_from(
        ["<a href=#x>", "<li id=x>", "<div class=related>", "<p hidden>", "<td colspan=2 rowspan=2>", "<dd>"]
    ),
)


class TestNothingIsLost:
    @settings(max_examples=120, deadline=None)
    @given(st.lists(MARKUP, max_size=60))
    def test_every_word_of_any_page_is_somewhere(self, parts: list[str]) -> None:
        numbered = [f" w{at} {part} " if part[0] != "<" else part for at, part in enumerate(parts)]
        try:
            found = draft("".join(numbered))
        except SourceError:
            assert not any(part.startswith(" w") for part in numbered)
            return
        held = [found.title, *texts(found), *(credit.text for credit in found.credits)]
        held += [plain_text(each.spans) for each in found.references] + [each.text for each in found.dropped]
        have = set(re.findall(r"w\d+", " ".join(held)))
        assert have == set(re.findall(r"w\d+", "".join(numbered)))

    @settings(max_examples=100, deadline=None)
    @given(st.binary(max_size=400))
    def test_any_bytes_are_read_or_refused(self, data: bytes) -> None:
        try:
            IMPORTER.draft(data, PAGE)
        except SourceError as error:
            assert error.what and error.path == PAGE


class TestTabs:
    TABS = '<ul role="tablist"><li><a {0} href="#t1">Colchicine</a></li><li><a {0} href="#t2">Prednisone</a></li></ul>'
    PANELS = '<div id="t1"><p>1 mg at the first sign, then 0.5 mg an hour later.</p></div><div id="t2">{}</div>'

    @pytest.mark.parametrize("mark", ['role="tab"', 'data-toggle="tab"', 'data-bs-toggle="tab"'])
    def test_what_stands_in_a_tab_is_under_its_name(self, mark: str) -> None:
        found = texts(
            article(f"<h2>Doses</h2>{self.TABS.format(mark)}{self.PANELS.format('<p>5 days of tablets.</p>')}")
        )
        assert found[found.index("Colchicine") + 1].startswith("1 mg")
        assert found[found.index("Prednisone") + 1] == "5 days of tablets."

    def test_a_heading_of_its_own_is_enough(self) -> None:
        panels = self.PANELS.format("<h3>Steroids</h3><p>5 days of tablets.</p>")
        tabs = self.TABS.format("role=tab")
        found = texts(article(f"<h2>Doses</h2>{tabs}{panels}"))
        assert "Prednisone" not in found
        assert found[found.index("Steroids") + 1] == "5 days of tablets."


def test_a_list_of_links_amid_other_lists_is_the_articles() -> None:
    lists = "<p>Pain</p><ul><li>Ice</li><li>Rest</li></ul><p>Constipation</p><ul>{}</ul>".format(
        "".join(f'<li><a href="{name}.html">{name}</a></li>' for name in ("Colace", "Metamucil"))
    )
    assert {"Colace", "Metamucil"} <= set(texts(article(f"{lists}<p>{PROSE}</p>")))


def test_a_dose_that_is_recommended_is_no_pitch_at_the_end_of_a_page() -> None:
    told = (
        "Yes. The first one is recommended for children aged 2 weeks and older, the other for those aged 7 and older."
    )
    found = article(f"<p>{PROSE}</p><p>{PROSE} Call us if it swells.</p><h2>Can children take it?</h2><p>{told}</p>")
    assert told in texts(found)


def test_a_poll_amid_the_text_is_left_out() -> None:
    poll = "<div><h3>Test yourself</h3><p>Question 1 of 6. Knees are joints.</p><button>Cast vote</button></div>"
    assert "Question 1 of 6. Knees are joints." in reasons(article(f"<p>{PROSE}</p>{poll}<p>{PROSE} Rest it.</p>"))
