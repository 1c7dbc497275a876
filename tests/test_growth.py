"""The comparison of times tells a square from a straight line, and a slow moment from both."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests import growth
from tests.growth import assert_no_worse_than_linear


def taking(seconds: Callable[[int], float], monkeypatch: pytest.MonkeyPatch) -> None:
    """Let work on a size take so many seconds."""
    monkeypatch.setattr(growth, "seconds_of", lambda work, size: seconds(size))


def test_a_line_passes_and_a_square_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    taking(lambda size: size / 1000, monkeypatch)
    assert_no_worse_than_linear(str, 4000)
    taking(lambda size: (size / 1000) ** 2, monkeypatch)
    with pytest.raises(AssertionError, match=r"1000: 1\.000 s, 4000: 16\.000 s"):
        assert_no_worse_than_linear(str, 4000)


def test_one_slow_moment_is_forgiven(monkeypatch: pytest.MonkeyPatch) -> None:
    slow = iter([1.0, 16.0, 1.0, 4.0])
    taking(lambda size: next(slow), monkeypatch)
    assert_no_worse_than_linear(str, 4000)
    assert next(slow, None) is None
