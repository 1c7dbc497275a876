"""The desk at which content is read: the problems so far, and the lines of what was read."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from bulletin.content.source import WHOLE_FILE
from bulletin.content.yaml_mistake import YamlMistake
from bulletin.content.yaml_tree import Tree, parse
from bulletin.errors import Problem
from bulletin.model.record import Location, Mistake


@dataclass(slots=True)
class Desk:
    """The work in progress: a mistake of a record comes in, a problem with path and line stays.

    `source` reads a file's tree again when a line of it is asked for: hardly any ever is.
    """

    problems: list[Problem] = field(default_factory=list)
    trees: dict[str, Tree] = field(default_factory=dict)
    source: Callable[[str], Tree | None] = field(default=lambda path: None)

    def parsed(self, path: str, text: str, first_line: int) -> Tree | None:
        """Return the tree of a YAML text, noting the one mistake that stops the reading of it."""
        try:
            tree = parse(text, first_line)
        except YamlMistake as mistake:
            self.problems.append(Problem(path, mistake.line, WHOLE_FILE, mistake.message))
            return None
        self.trees[path] = tree
        return tree

    def tell(self, path: str, mistakes: Iterable[Mistake]) -> None:
        """Note mistakes of a content file: its location is its field."""
        for mistake in mistakes:
            self._note(path, mistake, mistake.location)

    def tell_entries(self, path: str, mistakes: Iterable[Mistake]) -> None:
        """Note mistakes of a data file that is a list: the line shows which entry is meant."""
        for mistake in mistakes:
            self._note(path, mistake, mistake.location[1:])

    def _note(self, path: str, mistake: Mistake, named: Location) -> None:
        if path not in self.trees and (tree := self.source(path)):
            self.trees[path] = tree
        line = self.trees[path].line_of(mistake.location) if path in self.trees else 1
        name = field_name(named)
        self.problems.append(Problem(path, line, name, mistake.message, mistake.severity))


def field_name(location: Location) -> str:
    """Return the name of a location as editors see it: `people[1].consent.date`, `tệp` for all."""
    name = ""
    for step in location:
        name += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if name else step
    return name or WHOLE_FILE
