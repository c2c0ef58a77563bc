"""Progress on a terminal: how many articles are done, how fast, and how long it will still take."""

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager

import click

Tick = Callable[[Sequence[tuple[str, bool]]], None]


@contextmanager
def progress(total: int, *, shown: bool) -> Iterator[Tick]:
    """Give what prints the lines of one article, errors apart, and moves the bar; without a terminal only the lines."""
    if not shown or not sys.stderr.isatty():
        yield _printed
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (BarColumn(), MofNCompleteColumn(), TextColumn("{task.fields[rate]}"), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total, rate="")

        def tick(lines: Sequence[tuple[str, bool]]) -> None:
            _printed(lines)
            speed = bar.tasks[0].speed
            bar.update(task, advance=1, rate=f"{60 * speed:.0f} a minute" if speed else "")

        yield tick


def _printed(lines: Sequence[tuple[str, bool]]) -> None:
    for line, is_error in lines:
        click.echo(line, err=is_error)
