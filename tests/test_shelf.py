"""The patients' shelf: every topic with all its outputs, in a page without a script and without a request."""

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path
from urllib.parse import unquote

import pytest
from playwright.sync_api import Browser

from handouts.shelf import PAGE
from tests.articles import FRONT, write_article
from tests.browser import chromium, opened, violations
from tests.test_cli import SHORT, run

PLAIN = "\n::: plain\nYou must take 5 mg.\n:::\n"


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two articles, built in two sets."""
    folder = tmp_path_factory.mktemp("shelf")
    (folder / "sources").mkdir()
    write_article(folder / "sources", SHORT)
    hostile = FRONT.replace("title: A test of the heart", "title: '<script>alert(1)</script> & \"more\"'")
    (folder / "sources" / "a & b.md").write_text(hostile + "You must take 5 mg.\n" + PLAIN, encoding="utf-8")
    (folder / "handouts.toml").write_text(
        '[ward]\n[giant]\nstandard = "rnib"\nplain = true\nformats = ["pdf", "mp3"]\n'
    )
    run("build", cwd=folder)
    return folder


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


def links(page: str) -> list[str]:
    return [unquote(unescape(each)) for each in re.findall(r'<a href="([^"#]+)"', page)]


def test_it_leads_to_every_output_that_a_patient_can_use(folder: Path) -> None:
    page = (folder / "output" / PAGE).read_text(encoding="utf-8")
    wanted = {
        str(path.relative_to(folder / "output"))
        for path in (folder / "output").glob("*/*.*")
        if path.suffix in (".pdf", ".mp3", ".html", ".epub", ".zip") and path.parent.name in ("ward", "giant")
    }
    assert set(links(page)) == wanted
    assert len(links(page)) == len(wanted)
    assert "Print, 18 point (PDF, 1 page)" in page
    assert "Print, 24 point (PDF, 1 page)" in page
    assert page.count("In plain language") == 2
    assert "Not yet reviewed by a clinician" in page


def test_words_are_never_markup(folder: Path) -> None:
    page = (folder / "output" / PAGE).read_text(encoding="utf-8")
    assert "<script" not in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; &quot;more&quot;" in page


def test_what_is_taken_away_leaves_the_shelf(folder: Path) -> None:
    before = (folder / "output" / PAGE).read_bytes()
    run("build", cwd=folder)
    assert (folder / "output" / PAGE).read_bytes() == before
    article = folder / "sources" / "heart.md"
    kept = article.read_bytes()
    article.unlink()
    run("build", "--prune", cwd=folder)
    assert "heart" not in " ".join(links((folder / "output" / PAGE).read_text(encoding="utf-8")))
    article.write_bytes(kept)
    run("build", cwd=folder)
    assert (folder / "output" / PAGE).read_bytes() == before


@pytest.mark.parametrize(
    "look",
    [
        {},
        {"color_scheme": "dark"},
        {"forced_colors": "active"},
        {"viewport": {"width": 320, "height": 600}},
        {"java_script_enabled": True, "viewport": {"width": 320, "height": 256}},
    ],
    ids=["light", "dark", "forced colors", "narrow", "400 percent"],
)
def test_anyone_can_use_it(browser: Browser, folder: Path, look: dict[str, object]) -> None:
    with opened(browser, folder / "output" / PAGE, **look) as shown:
        assert violations(shown) == []
        assert shown.evaluate("document.documentElement.scrollWidth <= innerWidth")
        heights = shown.evaluate("[...document.querySelectorAll('li a')].map(a => a.getBoundingClientRect().height)")
        assert min(heights) >= 44


def test_an_article_may_not_take_its_name(tmp_path: Path) -> None:
    article = write_article(tmp_path, SHORT).rename(tmp_path / "index.md")
    assert "replace the shelf" in run("build", article, "--output", tmp_path / "out", code=3).stderr
