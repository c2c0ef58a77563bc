"""The format html as a file: complete, self-contained, the same bytes each time, and never markup from an article."""

import os
import subprocess
import sys
from base64 import b64decode, b64encode
from dataclasses import replace
from datetime import date
from hashlib import sha256
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from handouts.document import Document, Heading, Review, figures, fragments, plain_text
from handouts.formats.html.within import _PIECE, write_encoded
from handouts.options import Options
from handouts.readers import read
from handouts.sound.narration import narrate
from handouts.sound.whole import sound_file
from tests.articles import write_article
from tests.html_pages import HOSTILE, Read, page, words
from tests.pdf_documents import bullets, callout, cite, document, everything, figure, heading, paragraph, spans, table


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("html")


@pytest.fixture(scope="module")
def rich() -> Document:
    return everything()


@pytest.fixture(scope="module")
def made(rich: Document, folder: Path) -> Read:
    return page(rich, folder)


def test_the_text_is_complete_and_in_order(made: Read, rich: Document) -> None:
    text, place = words(made.one("main").text), 0
    pictures = {each.alt for each in figures(rich)}
    for block in rich.blocks:
        for each in fragments(block):
            if plain_text(each) in pictures:
                continue
            found = text.find(words(plain_text(each)), place)
            assert found >= place, plain_text(each)
            place = found
    assert [image.attributes["alt"] for image in made.all("img")] == ["A red disc."] * 2


def test_every_sentence_that_is_heard_is_shown_once_in_its_order(made: Read, rich: Document, folder: Path) -> None:
    narration = narrate(rich, Options(), folder / "cache")
    clips = [clip for part in narration.parts for clip in part.clips]
    assert [each.attributes["id"] for each in made.sentences] == [f"s{n}" for n in range(1, len(clips) + 1)]
    assert made.times["sentences"] == [*(round(clip.start * 1000) for clip in clips), round(clips[-1].end * 1000)]
    assert made.times["parts"] == [round(part.start * 1000) for part in narration.parts]
    titles = [words(each.text) for each in made.all("button") if "data-part" in each.attributes]
    assert titles[0] == "Beginning 0:00"
    assert [title.rpartition(" ")[0] for title in titles[1:]] == [part.title for part in narration.parts[1:]]


def test_the_sound_is_the_recording_byte_for_byte(made: Read, rich: Document, folder: Path) -> None:
    recording = narrate(rich, Options(), folder / "cache").recording
    assert made.sound == sound_file(recording, folder / "cache").read_bytes()


def test_an_equal_document_read_again_has_its_sentences_too(made: Read, folder: Path) -> None:
    assert page(everything(), folder, name="again.html").markup == made.markup


def test_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    article = write_article(tmp_path, "Take 5 mg.[^a]\n\n## References\n\n[^a]: A book.\n")
    here = page(read(article), tmp_path).path.read_bytes()
    program = (
        "import sys; from pathlib import Path; from handouts.readers import read; from tests.html_pages import page;"
        "page(read(Path(sys.argv[1])), Path(sys.argv[2]))"
    )
    for number, settings in enumerate(({"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}, {"LC_ALL": "C", "LANG": "C"})):
        other = tmp_path / f"other{number}"
        other.mkdir()
        environment = {**os.environ, **settings, "PYTHONPATH": str(Path.cwd())}
        subprocess.run([sys.executable, "-c", program, str(article), str(other)], env=environment, check=True)
        assert (other / "page.html").read_bytes() == here


def test_nothing_comes_from_elsewhere(made: Read) -> None:
    links = [each.attributes["href"] for each in made.elements if each.tag in ("a", "use", "link")]
    assert {link for link in links if not link.startswith("#")} == {
        "data:,",
        "https://www.example.org/lists/validated-monitors?for=home",
    }
    loaded = [each.attributes["src"] for each in made.elements if "src" in each.attributes]
    assert len(loaded) == 3
    assert all(address.startswith("data:") for address in loaded)
    for forbidden in ("style", "action", "srcset", "ping"):
        assert not [each for each in made.elements if forbidden in each.attributes]
    assert not [name for each in made.elements for name in each.attributes if name.startswith("on")]
    assert "@import" not in made.one("style").text
    assert made.one("style").text.count("url(") == made.one("style").text.count("url(data:font/ttf;base64,") == 2


def test_the_policy_lets_in_this_style_and_this_script_alone(made: Read) -> None:
    policy = made.one("meta", **{"http-equiv": "Content-Security-Policy"}).attributes["content"]
    rules = {name: values for name, *values in (rule.split() for rule in policy.split(";"))}
    scripts = [each.text for each in made.all("script") if "type" not in each.attributes]
    assert rules.pop("default-src") == rules.pop("base-uri") == rules.pop("form-action") == ["'none'"]
    for name, texts in (("script-src", scripts), ("style-src", [made.one("style").text])):
        assert rules.pop(name) == [f"'sha256-{b64encode(sha256(each.encode()).digest()).decode()}'" for each in texts]
    assert rules == {"font-src": ["data:"], "img-src": ["data:"], "media-src": ["data:", "blob:"]}


def test_references_are_linked_both_ways(made: Read) -> None:
    ids = [each.attributes["id"] for each in made.elements if "id" in each.attributes]
    assert len(ids) == len(set(ids))
    marks = [(each.attributes["id"], each.attributes["href"]) for each in made.all("a", role="doc-noteref")]
    assert marks == [("cite-1-1", "#reference-1"), ("cite-2-1", "#reference-2"), ("cite-2-2", "#reference-2")]
    back = [(each.attributes["href"], each.attributes["aria-label"]) for each in made.all("a", role="doc-backlink")]
    assert back == [
        ("#cite-1-1", "Back to where reference 1 is cited"),
        ("#cite-2-1", "Back to where reference 2 is cited, place 1 of 2"),
        ("#cite-2-2", "Back to where reference 2 is cited, place 2 of 2"),
    ]
    inner = {each.attributes["href"][1:] for each in made.all("a") if each.attributes["href"].startswith("#")}
    assert inner <= set(ids)


def test_heads_and_landmarks(made: Read, rich: Document) -> None:
    assert made.one("html").attributes["lang"] == rich.language
    assert made.one("title").text == rich.title
    assert "Version 1.2, revised 23 November 2026" in made.one("meta", name="description").attributes["content"]
    heads = [(each.tag, words(each.text)) for each in made.elements if each.tag in ("h1", "h2", "h3")]
    assert heads[:2] == [("h1", rich.title), ("h2", "Contents")]
    contents = [words(each.text) for each in made.all("a") if each.attributes["href"].startswith("#part-")]
    assert [each.rpartition(" ")[0] for each in contents] == [
        plain_text(block.spans) for block in rich.blocks if isinstance(block, Heading) and block.level == 2
    ]


def test_before_the_first_section_a_box_is_right_under_the_title(tmp_path: Path) -> None:
    odd = document(callout("warning", "Stop", paragraph("Do not drive.")), heading("A smaller part", 3))
    heads = [each.tag for each in page(odd, tmp_path).elements if each.tag in ("h1", "h2", "h3")]
    assert heads == ["h1", "h2", "h2", "h2", "h2"]  # the last two are the player's


def test_drafts_notices_and_reviews_are_shown(tmp_path: Path) -> None:
    about = {
        "draft": True,
        "notices": ("This is the plain-language version.",),
        "rights": "Used by leave of the Heart Council.",
        "review": Review("Dr. A. Example", date(2026, 3, 1)),
        "call": "Call 555-0100. Call 911 in an emergency.",
    }
    text = words(page(document(paragraph("Rest."), **about), tmp_path).one("body").text)
    for line in (
        "Draft, version 1.2, revised 23 November 2026",
        "Reviewed by Dr. A. Example, 1 March 2026",
        "This is the plain-language version.",
        "Used by leave of the Heart Council.",
        "Published by Handouts Heart Library",
        "Whom this is for: adults with high blood pressure",
        "This recording lasts",
        "This is the end of: Checking your blood pressure at home",
    ):
        assert text.count(line) == 1, line
    assert text.count("Call 555-0100. Call 911 in an emergency.") == 2
    assert text.endswith("Draft, version 1.2 Listen to this article" + text[text.index('{"sentences"') - 1 :])


def test_an_article_is_never_markup(tmp_path: Path) -> None:
    hostile = document(
        paragraph(spans(HOSTILE, href=f"https://example.org/?{HOSTILE}"), spans(HOSTILE, bold=True), cite(1)),
        heading(HOSTILE),
        figure(alt=f"{HOSTILE}. Two. Three.", caption=HOSTILE),
        table(("", HOSTILE), (HOSTILE, HOSTILE), caption=HOSTILE),
        callout("call", HOSTILE, bullets(HOSTILE)),
        title=HOSTILE,
        language='en"><script>',
        **{name: HOSTILE for name in ("version", "publisher", "call", "audience", "rights")},
        notices=(HOSTILE,),
    )
    bare = document(
        paragraph(spans("a", href="https://example.org/"), spans("b", bold=True), cite(1)),
        heading("c"),
        figure(alt="One. Two. Three.", caption="d"),
        table(("", "e"), ("f", "g"), caption="h"),
        callout("call", "i", bullets("j")),
        rights="k",
        notices=("l",),
    )
    shapes = [
        [(one.tag, sorted(one.attributes)) for one in page(kind, tmp_path).elements if one.tag not in ("span", "div")]
        for kind in (hostile, bare)
    ]
    assert shapes[0] == shapes[1]
    assert page(hostile, tmp_path).one("title").text == HOSTILE


def test_a_picture_described_in_several_sentences(tmp_path: Path) -> None:
    made = page(document(figure(alt="A heart. It is red. It beats.", caption="")), tmp_path)
    assert len([each for each in made.sentences if each.tag == "div"]) == 3


@pytest.mark.parametrize(
    ("options", "values"),
    [
        (Options(), ("--size:1.5rem", "--spacing:1.587", "--characters:29.14")),
        (Options(standard="rnib"), ("--size:2rem", "--spacing:1.680", "--characters:32.9")),
        (Options(standard="aph", font_size=30), ("--size:2.5rem", "--spacing:1.725", "--characters:20.21")),
        (Options(standard="ukaaf"), ("--size:1.5rem", "--spacing:1.500")),
    ],
)
def test_the_size_and_the_standard_chosen_set_the_text(
    options: Options, values: tuple[str, ...], rich: Document, folder: Path, made: Read
) -> None:
    style = page(rich, folder, options, "sized.html").one("style").text
    assert all(f"{value};" in style for value in values)
    assert page(rich, folder, options, "sized.html").sound == made.sound


def test_an_article_without_anything_to_spare(tmp_path: Path) -> None:
    bare = replace(document(paragraph("Rest.")), publisher="", call="", audience="")
    made = page(bare, tmp_path)
    assert made.all("nav") == []
    assert [words(each.text) for each in made.sentences][-2:] == ["Rest.", f"This is the end of: {bare.title}"]


@given(st.binary(max_size=50), st.integers(0, 2))
def test_the_sound_is_encoded_piece_by_piece(end: bytes, pieces: int) -> None:
    class Watched(BytesIO):
        def read(self, size: int | None = -1) -> bytes:
            assert size is not None and 0 < size <= 1 << 20
            return super().read(size)

    content, target = bytes(_PIECE) * pieces + end, BytesIO()
    write_encoded(Watched(content), target)
    assert b64decode(target.getvalue(), validate=True) == content
    assert target.getvalue().count(b"=") <= 2
