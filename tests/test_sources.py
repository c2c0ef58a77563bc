"""The articles that come with the program: complete, cited, easy in their plain version, and true to the lock."""

from pathlib import Path

import pytest

from handouts.document import Callout, Document, Glossary, References
from handouts.grade import grade
from handouts.plain import locked, picked
from handouts.readers import read
from tests.readme import ROOT, TABLE, table

SOURCES = sorted((ROOT / "sources").glob("*.md"))


@pytest.fixture(params=SOURCES, ids=lambda path: path.stem)
def article(request: pytest.FixtureRequest) -> Document:
    path = request.param
    assert isinstance(path, Path)
    return read(path)


def test_there_are_twelve() -> None:
    assert len(SOURCES) >= 12


def test_each_is_whole(article: Document) -> None:
    kinds = {type(block) for block in article.blocks}
    assert {References, Glossary} <= kinds
    assert any(isinstance(block, Callout) and block.kind == "call" for block in article.blocks)
    assert article.plain and article.review is None


def test_each_has_a_plain_version_at_grade_6_or_less(article: Document) -> None:
    whole = grade(picked(article)).whole
    assert whole and whole.flesch_kincaid <= 6.0


def test_each_plain_version_passes_the_lock(article: Document) -> None:
    assert [finding.what for _, finding in locked(article) if finding.severity == "error"] == []


def test_the_readme_shows_their_grades() -> None:
    shown = TABLE.search((ROOT / "README.md").read_text(encoding="utf-8"))
    assert shown and shown[0] == table()
