"""Checks an editor's picture and makes the renditions that readers get.

The original is never published. Renditions are encoded again from the pixels: upright, in sRGB, of
the widths that screens need, without metadata such as location, camera or name.
"""

from __future__ import annotations

from dataclasses import dataclass
from io import BytesIO
from typing import Any, Final

import PIL
from PIL import features
from PIL.Image import Image, Resampling, Transpose
from PIL.Image import open as pillow_open

from bulletin.media.colour import convert_to_srgb
from bulletin.media.container import Container
from bulletin.media.decoding import decode
from bulletin.media.mistakes import PictureMistake
from bulletin.media.opening import open_picture

__all__ = [
    "PictureFacts",
    "PictureMistake",
    "Rendition",
    "crop_rendition",
    "encoder_key",
    "inspect_picture",
    "render_picture",
]

_WIDTHS: Final = (480, 960, 1600)
"""Pixels: a phone, a column of text, a column of text on a screen with twice the resolution."""

_WEBP: Final[dict[str, Any]] = {"format": "WEBP", "quality": 78, "method": 4}
_JPEG: Final[dict[str, Any]] = {
    "format": "JPEG", "quality": 80, "progressive": True, "optimize": True,
}  # fmt: skip
_PNG: Final[dict[str, Any]] = {"format": "PNG", "optimize": True}

# How to turn the stored pixels for each EXIF orientation; 1 is upright already.
_TURNS: Final = {
    2: Transpose.FLIP_LEFT_RIGHT,
    3: Transpose.ROTATE_180,
    4: Transpose.FLIP_TOP_BOTTOM,
    5: Transpose.TRANSPOSE,
    6: Transpose.ROTATE_270,
    7: Transpose.TRANSVERSE,
    8: Transpose.ROTATE_90,
}
_SIDEWAYS: Final = {5, 6, 7, 8}


@dataclass(frozen=True, slots=True)
class PictureFacts:
    """The upright size of a picture in pixels, and whether it is transparent anywhere.

    `has_alpha` is true only when some pixel is not opaque, not because the format has a channel
    for it.
    """

    width: int
    height: int
    has_alpha: bool


@dataclass(frozen=True, slots=True)
class Rendition:
    """A picture as readers get it, in one width and format.

    Its file name is a stem and `name_suffix`, such as "-960.webp". `width` and `height` are pixels.
    """

    name_suffix: str
    media_type: str
    width: int
    height: int
    data: bytes


def inspect_picture(data: bytes) -> PictureFacts:
    """Decode a picture file and return its facts.

    Raises PictureMistake when it is not a JPEG, PNG or WebP, or is an animation, too large,
    truncated or broken. A picture that is too large is refused before anything is decoded.
    """
    container = open_picture(data)
    width, height = _upright_size(container)
    return PictureFacts(width, height, has_alpha=_has_alpha(decode(container)))


def render_picture(data: bytes) -> tuple[Rendition, ...]:
    """Return the renditions of a picture: WebP from narrow to wide, then one for old browsers.

    The widths are 480, 960 and 1600 pixels; a picture is never enlarged, so for a narrower one the
    last width is its own. The last rendition is a JPEG, or a PNG where there is transparency, of
    the middle width. Equal input gives equal bytes as long as `encoder_key` stays the same. Raises
    PictureMistake like `inspect_picture`.
    """
    container = open_picture(data)
    pixels = decode(container)
    width, _ = _upright_size(container)
    widest = min(width, _WIDTHS[-1])
    widths = [*(step for step in _WIDTHS if step < widest), widest]
    images = [_rotate_upright(pixels, container, width) for width in widths]
    fallback = images[len(images) // 2]
    return (
        *(_encode(image, "webp", _WEBP) for image in images),
        _encode(fallback, "png", _PNG) if _has_alpha(pixels) else _encode(fallback, "jpg", _JPEG),
    )


# A face stands in the upper part of an upright picture: of what is cut off, a fifth is above.
_CUT_ABOVE: Final = 0.2


def crop_rendition(data: bytes, height: int) -> bytes:
    """Return a JPEG of `height` pixels cut out of a rendition, over its whole width."""
    with pillow_open(BytesIO(data)) as image:
        top = round((image.height - height) * _CUT_ABOVE)
        cut = image.convert("RGB").crop((0, top, image.width, top + height))
    return _encode(cut, "jpg", _JPEG).data


def encoder_key() -> str:
    """Return what renditions depend on besides the picture: settings and versions of encoders."""
    encoders = ("webp", "libjpeg_turbo", "jpg", "zlib_ng", "zlib", "littlecms2")
    versions = [f"{name} {features.version(name)}" for name in encoders]
    return f"2 {_WIDTHS} {_WEBP} {_JPEG} {_PNG} pillow {PIL.__version__} {versions}"


def _has_alpha(image: Image) -> bool:
    return image.mode in {"LA", "RGBA"}


def _upright_size(container: Container) -> tuple[int, int]:
    if container.orientation in _SIDEWAYS:
        return container.height, container.width
    return container.width, container.height


def _rotate_upright(pixels: Image, container: Container, width: int) -> Image:
    """Return the picture upright, in sRGB and `width` pixels wide.

    It is resized before it is turned and converted, because that is faster and needs only one large
    copy of the picture in memory.
    """
    full_width, full_height = _upright_size(container)
    height = max(1, round(full_height * width / full_width))
    size = (height, width) if container.orientation in _SIDEWAYS else (width, height)
    image = pixels.resize(size, Resampling.LANCZOS)
    if container.orientation in _TURNS:
        image = image.transpose(_TURNS[container.orientation])
    return convert_to_srgb(image, container.profile)


def _encode(image: Image, ending: str, settings: dict[str, Any]) -> Rendition:
    # Encoders would write the comment, the profile and more that an image keeps from its file.
    image.info.clear()
    file = BytesIO()
    image.save(file, **settings)
    return Rendition(
        name_suffix=f"-{image.width}.{ending}",
        media_type=_MEDIA_TYPES[ending],
        width=image.width,
        height=image.height,
        data=file.getvalue(),
    )


_MEDIA_TYPES: Final = {"webp": "image/webp", "jpg": "image/jpeg", "png": "image/png"}
