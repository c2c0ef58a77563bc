"""The checks of the PDF themselves: each finds the defect that it is there for."""

from collections.abc import Callable
from functools import cache
from io import BytesIO
from typing import Any

import pikepdf
import pytest

from handouts.formats.pdf.make import made
from handouts.options import Options
from tests.pdf_checks import words_of
from tests.pdf_documents import everything
from tests.pdf_integrity import TaggedPdf


@cache
def _sound() -> bytes:
    return made(everything(), Options())[0]


def _changed(change: Callable[[pikepdf.Pdf], None]) -> TaggedPdf:
    pdf = pikepdf.open(BytesIO(_sound()))
    change(pdf)
    file = BytesIO()
    pdf.save(file)
    return TaggedPdf(file.getvalue())


def _page_parents(pdf: pikepdf.Pdf) -> Any:
    return pdf.Root.StructTreeRoot.ParentTree.Kids[0].Nums[1]


def _content(old: bytes, new: bytes) -> Callable[[pikepdf.Pdf], None]:
    def change(pdf: pikepdf.Pdf) -> None:
        content = pdf.pages[0].Contents.read_bytes()
        assert old in content
        pdf.pages[0].Contents.write(content.replace(old, new, 1))

    return change


def _swap_parents(pdf: pikepdf.Pdf) -> None:
    parents = _page_parents(pdf)
    parents[0], parents[1] = parents[1], parents[0]


def _forget_a_parent(pdf: pikepdf.Pdf) -> None:
    del _page_parents(pdf)[-1]


def _claim_twice(pdf: pikepdf.Pdf) -> None:
    first, second = pdf.Root.StructTreeRoot.K.K[0], pdf.Root.StructTreeRoot.K.K[1]
    second.K = first.K


def _drop_an_element(pdf: pikepdf.Pdf) -> None:
    del pdf.Root.StructTreeRoot.K.K[1]


def _drop_an_objr(pdf: pikepdf.Pdf) -> None:
    for element in pdf.objects:
        if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/Link":
            del element.K[-1]


def _silence_a_link(pdf: pikepdf.Pdf) -> None:
    pdf.pages[0].Annots[0].Contents = pikepdf.String("")


def _skip_a_level(pdf: pikepdf.Pdf) -> None:
    for element in pdf.objects:
        if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/H2":
            element.S = pikepdf.Name("/H3")


def _forget_the_scope(pdf: pikepdf.Pdf) -> None:
    for element in pdf.objects:
        if isinstance(element, pikepdf.Dictionary) and element.get("/S") == "/TH":
            del element.A


def test_a_sound_pdf_has_no_problems() -> None:
    assert TaggedPdf(_sound()).problems() == []


@pytest.mark.parametrize(
    ("change", "problem"),
    [
        (_swap_parents, "the ParentTree gives mark 0 to another element"),
        (_forget_a_parent, "in the ParentTree"),
        (_claim_twice, "belongs to two elements"),
        (_drop_an_element, "belongs to no element"),
        (_drop_an_objr, "an annotation and its element disagree"),
        (_silence_a_link, "an annotation says nothing"),
        (_skip_a_level, "H3 follows H1"),
        (_forget_the_scope, "a TH without a scope"),
        (_content(b"/H1 <</MCID 0>>", b"/P <</MCID 0>>"), "mark 0 is P, its element /H1"),
        (_content(b"/H1 <</MCID 0>> BDC", b""), "text without mark"),
        (_content(b"/H1 <</MCID 0>> BDC", b"/P <</MCID 1>> BDC"), "used twice"),
        (_content(b"EMC ET", b"ET EMC"), "straddles a text object"),
        (_content(b"/F1 ", b"F1 "), "unknown operator F1"),
        (_content(b"/F1 ", b"/F9 "), "no font /F9"),
        (_content(b"BT 33.60 TL", b"BT 0 TL"), "stands on"),
        (_content(b"1 0 0 1 72.00 ", b"1 0 0 1 572.00 "), "leaves the paper"),
        (_content(b"/Artifact BMC", b"/P BMC"), "without MCID"),
    ],
)
def test_a_defect_is_found(change: Callable[[pikepdf.Pdf], None], problem: str) -> None:
    problems = _changed(change).problems()
    assert any(problem in found for found in problems), problems


def test_a_lost_word_is_found() -> None:
    pdf = _changed(_content(b"Checking your blood ", b"Checking your "))
    assert pdf.text != words_of(everything(), pdf)
