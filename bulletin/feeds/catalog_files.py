"""The files of the catalog: partitions of rows, and the catalog that names them.

The same rows always give the same bytes. The name of a partition's file ends in a digest of its
bytes: a file never changes, and one whose rows changed has another name.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256

from bulletin.edition.catalog import Partition
from bulletin.edition.edition import Edition
from bulletin.model.catalog import FORMAT, PARTITIONS, VERSION, PartitionKind

_NAME_DIGITS = 16
"""Hexadecimal digits of the digest in the name of a file."""

_encode_json = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


@dataclass(frozen=True, slots=True)
class PartitionSummary:
    """What the catalog says of the file of a partition."""

    name: str
    sha256: str
    size: int
    rows: int

    @property
    def address(self) -> str:
        """The address of the file."""
        return f"{PARTITIONS}{self.name}-{self.sha256[:_NAME_DIGITS]}.json"


def encode_partition(partition: Partition) -> tuple[PartitionSummary, bytes]:
    """Return the file of a partition, and what the catalog says of it."""
    return encode_rows(partition.kind, partition.year, partition.make_rows())


def encode_rows(
    kind: PartitionKind, year: int | None, rows: Sequence[Mapping[str, object]]
) -> tuple[PartitionSummary, bytes]:
    """Return the file of rows, one a line, and what the catalog says of it."""
    head = {"format": FORMAT, "version": VERSION, "kind": kind}
    if year is not None:
        head |= {"year": year}
    lines = ",\n".join(map(_encode_json, rows))
    data = f'{_encode_json(head)[:-1]},"rows":[\n{lines}\n]}}\n'.encode()
    name = f"{kind}-{year}" if year is not None else str(kind)
    return PartitionSummary(name, sha256(data).hexdigest(), len(data), len(rows)), data


def encode_catalog(
    edition: Edition,
    partitions: Sequence[tuple[Partition, PartitionSummary]],
    site_name: str,
    site_url: str,
) -> bytes:
    """Return the catalog; `site_url` is the URL of the site's root."""
    bulletin = edition.bulletin
    value = {
        "format": FORMAT,
        "version": VERSION,
        "name": site_name,
        "publisher": bulletin.publisher,
        "governing_body": bulletin.governing_body,
        "url": site_url.rstrip("/") + "/",
        "authority": bulletin.authority,
        "own_units": list(bulletin.own_units),
        "since": bulletin.since.isoformat(),
        "changed": edition.last_change.isoformat(),
        "attribution": bulletin.attribution,
        "partitions": [
            {
                "kind": partition.kind,
                **({"year": partition.year} if partition.year is not None else {}),
                "path": summary.address,
                "sha256": summary.sha256,
                "bytes": summary.size,
                "rows": summary.rows,
            }
            for partition, summary in partitions
        ],
    }
    return f"{json.dumps(value, ensure_ascii=False, indent=1)}\n".encode()
