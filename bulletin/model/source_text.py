"""The key `source` of a story or document: where its facts come from, with addresses in brackets.

An editor writes "Báo An Giang, ngày 10/5/2023 (https://…); Tép Bạc (https://…)".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_ADDRESS = re.compile(r"\s*\((https?://[^\s()]+(?:\([^\s()]*\)[^\s()]*)*)\)")
_SEPARATOR = re.compile(r"^\s*(?:;|và)\s+")


def iter_sources(text: str) -> Iterator[tuple[str, str | None]]:
    """Yield each source named in `text` with its web address, or with None where it has none."""
    one_line = " ".join(text.split())
    done = 0
    for found in _ADDRESS.finditer(one_line):
        name = _SEPARATOR.sub("", one_line[done : found.start()]).strip()
        if name:
            yield name, found[1]
        done = found.end()
    if rest := _SEPARATOR.sub("", one_line[done:]).strip(" .;"):
        yield rest, None


def remove_addresses(text: str) -> str:
    """Return `text` on one line without its web addresses: for a script and other paper."""
    return _ADDRESS.sub("", " ".join(text.split()))
