"""A body whose words contradict the status on its page is told, and one that agrees is not."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.content.builder import CAMPAIGN, CAMPAIGN_KEYS, DOCUMENT, DOCUMENT_KEYS, page, read

TODAY = dt.date(2026, 11, 24)
CON = {"status": "con-hieu-luc"}
HET = {"status": "het-hieu-luc"}
OVER = {"status": "het-giai-doan"}


def find_messages(path: str, keys: dict[str, Any], changes: dict[str, Any], body: str) -> list[str]:
    """Return the warnings that the body of a record gets."""
    text = page(keys, changes, body)
    return [str(one) for one in read({path: text}, today=TODAY).warnings if one.field == "nội dung"]


@pytest.mark.parametrize(
    ("changes", "body", "words"),
    [
        (CON, "Ban biên tập chưa tra được tình trạng hiệu lực hiện nay.", "chưa tra được"),
        (CON, "Nội dung chính.\n\nĐã hết hiệu lực cùng luật ấy.", "hết hiệu lực"),
        (CON, "Được áp dụng đến trước\nngày 01/7/2025.", "áp dụng đến trước ngày"),
        (CON, "Giai đoạn của quyết định đã kết thúc.", "đã kết thúc"),
        (
            CON,
            "Đã được thay bằng [Nghị định số 9/2026/NĐ-CP](https://a.vn/).",
            "Đã được thay bằng",
        ),
        (CON, "Một phần đã hết hiệu lực.", "Một phần đã hết hiệu lực"),
        (CON, "Chưa có hiệu lực.", "Chưa có hiệu lực"),
        (CON, "Văn bản này còn là dự thảo.", "còn là dự thảo"),
        ({}, "Đang có hiệu lực theo trang đã đọc.", "Đang có hiệu lực"),
        (
            {},
            "Tiếp nối [Chỉ thị số 34-CT/TW](https://a.vn/) và là chỉ thị đang thực hiện.",
            "là chỉ thị đang thực hiện",
        ),
        ({}, "Quy định chi tiết luật năm 2003 và đã hết hiệu lực cùng luật ấy.", "hết hiệu lực"),
        ({}, "Giai đoạn của đề án đã kết thúc.", "đã kết thúc"),
        (HET, "Văn bản còn hiệu lực.", "còn hiệu lực"),
        (HET, "Chưa tra được tình trạng hiệu lực.", "Chưa tra được"),
        (OVER, "Đang có hiệu lực.", "Đang có hiệu lực"),
        ({"status": "du-thao"}, "Đã hết hiệu lực.", "hết hiệu lực"),
        ({"expires": "2025-01-01"}, "Đang có hiệu lực.", "Đang có hiệu lực"),
    ],
)
def test_a_body_against_its_badge_is_reported(
    changes: dict[str, Any], body: str, words: str
) -> None:
    found = find_messages(DOCUMENT, DOCUMENT_KEYS, changes, body + "\n")
    assert len(found) == 1
    assert f"mà lời văn viết “{words}”" in found[0]


@pytest.mark.parametrize(
    ("changes", "body"),
    [
        (CON, "Chưa hết hiệu lực."),
        (CON, "Thay Nghị định số 91/2017/NĐ-CP đã hết hiệu lực."),
        (CON, "Nghị định số 91/2017/NĐ-CP đã được thay bằng nghị định này."),
        (CON, "Còn hiệu lực vào lúc đọc. Trích yếu đầy đủ chưa tra được."),
        (CON, "Khi hết hiệu lực thì áp dụng văn bản mới; ngày hết hiệu lực ghi ở trên."),
        (CON, "Có hiệu lực từ ngày 01/01/2024."),
        (HET, "Không còn hiệu lực từ ngày 01/01/2024."),
        (OVER, "Giai đoạn của quyết định đã kết thúc."),
        ({"status": "het-mot-phan"}, "Hết hiệu lực một phần từ ngày 01/7/2025."),
        ({"status": "chua-hieu-luc"}, "Chưa có hiệu lực."),
        ({}, "Ban biên tập chưa tra được tình trạng hiệu lực hiện nay."),
        ({}, "Chín đơn vị hợp thành ba xã."),
        # The text of the document itself speaks of others.
        ({}, "Luật này đã hết hiệu lực. " * 200),
    ],
)
def test_a_body_that_agrees_is_left_alone(changes: dict[str, Any], body: str) -> None:
    assert find_messages(DOCUMENT, DOCUMENT_KEYS, changes, body + "\n") == []


def test_the_line_is_that_of_the_words() -> None:
    body = "Một đoạn.\n\nĐoạn hai dài\nhai dòng. Đã hết\nhiệu lực.\n"
    text = page(DOCUMENT_KEYS, CON, body)
    line = 1 + text.split("\n").index("hai dòng. Đã hết")
    (found,) = find_messages(DOCUMENT, DOCUMENT_KEYS, CON, body)
    assert found.startswith(f"{DOCUMENT}:{line}: nội dung: cảnh báo: trang ghi “Còn hiệu lực”")


OLD = [{"name": "Giai đoạn 2021–2025", "from": "2021-01-01", "to": "2025-12-31"}]
BOTH = [*OLD, {"name": "Giai đoạn 2026–2030", "from": "2026-01-01", "to": "2030-12-31"}]


@pytest.mark.parametrize(
    ("changes", "body", "is_reported"),
    [
        ({}, "Giai đoạn 2021–2025 đã khép lại.", True),
        ({}, "Phong trào đã kết thúc.", True),
        ({"ended": "2025-12-31"}, "Phong trào đã kết thúc.", False),
        ({"phases": OLD}, "Giai đoạn 2021–2025 đã khép lại.", False),
        ({"phases": OLD}, "Phong trào vẫn đang diễn ra.", True),
        ({"phases": BOTH}, "Giai đoạn 2021–2025 đã khép lại.", False),
        ({"phases": BOTH}, "Giai đoạn 2026–2030 đã khép lại.", True),
        ({"phases": BOTH}, "Phong trào đã kết thúc.", True),
        ({"phases": BOTH}, "Phong trào đang diễn ra khắp nơi.", False),
    ],
)
def test_a_campaigns_words_agree_with_its_state(
    changes: dict[str, Any], body: str, is_reported: bool
) -> None:
    assert bool(find_messages(CAMPAIGN, CAMPAIGN_KEYS, changes, body + "\n")) is is_reported


def test_what_happened_since_the_check_is_reported() -> None:
    newer = page(
        DOCUMENT_KEYS,
        {"number": "9/KH-UBND", "issued": "2026-11-24", "replaces": ["ke-hoach-mot"]},
    )
    texts = {DOCUMENT: page(DOCUMENT_KEYS, CON), DOCUMENT.replace("mot", "chin"): newer}
    found = [str(one) for one in read(texts, today=TODAY).warnings]
    assert any("Kế hoạch số 9/KH-UBND đã thay văn bản này; tra lại" in one for one in found)
    coming = {"status": "chua-hieu-luc", "effective": "2026-11-24"}
    (one,) = read({DOCUMENT: page(DOCUMENT_KEYS, coming)}, today=TODAY).warnings
    assert "status: cảnh báo: đã đến ngày có hiệu lực (24/11/2026)" in str(one)
