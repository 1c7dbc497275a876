"""The JSON Schemas of what editors write, for the tools they write with."""

from __future__ import annotations

from typing import Any

from pydantic import TypeAdapter

from bulletin.model.bulletin import Bulletin
from bulletin.model.field import Field
from bulletin.model.kind import KINDS
from bulletin.model.unit import Unit


def schemas() -> dict[str, dict[str, Any]]:
    """Return each schema by the name of what it describes: a kind, or a file of content/data/."""
    return {name: _for_editors(schema) for name, schema in _generated().items()}


def _for_editors(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema with the rules of the keys, which are Vietnamese, and without our docs.

    Pydantic describes each class by its docstring, which is meant for engineers.
    """
    definitions = schema.get("$defs", {})
    plain = {name: _undescribed(each) for name, each in definitions.items()}
    return _undescribed(schema) | ({"$defs": plain} if plain else {})


def _undescribed(schema: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in schema.items() if key != "description"}


def _generated() -> dict[str, dict[str, Any]]:
    found = {kind.name: kind.model.model_json_schema() for kind in KINDS}
    found["bulletin"] = Bulletin.model_json_schema()
    found["units"] = TypeAdapter(list[Unit]).json_schema()
    found["fields"] = TypeAdapter(list[Field]).json_schema()
    return found
