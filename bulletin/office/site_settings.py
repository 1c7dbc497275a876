"""The name and the address of the site, for commands that run without MkDocs."""

from __future__ import annotations

import re
from pathlib import Path

_SETTING = re.compile(r"^(site_name|site_url):[ \t]*([\"']?)(.*?)\2[ \t]*$", re.MULTILINE)


def read_settings(root: Path) -> dict[str, str]:
    """Return the name and the address of the site, as far as mkdocs.yml has them on one line."""
    file = root / "mkdocs.yml"
    text = file.read_bytes().decode(errors="replace") if file.is_file() else ""
    return {key: value for key, _, value in _SETTING.findall(text)}
