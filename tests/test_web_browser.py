"""A nurse's way in a real browser, from the search to paper and sound: by mouse, by keyboard alone, unscripted."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import chromium, violations
from tests.web_site import Served, article, articles, served, visited

# A window of 1280 × 1024 at 200 % and 400 % is one of 640 × 512 and 320 × 256 to the page (WCAG 2.2, 1.4.10).
LOOKS: dict[str, dict[str, Any]] = {
    "light": {},
    "dark": {"color_scheme": "dark"},
    "forced colors": {"forced_colors": "active"},
    "320 px": {"viewport": {"width": 320, "height": 640}},
    "200 %": {"viewport": {"width": 640, "height": 512}, "device_scale_factor": 2},
    "400 %": {"viewport": {"width": 320, "height": 256}, "device_scale_factor": 4},
}
PAGES = {
    "home": "/",
    "search": "/?q=water+pill",
    "nothing found": "/?q=xylophone",
    "topic": "/topic/furosemide?paper=a4",
    "plain": "/topic/warfarin?plain=yes&font_size=40",
    "facts lost": "/topic/lost?plain=yes",
    "cannot be read": "/topic/broken",
    "packet": "/packet?topic=warfarin&topic=furosemide",
    "empty packet": "/packet",
    "not there": "/topic/none",
}


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Served]:
    folder: Path = tmp_path_factory.mktemp("nurse")
    articles(folder / "sources")
    # Its sound takes many seconds on any machine: there is time to cancel it.
    days = "\n\n".join(f"Walk {day} steps on day {day}." for day in range(1, 2000))
    article(folder / "sources", "long", "A long read", days)
    with served(folder, "--public-url", "https://example.org/handouts") as running:
        running.make("/topic/furosemide", kind="pdf", paper="a4")
        running.make("/topic/furosemide", kind="mp3")
        yield running


@pytest.mark.parametrize("look", LOOKS)
def test_axe_finds_nothing_and_nothing_is_cut_off(browser: Browser, site: Served, look: str) -> None:
    with visited(browser, site, let_go="status of 404", **LOOKS[look]) as page:
        for name, path in PAGES.items():
            page.goto(site.url + path)
            ready(page)
            page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
            assert violations(page) == [], name
            assert page.evaluate("document.documentElement.scrollWidth <= innerWidth"), name


def ready(page: Page) -> None:
    """Wait until nothing is being made."""
    expect(page.locator(".state[data-lacks]")).to_have_count(0)


def test_the_way_of_a_nurse_with_the_mouse(browser: Browser, site: Served) -> None:
    with visited(browser, site) as page:
        page.locator("#q").press_sequentially("blood thin")
        expect(page.locator("li.topic h3").first).to_have_text("Taking warfarin safely")
        page.wait_for_url("**/?q=blood+thin")
        page.click("text=Taking warfarin safely")
        ready(page)
        expect(page.locator(".sheets")).to_contain_text("page")
        page.wait_for_function("() => document.querySelector('.pages img').naturalWidth > 0")
        before = page.locator(".pages li").count()
        page.check("[name=plain][value=yes]")
        page.fill("#f-font_size", "36")
        expect(page.locator("#sample")).to_have_text("This is 36 point")
        size = page.evaluate("getComputedStyle(document.querySelector('#sample span')).fontSize")
        assert size == "48px"  # 36 points of 1/72 in, at 96 px an inch
        expect(page.locator("#print")).to_have_attribute("href", re.compile("font_size=36&plain=yes"))
        ready(page)
        assert page.locator(".pages li").count() > before
        expect(page.get_by_text("Plain words not approved.")).to_be_visible()

        with page.expect_download() as saved:
            page.click("#download")
        assert saved.value.suggested_filename == "warfarin-plain-36pt.pdf"
        assert Path(saved.value.path()).read_bytes().startswith(b"%PDF")
        page.click("#print")
        assert printed(page) == site.url + "/topic/warfarin/file/pdf?font_size=36&plain=yes"

        page.click("text=Listen to it")
        page.locator("#sound").wait_for()
        page.wait_for_function("() => document.querySelector('#sound').currentTime > 0.2")
        page.click(".chapters button:has-text('When to call')")
        start = float(page.locator(".chapters button:has-text('When to call')").get_attribute("data-start") or 0)
        page.wait_for_function(f"() => document.querySelector('#sound').currentTime >= {start}")
        expect(page.locator(".chapters [aria-current]")).to_contain_text("When to call")
        page.evaluate("document.querySelector('#sound').pause()")

        page.click("#add")
        expect(page.locator("#packet-count")).to_have_text("1")
        page.click("#favorite")
        page.click("text=All topics")
        expect(page.locator("#kept-list .loved")).to_contain_text("Taking warfarin safely")
        page.click("li.topic:has-text('furosemide') label")
        expect(page.locator("#packet-count")).to_have_text("2")
        # The choices hold for the next topic.
        page.click("text=Taking furosemide")
        expect(page.locator("#f-font_size")).to_have_value("36")
        expect(page.get_by_text("No plain words yet.")).to_be_visible()
        ready(page)
        page.click("#to-packet")
        ready(page)
        expect(page.locator("#contents li")).to_have_text([re.compile("warfarin"), re.compile("furosemide")])
        page.click("#contents li:first-child .down")
        ready(page)
        expect(page.locator("#contents li")).to_have_text([re.compile("furosemide"), re.compile("warfarin")])
        expect(page.locator("#print")).to_have_attribute("href", re.compile("topic=furosemide&topic=warfarin"))

        page.click("#forget")
        expect(page.locator("#packet-count")).to_be_hidden()
        assert page.evaluate("Object.keys(localStorage).filter(name => name.startsWith('handouts.'))") == []
        assert page.context.cookies() == []


def printed(page: Page) -> str:
    """The address of what was sent to print, once that was sent."""
    page.wait_for_function("() => window.printed")
    (address,) = page.evaluate("window.printed")
    return str(address)


def tab_to(page: Page, selector: str) -> None:
    """Go on with the Tab key until the element has the focus."""
    for _ in range(80):
        if page.evaluate("selector => document.activeElement.matches(selector)", selector):
            return
        page.keyboard.press("Tab")
    pytest.fail(f"The Tab key does not lead to {selector}.")


def test_the_way_of_a_nurse_by_keyboard_alone(browser: Browser, site: Served) -> None:
    with visited(browser, site) as page:
        page.keyboard.type("water pill")
        expect(page.locator("li.topic h3").first).to_have_text("Taking furosemide")
        page.keyboard.press("Enter")
        page.wait_for_url("**/topic/furosemide")
        ready(page)
        tab_to(page, ".less")
        tab_to(page, ".more")
        page.keyboard.press("Enter")
        expect(page.locator("#sample")).to_have_text("This is 20 point")
        tab_to(page, "[name=paper]")
        page.keyboard.press("ArrowRight")
        expect(page.locator("#print")).to_have_attribute("href", re.compile("font_size=20&paper=a4"))
        ready(page)
        tab_to(page, "#print")
        page.keyboard.press("Enter")
        assert printed(page) == site.url + "/topic/furosemide/file/pdf?font_size=20&paper=a4"
        tab_to(page, "#download")
        with page.expect_download():
            page.keyboard.press("Enter")
        # The sound does not depend on size and paper: it was made already.
        tab_to(page, "#sound")
        page.keyboard.press("Space")
        page.wait_for_function("() => !document.querySelector('#sound').paused")
        tab_to(page, ".chapters button")
        page.keyboard.press("Enter")
        tab_to(page, "footer button")


def test_making_shows_its_progress_and_can_be_cancelled(browser: Browser, site: Served) -> None:
    with visited(browser, site, "/topic/long") as page:
        ready(page)
        page.click("text=Listen to it")
        page.click("#progress-mp3 button:has-text('Cancel')")
        expect(page.locator("#progress-mp3")).to_have_text("Cancelled.")
        expect(page.locator("text=Listen to it")).to_be_visible()
        expect(page.locator("#sound")).to_have_count(0)


def test_all_of_it_works_without_a_script(browser: Browser, site: Served) -> None:
    with visited(browser, site, java_script_enabled=False) as page:
        page.fill("#q", "blood thinner")
        page.keyboard.press("Enter")
        page.click("text=Taking warfarin safely")
        page.fill("#f-font_size", "23")
        page.click("text=Show it so")
        page.click("text=Make this handout")
        page.locator("#print").wait_for()
        assert "font_size=23" in page.url
        page.click("text=Listen to it")
        page.locator("#sound").wait_for()
        page.goto(site.url)
        page.check("input[value=warfarin]")
        page.check("input[value=furosemide]")
        page.click("text=Make a packet of the chosen topics")
        page.click("text=Make this handout")
        page.locator("#print").wait_for()


def test_a_code_leads_a_phone_to_the_shelf(browser: Browser, site: Served) -> None:
    with visited(browser, site, "/topic/furosemide?paper=a4") as page:
        ready(page)
        page.wait_for_function("() => document.querySelector('.codes img').naturalWidth > 0")
        expect(page.locator(".address")).to_have_text("https://example.org/handouts/index.html#furosemide")
