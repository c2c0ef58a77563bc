"""The file of the PDF: the same bytes everywhere, a light import, and a target that cannot be written."""

import hashlib
import os
import subprocess
import sys
from pathlib import Path

import pytest

from handouts.formats import Workplace, formats
from handouts.options import Options
from tests.pdf_documents import document, everything, paragraph
from tests.pdf_integrity import TaggedPdf

_HASH = """
import hashlib
from handouts.formats.pdf.make import made
from handouts.options import Options
from tests.pdf_documents import document, everything, paragraph
made(document(paragraph("Łukasz → β")), Options(standard="aph"))
print(hashlib.sha256(made(everything(), Options())[0]).hexdigest())
"""


def _run(code: str, **environment: str) -> str:
    run = subprocess.run(
        [sys.executable, "-c", code], env=os.environ | environment, capture_output=True, text=True, check=True
    )
    return run.stdout.strip()


def test_the_same_bytes_in_every_process(tmp_path: Path) -> None:
    hashes = {
        _run(_HASH, PYTHONHASHSEED="1", TZ="Pacific/Auckland", LC_ALL="C"),
        _run(_HASH, PYTHONHASHSEED="77", TZ="America/New_York", LC_ALL="de_DE.UTF-8", SOURCE_DATE_EPOCH="1"),
    }
    formats()["pdf"].write(everything(), Options(), Workplace(tmp_path / "heart.pdf", tmp_path))
    assert hashes == {hashlib.sha256((tmp_path / "heart.pdf").read_bytes()).hexdigest()}


def test_the_module_is_light() -> None:
    heavy = _run("import sys, handouts.formats.pdf; print({'reportlab', 'PIL', 'numpy'} & set(sys.modules))")
    assert heavy == "set()"


def test_the_number_of_pages_is_told(tmp_path: Path) -> None:
    place = Workplace(tmp_path / "heart.pdf", tmp_path)
    made = formats()["pdf"].write(document(*[paragraph("Words. " * 100)] * 10), Options(), place)
    assert made.pages == len(TaggedPdf(place.target.read_bytes()).pages) > 1


@pytest.mark.parametrize("target", ["/dev/full", "/nowhere/heart.pdf", "/"])
def test_a_target_that_cannot_be_written(target: str, tmp_path: Path) -> None:
    with pytest.raises(OSError):
        formats()["pdf"].write(document(), Options(), Workplace(Path(target), tmp_path))
