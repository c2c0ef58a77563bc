"""To which article each output belongs: no two articles fill one place, and where one is gone, its outputs are left."""

from collections.abc import Iterable, Mapping
from pathlib import Path, PurePath

from handouts.batch.stored import standing
from handouts.errors import SourceError
from handouts.ledger import Short
from handouts.pipeline import Job, Outcome, failed, names_of
from handouts.storage import Place, files_in, place_of


def parted(
    jobs: Iterable[Job], output: Place, known: Mapping[str, Short], pages: Mapping[str, str]
) -> tuple[list[Job], list[Outcome]]:
    """The jobs to do, and the outcomes of those whose outputs would fill a place that is not theirs.

    `known` are the outputs that stand there, by path, and `pages` what a batch itself writes into the output folder:
    their names, and what they are.
    """
    sound, refused = [], []
    there = standing(each.article for each in known.values())
    owners = {path: each.article for path, each in known.items() if each.article in there}
    for job in jobs:
        names = names_of(job)
        page = next((pages[name] for name in names if name in pages), "")
        first = next((owners[name] for name in names if name in owners and not _same(owners[name], job.article)), "")
        if not page and not first:
            sound.append(job)
            owners |= dict.fromkeys(names, str(job.article))
            continue
        what = f"Its output would replace {page}." if page else f"Its outputs would replace those of {first}."
        todo = "Give the article another file name." if page else "Give one of them another file name."
        refused.append(failed(job, output, SourceError(what, todo=todo, path=job.article)))
    return sound, refused


def _same(owner: str, article: Place) -> bool:
    if owner == str(article):
        return True
    other = place_of(owner)
    return isinstance(other, Path) and isinstance(article, Path) and other.resolve() == article.resolve()


def orphans_in(known: Mapping[str, Short]) -> list[str]:
    """The outputs whose article is gone, by path; no path of a ledger from elsewhere leads out of the output folder.

    Where the whole folder of an article is not there, its outputs are left alone: perhaps it is only not seen from the
    folder in which this runs.
    """
    there = standing(each.article for each in known.values())
    gone = {path: place_of(each.article).parent for path, each in known.items() if each.article not in there}
    seen = {folder for folder in set(gone.values()) if _in_sight(folder)}
    return [path for path, folder in gone.items() if folder in seen and _stays(path)]


def _in_sight(folder: Place) -> bool:
    """Whether there is such a folder; a store holds files alone, and a folder without any is not told from none."""
    return folder.is_dir() if isinstance(folder, Path) else bool(files_in(folder))


def _stays(path: str) -> bool:
    return not PurePath(path).is_absolute() and ".." not in PurePath(path).parts
