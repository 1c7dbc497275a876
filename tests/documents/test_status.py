"""Whether a document is in force: laws that hold on every day, and a slow second opinion."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bulletin.model.document import CheckedStatus, Document, Status, find_status
from bulletin.model.record import validate
from bulletin.pages.document_pages import _STATUS_KEYS
from tests.content.builder import DOCUMENT_KEYS
from tests.opened import documents, on, opened, pages_of, shown

DAYS = some.integers(0, 60).map(lambda days: dt.date(2026, 1, 1) + dt.timedelta(days=days))


def document(**changes: Any) -> Document:
    """Return a valid document with some keys changed."""
    written = {
        key: value.isoformat() if isinstance(value, dt.date) else value
        for key, value in {**DOCUMENT_KEYS, **changes}.items()
        if value is not None
    }
    found = validate(Document, written)
    assert isinstance(found, Document), found
    return found


CHECKED = [None, *CheckedStatus]


@some.composite
def any_document(draw: some.DrawFn) -> Document:
    """Draw a document that the rules let through: it does not expire before it takes effect."""
    issued = draw(DAYS)
    effective = draw(some.none() | DAYS)
    expires = draw(some.none() | DAYS)
    if expires is not None:
        expires = max(expires, effective or issued)
    status = draw(some.sampled_from(CHECKED))
    return document(
        issued=issued, effective=effective, expires=expires, status=status, checked=draw(DAYS)
    )


SOME = some.lists(any_document(), max_size=3)


def slow_status(
    one: Document, day: dt.date, replaced_by: list[Document], amended_by: list[Document]
) -> Status:
    """Live through every day up to `day`, as a clerk with a ledger would."""
    final = {
        "het-hieu-luc": Status.EXPIRED,
        "het-giai-doan": Status.PERIOD_OVER,
        "du-thao": Status.DRAFT,
    }
    if one.status in final:
        return final[one.status]
    begun = expired = replaced = False
    partly = one.status == "het-mot-phan"
    today = dt.date(2025, 12, 31)
    while today <= day:
        begun |= today == one.effective
        expired |= today == one.expires
        for newer in (paper for paper in replaced_by if paper.status != "du-thao"):
            if today == (newer.effective or newer.issued):
                replaced |= one.status != "het-mot-phan" or today > one.checked
        for newer in (paper for paper in amended_by if paper.status != "du-thao"):
            partly |= today == (newer.effective or newer.issued) and today > one.checked
        today += dt.timedelta(days=1)
    if expired:
        return Status.EXPIRED
    if one.status is None:
        return Status.UNKNOWN
    if replaced:
        return Status.EXPIRED
    if one.status == "chua-hieu-luc":
        return Status.UNKNOWN if begun else Status.COMING
    if one.effective is not None and not begun:
        return Status.COMING
    return Status.PARTLY if partly else Status.IN_FORCE


@given(any_document(), DAYS, SOME, SOME)
def test_the_status_is_what_the_days_before_made_it(
    one: Document, day: dt.date, newer: list[Document], amending: list[Document]
) -> None:
    assert find_status(one, day, newer, amending) is slow_status(one, day, newer, amending)


@given(any_document(), DAYS, SOME, SOME)
def test_in_force_is_only_what_a_person_found_in_force(
    one: Document, day: dt.date, newer: list[Document], amending: list[Document]
) -> None:
    if find_status(one, day, newer, amending) is Status.IN_FORCE:
        assert one.status is CheckedStatus.IN_FORCE
    if one.status is None:
        over = one.expires is not None and one.expires <= day
        wanted = Status.EXPIRED if over else Status.UNKNOWN
        assert find_status(one, day, newer, amending) is wanted


@given(any_document(), DAYS, DAYS, SOME, SOME)
def test_what_has_expired_stays_so(
    one: Document, day: dt.date, other: dt.date, newer: list[Document], amending: list[Document]
) -> None:
    earlier, later = sorted((day, other))
    if find_status(one, earlier, newer, amending) is Status.EXPIRED:
        assert find_status(one, later, newer, amending) is Status.EXPIRED
    if find_status(one, later, newer, amending) is Status.IN_FORCE:
        assert find_status(one, earlier, newer, amending) in {Status.IN_FORCE, Status.COMING}


@given(any_document(), DAYS, SOME, SOME)
def test_the_order_in_which_others_are_named_says_nothing(
    one: Document, day: dt.date, newer: list[Document], amending: list[Document]
) -> None:
    turned = find_status(one, day, newer[::-1], amending[::-1])
    assert turned is find_status(one, day, newer, amending)


IN_FORCE = {"status": "con-hieu-luc", "checked": "2025-06-30"}


@pytest.mark.parametrize(
    ("day", "changes", "replaced_on", "amended_on", "wanted"),
    [
        ("2024-07-01", {"effective": "2024-07-01"}, None, None, Status.UNKNOWN),
        ("2020-04-06", {}, None, None, Status.UNKNOWN),
        ("2025-07-01", {}, "2025-07-01", None, Status.UNKNOWN),
        ("2024-12-31", {"expires": "2025-01-01"}, None, None, Status.UNKNOWN),
        ("2025-01-01", {"expires": "2025-01-01"}, None, None, Status.EXPIRED),
        ("2025-07-01", IN_FORCE, None, None, Status.IN_FORCE),
        ("2024-06-30", {**IN_FORCE, "effective": "2024-07-01"}, None, None, Status.COMING),
        ("2025-06-30", IN_FORCE, "2025-07-01", None, Status.IN_FORCE),
        ("2025-07-01", IN_FORCE, "2025-07-01", None, Status.EXPIRED),
        ("2025-07-01", {**IN_FORCE, "expires": "2025-07-01"}, None, None, Status.EXPIRED),
        ("2025-06-30", IN_FORCE, None, "2025-07-01", Status.IN_FORCE),
        ("2025-07-01", IN_FORCE, None, "2025-07-01", Status.PARTLY),
        # Who checked on that day knew of it.
        ("2025-07-01", IN_FORCE, None, "2025-06-30", Status.IN_FORCE),
        ("2025-07-01", IN_FORCE, "2025-07-01", "2025-07-01", Status.EXPIRED),
        ("2026-01-01", {"status": "chua-hieu-luc"}, None, None, Status.COMING),
        (
            "2026-01-01",
            {"status": "chua-hieu-luc", "effective": "2026-01-01"},
            None,
            None,
            Status.UNKNOWN,
        ),
        ("2026-01-01", {"status": "het-giai-doan"}, None, None, Status.PERIOD_OVER),
        ("2026-01-01", {"status": "du-thao"}, None, None, Status.DRAFT),
        ("2026-01-01", {"status": "het-mot-phan"}, None, None, Status.PARTLY),
    ],
)
def test_a_day_and_its_status(
    day: str,
    changes: dict[str, str],
    replaced_on: str | None,
    amended_on: str | None,
    wanted: Status,
) -> None:
    newer = [document(issued="2024-01-01", effective=replaced_on)] if replaced_on else []
    amending = [document(issued="2024-01-01", effective=amended_on)] if amended_on else []
    assert find_status(document(**changes), dt.date.fromisoformat(day), newer, amending) is wanted


def test_a_draft_replaces_nothing() -> None:
    draft = document(issued="2024-01-01", status="du-thao")
    assert find_status(document(**IN_FORCE), dt.date(2026, 1, 1), [draft], []) is Status.IN_FORCE


# --- in the edition and on the pages ------------------------------------------------------------

OLD_AND_NEW = documents(
    {
        "luat-cu": {"issued": "2003-11-26", "effective": "2004-07-01", "type": "Luật", **IN_FORCE},
        "luat-moi": {
            "issued": "2022-06-15",
            "effective": "2024-01-01",
            "replaces": ["luat-cu"],
            "type": "Luật",
            **IN_FORCE,
        },
        "luat-sua": {
            "issued": "2025-06-27",
            "effective": "2027-01-01",
            "amends": ["luat-moi"],
            "type": "Luật",
            "status": "con-hieu-luc",
            "checked": "2027-01-01",
        },
    }
)


@pytest.mark.parametrize(
    ("day", "old", "new", "amending"),
    [
        ("2023-12-31", "Còn hiệu lực", "Chưa có hiệu lực", "Chưa có hiệu lực"),
        ("2024-01-01", "Hết hiệu lực", "Còn hiệu lực", "Chưa có hiệu lực"),
        ("2026-12-31", "Hết hiệu lực", "Còn hiệu lực", "Chưa có hiệu lực"),
        ("2027-01-01", "Hết hiệu lực", "Hết hiệu lực một phần", "Còn hiệu lực"),
    ],
)
def test_the_status_of_the_day_of_the_build(day: str, old: str, new: str, amending: str) -> None:
    edition = opened(OLD_AND_NEW, on(day))
    found = {document.slug: document.status.value for document in edition.documents}
    assert {"luat-cu": old, "luat-moi": new, "luat-sua": amending}.items() <= found.items()


def test_the_day_of_the_build_is_that_of_the_bulletins_own_zone() -> None:
    late_in_london = dt.datetime(2023, 12, 31, 17, tzinfo=dt.UTC)
    found = {d.slug: d.status for d in opened(OLD_AND_NEW, late_in_london).documents}
    assert found["luat-cu"] is Status.EXPIRED
    before = {
        d.slug: d.status
        for d in opened(OLD_AND_NEW, late_in_london - dt.timedelta(minutes=1)).documents
    }
    assert before["luat-cu"] is Status.IN_FORCE


def test_pages_say_what_replaced_and_amended_them_though_nobody_wrote_it_there() -> None:
    pages = pages_of(OLD_AND_NEW)
    old, new = shown(pages["/van-ban/luat-cu/"]), shown(pages["/van-ban/luat-moi/"])
    named = "Luật: Thông tin, tuyên truyền (Ủy ban nhân dân huyện Mẫu, {})"
    assert old["Tình trạng"] == ["Hết hiệu lực"]
    assert old["Bị thay thế bởi"] == [named.format("15/6/2022")]
    assert "Thay thế" not in old
    assert new["Thay thế"] == [named.format("26/11/2003")]
    assert new["Được sửa đổi, bổ sung bởi"] == [named.format("27/6/2025")]
    assert shown(pages["/van-ban/luat-sua/"])["Sửa đổi, bổ sung"] == [named.format("15/6/2022")]


def test_every_status_has_its_list() -> None:
    assert set(_STATUS_KEYS) == set(Status)
    assert len(set(_STATUS_KEYS.values())) == len(Status)
