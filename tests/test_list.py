"""`handouts list`: what each output was made from, and what of it is stale; orphans, and `--prune`."""

import json
import shutil
from datetime import UTC, datetime
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from handouts.pipeline import HIDDEN
from tests.articles import square, write_article
from tests.test_cli import run

BODY = "Take 5 mg.\n\n![A square](square.png)\n"
ONLY = ("--format", "pdf", "--format", "script", "--jobs", "1")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with two articles that are built."""
    for name in ("heart", "lung"):
        write_article(tmp_path / "sources", BODY, name=f"{name}.md")
    run("build", *ONLY, cwd=tmp_path)
    return tmp_path


def listed(folder: Path, *more: str) -> dict[str, dict[str, Any]]:
    return {row["path"]: row for row in map(json.loads, run("list", "--json", *more, cwd=folder).stdout.splitlines())}


def reasons(folder: Path) -> dict[str, list[str]]:
    """What is stale, and why."""
    return {path: row["stale"] for path, row in listed(folder, "--stale").items()}


def test_every_output_is_listed_with_what_it_was_made_from(folder: Path) -> None:
    rows = listed(folder)
    assert list(rows) == ["heart.pdf", "heart.script.txt", "lung.pdf", "lung.script.txt"]
    for path, row in rows.items():
        assert row["sha256"] == sha256((folder / "output" / path).read_bytes()).hexdigest()
        assert (row["version"], row["revised"], row["variant"], row["stale"]) == ("1.0", "2026-02-28", "", [])
        assert abs((datetime.now(UTC) - datetime.fromisoformat(row["made"])).total_seconds()) < 600
        assert row["grade"] is not None
    assert rows["heart.pdf"]["article"] == "sources/heart.md"
    assert (rows["heart.pdf"]["pages"], rows["heart.pdf"]["length"]) == (1, None)
    assert rows["lung.script.txt"]["length"] > 5
    lines = run("list", cwd=folder).stdout.splitlines()
    assert [line.split()[0] for line in lines] == list(rows)
    assert "version 1.0 of 2026-02-28" in lines[0]
    assert reasons(folder) == {}
    assert run("list", "--stale", cwd=folder).stdout == ""


def test_without_outputs_nothing_is_listed_nor_made(tmp_path: Path) -> None:
    assert run("list", cwd=tmp_path).stdout == ""
    assert list(tmp_path.iterdir()) == []


def test_stale_outputs_are_listed_with_the_reason(folder: Path) -> None:
    article = folder / "sources" / "heart.md"
    article.write_text(article.read_text().replace("5 mg", "6 mg"))
    assert reasons(folder) == {"heart.pdf": ["article"], "heart.script.txt": ["article"]}
    assert "    stale: article" in run("list", "--stale", cwd=folder).stdout

    (folder / "sources" / "square.png").write_bytes(square("blue"))
    heart, lung = ["article", "figure square.png"], ["figure square.png"]
    expected = {"heart.pdf": heart, "heart.script.txt": heart, "lung.pdf": lung, "lung.script.txt": lung}
    assert reasons(folder) == expected

    (folder / "output" / "heart.pdf").unlink()
    (folder / "output" / "lung.pdf").write_bytes(b"not ours")
    article.write_text("no article")
    found = reasons(folder)
    assert (found["heart.pdf"], found["lung.pdf"]) == (["it is missing"], ["it was changed"])
    assert "sources/heart.md:1: The article has no front matter" in found["heart.script.txt"][0]

    write_article(folder / "sources", BODY)
    assert run("build", *ONLY, cwd=folder).stdout.endswith("2 made, 2 fresh, 0 failed\n")
    assert reasons(folder) == {}


def test_what_is_listed_as_stale_is_what_is_made(folder: Path) -> None:
    run("build", *ONLY, "--plain", cwd=folder)
    article = folder / "sources" / "lung.md"
    article.write_text(
        article.read_text() + "\n::: plain\nTake 5 mg.\n:::\n".replace("::: plain", "Take it.\n\n::: plain")
    )
    article.write_text(article.read_text().replace("Take 5 mg.\n:::", "Take it.\n:::"))
    stale = set(reasons(folder))
    assert stale == {"lung.pdf", "lung.script.txt", "lung-plain.pdf", "lung-plain.script.txt"}
    made = set()
    for more in ((), ("--plain",)):
        lines = run("build", *ONLY, "--json", *more, cwd=folder).stdout.splitlines()
        told = [each for each in map(json.loads, lines) if "status" in each]
        made |= {Path(each["path"]).name for each in told if each["status"] == "made"}
    assert made == stale
    assert reasons(folder) == {}


@pytest.mark.parametrize("broken", [None, b"", b"no database at all", b"SQLite format 3\0 and no more"])
def test_a_lost_or_broken_ledger_is_begun_anew_from_the_sources(folder: Path, broken: bytes | None) -> None:
    before = {path: row["sha256"] for path, row in listed(folder).items()}
    for rest in (folder / "output" / HIDDEN).glob("ledger.sqlite*"):
        rest.unlink()
    if broken is not None:
        (folder / "output" / HIDDEN / "ledger.sqlite").write_bytes(broken)
    assert listed(folder) == {}
    assert run("build", *ONLY, cwd=folder).stdout.endswith("4 made, 0 fresh, 0 failed\n")
    assert {path: row["sha256"] for path, row in listed(folder).items()} == before


def test_a_ledger_broken_in_the_middle_is_put_aside_and_told(folder: Path) -> None:
    ledger = folder / "output" / HIDDEN / "ledger.sqlite"
    content = ledger.read_bytes()
    ledger.write_bytes(content[:4096] + b"\xff" * (len(content) - 4096))
    done = run("build", *ONLY, cwd=folder)
    assert "The ledger was broken; it was put aside as output/.handouts/ledger.broken, and begun anew." in done.stderr
    assert done.stdout.endswith("4 made, 0 fresh, 0 failed\n")
    assert (ledger.parent / "ledger.broken").exists()
    assert set(listed(folder)) == {"heart.pdf", "heart.script.txt", "lung.pdf", "lung.script.txt"}


def test_outputs_whose_article_is_gone_are_told_and_removed_only_when_asked(folder: Path) -> None:
    output = folder / "output"
    (output / "mine.pdf").write_bytes(b"not from here")
    (folder / "sources" / "lung.md").unlink()
    gone = {"lung.pdf", "lung.script.txt"}
    assert reasons(folder) == {name: ["its article is gone"] for name in gone}
    for _ in range(2):
        told = run("build", *ONLY, cwd=folder).stderr
        assert all(f"Its article is gone: output/{name}" in told for name in gone)
        assert "--prune" in told
        assert gone <= {path.name for path in output.iterdir()}
    told = run("build", *ONLY, "--prune", cwd=folder).stderr
    assert all(f"Removed: output/{name}" in told for name in gone)
    assert {path.name for path in output.iterdir()} == {
        *(HIDDEN, "heart.pdf", "heart.script.txt", "index.html", "mine.pdf"),
    }
    assert set(listed(folder)) == {"heart.pdf", "heart.script.txt"}
    assert run("build", *ONLY, cwd=folder).stderr == ""


def test_an_article_that_comes_back_is_built_again(folder: Path) -> None:
    shutil.move(folder / "sources" / "lung.md", folder / "lung.md")
    run("build", *ONLY, "--prune", cwd=folder)
    shutil.move(folder / "lung.md", folder / "sources" / "lung.md")
    assert run("build", *ONLY, cwd=folder).stdout.endswith("2 made, 2 fresh, 0 failed\n")


def test_seen_from_another_folder_no_output_is_taken_for_an_orphan(folder: Path) -> None:
    elsewhere = write_article(folder / "other" / "articles", BODY).parent.parent
    article = next((elsewhere / "articles").glob("*.md")).relative_to(elsewhere)
    done = run("build", str(article), *ONLY, "--prune", "--output", str(folder / "output"), cwd=elsewhere)
    assert done.stderr == ""
    assert {"lung.pdf", "lung.script.txt"} <= {path.name for path in (folder / "output").iterdir()}
