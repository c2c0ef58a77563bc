"""Many articles in many variants: what is stale is made, by processes as many as are given; none stops the others."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, nullcontext
from dataclasses import dataclass, field, replace
from pathlib import Path
from time import time_ns
from typing import TYPE_CHECKING, Any, Protocol

from handouts.anchor import PAGE
from handouts.batch.owners import orphans_in, parted
from handouts.batch.stamps import sifted, stamped
from handouts.batch.stored import build_at, kept_in
from handouts.errors import HandoutsError, OutputError, SourceError
from handouts.ledger import Entry, Ledger, ledger_in, ledger_read, packed
from handouts.pipeline import HIDDEN, UNFINISHED, Job, Outcome, failed, refusal
from handouts.readers import readers
from handouts.shelf import is_due, write_shelf
from handouts.storage import Place, PlaceType, Stored, files_in, remove
from handouts.variants import Variant

if TYPE_CHECKING:
    from handouts.changes.report import Told

REPORT = "changes.html"
"""The page in the output folder that tells what changed in words."""
_PAGES = {REPORT: "the report of what changed", PAGE: "the patients' shelf"}


class Workers(Protocol):
    """Does jobs, and gives the outcome of each as it is ready, in any order."""

    def outcomes(self, jobs: Sequence[Job], output: Place, known: Mapping[str, Entry]) -> Iterator[tuple[Job, Outcome]]:
        """The outcomes; a job that no worker lived to finish has failed."""


@dataclass(slots=True)
class Batch:
    """What a batch found beside its outcomes: the articles `changed` in words since their last edition, by path.

    `report` is the page that tells of them, if there are any, `unreported` why it could not be written, and `unshelved`
    why the patients' shelf could not. `orphans` are outputs whose article is gone, `lost` is where a broken ledger was
    put.
    """

    changed: "list[Told]" = field(default_factory=list)
    report: Place | None = None
    unreported: OutputError | None = None
    unshelved: HandoutsError | None = None
    orphans: list[Place] = field(default_factory=list)
    lost: Place | None = None


def articles_in(folder: PlaceType) -> list[PlaceType]:
    """Every article of a folder, by name, or SourceError when there is none."""
    found: list[Any] = [path for path in _files(folder) if path.suffix.lower() in readers()]
    if not found:
        todo = f"Put articles there ({', '.join(sorted(readers()))}), or name one on the command line."
        raise SourceError("There are no articles in this folder.", todo=todo, path=folder)
    return found


def _files(folder: Place) -> Sequence[Place]:
    if isinstance(folder, Stored):
        return files_in(folder)
    return [folder / name for name in sorted(os.listdir(folder))] if folder.is_dir() else ()  # noqa: PTH208


def jobs_for(articles: Sequence[Place], variants: Sequence[Variant]) -> list[Job]:
    """Every article in every variant, an article's jobs one after the other: they share its sound."""
    return [Job(article, variant) for article in articles for variant in variants]


def run(jobs: Sequence[Job], output: Place, workers: Workers, batch: Batch | None = None) -> Iterator[Outcome]:
    """Do the jobs and keep the ledger; a job whose outputs would replace those of another article is refused.

    Another batch in the same folder is waited for. What a run that was killed left unfinished is swept away.
    """
    batch, began, opened = batch if batch is not None else Batch(), time_ns(), False
    try:
        with ExitStack() as stack:
            here, ledger = _opened(output, stack)
            opened = True
            batch.lost = output / ledger.lost.relative_to(here) if ledger.lost else None
            known = ledger.in_short()
            sound, refused = parted(jobs, output, known, _PAGES)
            yield from refused
            touched = []
            for job, fresh in sifted(_with_editions(sound, ledger), output, known, ledger):
                if fresh:
                    yield fresh
                else:
                    touched.append(job)
            for job, outcome in workers.outcomes(touched, output, ledger.outputs):
                yield _kept(job, outcome, output, ledger, began)
            _tell(ledger, here, output, batch)
            # What stands in a store is not looked for: the ledger knows that it was put there.
            if is_due(ledger, here / PAGE if isinstance(output, Path) else None):
                batch.unshelved = _shelve(ledger, here, output)
            batch.orphans = [output / path for path in orphans_in(ledger.in_short())]
    except OutputError as error:
        if opened:
            raise
        # Without a place for the ledger nothing is begun.
        yield from _seen(jobs, output, batch, error)


def _seen(jobs: Sequence[Job], output: Place, batch: Batch, error: OutputError) -> Iterator[Outcome]:
    """The outcomes where nothing can be made: what is fresh is fresh nonetheless, and the rest fails for `error`."""
    with ledger_read(output / HIDDEN) if isinstance(output, Path) else nullcontext() as ledger:
        if ledger is None:
            yield from (failed(job, output, error) for job in jobs)
            return
        known = ledger.in_short()
        sound, refused = parted(jobs, output, known, _PAGES)
        yield from refused
        for job, fresh in sifted(_with_editions(sound, ledger), output, known, ledger):
            yield fresh or build_at(job, output, ledger.outputs, refused=error)
        batch.orphans = [output / path for path in orphans_in(known)]


def _opened(output: Place, stack: ExitStack) -> tuple[Path, Ledger]:
    """The folder that is kept here for `output`, and its ledger, held by this process alone; OutputError if neither."""
    try:
        here = stack.enter_context(kept_in(output))
        _sweep(here / HIDDEN / UNFINISHED)
        stack.callback(_sweep, here / HIDDEN / UNFINISHED)
        return here, stack.enter_context(ledger_in(here / HIDDEN))
    except OSError as error:
        raise OutputError("Nothing can be kept here.", todo=refusal(error, output).todo, path=output) from error


def prune(output: Place) -> list[Place]:
    """Take away the outputs whose article is gone; gives their paths. HandoutsError if it or the shelf cannot be."""
    gone: list[Place] = []
    try:
        with kept_in(output) as here, ledger_in(here / HIDDEN) as ledger:
            for path in orphans_in(ledger.in_short()):
                remove(output / path)
                ledger.forget(path)
                gone.append(output / path)
            if gone and (unshelved := _shelve(ledger, here, output)):
                raise unshelved
    except OSError as error:
        raise refusal(error, output) from error
    return gone


def _with_editions(jobs: Sequence[Job], ledger: Ledger) -> list[Job]:
    """The jobs, each with what it needs of the ledger to tell what is new."""
    articles = {job.article for job in jobs if job.variant.options.changes}
    known = {article: packed(ledger.editions(str(article))) for article in articles}
    return [replace(job, editions=known[job.article]) if job.variant.options.changes else job for job in jobs]


def _kept(job: Job, outcome: Outcome, output: Place, ledger: Ledger, began: int) -> Outcome:
    """The outcome, once the ledger knows of it; without that it has failed, and is made again the next time."""
    try:
        with ledger.at_once():
            for result in outcome.results:
                if result.entry:
                    ledger.keep(result.entry)
            if outcome.edition:
                ledger.keep_edition(outcome.edition)
            if stamp := stamped(job, outcome, output, began):
                ledger.keep_stamp(stamp)
    except OSError as error:
        return failed(job, output, refusal(error, output / HIDDEN))
    return outcome


def _tell(ledger: Ledger, here: Path, output: Place, batch: Batch) -> None:
    """Write the report of what changed; if that cannot be, it is told the next time."""
    if not ledger.has_untold():
        return
    from handouts.changes.telling import tell_changes

    try:
        batch.changed = tell_changes(ledger, here / REPORT, here / HIDDEN / UNFINISHED)
        batch.report = output / REPORT if batch.changed else None
    except OSError as error:
        batch.unreported = refusal(error, output / REPORT)


def _shelve(ledger: Ledger, here: Path, output: Place) -> HandoutsError | None:
    """Write the patients' shelf, or tell why it could not be; then it is tried the next time."""
    try:
        write_shelf(ledger, here / PAGE, here / HIDDEN / UNFINISHED)
    except HandoutsError as error:
        return error
    except OSError as error:
        return refusal(error, output / PAGE)
    return None


def _sweep(folder: Path) -> None:
    for left in folder.glob("*") if folder.is_dir() else ():
        left.unlink(missing_ok=True)
