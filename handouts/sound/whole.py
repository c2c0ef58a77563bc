"""The MP3 of a recording, made once and kept, for all outputs that hold it."""

import os
from functools import cache
from hashlib import blake2b, file_digest, sha256
from importlib.metadata import version
from pathlib import Path

from handouts.atomic import replacing
from handouts.sound.encoding import encode
from handouts.sound.recording import Recording


def sound_file(recording: Recording, folder: Path) -> Path:
    """The recording as an MP3 without a tag, in the cache `folder`; a file there that is broken is made anew.

    Raises OutputError if the file, decoded, does not hold every utterance.
    """
    # The name ends in the digest of the bytes: a file that was harmed does not have its name's.
    key = _key(recording)
    for known in (folder / "whole").glob(f"{key}-*.mp3"):
        if known.name == f"{key}-{_digest(known)}.mp3":
            os.utime(known)
            return known
        known.unlink(missing_ok=True)
    fresh = folder / "whole" / f"{key}.mp3"
    fresh.parent.mkdir(parents=True, exist_ok=True)
    with replacing(fresh) as beside:
        encode(recording, beside)
    return fresh.rename(fresh.with_name(f"{key}-{_digest(fresh)}.mp3"))


def _key(recording: Recording) -> str:
    digest = sha256(f"{_encoder()} {recording.lead} {recording.sample_rate}\n".encode())
    for piece in recording.pieces():
        digest.update(f"{piece.path.name} {piece.pause}\n".encode())
    return digest.hexdigest()[:32]


@cache
def _encoder() -> str:
    """What encodes: the library's release, and a hash over our own module."""
    code = sha256((Path(__file__).parent / "encoding.py").read_bytes()).hexdigest()
    return f"{version('lameenc')} {code}"


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, lambda: blake2b(digest_size=16)).hexdigest()
