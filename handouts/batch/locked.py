"""One batch at a time in an output folder: the next one waits for it."""

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path


def _told(folder: Path) -> None:
    sys.stderr.write(f"Another build is at work in {folder.parent}; this one waits for it.\n")


@contextmanager
def alone_in(hidden: Path, waiting: Callable[[Path], None] = _told) -> Iterator[None]:
    """Hold the output folder's lock; while another process holds it, say so with `waiting` and wait.

    The lock is the system's own: it ends with the process, however that ends.
    """
    hidden.mkdir(parents=True, exist_ok=True)
    handle = os.open(hidden / "lock", os.O_RDWR | os.O_CREAT, 0o666)
    try:
        if not _taken(handle, wait=False):
            waiting(hidden)
            _taken(handle, wait=True)
        yield
    finally:
        os.close(handle)


def _taken(handle: int, *, wait: bool) -> bool:
    if sys.platform == "win32":
        import msvcrt

        while True:
            try:
                msvcrt.locking(handle, msvcrt.LK_LOCK if wait else msvcrt.LK_NBLCK, 1)
            except OSError:
                if not wait:
                    return False
            else:
                return True
    import fcntl

    try:
        fcntl.flock(handle, fcntl.LOCK_EX | (0 if wait else fcntl.LOCK_NB))
    except BlockingIOError:
        return False
    return True
