"""Jobs whose files nobody has touched since they were last found fresh: told from the system's account of each file.

This only spares reading what has not changed. What has another account than before, a new date alone included, is
read, and judged by its content.
"""

import json
import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict
from functools import cache
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from handouts.formats import Made, formats
from handouts.freshness import PACKAGE, digest_if_there, digest_of
from handouts.ledger import Ledger, Short, Stamp
from handouts.pipeline import Job, Outcome, Result, names_of, targets_of
from handouts.readers import readers
from handouts.storage import Place
from handouts.variants import Variant
from handouts.voices import voices

SETTLED = 2_000_000_000
"""Nanoseconds for which a source must have rested before a batch begins: within one tick of a coarse clock (2 s on
FAT) a file can change twice and keep the same date. Git calls such files racily clean."""


def sifted(
    jobs: Sequence[Job], output: Place, known: Mapping[str, Short], ledger: Ledger
) -> Iterator[tuple[Job, Outcome | None]]:
    """The jobs, with the outcome of each whose files, options, code and packages are as when its outputs were fresh."""
    stamps = ledger.stamps(names_of(job)[0] for job in jobs) if isinstance(output, Path) else {}
    for job in jobs:
        names = names_of(job)
        stamp = stamps.get(names[0])
        if stamp and stamp.recipe == _recipe(job) and all(name in known for name in names):
            targets = targets_of(job, output)
            if stamp.files == _accounts([*stamp.inputs.split("\0"), *map(str, targets)]):
                told = zip(job.variant.formats, targets, (known[name] for name in names), strict=True)
                yield job, Outcome(tuple(_fresh(job, *each) for each in told))
                continue
        yield job, None


def _fresh(job: Job, name: str, target: Place, known: Short) -> Result:
    return Result(job.article, name, target, "fresh", made=Made(known.length, known.pages))


def stamped(job: Job, outcome: Outcome, output: Place, began: int) -> Stamp | None:
    """What is to be kept of a job that went well; None if a source was touched shortly before the batch `began`.

    `began` is a time in nanoseconds. What was touched after it was perhaps read before; and because the clock that
    dates a file may be another machine's, or be set anew, each file must hold now what was read.
    """
    inputs = [path for path, _ in outcome.inputs if isinstance(path, Path)]
    if not inputs or not isinstance(output, Path) or any(result.error for result in outcome.results):
        return None
    abouts = [account(path) for path in inputs]
    if any(max(about[1:3]) > began - SETTLED for about in abouts if about):
        return None
    files = _accounts([*inputs, *targets_of(job, output)])
    if any(digest_if_there(path) != digest for path, (_, digest) in zip(inputs, outcome.inputs, strict=True)):
        return None
    return Stamp(names_of(job)[0], _recipe(job), "\0".join(map(str, inputs)), files)


def _accounts(paths: Iterable[Path | str]) -> str:
    return json.dumps([account(path) for path in paths])


def account(path: Path | str) -> tuple[int, int, int, int, int] | None:
    """Size, dates of content and of any change, and place of a file, or None if there is none."""
    try:
        about = os.stat(path)  # noqa: PTH116 - of a name, without a path made for it
    except OSError:
        return None
    return about.st_size, about.st_mtime_ns, about.st_ctime_ns, about.st_ino, about.st_dev


def _recipe(job: Job) -> str:
    """A hash over what makes outputs of the article's files: options, formats, code, packages; and one of its past."""
    return f"{_recipe_of(job.variant)} {sha256(job.editions).hexdigest()}"


@cache
def _recipe_of(variant: Variant) -> str:
    parts = [asdict(variant.options), variant.formats, program_digest()]
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
