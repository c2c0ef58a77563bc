"""The editors' view in a real browser: grades, marked text, both versions, the lock, approvals, and what changed."""

import json
import re
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page

from handouts.approval import approve
from handouts.grade import grade
from handouts.ledger import Edition, Passage
from handouts.plain import locked, picked
from handouts.readers import read
from handouts.suggest import suggestions
from handouts.web.judging import judged
from tests.articles import EVERY_KIND, square
from tests.browser import chromium, violations
from tests.test_cli import run
from tests.web_site import Served, article, served, visited

LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced colors": {"forced_colors": "active"},
    "320 px": {"viewport": {"width": 320, "height": 640}},
    "400 %": {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4},
}
LONG = (
    "You should take the tablets with food each day, and you should also drink a lot of water with them, because they "
    "can hurt."
)
VERY_LONG = LONG[:-1] + ", and then you should sit down for half an hour before you go out for a walk."
BODY = f"""
Take 5 mg each evening. Do not stop it by yourself.

::: plain
Take 50 mg each evening. You can stop it by yourself.
:::

{LONG} {VERY_LONG}

::: plain because="It is the same advice."
Take the tablets with food. Drink a lot of water with them, because they can hurt.
:::

## Your echocardiogram

An echocardiogram shows your heart. Call us if you bleed.

::: plain
A scan shows your heart. Call us if you bleed.
:::
"""
HOSTILE = "<script>alert(1)</script><img src=x onerror=alert(2)>\"'&amp; {{ 7*7 }} {% raw %}"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    """Articles that were built once, and of which one changed since."""
    folder: Path = tmp_path_factory.mktemp("editor")
    sources = folder / "sources"
    text = BODY.replace("5 mg each", "4 mg each").replace("50 mg", "4 mg").replace("You can stop", "Do not stop")
    heart = article(sources, "heart", "A pill for the heart", text)
    approve(read(heart), "A. <i>Bee</i>", date(2026, 3, 1))
    run("build", "--format", "pdf", cwd=folder)
    article(sources, "heart", "A pill for the heart", BODY)
    heart.write_text(heart.read_text().replace('version: "1.0"', 'version: "1.1"'))
    (sources / "square.png").write_bytes(square())
    article(sources, "kinds", "Every kind", EVERY_KIND)
    escaped = re.sub(r"([<>\\*_{}\[\]])", r"\\\1", HOSTILE)
    article(
        sources,
        "hostile",
        json.dumps(HOSTILE),
        f"{escaped}\n\n## {escaped}\n\n- {escaped}\n\n::: plain\n- {escaped} 5\n:::\n",
    )
    article(sources, "lapsed", "A record that is broken", "Take it.\n\n::: plain\nTake it now.\n:::\n")
    (sources / "lapsed.lock").write_text("broken <b>")
    (sources / "broken.md").write_text("No front matter.\n")
    with served(folder) as running:
        yield running


def shown(page: Page, name: str) -> str:
    """The words of one part of the page."""
    return " ".join(page.locator(f"section[aria-labelledby={name}]").inner_text().split())


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_and_nothing_is_cut_off(browser: Browser, site: Served, look: str) -> None:
    with visited(browser, site, **LOOKS[look]) as page:
        for name in ("heart", "kinds", "hostile", "lapsed"):
            page.goto(f"{site.url}/topic/{name}/edit")
            page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
            assert violations(page) == [], name
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name
            ids = page.evaluate("[...document.querySelectorAll('[id]')].map(each => each.id)")
            assert len(ids) == len(set(ids))
            inner = page.evaluate("[...document.querySelectorAll('a[href^=\"#\"]')].map(a => a.getAttribute('href'))")
            assert {each.removeprefix("#") for each in inner} <= set(ids)


def test_an_editor_finds_the_way_there(browser: Browser, site: Served) -> None:
    with visited(browser, site, "/topic/kinds?paper=a4") as page:
        page.click("text=For editors")
        page.wait_for_url("**/topic/kinds/edit")
        assert page.locator("h1").inner_text() == "Every kind"
        page.click("text=To the handout")
        page.wait_for_url("**/topic/kinds")


def test_the_grade_stands_by_section_for_both_versions(browser: Browser, site: Served) -> None:
    with visited(browser, site, "/topic/heart/edit") as page:
        rows = page.locator(".grades tbody tr")
        cells = [[cell.strip() for cell in row.inner_text().split("\t")] for row in rows.all()]
        assert [row[0].partition(" short")[0] for row in cells] == ["Whole article", "(opening)", "Your echocardiogram"]
        assert all(len(row) == 11 for row in cells)
        assert "Hardest sentences" in shown(page, "grades") and "echocardiogram" in shown(page, "grades")


def test_hard_sentences_and_words_are_marked_in_the_text(browser: Browser, site: Served) -> None:
    with visited(browser, site, "/topic/heart/edit") as page:
        marked = page.locator("section[aria-labelledby=text] .row mark")
        assert [each.inner_text() for each in marked.all()] == [LONG, VERY_LONG]
        assert [each.get_attribute("class") for each in marked.all()] == ["long", "worse"]
        assert "24 words" in shown(page, "text")
        hard = page.locator("section[aria-labelledby=text] .row .hard")
        assert [each.inner_text() for each in hard.all()] == ["echocardiogram"]
        assert "sound" in str(hard.first.get_attribute("title"))


def test_both_versions_stand_side_by_side_and_below_each_other_where_it_is_narrow(
    browser: Browser, site: Served
) -> None:
    corner = "child => [child.getBoundingClientRect().left, child.getBoundingClientRect().top]"
    places = f"[...document.querySelectorAll('.row.two')].map(row => [...row.children].map({corner}))"
    with visited(browser, site, "/topic/heart/edit") as page:
        rows = page.evaluate(places)
        assert len(rows) == 3
        assert all(full[0] < plain[0] and full[1] == plain[1] for full, plain in rows)
        page.set_viewport_size({"width": 320, "height": 640})
        assert all(full[0] == plain[0] and full[1] < plain[1] for full, plain in page.evaluate(places))


def test_what_the_lock_finds_leads_to_its_passage(browser: Browser, site: Served) -> None:
    with visited(browser, site, "/topic/heart/edit") as page:
        told = shown(page, "lock")
        assert "Error: " in told and "50 mg" in told and "5 mg" in told
        page.locator("section[aria-labelledby=lock] a").first.click()
        target = page.evaluate("document.querySelector(':target').innerText")
        assert "Take 5 mg each evening." in target and "Take 50 mg each evening." in target and "error" in target


def test_approvals_and_their_lapse_are_told(browser: Browser, site: Served) -> None:
    with visited(browser, site, "/topic/heart/edit") as page:
        text = shown(page, "text")
        assert text.count("Approved by A. <i>Bee</i>, 1 March 2026") == 2
        assert "Approval by A. <i>Bee</i> lapsed: the text changed" in text
        assert "Because: It is the same advice." in text
        assert "2 of 3 plain wordings approved" in page.locator(".head").inner_text()
        page.click("summary")
        assert "-Take 4 mg each evening." in page.locator("pre").inner_text()
        page.goto(f"{site.url}/topic/lapsed/edit")
        assert "The record of approvals is broken" in page.locator(".fault").inner_text()
        assert "Not approved" in shown(page, "text")


def test_what_changed_since_the_version_before_is_told(browser: Browser, site: Served) -> None:
    with visited(browser, site, "/topic/heart/edit") as page:
        told = shown(page, "changes")
        assert "changed since version 1.0, revised 28 February 2026. Changed facts come first." in told
        first = page.locator("section[aria-labelledby=changes] tbody tr").first.inner_text()
        assert "dose: 4 mg" in first
        assert re.fullmatch(r"\[new:\s+50?\s+\]", page.locator("ins").first.inner_text().strip())
        page.goto(f"{site.url}/topic/kinds/edit")
        assert "No earlier text is known" in shown(page, "changes")


def test_every_word_of_an_article_is_shown(browser: Browser, site: Served) -> None:
    with visited(browser, site, "/topic/kinds/edit") as page:
        text = shown(page, "text")
        for words in (
            "Opening words with bold and italic and a link.", "What it is", "Inner one", "Then four", "Doses by day",
            "2.5 mg", "A red square", "Warning: Do not stop", "Never stop this medicine by yourself.", "A good habit",
            "Stenosis", "A door in the heart.", "1. Author A. A title. Journal.",
        ):  # fmt: skip
            assert words in text


def test_words_are_never_markup(browser: Browser, site: Served) -> None:
    with visited(browser, site, "/topic/hostile/edit") as page:
        assert page.evaluate("document.querySelectorAll('main script, main img').length") == 0
        assert page.locator("h1").inner_text() == HOSTILE
        # In Markdown an entity is a letter.
        said = HOSTILE.replace("&amp;", "&")
        assert shown(page, "text").count(said) == 4
        assert page.locator("section[aria-labelledby=text] h3").first.inner_text() == said


def test_what_is_not_there_or_cannot_be_read_is_told(site: Served) -> None:
    with site.client() as client:
        assert client.get("/topic/nothing/edit").status_code == 404
        assert client.get("/topic/..%2fbroken/edit").status_code == 404
        answer = client.get("/topic/broken/edit")
        assert answer.status_code == 409 and "has no front matter" in answer.text
        assert client.post("/topic/heart/edit", headers={"origin": site.url}).status_code == 405


def test_the_data_are_those_of_the_grade_the_lock_and_the_suggestions(tmp_path: Path) -> None:
    path = article(tmp_path, "heart", "A pill", BODY)
    document, found = read(path), judged(path, ())
    for name, version in (("full", document), ("plain", picked(document))):
        figures = grade(version)
        assert figures.whole and found["grades"][name]["mean"] == figures.whole.mean
        assert [each[name] and each[name]["kincaid"] for each in found["grades"]["sections"]] == [
            each.figures and each.figures.flesch_kincaid for each in figures.sections
        ]
    assert [each["what"] for each in found["findings"]] == [each.what for _, each in locked(document)]
    assert found["suggested"] == len(suggestions(document, path.read_text()))
    assert json.loads(json.dumps(found))["errors"] == found["errors"] > 0


def test_without_a_version_before_the_last_text_is_compared(tmp_path: Path) -> None:
    path = article(tmp_path, "heart", "A pill", "Take 6 mg.\n")
    old = Edition(str(path), "other", "1.0", "2026-02-28", "", (Passage("Take 5 mg.", "paragraph", "", "", 9),))
    told = judged(path, (old,))["changes"]
    assert told["same"] and "dose: 5 mg → 6 mg" in told["passages"][0]["facts"]
    assert judged(path, ())["changes"] is None


def test_a_book_is_cut_and_says_so(tmp_path: Path) -> None:
    path = article(tmp_path, "book", "A book", "\n\n".join(f"This is passage number {n}." for n in range(2000)) + "\n")
    told = judged(path, ())
    assert (len(told["rows"]), told["unshown"]) == (1500, 500)
