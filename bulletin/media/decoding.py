"""Decodes a picture with Pillow: from the bytes of its file to its pixels."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import Final

from PIL.Image import Image
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from bulletin.media.container import Container, broken_file
from bulletin.media.signatures import PictureFormat

# Pillow's readers are called directly and not through `Image.open`, which guesses the format from
# the data, takes photographs of phones for animations (MPO), and warns about sizes that `opening`
# has already checked.
_READERS: Final[dict[PictureFormat, type[ImageFile]]] = {
    PictureFormat.JPEG: JpegImageFile,
    PictureFormat.PNG: PngImageFile,
    PictureFormat.WEBP: WebPImageFile,
}

# What Pillow's readers may raise for broken data.
_READER_ERRORS: Final = (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error)


def decode(container: Container) -> Image:
    """Return all pixels of a picture as stored: not turned, colours not converted.

    The mode is L, RGB or CMYK, or LA or RGBA where some pixel is not opaque. Raises PictureMistake
    when the picture cannot be decoded to its end.
    """
    try:
        image = _READERS[container.format](BytesIO(container.stripped))
        # `opening` checked the limits against the size that the container states. The decoder must
        # find the same size, or a picture larger than the limit could be decoded.
        if image.size != (container.width, container.height):
            raise broken_file()
        image.load()
        return _simplify(image)
    except _READER_ERRORS as cause:
        raise broken_file() from cause


def _simplify(image: Image) -> Image:
    """Return the picture without palette, colour key, 16-bit samples and unused transparency."""
    if image.mode == "I;16":
        # Pillow's own conversion from 16 bits to 8 makes all but the darkest 256 shades white.
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        result = image if image.mode in {"LA", "RGBA"} else image.convert("RGBA")
        if result.getchannel("A").getextrema()[0] != 255:
            return result
        return result.convert("L" if result.mode == "LA" else "RGB")
    if image.mode in {"L", "RGB", "CMYK"}:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")
