"""The patients' shelf: one page that leads to every handout, for any web server, a USB stick, or a folder.

It tells what the ledger knows and nothing else, needs no script and no network, and stands beside the outputs.
"""

from functools import cache
from hashlib import sha256
from pathlib import Path

from handouts.anchor import PAGE
from handouts.atomic import replacing
from handouts.ledger import Ledger, Shelf

_PARTS = (*sorted(Path(__file__).parent.glob("*.py")), Path(__file__).parents[1] / "data" / "shelf" / "shelf.css")


def is_due(ledger: Ledger, target: Path | None) -> bool:
    """Whether the page tells of other outputs than the ledger, is missing, or was made by another program.

    It costs one question to the ledger and one to the disk; with `target` None, only the first. A page that never was
    is not due before there is an output.
    """
    there = target is None or target.exists()
    if ledger.shelf() == recipe() and there:
        return False
    return ledger.has_outputs() or (target is not None and there)


def write_shelf(ledger: Ledger, target: Path, unfinished: Path) -> None:
    """Write the page in place of the last one, by way of the folder `unfinished`. Raises OSError.

    The same facts in the ledger give the same bytes.
    """
    from handouts.shelf.page import page_of
    from handouts.shelf.topics import topics_of

    page = page_of(topics_of(ledger))
    unfinished.mkdir(parents=True, exist_ok=True)
    with replacing(target, unfinished) as beside:
        beside.write_text(page, encoding="utf-8", newline="\n")
    ledger.keep_shelf(Shelf(PAGE, recipe()))


@cache
def recipe() -> str:
    """A hash over what makes the page: when it changes, a page that tells the same facts is made anew."""
    return sha256(b"\0".join(path.read_bytes() for path in _PARTS)).hexdigest()
