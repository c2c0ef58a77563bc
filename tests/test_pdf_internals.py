"""The insides of ReportLab on which the PDF is built: each test says what broke, should a release change one."""

import inspect
import zlib
from io import BytesIO
from typing import Any

import pytest
import reportlab
from reportlab.pdfbase import pdfdoc
from reportlab.pdfbase.ttfonts import TTFontFace
from reportlab.pdfgen.canvas import Canvas

from handouts.formats.pdf.canvas import TaggedCanvas
from handouts.formats.pdf.fonts import Font, family, font
from handouts.formats.pdf.make import made
from handouts.formats.pdf.metadata import metadata_of
from handouts.formats.pdf.objects import Raw
from handouts.formats.pdf.structure import Tree
from handouts.options import Options
from tests.pdf_documents import BARE, document, paragraph
from tests.pdf_integrity import TaggedPdf

_ATKINSON = "fontpkg_atkinson_hyperlegible/AtkinsonHyperlegible-Regular.ttf"


def _canvas() -> Any:
    return TaggedCanvas(Tree(), metadata_of(BARE, "Large print"), (612, 792))


def test_the_release_is_the_one_that_these_tests_ran_with() -> None:
    assert reportlab.Version == "5.1.0"


def test_a_canvas_gathers_code_and_begins_each_page_anew() -> None:
    canvas: Any = Canvas(BytesIO())
    canvas.addLiteral("CODE")
    assert canvas._code == ["CODE"], "_code"
    canvas._startPage()
    assert (canvas._code, canvas._pageNumber) == ([], 2), "_startPage, _code or _pageNumber"


def test_a_document_knows_its_pages() -> None:
    canvas = _canvas()
    canvas.destination("here", 72, 700)
    canvas.finished()
    (page,) = canvas._doc.pages.pages
    assert canvas._doc.idToObject["Page1"] is page, "addPage"
    assert canvas._doc.place("here") == b"[%d 0 R/XYZ 72.00 700.00 0]" % canvas._doc.number(page)


def test_a_canvas_keeps_no_document_but_its_own() -> None:
    canvas = _canvas()
    documents = {id(value) for value in vars(canvas).values() if isinstance(value, pdfdoc.PDFDocument)}
    assert documents == {id(canvas._doc)}, "the canvas holds on to the document that it was born with"


def test_no_font_comes_in_that_is_not_embedded() -> None:
    canvas = _canvas()
    canvas.draw("/Artifact BMC EMC")
    pdf = TaggedPdf(canvas.finished())
    assert "/Font" not in pdf.pdf.pages[0].Resources or not pdf.pdf.pages[0].Resources.Font
    assert b"Helvetica" not in pdf.pdf.pages[0].Contents.read_bytes()


def test_bookmarks_and_destinations_reach_the_file() -> None:
    canvas = _canvas()
    canvas.destination("one", 72, 700)
    canvas.bookmark("Title", "one", 0)
    pdf = TaggedPdf(canvas.finished())
    assert pdf.outline == [(0, "Title")]
    assert str(pdf.pdf.Root.Outlines.First.Dest[1]) == "/XYZ"


def test_a_document_numbers_its_objects_in_order() -> None:
    written = _canvas()._doc
    raws = [Raw(b"%d" % number) for number in range(3)]
    numbers = [written.add(raw) for raw in raws]
    assert numbers == list(range(numbers[0], numbers[0] + 3)), "Reference or objectcounter"
    assert [written.idToObject[written.numberToId[number]] for number in numbers] == raws, "numberToId, idToObject"
    assert written.add(raws[0]) == numbers[0], "an object known already gets another number"


def test_the_catalog_takes_further_entries() -> None:
    pdf = TaggedPdf(_canvas().finished())
    assert pdf.pdf.Root.OutputIntents[0].S == "/GTS_PDFA1"
    assert "OutputIntents" not in pdfdoc.PDFCatalog.__NoDefault__


def test_the_time_of_the_machine_is_not_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("SOURCE_DATE_EPOCH", "1000000000")
    later = _canvas().finished()
    monkeypatch.delenv("SOURCE_DATE_EPOCH")
    assert later == _canvas().finished()


def test_a_face_gives_the_numbers_that_a_descriptor_wants() -> None:
    face = font(_ATKINSON).face
    assert isinstance(face, TTFontFace)
    assert (face.ascent, face.descent, face.capHeight, face.italicAngle) == (950, -290, 668, 0)
    assert face.name == b"AtkinsonHyperlegible-Regular"
    assert face.charWidths[ord("n")] != face.defaultWidth
    assert len(face.bbox) == 4


def test_a_subset_maps_each_code_to_its_glyph() -> None:
    assert list(inspect.signature(TTFontFace.makeSubset).parameters) == ["self", "subset"]
    page = family(bold=False).latin
    program = page.program
    data = zlib.decompress(program.split(b"stream\n", 1)[1].rsplit(b"\nendstream", 1)[0])
    subset = TTFontFace(BytesIO(data), validate=1)
    # The subset's own table maps codes, not characters: it cannot be read back as Unicode, but its glyphs count.
    assert subset.numGlyphs > len(page.codes) - 5


def test_every_page_of_a_font_has_room_for_its_characters() -> None:
    for name in (_ATKINSON, "fontpkg_inter/Inter[opsz,wght].ttf"):
        whole: Font = font(name)
        for character in whole.characters:
            page = whole.page_of(character)
            assert 0 < page.codes[character] < 256
            assert page.codes[" "] == 32
        pages = {id(page): page for page in map(whole.page_of, whole.characters)}.values()
        assert all(len(set(page.codes.values())) == len(page.codes) for page in pages)
        assert len({page.name for page in pages}) == len(pages)


def test_the_same_bytes_from_a_warm_process() -> None:
    source = document(paragraph("CO₂ → β, 2.0 cm², ł"))
    first, *others = (made(source, Options())[0] for _ in range(3))
    assert others == [first, first]
