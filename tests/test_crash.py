"""Builds that are killed, starved or crowded: nothing half-written is ever seen, and the next build makes all whole."""

import os
import shutil
import signal
import sqlite3
import time
from collections.abc import Callable, Iterator
from pathlib import Path
from random import Random

import pytest

from handouts.anchor import PAGE
from handouts.batch import REPORT
from handouts.formats import formats
from handouts.freshness import digest_of
from handouts.ledger import ledger_in
from handouts.pipeline import HIDDEN, UNFINISHED
from handouts.shelf.page import page_of
from handouts.shelf.topics import topics_of
from tests.articles import FRONT, square, write_article
from tests.warm_builds import WarmBuilds

BODIES = ("Take 5 mg.\n\n## When to call\n\n- Call 911 if you faint.\n", "Take 6 mg.\n\n## When to call\n\nCall us.\n")
ROUNDS, KILLS, KILLS_OF_MANY = 3, 64, 12
Wholes = list[dict[str, bytes]]
BUILD = ("build", "--output", "out", "--jobs", "1")


@pytest.fixture(scope="module")
def builds() -> Iterator[WarmBuilds]:
    with WarmBuilds() as warm:
        yield warm


def seen(output: Path) -> dict[str, bytes]:
    """The outputs that a person sees: all but the pages that tell of them, the report of changes and the shelf."""
    if not output.is_dir():
        return {}
    files = (path for path in output.iterdir() if not path.name.startswith("."))
    return {path.name: path.read_bytes() for path in files if path.name not in (REPORT, PAGE)}


def assert_shelved(output: Path) -> None:
    """The shelf tells of every output that is for patients, as it would if it were made from the ledger now."""
    with ledger_in(output / HIDDEN) as ledger:
        assert (output / PAGE).read_text(encoding="utf-8") == page_of(topics_of(ledger))
        assert {entry.path for entry in ledger.entries()} == set(seen(output))


def write_articles(folder: Path, number: int, body: str) -> None:
    """So many articles in sources/, each with words of its own."""
    for each in range(number):
        write_article(folder / "sources", f"This is number {each}.\n\n{body}", name=f"heart{each}.md")


@pytest.fixture(scope="module")
def wholes(builds: WarmBuilds, tmp_path_factory: pytest.TempPathFactory) -> Wholes:
    """What a build of five articles into a new folder gives, with either body."""
    found = []
    for body in BODIES:
        folder = tmp_path_factory.mktemp("clean")
        write_articles(folder, 5, body)
        assert builds.run(folder, *BUILD) == 0
        found.append(seen(folder / "out"))
    return found


def of_articles(number: int, whole: dict[str, bytes]) -> dict[str, bytes]:
    """Of a build of five articles what belongs to the first ones."""
    return {name: content for name, content in whole.items() if int(name[len("heart")]) < number}


def assert_whole(output: Path, wholes: Wholes) -> None:
    """Every file that is seen is that of a clean build, the ledger can be read, report and shelf have their ends."""
    for name, content in seen(output).items():
        assert content in [whole[name] for whole in wholes], name
    for page in (REPORT, PAGE):
        if (output / page).exists():
            assert (output / page).read_text(encoding="utf-8").rstrip().endswith("</html>")
    if (output / HIDDEN / "ledger.sqlite").exists():
        with ledger_in(output / HIDDEN) as ledger:
            assert ledger.lost is None
            assert {entry.path for entry in ledger.entries()} <= set(wholes[0])


def group(leader: int) -> list[int]:
    """The processes of a group that still run; those that ended, and wait to be counted, do not."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            state, _, its_group = (place / "stat").read_text().rpartition(")")[2].split()[:3]
        except (FileNotFoundError, ProcessLookupError):
            continue
        if int(its_group) == leader and state not in "ZX":
            found.append(int(place.name))
    return found


def children(process: int) -> list[int]:
    return [int(each) for each in Path(f"/proc/{process}/task/{process}/children").read_text().split()]


def until(happened: Callable[[], bool], seconds: float = 60) -> None:
    """Wait until something happened."""
    end = time.perf_counter() + seconds
    while not happened():
        assert time.perf_counter() < end
        time.sleep(0.005)


def kill_builds(builds: WarmBuilds, wholes: Wholes, folder: Path, random: Random, articles: int, kills: int) -> None:
    """Kill so many builds of articles that change in turn, and check each time and at the end."""
    wholes, output = [of_articles(articles, whole) for whole in wholes], folder / "out"
    more = ("--jobs", "2") if articles > 1 else ()
    write_articles(folder, articles, BODIES[0])
    began = time.perf_counter()
    assert builds.run(folder, *BUILD, *more) == 0
    longest = time.perf_counter() - began
    killed = tried = 0
    while killed < kills:
        tried += 1
        assert tried < 6 * kills
        write_articles(folder, articles, BODIES[tried % 2])
        # Without its cache a build takes longest to speak; with it, to write.
        speaks = tried % 4 == 0
        if speaks:
            shutil.rmtree(output / HIDDEN / "sound", ignore_errors=True)
        process = builds.start(folder, *BUILD, *more)
        time.sleep(random.uniform(0, longest if speaks or more else longest / 4))
        kill = os.killpg if random.random() < 0.5 else os.kill
        kill(process, signal.SIGKILL)
        killed += builds.code(process) == -signal.SIGKILL
        until(lambda leader=process: not group(leader))  # type: ignore[misc]
        assert_whole(output, wholes)
    assert builds.run(folder, *BUILD, *more) == 0
    assert seen(output) == wholes[tried % 2]
    assert_shelved(output)
    assert not list((output / HIDDEN / UNFINISHED).iterdir())
    with ledger_in(output / HIDDEN) as ledger:
        for article in (folder / "sources").glob("*.md"):
            edition = ledger.edition(f"sources/{article.name}")
            assert edition and edition.digest == digest_of(article)
    assert builds.run(folder, *BUILD) == 0
    assert f"0 made, {len(wholes[0])} fresh, 0 failed" in (folder / "said").read_text()


@pytest.mark.parametrize("number", range(ROUNDS))
def test_a_killed_build_leaves_nothing_half_made(
    builds: WarmBuilds, wholes: Wholes, tmp_path: Path, number: int
) -> None:
    kill_builds(builds, wholes, tmp_path, Random(number), 1, KILLS)


def test_killed_processes_leave_nothing_half_made(builds: WarmBuilds, wholes: Wholes, tmp_path: Path) -> None:
    kill_builds(builds, wholes, tmp_path, Random("many"), 3, KILLS_OF_MANY)


def test_the_kills_are_as_many_as_promised() -> None:
    assert ROUNDS * KILLS + KILLS_OF_MANY >= 200


def test_builds_at_once_wait_for_each_other(builds: WarmBuilds, wholes: Wholes, tmp_path: Path) -> None:
    write_articles(tmp_path, 2, BODIES[0])
    at_once = [builds.start(tmp_path, *BUILD, "--jobs", jobs) for jobs in ("1", "2", "1", "1")]
    os.kill(at_once[2], signal.SIGKILL)
    assert sorted(builds.code(process) for process in at_once) in ([-signal.SIGKILL, 0, 0, 0], [0, 0, 0, 0])
    assert seen(tmp_path / "out") == of_articles(2, wholes[0])
    assert_shelved(tmp_path / "out")


def test_the_number_of_processes_changes_no_byte(builds: WarmBuilds, wholes: Wholes, tmp_path: Path) -> None:
    write_articles(tmp_path, 5, BODIES[0])
    assert builds.run(tmp_path, *BUILD, "--jobs", "3") == 0
    assert seen(tmp_path / "out") == wholes[0]
    assert len(wholes[0]) == 5 * len(formats())


@pytest.mark.parametrize("date", [0, 4_000_000_000])
def test_a_clock_set_anew_changes_nothing(builds: WarmBuilds, tmp_path: Path, date: int) -> None:
    """Dates long ago or to come, on all files and on the ledger: what changed is made, and nothing else."""
    write_articles(tmp_path, 2, BODIES[0])
    assert builds.run(tmp_path, *BUILD) == 0
    old, output = seen(tmp_path / "out"), tmp_path / "out"
    write_article(tmp_path / "sources", f"This is number 1.\n\n{BODIES[1]}", name="heart1.md")
    for path in tmp_path.rglob("*"):
        os.utime(path, (date, date))
    assert builds.run(tmp_path, *BUILD) == 0
    half = len(formats())
    assert f"{half} made, {half} fresh, 0 failed" in (tmp_path / "said").read_text()
    assert {name for name, content in seen(output).items() if content != old[name]} == {
        name for name in old if name.startswith("heart1")
    }


@pytest.mark.parametrize("largest", [2_000, 40_000, 120_000, 260_000])
def test_a_disk_that_is_full_leaves_the_earlier_outputs(
    builds: WarmBuilds, wholes: Wholes, tmp_path: Path, largest: int
) -> None:
    """The nearest to a full disk that needs no disk of its own: the system lets no file grow beyond some bytes."""
    wholes = [of_articles(2, whole) for whole in wholes]
    write_articles(tmp_path, 2, BODIES[0])
    assert builds.run(tmp_path, *BUILD) == 0
    write_articles(tmp_path, 2, BODIES[1])
    assert builds.run(tmp_path, *BUILD, largest=largest) == 7
    assert "Traceback" not in (tmp_path / "said").read_text()
    assert len(seen(tmp_path / "out")) == len(wholes[0])
    assert_whole(tmp_path / "out", wholes)
    assert not list((tmp_path / "out" / HIDDEN / UNFINISHED).iterdir())
    assert builds.run(tmp_path, *BUILD) == 0
    assert seen(tmp_path / "out") == wholes[1]
    assert_shelved(tmp_path / "out")


@pytest.mark.parametrize("built_before", [True, False])
def test_a_folder_that_may_not_be_written_to(builds: WarmBuilds, tmp_path: Path, built_before: bool) -> None:
    write_articles(tmp_path, 1, BODIES[0])
    output = tmp_path / "out"
    output.mkdir()
    if built_before:
        assert builds.run(tmp_path, *BUILD) == 0
    whole = seen(output)
    write_articles(tmp_path, 1, BODIES[1])
    folders = [path for path in (output, *output.rglob("*")) if path.is_dir()]
    for folder in folders:
        folder.chmod(0o555)
    assert builds.run(tmp_path, *BUILD, powerless=True) == 7
    for folder in folders:
        folder.chmod(0o755)
    assert "may not be written to. Choose another with --output." in (tmp_path / "said").read_text()
    assert seen(output) == whole
    assert builds.run(tmp_path, *BUILD) == 0


def test_fifty_thousand_files_are_neither_listed_nor_harmed(builds: WarmBuilds, tmp_path: Path) -> None:
    write_articles(tmp_path, 1, BODIES[0])
    (tmp_path / "out").mkdir()
    others = {f"other{number}.pdf" for number in range(50_000)}
    for name in others:
        os.close(os.open(tmp_path / "out" / name, os.O_CREAT))
    for _ in range(2):
        assert builds.run(tmp_path, *BUILD, unlisted="out") == 0, (tmp_path / "said").read_text()
    names = {path.name for path in (tmp_path / "out").iterdir()}
    assert names == others | {HIDDEN, PAGE} | {f"heart0{kind.suffix}" for kind in formats().values()}
    shutil.rmtree(tmp_path / "out")


def test_an_interrupt_stops_all_processes_within_two_seconds(builds: WarmBuilds, tmp_path: Path) -> None:
    write_articles(tmp_path, 6, BODIES[0] * 100)
    process, output = builds.start(tmp_path, *BUILD, "--jobs", "2"), tmp_path / "out"
    until(lambda: any((output / HIDDEN).rglob("*.sound")))
    os.killpg(process, signal.SIGINT)
    began = time.perf_counter()
    assert builds.code(process) == 130
    until(lambda: not group(process))
    assert time.perf_counter() - began < 2
    assert (tmp_path / "said").read_text().endswith("Stopped.\n")
    assert not list((output / HIDDEN / UNFINISHED).iterdir())


def test_what_a_killed_worker_had_begun_is_done_by_another(builds: WarmBuilds, wholes: Wholes, tmp_path: Path) -> None:
    write_articles(tmp_path, 5, BODIES[0])
    process = builds.start(tmp_path, *BUILD, "--jobs", "2")
    until(lambda: bool(seen(tmp_path / "out")))
    beginners = [each for each in children(process) if "forkserver" in Path(f"/proc/{each}/cmdline").read_text()]
    workers = [worker for each in beginners for worker in children(each)]
    assert len(workers) == 2
    os.kill(workers[0], signal.SIGKILL)
    assert builds.code(process) == 0
    assert "0 failed" in (tmp_path / "said").read_text()
    assert seen(tmp_path / "out") == wholes[0]


def test_faults_of_three_kinds_stop_no_other_article(builds: WarmBuilds, tmp_path: Path) -> None:
    hard = "Percutaneous transvenous mitral commissurotomy ameliorates haemodynamic deterioration considerably. " * 12
    write_articles(tmp_path, 3, BODIES[0])
    write_article(tmp_path / "sources", hard, name="hard.md")
    (tmp_path / "sources" / "broken.md").write_text(f"{FRONT}![](square.png)\n")
    (tmp_path / "out" / "heart1.pdf").mkdir(parents=True)
    assert builds.run(tmp_path, *BUILD, "--jobs", "2", "--max-grade", "8") == 7
    number = len(formats())
    told = f"1 OutputError, {number} ReadabilityError, {number} SourceError"
    assert (tmp_path / "said").read_text().splitlines()[
        -1
    ] == f"{3 * number - 1} made, 0 fresh, {2 * number + 1} failed ({told})"


def test_a_ledger_that_is_open_elsewhere_is_waited_for(builds: WarmBuilds, tmp_path: Path) -> None:
    """A program that reads the ledger while a build writes it harms neither."""
    write_articles(tmp_path, 1, BODIES[0])
    assert builds.run(tmp_path, *BUILD) == 0
    reader = sqlite3.connect(tmp_path / "out" / HIDDEN / "ledger.sqlite")
    reader.execute("BEGIN")
    before = reader.execute("SELECT path, sha256 FROM outputs ORDER BY path").fetchall()
    (tmp_path / "sources" / "square.png").write_bytes(square("blue"))
    write_articles(tmp_path, 1, BODIES[1])
    assert builds.run(tmp_path, *BUILD) == 0
    assert reader.execute("SELECT path, sha256 FROM outputs ORDER BY path").fetchall() == before
    reader.close()
