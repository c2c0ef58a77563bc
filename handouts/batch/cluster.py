"""Workers on other machines: those of a Dask cluster. They see the same folders, by the same paths, or the same stores.

An article goes to one worker in all its variants, for they share its sound. What a worker makes is put in place by
itself; only what the ledger has to know comes back. So it does no harm when an article is made twice.
"""

import asyncio
import logging
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import CancelledError
from dataclasses import dataclass, replace
from itertools import islice
from pathlib import Path
from queue import Empty, SimpleQueue
from threading import Lock
from time import monotonic, sleep
from typing import TYPE_CHECKING
from uuid import uuid4

from handouts.batch.stamps import program_digest
from handouts.batch.stored import build_all, renamed, sound_cache
from handouts.errors import HandoutsError, MissingError, OutputError
from handouts.ledger import Entry
from handouts.pipeline import HIDDEN, Job, Jobs, Outcome, by_article, failed, known_of
from handouts.storage import Place

if TYPE_CHECKING:
    from distributed import Client, Future

GREETED = 5.0
LOOKED = 1.0
"""Seconds within which a scheduler has to answer, and between two looks at its workers."""

_ONE = Lock()
"""A process does one article at a time, however many threads its worker has: the engines are not made for more."""


@dataclass(frozen=True, slots=True)
class Cluster:
    """The workers of the scheduler at `address`; if it has none for `patience` seconds, what is left fails."""

    address: str
    patience: float = 30.0

    def outcomes(self, jobs: Sequence[Job], output: Place, known: Mapping[str, Entry]) -> Iterator[tuple[Job, Outcome]]:
        """The outcomes as they are ready. Left early, or interrupted, it takes back what no worker has begun."""
        left = dict.fromkeys(jobs)
        client = None
        try:
            if jobs:
                client = _connected(self.address)
                crew = _Crew(client, _absolute(output), known, self)
                crew.refuse_strangers(jobs)
                for job, outcome in crew.done(by_article(left)):
                    del left[job]
                    there = _absolute(job.article)
                    yield job, renamed(outcome, job, output, there, crew.output)
        except HandoutsError as error:
            for job in left:
                yield job, failed(job, output, error)
        finally:
            if client:
                client.close(timeout=1)


@dataclass(frozen=True, slots=True)
class _Crew:
    """The workers behind one client, at work for one output place."""

    client: "Client"
    output: Place
    known: Mapping[str, Entry]
    cluster: Cluster

    def refuse_strangers(self, jobs: Sequence[Job]) -> None:
        """Raise OutputError if there is no worker, or one that would make other outputs than this machine."""
        began = monotonic()
        while not self._threads():
            if monotonic() - began > self.cluster.patience:
                raise self._deserted()
            sleep(0.2)
        asked = (fault_here, program_digest(), _folders(jobs, self.output))
        faults = self.client.run(*asked, on_error="return")
        try:
            # It takes every job into its hands, and so has to know what one is.
            faults[self.cluster.address] = self.client.run_on_scheduler(*asked[:2], [])
        except Exception as error:
            faults[self.cluster.address] = error
        for address, fault in sorted(faults.items()):
            if fault:
                # What raises does not even know the function.
                told = fault if isinstance(fault, str) else _STRANGER
                raise OutputError(told, todo=_SAME, path=address)

    def done(self, articles: Sequence[Jobs]) -> Iterator[tuple[Job, Outcome]]:
        """The outcomes. A worker's death may be the fault of its neighbour's article: the last try is made alone."""
        deadly = []
        for jobs, outcomes in self._spread(articles):
            if outcomes is None:
                deadly.append(jobs)
            else:
                yield from zip(jobs, outcomes, strict=True)
        for alone in deadly:
            for jobs, outcomes in self._spread([alone]):
                todo = "Build it on one machine, with --jobs 1, to see why."
                error = OutputError("Every worker that made it died.", todo=todo, path=jobs[0].article)
                yield from zip(jobs, outcomes or [failed(job, self.output, error) for job in jobs], strict=True)

    def _spread(self, articles: Sequence[Jobs]) -> Iterator[tuple[Jobs, Sequence[Outcome] | None]]:
        """The outcomes of each article, or None if it killed its workers; two for each thread are out at a time."""
        waiting, ready = iter(articles), SimpleQueue["Future"]()
        running: dict[str, tuple[Jobs, Future]] = {}
        threads, looked = self._threads(), monotonic()
        seen = looked
        while True:
            if monotonic() - looked > LOOKED:
                threads, looked = self._threads(), monotonic()
            seen = looked if threads else seen
            if looked - seen > self.cluster.patience:
                raise self._deserted()
            for jobs in islice(waiting, max(0, 2 * max(threads, 1) - len(running))):
                future = self._begun(jobs)
                running[future.key] = jobs, future
                future.add_done_callback(ready.put)
            if not running:
                return
            if done := _next(ready):
                key, made = done
                jobs, _ = running.pop(key)
                yield jobs, self._told(made, jobs)

    def _begun(self, jobs: Jobs) -> "Future":
        there = tuple(replace(job, article=_absolute(job.article)) for job in jobs)
        key = f"{jobs[0].article.name}-{uuid4().hex}"
        told = known_of(jobs, self.known), program_digest(), _folders(jobs, self.output)
        return self.client.submit(work, there, self.output, *told, key=key, pure=False)

    def _told(self, made: object, jobs: Jobs) -> Sequence[Outcome] | None:
        """What a worker made of an article; None if it died of it. A bug is raised as it was there."""
        from distributed.scheduler import KilledWorker

        if isinstance(made, HandoutsError):
            return [failed(job, self.output, made) for job in jobs]
        if isinstance(made, KilledWorker):
            return None
        if isinstance(made, BaseException):
            raise made
        assert isinstance(made, tuple)
        return made

    def _threads(self) -> int:
        """How many threads all workers have; none if the scheduler is gone, which the futures tell soon after."""
        try:
            return sum(self.client.nthreads().values())
        except OSError:
            return 0

    def _deserted(self) -> OutputError:
        todo = f"Start some: dask worker {self.cluster.address} --nthreads 1"
        return OutputError(f"The scheduler {self.cluster.address} has no workers.", todo=todo)


def work(
    jobs: Jobs, output: Place, known: Mapping[str, Entry], program: str, folders: Sequence[Place]
) -> tuple[Outcome, ...]:
    """In a worker: the outcomes of all jobs of an article. OutputError if its outputs would not be those of others."""
    if fault := fault_here(program, folders):
        raise OutputError(fault, todo=_SAME)
    with _ONE:
        return build_all(jobs, output, known, sound_cache())


def fault_here(program: str, folders: Sequence[Place]) -> str:
    """In a worker: what keeps it from making the same outputs as the machine that asks, or ""."""
    if program_digest() != program:
        return _STRANGER
    unseen = next((folder for folder in folders if isinstance(folder, Path) and not folder.is_dir()), None)
    return f"It does not see the folder {unseen}." if unseen else ""


_STRANGER = "It has another version of handouts, or of a package that handouts uses."
_SAME = "Install the same there as here, share the folders by the same paths, and start it again."


def _folders(jobs: Sequence[Job], output: Place) -> list[Place]:
    """The folders that a worker has to see; that of the outputs is known by its ledger."""
    return list(dict.fromkeys((output / HIDDEN, *(_absolute(job.article).parent for job in jobs))))


def _absolute(place: Place) -> Place:
    return place.absolute() if isinstance(place, Path) else place


def _next(ready: "SimpleQueue[Future]") -> tuple[str, object] | None:
    """The next article that is done, and what came of it: outcomes or an exception; None if nothing did in a second."""
    try:
        future = ready.get(timeout=LOOKED)
    except Empty:
        return None
    if future.status == "error":
        return future.key, future.exception(timeout=GREETED)
    try:
        return future.key, future.result(timeout=LOOKED)
    except TimeoutError:
        # Its worker died before it was fetched; it is being made again elsewhere.
        ready.put(future)
        return None
    except CancelledError as error:
        raise OutputError("The scheduler is gone.", todo="Start it again, then build again.") from error
    except Exception as error:
        # It was made again, and failed.
        return future.key, error


def _connected(address: str) -> "Client":
    """A client of the scheduler; MissingError without the package, OutputError without the scheduler."""
    try:
        from distributed import Client
        from distributed.comm import connect
        from distributed.core import send_recv
    except ImportError as error:
        raise MissingError("A cluster needs Dask.", todo="Run: pip install 'handouts[cluster]'") from error

    async def greet() -> None:
        # A client waits for ever for what listens and never answers, or answers and is no scheduler.
        async with asyncio.timeout(GREETED):
            comm = await connect(address, timeout=GREETED)
            try:
                if (await send_recv(comm, op="identity", reply=True))["type"] != "Scheduler":
                    raise ValueError("another of Dask's processes")
            finally:
                comm.abort()

    # Its own messages are about its inside; what matters here is told as an error of ours.
    for name in logging.root.manager.loggerDict:
        if name.partition(".")[0] == "distributed":
            logging.getLogger(name).setLevel(logging.CRITICAL)
    try:
        asyncio.run(greet())
        return Client(address, timeout=GREETED, set_as_default=False)
    except (OSError, ValueError) as error:
        todo = "Start one with: dask scheduler. It tells its address, such as tcp://10.0.0.5:8786."
        raise OutputError(f"No Dask scheduler answers at {address}.", todo=todo) from error
