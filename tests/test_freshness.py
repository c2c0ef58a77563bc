"""Freshness: each input and option makes exactly the outputs stale that depend on it."""

from datetime import date
from pathlib import Path

import pytest

from handouts.approval import approve, lock_path
from handouts.batch import run
from handouts.batch.local import Local
from handouts.formats import formats
from handouts.options import Options, declared
from handouts.pipeline import HIDDEN, Job, Result
from handouts.readers import read
from handouts.variants import Variant
from tests.articles import square, write_article

BODY = "Take 5 mg.\n\n![A square](square.png)\n"
OTHER = {
    "standard": "ukaaf",
    "font_size": 24,
    "paper": "a4",
    "plain": None,  # its outputs have names of their own: see below
    "require_approval": True,
    "voice": None,  # only one is installed with the package alone
    "rate": 120,
    "max_grade": 20.0,
}


def built(article: Path, output: Path, options: Options, *names: str) -> list[Result]:
    """Build the formats named, or all of them."""
    job = Job(article, Variant("", options, names or tuple(formats())))
    return [result for outcome in run([job], output, Local(1)) for result in outcome.results]


def statuses(article: Path, output: Path, options: Options) -> dict[str, str]:
    """Build all formats; what became of each."""
    return {result.format: result.status for result in built(article, output, options)}


def contents(output: Path) -> dict[str, bytes]:
    """The bytes of every output, by format."""
    return {name: (output / f"heart{kind.suffix}").read_bytes() for name, kind in formats().items()}


def test_every_option_is_tried_here() -> None:
    assert set(OTHER) == {name for name, _ in declared()}


@pytest.mark.parametrize("name", [name for name, value in OTHER.items() if value is not None])
def test_an_option_changes_exactly_the_formats_it_names(tmp_path: Path, name: str) -> None:
    article, output = write_article(tmp_path, BODY), tmp_path / "out"
    statuses(article, output, Options())
    before = contents(output)
    changed = statuses(article, output, Options(**{name: OTHER[name]}))  # type: ignore[arg-type]
    stale = next(option.stale for other, option in declared() if other == name)
    assert {kind for kind, status in changed.items() if status == "made"} == stale
    assert {kind for kind, data in contents(output).items() if data != before[kind]} == stale


def test_the_plain_version_stands_beside_the_full_one(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, BODY), tmp_path / "out"
    statuses(article, output, Options())
    before = contents(output)
    assert set(statuses(article, output, Options(plain=True)).values()) == {"made"}
    assert set(statuses(article, output, Options(plain=True)).values()) == {"fresh"}
    assert contents(output) == before
    assert set(statuses(article, output, Options()).values()) == {"fresh"}
    assert {f"heart-plain{kind.suffix}" for kind in formats().values()} <= {path.name for path in output.iterdir()}


def test_an_approval_makes_the_plain_version_stale(tmp_path: Path) -> None:
    article, output = (
        write_article(tmp_path, "You must take 5 mg.\n\n::: plain\nYou must take 5 mg.\n:::\n"),
        tmp_path / "out",
    )
    assert set(statuses(article, output, Options(plain=True)).values()) == {"made"}
    approve(read(article), "A. Example", date(2026, 3, 1))
    assert set(statuses(article, output, Options(plain=True)).values()) == {"made"}


def test_which_passage_is_approved_counts_and_not_how_many(tmp_path: Path) -> None:
    pairs = "\n".join(f"You must take {dose} mg.\n\n::: plain\nYou must take {dose} mg.\n:::\n" for dose in (5, 6))
    article, output = write_article(tmp_path, pairs), tmp_path / "out"
    approve(read(article), "A. Example", date(2026, 3, 1))
    head, first, second = lock_path(article).read_text().split("[[passage]]")
    for one in (first, second):
        lock_path(article).write_text(f"{head}[[passage]]{one}")
        assert set(statuses(article, output, Options(plain=True)).values()) == {"made"}


def test_nothing_changed_makes_nothing(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, BODY), tmp_path / "out"
    assert set(statuses(article, output, Options()).values()) == {"made"}
    assert set(statuses(article, output, Options()).values()) == {"fresh"}


def test_the_article_and_its_figure_count(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, BODY), tmp_path / "out"
    statuses(article, output, Options())
    (tmp_path / "square.png").write_bytes(square("blue"))
    assert set(statuses(article, output, Options()).values()) == {"made"}
    write_article(tmp_path, BODY + "\nOne more line.\n")
    assert set(statuses(article, output, Options()).values()) == {"made"}


def test_a_touched_output_is_made_again(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, BODY), tmp_path / "out"
    statuses(article, output, Options())
    whole = contents(output)
    (output / "heart.pdf").write_bytes(whole["pdf"][:-1])
    (output / "heart.mp3").unlink()
    remade = {name for name, status in statuses(article, output, Options()).items() if status == "made"}
    assert remade == {"pdf", "mp3"}
    assert contents(output) == whole


@pytest.mark.parametrize("broken", [b"", b"no database", b"SQLite format 3\0 and no more"])
def test_a_broken_ledger_makes_stale_and_nothing_worse(tmp_path: Path, broken: bytes) -> None:
    article, output = write_article(tmp_path, BODY), tmp_path / "out"
    built(article, output, Options(), "pdf")
    for rest in (output / HIDDEN).glob("ledger.sqlite*"):
        rest.unlink()
    (output / HIDDEN / "ledger.sqlite").write_bytes(broken)
    assert [result.status for result in built(article, output, Options(), "pdf")] == ["made"]
    assert [result.status for result in built(article, output, Options(), "pdf")] == ["fresh"]
