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
    found = {kind.name: kind.model.model_json_schema() for kind in KINDS}
    found["bulletin"] = Bulletin.model_json_schema()
    found["units"] = TypeAdapter(list[Unit]).json_schema()
    found["fields"] = TypeAdapter(list[Field]).json_schema()
    return found
