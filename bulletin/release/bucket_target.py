"""A bucket with the S3 interface as target, through the client of MinIO (requirements-bucket.txt).

boto3 cannot be had beside feedgen: it wants python-dateutil before release 3.

A bucket knows no switch: objects are replaced one by one. New files come first, then pages, then
the lists and feeds that name them, and what is gone is deleted last, so that no link is dead
meanwhile. A publication that was interrupted is finished by the next one. The contents of the last
releases lie under `.phat-hanh/`, each by the digest of its bytes, so that a rollback copies within
the bucket.
"""

from __future__ import annotations

import io
import json
import mimetypes
import os
from collections.abc import Callable, Iterable, Iterator, Mapping, Set
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cached_property
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar
from urllib.parse import urlsplit

from bulletin.model import addresses
from bulletin.release.built_site import BuiltSite, WithdrawnEntry, parse_withdrawn
from bulletin.release.refusal import Refusal
from bulletin.site.version_file import VERSION_FILE

if TYPE_CHECKING:
    from minio import Minio

T = TypeVar("T")

STORE = ".phat-hanh/"
"""The folder in the bucket for what readers do not ask for."""

_STATE = f"{STORE}hien-tai.json"
_BLOBS = f"{STORE}tep/"
_CONNECTIONS = 8
_PATIENCE = 60  # seconds
_VARIABLES = ("AWS_ENDPOINT_URL", "AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY")

_TYPES = {
    ".csv": "text/csv",
    ".ics": "text/calendar",
    ".js": "text/javascript",
    ".map": "text/plain",
    ".md": "text/markdown",
    ".mp3": "audio/mpeg",
    ".opml": "text/x-opml",
    ".webp": "image/webp",
    ".woff2": "font/woff2",
}


@dataclass(frozen=True, slots=True)
class _State:
    """Which release is live, and which one was being put live when that was written."""

    live: str | None = None
    coming: str | None = None


@dataclass(frozen=True)
class BucketTarget:
    """The objects below `prefix` in the bucket `bucket`; `prefix` is empty or ends in a slash."""

    bucket: str
    prefix: str

    def list_files(self) -> Set[str]:
        """Return the paths of the files that are live."""
        with self._open():
            live = self._read_state().live
            return frozenset(self._read_release(live) if live else ())

    def copy_live(self, folder: Path) -> None:
        """Copy the files that are live into the empty `folder`."""
        with self._open():
            live = self._read_state().live
            for path, digest in (self._read_release(live) if live else {}).items():
                copy = folder / path
                copy.parent.mkdir(parents=True, exist_ok=True)
                copy.write_bytes(self._read(_BLOBS + digest))

    def put(self, site: BuiltSite, name: str, keep: int) -> bool:
        """Store a built site as the release `name`, put it live, and keep `keep` releases.

        Returns False when the live release is the same, which then stays.
        """
        with self._open():
            releases = self._list_releases()
            numbered = (f"{name}.{number}" for number in range(2, 99))
            name = next(new for new in (name, *numbered) if new not in releases)
            files = {path: sha256(site.read(path)).hexdigest() for path in site.sizes}
            state = self._read_state()
            if state.live and not state.coming and self._read_release(state.live) == files:
                self._tidy(releases[-keep:], site.withdrawn)  # what a crash left
                return False
            stored = set(self._list(_BLOBS))
            new = [(path, digest) for path, digest in files.items() if digest not in stored]
            self._for_each(lambda item: self._write(_BLOBS + item[1], site.read(item[0])), new)
            self._write(f"{STORE}ban/{name}.json", json.dumps(files).encode())
            self._switch(name)
            self._tidy([*releases, name][-keep:], site.withdrawn)
            return True

    def roll_back(self) -> str:
        """Put the release before the live one in its place; return its name."""
        with self._open():
            live = self._read_state().live
            if live is None:
                raise Refusal(f"{self._name}: chưa có bản nào để quay lại.")
            withdrawn = self._read_withdrawn(live)
            for name in reversed(self._list_releases()):
                if name < live and self._read_withdrawn(name) >= withdrawn:
                    self._switch(name)
                    return name
        raise Refusal(
            f"{self._name}: không còn bản nào trước bản {live}. Bản nào còn giữ bài đã rút thì đã "
            "bị xóa cùng bài ấy. Sửa lại nội dung rồi đăng bản mới."
        )

    @contextmanager
    def _open(self) -> Iterator[None]:
        """Turn what the service refuses meanwhile into a Refusal."""
        assert self._client is not None  # it says what is missing
        from minio.error import MinioException
        from urllib3.exceptions import HTTPError

        try:
            yield
        except (MinioException, HTTPError) as error:
            raise Refusal(f"{self._name}: dịch vụ báo: {error}") from error

    @property
    def _name(self) -> str:
        return f"s3://{self.bucket}/{self.prefix}"

    @cached_property
    def _client(self) -> Minio:
        """The client; raises Refusal when it is not installed, or has no address or key."""
        try:
            from minio import Minio
            from urllib3 import PoolManager
        except ImportError as error:
            raise Refusal(
                "Chưa có thư viện minio; cài bằng lệnh "
                ".venv/bin/python -m pip install --require-hashes -r requirements-bucket.txt"
            ) from error
        missing = [name for name in _VARIABLES if not os.environ.get(name)]
        if missing:
            raise Refusal(f"{self._name}: chưa đặt biến {', '.join(missing)}.")
        endpoint, key, secret = map(os.environ.__getitem__, _VARIABLES)
        host = urlsplit(endpoint)
        region = os.environ.get("AWS_REGION") or "us-east-1"
        return Minio(
            host.netloc,
            http_client=PoolManager(timeout=_PATIENCE, retries=3, maxsize=_CONNECTIONS),
            access_key=key,
            secret_key=secret,
            secure=host.scheme == "https",
            region=region,
        )

    def _switch(self, name: str) -> None:
        """Make the public objects those of the release `name`."""
        state = self._read_state()
        files = self._read_release(name)
        is_certain = state.live is not None and state.coming is None
        before: Mapping[str, str] = self._read_release(state.live) if state.live else {}
        self._write_state(_State(state.live, name))
        changed = [path for path in files if not (is_certain and before.get(path) == files[path])]
        for stage in range(3):
            now = [path for path in changed if _stage_of(path) == stage]
            self._for_each(lambda path: self._show(path, files[path]), now)
        public = {path for path in self._list("") if not path.startswith(STORE)}
        ours = {*before, *(self._read_release(state.coming) if state.coming else ())}
        self._delete((public & ours) - files.keys())
        self._write_state(_State(name))

    def _tidy(self, keep: Iterable[str], withdrawn: Set[WithdrawnEntry]) -> None:
        """Delete the releases that are not kept or hold what was withdrawn, and their contents."""
        live = self._read_state().live
        needed: set[str] = set()
        for name in self._list_releases():
            fits = name in keep and self._read_withdrawn(name) >= withdrawn
            if name == live or fits:
                needed.update(self._read_release(name).values())
            else:
                self._delete([f"{STORE}ban/{name}.json"])
        self._delete(_BLOBS + digest for digest in self._list(_BLOBS) if digest not in needed)

    def _read_withdrawn(self, name: str) -> Set[WithdrawnEntry]:
        digest = self._read_release(name).get(addresses.WITHDRAWN_LIST.lstrip("/"))
        return parse_withdrawn(self._read(_BLOBS + digest).decode()) if digest else frozenset()

    def _read_state(self) -> _State:
        data = self._read(_STATE)
        return _State(**json.loads(data)) if data else _State()

    def _write_state(self, state: _State) -> None:
        self._write(_STATE, json.dumps({"live": state.live, "coming": state.coming}).encode())

    def _list_releases(self) -> list[str]:
        """Return the names of the stored releases, the oldest first."""
        return sorted(name.removesuffix(".json") for name in self._list(f"{STORE}ban/"))

    def _read_release(self, name: str) -> dict[str, str]:
        """Return the files of a release with their digests; none when it is gone."""
        data = self._read(f"{STORE}ban/{name}.json")
        files: dict[str, str] = json.loads(data) if data else {}
        return files

    def _show(self, path: str, digest: str) -> None:
        """Put stored bytes at the address where readers look for them."""
        from minio.commonconfig import REPLACE, CopySource

        self._client.copy_object(
            self.bucket,
            self.prefix + path,
            CopySource(self.bucket, self.prefix + _BLOBS + digest),
            metadata={"Content-Type": find_type(path), "Cache-Control": "no-cache"},
            metadata_directive=REPLACE,
        )

    def _read(self, key: str) -> bytes:
        """Return the bytes of an object; none when it is not there."""
        from minio.error import S3Error

        try:
            response = self._client.get_object(self.bucket, self.prefix + key)
        except S3Error as error:
            if error.code == "NoSuchKey":
                return b""
            raise
        try:
            return response.read()
        finally:
            response.close()
            response.release_conn()

    def _write(self, key: str, data: bytes) -> None:
        self._client.put_object(self.bucket, self.prefix + key, io.BytesIO(data), len(data))

    def _list(self, folder: str) -> list[str]:
        """Return the keys of the objects below a folder, without the folder."""
        start = self.prefix + folder
        found = self._client.list_objects(self.bucket, prefix=start, recursive=True)
        return [(one.object_name or "").removeprefix(start) for one in found]

    def _delete(self, keys: Iterable[str]) -> None:
        self._for_each(lambda key: self._client.remove_object(self.bucket, self.prefix + key), keys)

    def _for_each(self, do: Callable[[T], object], items: Iterable[T]) -> None:
        """Do something for all items, several at a time; the first error ends it."""
        with ThreadPoolExecutor(_CONNECTIONS) as threads:
            for _ in threads.map(do, items):
                pass


def find_type(path: str) -> str:
    """Return the media type with which a file is to be sent."""
    if path.startswith("rss/") and path.endswith(".xml"):
        return "application/rss+xml; charset=utf-8"
    ending = path[path.rfind(".") :]
    kind = _TYPES.get(ending) or mimetypes.guess_type(path)[0] or "application/octet-stream"
    is_text = kind.startswith("text/") or kind in {"application/json", "application/xml"}
    return f"{kind}; charset=utf-8" if is_text else kind


def _stage_of(path: str) -> int:
    """Return when a file is replaced: files that pages need, pages, what lists the pages."""
    if path == VERSION_FILE or path.endswith((".xml", ".json", ".opml", ".map", "sw.js")):
        return 2
    return 1 if path.endswith(".html") else 0
