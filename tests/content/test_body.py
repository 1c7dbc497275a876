"""The rules of the text below the front matter."""

from __future__ import annotations

import pytest

from bulletin.content.rules.body import Body, sign_problems
from bulletin.prose import renderer
from tests.content.builder import (
    CAMPAIGN,
    CAMPAIGN_STORY,
    STORY,
    STORY_KEYS,
    find_messages,
    page,
    problems,
    story,
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
        ("[trang đầu](/), [mục](#muc)\n\n## Mục", None),
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
        ("<a href='/' onClick = 'x'>x</a>", "cảnh báo: thuộc tính onclick bị bỏ khỏi trang"),
        ("`<script>` là một thẻ", None),
        ("```\n<script>\n```", None),
    ],
)
def test_a_body(body: str, message: str | None) -> None:
    wanted = [] if message is None else [f"{FIRST + 2}: nội dung: {message}"]
    found = find_messages(story(f"một\n{body}\n"))
    assert [line[: len(wanted[0]) if wanted else None] for line in found] == wanted


DEAD = "liên kết 'khong-co.md' không dẫn đến trang nào"
PICTURE = "ảnh 'hoa.jpg' phải đặt ở khóa image"


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        # What is a link on the page is one for the check, however it is written
        ("[bài\nkia](khong-co.md)", 2, DEAD),
        ("[bài](\nkhong-co.md)", 2, DEAD),
        ("[bài][a]\n\n[a]: khong-co.md", 3, DEAD),
        ("[bài]\n\n[bài]: <khong-co.md>", 3, DEAD),
        ('một\n<a href="khong-co.md">bài</a>', 2, DEAD),
        ("<div>\n<a\nhref=khong-co.md>bài</a></div>", 3, DEAD),
        ("| a |\n|---|\n| [bài](khong-co.md) |", 3, DEAD),
        ("Lời[^1].\n\n[^1]: [bài](khong-co.md)", 3, DEAD),
        ("- một\n    - [bài](khong-co.md)", 2, DEAD),
        ("!!! note\n    [bài](khong-co.md)", 2, DEAD),
        ("một\n[bài](kh&#111;ng-co.md)", 2, DEAD),
        ("`[bài](khong-co.md)`\n\n[bài](khong-co.md)", 3, DEAD),
        ("một\n[x](<https://vi du.example/>)", 2, "liên kết 'https://vi du.example/' không phải"),
        ("một\n[x](javascript&#58;x)", 2, "cảnh báo: liên kết kiểu 'javascript:' bị bỏ"),
        ("<a href='java&#9;script:x'>x</a>", 1, "cảnh báo: liên kết kiểu 'javascript:' bị bỏ"),
        # Pictures likewise
        ("![bà\ncon](hoa.jpg)", 2, PICTURE),
        ("![bà con][a]\n\n[a]: hoa.jpg", 3, PICTURE),
        ("một\n<img src='hoa.jpg'>", 2, PICTURE),
        ("<figure>\n<img alt='x'\nsrc=hoa.jpg></figure>", 3, PICTURE),
        ("![x][a]\n\n[a]: <data:image/png;base64,AA==>", 3, "ảnh dán thẳng trong bài (base64)"),
        # And what is none on the page is none for the check
        ("    [thụt vào](khong-co.md)", 1, DEAD),
        ("\t[phím Tab](khong-co.md)", 1, DEAD),
        ("một\n\n    ![x](hoa.jpg)", 3, PICTURE),
        ("<!-- <a href='khong-co.md'>x</a> <script> -->", 0, ""),
        ("[không dùng]: khong-co.md", 1, "cảnh báo: dòng '[không dùng]: khong-co.md' là địa chỉ"),
        ("[thư](MAILTO:a@b.example) [nơi khác](HTTPS://vi-du.example)", 0, ""),
    ],
)
def test_the_check_sees_what_the_page_shows(body: str, line: int, message: str) -> None:
    found = find_messages(story(body))
    wanted = [f"{FIRST + line}: nội dung: {message}"] if message else []
    assert [problem[: len(wanted[0]) if wanted else None] for problem in found] == wanted


LEFT = "dấu của Markdown còn nguyên trên trang: "


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        ("a\n\n<math>bà con</math>", 3, "chữ 'bà con' không hiện trên trang; viết bằng chữ"),
        ("| a |\n|---|\n| 1 | 2 | 3 |", 3, "chữ '2 | 3' không hiện trên trang; hàng này nhiều ô"),
        ("!!! note Tựa\n    Lời.", 1, "chữ 'Tựa' không hiện trên trang; tiêu đề của khung đặt"),
        ("a[^1]\n\n[^1]: bà\n[^1]: con", 3, "chữ 'bà' không hiện trên trang; hai chú thích cùng"),
        ("[Ghi chú]: abc", 1, "cảnh báo: dòng '[Ghi chú]: abc' là địa chỉ của một liên kết"),
        ("<video src='a.mp4'></video>", 1, "thẻ <video> bị bỏ khỏi trang; phim thì dẫn liên kết"),
        ("Lời **Kết quả: mười", 1, f"{LEFT}'Lời **Kết quả: mười'; muốn in đậm thì viết **chữ**"),
        ("một\n[Kế hoạch]{.underline}", 2, f"{LEFT}'[Kế hoạch]{{.underline}}'; liên kết viết"),
        ("Lời[^5].", 1, f"{LEFT}'Lời[^5].'; chú thích phải có dòng [^1]:"),
        ("- [ ] việc", 1, f"cảnh báo: {LEFT}'[ ] việc'; trang không có ô đánh dấu"),
        # Where there is one right reading it is taken
        ("Mời đọc <Chuyện ở ấp> của bà Năm. Ảnh: <bà con gặt lúa>.", 0, ""),
        ("     Thụt vào\n\tnhư Word.\n• a\n• b\n| a | b |\n|---|---|\n| 1 | 2 |\nHết", 0, ""),
        ('**Kết quả: **mười; ghi \\"vui\\", 5\\$, \\<18, a\\=b\\\nhai; (*) và (*); 5*3*2', 0, ""),
        ("!!! Chúc mừng bà con\n\n??? Vì sao\n\n#thidua #anbien", 0, ""),
        ("<!-- lời dặn --> Số 62/KH-UBND: 1.500.000đ (50%), 10~15~20 hộ[^1]\n\n[^1]: a", 0, ""),
    ],
)  # fmt: skip
def test_no_word_is_lost_and_no_sign_left(body: str, line: int, message: str) -> None:
    found = find_messages(story(body))
    wanted = [f"{FIRST + line}: nội dung: {message}"] if message else []
    assert [problem[: len(wanted[0]) if wanted else None] for problem in found] == wanted


def test_a_link_is_relative_to_its_own_file() -> None:
    link = "[bài](hang-rao-xanh.md)"
    own = page(STORY_KEYS, {}, link)
    assert find_messages(own, CAMPAIGN_STORY) == []
    assert find_messages(own, STORY) == [
        f"{FIRST + 1}: nội dung: liên kết 'hang-rao-xanh.md' không dẫn đến trang nào; "
        "sửa hoặc bỏ liên kết"
    ]


def test_a_link_to_a_page_with_mistakes_is_not_a_second_mistake() -> None:
    found = problems({STORY: story("[a](../../campaigns/xanh-sach/index.md)"), CAMPAIGN: ""})
    assert {problem.path for problem in found} == {CAMPAIGN}


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece", ["<a", "<a ", "<a on", "<", "<a style", "<a style ", "< a onx =<"]
)
def test_hostile_html_takes_no_more_time_than_long_html(piece: str) -> None:
    assert_no_worse_than_linear(
        lambda size: find_messages(story(piece * (size // len(piece)))), 200_000
    )


@pytest.mark.parametrize("text", ["[" * 501, "a\n\n" + "[^1] " * 501, "<div>" * 2_001])
def test_a_text_that_markdown_would_work_on_for_hours_is_refused(text: str) -> None:
    (problem,) = sign_problems(Body("content/exemplars/2026/a.md", "/dien-hinh/2026/a/", text, 7))
    assert problem.is_error
    assert problem.message.startswith("lời văn có quá")
    (line,) = find_messages(story(text))
    assert ": nội dung: lời văn có quá" in line


def test_a_text_that_cannot_be_rendered_is_a_problem_of_its_file() -> None:
    (line,) = find_messages(story("> " * 3_000 + "a"))
    assert line.startswith(f"{FIRST + 1}: nội dung: lời văn lồng nhiều tầng quá ")


def test_a_text_that_takes_too_long_is_a_problem_of_its_file(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(renderer, "LONGEST", 0.02)
    monkeypatch.setattr(renderer, "CHARACTERS_A_SECOND", 10_000_000)
    (line,) = find_messages(story("- a\n    - b\n\n" * 1_600))
    assert "lời văn có quá nhiều dấu nên chuyển thành trang quá lâu; xóa dấu thừa" in line
