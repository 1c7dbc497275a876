"""YAML as editors write it: mappings, lists and text, with the line of every value.

Built on PyYAML's stream of events rather than on its objects: scalars stay the text that was
typed (`no`, `0123` and `2024-02-30` are nobody's business here), duplicate keys are seen, and
anchors, aliases and tags are refused as they come by, before they can multiply or run anything.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import yaml

from bulletin.model.record import Location

try:
    from yaml import CSafeLoader as _Loader
except ImportError:  # PyYAML without libyaml reads the same language, only slower.
    from yaml import SafeLoader as _Loader  # type: ignore[assignment]

DEEPEST = 20
"""Levels of nesting that any record needs, several times over."""

_EMPTY = {"", "~", "null"}

_CAUSES = (
    ("mapping values are not allowed", "giá trị có dấu hai chấm phải đặt trong ngoặc kép \"…\""),
    ("found character '\\t'", "thụt dòng bằng dấu cách, không dùng phím Tab"),
    ("found a tab character", "thụt dòng bằng dấu cách, không dùng phím Tab"),
    ("cannot start any token", "giá trị bắt đầu bằng ký hiệu đặc biệt phải đặt trong ngoặc kép \"…\""),
    ("quoted scalar", "thiếu dấu ngoặc kép đóng"),
    ("could not find expected ':'", "mỗi dòng phải có dạng 'khóa: giá trị'"),
    ("did not find expected ',' or ']'", "thiếu dấu ] hoặc dấu phẩy"),
    ("did not find expected ',' or '}'", "thiếu dấu } hoặc dấu phẩy"),
    ("expected <block end>", "dòng này thụt vào không thẳng hàng với các dòng cùng cấp"),
    ("did not find expected key", "dòng này thụt vào không thẳng hàng với các dòng cùng cấp, "
     "hoặc giá trị có dấu ngoặc kép phải đặt trọn trong ngoặc"),
    ("did not find expected '-' indicator", "các mục của danh sách phải thẳng hàng"),
    ("did not find expected alphabetic", "giá trị bắt đầu bằng & hoặc * phải đặt trong ngoặc kép \"…\""),
    ("unknown escape character", "dấu \\ trong ngoặc kép phải viết đôi, hoặc dùng ngoặc đơn '…'"),
)


class YamlMistake(Exception):
    """The text is not YAML that a bulletin takes: one mistake, on one line."""

    def __init__(self, line: int, message: str) -> None:
        super().__init__(message)
        self.line = line
        self.message = message


@dataclass(slots=True)
class Tree:
    """A parsed text: its value and, for every location in it, the line where it stands."""

    value: object = None
    lines: dict[Location, int] = field(default_factory=dict)
    key_lines: dict[Location, int] = field(default_factory=dict)

    def line_of(self, location: Location) -> int:
        """Return the line of `location`, or of the nearest thing around it that was written."""
        while location not in self.lines:
            if not location:
                return 1
            location = location[:-1]
        return self.lines[location]


@dataclass(slots=True)
class _Open:
    """A mapping or list that is still being read."""

    location: Location
    container: dict[str, object] | list[object]
    key: str | None = None


def parse(text: str, first_line: int = 1) -> Tree:
    """Return the tree of the YAML `text`, whose first line is line `first_line` of its file.

    The value holds only dict, list, str and None (for an empty scalar). Raises YamlMistake for
    text that is not YAML, holds more than one document, a key twice, an anchor, an alias, a tag,
    or more than DEEPEST levels.
    """
    tree = Tree(lines={(): first_line})
    stack: list[_Open] = []
    documents = 0

    def place(line: int) -> Location:
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
            line = event.start_mark.line + first_line
            if isinstance(event, yaml.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    raise YamlMistake(line, "chỉ được có một phần giữa hai dòng ---")
                continue
            _refuse_references(event, line)
            if isinstance(event, (yaml.MappingEndEvent, yaml.SequenceEndEvent)):
                stack.pop()
            elif isinstance(event, (yaml.MappingStartEvent, yaml.SequenceStartEvent)):
                if stack and _awaits_key(stack[-1]):
                    raise YamlMistake(line, "khóa phải là một từ, không phải danh sách hay nhóm khóa")
                if len(stack) >= DEEPEST:
                    raise YamlMistake(line, f"lồng nhau quá {DEEPEST} cấp")
                container: dict[str, object] | list[object] = (
                    {} if isinstance(event, yaml.MappingStartEvent) else []
                )
                location = place(line)
                put(container)
                stack.append(_Open(location, container))
            elif isinstance(event, yaml.ScalarEvent):
                if stack and _awaits_key(stack[-1]):
                    _take_key(tree, stack[-1], event.value, line)
                else:
                    place(line)
                    plain_empty = event.style is None and event.value.lower() in _EMPTY
                    put(None if plain_empty else event.value)
    except yaml.YAMLError as failure:
        raise _explained(failure, first_line) from None
    except RecursionError:
        raise YamlMistake(first_line, f"lồng nhau quá {DEEPEST} cấp") from None
    return tree


def _awaits_key(top: _Open) -> bool:
    return isinstance(top.container, dict) and top.key is None


def _take_key(tree: Tree, top: _Open, key: str, line: int) -> None:
    assert isinstance(top.container, dict)
    location = (*top.location, key)
    if key in top.container:
        raise YamlMistake(line, f"khóa '{key}' đã có ở dòng {tree.lines[location]}; chỉ giữ một")
    top.key = key
    tree.lines[location] = line


def _refuse_references(event: yaml.Event, line: int) -> None:
    if isinstance(event, yaml.AliasEvent):
        raise YamlMistake(line, 'không dùng ký hiệu * ở đầu giá trị; đặt cả giá trị trong ngoặc kép "…"')
    if getattr(event, "anchor", None):
        raise YamlMistake(line, 'không dùng ký hiệu & ở đầu giá trị; đặt cả giá trị trong ngoặc kép "…"')
    if getattr(event, "tag", None):
        raise YamlMistake(line, 'không dùng ký hiệu ! ở đầu giá trị; đặt cả giá trị trong ngoặc kép "…"')


def _explained(failure: yaml.YAMLError, first_line: int) -> YamlMistake:
    """Return what an editor can do about a text that PyYAML cannot read."""
    words = str(failure)
    mark = getattr(failure, "problem_mark", None) or getattr(failure, "context_mark", None)
    line = (mark.line if mark else 0) + first_line
    cure = next((cure for sign, cure in _CAUSES if sign in words), None)
    return YamlMistake(line, "không đọc được" + (f": {cure}" if cure else " dòng này theo cú pháp YAML"))
