"""What a mistake in the content is, and how it is told to an editor.

A mistake is data. Lower layers know the field and what is wrong; upper layers add the line and the
path as it rises. The one grammar of contract section 6 is written here and nowhere else:

    content/exemplars/2026/to-hop-tac.md:4: date: phải là ngày có thật dạng 2026-11-18, đang là '…'
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """Whether a problem stops publication (error) or is only worth an editor's look (warning)."""

    ERROR = "lỗi"
    WARNING = "cảnh báo"


@dataclass(frozen=True, slots=True)
class Problem:
    """One thing wrong in one place.

    `path` is relative to the project root with forward slashes, `line` counts from 1, `field` is
    the front matter key (`people[1].consent.date`, items counted from 1) or one of the two words
    `nội dung` (the text below the front matter) and `tệp` (the file as a whole). `message` says in
    Vietnamese what is wrong and what right looks like.
    """

    path: str
    line: int
    field: str
    message: str
    severity: Severity = Severity.ERROR

    @property
    def is_error(self) -> bool:
        """True when publication must stop."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        mark = "" if self.is_error else "cảnh báo: "
        return f"{self.path}:{self.line}: {self.field}: {mark}{self.message}"


class ContentError(Exception):
    """The content cannot be published; carries every problem found, warnings included."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(report(self.problems))

    def __reduce__(self) -> tuple[type[ContentError], tuple[list[Problem]]]:
        """Let it travel from one process to another."""
        return ContentError, (self.problems,)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems without repeats, sorted by path, line, field, message."""
    return sorted(
        set(problems), key=lambda p: (p.path, p.line, p.field, p.severity.name, p.message)
    )


def summary(problems: Iterable[Problem]) -> str:
    """Return the closing count: `2 lỗi, 1 cảnh báo`, or that nothing is wrong."""
    found = list(problems)
    errors = sum(problem.is_error for problem in found)
    warnings = len(found) - errors
    counts = [f"{errors} lỗi"] if errors else []
    counts += [f"{warnings} cảnh báo"] if warnings else []
    return ", ".join(counts) or "không có lỗi"


def report(problems: Iterable[Problem]) -> str:
    """Return the problems one a line in the contract's grammar, then the count."""
    found = in_order(problems)
    return "\n".join([*map(str, found), summary(found)])
