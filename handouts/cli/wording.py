"""The commands that judge and mend an article's words: its grade, its plain wordings, their approval, suggestions."""

import json
from collections.abc import Callable, Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import click

from handouts.cli.building import SOURCES
from handouts.document import Document
from handouts.errors import FactError, HandoutsError

Judge = Callable[[Document], tuple[dict[str, Any], str, int]]
"""Takes an article; gives the data, the text for a person, and an exit code."""


def _each(articles: tuple[Path, ...], as_json: bool, judge: Judge) -> int:
    """Print what `judge` says of each article; one that cannot be judged stops no other. The worst exit code."""
    from handouts.batch import articles_in
    from handouts.readers import read

    worst = 0
    for article in articles or articles_in(SOURCES):
        try:
            data, text, code = judge(read(article))
        except HandoutsError as error:
            worst = max(worst, error.exit_code)
            click.echo(error, err=True)
            continue
        worst = max(worst, code)
        click.echo(json.dumps(data, ensure_ascii=False) if as_json else text)
    return worst


_ARTICLES = click.argument("articles", nargs=-1, type=click.Path(path_type=Path))
_ARTICLE = click.argument("article", type=click.Path(path_type=Path))
_JSON = click.option("--json", "as_json", is_flag=True, help="Print one JSON object a line for each article.")


@click.command()
@_ARTICLES
@_JSON
@click.option("--checklist", is_flag=True, help="Print all of PEMAT-P and the CDC Index, for a person to finish.")
@click.option("--table", is_flag=True, help="Print only a line of Markdown for each article.")
def grade(articles: tuple[Path, ...], as_json: bool, checklist: bool, table: bool) -> int:
    """Measure how hard ARTICLES, or all articles in sources/, are to read: full version and plain version.

    With a pre-score of PEMAT-P and the CDC Clear Communication Index: what a machine can judge of them.
    """
    from handouts import grade as readability
    from handouts import literacy
    from handouts.plain import picked

    def judge(document: Document) -> tuple[dict[str, Any], str, int]:
        simple = picked(document)
        full, plain = readability.grade(document), readability.grade(simple) if document.plain else None
        if table:
            return {}, readability.row(full, plain), 0
        score = literacy.prescore(simple)
        data = {
            **readability.to_dict(full),
            "plain": readability.to_dict(plain) if plain else None,
            "prescore": literacy.to_dict(score),
        }
        told = literacy.report(score) if checklist else f"{readability.report(full, plain)}\n{literacy.summary(score)}"
        return data, told, 0

    if table:
        click.echo(readability.TABLE_HEAD)
    return _each(articles, as_json, judge)


@click.command()
@_ARTICLES
@_JSON
def lock(articles: tuple[Path, ...], as_json: bool) -> int:
    """Compare each plain wording with its full text: what fact was lost, added or changed. Exit 5 when one was."""
    from handouts.plain import locked

    def judge(document: Document) -> tuple[dict[str, Any], str, int]:
        found = [finding for _, finding in locked(document)]
        data = {
            "article": str(document.path),
            "pairs": len(document.plain),
            "findings": [_data(each) for each in found],
        }
        worst = FactError.exit_code if any(each.severity == "error" for each in found) else 0
        return data, "\n".join(_told(document, each) for each in found) or f"{document.path}: no findings", worst

    return _each(articles, as_json, judge)


def _data(finding: Any) -> dict[str, Any]:
    return {
        "kind": finding.kind,
        "severity": finding.severity,
        "what": finding.what,
        "full_line": finding.full_line,
        "plain_line": finding.plain_line,
        "full": finding.full,
        "plain": finding.plain,
    }


def _told(document: Document, finding: Any) -> str:
    return (
        f"{document.path}: {finding.severity} ({finding.kind}): {finding.what}\n"
        f"  full, line {finding.full_line}: {finding.full or '(nothing)'}\n"
        f"  plain, line {finding.plain_line}: {finding.plain or '(nothing)'}"
    )


@click.command()
@_ARTICLE
@click.option("--by", required=True, help="Name of the person who read both versions and approves the plain one.")
@click.option("--on", type=click.DateTime(["%Y-%m-%d"]), help="Day of the approval; today unless given.")
def approve(article: Path, by: str, on: datetime | None) -> int:
    """Record that every plain wording of ARTICLE is approved as it stands, in NAME.lock beside it."""
    from handouts import approval
    from handouts.plain import refuse_changed_facts
    from handouts.readers import read

    document = read(article)
    refuse_changed_facts(document)
    new = approval.approve(document, by, (on or datetime.now(UTC)).date())
    kept = len(document.plain) - len(new)
    click.echo(f"{approval.lock_path(article)}: {len(new)} newly approved by {by}, {kept} approved before")
    return 0


@click.command()
@_ARTICLES
@_JSON
def status(articles: tuple[Path, ...], as_json: bool) -> int:
    """Tell which plain wordings are approved, and how the texts of those that lapsed have changed since."""
    from handouts.approval import read_approvals, standings

    def judge(document: Document) -> tuple[dict[str, Any], str, int]:
        found = standings(document, read_approvals(document.path))
        passages = [
            {
                "line": each.plain.line,
                "state": each.state,
                "by": each.approval.by if each.approval else None,
                "on": each.approval.on.isoformat() if each.approval else None,
                "difference": each.difference or None,
            }
            for each in found
        ]
        return {"article": str(document.path), "passages": passages}, "\n".join(_standing_lines(document, passages)), 0

    return _each(articles, as_json, judge)


def _standing_lines(document: Document, passages: list[dict[str, Any]]) -> Iterator[str]:
    counts = [sum(each["state"] == state for each in passages) for state in ("approved", "lapsed", "missing")]
    yield "{}: {} plain wordings: {} approved, {} lapsed, {} not yet approved".format(
        *(document.path, len(passages), *counts)
    )
    for each in passages:
        if each["state"] == "approved":
            yield f"  line {each['line']}: approved by {each['by']}, {each['on']}"
        elif each["state"] == "lapsed":
            yield f"  line {each['line']}: lapsed; {each['by']} approved another wording, {each['on']}"
            yield from (f"    {line}" for line in each["difference"].splitlines())
        else:
            yield f"  line {each['line']}: not yet approved"


@click.command()
@_ARTICLE
@_JSON
@click.option("--apply", "numbers", help="Apply these suggestions to the file, such as 2,5; the fact lock guards them.")
def suggest(article: Path, as_json: bool, numbers: str | None) -> int:
    """List what would make ARTICLE easier to read; nothing is changed without --apply."""
    from handouts import suggest as suggesting

    if numbers is not None:
        applied = suggesting.apply(article, _numbers(numbers))
        click.echo("\n".join(f"{article}:{each.line}: {each.what}" for each in applied))
        return 0
    from handouts.readers import read

    document = read(article)
    found = suggesting.suggestions(document, article.read_bytes().decode())
    told = {"article": str(article), **suggesting.to_dict(found)}
    click.echo(json.dumps(told, ensure_ascii=False) if as_json else suggesting.report(found), nl=as_json)
    return 0


def _numbers(text: str) -> list[int]:
    try:
        return [int(number) for number in text.split(",")]
    except ValueError:
        raise click.BadParameter(f"{text!r} is no list of numbers such as 2,5.", param_hint="--apply") from None


COMMANDS = (grade, lock, approve, status, suggest)
