"""Turns, limits and ends of what the page has made: with processes that wait until they are told to go on."""

import asyncio
import os
import sys
import time
from collections.abc import Awaitable, Callable
from pathlib import Path

import pytest

from handouts.web import making
from handouts.web.making import BusyError, Crew, Work

WORKER = Path(__file__).with_name("web_slow_worker.py")


def alive(process: int) -> bool:
    try:
        os.kill(process, 0)
    except ProcessLookupError:
        return False
    # What has ended and was not yet waited for is no longer at work.
    return "Z" not in Path(f"/proc/{process}/stat").read_text().rpartition(")")[2].split()[0]


class Bench:
    """A crew whose workers are held up until `go` lets a task end."""

    def __init__(self, crew: Crew, folder: Path) -> None:
        self.crew, self.folder = crew, folder

    def ask(self, client: str, name: str, *, slow: bool = False) -> tuple[str, Work]:
        return self.crew.ask(client, slow=slow, task="make", name=name)

    def go(self, *names: str) -> None:
        for name in names:
            (self.folder / name).touch()

    @property
    def begun(self) -> list[list[str]]:
        file = self.folder / "begun"
        return [line.split() for line in file.read_text().splitlines()] if file.exists() else []

    async def until(self, done: Callable[[], bool]) -> None:
        async with asyncio.timeout(60):
            while not done():
                await asyncio.sleep(0.01)

    async def begins(self, name: str) -> list[int]:
        """Wait for a task's begin; gives the processes that are at work on it."""
        await self.until(lambda: any(line[0] == name for line in self.begun))
        return next([int(number) for number in line[1:]] for line in self.begun if line[0] == name)


def tried(folder: Path, number: int, test: Callable[[Bench], Awaitable[None]]) -> None:
    async def run() -> None:
        async with Crew(number, (sys.executable, str(WORKER), str(folder))) as crew:
            await test(Bench(crew, folder))

    asyncio.run(run())


def test_two_clients_take_turns(tmp_path: Path) -> None:
    async def test(bench: Bench) -> None:
        names = [f"a{number}" for number in range(5)]
        works = [bench.ask("greedy", name)[1] for name in names]
        await bench.begins("a0")
        late = [bench.ask("late", name)[1] for name in ("b0", "b1")]
        assert [bench.crew.before(work) for work in (*works[1:], *late)] == [0, 2, 4, 5, 1, 3]
        bench.go(*names, "b0", "b1")
        await asyncio.gather(*(work.ended() for work in (*works, *late)))
        assert [line[0] for line in bench.begun] == ["a0", "a1", "b0", "a2", "b1", "a3", "a4"]

    tried(tmp_path, 1, test)


def test_the_same_asked_twice_is_done_once_and_ends_when_nobody_wants_it(tmp_path: Path) -> None:
    async def test(bench: Bench) -> None:
        (one, work), (other, same) = bench.ask("a", "x", slow=True), bench.ask("b", "x", slow=True)
        assert work is same and one != other
        processes = await bench.begins("x")
        bench.crew.leave(one)
        assert work.state == "working" and all(map(alive, processes))
        bench.crew.leave(other)
        assert same.state == "cancelled"
        await bench.until(lambda: not any(map(alive, processes)))
        # Another process has taken the place of the one that was killed.
        _, next_ = bench.ask("a", "y")
        bench.go("y")
        assert (await next_.ended()).answer == {"name": "y"}
        assert len(bench.begun) == 2

    tried(tmp_path, 1, test)


def test_a_short_task_that_nobody_wants_goes_on_for_a_moment(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "QUICK", 0.05)

    async def test(bench: Bench) -> None:
        ticket, work = bench.ask("a", "x")
        processes = await bench.begins("x")
        bench.crew.leave(ticket)
        assert work.state == "working"
        # Who asks for it meanwhile has it; without anybody it ends.
        ticket, same = bench.ask("b", "x")
        assert same is work
        await asyncio.sleep(0.2)
        assert work.state == "working" and all(map(alive, processes))
        bench.crew.leave(ticket)
        assert (await same.ended()).state == "cancelled"
        await bench.until(lambda: not any(map(alive, processes)))

    tried(tmp_path, 1, test)


def test_what_waits_can_be_taken_back_before_it_begins(tmp_path: Path) -> None:
    async def test(bench: Bench) -> None:
        bench.ask("a", "x")
        await bench.begins("x")
        ticket, work = bench.ask("a", "y")
        bench.crew.leave(ticket)
        _, last = bench.ask("a", "z")
        bench.go("x", "y", "z")
        await last.ended()
        assert work.state == "cancelled" and [line[0] for line in bench.begun] == ["x", "z"]

    tried(tmp_path, 1, test)


def test_at_most_so_many_at_once_and_slow_ones_leave_one_free(tmp_path: Path) -> None:
    async def test(bench: Bench) -> None:
        slow = [bench.ask("a", f"slow{number}", slow=True)[1] for number in range(4)]
        await bench.begins("slow0")
        await bench.begins("slow1")
        _, quick = bench.ask("a", "quick")
        await bench.begins("quick")
        bench.ask("b", "more")
        assert [work.state for work in slow] == ["working", "working", "waiting", "waiting"]
        assert len(bench.crew.processes) == 3 and len(bench.begun) == 3
        bench.go("quick", "more")
        await quick.ended()

    tried(tmp_path, 3, test)


def test_the_line_is_bounded_for_each_and_for_all(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(making, "MOST_EACH", 3)
    monkeypatch.setattr(making, "MOST_WAITING", 5)

    async def test(bench: Bench) -> None:
        bench.ask("a", "first")
        await bench.begins("first")
        for number in range(3):
            bench.ask("a", f"a{number}")
        with pytest.raises(BusyError):
            bench.ask("a", "a3")
        bench.ask("b", "b0")
        bench.ask("b", "b1")
        with pytest.raises(BusyError):
            bench.ask("c", "c0")
        bench.ask("c", "b1")  # what waits already takes no room

    tried(tmp_path, 1, test)


def test_a_worker_that_dies_is_told_of_and_replaced(tmp_path: Path) -> None:
    async def test(bench: Bench) -> None:
        work = await bench.crew.done("a", task="describe")
        assert work.state == "failed" and work.fault and "ended" in work.fault["what"]
        bench.go("x")
        assert (await bench.crew.done("a", task="make", name="x")).state == "done"

    tried(tmp_path, 1, test)


def test_what_hangs_is_stopped(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(making.DEADLINES, "make", 1.0)

    async def test(bench: Bench) -> None:
        work = await bench.crew.done("a", task="make", name="x")
        assert work.state == "failed" and work.fault and "too long" in work.fault["what"]
        await bench.until(lambda: not any(alive(int(process)) for process in bench.begun[0][1:]))

    tried(tmp_path, 1, test)


def test_at_the_end_no_process_is_left(tmp_path: Path) -> None:
    left: list[int] = []

    async def test(bench: Bench) -> None:
        bench.ask("a", "x")
        left.extend(await bench.begins("x"))

    tried(tmp_path, 2, test)
    assert left
    while any(map(alive, left)):
        time.sleep(0.01)
