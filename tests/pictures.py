"""The pictures of the README, from the real program: `python -m tests.pictures` writes them anew."""

import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory

import pypdfium2
from playwright.sync_api import Browser, ViewportSize

from tests.browser import chromium

FOLDER = Path(__file__).parent / "pictures"
ARTICLE = "warfarin"
SIZES = (18, 28)
WIDTH = 640
"""Pixels of a page of paper."""
SCREEN: ViewportSize = {"width": 1280, "height": 860}
PROGRAM = str(Path(sys.executable).with_name("handouts"))


def main() -> None:
    """Build what is shown into a folder of its own, and take the pictures."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as name, chromium() as browser:
        output = Path(name)
        for size in SIZES:
            handouts("build", f"sources/{ARTICLE}.md", "--font-size", size, "--format", "pdf", "--output", output)
            page(output / f"{ARTICLE}.pdf", FOLDER / f"handout-{size}.png")
        handouts("build", "--output", output, "--format", "pdf", "--format", "mp3", "--format", "html")
        shown(browser, (output / "index.html").as_uri(), "shelf.png")
        with served(output) as address:
            shown(browser, address, "find.png")
            shown(browser, f"{address}topic/{ARTICLE}", "topic.png")


def handouts(*arguments: object) -> None:
    """Run the program."""
    subprocess.run([PROGRAM, *map(str, arguments)], check=True)


@contextmanager
def served(output: Path) -> Iterator[str]:
    """The address of the nurse's page over these outputs."""
    command = [PROGRAM, "serve", "--port", "0", "--output", str(output)]
    environment = {**os.environ, "PYTHONUNBUFFERED": "1"}
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment) as server:
        assert server.stdout
        try:
            yield server.stdout.readline().split()[1]
        finally:
            server.terminate()


def page(pdf: Path, target: Path) -> None:
    """Draw the first page of a PDF."""
    with pypdfium2.PdfDocument(pdf) as document:
        first = document[0]
        picture = first.render(scale=WIDTH / first.get_width()).to_pil()
        picture.convert("L").quantize(16).save(target, optimize=True)


def shown(browser: Browser, address: str, name: str) -> None:
    """Take a picture of what a browser shows at an address."""
    window = browser.new_page(viewport=SCREEN)
    window.goto(address, wait_until="networkidle")
    window.screenshot(path=FOLDER / name)
    window.close()


if __name__ == "__main__":
    main()
