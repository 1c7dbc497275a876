"""A table pasted with tabs is reported once with its first row as it should be."""

from __future__ import annotations

import pytest

from tests.content.builder import find_messages, story


def test_a_table_pasted_with_tabs_is_reported_on_its_first_line() -> None:
    body = "Kết quả:\n\nĐơn vị\tSố hộ\nẤp Một\t12\nẤp Hai\t15\n"
    [found] = find_messages(story(body))
    assert "nội dung: cảnh báo: bảng dán từ Word hay Excel" in found
    assert "như '| Đơn vị | Số hộ |', dưới hàng đầu thêm dòng '|---|---|'" in found
    assert found.startswith(f"{story('').count(chr(10)) + 3}:")


def test_a_table_whose_rows_are_numbered_is_a_table() -> None:
    [found] = find_messages(story("1.\tẤp Một\t12\n2.\tẤp Hai\t15\n"))
    assert "như '| 1. | Ấp Một | 12 |'" in found


@pytest.mark.parametrize(
    "body",
    [
        "Bà con\tphấn khởi.\n",
        "\tĐoạn thụt đầu dòng.\n\n\tĐoạn nữa.\n",
        "| Đơn vị\t| Số hộ |\n|---|---|\n| Ấp Một\t| 12 |\n",
        "- Tôm:\tmười hộ\n\nLời cuối.\n",
        # What Word puts between the sign of a list and its words, and what an invitation lines up.
        "1.\tMột việc.\n2.\tHai việc.\n",
        "a)\tMột việc.\nb)\tHai việc.\n",
        "- Tôm\tmười hộ\n- Lúa\thai hộ\n",
        "> Một\thai.\n> Ba\tbốn.\n",
        # Code keeps its tabs.
        "```\nẤp\tSố hộ\nMột\t12\n```\n",
        "~~~~ text\nẤp\tSố hộ\nMột\t12\n~~~\nHai\t3\nBa\t4\n~~~~\n",
        "Thời gian:\t7 giờ\nĐịa điểm:\tHội trường xã\n",
    ],
)
def test_a_tab_alone_is_no_table(body: str) -> None:
    assert find_messages(story(body)) == []


def test_a_table_below_code_is_reported() -> None:
    [found] = find_messages(story("```\nẤp\tSố\n```\n\nẤp\tSố hộ\nMột\t12\n"))
    assert "như '| Ấp | Số hộ |'" in found
