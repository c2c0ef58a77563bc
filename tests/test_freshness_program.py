"""Freshness of the program itself: its code, data and packages make exactly those outputs stale that they shape."""

import json
import shutil
from collections.abc import Iterator
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from handouts.formats import formats
from handouts.freshness import PACKAGE, code_of
from handouts.options import Options
from handouts.readers import readers
from handouts.voices import voice
from tests.articles import write_article
from tests.warm_builds import WarmBuilds

BODY = """Take 5 mg. An echocardiogram shows your heart.

![A square](square.png)

## When to call

Call us if you bleed.

::: plain
Call us if you bleed.
:::
"""
ALL = frozenset(formats())
SOUND = ALL - {"pdf"}
BOOKS = frozenset({"daisy", "epub"})

CHANGES: dict[str, frozenset[str]] = {
    # The code of formats: the books and the page take their figures, their look or their print from that of the print.
    "formats/mp3.py": frozenset({"mp3"}),
    "formats/script.py": frozenset({"script"}),
    "formats/html/page.py": frozenset({"html"}),
    "formats/epub/package.py": frozenset({"epub"}),
    "formats/daisy/ncc.py": frozenset({"daisy"}),
    "formats/_chapters.py": BOOKS,
    "formats/_xhtml.py": BOOKS | {"html"},
    "formats/pdf/make.py": BOOKS | {"pdf", "html"},
    # The stages before them.
    "readers/markdown/blocks.py": ALL,
    "document.py": ALL,
    "spoken/normalise.py": SOUND,
    "sound/recording.py": SOUND,
    "voices/pyttsx3.py": SOUND,
    "voices/_espeak.py": SOUND,
    "voices/_server.py": SOUND,
    # What takes no part.
    "voices/piper.py": frozenset(),
    "readers/page_text/__init__.py": frozenset(),
    "cli/progress.py": frozenset(),
    "grade/grading.py": frozenset(),
    "ledger/book.py": frozenset(),
    # Data.
    "data/lexicon.toml": SOUND,
    "data/html/page.css": frozenset({"html"}),
    "data/literacy.toml": frozenset(),
    "data/glossary.toml": frozenset(),
    # Packages, fonts among them.
    "reportlab": BOOKS | {"pdf"},
    "fontpkg-inter": BOOKS | {"pdf"},
    "fontpkg-atkinson-hyperlegible": BOOKS | {"pdf", "html"},
    "numpy": SOUND,
    "lameenc": BOOKS | {"html", "mp3"},
    "espeakng-loader": SOUND,
    "markdown-it-py": ALL,
    "textstat": frozenset(),
}
"""What is changed below `handouts/`, or the package of which there is another release, and what must be made anew."""


@pytest.fixture(scope="module")
def program(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the program, to be changed."""
    folder = tmp_path_factory.mktemp("program")
    shutil.copytree(PACKAGE, folder / "handouts", ignore=shutil.ignore_patterns("__pycache__"))
    return folder


@pytest.fixture(scope="module")
def builds(program: Path) -> Iterator[WarmBuilds]:
    with WarmBuilds(program) as warm:
        yield warm


def statuses(builds: WarmBuilds, folder: Path, *more: str) -> dict[str, str]:
    """Build the article in the folder; what became of each format."""
    assert builds.run(folder, "build", "--json", "--jobs", "1", *more) == 0, (folder / "said").read_text()
    lines = (folder / "said").read_text().splitlines()
    return {each["format"]: each["status"] for each in map(json.loads, lines) if "format" in each}


def contents(folder: Path) -> dict[str, tuple[bytes, int]]:
    """The bytes of every output, and when it was put in place."""
    return {
        name: ((path := folder / "output" / f"heart{kind.suffix}").read_bytes(), path.stat().st_mtime_ns)
        for name, kind in formats().items()
    }


def change(program: Path, name: str) -> None:
    """Another state of a module or a file of data, or another release of a package."""
    path = program / "handouts" / name
    if path.is_file():
        with path.open("a") as file:
            file.write("/* changed */\n" if path.suffix == ".css" else "\n# changed\n")
        return
    about = program / f"{name.replace('-', '_')}-99.dist-info"
    about.mkdir()
    (about / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 99\n")


def test_code_data_and_packages_make_exactly_those_stale_that_they_shape(
    builds: WarmBuilds, program: Path, tmp_path: Path
) -> None:
    write_article(tmp_path / "sources", BODY)
    assert set(statuses(builds, tmp_path).values()) == {"made"}
    found = {}
    for name in CHANGES:
        before = contents(tmp_path)
        change(program, name)
        found[name] = {kind for kind, status in statuses(builds, tmp_path).items() if status == "made"}
        assert {kind for kind, told in contents(tmp_path).items() if told[1] != before[kind][1]} == found[name]
        # Neither a comment nor another number shows in the bytes, but for the page's style.
        assert {kind for kind, told in contents(tmp_path).items() if told[0] != before[kind][0]} <= {"html"}
    assert found == CHANGES


def test_the_glossary_makes_stale_what_shows_its_words(builds: WarmBuilds, program: Path, tmp_path: Path) -> None:
    write_article(tmp_path / "sources", BODY.partition("::: plain")[0])
    glossary = program / "handouts" / "data" / "glossary.toml"
    assert set(statuses(builds, tmp_path).values()) == {"made"}
    assert set(statuses(builds, tmp_path, "--plain").values()) == {"made"}
    shown = (tmp_path / "output" / "heart-plain.script.txt").read_text()
    for term, status in (("ablation", "fresh"), ("echocardiogram", "made")):
        head, name, rest = glossary.read_text().partition(f'term = "{term}"')
        assert name
        glossary.write_text(head + name + rest.replace('meaning = "', 'meaning = "Changed: ', 1))
        assert set(statuses(builds, tmp_path, "--plain").values()) == {status}
        assert set(statuses(builds, tmp_path).values()) == {"fresh"}
    assert (tmp_path / "output" / "heart-plain.script.txt").read_text() != shown


AROUND = ("approval.py", "atomic.py", "batch/", "changes/", "cli/", "errors.py", "freshness.py", "ledger/")
SHELF = ("anchor.py", "faces.py", "shelf/")
PIPELINE = (*AROUND, *SHELF, "pipeline.py", "storage.py", "variants.py", "grade/", "sentences.py")
"""Code that runs for every output without shaping it: it decides, counts, grades for the ledger, keeps and lists."""

UNSEEN = {"cffi", "click", "handouts", "pillow", "rich", "setuptools", "soundfile"}
"""Packages that run for every output and show in none, or in those that name them. Soundfile, by cffi, keeps sound and
loses nothing of it; Pillow tells the reader how large a picture is."""


@pytest.mark.parametrize("name", sorted(ALL))
@pytest.mark.parametrize("plain", [False, True])
def test_all_that_a_format_uses_is_known_to_freshness(
    builds: WarmBuilds, program: Path, tmp_path: Path, name: str, plain: bool
) -> None:
    write_article(tmp_path / "sources", BODY)
    more = ("--plain",) if plain else ()
    assert builds.run(tmp_path, "build", "--jobs", "1", "--format", name, *more, traced=True) == 0
    traced = json.loads((tmp_path / "traced").read_text())
    kind, reader, speaker = formats()[name], readers()[".md"], voice("pyttsx3") if name != "pdf" else None
    home = program.resolve() / "handouts"
    read = {Path(path).relative_to(home).as_posix() for path in traced["opened"] if Path(path).is_relative_to(home)}
    data = {path.removeprefix("data/") for path in read if path.startswith("data/")}
    # The grade is kept in the ledger, and what the plain version takes from lists of words counts by its words. The
    # shelf tells of all outputs, and is none of them.
    graded = {path for path in data if path.startswith(("syllables/", "shelf/"))}
    assert data - graded >= set(kind.data)
    assert plain or data - graded == set(kind.data)

    ran = {Path(path).relative_to(home) for path in traced["ran"] if Path(path).is_relative_to(home)}
    known = {path.relative_to(PACKAGE) for path in code_of(kind, reader, speaker, Options(plain=plain))}
    assert not {path for path in ran - known if not path.as_posix().startswith(PIPELINE)}

    owners = packages_distributions()
    tops = {
        Path(path.rpartition("site-packages/")[2]).parts[0].removesuffix(".py")
        for path in traced["ran"]
        if "site-packages/" in path
    }
    tops |= {module.partition(".")[0] for module in traced["natives"]}
    used = {owner.lower() for top in tops for owner in owners.get(top, ())}
    assert used - UNSEEN <= {*kind.packages, *reader.packages, *(speaker.packages if speaker else ())}
