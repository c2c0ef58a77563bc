"""`handouts import`: a draft article from a page that is there already."""

from datetime import UTC, datetime
from pathlib import Path
from textwrap import shorten

import click

from handouts.cli.building import SOURCES

_RIGHTS = (
    "The text belongs to its publisher. Use it only if you hold the right to; "
    'say by whose leave with --rights "…", or in the article as rights: …'
)
# More lines than a screen holds are better read in the list.
_MOST_SHOWN = 40
_WIDEST = 200


@click.command("import")
@click.argument("page", type=click.Path(path_type=Path))
@click.option("--name", help="Name of the article, by default that of the page.")
@click.option("--rights", default="", help="By whose leave the text is used, such as “With leave of St. Anne’s.”")
def import_(page: Path, name: str | None, rights: str) -> None:
    """Make a draft article in sources/ of PAGE: a saved web page, a pasted text, a Word or Markdown file."""
    from handouts.importing import Terms, import_page, name_for

    terms = Terms(name_for(Path(name or page)), rights, datetime.now(UTC).astimezone().date())
    made = import_page(page, SOURCES, terms)
    loud = [each for each in made.dropped if each.loud]
    click.echo(f"Draft: {made.article}")
    click.echo(f"Left out: {len(made.dropped)} lines, listed in {made.list}")
    if loud:
        click.echo(f"{len(loud)} of them may matter (a number, “call”, “do not”, “if” or a bullet):")
    for each in loud[:_MOST_SHOWN]:
        click.echo(f"  {page}:{each.line}: {each.reason}: {shorten(each.text, _WIDEST, placeholder=' …')}")
    if len(loud) > _MOST_SHOWN:
        click.echo(f"  … and {len(loud) - _MOST_SHOWN} more in the list")
    if not rights:
        click.echo(_RIGHTS)
