"""Freshness: each input and option makes exactly the outputs stale that depend on it."""

import os
from datetime import date
from pathlib import Path
from typing import NoReturn

import pytest

from handouts import pipeline
from handouts.approval import approve, lock_path
from handouts.batch import run, stamps
from handouts.batch.local import Local
from handouts.formats import formats
from handouts.options import Options, declared
from handouts.pipeline import HIDDEN, Job, Result
from handouts.readers import read
from handouts.variants import Variant
from tests.articles import square, write_article

BODY = "Take 5 mg.\n\n![A square](square.png)\n\n## When to call\n\nCall us if you bleed.\n"
OTHER = {
    "standard": "ukaaf",
    "font_size": 24,
    "paper": "a4",
    "plain": None,  # its outputs have names of their own: see below
    "changes": None,  # it needs a version before: see below
    "require_approval": True,
    "voice": "natural",
    "rate": 120,
    "public_url": "https://example.org/handouts",
    "max_grade": 20.0,
}
SILENT = {"voice": {"script"}, "public_url": {"daisy", "epub"}}
"""Formats that depend on an option and may have the same bytes: a script tells whole seconds, and two voices may need
the same ones; a book tells where printed pages begin, and with the code each may begin at the same words."""


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
    differing = {kind for kind, data in contents(output).items() if data != before[kind]}
    assert stale - SILENT.get(name, set()) <= differing <= stale


def test_the_plain_version_stands_beside_the_full_one(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, BODY), tmp_path / "out"
    statuses(article, output, Options())
    before = contents(output)
    assert set(statuses(article, output, Options(plain=True)).values()) == {"made"}
    assert set(statuses(article, output, Options(plain=True)).values()) == {"fresh"}
    assert contents(output) == before
    assert set(statuses(article, output, Options()).values()) == {"fresh"}
    assert {f"heart-plain{kind.suffix}" for kind in formats().values()} <= {path.name for path in output.iterdir()}


def test_what_is_new_is_told_in_every_output(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, BODY), tmp_path / "out"
    statuses(article, output, Options())
    article.write_text(article.read_text().replace("5 mg", "6 mg").replace('"1.0"', '"1.1"'))
    statuses(article, output, Options())
    before = contents(output)
    assert set(statuses(article, output, Options(changes=True)).values()) == {"made"}
    assert set(statuses(article, output, Options(changes=True)).values()) == {"fresh"}
    assert {name for name, content in contents(output).items() if content == before[name]} == set()


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


def test_a_figure_counts_for_the_articles_that_show_it(tmp_path: Path) -> None:
    articles = [
        write_article(tmp_path, body, name=f"{number}.md") for number, body in enumerate((BODY, BODY, "Text.\n"))
    ]
    output = tmp_path / "out"
    jobs = [Job(article, Variant("", Options(), tuple(formats()))) for article in articles]
    list(run(jobs, output, Local(1)))
    before = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in output.glob("[0-9]*")}
    (tmp_path / "square.png").write_bytes(square("blue"))
    made = {each.path.name for outcome in run(jobs, output, Local(1)) for each in outcome.results if each.entry}
    assert made == {f"{number}{kind.suffix}" for number in (0, 1) for kind in formats().values()}
    after = {path.name: (path.read_bytes(), path.stat().st_mtime_ns) for path in output.glob("[0-9]*")}
    assert {name for name in after if after[name][1] != before[name][1]} == made
    shown = {f"{number}{formats()[kind].suffix}" for number in (0, 1) for kind in ("pdf", "html", "epub", "daisy")}
    assert {name for name in after if after[name][0] != before[name][0]} == shown


@pytest.fixture
def rested(monkeypatch: pytest.MonkeyPatch) -> None:
    """Every source counts as one that nobody has touched for long."""
    monkeypatch.setattr(stamps, "SETTLED", -(10**15))


def unread(*_: object) -> NoReturn:
    raise AssertionError("it was read")


@pytest.mark.usefixtures("rested")
@pytest.mark.parametrize("plain", [False, True])
def test_what_nobody_touched_is_not_even_read(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, plain: bool) -> None:
    article, output = write_article(tmp_path, BODY), tmp_path / "out"
    first = built(article, output, Options(plain=plain))
    monkeypatch.setattr(pipeline, "read", unread)
    again = built(article, output, Options(plain=plain))
    assert [(each.format, each.path, each.made) for each in again] == [(e.format, e.path, e.made) for e in first]
    assert {each.status for each in again} == {"fresh"}
    with pytest.raises(AssertionError, match="it was read"):
        built(article, output, Options(plain=plain, paper="a4"))


@pytest.mark.usefixtures("rested")
@pytest.mark.parametrize("name", ["heart.md", "square.png", "out/heart.pdf"])
def test_a_file_changed_behind_its_date_and_size_is_seen(tmp_path: Path, name: str) -> None:
    article, output = write_article(tmp_path, BODY), tmp_path / "out"
    (tmp_path / "square.png").write_bytes(square().ljust(200, b"\0"))
    assert [each.status for each in built(article, output, Options(), "pdf")] == ["made"]
    whole = (output / "heart.pdf").read_bytes()
    path = tmp_path / name
    about, content = path.stat(), path.read_bytes()
    changes = {"heart.md": content.replace(b"5 mg", b"6 mg"), "square.png": square("blue").ljust(200, b"\0")}
    path.write_bytes(changes.get(name, content[:-9] + bytes(9)))
    os.utime(path, ns=(about.st_atime_ns, about.st_mtime_ns))
    assert path.stat().st_size == about.st_size
    assert [each.status for each in built(article, output, Options(), "pdf")] == ["made"]
    assert ((output / "heart.pdf").read_bytes() == whole) == (name == "out/heart.pdf")


@pytest.mark.usefixtures("rested")
def test_an_approval_that_comes_to_be_is_seen(tmp_path: Path) -> None:
    article, output = write_article(tmp_path, "Take it.\n\n::: plain\nTake it.\n:::\n"), tmp_path / "out"
    for status in ("made", "fresh"):
        assert [each.status for each in built(article, output, Options(plain=True), "pdf")] == [status]
    approve(read(article), "A. Example", date(2026, 3, 1))
    assert [each.status for each in built(article, output, Options(plain=True), "pdf")] == ["made"]


def test_what_was_just_saved_is_read_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    article, output = write_article(tmp_path, BODY), tmp_path / "out"
    built(article, output, Options(), "pdf")
    monkeypatch.setattr(pipeline, "read", unread)
    with pytest.raises(AssertionError, match="it was read"):
        built(article, output, Options(), "pdf")


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
