"""Units of measure and money, and what an amount is counted for."""

from __future__ import annotations

import re
from typing import Final

_LENGTHS: Final = {
    "km": "ki-lô-mét",
    "m": "mét",
    "dm": "đề-xi-mét",
    "cm": "xăng-ti-mét",
    "mm": "mi-li-mét",
}
_POWERS: Final = {"2": "vuông", "²": "vuông", "^2": "vuông", "3": "khối", "³": "khối", "^3": "khối"}

UNITS: Final = {
    **_LENGTHS,
    **{
        f"{short}{power}": f"{unit} {word}"
        for short, unit in _LENGTHS.items()
        for power, word in _POWERS.items()
    },
    "ha": "héc-ta",
    "kg": "ki-lô-gam",
    "g": "gam",
    "mg": "mi-li-gam",
    "l": "lít",
    "ml": "mi-li-lít",
    "kWh": "ki-lô-oát giờ",
    "kW": "ki-lô-oát",
    "MW": "mê-ga-oát",
    "kV": "ki-lô-vôn",
    "W": "oát",
    "V": "vôn",
    "MB": "mê-ga-bai",
    "GB": "gi-ga-bai",
    "°C": "độ C",
    "ºC": "độ C",
    "°": "độ",
    "%": "phần trăm",
    "‰": "phần nghìn",
    "h": "giờ",
    "đ": "đồng",
    "vnđ": "đồng",
    "VNĐ": "đồng",
    "VND": "đồng",
    "USD": "đô-la Mỹ",
    "Km": "ki-lô-mét",
    "Kg": "ki-lô-gam",
    "Ha": "héc-ta",
}

# A space before them may part two words: lớp 5 V is a class, 220V a voltage.
_ONLY_ATTACHED: Final = {"V", "W"}
# As words of their own these are Vietnamese syllables or single letters.
_ONLY_AFTER_A_NUMBER: Final = {
    *_ONLY_ATTACHED, "g", "ha", "Ha", "m", "l", "h", "đ", "%", "‰", "°", "°C", "ºC",
    "MW", "MB", "GB", "kV",
}  # fmt: skip


def _either(units: set[str]) -> str:
    return "|".join(map(re.escape, sorted(units, key=lambda unit: (-len(unit), unit))))


ATTACHED: Final = _either(set(UNITS))
APART: Final = _either(set(UNITS) - _ONLY_ATTACHED)
_AFTER_A_NUMBER_IN_WORDS: Final = {"ha", "m", "l", "đ", "%"}
AFTER_A_NUMBER_IN_WORDS: Final = _either(_AFTER_A_NUMBER_IN_WORDS)
_ANYWHERE: Final = set(UNITS) - _ONLY_AFTER_A_NUMBER
ANYWHERE: Final = _either(_ANYWHERE)

SHARERS: Final = frozenset(
    """
    giây phút giờ ngày buổi tuần tháng quý năm vụ kỳ khóa đợt lứa ca chuyến lần lượt bữa
    người hộ khẩu em cháu suất lao học cán hội đoàn đại đồng gia nhà căn
    tấn tạ yến lít mét công sào mẫu con cây cặp bộ cái chiếc bao thùng bình chai gói kiện
    ấp xã huyện tỉnh tổ đội lớp trường cụm đơn sản
    h s m l ha héc ki-lô-gam ki-lô-mét ki-lô-oát
    """.split()
)
"""What amounts are counted for, by its first word: triệu đồng/người/năm, tấn/ha, kg/học sinh."""

AFTER_A_SLASH: Final = {"h": "giờ", "s": "giây", "m": "mét", "l": "lít", "ha": "héc-ta"}
"""Units that a slash makes clear: km/h."""

STANDING_ALONE: Final = frozenset({*_ANYWHERE, *_AFTER_A_NUMBER_IN_WORDS, *AFTER_A_SLASH})
"""The units that need no figures before them."""

MEASURES: Final = re.compile(
    r"(?:^|[\s-])(?:đồng|nghìn|ngàn|triệu|tỷ|tỉ|tấn|tạ|yến|gam|lít|mét|mét vuông|mét khối|ta|trăm)$"
)
"""What is surely an amount even without a number before it: giá bằng đồng/kg."""
