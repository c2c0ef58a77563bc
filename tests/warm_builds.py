"""Builds without the time that Python needs to start: a process that has loaded all starts a copy of itself for each.

A kill at a random instant then falls into the work. The process takes a line for each wish on its standard input.
"""

import ctypes
import json
import os
import resource
import subprocess
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager, nullcontext
from pathlib import Path
from tempfile import TemporaryDirectory
from types import FrameType, TracebackType
from typing import Any, Self

from tests.articles import write_article

ROOT = Path(__file__).parent.parent


class WarmBuilds:
    """The process, from this side; the program is the one in the folder `program`."""

    def __init__(self, program: Path = ROOT) -> None:
        self._program = program

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(
            [sys.executable, "-m", "tests.warm_builds"],
            cwd=self._program,
            env={**os.environ, "PYTHONPATH": f"{self._program}{os.pathsep}{ROOT}"},
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        assert self._answer() == "warm"
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, at: TracebackType | None) -> None:
        self._process.communicate()

    def start(self, folder: Path, *arguments: str, **bounds: Any) -> int:
        """Begin `handouts` with these arguments in a folder, in a process group of its own; gives its number.

        What it says goes to the file `said` there. `bounds` are those that `_bounded` takes, or `traced`.
        """
        return int(self._ask({"arguments": list(arguments), "folder": str(folder), "bounds": bounds}))

    def code(self, process: int) -> int:
        """Wait for the end of a build; gives its exit code, or minus the signal that killed it."""
        return int(self._ask({"wait": process}))

    def run(self, folder: Path, *arguments: str, **bounds: Any) -> int:
        """Both."""
        return self.code(self.start(folder, *arguments, **bounds))

    def _ask(self, wish: dict[str, Any]) -> str:
        assert self._process.stdin
        self._process.stdin.write(json.dumps(wish) + "\n")
        self._process.stdin.flush()
        return self._answer()

    def _answer(self) -> str:
        assert self._process.stdout
        return self._process.stdout.readline().strip()


def serve() -> None:
    """Load all that a build needs, by building, and then fulfil wishes."""
    answers = os.fdopen(os.dup(1), "w", buffering=1)
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 1)
    os.dup2(nothing, 2)
    with TemporaryDirectory() as name:
        article = write_article(Path(name))
        for more in ((), ("--plain",), ("--changes",)):
            assert _exit_code(["build", str(article), "--jobs", "1", "--output", f"{name}/out", *more]) == 0
    assert threading.active_count() == 1
    print("warm", file=answers)
    for line in sys.stdin:
        wish = json.loads(line)
        if process := wish.get("wait"):
            print(os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), file=answers)
            continue
        process = os.fork()
        if process == 0:
            os._exit(_built(**wish))
        os.setpgid(process, process)
        print(process, file=answers)


def _built(arguments: list[str], folder: str, bounds: dict[str, Any]) -> int:
    """What a copy does: build. What goes wrong here has an exit code that no build has."""
    try:
        os.chdir(folder)
        said = os.open("said", os.O_WRONLY | os.O_CREAT | os.O_TRUNC)
        os.dup2(said, 1)
        os.dup2(said, 2)
        _forget()
        traced = bounds.pop("traced", False)
        _bounded(**bounds)
        with _tracing(Path("traced")) if traced else nullcontext():
            code = _exit_code(arguments)
        sys.stdout.flush()
        return code
    except BaseException:
        traceback.print_exc()
        return 99


def _forget() -> None:
    """Empty the program's caches, as a new process finds them."""
    modules = [module for name, module in sys.modules.items() if name.partition(".")[0] == "handouts"]
    for value in [value for module in modules for value in vars(module).values()]:
        if hasattr(value, "cache_clear"):
            value.cache_clear()


@contextmanager
def _tracing(report: Path) -> Iterator[None]:
    """Write down which files are read and whose code is run, as JSON: "opened", "ran" and "natives" (C modules)."""
    opened, ran, natives = set(), set(), set()

    def opening(event: str, told: tuple[Any, ...]) -> None:
        if event == "open":
            opened.add(str(told[0]))

    def calling(frame: FrameType, event: str, told: Any) -> None:
        if event == "call":
            ran.add(frame.f_code.co_filename)
        elif event == "c_call":
            natives.add(str(getattr(told, "__module__", None) or type(getattr(told, "__self__", None)).__module__))

    sys.addaudithook(opening)
    threading.setprofile(calling)
    sys.setprofile(calling)
    yield
    sys.setprofile(None)
    report.write_text(json.dumps({"opened": sorted(opened), "ran": sorted(ran), "natives": sorted(natives)}))


def _bounded(largest: int = 0, powerless: bool = False, unlisted: str = "") -> None:
    """Bound what this process can do.

    No file grows beyond `largest` bytes, even root obeys a file's mode (`powerless`), and to list the folder `unlisted`
    is an error.
    """
    if largest:
        resource.setrlimit(resource.RLIMIT_FSIZE, (largest, largest))
    if powerless:
        # capset(2): version 3, this process; no capability is left.
        ctypes.CDLL(None).capset((ctypes.c_uint32 * 2)(0x20080522, 0), (ctypes.c_uint32 * 6)())

    def listing(event: str, told: tuple[Any, ...]) -> None:
        if event in ("os.listdir", "os.scandir") and str(told[0]) == unlisted:
            raise AssertionError(f"{unlisted} was listed")

    if unlisted:
        sys.addaudithook(listing)


def _exit_code(arguments: list[str]) -> int:
    from handouts.cli import main

    sys.argv = ["handouts", *arguments]
    try:
        main()
    except SystemExit as end:
        return int(end.code or 0)
    raise AssertionError("the program ends with an exit code")


if __name__ == "__main__":
    serve()
