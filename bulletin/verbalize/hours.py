"""Times of the day."""

from __future__ import annotations

import re
from typing import Final

from bulletin.verbalize.patterns import GAP, LEFT
from bulletin.verbalize.spellout import spell_cardinal
from bulletin.verbalize.token_context import TokenContext
from bulletin.verbalize.verbalization import TokenClass, Verbalization, keep_written, replace_with

_TWO: Final = "[0-9]{1,2}"
_NEXT: Final = r"(?!\w|[.,:/][0-9])"
# After "17 giờ 15" something else may be counted (17 giờ 15 người có mặt), unless this comes next.
_NOTHING_COUNTED: Final = (
    r"(?=\s*(?:$|[.,;:!?…)\]”\"'\n–—-]"
    r"|(?:phút|ngày|sáng|trưa|chiều|tối|đêm|hôm|thứ|chủ nhật|đến|tại|cùng|và|hằng|hàng|mỗi)(?!\w)))"
)

CLOCK: Final = (
    rf"{LEFT}(?P<hour>{_TWO})(?:"
    rf"[hg](?P<minute_after_h>{_TWO})(?:['’′]|{GAP}(?:phút|ph|p)(?!\w))?"
    rf"|:(?P<minute_after_colon>[0-9]{{2}})"
    rf"|(?:{GAP}giờ|h){GAP}(?P<minute_after_hour>[0-9]{{2}})"
    rf"(?:['’′]|{GAP}(?:phút|ph)(?!\w)|{_NOTHING_COUNTED})"
    rf"){_NEXT}"
)

_PROPORTION: Final = re.compile(r"(?:tỷ lệ|tỉ lệ|tỷ số|tỉ số)\s+$", re.IGNORECASE)


def speak_clock(token: TokenContext) -> Verbalization:
    """Say a time: 7h30, 7g30, 7h30', 05:00, 17 giờ 15. A full hour is said without minutes."""
    if token.follows(_PROPORTION):
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
