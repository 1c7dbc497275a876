"""Units of measure and money: their words, and the patterns that find them."""

from __future__ import annotations

import re
from typing import Final

from bulletin.verbalize.patterns import SPACE
from bulletin.verbalize.style import Style

_LENGTHS: Final = {
    "km": "ki-lô-mét",
    "m": "mét",
    "dm": "đề-xi-mét",
    "cm": "xăng-ti-mét",
    "mm": "mi-li-mét",
}
_POWERS: Final = {"2": "vuông", "²": "vuông", "^2": "vuông", "3": "khối", "³": "khối", "^3": "khối"}

CURRENCY_SIGNS: Final = {
    "US$": "đô-la Mỹ",
    "$": "đô-la Mỹ",
    "€": "ơ-rô",
    "£": "bảng Anh",
    "¥": "yên Nhật",
    "₫": "đồng",
}
"""Signs of money, which stand before or after the number: $500, 20 €."""

CURRENCY_CODES: Final = {
    "USD": "đô-la Mỹ",
    "EUR": "ơ-rô",
    "GBP": "bảng Anh",
    "JPY": "yên Nhật",
    "NDT": "nhân dân tệ",
    "VND": "đồng",
    "VNĐ": "đồng",
}
_CASES: Final = (str.upper, str.lower, str.capitalize)

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
    "gr": "gam",
    "cc": "xê xê",
    "kw": "ki-lô-oát",
    "KW": "ki-lô-oát",
    "kwh": "ki-lô-oát giờ",
    "KWh": "ki-lô-oát giờ",
    "kWp": "ki-lô-oát pích",
    "MWp": "mê-ga-oát pích",
    "Mbps": "mê-ga-bít một giây",
    "mg": "mi-li-gam",
    "l": "lít",
    "ml": "mi-li-lít",
    "mmol": "mi-li-mon",
    "kWh": "ki-lô-oát giờ",
    "kW": "ki-lô-oát",
    "MW": "mê-ga-oát",
    "kV": "ki-lô-vôn",
    "W": "oát",
    "V": "vôn",
    "GW": "gi-ga-oát",
    "Wh": "oát giờ",
    "MWh": "mê-ga-oát giờ",
    "Wp": "oát pích",
    "kVA": "ki-lô-vôn am-pe",
    "KVA": "ki-lô-vôn am-pe",
    "MVA": "mê-ga-vôn am-pe",
    "mA": "mi-li am-pe",
    "Ah": "am-pe giờ",
    "mAh": "mi-li am-pe giờ",
    "Hz": "héc",
    "kHz": "ki-lô-héc",
    "KHz": "ki-lô-héc",
    "MHz": "mê-ga-héc",
    "GHz": "gi-ga-héc",
    "dB": "đê-xi-ben",
    "HP": "mã lực",
    "Hp": "mã lực",
    "hp": "mã lực",
    "rpm": "vòng một phút",
    "BTU": "bê-tê-u",
    "kcal": "ki-lô ca-lo",
    "Kcal": "ki-lô ca-lo",
    "kJ": "ki-lô-giun",
    "psi": "pi-ét-ai",
    "PSI": "pi-ét-ai",
    "atm": "át-mốt-phe",
    "mbar": "mi-li-ba",
    "mmHg": "mi-li-mét thủy ngân",
    "Pa": "pát-xcan",
    "hPa": "héc-tô-pát-xcan",
    "kPa": "ki-lô-pát-xcan",
    "MPa": "mê-ga-pát-xcan",
    "ppm": "phần triệu",
    "ppb": "phần tỷ",
    "ppt": "phần nghìn",
    "mS": "mi-li-xi-men",
    "µS": "mi-crô-xi-men",
    "μS": "mi-crô-xi-men",
    "dS": "đê-xi-xi-men",
    "NTU": "en-tê-u",
    "CFU": "đơn vị khuẩn lạc",
    "IU": "đơn vị quốc tế",
    "UI": "đơn vị quốc tế",
    "mcg": "mi-crô-gam",
    "µg": "mi-crô-gam",
    "μg": "mi-crô-gam",
    "µm": "mi-crô-mét",
    "μm": "mi-crô-mét",
    "dl": "đề-xi-lít",
    "dL": "đề-xi-lít",
    "mL": "mi-li-lít",
    "mol": "mon",
    "mEq": "mi-li đương lượng",
    "KB": "ki-lô-bai",
    "kbps": "ki-lô-bít một giây",
    "Kbps": "ki-lô-bít một giây",
    "Gbps": "gi-ga-bít một giây",
    "°F": "độ F",
    "MB": "mê-ga-bai",
    "GB": "gi-ga-bai",
    "°C": "độ C",
    "ºC": "độ C",
    "oC": "độ C",
    "°": "độ",
    "%": "phần trăm",
    "‰": "phần nghìn",
    "h": "giờ",
    "đ": "đồng",
    **CURRENCY_SIGNS,
    **{case(code): word for code, word in CURRENCY_CODES.items() for case in _CASES},
    "Km": "ki-lô-mét",
    "Kg": "ki-lô-gam",
    "Ha": "héc-ta",
}

_PER_MILLE: Final = {"‰", "ppt"}

# A space before them may separate two words: lớp 5 V is a class, 220V a voltage.
_ONLY_ATTACHED: Final = {"V", "W"}
# Without a number before them these are Vietnamese syllables or single letters.
_ONLY_AFTER_A_NUMBER: Final = {
    *_ONLY_ATTACHED, *CURRENCY_SIGNS, "gr", "cc",
    "g", "ha", "Ha", "m", "l", "h", "đ", "%", "‰", "°", "°C", "ºC", "oC",
    "MW", "MB", "GB", "kV", "GW", "Wh", "Wp", "mA", "Ah", "Hz", "HP", "Hp", "hp", "PSI", "atm",
    "Pa", "ppt", "mS", "dS", "NTU", "CFU", "IU", "UI", "dl", "dL", "mol", "KB", "°F", "BTU", "KVA",
    "MVA", "µS", "μS", "µg", "μg", "µm", "μm",
}  # fmt: skip


# 2 đ/c are two comrades and no money.
_NOT_COMRADE: Final = r"đ(?!/[cv](?!\w))"


def _make_pattern(units: set[str]) -> str:
    """Return a pattern that matches any of the units, the longest one first."""
    ordered = sorted(units, key=lambda unit: (-len(unit), unit))
    return "|".join(_NOT_COMRADE if unit == "đ" else re.escape(unit) for unit in ordered)


ATTACHED: Final = _make_pattern(set(UNITS))
"""The units that may follow a number without a space: 15ha, 220V."""

APART: Final = _make_pattern(set(UNITS) - _ONLY_ATTACHED)
"""The units that may follow a number after a space: 15 ha."""

_AFTER_NUMBER_WORDS: Final = {"ha", "m", "l", "đ", "%", *CURRENCY_SIGNS}
AFTER_NUMBER_WORDS: Final = _make_pattern(_AFTER_NUMBER_WORDS)
"""The units that may follow a number in words: ba mươi ha."""

_ANYWHERE: Final = set(UNITS) - _ONLY_AFTER_A_NUMBER
ANYWHERE: Final = _make_pattern(_ANYWHERE)
"""The units that need no number before them: mỗi km."""

AFTER_A_SLASH: Final = {
    "h": "giờ",
    "s": "giây",
    "m": "mét",
    "l": "lít",
    "L": "lít",
    "ha": "héc-ta",
    "dl": "đề-xi-lít",
    "dL": "đề-xi-lít",
}
"""The units that are clear after a slash: km/h."""

UNITS_WITHOUT_DIGITS: Final = frozenset({*_ANYWHERE, *_AFTER_NUMBER_WORDS, *AFTER_A_SLASH})
"""The units that need no digits before them."""

PER_WORDS: Final = frozenset(
    """
    giây phút giờ ngày buổi tuần tháng quý năm vụ kỳ khóa đợt lứa ca chuyến lần lượt bữa
    người hộ khẩu em cháu suất lao học cán hội đoàn đại đồng gia nhà căn
    tấn tạ yến lít mét công sào mẫu con cây cặp bộ cái chiếc bao thùng bình chai gói kiện
    ấp xã huyện tỉnh tổ đội lớp trường cụm đơn sản
    h s m l L ha dl dL héc mi xăng ki-lô-gam ki-lô-mét ki-lô-oát
    """.split()
)
"""The first words after the slash of a rate: triệu đồng/người/năm, tấn/ha, kg/học sinh."""

MEASURES: Final = re.compile(
    r"(?:^|[\s-])(?:đồng|đô-la Mỹ|ơ-rô"
    r"|nghìn|ngàn|triệu|tỷ|tỉ|tấn|tạ|yến|gam|lít|mét|mét vuông|mét khối|ta|trăm)$"
)
"""The end of an amount that is certain without a number before it: giá bằng đồng/kg."""


def make_unit_pattern(group: str) -> str:
    """Return the pattern of an optional unit after a number.

    Group `{group}_attached` matches a unit without a space before it, `{group}_apart` one with.
    """
    return rf"(?:(?P<{group}_attached>{ATTACHED})|{SPACE}(?P<{group}_apart>{APART}))?"


def spell_unit(unit: str, style: Style) -> str:
    """Return a unit in words; per mille has the word for thousand of the style."""
    return f"phần {style.thousand}" if unit in _PER_MILLE else UNITS[unit]
