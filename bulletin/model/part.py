"""What is right in a record that has mistakes, so that the rest of it can be judged at once."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from copy import copy
from dataclasses import dataclass
from functools import cache
from typing import Any

from pydantic import create_model

from bulletin.model.record import Mistake, Record, without_empty


class BrokenKey(Exception):
    """A rule asked for a key that has a mistake of its own: there is nothing it could say."""


@dataclass(frozen=True, slots=True)
class Part:
    """A record without its broken keys; asking for one of those raises BrokenKey."""

    record: Record
    broken: frozenset[str]

    def __getattr__(self, name: str) -> Any:
        if name in self.broken:
            raise BrokenKey(name)
        return getattr(self.record, name)


def valid_part(model: type[Record], raw: object, mistakes: Iterable[Mistake]) -> Part | None:
    """Return what is right in `raw`, given all the `mistakes` that `validate` found in it.

    None when it is not a mapping at all.
    """
    if not isinstance(raw, Mapping):
        return None
    broken = {str(mistake.location[0]) for mistake in mistakes if mistake.location}
    sound = {key: value for key, value in raw.items() if key not in broken}
    record = _all_optional(model).model_validate(without_empty(sound))
    names = {field.alias or name: name for name, field in model.model_fields.items()}
    return Part(record, frozenset(names.get(key, key) for key in broken))


@cache
def _all_optional(model: type[Record]) -> type[Record]:
    """Return the model with every key optional, for mappings whose present keys are valid."""
    fields: dict[str, Any] = {}
    for name, field in model.model_fields.items():
        optional = copy(field)
        if field.is_required():
            optional.default = None
        fields[name] = (field.annotation, optional)
    return create_model(f"PartOf{model.__name__}", __base__=model, **fields)
