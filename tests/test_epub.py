"""The format epub: valid, accessible, complete, and in step with its sound."""

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import accumulate, pairwise
from pathlib import Path
from xml.etree.ElementTree import Element
from zipfile import ZIP_STORED, ZipFile

import pytest

from handouts.document import Block, Document, Review, fragments, plain_text
from handouts.formats import Workplace, formats
from handouts.formats.pdf.pages import page_starts
from handouts.options import Options
from handouts.readers import read
from handouts.sound.narration import narrate
from handouts.sound.whole import sound_file
from tests.epub_checks import NOT_CLAIMED, SMIL, XHTML, Epub, ace, cache_of, epubcheck, words
from tests.pdf_documents import bullets, callout, cite, document, everything, figure, heading, paragraph, spans, table

HOSTILE = """<script>alert("1")</script> & 'two' ]]> <!-- --> &amp; %00 ${x} é漢"""


def hostile() -> Document:
    """Every kind of block, and markup in every text that an author gives."""
    link = "https://www.example.org/?a=1&b=%22%3E&c='x'"
    plain = HOSTILE.removesuffix("漢")
    more = (
        heading(f"Part {plain}"),
        paragraph(f"Text {plain}. ", spans("linked & set", href=link, italic=True), ".", cite(1)),
        callout("warning", f"Box {plain}", bullets(f"Item {plain}"), table((plain, plain), ("", plain), caption=plain)),
        figure(alt=HOSTILE, caption=f"Caption {plain}"),
    )
    blocks = (*everything().blocks[:-2], *more, *everything().blocks[-2:])
    named = replace(everything(), title=plain, publisher=plain, audience=plain, rights=plain)
    return replace(named, notices=(plain, plain), blocks=blocks)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("epub")


def made(source: Document, folder: Path, name: str = "book", **chosen: object) -> Epub:
    target = folder / f"{name}.epub"
    options = Options(**chosen)  # type: ignore[arg-type]
    length = formats()["epub"].write(source, options, Workplace(target, cache_of(folder))).length
    assert length == narrate(source, options, cache_of(folder)).recording.times.total
    return Epub(target)


@pytest.fixture(scope="module")
def source() -> Document:
    return everything()


@pytest.fixture(scope="module")
def book(source: Document, folder: Path) -> Epub:
    return made(source, folder)


@pytest.mark.parametrize("name", ["hostile", "article"])
def test_epubcheck_says_nothing(folder: Path, name: str) -> None:
    article = hostile() if name == "hostile" else read(Path("sources/warfarin.md"))
    assert epubcheck(made(article, folder, name).path) == []


def test_epubcheck_sees_a_fault(folder: Path) -> None:
    book, broken = made(document(paragraph("Only words.")), folder, "whole"), folder / "broken.epub"
    with ZipFile(broken, "w") as archive:
        for name, data in book.files.items():
            archive.writestr(name, data.replace(b'id="s2"', b'id="s2000"'))
    assert any("RSC-012" in fault for fault in epubcheck(broken))


def test_ace_finds_no_violation(folder: Path) -> None:
    violations, missing = ace(made(hostile(), folder, "ace").path, folder / "ace")
    assert violations == []
    assert missing == NOT_CLAIMED


def test_each_sentence_is_heard_once_in_its_place(book: Epub, source: Document, folder: Path) -> None:
    """The stretches follow each other without a gap, and the ids that they name stand in this order in the text."""
    edges: list[int] = []
    named, shown = [], []
    for name, overlay in book.overlays():
        for par in overlay.iter(f"{SMIL}par"):
            text, audio = list(par)
            assert audio.get("src") == "audio.mp3"
            edges += [milliseconds(audio.get("clipBegin")), milliseconds(audio.get("clipEnd"))]
            named.append(str(text.get("src")))
        shown += [f"{name}#{each.get('id')}" for each in book.texts[name].iter() if each.get("class") == "sentence"]
    assert named == shown
    assert all(end > start for start, end in zip(edges[::2], edges[1::2], strict=True))
    assert edges[1:-1:2] == edges[2::2]
    total = narrate(source, Options(), cache_of(folder)).recording.times.total
    assert (edges[0], edges[-1]) == (0, round(total * 1000))


def milliseconds(clock: str | None) -> int:
    match = re.fullmatch(r"(\d+)\.(\d{3})s", clock or "")
    assert match
    return int(match[1]) * 1000 + int(match[2])


def test_a_sentence_says_what_its_clip_says(book: Epub, source: Document, folder: Path) -> None:
    clips = [clip for part in narrate(source, Options(), cache_of(folder)).parts for clip in part.clips]
    sentences = [each for text in book.texts.values() for each in text.iter() if each.get("class") == "sentence"]
    for clip, sentence in zip(clips, sentences, strict=True):
        of = clip.source.of
        whole = of if isinstance(of, str) else plain_text(of) if isinstance(of, tuple) else of.alt
        images = [image.get("alt", "") for image in sentence.iter(f"{XHTML}img")]
        said = " ".join([re.sub(r"\[\d+\]", "", words(sentence)), *images]).strip()
        assert said
        assert said in " ".join(whole.split())


def test_the_durations_add_up(book: Epub) -> None:
    metas = [each for each in book.package.iter() if each.get("property") == "media:duration"]
    parts = {each.get("refines"): milliseconds(each.text) for each in metas if each.get("refines")}
    for name, overlay in book.overlays():
        clips = [audio for audio in overlay.iter(f"{SMIL}audio")]
        length = sum(milliseconds(each.get("clipEnd")) - milliseconds(each.get("clipBegin")) for each in clips)
        [item] = [item for item in book.items.values() if item.get("href") == name]
        assert parts[f"#{item.get('media-overlay')}"] == length
    [total] = book.about("media:duration")
    assert milliseconds(total) == sum(parts.values())


def test_the_sound_is_the_recording(book: Epub, source: Document, folder: Path) -> None:
    recording = narrate(source, Options(), cache_of(folder)).recording
    assert book.files["EPUB/audio.mp3"] == sound_file(recording, cache_of(folder)).read_bytes()


@pytest.mark.parametrize("name", ["everything", "hostile"])
def test_nothing_is_lost(folder: Path, name: str) -> None:
    """Every text of the article stands in the book, in its order."""
    article = everything() if name == "everything" else hostile()
    book = made(article, folder, f"whole-{name}")
    text = "".join("".join(visible(each)) for each in book.texts.values())
    text, place = "".join(re.sub(r"\[\d+\]", "", text).split()), 0
    for part in (part for block in article.blocks for part in fragments(block)):
        wanted = "".join(plain_text(part).split())
        place = text.index(wanted, place) + len(wanted)


def visible(element: Element, first: str = "") -> Iterator[str]:
    """The words of an element and of its pictures, in order; those behind the id `first` if it is given."""
    pieces = list(_pieces(element))
    start = next(place for place, (name, _) in enumerate(pieces) if name == first) if first else 0
    return (text for _, text in pieces[start:])


def _pieces(element: Element) -> Iterator[tuple[str, str]]:
    yield element.get("id", ""), element.get("alt", "") + (element.text or "")
    for child in element:
        yield from _pieces(child)
        yield "", child.tail or ""


def test_the_opening_shows_what_is_heard_first(folder: Path) -> None:
    article = replace(
        everything(),
        draft=True,
        rights="Used by leave of the library",
        notices=("This is a draft.", "Nobody has approved it."),
        review=Review("Dr. A. Example", date(2026, 3, 1)),
    )
    book = made(article, folder, "opening")
    opening = book.texts["part-000.xhtml"]
    lines = {each.get("class"): words(each) for each in opening.iter() if each.tag in (f"{XHTML}p", f"{XHTML}h1")}
    assert lines["title"] == article.title
    assert lines["publisher"] == "Published by Handouts Heart Library"
    assert lines["version"] == article.version_line
    assert lines["version"].startswith("Draft")
    assert lines["review"] == "Reviewed by Dr. A. Example, 1 March 2026"
    assert [words(each) for each in opening.iter() if each.get("class") == "notice"] == list(article.notices)
    assert "555-0100" in lines["call"]
    assert lines["rights"] == article.rights
    links = [each.get("href") for each in opening.iter(f"{XHTML}a") if not each.get("role")]
    assert links == [name for name in book.texts if name != "part-000.xhtml"]
    last = list(book.texts.values())[-1]
    closing = [words(each) for each in last.iter() if each.get("class") == "closing"]
    assert closing[0].startswith("This is the end of")
    assert "555-0100" in closing[1]
    [about] = book.about("dc:description")
    assert all(each in about for each in (article.version_line, article.review_line, *article.notices))


def test_the_navigation_leads_to_every_heading_box_and_page(book: Epub, source: Document) -> None:
    contents = book.nav("toc")
    assert [title for title, _ in contents] == [
        *(source.title, "What the numbers mean", "Warning: Call 911 right away if", "How to take a reading"),
        *("Tip: the same arm", "Choosing a monitor", "Call your team", "Words to know", "References"),
    ]
    pages = book.nav("page-list")
    assert [title for title, _ in pages] == [str(number) for number in range(1, len(pages) + 1)]
    assert len(pages) == len(page_starts(source, Options())) > 4
    assert book.nav("landmarks") == [("Start of the article", "part-000.xhtml")]
    for _, address in (*contents, *pages):
        file, _, fragment = address.partition("#")
        assert not fragment or any(each.get("id") == fragment for each in book.texts[file].iter())


def test_a_page_is_marked_before_the_sentence_in_which_it_begins(folder: Path) -> None:
    sentences = [f"Sentence {number} of these is {'very ' * (number % 9)}long." for number in range(60)]
    article = document(paragraph(" ".join(sentences[:25])), heading("Next"), paragraph(" ".join(sentences[25:])))
    book, starts = made(article, folder, "pages", font_size=40), page_starts(article, Options(font_size=40))
    ends = list(accumulate(len("".join(sentence.split())) for sentence in sentences))
    within = 0
    for number, start in list(enumerate(starts, 1))[1:]:
        if start.of is None:
            # It begins in the front matter, behind which it is marked.
            assert "".join(visible(book.texts["part-000.xhtml"], f"page-{number}")).lstrip().startswith("Sentence 0")
            continue
        assert isinstance(start.of, tuple)
        before = 0 if plain_text(start.of).startswith("Sentence 0") else ends[24]
        [text] = [each for each in book.texts.values() if any(one.get("id") == f"page-{number}" for one in each.iter())]
        behind = "".join(visible(text, f"page-{number}")).lstrip()
        if not plain_text(start.of).startswith("Sentence"):
            assert behind.startswith("Next")
            continue
        sentence = next(place for place, end in enumerate(ends) if end > before + start.letters)
        assert behind.startswith(sentences[sentence])
        within += before + start.letters not in ends
    assert within > 2


def test_headings_go_down_one_level_at_a_time(book: Epub) -> None:
    levels = [int(each.tag[-1]) for text in book.texts.values() for each in text.iter() if each.tag[-2:-1] == "h"]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))


def test_the_metadata_claim_what_is_true(book: Epub, folder: Path) -> None:
    assert book.about("dc:language") == ["en-US"]
    assert book.about("dc:publisher") == ["Handouts Heart Library"]
    assert book.about("dcterms:modified") == ["2026-11-23T00:00:00Z"]
    assert book.about("schema:accessMode") == ["textual", "auditory", "visual"]
    assert book.about("schema:accessModeSufficient") == ["textual", "textual,visual"]
    assert {"synchronizedAudioText", "alternativeText", "pageNavigation"} <= set(
        book.about("schema:accessibilityFeature")
    )
    assert book.about("schema:accessibilityHazard") == ["none"]
    assert "but the list of references" in book.about("schema:accessibilitySummary")[0]
    [pages] = book.about("pageBreakSource")
    assert pages == "Checking your blood pressure at home, version 1.2. Large print, 18 point, US letter paper"
    assert book.about("media:narrator") == ["A synthetic voice (pyttsx3)"]
    bare = made(document(paragraph("Only words.")), folder, "bare")
    assert bare.about("schema:accessMode") == ["textual", "auditory"]
    assert bare.about("schema:accessModeSufficient") == ["textual", "auditory"]
    assert "alternativeText" not in bare.about("schema:accessibilityFeature")
    assert "The whole text is read aloud" in bare.about("schema:accessibilitySummary")[0]


def test_the_style_has_the_active_class_and_the_printed_size(folder: Path) -> None:
    article = document(paragraph("Short."))
    small, large = (made(article, folder, f"size{size}", font_size=size) for size in (18, 36))
    [active] = small.about("media:active-class")
    style = small.files["EPUB/style.css"].decode()
    assert f".{active} {{" in style
    assert "font-size: 1.5em" in style
    assert "font-size: 3em" in large.files["EPUB/style.css"].decode()
    # Colours come in pairs only, or a dark theme would hide one of them.
    for rules in re.findall(r"\{(.*?)\}", style):
        assert not re.search(r"(?<!-)\bbackground", rules) or re.search(r"(?<!-)\bcolor", rules)


ODD: dict[str, tuple[Block, ...]] = {
    "nothing": (),
    "no heading": (paragraph("One.", cite(7)),),
    "headings alone": (heading("One"), heading("Two")),
    "nothing to say in a section": (heading("…"), paragraph("…"), heading("Two"), paragraph("Words.")),
    "a part before any section": (heading("Part", 3), callout("tip", "Do"), heading("Two"), heading("In it", 3)),
    "a table of names": (table(("One", "Two")),),
    "a text twice": (heading("One"), *[paragraph("The same. " * 90)] * 2, heading("Two"), *[figure()] * 2),
}


@pytest.mark.parametrize("name", ODD)
def test_odd_documents_are_books(folder: Path, name: str) -> None:
    article = document(*ODD[name])
    book = made(article, folder, f"odd-{name}", font_size=40)
    for text_name, text in book.texts.items():
        links = [each.get("href", "") for each in text.iter(f"{XHTML}a")]
        assert all(link in book.texts for link in links), text_name
    assert len(book.nav("page-list")) == len(page_starts(article, Options(font_size=40)))
    assert words(book.texts["part-000.xhtml"]).startswith(article.title)


def test_a_mark_of_a_reference_that_is_not_listed_is_no_link(folder: Path) -> None:
    opening = made(document(paragraph("Take 5", cite(7), " mg.")), folder, "mark").texts["part-000.xhtml"]
    assert "Take 5[7] mg." in words(opening)
    assert not list(opening.iter(f"{XHTML}a"))


def test_the_archive_begins_with_its_type_and_holds_no_clock(book: Epub) -> None:
    content = book.path.read_bytes()
    assert content[30:58] == b"mimetypeapplication/epub+zip"
    with ZipFile(book.path) as archive:
        for each in archive.infolist():
            assert (each.compress_type, each.date_time) == (ZIP_STORED, (1980, 1, 1, 0, 0, 0))
            assert (each.create_system, each.external_attr >> 16, each.extra) == (3, 0o100644, b"")


def test_a_picture_that_stands_twice_is_one_file(book: Epub) -> None:
    assert len([name for name in book.files if name.startswith("EPUB/images/")]) == 1


def test_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    program = (
        "import sys; from pathlib import Path; from handouts.formats import Workplace, formats;"
        "from handouts.options import Options; from tests.pdf_documents import document, figure, heading, paragraph;"
        "target = Path(sys.argv[1]);"
        "book = document(paragraph('Take 5 mg.'), heading('Why'), figure());"
        "[formats()[name].write(book, Options(), Workplace(target.with_suffix(formats()[name].suffix), target))"
        " for name in ('epub', 'daisy')]"
    )
    for number, setting in enumerate(({"PYTHONHASHSEED": "1", "TZ": "Asia/Tokyo"}, {"LC_ALL": "C", "LANG": "C"})):
        environment = {**os.environ, **setting}
        subprocess.run([sys.executable, "-c", program, str(tmp_path / f"book{number}")], env=environment, check=True)
    for suffix in (".epub", ".daisy.zip"):
        assert (tmp_path / f"book0{suffix}").read_bytes() == (tmp_path / f"book1{suffix}").read_bytes()
