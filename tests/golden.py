"""Golden files: what was once reviewed and has to come out the same, byte for byte."""

from __future__ import annotations

from difflib import unified_diff
from pathlib import Path

import pytest


def check_golden(path: Path, actual: bytes | str, update: bool) -> None:
    """Fail with a diff when `actual` is not what the file holds; text is compared as UTF-8.

    With `update` the file is written instead, for the change to be reviewed like code.
    """
    found = actual.encode() if isinstance(actual, str) else actual
    if update:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(found)
        return
    if not path.exists():
        pytest.fail(f"{path} does not exist: run pytest with --update-goldens and read it")
    wanted = path.read_bytes()
    if found != wanted:
        difference = "\n".join(unified_diff(_lines(wanted), _lines(found), "golden", "now", n=2))
        pytest.fail(
            f"{path.name} has changed; if that is right, --update-goldens\n{difference}",
            pytrace=False,
        )


def _lines(content: bytes) -> list[str]:
    # Line ends stay visible, so that a carriage return more or less shows in the difference.
    return [repr(line)[1:-1] for line in content.decode(errors="replace").split("\n")]
