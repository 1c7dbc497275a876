"""The meaning of an ambiguous abbreviation, if the words next to it allow only one."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from bulletin.engine.late_pattern import compile_late
from bulletin.verbalize.patterns import LOWER, UPPER, YEAR
from bulletin.verbalize.token_context import TokenContext


@dataclass(frozen=True, slots=True)
class _Rule:
    """A meaning of an abbreviation, and the text before and after it that shows this meaning.

    The rule applies only if the editors list `meaning` for the abbreviation `short`. `spoken` is
    the spoken form of this meaning.
    """

    short: str
    meaning: str
    spoken: str
    before: re.Pattern[str] = re.compile("")
    after: re.Pattern[str] = re.compile("")


_COMMITTEES: Final = r"\s+(?:(?:Huyện|Tỉnh|Thành|Thị|Đảng) ủy|Hội đồng nhân dân|Ủy ban|Mặt trận)"
_BODIES: Final = r"\s+(?:Hội đồng|Ban|Tổ|Đoàn|Ủy ban)(?!\w)"
DOT_BEFORE_NAME: Final = (
    rf"\.(?=\s?[{UPPER}][{LOWER}]+ [{UPPER}]|[{UPPER}][{LOWER}]?[{UPPER}]|\s?(?:HCM|TS|BS)(?!\w))"
)
"""The dot of TP. Rạch Giá. A dot may also end a sentence; two capitalized words show a name."""

_NAME: Final = rf"(?:\s+|{DOT_BEFORE_NAME}\s?)[{UPPER}][{LOWER}]"
"""A name, with or without a dot before it: TP Huế, TP HCM, BS Lê."""

_OFFICES: Final = compile_late(
    r"(?<!\w)(?:ủy ban nhân dân|hội đồng nhân dân|tổ quốc|công an|chính quyền|đảng bộ|thành ủy"
    r"|sở, ngành|toàn|nội thành|trung tâm|cấp|các|địa bàn)\s+$",
    re.IGNORECASE,
)
"""Words after which only the town can be meant: công an TP."""

_RULES: Final = (
    _Rule("TT", "thường trực", "Thường trực", after=compile_late(_COMMITTEES)),
    _Rule("TT", "thị trấn", "thị trấn", after=compile_late(DOT_BEFORE_NAME)),
    _Rule("TP", "thành phố", "thành phố", after=compile_late(_NAME)),
    _Rule("TP", "thành phố", "thành phố", before=_OFFICES),
    _Rule("BS", "bác sĩ", "bác sĩ", after=compile_late(r"\.?\s?chuyên khoa")),
    _Rule("TX", "thị xã", "thị xã", after=compile_late(_NAME)),
    _Rule("BS", "bác sĩ", "bác sĩ", after=compile_late(_NAME)),
    _Rule("BV", "bệnh viện", "bệnh viện", after=compile_late(_NAME)),
    _Rule(
        "BV",
        "bệnh viện",
        "bệnh viện",
        before=compile_late(r"(?<!\w)(?:đến|vào|tại|ở|giám đốc|các)\s+$"),
    ),
    _Rule(
        "ĐH", "đại hội", "đại hội", after=compile_late(r"\s+(?:Đảng|Đoàn|Chi|Hội|Công đoàn)(?!\w)")
    ),
    _Rule("ĐH", "đại học", "đại học", after=compile_late(_NAME)),
    _Rule(
        "ĐH",
        "đại học",
        "đại học",
        before=compile_late(r"(?<!\w)(?:[Tt]rường|bằng|học|thi|vào|tốt nghiệp)\s+$"),
    ),
    _Rule("SN", "sinh năm", "sinh năm", after=compile_late(rf"\s+{YEAR}(?![0-9])")),
    _Rule("QL", "quốc lộ", "quốc lộ", after=compile_late(r"\s+[0-9]")),
    _Rule("TL", "tỉnh lộ", "tỉnh lộ", after=compile_late(r"\s+[0-9]")),
    _Rule(
        "TV",
        "ti vi",
        "ti vi",
        before=compile_late(
            r"(?<!\w)(?:[Xx]em|[Tt]rên|màn hình|kênh|chiếc|cái|bật|tắt|mở|coi)\s+$"
        ),
    ),
    _Rule("TV", "thành viên", "thành viên", after=compile_late(_BODIES)),
    _Rule("MN", "mầm non", "mầm non", before=compile_late(r"(?<!\w)[Tt]rường\s+$")),
)


def find_meaning(short: str, before: str, after: str, token: TokenContext) -> str | None:
    """Return the spoken form of an ambiguous abbreviation, None if the words do not show it."""
    for rule in _RULES:
        if (
            rule.short == short
            and rule.meaning in token.lexicon.ambiguous[short]
            and rule.before.search(before)
            and rule.after.match(after)
        ):
            return rule.spoken
    return None
