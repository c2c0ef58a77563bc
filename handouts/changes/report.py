"""The report after a batch: one page that stands alone, and the same as data."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from html import escape
from pathlib import Path
from typing import Any
from urllib.parse import quote

from handouts.atomic import replacing
from handouts.changes.comparing import Change, Changes
from handouts.changes.facts import FactChange
from handouts.document import long_date
from handouts.ledger import Passage

_KINDS = {
    "call": "whom to call",
    "strength": "must, should or may",
    "condition": "if, unless, before or after",
    "side": "left or right",
    "direction": "more or less",
    "and/or": "“and” or “or”",
    "order": "order of the steps",
}
_STYLE = """
body { max-width: 75rem; margin: 0 auto; padding: 1rem; font: 1.125rem/1.5 sans-serif; color: #111; background: #fff;
  overflow-wrap: anywhere }
table { width: 100%; border-collapse: collapse; margin: 1rem 0 }
caption { text-align: left; font-weight: bold }
th, td { unicode-bidi: isolate; border: 1px solid #767676; padding: .5rem; text-align: left; vertical-align: top }
del { color: #8b0000 }
ins { color: #00490f; font-weight: bold }
a { color: #003f9e }
.note { font-weight: bold; border-left: .3rem solid #8b0000; padding-left: .5rem }
.said { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%); white-space: nowrap }
"""


@dataclass(frozen=True, slots=True)
class Told:
    """The changes of one article, and its outputs: those `remade` since, and those that still say the `old` text."""

    changes: Changes
    remade: tuple[str, ...] = ()
    old: tuple[str, ...] = ()


def write_report(told: Sequence[Told], path: Path, unfinished: Path) -> None:
    """Write the page in place of the last one, by way of the folder `unfinished`. Raises OSError."""
    with replacing(path, unfinished) as beside, beside.open("w", encoding="utf-8", newline="\n") as file:
        file.writelines(f"{line}\n" for line in _page(told))


def as_data(told: Told) -> dict[str, Any]:
    """The changes of one article for `--json`."""
    changes = told.changes
    return {
        "article": changes.article,
        "title": changes.title,
        "old": {"version": changes.old_version, "revised": changes.old_revised},
        "new": {"version": changes.new_version, "revised": changes.new_revised},
        "approval": changes.approval,
        "remade": list(told.remade),
        "not_remade": list(told.old),
        "changes": [_change_data(change) for change in changes.passages],
    }


def _change_data(change: Change) -> dict[str, Any]:
    here = change.here
    return {
        "status": change.status,
        "facts": [{"kind": fact.kind, "old": fact.old, "new": fact.new} for fact in change.facts],
        "old": change.old.text if change.old else None,
        "new": change.new.text if change.new else None,
        "under": here.under,
        "kind": here.kind,
        "line": change.new.line if change.new else None,
        "view": here.view,
        "approved": _approved(here),
    }


def _approved(passage: Passage) -> str | None:
    return (passage.approved or "not approved") if passage.view == "plain" else None


def _page(told: Sequence[Told]) -> Iterator[str]:
    yield '<!DOCTYPE html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield "<meta http-equiv=\"Content-Security-Policy\" content=\"default-src 'none'; style-src 'unsafe-inline'\">"
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>What changed</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<main>\n<h1>What changed</h1>"
    yield (
        "<p>The text of these articles changed since their outputs were last made. Changed doses, numbers, medicines,"
        " denials and warnings come first. A line goes through words that were taken out; new words are bold and"
        " underlined.</p>"
    )
    yield from _overview(told)
    for number, each in enumerate(told, 1):
        yield from _article(each, number)
    yield "</main>\n</body>\n</html>"


def _overview(told: Sequence[Told]) -> Iterator[str]:
    yield "<table>\n<caption>Articles</caption>"
    yield _head("Article", "Version before", "Version now", "Passages changed", "With changed facts")
    yield "<tbody>"
    for number, each in enumerate(told, 1):
        changes = each.changes
        facts = sum(bool(change.facts) for change in changes.passages)
        link = f'<a href="#article-{number}">{escape(changes.title)}</a>'
        figures = (*map(escape, _versions(changes)), len(changes.passages), facts)
        cells = "".join(f"<td>{figure}</td>" for figure in figures)
        yield f'<tr><th scope="row">{link}</th>{cells}</tr>'
    yield "</tbody>\n</table>"


def _article(told: Told, number: int) -> Iterator[str]:
    changes = told.changes
    before, now = map(escape, _versions(changes))
    yield f'<section aria-labelledby="article-{number}">\n<h2 id="article-{number}">{escape(changes.title)}</h2>'
    yield f"<ul>\n<li>Article: {escape(changes.article)}</li>\n<li>Before: {before}</li>\n<li>Now: {now}</li>"
    approval = f"{escape(changes.approval)} approved" if changes.approval[:1].isdigit() else escape(changes.approval)
    yield f"<li>Plain wordings: {approval or 'none'}</li>"
    yield f"<li>Outputs remade: {_links(told.remade) or 'none'}</li>\n</ul>"
    if told.old:
        yield f'<p class="note">These outputs still say the old text: {_links(told.old)}.</p>'
    if changes.old_version == changes.new_version:
        yield '<p class="note">The text changed, and the number of the version did not.</p>'
    yield "<table>\n<caption>Passages that changed</caption>"
    yield _head("What", "Before", "Now", "Where")
    yield "<tbody>"
    for change in changes.passages:
        yield _row(change)
    yield "</tbody>\n</table>\n</section>"


def _head(*names: str) -> str:
    cells = "".join(f'<th scope="col">{name}</th>' for name in names)
    return f"<thead><tr>{cells}</tr></thead>"


def _versions(changes: Changes) -> tuple[str, str]:
    return (
        f"version {changes.old_version} of {long_date(date.fromisoformat(changes.old_revised))}",
        f"version {changes.new_version} of {long_date(date.fromisoformat(changes.new_revised))}",
    )


def _links(paths: Sequence[str]) -> str:
    return ", ".join(f'<a href="{escape(quote(path))}">{escape(path)}</a>' for path in paths)


def _row(change: Change) -> str:
    what = [f"<strong>{status_of(change)}</strong>", *(escape(fact_line(fact)) for fact in change.facts)]
    before = _marked(change, "old") if change.old else "–"
    now = _marked(change, "new") if change.new else "–"
    where = "<br>\n".join(map(escape, where_lines(change)))
    head = "<br>\n".join(what)
    return f'<tr><th scope="row">{head}</th><td>{before}</td><td>{now}</td><td>{where}</td></tr>'


def status_of(change: Change) -> str:
    """What became of a passage, in a word or two."""
    if change.status == "changed":
        return "Changed facts" if change.facts else "Other wording"
    return change.status.capitalize()


def fact_line(fact: FactChange) -> str:
    """A changed fact in words: its kind, what it was, and what it is."""
    name = _KINDS.get(fact.kind, fact.kind)
    if fact.old == fact.new:
        return f"{name} ({fact.new})" if fact.new else name
    return f"{name}: {fact.old or '(none)'} → {fact.new or '(none)'}"


def where_lines(change: Change) -> Iterator[str]:
    """Where a passage stands, line by line: below what, in which box or wording, and on which line."""
    here = change.here
    if change.status == "moved" and change.old and change.old.under != here.under:
        yield f"below “{here.under}”, before below “{change.old.under}”"
    elif here.under:
        yield f"below “{here.under}”"
    if here.kind == "call":
        yield "whom to call"
    yield f"line {here.line}" if change.new else f"line {here.line} of the old text"
    if here.view == "plain":
        yield "plain wording, " + (f"approved by {here.approved}" if here.approved else "not approved")


def _marked(change: Change, side: str) -> str:
    """One side of a change: its words, and those that only it has marked for the eye and for a screen reader."""
    before, after = '<span class="said">[{}: </span>', '<span class="said">] </span>'
    tag, said = ("del", "taken out") if side == "old" else ("ins", "new")
    told = []
    for piece in change.pieces:
        text = escape(piece.text)
        if piece.what == side:
            space = " " * text.startswith(" ")
            told.append(f"{space}<{tag}>{before.format(said)}{text.strip()}{after}</{tag}>")
        elif piece.what == "same":
            told.append(text)
    return "".join(told).strip()
