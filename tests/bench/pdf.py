"""Our PDF against WeasyPrint and typst: the same words, the same font and size, tagged PDF/UA-1 each."""

import re
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import TypeAlias

from handouts.document import Document
from handouts.formats import Workplace, formats
from handouts.options import Options
from handouts.readers import read
from tests.bench.content import times, unseen
from tests.bench.rivals import as_html, as_typst, fonts

Contender: TypeAlias = Callable[[Document], Callable[[], object]]
"""Takes a document and gives what is to be timed."""

SIZES = {1: 25, 10: 5, 100: 1}
"""How many times the article's content, and how many runs are counted of each."""


def main(article: Path) -> None:
    """Print the table of times, the ratios, the growth and the memory."""
    document = read(article)
    print(f"PDF, warm process, {article}: median seconds over articles that no cache has seen")
    print(f"{'content':>8} {'ours':>8} {'typst':>8} {'WeasyPrint':>11} {'ours/typst':>11} {'ours/WeasyPrint':>16}")
    first = 0.0
    with TemporaryDirectory() as folder:
        contenders = {"ours": ours(Path(folder)), "typst": typst(Path(folder)), "weasyprint": weasyprint()}
        for size, runs in SIZES.items():
            found = measure(contenders, times(document, size), runs)
            a, b, c = found["ours"], found["typst"], found["weasyprint"]
            first = first or a
            print(f"{size:>7}× {a:>8.4f} {b:>8.4f} {c:>11.4f} {a / b:>11.2f} {a / c:>16.3f}")
        print(f"growth of ours from 1× to 100×: {a / first:.0f} times the time")
        again = measure({"typst": contenders["typst"]}, document, 5, repeat_same=True)["typst"]
        print(f"typst again on the very article it has in its cache: {again:.4f}")
    for size in SIZES:
        command = [sys.executable, "-m", "tests.bench.pdf", str(article), str(size)]
        print(f"{size:>7}× peak memory of a fresh process: {subprocess.check_output(command, text=True).strip()} MB")


def measure(
    contenders: dict[str, Contender], document: Document, runs: int, *, repeat_same: bool = False
) -> dict[str, float]:
    """Median seconds for each; the contenders take turns, so that a drift of the machine meets all alike."""
    found: dict[str, list[float]] = {name: [] for name in contenders}
    warm_up = 2 if runs > 3 else 0
    for run in range(-warm_up, runs):
        fresh = document if repeat_same else unseen(document, run + 1000)
        for name, prepare in contenders.items():
            make = prepare(fresh)
            began = time.perf_counter()
            make()
            if run >= 0:
                found[name].append(time.perf_counter() - began)
    return {name: median(values) for name, values in found.items()}


def ours(folder: Path) -> Contender:
    """Our PDF, written to a file."""
    place, kind, options = Workplace(folder / "ours.pdf", folder), formats()["pdf"], Options()
    return lambda document: lambda: kind.write(document, options, place)


def typst(folder: Path) -> Contender:
    """Typst's, from the same process, its fonts named; writing the markup is not counted."""
    import typst as engine

    source, paths = folder / "article.typ", [str(fonts())]

    def prepare(document: Document) -> Callable[[], object]:
        source.write_text(as_typst(document, document.title), encoding="utf-8")
        return lambda: engine.compile(
            str(source),
            output=str(folder / "typst.pdf"),
            root="/",
            font_paths=paths,
            ignore_system_fonts=True,
            pdf_standards=["ua-1"],
        )

    return prepare


def weasyprint() -> Contender:
    """WeasyPrint's, with its font configuration kept from run to run; writing the HTML is not counted."""
    from weasyprint import CSS, HTML
    from weasyprint.text.fonts import FontConfiguration

    configuration = FontConfiguration()
    faces = {"Regular": "", "Bold": "font-weight: bold", "Italic": "font-style: italic"}
    rules = "".join(
        f'@font-face {{ font-family: "Atkinson Hyperlegible"; {style};'
        f" src: url({(fonts() / f'AtkinsonHyperlegible-{face}.ttf').as_uri()}) }}"
        for face, style in faces.items()
    )
    style = CSS(string=rules, font_config=configuration)

    def prepare(document: Document) -> Callable[[], object]:
        html = as_html(document, document.title)
        return lambda: HTML(string=html).write_pdf(
            pdf_variant="pdf/ua-1", stylesheets=[style], font_config=configuration
        )

    return prepare


def memory(article: Path, size: int) -> float:
    """Peak megabytes of this process after it made one PDF; the system's own figure counts its parent's, too."""
    with TemporaryDirectory() as folder:
        ours(Path(folder))(times(read(article), size))()
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s*(\d+) kB", status)[1]) / 1024  # type: ignore[index]


if __name__ == "__main__":
    print(f"{memory(Path(sys.argv[1]), int(sys.argv[2])):.0f}")
