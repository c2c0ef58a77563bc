"""Articles and outputs in stores: in memory, and in a bucket behind a server that speaks S3."""

import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from handouts import storage
from handouts.approval import approve, lock_path
from handouts.batch import Batch, articles_in, jobs_for, prune, run
from handouts.batch.listing import listed
from handouts.batch.local import Local
from handouts.batch.stored import build_at
from handouts.errors import MissingError, OutputError, SourceError
from handouts.ledger import NAME, ledger_in
from handouts.options import Options
from handouts.pipeline import HIDDEN, Job, Result
from handouts.readers import LARGEST_ARTICLE, read
from handouts.storage import Place, Stored, bring, files_in, leased, place_of, put, remove
from handouts.variants import Variant
from tests.articles import FRONT, square, write_article
from tests.machines import bucket, handouts

BODY = "Take 5 mg.\n\n![A square](square.png)\n"
SOURCES, OUT = Stored("memory://shelf/sources"), Stored("memory://shelf/out")


@pytest.fixture
def memory(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Any]:
    """An empty store in this process's memory; sound is kept in a folder of the test."""
    from fsspec.implementations.memory import MemoryFileSystem

    monkeypatch.setattr("handouts.batch.stored.sound_cache", lambda: tmp_path / "sound")
    MemoryFileSystem.store.clear()
    MemoryFileSystem.pseudo_dirs[:] = [""]
    yield MemoryFileSystem()
    MemoryFileSystem.store.clear()


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    for name, seconds in (("RENEWED", 0.05), ("LOST", 0.5), ("LOOKED", 0.02)):
        monkeypatch.setattr(storage, name, seconds)


def stored(folder: Path, place: Stored = SOURCES) -> None:
    """Put the files of a folder in the store."""
    for path in folder.iterdir():
        put(path, place / path.name)


def built(*names: str, output: Place = OUT, options: Options | None = None, batch: Batch | None = None) -> list[Result]:
    """Build what the store holds in the formats named."""
    jobs = jobs_for(articles_in(SOURCES), [Variant("", options or Options(), names or ("pdf",))])
    return [result for outcome in run(jobs, output, Local(1), batch) for result in outcome.results]


def statuses(*names: str) -> list[str]:
    return [result.status for result in built(*names)]


def test_places_are_named_by_paths_and_addresses() -> None:
    assert place_of("a/b.md") == Path("a/b.md")
    assert place_of("file:///a/b.md") == Path("/a/b.md")
    article = place_of("s3://bucket/sources/heart.md")
    assert isinstance(article, Stored)
    assert str(article) == "s3://bucket/sources/heart.md"
    assert str(article.parent / "ward" / "heart.pdf") == "s3://bucket/sources/ward/heart.pdf"
    assert (article.parent / "ward" / "heart.pdf").relative_to(article.parent).as_posix() == "ward/heart.pdf"
    for wrong in ("s3://", "s3:///a", "s3://bucket/../other", "s3://bucket/a::b", "zip://x::s3://y", "file://a/b"):
        with pytest.raises(SourceError):
            place_of(wrong)


def test_a_store_gives_the_same_bytes_as_a_folder(memory: Any, tmp_path: Path) -> None:
    article = write_article(tmp_path / "sources", BODY)
    stored(tmp_path / "sources")
    assert statuses("pdf", "script") == ["made", "made"]
    local = [Job(article, Variant("", Options(), ("pdf", "script")))]
    for outcome in run(local, tmp_path / "out", Local(1)):
        for result in outcome.results:
            assert memory.cat_file(f"/shelf/out/{result.path.name}") == Path(str(result.path)).read_bytes()
    assert statuses("pdf", "script") == ["fresh", "fresh"]


def test_freshness_is_by_content_in_a_store_too(memory: Any, tmp_path: Path) -> None:
    folder = tmp_path / "sources"
    write_article(folder, BODY)
    stored(folder)
    assert statuses() == ["made"]
    whole = memory.cat_file("/shelf/out/heart.pdf")
    memory.pipe_file("/shelf/out/heart.pdf", whole[:-1])
    assert statuses() == ["made"]
    memory.rm_file("/shelf/out/heart.pdf")
    assert statuses() == ["made"]
    assert memory.cat_file("/shelf/out/heart.pdf") == whole
    (folder / "square.png").write_bytes(square("blue"))
    stored(folder)
    assert (statuses(), statuses()) == (["made"], ["fresh"])
    assert memory.cat_file("/shelf/out/heart.pdf") != whole


def test_outputs_and_articles_may_stand_in_different_kinds_of_place(memory: Any, tmp_path: Path) -> None:
    article = write_article(tmp_path / "sources", BODY)
    stored(tmp_path / "sources")
    assert [result.status for result in built(output=tmp_path / "out")] == ["made"]
    assert [result.status for result in built(output=tmp_path / "out")] == ["fresh"]
    outcomes = list(run([Job(article, Variant("", Options(), ("pdf",)))], OUT, Local(1)))
    assert [result.status for outcome in outcomes for result in outcome.results] == ["made"]
    assert memory.cat_file("/shelf/out/heart.pdf") == (tmp_path / "out" / "heart.pdf").read_bytes()


def test_the_record_of_approvals_comes_with_the_article(memory: Any, tmp_path: Path) -> None:
    plain = "You must take 5 mg.\n\n::: plain\nYou must take 5 mg.\n:::\n"
    article = write_article(tmp_path / "sources", plain)
    stored(tmp_path / "sources")
    strict = Options(plain=True, require_approval=True)
    (refused,) = built(options=strict)
    assert "memory://shelf/sources/heart.md" in str(refused.error)
    approve(read(article), "A. Example", date(2026, 3, 1))
    put(lock_path(article), SOURCES / "heart.lock")
    (made,) = built(options=strict)
    assert made.status == "made"
    assert made.entry and made.entry.approval == "1 of 1, by A. Example"


@pytest.mark.parametrize(
    "name",
    [
        "../secret.png",
        "figures/../../secret.png",
        "%2e%2e/secret.png",
        "/shelf/secret.png",
        "memory://shelf/secret.png",
    ],
)
def test_no_figure_is_fetched_from_outside_the_place(
    memory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    memory.pipe_file("/shelf/secret.png", square())
    memory.pipe_file("/shelf/sources/heart.md", f"{FRONT}![A square]({name})\n".encode())
    asked: list[str] = []
    real = type(memory).get_file

    def get_file(self: Any, path: str, *rest: Any, **more: Any) -> None:
        asked.append(path)
        real(self, path, *rest, **more)

    monkeypatch.setattr(type(memory), "get_file", get_file)
    (result,) = built()
    assert result.status == "failed"
    assert "memory://shelf/sources/heart.md" in str(result.error)
    assert not [path for path in asked if "secret" in path]


def test_what_is_wrong_with_an_article_is_told_with_its_address(memory: Any, tmp_path: Path) -> None:
    (missing,) = build_at(
        Job(SOURCES / "none.md", Variant("", Options(), ("pdf",))),
        OUT,
        {},
    ).results
    assert str(missing.error).startswith("memory://shelf/sources/none.md: There is no such file.")
    memory.pipe_file("/shelf/sources/heart.md", f"{FRONT}![A](none.png)\n".encode())
    memory.pipe_file("/shelf/sources/large.md", b"x" * (LARGEST_ARTICLE + 1))
    memory.pipe_file("/shelf/sources/latin.md", b"\xff\xfe")
    told = [str(result.error) for result in built()]
    assert told[0] == ("memory://shelf/sources/heart.md:9: The figure 'none.png' does not exist. Check its name.")
    assert "larger than 10 MB" in told[1]
    assert "not in UTF-8" in told[2]


def test_an_output_whose_article_is_gone_is_pruned(memory: Any, tmp_path: Path) -> None:
    for name in ("heart.md", "lung.md"):
        write_article(tmp_path / "sources", BODY, name=name)
    stored(tmp_path / "sources")
    assert statuses() == ["made", "made"]
    memory.rm_file("/shelf/sources/lung.md")
    batch = Batch()
    built(batch=batch)
    assert [str(path) for path in batch.orphans] == ["memory://shelf/out/lung.pdf"]
    assert b"lung.pdf" in memory.cat_file("/shelf/out/index.html")
    assert prune(OUT) == batch.orphans
    assert [path.name for path in files_in(OUT)] == ["heart.pdf", "index.html"]
    assert b"lung.pdf" not in memory.cat_file("/shelf/out/index.html")
    assert prune(OUT) == []


def test_outputs_are_left_where_the_whole_folder_of_their_articles_is_out_of_sight(memory: Any, tmp_path: Path) -> None:
    write_article(tmp_path / "sources", BODY)
    stored(tmp_path / "sources")
    built()
    memory.rm("/shelf/sources", recursive=True)
    assert prune(OUT) == []
    assert [path.name for path in files_in(OUT)] == ["heart.pdf", "index.html"]


def test_a_ledger_from_elsewhere_cannot_take_away_what_lies_outside(memory: Any, tmp_path: Path) -> None:
    write_article(tmp_path / "sources", BODY)
    stored(tmp_path / "sources")
    built()
    precious = tmp_path / "precious"
    precious.write_bytes(b"keep")
    memory.pipe_file("/shelf/precious", b"keep")
    local = tmp_path / HIDDEN / NAME
    local.parent.mkdir()
    memory.get_file(f"/shelf/out/{HIDDEN}/{NAME}", str(local))
    with ledger_in(tmp_path / HIDDEN) as ledger:
        (entry,) = ledger.entries()
        for path in (str(precious), "../precious", f"../{tmp_path.name}/precious"):
            ledger.keep(replace(entry, path=path, article="gone.md"))
    memory.put_file(str(local), f"/shelf/out/{HIDDEN}/{NAME}")
    assert (prune(OUT), prune(tmp_path)) == ([], [])
    assert precious.read_bytes() == memory.cat_file("/shelf/precious") == b"keep"


def test_what_a_store_holds_is_listed(memory: Any, tmp_path: Path) -> None:
    write_article(tmp_path / "sources", BODY)
    stored(tmp_path / "sources")
    assert list(listed(OUT, stale=False)) == []
    built("pdf", "script")
    assert [(each["path"], each["stale"]) for each in listed(OUT, stale=False)] == [
        ("heart.pdf", []),
        ("heart.script.txt", []),
    ]
    memory.pipe_file("/shelf/out/heart.pdf", b"other")
    assert [(each["path"], each["stale"]) for each in listed(OUT, stale=True)] == [("heart.pdf", ["it was changed"])]
    memory.pipe_file("/shelf/sources/square.png", square("blue"))
    assert [each["stale"] for each in listed(OUT, stale=True)][1] == ["figure square.png"]
    memory.rm_file("/shelf/sources/heart.md")
    assert [each["stale"] for each in listed(OUT, stale=True)] == [["its article is gone"]] * 2


def test_a_broken_ledger_is_put_aside_in_the_store(memory: Any, tmp_path: Path) -> None:
    write_article(tmp_path / "sources", BODY)
    stored(tmp_path / "sources")
    built()
    memory.pipe_file(f"/shelf/out/{HIDDEN}/{NAME}", b"no database")
    batch = Batch()
    assert [result.status for result in built(batch=batch)] == ["made"]
    assert str(batch.lost) == f"memory://shelf/out/{HIDDEN}/ledger.broken"
    assert memory.cat_file(f"/shelf/out/{HIDDEN}/ledger.broken") == b"no database"
    assert statuses() == ["fresh"]


def test_the_report_of_what_changed_stands_in_the_store(memory: Any, tmp_path: Path) -> None:
    for dose in (5, 6):
        write_article(tmp_path / "sources", f"Take {dose} mg.\n")
        stored(tmp_path / "sources")
        batch = Batch()
        built(batch=batch)
    assert str(batch.report) == "memory://shelf/out/changes.html"
    assert b"6 mg" in memory.cat_file("/shelf/out/changes.html").replace(b"<ins>", b"")


def test_an_output_that_cannot_be_put_has_failed(memory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    write_article(tmp_path / "sources", BODY)
    stored(tmp_path / "sources")
    real = type(memory).put_file

    def full(self: Any, local: str, path: str, **more: Any) -> None:
        if path.endswith(".pdf"):
            raise OSError("no room")
        real(self, local, path, **more)

    monkeypatch.setattr(type(memory), "put_file", full)
    (pdf, script) = built("pdf", "script")
    assert (pdf.status, script.status) == ("failed", "made")
    assert str(pdf.error).startswith("memory://shelf/out/heart.pdf: The store refuses: no room")
    monkeypatch.undo()
    assert statuses("pdf", "script") == ["made", "fresh"]


def test_where_files_are_seen_as_they_grow_they_grow_elsewhere(
    memory: Any, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(storage, "PUT_WHOLE", frozenset())
    new, target = tmp_path / "new", place_of("memory://shelf/out/heart.pdf")
    assert isinstance(target, Stored)
    memory.pipe_file("/shelf/out/heart.pdf", b"old")
    new.write_bytes(b"new")
    put(new, target)
    assert memory.cat_file("/shelf/out/heart.pdf") == b"new"

    def torn(self: Any, local: str, path: str, **more: Any) -> None:
        self.pipe_file(path, b"ha")
        raise OSError("the line is cut")

    monkeypatch.setattr(type(memory), "put_file", torn)
    with pytest.raises(OutputError, match="the line is cut"):
        put(new, target)
    assert [path.name for path in files_in(target.parent)] == ["heart.pdf"]
    assert memory.cat_file("/shelf/out/heart.pdf") == b"new"


def test_one_waits_while_another_holds_the_lease(memory: Any, quick: None) -> None:
    lease, told, events = OUT / HIDDEN / "lease", [], []
    begun = threading.Event()

    def second() -> None:
        with leased(lease, lambda: (told.append("waits"), begun.set())):  # type: ignore[arg-type, func-returns-value]
            events.append("second")

    with leased(lease, lambda: told.append("first waits")) as held:
        other = threading.Thread(target=second)
        other.start()
        assert begun.wait(10)
        # Longer than a lease lasts that nobody renews.
        other.join(1.0)
        assert held()
        events.append("first")
    other.join()
    assert (events, told) == (["first", "second"], ["waits"])
    assert not memory.exists(f"/shelf/out/{HIDDEN}/lease")


def test_the_lease_of_one_that_died_is_taken_over(memory: Any, quick: None, capsys: pytest.CaptureFixture[str]) -> None:
    memory.pipe_file("/shelf/sources/heart.md", f"{FRONT}Text.\n".encode())
    memory.pipe_file(f"/shelf/out/{HIDDEN}/lease", b"of one that died")
    assert statuses() == ["made"]
    assert "memory://shelf/out: Another build is at work there, or was killed" in capsys.readouterr().err
    assert not memory.exists(f"/shelf/out/{HIDDEN}/lease")


def test_who_lost_the_lease_leaves_the_ledger_alone(
    memory: Any, quick: None, capsys: pytest.CaptureFixture[str]
) -> None:
    memory.pipe_file("/shelf/sources/heart.md", f"{FRONT}Text.\n".encode())
    jobs = jobs_for(articles_in(SOURCES), [Variant("", Options(), ("pdf",))])
    for _ in run(jobs, OUT, Local(1)):
        memory.pipe_file(f"/shelf/out/{HIDDEN}/lease", b"of another")
    assert "Another build took over here" in capsys.readouterr().err
    assert not memory.exists(f"/shelf/out/{HIDDEN}/{NAME}")
    assert memory.cat_file(f"/shelf/out/{HIDDEN}/lease") == b"of another"


def test_a_store_that_refuses_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "file").write_bytes(b"x")
    with bucket() as (client, settings):
        for name, value in settings.items():
            monkeypatch.setenv(name, value)
        nowhere, here = place_of("s3://nowhere/out/a.pdf"), place_of("s3://bucket/out/a.pdf")
        assert isinstance(nowhere, Stored) and isinstance(here, Stored)
        with pytest.raises(OutputError, match=r"s3://nowhere/out/a.pdf: The store refuses: .*does not exist"):
            put(tmp_path / "file", nowhere)
        assert (files_in(nowhere.parent), bring(nowhere, tmp_path / "b")) == ([], False)
        put(tmp_path / "file", here)
        assert bring(here, tmp_path / "b") and (tmp_path / "b").read_bytes() == b"x"
        assert files_in(here.parent) == [here]
        client.put_object(Bucket="bucket", Key="out/a::b.md", Body=b"")
        with pytest.raises(SourceError, match="out of where it seems to be"):
            files_in(here.parent)
        for _ in range(2):
            remove(here)
    with pytest.raises(OutputError, match=r"nonsense://a/b: The store refuses: .*nonsense"):
        articles_in(place_of("nonsense://a/b"))


def test_without_the_packages_a_store_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "fsspec.core", None)
    with pytest.raises(MissingError, match=r"pip install 'handouts\[cluster\]'"):
        articles_in(SOURCES)


def test_folders_and_processes_need_none_of_the_packages(tmp_path: Path) -> None:
    write_article(tmp_path / "sources", BODY)
    for module in ("fsspec", "distributed", "s3fs"):
        (tmp_path / f"{module}.py").write_text("raise ImportError('it is not there')\n")
    build = handouts("build", "--format", "pdf")
    assert subprocess.run(build, cwd=tmp_path, check=False, capture_output=True).returncode == 0
    for more in (["--scheduler", "tcp://127.0.0.1:9"], ["--sources", "s3://bucket/sources"]):
        done = subprocess.run(
            [*build, "--output", "new", *more], cwd=tmp_path, check=False, capture_output=True, text=True
        )
        assert done.returncode == 6
        assert "Run: pip install 'handouts[cluster]'" in done.stderr
