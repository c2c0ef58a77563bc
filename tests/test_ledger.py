"""The ledger: rows that are broken, programs that hold it, folders that nobody may write to."""

import sqlite3
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from handouts import ledger as module
from handouts.batch import Batch, prune, run
from handouts.batch.local import Local
from handouts.errors import OutputError
from handouts.ledger import NAME, Edition, Entry, Passage, Stamp, ledger_in, ledger_read
from handouts.options import Options
from handouts.pipeline import HIDDEN, Job, Result
from handouts.variants import Variant
from tests.articles import write_article

ENTRY = Entry(
    path="heart.pdf",
    article="heart.md",
    variant="",
    format="pdf",
    key="k",
    sha256="s",
    ingredients={"article": "d"},
    version="1.0",
    revised="2026-02-28",
    grade=None,
    approval="",
    made="2026-03-01T00:00:00+00:00",
    length=None,
    pages=1,
)
EDITION = Edition("heart.md", "d", "1.0", "2026-02-28", "", (Passage("Text.", "paragraph", "", "", 9),))
BROKEN = ("{", "[]x", "null", b"\xff\xfe")


def built(article: Path, output: Path, batch: Batch | None = None) -> list[Result]:
    job = Job(article, Variant("", Options(), ("pdf",)))
    return [result for outcome in run([job], output, Local(1), batch) for result in outcome.results]


def changed(folder: Path, statement: str, *values: object) -> None:
    """Change the ledger of a folder behind the program's back."""
    with sqlite3.connect(folder / NAME) as connection:
        connection.execute(statement, values)
    connection.close()


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with ledger_in(tmp_path) as ledger:
        ledger.keep(ENTRY)
        ledger.keep(replace(ENTRY, path="lung.pdf"))
        ledger.keep_edition(EDITION)
        ledger.keep_stamp(Stamp("heart.pdf", "r", "a\0b", "[]"))
    return tmp_path


def test_what_is_kept_is_known(folder: Path) -> None:
    with ledger_in(folder) as ledger:
        assert ledger.outputs["heart.pdf"] == ENTRY
        assert list(ledger.outputs) == ["heart.pdf", "lung.pdf"] and len(ledger.outputs) == 2
        assert "none.pdf" not in ledger.outputs
        assert list(ledger.entries()) == [ENTRY, replace(ENTRY, path="lung.pdf")]
        assert ledger.in_short()["heart.pdf"] == ("heart.md", None, 1)
        assert ledger.edition("heart.md") == EDITION
        assert ledger.stamps(["heart.pdf", "none.pdf"]) == {"heart.pdf": Stamp("heart.pdf", "r", "a\0b", "[]")}
        assert ledger.lost is None


@pytest.mark.parametrize("text", BROKEN)
def test_a_row_that_is_broken_is_as_good_as_none(folder: Path, text: str | bytes) -> None:
    changed(folder, "UPDATE outputs SET ingredients = CAST(? AS TEXT) WHERE path = 'heart.pdf'", text)
    changed(folder, "UPDATE editions SET passages = CAST(? AS TEXT)", text)
    with ledger_in(folder) as ledger:
        assert ledger.lost is None
        assert [entry.path for entry in ledger.entries()] == ["lung.pdf"]
        assert ledger.edition("heart.md") is None
        assert not [front for front in ledger.fronts() if front.told]


def test_a_build_mends_what_is_broken_in_the_ledger(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, "Take 5 mg.\n"), tmp_path / "out"
    assert [each.status for each in built(article, output)] == ["made"]
    whole = (output / "heart.pdf").read_bytes()
    for table, column in (("outputs", "ingredients"), ("outputs", "revised"), ("editions", "passages")):
        changed(output / HIDDEN, f"UPDATE {table} SET {column} = '?'")
        (output / "heart.pdf").unlink()
        assert [each.status for each in built(article, output)] == ["made"]
        assert (output / "heart.pdf").read_bytes() == whole
        with ledger_in(output / HIDDEN) as ledger:
            assert [entry.path for entry in ledger.entries()] == ["heart.pdf"]
            assert ledger.edition(str(article))


def test_a_ledger_of_another_kind_is_put_aside_untouched(tmp_path: Path) -> None:
    with sqlite3.connect(tmp_path / NAME) as connection:
        connection.execute(f"PRAGMA user_version = {module.SCHEMA + 1}")
        connection.execute("CREATE TABLE mine (text)")
    connection.close()
    with ledger_read(tmp_path) as none:
        assert none is None
    with ledger_in(tmp_path) as ledger:
        assert ledger.lost == tmp_path / "ledger.broken"
        assert list(ledger.entries()) == []
    with sqlite3.connect(tmp_path / "ledger.broken") as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("mine",)]
    connection.close()


def test_a_ledger_is_opened_without_a_change(folder: Path) -> None:
    before = (folder / NAME).stat().st_mtime_ns, (folder / NAME).read_bytes()
    with ledger_in(folder) as ledger:
        assert len(list(ledger.entries())) == 2
    with ledger_read(folder) as found:
        assert found and len(list(found.entries())) == 2
    assert ((folder / NAME).stat().st_mtime_ns, (folder / NAME).read_bytes()) == before
    assert {path.name for path in folder.iterdir()} == {NAME}


def test_where_there_is_no_ledger_there_is_nothing_to_read(tmp_path: Path) -> None:
    for content in (None, b"", b"no database"):
        if content is not None:
            (tmp_path / NAME).write_bytes(content)
        with ledger_read(tmp_path) as ledger:
            assert ledger is None
        assert content is None or (tmp_path / NAME).read_bytes() == content


@pytest.fixture
def held(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[tuple[Path, Path]]:
    """An article, and an output folder whose ledger another program is about to change, and for long."""
    article, output = write_article(tmp_path, "Take 5 mg.\n"), tmp_path / "out"
    assert [each.status for each in built(article, output)] == ["made"]
    connect = sqlite3.connect
    monkeypatch.setattr(sqlite3, "connect", lambda *of, **more: connect(*of, **{"timeout": 0.1, **more}))
    other = sqlite3.connect(output / HIDDEN / NAME, isolation_level=None)
    other.execute("BEGIN IMMEDIATE")
    yield article, output
    other.close()


def test_a_ledger_that_another_program_holds_is_named_as_that(held: tuple[Path, Path]) -> None:
    article, output = held
    assert [each.status for each in built(article, output)] in (["fresh"], ["failed"])
    article.write_text(article.read_text().replace("5 mg", "6 mg"))
    (result,) = built(article, output)
    assert str(result.error).endswith("Another program holds it. Close that program, then build again.")


def test_what_cannot_be_taken_away_is_told(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, "Take 5 mg.\n"), tmp_path / "out"
    built(article, output)
    article.unlink()
    (output / "heart.pdf").unlink()
    (output / "heart.pdf").mkdir()
    with pytest.raises(OutputError, match="A folder stands where the file belongs"):
        prune(output)
