"""Pictures beside the saved page: read, decoded once, and never from elsewhere."""

import re
from base64 import b64decode
from binascii import Error as NotBase64
from io import BytesIO
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from handouts.document import Figure, Spans
from handouts.readers.web_page.boxes import Picture

LARGEST_FILE = 20_000_000
LARGEST_EMBEDDED = 8_000_000
"""Letters of a picture inside the page's own text."""
LARGEST_PICTURE = 50_000_000
"""Pixels."""
SMALLEST = 40
"""Pixels: a smaller picture is an icon or a spacer."""

_EMBEDDED = re.compile(r"data:image/(?:png|jpe?g|gif|webp);base64,", re.IGNORECASE)


def figure_of(picture: Picture, page: Path, name: str, caption: Spans) -> Figure | str:
    """The figure, under the file name `name` without its suffix, or why there is none."""
    if not picture.alt:
        return "picture without words"
    reason = "picture without a file"
    for source in picture.sources:
        data = _bytes_of(source, page)
        if isinstance(data, str):
            reason = data
            continue
        found = _decoded(data)
        if isinstance(found, str):
            reason = found
            continue
        data, suffix, (width, height) = found
        if min(width, height) < SMALLEST:
            return "icon"
        return Figure(Path(f"{name}{suffix}"), picture.alt, picture.line, data, width, height, caption)
    return reason


def _bytes_of(source: str, page: Path) -> bytes | str:
    """The file's bytes, or why there are none; nothing outside of the page's own folder is opened."""
    if source[:5].lower() == "data:":
        return _embedded(source)
    try:
        parts = urlsplit(source)
        name = unquote(parts.path)
        if parts.scheme or parts.netloc or not name or PurePosixPath(name).is_absolute() or "\\" in name:
            return "picture that is not saved beside the page"
        file = (page.parent / name).resolve()
        if not file.is_relative_to(page.parent.resolve()):
            return "picture outside the page's folder"
        if not file.is_file():
            return "picture that is not saved beside the page"
        return file.read_bytes() if file.stat().st_size <= LARGEST_FILE else "picture of more than 20 MB"
    except (OSError, ValueError):
        return "picture that cannot be read"


def _embedded(source: str) -> bytes | str:
    head = _EMBEDDED.match(source)
    if head is None or len(source) > LARGEST_EMBEDDED:
        return "picture that is not PNG or JPEG" if head is None else "picture that is too large"
    try:
        return b64decode(unquote(source[head.end() :]), validate=False)
    except (NotBase64, ValueError):
        return "picture that is damaged"


def _decoded(data: bytes) -> tuple[bytes, str, tuple[int, int]] | str:
    """The bytes, suffix and size of a PNG or JPEG file; GIF and WebP become PNG."""
    from PIL import Image

    try:
        with Image.open(BytesIO(data), formats=("PNG", "JPEG", "GIF", "WEBP")) as picture:
            if picture.width * picture.height > LARGEST_PICTURE:
                return "picture with too many pixels"
            picture.load()
            if picture.format in ("PNG", "JPEG"):
                return data, ".png" if picture.format == "PNG" else ".jpg", picture.size
            made = BytesIO()
            picture.convert("RGBA").save(made, "PNG")
            return made.getvalue(), ".png", picture.size
    except (OSError, SyntaxError, ValueError, EOFError, Image.DecompressionBombError, Image.DecompressionBombWarning):
        return "picture that is not PNG or JPEG"
