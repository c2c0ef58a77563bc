"""Jobs whose files nobody has touched since they were last found fresh: told from the system's account of each file.

This only spares reading what has not changed. What has another account than before, a new date alone included, is
read, and judged by its content.
"""

import json
from collections.abc import Iterable, Mapping
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from handouts.formats import formats
from handouts.freshness import PACKAGE, digest_of
from handouts.ledger import Entry, Ledger, Stamp
from handouts.pipeline import Job, Outcome, Result, made_of, targets_of
from handouts.readers import readers
from handouts.storage import Place
from handouts.voices import voices

SETTLED = 2_000_000_000
"""Nanoseconds for which a source must have rested before a batch begins: within one tick of a coarse clock (2 s on
FAT) a file can change twice and keep the same date. Git calls such files racily clean."""


def untouched(job: Job, output: Place, known: Mapping[str, Entry], ledger: Ledger) -> Outcome | None:
    """The outcome of a job none of whose files, options, code or packages changed since all its outputs were fresh."""
    if not isinstance(output, Path) or not isinstance(job.article, Path):
        return None
    targets = targets_of(job, output)
    entries = [known.get(target.relative_to(output).as_posix()) for target in targets]
    stamp = ledger.stamp(_name(job, output)) if all(entries) else None
    if stamp is None or stamp.recipe != _recipe(job):
        return None
    inputs = [Path(path) for path in json.loads(stamp.inputs)]
    if stamp.files != _accounts([*inputs, *targets]):
        return None
    told = zip(job.variant.formats, targets, entries, strict=True)
    fresh = (Result(job.article, name, path, "fresh", made=made_of(entry)) for name, path, entry in told if entry)
    return Outcome(tuple(fresh))


def stamped(job: Job, outcome: Outcome, output: Place, began: int) -> Stamp | None:
    """What is to be kept of a job that went well; None if a source was touched shortly before the batch `began`.

    `began` is a time in nanoseconds. What was touched after it was perhaps read before.
    """
    inputs = [path for path in outcome.inputs if isinstance(path, Path)]
    if not inputs or not isinstance(output, Path) or any(result.error for result in outcome.results):
        return None
    abouts = [_account(path) for path in inputs]
    if any(max(about[1:3]) > began - SETTLED for about in abouts if about):
        return None
    files = _accounts([*inputs, *targets_of(job, output)])
    return Stamp(_name(job, output), _recipe(job), json.dumps([str(path) for path in inputs]), files)


def _name(job: Job, output: Path) -> str:
    """The job's name in the ledger: its first output."""
    return targets_of(job, output)[0].relative_to(output).as_posix()


def _accounts(paths: Iterable[Path]) -> str:
    return json.dumps([_account(path) for path in paths])


def _account(path: Path) -> tuple[int, int, int, int, int] | None:
    """Size, dates of content and of any change, and place of a file, or None if there is none."""
    try:
        about = path.stat()
    except OSError:
        return None
    return about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino, about.st_dev


def _recipe(job: Job) -> str:
    """A hash over all that makes outputs of the article's files: options, formats, what is new, code, packages."""
    parts = [asdict(job.variant.options), job.variant.formats, sha256(job.editions).hexdigest(), program_digest()]
    return sha256(json.dumps(parts).encode()).hexdigest()


@cache
def program_digest() -> str:
    """A hash over the whole program, its data, and the releases of the packages on which an output may depend."""
    files = sorted(path for path in PACKAGE.rglob("*") if path.is_file() and path.suffix != ".pyc")
    parts = [(path.relative_to(PACKAGE).as_posix(), digest_of(path)) for path in files]
    packages = [kind.packages for found in (formats(), voices(), readers()) for kind in found.values()]
    names = sorted({name for some in packages for name in some})
    return sha256(json.dumps([parts, [(name, _release(name)) for name in names]]).encode()).hexdigest()


def _release(name: str) -> str:
    try:
        return version(name)
    except PackageNotFoundError:
        return ""
