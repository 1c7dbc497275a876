"""What is read from Word files, and what never is."""

from __future__ import annotations

import random
import re
import zipfile
from io import BytesIO
from typing import Any

import pytest

from bulletin.office.refused import Refused
from bulletin.office.word.markdown import WordText
from bulletin.office.word.reader import read_word
from tests.office.word_files import STRICT, drawing, font, item, make_word, p, r, table

BOLD, ITALIC = "<w:b/>", "<w:i/>"
TCVN3 = "Bµ con Êp MÉu thi ®ua lµm ®\u00adêng hoa, tr\u00adíc cöa nhµ nµo còng s¹ch."
UNICODE = "Bà con ấp Mẫu thi đua làm đường hoa, trước cửa nhà nào cũng sạch."
VNI = "Baø con aáp Maãu thi ñua laøm ñöôøng hoa, tröôùc cöûa nhaø naøo cuõng saïch."
HYPHEN = "<w:r><w:rPr>{}</w:rPr><w:softHyphen/></w:r>"


def read(body: str, **more: Any) -> WordText:
    """Return the text of a document with this body."""
    return read_word("bai.docx", make_word(body, **more))


def old(text: str, name: str = ".VnTime") -> str:
    """Return runs in an old font, as Word writes them: the letter ư is an element."""
    parts = [r(part, font(name)) for part in text.split("\u00ad")]
    return HYPHEN.format(font(name)).join(parts)


SHOWN = [
    (p("Lời văn."), "Lời văn."),
    (p(r("Tổ", BOLD), r(" hợp", BOLD), r(" tác ", BOLD), "nuôi tôm"), "**Tổ hợp tác** nuôi tôm"),
    (p("x", r("y", ITALIC), r("z", BOLD + ITALIC), r(" ", BOLD), "hết"), "x*yz* hết"),
    (p("dài 3 m", r("2", '<w:vertAlign w:val="superscript"/>')), "dài 3 m^2^"),
    (p(r("tắt", '<w:b w:val="0"/>')), "tắt"),
    (p("*sao* _gạch_ [ngoặc] &lt;thẻ&gt; a_b"), "\\*sao\\* \\_gạch\\_ \\[ngoặc\\] \\<thẻ\\> a_b"),
    (p("# không phải đề mục"), "\\# không phải đề mục"),
    (p("Văn.") + p("Đề mục", look='<w:pStyle w:val="h2"/>') + p("Sau."),
     "Văn.\n\n### Đề mục\n\nSau."),
    (p("Văn.") + p("Đề mục", look='<w:pStyle w:val="u1"/>'), "Văn.\n\n## Đề mục"),
    (p("Văn.") + p("Đề mục", look='<w:outlineLvl w:val="1"/>'), "Văn.\n\n### Đề mục"),
    (p("Văn.") + p(r("I. CÁCH LÀM", BOLD)) + p("Sau."), "Văn.\n\n## I. CÁCH LÀM\n\nSau."),
    (p("Văn.") + p(r("Đậm cả câu.", BOLD)), "Văn.\n\n**Đậm cả câu.**"),
    (item("ba", 1) + item("con", 1, 1) + item("bốn", 1), "3. ba\n    - a) con\n4. bốn"),
    (item("gạch", 2) + p("Văn.") + item("nữa", 2), "- gạch\n\nVăn.\n\n- nữa"),
    (p("- gõ tay") + p("+ gõ cộng") + p("1. gõ số"), "- gõ tay\n- gõ cộng\n\n1. gõ số"),
    (p("Năm 2025. Hết."), "Năm 2025. Hết."),
    (p("<w:r><w:t>một</w:t><w:br/><w:t>hai</w:t></w:r>"), "một\\\nhai"),
    (p("<w:r><w:t>một</w:t><w:br w:type=\"page\"/><w:t>hai</w:t></w:r>"), "một\n\nhai"),
    (p("<w:r><w:t>2020</w:t><w:noBreakHyphen/><w:t>2025</w:t></w:r>"), "2020-2025"),
    (p("<w:r><w:t>phát</w:t><w:softHyphen/><w:t> thanh</w:t></w:r>"), "phát thanh"),
    (p(r("chữ hoa", "<w:caps/>"), " thường"), "CHỮ HOA thường"),
    (p("a\u0302\u0301p Ma\u0302\u0303u\u00a0một"), "ấp Mẫu một"),
    (p('<w:hyperlink r:id="h"><w:r><w:t>trang</w:t></w:r></w:hyperlink>'),
     "[trang](https://vi-du.example/a%28b%29)"),
    (p('<w:hyperlink r:id="f"><w:r><w:t>tệp</w:t></w:r></w:hyperlink>'), "tệp"),
    (p('<w:ins w:id="1"><w:r><w:t>thêm</w:t></w:r></w:ins>', " vào"), "thêm vào"),
    (p("<w:moveTo><w:r><w:t>dời đến</w:t></w:r></w:moveTo>"), "dời đến"),
    (p("đầu ", look="<w:rPr><w:del/></w:rPr>") + p("và cuối"), "đầu và cuối"),
    ("<w:sdt><w:sdtContent>" + p("khung") + "</w:sdtContent></w:sdt>", "khung"),
    (p('<w:smartTag><w:customXml><w:r><w:t>thẻ</w:t></w:r></w:customXml></w:smartTag>'), "thẻ"),
    (p("Ngoài", "<w:r><mc:AlternateContent><mc:Choice><w:drawing><w:txbxContent>" + p("Trong hộp")
       + "</w:txbxContent></w:drawing></mc:Choice><mc:Fallback><w:pict><w:txbxContent>"
       + p("Trong hộp") + "</w:txbxContent></w:pict></mc:Fallback></mc:AlternateContent></w:r>"),
     "Ngoài\n\nTrong hộp"),
    (p('<w:fldSimple w:instr="DATE"><w:r><w:t>01/01/2026</w:t></w:r></w:fldSimple>'), "01/01/2026"),
    (p('<w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> HYPERLINK '
       '"https://vi-du.example/b" </w:instrText></w:r><w:r><w:fldChar w:fldCharType="separate"/>'
       '</w:r><w:r><w:t>trường</w:t></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r>', " sau"),
     "[trường](https://vi-du.example/b) sau"),
    (p("Văn.") + table(("Họ | tên", "Tuổi"), ("An", "30")),
     "Văn.\n\n| Họ \\| tên | Tuổi |\n| --- | --- |\n| An | 30 |"),
    (table(("một ô",), ("hai ô",)), "một ô\n\nhai ô"),
    (table(("a", "<w:tcPr><w:gridSpan w:val=\"2\"/></w:tcPr>" + p("b")), ("c", "d", "e")),
     "| a | b |  |\n| --- | --- | --- |\n| c | d | e |"),
    (p("<m:oMath><m:r><m:t>x=1</m:t></m:r></m:oMath>"), "x=1"),
]  # fmt: skip


@pytest.mark.parametrize(("body", "shown"), SHOWN)
def test_what_is_shown_comes_in(body: str, shown: str) -> None:
    assert read(body).body == f"{shown}\n"


SECRET = [
    p("Lời văn.", r("BÍ MẬT", "<w:vanish/>")),
    p("Lời văn.", r("BÍ MẬT", '<w:rStyle w:val="an"/>')),
    p("Lời văn.", r("BÍ MẬT", "<w:strike/>")),
    p("Lời văn.", "<w:del><w:r><w:delText>BÍ MẬT</w:delText></w:r></w:del>"),
    p("Lời văn.", "<w:del><w:r><w:t>BÍ MẬT</w:t></w:r></w:del>"),
    p("Lời văn.", "<w:moveFrom><w:r><w:t>BÍ MẬT</w:t></w:r></w:moveFrom>"),
    p("Lời văn.", '<w:commentRangeStart w:id="1"/><w:r><w:commentReference w:id="1"/></w:r>'),
    p("Lời văn.") + "<w:altChunk/>",
    p("Lời văn.") + table((p(r("BÍ MẬT", "<w:vanish/>")), ""), ("", "")),
    p("Lời văn.") + table(("BÍ MẬT", "")).replace("<w:tr>", "<w:tr><w:trPr><w:del/></w:trPr>"),
]  # fmt: skip


@pytest.mark.parametrize("body", SECRET)
def test_what_is_hidden_or_deleted_stays_out(body: str) -> None:
    found = read(body)
    assert found.body.startswith("Lời văn.")
    assert "BÍ MẬT" not in found.body + found.title


def test_what_was_left_out_is_reported() -> None:
    assert read(SECRET[0]).notes == ("đã bỏ 1 đoạn chữ ẩn",)
    assert read(p("Văn.", "<w:r><w:drawing/></w:r>")).notes == ("đã bỏ 1 ảnh, hình vẽ",)


def test_a_footnote_stands_below() -> None:
    note = f'<w:footnote w:id="2">{p(" Lời chú.")}</w:footnote>'
    body = p("Có chú", '<w:r><w:footnoteReference w:id="2"/></w:r>', " thích.")
    assert read(body, footnotes=note).body == "Có chú[^1] thích.\n\n[^1]: Lời chú.\n"


def test_the_first_headline_is_the_title() -> None:
    centre = '<w:jc w:val="center"/>'
    found = read(p("GƯƠNG NGƯỜI TỐT", look=centre) + p("Lời văn."))
    assert (found.title, found.body) == ("GƯƠNG NGƯỜI TỐT", "Lời văn.\n")


def test_what_is_of_the_office_is_left_out_and_reported() -> None:
    head = table(("UBND XÃ MẪU", "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM"))
    end = p("Nơi nhận:") + p("- Như trên;") + p("CHỦ TỊCH") + p("Nguyễn Văn Mẫu")
    found = read(head + p("Lời văn dài.") + p("…………………") + end)
    assert found.body == "Lời văn dài.\n"
    assert len(found.notes) == 3


CONVERTED = [
    (p(old(TCVN3)), UNICODE),
    (p(r(VNI, font("VNI-Times"))), UNICODE),
    (p(TCVN3.replace("\u00ad", "</w:t><w:softHyphen/><w:t>"), look='<w:pStyle w:val="con"/>'),
     UNICODE),
    (p(old(TCVN3)) + p(old("thi ®ua yªu n\u00adíc", ".VnTimeH"), "."),
     f"{UNICODE}\n\nTHI ĐUA YÊU NƯỚC."),
    (p(r(UNICODE, font(".VnTime"))), UNICODE),
    (p(r("CÀ MAU: café, © 2026, 50 µm", font(".VnTime")), "."), "CÀ MAU: café, © 2026, 50 µm."),
    (p(old(TCVN3)) + p(r("Tel: 0297 000", font(".VnTime")), "."), f"{UNICODE}\n\nTel: 0297 000."),
]  # fmt: skip


@pytest.mark.parametrize(("body", "shown"), CONVERTED)
def test_old_fonts_become_unicode_where_all_agrees(body: str, shown: str) -> None:
    assert read(body).body == f"{shown}\n"


def test_what_cannot_be_judged_is_refused() -> None:
    with pytest.raises(Refused, match="không chắc chữ 'café vùng cao'"):
        read(p(old(TCVN3)) + p(r("café v&#249;ng cao", font(".VnTime"))))


NO_WORD = [
    ("bai.doc", b"\xd0\xcf\x11\xe0" + bytes(600), "Word đời cũ"),
    ("bai.docx", b"\xd0\xcf\x11\xe0" + bytes(600), "có mật khẩu"),
    ("bai.rtf", b"{\\rtf1 x}", "RTF"),
    ("bai.doc", b"  <html>x</html>", "trang web"),
    ("bai.pdf", b"%PDF-1.7", "PDF"),
    ("bai.docx", b"", "tệp rỗng"),
    ("~$bai.docx", b"\x05an" + bytes(159), "tệp tạm"),
    ("bai.docx", b"Xin chao", "không phải tệp Word"),
    ("bai.docx", make_word(p("x"))[:300], "hỏng"),
    ("bai.docx", make_word("<w:p>"), "hỏng"),
    ("bai.docx", make_word(""), "không có lời văn"),
    ("bai.docx", make_word(p("&f;"), head='<!DOCTYPE d [<!ENTITY f "x">]>'), "DOCTYPE"),
    ("bai.docx", make_word("<w:sdt>" * 500 + "</w:sdt>" * 500), "quá sâu"),
    ("bai.docx", make_word(p("a" * 9_000_000)), "bom nén"),
]  # fmt: skip


@pytest.mark.parametrize(("name", "data", "said"), NO_WORD)
def test_what_is_no_word_file_is_refused_with_the_way_out(
    name: str, data: bytes, said: str
) -> None:
    with pytest.raises(Refused, match=said):
        read_word(name, data)


@pytest.mark.slow
def test_bytes_of_chance_never_raise_anything_else() -> None:
    chance = random.Random(16)
    whole = "".join([*(body for body, _ in SHOWN), *SECRET, *(body for body, _ in CONVERTED)])
    names = re.findall(r"w:\w+", whole)
    for _ in range(150):
        body = whole
        for _ in range(chance.randint(1, 6)):
            if chance.random() < 0.5:
                body = body.replace(chance.choice(names), chance.choice(names))
            else:
                at = chance.randrange(len(body))
                body = body[:at] + chance.choice('²"<>/&9w: ') + body[at + 1 :]
        try:
            read(body)
        except Refused:
            continue


def test_a_strict_file_is_read() -> None:
    assert read(p("Lời văn."), space=STRICT).body == "Lời văn.\n"


def test_a_zip_without_a_document_is_no_word_file() -> None:
    file = BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr("a.txt", "x")
    with pytest.raises(Refused, match="không phải tệp Word"):
        read_word("bai.docx", file.getvalue())


def test_pictures_come_in_with_the_words_of_a_person() -> None:
    body = p("Lời.", drawing("a", "Bà con"), drawing("b", "Automatically generated"), drawing("c"))
    found = read(body, pictures={"a.png": b"1", "b.JPG": b"2", "c.emf": b"3"})
    assert [(one.data, one.alt) for one in found.pictures] == [(b"1", "Bà con"), (b"2", "")]
    assert "đã bỏ 1 ảnh, hình vẽ" in found.notes
