"""What a worker can do, each task by its name: plain data goes in and comes out.

Everything that reads an article or draws a page happens here, in a process that may be killed, never in the server.
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from functools import lru_cache
from pathlib import Path
from threading import Event, Thread
from time import time_ns
from typing import Any

from handouts.approval import lock_path
from handouts.batch.stamps import account
from handouts.document import Document, figures
from handouts.formats import Format, Workplace, formats
from handouts.freshness import ingredients_of, key_of
from handouts.ledger import NAME, Ledger, ledger_read
from handouts.options import Options
from handouts.pipeline import HIDDEN, Job, names_of, refusal, version_of, with_changes
from handouts.readers import read
from handouts.variants import Variant
from handouts.web.kept import Kept, told_of

Tell = Callable[..., None]

LOOKED = 0.3
"""Seconds between two looks at how much has been spoken."""


def find(tell: Tell, article: str, options: Mapping[str, Any], kinds: list[str], output: str) -> dict[str, Any]:
    """Which of the outputs of these kinds are there for these options; nothing is made.

    Of one that is not, `absent` tells the files that would have to change first.
    """
    began = time_ns()
    chosen, place = Options(**options), Path(output)
    full = read(Path(article))
    shown = _shown(full, chosen, place)
    found, absent = {}, {}
    for name in kinds:
        key = key_of(ingredients_of(shown, formats()[name], chosen))
        places = _places(key, formats()[name], full.path, chosen, place)
        accounts = [[str(path), account(path)] for path in places]
        if known := _known(key, formats()[name], full.path, chosen, place):
            found[name] = known
        else:
            absent[name] = accounts
    return {"found": found, "absent": absent, "inputs": _inputs(full, chosen, place), "began": began}


def make(tell: Tell, article: str, options: Mapping[str, Any], kind: str, output: str) -> dict[str, Any]:
    """The output of this kind for these options, made unless it is there."""
    began = time_ns()
    chosen, place, format_ = Options(**options), Path(output), formats()[kind]
    tell(step="Reading the article")
    full = read(Path(article))
    if chosen.plain and full.plain:
        tell(step="Checking that the plain words lost no fact")
    shown = _shown(full, chosen, place)
    key = key_of(ingredients_of(shown, format_, chosen))
    made = _known(key, format_, full.path, chosen, place) or _made(tell, shown, chosen, format_, key, place)
    return {"found": {kind: made}, "inputs": _inputs(full, chosen, place), "began": began}


def packet(tell: Tell, articles: list[str], options: Mapping[str, Any], output: str, make: bool) -> dict[str, Any]:
    """Several articles in one PDF, found or, if `make`, made; HandoutsError names the article at fault."""
    from hashlib import sha256

    from handouts.batch.stamps import program_digest
    from handouts.formats.pdf.packet import write_packet

    began = time_ns()
    chosen, place, pdf = Options(**options), Path(output), formats()["pdf"]
    shown, inputs = [], []
    for number, article in enumerate(articles, 1):
        tell(step=f"Reading topic {number} of {len(articles)}")
        full = read(Path(article))
        shown.append(_shown(full, chosen, place))
        inputs += _inputs(full, chosen, place)
    keys = [program_digest(), *(key_of(ingredients_of(each, pdf, chosen)) for each in shown)]
    key = sha256(json.dumps(keys).encode()).hexdigest()
    kept = Kept(place)
    found = kept.known(key, pdf.suffix)
    if not found and make:
        tell(step="Laying out the pages")
        try:
            found = kept.keep(key, pdf.suffix, lambda target: write_packet(shown, chosen, target))
        except OSError as error:
            raise refusal(error, place) from error
    return {"found": {"pdf": found} if found else {}, "inputs": inputs, "began": began}


def draw(tell: Tell, file: str, page: int, width: int, target: str) -> dict[str, Any]:
    """A page of a PDF as a picture."""
    from handouts.web.pictures import draw_page

    draw_page(Path(file), page, width, Path(target))
    return {}


def describe(tell: Tell, article: str) -> dict[str, Any]:
    """What the library tells of an article."""
    from handouts.web.describing import described

    return described(Path(article))


def judge(tell: Tell, article: str, output: str) -> dict[str, Any]:
    """What an editor is shown of an article."""
    from handouts.web.judging import judged

    ledger = _ledger(Path(output))
    return judged(Path(article), ledger.editions(str(Path(article))) if ledger else ())


def warm() -> None:
    """Load what the first nurse would else wait for."""
    from datetime import date

    from handouts import grade, plain  # noqa: F401
    from handouts.document import Paragraph, Span
    from handouts.formats.pdf.make import made
    from handouts.web import describing, pictures  # noqa: F401

    blocks = (Paragraph((Span("A", 1),), 1),)
    day = date(2026, 1, 1)
    made(Document(Path("a.md"), "A", "en", "1", day, "A", "a", "", review=None, blocks=blocks), Options())


def _shown(full: Document, options: Options, output: Path) -> Document:
    ledger = _ledger(output) if options.changes else None
    editions = ledger.editions(str(full.path)) if ledger else ()
    return with_changes(version_of(full, options), full, options, editions)


def _known(key: str, kind: Format, article: Path, options: Options, output: Path) -> dict[str, Any] | None:
    """The output of that key: that of a build, if its bytes are still those that the ledger knows, or one of ours."""
    ledger, file = _ledger(output), _places(key, kind, article, options, output)[0]
    entry = ledger.outputs.get(file.relative_to(output).as_posix()) if ledger else None
    if entry and entry.key == key and (told := told_of(file, entry.sha256, entry.pages, entry.length)):
        return told
    return Kept(output).known(key, kind.suffix)


def _places(key: str, kind: Format, article: Path, options: Options, output: Path) -> tuple[Path, Path]:
    """Where the output may stand: where a build puts it, and with what the page had made."""
    (name,) = names_of(Job(article, Variant("", options, (kind.name,))))
    return output / name, Kept(output).file(key, kind.suffix)


def _ledger(output: Path) -> Ledger | None:
    """The ledger of the outputs, if there is one; as long as it is the same file it stays open, for it is large."""
    about = account(output / HIDDEN / NAME)
    return _opened_ledger(output, about[3:] if about else None)


@lru_cache(maxsize=1)
def _opened_ledger(output: Path, file: tuple[int, int] | None) -> Ledger | None:
    _open.close()
    return _open.enter_context(ledger_read(output / HIDDEN)) if file else None


_open = ExitStack()


def _made(tell: Tell, shown: Document, options: Options, kind: Format, key: str, output: Path) -> dict[str, Any]:
    sound = output / HIDDEN / "sound"

    def write(target: Path) -> Any:
        return kind.write(shown, options, Workplace(target, sound))

    try:
        if "voice" not in options.mattering_to(kind.name):
            tell(step="Laying out the pages")
            return Kept(output).keep(key, kind.suffix, write)
        with _spoken(tell, shown, options, sound):
            return Kept(output).keep(key, kind.suffix, write)
    except OSError as error:
        raise refusal(error, output) from error


@contextmanager
def _spoken(tell: Tell, shown: Document, options: Options, sound: Path) -> Iterator[None]:
    """Tell how much of the article has been spoken, for as long as it is: its sentences come one by one."""
    from handouts.sound.store import Store
    from handouts.spoken.script import script_of
    from handouts.voices import voice

    store = Store(sound, voice(options.voice), options.rate)
    said = [one.text for chapter in script_of(shown).chapters for part in chapter.passages for one in part.utterances]
    paths = {store.path(text) for text in said}
    ended = Event()

    def look() -> None:
        while True:
            spoken = sum(path.exists() for path in paths) / len(paths)
            tell(step="Speaking" if spoken < 1 else "Putting the sound together", part=spoken)
            if ended.wait(LOOKED):
                return

    looking = Thread(target=look, daemon=True)
    looking.start()
    try:
        yield
    finally:
        ended.set()
        looking.join()


def _inputs(full: Document, options: Options, output: Path) -> list[Any]:
    """The files on which the answer depends, each as the system now tells of it."""
    paths = [full.path, lock_path(full.path), *(figure.path for figure in figures(full))]
    if options.changes:
        paths.append(output / HIDDEN / NAME)
    return [[str(path), account(path)] for path in paths]


_ALL = (find, make, packet, draw, describe, judge)
TASKS: dict[str, Callable[..., dict[str, Any]]] = {each.__name__: each for each in _ALL}
