"""Pickles of values alone: what is read from a file can make values, and run nothing.

A pickle names classes and functions, and the reader calls them: `os.system` too. Whoever can write
a cache file, say with an archive of a build folder, would run programs in the next build. So only
these names are taken: value classes of the own package (frozen dataclasses, tuples with names,
enumerations, records of pydantic), functions marked with `restores_values`, and a few types of the
standard library.
"""

from __future__ import annotations

import dataclasses
import enum
import pickle
import sys
from collections.abc import Callable
from functools import cache
from importlib import import_module
from io import BytesIO
from typing import Any, TypeVar
from zoneinfo import ZoneInfo

F = TypeVar("F", bound=Callable[..., Any])

_PACKAGE = __name__.partition(".")[0]

_STANDARD = frozenset(
    {
        *(("datetime", name) for name in ("date", "datetime", "time", "timedelta", "timezone")),
        *(("builtins", name) for name in ("set", "frozenset", "bytearray", "complex", "range")),
        *(("collections", name) for name in ("Counter", "OrderedDict", "deque")),
        ("array", "_array_reconstructor"),
        ("array", "array"),
        ("decimal", "Decimal"),
        ("fractions", "Fraction"),
        ("uuid", "UUID"),
        ("zoneinfo", "ZoneInfo"),
    }
)
_RESTORERS: set[object] = set()


def restores_values(function: F) -> F:
    """Mark a function that makes a value from values and does nothing else."""
    _RESTORERS.add(function)
    return function


def dump(value: object) -> bytes:
    """Return the pickle of a value."""
    return pickle.dumps(value, pickle.HIGHEST_PROTOCOL)


def load(data: bytes) -> Any:
    """Return the value of a pickle; raises UnpicklingError where it names anything but values."""
    return _Unpickler(BytesIO(data)).load()


class _Unpickler(pickle.Unpickler):
    def find_class(self, module_name: str, global_name: str) -> Any:
        """Return what a pickle names, if it only makes values."""
        return _find(module_name, global_name)


@cache
def _find(module: str, name: str) -> object:
    if (module, name) == ("builtins", "getattr"):
        return _get_zone_maker
    is_own = module == _PACKAGE or module.startswith(f"{_PACKAGE}.")
    if not is_own and (module, name) not in _STANDARD:
        raise pickle.UnpicklingError(f"{module}.{name} is no value")
    # A module of the package that this process has not imported is imported: it is our own program.
    found: object = sys.modules.get(module) or import_module(module)
    for step in name.split("."):
        found = getattr(found, step)
    if is_own and not (_is_value_class(found, module) or _is_restorer(found)):
        raise pickle.UnpicklingError(f"{module}.{name} is no value")
    return found


def _get_zone_maker(owner: object, name: object) -> object:
    """Stand in for `getattr`, with which Python pickles one value of ours, a time zone."""
    if owner is ZoneInfo and name == "_unpickle":
        return ZoneInfo._unpickle  # type: ignore[attr-defined]
    raise pickle.UnpicklingError("getattr is no value")


def _is_restorer(found: object) -> bool:
    return callable(found) and found in _RESTORERS


def _is_value_class(found: object, module: str) -> bool:
    """Return whether `found` is a class of this module whose instances are values.

    Names that a module has imported from elsewhere are not its own: `os` in a module is still `os`.
    """
    if not isinstance(found, type) or found.__module__ != module:
        return False
    if dataclasses.is_dataclass(found):
        return bool(found.__dataclass_params__.frozen)  # type: ignore[attr-defined]
    return issubclass(found, (enum.Enum, tuple)) or hasattr(found, "__pydantic_fields__")
