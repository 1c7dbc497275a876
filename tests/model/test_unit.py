"""When a unit existed."""

from __future__ import annotations

import datetime as dt

import pytest

from bulletin.model.unit import Unit

DAY = dt.date(2025, 7, 1)
BEFORE, AFTER = DAY - dt.timedelta(days=1), DAY + dt.timedelta(days=1)


def unit(**days: str) -> Unit:
    """Return a unit with these first and last days."""
    return Unit.model_validate({"key": "a", "name": "A", "type": "xã", **days})


@pytest.mark.parametrize(("day", "there"), [(BEFORE, False), (DAY, True), (AFTER, True)])
def test_a_unit_exists_from_its_first_day_on(day: dt.date, there: bool) -> None:
    assert unit(**{"from": "2025-07-01"}).existed_by(day) is there
    assert unit().existed_by(day)


@pytest.mark.parametrize(("day", "gone"), [(BEFORE, False), (DAY, False), (AFTER, True)])
def test_a_unit_exists_through_its_last_day(day: dt.date, gone: bool) -> None:
    assert unit(to="2025-07-01").ended_before(day) is gone
    assert not unit().ended_before(day)
