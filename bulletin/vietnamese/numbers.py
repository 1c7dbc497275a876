"""Numbers as Vietnamese writes them: a dot between thousands, a comma before decimals."""

from __future__ import annotations

from decimal import Decimal
from math import isfinite
from typing import Final

_EXCHANGE_POINT_AND_COMMA: Final = str.maketrans(".,", ",.")
_SIZE_UNITS: Final = ("kB", "MB", "GB", "TB")


def count(number: int) -> str:
    """Return a whole number: 1234567 -> "1.234.567"."""
    return f"{number:,}".translate(_EXCHANGE_POINT_AND_COMMA)


def decimal(number: Decimal | float, places: int | None = None) -> str:
    """Return a number with a decimal comma: 57.84 -> "57,84".

    With `places` it is rounded to that many decimals, otherwise all that it has are written.
    """
    if places is None:
        return f"{Decimal(str(number)):,f}".translate(_EXCHANGE_POINT_AND_COMMA)
    # z: what is rounded to nothing loses its minus sign.
    return f"{number:z,.{places}f}".translate(_EXCHANGE_POINT_AND_COMMA)


def size(number_of_bytes: int) -> str:
    """Return the size of a file for readers: 1200000 -> "1,2 MB".

    Units are decimal (1 MB is 1,000,000 bytes), as mobile data are sold. One decimal below ten,
    none above. A negative size raises ValueError.
    """
    if number_of_bytes < 0:
        raise ValueError(f"a file has no negative size: {number_of_bytes}")
    if number_of_bytes < 1000:
        return f"{number_of_bytes} byte"
    amount = Decimal(number_of_bytes)
    for unit in _SIZE_UNITS:
        amount /= 1000
        # The next unit already from 999.5 on, which would be rounded to 1000 of this one.
        if amount < Decimal("999.5") or unit == _SIZE_UNITS[-1]:
            break
    places = 1 if amount < Decimal("9.95") else 0
    return f"{decimal(amount, places).removesuffix(',0')} {unit}"


def spoken_length(seconds: float) -> str:
    """Return a length in words: 190.4 -> "3 phút 10 giây".

    It is rounded to a whole second, and to no less than one; parts that are zero are left out. A
    length that is negative or not finite raises ValueError.
    """
    if not isfinite(seconds) or seconds < 0:
        raise ValueError(f"there is no such length: {seconds}")
    whole = max(1, int(seconds + 0.5))
    parts = ((whole // 3600, "giờ"), (whole // 60 % 60, "phút"), (whole % 60, "giây"))
    return " ".join(f"{amount} {unit}" for amount, unit in parts if amount)
