"""Workers on this machine: processes of our own, as many as are asked for."""

import os
import signal
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from itertools import islice
from multiprocessing import get_context, parent_process
from multiprocessing.connection import wait as wait_for
from threading import Thread

from handouts.batch.stored import build_at
from handouts.errors import OutputError
from handouts.ledger import Entry
from handouts.pipeline import Job, Outcome, failed, known_of
from handouts.storage import Place


@dataclass(frozen=True, slots=True)
class Local:
    """`number` processes; with one, the work is done in this process."""

    number: int

    def outcomes(self, jobs: Sequence[Job], output: Place, known: Mapping[str, Entry]) -> Iterator[tuple[Job, Outcome]]:
        """The outcomes as they are ready. Left early, or interrupted, it kills the processes: nothing is half-made."""
        if self.number == 1 or len(jobs) < 2:
            for job in jobs:
                yield job, build_at(job, output, known_of(job, output, known))
            return
        left = dict.fromkeys(jobs)
        while left:
            try:
                for job, outcome in _pooled(list(left), self.number, output, known):
                    del left[job]
                    yield job, outcome
            except BrokenProcessPool:
                # A process died, and the whole pool with it. What it worked on is among the jobs that were begun first.
                begun = list(islice(left, self.number))
                for job, outcome in _apart(begun, output, known):
                    del left[job]
                    yield job, outcome


def _pooled(
    jobs: Sequence[Job], number: int, output: Place, known: Mapping[str, Entry]
) -> Iterator[tuple[Job, Outcome]]:
    pool = ProcessPoolExecutor(min(number, len(jobs)), get_context("spawn"), _begin)
    try:
        running: dict[Future[Outcome], Job] = {}
        for job in jobs:
            running[pool.submit(build_at, job, output, known_of(job, output, known))] = job
        while running:
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(future), future.result()
    except BaseException:
        for process in list((pool._processes or {}).values()):
            process.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _apart(jobs: Sequence[Job], output: Place, known: Mapping[str, Entry]) -> Iterator[tuple[Job, Outcome]]:
    for job in jobs:
        try:
            yield from _pooled([job], 1, output, known)
        except BrokenProcessPool:
            todo = "Build it again; if it dies again, tell us."
            yield job, failed(job, output, OutputError("The process at work on it died.", todo=todo, path=job.article))


def _begin() -> None:
    """Let the first process decide: an interrupt from the keyboard reaches all at once, a kill that one alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    """End this process when the first one has ended: it may not write into what the next build makes."""
    first = parent_process()
    if first:
        wait_for([first.sentinel])
        os._exit(1)
