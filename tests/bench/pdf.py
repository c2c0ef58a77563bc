"""Our PDF against WeasyPrint and typst: the same words, the same font and size, tagged PDF/UA-1 each."""

import re
import subprocess
import sys
import time
from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
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

SIZES = {1: (5, 10), 10: (5, 1), 100: (1, 1)}
"""How many times the article's content; how many turns each contender has of it, and how many PDFs it makes in one."""


def main(article: Path) -> None:
    """Print the table of times, the ratios, the growth and the memory."""
    print(f"PDF, {article}, median seconds. Each makes articles that no cache has seen, one after another in a process")
    print("that is warm, and they take turns. “Kept”: typst with one compiler for all, which keeps the fonts.")
    print(
        f"{'content':>8} {'ours':>8} {'typst':>8} {'kept':>8} {'WeasyPrint':>11} {'ours/':>11} {'typst':>8} {'kept':>8}"
        f" {'WeasyPrint':>11}"
    )
    first = 0.0
    for size, (turns, made) in SIZES.items():
        a, *rivals = measure(article, size, turns, made).values()
        first = first or a
        times = "{:>8.4f} {:>8.4f} {:>8.4f} {:>11.4f}".format(a, *rivals)
        print("{:>7}× {} {:>20.2f} {:>8.2f} {:>11.3f}".format(size, times, *(a / rival for rival in rivals)))
    print(f"growth of ours from 1× to 100×: {a / first:.0f} times the time")
    others = [measure(each, 1, *SIZES[1], names=("ours", "typst")) for each in sorted(article.parent.glob("*.md"))]
    ratios = sorted(times["ours"] / times["typst"] for times in others)
    print(f"ours/typst on each of {len(ratios)} articles there: {ratios[0]:.2f} to {ratios[-1]:.2f},", end=" ")
    print(f"median {median(ratios):.2f}")
    for size in SIZES:
        print(f"{size:>7}× peak memory of a fresh process: {_asked('memory', article, size).strip()} MB")


def measure(article: Path, size: int, turns: int, made: int, names: Iterable[str] = ()) -> dict[str, float]:
    """Median seconds for each; they take turns, so that a drift of the machine meets all alike."""
    found: dict[str, list[float]] = {name: [] for name in names or CONTENDERS}
    with ExitStack() as stack:
        workers = {name: stack.enter_context(_worker(name, article, size)) for name in found}
        for turn in range(-1, turns):
            for name, worker in workers.items():
                assert worker.stdin and worker.stdout
                for number in range(made):
                    worker.stdin.write(f"{1000 + turn * made + number}\n")
                worker.stdin.flush()
                seconds = [float(worker.stdout.readline()) for _ in range(made)]
                found[name] += seconds if turn >= 0 else []
    return {name: median(values) for name, values in found.items()}


def _command(*arguments: object) -> list[str]:
    return [sys.executable, "-m", "tests.bench.pdf", *map(str, arguments)]


def _asked(*arguments: object) -> str:
    return subprocess.check_output(_command(*arguments), text=True)


@contextmanager
def _worker(name: str, article: Path, size: int) -> Iterator["subprocess.Popen[str]"]:
    """A process for one contender, which makes one PDF for each number that it reads, and prints the seconds."""
    command = _command(name, article, size)
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as process:
        yield process


def work(name: str, article: Path, size: int) -> None:
    """The worker's side."""
    document = times(read(article), size)
    with TemporaryDirectory() as folder:
        prepare = CONTENDERS[name](Path(folder))
        for run in sys.stdin:
            make = prepare(unseen(document, int(run)))
            # To write over a file costs up to four milliseconds on some systems, and says nothing of who makes it.
            for last in Path(folder).glob("*.pdf"):
                last.unlink()
            began = time.perf_counter()
            make()
            print(time.perf_counter() - began, flush=True)


def ours(folder: Path) -> Contender:
    """Our PDF, written to a file."""
    place, kind, options = Workplace(folder / "ours.pdf", folder), formats()["pdf"], Options()
    return lambda document: lambda: kind.write(document, options, place)


def typst(folder: Path) -> Contender:
    """Typst's, from the same process, its fonts named; writing the markup is not counted."""
    import typst as engine

    def compiled(source: str, target: str) -> object:
        paths = [str(fonts())]
        return engine.compile(
            source, target, root="/", font_paths=paths, ignore_system_fonts=True, pdf_standards=["ua-1"]
        )

    return _typst(folder, compiled)


def typst_kept(folder: Path) -> Contender:
    """Typst's, by one compiler for all."""
    import typst as engine

    folder.joinpath("article.typ").touch()
    compiler = engine.Compiler(
        str(folder / "article.typ"), root="/", font_paths=[str(fonts())], ignore_system_fonts=True
    )
    return _typst(folder, lambda source, target: compiler.compile(source, target, pdf_standards=["ua-1"]))


def _typst(folder: Path, compiled: Callable[[str, str], object]) -> Contender:
    source, target = folder / "article.typ", str(folder / "typst.pdf")

    def prepare(document: Document) -> Callable[[], object]:
        source.write_text(as_typst(document, document.title), encoding="utf-8")
        return lambda: compiled(str(source), target)

    return prepare


def weasyprint(_: Path) -> Contender:
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


CONTENDERS = {"ours": ours, "typst": typst, "typst_kept": typst_kept, "weasyprint": weasyprint}


def memory(article: Path, size: int) -> float:
    """Peak megabytes of this process after it made one PDF; the system's own figure counts its parent's, too."""
    with TemporaryDirectory() as folder:
        ours(Path(folder))(times(read(article), size))()
    status = Path("/proc/self/status").read_text()
    return int(re.search(r"VmHWM:\s*(\d+) kB", status)[1]) / 1024  # type: ignore[index]


if __name__ == "__main__":
    task, path, number = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3])
    if task == "memory":
        print(f"{memory(path, number):.0f}")
    else:
        work(task, path, number)
