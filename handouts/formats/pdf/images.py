"""Pictures: PNG and JPEG files as image objects of the PDF, in plain colours without transparency."""

import hashlib
from dataclasses import dataclass, field
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING

from handouts.formats.pdf.metadata import srgb_profile
from handouts.formats.pdf.objects import packed_stream, stream

if TYPE_CHECKING:
    from PIL.Image import Image

# More pixels than any printer shows on the width of a page: 300 a point's inch over 8 inches.
_MOST_PIXELS = 2400
_ORIENTATION = 0x0112


@dataclass(frozen=True, slots=True)
class Picture:
    """One picture as a stream of the PDF; `digest` tells it from others, width and height count its pixels."""

    digest: bytes
    width: int
    height: int
    stream: bytes = field(repr=False)


@lru_cache(maxsize=32)
def picture_of(data: bytes) -> Picture:
    """The picture in the bytes of a PNG or JPEG file."""
    from PIL import Image

    digest = hashlib.sha256(data).digest()
    with Image.open(BytesIO(data)) as image:
        if _can_stand_as_it_is(image):
            entries = _entries(image.size, image.mode) + b"/Filter/DCTDecode"
            return Picture(digest, *image.size, stream(entries, data))
        image.draft("RGB", (_MOST_PIXELS, _MOST_PIXELS))
        plain = _plain(image)
    return Picture(digest, *plain.size, packed_stream(_entries(plain.size, plain.mode), plain.tobytes()))


def _can_stand_as_it_is(image: "Image") -> bool:
    """Whether a JPEG needs no change: PDF holds its bytes as they are."""
    return (
        image.format == "JPEG"
        and image.mode in ("RGB", "L")
        and max(image.size) <= _MOST_PIXELS
        and "icc_profile" not in image.info
        and image.getexif().get(_ORIENTATION, 1) == 1
    )


def _plain(image: "Image") -> "Image":
    """Upright, no larger than needed, on white, in sRGB or grey."""
    from PIL import Image, ImageOps

    profile = image.info.get("icc_profile")
    plain = ImageOps.exif_transpose(image)
    plain.thumbnail((_MOST_PIXELS, _MOST_PIXELS))
    if plain.mode == "P" or "transparency" in plain.info:
        plain = plain.convert("RGBA")
    if plain.mode in ("RGBA", "LA", "PA"):
        plain = plain.convert("RGBA")
        white = Image.new("RGBA", plain.size, "white")
        plain = Image.alpha_composite(white, plain).convert("RGB")
    if plain.mode.startswith("I"):
        # Sixteen bits of grey: the upper eight show.
        plain = plain.convert("I").point(lambda level: level / 256).convert("L")
    if plain.mode not in ("RGB", "L"):
        plain = plain.convert("L" if plain.mode == "1" else "RGB")
    return _in_srgb(plain, profile) if profile and plain.mode == "RGB" else plain


def _in_srgb(image: "Image", profile: bytes) -> "Image":
    from PIL import ImageCms

    try:
        source, target = ImageCms.ImageCmsProfile(BytesIO(profile)), ImageCms.ImageCmsProfile(BytesIO(srgb_profile()))
        converted = ImageCms.profileToProfile(image, source, target, outputMode="RGB")
    except (ImageCms.PyCMSError, OSError):
        return image  # a profile that is broken, or not for this kind of picture, says nothing
    return converted or image


def _entries(size: tuple[int, int], mode: str) -> bytes:
    colours = b"Gray" if mode == "L" else b"RGB"
    head = b"/Type/XObject/Subtype/Image/Width %d/Height %d/BitsPerComponent 8" % size
    return head + b"/ColorSpace/Device" + colours
