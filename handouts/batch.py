"""Many articles: each goes along the line by itself, and none stops the others."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from handouts.errors import SourceError
from handouts.formats import Format
from handouts.options import Options
from handouts.pipeline import Result, build, target_of
from handouts.readers import readers


def articles_in(folder: Path) -> list[Path]:
    """Every article of a folder, by name, or SourceError when there is none."""
    found = sorted(path for path in folder.glob("*") if path.suffix.lower() in readers()) if folder.is_dir() else []
    if not found:
        todo = f"Put articles there ({', '.join(sorted(readers()))}), or name one on the command line."
        raise SourceError("There are no articles in this folder.", todo=todo, path=folder)
    return found


def build_all(articles: Sequence[Path], kinds: Sequence[Format], options: Options, output: Path) -> Iterator[Result]:
    """The results of every article, in the order given; of two with one name the second is refused."""
    taken: dict[str, Path] = {}
    for article in articles:
        first = taken.setdefault(article.stem, article)
        if first is article:
            yield from build(article, kinds, options, output)
            continue
        todo = "Give one of them another file name."
        error = SourceError(f"Its outputs would replace those of {first}.", todo=todo, path=article)
        for kind in kinds:
            yield Result(article, kind.name, target_of(article, kind, options, output), "failed", error=error)
