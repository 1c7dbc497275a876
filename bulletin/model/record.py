"""The base class of records, and how a raw value becomes a record or a list of mistakes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from bulletin.errors import Severity
from bulletin.model.values import PATTERN_RULES
from bulletin.vietnamese.fold import find_nearest

Location = tuple[str | int, ...]
"""The path from a record to a value in it: keys, and indexes of lists from 0."""

R = TypeVar("R", bound="Record")


class Record(BaseModel):
    """A frozen value; a key that the model does not have is a mistake."""

    model_config = ConfigDict(
        extra="forbid", frozen=True, arbitrary_types_allowed=True, validate_default=False
    )

    def __reduce__(self) -> tuple[Callable[..., Record], tuple[type[Record], dict[str, Any]]]:
        """Pickle only the keys that were written: most keys of most records have their defaults."""
        written = self.model_fields_set
        values = {name: value for name, value in self.__dict__.items() if name in written}
        return _restore, (type(self), values)


def _restore(model: type[R], written: dict[str, Any]) -> R:
    """Return the record in which these keys were written; values are not validated again."""
    record = model.__new__(model)
    put = object.__setattr__
    put(record, "__dict__", _get_defaults(model) | written)
    put(record, "__pydantic_fields_set__", set(written))
    put(record, "__pydantic_extra__", None)
    put(record, "__pydantic_private__", None)
    return record


@cache
def _get_defaults(model: type[Record]) -> dict[str, Any]:
    """Return the default of each key, in the order of the keys; None for required keys.

    Records are frozen, so they can share the same default objects.
    """
    return {
        name: None if field.is_required() else field.get_default(call_default_factory=True)
        for name, field in model.model_fields.items()
    }


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake at `location` in a record; the content package adds path and line."""

    location: Location
    message: str
    severity: Severity = Severity.ERROR


def validate(model: type[R], raw: object) -> R | list[Mistake]:
    """Return the record, or all mistakes in `raw` in the order of the keys.

    `raw` comes from content/yaml_tree.py: mappings, lists, text and None only.
    """
    try:
        return model.model_validate(drop_empty(raw))
    except ValidationError as failure:
        errors = failure.errors(include_url=False)
        return [_make_mistake(model, error) for error in errors if not _follows_from_another(error)]


def keys_of(model: type[Record]) -> dict[str, str]:
    """Return the keys that editors may write in a `model` record, with the rule of each."""
    return {
        field.alias or name: field.description or "" for name, field in model.model_fields.items()
    }


def drop_empty(raw: object) -> object:
    """Return `raw` without empty keys, so that `source:` means the same as no `source`."""
    if isinstance(raw, Mapping):
        return {key: drop_empty(value) for key, value in raw.items() if value is not None}
    if isinstance(raw, list):
        return [drop_empty(value) for value in raw]
    return raw


def _follows_from_another(error: ErrorDetails) -> bool:
    """Return whether a list is too short only because its entries have mistakes themselves."""
    return error["type"] == "too_short" and bool(error["input"])


def _make_mistake(model: type[Record], error: ErrorDetails) -> Mistake:
    location: Location = error["loc"]
    holder = _model_at(model, location[:-1])
    match error["type"]:
        case "extra_forbidden":
            return Mistake(location, _format_unknown_key(holder, str(location[-1])))
        case "missing":
            rule = keys_of(holder)[str(location[-1])]
            return Mistake(location, f"bắt buộc phải có ({rule})")
        case "model_type":
            expected = ", ".join(keys_of(_model_at(model, location)))
            rule = f"phải là nhóm khóa ({expected}), mỗi khóa một dòng dạng 'khóa: giá trị'"
            return Mistake(location, rule + _quote_input(error))
    return Mistake(location, _format_rule(error) + _quote_input(error) + _format_guess(error))


def _format_unknown_key(model: type[Record], key: str) -> str:
    known = keys_of(model)
    guess = find_nearest(key, known)
    hint = f"có phải '{guess}'?" if guess else "các khóa dùng được: " + ", ".join(known)
    return f"không có khóa này; {hint}"


def _model_at(model: type[Record], location: Location) -> type[Record]:
    """Return the model of the mapping at `location` in a `model` record."""
    for step in location:
        if isinstance(step, int):
            continue
        by_key = {field.alias or name: field for name, field in model.model_fields.items()}
        model = next(records_in(by_key[step].annotation), model)
    return model


def records_in(annotation: Any) -> Iterator[type[Record]]:
    """Yield the record classes in the type `annotation` of a field."""
    if isinstance(annotation, type) and issubclass(annotation, Record):
        yield annotation
    for argument in getattr(annotation, "__args__", ()):
        yield from records_in(argument)


def _format_rule(error: ErrorDetails) -> str:
    """Return the broken rule in Vietnamese.

    Raises AssertionError for an error of pydantic without a Vietnamese text: a mistake in our code.
    """
    context = error.get("ctx", {})
    match error["type"]:
        case "broken_rule":
            return str(context["message"])
        case _ if error["input"] is None:
            return "mục này để trống; điền vào hoặc bỏ dòng"
        case "string_too_short":
            return "không được để trống"
        case "string_too_long":
            return f"dài quá {context['max_length']} ký tự (đang có {len(error['input'].strip())})"
        case "string_pattern_mismatch":
            return PATTERN_RULES[context["pattern"]]
        case "too_short":
            return "phải có ít nhất một mục"
        case "tuple_type" | "list_type":
            return "phải là danh sách, mỗi mục một dòng bắt đầu bằng '- '"
        case "enum":
            return f"phải là một trong: {', '.join(_parse_choices(error))}"
        case "string_type" | "date_type" | "datetime_type" | "bool_type" | "zoneinfo_str":
            return "phải là một giá trị đơn, không phải danh sách hay nhóm khóa"
        case other:
            raise AssertionError(f"no Vietnamese wording for pydantic's {other}: {error}")


def _parse_choices(error: ErrorDetails) -> list[str]:
    """Return the allowed values, which pydantic gives as the text "'a', 'b' or 'c'"."""
    return re.findall(r"'([^']*)'", str(error["ctx"]["expected"]))


def _format_guess(error: ErrorDetails) -> str:
    if error["type"] != "enum" or not isinstance(error["input"], str):
        return ""
    near = find_nearest(error["input"], _parse_choices(error))
    return f"; có phải '{near}'?" if near else ""


def _quote_input(error: ErrorDetails) -> str:
    """Return a quotation of what the editor wrote, if it is a scalar and not too long or short."""
    written = error["input"]
    if not isinstance(written, str) or error["type"] in {"string_too_long", "string_too_short"}:
        return ""
    one_line = " ".join(written.split())
    return f", đang là '{one_line[:60]}{'…' if len(one_line) > 60 else ''}'"
