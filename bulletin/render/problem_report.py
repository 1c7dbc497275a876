"""The page that a preview shows instead of the site while the content has mistakes."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from jinja2 import Environment, FileSystemLoader

from bulletin.errors import Problem, summary


def render_problems(theme: Path, problems: Sequence[Problem]) -> str:
    """Return the report of `problems` as a page that needs no other file; `theme` is its folder."""
    return _render(theme, problems=problems, count=summary(problems))


def render_failure(theme: Path, message: str, details: str = "") -> str:
    """Return a page that says why nothing could be built.

    `details`, for developers, say that the program itself has failed.
    """
    return _render(theme, message=message, details=details)


def _render(theme: Path, **values: object) -> str:
    environment = Environment(
        loader=FileSystemLoader(theme), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("report.html").render(values)
