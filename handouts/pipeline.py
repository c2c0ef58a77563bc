"""One article along the line: read, make plain if asked to, grade, then write each format that is not fresh."""

import errno
import time
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from handouts.atomic import replacing
from handouts.document import Document, fragments, plain_text
from handouts.errors import HandoutsError, OutputError
from handouts.formats import Format, Made, Workplace, formats
from handouts.freshness import digest_of, ingredients_of, key_of
from handouts.ledger import Edition, Entry
from handouts.options import Options
from handouts.readers import read
from handouts.variants import Variant

HIDDEN = ".handouts"
"""The folder in the output folder that holds the ledger, the cache of sound, and what is being written."""
UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class Job:
    """One article to be built in one variant."""

    article: Path
    variant: Variant


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one output: `seconds` it took, `made` what is worth telling, `error` why it failed.

    `entry` is for the ledger, if the output was made.
    """

    article: Path
    format: str
    path: Path
    status: Literal["made", "fresh", "failed"]
    seconds: float = 0.0
    made: Made = Made()  # noqa: RUF009 - frozen
    error: HandoutsError | None = None
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one job; `edition` is the article's text, unless it could not be read or nothing was made."""

    results: tuple[Result, ...]
    edition: Edition | None = None


def build(job: Job, output: Path, known: Mapping[str, Entry]) -> Outcome:
    """Make every output of a job that is not fresh; a fault in one format stops no other.

    `known` are the entries of the ledger by their paths, at least those of this job.
    """
    began = time.perf_counter()
    options, kinds = job.variant.options, [formats()[name] for name in job.variant.formats]
    try:
        full = read(job.article)
        document = version_of(full, options)
        refuse_harder(document, options)
    except HandoutsError as error:
        return failed(job, output, error, time.perf_counter() - began)
    results = tuple(_output(document, kind, job, output, known) for kind in kinds)
    if not any(result.entry for result in results):
        return Outcome(results)
    graded, approval = _grade(document), _approval(full) if options.plain else ""
    return Outcome(tuple(_with(each, graded, approval) for each in results), _edition(full, job.article))


def failed(job: Job, output: Path, error: HandoutsError, seconds: float = 0.0) -> Outcome:
    """The outcome of a job that gives nothing."""
    targets = zip(job.variant.formats, targets_of(job, output), strict=True)
    return Outcome(tuple(Result(job.article, name, target, "failed", seconds, error=error) for name, target in targets))


def target_of(article: Path, kind: Format, variant: Variant, output: Path) -> Path:
    """Where the output of an article in one format and variant stands."""
    return output / variant.name / f"{article.stem}{'-plain' if variant.options.plain else ''}{kind.suffix}"


def targets_of(job: Job, output: Path) -> list[Path]:
    """Where the outputs of a job stand, format by format."""
    return [target_of(job.article, formats()[name], job.variant, output) for name in job.variant.formats]


def known_of(job: Job, output: Path, known: Mapping[str, Entry]) -> dict[str, Entry]:
    """The entries of a job's outputs among all."""
    names = (target.relative_to(output).as_posix() for target in targets_of(job, output))
    return {name: known[name] for name in names if name in known}


def _edition(document: Document, article: Path) -> Edition:
    said = (plain_text(spans).strip() for block in document.blocks for spans in fragments(block))
    return Edition(
        str(article), document.digest, document.version, document.revised.isoformat(), tuple(filter(None, said))
    )


def _with(result: Result, graded: float | None, approval: str) -> Result:
    """The result with what its entry tells of the article beside what it was made from."""
    return replace(result, entry=result.entry and replace(result.entry, grade=graded, approval=approval))


def _grade(document: Document) -> float | None:
    from handouts.grade import grade

    figures = grade(document).whole
    return figures.mean if figures else None


def _approval(document: Document) -> str:
    """How many of the plain wordings are approved as they stand, and by whom: "3 of 5, by A. Bee"."""
    from handouts.approval import read_approvals, standings

    found = standings(document, read_approvals(document.path))
    approved = [each.approval.by for each in found if each.state == "approved" and each.approval]
    names = ", ".join(dict.fromkeys(approved))
    return f"{len(approved)} of {len(found)}" + (f", by {names}" if names else "")


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


def _output(document: Document, kind: Format, job: Job, output: Path, known: Mapping[str, Entry]) -> Result:
    began = time.perf_counter()
    target = target_of(job.article, kind, job.variant, output)
    name = target.relative_to(output).as_posix()
    try:
        ingredients = ingredients_of(document, kind, job.variant.options)
        key, entry = key_of(ingredients), known.get(name)
        if entry and entry.key == key and target.is_file() and digest_of(target) == entry.sha256:
            made = Made(entry.length, entry.pages)
            return Result(job.article, kind.name, target, "fresh", time.perf_counter() - began, made)
        made = _write(document, kind, job.variant.options, target, output / HIDDEN)
        entry = Entry(
            path=name,
            article=str(job.article),
            variant=job.variant.name,
            format=kind.name,
            key=key,
            sha256=digest_of(target),
            ingredients=ingredients,
            version=document.version,
            revised=document.revised.isoformat(),
            grade=None,
            approval="",
            made=datetime.now(UTC).isoformat(timespec="seconds"),
            length=made.length,
            pages=made.pages,
        )
    except HandoutsError as error:
        return Result(job.article, kind.name, target, "failed", time.perf_counter() - began, error=error)
    except OSError as error:
        seconds = time.perf_counter() - began
        return Result(job.article, kind.name, target, "failed", seconds, error=refusal(error, target))
    return Result(job.article, kind.name, target, "made", time.perf_counter() - began, made, entry=entry)


def _write(document: Document, kind: Format, options: Options, target: Path, hidden: Path) -> Made:
    """Write the output where nobody looks, on the same disk, and put it in place in one step."""
    for folder in (target.parent, hidden / UNFINISHED):
        folder.mkdir(parents=True, exist_ok=True)
    with replacing(target, hidden / UNFINISHED) as beside:
        made = kind.write(document, options, Workplace(beside, hidden / "sound"))
        if not beside.stat().st_size:
            raise OutputError(f"The {kind.name} came out empty.", path=target)
    return made


def refusal(error: OSError, target: Path) -> OutputError:
    """The system's refusal as an error with a next step; what is no refusal is a bug, and shows its traceback."""
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
