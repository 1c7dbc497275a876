"""Converts pictures to sRGB, the colour space of the web, from whatever profile they have."""

from __future__ import annotations

from io import BytesIO

from PIL import ImageCms
from PIL.Image import Image


def convert_to_srgb(image: Image, profile: bytes | None) -> Image:
    """Return the picture in sRGB, in mode RGBA when it has transparency and RGB otherwise.

    `profile` is the picture's ICC profile. A picture whose profile is missing, broken or made for
    other pixels is taken for sRGB, as browsers do.
    """
    if image.mode in {"LA", "RGBA"}:
        colour = image.convert(image.mode.removesuffix("A"))
        result = _convert_opaque(colour, profile)
        result.putalpha(image.getchannel("A"))
        return result
    return _convert_opaque(image, profile)


def _convert_opaque(image: Image, profile: bytes | None) -> Image:
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
    except ImageCms.PyCMSError:  # Not a profile, or one for another colour space.
        return image.convert("RGB")
    assert result is not None  # It is None only with inPlace=True.
    return result
