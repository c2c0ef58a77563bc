"""The ledger: for every output what it was made from, and when; for every article the text of its last editions.

It is an SQLite file in the output folder, written by one process. Nothing depends on it for being right: without it,
or with a broken one, all outputs are made anew, with the same bytes.
"""

import errno
import json
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, nullcontext
from dataclasses import asdict, dataclass, fields
from pathlib import Path
from typing import Any, Literal, NamedTuple
from zlib import compress, decompress

SCHEMA = 2
NAME = "ledger.sqlite"


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


class Passage(NamedTuple):
    """One thing that an article says: a paragraph, an item, a row of a table with the names of its columns.

    `kind` is "title", "call", "audience", "publisher", "rights" or "review" for the front matter, then "heading", "box"
    (the title of one), "paragraph", "item", "step", "row", "figure", "caption", "term" or "reference". `box` is the
    kind of box in which it stands, or "". `under` is what it stands below: a line that leads a list, a box's title, or
    a heading. `view` tells which version has it: "both", "full" (it has a plain wording) or "plain" (it is one).
    `approved` tells who approved a plain wording, and when, or is "".
    """

    text: str
    kind: str
    box: str
    under: str
    line: int
    view: Literal["both", "full", "plain"] = "both"
    approved: str = ""


@dataclass(frozen=True, slots=True)
class Edition:
    """An article's text as it was when outputs were last made: `passages` are what it says, one after the other.

    `approval` tells how many plain wordings were approved then, and by whom.
    """

    article: str
    digest: str
    version: str
    revised: str
    approval: str
    passages: tuple[Passage, ...]


@dataclass(frozen=True, slots=True)
class Stamp:
    """How the files of a job stood when all its outputs were fresh: `job` is the path of its first output.

    `recipe` is a hash over its options and the program, `inputs` a JSON list of paths, `files` the system's accounts
    of them and of the outputs.
    """

    job: str
    recipe: str
    inputs: str
    files: str


_TABLES = (
    ("outputs", Entry, "path"),
    ("stamps", Stamp, "job"),
    *((table, Edition, "article") for table in ("editions", "earlier", "untold")),
)
"""The tables, what each of their rows holds, and its key. `earlier` are the last editions of the version before."""


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

    @contextmanager
    def at_once(self) -> Iterator[None]:
        """What is noted within is noted whole or, after an error or a kill, not at all."""
        try:
            with self._connection:
                self._connection.execute("BEGIN")
                yield
        except sqlite3.OperationalError as error:
            raise _refused(error) from error

    def forget(self, path: str) -> None:
        """Take an output out."""
        self._do("DELETE FROM outputs WHERE path = :path", {"path": path})

    def stamp(self, job: str) -> Stamp | None:
        """How the files of a job stood when it was last fresh."""
        row = self._connection.execute("SELECT * FROM stamps WHERE job = ?", (job,)).fetchone()
        return Stamp(**dict(row)) if row else None

    def keep_stamp(self, stamp: Stamp) -> None:
        """Note how the files of a job stand."""
        self._do("INSERT OR REPLACE INTO stamps VALUES (:job, :recipe, :inputs, :files)", asdict(stamp))

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
        row = self._connection.execute(f"SELECT * FROM {table} WHERE article = ?", (article,)).fetchone()
        passages = (Passage(*each) for each in json.loads(row["passages"])) if row else ()
        return Edition(**{**dict(row), "passages": tuple(passages)}) if row else None

    def _put(self, statement: str, edition: Edition) -> None:
        values = {**asdict(edition), "passages": json.dumps(edition.passages, ensure_ascii=False)}
        names = ", ".join(f":{name}" for name in values)
        self._do(f"{statement} VALUES ({names})", values)

    def _do(self, statement: str, values: dict[str, Any]) -> None:
        try:
            with nullcontext() if self._connection.in_transaction else self._connection:
                self._connection.execute(statement, values)
        except sqlite3.OperationalError as error:
            raise _refused(error) from error


def packed(editions: Sequence[Edition]) -> bytes:
    """Editions for a worker elsewhere: small, and to be read with `unpacked`."""
    return compress(json.dumps([asdict(edition) for edition in editions], ensure_ascii=False).encode())


def unpacked(editions: bytes) -> tuple[Edition, ...]:
    """The editions that `packed` gave; none of no bytes."""
    told = json.loads(decompress(editions)) if editions else []
    return tuple(Edition(**each | {"passages": tuple(Passage(*row) for row in each["passages"])}) for each in told)


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
        for table, kind, key in _TABLES:
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
