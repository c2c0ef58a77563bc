"""The code on the first page: read from the page's picture as a phone reads it, and sound for every reader."""

import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import page
import pypdfium2
import pytest
import zxingcpp

from handouts.anchor import address
from handouts.document import Document
from handouts.formats.pdf.codes import ALT, LEAD
from handouts.formats.pdf.make import made
from handouts.formats.pdf.pages import page_starts
from handouts.options import LONGEST_ADDRESS, Options
from tests.pdf_checks import words_of
from tests.pdf_documents import document, everything, heading, paragraph
from tests.pdf_integrity import TaggedPdf

URL = "https://example.org/handouts"
HEART = f"{URL}/index.html#heart"
SQUARES = 33
"""A side of the code with that address: version 4."""
MM = 72 / 25.4


def coded(source: Document, **options: Any) -> tuple[bytes, TaggedPdf]:
    """The PDF with its code, after all checks; its words are those of the document, and those beside the code."""
    chosen = Options(**{"public_url": URL, **options})
    data, pages = made(source, chosen)
    pdf = TaggedPdf(data)
    assert len(pdf.pages) == pages == len(page_starts(source, chosen))
    assert pdf.problems() == []
    for profile in ("ua1", "2a"):
        verdict = page.validate_pdf_bytes(data, profile=profile)
        assert verdict.is_compliant, [(fault.rule_id, fault.message) for fault in verdict.failures]
    told = f"[{ALT}] {LEAD} {address(str(chosen.public_url), source.name)}"
    assert pdf.text.count(told) == 1
    # Whom to call may stand before the rest of the opening.
    assert sorted(pdf.text.replace(told, "").split()) == sorted(_words(source, pdf, told).split())
    return data, pdf


def _words(source: Document, pdf: TaggedPdf, told: str) -> str:
    plain = TaggedPdf(made(source, Options())[0])
    vars(plain)["text"] = pdf.text.replace(f"{told} ", "", 1)
    return words_of(source, plain)


def seen(data: bytes, dots: int = 150, number: int = 0) -> list[str]:
    """What a camera reads on a page."""
    picture = pypdfium2.PdfDocument(data)[number].render(scale=dots / 72, grayscale=True).to_numpy()
    return [code.text for code in zxingcpp.read_barcodes(picture)]


@pytest.mark.parametrize("standard", ["acb", "aph", "ukaaf", "rnib"])
@pytest.mark.parametrize("size", [14, 18, 24, 28, 40])
def test_it_is_read_on_the_first_page_in_every_look(standard: str, size: int) -> None:
    data, pdf = coded(everything(), standard=standard, font_size=size, paper="a4" if size == 24 else "letter")
    for dots in (72, 150):
        assert seen(data, dots) == [HEART]
    (figure,) = [each for each in pdf.of_role("Figure") if str(each.Alt) == ALT]
    left, bottom, right, top = map(float, figure.A.BBox)
    assert right - left >= 20 * MM and right - left == pytest.approx(top - bottom, abs=0.02)
    assert pdf.pages_of(figure) == [0]
    assert_quiet(data, (left, bottom, right, top))


def assert_quiet(data: bytes, box: tuple[float, float, float, float]) -> None:
    """Four white squares on each side, and black as ink can be within."""
    scale = 4
    page = pypdfium2.PdfDocument(data)[0]
    picture = page.render(scale=scale, grayscale=True).to_numpy()
    left, right = (round(each * scale) for each in (box[0], box[2]))
    top, bottom = (round((page.get_height() - each) * scale) for each in (box[3], box[1]))
    square = round((right - left) / SQUARES)
    quiet = 4 * square
    around = picture[top - quiet : bottom + quiet, left - quiet : right + quiet].copy()
    around[quiet - 2 : -quiet + 2, quiet - 2 : -quiet + 2] = 255
    assert around.min() == 255
    within = picture[top:bottom, left:right]
    assert within[square // 2, square // 2] == 0
    assert within.min() == 0 and within.max() == 255


def test_a_copy_of_a_copy_is_still_read() -> None:
    """Level M mends what a stain hides: here a tenth of the code's side, in its middle."""
    data, pdf = coded(everything())
    (figure,) = [each for each in pdf.of_role("Figure") if str(each.Alt) == ALT]
    left, bottom, right, top = map(float, figure.A.BBox)
    shown = pypdfium2.PdfDocument(data)[0]
    picture = shown.render(scale=2, grayscale=True).to_numpy().copy()
    middle = round(left + right), round(2 * shown.get_height() - (bottom + top))
    stain = round((right - left) / 10)
    picture[middle[1] - stain : middle[1] + stain, middle[0] - stain : middle[0] + stain] = 200
    assert [code.text for code in zxingcpp.read_barcodes(picture)] == [HEART]


def test_the_words_beside_it_lead_there_too() -> None:
    _, pdf = coded(everything())
    targets = {str(each.A.URI): str(each.Contents) for each in pdf.pdf.pages[0].Annots if "/A" in each}
    assert targets[HEART] == HEART


def test_an_article_in_another_language_says_that_these_words_are_english() -> None:
    _, pdf = coded(document(paragraph("Words."), language="de"))
    (figure,) = [each for each in pdf.of_role("Figure") if str(each.Alt) == ALT]
    (words,) = [each for each in pdf.of_role("P") if pdf.words(each).startswith(LEAD)]
    assert str(figure.Lang) == str(words.Lang) == "en"


@pytest.mark.parametrize("size", [14, 40])
@pytest.mark.parametrize("call", ["your clinic at 555-0100", ""])
def test_the_longest_address_has_room(size: int, call: str) -> None:
    url = f"https://example.org/{'handouts-of-the-ward/' * 9}"[:LONGEST_ADDRESS]
    name = Path("sources") / f"{'très long ' * 20}.md"
    source = replace(everything(), path=name, call=call, title="A title of some length about a heart")
    data, _ = coded(source, font_size=size, public_url=url)
    assert seen(data) == [address(url, name.stem)]


def test_whom_to_call_stays_on_the_first_page() -> None:
    source = document(paragraph("Words."), heading("More"), paragraph("Words. " * 90))
    for size in (24, 28):
        _, pdf = coded(source, font_size=size)
        (call,) = [each for each in pdf.of_role("P") if pdf.words(each).startswith("Call ")]
        assert pdf.pages_of(call) == [0]


def test_without_an_address_nothing_is_there_nor_loaded() -> None:
    assert LEAD not in TaggedPdf(made(everything(), Options())[0]).text
    code = (
        "import sys; from handouts.formats.pdf.make import made; from handouts.options import Options\n"
        "from tests.pdf_documents import everything; made(everything(), Options()); print('segno' in sys.modules)"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


def test_the_same_address_gives_the_same_bytes() -> None:
    assert made(everything(), Options(public_url=URL)) == made(everything(), Options(public_url=f"{URL}/"))


GOOD = ("http://a.example", "https://handouts.example.org:8080/a/b/", "http://10.0.0.7/h", "http://[::1]/h", URL)
BAD = {
    "": "must be the URL of a web site",
    "example.org/handouts": "must be the URL of a web site",
    "ftp://example.org": "must be the URL of a web site",
    "javascript:alert(1)": "must be the URL of a web site",
    "https://": "must be the URL of a web site",
    "https:///handouts": "must be the URL of a web site",
    "https://exa_mple.org;x": "must be the URL of a web site",
    "https://-.org": "must be the URL of a web site",
    "https://example.org:port": "must be a URL",
    "https://example.org:99999": "must be a URL",
    "https://[::1": "must be a URL",
    "https://nurse:secret@example.org": "no user name and no password",
    "https://@example.org": "no user name and no password",
    "https://example.org/?a": "without ? or #",
    "https://example.org/?": "without ? or #",
    "https://example.org/#heart": "without ? or #",
    "https://example.org/a b": "without spaces",
    "https://example.org/\n": "without spaces",
    "https://exämple.org/": "in ASCII",
    "https://example.org/<b>": "in ASCII",
    "https://example.org/" + "x" * 200: "at most 150 characters",
}


@pytest.mark.parametrize("url", GOOD)
def test_a_place_on_the_web_is_taken(url: str) -> None:
    assert Options(public_url=url).public_url == url


@pytest.mark.parametrize("url", BAD)
def test_what_is_no_place_on_the_web_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="--public-url") as caught:
        Options(public_url=url)
    assert BAD[url] in str(caught.value)
