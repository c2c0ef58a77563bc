"""Pieces of sound kept from run to run, each under the hash of all that it was made from.

A file holds a digest, then the sound as FLAC, which loses nothing. One that is broken counts as absent. It is the
files' time that tells which was used last: beyond a size the longest unused go.
"""

import os
from contextlib import suppress
from functools import cache
from hashlib import blake2b, sha256
from importlib.metadata import version
from io import BytesIO
from json import dumps
from pathlib import Path

from handouts.atomic import replacing
from handouts.voices import Sound, Voice

LIMIT = 2_000_000_000
"""Bytes that are kept: about 24 hours of sound."""

_DIGEST = 16
_PACKAGE = Path(__file__).parent.parent


class Store:
    """The pieces of sound below one folder, for one voice at one rate."""

    def __init__(self, folder: Path, voice: Voice, rate: int) -> None:
        self.folder = folder
        self._recipe = {
            "voice": voice.name,
            "packages": {name: version(name) for name in (*voice.packages, "numpy")},
            "rate": rate,
            "code": _code_digest(),
        }

    def path(self, text: str) -> Path:
        """Where the sound of `text` is kept."""
        key = sha256(dumps({**self._recipe, "text": text}, sort_keys=True).encode()).hexdigest()
        return self.folder / key[:2] / f"{key}.sound"

    def keep(self, path: Path, sound: Sound) -> None:
        """Keep a piece."""
        import soundfile  # type: ignore[import-untyped]

        flac = BytesIO()
        soundfile.write(flac, sound.samples, sound.sample_rate, format="FLAC", subtype="PCM_16", compression_level=0.0)
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as beside:
            beside.write_bytes(_digest(flac.getvalue()) + flac.getvalue())

    def trim(self, limit: int = LIMIT) -> None:
        """Take away what was unused for longest, whole files too, until no more than `limit` bytes are left."""
        files = (*self.folder.glob("*/*.sound"), *self.folder.glob("whole/*.mp3"))
        found = [(about, file) for file in files if (about := _about(file))]
        surplus = sum(about.st_size for about, _ in found) - limit
        for about, file in sorted(found, key=lambda each: each[0].st_mtime_ns):
            if surplus <= 0:
                return
            file.unlink(missing_ok=True)
            surplus -= about.st_size


def _about(file: Path) -> os.stat_result | None:
    """The system's account of a file, or None if another process took it away meanwhile."""
    try:
        return file.stat()
    except FileNotFoundError:
        return None


def kept(path: Path) -> Sound | None:
    """The piece at `path`, or None if there is none that is whole."""
    import soundfile

    try:
        content = path.read_bytes()
    except FileNotFoundError:
        return None
    digest, flac = content[:_DIGEST], content[_DIGEST:]
    if digest != _digest(flac):
        return None
    with suppress(OSError):
        # Another process may have taken it away meanwhile; then it must not come back empty.
        os.utime(path)
    samples, sample_rate = soundfile.read(BytesIO(flac), dtype="int16")
    return Sound(samples, sample_rate)


def _digest(content: bytes) -> bytes:
    return blake2b(content, digest_size=_DIGEST).digest()


@cache
def _code_digest() -> str:
    """A hash over the modules that make a piece: the voices, and what levels them."""
    modules = [*(_PACKAGE / "voices").glob("*.py"), *(_PACKAGE / "sound").glob("l*.py")]
    return sha256(b"".join(module.read_bytes() for module in sorted(modules))).hexdigest()
