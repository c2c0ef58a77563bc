"""Packets: several handouts in one PDF, each whole, with one count of pages; as real validators and readers see it."""

import re
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import page
import pikepdf
import pypdfium2
import pytest
import zxingcpp

from handouts.document import Document, Review
from handouts.errors import SourceError
from handouts.formats.pdf.make import made
from handouts.formats.pdf.packet import TITLE, packet, write_packet
from handouts.options import Options
from tests.pdf_checks import words_of
from tests.pdf_documents import BARE, bullets, cite, document, everything, figure, heading, paragraph, references
from tests.pdf_integrity import TaggedPdf

CITING = document(
    paragraph("Salt matters.", cite(1)),
    heading("References"),
    references("A source of its own."),
    title="Eating less salt",
    path=Path("sources/salt.md"),
    language="en-GB",
    publisher="Another Library",
    revised=date(2026, 12, 1),
)
REVIEWED = document(
    heading("What to do"),
    bullets("Rest.", "Drink."),
    figure(),
    title="Resting",
    path=Path("sources/rest.md"),
    version="3",
    review=Review("A. Example", date(2026, 1, 2)),
    call="Call the ward at 555-0177.",
    notices=("Nobody has approved one of its plain wordings",),
    draft=True,
)
THREE = (everything(), CITING, REVIEWED)


def checked(*documents: Document, both_sides: bool = True, **options: Any) -> TaggedPdf:
    """The packet, after all checks: every handout's words are there, whole and in order, in a part of their own."""
    data, pages = packet(documents, Options(**options), both_sides=both_sides)
    pdf = TaggedPdf(data)
    assert len(pdf.pages) == pages
    assert pdf.problems() == []
    for profile in ("ua1", "2a"):
        verdict = page.validate_pdf_bytes(data, profile=profile)
        assert verdict.is_compliant, [(fault.rule_id, fault.message) for fault in verdict.failures]
    cover, *parts = pdf.of_role("Part")
    for source, part in zip(documents, parts, strict=True):
        alone = TaggedPdf(made(source, Options(**options))[0])
        assert pdf.words(part) == alone.text == words_of(source, alone)
    assert pdf.text == " ".join(map(pdf.words, (cover, *parts)))
    return pdf


def spans_of(pdf: TaggedPdf) -> list[tuple[int, int]]:
    """The first and last page of each part, from 1."""
    parts = [pdf.pages_of(part) for part in pdf.of_role("Part")]
    return [(pages[0] + 1, pages[-1] + 1) for pages in parts]


def furniture(pdf: TaggedPdf, number: int) -> list[str]:
    """What is an artifact in words on a page, from 1."""
    return [text for _, text in pdf.pages[number - 1].artifacts if text]


@pytest.mark.parametrize(
    "options",
    [
        {},
        {"standard": "aph", "font_size": 14},
        {"standard": "ukaaf", "paper": "a4"},
        {"standard": "rnib", "font_size": 28, "paper": "a4"},
        {"font_size": 40},
    ],
    ids=str,
)
def test_every_handout_is_whole_and_every_page_counted(options: dict[str, Any]) -> None:
    pdf = checked(*THREE, **options)
    count = len(pdf.pages)
    for number in range(1, count + 1):
        assert f"Page {number} of {count}" in furniture(pdf, number)
    cover, *parts = spans_of(pdf)
    assert cover[0] == 1
    drawn = {number for first, last in (cover, *parts) for number in range(first, last + 1)}
    for number in set(range(1, count + 1)) - drawn:
        assert furniture(pdf, number) == [f"Page {number} of {count}"]
        assert number % 2 == 0 and number + 1 in [first for first, _ in parts]
    assert all(first % 2 for first, _ in parts)
    assert parts[-1][1] == count


def test_on_one_side_no_page_is_empty() -> None:
    pdf = checked(*THREE, both_sides=False)
    spans = spans_of(pdf)
    assert [first for first, _ in spans] == [1, *(last + 1 for _, last in spans[:-1])]


def test_the_cover_tells_what_is_in_it_and_leads_there() -> None:
    pdf = checked(*THREE)
    (cover, *_), starts = pdf.of_role("Part"), [first for first, _ in spans_of(pdf)[1:]]
    count = len(pdf.pages)
    assert pdf.words(cover).startswith(
        f"{TITLE} This is your own copy. Keep it with you. Large print, 18 point. {count}"
    )
    told = [pdf.words(entry) for entry in pdf.of_role("TOCI")]
    unreviewed = "Not yet reviewed by a clinician."
    same = "Call your heart clinic at 555-0100, day or night. In an emergency, call 911."
    assert told == [
        f"{BARE.title}, page {starts[0]} {same} Version 1.2, revised 23 November 2026. {unreviewed}",
        f"Eating less salt, page {starts[1]} {same} Version 1.2, revised 1 December 2026. {unreviewed}",
        f"Resting, page {starts[2]} Call the ward at 555-0177. Draft, version 3, revised 23 November 2026. "
        "Reviewed by A. Example, 2 January 2026. Nobody has approved one of its plain wordings.",
    ]
    links = list(pdf.pdf.pages[0].Annots)
    assert [_page_of(pdf, link.Dest) for link in links] == starts
    assert [str(link.Contents) for link in links] == [
        f"{doc.title}, page {at}" for doc, at in zip(THREE, starts, strict=True)
    ]


def _page_of(pdf: TaggedPdf, place: pikepdf.Object) -> int:
    return [each.obj.objgen for each in pdf.pdf.pages].index(place[0].objgen) + 1


def test_whom_to_call_stands_once_where_it_is_the_same() -> None:
    pdf = checked(everything(), CITING)
    (cover, *_) = pdf.of_role("Part")
    assert pdf.words(cover).count("Call your heart clinic") == 1
    silent = checked(replace(CITING, call=""), replace(REVIEWED, call=""))
    assert "Call" not in silent.words(silent.of_role("Part")[0])


def test_references_lead_to_their_own_handouts_list() -> None:
    pdf = checked(*THREE)
    (_, first, second, _) = spans_of(pdf)
    for start, end in (first, second):
        found = [link for number in range(start, end + 1) for link in pdf.pdf.pages[number - 1].get("/Annots", [])]
        led = [_page_of(pdf, link.Dest) for link in found if "/Dest" in link]
        assert led and all(start <= number <= end for number in led)


def test_bookmarks_lead_to_each_topic_and_its_sections() -> None:
    pdf = checked(*THREE)
    assert [title for level, title in pdf.outline if level == 0] == [TITLE, *(each.title for each in THREE)]
    assert (1, "What the numbers mean") in pdf.outline and (2, "How to take a reading") in pdf.outline
    with pdf.pdf.open_outline() as outline:
        pages = [_page_of(pdf, item.to_dictionary_object(pdf.pdf).Dest) for item in outline.root]
    assert pages == [first for first, _ in spans_of(pdf)]


def test_each_handout_keeps_its_language_head_and_foot() -> None:
    pdf = checked(*THREE)
    assert str(pdf.pdf.Root.Lang) == "en"
    cover, *parts = pdf.of_role("Part")
    assert "/Lang" not in cover
    assert [str(part.Lang) for part in parts] == ["en-US", "en-GB", "en-US"]
    (_, first, second, third) = spans_of(pdf)
    assert BARE.title not in furniture(pdf, first[0]) and BARE.title in furniture(pdf, first[0] + 1)
    assert "Version 1.2" in furniture(pdf, second[0]) and "Draft, version 3" in furniture(pdf, third[0])
    alike = checked(everything(), REVIEWED)
    assert str(alike.pdf.Root.Lang) == "en-US"
    assert not [part for part in alike.of_role("Part") if "/Lang" in part]


def test_it_says_of_itself_what_it_is() -> None:
    pdf = checked(*THREE)
    information = pdf.pdf.docinfo
    assert str(information.Title) == TITLE
    assert str(information.Author) == "Handouts Heart Library; Another Library"
    assert (
        str(information.Subject) == f"Large print, 18 point. In this packet: {BARE.title}; Eating less salt; Resting."
    )
    assert str(information.CreationDate) == "D:20261201000000Z"


def test_numbers_of_three_digits_have_room_beside_the_version() -> None:
    long = document(*[paragraph("More words to read here. " * 30)] * 60, version="2026.11 of the heart ward")
    pdf = checked(long, long, font_size=28)
    assert len(pdf.pages) > 100
    for number in (1 + spans_of(pdf)[1][0], len(pdf.pages)):
        assert "Version 2026.11 of the heart ward" in furniture(pdf, number)


def test_one_handout_and_the_same_one_twice() -> None:
    assert len(checked(everything()).of_role("TOCI")) == 1
    pdf = checked(CITING, CITING)
    (_, one, two) = spans_of(pdf)
    assert two[0] - one[0] == 2


def test_the_code_of_each_stands_on_its_first_page() -> None:
    data, _ = packet(THREE, Options(public_url="https://example.org/h"))
    shown, pdf = pypdfium2.PdfDocument(data), TaggedPdf(data)
    assert pdf.problems() == []
    for (first, _), source in zip(spans_of(pdf)[1:], THREE, strict=True):
        picture = shown[first - 1].render(scale=2, grayscale=True).to_numpy()
        assert [code.text for code in zxingcpp.read_barcodes(picture)] == [
            f"https://example.org/h/index.html#{source.name}"
        ]


def test_the_same_handouts_give_the_same_bytes(tmp_path: Path) -> None:
    told = write_packet(THREE, Options(), tmp_path / "packet.pdf")
    content, pages = packet(THREE, Options())
    assert (tmp_path / "packet.pdf").read_bytes() == content
    assert told.pages == pages


def test_what_cannot_be_set_names_its_article() -> None:
    with pytest.raises(SourceError, match=r"salt\.md:7: No font has the character U\+13000"):
        packet([everything(), replace(CITING, blocks=(paragraph("\U00013000"),))], Options())
    with pytest.raises(ValueError, match="no documents"):
        packet([], Options())


def test_many_topics_take_as_many_cover_pages_as_they_need() -> None:
    many = [replace(CITING, title=f"Topic number {number}", path=Path(f"sources/{number}.md")) for number in range(25)]
    pdf = checked(*many)
    (_, last), *rest = spans_of(pdf)
    assert last > 2
    numbers = [int(n) for n in re.findall(r"Topic number \d+, page (\d+)", pdf.words(pdf.of_role("Part")[0]))]
    assert numbers == [start for start, _ in rest]
