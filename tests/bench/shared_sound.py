"""What the outputs that hold one sound cost together, what a changed paragraph costs, and what a long article takes."""

import re
import subprocess
import sys
import time
from dataclasses import replace
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from unittest.mock import patch

from handouts.document import Document, References
from handouts.formats import Workplace, formats
from handouts.options import Options
from handouts.readers import read
from handouts.sound import recording as booth
from handouts.voices import voice
from tests.bench.audio import with_a_changed_paragraph
from tests.bench.content import unseen
from tests.fake_voice import noting

SHARING = ("mp3", "script", "epub", "daisy", "html")
RUNS = 5
LONG = 100_000
"""Words of a long article."""


def main(article: Path) -> None:
    """Print the cost of all outputs beside that of the MP3, the utterances spoken, the size, and the long article."""
    document = read(article)
    with TemporaryDirectory() as name:
        folder = Path(name)
        made(document, ("pdf", *SHARING), folder / "warm")
        alone, together = [], []
        for run in range(RUNS):
            alone.append(made(read(article), ("mp3",), folder / f"alone{run}"))
            together.append(made(read(article), SHARING, folder / f"together{run}"))
        ratio = median(together) / median(alone)
        print(f"Shared sound, {article}, nothing spoken before, median of {RUNS}")
        print(f"the MP3 {median(alone):.2f} s; with script, EPUB, DAISY and HTML {median(together):.2f} s: {ratio:.2f}")
        print(f"utterances spoken for all five: {spoken(document, folder / 'count')};", end=" ")
        print(f"after one paragraph changed: {spoken(with_a_changed_paragraph(document), folder / 'count')}")
        mp3 = folder / "alone0" / "out.mp3"
        length = formats()["mp3"].write(document, Options(), Workplace(mp3, folder / "alone0")).length
        assert length
        print(f"25 minutes of MP3: {mp3.stat().st_size * 1500 / length / 1e6:.2f} MB")
    print_long(article)


def print_long(article: Path) -> None:
    """Print what each output of a long article takes: seconds, peak memory and size; the MP3 is made first."""
    with TemporaryDirectory() as name:
        for kind in SHARING:
            command = [sys.executable, "-m", "tests.bench.shared_sound", str(article), kind, name]
            print(subprocess.run(command, check=True, capture_output=True, text=True).stdout, end="", flush=True)


def made(document: Document, kinds: tuple[str, ...], folder: Path) -> float:
    """Seconds to write the document in these formats, in a cache of their own."""
    folder.mkdir(parents=True, exist_ok=True)
    began = time.perf_counter()
    for kind in kinds:
        formats()[kind].write(document, Options(), Workplace(folder / f"out.{kind}", folder / "cache"))
    return time.perf_counter() - began


def spoken(document: Document, folder: Path) -> int:
    """How often the engine is asked to speak for all outputs."""
    said: list[str] = []
    with patch.object(booth, "voice", lambda name: noting(voice(name), said)):
        made(document, SHARING, folder)
    return len(said)


def long_document(article: Path) -> tuple[Document, int]:
    """The article again and again, each time in words that were not spoken before, and its number of words."""
    document = read(article)
    words = len(article.read_text(encoding="utf-8").split())
    number = -(-LONG // words)
    copies = [unseen(document, run) for run in range(1, number + 1)]
    body = [block for copy in copies for block in copy.blocks if not isinstance(block, References)]
    references = [block for block in document.blocks if isinstance(block, References)]
    return replace(document, blocks=(*body, *references)), number * words


def long_one(article: Path, kind: str, folder: Path) -> str:
    """Make one output of the long article in this process; what it took."""
    document, words = long_document(article)
    target = folder / f"long.{kind}"
    began = time.perf_counter()
    length = formats()[kind].write(document, Options(), Workplace(target, folder / "cache")).length
    seconds = time.perf_counter() - began
    status = Path("/proc/self/status").read_text()
    peak = int(re.search(r"VmHWM:\s*(\d+) kB", status)[1]) / 1024  # type: ignore[index]
    size = target.stat().st_size / 1e6
    return f"{words} words as {kind}: {seconds:.0f} s, {peak:.0f} MB of memory, {size:.1f} MB, {length or 0:.0f} s long"


if __name__ == "__main__":
    print(long_one(Path(sys.argv[1]), sys.argv[2], Path(sys.argv[3])))
