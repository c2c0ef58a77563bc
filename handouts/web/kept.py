"""What the page had made, kept in the hidden folder of the outputs under the keys of freshness, up to a size.

The outputs of `handouts build` are never touched. A file stands here whole or not at all, with its digest beside it.
"""

import json
import os
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from time import time
from typing import Any

from handouts.atomic import replacing
from handouts.batch.stamps import account
from handouts.errors import OutputError
from handouts.formats import Made
from handouts.freshness import digest_if_there, digest_of
from handouts.pipeline import HIDDEN

FOLDER = "web"
LIMIT = 1_000_000_000
"""Bytes that are kept: some thousand handouts with their sound, or ten thousand printed ones."""


LEFT = 3600.0
"""Seconds after which an unfinished file is no longer being written."""
USED = 3600.0
"""Seconds after which a file that is asked for again counts as used again."""


def told_of(file: Path, sha256: str, pages: int | None, length: float | None) -> dict[str, Any] | None:
    """What a worker tells of an output: where it is, and what `handouts.web.finding.Output` holds.

    None if the file does not hold these bytes. The system's account of it is older than the look into it: what changes
    meanwhile has another one.
    """
    about = account(file)
    if digest_if_there(file) != sha256:
        return None
    return {"file": str(file), "sha256": sha256, "account": about, "pages": pages, "length": length}


@dataclass(frozen=True, slots=True)
class Kept:
    """What is kept for an output folder."""

    output: Path
    limit: int = LIMIT

    @property
    def folder(self) -> Path:
        """Where it is kept."""
        return self.output / HIDDEN / FOLDER

    def file(self, key: str, suffix: str) -> Path:
        """Where the file of that key stands, if it is there."""
        return self.folder / "made" / f"{key}{suffix}"

    def known(self, key: str, suffix: str) -> dict[str, Any] | None:
        """The file of that key, if it is there as it was written; it then counts as used now."""
        file, about = self.file(key, suffix), self._about(key, suffix)
        try:
            told = json.loads(about.read_text(encoding="utf-8"))
            if time() - file.stat().st_mtime > USED:
                os.utime(file)
            return told_of(file, told["sha256"], told["pages"], told["length"])
        except (OSError, ValueError, KeyError, TypeError):
            return None

    def keep(self, key: str, suffix: str, write: Callable[[Path], Made]) -> dict[str, Any]:
        """Have the file of that key written, and make room for it."""
        file, about = self.file(key, suffix), self._about(key, suffix)
        file.parent.mkdir(parents=True, exist_ok=True)
        with replacing(file) as beside:
            made = write(beside)
            if not beside.stat().st_size:
                raise OutputError(f"The {suffix.strip('.')} came out empty.", todo="Try again.")
        told = told_of(file, digest_of(file), made.pages, made.length)
        if told is None:
            raise OutputError("The file was taken away while it was made.", todo="Try again.")
        with replacing(about) as beside:
            beside.write_text(json.dumps(told), encoding="utf-8")
        self.trim(spared={file, about})
        return told

    def picture(self, sha256: str, page: int, width: int) -> Path:
        """Where the picture of a page of the PDF with these bytes is kept."""
        return self.folder / "pictures" / f"{sha256}-{page}-{width}.png"

    def sweep(self) -> None:
        """Take away what processes that were killed left unfinished."""
        for file in self.folder.glob("*/.*"):
            with suppress(FileNotFoundError):
                if time() - file.stat().st_mtime > LEFT:
                    file.unlink()

    def trim(self, spared: Iterable[Path] = ()) -> None:
        """Take away what was unused for longest, until no more than `limit` bytes are left."""
        spared, found = set(spared), []
        for file in self.folder.glob("*/*"):
            with suppress(FileNotFoundError):
                found.append((file.stat(), file))
        surplus = sum(about.st_size for about, _ in found) - self.limit
        for about, file in sorted(found, key=lambda each: each[0].st_mtime_ns):
            if surplus <= 0:
                return
            if file not in spared:
                file.unlink(missing_ok=True)
                surplus -= about.st_size

    def _about(self, key: str, suffix: str) -> Path:
        return self.folder / "made" / f"{key}{suffix}.json"
