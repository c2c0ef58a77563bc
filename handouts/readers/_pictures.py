"""Pictures of a page: their bytes as a PNG or JPEG file, or the reason why there is no figure."""

from io import BytesIO
from pathlib import Path

from handouts.document import Figure, Spans
from handouts.readers.markdown.figures import LARGEST_FILE, LARGEST_PICTURE

TAKEN = ("PNG", "JPEG")
CHANGED = ("GIF", "BMP", "TIFF", "WEBP")
"""Kinds that become PNG, their first picture alone."""

NO_ALT = "picture without a description"
NO_FILE = "picture whose file is not here"
NO_PICTURE = "picture of a kind that cannot be used, or damaged"
TOO_LARGE = "picture with too many pixels or bytes"


def figure_of(data: bytes | None, alt: str, name: str, line: int, caption: Spans = ()) -> Figure | str:
    """The figure of these bytes and words, or the reason why it is none; `name` suggests the file's, without suffix."""
    if not alt:
        return NO_ALT
    if data is None:
        return NO_FILE
    if len(data) > LARGEST_FILE:
        return TOO_LARGE
    made = _made(data)
    if isinstance(made, str):
        return made
    data, kind, width, height = made
    return Figure(Path(f"{name}.{'png' if kind == 'PNG' else 'jpg'}"), alt, line, data, width, height, caption)


def _made(data: bytes) -> tuple[bytes, str, int, int] | str:
    """Bytes, kind, width and height in pixels of a picture that decodes to its end."""
    from PIL import Image

    try:
        with Image.open(BytesIO(data), formats=(*TAKEN, *CHANGED)) as picture:
            if picture.width * picture.height > LARGEST_PICTURE:
                return TOO_LARGE
            picture.load()
            kind = str(picture.format)
            if kind in TAKEN:
                return data, kind, *picture.size
            changed = BytesIO()
            picture.convert("RGBA").save(changed, "PNG")
            return changed.getvalue(), "PNG", *picture.size
    except Image.DecompressionBombError:
        return TOO_LARGE
    except (OSError, SyntaxError, ValueError, EOFError, ArithmeticError, IndexError, TypeError, KeyError):
        return NO_PICTURE
