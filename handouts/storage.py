"""Where articles and outputs stand: in folders, or in stores that fsspec reaches, such as s3://bucket/sources.

What a store holds is brought into a local folder to be worked on, and put in place whole. Folders need none of this.
"""

import json
import os
import socket
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path, PurePosixPath
from threading import Event, Thread
from time import monotonic, sleep
from typing import Any, TypeVar
from uuid import uuid4

from handouts.errors import HandoutsError, MissingError, OutputError, SourceError

PUT_WHOLE = frozenset("s3 s3a gs gcs az abfs abfss memory".split())
"""Stores that show a file only when all of it has come; in others it is put beside, and then renamed."""

RENEWED = 10.0
LOST = 45.0
LOOKED = 1.0
"""Seconds after which a lease is renewed, after which one that was not counts as left behind, and between two looks."""


class Stored(PurePosixPath):
    """A file or folder of a store, by its URL, which is put together as paths are. It names, and reaches nothing."""

    __slots__ = ()

    def __str__(self) -> str:
        first, *rest = self.parts or (".",)
        return f"{first}//{'/'.join(rest)}" if first.endswith(":") else "/".join((first, *rest))


Place = Path | Stored
PlaceType = TypeVar("PlaceType", Path, Stored, Path | Stored)


def place_of(text: str) -> Place:
    """The folder or file that a person names, by a path or a URL."""
    scheme, mark, rest = text.partition("://")
    if not mark:
        return Path(text)
    if scheme == "file" and rest.startswith("/"):
        return Path(rest)
    if scheme == "file" or not rest.strip("/") or rest.startswith("/"):
        raise SourceError("This names no place.", todo="Write one such as s3://bucket/out or file:///out.", path=text)
    return _sound(Stored(f"{scheme}://{rest}"))


def files_in(folder: Stored) -> list[Stored]:
    """The files that stand in a folder, by name; none if there is no such folder."""
    with _told(folder):
        system, path = _reached(folder)
        system.invalidate_cache()
        try:
            found = system.ls(path, detail=True)
        except FileNotFoundError:
            return []
    names = (each["name"].removeprefix(path).strip("/") for each in found if each["type"] == "file")
    return [_sound(folder / name) for name in sorted(names) if name and "/" not in name]


def bring(source: Stored, target: Path, largest: int | None = None) -> bool:
    """Copy a file to a local path; False if there is none.

    Of one with more bytes than `largest` only the size comes: whoever reads it refuses it by that.
    """
    with _told(source):
        system, path = _reached(source)
        system.invalidate_cache()
        try:
            size = system.info(path)["size"]
            target.parent.mkdir(parents=True, exist_ok=True)
            if largest is not None and size > largest:
                target.touch()
                os.truncate(target, size)
            else:
                system.get_file(path, str(target))
        except (FileNotFoundError, IsADirectoryError):
            return False
    return True


def put(source: Path, target: Stored) -> None:
    """Copy a local file to a store, where it is never seen half-written. Raises OutputError."""
    with _told(target):
        system, path = _reached(target)
        if target.parts[0].rstrip(":") in PUT_WHOLE:
            system.put_file(str(source), path)
            return
        folder, _, name = path.rpartition("/")
        beside = f"{folder}/.{name}.{uuid4().hex}"
        system.makedirs(folder, exist_ok=True)
        try:
            system.put_file(str(source), beside)
            system.mv(beside, path)
        finally:
            with suppress(FileNotFoundError):
                system.rm_file(beside)


def remove(target: Place) -> None:
    """Take a file away, if it is there."""
    if isinstance(target, Path):
        target.unlink(missing_ok=True)
        return
    with _told(target), suppress(FileNotFoundError):
        system, path = _reached(target)
        system.rm_file(path)


@contextmanager
def leased(lease: Stored, waiting: Callable[[], None]) -> Iterator[Callable[[], bool]]:
    """Hold a lease, a file that says that someone is at work; gives what tells whether it is still ours.

    While another holds it, call `waiting` once, and wait. A holder renews it; one that no longer does has died, and
    its lease is taken over. No clock is compared with another.
    """
    ours = json.dumps({"host": socket.gethostname(), "process": os.getpid(), "lease": uuid4().hex}).encode()
    _take(lease, ours, waiting)
    ended = Event()

    def held() -> bool:
        return (_content(lease) or b"").startswith(ours)

    def renew() -> None:
        count = 0
        while not ended.wait(RENEWED):
            with suppress(HandoutsError):
                if not held():
                    return
                count += 1
                _write(lease, ours + f" {count}".encode())

    renewing = Thread(target=renew, daemon=True)
    renewing.start()
    try:
        yield held
    finally:
        ended.set()
        renewing.join()
        if held():
            remove(lease)


def _take(lease: Stored, ours: bytes, waiting: Callable[[], None]) -> None:
    seen, since = b"", 0.0
    while not _write(lease, ours, anew=True):
        content = _content(lease)
        if not seen:
            waiting()
        if content != seen:
            seen, since = content or b"gone", monotonic()
        elif monotonic() - since > LOST:
            _write(lease, ours)
            return
        sleep(LOOKED)


def _content(place: Stored) -> bytes | None:
    with _told(place):
        system, path = _reached(place)
        try:
            content: bytes = system.cat_file(path)
        except FileNotFoundError:
            return None
        return content


def _write(place: Stored, content: bytes, *, anew: bool = False) -> bool:
    """Write a small file; with `anew` only if there is none, and then tell whether it was written."""
    with _told(place):
        system, path = _reached(place)
        try:
            system.pipe_file(path, content, mode="create" if anew else "overwrite")
        except FileExistsError:
            return False
    return True


def _sound(place: Stored) -> Stored:
    """The place, unless its name would lead elsewhere."""
    if not place.parts[0].endswith(":") or ".." in place.parts or "::" in str(place) or "\0" in str(place):
        todo = "Name it without two dots or two colons in a row."
        raise SourceError("This place may lead out of where it seems to be.", todo=todo, path=str(place))
    return place


def _reached(place: Stored) -> tuple[Any, str]:
    """The file system of fsspec, and the path in it."""
    try:
        from fsspec.core import url_to_fs
    except ImportError as error:
        todo = "Run: pip install 'handouts[cluster]'"
        raise MissingError("Places that are no folders need fsspec.", todo=todo, path=str(place)) from error
    try:
        system, path = url_to_fs(str(_sound(place)))
    except ImportError as error:
        raise MissingError(f"{error}.", todo="Install that package with pip.", path=str(place)) from error
    return system, path


@contextmanager
def _told(place: Stored) -> Iterator[None]:
    """Tell a store's refusal as an error of ours."""
    try:
        yield
    except HandoutsError:
        raise
    except Exception as error:
        # Each store has errors of its own, of classes that only its package knows.
        reason = " ".join(str(error).split()) or type(error).__name__
        todo = "Check its address, the network, and that you may use it."
        raise OutputError(f"The store refuses: {reason}", todo=todo, path=str(place)) from error
