"""The format daisy: the rules of DAISY 2.02, and the rules themselves on books that break them."""

import re
from collections.abc import Callable
from dataclasses import replace
from functools import cache
from io import BytesIO
from pathlib import Path
from xml.etree import ElementTree
from zipfile import ZipFile

import pytest
from lxml import etree  # type: ignore[import-untyped]

from handouts.document import Document, fragments, plain_text
from handouts.formats import Workplace, formats
from handouts.formats.pdf.pages import page_starts
from handouts.options import Options
from handouts.readers import read
from handouts.sound.narration import narrate
from handouts.sound.whole import sound_file
from tests.daisy_rules import XHTML, Book, faults
from tests.epub_checks import cache_of, epubcheck_jar, words
from tests.pdf_documents import document, everything
from tests.test_epub import ODD, hostile, visible


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("daisy")


def made(source: Document, folder: Path, name: str, **chosen: object) -> Path:
    target = folder / f"{name}.daisy.zip"
    options = Options(**chosen)  # type: ignore[arg-type]
    formats()["daisy"].write(source, options, Workplace(target, cache_of(folder)))
    return target


@pytest.fixture(scope="module")
def path(folder: Path) -> Path:
    return made(everything(), folder, "everything")


@pytest.fixture(scope="module")
def book(path: Path) -> Book:
    return Book(path)


@pytest.mark.parametrize("name", ["everything", "hostile", "article", *ODD])
def test_a_book_keeps_the_rules(folder: Path, name: str) -> None:
    if name in ODD:
        article = document(*ODD[name])
    else:
        article = {"everything": everything, "hostile": hostile, "article": warfarin}[name]()
    target = made(article, folder, f"rules-{name}")
    assert faults(target) == []
    assert invalid(target) == []


def warfarin() -> Document:
    return read(Path("sources/warfarin.md"))


def invalid(target: Path) -> list[str]:
    """What breaks the document type of XHTML 1.0."""
    found = []
    for name, data in Book(target).files.items():
        if name.endswith(".html") and not (rules := document_type()).validate(etree.fromstring(data)):
            found.append(f"{name}: {rules.error_log}")
    return found


@cache
def document_type() -> etree.DTD:
    """XHTML 1.0 Transitional; EPUBCheck carries it."""
    with ZipFile(epubcheck_jar()) as jar:
        return etree.DTD(BytesIO(jar.read("com/adobe/epubcheck/schema/20/dtd/xhtml1-transitional.dtd")))


def test_the_document_type_is_checked(folder: Path, path: Path) -> None:
    broken = changed(path, folder, replaced("content.html", b"<ol>", b"<figure></figure><ol>"))
    assert any("figure" in fault for fault in invalid(broken))


Change = Callable[[dict[str, bytes]], None]


def changed(path: Path, folder: Path, change: Change) -> Path:
    files = dict(Book(path).files)
    change(files)
    broken = folder / "broken.zip"
    with ZipFile(broken, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return broken


def replaced(name: str, old: bytes, new: bytes) -> Change:
    def change(files: dict[str, bytes]) -> None:
        assert re.search(old, files[name]), f"{old!r} does not stand in {name}"
        files[name] = re.sub(old, new, files[name], count=1)

    return change


def moved(old: str, new: str) -> Change:
    return lambda files: files.update({new: files.pop(old)})


def added(name: str, data: bytes = b"") -> Change:
    return lambda files: files.update({name: data})


BROKEN: dict[str, tuple[str, Change]] = {
    "the navigation has another name": ("names", moved("ncc.html", "index.html")),
    "no master": ("names", moved("master.smil", "all.smil")),
    "a long name": ("names", moved("img00001.png", "a-long-name.png")),
    "a name in capitals": ("names", added("CONTENT.html", b"<html/>")),
    "another document type": ("documents", replaced("ncc.html", b"XHTML 1.0 Transitional", b"HTML 4.01")),
    "another SMIL": ("documents", replaced("s0001.smil", b"SMIL 1.0", b"SMIL 2.0")),
    "an id twice": ("documents", replaced("content.html", b'id="s21"', b'id="s22"')),
    "broken XML": ("documents", replaced("s0002.smil", b"</body>", b"")),
    "no title": ("navigation", replaced("ncc.html", b'class="title"', b'class="section"')),
    "a paragraph in the navigation": ("navigation", replaced("ncc.html", b"</body>", b"<p>Note</p></body>")),
    "an item without an id": ("navigation", replaced("ncc.html", b' id="n-3"', b"")),
    "an item without a link": ("navigation", replaced("ncc.html", rb'<a href="[^"]*">2</a>', b"2")),
    "an item without words": ("navigation", replaced("ncc.html", b">Words to know<", b"> <")),
    "a page in letters": ("navigation", replaced("ncc.html", b">2</a>", b">ii</a>")),
    "a level left out": ("levels", replaced("ncc.html", b"<h2(.*?)</h2>", rb"<h3\1</h3>")),
    "a level left out in the text": ("levels", replaced("content.html", b"<h2>(.*?)</h2>", rb"<h4>\1</h4>")),
    "a link to nothing": ("ways", replaced("ncc.html", b"#p-s21", b"#p-s2100")),
    "a link to another chapter": ("ways", replaced("ncc.html", b"s0001.smil#p-s21", b"s0004.smil#p-s87")),
    "a chapter out of reach": ("ways", added("s0009.smil", b"<smil/>")),
    "no charset": ("metadata", replaced("ncc.html", b'<meta name="ncc:charset".*?/>', b"")),
    "no creator": ("metadata", replaced("ncc.html", b'<meta name="dc:creator".*?/>', b"")),
    "two titles": ("metadata", replaced("ncc.html", b"<meta name", b'<meta name="dc:title" content="B"/><meta name')),
    "no identifier": ("metadata", replaced("ncc.html", b'<meta name="dc:identifier".*?/>', b"")),
    "another format": ("metadata", replaced("s0001.smil", b"Daisy 2.02", b"Daisy 3")),
    "a date in words": ("metadata", replaced("ncc.html", b'"2026-11-23"', b'"23 November 2026"')),
    "an unknown type": ("metadata", replaced("ncc.html", b"audioFullText", b"audio")),
    "an empty publisher": (
        "metadata",
        replaced("ncc.html", b'"dc:publisher" content=".*?"', b'"dc:publisher" content=" "'),
    ),
    "a wrong count of items": ("counts", replaced("ncc.html", b'(tocItems" content=)"15"', rb'\1"14"')),
    "a wrong count of pages": ("counts", replaced("ncc.html", b'(pageNormal" content=)"6"', rb'\1"7"')),
    "a wrong last page": ("counts", replaced("ncc.html", b'(maxPageNormal" content=)"6"', rb'\1"9"')),
    "a wrong depth": ("counts", replaced("ncc.html", b'(depth" content=)"2"', rb'\1"1"')),
    "a wrong count of files": ("counts", replaced("ncc.html", b'(files" content=)"10"', rb'\1"9"')),
    "pages out of order": ("counts", replaced("ncc.html", b">2</a>", b">4</a>")),
    "no region": ("chapters", replaced("s0001.smil", b'<region id="txtView"/>', b"")),
    "a body of pars": ("chapters", replaced("s0003.smil", rb"(?s)<seq[^>]*>(.*)</seq>", rb"\1")),
    "a par that ends first": ("chapters", replaced("s0001.smil", b'endsync="last"', b'endsync="first"')),
    "a par without text": ("chapters", replaced("s0001.smil", b"<text [^>]*/>", b"")),
    "a sound without an id": ("chapters", replaced("s0001.smil", b' id="a-s21"', b"")),
    "a text that is not there": ("sources", replaced("s0001.smil", b"content.html#s21", b"content.html#s2100")),
    "a sound that is not there": ("sources", replaced("s0001.smil", b'src="audio.mp3"', b'src="audio2.mp3"')),
    "a stretch behind the end": ("sources", replaced("s0004.smil", b'clip-end="npt=[0-9.]+s"', b'clip-end="npt=900s"')),
    "a stretch backwards": ("sources", replaced("s0001.smil", b'clip-begin="npt=[0-9.]+s"', b'clip-begin="npt=900s"')),
    "a time that is none": ("sources", replaced("s0001.smil", b'clip-begin="npt=', b'clip-begin="')),
    "half the sound": ("sources", lambda files: files.update({"audio.mp3": files["audio.mp3"][:900_000]})),
    "another length": ("times", replaced("s0001.smil", b'dur="[0-9.]+s"', b'dur="100.000s"')),
    "another time in a chapter": (
        "times",
        replaced("s0001.smil", rb'(timeInThisSmil" content=")[^"]*', rb"\g<1>00:00:01.302"),
    ),
    "another time before it": (
        "times",
        replaced("s0001.smil", rb'(totalElapsedTime" content=")[^"]*', rb"\g<1>00:00:07.122"),
    ),
    "another time in all": ("times", replaced("ncc.html", rb'(totalTime" content=")[^"]*', rb"\g<1>00:09:05")),
    "another time in the master": (
        "times",
        replaced("master.smil", rb'(timeInThisSmil" content=")[^"]*', rb"\g<1>00:09:13.576"),
    ),
    "a chapter of another book": ("one_book", replaced("s0002.smil", b'"dc:identifier" content="', b"\\g<0>x")),
    "a master of another book": ("one_book", replaced("master.smil", b"blood pressure", b"weight")),
    "chapters in another order": ("master", replaced("master.smil", b"s0001.smil", b"s0002.smil")),
    "a chapter without a title": ("master", replaced("master.smil", b'title="[^"]*" id="m-1"', b'id="m-1"')),
    "a link in the text to nothing": ("text", replaced("content.html", b'href="#part-1"', b'href="#part-9"')),
    "a picture that is not there": ("text", replaced("content.html", b"img00001.png", b"img00002.png")),
    "a picture without words": ("text", replaced("content.html", b'alt="[^"]*"', b'alt=""')),
    "a file that nobody needs": ("nothing_else", added("img00009.png")),
}


@pytest.mark.parametrize("name", BROKEN)
def test_a_broken_book_is_found_out(folder: Path, path: Path, name: str) -> None:
    check, change = BROKEN[name]
    found = faults(changed(path, folder, change))
    assert any(fault.startswith(f"{check}: ") for fault in found), found


def test_a_file_that_is_no_archive_is_found_out(tmp_path: Path) -> None:
    (tmp_path / "book.zip").write_bytes(b"no archive")
    assert faults(tmp_path / "book.zip")[0].startswith("zip: ")


def test_the_navigation_has_headings_boxes_and_pages(book: Book) -> None:
    items = [(each.tag.removeprefix(XHTML), words(each)) for each in book.items]
    heads = [item for item in items if item[0] != "span"]
    assert heads == [
        ("h1", "Checking your blood pressure at home"),
        ("h1", "What the numbers mean"),
        ("h2", "Warning: Call 911 right away if"),
        ("h2", "How to take a reading"),
        ("h2", "Tip: the same arm"),
        ("h1", "Choosing a monitor"),
        ("h2", "Call your team"),
        ("h1", "Words to know"),
        ("h1", "References"),
    ]
    pages = [item for item in items if item[0] == "span"]
    assert pages == [("span", str(number)) for number in range(1, len(page_starts(everything(), Options())) + 1)]


def test_a_page_leads_to_the_sentence_in_which_it_begins(book: Book) -> None:
    text = book.contents["content.html"]
    for item in book.items:
        if item.get("class") == "page-normal":
            smil, _, par = item[0].get("href", "").partition("#")
            [source] = [each[0].get("src", "") for each in book.smils[smil].iter("par") if each.get("id") == par]
            behind = "".join(visible(text, f"page-{words(item)}"))
            [sentence] = [each for each in text.iter() if each.get("id") == source.partition("#")[2]]
            assert "".join(visible(sentence)).strip() in behind[:300]


def test_a_page_without_sound_leads_to_what_is_heard_before_it(folder: Path) -> None:
    """The list of references is shown and not read: here it fills the last pages."""
    book = Book(made(everything(), folder, "large", font_size=40))
    last = [item[0].get("href") for item in book.items][-1]
    assert last == "s0004.smil#p-s87"
    assert book.items[-1].get("class") == "page-normal"


def test_nothing_is_lost(folder: Path) -> None:
    article = hostile()
    text = Book(made(article, folder, "whole")).contents["content.html"]
    shown, place = "".join(re.sub(r"\[(?:\d+|Page \d+)\]", "", "".join(visible(text))).split()), 0
    for part in (part for block in article.blocks for part in fragments(block)):
        wanted = "".join(plain_text(part).split())
        place = shown.index(wanted, place) + len(wanted)
    for line in (article.title, article.version_line, article.review_line, *article.notices, article.call):
        assert "".join(line.split()) in shown


def test_a_draft_says_so(folder: Path) -> None:
    article = replace(everything(), draft=True, notices=("This is a draft.",))
    book = Book(made(article, folder, "draft"))
    assert "Draft, version 1.2" in words(book.contents["content.html"])
    assert book.about["ncc:sourceEdition"] == ["Draft, version 1.2"]
    assert book.about["dc:description"][0].endswith("This is a draft.")


def test_a_book_without_a_publisher_names_none(folder: Path) -> None:
    target = made(replace(everything(), publisher=""), folder, "unnamed")
    assert faults(target) == []
    assert Book(target).about["dc:publisher"] == ["Not named"]


def test_the_sound_is_the_recording(book: Book, folder: Path) -> None:
    recording = narrate(everything(), Options(), cache_of(folder)).recording
    assert book.files["audio.mp3"] == sound_file(recording, cache_of(folder)).read_bytes()


def test_players_find_the_navigation_first(path: Path) -> None:
    with ZipFile(path) as archive:
        assert archive.namelist()[0] == "ncc.html"
    assert ElementTree.fromstring(Book(path).files["ncc.html"]).get("lang") == "en-US"
