"""Workers on this machine: processes of our own, as many as are asked for."""

import os
import signal
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain, islice
from threading import Thread
from typing import TYPE_CHECKING

from handouts.batch.stored import build_all, build_at
from handouts.errors import OutputError
from handouts.ledger import Entry
from handouts.pipeline import Job, Jobs, Outcome, by_article, failed, known_of
from handouts.storage import Place

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.context import BaseContext

_SHARED = ("handouts.batch.stored", "handouts.grade", "handouts.readers.markdown", "handouts.formats.pdf.make")
"""The modules that nearly every job needs."""

_MOST, _FEWEST = 4, 20
"""Articles of a share at most, and shares for each process at least, so that all end at about the same time."""


@dataclass(frozen=True, slots=True)
class Local:
    """`number` processes; with one, the work is done in this process."""

    number: int

    def outcomes(self, jobs: Sequence[Job], output: Place, known: Mapping[str, Entry]) -> Iterator[tuple[Job, Outcome]]:
        """The outcomes as they are ready. Left early, or interrupted, it kills the processes: nothing is half-made."""
        left = dict.fromkeys(jobs)
        if self.number == 1 or len(by_article(left)) < 2:
            for job in left:
                yield job, build_at(job, output, known)
            return
        from concurrent.futures.process import BrokenProcessPool

        while left:
            try:
                for job, outcome in _pooled(_shares(left, self.number), self.number, output, known):
                    del left[job]
                    yield job, outcome
            except BrokenProcessPool:
                # A process died, and the whole pool with it. What it worked on is among what was begun first.
                for job, outcome in _apart([*chain(*_shares(left, self.number)[: self.number])], output, known):
                    del left[job]
                    yield job, outcome


def _shares(jobs: Iterable[Job], number: int) -> list[Jobs]:
    """The jobs as they are handed out: some articles at a time where there are many, as each time costs."""
    articles = by_article(jobs)
    size = max(1, min(_MOST, len(articles) // (_FEWEST * number)))
    return [tuple(chain(*articles[first : first + size])) for first in range(0, len(articles), size)]


def _pooled(
    shares: Sequence[Jobs], number: int, output: Place, known: Mapping[str, Entry]
) -> Iterator[tuple[Job, Outcome]]:
    """The outcomes of one pool; two shares for each process are out at a time, so that what waits costs nothing."""
    from concurrent.futures import FIRST_COMPLETED, ProcessPoolExecutor, wait

    pool = ProcessPoolExecutor(min(number, len(shares)), _begun_alike(), _begin)
    waiting = iter(shares)
    running: dict[Future[tuple[Outcome, ...]], Jobs] = {}
    try:
        while True:
            for jobs in islice(waiting, 2 * number - len(running)):
                running[pool.submit(build_all, jobs, output, known_of(jobs, known))] = jobs
            if not running:
                return
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                yield from zip(running.pop(future), future.result(), strict=True)
    except BaseException:
        for process in list((pool._processes or {}).values()):
            process.kill()
        raise
    finally:
        pool.shutdown(cancel_futures=True)


def _apart(jobs: Sequence[Job], output: Place, known: Mapping[str, Entry]) -> Iterator[tuple[Job, Outcome]]:
    from concurrent.futures.process import BrokenProcessPool

    for job in jobs:
        try:
            yield from _pooled([(job,)], 1, output, known)
        except BrokenProcessPool:
            todo = "Build it again; if it dies again, tell us."
            yield job, failed(job, output, OutputError("The process at work on it died.", todo=todo, path=job.article))


def _begun_alike() -> "BaseContext":
    """How processes begin: all from one that has imported what each would, where the system can; else each by itself.

    They are not copies of this process, which may have threads.
    """
    import multiprocessing

    if "forkserver" not in multiprocessing.get_all_start_methods():
        return multiprocessing.get_context("spawn")
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["__main__", *_SHARED])
    return context


def _begin() -> None:
    """Let the first process decide: an interrupt from the keyboard reaches all at once, a kill that one alone."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    Thread(target=_follow, daemon=True).start()


def _follow() -> None:
    """End this process when the first one has ended: it may not write into what the next build makes."""
    from multiprocessing import parent_process
    from multiprocessing.connection import wait as wait_for

    first = parent_process()
    if first:
        wait_for([first.sentinel])
        os._exit(1)
