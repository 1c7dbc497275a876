"""From the bytes of a picture to its pixels: Pillow's room for reading."""

from __future__ import annotations

import struct
from io import BytesIO
from typing import Final

from PIL.Image import Image
from PIL.ImageFile import ImageFile
from PIL.JpegImagePlugin import JpegImageFile
from PIL.PngImagePlugin import PngImageFile
from PIL.WebPImagePlugin import WebPImageFile

from bulletin.media.container import Container, broken
from bulletin.media.signatures import PictureFormat

# The readers themselves rather than Pillow's `open`, which looks into the data for what it might
# be, takes phones' photographs for animations (MPO), and warns about sizes that were judged here.
_READERS: Final[dict[PictureFormat, type[ImageFile]]] = {
    PictureFormat.JPEG: JpegImageFile,
    PictureFormat.PNG: PngImageFile,
    PictureFormat.WEBP: WebPImageFile,
}

# What Pillow's readers may raise for broken data.
_UNREADABLE: Final = (OSError, SyntaxError, ValueError, EOFError, IndexError, struct.error)


def decode(container: Container) -> Image:
    """Return all pixels of a picture, as stored: not turned, colours as the profile means them.

    The mode is L, RGB or CMYK, or LA or RGBA where some pixel is not opaque. Raises PictureMistake
    when the picture cannot be decoded to its end.
    """
    try:
        image = _READERS[container.format](BytesIO(container.bare))
        # The limits were held against the container's word.
        if image.size != (container.width, container.height):
            raise broken()
        image.load()
        return _plain(image)
    except _UNREADABLE as cause:
        raise broken() from cause


def _plain(image: Image) -> Image:
    """Return the picture without palette, colour key, 16 bits a sample or needless transparency."""
    if image.mode == "I;16":
        # Pillow's own way from 16 bits to 8 makes everything white but the darkest 256 shades.
        return image.convert("I").point(lambda value: value * (1 / 256)).convert("L")
    if image.has_transparency_data:
        plain = image if image.mode in {"LA", "RGBA"} else image.convert("RGBA")
        if plain.getchannel("A").getextrema()[0] != 255:
            return plain
        return plain.convert("L" if plain.mode == "LA" else "RGB")
    if image.mode in {"L", "RGB", "CMYK"}:
        return image
    return image.convert("L" if image.mode == "1" else "RGB")
