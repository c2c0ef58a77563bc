"""The ledger: for every output what it was made from, and when; for every article the text of its last editions.

It is an SQLite file in the output folder, written by one process. Nothing depends on it for being right: without it,
or with a broken one, all outputs are made anew, with the same bytes.
"""

from handouts.ledger.book import Ledger, Outputs
from handouts.ledger.file import NAME, SCHEMA, ledger_in, ledger_read
from handouts.ledger.rows import Copy, Edition, Entry, Front, Passage, Shelf, Short, Stamp, packed, unpacked

__all__ = [
    "NAME",
    "SCHEMA",
    "Copy",
    "Edition",
    "Entry",
    "Front",
    "Ledger",
    "Outputs",
    "Passage",
    "Shelf",
    "Short",
    "Stamp",
    "ledger_in",
    "ledger_read",
    "packed",
    "unpacked",
]
