"""After a batch: the report of what changed since the last one that was told."""

from collections import defaultdict
from collections.abc import Iterable
from pathlib import Path

from handouts.changes.comparing import changes_between
from handouts.changes.report import Told, write_report
from handouts.ledger import Ledger


def tell_changes(ledger: Ledger, path: Path, unfinished: Path) -> list[Told]:
    """Write the report, to `path`, of all that changed in words since the last one; gives what it tells.

    If no words changed, nothing is written, and the last report stays. Raises OSError if it cannot be written; then the
    ledger keeps the changes for the next one.
    """
    changed = [(changes, new.digest) for old, new in ledger.untold() if (changes := changes_between(old, new)).passages]
    outputs = _outputs(ledger, (changes.article for changes, _ in changed))
    told = [
        Told(
            changes,
            tuple(path for path, made_from in outputs[changes.article] if made_from == digest),
            tuple(path for path, made_from in outputs[changes.article] if made_from != digest),
        )
        for changes, digest in changed
    ]
    if told:
        unfinished.mkdir(parents=True, exist_ok=True)
        write_report(told, path, unfinished)
    ledger.told()
    return told


def _outputs(ledger: Ledger, articles: Iterable[str]) -> dict[str, list[tuple[str, str]]]:
    """The outputs of each article, and the digest of the text from which each was made."""
    found: dict[str, list[tuple[str, str]]] = defaultdict(list)
    for path, article, digest in ledger.made_from(articles):
        found[article].append((path, digest))
    return found
