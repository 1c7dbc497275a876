"""What of a story may be shown: its people's consent decides, and what was withdrawn of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Set
from dataclasses import replace
from typing import Any

from bulletin.content.item import Item
from bulletin.engine.fingerprint import fingerprint
from bulletin.model.kind import find_address
from bulletin.model.story import Scope, Story
from bulletin.model.withdrawal import Part, Withdrawal

Parts = Mapping[str, Set[Part]]
"""The parts that were withdrawn, by the ids and by the addresses of their stories."""


def find_withdrawn_parts(withdrawals: Iterable[Withdrawal]) -> Parts:
    """Return what was withdrawn of stories that stay."""
    found: dict[str, set[Part]] = {}
    for entry in withdrawals:
        if entry.only is not None:
            for name in {entry.id, find_address(entry.path) or entry.id}:
                found.setdefault(name, set()).add(entry.only)
    return found


def leave_out_withheld(item: Item[Story], withdrawn: Parts) -> Item[Story]:
    """Return the story without what may not be shown of it.

    A recording is heard by anybody, so it is shown only if all named people agreed to radio. The
    rules of the content see to it that each of them agreed to a picture.
    """
    front = item.front
    if front.audio is None and not withdrawn:
        return item
    parts = withdrawn.get(item.id, frozenset()) | withdrawn.get(item.address, frozenset())
    agreed = all(Scope.RADIO in person.consent.scope for person in front.people)
    changes: dict[str, Any] = {}
    if front.audio is not None and (Part.RADIO in parts or not agreed):
        changes["audio"] = None
    if Part.RADIO in parts:
        changes["broadcast"] = front.broadcast.model_copy(update={"skip": True})
    if Part.IMAGE in parts:
        changes["image"] = None
    if not changes:
        return item
    key = fingerprint(item.metadata_key, sorted(changes))
    return replace(item, front=front.model_copy(update=changes), metadata_key=key)
