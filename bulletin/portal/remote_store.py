"""A portal's copies in any place that fsspec reaches: a bucket with the S3 interface, a share.

It needs the packages of requirements-portal.txt, and for a bucket also s3fs. An object store shows
an object whole or not at all; in a folder use `FolderStore`.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import fsspec


@dataclass(frozen=True)
class RemoteStore:
    """A store below `root` of a file system of fsspec."""

    fs: Any
    root: str

    @classmethod
    def open(cls, url: str) -> RemoteStore:
        """Return the store at a URL; how to sign in stands where fsspec looks for it."""
        fs, root = fsspec.core.url_to_fs(url)
        return cls(fs, root.rstrip("/"))

    def read(self, name: str) -> bytes | None:
        """Return the file, None where there is none."""
        try:
            data: bytes = self.fs.cat_file(f"{self.root}/{name}")
        except FileNotFoundError:
            return None
        return data

    def write(self, name: str, data: bytes) -> None:
        """Write the file."""
        path = f"{self.root}/{name}"
        self.fs.makedirs(path.rpartition("/")[0], exist_ok=True)
        self.fs.pipe_file(path, data)

    def names(self, folder: str) -> Iterator[str]:
        """Yield the names of the files in `folder`, sorted."""
        try:
            found = self.fs.ls(f"{self.root}/{folder}", detail=False)
        except FileNotFoundError:
            return
        yield from sorted(f"{folder}/{str(path).rpartition('/')[2]}" for path in found)

    def delete(self, name: str) -> None:
        """Delete the file if it is there."""
        path = f"{self.root}/{name}"
        if self.fs.exists(path):
            self.fs.rm_file(path)
