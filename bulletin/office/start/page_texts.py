"""The pages under docs/ in the words of the new bulletin."""

from __future__ import annotations

import re
from collections.abc import Set
from typing import Final

from bulletin.office.start.answers import Answers
from bulletin.office.start.data_texts import Judge

HOME_PAGE: Final = "docs/index.md"
ABOUT_PAGE: Final = "docs/gioi-thieu.md"

_FRONT = re.compile(r"\A---\n.*?^---\n", re.DOTALL | re.MULTILINE)

_HOME: Final = """
Người thật, việc thật, văn bản và lời giải đáp về thi đua, khen thưởng ở {place}.
"""

_ABOUT: Final = {
    "Bản tin này là gì": """
Đây là bản tin về công tác thi đua, khen thưởng ở {place}: kể về những
[điển hình tiên tiến](../dien-hinh/), gương người tốt, việc tốt, mô hình và cách làm hay; theo dõi
các [phong trào thi đua](../phong-trao/); lưu [văn bản](../van-ban/), [hỏi đáp](../hoi-dap/) về Luật
Thi đua, khen thưởng và lịch [hội nghị, gặp gỡ, giao lưu](../su-kien/).

Trang này gọn nhẹ, không quảng cáo. Tin, bài còn được gửi đi bằng [nguồn cấp tin](../rss/) và soạn
thành [bài đọc cho đài truyền thanh](../phat-thanh/); dữ liệu ở trang [dữ liệu mở](../du-lieu/).
""",
    "Ai xuất bản": """
{publisher} xuất bản bản tin; cơ quan chủ quản là {governing_body}.
Tin, bài giữ nguyên tên đơn vị vào ngày đăng; trang của mỗi [đơn vị](../don-vi/) chỉ rõ nơi nào kế
thừa nơi nào.
""",
}
_SAMPLES: Final = "“Bài mẫu” là gì"


def make_page(path: str, text: str, answers: Answers, speaks: Judge) -> str | None:
    """Return a page in the words of the new bulletin; None if it is all about the old place."""
    front = _FRONT.match(text)
    head = front[0] if front else ""
    if speaks(head):
        return None
    if path == HOME_PAGE:
        return head + _fill(_HOME, answers) if speaks(text) else text
    if path == ABOUT_PAGE:
        return head + "".join(_iter_sections(text[len(head) :], answers, speaks))
    return None if speaks(text) else text


def change_examples(text: str, units: Set[str], campaigns: Set[str], answers: Answers) -> str:
    """Return a page whose examples of front matter name no unit and no campaign that is gone."""

    def change(found: re.Match[str]) -> str:
        if found["unit"] in units:
            return f"unit: {(answers.units or (answers.place,))[0].key}\n"
        return "" if found["campaign"] in campaigns else found[0]

    pattern = r"^(?:unit: (?P<unit>[a-z0-9-]+)|campaigns: \[(?P<campaign>[a-z0-9-]+)\])\n"
    return re.sub(pattern, change, text, flags=re.MULTILINE)


def _iter_sections(text: str, answers: Answers, speaks: Judge) -> list[str]:
    sections = re.split(r"^(?=## )", text, flags=re.MULTILINE)
    found = []
    for section in sections:
        title = section.removeprefix("## ").partition("\n")[0].strip()
        if section.startswith("## ") and title in _ABOUT:
            section = f"## {title}\n{_fill(_ABOUT[title], answers)}\n"
        elif title == _SAMPLES or speaks(section):
            continue
        found.append(section)
    return found


def _fill(text: str, answers: Answers) -> str:
    return text.format(
        place=answers.place.name_in_text,
        publisher=answers.publisher,
        governing_body=answers.governing_body,
    )
