"""Damage is found in every form it takes, and never where there is none.

The Vietnamese is from plan 62/KH-UBND of An Biên (2020), an official document.
"""

import unicodedata
from collections.abc import Callable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.vietnamese.legacy import DamageKind, find_damage, from_tcvn3, from_vni
from bulletin.vietnamese.legacy_encodings import TCVN3_CHARACTERS
from tests.growth import assert_no_worse_than_linear

PLAN = """\
KẾ HOẠCH
Thông tin, tuyên truyền về công tác thi đua, khen thưởng năm 2020
I. MỤC ĐÍCH, YÊU CẦU
- Nâng cao nhận thức của lãnh đạo các ngành, các cấp, đội ngũ cán bộ, công chức, viên chức, người \
lao động và nhân dân về ý nghĩa, tầm quan trọng của công tác thi đua, khen thưởng trong công cuộc \
đổi mới và hội nhập quốc tế.
- Tuyên truyền về tư tưởng thi đua ái quốc của Chủ tịch Hồ Chí Minh; chủ trương, đường lối của \
Đảng, chính sách, pháp luật của Nhà nước về công tác TĐKT và các PTTĐ yêu nước, tập trung các nội \
dung: Chỉ thị số 34-CT/TW ngày 07/4/2014 của Bộ Chính trị về tiếp tục đổi mới công tác TĐKT.
- Trên Đài Truyền thanh huyện, trạm truyền thanh xã, thị trấn; tuyên truyền của các đoàn thể; hội \
nghị gặp gỡ và đối thoại các điển hình tiên tiến, hỏi đáp tìm hiểu Luật Thi đua, khen thưởng.
Sử dụng kinh phí 20% từ quỹ TĐKT và các nguồn hợp pháp khác để tổ chức công tác thông tin.
Nơi nhận:
- Ban TĐKT tỉnh;
- TT Huyện ủy, UBND huyện;
- Lưu: VT.
CHỦ TỊCH
"""
WORDS = PLAN.split()


# Inverse tables, so that good text can be spoilt. TCVN3 has no capitals with tones (they are
# another font), and stores such text in small letters.
TO_TCVN3 = {chr(code): chr(code) for code in range(0x80)} | {
    from_tcvn3(character): character for character in TCVN3_CHARACTERS
}
TO_VNI_LETTER = dict(zip("đíìỉĩịỵơư", "ñíìæóòîôö", strict=True))
TO_VNI_MARKS = {
    "": "",
    "\u0301": "ù", "\u0300": "ø", "\u0309": "û", "\u0303": "õ", "\u0323": "ï",
    "\u0302": "â",
    "\u0302\u0301": "á", "\u0302\u0300": "à", "\u0302\u0309": "å", "\u0302\u0303": "ã",
    "\u0323\u0302": "ä",
    "\u0306": "ê",
    "\u0306\u0301": "é", "\u0306\u0300": "è", "\u0306\u0309": "ú", "\u0306\u0303": "ü",
    "\u0323\u0306": "ë",
}  # fmt: skip
HORN = "\u031b"


def as_tcvn3_can_hold(text: str) -> str:
    return "".join(letter if letter in TO_TCVN3 else letter.lower() for letter in text)


def to_tcvn3(text: str) -> str:
    return "".join(TO_TCVN3[letter] for letter in as_tcvn3_can_hold(text))


def to_vni(text: str) -> str:
    return "".join(map(letter_to_vni, text))


def letter_to_vni(letter: str) -> str:
    small = letter.lower()
    if small in TO_VNI_LETTER:
        old = TO_VNI_LETTER[small]
    else:
        decomposed = unicodedata.normalize("NFD", small)
        base, marks = decomposed[0], decomposed[1:]
        if HORN in marks:
            base, marks = (
                TO_VNI_LETTER[base.translate({111: "ơ", 117: "ư"})],
                marks.replace(HORN, ""),
            )
        old = base + TO_VNI_MARKS[marks]
    return old.upper() if letter.isupper() else old


def kinds(text: str) -> list[DamageKind]:
    return [damage.kind for damage in find_damage(text)]


# What is good


@pytest.mark.parametrize(
    "text",
    [
        PLAN,
        unicodedata.normalize("NFD", PLAN),
        PLAN.replace("\n", "\r\n"),
        "hoà bình, toà án, xoá, khoẻ, thuý, quý, gìn giữ, khoét, loá; tòan, qủa, hòan; Ủy, Uỷ",
        "Chôl Chnăm Thmây, Sêne Đôlta, Ok Om Bok; Gié-Triêng, Ê Đê, Xtiêng, K'Ho, Krông Nô",
        "ភាសាខ្មែរ",
        "café crème, l'élève, où, tôt, déjà, naïf, être",
        "Où est le café ? Loïc est tôt haï.",
        "Loïc",
        "Seán",
        "über Müller, schön, für Köln, größe",
        "José Núñez Peña, Raúl, Saúl, Íñigo, Muñoz, año, aún, Mª Carmen",
        "João, São Paulo, não; på, så, får, ændring",
        "Så då må vi på ön när hösten är här och lön",
        "The cat sat on the mat and what? Nothing.",
        "© 2026 UBND huyện An Biên",
        "Contrecœur, cœur, Œuvre, Škoda, Dušan Žižka; L'Œuvre",
        "Vinamit® và Microsoft™; 5 µm, 3 µg, µm; § 5; £5; 10 ¸ 12; A « B »; «Lan tỏa», «anh Hai»",
        "1½ 2ª 5m×3m m×n N·m m² km³ CO₂ 20°C ±5 a÷b",
        "cất trong kho¹",
        "chỗ nghi¹, và cho® Vinamit®",
        "Kho¶",
        "bientap@thidua.anbien.example",
        "https://thidua.anbien.example/tim-kiem/?q=thi%20dua www.an.example/x?y",
        "xem [tại đây](tim-kiem?q=a) hoặc tim-kiem?q=thi hoặc <a href='a?b'>",
        "gõ `m?i`, `Ðảng` và `thi ®ua khen th­ëng`",
        "Bạn khỏe?tôi khỏe. Ai?Tôi.",
        "QĐ-UBND, HĐND, Đảng, đồng; Þór, það, að, Sigurður",
        "một\thai\nba\r\nbốn",
        # Boxes of a form, and squares as bullets.
        "□ Có □ Không; Nam□ Nữ□; □Nam□Nữ; ■ Mục một; ☐ UBND, □UBND",
        "- [ ] việc; ▪ việc • việc; M™R, 5°C, 20 °C",
        "",
    ],
)
def test_good_text_yields_nothing(text: str) -> None:
    assert list(find_damage(text)) == []


@given(st.lists(st.sampled_from(WORDS)))
def test_good_words_in_any_order_yield_nothing(words: list[str]) -> None:
    assert list(find_damage(" ".join(words))) == []


# Old encodings

TCVN3_VECTORS = [
    ("Uû ban nh©n d©n", "Uỷ ban nhân dân"),
    ("thi ®ua, khen th\u00adëng", "thi đua, khen thưởng"),
    ("®iÓn h×nh tiªn tiÕn", "điển hình tiên tiến"),
    ("huyÖn An Biªn", "huyện An Biên"),
    ("B¶o Th¾ng", "Bảo Thắng"),
    ("¡n, ¢u, §oµn, £, ¤ng, ¥n, ¦u", "Ăn, Âu, Đoàn, Ê, Ông, Ơn, Ưu"),
]
VNI_VECTORS = [
    ("UÛY BAN NHAÂN DAÂN", "ỦY BAN NHÂN DÂN"),
    ("Uûy ban nhaân daân", "Ủy ban nhân dân"),
    ("Keá hoaïch", "Kế hoạch"),
    ("thi ñua, khen thöôûng", "thi đua, khen thưởng"),
    ("ñieån hình tieân tieán", "điển hình tiên tiến"),
    ("huyeän An Bieân", "huyện An Biên"),
]


@pytest.mark.parametrize(("old", "new"), TCVN3_VECTORS)
def test_reads_tcvn3(old: str, new: str) -> None:
    assert from_tcvn3(old) == new


@pytest.mark.parametrize(("old", "new"), VNI_VECTORS)
def test_reads_vni(old: str, new: str) -> None:
    assert from_vni(old) == new


@pytest.mark.parametrize(
    "letter",
    "aăâbcdđeêghiklmnoôơpqrstuưvxyáàảãạắằẳẵặấầẩẫậéèẻẽẹếềểễệíìỉĩịóòỏõọốồổỗộớờởỡợúùủũụứừửữựýỳỷỹỵ",
)
def test_tables_hold_every_letter(letter: str) -> None:
    assert from_tcvn3(to_tcvn3(letter)) == letter
    assert from_vni(to_vni(letter)) == letter
    assert from_vni(to_vni(letter.upper())) == letter.upper()


@pytest.mark.parametrize(
    ("old", "kind", "new"),
    [(old, DamageKind.TCVN3, new) for old, new in TCVN3_VECTORS]
    + [(old, DamageKind.VNI, new) for old, new in VNI_VECTORS]
    + [
        # The soft hyphen, ư, is lost; where it can only have been ươ, it comes back.
        ("thi ®ua, khen thëng", DamageKind.TCVN3, "thi đua, khen thưởng"),
        ("Mêng Kh¬ng", DamageKind.TCVN3, "Mường Khương"),
        (
            "bé kÕ ho¹ch vµ ®Çu t céng hoµ x· héi chñ nghÜa viÖt nam",
            DamageKind.TCVN3,
            "bộ kế hoạch và đầu t cộng hoà xã hội chủ nghĩa việt nam",
        ),
        ("title: KÕ ho¹ch", DamageKind.TCVN3, "title: Kế hoạch"),
        ("title: Keá hoaïch", DamageKind.VNI, "title: Kế hoạch"),
        ("T©y Yªn", DamageKind.TCVN3, "Tây Yên"),
        (
            "Kª hoÕch thi ðua, khen thß·ng cüa \x9cy ban huy®n nåm 2026",
            DamageKind.VISCII,
            "Kế hoạch thi đua, khen thưởng của Ủy ban huyện năm 2026",
        ),
        ("Ðäng üy xã ðã h÷p v¾i bà con", DamageKind.VISCII, "Đảng ủy xã đã họp với bà con"),
        ("tr°ng lúa", DamageKind.VISCII, "trồng lúa"),
        # Good in part: what is good stays ("hòa" is no "hũa").
        ("Kế hoạch thi ®ua, hòa bình", DamageKind.TCVN3, "Kế hoạch thi đua, hòa bình"),
        ("Kế hoạch khen thöôûng ô tô", DamageKind.VNI, "Kế hoạch khen thưởng ô tô"),
    ],
)
def test_a_line_in_an_old_encoding_is_found(old: str, kind: DamageKind, new: str) -> None:
    [damage] = find_damage(old)
    assert (damage.line, damage.kind, damage.proposal) == (1, kind, new)


@pytest.mark.parametrize(
    ("spoil", "kind", "expected"),
    [
        (to_tcvn3, DamageKind.TCVN3, as_tcvn3_can_hold(PLAN)),
        (to_vni, DamageKind.VNI, PLAN),
    ],
)
def test_a_whole_paper_is_found_line_by_line(
    spoil: Callable[[str], str], kind: DamageKind, expected: str
) -> None:
    found = list(find_damage(spoil(PLAN)))
    with_marks = [
        (number, line)
        for number, line in enumerate(expected.splitlines(), start=1)
        if not line.isascii()
    ]
    assert [(damage.line, damage.proposal) for damage in found] == with_marks
    assert {damage.kind for damage in found} == {kind}


@pytest.mark.parametrize("spoil", [to_tcvn3, to_vni])
def test_a_spoilt_paragraph_is_found_among_good_ones(spoil: Callable[[str], str]) -> None:
    lines = PLAN.splitlines()
    lines[5] = spoil(lines[5])
    [damage] = find_damage("\n".join(lines), first_line=10)
    assert damage.line == 15


@given(st.integers(0, len(WORDS) - 8), st.integers(8, 40))
def test_any_passage_of_eight_words_is_found_and_converted(start: int, length: int) -> None:
    passage = " ".join(WORDS[start : start + length])
    [tcvn3] = find_damage(to_tcvn3(passage))
    [vni] = find_damage(to_vni(passage))
    assert (tcvn3.kind, tcvn3.proposal) == (DamageKind.TCVN3, as_tcvn3_can_hold(passage))
    assert (vni.kind, vni.proposal) == (DamageKind.VNI, passage)


def test_a_hint_counts_where_another_line_is_proved() -> None:
    assert kinds("Löu: VT.") == []
    assert kinds("Nôi nhaän:\nLöu: VT.") == [DamageKind.VNI, DamageKind.VNI]


# Single letters


@pytest.mark.parametrize(
    ("text", "proposal"),
    [
        ("Ðảng bộ, HÐND, Ðông Thái", "Đảng bộ, HĐND, Đông Thái"),
        ("\u0189ảng ủy; Þórður", "Đảng ủy; Þórður"),
        ("số 5/QÐ-UBND", "số 5/QĐ-UBND"),
        ("ðồng bào", "đồng bào"),
    ],
)
def test_look_alikes_of_d_with_stroke(text: str, proposal: str) -> None:
    [damage] = find_damage(text)
    assert (damage.kind, damage.proposal) == (DamageKind.ETH, proposal)


@pytest.mark.parametrize(
    "text",
    ["Công nhân nông thôn m?i", "Công nh?n", "ph??ng", "thi?u", "xem http://a.example/?q=a m?i"],
)
def test_letters_lost(text: str) -> None:
    [damage] = find_damage(text)
    assert (damage.kind, damage.proposal) == (DamageKind.LOST_LETTERS, None)


@pytest.mark.parametrize(
    "text", ["nông thôn m□i", "đại h□i", "ng□y", "ph□□ng", "Đ□NG ỦY", "□ng", "th■ng", "ng☐"]
)
def test_a_box_in_place_of_a_letter(text: str) -> None:
    [damage] = find_damage(text)
    assert (damage.kind, damage.proposal) == (DamageKind.LOST_TO_BOX, None)


@pytest.mark.parametrize("text", ["Ti‰ng ViŒt cho m†i ng‡i", "ng§‰i dân xã, ViŒt"])
def test_a_line_of_an_encoding_without_a_table_is_found(text: str) -> None:
    [damage] = find_damage(text)
    assert (damage.kind, damage.proposal) == (DamageKind.OLD_ENCODING, None)


@pytest.mark.parametrize("code", [0, 0x0B, 0x0C, 0x1F, 0x7F, 0x85, 0xD800, 0xFFFD])
def test_control_characters_and_halves(code: int) -> None:
    [damage] = find_damage(f"một\nhai{chr(code)}ba\n")
    assert damage.line == 2
    assert damage.kind is DamageKind.CONTROL
    assert damage.excerpt == f"hai<U+{code:04X}>ba"


def test_each_kind_once_a_line_and_lines_in_order() -> None:
    text = "tốt\n\x01 Ðảng m?i, Ðảng m?i \x01\r\nthi ®ua\r\x02"
    assert [(damage.line, damage.kind) for damage in find_damage(text, first_line=7)] == [
        (8, DamageKind.CONTROL),
        (8, DamageKind.ETH),
        (8, DamageKind.LOST_LETTERS),
        (9, DamageKind.TCVN3),
        (10, DamageKind.CONTROL),
    ]


def test_the_excerpt_of_a_long_line_shows_the_place() -> None:
    [damage] = find_damage("Ủy ban " * 30 + "nông thôn m?i " + "và " * 50)
    assert "thôn m?i và" in damage.excerpt
    assert damage.excerpt.startswith("…Ủy ban nông thôn m?i")
    assert damage.excerpt.endswith("…")
    assert len(damage.excerpt) <= 72


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["a", "é", "a?", "a@", "a.", "ả?é=", "`", "<a ", "®", "a://"])
def test_a_monstrous_line_takes_no_monstrous_time(piece: str) -> None:
    """A pattern that backtracks would need hours here, not the moment this takes."""
    assert_no_worse_than_linear(lambda size: list(find_damage("m?i " + piece * size)), 20_000)
