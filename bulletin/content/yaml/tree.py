"""YAML as editors write it: mappings, lists and text, with the line of every value.

Built on PyYAML's stream of events rather than on its objects: scalars stay the text that was
typed (`no`, `0123` and `2024-02-30` are nobody's business here), duplicate keys are seen, and
anchors, aliases and tags are refused as they come by, before they can multiply or run anything.
"""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from bulletin.content.yaml.lines import find_swallowed_key, find_tight_hyphen
from bulletin.content.yaml.mistake import QUOTE_IT, YamlMistake, explained
from bulletin.model.record import Location
from bulletin.vietnamese.legacy import DamageKind, find_damage
from bulletin.vietnamese.normalise import normalise

# PyYAML without libyaml reads the same language, only slower.
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)

DEEPEST = 20
"""Levels of nesting that any record needs, several times over."""

LONGEST_KEY = 60
"""Letters of a key; a longer one is a sentence that lost its place."""

_EMPTY = {"", "~", "null"}

# A comment has a space after its sign, a hashtag or a number ("ấp số #1") has none.
_LOST_AS_COMMENT = re.compile(r"\s+(#[^\s#]\S*)")


@dataclass(slots=True)
class Tree:
    """A parsed text: its value and, for every location in it, the line where it stands.

    `typed` are the lines of the text, the first of which has the number `first_line`.
    """

    value: object = None
    lines: dict[Location, int] = field(default_factory=dict)
    typed: list[str] = field(default_factory=list)
    first_line: int = 1

    def line_of(self, location: Location) -> int:
        """Return the line of `location`, or of the nearest thing around it that was written."""
        while location not in self.lines:
            if not location:
                return 1
            location = location[:-1]
        return self.lines[location]

    def text_of(self, line: int) -> str:
        """Return the text of a line; empty for a line outside."""
        index = line - self.first_line
        return self.typed[index] if 0 <= index < len(self.typed) else ""


@dataclass(slots=True)
class _Open:
    """A mapping or list that is still being read."""

    location: Location
    container: dict[str, object] | list[object]
    key: str | None = None


def parse(text: str, first_line: int = 1) -> Tree:
    """Return the tree of the YAML `text`, whose first line is line `first_line` of its file.

    The value holds only dict, list, str in NFC and None (for an empty scalar). Raises YamlMistake
    for text that is not YAML, holds more than one document, a key twice, an anchor, an alias, a
    tag, a control character, text that YAML would drop as a comment, or more than DEEPEST levels.
    """
    typed = text.split("\n")
    tree = Tree(lines={(): first_line}, typed=typed, first_line=first_line)
    stack: list[_Open] = []
    documents = 0
    line = first_line

    def place() -> Location:
        """Return where the value that starts on `line` belongs."""
        if not stack:
            return ()
        top = stack[-1]
        step = len(top.container) if isinstance(top.container, list) else top.key
        assert step is not None
        location = (*top.location, step)
        tree.lines.setdefault(location, line)
        return location

    def put(value: object) -> None:
        if not stack:
            tree.value = value
        elif isinstance(top := stack[-1].container, list):
            top.append(value)
        else:
            key = stack[-1].key
            assert key is not None
            top[key] = value
            stack[-1].key = None

    try:
        for event in yaml.parse(text, Loader=_Loader):
            assert event.start_mark is not None
            line = event.start_mark.line + first_line
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise YamlMistake(line, "chỉ được có một phần; bỏ dòng --- thừa")
                continue
            _refuse_references(event, line)
            if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                stack.pop()
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                if stack and _awaits_key(stack[-1]):
                    raise YamlMistake(line, f"khóa phải là một từ; nếu là câu chữ thì {QUOTE_IT}")
                if len(stack) >= DEEPEST:
                    raise YamlMistake(line, f"lồng nhau quá {DEEPEST} cấp")
                container: dict[str, object] | list[object] = (
                    {} if isinstance(event, yaml.MappingStartEvent) else []
                )
                location = place()
                put(container)
                stack.append(_Open(location, container))
            elif isinstance(event, yaml.ScalarEvent):
                _refuse_losses(event, line, typed)
                _refuse_swallowed_lines(event, line, typed, stack)
                value = normalise(event.value)
                if stack and _awaits_key(stack[-1]):
                    if _is_plain(event) and (slip := find_tight_hyphen(value)):
                        # YAML ends lines where nobody else does (U+0085).
                        typed_line = "".join(typed[line - first_line : line - first_line + 1])
                        right = find_tight_hyphen(typed_line)
                        message = f"không đọc được: {slip.message}"
                        raise YamlMistake(line, message, right.right if right else None)
                    _take_key(tree, stack[-1], value, line)
                else:
                    place()
                    put(None if _is_plain(event) and value.lower() in _EMPTY else value)
    except yaml.YAMLError as failure:
        raise explained(failure, text, first_line) from None
    except (ValueError, OverflowError):
        # The scanner without libyaml takes "\UFFFFFFFF" for a character.
        raise YamlMistake(line, "dấu \\ trong ngoặc kép phải viết đôi") from None
    return tree


def _awaits_key(top: _Open) -> bool:
    return isinstance(top.container, dict) and top.key is None


def _is_plain(event: yaml.ScalarEvent) -> bool:
    """Return whether the scalar stands without quotes, | or >: None or '' says so, by scanner."""
    return not event.style


def _take_key(tree: Tree, top: _Open, key: str, line: int) -> None:
    assert isinstance(top.container, dict)
    if len(key) > LONGEST_KEY or "\n" in key:
        raise YamlMistake(line, "trước dấu hai chấm phải là một khóa ngắn, không phải cả câu")
    location = (*top.location, key)
    if key in top.container:
        raise YamlMistake(line, f"khóa '{key}' đã có ở dòng {tree.lines[location]}; chỉ giữ một")
    top.key = key
    tree.lines[location] = line


def _refuse_references(event: yaml.Event, line: int) -> None:
    """Refuse what in YAML is a command and in a bulletin a slip: `*đậm*`, `&`, `!`."""
    if isinstance(event, yaml.AliasEvent):
        raise YamlMistake(line, f"giá trị không được bắt đầu bằng dấu *; {QUOTE_IT}")
    if getattr(event, "anchor", None):
        raise YamlMistake(line, f"giá trị không được bắt đầu bằng dấu &; {QUOTE_IT}")
    if getattr(event, "tag", None):
        raise YamlMistake(line, f"giá trị không được bắt đầu bằng dấu !; {QUOTE_IT}")


def _refuse_swallowed_lines(
    event: yaml.ScalarEvent, line: int, typed: list[str], stack: list[_Open]
) -> None:
    """Refuse a key or an entry of a list that YAML takes for the rest of the text above it."""
    start, end = event.start_mark, event.end_mark
    assert start is not None
    assert end is not None
    if not _is_plain(event) or (start.line == end.line and stack):
        return
    in_list = bool(stack) and isinstance(stack[-1].container, list)
    first = start.line + 1 if stack else start.line
    last = end.line if end.column else end.line - 1
    for number in range(first, min(last, len(typed) - 1) + 1):
        slip = find_swallowed_key(typed[number])
        slip = slip or (find_tight_hyphen(typed[number]) if in_list else None)
        if slip:
            message = f"không đọc được: {slip.message}"
            raise YamlMistake(number - start.line + line, message, slip.right)


def _refuse_losses(event: yaml.ScalarEvent, line: int, typed: list[str]) -> None:
    """Refuse what an editor typed and no reader would see, or nobody typed and XML cannot hold."""
    start, end = event.start_mark, event.end_mark
    assert start is not None
    assert end is not None
    rest = typed[end.line][end.column :] if end.line < len(typed) else ""
    if _is_plain(event) and (lost := _LOST_AS_COMMENT.match(rest)):
        message = f"chữ từ '{lost[1][:40]}' trở đi bị coi là ghi chú và mất; {QUOTE_IT}"
        raise YamlMistake(end.line - start.line + line, message)
    # Only an escape in double quotes can bring in what the text of the file did not hold.
    may_be_escape = event.style == '"' and not event.value.isprintable()
    if may_be_escape and any(d.kind is DamageKind.CONTROL for d in find_damage(event.value)):
        raise YamlMistake(line, "có ký tự điều khiển viết bằng dấu \\ trong ngoặc kép; bỏ đi")
