"""`handouts build`: the handouts of articles, with a flag for every option that is declared."""

import json
from collections.abc import Callable
from dataclasses import fields
from pathlib import Path
from typing import Any, TypeVar, get_args

import click

from handouts.batch import articles_in, build_all
from handouts.formats import formats
from handouts.options import Options, about, flag
from handouts.pipeline import Result

SOURCES = Path("sources")
Command = TypeVar("Command", bound=Callable[..., Any])


def with_options(command: Command) -> Command:
    """Add a flag for every option that is declared."""
    for each in reversed(fields(Options)):
        option, whole = about(each), {each.type, *get_args(each.type)}
        if each.type is bool:
            command = click.option(flag(each.name), is_flag=True, help=option.help)(command)
            continue
        kind: click.ParamType[Any] = click.STRING
        if option.choices:
            kind = click.Choice(option.choices)
        elif int in whole:
            kind = click.IntRange(_whole(option.lowest), _whole(option.highest))
        elif float in whole:
            kind = click.FloatRange(option.lowest, option.highest)
        command = click.option(
            flag(each.name), type=kind, default=each.default, help=option.help, show_default=each.default is not None
        )(command)
    return command


def _whole(bound: float | None) -> int | None:
    return None if bound is None else int(bound)


@click.command()
@click.argument("articles", nargs=-1, type=click.Path(path_type=Path))
@click.option("--format", "names", multiple=True, type=click.Choice(list(formats())), help="Only this output.")
@click.option("--output", type=click.Path(path_type=Path), default=Path("output"), show_default=True, help="Folder.")
@click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line for each output.")
@with_options
def build(articles: tuple[Path, ...], names: tuple[str, ...], output: Path, as_json: bool, **values: Any) -> int:
    """Make the handouts of ARTICLES, or of all articles in sources/."""
    kinds = [kind for name, kind in formats().items() if not names or name in names]
    told: set[str] = set()
    counts = {"made": 0, "fresh": 0, "failed": 0}
    worst = 0
    for result in build_all(articles or articles_in(SOURCES), kinds, Options(**values), output):
        counts[result.status] += 1
        worst = max(worst, result.error.exit_code if result.error else 0)
        if result.error and str(result.error) not in told:
            told.add(str(result.error))
            click.echo(result.error, err=True)
        if as_json or not result.error:
            click.echo(json.dumps(as_data(result), ensure_ascii=False) if as_json else as_line(result))
    if not as_json:
        click.echo(", ".join(f"{count} {status}" for status, count in counts.items()))
    return worst


def as_data(result: Result) -> dict[str, Any]:
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


def as_line(result: Result) -> str:
    """A result for a person."""
    length, pages = result.made.length, result.made.pages
    told = f"{pages} pages" if pages else f"{int(length) // 60} min {int(length) % 60:02} s" if length else ""
    return f"{result.status:<6}{result.seconds:6.1f} s  {result.path}  {told}".rstrip()
