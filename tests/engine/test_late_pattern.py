"""A pattern that is compiled late finds what it would have found at once."""

from __future__ import annotations

import re
from types import SimpleNamespace
from typing import Any

import pytest

from bulletin.engine import late_pattern
from bulletin.engine.late_pattern import compile_late


def test_it_is_compiled_once_and_when_it_is_first_used(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[tuple[Any, ...]] = []

    def compile_now(*written: Any) -> re.Pattern[str]:
        compiled.append(written)
        return re.compile(*written)

    monkeypatch.setattr(late_pattern, "re", SimpleNamespace(compile=compile_now))
    pattern = compile_late("a+", re.IGNORECASE)
    assert compiled == []
    assert [pattern.sub("-", "xAay"), pattern.findall("aA b a")] == ["x-y", ["aA", "a"]]
    assert compiled == [("a+", re.IGNORECASE)]


def test_it_has_nothing_that_a_pattern_has_not() -> None:
    with pytest.raises(AttributeError, match="find"):
        _ = compile_late("a").find  # type: ignore[attr-defined]
