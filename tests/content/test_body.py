"""The rules of the text below the front matter."""

from __future__ import annotations

import pytest

from bulletin.content.item import Body
from bulletin.content.rules.body import body_problems
from tests.content.builder import (
    CAMPAIGN,
    CAMPAIGN_STORY,
    STORY,
    STORY_KEYS,
    page,
    problems,
    story,
    told,
)
from tests.growth import assert_no_worse_than_linear

FIRST = story("").count("\n")
"""The line of the story's last line before its body."""


@pytest.mark.parametrize(
    ("body", "message"),
    [
        # Links
        ("[đơn vị](/don-vi/xa-moi/)", None),
        ("[lĩnh vực](../../../linh-vuc/van-hoa/)", None),
        ("[phong trào](../../campaigns/xanh-sach/index.md#muc)", None),
        (
            "[tin](/rss/don-vi/xa-moi.xml), [lịch](/su-kien/lich.ics), [tháng](/luu-tru/2026/11/)",
            None,
        ),
        ("[nơi khác](https://vi-du.example/a), [thư](mailto:a@b.example), [gọi](tel:+8410)", None),
        ("[trang đầu](/), [mục](#muc)", None),
        (
            "[bài](duong-hoaa.md)",
            "liên kết 'duong-hoaa.md' không dẫn đến trang nào; có phải 'duong-hoa.md'?",
        ),
        (
            "[phong trào](../../campaigns/xanh-sach/indx.md)",
            "liên kết '../../campaigns/xanh-sach/indx.md' không dẫn đến trang nào; "
            "có phải '../../campaigns/xanh-sach/index.md'?",
        ),
        (
            "[đơn vị](/don-vi/xa-mois/)",
            "liên kết '/don-vi/xa-mois/' không dẫn đến trang nào; có phải '/don-vi/xa-moi/'?",
        ),
        (
            "[đơn vị](/don-vi/xa-moi)",
            "liên kết '/don-vi/xa-moi' không dẫn đến trang nào; có phải '/don-vi/xa-moi/'?",
        ),
        ("[tệp](a.pdf)", "liên kết 'a.pdf' không dẫn đến trang nào; sửa hoặc bỏ liên kết"),
        (
            "[hỏng](http://[x)",
            "liên kết 'http://[x' không phải một địa chỉ đúng; chép lại từ trình duyệt",
        ),
        (
            "[chạy](javascript:alert)",
            "cảnh báo: liên kết kiểu 'javascript:' bị bỏ; chỉ dùng http, https, mailto, tel",
        ),
        ("```\n[bài](khong-co.md)\n```", None),
        # Pictures
        (
            "![hoa](hoa.jpg)",
            "ảnh 'hoa.jpg' phải đặt ở khóa image (file, alt, credit), không đặt ở đây",
        ),
        (
            "![hoa](https://vi-du.example/hoa.jpg)",
            "cảnh báo: ảnh lấy từ trang khác bị bỏ; xin phép rồi đặt ảnh ở khóa image",
        ),
        ("![hoa](//vi-du.example/hoa.jpg)", "cảnh báo: ảnh lấy từ trang khác bị bỏ"),
        # HTML
        ("5 < 7, a<b, <em>chữ</em>, <!-- ghi chú -->", None),
        ("<script>x</script>", "cảnh báo: thẻ <script> bị bỏ khỏi trang; viết bằng Markdown"),
        ("<IFRAME src=x>", "cảnh báo: thẻ <iframe> bị bỏ khỏi trang"),
        (
            "<svg><svg onload=x>",
            "cảnh báo: thẻ <svg> bị bỏ khỏi trang",
        ),
        ('<p style="color:red">', "cảnh báo: thuộc tính style bị bỏ khỏi trang"),
        ("<a href='#' onClick = 'x'>", "cảnh báo: thuộc tính onclick bị bỏ khỏi trang"),
        ("`<script>` là một thẻ", None),
        ("```\n<script>\n```", None),
    ],
)
def test_a_body(body: str, message: str | None) -> None:
    wanted = [] if message is None else [f"{FIRST + 2}: nội dung: {message}"]
    found = told(story(f"một\n{body}\n"))
    assert [line[: len(wanted[0]) if wanted else None] for line in found] == wanted


def test_a_link_is_relative_to_its_own_file() -> None:
    link = "[bài](hang-rao-xanh.md)"
    own = page(STORY_KEYS, {}, link)
    assert told(own, CAMPAIGN_STORY) == []
    assert told(own, STORY) == [
        f"{FIRST + 1}: nội dung: liên kết 'hang-rao-xanh.md' không dẫn đến trang nào; "
        "sửa hoặc bỏ liên kết"
    ]


def test_a_link_to_a_page_with_mistakes_is_not_a_second_mistake() -> None:
    found = problems({STORY: story("[a](../../campaigns/xanh-sach/index.md)"), CAMPAIGN: ""})
    assert {problem.path for problem in found} == {CAMPAIGN}


@pytest.mark.parametrize(
    "piece", ["<a", "<a ", "<a on", "<", "<a style", "<a style ", "< a onx =<"]
)
def test_hostile_html_takes_no_more_time_than_long_html(piece: str) -> None:
    assert_no_worse_than_linear(lambda size: told(story(piece * (size // len(piece)))), 200_000)


@pytest.mark.parametrize("text", ["[" * 501, "a\n\n" + "[^1] " * 501, "<div>" * 2_001])
def test_a_text_that_markdown_would_work_on_for_hours_is_refused(text: str) -> None:
    body = Body("content/exemplars/2026/a.md", "/dien-hinh/2026/a/", text, 7)
    (problem,), leads = body_problems(body)
    assert not leads
    assert problem.is_error
    assert problem.message.startswith("lời văn có quá")
