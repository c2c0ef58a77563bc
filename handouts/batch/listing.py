"""What the ledger holds, and what of it is stale."""

from collections.abc import Iterator, Mapping
from dataclasses import asdict
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from handouts.batch.stored import article_here, hidden_here, output_here, standing
from handouts.document import Document
from handouts.errors import HandoutsError
from handouts.formats import formats
from handouts.freshness import digest_of, ingredients_of, key_of
from handouts.ledger import Entry, Ledger, ledger_read
from handouts.options import Options
from handouts.pipeline import version_of, with_changes
from handouts.readers import read
from handouts.storage import Place, place_of


def listed(output: Place, *, stale: bool) -> Iterator[dict[str, Any]]:
    """Every output of the ledger as data, with the reasons for which it would be made anew; only those if `stale`."""
    with TemporaryDirectory(prefix="handouts-") as scratch:
        here = Path(scratch).resolve()
        hidden = hidden_here(output, here)
        read_already: dict[str, Document | str] = {}
        with ledger_read(hidden) as ledger:
            if ledger is None:
                return
            there = standing(each.article for each in ledger.in_short().values())
            for entry in ledger.entries():
                gone = entry.article not in there
                reasons = ["its article is gone"] if gone else _reasons(entry, output, here, read_already, ledger)
                if reasons or not stale:
                    told = asdict(entry)
                    del told["key"], told["ingredients"]
                    yield told | {"stale": reasons}


def _reasons(entry: Entry, output: Place, here: Path, known: dict[str, Document | str], ledger: Ledger) -> list[str]:
    """Why an output would be made anew, under the options that it was made with."""
    target = output_here(output / entry.path, here)
    if not target.is_file():
        return ["it is missing"]
    if digest_of(target) != entry.sha256:
        return ["it was changed"]
    if entry.article not in known:
        known[entry.article] = _read(article_here(place_of(entry.article), here / str(len(known))))
    document = known[entry.article]
    if isinstance(document, str):
        return [document]
    options = _options(entry.ingredients)
    try:
        version = version_of(document, options)
        shown = with_changes(version, document, options, ledger.editions(entry.article) if options.changes else ())
        now = ingredients_of(shown, formats()[entry.format], options)
    except HandoutsError as error:
        return [str(error)]
    return _differing(entry.ingredients, now) if key_of(now) != entry.key else []


def _read(article: Path) -> Document | str:
    try:
        return read(article)
    except HandoutsError as error:
        return str(error)


def _options(ingredients: Mapping[str, str]) -> Options:
    import json

    prefix = "option "
    return Options(**{n.removeprefix(prefix): json.loads(v) for n, v in ingredients.items() if n.startswith(prefix)})


def _differing(before: Mapping[str, str], now: Mapping[str, str]) -> list[str]:
    return sorted(name for name in {*before, *now} if before.get(name) != now.get(name))
