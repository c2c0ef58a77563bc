"""Jobs whose article or outputs stand in a store: what they need is brought here, what they made is put there whole."""

import os
import sys
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import replace
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory, mkdtemp
from urllib.parse import unquote

from handouts.approval import lock_path
from handouts.batch.locked import alone_in
from handouts.errors import HandoutsError, OutputError, SourceError
from handouts.formats import Made
from handouts.freshness import digest_of
from handouts.ledger import NAME, Entry
from handouts.pipeline import HIDDEN, Job, Jobs, Outcome, Result, build, failed, known_of, targets_of
from handouts.readers import LARGEST_ARTICLE, clean
from handouts.storage import Place, Stored, bring, files_in, leased, place_of, put


def build_at(
    job: Job,
    output: Place,
    known: Mapping[str, Entry],
    sound: Path | None = None,
    refused: OutputError | None = None,
) -> Outcome:
    """`build`, wherever the article and its outputs stand."""
    if isinstance(job.article, Path) and isinstance(output, Path):
        return build(job, output, known, sound, refused)
    with TemporaryDirectory(prefix="handouts-") as scratch:
        # What leads out of a folder is known by its real path.
        here = Path(scratch).resolve()
        try:
            article = article_here(job.article, here / "sources")
            folder = output if isinstance(output, Path) else _outputs(job, output, known, here / "output")
        except HandoutsError as error:
            return failed(job, output, error)
        cache = sound or (None if isinstance(output, Path) else sound_cache())
        made = build(replace(job, article=article), folder, known, cache, refused)
        outcome = renamed(made, job, output, article, folder)
        return outcome if isinstance(output, Path) else _put(outcome, folder, output)


def build_all(jobs: Jobs, output: Place, known: Mapping[str, Entry], sound: Path | None = None) -> tuple[Outcome, ...]:
    """`build_at` for all jobs of an article, one after the other."""
    return tuple(build_at(job, output, known, sound) for job in jobs)


def renamed(outcome: Outcome, job: Job, output: Place, article: Place, folder: Place) -> Outcome:
    """The outcome of a job that was done on an `article` and in an output `folder` elsewhere, as that of `job`."""
    names = ((f"{article.parent}/", _prefix(job.article.parent)), (f"{folder}/", _prefix(output)))

    def told(error: HandoutsError) -> HandoutsError:
        texts = [error.what, error.todo, str(error.path or "")]
        for there, here in names:
            texts = [text.replace(there, here) for text in texts]
        return type(error)(texts[0], todo=texts[1], path=texts[2] or None, line=error.line)

    def result(each: Result, target: Place) -> Result:
        entry = each.entry and replace(each.entry, article=str(job.article))
        return replace(
            each, article=job.article, path=target, entry=entry, error=told(each.error) if each.error else None
        )

    results = tuple(result(each, target) for each, target in zip(outcome.results, targets_of(job, output), strict=True))
    edition = outcome.edition and replace(outcome.edition, article=str(job.article))
    inputs = tuple((job.article.parent / path.relative_to(article.parent), sha) for path, sha in outcome.inputs)
    return Outcome(results, edition, inputs)


def output_here(target: Place, scratch: Path) -> Path:
    """An output, brought from a store into a folder in place of the last one; there is nothing if it is missing."""
    if isinstance(target, Path):
        return target
    local = scratch / "an output"
    local.unlink(missing_ok=True)
    bring(target, local)
    return local


def hidden_here(output: Place, scratch: Path) -> Path:
    """The folder with the ledger of a place for outputs, brought from a store to be read only."""
    if isinstance(output, Path):
        return output / HIDDEN
    bring(output / HIDDEN / NAME, scratch / HIDDEN / NAME)
    return scratch / HIDDEN


def standing(articles: Iterable[str]) -> set[str]:
    """Those of the articles that are still there; a store is asked once for each folder."""
    found: set[str] = set()
    folders: dict[Stored, set[str]] = {}
    for name in set(articles):
        place = place_of(name)
        if isinstance(place, Path):
            if place.exists():
                found.add(name)
            continue
        if place.parent not in folders:
            folders[place.parent] = {str(each) for each in files_in(place.parent)}
        found |= {name} & folders[place.parent]
    return found


@contextmanager
def kept_in(output: Place) -> Iterator[Path]:
    """The folder on this machine whose `.handouts` holds the ledger of a place for outputs, for this process alone.

    That of a store is brought at the beginning. At the end it is put back, with what else was written beside it.
    """
    if isinstance(output, Path):
        with alone_in(output / HIDDEN):
            yield output
        return
    with TemporaryDirectory(prefix="handouts-") as scratch, leased(output / HIDDEN / "lease", _waits(output)) as held:
        here = Path(scratch)
        ledger = here / HIDDEN / NAME
        before = digest_of(ledger) if bring(output / HIDDEN / NAME, ledger) else ""
        try:
            yield here
        finally:
            if not held():
                told = "Another build took over here; what this one made is not in the ledger, and will be made again."
                sys.stderr.write(f"{output}: {told}\n")
            else:
                changed = [ledger] if ledger.exists() and digest_of(ledger) != before else []
                for path in (*here.glob("*"), *(here / HIDDEN).glob("*.broken"), *changed):
                    if path.is_file():
                        put(path, output / path.relative_to(here))


@cache
def sound_cache() -> Path:
    """The folder in which this machine keeps sound for outputs that stand elsewhere."""
    with suppress(OSError, RuntimeError):
        folder = Path(os.environ.get("XDG_CACHE_HOME") or Path.home() / ".cache") / "handouts" / "sound"
        folder.mkdir(parents=True, exist_ok=True)
        if os.access(folder, os.W_OK):
            return folder
    return Path(mkdtemp(prefix="handouts-sound-"))


def _waits(output: Stored) -> Callable[[], None]:
    def tell() -> None:
        told = "Another build is at work there, or was killed a moment ago; this one waits for it."
        sys.stderr.write(f"{output}: {told}\n")

    return tell


def article_here(article: Place, folder: Path) -> Path:
    """The article, brought from a store with its record of approvals and its figures into a new folder.

    What lacks or is wrong is told by its reader.
    """
    if isinstance(article, Path):
        return article
    from handouts.readers.markdown.figures import LARGEST_FILE

    local = folder / article.name
    folder.mkdir(parents=True)
    if bring(article, local, LARGEST_ARTICLE):
        bring(article.with_name(lock_path(local).name), lock_path(local))
        for name in _figures(local):
            with suppress(ValueError):
                # Its name is hostile until it is known to stay in the folder.
                target = (folder / name).resolve()
                bring(article.parent / target.relative_to(folder), target, LARGEST_FILE)
    return local


def _figures(article: Path) -> set[str]:
    """The names that an article gives to figures, as its reader understands them."""
    from handouts.readers.markdown.reading import parser

    if article.stat().st_size > LARGEST_ARTICLE:
        return set()
    try:
        text = clean(article.read_bytes().decode("utf-8-sig"), article)
    except (UnicodeDecodeError, SourceError):
        return set()
    inline = (child for token in parser().parse(text, {}) for child in token.children or ())
    return {unquote(str(child.attrs.get("src", ""))) for child in inline if child.type == "image"}


def _outputs(job: Job, output: Stored, known: Mapping[str, Entry], folder: Path) -> Path:
    """The outputs that the ledger knows, brought into a folder, so that it can be seen whether they are fresh."""
    for name in known_of((job,), known):
        bring(output / name, folder / name)
    return folder


def _put(outcome: Outcome, folder: Path, output: Stored) -> Outcome:
    """Put what was made in its place."""
    results = tuple(_result_put(each, folder, output) if each.entry else each for each in outcome.results)
    return replace(outcome, results=results, edition=outcome.edition if any(each.entry for each in results) else None)


def _result_put(result: Result, folder: Path, output: Stored) -> Result:
    assert result.entry
    try:
        put(folder / result.entry.path, output / result.entry.path)
    except HandoutsError as error:
        return replace(result, status="failed", made=Made(), error=error, entry=None)
    return result


def _prefix(place: Place) -> str:
    return "" if str(place) == "." else f"{place}/"
