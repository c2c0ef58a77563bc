"""An engine's process as seen from ours: a server that speaks each utterance in a child process of its own.

At the end of its input the server ends; the system closes that input when our process is killed.
"""

import os
import struct
import subprocess
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from tempfile import TemporaryFile
from threading import Timer
from typing import IO

from handouts.errors import MissingError, OutputError
from handouts.voices._check import Habits
from handouts.voices._exchange import REPLY, REQUEST, Spoken, Verdict

_GRACE = 10.0
"""Seconds beyond an utterance's deadline after which the server itself counts as hung."""

_PARTING = 5.0
"""Seconds that the server has to end by itself."""


@dataclass(frozen=True, slots=True)
class Engine:
    """An engine to serve.

    `start` is "module:function", called in the server with the rate in words a minute, which gives the function that
    speaks one text; when it does not start, `install` is the line to run. `rates` are the slowest and the fastest that
    it speaks, `forks` whether it may be started once and then speak in copies of its process.
    """

    name: str
    start: str
    install: str
    rates: tuple[int, int]
    habits: Habits
    forks: bool = True


@contextmanager
def served(engine: Engine, rate: int, deadline: float) -> Iterator[Callable[[str], Spoken]]:
    """Run a server for `engine` while the context lasts; it starts at once, and nothing waits for it before it speaks.

    The function given raises MissingError when the engine does not start, OutputError when it crashes on an utterance
    or needs more than `deadline` seconds for it.
    """
    with TemporaryFile("a+b") as murmurs, _running(engine, rate, deadline, murmurs) as server:
        started = False

        def utter(text: str) -> Spoken:
            nonlocal started
            with _watched(server, deadline + _GRACE):
                if not started:
                    _await_start(server, engine, murmurs)
                    started = True
                return _spoken(server, engine, text, murmurs)

        yield utter


@contextmanager
def _running(engine: Engine, rate: int, deadline: float, murmurs: IO[bytes]) -> Iterator[subprocess.Popen[bytes]]:
    """The server; what its libraries print goes to `murmurs`. A session of its own keeps Ctrl-C for us alone."""
    mode = "fork" if engine.forks and hasattr(os, "fork") else "spawn"
    command = [sys.executable, "-P", "-m", "handouts.voices._server", engine.start, str(rate), str(deadline), mode]
    settings = {**os.environ, "LC_ALL": "C.UTF-8", "PYTHONUTF8": "1"}
    server = subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=murmurs, env=settings, start_new_session=True
    )
    try:
        yield server
    finally:
        _end(server)


def _end(server: subprocess.Popen[bytes]) -> None:
    """Close the server's input, at which it ends; kill it if it does not."""
    assert server.stdin and server.stdout
    for pipe in (server.stdin, server.stdout):
        with suppress(BrokenPipeError):
            pipe.close()
    with _watched(server, _PARTING):
        server.wait()


@contextmanager
def _watched(server: subprocess.Popen[bytes], seconds: float) -> Iterator[None]:
    """Kill the server after so many seconds, so that no read of ours waits for ever."""
    watch = Timer(seconds, server.kill)
    watch.daemon = True
    watch.start()
    try:
        yield
    finally:
        watch.cancel()


def _await_start(server: subprocess.Popen[bytes], engine: Engine, murmurs: IO[bytes]) -> None:
    verdict, payload = _reply(server)
    if verdict != Verdict.DONE:
        fault = payload.decode(errors="replace") or _last_words(murmurs)
        raise MissingError(f"{engine.name} does not start: {fault}", todo=f"Run: {engine.install}")


def _spoken(server: subprocess.Popen[bytes], engine: Engine, text: str, murmurs: IO[bytes]) -> Spoken:
    assert server.stdin
    request = text.encode()
    with suppress(BrokenPipeError):
        server.stdin.write(REQUEST.pack(len(request)) + request)
        server.stdin.flush()
    verdict, payload = _reply(server)
    if verdict == Verdict.DONE:
        try:
            return Spoken.unpacked(payload)
        except struct.error:
            payload = b"it sent nothing"
    fault = payload.decode(errors="replace") or f"its server is gone; {_last_words(murmurs)}"
    raise failure(engine.name, text, fault)


def _reply(server: subprocess.Popen[bytes]) -> tuple[Verdict, bytes]:
    """The next reply whole, or (FAILED, b"") when the server has gone."""
    assert server.stdout
    head = server.stdout.read(REPLY.size)
    if len(head) < REPLY.size:
        return Verdict.FAILED, b""
    verdict, size = REPLY.unpack(head)
    payload = server.stdout.read(size)
    return (Verdict(verdict), payload) if len(payload) == size else (Verdict.FAILED, b"")


def _last_words(murmurs: IO[bytes]) -> str:
    """The last line that the server's libraries printed."""
    murmurs.seek(0, os.SEEK_END)
    murmurs.seek(max(0, murmurs.tell() - 1000))
    lines = murmurs.read().decode(errors="replace").split("\n")
    return next((line.strip() for line in reversed(lines) if line.strip()), "it said nothing")


def failure(name: str, text: str, fault: str) -> OutputError:
    """The error for an utterance that failed, with the words that cannot be said."""
    excerpt = text if len(text) <= 60 else text[:57] + "…"
    return OutputError(
        f"{name} failed on “{excerpt}”: {fault}.",
        todo="Run it again; if it fails again, word this sentence differently.",
    )
