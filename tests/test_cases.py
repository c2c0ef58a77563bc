"""Golden texts: what is read, graded, said and tagged for each article in tests/cases.

`make golden` writes them anew; the difference is then read by a person before it is committed.
"""

import tomllib
from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from handouts.document import Document
from handouts.formats import Workplace, formats
from handouts.grade import grade, report
from handouts.options import Options
from handouts.readers import read
from handouts.spoken.script import script_of
from tests.outline import outline
from tests.pdf_integrity import INLINE, TaggedPdf

CASES = sorted(path for path in (Path(__file__).parent / "cases").iterdir() if path.is_dir())


def graded(document: Document, options: Options, folder: Path) -> str:
    """The report that `handouts grade` prints."""
    return report(grade(replace(document, path=Path(document.path.name))))


def spoken(document: Document, options: Options, folder: Path) -> str:
    """Every utterance as the engine gets it, with the pause after it."""
    lines = []
    for chapter in script_of(document).chapters:
        lines.append(f"== {chapter.title}")
        for passage in chapter.passages:
            lines.extend(f"{each.pause:4.2f}  {each.text}" for each in passage.utterances)
    return "\n".join(lines) + "\n"


def tags(document: Document, options: Options, folder: Path) -> str:
    """The tag tree of the PDF with the text of each element, in reading order."""
    target = folder / "case.pdf"
    formats()["pdf"].write(document, options, Workplace(target, folder))
    return "".join(tree_lines(TaggedPdf(target.read_bytes())))


def tree_lines(pdf: TaggedPdf) -> Iterator[str]:
    """A line for each element, indented by its depth, with its words where it holds none but inline elements."""
    depths: dict[tuple[int, int], int] = {}
    holders = {parent.objgen for element, parent in pdf.elements if str(element.S)[1:] not in INLINE}
    for element, parent in pdf.elements:
        depth = depths[element.objgen] = depths.get(parent.objgen, -1) + 1
        inner = element.objgen in holders
        yield f"{'  ' * depth}{str(element.S)[1:]} {'' if inner else pdf.words(element)}".rstrip() + "\n"


GOLDEN: dict[str, Callable[[Document, Options, Path], str]] = {
    "document": lambda document, options, folder: outline(document),
    "grade": graded,
    "spoken": spoken,
    "tags": tags,
}


@pytest.mark.parametrize("kind", GOLDEN)
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_golden(case: Path, kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> None:
    options = Options(**tomllib.loads((case / "options.toml").read_text()))
    found = GOLDEN[kind](read(case / "in" / "article.md"), options, tmp_path)
    golden = case / "golden" / f"{kind}.txt"
    if request.config.getoption("--refresh-golden"):
        golden.parent.mkdir(exist_ok=True)
        golden.write_text(found, encoding="utf-8")
    assert found == golden.read_text(encoding="utf-8")
