"""The station of bulletin.yml: no hour of the night, and no name of a station that is no more."""

from __future__ import annotations

import datetime as dt

import pytest
import yaml

from tests.content.builder import BULLETIN_FILE, DATA, UNITS_FILE, problems, read
from tests.opened import opened

FILE = f"{DATA}/bulletin.yml"
TODAY = dt.date(2026, 11, 28)


def with_station(**keys: object) -> dict[str, str | bytes | None]:
    """Return bulletin.yml with some keys of the station changed."""
    data = yaml.safe_load(BULLETIN_FILE)
    data["station"] |= keys
    return {FILE: yaml.safe_dump(data, allow_unicode=True)}


def programme(time: str, minutes: int = 15) -> dict[str, str | bytes | None]:
    """Return bulletin.yml with one programme."""
    one = {"key": "sang", "name": "Buổi sáng", "time": time, "minutes": minutes}
    return with_station(programmes=[one])


@pytest.mark.parametrize("time", ["22:00", "23:15", "00:00", "03:15", "04:44"])
def test_at_night_nothing_is_aired(time: str) -> None:
    (found,) = problems(programme(time))
    assert found.is_error
    assert found.field == "station.programmes[1].time"
    assert found.message.startswith("từ 22:00 đến 04:45 loa không phát")


@pytest.mark.parametrize(("time", "minutes"), [("04:45", 15), ("21:59", 1), ("21:00", 60)])
def test_morning_and_evening_are_the_station_s(time: str, minutes: int) -> None:
    assert problems(programme(time, minutes)) == []


def test_a_programme_does_not_go_on_into_the_night() -> None:
    (found,) = problems(programme("21:30", 45))
    assert found.field == "station.programmes[1].minutes"
    assert "bắt đầu lúc 21:30 thì hết sau 22:00" in found.message


def told(changes: dict[str, str | bytes | None]) -> list[str]:
    """Return what the office is told of the station before the bulletin is real."""
    return [one.field for one in read(changes, today=TODAY).examples if "station" in one.field]


def test_a_station_of_a_unit_that_is_no_more_is_reported() -> None:
    ended: dict[str, str | bytes | None] = {
        f"{DATA}/units.yml": f"{UNITS_FILE}\n"
        "- {key: huyen-cu, name: Huyện Cũ, type: district, from: 1990-01-01, to: 2025-06-30}\n"
    }
    old = with_station(name="Đài Truyền thanh huyện Cũ") | ended
    assert told(old) == ["station.name"]
    assert told(with_station(name="Đài Truyền thanh huyện Cũ", until="2025-06-30") | ended) == []
    assert told(with_station(until="2026-11-28")) == ["station.until"]
    assert told(with_station()) == []


def test_a_station_that_is_no_more_heads_no_script() -> None:
    station = opened(with_station(until="2025-06-30")).bulletin.station
    assert station.heading == "Bài đọc cho đài truyền thanh"
    assert opened({}).bulletin.station.heading == station.name
