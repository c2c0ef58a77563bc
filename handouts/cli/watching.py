"""`handouts watch`: build again whenever an article is saved, and tell how it reads and what the lock finds."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import click

from handouts.cli.building import OUTPUT, SOURCES, Tally, chosen_variants
from handouts.cli.flags import given, option_flags
from handouts.errors import HandoutsError
from handouts.formats import formats


@click.command()
@click.option("--format", "names", multiple=True, type=click.Choice(list(formats())), help="Only this output.")
@click.option("--set", "sets", multiple=True, help="Only this set of handouts.toml.")
@click.option("--output", type=click.Path(path_type=Path), default=OUTPUT, show_default=True, help="Folder.")
@click.option("--jobs", type=click.IntRange(1, 256), help="Processes at work.  [default: one for each core]")
@option_flags
def watch(names: tuple[str, ...], sets: tuple[str, ...], output: Path, jobs: int | None, **values: Any) -> None:
    """Build all of sources/, then again whenever a file there is saved, until Ctrl-C.

    Each time it tells the grade of the article that was saved, and what the fact lock finds in it.
    """
    from watchfiles import watch as changes

    from handouts import batch
    from handouts.batch.local import Local
    from handouts.variants import FILE

    def rebuild(saved: Sequence[Path]) -> None:
        """Build what is stale; only what was made or failed is told."""
        tally = Tally()
        try:
            todo = batch.jobs_for(batch.articles_in(SOURCES), chosen_variants(sets, names, given(values)))
            for outcome in batch.run(todo, output, Local(jobs or os.cpu_count() or 1)):
                for line, is_error in tally.add(outcome, as_json=False):
                    if is_error or not line.startswith("fresh"):
                        click.echo(line, err=is_error)
            for article in saved:
                click.echo(judged(article))
        except HandoutsError as error:
            click.echo(error, err=True)
        click.echo(f"{tally.summary()}. Waiting for changes in {SOURCES}/; stop with Ctrl-C.")

    rebuild(())
    for seen in changes(SOURCES, *([FILE] if FILE.exists() else ())):
        paths = {Path(os.path.relpath(path)) for _, path in seen}
        rebuild(sorted(path for path in paths if path.suffix == ".md" and path.is_file()))


def judged(article: Path) -> str:
    """How the article reads, and what the lock finds in its plain wordings; HandoutsError if it cannot be read."""
    from handouts.grade import grade
    from handouts.plain import locked, picked
    from handouts.readers import read

    document = read(article)
    lines = []
    for name, version in (("full", document), *((("plain", picked(document)),) if document.plain else ())):
        figures = grade(version).whole
        told = f"Flesch-Kincaid {figures.flesch_kincaid}, SMOG {figures.smog}" if figures else "nothing to grade"
        lines.append(f"{article}: {name}: {told}")
    for _, found in locked(document):
        place = found.plain_line or found.full_line
        lines.append(f"{article}:{place}: {found.severity} ({found.kind}): {found.what}")
    return "\n".join(lines)
