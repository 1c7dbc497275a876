"""Full names of persons in Vietnamese text: a surname, then one to three capitalised syllables."""

from __future__ import annotations

import re
from typing import Final

UPPER: Final = (
    "AÀÁẢÃẠĂẰẮẲẴẶÂẦẤẨẪẬBCDĐEÈÉẺẼẸÊỀẾỂỄỆGHIÌÍỈĨỊJKLMNOÒÓỎÕỌÔỒỐỔỖỘƠỜỚỞỠỢPQRSTUÙÚỦŨỤƯỪỨỬỮỰVWXYỲÝỶỸỴ"
)
"""The capital letters of Vietnamese names."""

_SURNAMES: Final = (
    "Nguyễn|Trần|Lê|Phạm|Huỳnh|Hoàng|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Hồ|Ngô|Dương|Lý|Danh|Thị|Đinh|Trương"
    "|Lâm|Mai|Đào|Đoàn|Hà|Cao|Châu|Tô|Tạ|Quách|Lưu|Vương|Trịnh|Thạch|Sơn|Kim|Kiên|Lương|Phùng|Tăng"
    "|Thái|Từ|Tống|La|Mạc|Nghiêm|Chu|Đàm|Quang|Giang|Trang|Diệp|Tiêu|Thân|Triệu|Lục|Khưu|Ung|Tôn"
    "|Thi|Ông|Hứa|Liêu|Mã|Nghị|Phó|Phù|Quan|Sầm|Thiều|Tiết|Tất|Vi|Viên|Văn|Âu|Đồng|Đới|Neáng|Chau"
)
_SYLLABLE: Final = rf"[{UPPER}][^\W\d_]*"
FULL_NAME: Final = rf"\b(?:{_SURNAMES})(?: +{_SYLLABLE}){{1,3}}"
"""A full name after a word that says that a person follows: without it "Châu Thành" is one too."""

_COMMON: Final = (
    "Nguyễn|Trần|Lê|Phạm|Huỳnh|Phan|Vũ|Võ|Đặng|Bùi|Đỗ|Ngô|Dương|Danh|Thị|Đinh|Trương|Lâm|Đoàn|Trịnh"
)
LONG_NAME: Final = re.compile(rf"\b(?:{_COMMON})(?: +{_SYLLABLE}){{2,3}}\b")
"""A name of three or four syllables, whose surname is no common part of the name of a place."""

# Whom everybody may name: they are history. Schools and streets bear these names.
_HISTORICAL: Final = frozenset(
    {
        *("Hồ Chí Minh", "Tôn Đức Thắng", "Võ Nguyên Giáp", "Võ Văn Kiệt", "Phạm Văn Đồng"),
        *("Lê Duẩn", "Trường Chinh", "Nguyễn Văn Linh", "Nguyễn Trung Trực", "Phan Thị Ràng"),
        *("Nguyễn Văn Trỗi", "Võ Thị Sáu", "Lê Hồng Phong", "Trần Phú", "Nguyễn Thị Minh Khai"),
        *("Phan Bội Châu", "Phan Châu Trinh", "Nguyễn Trãi", "Nguyễn Du", "Nguyễn Huệ"),
        *("Nguyễn Đình Chiểu", "Trần Hưng Đạo", "Trần Quốc Toản", "Trần Quốc Tuấn", "Lê Lợi"),
        *("Lý Thường Kiệt", "Lý Tự Trọng", "Ngô Quyền", "Quang Trung", "Mai Thị Hồng Hạnh"),
        *("Nguyễn Hữu Thọ", "Nguyễn Ái Quốc", "Nguyễn Tất Thành", "Lê Quý Đôn", "Chu Văn An"),
        *("Kim Đồng", "Lê Văn Tám", "Phan Đình Giót", "Đặng Thùy Trâm", "Nguyễn Thị Định"),
        *("Hoàng Diệu", "Hoàng Văn Thụ", "Nguyễn Văn Cừ", "Ngô Gia Tự", "Lâm Quang Ky"),
    }
)


_PLACES: Final = frozenset(
    {
        *(
            "Hà Tiên",
            "Hà Nội",
            "Hà Giang",
            "Hà Nam",
            "Hà Tĩnh",
            "Kiên Giang",
            "Kiên Lương",
            "Kiên Hải",
        ),
        *(
            "Châu Thành",
            "Châu Đốc",
            "Châu Phú",
            "Cao Bằng",
            "Cao Lãnh",
            "Giang Thành",
            "Thạch Động",
        ),
        *("Sơn La", "Sơn Tây", "Sơn Kiên", "Kim Sơn", "Thái Bình", "Thái Nguyên", "Lâm Đồng"),
        *("Quang Ninh", "Mai Châu", "La Gi", "Đồng Tháp", "Đồng Nai", "Đồng Khởi", "Vi Thanh"),
        *("Văn hóa", "Đoàn Thanh", "Lý Sơn", "Trang Bom", "Danh Hương"),
    }
)


def is_no_person_of_today(name: str) -> bool:
    """Return whether a name is one of history's, or of a place, or begins with one."""
    known = _HISTORICAL | _PLACES
    return any(name == one or name.startswith(f"{one} ") for one in known)
