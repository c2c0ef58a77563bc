"""The errors of handouts as a tree; each class carries its exit code.

HandoutsError        1
├ SourceError        3  an article cannot be read or breaks the format
├ ReadabilityError   4  an article is harder than the grade asked for
├ FactError          5  the plain version lost or changed a fact
├ MissingError       6  a voice, font or optional package is absent
└ OutputError        7  an output could not be made, or failed its check

An exit code of 0 says all well, 2 a wrong command line, 130 interrupted.
"""

from pathlib import PurePath


class HandoutsError(Exception):
    """What happened, where, and what to do next: one message for a person.

    `what` is a whole sentence, `todo` the next step; `path` and `line` (from 1) say where.
    """

    exit_code = 1

    def __init__(
        self, what: str, *, todo: str = "", path: PurePath | str | None = None, line: int | None = None
    ) -> None:
        super().__init__(what, todo, path, line)
        self.what, self.todo, self.path, self.line = what, todo, path, line

    def __reduce__(self) -> tuple[object, ...]:
        return _rebuild, (type(self), self.what, self.todo, self.path, self.line)

    def __str__(self) -> str:
        where = "" if self.path is None else f"{self.path}:{self.line}: " if self.line else f"{self.path}: "
        return f"{where}{self.what} {self.todo}".rstrip()


def _rebuild(kind: type[HandoutsError], what: str, todo: str, path: PurePath | None, line: int | None) -> HandoutsError:
    """Unpickle an error whole: one that crosses processes keeps its place and its next step."""
    return kind(what, todo=todo, path=path, line=line)


class SourceError(HandoutsError):
    """An article cannot be read or breaks the format."""

    exit_code = 3


class ReadabilityError(HandoutsError):
    """An article is harder than the grade asked for."""

    exit_code = 4


class FactError(HandoutsError):
    """The plain version lost or changed a fact."""

    exit_code = 5


class MissingError(HandoutsError):
    """A voice, font or optional package is absent; `todo` holds the line that installs it."""

    exit_code = 6


class OutputError(HandoutsError):
    """An output could not be made, or failed its check."""

    exit_code = 7
