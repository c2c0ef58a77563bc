"""Many articles in many variants: what is stale is made, by processes as many as are given; none stops the others."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field, replace
from pathlib import Path, PurePath
from time import time_ns
from typing import TYPE_CHECKING, Any, Protocol

from handouts.batch.stamps import stamped, untouched
from handouts.batch.stored import kept_in, standing
from handouts.errors import OutputError, SourceError
from handouts.ledger import Entry, Ledger, ledger_in, packed
from handouts.pipeline import HIDDEN, UNFINISHED, Job, Outcome, failed, refusal, targets_of
from handouts.readers import readers
from handouts.storage import Place, PlaceType, Stored, files_in, place_of, remove
from handouts.variants import Variant

if TYPE_CHECKING:
    from handouts.changes.report import Told

REPORT = "changes.html"
"""The page in the output folder that tells what changed in words."""


class Workers(Protocol):
    """Does jobs, and gives the outcome of each as it is ready, in any order."""

    def outcomes(self, jobs: Sequence[Job], output: Place, known: Mapping[str, Entry]) -> Iterator[tuple[Job, Outcome]]:
        """The outcomes; a job that no worker lived to finish has failed."""


@dataclass(slots=True)
class Batch:
    """What a batch found beside its outcomes: the articles `changed` in words since their last edition, by path.

    `report` is the page that tells of them, if there are any, `unreported` why it could not be written. `orphans` are
    outputs whose article is gone, `lost` is where a broken ledger was put.
    """

    changed: "list[Told]" = field(default_factory=list)
    report: Place | None = None
    unreported: OutputError | None = None
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
    return sorted(folder.glob("*")) if folder.is_dir() else ()


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
            known = {entry.path: entry for entry in ledger.entries()}
            sound, refused = _parted(jobs, output, known)
            yield from refused
            touched = []
            for job in _with_editions(sound, ledger):
                if outcome := untouched(job, output, known, ledger):
                    yield outcome
                else:
                    touched.append(job)
            for job, outcome in workers.outcomes(touched, output, known):
                yield _kept(job, outcome, output, ledger, began)
            _tell(ledger, here, output, batch)
            batch.orphans = [output / entry.path for entry in orphans_of(ledger)]
    except OutputError as error:
        if opened:
            raise
        # Without a place for the ledger nothing is begun.
        for job in jobs:
            yield failed(job, output, error)


def _opened(output: Place, stack: ExitStack) -> tuple[Path, Ledger]:
    """The folder that is kept here for `output`, and its ledger, held by this process alone; OutputError if neither."""
    try:
        here = stack.enter_context(kept_in(output))
        _sweep(here / HIDDEN / UNFINISHED)
        stack.callback(_sweep, here / HIDDEN / UNFINISHED)
        return here, stack.enter_context(ledger_in(here / HIDDEN))
    except OSError as error:
        raise refusal(error, output / HIDDEN) from error


def orphans_of(ledger: Ledger) -> list[Entry]:
    """The outputs whose article is gone; no path of a ledger from elsewhere leads out of the output folder."""
    entries = [entry for entry in ledger.entries() if _stays(entry.path)]
    there = standing(entry.article for entry in entries)
    return [entry for entry in entries if entry.article not in there]


def _stays(path: str) -> bool:
    return not PurePath(path).is_absolute() and ".." not in PurePath(path).parts


def prune(output: Place) -> list[Place]:
    """Take away the outputs whose article is gone; gives their paths."""
    gone: list[Place] = []
    with kept_in(output) as here, ledger_in(here / HIDDEN) as ledger:
        for entry in orphans_of(ledger):
            remove(output / entry.path)
            ledger.forget(entry.path)
            gone.append(output / entry.path)
    return gone


def _parted(jobs: Sequence[Job], output: Place, known: Mapping[str, Entry]) -> tuple[list[Job], list[Outcome]]:
    """The jobs to do, and the outcomes of those whose outputs belong to another article."""
    sound, refused = [], []
    there = standing(entry.article for entry in known.values())
    owners = {output / path: place_of(entry.article) for path, entry in known.items() if entry.article in there}
    for job in jobs:
        targets = targets_of(job, output)
        if output / REPORT in targets:
            todo = "Give the article another file name."
            error = SourceError("Its output would replace the report of what changed.", todo=todo, path=job.article)
            refused.append(failed(job, output, error))
            continue
        first = next((owners[target] for target in targets if not _same(owners.get(target), job.article)), None)
        if first is None:
            sound.append(job)
            owners |= dict.fromkeys(targets, job.article)
            continue
        todo = "Give one of them another file name."
        error = SourceError(f"Its outputs would replace those of {first}.", todo=todo, path=job.article)
        refused.append(failed(job, output, error))
    return sound, refused


def _same(owner: Place | None, article: Place) -> bool:
    if owner is None or owner == article:
        return True
    return isinstance(owner, Path) and isinstance(article, Path) and owner.resolve() == article.resolve()


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


def _sweep(folder: Path) -> None:
    for left in folder.glob("*") if folder.is_dir() else ():
        left.unlink(missing_ok=True)
