"""JSON Schemas of front matter and data files, for editing tools; of the catalog, for portals."""

from __future__ import annotations

from typing import Any, Literal

from pydantic import TypeAdapter, create_model

from bulletin.model.bulletin import Bulletin
from bulletin.model.catalog import FORMAT, ROW_MODELS, VERSION, Catalog, CatalogValue
from bulletin.model.field import Field
from bulletin.model.kind import KINDS
from bulletin.model.unit import Unit


def make_schemas() -> dict[str, dict[str, Any]]:
    """Return the schemas by name: the name of a kind, or of a file in content/data/.

    `catalog` is that of the catalog, `catalog-<kind>` that of the partitions of a kind.
    """
    return {name: _adapt_for_editors(schema) for name, schema in _generate_schemas().items()}


def _adapt_for_editors(schema: dict[str, Any]) -> dict[str, Any]:
    """Return the schema without the docstrings of our classes.

    Pydantic uses a docstring, which is for engineers, as the description of a class. The
    descriptions of the keys, which are Vietnamese, stay.
    """
    definitions = schema.get("$defs", {})
    plain = {name: _drop_description(each) for name, each in definitions.items()}
    return _drop_description(schema) | ({"$defs": plain} if plain else {})


def _drop_description(schema: dict[str, Any]) -> dict[str, Any]:
    return {key: value for key, value in schema.items() if key != "description"}


def _generate_schemas() -> dict[str, dict[str, Any]]:
    found = {kind.name: kind.model.model_json_schema() for kind in KINDS}
    found["bulletin"] = Bulletin.model_json_schema()
    found["units"] = TypeAdapter(list[Unit]).json_schema()
    found["fields"] = TypeAdapter(list[Field]).json_schema()
    found["catalog"] = Catalog.model_json_schema()
    for kind, row_model in ROW_MODELS.items():
        keys: dict[str, Any] = {
            "format": (Literal[FORMAT], ...),
            "version": (Literal[VERSION], ...),
            "kind": (Literal[kind], ...),
            "year": (int | None, None),
            "rows": (list[row_model], ...),  # type: ignore[valid-type]
        }
        partition = create_model("Partition", __base__=CatalogValue, **keys)
        found[f"catalog-{kind}"] = partition.model_json_schema()
    return found
