"""The ledger, open: what it knows, and what it is told."""

import errno
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext, suppress
from datetime import date
from functools import lru_cache
from pathlib import Path
from typing import Any

from handouts.ledger.rows import Copy, Edition, Entry, Front, Passage, Shelf, Short, Stamp, as_row

_FRONT_KINDS = ("title", "call", "audience", "publisher", "rights", "review")
"""The passages of the front matter: an edition begins with them, and has one of each at most."""
_FRONT_BYTES = 8_000
"""Bytes of an edition in which they are looked for."""

_BROKEN = (sqlite3.DatabaseError, TypeError, ValueError)
"""What reading a row may raise: there is none, its bytes are no text, or its text is not what was written."""


class Outputs(Mapping[str, Entry]):
    """What is known of each output, by its path, read when it is asked for: all at once might fill the memory.

    A row that is broken is not known.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection

    def __getitem__(self, path: str) -> Entry:
        try:
            row = self._connection.execute("SELECT * FROM outputs WHERE path = ?", (path,)).fetchone()
            date.fromisoformat(row["revised"])
            return Entry(**{**dict(row), "ingredients": dict(json.loads(row["ingredients"]))})
        except _BROKEN as error:
            raise KeyError(path) from error

    def __iter__(self) -> Iterator[str]:
        rows = self._connection.execute("SELECT path FROM outputs ORDER BY path").fetchall()
        return (row["path"] for row in rows)

    def __len__(self) -> int:
        (number,) = self._connection.execute("SELECT count(*) FROM outputs").fetchone()
        return int(number)


class Ledger:
    """The ledger of one output folder, open."""

    def __init__(self, connection: sqlite3.Connection, lost: Path | None = None) -> None:
        self._connection = connection
        self.lost = lost
        """Where a broken ledger was put aside, if there was one."""
        self.outputs = Outputs(connection)

    def entries(self) -> Iterator[Entry]:
        """Every output known, by path."""
        return (entry for path in self.outputs if (entry := self.outputs.get(path)))

    def in_short(self) -> dict[str, Short]:
        """Every output known, by path, with as much of it as is needed where nothing is made."""
        rows = self._connection.execute("SELECT path, article, length, pages FROM outputs ORDER BY path")
        return {path: Short(*rest) for path, *rest in rows}

    def has_outputs(self) -> bool:
        """Whether any output is known."""
        return self._connection.execute("SELECT 1 FROM outputs LIMIT 1").fetchone() is not None

    def keep(self, entry: Entry) -> None:
        """Note an output; what was known of that path is replaced."""
        self._do("DELETE FROM shelf", {})
        values = {**as_row(entry), "ingredients": json.dumps(entry.ingredients, sort_keys=True)}
        names = ", ".join(f":{name}" for name in values)
        self._do(f"INSERT OR REPLACE INTO outputs VALUES ({names})", values)

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What is noted within is noted whole or, after an error or a kill, not at all."""
        try:
            with self._connection:
                self._connection.execute("BEGIN")
                yield
        except sqlite3.OperationalError as error:
            raise refused(error) from error

    def forget(self, path: str) -> None:
        """Take an output out."""
        self._do("DELETE FROM shelf", {})
        self._do("DELETE FROM outputs WHERE path = :path", {"path": path})

    def shelf(self) -> str:
        """What made the page that leads to all outputs, or "" if an output came or went since."""
        row = self._connection.execute("SELECT recipe FROM shelf").fetchone()
        return row["recipe"] if row else ""

    def keep_shelf(self, shelf: Shelf) -> None:
        """Note that the page tells of all outputs that there are."""
        self._do("INSERT OR REPLACE INTO shelf VALUES (:page, :recipe)", as_row(shelf))

    def fronts(self) -> Iterator[Front]:
        """The heads of all articles' last editions; the rest of them is not even read."""
        rows = self._connection.execute("SELECT rowid, article, version, revised FROM editions").fetchall()
        for place, article, version, revised in rows:
            with suppress(*_BROKEN):
                date.fromisoformat(revised)
                with self._connection.blobopen("editions", "passages", place, readonly=True) as passages:
                    head = passages.read(_FRONT_BYTES).decode(errors="replace")
                yield Front(article, version, revised, _front(head))

    def copies(self, options: Sequence[str]) -> Iterator[Copy]:
        """Every output known, an article's ones in a row, with the values of `options` that it depends on."""
        keys = "".join(f""", '$."option {name}"'""" for name in options)
        chosen = f"CASE WHEN json_valid(ingredients) THEN json_extract(ingredients{keys}) END"
        columns = "path, article, variant, format, sha256, version, revised, length, pages"
        for *row, values in self._connection.execute(f"SELECT {columns}, {chosen} FROM outputs ORDER BY article, path"):
            with suppress(*_BROKEN):
                date.fromisoformat(row[6])
                yield Copy._make((*row, _values(values, tuple(options))))

    def made_from(self, articles: Iterable[str]) -> Iterator[tuple[str, str, str]]:
        """Each output of the articles, by path, with its article and the digest of the text that it was made from."""
        digest = "CASE WHEN json_valid(ingredients) THEN json_extract(ingredients, '$.article') END"
        wanted = f"SELECT path, article, {digest} FROM outputs WHERE article IN (SELECT value FROM json_each(?))"
        for path, article, text in self._connection.execute(f"{wanted} ORDER BY path", (json.dumps(list(articles)),)):
            yield path, article, text or ""

    def stamps(self, jobs: Iterable[str]) -> dict[str, Stamp]:
        """How the files of jobs stood when they were last fresh, by the paths of their first outputs."""
        wanted = "SELECT * FROM stamps WHERE job IN (SELECT value FROM json_each(?))"
        return {row["job"]: Stamp(*row) for row in self._connection.execute(wanted, (json.dumps(list(jobs)),))}

    def keep_stamp(self, stamp: Stamp) -> None:
        """Note how the files of a job stand."""
        self._do("INSERT OR REPLACE INTO stamps VALUES (:job, :recipe, :inputs, :files)", as_row(stamp))

    def edition(self, article: str) -> Edition | None:
        """The last edition of an article."""
        return self._edition("editions", article)

    def editions(self, article: str) -> tuple[Edition, ...]:
        """The last edition of an article, and the last one of the version before."""
        found = (self._edition(table, article) for table in ("editions", "earlier"))
        return tuple(edition for edition in found if edition)

    def keep_edition(self, edition: Edition) -> None:
        """Note an article's text, in place of its last; that one is kept while someone may ask what changed since."""
        last = self.edition(edition.article)
        if last and last.version != edition.version:
            self._put("INSERT OR REPLACE INTO earlier", last)
        if last and last.digest != edition.digest:
            self._put("INSERT OR IGNORE INTO untold", last)
        self._put("INSERT OR REPLACE INTO editions", edition)

    def has_untold(self) -> bool:
        """Whether the text of an article changed since a report last told of all changes."""
        return self._connection.execute("SELECT 1 FROM untold LIMIT 1").fetchone() is not None

    def untold(self) -> Iterator[tuple[Edition, Edition]]:
        """The articles whose text changed since a report last told of it, by path: that edition, and the last one."""
        rows = self._connection.execute("SELECT article FROM untold ORDER BY article").fetchall()
        for row in rows:
            old, new = self._edition("untold", row["article"]), self.edition(row["article"])
            if old and new:
                yield old, new

    def told(self) -> None:
        """Note that a report told of all changes."""
        self._do("DELETE FROM untold", {})

    def _edition(self, table: str, article: str) -> Edition | None:
        try:
            row = self._connection.execute(f"SELECT * FROM {table} WHERE article = ?", (article,)).fetchone()
            date.fromisoformat(row["revised"])
            passages = tuple(Passage(*each) for each in json.loads(row["passages"]))
        except _BROKEN:
            return None
        return Edition(**{**dict(row), "passages": passages})

    def _put(self, statement: str, edition: Edition) -> None:
        values = {**as_row(edition), "passages": json.dumps(edition.passages, ensure_ascii=False)}
        names = ", ".join(f":{name}" for name in values)
        self._do(f"{statement} VALUES ({names})", values)

    def _do(self, statement: str, values: dict[str, Any]) -> None:
        try:
            with nullcontext() if self._connection.in_transaction else self._connection:
                self._connection.execute(statement, values)
        except sqlite3.OperationalError as error:
            raise refused(error) from error


@lru_cache
def _values(told: str, options: tuple[str, ...]) -> Mapping[str, Any]:
    """The values of options as SQLite gives them: few differ in a whole ledger."""
    pairs = zip(options, json.loads(told), strict=True)
    return {name: json.loads(value) for name, value in pairs if value is not None}


def _front(passages: str) -> dict[str, str]:
    """The first passages of the front matter, by their kinds, in the beginning of an edition's text."""
    found: dict[str, str] = {}
    place, decode = 1, json.JSONDecoder().raw_decode
    with suppress(*_BROKEN, IndexError):
        while len(found) < len(_FRONT_KINDS):
            passage, end = decode(passages, place)
            text, kind = passage[:2]
            if kind not in _FRONT_KINDS or kind in found:
                break
            found[kind], place = str(text), end + len(", ")
    return found


def refused(error: sqlite3.OperationalError) -> OSError:
    """The system's refusal behind what SQLite says of it: no leave to write, a program that holds it, or no room."""
    code = error.sqlite_errorcode & 0xFF
    if code in (sqlite3.SQLITE_READONLY, sqlite3.SQLITE_CANTOPEN, sqlite3.SQLITE_PERM):
        return OSError(errno.EACCES, str(error))
    held = code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED)
    return OSError(errno.EBUSY if held else errno.ENOSPC, str(error))
