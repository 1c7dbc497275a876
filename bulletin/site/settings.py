"""The settings of the site: what MkDocs read from mkdocs.yml, under MkDocs' own names."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any, Protocol

from bulletin.engine.fingerprint import fingerprint, fingerprint_dir, stable_repr
from bulletin.errors import ContentError, Problem
from bulletin.prose import dialect


class Theme(Protocol):
    """The folders of templates, ours first."""

    dirs: Sequence[str]


class Settings(Protocol):
    """The configuration of the site."""

    config_file_path: str
    docs_dir: str
    site_dir: str
    theme: Theme

    site_name: str
    site_url: str
    markdown_extensions: list[str]
    mdx_configs: dict[str, dict[str, Any]]

    def items(self) -> Iterable[tuple[str, object]]:
        """Return all settings with their names."""
        ...


def set_dialect(settings: Settings) -> None:
    """Make MkDocs render docs/ in the dialect of Markdown in which the content is rendered.

    Raises ContentError when mkdocs.yml names extensions of its own: they would be ignored.
    """
    if settings.mdx_configs or not set(settings.markdown_extensions) <= set(dialect.BUILT_IN):
        message = "bỏ khóa này; cách viết Markdown của cả trang đặt trong bulletin/prose/dialect.py"
        raise ContentError([Problem("mkdocs.yml", 1, "markdown_extensions", message)])
    settings.markdown_extensions = [*dialect.EXTENSIONS, *dialect.OWN_EXTENSIONS]
    settings.mdx_configs = {name: dict(values) for name, values in dialect.SETTINGS.items()}


def settings_key(settings: Settings, files: Iterable[Path]) -> bytes:
    """Return the key of the settings and of the files that pages are made with.

    `files` are folders or files: the theme, the hooks, the configuration itself. Where the site is
    written to does not matter.
    """
    relevant = {key: value for key, value in settings.items() if key != "site_dir"}
    contents = [fingerprint_dir(file) if file.is_dir() else file.read_bytes() for file in files]
    return fingerprint(stable_repr(relevant), contents)
