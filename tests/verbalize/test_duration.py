import pytest

from bulletin.verbalize.duration import count_syllables, estimate_seconds


@pytest.mark.parametrize(
    ("spoken", "count"),
    [
        ("", 0),
        ("– … ", 0),
        ("Ủy ban nhân dân", 4),
        ("hai phẩy năm ki-lô-mét.", 6),
        ("một triệu hai trăm ba mươi tư nghìn năm trăm sáu mươi bảy", 13),
        ("đạt 8/8", 3),
    ],
)
def test_counts_syllables(spoken: str, count: int) -> None:
    assert count_syllables(spoken) == count


@pytest.mark.parametrize(
    ("count", "rate", "length"), [(0, 200, 0), (200, 200, 60), (632, 200, 190), (1, 240, 1)]
)
def test_takes_time(count: int, rate: int, length: int) -> None:
    assert estimate_seconds(count, rate) == length


@pytest.mark.parametrize(("count", "rate"), [(-1, 200), (1, 0), (1, -200)])
def test_refuses_what_cannot_be(count: int, rate: int) -> None:
    with pytest.raises(ValueError, match="no duration"):
        estimate_seconds(count, rate)
