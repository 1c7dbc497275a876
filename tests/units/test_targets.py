"""Targets of units: a number for each year in which the unit exists."""

from __future__ import annotations

import pytest

from tests.content.builder import DATA, UNITS_FILE, problems, read

FILE = f"{DATA}/units.yml"


def with_targets(written: str) -> str:
    return UNITS_FILE.replace("predecessors: [xa-cu]", f"predecessors: [xa-cu], {written}")


def test_a_target_of_each_year() -> None:
    units = read({FILE: with_targets("targets: {2026: 12, 2027: 14}")}).units
    assert [dict(unit.targets) for unit in units if unit.targets] == [{"2026": 12, "2027": 14}]


@pytest.mark.parametrize(
    ("written", "said"),
    [
        ("targets: {26: 12}", "bốn chữ số"),
        ("targets: {2024: 12}", "không có trong năm 2024"),
        ("targets: {2026: mười}", "phải là số nguyên"),
        ("targets: {2026: 0}", "phải từ 1 trở lên"),
        ("targets: 12", "phải là nhóm khóa"),
        ("chi_tieu: {2026: 12}", "có phải 'targets'?"),
    ],
)
def test_what_is_no_target(written: str, said: str) -> None:
    found = [str(problem) for problem in problems({FILE: with_targets(written)})]
    assert any(said in one for one in found), found
