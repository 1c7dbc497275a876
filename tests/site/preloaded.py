"""What every build imports; the server of tests/site/forked.py imports it once for all."""

from __future__ import annotations

import runpy
from importlib import import_module
from pathlib import Path

for name in ("material", "mkdocs.__main__", "mkdocs.commands.build", "pymdownx"):
    import_module(name)
# The hook imports whatever of the package it needs.
runpy.run_path(str(Path(__file__).parents[2] / "hooks/publish.py"))
