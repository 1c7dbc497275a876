"""The site does not hang on MkDocs 1.x alone: ProperDocs, its continuation, builds the same bytes.

ProperDocs takes the name `mkdocs` over when it is imported, so it lives in a virtual environment of
its own (`make properdocs`).
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.site.built import ROOT, Site, process_environment, real

__all__ = ["real"]

PROPERDOCS = ROOT / ".venv-properdocs" / "bin" / "properdocs"

# The one difference there may be: each generator signs with its own name and version.
GENERATOR = re.compile(rb'<meta name="generator" content="[^"]*">')


@pytest.fixture(scope="module")
def properdocs() -> Path:
    """Return the `properdocs` command; skip the test where its environment cannot be made."""
    # A `make` inside `make test` would take over the outer one's flags and targets.
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    made = subprocess.run(
        ["make", "--no-print-directory", "properdocs", f"PYTHON={sys.executable}"],
        cwd=ROOT,
        env=outside,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        reason = f"ProperDocs could not be installed (no network?):\n{made.stdout}{made.stderr}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    return PROPERDOCS


@pytest.mark.slow
def test_properdocs_builds_the_same_site(properdocs: Path, real: Site, tmp_path: Path) -> None:
    run = subprocess.run(
        [properdocs, "build", "--strict", "--site-dir", tmp_path],
        cwd=ROOT,
        env=process_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    with_mkdocs, with_properdocs = (
        {path: GENERATOR.sub(b"", data) for path, data in site.files.items()}
        for site in (real, Site(ROOT, tmp_path))
    )

    assert "index.html" in with_mkdocs
    assert sorted(with_mkdocs) == sorted(with_properdocs)
    assert [name for name, data in with_mkdocs.items() if with_properdocs[name] != data] == []
