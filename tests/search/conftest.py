"""The readers' client, run by Node."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator

import pytest

from scripts.search_bench import Client


@pytest.fixture(scope="session")
def client() -> Iterator[Client]:
    """Give the client; skip loudly where Node is missing."""
    if shutil.which("node") is None:
        reason = "no Node to run the client of search with: apt-get install nodejs"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    with Client() as found:
        yield found
