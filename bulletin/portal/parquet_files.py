"""Parquet files, and others, in a store that all workers reach: read, written whole, deleted."""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence, Set
from typing import Any, Literal
from uuid import uuid4

import fsspec
import pyarrow as pa
import pyarrow.parquet as pq


def wrap_bytes(kind: pa.DataType, data: bytes, count: int) -> pa.Array:
    """Return an array over bytes that are its values already."""
    return pa.Array.from_buffers(kind, count, [None, pa.py_buffer(data)])


def view_integers(column: pa.Array | pa.ChunkedArray, code: Literal["I", "Q"]) -> memoryview[int]:
    """Return the values of a column of integers, without copying them where they lie together."""
    values = column.combine_chunks() if isinstance(column, pa.ChunkedArray) else column
    if not len(values):
        return memoryview(b"").cast("B").cast(code)
    size = array(code).itemsize
    start = values.offset * size
    return memoryview(values.buffers()[1])[start : start + len(values) * size].cast("B").cast(code)


def read_table(fs: Any, path: str, columns: Sequence[str] | None = None) -> pa.Table:
    """Return the table of a Parquet file, or some of its columns."""
    with fs.open(path, "rb") as file:
        return pq.read_table(file, columns=columns)


def read_part(store: str, path: str, start: int = 0, stop: int | None = None) -> bytes:
    """Return the bytes of a file of the store from `start` to `stop`."""
    fs, root = fsspec.core.url_to_fs(store)
    data: bytes = fs.cat_file(f"{root}/{path}", start, stop)
    return data


def write_whole(fs: Any, path: str, parts: Sequence[pa.Table]) -> None:
    """Write a Parquet file with a row group for each part."""
    sink = pa.BufferOutputStream()
    with pq.ParquetWriter(sink, parts[0].schema, compression="zstd") as writer:
        for part in parts:
            writer.write_table(part, row_group_size=max(1, part.num_rows))
    write_bytes(fs, path, sink.getvalue().to_pybytes())


def write_bytes(fs: Any, path: str, data: bytes) -> None:
    """Write a file beside its place, then move it there: none is ever seen half written."""
    fs.makedirs(path.rpartition("/")[0], exist_ok=True)
    draft = f"{path}.{uuid4().hex}"
    fs.pipe_file(draft, data)
    fs.mv(draft, path)


def delete_unused(store: str, used: Mapping[str, Set[str]]) -> None:
    """Delete what lies in folders of the store and is not among the files that are used."""
    fs, root = fsspec.core.url_to_fs(store)
    for folder, names in used.items():
        if not fs.exists(f"{root}/{folder}"):
            continue
        for path in fs.ls(f"{root}/{folder}", detail=False):
            name = str(path).rpartition("/")[2]
            if name not in names:
                fs.rm_file(path)
