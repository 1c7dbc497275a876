"""What each bulletin gives to a portal, read from its copy once and kept until the copy changes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from bulletin.engine.cache import BatchWriter, Cache
from bulletin.engine.fingerprint import fingerprint
from bulletin.portal.collecting import read_copy, read_state
from bulletin.portal.holdings import Member, make_member
from bulletin.portal.sources import Source
from bulletin.portal.store import Store
from bulletin.portal.work import Work

_NAMESPACE = "portal members"

_KEPT_AT_A_TIME = 50
"""Members that are written into the cache at a time: they are large values."""


def read_members(
    sources: Sequence[Source], store: Store, cache: Cache, work: Work
) -> Iterator[Member]:
    """Yield the bulletins, each with the state of its copy."""
    states = [read_state(store, source) for source in sources]
    keys = [
        fingerprint(source, state.form, state.catalog, state.withdrawals)
        for source, state in zip(sources, states, strict=True)
    ]
    known: dict[bytes, Member] = cache.get_many(_NAMESPACE, keys)
    missing = {key: source for key, source in zip(keys, sources, strict=True) if key not in known}
    made = work.map(partial(_read_member, store), list(missing.values()))
    new = BatchWriter(cache, _NAMESPACE, _KEPT_AT_A_TIME)
    for key, member in zip(missing, made, strict=True):
        known[key] = member
        # A copy of which the store has lost a part is read again as soon as it is whole.
        if member.copy.catalog is not None:
            new.put(key, member)
    new.flush()
    for key, state in zip(keys, states, strict=True):
        member = known[key]
        yield replace(member, copy=replace(member.copy, state=state))


def _read_member(store: Store, source: Source) -> Member:
    return make_member(read_copy(store, source))
