"""What every test may ask for."""

from __future__ import annotations

import gc
import os

import pytest
from hypothesis import settings

from tests.trying import count_examples

# How long an example takes depends on what else the machine does. CI judges a change by the same
# examples each time, as Hypothesis advises; whoever runs the tests by hand looks for new ones, and
# so does CI once a week, with all examples (.github/workflows/weekly.yml).
settings.register_profile(
    "bulletin",
    deadline=None,
    derandomize="CI" in os.environ and "EXAMPLES" not in os.environ,
    max_examples=count_examples(100),
)
settings.load_profile("bulletin")

# What is collected, seven thousand tests and all modules, stays to the end: looking for garbage in
# it again and again takes a fifth of the time of collecting.
gc.disable()


def pytest_collection_finish() -> None:
    """Look for garbage in what the tests make, and not in what was collected."""
    gc.freeze()
    gc.enable()


def pytest_addoption(parser: pytest.Parser) -> None:
    """Add the options of this project to pytest's own."""
    parser.addoption(
        "--update-goldens",
        action="store_true",
        help="write the golden files anew; review the difference like code",
    )


SITES = {"real", "commune", "crowded", "changed", "site"}
"""Fixtures that build a site."""


def pytest_itemcollected(item: pytest.Item) -> None:
    """Mark a test for which a site is built as slow, before `-m "not slow"` chooses by marks."""
    if isinstance(item, pytest.Function) and SITES.intersection(item.fixturenames):
        item.add_marker(pytest.mark.slow)


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put what takes long first: at the end no worker is left alone with a long test."""
    items.sort(key=lambda item: item.get_closest_marker("slow") is None)


@pytest.fixture
def update_goldens(request: pytest.FixtureRequest) -> bool:
    """Whether golden files are to be written instead of compared."""
    return bool(request.config.getoption("--update-goldens"))
