"""Makes packages, honest and hostile ones."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping
from io import BytesIO

STORED, DEFLATED = zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED


def pack(files: Mapping[str, str | bytes], how: int = DEFLATED) -> bytes:
    """Return a .zip with these entries."""
    return pack_entries([(path, data) for path, data in files.items()], how)


def pack_entries(entries: list[tuple[str | zipfile.ZipInfo, str | bytes]], how: int) -> bytes:
    """Return a .zip with these entries, in which a name may stand twice."""
    file = BytesIO()
    with zipfile.ZipFile(file, "w", how) as archive:
        for entry, data in entries:
            archive.writestr(entry, data)
    return file.getvalue()
