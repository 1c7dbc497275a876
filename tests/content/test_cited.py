"""A story cites documents of the library that were in force on its day."""

from __future__ import annotations

from typing import Any

import pytest

from tests.content.builder import DOCUMENT, DOCUMENT_KEYS, STORY, page, problems, story

NEWER = "content/documents/ke-hoach-hai.md"
REPLACED = {"number": "70/KH-UBND", "issued": "2025-01-02", "replaces": ["ke-hoach-mot"]}


def find_messages(body: str, old: dict[str, Any] | None = None, **files: str) -> list[str]:
    found = problems({STORY: story(body), DOCUMENT: page(DOCUMENT_KEYS, old or {})} | files)
    return [str(one) for one in found]


@pytest.mark.parametrize(
    ("old", "ended"),
    [
        ({"expires": "2025-12-31"}, "đã hết hiệu lực từ 31/12/2025"),
        ({}, "đã được Kế hoạch số 70/KH-UBND thay thế"),
    ],
)
def test_an_expired_document_is_reported_on_its_line(old: dict[str, Any], ended: str) -> None:
    files = {} if old else {NEWER: page(DOCUMENT_KEYS, REPLACED)}
    [found] = find_messages("Lời.\n\nTheo Kế hoạch số 62/KH-UBND.\n", old, **files)
    assert found.startswith(f"{STORY}:14: nội dung: cảnh báo: văn bản '62/KH-UBND' {ended}")


@pytest.mark.parametrize(
    ("body", "expires"),
    [
        ("Theo Kế hoạch số 62/KH-UBND.\n", "2026-11-19"),
        ("Trước đây, theo Kế hoạch số 62/KH-UBND.\n", "2025-12-31"),
        ("Kế hoạch mới thay thế Kế hoạch số 62/KH-UBND.\n", "2025-12-31"),
    ],
)
def test_what_was_in_force_or_is_called_old_is_silent(body: str, expires: str) -> None:
    assert find_messages(body, {"expires": expires}) == []


@pytest.mark.parametrize(
    ("body", "number"),
    [
        ("Luật Thi đua, khen thưởng số 99/2022/QH15.\n", "99/2022/QH15"),
        ("Nghị định số 999/2023/NĐ-CP về thi đua.\n", "999/2023/NĐ-CP"),
        ("Nghị định số 999/2025/NĐ-CP về bảo hiểm.\n", None),
        ("Khen thưởng theo Quyết định 12/QĐ-UBND.\n", None),
        ("Thi đua năm 2025/2026, đạt 12/2025.\n", None),
    ],
)
def test_only_laws_on_emulation_belong_into_the_library(body: str, number: str | None) -> None:
    found = find_messages(body)
    assert len(found) == (number is not None)
    assert all(f"văn bản '{number}' chưa có trong content/documents/" in one for one in found)
