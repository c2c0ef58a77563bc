"""`handouts build` and `handouts list`: the handouts of articles, and what each was made from."""

import json
import os
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from handouts.cli.flags import PLACE, given, option_flags
from handouts.cli.progress import progress
from handouts.errors import SourceError
from handouts.formats import formats
from handouts.options import Options

if TYPE_CHECKING:
    from handouts.batch import Batch, Workers
    from handouts.pipeline import Outcome, Result
    from handouts.storage import Place
    from handouts.variants import Variant

SOURCES = Path("sources")
OUTPUT = Path("output")


@click.command()
@click.argument("articles", nargs=-1, type=PLACE)
@click.option("--sources", type=PLACE, default=SOURCES, show_default=True, help="Folder of articles, or a URL.")
@click.option("--format", "names", multiple=True, type=click.Choice(list(formats())), help="Only this output.")
@click.option("--set", "sets", multiple=True, help="Only this set of handouts.toml.")
@click.option("--output", type=PLACE, default=OUTPUT, show_default=True, help="Folder of outputs, or a URL.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes at work.  [default: one for each core]")
@click.option("--scheduler", metavar="ADDRESS", help="Work on the Dask cluster at tcp://HOST:PORT.")
@click.option("--prune", is_flag=True, help="Take away outputs whose article is gone.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line for each output.")
@option_flags
def build(
    articles: "tuple[Place, ...]",
    sources: "Place",
    names: tuple[str, ...],
    sets: tuple[str, ...],
    output: "Place",
    jobs: int | None,
    scheduler: str | None,
    prune: bool,
    as_json: bool,
    **values: Any,
) -> int:
    """Make the handouts of ARTICLES, or of all articles in the folder of sources, in every set of handouts.toml."""
    from handouts import batch

    workers = chosen_workers(jobs, scheduler)
    variants = chosen_variants(sets, names, given(values))
    todo = batch.jobs_for(articles or batch.articles_in(sources), variants)
    found = batch.Batch()
    tally = Tally()
    with progress(len(todo), shown=not as_json) as tick:
        for outcome in batch.run(todo, output, workers, found):
            tick(tally.add(outcome, as_json))
    if found.lost:
        click.echo(f"The ledger was broken; it was put aside as {found.lost}, and begun anew.", err=True)
    orphans = batch.prune(output) if prune and found.orphans else found.orphans
    for path in orphans:
        click.echo(f"{'Removed' if prune else 'Its article is gone'}: {path}", err=True)
    if orphans and not prune:
        click.echo("Take such outputs away with --prune.", err=True)
    _tell_changes(found, as_json)
    pages = [error for error in (found.unreported, found.unshelved) if error]
    for error in pages:
        click.echo(str(error), err=True)
    if not as_json:
        click.echo(tally.summary())
    return max(tally.worst, *(error.exit_code for error in pages), 0)


def chosen_workers(jobs: int | None, scheduler: str | None) -> "Workers":
    """Processes on this machine, or the workers of a cluster."""
    if scheduler and jobs:
        raise click.UsageError("--jobs is for this machine alone, and --scheduler for a cluster: give one of them.")
    if scheduler:
        from handouts.batch.cluster import Cluster

        return Cluster(scheduler)
    from handouts.batch.local import Local

    return Local(jobs or os.cpu_count() or 1)


def chosen_variants(sets: Sequence[str], names: Sequence[str], values: dict[str, Any]) -> "list[Variant]":
    """The sets that are to be built, each with what the command line gives in place of its own."""
    from handouts.variants import FILE, Variant, variants_in, with_options

    known = variants_in(FILE)
    for name in sets:
        if name not in known:
            todo = f"There are: {', '.join(known)}." if known else "Write one: a line [NAME], and options below it."
            raise SourceError(f"There is no set {name!r}.", todo=todo, path=FILE)
    chosen = [known[name] for name in sets] if sets else list(known.values())
    chosen = chosen or [Variant("", Options(), tuple(formats()))]
    return [with_options(each, values, names) for each in chosen]


def _tell_changes(found: "Batch", as_json: bool) -> None:
    if as_json and found.changed:
        from handouts.changes.report import as_data as told_data

        for told in found.changed:
            click.echo(json.dumps(told_data(told), ensure_ascii=False))
    if found.report and not as_json:
        number = len(found.changed)
        click.echo(f"{number} article{'s' * (number > 1)} changed in words: see {found.report}")


class Tally:
    """What became of the outputs so far, told line by line."""

    def __init__(self) -> None:
        self.worst = 0
        self._statuses: Counter[str] = Counter()
        self._faults: Counter[str] = Counter()
        self._told: set[str] = set()

    def add(self, outcome: "Outcome", as_json: bool) -> list[tuple[str, bool]]:
        """Count an outcome; gives the lines to print, each with whether it tells of an error."""
        lines: list[tuple[str, bool]] = []
        for result in outcome.results:
            self._statuses[result.status] += 1
            if result.error:
                self.worst = max(self.worst, result.error.exit_code)
                self._faults[type(result.error).__name__] += 1
                if str(result.error) not in self._told:
                    self._told.add(str(result.error))
                    lines.append((str(result.error), True))
            if as_json:
                lines.append((json.dumps(as_data(result), ensure_ascii=False), False))
            elif not result.error:
                lines.append((as_line(result), False))
        return lines

    def summary(self) -> str:
        """The counts, and the failures by kind."""
        counts = ", ".join(f"{self._statuses[status]} {status}" for status in ("made", "fresh", "failed"))
        faults = ", ".join(f"{count} {name}" for name, count in sorted(self._faults.items()))
        return f"{counts} ({faults})" if faults else counts


@click.command("list")
@click.option("--output", type=PLACE, default=OUTPUT, show_default=True, help="Folder of outputs, or a URL.")
@click.option("--stale", is_flag=True, help="Only what would be made anew, and why.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line for each output.")
def list_(output: "Place", stale: bool, as_json: bool) -> None:
    """List the outputs: what each was made from, and when."""
    from handouts.batch.listing import listed

    for row in listed(output, stale=stale):
        click.echo(json.dumps(row, ensure_ascii=False) if as_json else _row(row))


def _row(row: dict[str, Any]) -> str:
    told = [row["path"], f"version {row['version']} of {row['revised']}"]
    if row["grade"] is not None:
        told.append(f"grade {row['grade']:.1f}")
    if row["approval"]:
        told.append(f"approved {row['approval']}")
    told.append(f"made {row['made']}")
    return "  ".join(told) + (f"\n    stale: {', '.join(row['stale'])}" if row["stale"] else "")


def as_data(result: "Result") -> dict[str, Any]:
    """A result for --json; `seconds` is the time it took, `length` the seconds of sound."""
    data: dict[str, Any] = {
        "article": str(result.article),
        "format": result.format,
        "path": str(result.path),
        "status": result.status,
        "error": str(result.error) if result.error else None,
        "seconds": round(result.seconds, 3),
    }
    told = {"length": result.made.length, "pages": result.made.pages}
    return data | {name: value for name, value in told.items() if value is not None}


def as_line(result: "Result") -> str:
    """A result for a person."""
    length, pages = result.made.length, result.made.pages
    told = f"{pages} page{'s' * (pages > 1)}" if pages else ""
    if length:
        told = f"{int(length) // 60} min {int(length) % 60:02} s"
    return f"{result.status:<6}{result.seconds:6.1f} s  {result.path}  {told}".rstrip()
