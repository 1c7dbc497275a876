"""Units through time: periods, overlaps, succession, clusters."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as some

from bulletin.content.rules.units import _meet, unit_mistakes
from bulletin.model.unit import Unit
from tests.content.builder import DATA, problems

DAYS = [dt.date(2025, 6, 25) + dt.timedelta(days=n) for n in range(10)]
A_DAY = some.none() | some.sampled_from(DAYS)


def unit(key: str, start: dt.date | None, end: dt.date | None, **keys: Any) -> Unit:
    """Return a unit that existed from the first to the last of these days."""
    return Unit.model_validate(
        {"key": key, "name": key, "type": "xã", "from": start, "to": end, **keys}
    )


@some.composite
def any_unit(draw: some.DrawFn) -> Unit:
    """Draw a unit whose end, if it has one, does not come before its start."""
    start, end = draw(A_DAY), draw(A_DAY)
    if start is not None and end is not None:
        start, end = min(start, end), max(start, end)
    return unit("mot", start, end)


def existed(one: Unit, day: dt.date) -> bool:
    """Return whether a unit existed on a day."""
    return one.existed_by(day) and not one.ended_before(day)


@given(any_unit(), any_unit())
def test_two_periods_meet_exactly_when_they_share_a_day(one: Unit, other: Unit) -> None:
    before, after = dt.date(1900, 1, 1), dt.date(2100, 1, 1)
    shared = any(existed(one, day) and existed(other, day) for day in [before, *DAYS, after])
    assert _meet(one, other) == shared
    assert _meet(other, one) == shared


@given(any_unit())
def test_a_unit_exists_on_its_first_and_last_day(one: Unit) -> None:
    assert _meet(one, one)
    for day, known in ((one.start, one.start), (one.end, one.end)):
        if known is not None and day is not None:
            assert existed(one, day)


@given(some.lists(any_unit(), max_size=6))
def test_a_code_is_shared_in_peace_exactly_when_no_two_meet(drawn: list[Unit]) -> None:
    units = [
        one.model_copy(update={"key": f"xa-{n}", "code": "30985"}) for n, one in enumerate(drawn)
    ]
    messages = list(unit_mistakes(list(enumerate(units)), [one.key for one in units]))
    pairs = [(a, b) for n, a in enumerate(units) for b in units[:n] if _meet(a, b)]
    assert bool(messages) == bool(pairs)
    # Whoever is told shares a day with the one that is named.
    for mistake in messages:
        position, key = mistake.location
        assert key == "code"
        other = next(one for one in units if f"'{one.key}'" in mistake.message)
        assert _meet(units[int(position)], other)
    # One mistake for each that comes too late, so that mending all of them mends the file.
    kept = [one for n, one in enumerate(units) if n not in {m.location[0] for m in messages}]
    assert not list(unit_mistakes(list(enumerate(kept)), [one.key for one in kept]))


# --- through the whole check --------------------------------------------------------------------


def find_unit_messages(*entries: dict[str, Any]) -> list[str]:
    """Return what is said of units.yml with these units, as `line: field: message`."""
    written = [{"name": entry["key"].upper(), "type": "xã"} | entry for entry in entries]
    written.append({"key": "xa-moi", "name": "Xã Mới", "type": "xã"})
    text = "".join(
        "- " + yaml.safe_dump(one, default_flow_style=True, width=1000) for one in written
    )
    found = problems({f"{DATA}/units.yml": text})
    assert {problem.path for problem in found} <= {f"{DATA}/units.yml"}
    return [f"{problem.line}: {problem.field}: {problem.message}" for problem in found]


def one_after_the_other(last: str, first: str, **shared: str) -> list[dict[str, Any]]:
    """Return a unit that ended, and one of the same code or name that began."""
    return [{"key": "cu", "to": last, **shared}, {"key": "moi", "from": first, **shared}]


@pytest.mark.parametrize(
    ("entries", "messages"),
    [
        ([], []),
        (one_after_the_other("2025-06-30", "2025-07-01", code="30985"), []),
        (
            one_after_the_other("2025-07-01", "2025-07-01", code="30985"),
            ["2: code: 'cu' cũng mang mã này trong cùng thời gian"],
        ),
        (
            [{"key": "cu", "code": "1"}, {"key": "moi", "from": "2025-07-01", "code": "1"}],
            ["2: code: 'cu' cũng mang mã này trong cùng thời gian"],
        ),
        (one_after_the_other("2025-06-30", "2025-07-01", name="Ấp Một", parent="xa-moi"), []),
        (
            one_after_the_other("2025-07-02", "2025-07-01", name="Ấp Một", parent="xa-moi"),
            ["2: name: 'cu' cũng mang tên này trong cùng thời gian"],
        ),
        # Hamlets of different communes may bear one name.
        (
            [
                {"key": "a", "name": "Ấp Một", "parent": "xa-moi"},
                {"key": "b", "name": "Ấp Một", "parent": "a"},
            ],
            [],
        ),
        # The long one meets both, though the two short ones stand between.
        (
            [
                {"key": "dai", "from": "2000-01-01", "to": "2030-01-01", "code": "1"},
                {"key": "ngan", "from": "2001-01-01", "to": "2002-01-01", "code": "1"},
                {"key": "sau", "from": "2010-01-01", "to": "2012-01-01", "code": "1"},
            ],
            [
                "2: code: 'dai' cũng mang mã này trong cùng thời gian",
                "3: code: 'dai' cũng mang mã này trong cùng thời gian",
            ],
        ),
        (
            [{"key": "a", "from": "2025-07-01", "to": "2025-06-30"}],
            ["1: to: ngày cuối trước ngày đầu (01/7/2025)"],
        ),
    ],
)
def test_codes_and_names_may_repeat_one_after_the_other(
    entries: list[dict[str, Any]], messages: list[str]
) -> None:
    assert find_unit_messages(*entries) == messages


OLD = {"key": "cu", "to": "2025-06-30", "successors": ["moi"]}
NEW = {"key": "moi", "from": "2025-07-01", "predecessors": ["cu"]}


@pytest.mark.parametrize(
    ("old", "new", "messages"),
    [
        ({}, {}, []),
        ({"successors": []}, {}, ["2: predecessors[1]: 'cu' chưa ghi 'moi' trong successors"]),
        ({}, {"predecessors": []}, ["1: successors[1]: 'moi' chưa ghi 'cu' trong predecessors"]),
        ({"to": None}, {}, ["2: predecessors[1]: CU (cu) chưa ghi ngày kết thúc (to)"]),
        (
            {},
            {"from": "2025-06-30"},
            [
                "2: predecessors[1]: CU (cu) kết thúc ngày 30/6/2025, "
                "không trước ngày 30/6/2025 của đơn vị này"
            ],
        ),
        (
            {},
            {"predecessors": ["cu", "cu"]},
            ["2: predecessors[2]: đơn vị 'cu' viết hai lần; bỏ một"],
        ),
        (
            {"successors": ["mooi", "moi"]},
            {},
            ["1: successors[1]: không có đơn vị 'mooi'; có phải 'moi'?"],
        ),
        (
            {"successors": ["cu", "moi"]},
            {},
            ["1: successors[1]: đơn vị không thể trỏ đến chính nó"],
        ),
    ],
)
def test_succession_is_written_on_both_sides(
    old: dict[str, Any], new: dict[str, Any], messages: list[str]
) -> None:
    assert find_unit_messages(OLD | old, NEW | new) == messages


@pytest.mark.parametrize(
    ("cluster", "messages"),
    [
        ("Cụm số 1", []),
        ([{"name": "Cụm số 1"}], []),
        (
            [
                {"name": "Cụm số 1", "from": "2024-01-01", "to": "2024-12-31"},
                {"name": "Cụm số 2", "from": "2025-01-01"},
            ],
            [],
        ),
        (
            [
                {"name": "Cụm số 1", "from": "2024-01-01", "to": "2025-01-01"},
                {"name": "Cụm số 2", "from": "2025-01-01"},
            ],
            ["1: cluster[2]: trùng thời gian với 'Cụm số 1'; một lúc chỉ ở một cụm"],
        ),
        (
            [{"name": "Cụm số 1", "from": "2024-01-02", "to": "2024-01-01"}],
            ["1: cluster[1].to: ngày cuối trước ngày đầu (02/01/2024)"],
        ),
        (
            [{"from": "2024-01-02"}],
            ["1: cluster[1].name: bắt buộc phải có (tên cụm thi đua)"],
        ),
    ],
)
def test_a_unit_is_in_one_cluster_at_a_time(cluster: object, messages: list[str]) -> None:
    assert find_unit_messages({"key": "a", "cluster": cluster}) == messages


def test_units_above_each_other_in_a_ring_are_all_reported() -> None:
    ring = [{"key": "a", "parent": "b"}, {"key": "b", "parent": "a"}, {"key": "c", "parent": "a"}]
    assert find_unit_messages(*ring) == [
        "1: parent: vòng lặp: đơn vị cấp trên lại nằm dưới đơn vị này",
        "2: parent: vòng lặp: đơn vị cấp trên lại nằm dưới đơn vị này",
    ]


def test_a_name_that_a_spreadsheet_would_run_is_an_error() -> None:
    for key in ("name", "type", "code"):
        (messages,) = find_unit_messages({"key": "a", key: "=1+1"})
        assert messages.startswith(f"1: {key}: không được bắt đầu bằng = + - @")
