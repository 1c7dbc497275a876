"""The units of An Biên before and after 1 July 2025, as the resolution has them."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from bulletin.content.library import read_library
from bulletin.model.unit import Unit

pytestmark = pytest.mark.slow

ROOT = Path(__file__).parents[2]

# Resolution 1654/NQ-UBTVQH15, numbers 54 to 56: codes before, code since.
MERGED = {
    "30985": {"30985", "31009", "30997"},
    "30988": {"30988", "30991", "30994"},
    "31006": {"31006", "31000", "31003"},
}


@pytest.fixture(scope="module")
def units() -> list[Unit]:
    """Give the communes and the township of An Biên, before and after the merger."""
    found = [unit for unit in read_library(ROOT).units if unit.code is not None]
    return [unit for unit in found if unit.type in {"xã", "thị trấn"}]


def test_nine_units_became_three(units: list[Unit]) -> None:
    old = {u.key: u.code for u in units if u.end and u.type != "huyện"}
    new = {u.code: u for u in units if u.start and u.type == "xã"}
    assert len(old) == 9
    assert sorted(Counter(u.type for u in units if u.key in old).items()) == [
        ("thị trấn", 1),
        ("xã", 8),
    ]
    found = {code: {old[k] for k in u.predecessors if k in old} for code, u in new.items()}
    assert found == MERGED


def test_each_old_unit_ended_on_the_day_before_the_new_began(units: list[Unit]) -> None:
    for unit in units:
        if unit.end is not None:
            assert unit.end.isoformat() == "2025-06-30"
            assert unit.successors
        else:
            assert unit.start is not None
            assert unit.start.isoformat() == "2025-07-01"


def test_codes_and_names_repeat_through_time(units: list[Unit]) -> None:
    codes, names = Counter(u.code for u in units), Counter(u.name for u in units)
    assert {code for code, times in codes.items() if times == 2} == set(MERGED)
    assert {name for name, times in names.items() if times == 2} == {"Xã Tây Yên", "Xã Đông Thái"}
