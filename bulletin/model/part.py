"""The valid part of a record with mistakes, so that further rules can check the other keys."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import copy
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import create_model

from bulletin.model.record import Mistake, Record, drop_empty


class BrokenKey(Exception):
    """A rule read a key that is not valid itself, so the rule cannot be checked."""


@dataclass(frozen=True, slots=True)
class Part:
    """A record without its broken keys; reading one of them raises BrokenKey."""

    record: Record
    broken: frozenset[str]

    def __getattr__(self, name: str) -> Any:
        if name in self.broken:
            raise BrokenKey(name)
        return getattr(self.record, name)


def make_valid_part(model: type[Record], raw: object, mistakes: Sequence[Mistake]) -> Part | None:
    """Return the valid part of `raw`, given all `mistakes` that `validate` found in it.

    None if `raw` is not a mapping.
    """
    if not isinstance(raw, Mapping):
        return None
    broken = {str(mistake.location[0]) for mistake in mistakes if mistake.location}
    # What stands under a key that is not ours is not missing.
    broken |= {str(m.meant) for m in mistakes if m.meant and len(m.location) == 1}
    valid = {key: value for key, value in raw.items() if key not in broken}
    record = _make_all_optional(model).model_validate(drop_empty(valid))
    names = {field.alias or name: name for name, field in model.model_fields.items()}
    return Part(record, frozenset(names.get(key, key) for key in broken))


@cache
def _make_all_optional(model: type[Record]) -> type[Record]:
    """Return the model with every key optional."""
    fields: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        optional = copy(field)
        if field.is_required():
            optional.default = None
        fields[name] = (field.annotation, optional)
    return create_model(f"PartOf{model.__name__}", __base__=model, **fields)
