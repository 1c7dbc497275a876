"""Numbers of persons are found however they are written; numbers that look like them are not."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.vietnamese.personal_numbers import Sort, find_personal_numbers

# All of them are invented.
PERSONAL = [
    ("IDENTITY", "Ông Trần Văn Thử, CCCD 091080012345, ở ấp Mẫu."),
    ("IDENTITY", "Số căn cước: 091 080 012 345."),
    ("IDENTITY", "Số định danh cá nhân của em là 091.080.012.345"),
    ("IDENTITY", "CMND số 371234567 cấp ngày 1/2/2010"),
    ("IDENTITY", "CMND: 371 234 567"),
    ("IDENTITY", "chứng minh nhân dân 371.234.567"),
    ("IDENTITY", "Bà Thử (091080012345)"),
    ("IDENTITY", "Ông Thử 371234567, ngụ ấp"),
    ("TELEPHONE", "gọi 0912345678"),
    ("TELEPHONE", "Liên hệ chị Thử: 0912 345 678"),
    ("TELEPHONE", "0912.345.678"),
    ("TELEPHONE", "0912-345-678"),
    ("TELEPHONE", "0912_345_678"),
    ("TELEPHONE", "091 234 5678"),
    ("TELEPHONE", "09 1234 5678"),
    ("TELEPHONE", "+84 912 345 678"),
    ("TELEPHONE", "(+84) 912 345 678"),
    ("TELEPHONE", "+84912345678"),
    ("TELEPHONE", "(0912) 345 678"),
    ("TELEPHONE", "SĐT: 0168 123 4567"),
    ("TELEPHONE", "ĐT 297 3861234"),
    ("TELEPHONE", "Zalo 0912345678."),
    ("TELEPHONE", "Zalo: https://zalo.me/0912345678"),
    ("TELEPHONE", "０９１２３４５６７８"),
    ("TELEPHONE", "O912 345 678"),
    ("ACCOUNT", "STK 0071000123456 Vietcombank"),
    ("ACCOUNT", "số tài khoản của bà là 3700205123456, Agribank"),
    ("ACCOUNT", "TK: 12345678"),
    ("ACCOUNT", "STK 1234 5678 9012"),
    ("TELEPHONE", "0912345678/0987654321"),
    ("TELEPHONE", "ĐT0912345678"),
    ("TELEPHONE", "điện thoại nhà riêng 0297 3861 234"),
    ("TELEPHONE", "Điện thoại 02973861234"),
    ("TELEPHONE", "không chín một hai ba bốn năm sáu bảy tám"),
    ("IDENTITY", "hộ chiếu số B1234567"),
    ("IDENTITY", "thẻ BHYT số GD4919112345678"),
    ("IDENTITY", "mã số BHXH 9112345678"),
    ("ACCOUNT", "Ủng hộ qua tài khoản 107001234567 Vietinbank"),
    ("ACCOUNT", "ngân hàng Agribank 3700205123456 chủ tài khoản Trần Thị Thử"),
    ("TELEPHONE", "năm 2026 0912345678"),
    ("TELEPHONE", "0912345678 - 0987654321"),
    ("TELEPHONE", "09.12.34.56.78"),
    ("TELEPHONE", "điện thoại của anh Thử: 0912345678"),
    ("TELEPHONE", "gặp anh Tư 0912 345 678 để nhận"),
    ("IDENTITY", "CCCD của ông Trần Văn Thử số 091080012345"),
    ("TELEPHONE", "0912\n345 678"),
    ("TELEPHONE", "Gọi 0912345678\nđồng chí Thử"),
    ("TELEPHONE", "tổ 1 0969 864 773 nhận tin"),
    ("TELEPHONE", "+84903637000 người nhận"),
    ("TELEPHONE", "số 0 9 1 2 3 4 5 6 7 8"),
    ("TELEPHONE", "Hotline gia đình bà: 0912345678"),
    ("TELEPHONE", "Số điện thoại: +84-912-345-678"),
    ("TELEPHONE", "tài khoản MoMo 0912345678"),
    ("IDENTITY", "căn cước công dân 091199-001-234"),
    ("IDENTITY", "CCCD số: 091199001234 do Cục Cảnh sát cấp ngày 01/01/2022"),
    ("ACCOUNT", "Vietcombank: 0071001234567"),
]


@pytest.mark.parametrize(("sort", "text"), PERSONAL)
def test_a_number_of_a_person_is_found(sort: str, text: str) -> None:
    found = list(find_personal_numbers(text))
    assert found
    assert {one.sort for one in found} == {Sort[sort]}


LOOK_ALIKES = [
    "số vào sổ 091234567890",
    "0912345678.jpg",
    "phát 371234567 tờ rơi",
    "Quyết định số 091234567/QĐ-CTN ngày 1/1/2025",
    "Giấy chứng nhận số CH 0912345678",
    "Đường dây nóng của Chủ tịch UBND xã: 0912 345 678",
    "Điện thoại: 0297.3861234 – Fax: 0297.3861235 (Trung tâm Văn hóa)",
    "https://vi-du.vn/tin?id=0912345678",
    "[Kế hoạch](/van-ban/ke-hoach-0912345678/)",
    "Bảng: 09 08 07 06 05",
    "Dự án có mã số 7912345, vốn 1.234.567.890 đồng (một tỷ hai trăm)",
    "Kế hoạch số 62/KH-UBND ngày 07/4/2020",
    "Nghị định số 152/2025/NĐ-CP và 09/2019/NĐ-CP",
    "giai đoạn 2020-2025, 2025 - 2030, 1975 1985 1995",
    "123456789 đồng",
    "012.345.678 đồng",
    "1.234.567.890 đồng",
    "912.345.678 đồng",
    "912 345 678 đồng",
    "123456789012 VND",
    "091.234.567.890đ",
    "tổng vốn 371.234.567 đồng",
    "sản lượng 371234567 kg",
    "91.234.567 người",
    "số tiền là 1.091.234.567.890 đồng",
    "kinh phí 250 triệu đồng, năm 2026",
    "0,912345678",
    "0.912345678",
    "tọa độ 09.912345, 105.123456",
    "tọa độ 9°58'12.5\"N 105°05'33.2\"E",
    "mã số thuế 0312345678",
    "MST: 1700123456",
    "MST 0912345678-001",
    "mã số doanh nghiệp 1700123456",
    "ISBN 978-604-1-23456-7",
    "ISSN 0866-7969",
    "mã vạch 8934567890123",
    "tổng đài 1900 1234, 1800 1091",
    "đường dây nóng 18001091",
    "gọi 113, 114, 115 hoặc 111",
    "đường dây nóng 0912 345 678",
    "Đường dây nóng của Công an xã: 0297 3861 234",
    "điện thoại cơ quan 0297 3861 234",
    "Văn phòng UBND xã, điện thoại 02973861234",
    "Trạm y tế xã (ĐT 0297.3861.234)",
    "0297 3861 234 (Văn phòng Đảng ủy xã)",
    "kết quả 05 10 15 20 25",
    "ngày 03.05.2026 - 07.05.2026",
    "từ 05-10-2026 đến 07-12-2026",
    "7 giờ 30 - 11 giờ 30 ngày 09/10/2026",
    "lúc 07:30 09/10/2026",
    "trang 123-125, 130-145",
    "tr. 12 - 15, 20 - 25",
    "thửa số 123, tờ bản đồ 45",
    "Quyết định 0912345678/QĐ-UBND",
    "mã hồ sơ 000.00.12.H33-260912-0001",
    "H33.23.5-260912-0001",
    "biển số 68A-123.45",
    "lô hàng 091234567890",
    "vận đơn 0912345678",
    "https://vi-du.example/tin/0912345678.html",
    "www.vi-du.vn/bai/091080012345",
    "facebook.com/100012345678901",
    "IMG_20260912_091234567",
    "KG-0912345678",
    "sổ 12/SBH, hồ sơ 091080012345",
    "diện tích 1.234.567 m2",
    "dân số 98.765.432 người",
    "10.000.000 - 12.000.000 đồng",
    "lãi 8,5%/năm, vay 50.000.000 đồng",
    "1 000 000 000",
    "2 5 8 11 14 17 20 23",
    "số tài khoản mở mới tăng 12.345.678 tài khoản",
    "mở tài khoản định danh cho 1.234.567 người",
    "đã cấp 86.123.456 thẻ căn cước",
    "cấp căn cước, thu 123.456.789 đồng",
    "bảo hiểm y tế cho 12.345.678 người",
    "bán điện thoại 5.990.000 đồng",
    "kích hoạt tài khoản mức 2 được 9.876 người",
    "Luật số 06/2022/QH15",
    "Công điện 01/CĐ-TTg",
    "Thông tư 15/2025/TT-BNV",
    "vĩ độ 9.9123456 và kinh độ 105.0912345",
    "tài khoản 112, tài khoản 331",
    "phiên bản 1.2.3.4567",
    "IP 192.168.100.200",
    "máy 0912345678901234",
    "1945 - 1954 - 1975 - 1986",
    "QL63, QL61, tỉnh lộ 965, 967",
    "3 x 4 x 5",
    "gói thầu 20260912345",
    "số hóa đơn 00123456",
    "ngày 30/4/1975 và 1/5/1975",
    "tăng từ 371.234.567 lên 412.345.678",
    "điểm chuẩn 09 10 11 12",
]


@pytest.mark.parametrize("text", LOOK_ALIKES)
def test_a_look_alike_is_silent(text: str) -> None:
    assert list(find_personal_numbers(text)) == []


@pytest.mark.parametrize(
    "text",
    [
        "Điện thoại 0297 3861 234",
        "UBND xã, ĐT 0912 345 678",
        "Văn phòng Đảng ủy, gặp chị Thử, 0297 3861 234",
        "Đường dây nóng: ông Trần Văn Thử 0912 345 678",
        "Quỹ Vì người nghèo xã, số tài khoản 3700205123456 Agribank",
    ],
)
def test_what_may_be_of_an_office_is_doubted(text: str) -> None:
    [found] = find_personal_numbers(text)
    assert not found.is_sure


def test_a_number_is_not_repeated_whole() -> None:
    for _, text in PERSONAL:
        for found in find_personal_numbers(text):
            assert len(found.shown) < 17
            assert sum(letter.isdigit() for letter in found.shown) <= 5


def test_each_number_in_a_row_is_found_at_its_place() -> None:
    text = "gọi 0912345678 0987654321 hoặc 0911222333"
    assert [one.start for one in find_personal_numbers(text)] == [4, 15, 31]


GROUPED = st.integers(0, 10**13).map(lambda number: f"{number:,}".replace(",", "."))
UNITS = st.sampled_from(["đồng", "đ", "VNĐ", "triệu đồng", "người", "kg", "lượt", "m2"])


@given(number=GROUPED | st.integers(0, 10**13).map(str), unit=UNITS)
def test_an_amount_is_never_a_number_of_a_person(number: str, unit: str) -> None:
    assert list(find_personal_numbers(f"Kinh phí là {number} {unit}, đã chi.")) == []


@given(
    serial=st.integers(1, 99_999),
    year=st.none() | st.integers(1945, 2030),
    rest=st.sampled_from(["KH-UBND", "NĐ-CP", "QĐ-TTg", "TT-BNV", "QH15", "HD-BTĐKT"]),
    day=st.dates(),
)
def test_a_document_and_a_date_are_never_a_number_of_a_person(
    serial: int, year: int | None, rest: str, day: object
) -> None:
    number = f"{serial:02}/{rest}" if year is None else f"{serial:02}/{year}/{rest}"
    text = f"Văn bản số {number} ngày {day:%d/%m/%Y}, {day:%d-%m-%Y} và {day:%d.%m.%Y}."
    assert list(find_personal_numbers(text)) == []


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "0912 " * 20_000,
        "0 " * 20_000,
        "1." * 20_000,
        "09" * 50_000,
        "ĐT " * 30_000,
        "không " * 20_000,
    ],
)
def test_a_hostile_text_takes_no_more_time_than_a_long_one(text: str) -> None:
    start = time.process_time()
    list(find_personal_numbers(text))
    assert time.process_time() - start < 2
