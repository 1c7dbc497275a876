"""Fingerprints: 16 bytes that stand for a value, for files, or for the program itself."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Mapping
from hashlib import blake2b
from pathlib import Path


def fingerprint(*parts: object) -> bytes:
    """Return 16 bytes that stand for these values: equal values, equal bytes.

    Values are compared by their `repr`, which must be the same in every process. That holds for
    text, bytes, numbers, dates, members of enumerations, and for tuples, lists and dataclasses of
    these. A set has no order: pass it sorted.
    """
    return blake2b(repr(parts).encode("utf-8", "surrogatepass"), digest_size=16).digest()


def combine(fingerprints: Iterable[bytes]) -> bytes:
    """Return the fingerprint of many fingerprints; faster than `fingerprint` of their list."""
    return blake2b(b"".join(fingerprints), digest_size=16).digest()


def stable_repr(value: object) -> object:
    """Return settings in a form whose `repr` is the same in every process: functions by name."""
    if isinstance(value, Mapping):
        return [(str(key), stable_repr(one)) for key, one in sorted(value.items(), key=str)]
    if isinstance(value, list | tuple):
        return [stable_repr(one) for one in value]
    if isinstance(value, str | int | float | bool | None):
        return value
    return getattr(value, "__qualname__", type(value).__qualname__)


def fingerprint_dir(folder: Path, suffix: str = "") -> bytes:
    """Return what stands for the paths and bytes of the files below `folder` that end so."""
    return fingerprint(
        [
            (file.relative_to(folder).as_posix(), file.read_bytes())
            for file in sorted(folder.rglob(f"*{suffix}"))
            if file.is_file()
        ]
    )


def program_fingerprint(package: Path, search_path: Iterable[str] | None = None) -> bytes:
    """Return what stands for the code in `package`, for its dependencies and for Python itself.

    The versions of dependencies are read from the names of the folders that pip leaves on
    `search_path` (default: `sys.path`), such as `markdown-3.11.3.dist-info`.
    """
    installed = sorted(
        folder.name
        for entry in (sys.path if search_path is None else search_path)
        for folder in Path(entry).glob("*.dist-info")
    )
    return fingerprint(sys.version, installed, fingerprint_dir(package, ".py"))
