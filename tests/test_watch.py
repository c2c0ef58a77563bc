"""`handouts watch` and the progress of `handouts build`, as their users see them."""

import os
import pty
import re
import select
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.articles import write_article

SHORT = "You must take 5 mg.\n\n::: plain\nYou must take 5 mg.\n:::\n"
WAITING = "Waiting for changes in sources/; stop with Ctrl-C."


class Watch:
    """A `handouts watch` at work in a folder, and what it says."""

    def __init__(self, folder: Path, process: "subprocess.Popen[bytes]") -> None:
        self.folder, self.process, self._said = folder, process, ""

    def round(self) -> str:
        """What it says until it waits again."""
        assert self.process.stdout
        end = time.monotonic() + 60
        while WAITING not in self._said:
            assert select.select([self.process.stdout], [], [], max(0, end - time.monotonic()))[0], self._said
            said = os.read(self.process.stdout.fileno(), 65536).decode()
            assert said, self._said
            self._said += said
        told, _, self._said = self._said.partition(WAITING)
        return told

    def save(self, body: str) -> str:
        """Save the article, as an editor's program does; gives what it says about it."""
        # The system needs a moment from the line that says so until it really watches.
        time.sleep(0.5)
        write_article(self.folder, body, name="heart.tmp").replace(self.folder / "sources" / "heart.md")
        return self.round()


@contextmanager
def watching(folder: Path) -> Iterator[Watch]:
    write_article(folder / "sources", SHORT)
    command = [sys.executable, "-m", "handouts", "watch", "--format", "pdf", "--jobs", "1"]
    with subprocess.Popen(
        command, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True
    ) as process:
        try:
            yield Watch(folder, process)
        finally:
            process.kill()


def test_a_save_is_built_and_judged_and_a_fault_ends_nothing(tmp_path: Path) -> None:
    output = tmp_path / "output" / "heart.pdf"
    with watching(tmp_path) as watch:
        assert "1 made, 0 fresh, 0 failed" in watch.round()
        first = output.read_bytes()

        said = watch.save(SHORT.replace("5 mg", "6 mg"))
        assert "made" in said and "1 made, 0 fresh, 0 failed" in said
        assert re.search(r"sources/heart.md: full: Flesch-Kincaid [\d.-]+, SMOG [\d.-]+", said)
        assert "sources/heart.md: plain: Flesch-Kincaid" in said
        assert "error" not in said
        second = output.read_bytes()
        assert second != first

        said = watch.save("You must take 5 mg.\n\n::: plain\nYou must take 50 mg.\n:::\n")
        assert re.search(r"sources/heart.md:\d+: error \(\w+\): ", said) and "50 mg" in said

        said = watch.save("![](square.png)\n")
        assert "sources/heart.md" in said and "alt text" in said and "1 failed" in said
        assert "Traceback" not in said

        assert "1 made, 0 fresh, 0 failed" in watch.save(SHORT)
        assert output.read_bytes() == first

        os.killpg(watch.process.pid, signal.SIGINT)
        assert watch.process.wait(timeout=20) == 130
        assert watch.process.stdout and watch.process.stdout.read().decode().strip() == "Stopped."


def test_sources_that_are_all_gone_are_waited_for(tmp_path: Path) -> None:
    with watching(tmp_path) as watch:
        watch.round()
        time.sleep(0.5)
        (tmp_path / "sources" / "heart.md").unlink()
        assert "There are no articles in this folder." in watch.round()
        assert "1 made" in watch.save(SHORT.replace("5", "7"))


def on_a_terminal(folder: Path, *arguments: str) -> str:
    """What the program writes when its output and its errors are a terminal."""
    ours, theirs = pty.openpty()
    command = [sys.executable, "-m", "handouts", *arguments]
    settings = {**os.environ, "TERM": "xterm-256color", "COLUMNS": "100"}
    with subprocess.Popen(command, cwd=folder, stdin=theirs, stdout=theirs, stderr=theirs, env=settings) as process:
        os.close(theirs)
        said = b""
        while True:
            try:
                more = os.read(ours, 65536)
            except OSError:
                # A terminal whose other side is closed gives an error in place of an end.
                break
            if not more:
                break
            said += more
    os.close(ours)
    assert process.returncode == 0, said.decode()
    return said.decode()


def test_a_terminal_shows_how_many_how_fast_and_how_long(tmp_path: Path) -> None:
    for number in range(4):
        write_article(tmp_path / "sources", f"This is number {number}.\n" * 40, name=f"heart{number}.md")
    said = re.sub(r"\x1b\[[?\d;]*[A-Za-z]", "", on_a_terminal(tmp_path, "build", "--jobs", "1", "--format", "pdf"))
    assert re.search(r"[1-4]/4 +\d+ a minute +\d:\d\d:\d\d", said), said
    for number in range(4):
        assert re.search(rf"made +[\d.]+ s  output/heart{number}.pdf  \d+ pages?\r?\n", said), said
    assert "4 made, 0 fresh, 0 failed" in said


def test_elsewhere_there_are_plain_lines(tmp_path: Path) -> None:
    write_article(tmp_path / "sources", "Take 5 mg.\n")
    command = [sys.executable, "-m", "handouts", "build", "--format", "pdf"]
    done = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=True)
    assert re.fullmatch(r"made +[\d.]+ s  output/heart.pdf  1 page\n1 made, 0 fresh, 0 failed\n", done.stdout)
    assert done.stderr == ""
