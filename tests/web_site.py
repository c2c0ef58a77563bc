"""The page for nurses as it runs: `handouts serve` in its own process, over short articles, and a browser for it."""

import os
import re
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import httpx
from playwright.sync_api import Browser, Page

from tests.articles import FRONT
from tests.browser import PATIENCE

WARFARIN = """
Warfarin is a pill. Take 5 mg each evening. Do not stop it by yourself.

::: plain
Warfarin is a pill. Take 5 mg each evening. Do not stop it by yourself.
:::

## When to call

Call us if you bleed.
"""
FUROSEMIDE = "\nTake 40 mg each morning.\n\n## Your weight\n\nWeigh yourself each day.\n"
LOST = """
Take 5 mg each evening. Do not stop it by yourself.

::: plain
Take 50 mg each evening. You can stop it by yourself.
:::
"""


def article(folder: Path, name: str, title: str, body: str, **front: str) -> Path:
    """An article with a title of its own; `front` are further lines of its front matter."""
    more = "".join(f"{key}: {value}\n" for key, value in front.items())
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / f"{name}.md"
    head = FRONT.replace("title: A test of the heart\n", f"title: {title}\n").removesuffix("---\n") + more + "---\n"
    path.write_text(head + body, encoding="utf-8")
    return path


def articles(folder: Path) -> None:
    """Four short ones: two sound ones, a draft whose plain wording lost a fact, and one that cannot be read."""
    article(folder, "warfarin", "Taking warfarin safely", WARFARIN, audience="adults who take warfarin")
    article(folder, "furosemide", "Taking furosemide", FUROSEMIDE)
    article(folder, "lost", "A dose that was changed", LOST, status="draft")
    (folder / "broken.md").write_text("No front matter.\n", encoding="utf-8")


@dataclass(frozen=True, slots=True)
class Served:
    """A server that runs: `url` without a stroke at its end, and its process."""

    url: str
    process: "subprocess.Popen[str]"

    def client(self, address: str = "127.0.0.1", **about: Any) -> httpx.Client:
        """A client as if from another machine: every 127.x.y.z is this one, and counts as a client of its own."""
        transport = httpx.HTTPTransport(local_address=address)
        return httpx.Client(base_url=self.url, transport=transport, timeout=60, **about)

    def post(self, path: str, **data: str) -> httpx.Response:
        """What our own page sends when a button is pressed."""
        headers = {"origin": self.url, "accept": "application/json"}
        with self.client() as asking:
            return asking.post(path, data=data, headers=headers)

    def home(self) -> str:
        """The first page, after a moment: who waits for a change asks no more often than a client may."""
        time.sleep(0.1)
        with self.client() as client:
            return client.get("/").raise_for_status().text

    def make(self, path: str, **data: str) -> None:
        """Have something made, and wait for it."""
        job = self.post(f"{path}/make", **data).json()["job"]
        with self.client() as client, client.stream("GET", job) as answer:
            states = re.findall(r'"state": "(\w+)"', answer.read().decode())
        assert states[-1] == "done", states

    def stop(self) -> int:
        """End it as Ctrl-C does; gives its exit code."""
        self.process.send_signal(signal.SIGINT)
        return self.process.wait(timeout=60)


@contextmanager
def served(folder: Path, *arguments: str) -> Iterator[Served]:
    """Serve `folder`/sources, with the outputs in `folder`/output, at a port that the system picks."""
    command = [sys.executable, "-m", "handouts", "serve", "--port", "0", "--jobs", "2", *arguments]
    root = str(Path(__file__).parents[1])
    process = subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, text=True, env={**os.environ, "PYTHONPATH": root}
    )
    try:
        assert process.stdout
        line = process.stdout.readline()
        found = re.search(r"http://\S+(?=/ )", line)
        assert found, line
        running = Served(found[0], process)
        while "Still reading" in running.home():
            pass
        yield running
    finally:
        process.send_signal(signal.SIGINT)
        try:
            process.wait(timeout=60)
        finally:
            process.kill()
            process.communicate()


@contextmanager
def visited(browser: Browser, site: Served, path: str = "/", let_go: str = "", **look: Any) -> Iterator[Page]:
    """A page of the site; in the end nothing may have been asked of anyone else, and nothing said in the console.

    What is said with the words `let_go` is no matter.
    """
    context = browser.new_context(**{"viewport": {"width": 1280, "height": 900}, **look})
    context.set_default_timeout(3 * PATIENCE)
    # A browser without a screen has no window in which to print, and dies of it: note what would be printed.
    context.add_init_script("window.print = () => { (top.printed ||= []).push(location.href) }")
    page = context.new_page()
    said: list[str] = []
    asked: list[str] = []
    # Chromium shows a PDF in a page of its own program.
    ours = (f"{site.url}/", "data:", "blob:", "chrome-extension://mhjfbmdgcfjbbpaeojofohoefgiehjai/", "chrome://")
    context.on("console", lambda message: said.append(message.text))
    context.on("weberror", lambda error: said.append(str(error.error)))
    context.on("request", lambda request: asked.append(request.url))
    try:
        page.goto(site.url + path)
        yield page
        assert [words for words in said if not (let_go and let_go in words)] == []
        assert [url for url in asked if not url.startswith(ours)] == []
    finally:
        context.close()
