"""The issuers that the codes in document symbols stand for.

Inside a symbol a code can only mean an issuer: CP is the Government there, but in a sentence it may
be a company's shares. A body that changed its name also has the code of its former name.
"""

from __future__ import annotations

from typing import Final

ISSUERS: Final = {
    "CP": "Chính phủ",
    "TTg": "Thủ tướng Chính phủ",
    "QH": "Quốc hội",
    "UBTVQH": "Ủy ban Thường vụ Quốc hội",
    "CTN": "Chủ tịch nước",
    "UBND": "Ủy ban nhân dân",
    "HĐND": "Hội đồng nhân dân",
    "BCA": "Bộ Công an",
    "BCT": "Bộ Công Thương",
    "BDTTG": "Bộ Dân tộc và Tôn giáo",
    "BGDĐT": "Bộ Giáo dục và Đào tạo",
    "BKHCN": "Bộ Khoa học và Công nghệ",
    "BKHĐT": "Bộ Kế hoạch và Đầu tư",
    "BLĐTBXH": "Bộ Lao động, Thương binh và Xã hội",
    "BNG": "Bộ Ngoại giao",
    "BNNMT": "Bộ Nông nghiệp và Môi trường",
    "BNNPTNT": "Bộ Nông nghiệp và Phát triển nông thôn",
    "BNV": "Bộ Nội vụ",
    "BQP": "Bộ Quốc phòng",
    "BTC": "Bộ Tài chính",
    "BTNMT": "Bộ Tài nguyên và Môi trường",
    "BTP": "Bộ Tư pháp",
    "BTTTT": "Bộ Thông tin và Truyền thông",
    "BVHTTDL": "Bộ Văn hóa, Thể thao và Du lịch",
    "BXD": "Bộ Xây dựng",
    "BYT": "Bộ Y tế",
    "SNV": "Sở Nội vụ",
    "PNV": "Phòng Nội vụ",
    "MTTQ": "Mặt trận Tổ quốc",
    "ĐCTUBTWMTTQVN": "Đoàn Chủ tịch Ủy ban Trung ương Mặt trận Tổ quốc Việt Nam",
}
"""The issuers of state documents by their codes."""

PARTY_ISSUERS: Final = {
    "TW": "Trung ương",
    "BCT": "Bộ Chính trị",
    "HU": "Huyện ủy",
    "ĐU": "Đảng ủy",
    "VPTW": "Văn phòng Trung ương Đảng",
    "BTCTW": "Ban Tổ chức Trung ương",
}
"""The issuers of Party documents by their codes, which go before the others.

TU is left out: it may be the committee of a province (Tỉnh ủy) or of a city (Thành ủy).
"""
