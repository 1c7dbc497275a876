"""Reads the orientation of a picture from its EXIF data (CIPA DC-008)."""

from __future__ import annotations

import struct
from typing import Final

EXIF_PREFIX: Final = b"Exif\x00\x00"
"""The first bytes of EXIF data in a JPEG, and in WebP files of some programs."""


def read_orientation(exif: bytes) -> int:
    """Return the orientation, 1 to 8, that is in EXIF data; 1 (upright) where there is none.

    The data begin with EXIF_PREFIX or with the TIFF header that follows it.
    """
    tiff = exif.removeprefix(EXIF_PREFIX)
    order = {b"II*\x00": "<", b"MM\x00*": ">"}.get(tiff[:4])
    if order is None:
        return 1
    try:
        (directory,) = struct.unpack_from(f"{order}I", tiff, 4)
        (entries,) = struct.unpack_from(f"{order}H", tiff, directory)
        for entry in range(entries):
            tag, kind, _, value = struct.unpack_from(
                f"{order}HHIH", tiff, directory + 2 + 12 * entry
            )
            if tag == 0x0112:
                return value if kind == 3 and 1 <= value <= 8 else 1
    except struct.error:
        pass
    return 1
