"""Words that show whether the number before them counts something: 2-3 người, 39 giây."""

from __future__ import annotations

import re
from typing import Final

from bulletin.verbalize.patterns import YEAR
from bulletin.verbalize.units import PER_WORDS

_COUNTED: Final = PER_WORDS | frozenset(
    """
    giờ phút tháng tuổi độ trăm nghìn ngàn vạn triệu tỷ tỉ phần mét ki xe chị anh ông bà bạn đứa vị
    món trận bàn điểm bước vòng tờ quyển cuốn trang bài tin vụ cơn đám đàn chục sào cây sợi lá quả
    trái hạt viên ly chén tô dĩa lon thanh niên khách nạn thành bao mũi ca trường công
    hồ mô phần thửa ngôi tiết chữ nhóm loại thế mùa ván hiệp can mái nền cột trụ bóng đèn ghe
    xuồng tàu thẻ phòng giường lượng dòng tiêu chỉ nông khóm thôn phường gam gốc luồng liều mũi
    chốt cống tuyến câu doanh hợp danh giải giấy
    """.split()
)
"""The first words of what is counted, and of measures."""

_NEXT_WORD: Final = re.compile(r"\s*([^\W\d_]+(?:-[^\W\d_]+)*)")
_YEAR: Final = re.compile(rf"\s*năm\s+(?:{YEAR}|(?:một|hai) nghìn|học)(?!\w)")

CLAUSE_END: Final = re.compile(r"\s*(?:[.,;:!?…)”\"\]]|\Z|\n)")
"""The end of a clause: nothing that is counted follows."""

_GOES_ON: Final = re.compile(
    r"""\s*(?:[-–—(“]|(?:để|hoặc|và|của|khi|tại|nếu|ngay|cho|từ|là|được|do|gặp|trước|sau|trong|qua
    |hỗ\ trợ|hoạt\ động|tiếp\ nhận|đã|đang|sẽ|luôn|trực|này|thì|mà|với|bị|vào|ở|đến|hay|như|nhằm
    |phục\ vụ|theo|có|không|trên|giai\ đoạn|cũng|vẫn|đều|còn|nên|vì|bằng|hằng|hàng|nay)(?!\w)
    |[A-ZĐ])""",
    re.VERBOSE,
)


def counts_something(after: str) -> bool:
    """Return whether the text after a number starts with what it counts: "hộ", "giây"."""
    found = _NEXT_WORD.match(after)
    if found is None or _YEAR.match(after):
        return False
    return found[1].partition("-")[0].lower() in _COUNTED


def sentence_goes_on(after: str) -> bool:
    """Return whether the text after a number shows that it counts nothing."""
    if counts_something(after):
        return False
    return bool(CLAUSE_END.match(after) or _GOES_ON.match(after) or _YEAR.match(after))
