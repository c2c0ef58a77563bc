"""One article along the line: read, make plain if asked to, grade, then write each format that is not fresh."""

import errno
import time
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime
from functools import lru_cache
from hashlib import sha256
from itertools import groupby
from pathlib import Path
from typing import Literal

from handouts.approval import lock_path
from handouts.atomic import replacing
from handouts.document import Document, figures, long_date
from handouts.errors import HandoutsError, OutputError, SourceError
from handouts.formats import Format, Made, Workplace, formats
from handouts.freshness import digest_if_there, digest_of, ingredients_of, key_of
from handouts.ledger import Edition, Entry, unpacked
from handouts.options import Options
from handouts.readers import read
from handouts.storage import Place, PlaceType
from handouts.variants import Variant

HIDDEN = ".handouts"
"""The folder in the output folder that holds the ledger, the cache of sound, and what is being written."""
UNFINISHED = "unfinished"


@dataclass(frozen=True, slots=True)
class Job:
    """One article to be built in one variant.

    `editions` are the article's last ones, packed, if the outputs are to tell what changed since.
    """

    article: Place
    variant: Variant
    editions: bytes = field(default=b"", compare=False, repr=False)


Jobs = tuple[Job, ...]
"""All jobs of one article."""


@dataclass(frozen=True, slots=True)
class Result:
    """What became of one output: `seconds` it took, `made` what is worth telling, `error` why it failed.

    `entry` is for the ledger, if the output was made.
    """

    article: Place
    format: str
    path: Place
    status: Literal["made", "fresh", "failed"]
    seconds: float = 0.0
    made: Made = Made()  # noqa: RUF009 - frozen
    error: HandoutsError | None = None
    entry: Entry | None = None


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one job; `edition` is the article's text, unless it could not be read or nothing was made.

    `inputs` are the files that were read for it, or looked for, if it could be read: each with the SHA-256 of what was
    read, or "" if there was none.
    """

    results: tuple[Result, ...]
    edition: Edition | None = None
    inputs: tuple[tuple[Place, str], ...] = ()


def build(
    job: Job,
    output: Path,
    known: Mapping[str, Entry],
    sound: Path | None = None,
    refused: OutputError | None = None,
) -> Outcome:
    """Make every output of a job that is not fresh; a fault in one format stops no other.

    `known` are the entries of the ledger by their paths, at least those of this job. `sound` is the folder of the cache
    of sound, if not the output folder's own. Both places are folders. `refused` tells why nothing may be made: then
    what is not fresh has failed for that reason.
    """
    assert isinstance(job.article, Path)
    began = time.perf_counter()
    options, kinds = job.variant.options, [formats()[name] for name in job.variant.formats]
    lock = lock_path(job.article)
    approved = digest_if_there(lock)
    try:
        full = read(job.article)
        document = version_of(full, options)
        refuse_harder(document, options)
        shown = with_changes(document, full, options, unpacked(job.editions))
    except HandoutsError as error:
        return failed(job, output, error, time.perf_counter() - began)
    cache = sound or output / HIDDEN / "sound"
    targets = zip(kinds, names_of(job), strict=True)
    results = tuple(_output(shown, kind, name, job, output, known, cache, refused) for kind, name in targets)
    pictures = ((figure.path, sha256(figure.data).hexdigest()) for figure in figures(full))
    inputs = ((job.article, full.digest), (lock, approved), *pictures)
    if not any(result.entry for result in results):
        return Outcome(results, inputs=inputs)
    graded, approval = _grade(document), _approval(full) if options.plain else ""
    return Outcome(tuple(_with(each, graded, approval) for each in results), edition_of(full, job.article), inputs)


def made_of(entry: Entry) -> Made:
    """What is worth telling of an output that the ledger knows."""
    return Made(entry.length, entry.pages)


def failed(job: Job, output: Place, error: HandoutsError, seconds: float = 0.0) -> Outcome:
    """The outcome of a job that gives nothing."""
    targets = zip(job.variant.formats, targets_of(job, output), strict=True)
    return Outcome(tuple(Result(job.article, name, target, "failed", seconds, error=error) for name, target in targets))


def names_of(job: Job) -> list[str]:
    """The outputs of a job by their paths in the output folder, format by format."""
    folder = f"{job.variant.name}/" if job.variant.name else ""
    plain = "-plain" if job.variant.options.plain else ""
    return [f"{folder}{job.article.stem}{plain}{formats()[name].suffix}" for name in job.variant.formats]


def targets_of(job: Job, output: PlaceType) -> list[PlaceType]:
    """Where the outputs of a job stand, format by format."""
    return [output / name for name in names_of(job)]


def by_article(jobs: Iterable[Job]) -> list[Jobs]:
    """The jobs of each article together, for they share its sound: one process does them."""
    return [tuple(some) for _, some in groupby(jobs, lambda job: job.article)]


def known_of(jobs: Jobs, known: Mapping[str, Entry]) -> dict[str, Entry]:
    """The entries of the jobs' outputs among all."""
    return {name: entry for job in jobs for name in names_of(job) if (entry := known.get(name))}


def edition_of(document: Document, article: Path) -> Edition:
    """The article's text as it is now, and who approved which of its plain wordings."""
    from handouts.approval import read_approvals, texts_of
    from handouts.changes.passages import passages_of

    try:
        approvals = {(each.full, each.plain): each for each in read_approvals(document.path)}
        approval = _approval(document) if document.plain else ""
    except SourceError as error:
        # The full version needs no approval: the fault is told where a plain one is asked for.
        approvals, approval = {}, error.what
    found = ((plain, approvals.get(texts_of(document, plain))) for plain in document.plain)
    approved = {plain: f"{each.by}, {long_date(each.on)}" for plain, each in found if each}
    passages = passages_of(document, approved)
    return Edition(str(article), document.digest, document.version, document.revised.isoformat(), approval, passages)


def _with(result: Result, graded: float | None, approval: str) -> Result:
    """The result with what its entry tells of the article beside what it was made from."""
    return replace(result, entry=result.entry and replace(result.entry, grade=graded, approval=approval))


@lru_cache(maxsize=2)
def _grade(document: Document) -> float | None:
    """The mean grade. An article's variants are made one after the other, and most hold the same words."""
    from handouts.grade import whole_of

    whole = whole_of(document)
    return whole.mean if whole else None


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


def with_changes(document: Document, full: Document, options: Options, editions: Sequence[Edition]) -> Document:
    """The version of the article `full` that is built, with a box that tells what is new, if the options ask for it.

    `editions` are the article's last ones, the very last first.
    """
    if not options.changes or not editions:
        return document
    from handouts.changes.box import with_box

    return with_box(document, edition_of(full, full.path), editions, plain=options.plain)


def refuse_harder(document: Document, options: Options) -> None:
    """Raise ReadabilityError when the article is harder than `max_grade`."""
    if options.max_grade is None:
        return
    from handouts.grade import grade, refuse_if_harder

    refuse_if_harder(grade(document), options.max_grade, document.path)


def _output(
    document: Document,
    kind: Format,
    name: str,
    job: Job,
    output: Path,
    known: Mapping[str, Entry],
    sound: Path,
    refused: OutputError | None,
) -> Result:
    began = time.perf_counter()
    target = output / name
    try:
        ingredients = ingredients_of(document, kind, job.variant.options)
        key, entry = key_of(ingredients), known.get(name)
        if entry and entry.key == key and target.is_file() and digest_of(target) == entry.sha256:
            return Result(job.article, kind.name, target, "fresh", time.perf_counter() - began, made_of(entry))
        if refused:
            raise refused
        made = _write(document, kind, job.variant.options, Workplace(target, sound), output / HIDDEN / UNFINISHED)
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


def _write(document: Document, kind: Format, options: Options, place: Workplace, unfinished: Path) -> Made:
    """Write the output where nobody looks, on the same disk, and put it in place in one step."""
    for folder in (place.target.parent, unfinished):
        folder.mkdir(parents=True, exist_ok=True)
    with replacing(place.target, unfinished) as beside:
        made = kind.write(document, options, replace(place, target=beside))
        if not beside.stat().st_size:
            raise OutputError(f"The {kind.name} came out empty.", path=place.target)
    return made


def refusal(error: OSError, target: Place) -> OutputError:
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
        errno.EBUSY: "Another program holds it. Close that program, then build again.",
        errno.EISDIR: "A folder stands where the file belongs. Move it away, then build again.",
        errno.ENAMETOOLONG: "Its name is too long. Give the article a shorter one.",
        errno.EFBIG: "It is larger than this system lets a file be. Cut the article into several.",
        errno.EMFILE: "Too many files are open. Close other programs, then build again.",
    }
    if error.errno not in steps:
        raise error
    return OutputError("This output could not be written.", todo=steps[error.errno], path=target)
