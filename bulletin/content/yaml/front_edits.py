"""Changes of front matter as it was typed: what is not changed keeps its form, comments and all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import TypeAlias

import yaml

from bulletin.model.record import Location

_FRONT = re.compile(r"\A\ufeff?\s*---[^\n]*\n(?P<front>.*?)^---[^\n]*$", re.DOTALL | re.MULTILINE)

Wanted: TypeAlias = Callable[[Location, str], bool]
"""Whether the text at a location of the front matter is meant."""


def change_front(text: str, change: Callable[[str], str]) -> str:
    """Return the file's `text` with its front matter changed; as it is where it has none."""
    found = _FRONT.search(text)
    if found is None:
        return text
    return text[: found.start("front")] + change(found["front"]) + text[found.end("front") :]


def remove_key(front: str, key: str) -> str:
    """Return front matter without the top-level `key` and its value.

    It need not be valid YAML.
    """
    pattern = rf"^{re.escape(key)}[ \t]*:[^\n]*\n(?:(?:[ \t-][^\n]*|[ \t\r]*)\n)*"
    return re.sub(pattern, "", front, count=1, flags=re.MULTILINE)


def remove_entries(front: str, wanted: Wanted) -> str:
    """Return front matter without the entries of lists that are `wanted`.

    An entry is a text, or a mapping one of whose values is wanted. A list that loses its last entry
    goes with its key, if that is a top-level one, and stays as it is otherwise. Front matter that
    is no valid YAML comes back as it is.
    """
    try:
        root = yaml.compose(front, Loader=yaml.SafeLoader)
    except (yaml.YAMLError, ValueError):
        return front
    cuts: list[tuple[int, int]] = []
    emptied: list[str] = []
    for location, node in _iter_lists(root, ()):
        doomed = [
            number
            for number, entry in enumerate(node.value)
            if any(wanted(*text) for text in _iter_own_texts(entry, (*location, number)))
        ]
        if doomed and len(doomed) == len(node.value):
            emptied += [str(location[0])] if len(location) == 1 else []
        else:
            cuts += [_find_cut(front, node, number) for number in doomed]
    for start, end in sorted(cuts, reverse=True):
        front = front[:start] + front[end:]
    for key in emptied:
        front = remove_key(front, key)
    return front


def _iter_lists(
    node: yaml.Node | None, here: Location
) -> Iterator[tuple[Location, yaml.SequenceNode]]:
    if isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            yield from _iter_lists(value, (*here, str(key.value)))
    elif isinstance(node, yaml.SequenceNode):
        yield here, node
        for number, entry in enumerate(node.value):
            yield from _iter_lists(entry, (*here, number))


def _iter_own_texts(node: yaml.Node, here: Location) -> Iterator[tuple[Location, str]]:
    """Yield the texts of an entry of a list, but not those of lists below it."""
    if isinstance(node, yaml.ScalarNode):
        yield here, str(node.value)
    elif isinstance(node, yaml.MappingNode):
        for key, value in node.value:
            if isinstance(value, yaml.ScalarNode):
                yield (*here, str(key.value)), str(value.value)


def _find_cut(front: str, node: yaml.SequenceNode, number: int) -> tuple[int, int]:
    """Return start and end of an entry, with its hyphen and line or with its comma."""
    entries = node.value
    start, end = entries[number].start_mark.index, entries[number].end_mark.index
    if not node.flow_style:
        line = front.rfind("\n", 0, start) + 1
        if number + 1 < len(entries):
            return line, front.rfind("\n", 0, entries[number + 1].start_mark.index) + 1
        stop = front.find("\n", len(front[:end].rstrip())) + 1
        return line, stop or len(front)
    if number + 1 < len(entries):
        return start, entries[number + 1].start_mark.index
    return front.rfind(",", 0, start), end
