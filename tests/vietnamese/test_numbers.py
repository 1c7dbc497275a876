from decimal import Decimal

import pytest

from bulletin.vietnamese.numbers import format_count, format_decimal, format_size


@pytest.mark.parametrize(
    ("number", "written"),
    [(0, "0"), (999, "999"), (1536, "1.536"), (1234567, "1.234.567"), (-30000, "-30.000")],
)
def test_counts(number: int, written: str) -> None:
    assert format_count(number) == written


@pytest.mark.parametrize(
    ("number", "places", "written"),
    [
        (57.84, None, "57,84"),
        (Decimal("1536.50"), None, "1.536,50"),
        (1e21, None, "1.000.000.000.000.000.000.000"),
        (3, None, "3"),
        (41.886, 1, "41,9"),
        (-0.04, 1, "0,0"),
        (1536, 2, "1.536,00"),
    ],
)
def test_decimals(number: Decimal | float, places: int | None, written: str) -> None:
    assert format_decimal(number, places) == written


@pytest.mark.parametrize(
    ("number_of_bytes", "written"),
    [
        (0, "0 byte"),
        (999, "999 byte"),
        (1000, "1 kB"),
        (1_200_000, "1,2 MB"),
        (9_949_999, "9,9 MB"),
        (9_950_000, "10 MB"),
        (12_345_678, "12 MB"),
        (999_499, "999 kB"),
        (999_500, "1 MB"),
        (5 * 10**9, "5 GB"),
        (2 * 10**15, "2.000 TB"),
    ],
)
def test_sizes(number_of_bytes: int, written: str) -> None:
    assert format_size(number_of_bytes) == written


def test_a_size_is_not_negative() -> None:
    with pytest.raises(ValueError, match="-1"):
        format_size(-1)
