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

ROOT = Path(__file__).parents[1]
PROPERDOCS = ROOT / ".venv-properdocs" / "bin" / "properdocs"

# A fixed day, so that a build before midnight and one after it are the same.
ENVIRONMENT = os.environ | {"SOURCE_DATE_EPOCH": "1764000000", "NO_MKDOCS_2_WARNING": "1"}

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


def built(command: list[str | Path], folder: Path) -> dict[str, bytes]:
    """Build the site into a folder; return each file's content, the generator's signature cut."""
    run = subprocess.run(
        [*command, "build", "--strict", "--site-dir", folder],
        cwd=ROOT,
        env=ENVIRONMENT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert run.returncode == 0, run.stdout + run.stderr
    return {
        path.relative_to(folder).as_posix(): GENERATOR.sub(b"", path.read_bytes())
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


@pytest.mark.slow
def test_properdocs_builds_the_same_site(properdocs: Path, tmp_path: Path) -> None:
    with_mkdocs = built([sys.executable, "-m", "mkdocs"], tmp_path / "mkdocs")
    with_properdocs = built([properdocs], tmp_path / "properdocs")

    assert "index.html" in with_mkdocs
    assert sorted(with_mkdocs) == sorted(with_properdocs)
    assert [name for name, data in with_mkdocs.items() if with_properdocs[name] != data] == []
