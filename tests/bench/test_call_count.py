"""The gate against slow builds: a story may not be a tenth more work than it was."""

from __future__ import annotations

import pytest

from benchmarks.call_count import KEPT, MOST, count_calls_per_story, python_version, read_kept_calls


@pytest.mark.slow
def test_a_story_is_hardly_more_work_than_the_kept_calls() -> None:
    kept = read_kept_calls()
    if kept is None:
        pytest.skip(f"{KEPT.name} has no calls for Python {python_version()}")
    calls = count_calls_per_story()
    assert calls <= kept * MOST, (
        f"{calls} calls a story, {kept} are kept: find what is done twice, or run "
        "`python scripts/bench.py --keep-calls` and say why in CHANGELOG.md"
    )
