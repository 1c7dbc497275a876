"""Problems in the content, and how they are reported to editors.

A problem is a value. Lower layers know the field and what is wrong; the layers above add the line
and the path. Only this module formats them (docs-dev/contract.md, "Errors"):

    content/exemplars/2026/to-hop-tac.md:4: date: phải là ngày có thật dạng 2026-11-18, đang là '…'
"""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum


class Severity(Enum):
    """Whether a problem stops publication (error) or should only be checked (warning)."""

    ERROR = "lỗi"
    WARNING = "cảnh báo"


@dataclass(frozen=True, slots=True)
class LineFix:
    """The one right form of a line: `old` is the line as it was read, `new` as it should be."""

    line: int
    old: str
    new: str


@dataclass(frozen=True, slots=True)
class Rename:
    """The one right path of the file at `old`, as the file system has it."""

    old: str
    new: str


Fix = LineFix | Rename


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem in one line of one file.

    `path` is relative to the project root with forward slashes; `line` counts from 1. `field` is
    the front matter key (`people[1].consent.date`, items counted from 1), or `nội dung` (the text
    below the front matter), or `tệp` (the file as a whole). `message` says in Vietnamese what is
    wrong and what would be right. `fix` is there when there is one right answer only, which
    a program may write (content/fixes.py).
    """

    path: str
    line: int
    field: str
    message: str
    severity: Severity = Severity.ERROR
    fix: Fix | None = dataclasses.field(default=None, compare=False, repr=False)

    @property
    def is_error(self) -> bool:
        """Whether it stops publication."""
        return self.severity is Severity.ERROR

    def __str__(self) -> str:
        prefix = "" if self.is_error else "cảnh báo: "
        return f"{self.path}:{self.line}: {self.field}: {prefix}{self.message}"


class ContentError(Exception):
    """The content cannot be published; `problems` are all that were found, with warnings."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = in_order(problems)
        super().__init__(report(self.problems))

    def __reduce__(self) -> tuple[type[ContentError], tuple[list[Problem]]]:
        """Make it picklable, so that a worker process can raise it."""
        return ContentError, (self.problems,)


def in_order(problems: Iterable[Problem]) -> list[Problem]:
    """Return the problems without duplicates, sorted by path, line, field, severity, message."""
    return sorted(
        set(problems), key=lambda p: (p.path, p.line, p.field, p.severity.name, p.message)
    )


def summary(problems: Iterable[Problem]) -> str:
    """Return the count at the end of a report, such as `2 lỗi, 1 cảnh báo` or `không có lỗi`."""
    found = list(problems)
    errors = sum(problem.is_error for problem in found)
    warnings = len(found) - errors
    counts = [f"{errors} lỗi"] if errors else []
    counts += [f"{warnings} cảnh báo"] if warnings else []
    return ", ".join(counts) or "không có lỗi"


def report(problems: Iterable[Problem]) -> str:
    """Return the problems, one a line, then the count (docs-dev/contract.md, "Errors")."""
    found = in_order(problems)
    return "\n".join([*map(str, found), summary(found)])


# Other blanks, such as one that keeps words together, may be what the message is about.
_BLANKS = re.compile(r"[ \t\r\n]+")


def shorten(text: str, length: int) -> str:
    """Return the text on one line for a message, cut at `length` characters with an ellipsis."""
    line = _BLANKS.sub(" ", text).strip(" ")
    return line if len(line) <= length else f"{line[: length - 1].rstrip()}…"
