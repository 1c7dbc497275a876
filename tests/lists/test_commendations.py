"""The list of commendations: every award of every public story, real before sample."""

from __future__ import annotations

import pytest

from bulletin.edition.public_awards import Level, find_level
from bulletin.model.story import Award
from bulletin.pages.award_pages import AwardsView
from tests.narrowing import require_type
from tests.opened import Changes, pages_of, stories

GIVEN = {
    "title": "Giấy khen",
    "decision": "3/QĐ-UBND",
    "issuer": "Ủy ban nhân dân xã Mẫu",
    "date": "2026-05-01",
}
REVOKED = {
    **GIVEN,
    "title": "Bằng khen",
    "issuer": "Ủy ban nhân dân tỉnh",
    "date": "2026-04-01",
    "revoked": "true",
    "revoked_on": "2026-06-01",
    "revoked_reason": "kê khai sai",
}
WRITTEN: Changes = stories(
    {
        "that": {"awards": [REVOKED, GIVEN, {"title": "Huân chương Lao động hạng Ba"}]},
        "mau": {"awards": [{**GIVEN, "date": "2026-07-01"}], "sample": "true"},
        "nhap": {"awards": [GIVEN], "draft": "true"},
    }
)


def test_all_awards_are_there_the_latest_first_and_samples_last() -> None:
    view = require_type(pages_of(WRITTEN)["/khen-thuong/"].view, AwardsView)
    assert [(row.title, row.level, row.sample) for row in view.rows] == [
        ("Giấy khen", "Xã", False),
        ("Bằng khen", "Tỉnh", False),
        ("Huân chương Lao động hạng Ba", "Nhà nước", False),
        ("Giấy khen", "Xã", True),
    ]
    assert view.count == 3
    assert view.rows[1].revoked == "Đã thu hồi ngày 01/6/2026: kê khai sai"
    assert view.rows[3].story.text.endswith("(bài mẫu)")
    assert [name for name, _, _ in view.filters] == ["Năm", "Cấp", "Đơn vị"]
    assert view.filters[0][2] == ("2026",)


def test_without_awards_the_page_says_so() -> None:
    view = require_type(pages_of({})["/khen-thuong/"].view, AwardsView)
    assert (view.rows, view.count) == ((), 0)


@pytest.mark.parametrize(
    ("issuer", "level"),
    [
        ("Chủ tịch nước", Level.STATE),
        ("Thủ tướng Chính phủ", Level.STATE),
        ("Bộ trưởng Bộ Nội vụ", Level.MINISTRY),
        ("Ban Chấp hành Trung ương Hội Nông dân", Level.MINISTRY),
        ("Ủy ban nhân dân tỉnh An Giang", Level.PROVINCE),
        ("Chủ tịch Ủy ban nhân dân huyện An Biên", Level.DISTRICT),
        ("Ủy ban nhân dân xã Mẫu, huyện Mẫu, tỉnh Mẫu", Level.COMMUNE),
        ("Bộ Lao động – Thương binh và Xã hội", Level.MINISTRY),
        ("Ủy ban nhân dân thị xã Mẫu", Level.DISTRICT),
        ("Câu lạc bộ", Level.OTHER),
        ("Hợp tác xã Mẫu", Level.OTHER),
    ],
)
def test_the_level_follows_from_the_issuer(issuer: str, level: Level) -> None:
    assert find_level(Award(title="Bằng khen", issuer=issuer)) is level
