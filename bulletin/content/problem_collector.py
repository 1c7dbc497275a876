"""Collects the problems of content files, with the lines on which they stand."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field

from bulletin.content.item import Item
from bulletin.content.texts import WHOLE_FILE
from bulletin.content.yaml.edits import replace_in_line
from bulletin.content.yaml.mistake import YamlMistake
from bulletin.content.yaml.tree import Tree, parse
from bulletin.errors import LineFix, Problem
from bulletin.model.record import Location, Mistake, Record


@dataclass(slots=True)
class ProblemCollector:
    """Turns mistakes of records into problems with path and line, and keeps them.

    `source` reads the YAML tree of a file again when a line of it is needed, which is rare.
    """

    problems: list[Problem] = field(default_factory=list)
    trees: dict[str, Tree] = field(default_factory=dict)
    source: Callable[[str], Tree | None] = field(default=lambda path: None)

    def parse_yaml(self, path: str, text: str, first_line: int) -> Tree | None:
        """Return the tree of a YAML text; None, and a problem is collected, if it is not valid."""
        try:
            tree = parse(text, first_line)
        except YamlMistake as mistake:
            fix = None
            if mistake.right is not None:
                fix = LineFix(
                    mistake.line, text.split("\n")[mistake.line - first_line], mistake.right
                )
            problem = Problem(path, mistake.line, WHOLE_FILE, mistake.message, fix=fix)
            self.problems.append(problem)
            return None
        self.trees[path] = tree
        return tree

    def report(self, path: str, mistakes: Iterable[Mistake]) -> None:
        """Collect mistakes of a content file: the location of a mistake is its field."""
        for mistake in mistakes:
            self.problems.append(self._locate(path, mistake, mistake.location))

    def report_entries(self, path: str, mistakes: Iterable[Mistake]) -> None:
        """Collect mistakes of a data file that is a list: the line says which entry is meant."""
        for mistake in mistakes:
            self.problems.append(self._locate(path, mistake, mistake.location[1:]))

    def locate(self, found: Iterable[tuple[Item[Record], Mistake]]) -> Iterator[Problem]:
        """Yield mistakes of content files as problems, and do not collect them."""
        for item, mistake in found:
            yield self._locate(item.path, mistake, mistake.location)

    def _locate(self, path: str, mistake: Mistake, location: Location) -> Problem:
        if path not in self.trees and (tree := self.source(path)):
            self.trees[path] = tree
        line, fix = 1, None
        if tree := self.trees.get(path):
            line = tree.line_of(mistake.location)
            if mistake.cure and mistake.location in tree.lines:
                old = tree.text_of(line)
                new = replace_in_line(old, mistake.cure)
                fix = LineFix(line, old, new) if new is not None else None
        name = field_name(location)
        return Problem(path, line, name, mistake.message, mistake.severity, fix)


def field_name(location: Location) -> str:
    """Return the name of a location as editors see it: `people[1].consent.date`, `tệp` for all."""
    name = ""
    for step in location:
        name += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if name else step
    return name or WHOLE_FILE
