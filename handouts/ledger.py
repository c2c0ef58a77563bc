"""The ledger: for every output what it was made from, and when; for every article the text of its last editions.

It is an SQLite file in the output folder, written by one process. Nothing depends on it for being right: without it,
or with a broken one, all outputs are made anew, with the same bytes.
"""

import errno
import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any

SCHEMA = 1
_NAME = "ledger.sqlite"


@dataclass(frozen=True, slots=True)
class Entry:
    """What is known of one output.

    `path` is relative to the output folder, `article` the source's path. `ingredients` are all that it was made from,
    `key` their hash, `sha256` that of its bytes. `grade` is the article's mean grade, `approval` tells how many plain
    wordings are approved and by whom. `made` is a time in UTC, `length` seconds of sound.
    """

    path: str
    article: str
    variant: str
    format: str
    key: str
    sha256: str
    ingredients: dict[str, str]
    version: str
    revised: str
    grade: float | None
    approval: str
    made: str
    length: float | None
    pages: int | None


@dataclass(frozen=True, slots=True)
class Edition:
    """An article's text as it was when outputs were last made: `passages` are what it says, one after the other."""

    article: str
    digest: str
    version: str
    revised: str
    passages: tuple[str, ...]


class Ledger:
    """The ledger of one output folder, open."""

    def __init__(self, connection: sqlite3.Connection, lost: Path | None) -> None:
        self._connection = connection
        self.lost = lost
        """Where a broken ledger was put aside, if there was one."""

    def entries(self) -> Iterator[Entry]:
        """Every output known, by path."""
        for row in self._connection.execute("SELECT * FROM outputs ORDER BY path"):
            yield Entry(**{**dict(row), "ingredients": json.loads(row["ingredients"])})

    def keep(self, entry: Entry) -> None:
        """Note an output; what was known of that path is replaced."""
        values = {**asdict(entry), "ingredients": json.dumps(entry.ingredients, sort_keys=True)}
        names = ", ".join(f":{name}" for name in values)
        self._do(f"INSERT OR REPLACE INTO outputs VALUES ({names})", values)

    def forget(self, path: str) -> None:
        """Take an output out."""
        self._do("DELETE FROM outputs WHERE path = :path", {"path": path})

    def edition(self, article: str) -> Edition | None:
        """The last edition of an article."""
        row = self._connection.execute("SELECT * FROM editions WHERE article = ?", (article,)).fetchone()
        return Edition(**{**dict(row), "passages": tuple(json.loads(row["passages"]))}) if row else None

    def keep_edition(self, edition: Edition) -> None:
        """Note an article's text, in place of its last."""
        values = {**asdict(edition), "passages": json.dumps(edition.passages, ensure_ascii=False)}
        names = ", ".join(f":{name}" for name in values)
        self._do(f"INSERT OR REPLACE INTO editions VALUES ({names})", values)

    def _do(self, statement: str, values: dict[str, Any]) -> None:
        try:
            with self._connection:
                self._connection.execute(statement, values)
        except sqlite3.OperationalError as error:
            raise _refused(error) from error


@contextmanager
def ledger_in(folder: Path) -> Iterator[Ledger]:
    """The ledger of the hidden `folder` of an output folder; a broken one is put aside, and a new one begun.

    Raises OSError, then or at a change, if the disk is full or may not be written to.
    """
    folder.mkdir(parents=True, exist_ok=True)
    path, lost = folder / _NAME, None
    try:
        connection = _opened(path)
    except sqlite3.OperationalError as error:
        raise _refused(error) from error
    except sqlite3.DatabaseError:
        lost = path.with_suffix(".broken")
        path.replace(lost)
        for rest in ("-wal", "-shm"):
            path.with_name(path.name + rest).unlink(missing_ok=True)
        connection = _opened(path)
    try:
        yield Ledger(connection, lost)
    finally:
        connection.close()


def _refused(error: sqlite3.OperationalError) -> OSError:
    """The system's refusal behind what SQLite says of it: there is no room, or no leave to write."""
    writable = error.sqlite_errorcode & 0xFF not in (
        sqlite3.SQLITE_READONLY,
        sqlite3.SQLITE_CANTOPEN,
        sqlite3.SQLITE_PERM,
    )
    return OSError(errno.ENOSPC if writable else errno.EACCES, str(error))


def _opened(path: Path) -> sqlite3.Connection:
    connection = sqlite3.connect(path)
    connection.row_factory = sqlite3.Row
    try:
        connection.execute("PRAGMA journal_mode = WAL")
        connection.execute("PRAGMA synchronous = NORMAL")
        (found,) = connection.execute("PRAGMA user_version").fetchone()
        if found not in (0, SCHEMA) or connection.execute("PRAGMA quick_check").fetchone()[0] != "ok":
            raise sqlite3.DatabaseError("a ledger of another kind, or a broken one")
        for table, kind, key in (("outputs", Entry, "path"), ("editions", Edition, "article")):
            columns = ", ".join(f"{each.name} PRIMARY KEY" if each.name == key else each.name for each in fields(kind))
            connection.execute(f"CREATE TABLE IF NOT EXISTS {table} ({columns})")
            have = [row["name"] for row in connection.execute(f"PRAGMA table_info({table})")]
            if have != [each.name for each in fields(kind)]:
                raise sqlite3.DatabaseError("a table with other columns")
        connection.execute(f"PRAGMA user_version = {SCHEMA}")
        connection.commit()
    except BaseException:
        connection.close()
        raise
    return connection
