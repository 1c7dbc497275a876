"""What is wrong with mkdocs.yml, in Vietnamese, before the build or from what MkDocs says of it."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

import yaml

from bulletin.content.yaml.mistake import explained
from bulletin.release.refusal import Refusal

SETTINGS_FILE: Final = "mkdocs.yml"
"""The settings of the site, in the root of a project."""

_VALUE: Final = re.compile(r"^(?:ERROR|WARNING)\s+-\s+Config value '([^']+)': (.*)$", re.MULTILINE)
_PARENT: Final = re.compile(r"^Error: Inherited config file '([^']+)'.*$", re.MULTILINE)
_UNKNOWN: Final = re.compile(r"^Aborted with [0-9]+ configuration warnings.*$", re.MULTILINE)
_ABORTED: Final = re.compile(r"^\n?Aborted with a configuration error!\n", re.MULTILINE)


def refuse_broken_settings(project: Path) -> None:
    """Raise Refusal if the settings of a project are missing or are no YAML."""
    file = project / SETTINGS_FILE
    if not file.is_file():
        raise Refusal(f"{project} không phải thư mục của bản tin: không có {SETTINGS_FILE}.")
    text = file.read_bytes().decode(errors="replace")
    try:
        yaml.compose(text, Loader=yaml.SafeLoader)
    except yaml.YAMLError as failure:
        mistake = explained(failure, text, 1)
        raise Refusal(f"{SETTINGS_FILE}:{mistake.line}: {mistake.message}; chưa đăng gì.") from None


def translate_complaints(said: str) -> str:
    """Return what a build printed with the complaints of MkDocs about its settings in Vietnamese.

    What exactly is wrong with a value only MkDocs knows: its own words stand in brackets.
    """
    said = _ABORTED.sub("", said)
    said = _VALUE.sub(rf"{SETTINGS_FILE}: giá trị của '\1' không dùng được (MkDocs: \2)", said)
    said = _PARENT.sub(rf"{SETTINGS_FILE}: INHERIT dẫn tới '\1' không có", said)
    return _UNKNOWN.sub(
        f"{SETTINGS_FILE}: có khóa lạ hoặc thiếu khóa; xem tên khóa bằng lệnh: "
        ".venv/bin/python -m mkdocs build --strict",
        said,
    ).lstrip("\n")
