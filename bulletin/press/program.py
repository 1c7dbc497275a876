"""What the program is: its own code, its dependencies, its Python; another one trusts nothing."""

from __future__ import annotations

import sys
from collections.abc import Iterable
from pathlib import Path

from bulletin.workshop.memory import fingerprint

PACKAGE = Path(__file__).parents[1]


def program(package: Path = PACKAGE, search_path: Iterable[str] | None = None) -> bytes:
    """Return what stands for the code in `package` and all that is installed beside it.

    The folders in which the dependencies lie say their versions: `markdown-3.11.3.dist-info`.
    """
    installed = sorted(
        folder.name
        for place in (sys.path if search_path is None else search_path)
        for folder in Path(place).glob("*.dist-info")
    )
    return fingerprint(sys.version, installed, code_in(package))


def code_in(folder: Path, ending: str = ".py") -> bytes:
    """Return what stands for the files below a folder whose names end so."""
    return fingerprint(
        [
            (file.relative_to(folder).as_posix(), file.read_bytes())
            for file in sorted(folder.rglob(f"*{ending}"))
            if file.is_file()
        ]
    )
