"""A batch: what it does where nothing may be written, how many jobs it gives away, and when it trusts a file's date."""

import json
import os
from collections.abc import Iterator, Mapping
from pathlib import Path

import pytest

from handouts.batch import articles_in, jobs_for, run, stamps
from handouts.batch.local import Local
from handouts.document import Document
from handouts.formats import formats
from handouts.ledger import Entry
from handouts.options import Options
from handouts.pipeline import HIDDEN, Job, Result, by_article
from handouts.readers import read
from handouts.variants import Variant
from tests.articles import square, write_article
from tests.warm_builds import WarmBuilds

BODY = "Take 5 mg.\n\n![A square](square.png)\n"
BUILD = ("build", "--output", "out", "--jobs", "1")


@pytest.fixture(scope="module")
def builds() -> Iterator[WarmBuilds]:
    with WarmBuilds() as warm:
        yield warm


def shut(output: Path, files: bool) -> None:
    """Nobody may write into the folders any more, nor into the files that stand there."""
    for path in (output, *output.rglob("*")):
        if path.is_dir():
            path.chmod(0o555)
        elif files:
            path.chmod(0o444)


def opened(output: Path) -> None:
    """Undo that, for the test's own end."""
    for path in (output, *output.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)


def standing(output: Path) -> dict[str, tuple[bytes, int]]:
    """All files, hidden ones too, and when they were last changed."""
    return {str(path): (path.read_bytes(), path.stat().st_mtime_ns) for path in output.rglob("*") if path.is_file()}


@pytest.mark.parametrize("files", [False, True])
@pytest.mark.parametrize("moved", [False, True])
def test_with_nothing_to_do_a_folder_need_not_be_written_to(
    builds: WarmBuilds, tmp_path: Path, files: bool, moved: bool
) -> None:
    """`moved`: as on another machine, where each file has another account than the ledger knows of it."""
    for number in range(2):
        write_article(tmp_path / "sources", BODY, name=f"heart{number}.md")
    output = tmp_path / "out"
    assert builds.run(tmp_path, *BUILD) == 0
    if moved:
        for path in output.glob("heart*"):
            path.write_bytes(path.read_bytes())
    before = standing(output)
    shut(output, files)
    for more in ((), ("--prune",)):
        assert builds.run(tmp_path, *BUILD, *more, powerless=True) == 0
        *lines, last = (tmp_path / "said").read_text().splitlines()
        assert last == f"0 made, {2 * len(formats())} fresh, 0 failed"
        assert {line.split()[0] for line in lines} == {"fresh"}
    opened(output)
    assert standing(output) == before


@pytest.mark.parametrize("files", [False, True])
def test_with_something_to_do_one_line_tells_that_it_may_not_be_written_to(
    builds: WarmBuilds, tmp_path: Path, files: bool
) -> None:
    for number in range(2):
        write_article(tmp_path / "sources", BODY, name=f"heart{number}.md")
    output = tmp_path / "out"
    assert builds.run(tmp_path, *BUILD) == 0
    write_article(tmp_path / "sources", BODY.replace("5", "6"), name="heart1.md")
    (tmp_path / "sources" / "heart2.md").write_text("no article")
    before, number = standing(output), len(formats())
    shut(output, files)
    assert builds.run(tmp_path, *BUILD, powerless=True) == 7
    said = (tmp_path / "said").read_text().splitlines()
    opened(output)
    assert [line for line in said if not line.startswith("fresh")] == [
        "out: Nothing can be kept here. The folder may not be written to. Choose another with --output.",
        "sources/heart2.md:1: The article has no front matter, or it is not closed."
        " Begin the file with a line ---, then title: and the other keys, then a line --- again.",
        f"0 made, {number} fresh, {2 * number} failed ({number} OutputError, {number} SourceError)",
    ]
    assert standing(output) == before


def test_outputs_that_may_not_be_taken_away_are_told(builds: WarmBuilds, tmp_path: Path) -> None:
    for number in range(2):
        write_article(tmp_path / "sources", BODY, name=f"heart{number}.md")
    output = tmp_path / "out"
    assert builds.run(tmp_path, *BUILD) == 0
    (tmp_path / "sources" / "heart1.md").unlink()
    shut(output, files=True)
    assert builds.run(tmp_path, *BUILD, powerless=True) == 0
    assert f"Its article is gone: {Path('out/heart1.pdf')}" in (tmp_path / "said").read_text()
    assert builds.run(tmp_path, *BUILD, "--prune", powerless=True) == 7
    assert (tmp_path / "said").read_text().splitlines()[-1].endswith("Choose another with --output.")
    opened(output)
    assert builds.run(tmp_path, *BUILD, "--prune") == 0


def test_what_may_not_be_written_to_is_listed(builds: WarmBuilds, tmp_path: Path) -> None:
    write_article(tmp_path / "sources", BODY)
    output = tmp_path / "out"
    assert builds.run(tmp_path, *BUILD) == 0
    before = standing(output)
    shut(output, files=True)
    assert builds.run(tmp_path, "list", "--json", "--output", "out", powerless=True) == 0
    rows = [json.loads(line) for line in (tmp_path / "said").read_text().splitlines()]
    opened(output)
    assert [(row["format"], row["stale"]) for row in rows] == [(name, []) for name in formats()]
    assert standing(output) == before


class Asked(Mapping[str, Entry]):
    """A ledger that knows nothing, and counts how often it is asked."""

    times = 0

    def __getitem__(self, path: str) -> Entry:
        self.times += 1
        raise KeyError(path)

    def __iter__(self) -> Iterator[str]:
        return iter(())

    def __len__(self) -> int:
        return 0


def test_no_job_is_given_away_before_a_process_is_near(tmp_path: Path) -> None:
    """All at once would fill the memory, and each look at them would cost as much as there are."""
    jobs = jobs_for([tmp_path / f"{number}.md" for number in range(40)], [Variant("", Options(), ("pdf",))])
    known = Asked()
    outcomes = Local(2).outcomes(jobs, tmp_path / "out", known)
    found = [next(outcomes)]
    assert known.times <= 2 * 2
    found += outcomes
    assert known.times == len(found) == 40
    assert {job for job, _ in found} == set(jobs)


def test_only_articles_are_looked_at_in_a_folder_full_of_other_files(tmp_path: Path) -> None:
    names = ["b.md", "a.md", "c.MD", "d.txt", "e.md.png", ".hidden.md"]
    for name in names:
        (tmp_path / name).touch()
    assert [path.name for path in articles_in(tmp_path)] == [".hidden.md", "a.md", "b.md", "c.MD"]


@pytest.fixture
def rested(monkeypatch: pytest.MonkeyPatch) -> None:
    """A clock that dates every file long ago, as that of another machine may."""
    monkeypatch.setattr(stamps, "SETTLED", -(10**15))


def statuses(article: Path, output: Path, *names: str, **options: object) -> list[str]:
    jobs = [Job(article, Variant("", Options(**options), names or ("pdf",)))]  # type: ignore[arg-type]
    results: list[Result] = [each for outcome in run(jobs, output, Local(1)) for each in outcome.results]
    return [result.status for result in results]


@pytest.mark.usefixtures("rested")
@pytest.mark.parametrize("name", ["heart.md", "square.png", "heart.lock"])
def test_what_changes_while_it_is_built_is_built_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    """Even if the clock of the file's disk tells that it was long before."""
    article = write_article(tmp_path, BODY.replace("5 mg.\n", "5 mg.\n\n::: plain\nTake 5 mg.\n:::\n"))
    contents = {"heart.md": article.read_bytes() + b"\nMore.\n", "square.png": square("blue"), "heart.lock": b""}
    output = tmp_path / "out"

    def changing(path: Path) -> Document:
        found = read(path)
        (tmp_path / name).write_bytes(contents[name])
        return found

    def asking(path: Path) -> Document:
        asked.append(path)
        return read(path)

    monkeypatch.setattr("handouts.pipeline.read", changing)
    assert statuses(article, output) == ["made"]
    asked: list[Path] = []
    monkeypatch.setattr("handouts.pipeline.read", asking)
    assert statuses(article, output) == (["fresh"] if name == "heart.lock" else ["made"])
    assert asked == [article]
    # And once it rests, it is no longer read.
    assert statuses(article, output) == ["fresh"]
    assert asked == [article]


@pytest.mark.usefixtures("rested")
def test_a_stamp_that_is_broken_is_as_good_as_none(tmp_path: Path) -> None:
    import sqlite3

    article, output = write_article(tmp_path, BODY), tmp_path / "out"
    assert statuses(article, output) == ["made"]
    with sqlite3.connect(output / HIDDEN / "ledger.sqlite") as connection:
        connection.execute("UPDATE stamps SET inputs = '[', files = '?'")
    connection.close()
    assert statuses(article, output) == ["fresh"]
    os.utime(article)
    assert statuses(article, output) == ["fresh"]


def test_an_article_goes_to_one_process_in_all_its_variants(tmp_path: Path) -> None:
    """They share its sound, which two processes at once would both speak."""
    articles = [tmp_path / f"{number}.md" for number in range(3)]
    variants = [Variant(name, Options(), ("pdf",)) for name in "ab"]
    assert by_article(jobs_for(articles, variants)) == [
        tuple(Job(article, variant) for variant in variants) for article in articles
    ]
