"""What merges, clipboards and templates leave in a text is told, and ordinary news is not."""

from __future__ import annotations

import pytest

from tests.content.builder import DATA, UNITS_FILE, find_messages, problems, story

FRONT = "title: Chuyện thứ hai\ndate: 2026-11-19\ndraft: true\n"
TWO = "hai bài trong một tệp: từ dòng này là phần đầu của một bài nữa"
TWICE = "phần đầu dán hai lần"


def _first_line(text: str) -> int:
    front, _, _ = text.partition("---\n\n")
    return front.count("\n") + 2


@pytest.mark.parametrize(
    ("body", "line", "message"),
    [
        (f"Lời một.\n\n---\n{FRONT}---\nLời hai.\n", 3, TWO),
        (f"Lời một.\n---\n{FRONT}---\nLời hai.\n", 2, TWO),
        (f"---\n{FRONT}---\nLời hai.\n", 1, TWO),
        (f"Lời một.\n\n----\n\n{FRONT}\n----\nLời hai.\n", 3, TWO),
        (f"Lời một.\n\n—\n{FRONT}—\nLời hai.\n", 3, TWO),
        (f"Lời một.\n\n```yaml\n{FRONT}```\n", 3, TWO),
        (f"Lời một.\n\n{FRONT}\nLời hai.\n", 3, TWO),
        ("Lời một.\n\n---\n\n  title: Hai\n\n  date: 2026-11-19\n\n---\n", 3, TWO),
        ('Lời một.\n\n+++\ntitle = "Hai"\ndate = 2026-11-19\n+++\n', 3, TWO),
        ("Lời một.\n\n---\ntitle： Hai\ndate： 2026-11-19\n---\n", 3, TWO),
        ("Lời một.\n\n---\ntitle: Hai\n---\n", 3, TWO),
        ("Lời.\n\n---\npeople:\n  - name: Trần Văn Thử\ndraft: true\n---\nLời.\n", 3, TWO),
        ("Lời.\n\n---\nTiêu đề: Hai\nNgày: 19/11\nĐơn vị: Xã Mẫu\n---\nLời.\n", 3, TWO),
        ("---\ntitle: Đường hoa ấp Mẫu\ndate: 2026-11-18\n---\nLời.\n", 1, TWICE),
        ("Lời.\n\n**title:** Hai\n**date:** 2026-11-19\n", 3, TWO),
    ],
)
def test_a_second_front_matter_is_one_error_on_its_line(body: str, line: int, message: str) -> None:
    text = story(body)
    [found] = find_messages(text)
    assert found.startswith(f"{_first_line(text) + line}: nội dung: {message}")


@pytest.mark.parametrize(
    "body",
    [
        "Một.\n\n---\n\nHai.\n\n---\n\nBa.\n",
        "Một.\n\n---\nNguồn: Đài truyền thanh xã\nNgười viết: Ban biên tập\n",
        "Ngày: 20/11/2026\n\nĐơn vị: Xã Mẫu\n\nNơi: nhà văn hóa\n",
        "Một.\n\n---\nLưu ý: bà con mang theo nước.\n",
        "Thời gian: 7 giờ 30.\nĐịa điểm: hội trường xã.\n",
        "Kết quả như sau:\n\n- Tôm: mười hộ\n- Lúa: hai mươi hộ\n",
    ],
)
def test_rules_and_lines_with_a_colon_are_no_front_matter(body: str) -> None:
    assert find_messages(story(body)) == []


CONFLICT = "<<<<<<< HEAD\nĐoạn của tôi.\n=======\nĐoạn của anh.\n>>>>>>> nhanh-kia\n"
UNMERGED = "tệp: hai bản của tệp chưa trộn xong (còn dấu <<<<<<<, =======, >>>>>>>); giữ một bản"


@pytest.mark.parametrize(
    "conflict",
    [
        CONFLICT,
        CONFLICT.replace("\n", "\r\n"),
        "  " + CONFLICT,
        "<<<<<<< Updated upstream\n||||||| merged common ancestors\n=======\n>>>>>>> Stashed\n",
        ">>>>>>> nhanh-kia\n",
        "<<<<<<<\n",
        "||||||| 1a2b3c4\n",
    ],
)
def test_a_conflict_is_reported_once_wherever_it_is(conflict: str) -> None:
    body = story(f"Lời.\n\n{conflict}")
    line = _first_line(body) + 3
    [found] = find_messages(body)
    assert found.startswith(f"{line}: {UNMERGED}")
    [found] = find_messages(story().replace("title:", f"{conflict}title:", 1))
    assert found.startswith(f"2: {UNMERGED}")
    [problem] = problems({f"{DATA}/units.yml": conflict + UNITS_FILE})
    assert str(problem).startswith(f"{DATA}/units.yml:1: {UNMERGED}")


def test_each_conflict_is_reported() -> None:
    assert len(find_messages(story(f"{CONFLICT}\nGiữa.\n\n{CONFLICT}"))) == 2


def test_the_middle_of_a_conflict_alone_is_doubtful() -> None:
    [found] = find_messages(story("Đoạn của tôi.\n=======\nĐoạn của anh.\n"))
    assert "nội dung: cảnh báo: dòng ======= còn lại từ lúc trộn hai bản?" in found


@pytest.mark.parametrize(
    "body", ["Tên\n=====\n\nLời.\n", "Tên\n==========\n\nLời.\n", "> > Lời.\n"]
)
def test_headings_and_quotations_are_no_conflict(body: str) -> None:
    assert find_messages(story(body)) == []


DATA_URI = "data:image/png;base64,iVBORw0KGgo="
PASTED = "nội dung: ảnh dán thẳng trong bài (base64); lấy ảnh ra thành tệp đặt cạnh bài"


@pytest.mark.parametrize(
    ("body", "line"),
    [
        (f"Lời.\n\n![Ảnh]({DATA_URI})\n", 3),
        (f'Lời.\n\n![Ảnh](<{DATA_URI}> "Ảnh")\n', 3),
        (f"Lời.\n\n![][image1]\n\n[image1]: <{DATA_URI}>\n", 5),
        (f"Lời.\n\n![image1]\n\n[image1]: {DATA_URI}\n", 5),
        (f'Lời.\n\n<img src="{DATA_URI}" alt="Ảnh">\n', 3),
        (f"Lời.\n\n<figure><img alt='x'\nsrc='{DATA_URI}'></figure>\n", 3),
        (f"Lời.\n\n{DATA_URI}\n", 3),
        (f"Lời.\n\n[Tệp]({DATA_URI.replace('image/png', 'application/pdf')})\n", 3),
    ],
)
def test_a_pasted_picture_is_one_error_that_speaks_of_pictures(body: str, line: int) -> None:
    text = story(body)
    [found] = find_messages(text)
    assert found.startswith(f"{_first_line(text) + line}: {PASTED}")


def test_a_file_that_is_large_because_of_a_picture_is_reported_so() -> None:
    [found] = find_messages(
        story(f"Lời.\n\n![][image1]\n\n[image1]: <{DATA_URI}{'A' * 2_500_000}>\n")
    )
    assert found.startswith("1: tệp: tệp lớn quá 2 MB vì ảnh dán thẳng trong bài")


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("Lời văn viết ở đây. Cách một dòng trống là sang đoạn mới.\n", "lời mẫu"),
        ("Lời văn viết ở đây…\n", "lời mẫu"),
        ("## Tiêu đề nhỏ\n\nLời.\n", "lời mẫu"),
        ("Lời.\n\n- mục thứ nhất\n", "lời mẫu"),
        ("(Viết nội dung vào đây)\n", "lời mẫu"),
        ("Nội dung bài viết ghi ở đây\n", "lời mẫu"),
        ("Sáng ngày … tháng … năm 2026, bà con họp.\n", "còn chỗ trống của mẫu: 'ngày … tháng'"),
        ("Sáng ngày .../.../2026, bà con họp.\n", "còn chỗ trống của mẫu: 'ngày .../'"),
        ("Ông [tên] góp một triệu đồng.\n", "còn chỗ trống của mẫu: '[tên]'"),
        ("Bà [họ và tên] ở [địa chỉ].\n", "còn chỗ trống của mẫu: '[họ và tên]'"),
        ("Có xxx hộ tham gia.\n", "còn chỗ trống của mẫu: 'xxx'"),
        ("Họp ngày xx/xx/2026.\n", "còn chỗ trống của mẫu: 'xx/xx/2026'"),
        ("Họ tên: ..............\n", "còn chỗ trống của mẫu: '..............'"),
        ("Số hộ: ____\n", "còn chỗ trống của mẫu: '____'"),
        ("TODO: viết tiếp.\n", "còn chỗ trống của mẫu: 'TODO'"),
        ("Lorem ipsum dolor sit amet.\n", "còn chỗ trống của mẫu: 'Lorem ipsum'"),
    ],
)
def test_words_of_a_template_in_the_text_are_doubtful(body: str, said: str) -> None:
    assert f"nội dung: cảnh báo: {said}" in "\n".join(find_messages(story(body)))


@pytest.mark.parametrize(
    "body",
    [
        "Ngày mai… tháng sau… rồi năm sau, bà con vẫn nhớ.\n",
        "Bà con “[…] cùng nhau góp công” (trích thư).\n",
        "Xem [tên bài](duong-hoa.md).\n",
        "Bà con góp gạo, góp tiền...\n",
        "Đại hội lần thứ XXX, tuần lễ thứ XXI.\n",
        "Mẫu số 01: ghi ở đây những điều đã làm thì ai cũng hiểu.\n",
        "Người viết sổ ghi ở chỗ này rồi qua chỗ khác ghi tiếp cả buổi sáng hôm ấy.\n",
    ],
)
def test_ordinary_words_are_no_template(body: str) -> None:
    assert find_messages(story(body)) == []


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("title", "Tên bài"),
        ("title", "tên bài"),
        ("title", "[Tên bài]"),
        ("title", "Tiêu đề bài viết"),
        ("title", "xxx"),
        ("title", "…"),
        ("title", "..."),
        ("summary", "Tóm tắt 1–3 câu"),
        ("author", "Người viết"),
        ("author", "Họ và tên"),
        ("source", "TODO"),
        ("source", "Nguồn của thông tin"),
    ],
)
def test_a_value_of_a_template_is_an_error(key: str, value: str) -> None:
    [found] = find_messages(story(**{"source": "Sổ của ấp", key: value}))
    assert f": {key}: chữ mẫu '{value}' còn để nguyên; viết nội dung thật" in found


@pytest.mark.parametrize(
    ("key", "value"),
    [
        ("title", "Chuyện của [tên]"),
        ("title", "Họp ngày … tháng … năm 2026"),
        ("summary", "Có xxx hộ cùng làm."),
        ("title", "Tổ hợp tác nuôi tôm giúp nhau thoát khó"),
    ],
)
def test_a_gap_inside_a_value_is_doubtful(key: str, value: str) -> None:
    [found] = find_messages(story(**{key: value}))
    assert f": {key}: cảnh báo: " in found


@pytest.mark.parametrize(
    "title",
    ["Tên gọi mới của ấp", "Câu hỏi của bà Năm", "Bài học đầu tiên", "Tóm tắt một năm", "A"],
)
def test_ordinary_titles_are_no_template(title: str) -> None:
    assert find_messages(story(title=title)) == []


def test_a_summary_that_begins_with_the_word_summary_is_no_template() -> None:
    for text in ("Tóm tắt dở dang về vò lúa.", "Tóm tắt chuyện thứ 45.", "Tóm tắt hội nghị xã."):
        assert find_messages(story(summary=text)) == []
