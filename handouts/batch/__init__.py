"""Many articles in many variants: what is stale is made, by processes as many as are given; none stops the others."""

from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack
from dataclasses import dataclass, field
from pathlib import Path
from typing import Protocol

from handouts.batch.locked import alone_in
from handouts.errors import OutputError, SourceError
from handouts.ledger import Edition, Entry, Ledger, ledger_in
from handouts.pipeline import HIDDEN, UNFINISHED, Job, Outcome, failed, refusal, targets_of
from handouts.readers import readers
from handouts.variants import Variant


class Workers(Protocol):
    """Does jobs, and gives the outcome of each as it is ready, in any order."""

    def outcomes(self, jobs: Sequence[Job], output: Path, known: Mapping[str, Entry]) -> Iterator[tuple[Job, Outcome]]:
        """The outcomes; a job that no worker lived to finish has failed."""


@dataclass(slots=True)
class Batch:
    """What a batch found beside its outcomes: the articles `changed` since their last edition, outputs `gone` astray.

    `orphans` are outputs whose article is gone, `lost` is where a broken ledger was put.
    """

    changed: list[tuple[Edition, Edition]] = field(default_factory=list)
    orphans: list[Path] = field(default_factory=list)
    lost: Path | None = None


def articles_in(folder: Path) -> list[Path]:
    """Every article of a folder, by name, or SourceError when there is none."""
    found = sorted(path for path in folder.glob("*") if path.suffix.lower() in readers()) if folder.is_dir() else []
    if not found:
        todo = f"Put articles there ({', '.join(sorted(readers()))}), or name one on the command line."
        raise SourceError("There are no articles in this folder.", todo=todo, path=folder)
    return found


def jobs_for(articles: Sequence[Path], variants: Sequence[Variant]) -> list[Job]:
    """Every article in every variant, an article's jobs one after the other: they share its sound."""
    return [Job(article, variant) for article in articles for variant in variants]


def run(jobs: Sequence[Job], output: Path, workers: Workers, batch: Batch | None = None) -> Iterator[Outcome]:
    """Do the jobs and keep the ledger; a job whose outputs would replace those of another article is refused.

    Another batch in the same folder is waited for. What a run that was killed left unfinished is swept away.
    """
    batch = batch if batch is not None else Batch()
    try:
        with ExitStack() as stack:
            ledger = _opened(output / HIDDEN, stack)
            batch.lost = ledger.lost
            known = {entry.path: entry for entry in ledger.entries()}
            sound, refused = _parted(jobs, output, known)
            yield from refused
            for job, outcome in workers.outcomes(sound, output, known):
                yield _kept(job, outcome, output, ledger, batch)
            batch.orphans = [output / entry.path for entry in orphans_of(ledger)]
    except OutputError as error:
        # Without a place for the ledger nothing is begun.
        for job in jobs:
            yield failed(job, output, error)


def _opened(hidden: Path, stack: ExitStack) -> Ledger:
    """The ledger, held by this process alone; OutputError if it cannot be written."""
    try:
        stack.enter_context(alone_in(hidden))
        _sweep(hidden / UNFINISHED)
        return stack.enter_context(ledger_in(hidden))
    except OSError as error:
        raise refusal(error, hidden) from error


def orphans_of(ledger: Ledger) -> list[Entry]:
    """The outputs whose article is gone."""
    return [entry for entry in ledger.entries() if not Path(entry.article).exists()]


def prune(output: Path) -> list[Path]:
    """Take away the outputs whose article is gone; gives their paths."""
    gone = []
    with alone_in(output / HIDDEN), ledger_in(output / HIDDEN) as ledger:
        for entry in orphans_of(ledger):
            (output / entry.path).unlink(missing_ok=True)
            ledger.forget(entry.path)
            gone.append(output / entry.path)
    return gone


def _parted(jobs: Sequence[Job], output: Path, known: Mapping[str, Entry]) -> tuple[list[Job], list[Outcome]]:
    """The jobs to do, and the outcomes of those whose outputs belong to another article."""
    sound, refused = [], []
    owners = {output / path: Path(entry.article) for path, entry in known.items()}
    owners = {target: article for target, article in owners.items() if article.exists()}
    for job in jobs:
        targets = targets_of(job, output)
        first = next((owners[target] for target in targets if not _same(owners.get(target), job.article)), None)
        if first is None:
            sound.append(job)
            owners |= dict.fromkeys(targets, job.article)
            continue
        todo = "Give one of them another file name."
        error = SourceError(f"Its outputs would replace those of {first}.", todo=todo, path=job.article)
        refused.append(failed(job, output, error))
    return sound, refused


def _same(owner: Path | None, article: Path) -> bool:
    return owner is None or owner == article or owner.resolve() == article.resolve()


def _kept(job: Job, outcome: Outcome, output: Path, ledger: Ledger, batch: Batch) -> Outcome:
    """The outcome, once the ledger knows of it; without that it has failed, and is made again the next time."""
    try:
        for result in outcome.results:
            if result.entry:
                ledger.keep(result.entry)
        if edition := outcome.edition:
            before = ledger.edition(edition.article)
            if before and before.digest != edition.digest:
                batch.changed.append((before, edition))
            ledger.keep_edition(edition)
    except OSError as error:
        return failed(job, output, refusal(error, output / HIDDEN))
    return outcome


def _sweep(folder: Path) -> None:
    for left in folder.glob("*") if folder.is_dir() else ():
        left.unlink(missing_ok=True)
