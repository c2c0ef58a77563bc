"""Workers on this machine: processes of our own, as many as are asked for."""

import signal
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from multiprocessing import get_context
from pathlib import Path

from handouts.errors import OutputError
from handouts.ledger import Entry
from handouts.pipeline import Job, Outcome, build, failed, known_of


@dataclass(frozen=True, slots=True)
class Local:
    """`number` processes; with one, the work is done in this process."""

    number: int

    def outcomes(self, jobs: Sequence[Job], output: Path, known: Mapping[str, Entry]) -> Iterator[tuple[Job, Outcome]]:
        """The outcomes as they are ready. Left early, or interrupted, it kills the processes: nothing is half-made."""
        if self.number == 1 or len(jobs) < 2:
            for job in jobs:
                yield job, build(job, output, known_of(job, output, known))
            return
        done: set[Job] = set()
        try:
            for job, outcome in _pooled(jobs, self.number, output, known):
                done.add(job)
                yield job, outcome
        except BrokenProcessPool:
            # One of the jobs killed its process, and with it the whole pool: each goes on in a process of its own.
            yield from _apart([job for job in jobs if job not in done], output, known)


def _pooled(
    jobs: Sequence[Job], number: int, output: Path, known: Mapping[str, Entry]
) -> Iterator[tuple[Job, Outcome]]:
    pool = ProcessPoolExecutor(min(number, len(jobs)), get_context("spawn"), _deaf)
    try:
        running: dict[Future[Outcome], Job] = {}
        for job in jobs:
            running[pool.submit(build, job, output, known_of(job, output, known))] = job
        while running:
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield running.pop(future), future.result()
    except BaseException:
        for process in list((pool._processes or {}).values()):
            process.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _apart(jobs: Sequence[Job], output: Path, known: Mapping[str, Entry]) -> Iterator[tuple[Job, Outcome]]:
    for job in jobs:
        try:
            yield from _pooled([job], 1, output, known)
        except BrokenProcessPool:
            todo = "Build it again; if it dies again, tell us."
            yield job, failed(job, output, OutputError("The process at work on it died.", todo=todo, path=job.article))


def _deaf() -> None:
    """An interrupt from the keyboard reaches all processes at once; the first one decides."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
