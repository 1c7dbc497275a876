"""Slips in single lines of YAML that its scanner reports somewhere else, or takes for text.

`title： Tên bài` is no key to YAML but the beginning of a text, and the mistake shows a line below.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from bulletin.model.kind import KINDS
from bulletin.model.record import Record, keys_of, records_in
from bulletin.vietnamese.look_alikes import COLONS

_WRONG_COLON = re.compile(
    rf"(\s*(?:- +)?)([^\s:{COLONS}][^:{COLONS}]{{0,40}}?)\s*([{COLONS}])\s*(.*)"
)
_EQUALS = re.compile(r"(\s*(?:- +)?)([\w-]{1,40})\s*=>?\s*(.*)")
_SPACE_BEFORE = re.compile(r"(\s*(?:- +)?)([\w-]{1,40})\s+:(\S.*)")
_NO_COLON = re.compile(r"(\s*(?:- +)?)([\w-]{1,40}?)(?:\s*[;.,–—-])?(?:\s+(.*))?")
_TIGHT_HYPHEN = re.compile(r"(\s*)-([^\s-].*)")
_BULLET = re.compile(r"(\s*)([–—•▪·*+])\s+(\S.*)")
_STARRED_KEY = re.compile(
    r"(\s*(?:- +)?)[*_`]{1,3}([\w-]{1,40})(?:[*_`]{1,3}\s*:|:\s*[*_`]{1,3})\s*(.*)"
)
_BLOCK = re.compile(r"(\s*)(?:- +)?[\w-]+\s*:\s*[|>][-+0-9]*\s*(?:#.*)?")

_REACH = 3
"""Lines above the reported one in which the cause is looked for."""
_LONGEST_SHOWN = 60


@dataclass(frozen=True, slots=True)
class Slip:
    """What is wrong with a line, and the line as it should be where there is one way only."""

    message: str
    right: str | None = None


def find_cause(lines: Sequence[str], reported: int) -> tuple[int, Slip] | None:
    """Return the line (from 0) of the slip that stopped the scanner at line `reported`, and a cure.

    None if no line at or shortly above it has such a slip.
    """
    prose = set(iter_prose(lines))
    for number in range(min(reported, len(lines) - 1), max(reported - _REACH, -1), -1):
        if number not in prose and (slip := find_slip(lines[number])):
            return number, slip
    return None


def find_slip(line: str) -> Slip | None:
    """Return what is wrong with a line that should be `key: value` or an entry of a list."""
    if (found := _WRONG_COLON.fullmatch(line)) and _is_key_like(found[2]):
        sign = f"dấu '{found[3]}' (U+{ord(found[3]):04X})"
        return _key_slip(f"{sign} không phải dấu hai chấm", found[1], found[2], found[4])
    if found := _STARRED_KEY.fullmatch(line):
        return _key_slip("bỏ dấu nhấn mạnh quanh khóa", *found.groups())
    if (found := _EQUALS.fullmatch(line)) and _is_key_like(found[2]):
        return _key_slip("sau khóa phải là dấu hai chấm, không phải dấu =", *found.groups())
    if found := _SPACE_BEFORE.fullmatch(line):
        return _key_slip("sau dấu hai chấm phải có một dấu cách", *found.groups())
    if tight := find_tight_hyphen(line):
        return tight
    if found := _BULLET.fullmatch(line):
        message = (
            f"mỗi mục của danh sách phải bắt đầu bằng dấu - thường; viết {_quote(f'- {found[3]}')}"
        )
        return Slip(message, f"{found[1]}- {found[3]}")
    if (found := _NO_COLON.fullmatch(line)) and found[2] in _known_keys():
        return Slip(f"thiếu dấu hai chấm sau '{found[2]}'; {_write(found[2], found[3] or '…')}")
    return None


def _key_slip(message: str, head: str, key: str, value: str) -> Slip:
    right = f"{head}{key}: {value}".rstrip() if key in _known_keys() else None
    return Slip(f"{message}; {_write(key, value)}", right)


def find_tight_hyphen(line: str) -> Slip | None:
    """Return what is wrong with an entry of a list that lacks the space behind its hyphen."""
    found = _TIGHT_HYPHEN.fullmatch(line)
    if found is None:
        return None
    right = f"- {found[2]}"
    is_sure = not found[2].startswith("-")
    message = f"sau dấu - phải có một dấu cách, như {_quote(right)}"
    return Slip(message, f"{found[1]}{right}" if is_sure else None)


def find_swallowed_key(line: str) -> Slip | None:
    """Return what is wrong with a line that YAML takes for the rest of the text above it."""
    for pattern in (_WRONG_COLON, _EQUALS):
        if (found := pattern.fullmatch(line)) and found[2] in _known_keys():
            return find_slip(line)
    return None


def iter_prose(lines: Sequence[str]) -> Iterator[int]:
    """Yield the lines of text behind | or >, in which everything may stand."""
    depth: int | None = None
    for number, line in enumerate(lines):
        indent = len(line) - len(line.lstrip())
        if depth is not None and (indent > depth or not line.strip()):
            yield number
            continue
        found = _BLOCK.fullmatch(line)
        depth = len(found[1]) if found else None


def _is_key_like(text: str) -> bool:
    """Return whether `text` may be a key, ours or a Vietnamese one, and not half a sentence."""
    return text in _known_keys() or len(text.split()) <= 3


def _write(key: str, value: str) -> str:
    return f"viết {_quote(f'{key}: {value}')}"


def _quote(line: str) -> str:
    line = line.strip()
    return f"'{line[:_LONGEST_SHOWN]}{'…' if len(line) > _LONGEST_SHOWN else ''}'"


@cache
def _known_keys() -> frozenset[str]:
    """Return the keys of all kinds of content, those of their inner records too."""
    keys: set[str] = set()
    waiting: list[type[Record]] = [kind.model for kind in KINDS]
    while waiting:
        model = waiting.pop()
        keys.update(keys_of(model))
        for field in model.model_fields.values():
            waiting.extend(records_in(field.annotation))
    return frozenset(keys)
