"""Renditions kept between builds: equal pictures are rendered once. The one room with a disk.

An entry is one file, named after everything its content depends on, so it never grows stale. It is
put in place whole, and its first line is a digest of the rest: whatever a crash or a full disk
leaves behind is rendered again rather than published. Two builds at once write equal bytes.
"""

from __future__ import annotations

import json
import os
import uuid
from collections.abc import Sequence
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from bulletin.media.pictures import Rendition, recipe, render_picture


def cached_renditions(cache: Path, data: bytes) -> tuple[Rendition, ...]:
    """Return `render_picture(data)`, from the folder `cache` when it was made before.

    The folder is created when it is missing. One that cannot be read or written costs time and
    nothing else. Raises PictureMistake like `render_picture`, and then writes nothing.
    """
    key = sha256(sha256(recipe().encode()).digest() + data).hexdigest()
    entry = cache / key[:2] / f"{key}.renditions"
    kept = _read(entry)
    if kept is not None:
        return kept
    renditions = render_picture(data)
    with suppress(OSError):
        _write(entry, renditions)
    return renditions


def _read(entry: Path) -> tuple[Rendition, ...] | None:
    """Return the renditions in a file of the cache, None when it is missing or damaged."""
    try:
        content = entry.read_bytes()
    except OSError:
        return None
    digest, _, rest = content.partition(b"\n")
    if digest != _digest(rest):
        return None
    table, _, blobs = rest.partition(b"\n")
    renditions = []
    for name_suffix, media_type, width, height, size in json.loads(table):
        renditions.append(Rendition(name_suffix, media_type, width, height, blobs[:size]))
        blobs = blobs[size:]
    return tuple(renditions)


def _write(entry: Path, renditions: Sequence[Rendition]) -> None:
    """Put the renditions into a file, all or nothing, whoever else is writing it."""
    table = [[r.name_suffix, r.media_type, r.width, r.height, len(r.data)] for r in renditions]
    rest = b"\n".join([json.dumps(table).encode(), b"".join(r.data for r in renditions)])
    entry.parent.mkdir(parents=True, exist_ok=True)
    draft = entry.with_name(f"{entry.name}.{uuid.uuid4().hex}")
    try:
        draft.write_bytes(_digest(rest) + b"\n" + rest)
        os.replace(draft, entry)
    except OSError:
        draft.unlink(missing_ok=True)
        raise


def _digest(rest: bytes) -> bytes:
    return sha256(rest).hexdigest().encode()
