"""What a batch costs: nothing to do, one article changed, a second process, more articles, a cluster.

`python -m tests.bench.batch` takes some ten minutes on two idle cores; `--full` adds the 1,000 articles as outputs that
speak, which takes an hour or two. The 4,000 outputs of the short run are PDFs in four sets, for sound is what costs
most; whether there is something to do is found out in the same way for all formats.
"""

import os
import re
import subprocess
import sys
import time
from collections import deque
from collections.abc import Callable, Sequence
from contextlib import ExitStack, suppress
from ctypes import CDLL
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from threading import Thread
from typing import TYPE_CHECKING

from handouts.batch import jobs_for, run
from handouts.batch.cluster import Cluster
from handouts.options import Options
from handouts.pipeline import HIDDEN
from handouts.variants import Variant
from tests.bench.many import write_articles
from tests.machines import handouts, scheduler, workers

if TYPE_CHECKING:
    from distributed import Client

SETS = """
[acb]
formats = ["pdf"]
[a4]
paper = "a4"
formats = ["pdf"]
[giant]
standard = "rnib"
formats = ["pdf"]
[aph]
standard = "aph"
formats = ["pdf"]
"""
SPOKEN = ("pdf", "script", "mp3", "html")
RUNS = 7
MANY = 1_000
RESTED = 2.5
"""Seconds for which articles must have been left alone before a build trusts their dates."""

_CHILD_SUBREAPER = 36
"""Of Linux's prctl: orphans among the descendants become children of this process."""

NETWORK = 100e6
"""Bytes a second between a worker and the store, as the projection takes it: a line of 1 Gbit/s."""


def main(*, full: bool = False) -> None:
    """Print all figures; the part that takes hours only if `full`."""
    print(f"Batch, {os.cpu_count()} cores; load before it {os.getloadavg()[0]:.1f}")
    with TemporaryDirectory() as name:
        folder = Path(name)
        print_nothing_to_do(folder / "many", SETS)
        if full:
            formats = ", ".join(f'"{each}"' for each in SPOKEN)
            print_nothing_to_do(folder / "spoken", f"[all]\nformats = [{formats}]\n")
        print_processes(folder / "pdf", MANY, ("pdf",))
        print_processes(folder / "sound", 8, SPOKEN)
        print_growth(folder / "growth", (10, 100, 1_000, 10_000))
        print_projection(folder / "cluster", 40)


def print_nothing_to_do(folder: Path, sets: str) -> None:
    """Nothing to do, and one article changed, beside sphinx-build and make with the same articles."""
    articles = write_articles(folder / "sources", MANY)
    (folder / "handouts.toml").write_text(sets)
    alone = folder / "alone"
    write_articles(alone / "sources", 1)
    (alone / "handouts.toml").write_text(sets)
    time.sleep(RESTED)
    for place in (folder, alone):
        ran(handouts("build"), place)
    outputs = sum(1 for path in (folder / "output").glob("*/*") if HIDDEN not in path.parts)
    rivals = {"sphinx-build": sphinx(folder), "make": make(folder, 1), "make, 4 targets each": make(folder, 4)}
    contenders = {"ours": handouts("build"), **rivals}
    seconds = {name: median(times) for name, times in in_turns(contenders, folder).items()}
    print(f"Nothing to do, {MANY} articles, {outputs} outputs of ours; median of {RUNS}, taking turns")
    for name, each in seconds.items():
        print(f"  {name:<21} {each:6.3f} s   ours is {seconds['ours'] / each:.2f} times that")
    print(f"  starting Python and our program: {ran(handouts('--help'), folder).seconds:.3f} s")

    def changed(place: Path, turn: int) -> float:
        article = place / "sources" / articles[0].name
        article.write_text(article.read_text().replace("Keep it", f"Keep it for {turn} years", 1))
        time.sleep(RESTED)
        return ran(handouts("build"), place).seconds

    turns = [(changed(folder, turn), changed(alone, turn)) for turn in range(3)]
    among, by_itself = (median(times) for times in zip(*turns, strict=True))
    print(f"One changed among {MANY}: {among:.2f} s; where it is the only one: {by_itself:.2f} s", end="; ")
    print(f"{among - by_itself:+.2f} s")


def sphinx(folder: Path) -> list[str]:
    """A command that has nothing to do: Sphinx built a page of each article before, read as reStructuredText."""
    source = folder / "sphinx"
    source.mkdir()
    for path in (folder / "sources").glob("*.md"):
        (source / path.name).symlink_to(path)
    (source / "conf.py").write_text('source_suffix = {".md": "restructuredtext"}\n')
    (source / "index.md").write_text("All\n===\n\n.. toctree::\n   :glob:\n\n   article*\n")
    command = [str(Path(sys.executable).with_name("sphinx-build")), "-Q", "-b", "html", "sphinx", "pages"]
    ran(command, folder)
    return command


def make(folder: Path, each: int) -> list[str]:
    """A command that has nothing to do: so many targets for `each` article were copied before."""
    name, place = f"Makefile{each}", f"made{each}"
    kinds = range(each)
    rules = "".join(f"{place}/%.{kind}: sources/%.md\n\tcp $< $@\n" for kind in kinds)
    targets = " ".join(f"$(patsubst sources/%.md,{place}/%.{kind},$(wildcard sources/*.md))" for kind in kinds)
    (folder / name).write_text(f"all: {targets}\n{rules}")
    (folder / place).mkdir()
    ran(["make", "-s", "-f", name], folder)
    return ["make", "-s", "-f", name]


def print_processes(folder: Path, number: int, formats: Sequence[str]) -> None:
    """One process against two, each from the beginning."""
    write_articles(folder / "sources", number)
    flags = [flag for name in formats for flag in ("--format", name)]
    found: dict[int, list[float]] = {1: [], 2: []}
    for turn in range(2):
        for jobs, seconds in found.items():
            command = handouts("build", "--jobs", jobs, "--output", f"out{jobs}-{turn}", *flags)
            seconds.append(ran(command, folder).seconds)
    one, two = (min(found[jobs]) for jobs in (1, 2))
    print(f"{number} articles as {', '.join(formats)}, the better of two: {one:.1f} s by 1 process", end=", ")
    print(f"{two:.1f} s by 2: {one / two:.2f} times as fast")


def print_growth(folder: Path, numbers: Sequence[int]) -> None:
    """What an article costs among ten and among thousands, the memory of the first process, and the ledger."""
    print("Growth: one PDF of each article, 2 processes; processor time for each, and the first process's memory")
    print(f"{'articles':>9} {'build':>8} {'for each':>10} {'nothing to do':>14} {'for each':>11}", end=" ")
    print(f"{'memory':>8} {'then':>8} {'ledger':>9} {'for each':>11}")
    for number in numbers:
        place = folder / str(number)
        write_articles(place / "sources", number)
        time.sleep(RESTED)
        built = ran(handouts("build", "--format", "pdf", "--jobs", 2), place)
        again = ran(handouts("build", "--format", "pdf", "--jobs", 2), place)
        ledger = (place / "output" / HIDDEN / "ledger.sqlite").stat().st_size
        print(f"{number:>9} {built.seconds:>6.1f} s {1e3 * built.processor / number:>7.1f} ms", end=" ")
        print(f"{again.seconds:>12.2f} s {1e3 * again.processor / number:>8.2f} ms", end=" ")
        print(f"{built.megabytes:>5.0f} MB {again.megabytes:>5.0f} MB", end=" ")
        print(f"{ledger / 1e6:>6.1f} MB {ledger / 1e3 / number:>8.1f} kB", flush=True)


@dataclass(frozen=True, slots=True)
class Ran:
    """How long a command ran, how long its processes computed, and the peak memory of the first one."""

    seconds: float
    processor: float
    megabytes: float


def ran(command: Sequence[str], folder: Path) -> Ran:
    """Run a command to its end; it must go well."""
    # As in an installed program, modules are compiled once.
    CDLL(None).prctl(_CHILD_SUBREAPER, 1)
    surroundings = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    began, before = time.perf_counter(), os.times()
    with subprocess.Popen(command, cwd=folder, env=surroundings, stdout=subprocess.PIPE) as process:
        peaks = [0.0]
        watching = Thread(target=_watch, args=(process, peaks))
        watching.start()
        assert process.stdout
        while process.stdout.read(1 << 20):
            pass
        # It is timed to the end of its output, and so without the watching thread's own.
        code = process.wait()
        seconds = time.perf_counter() - began
        watching.join()
    _await_orphans()
    assert code == 0, command
    return Ran(seconds, sum(os.times()[2:4]) - sum(before[2:4]), max(peaks))


def _await_orphans() -> None:
    """Wait for the processes that a command left to end: only then is what they computed told."""
    with suppress(ChildProcessError):
        while True:
            os.waitpid(-1, 0)


def _watch(process: "subprocess.Popen[bytes]", peaks: list[float]) -> None:
    """Note the peak memory of a process, as the system tells it, until it ends."""
    while process.returncode is None:
        try:
            status = Path(f"/proc/{process.pid}/status").read_text()
        except (FileNotFoundError, ProcessLookupError):
            return
        if found := re.search(r"VmHWM:\s*(\d+) kB", status):
            peaks.append(int(found[1]) / 1024)
        time.sleep(0.05)


def in_turns(commands: dict[str, list[str]], folder: Path) -> dict[str, list[float]]:
    """Seconds of each command, one after the other in turns, so that a drift of the machine meets all alike."""
    found: dict[str, list[float]] = {name: [] for name in commands}
    for turn in range(RUNS + 1):
        for name, command in commands.items():
            seconds = ran(command, folder).seconds
            if turn:
                found[name].append(seconds)
    return found


def print_projection(folder: Path, number: int) -> None:
    """What 100,000 articles would take on a cluster, from what some take on a real one of two workers, all here."""
    write_articles(folder / "sources", number)
    jobs = jobs_for(sorted((folder / "sources").glob("*.md")), [Variant("", Options(), SPOKEN)])
    none = jobs_for(
        [folder / "sources" / f"none{each}.md" for each in range(2_000)], [Variant("", Options(), ("pdf",))]
    )
    sizes: list[int] = []
    with ExitStack() as stack:
        address = stack.enter_context(scheduler(folder / "scheduler"))
        stack.enter_context(workers(address, 2, folder / "machines"))

        def work() -> None:
            for outcome in run(jobs, folder / "out", Cluster(address)):
                sizes.extend(Path(str(each.path)).stat().st_size for each in outcome.results if each.status == "made")

        idle = spent(address, lambda: time.sleep(5))
        empty = spent(address, lambda: deque(run(none, folder / "empty", Cluster(address)), maxlen=0))
        used = spent(address, work)
    assert len(sizes) == number * len(SPOKEN)
    size = sum(sizes) / number
    costs = {name: used.beyond(idle, name) / number for name in used.processors}
    least = {name: empty.beyond(idle, name) / len(none) for name in empty.processors}
    print(f"A cluster of two workers here: processor for each of {number} articles as {', '.join(SPOKEN)}")
    print(f"  {_told(costs)}; {size / 1e6:.2f} MB of outputs")
    print(f"  without work, their articles being absent: {_told(least)}; {1e3 * empty.wall / len(none):.1f} ms in all")
    print("Projection, not measured: 100,000 articles in those formats. It takes for granted: workers as fast as a")
    print(f"  core here, one process each; {NETWORK / 1e6:.0f} MB/s from each to the store, not overlapped with work;")
    print("  an asking machine and a scheduler that cost what they cost here, and bound the rest beyond some workers.")
    # Among two workers the scheduler's cost drowns in what it does for itself; for many tasks without work it shows.
    bound = max(costs["client"], costs["scheduler"], least["client"], least["scheduler"])
    for crew in (10, 50, 200, 1_000):
        share = (costs["workers"] + size / NETWORK) / crew
        told = "   (bound by the asking machine or the scheduler)" if bound > share else ""
        print(f"  {crew:>5} workers: {100_000 * max(share, bound) / 3600:6.2f} h{told}")


def _told(costs: dict[str, float]) -> str:
    return ", ".join(f"{name} {1e3 * seconds:.1f} ms" for name, seconds in costs.items())


@dataclass(frozen=True, slots=True)
class Spent:
    """Seconds by the clock, and of processor that the client (this process), the scheduler and the workers spent."""

    wall: float
    processors: dict[str, float]

    def beyond(self, idle: "Spent", name: str) -> float:
        """What one of them spent beyond what it spends when there is nothing to do."""
        return max(0.0, self.processors[name] - idle.processors[name] * self.wall / idle.wall)


def spent(address: str, act: Callable[[], object]) -> Spent:
    """What an act costs."""
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        before, began = _clocks(client), time.perf_counter()
        act()
        wall, after = time.perf_counter() - began, _clocks(client)
    return Spent(wall, {name: after[name] - before[name] for name in before})


def _clocks(client: "Client") -> dict[str, float]:
    """Seconds that these processes, and those that they waited for, have computed since they began."""
    workers = client.run(os.times).values()
    clocks = {"client": [os.times()], "scheduler": [client.run_on_scheduler(os.times)], "workers": list(workers)}
    return {name: sum(sum(each[:4]) for each in times) for name, times in clocks.items()}


if __name__ == "__main__":
    main(full="--full" in sys.argv[1:])
