"""Front matter as text: how a value is written so that it is read back as it was meant."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Final

_PLAIN: Final = re.compile(r"[^\W_](?:[^:#\n\t\"'\[\]{}]|:(?=\S))*")
_SPECIAL: Final = {"true", "false", "null", "yes", "no", "~"}


def format_front_matter(values: Mapping[str, object]) -> str:
    """Return the front matter of a file, with both fences.

    `values` hold text, true or false, lists and mappings of such.
    """
    return "\n".join(["---", *_iter_lines(values, ""), "---", ""])


def quote(text: str) -> str:
    """Return a text as a YAML scalar: plain where that is safe, else between quotation marks."""
    text = " ".join(text.split())
    if _PLAIN.fullmatch(text) and text == text.strip() and text.lower() not in _SPECIAL:
        return text
    escaped = text.replace("\\", "\\\\").replace('"', '\\"')
    return f'"{escaped}"'


def _iter_lines(values: Mapping[str, object], indent: str) -> Iterator[str]:
    for key, value in values.items():
        if isinstance(value, Mapping):
            yield f"{indent}{key}:"
            yield from _iter_lines(value, f"{indent}  ")
        elif isinstance(value, Sequence) and not isinstance(value, str):
            yield from _iter_list(key, value, indent)
        else:
            yield f"{indent}{key}: {_scalar(value)}"


def _iter_list(key: str, values: Sequence[object], indent: str) -> Iterator[str]:
    if all(not isinstance(value, Mapping) for value in values):
        yield f"{indent}{key}: [{', '.join(_scalar(value, in_list=True) for value in values)}]"
        return
    yield f"{indent}{key}:"
    for value in values:
        assert isinstance(value, Mapping)
        first, *others = _iter_lines(value, f"{indent}    ")
        yield f"{indent}  - {first.lstrip()}"
        yield from others


def _scalar(value: object, *, in_list: bool = False) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    text = quote(str(value))
    return f'"{text}"' if in_list and "," in text and not text.startswith('"') else text
