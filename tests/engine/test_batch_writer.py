"""Values are stored in batches, none is lost, and none waits for longer than its batch."""

from __future__ import annotations

from bulletin.engine.cache import BatchWriter, DictCache


def test_a_full_batch_is_stored_at_once_and_the_rest_by_flush() -> None:
    cache = DictCache()
    keys = [bytes([number]) for number in range(5)]
    writer = BatchWriter(cache, "squares", 2)
    for key in keys:
        writer.put(key, key[0] ** 2)
    assert cache.get_many("squares", keys) == {key: key[0] ** 2 for key in keys[:4]}
    writer.flush()
    assert cache.get_many("squares", keys) == {key: key[0] ** 2 for key in keys}
    writer.flush()
    assert cache.get_many("squares", keys) == {key: key[0] ** 2 for key in keys}
