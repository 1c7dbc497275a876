"""The catalog and its partitions as files of the site.

A partition whose key is known is not made again: of it the cache knows all that the catalog says.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from typing import TYPE_CHECKING

from bulletin.content.media_files import MediaFiles
from bulletin.edition.edition import Edition
from bulletin.engine.cache import Cache
from bulletin.engine.fingerprint import combine, fingerprint
from bulletin.engine.target import Target, TargetGroup, static
from bulletin.render.paths import file_path
from bulletin.site.cache_keys import CacheKeys

if TYPE_CHECKING:
    from bulletin.edition.catalog import Partition
    from bulletin.feeds.catalog_files import PartitionSummary

_SUMMARIES = "catalog"
"""The cache's namespace for what the catalog says of a partition."""


@dataclass(frozen=True)
class CatalogOutput:
    """Makes the catalog of an edition; `name` and `url` are the site's."""

    edition: Edition
    media: MediaFiles
    keys: CacheKeys
    cache: Cache
    name: str
    url: str

    def target_group(self) -> TargetGroup:
        """Return the group of the catalog and of all its partitions."""
        keys = self.keys
        key = combine([keys.shared_key, *keys.metadata_keys.values()])
        return TargetGroup("catalog", key, self._targets)

    def _targets(self) -> Iterator[Target]:
        # The models of rows are many: they are imported when the catalog has changed.
        from bulletin.edition.catalog import iter_partitions
        from bulletin.feeds.catalog_files import encode_catalog, encode_partition
        from bulletin.model.catalog import CATALOG

        partitions = list(iter_partitions(self.edition, self._find_recording))
        partition_keys = list(map(self._key, partitions))
        known = self.cache.get_many(_SUMMARIES, partition_keys)
        found: list[tuple[Partition, PartitionSummary]] = []
        for partition, key in zip(partitions, partition_keys, strict=True):
            encode = cache(partial(encode_partition, partition))
            summary: PartitionSummary | None = known.get(key)
            if summary is None:
                summary = encode()[0]
                self.cache.put_many(_SUMMARIES, {key: summary})
            found.append((partition, summary))
            dependencies = (("bytes", bytes.fromhex(summary.sha256)), ("rows", key))
            yield Target(file_path(summary.address), dependencies, partial(_get_data, encode))
        data = encode_catalog(self.edition, found, self.name, self.url)
        yield static(file_path(CATALOG), data)

    def _key(self, partition: Partition) -> bytes:
        """Return the key of everything that the rows of a partition are made from."""
        metadata_keys = self.keys.metadata_keys
        stories = (metadata_keys[story.address] for story in partition.stories)
        return combine([self.keys.shared_key, fingerprint(partition.name), *stories])

    def _find_recording(self, path: str) -> tuple[int, float]:
        return self.media.recording_size(path), round(self.media.seconds_of(path), 1)


def _get_data(encode: Callable[[], tuple[PartitionSummary, bytes]]) -> bytes:
    return encode()[1]
