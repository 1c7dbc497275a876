"""What a test knows of a value but its type does not say: checked, so that mypy knows it too."""

from __future__ import annotations

from typing import TypeVar

T = TypeVar("T")


def require(value: T | None) -> T:
    """Return `value`; fail when it is None."""
    assert value is not None
    return value


def require_type(value: object, kind: type[T]) -> T:
    """Return `value`; fail when it is not of the class `kind`."""
    assert isinstance(value, kind), f"{type(value).__name__} is no {kind.__name__}"
    return value
