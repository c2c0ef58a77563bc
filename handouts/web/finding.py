"""Which outputs are there: remembered while none of the files they were made from, nor they themselves, were touched.

What is not remembered is asked of a worker, which goes by content. So a restart finds all that was made before it.
"""

import asyncio
import json
from collections import OrderedDict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from handouts.batch.stamps import SETTLED, account
from handouts.errors import HandoutsError
from handouts.options import Options
from handouts.web.making import Crew, Work

REMEMBERED = 5000
"""Outputs; each takes some hundred bytes."""


@dataclass(frozen=True, slots=True)
class Output:
    """One file that is there: `pages` if it is printed, `length` in seconds if it is heard."""

    file: Path
    sha256: str
    pages: int | None
    length: float | None


@dataclass(frozen=True, slots=True)
class _Seen:
    """An output that was there, or was not, when these files were as told."""

    output: Output | None
    files: tuple[tuple[str, Any], ...]

    @property
    def holds(self) -> bool:
        """Whether nothing was touched since."""
        return all(_same(account(path), before) for path, before in self.files)


class TaskError(HandoutsError):
    """What a worker could not do, as it told it."""

    def __init__(self, told: Mapping[str, Any]) -> None:
        super().__init__(told["what"], todo=told["todo"], path=told["where"] or None)
        self.kind: str = told["kind"]


class Finder:
    """Finds the outputs of articles below one output folder, and has them made."""

    def __init__(self, crew: Crew, output: Path) -> None:
        self._crew, self._output = crew, output
        self._seen: OrderedDict[str, _Seen] = OrderedDict()
        self._noting: set[asyncio.Task[None]] = set()

    async def find(
        self, client: str, articles: Sequence[Path], kinds: Iterable[str], options: Options
    ) -> dict[str, Output]:
        """The outputs that are there, by kind; of several articles, their packet. TaskError or BusyError else."""
        remembered = {kind: self._remembered(articles, kind, options) for kind in kinds}
        found = {kind: seen.output for kind, seen in remembered.items() if seen and seen.output}
        unknown = [kind for kind, seen in remembered.items() if seen is None]
        if not unknown:
            return found
        work = await self._crew.done(client, **self._task("find", articles, unknown, options))
        return found | self._noted(work, articles, options)

    def make(self, client: str, articles: Sequence[Path], kind: str, options: Options) -> tuple[str, Work]:
        """Have an output made, if it is not there; gives the ticket and the work. Raises BusyError."""
        slow = "voice" in options.mattering_to(kind)
        ticket, work = self._crew.ask(client, slow=slow, **self._task("make", articles, [kind], options))

        async def note() -> None:
            await work.ended()
            if work.state == "done":
                self._noted(work, articles, options)

        task = asyncio.get_running_loop().create_task(note())
        self._noting.add(task)
        task.add_done_callback(self._noting.discard)
        return ticket, work

    def _task(self, task: str, articles: Sequence[Path], kinds: list[str], options: Options) -> dict[str, Any]:
        about = {"options": asdict(options), "output": str(self._output)}
        if len(articles) > 1:
            return {"task": "packet", "articles": [str(each) for each in articles], "make": task == "make", **about}
        one = {"kinds": kinds} if task == "find" else {"kind": kinds[0]}
        return {"task": task, "article": str(articles[0]), **one, **about}

    def _remembered(self, articles: Sequence[Path], kind: str, options: Options) -> _Seen | None:
        key = _key(articles, kind, options)
        seen = self._seen.get(key)
        if seen is None or not seen.holds:
            self._seen.pop(key, None)
            return None
        self._seen.move_to_end(key)
        return seen

    def _noted(self, work: Work, articles: Sequence[Path], options: Options) -> dict[str, Output]:
        if work.fault:
            raise TaskError(work.fault)
        if work.answer is None:
            raise TaskError({"kind": "", "what": "This was stopped.", "todo": "Try again.", "where": ""})
        answer = work.answer
        inputs = tuple((path, about) for path, about in answer["inputs"])
        # What was touched while it was read, or a moment before, may have changed without a new date.
        settled = all(max(about[1:3]) <= answer["began"] - SETTLED for _, about in inputs if about)
        found: dict[str, Output] = {}
        seen: dict[str, _Seen] = {}
        for kind, told in answer["found"].items():
            found[kind] = Output(Path(told["file"]), told["sha256"], told["pages"], told["length"])
            seen[kind] = _Seen(found[kind], ((told["file"], told["account"]), *inputs))
        for kind, files in answer.get("absent", {}).items():
            seen[kind] = _Seen(None, (*((path, about) for path, about in files), *inputs))
        for kind in seen if settled else ():
            self._seen[_key(articles, kind, options)] = seen[kind]
        while len(self._seen) > REMEMBERED:
            self._seen.popitem(last=False)
        return found


def _key(articles: Sequence[Path], kind: str, options: Options) -> str:
    return json.dumps([[str(each) for each in articles], kind, options.mattering_to(kind)])


def _same(now: tuple[int, ...] | None, before: list[int] | None) -> bool:
    """Whether two accounts are one; that of a worker came as a list."""
    return (None if now is None else list(now)) == before
