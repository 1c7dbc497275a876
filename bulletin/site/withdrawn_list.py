"""The list of what was taken down, for stations' software and readers' devices."""

from __future__ import annotations

import json
from hashlib import sha256

from bulletin.edition.edition import Edition
from bulletin.edition.tombstones import Tombstone
from bulletin.model import addresses
from bulletin.model.withdrawal import Part


def withdrawn_list(edition: Edition, site_url: str) -> bytes:
    """Return what was taken down, as JSON.

    A feed item's guid ends in `:` and the `id` given here. `only` says which part of a story was
    withdrawn: then `url` is the script's for radio, and the story's for a picture. Where an address
    names somebody, `id` and `url` are `sha256:` and the digests of what would stand there: whoever
    has the story can still find out that it is meant.
    """
    entries = [_describe(stone, site_url) for stone in edition.tombstones]
    return f"{json.dumps(entries, ensure_ascii=False, indent=2, sort_keys=True)}\n".encode()


def _describe(stone: Tombstone, site_url: str) -> dict[str, str]:
    address = stone.address
    if stone.only is Part.RADIO:
        address = addresses.script_address(address)
    names = {"id": stone.id, "url": site_url.rstrip("/") + address}
    if stone.hidden:
        names = {key: f"sha256:{sha256(name.encode()).hexdigest()}" for key, name in names.items()}
    only = {"only": str(stone.only)} if stone.only else {}
    return {**names, "date": stone.date.isoformat(), "reason": stone.reason, **only}
