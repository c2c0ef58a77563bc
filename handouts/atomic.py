"""Files that are never seen half-written: written beside, then put in place in one step."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import mkstemp


@contextmanager
def replacing(target: Path, folder: Path | None = None) -> Iterator[Path]:
    """Give a path to write to; it takes `target`'s place at the end, or is gone after an error.

    It lies in `folder`, which must be on the same disk, or else beside `target`.
    """
    handle, name = mkstemp(prefix=f".{target.name[:100]}.", suffix=target.suffix, dir=folder or target.parent)
    os.close(handle)
    beside = Path(name)
    try:
        yield beside
        beside.chmod(0o666 & ~_umask())
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)


def _umask() -> int:
    """The process's mask for new files, which can be read only by setting it."""
    mask = os.umask(0o022)
    os.umask(mask)
    return mask
