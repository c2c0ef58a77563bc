"""The whole way of an import: page, draft, article, PDF, with every kept word in its order."""

import re
import unicodedata
from collections.abc import Iterable, Iterator
from datetime import date
from pathlib import Path

import pytest

from handouts.cli.importing import import_
from handouts.document import Spans, fragments
from handouts.importing import Terms, import_page
from handouts.readers import draft_of, importers, read
from tests.pages_kept import pages
from tests.pdf_checks import checked
from tests.test_cli import run

TERMS = Terms("page", "With leave of St. Anne’s Hospital", date(2026, 11, 23))


def words(texts: Iterable[str]) -> list[str]:
    return [word for text in texts for word in re.findall(r"\w+", unicodedata.normalize("NFKC", text).casefold())]


def texts(parts: Iterable[Spans]) -> Iterator[str]:
    return ("".join(span.text for span in spans if not span.cites) for spans in parts)


def in_order(wanted: list[str], found: list[str]) -> list[str]:
    """The first words that are not found, from where they are missed on."""
    rest = iter(found)
    for place, word in enumerate(wanted):
        if word not in rest:
            return wanted[place : place + 8]
    return []


@pytest.mark.parametrize("page", pages(), ids=lambda page: page.stem)
def test_every_kept_word_is_printed_in_its_order(page: Path, tmp_path: Path) -> None:
    draft = draft_of(page)
    made = import_page(page, tmp_path, TERMS)
    document = read(made.article)
    pdf = checked(document)
    printed = words([pdf.text])
    body = (spans for block in draft.blocks for spans in fragments(block))
    assert in_order(words([draft.title, *texts(body)]), printed) == []
    assert in_order(words(credit.text for credit in draft.credits), printed) == []
    for reference in draft.references:
        assert in_order(words(texts([reference.spans])), printed) == []
    assert "Draft, version 0.1" in pdf.text
    listed = made.list.read_text(encoding="utf-8")
    assert all(f"{each.line}\t{each.reason}\t{each.text}\n" in listed for each in draft.dropped)


def test_the_command(tmp_path: Path) -> None:
    page = tmp_path / "A page.txt"
    page.write_text(
        "Skip to content\n\nHome > Heart\n\nA test of the heart\n\n"
        "The test is short and does not hurt. You lie still.\n\n"
        "Call us if you feel dizzy after the test, or if your chest hurts.\n\nAdvertisement\n\n"
        "Share this page\n\nCopyright 2020 Test Hospital. Call 555-0100 to order copies.\n",
        encoding="utf-8",
    )
    told = run("import", page, cwd=tmp_path).stdout
    assert "Draft: sources/a-page.md" in told
    assert "belongs to its publisher" in told
    dropped = [each for each in draft_of(page).dropped if each.loud]
    assert all(f"{page}:{each.line}: {each.reason}" in told for each in dropped)
    again = run("import", page, cwd=tmp_path, code=3).stderr
    assert "there already" in again
    assert "right to" not in run("import", page, "--name", "other", "--rights", "Ours", cwd=tmp_path).stdout
    assert "\nrights: Ours\n" in (tmp_path / "sources/other.md").read_text()
    built = run("build", "sources/other.md", "--format", "script", cwd=tmp_path)
    assert built.returncode == 0
    assert "This is a draft" in (tmp_path / "output/other.script.txt").read_text()


@pytest.mark.parametrize("name", ["page.doc", "page", "missing.txt"])
def test_what_cannot_be_imported(tmp_path: Path, name: str) -> None:
    if name != "missing.txt":
        (tmp_path / name).write_text("Text")
    assert name in run("import", name, cwd=tmp_path, code=3).stderr


def test_a_page_that_is_too_large(tmp_path: Path) -> None:
    with (tmp_path / "page.txt").open("wb") as file:
        file.truncate(importers()[".txt"].largest + 1)
    assert "larger than" in run("import", "page.txt", cwd=tmp_path, code=3).stderr


def test_the_help_names_every_kind() -> None:
    assert import_.help
    for kind in ("web page", "text", "Word", "Markdown"):
        assert kind in import_.help
