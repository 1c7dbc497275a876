"""Colours as the web takes them: sRGB, whatever profile the picture came with."""

from __future__ import annotations

from io import BytesIO

from PIL import ImageCms
from PIL.Image import Image


def in_srgb(image: Image, profile: bytes | None) -> Image:
    """Return the picture in sRGB, of mode RGBA when it has transparency and RGB otherwise.

    `profile` is the ICC profile that the colours are meant by. One that is missing, broken or made
    for other pixels than these counts as sRGB, as it does in browsers.
    """
    if image.mode in {"LA", "RGBA"}:
        colour = image.convert(image.mode.removesuffix("A"))
        result = _opaque_in_srgb(colour, profile)
        result.putalpha(image.getchannel("A"))
        return result
    return _opaque_in_srgb(image, profile)


def _opaque_in_srgb(image: Image, profile: bytes | None) -> Image:
    if profile is None:
        return image.convert("RGB")
    try:
        result = ImageCms.profileToProfile(
            image,
            BytesIO(profile),
            ImageCms.createProfile("sRGB"),
            renderingIntent=ImageCms.Intent.RELATIVE_COLORIMETRIC,
            outputMode="RGB",
            flags=ImageCms.Flags.BLACKPOINTCOMPENSATION,
        )
    except ImageCms.PyCMSError:  # It is no profile, or one for colours of another kind.
        return image.convert("RGB")
    assert result is not None  # It is None only for changes in place.
    return result
