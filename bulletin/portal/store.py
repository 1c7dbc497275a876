"""Where a portal keeps its copies: small files by name, in a folder of this machine."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol


class Store(Protocol):
    """Files by name, as `an-bien/state.json`; each is written whole or not at all."""

    def read(self, name: str) -> bytes | None:
        """Return the file, None where there is none."""
        ...

    def write(self, name: str, data: bytes) -> None:
        """Write the file in one step."""
        ...

    def names(self, folder: str) -> Iterator[str]:
        """Yield the names of the files in `folder`, sorted."""
        ...

    def delete(self, name: str) -> None:
        """Delete the file if it is there."""
        ...


def is_url(place: str) -> bool:
    """Return whether a store lies at a URL, as s3://bucket/folder, and not in a folder."""
    return "://" in place


@dataclass(frozen=True, slots=True)
class FolderStore:
    """A store in a folder, which is made with its first file."""

    root: Path

    def read(self, name: str) -> bytes | None:
        """Return the file, None where there is none."""
        try:
            return (self.root / name).read_bytes()
        except FileNotFoundError:
            return None

    def write(self, name: str, data: bytes) -> None:
        """Write the file beside its place, then move it there."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        draft = path.with_name(f".{path.name}.{os.getpid()}")
        draft.write_bytes(data)
        draft.replace(path)

    def names(self, folder: str) -> Iterator[str]:
        """Yield the names of the files in `folder`, sorted; drafts are none."""
        with suppress(FileNotFoundError):
            found = sorted(path.name for path in (self.root / folder).iterdir())
            yield from (f"{folder}/{name}" for name in found if not name.startswith("."))

    def delete(self, name: str) -> None:
        """Delete the file if it is there."""
        (self.root / name).unlink(missing_ok=True)
