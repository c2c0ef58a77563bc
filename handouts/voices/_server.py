"""The server of an engine: starts it, then speaks every utterance in a fresh copy of itself.

`python -m handouts.voices._server MODULE:FUNCTION RATE DEADLINE MODE` serves requests as `_exchange` tells. A copy that
has spoken is never used again, since eSpeak NG's sound depends on what it has spoken before. With the mode "fork" the
copy is a fork, with "spawn" a new interpreter; "once" is the mode of these: speak the text on the standard input.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from importlib import import_module
from math import ceil
from select import select
from time import monotonic
from typing import IO, NoReturn, TypeAlias

from handouts.voices._exchange import REPLY, REQUEST, Spoken, Verdict

Outcome: TypeAlias = tuple[Verdict, bytes]
Utter: TypeAlias = Callable[[str], Spoken]

_CHUNK = 1 << 20

_FAULTY = 70
"""Exit code of a child whose message is a fault (EX_SOFTWARE of sysexits.h)."""


def main(engine: str, rate: str, deadline: str, mode: str) -> None:
    """Serve until the standard input ends."""
    requests, replies = _pipes()
    if mode == "once":
        message, code = _message(lambda text: _started(engine, rate)(text), requests.read().decode())
        replies.write(message)
        replies.flush()
        sys.exit(code)
    if mode == "fork":
        serve_forking(engine, rate, float(deadline), requests, replies)
    else:
        serve_spawning(engine, rate, float(deadline), requests, replies)


def serve_forking(engine: str, rate: str, deadline: float, requests: IO[bytes], replies: IO[bytes]) -> None:
    """Start the engine once, and speak in forks."""
    try:
        utter = _started(engine, rate)
    except Exception as fault:
        _send(replies, (Verdict.FAILED, repr(fault).encode()))
        return
    _send(replies, (Verdict.DONE, b""))
    for text in _texts(requests):
        _send(replies, _forked(utter, text, deadline, requests, replies))


def serve_spawning(engine: str, rate: str, deadline: float, requests: IO[bytes], replies: IO[bytes]) -> None:
    """Speak in new interpreters, each of which starts the engine for itself."""
    _send(replies, (Verdict.DONE, b""))
    for text in _texts(requests):
        _send(replies, _spawned(engine, rate, text, deadline))


def _pipes() -> tuple[IO[bytes], IO[bytes]]:
    """Our pipes, kept for us: what a library reads or prints goes elsewhere."""
    requests, replies = os.fdopen(os.dup(0), "rb", buffering=0), os.fdopen(os.dup(1), "wb")
    nothing = os.open(os.devnull, os.O_RDWR)
    os.dup2(nothing, 0)
    os.dup2(nothing, 1)
    os.close(nothing)
    return requests, replies


def _started(engine: str, rate: str) -> Utter:
    module, _, function = engine.partition(":")
    utter: Utter = getattr(import_module(module), function)(int(rate))
    return utter


def _texts(requests: IO[bytes]) -> Iterator[str]:
    while len(head := _whole(requests, REQUEST.size)) == REQUEST.size:
        (size,) = REQUEST.unpack(head)
        yield _whole(requests, size).decode()


def _whole(pipe: IO[bytes], size: int) -> bytes:
    """`size` bytes, fewer only at the end; nothing beyond them is taken, so that the next request stays to be seen."""
    read = b""
    while len(read) < size and (more := pipe.read(size - len(read))):
        read += more
    return read


def _send(replies: IO[bytes], outcome: Outcome) -> None:
    verdict, payload = outcome
    replies.write(REPLY.pack(verdict, len(payload)) + payload)
    replies.flush()


def _forked(utter: Utter, text: str, deadline: float, requests: IO[bytes], replies: IO[bytes]) -> Outcome:
    """Speak in a fork, which is killed at the deadline, or when whoever asked has gone."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        _speak_and_exit(utter, text, writing, deadline, replies)
    os.close(writing)
    message = None
    try:
        message = _read(reading, deadline, requests)
    finally:
        os.close(reading)
        if message is None:
            os.kill(child, signal.SIGKILL)
        code = os.waitstatus_to_exitcode(os.waitpid(child, 0)[1])
    return _outcome(message, code, deadline)


def _speak_and_exit(utter: Utter, text: str, writing: int, deadline: float, replies: IO[bytes]) -> NoReturn:
    """What a fork does. The alarm ends it even when it hangs and the server is no more."""
    code = _FAULTY
    try:
        signal.alarm(ceil(deadline) + 1)
        os.close(replies.fileno())
        message, code = _message(utter, text)
        with os.fdopen(writing, "wb") as pipe:
            pipe.write(message)
    finally:
        os._exit(code)


def _message(utter: Utter, text: str) -> tuple[bytes, int]:
    """What was spoken, or what went wrong in Python, with the exit code that tells which."""
    try:
        return utter(text).packed(), 0
    except Exception as fault:
        return repr(fault).encode(), _FAULTY


def _read(reading: int, deadline: float, requests: IO[bytes]) -> bytes | None:
    """All that the fork writes, or None if it has not ended by the deadline. Raises SystemExit if nobody waits."""
    end = monotonic() + deadline
    read = bytearray()
    while ready := select([reading, requests.fileno()], [], [], max(0.0, end - monotonic()))[0]:
        if requests.fileno() in ready:
            raise SystemExit
        more = os.read(reading, _CHUNK)
        if not more:
            return bytes(read)
        read += more
    return None


def _spawned(engine: str, rate: str, text: str, deadline: float) -> Outcome:
    """Speak in a new interpreter."""
    command = [sys.executable, "-P", "-m", __spec__.name, engine, rate, str(deadline), "once"]
    try:
        ended = subprocess.run(command, input=text.encode(), stdout=subprocess.PIPE, timeout=deadline)
    except subprocess.TimeoutExpired:
        return _outcome(None, 0, deadline)
    return _outcome(ended.stdout, ended.returncode, deadline)


def _outcome(message: bytes | None, code: int, deadline: float) -> Outcome:
    """The reply for a child that wrote `message` (None: it was killed at the deadline) and ended with `code`."""
    if message is None:
        return Verdict.FAILED, f"it was still at it after {deadline:g} seconds".encode()
    if code == _FAULTY:
        return Verdict.FAILED, message
    if code < 0:
        return Verdict.FAILED, f"it crashed ({signal.strsignal(-code)})".encode()
    if code > 0:
        return Verdict.FAILED, f"it ended with exit code {code}".encode()
    return Verdict.DONE, message


if __name__ == "__main__":
    main(*sys.argv[1:])
    # What libraries do at the end of a process takes time and serves nobody.
    os._exit(0)
