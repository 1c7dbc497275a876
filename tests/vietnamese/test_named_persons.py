"""Who is named as a child, as poor or in a title is found; officials and history are not."""

from __future__ import annotations

import pytest

from bulletin.vietnamese.named_persons import find_children, find_poor_persons, find_titled_persons

POOR = [
    "Hộ nghèo: bà Nguyễn Thị Thử, số nhà 12, ấp Mẫu",
    "Bà Trần Thị Thử (ấp Mẫu) là hộ cận nghèo của xã.",
    "Ông Lê Văn Thử, ngụ tổ 5, ấp Mẫu, thuộc diện hộ nghèo, không đất sản xuất.",
    "Gia đình khó khăn của chị Phạm Thị Mẫu ở ấp Mẫu được tặng bò.",
    "Hộ nghèo Trần Văn Thử ở hẻm 12",
    "1. Nguyễn Văn Thử, hộ nghèo, ấp Mẫu Hai",
    "Em Trần Văn Thử có hoàn cảnh khó khăn, ở ấp Mẫu Một.",
]

NOT_POOR = [
    "Ông Trần Văn Thử, Chủ tịch UBND xã, trao nhà cho hộ nghèo ở ấp Mẫu.",
    "Bà Nguyễn Thị Thử tặng quà cho hộ nghèo ấp Mẫu",
    "Một hộ nghèo ở ấp Mẫu được xây nhà.",
    "Trao quà cho hộ nghèo, ông Trần Văn Thử phát biểu tại ấp Mẫu",
    "Ấp Mẫu còn 3 hộ nghèo; ông Trần Văn Thử, Trưởng ấp, cho biết.",
    "Ông Trần Văn Thử ở ấp Mẫu đã thoát hộ nghèo",
    "Trường Nguyễn Văn Trỗi ở ấp Mẫu giúp học sinh hộ nghèo",
]

CHILDREN = [
    "em Trần Thị Thử, học sinh lớp 5A, nhặt được ví",
    "Em Trần Thị Thử (lớp 9) đoạt giải",
    "bé Nguyễn Văn Thử 5 tuổi",
    "cháu Lê Thị Thử, 13 tuổi",
    "Học sinh Danh Thị Thử, đang học lớp 7/2",
    "Trần Thị Thử, học sinh lớp 5A Trường Tiểu học Mẫu",
    "- Trần Thị Thử (học sinh Trường THCS Mẫu)",
    "hai em Trần Thị Thử và Lê Văn Mẫu, lớp 4",
    "bé gái Trần Thị Thử sinh năm 2018",
    "Trần Thị Thử (SN 2015) nhặt được ví",
]

NO_CHILDREN = [
    "cô giáo Trần Thị Thử, dạy lớp 5",
    "em Trần Thị Thử, lớp 12A",
    "chị Trần Thị Thử, 35 tuổi",
    "em Trần Thị Thử, 16 tuổi",
    "anh hùng Lê Văn Tám 13 tuổi",
    "một học sinh lớp 5",
    "em T., lớp 5",
    "bác Trần Văn Thử, phụ huynh em lớp 5",
    "học sinh Trường Tiểu học Nguyễn Văn Trỗi lớp 5",
    "em Kim Đồng, 14 tuổi",
    "chị Trần Thị Thử, học sinh lớp 3 xóa mù chữ",
    "Trần Thị Thử (SN 1985), Trần Văn Thử sinh năm 2005",
    "Trần Văn Thử, giáo viên Trường Tiểu học Mẫu",
    "Trường Lê Quý Đôn (học sinh lớp 5)",
    "em Trần Thị Thử, học sinh Trường THPT Mẫu",
]

NAMED = [
    "Ông Trần Văn Thử hiến đất làm đường",
    "Lão nông Danh Thử trồng rừng",
    "Chị Trần Thị Thử và mô hình lươn",
]

NOT_NAMED = [
    "Ông Trần Văn Thử giữ chức Chủ tịch xã",
    "Bà Lê Thị Thử được bầu làm Bí thư",
    "Ông Trần Văn Thử, Chủ tịch xã: phải nhanh hơn",
    "Đường Nguyễn Trung Trực sạch đẹp",
    "Học tập Bác Hồ",
    "Cụ Phan Bội Châu",
    "Bà con Châu Thành",
    "Anh Lê lên rẫy",
    "Chị em Hội Phụ nữ",
    "Thầy trò Trường Nguyễn Văn Trỗi",
    "Gia đình Văn hóa",
    "Anh em Hà Tiên",
    "Hộ Kinh doanh",
    "Cô giáo Kiên Giang",
    "Ông bà Mai ấm",
    "Em Mai vui học",
]


@pytest.mark.parametrize("text", POOR)
def test_a_poor_person_with_an_address_is_found(text: str) -> None:
    assert len(list(find_poor_persons(text))) == 1


@pytest.mark.parametrize("text", NOT_POOR)
def test_who_helps_the_poor_is_not_poor(text: str) -> None:
    assert list(find_poor_persons(text)) == []


@pytest.mark.parametrize("text", CHILDREN)
def test_a_named_child_is_found(text: str) -> None:
    assert len(list(find_children(text, 2026))) == 1


@pytest.mark.parametrize("text", NO_CHILDREN)
def test_adults_and_history_are_no_children(text: str) -> None:
    assert list(find_children(text, 2026)) == []


@pytest.mark.parametrize("text", NAMED)
def test_a_person_in_a_title_is_found(text: str) -> None:
    assert len(list(find_titled_persons(text))) == 1


@pytest.mark.parametrize("text", NOT_NAMED)
def test_places_and_history_in_a_title_are_not(text: str) -> None:
    assert list(find_titled_persons(text)) == []
