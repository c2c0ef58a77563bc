"""A real browser for the tests of pages: Chromium, driven by Playwright, watched for whatever a page must not do."""

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Dialog, Page, sync_playwright

NAMES = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
NONE_FOUND = (
    "No Chromium was found. Install it (Debian: apt-get install chromium), or name its program in HANDOUTS_BROWSER."
)
PATIENCE = 10_000
"""Milliseconds for what a page should do at once: a busy machine is slow."""

QUIET = (
    "--autoplay-policy=no-user-gesture-required",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-gpu",
    "--disable-quic",
    "--disable-sync",
    "--mute-audio",
    "--no-first-run",
)

WCAG = [
    *("wcag2a", "wcag2aa", "wcag2aaa", "wcag21a", "wcag21aa", "wcag22aa"),
    *("best-practice", "EN-301-549", "section508"),
]


def program() -> str:
    """Where the browser is; the test fails with what to install when there is none."""
    found = os.environ.get("HANDOUTS_BROWSER") or next(filter(None, map(shutil.which, NAMES)), None)
    if not found:
        pytest.fail(NONE_FOUND)
    return found


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser, for as long as the tests of a module need it."""
    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=program(), args=list(QUIET))
        yield launched
        launched.close()


@contextmanager
def opened(browser: Browser, path: Path, **look: Any) -> Iterator[Page]:
    """The page in a window of its own; `look` goes to Playwright's new_context: viewport, color_scheme and so on.

    In the end nothing may have been asked of a network, and nothing said in the console: neither an error of the
    script nor a breach of the page's Content-Security-Policy.
    """
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **look})
    context.set_default_timeout(PATIENCE)
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []

    def dismissed(dialog: Dialog) -> None:
        said.append(dialog.message)
        dialog.dismiss()

    page.on("console", lambda message: said.append(message.text))
    page.on("pageerror", lambda error: said.append(str(error)))
    page.on("dialog", dismissed)
    page.on("request", lambda request: asked.append(request.url))
    try:
        page.goto(path.as_uri())
        yield page
        assert said == []
        assert [url[:80] for url in asked if not url.startswith(("data:", "blob:", path.as_uri()))] == []
    finally:
        context.close()


@cache
def _axe() -> str:
    return (files("axe_playwright_python") / "axe.min.js").read_text(encoding="utf-8")


def violations(page: Page) -> list[str]:
    """What axe-core finds against WCAG 2.2 up to AAA and its own good practice, each rule with the place."""
    page.evaluate(_axe())
    found = page.evaluate("tags => axe.run(document, {runOnly: {type: 'tag', values: tags}})", WCAG)
    assert len(found["passes"]) > 20
    return [
        f"{rule['id']} ({rule['impact']}): {node['target']} {node['failureSummary']}"
        for rule in found["violations"]
        for node in rule["nodes"]
    ]
