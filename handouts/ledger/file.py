"""The file of the ledger: opened to be written by one process, or to be read by any; a broken one is begun anew."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import fields
from pathlib import Path

from handouts.ledger.book import Ledger, refused
from handouts.ledger.rows import Edition, Entry, Shelf, Stamp

SCHEMA = 2
NAME = "ledger.sqlite"

_TABLES = (
    ("outputs", Entry, "path"),
    ("shelf", Shelf, "page"),
    ("stamps", Stamp, "job"),
    *((table, Edition, "article") for table in ("editions", "earlier", "untold")),
)
"""The tables, what each of their rows holds, and its key. `earlier` are the last editions of the version before."""


@contextmanager
def ledger_in(folder: Path) -> Iterator[Ledger]:
    """The ledger of the hidden `folder` of an output folder; a broken one is put aside, and a new one begun.

    Raises OSError, then or at a change, if the disk is full or may not be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path, lost = folder / NAME, None
    try:
        connection = _opened(path)
    except sqlite3.OperationalError as error:
        raise refused(error) from error
    except sqlite3.DatabaseError:
        lost = path.with_suffix(".broken")
        path.replace(lost)
        for rest in ("-wal", "-shm"):
            path.with_name(path.name + rest).unlink(missing_ok=True)
        connection = _opened(path)
    with closing(connection):
        yield Ledger(connection, lost)


@contextmanager
def ledger_read(folder: Path) -> Iterator[Ledger | None]:
    """The ledger of a hidden `folder`, only to be read, even where nothing may be written; None without a whole one."""
    # One that may not write leaves files behind that it may not delete; and where it can make none, SQLite reads only
    # what it may take for unchanging.
    connection = _to_read(folder / NAME, "mode=rw") or _to_read(folder / NAME, "immutable=1")
    if connection is None:
        yield None
        return
    with closing(connection):
        yield Ledger(connection)


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        for table, kind, key in _TABLES if found in (0, SCHEMA) else ():
            columns = ", ".join(f"{each.name} PRIMARY KEY" if each.name == key else each.name for each in fields(kind))
            connection.execute(f"CREATE TABLE IF NOT EXISTS {table} ({columns})")
        if found == 0:
            # To write what stands there already would cost each build a wait for the disk.
            connection.execute(f"PRAGMA user_version = {SCHEMA}")
        connection.commit()
        _refuse_broken(connection)
    except BaseException:
        connection.close()
        raise
    return connection


def _to_read(path: Path, how: str) -> sqlite3.Connection | None:
    try:
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?{how}", uri=True)
    except sqlite3.OperationalError:
        return None
    connection.row_factory = sqlite3.Row
    try:
        _refuse_broken(connection)
    except sqlite3.DatabaseError:
        connection.close()
        return None
    return connection


def _refuse_broken(connection: sqlite3.Connection) -> None:
    """Raise DatabaseError unless it is a ledger of ours, and whole."""
    (found,) = connection.execute("PRAGMA user_version").fetchone()
    if found != SCHEMA or connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
        raise sqlite3.DatabaseError("a ledger of another kind, or a broken one")
    for table, kind, _ in _TABLES:
        have = [row["name"] for row in connection.execute(f"PRAGMA table_info({table})")]
        if have != [each.name for each in fields(kind)]:
            raise sqlite3.DatabaseError("a table with other columns")
