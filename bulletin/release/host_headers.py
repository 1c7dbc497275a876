"""The headers that a host sends with every answer: read from the file that nginx reads."""

from __future__ import annotations

import re
from collections.abc import Mapping
from pathlib import Path

HEADERS_FILE = Path(__file__).parents[2] / "deploy" / "headers.conf"
"""Where the headers stand, in the words of nginx."""

POLICY = "Content-Security-Policy"
"""The header with the strictest content policy under which the site works."""

_LINE = re.compile(r'^add_header (\S+) "([^"]+)" always;$', re.MULTILINE)


def read_headers() -> Mapping[str, str]:
    """Return the headers by their names."""
    return dict(_LINE.findall(HEADERS_FILE.read_text("utf-8")))
