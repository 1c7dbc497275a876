"""Times of the day: 7h30, 05:00, 17 giờ 15."""

from __future__ import annotations

import re
from typing import Final

from bulletin.verbalize.patterns import NUMBER_START, ONE_OR_TWO_DIGITS, OPTIONAL_SPACE, SPACE
from bulletin.verbalize.spellout import spell_cardinal
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.verbalization import TokenClass, Verbalization, keep_written, replace_with

_END: Final = r"(?!\w|[.,:/][0-9])"
# In "17 giờ 15 người có mặt" the 15 counts people; it is minutes only if one of these follows.
_NO_COUNTED_WORD: Final = (
    r"(?!-[0-9]{1,2}(?!\s?(?:giờ|h|g|:)|[0-9]))"
    r"(?=\s*(?:$|[.,;:!?…)\]”\"'\n–—-]"
    r"|(?:phút|ngày|sáng|trưa|chiều|tối|đêm|hôm|thứ|chủ nhật|đến|tại|cùng|và|hằng|hàng|mỗi)(?!\w)))"
)

CLOCK_TIME: Final = (
    rf"{NUMBER_START}(?P<hour>{ONE_OR_TWO_DIGITS})(?:"
    rf"(?:[hg]|{SPACE}g{SPACE}(?=[0-5][0-9]))(?P<minute_after_h>{ONE_OR_TWO_DIGITS})(?:['’′]|{OPTIONAL_SPACE}(?:phút|ph|p)(?!\w))?"
    rf"|:(?P<minute_after_colon>[0-9]{{2}})"
    rf"|(?:{OPTIONAL_SPACE}giờ|h){OPTIONAL_SPACE}(?P<minute_after_hour>[0-9]{{2}})"
    rf"(?:['’′]|{OPTIONAL_SPACE}(?:phút|ph)(?!\w)|{_NO_COUNTED_WORD})"
    rf"){_END}"
)

_RATIO_TRIGGER: Final = re.compile(r"(?:tỷ lệ|tỉ lệ|tỷ số|tỉ số)\s+$", re.IGNORECASE)


def verbalize_clock_time(token: TokenContext) -> Verbalization:
    """Say a time: 7h30, 7g30, 7h30', 05:00, 17 giờ 15. A full hour has no minutes in words."""
    if token.follows(_RATIO_TRIGGER):
        return keep_written("tỉ lệ: viết bằng chữ, như “một trên mười”")
    hour = int(token["hour"])
    minute = int(
        token["minute_after_h"] or token["minute_after_colon"] or token["minute_after_hour"]
    )
    if hour > 24 or minute > 59:
        return keep_written("không phải giờ có thật; viết dạng 7h30")
    spoken = f"{spell_cardinal(hour, token.style)} giờ"
    if minute:
        spoken += f" {spell_cardinal(minute, token.style)} phút"
    return replace_with(spoken, TokenClass.HOUR)
