"""The base class of records, and how a raw value becomes a record or a list of mistakes."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from typing import Any, TypeVar

from pydantic import BaseModel, ConfigDict, ValidationError
from pydantic_core import ErrorDetails

from bulletin.engine.safe_pickle import restores_values
from bulletin.errors import Severity
from bulletin.model.editor_words import (
    guess_choice,
    guess_key,
    is_sure_choice,
    is_sure_key,
    with_meaning,
)
from bulletin.model.values import PATTERN_RULES
from bulletin.vietnamese.look_alikes import name_look_alike

Location = tuple[str | int, ...]
"""The path from a record to a value in it: keys, and indexes of lists from 0."""

R = TypeVar("R", bound="Record")

_MOST_KEYS_SHOWN = 8
_LONGEST_QUOTE = 60
_LONGEST_SHARED = 40
_BULLET = re.compile(r"(?:^|\s)[-–—•▪·*+]\s*(?=\S)")
_ONE_WORD = re.compile(r"[A-Za-z0-9][A-Za-z0-9/._-]*|/[a-z0-9/-]+")
_PLAIN = re.compile(r"\w[\w /.()-]*")
_SEE_GUIDE = "xem bảng khóa trong CONTRIBUTING.md"


class Record(BaseModel):
    """A frozen value; a key that the model does not have is a mistake."""

    model_config = ConfigDict(
        extra="forbid",
        frozen=True,
        arbitrary_types_allowed=True,
        validate_default=False,
        defer_build=True,  # most runs validate records of few kinds
    )

    def __reduce__(self) -> tuple[Callable[..., Record], tuple[type[Record], dict[str, Any]]]:
        """Pickle only the keys that were written: most keys of most records have their defaults."""
        written = self.model_fields_set
        values = {name: value for name, value in self.__dict__.items() if name in written}
        return _restore, (type(self), values)


@restores_values
def _restore(model: type[R], written: dict[str, Any]) -> R:
    """Return the record in which these keys were written; values are not validated again."""
    record = model.__new__(model)
    put = object.__setattr__
    # The copy shares its keys with the original, and so takes a third of the memory.
    values = _get_template(model).copy()
    values.update(written)
    for name, value in written.items():
        if type(value) is str and len(value) <= _LONGEST_SHARED:
            values[name] = _share(value)
    put(record, "__dict__", values)
    put(record, "__pydantic_fields_set__", _get_shared_set(frozenset(written)))
    put(record, "__pydantic_extra__", None)
    put(record, "__pydantic_private__", None)
    return record


@lru_cache(1 << 12)
def _share(text: str) -> str:
    """Return one object for equal texts: most records name the same units, authors and sources."""
    return text


@cache
def _get_shared_set(keys: frozenset[str]) -> set[str]:
    """Return one set for all records in which these keys were written; pydantic copies it first."""
    return set(keys)


@cache
def _get_template(model: type[Record]) -> dict[str, Any]:
    """Return the defaults as the dictionary of an object whose values were set one by one.

    CPython keeps the keys of such dictionaries once for the class.
    """
    record = model.__new__(model)
    for name, value in _get_defaults(model).items():
        object.__setattr__(record, name, value)
    return record.__dict__


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
class Cure:
    """The only thing that can be meant: `right` instead of the key or the value `written`."""

    written: str
    right: str
    is_key: bool = False


@dataclass(frozen=True, slots=True)
class Mistake:
    """A mistake at `location` in a record; the content package adds path and line."""

    location: Location
    message: str
    severity: Severity = Severity.ERROR
    meant: str | None = None
    """The key that was probably meant, where the mistake is a key that is not ours."""
    cure: Cure | None = None
    """What is certainly meant instead."""


def validate(model: type[R], raw: object) -> R | list[Mistake]:
    """Return the record, or all mistakes in `raw`.

    `raw` comes from content/yaml/tree.py: mappings, lists, text and None only. A value under a key
    that is not ours is judged as if it stood under the key that was probably meant.
    """
    raw = drop_empty(raw)
    try:
        return model.model_validate(raw)
    except ValidationError:
        renamed = _Renamed()
        meant = _rename_keys(model, raw, (), (), renamed)
    try:
        model.model_validate(meant)
    except ValidationError as failure:
        errors = failure.errors(include_url=False)
        found = [
            _make_mistake(model, error) for error in errors if not _follows_from_another(error)
        ]
        renamed.mistakes += [renamed.as_written(mistake) for mistake in found]
    return renamed.mistakes


def keys_of(model: type[Record]) -> dict[str, str]:
    """Return the keys that editors may write in a `model` record, with the rule of each."""
    return {
        field.alias or name: field.description or "" for name, field in model.model_fields.items()
    }


def drop_empty(raw: object) -> object:
    """Return `raw` without empty keys: `source:` and `source: ""` mean the same as no `source`.

    So does a group of keys that are all empty. An empty entry of a list becomes None.
    """
    if isinstance(raw, Mapping):
        filled = {key: drop_empty(value) for key, value in raw.items()}
        return {
            key: value
            for key, value in filled.items()
            if value is not None and not (value == {} and raw[key])
        }
    if isinstance(raw, list):
        return [drop_empty(value) for value in raw]
    return None if isinstance(raw, str) and not raw.strip() else raw


@dataclass(slots=True)
class _Renamed:
    """The mistakes in the names of keys, and under which location each key was written."""

    mistakes: list[Mistake] = field(default_factory=list)
    written: dict[Location, str] = field(default_factory=dict)

    def as_written(self, mistake: Mistake) -> Mistake:
        """Return `mistake` at the location that the editor's file has."""
        here = mistake.location
        location = tuple(self.written.get(here[: n + 1], step) for n, step in enumerate(here))
        return replace(mistake, location=location)


def _rename_keys(
    model: type[Record], raw: object, here: Location, written: Location, renamed: _Renamed
) -> object:
    """Return `raw` with the keys that were probably meant; `here` and `written` are its locations.

    `written` is the location in the editor's file, `here` the one with the right keys.
    """
    if isinstance(raw, list):
        return [
            _rename_keys(model, value, (*here, n), (*written, n), renamed)
            for n, value in enumerate(raw)
        ]
    if not isinstance(raw, Mapping):
        return raw
    known = keys_of(model)
    by_key = {field.alias or name: field for name, field in model.model_fields.items()}
    meant: dict[str, object] = {}
    for key, value in raw.items():
        guess = key if key in known else guess_key(key, known)
        if guess is None:
            meant[key] = value
            continue
        if guess != key:
            taken = guess in raw or guess in meant
            hint = " khóa ấy đã có, chỉ giữ một" if taken else ""
            message = f"không có khóa này{_name_unseen(key)}; có phải '{guess}'?{hint}"
            cure = Cure(key, guess, is_key=True) if not taken and is_sure_key(key, known) else None
            renamed.mistakes.append(Mistake((*written, key), message, meant=guess, cure=cure))
            if taken:
                continue
            renamed.written[*here, guess] = key
        inner = next(records_in(by_key[guess].annotation), None)
        if inner is not None:
            value = _rename_keys(inner, value, (*here, guess), (*written, key), renamed)
        meant[guess] = value
    return meant


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
            expected = _format_keys(keys_of(_model_at(model, location)))
            rule = f"phải là nhóm khóa{expected}, mỗi khóa một dòng dạng 'khóa: giá trị'"
            return Mistake(location, rule + _quote_input(error))
        case "tuple_type" | "list_type" if (item := _model_at(model, location)) is not holder:
            keys = _format_keys(keys_of(item))
            first = next(iter(keys_of(item)))
            rule = f"phải là danh sách, mỗi mục là nhóm khóa{keys}, bắt đầu bằng '- {first}: '"
            return Mistake(location, rule + _quote_input(error))
    guess, is_sure = _guess(error)
    hint = f"; có phải '{guess}'?" if guess else ""
    message = _format_rule(error) + _quote_input(error) + hint
    return Mistake(location, message, cure=Cure(error["input"], guess) if is_sure else None)


def _format_unknown_key(model: type[Record], key: str) -> str:
    expected = _format_keys(keys_of(model))
    hint = f"; các khóa dùng được{expected}" if expected else f"; bỏ đi, hoặc {_SEE_GUIDE}"
    return f"không có khóa này{_name_unseen(key)}{hint}"


def _format_keys(keys: Iterable[str]) -> str:
    """Return few keys in brackets, and nothing for more than anybody would read."""
    keys = list(keys)
    return f" ({', '.join(keys)})" if len(keys) <= _MOST_KEYS_SHOWN else ""


def _name_unseen(written: str) -> str:
    """Return in brackets what cannot be seen in a value that is quoted, if there is anything."""
    found = name_look_alike(written)
    return f" ({found})" if found else ""


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
    """Return the broken rule in Vietnamese."""
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
        case "dict_type":
            return "phải là nhóm khóa, mỗi khóa một dòng dạng 'khóa: giá trị'"
        case "enum" | "literal_error":
            return f"phải là một trong: {', '.join(map(with_meaning, _parse_choices(error)))}"
        case "greater_than_equal":
            return f"phải từ {context['ge']} trở lên"
        case "less_than_equal":
            return f"không được quá {context['le']}"
        case other if other.endswith("_type") or other == "zoneinfo_str":
            return "phải là một giá trị đơn, không phải danh sách hay nhóm khóa"
    # An error of pydantic that nobody thought of must not end in a traceback for an editor.
    return f"không đúng dạng; {_SEE_GUIDE}"


def _parse_choices(error: ErrorDetails) -> list[str]:
    """Return the allowed values, which pydantic gives as the text "'a', 'b' or 'c'"."""
    return re.findall(r"'([^']*)'", str(error["ctx"]["expected"]))


def _guess(error: ErrorDetails) -> tuple[str, bool]:
    """Return what was probably meant, "" if nothing, and whether nothing else can be."""
    written = error["input"]
    if not isinstance(written, str):
        return "", False
    guess, is_sure = None, False
    match error["type"]:
        case "broken_rule":
            guess, is_sure = error["ctx"].get("guess"), bool(error["ctx"].get("is_sure"))
        case "enum" | "literal_error":
            choices = _parse_choices(error)
            guess, is_sure = guess_choice(written, choices), is_sure_choice(written, choices)
        case "tuple_type" | "list_type" if len(written) <= _LONGEST_QUOTE:
            bullet = _BULLET.match(written)
            split = re.split(_BULLET if bullet else r"[,;]", written)
            parts = [part.strip() for part in split if part.strip()]
            guess = f"[{', '.join(parts)}]"
            # A name may hold a comma: only keys are surely parts.
            is_sure = all(_ONE_WORD.fullmatch(part) for part in parts) or (
                len(parts) == 1 and _PLAIN.fullmatch(parts[0]) is not None
            )
    return (guess, is_sure) if guess and guess != written else ("", False)


def _quote_input(error: ErrorDetails) -> str:
    """Return a quotation of what the editor wrote, if it is a scalar and not too long or short."""
    written = error["input"]
    if not isinstance(written, str) or error["type"] in {"string_too_long", "string_too_short"}:
        return ""
    one_line = " ".join(written.split())
    shown = one_line[:_LONGEST_QUOTE] + ("…" if len(one_line) > _LONGEST_QUOTE else "")
    return f", đang là '{shown}'{_name_unseen(one_line[:_LONGEST_QUOTE])}"
