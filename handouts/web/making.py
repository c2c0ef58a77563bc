"""Work for processes that can be killed: who asks for what, in which turn, and how far it is.

At most so many processes work at once. Clients take turns, so that one who asks for much makes nobody else wait for
all of it. What two ask for at once is done once; it ends early only when neither wants it any more.
"""

import asyncio
import json
import os
import secrets
import signal
import sys
from collections import OrderedDict, deque
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Any, Literal

MOST_WAITING, MOST_EACH = 400, 80
"""Tasks that may wait in all, and of one client."""
DEADLINES = {"find": 60.0, "describe": 60.0, "draw": 60.0, "judge": 60.0, "packet": 600.0, "make": 1800.0}
"""Seconds after which a process counts as hung; a long article takes minutes with a natural voice."""
QUICK = 2.0
"""Seconds for which a short task goes on that nobody wants any more: to begin a new process would cost more."""
FINISHED = 500
"""Finished tasks that are remembered, for whoever asks late how they ended."""
LINE = 1 << 24
"""Bytes of a line from a worker at most."""

State = Literal["waiting", "working", "done", "failed", "cancelled"]


class BusyError(Exception):
    """Too many tasks wait already."""


@dataclass(eq=False, slots=True)
class Work:
    """One task that was asked for, and how far it is: `part` from 0 to 1 where that is known.

    `answer` is what the worker gave; `fault` what went wrong, with the keys kind, what, todo and where. `wanted` are
    the names under which it was asked for.
    """

    ask: dict[str, Any]
    slow: bool
    wanted: set[str] = field(default_factory=set)
    state: State = "waiting"
    step: str = ""
    part: float | None = None
    answer: dict[str, Any] | None = None
    fault: dict[str, Any] | None = None
    changed: asyncio.Event = field(default_factory=asyncio.Event)
    worker: "_Worker | None" = None

    @property
    def over(self) -> bool:
        """Whether nothing more will happen."""
        return self.state in ("done", "failed", "cancelled")

    def now(self, state: State | None = None, **about: Any) -> None:
        """Note a change, and wake whoever waits for one."""
        self.state = state or self.state
        for name, value in about.items():
            setattr(self, name, value)
        changed, self.changed = self.changed, asyncio.Event()
        changed.set()

    async def ended(self) -> "Work":
        """Wait for its end."""
        while not self.over:
            await self.changed.wait()
        return self


class Crew:
    """`number` processes at work. Tasks that may take long leave one of them free, if there is more than one."""

    def __init__(self, number: int, command: tuple[str, ...] = (sys.executable, "-P", "-m", "handouts.web.worker")):
        self._number, self._command = number, command
        self._turns: OrderedDict[str, deque[Work]] = OrderedDict()
        self._known: dict[str, Work] = {}
        self._tickets: OrderedDict[str, Work] = OrderedDict()
        self._workers: list[_Worker] = []
        self._ending: set[asyncio.Task[None]] = set()
        self._closed = False

    async def __aenter__(self) -> "Crew":
        self._workers = [await _Worker.started(self._command) for _ in range(self._number)]
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closed = True
        for work in list(self._known.values()):
            work.now("cancelled")
        await asyncio.gather(*(worker.kill() for worker in self._workers), *self._ending)

    @property
    def processes(self) -> list[int]:
        """The processes that are there, by their numbers."""
        return [worker.pid for worker in self._workers]

    def ask(self, client: str, *, slow: bool = False, **task: Any) -> tuple[str, Work]:
        """Have a task done for a client; gives a ticket that nobody can guess, and the work. Raises BusyError."""
        key = json.dumps(task, sort_keys=True)
        work = self._known.get(key)
        if work is None:
            mine = self._turns.get(client, ())
            if len(mine) >= MOST_EACH or sum(map(len, self._turns.values())) >= MOST_WAITING:
                raise BusyError
            work = self._known[key] = Work(dict(task), slow)
            self._turns.setdefault(client, deque()).append(work)
        ticket = secrets.token_urlsafe(16)
        work.wanted.add(ticket)
        self._tickets[ticket] = work
        self._forget()
        self._begin()
        return ticket, work

    async def done(self, client: str, **task: Any) -> Work:
        """Have a task done, and wait for it; who stops waiting no longer wants it."""
        ticket, work = self.ask(client, **task)
        try:
            return await work.ended()
        finally:
            self.leave(ticket)

    def work(self, ticket: str) -> Work | None:
        """The work behind a ticket."""
        return self._tickets.get(ticket)

    def before(self, work: Work) -> int:
        """How many tasks will be begun before this one, as it stands now."""
        turns = [list(waiting) for waiting in self._turns.values()]
        place = next(((turn.index(work), at) for at, turn in enumerate(turns) if work in turn), None)
        if place is None:
            return 0
        deep, at = place
        return sum(min(len(turn), deep + (other < at)) if other != at else deep for other, turn in enumerate(turns))

    def leave(self, ticket: str) -> None:
        """Who holds this ticket no longer wants it; what nobody wants is ended, also in the middle."""
        work = self._tickets.pop(ticket, None)
        if work is None:
            return
        work.wanted.discard(ticket)
        if work.state == "working" and not work.slow:
            asyncio.get_running_loop().call_later(QUICK, self._end, work)
        else:
            self._end(work)

    def _end(self, work: Work) -> None:
        """End a task, unless someone wants it."""
        if work.wanted or work.over:
            return
        self._drop(work)
        if work.worker:
            self._replace(work.worker)
        work.now("cancelled")
        self._begin()

    def _drop(self, work: Work) -> None:
        """Take it out of the line and out of what is known."""
        self._known.pop(json.dumps(work.ask, sort_keys=True), None)
        for client, waiting in list(self._turns.items()):
            if work in waiting:
                waiting.remove(work)
            if not waiting:
                del self._turns[client]

    def _forget(self) -> None:
        over = [ticket for ticket, work in self._tickets.items() if work.over]
        for ticket in over[:-FINISHED] if len(over) > FINISHED else ():
            del self._tickets[ticket]

    def _begin(self) -> None:
        """Give work to every process that is free."""
        for worker in [] if self._closed else self._workers:
            if worker.work is None and (work := self._next()):
                worker.work, work.worker = work, worker
                work.now("working")
                self._follow(self._do(worker, work))

    def _next(self) -> Work | None:
        """The first task of the client whose turn it is; slow ones wait while they would take every process."""
        slow = sum(bool(worker.work and worker.work.slow) for worker in self._workers)
        room = slow < max(1, self._number - 1)
        for client, waiting in self._turns.items():
            work = next((each for each in waiting if room or not each.slow), None)
            if work:
                waiting.remove(work)
                self._turns.move_to_end(client)
                if not waiting:
                    del self._turns[client]
                return work
        return None

    async def _do(self, worker: "_Worker", work: Work) -> None:
        deadline = DEADLINES[work.ask["task"]]
        try:
            async with asyncio.timeout(deadline):
                answer = await worker.asked(work.ask, lambda **about: work.now(**about))
            fault = None if "done" in answer else answer["failed"]
        except TimeoutError:
            fault, answer = _fault("This took too long, and was stopped.", "Try again, or tell whoever runs this."), {}
            self._replace(worker)
        except (EOFError, OSError, ValueError):
            fault, answer = _fault("The process at work on this ended.", "Try again, or tell whoever runs this."), {}
            self._replace(worker)
        if not work.over:
            self._drop(work)
            work.now("failed" if fault else "done", fault=fault, answer=answer.get("done"), worker=None)
        worker.work = None
        self._begin()

    def _replace(self, worker: "_Worker") -> None:
        """Kill a process, and start another in its place."""
        if worker not in self._workers:
            return
        self._workers.remove(worker)

        async def renew() -> None:
            await worker.kill()
            if not self._closed:
                self._workers.append(await _Worker.started(self._command))
                self._begin()

        self._follow(renew())

    def _follow(self, coroutine: Any) -> None:
        task = asyncio.get_running_loop().create_task(coroutine)
        self._ending.add(task)
        task.add_done_callback(self._ending.discard)


def _fault(what: str, todo: str) -> dict[str, Any]:
    return {"kind": "OutputError", "what": what, "todo": todo, "where": ""}


class _Worker:
    """One process in a session of its own, so that Ctrl-C is for us alone, and what it starts ends with it."""

    def __init__(self, process: asyncio.subprocess.Process) -> None:
        self._process = process
        self.work: Work | None = None

    @classmethod
    async def started(cls, command: tuple[str, ...]) -> "_Worker":
        """A new one."""
        pipe = asyncio.subprocess.PIPE
        process = await asyncio.create_subprocess_exec(
            *command, stdin=pipe, stdout=pipe, limit=LINE, start_new_session=True
        )
        return cls(process)

    @property
    def pid(self) -> int:
        """Its number in the system."""
        return self._process.pid

    async def asked(self, task: Mapping[str, Any], tell: Callable[..., None]) -> dict[str, Any]:
        """Its answer to a task; steps on the way go to `tell`. Raises EOFError if it ends."""
        assert self._process.stdin and self._process.stdout
        self._process.stdin.write(json.dumps(task).encode() + b"\n")
        await self._process.stdin.drain()
        while line := await self._process.stdout.readline():
            reply: dict[str, Any] = json.loads(line)
            if "done" in reply or "failed" in reply:
                return reply
            if "step" in reply:
                tell(step=reply["step"], part=reply.get("part"))
        raise EOFError

    async def kill(self) -> None:
        """End it at once, and whatever it has started in its session."""
        with suppress(ProcessLookupError):
            if hasattr(os, "killpg"):
                os.killpg(self._process.pid, signal.SIGKILL)
            else:
                self._process.kill()
        await self._process.wait()
