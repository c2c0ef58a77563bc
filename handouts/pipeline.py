"""One article along the line: read, make plain if asked to, grade, then write each format that is not fresh."""

import errno
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from handouts.atomic import replacing
from handouts.document import Document
from handouts.errors import HandoutsError, OutputError
from handouts.formats import Format, Made, Workplace
from handouts.freshness import Record, key_of
from handouts.options import Options
from handouts.readers import read

HIDDEN = ".handouts"
"""The folder in the output folder that holds records and the cache of sound."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one output: `seconds` it took, `made` what is worth telling, `error` why it failed."""

    article: Path
    format: str
    path: Path
    status: Literal["made", "fresh", "failed"]
    seconds: float = 0.0
    made: Made = Made()  # noqa: RUF009 - frozen
    error: HandoutsError | None = None


def build(article: Path, kinds: Sequence[Format], options: Options, output: Path) -> Iterator[Result]:
    """Make every output of one article, each result as it is ready; a fault in one format stops no other."""
    began = time.perf_counter()
    try:
        document = version_of(read(article), options)
        refuse_harder(document, options)
    except HandoutsError as error:
        seconds = time.perf_counter() - began
        for kind in kinds:
            yield Result(article, kind.name, target_of(article, kind, options, output), "failed", seconds, error=error)
        return
    record = Record(output / HIDDEN / "records" / f"{document.name}.json")
    for kind in kinds:
        yield _output(document, kind, options, output, record)


def target_of(article: Path, kind: Format, options: Options, output: Path) -> Path:
    """Where the output of an article in one format stands."""
    return output / f"{article.stem}{'-plain' if options.plain else ''}{kind.suffix}"


def version_of(document: Document, options: Options) -> Document:
    """The full version or the plain one, as the options ask; FactError if the plain one may not be used."""
    if not options.plain:
        return document
    from handouts.approval import read_approvals
    from handouts.plain import plain_version

    approvals = read_approvals(document.path)
    return plain_version(document, approvals, require_approval=options.require_approval)


def refuse_harder(document: Document, options: Options) -> None:
    """Raise ReadabilityError when the article is harder than `max_grade`."""
    if options.max_grade is None:
        return
    from handouts.grade import grade, refuse_if_harder

    refuse_if_harder(grade(document), options.max_grade, document.path)


def _output(document: Document, kind: Format, options: Options, output: Path, record: Record) -> Result:
    began = time.perf_counter()
    target = target_of(document.path, kind, options, output)
    status: Literal["made", "fresh"] = "fresh"
    try:
        key = key_of(document, kind, options)
        made = record.fresh(target, key)
        if made is None:
            made, status = _write(document, kind, options, target), "made"
            record.keep(target, key, made)
    except HandoutsError as error:
        return Result(document.path, kind.name, target, "failed", time.perf_counter() - began, error=error)
    except OSError as error:
        seconds = time.perf_counter() - began
        return Result(document.path, kind.name, target, "failed", seconds, error=_from_system(error, target))
    return Result(document.path, kind.name, target, status, time.perf_counter() - began, made)


def _write(document: Document, kind: Format, options: Options, target: Path) -> Made:
    target.parent.mkdir(parents=True, exist_ok=True)
    with replacing(target) as beside:
        made = kind.write(document, options, Workplace(beside, target.parent / HIDDEN / "sound"))
        if not beside.stat().st_size:
            raise OutputError(f"The {kind.name} came out empty.", path=target)
    return made


def _from_system(error: OSError, target: Path) -> OutputError:
    """The system's refusal as a sentence with a next step; what is no refusal is a bug, and shows its traceback."""
    steps = {
        errno.ENOSPC: "The disk is full. Make room, then build again.",
        errno.EDQUOT: "Your share of the disk is full. Make room, then build again.",
        errno.EACCES: "The folder may not be written to. Choose another with --output.",
        errno.EPERM: "The folder may not be written to. Choose another with --output.",
        errno.EROFS: "The folder may not be written to. Choose another with --output.",
        errno.ENOENT: "The folder cannot be made there. Choose another with --output.",
        errno.ENOTDIR: "What stands there is no folder. Choose another with --output.",
        errno.EEXIST: "What stands there is no folder. Choose another with --output.",
        errno.EISDIR: "A folder stands where the file belongs. Move it away, then build again.",
        errno.ENAMETOOLONG: "Its name is too long. Give the article a shorter one.",
        errno.EFBIG: "It is larger than this system lets a file be. Cut the article into several.",
        errno.EMFILE: "Too many files are open. Close other programs, then build again.",
    }
    if error.errno not in steps:
        raise error
    return OutputError("This output could not be written.", todo=steps[error.errno], path=target)
