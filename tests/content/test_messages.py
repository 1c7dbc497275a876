"""What an editor is told: a table of inputs with the exact messages, kept in messages.txt.

Each row spoils one thing of a valid file. The table is reviewed like code: a message names the real
cause once, and what right looks like.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bulletin.content.yaml import tree as yaml_tree
from tests.content.builder import (
    CAMPAIGN,
    CAMPAIGN_KEYS,
    DATA,
    DOCUMENT,
    DOCUMENT_KEYS,
    EVENT,
    EVENT_KEYS,
    QUESTION,
    QUESTION_KEYS,
    STORY,
    UNITS_FILE,
    page,
    problems,
    story,
)
from tests.golden import check_golden

TABLE = Path(__file__).with_name("messages.txt")

LINES = (
    "title: Đường hoa",
    "date: 2026-11-18",
    "summary: Mỗi nhà một đoạn.",
    "unit: xa-moi",
    "fields: [van-hoa]",
    "subject: collective",
    "author: Ban biên tập Mẫu",
)


def typed(*changes: str) -> str:
    """Return the story as typed: a line takes the place of the line with the same first word."""
    lines = list(LINES)
    for change in changes:
        key = change.split(":")[0]
        old = [n for n, line in enumerate(lines) if line.split(":")[0] == key]
        if old:
            lines[old[0]] = change
        else:
            lines.append(change)
    return "---\n" + "\n".join(lines) + "\n---\nLời văn.\n"


def swapped(old: str, new: str) -> str:
    """Return the story as typed with the line of a key written otherwise."""
    lines = [new if line.startswith(f"{old}:") else line for line in LINES]
    return "---\n" + "\n".join(lines) + "\n---\nLời văn.\n"


PERSON = "people:\n  - name: Nhân vật\n    consent: {form: văn bản, date: 2026-11-01, scope: [%s]}"
UNITS = (
    UNITS_FILE
    + "- {key: tt-thu-nhat, name: Thị trấn Thứ Nhất, type: thị trấn, aliases: [Ngã Tư]}\n"
)

DATES = (
    "18/11/2026",
    "18-11-2026",
    "18.11.2026",
    "18/11/26",
    "2026/11/18",
    "2026-1-8",
    "20261118",
    "18112026",
    "11/18/2026",
    "2026-18-11",
    "ngày 18 tháng 11 năm 2026",
    "18 tháng 11, 2026",
    "ngày 05 tháng Giêng năm 2026",
    "Thứ tư, ngày 18/11/2026",
    "2026-11-18 07:30",
    "2026-11-18T07:30:00",
    "2026-11-17T23:00:00.000Z",
    "2026-11-18T07:30+07:00",
    "2026-11-18 07:30:00 +0000",
    "7h30 ngày 18/11/2026",
    "18/11/2026 lúc 14 giờ",
    "2 giờ rưỡi chiều 18/11/2026",
    "November 18, 2026",
    "\u200e2026-11-18",
    "2026\u201111\u201118",
    "2026–11–18",
    "２０２６-11-18",
    "2O26-11-l8",
    "2026-02-30",
    "31/6/2026",
    "hôm nay",
    "tháng 11/2026",
    "18-20/11/2026",
    "15 tháng 10 năm 2026 âm lịch",
)

CONSENT = "    consent: {form: văn bản, date: 2026-11-01, scope: [web]}"
CONFLICT = "<<<<<<< HEAD\n%s\n=======\n%s\n>>>>>>> khac"
SLIPS = (
    ("title", "title： A"),
    ("title", "title ： A"),
    ("title", "titleː A"),
    ("title", "tiêu đề： A"),
    ("title", "title = A"),
    ("title", "title A"),
    ("title", "title; A"),
    ("title", "tiêu đề A"),
    ("title", "title:A"),
    ("title", "title :A"),
    ("title", "title\u3000:\u3000A"),
    ("title", "**title:** A"),
    ("title", "`title`: A"),
    ("title", "title: “A: b”"),
    ("title", "title: A: b"),
    ("title", 'title: "A" b: c'),
    ("title", "title: A “b”: c"),
    ("author", "author： A"),
    ("author", "author = A"),
    ("author", "author A"),
    ("author", f"author: A\npeople:\n  -name: B\n{CONSENT}"),
    ("author", "author: A\npeople:\n  -name: B"),
    ("author", f"author: A\npeople:\n  - name： B\n{CONSENT}"),
    ("author", f"author: A\npeople:\n  - role: b\n    name： B\n{CONSENT}"),
    ("author", f"author: A\npeople:\n  – name: B\n{CONSENT}"),
    ("fields", "fields:\n  -van-hoa"),
    ("fields", "fields:\n  - van-hoa\n  -giam-ngheo"),
    ("fields", "fields:\n  • van-hoa\n  • giam-ngheo"),
    ("fields", "fields:\n  * van-hoa"),
    ("fields", "fields:\n- van-hoa\n– giam-ngheo"),
    ("title", CONFLICT % ("title: A", "title: B")),
    ("author", CONFLICT % ("author: A", "author: B")),
    ("summary", "summary: >-\n  -năm nay\n  title = a\n  bà con： vui"),
    ("summary", "summary: Năm nay\n  bà con： vui\n  - thêm = một"),
)

STRAYS = (
    "exemplars/2026/IMG_1.HEIC",
    "exemplars/2026/anh.jfif",
    "exemplars/2026/anh.gif",
    "exemplars/2026/bai.docx",
    "exemplars/2026/~$bai.docx",
    "exemplars/2026/bai.bak",
    "exemplars/2026/bai.md.tmp",
    "exemplars/2026/bai.markdown",
    "exemplars/2026/bai",
    "exemplars/2026/ghi-am.m4a",
    "exemplars/2026/phim.mp4",
    "exemplars/2026/bai.pdf",
    "exemplars/2026/bang.xlsx",
    "exemplars/2026/anh.zip",
    "exemplars/2026/bai.xyz",
)
WRONG_PLACES = (
    "x.md",
    "exemplars/x.md",
    "exemplars/2026/thang-11/x.md",
    "exemplars/nam-2026/x.md",
    "Exemplars/2026/x.md",
    "exemplar/2026/x.md",
    "exemplars/2026/Đường hoa.md",
    "exemplars/2026/X.MD",
    "events/x.md",
    "event/2026/x.md",
    "documents/2026/x.md",
    "campaigns/x.md",
)
TCVN3 = (
    "ChiÕn sÜ thi ®ua c¬ së n¨m nay lµ mét n«ng d©n.\n\n"
    "Tæ hîp t¸c gióp nhau tho¸t nghÌo, ai còng phÊn khëi.\n\n"
    "Bµ con trong Êp cïng nhau lµm ®­êng, trång hoa.\n\n"
    "UBND x· ®· khen th­ëng mười hộ cã thµnh tÝch.\n"
)
LOST = (
    "Chi?n s? thi ?ua c? s?|T? h?p tác giúp nhau thoát nghèo|Bà con ph?n kh?i l?m|?ng bà làm ???ng"
)
EVENT_WORDS = {
    "title": "tên sự kiện",
    "kind": "loại",
    "start": "bắt đầu",
    "place": "địa điểm",
    "unit": "đơn vị tổ chức",
    "summary": "tóm tắt",
}
VIETNAMESE = {
    "title": "tiêu đề",
    "date": "ngày",
    "summary": "tóm tắt",
    "unit": "đơn vị",
    "fields": "lĩnh vực",
    "subject": "đối tượng",
    "author": "tác giả",
}


def _with_vietnamese_keys() -> str:
    lines = [f"{VIETNAMESE[line.split(':')[0]]}:{line.partition(':')[2]}" for line in LINES]
    return "---\n" + "\n".join(lines) + "\n---\nLời văn.\n"


def _rows() -> list[tuple[str, dict[str, str | bytes | None]]]:
    """Return the rows: what is written, and the files that hold it."""
    rows: list[tuple[str, dict[str, str | bytes | None]]] = []

    def add(*changes: str) -> None:
        rows.append((" ⏎ ".join(changes), {STORY: typed(*changes)}))

    def swap(old: str, new: str) -> None:
        rows.append((f"{new} (for {old})", {STORY: swapped(old, new)}))

    def add_to_units(change: str) -> None:
        rows.append((change, {STORY: typed(change), f"{DATA}/units.yml": UNITS}))

    def spoil_units(name: str, units: str) -> None:
        rows.append((f"units: {name}", {f"{DATA}/units.yml": units}))

    for date in DATES:
        add(f"date: {date}")
    for day in ("18/11/2026", "2026-11-17T23:00:00Z", "ngày 18 tháng 11 năm 2026 lúc 7h"):
        add("approved_by: Bà Mẫu", f"approved_on: {day}")
    # Keys
    rows.append(("all keys in Vietnamese", {STORY: _with_vietnamese_keys()}))
    for key, word in VIETNAMESE.items():
        old = next(line for line in LINES if line.startswith(f"{key}:"))
        swap(key, word + old[len(key) :])
    for old, new in (
        ("title", "Title: A"),
        ("title", "TITLE: A"),
        ("title", "tít: A"),
        ("title", "t\u0456tle: A"),
        ("title", "ten_bai: A"),
        ("title", "title\u200e: A"),
        ("title", "tilte: A"),
        ("summary", "description: A"),
        ("author", "authors: A"),
        ("author", "người viết: A"),
        ("unit", "unit:: xa-moi"),
        ("unit", "xã: xa-moi"),
        ("date", "ngày đăng: 18/11/2026"),
        ("date", "published: 2026-11-18"),
        ("fields", "tags: [van-hoa]"),
    ):
        swap(old, new)
    add("khác hẳn: a")
    add("tác giả: Bà Mẫu")
    add("hình ảnh:\n  tệp: hoa.jpg\n  chú thích: Hoa\n  người chụp: Bà Mẫu")
    add(
        "người:\n  - họ tên: Nhân vật\n"
        "    đồng ý: {hình thức: giấy, ngày: 1/11/2026, phạm vi: [web]}"
    )
    picture = "image: {file: anh.heic, alt: a, credit: b}"
    rows.append((picture, {STORY: typed(picture)}))
    beside: dict[str, str | bytes | None] = {STORY: typed(picture)}
    beside |= {"content/exemplars/2026/anh.heic": b"x"}
    rows.append((f"{picture} beside the story", beside))
    # Damaged text
    lines = "Chiến sĩ thi đua cơ sở\nTổ hợp tác giúp nhau thoát nghèo\nBà con phấn khởi\n" * 3
    for what, text in {
        "TCVN3": TCVN3,
        "lost letters": "".join(f"{line}\n" for line in LOST.split("|")),
        "Eth": "Năm nay " + "bà con trong ấp cùng nhau làm đường " * 5 + "theo Ðảng bộ xã.\n",
        "one line of TCVN3": f"{lines}ChiÕn sÜ thi ®ua c¬ së.\n",
    }.items():
        rows.append((what, {STORY: typed().replace("Lời văn.\n", text)}))
    # Names of files
    rows.extend((name, {f"content/{name}": b"x"}) for name in STRAYS)
    rows.extend((name, {f"content/{name}": story()}) for name in WRONG_PLACES)
    # Fences
    whole = typed()
    keys_only, _, body = whole.removeprefix("---\n").partition("---\n")
    for what, text in {
        "U+200E before ---": f"\u200e{whole}",
        "— for ---": whole.replace("---", "—"),
        "--- becomes ----": whole.replace("---", "----"),
        "— for the second ---": f"---\n{keys_only}—\n{body}",
        "+++ for ---": whole.replace("---", "+++"),
        "=== for ---": whole.replace("---", "==="),
        "blank lines before ---": f"\n\n{whole}",
        "# Tiêu đề before ---": f"# Tiêu đề\n\n{whole}",
        "space before ---": f" {whole}",
        "no first ---": f"{keys_only}---\n{body}",
        "no fences": f"{keys_only}\n{body}",
        "no second ---": f"---\n{keys_only}\n{body}",
        "no second --- nor blank line": f"---\n{keys_only}{body}",
        "nothing below the keys": f"---\n{keys_only}",
        "empty": "",
        "blank": " \n\n",
        "HTML": "<html><body>Lời</body></html>",
        "JSON": '{"title": "A"}',
        "fenced": f"```yaml\n{whole}```\n",
        "text only": "Sáng nay bà con họp.\n",
    }.items():
        rows.append((what, {STORY: text}))
    # Keys of another kind than the folder's
    other_kinds: dict[str, dict[str, Any]] = {
        "event": EVENT_KEYS,
        "document": DOCUMENT_KEYS,
        "campaign": CAMPAIGN_KEYS,
        "question": QUESTION_KEYS,
        "event of 2027": {**EVENT_KEYS, "start": "7h30 ngày 20/11/2027"},
        "event in Vietnamese": {EVENT_WORDS.get(key, key): EVENT_KEYS[key] for key in EVENT_KEYS},
    }
    for what, keys in other_kinds.items():
        rows.append((f"{what} among the stories", {STORY: page(keys, {})}))
    rows.extend(
        (f"story as {path}", {path: story(date="2025-11-18")})
        for path in (EVENT, DOCUMENT, QUESTION, CAMPAIGN.replace("xanh-sach", "khac"))
    )
    rows.append(("event among documents", {"content/documents/a.md": page(EVENT_KEYS, {})}))
    rows.append(("story without most keys", {STORY: page({"title": "A", "date": "2026-1-1"}, {})}))
    # Lines that YAML cannot read, or would take for text
    for old, new in SLIPS:
        swap(old, new)
    rows.append(("a wide colon after every key", {STORY: typed().replace(": ", "： ")}))
    # Values
    for subject in (
        "tập thể",
        "ca-nhan",
        "Hộ gia đình",
        "mô hình hay",
        "colective",
        "tờ báo",
        '""',
    ):
        add(f"subject: {subject}")
    rows.extend(
        (f"scope: [{scope}]", {STORY: typed(PERSON % scope)})
        for scope in ("đài, web", "ảnh, web", "phát thanh, web", "wed", "tivi, web")
    )
    for stage in ("nhân rộng", "tổng kết", "lan tỏa", "xong", '""'):
        add(f"stage: {stage}")
    for flag in ("có", "không", "yes", "1", "đã xong", '""'):
        add(f"draft: {flag}")
    for line in (
        'image: ""',
        'people: ""',
        'campaigns: ""',
        "image: {file: '', alt: '', credit: ''}",
        'approved_on: ""',
        "broadcast: {lead: ''}",
        'aliases: [""]',
        'author: ""',
        "image: {file: Ảnh đẹp.JPG, alt: a, credit: b}",
        "image: {file: anh/hoa.jpg, alt: a, credit: b}",
        "aliases: [/dien-hinh/2024/cu]",
        "aliases: ['https://mau.example/dien-hinh/2024/Cu/']",
        "campaigns: xanh-sach",
        "fields: van-hoa, giam-ngheo",
        "broadcast: {priority: khẩn}",
        "broadcast: {pronounce: [a]}",
        "broadcast: a",
        "people: Ông Mẫu",
    ):
        add(line)
    # Names for keys
    for unit in (
        "Xã Mẫu",
        "Mẫu",
        "xã mẫu",
        "XÃ MẪU",
        "UBND xã Mẫu",
        "Ấp Mẫu",
        "ap mau",
        "mau",
        "xa\u2011moi",
        "x\u0430-moi",
        "xa–moi",
        "xa_moi",
        "xa-mois",
        "Thị trấn Thứ Nhất",
        "TT Thứ Nhất",
        "thu-nhat",
        "Ngã Tư",
        "Xã Lạ",
        "trang",
    ):
        add_to_units(f"unit: {unit}")
    add("unit: Xã Mẫu", "date: 2024-11-18")
    add("unit: Xã Mẫu", "date: hôm nay")
    for field in ("Giảm nghèo", "Giảm nghèo bền vững", "giảm-nghèo", "van hoa", "Thể thao"):
        add(f"fields: [{field}]")
    for campaign in ("Xanh, sạch, đẹp", "xanh sạch", "phong trào xanh sạch đẹp", "Đỏ"):
        add(f'campaigns: ["{campaign}"]')
    add("broadcast: {slot: Sáng}")
    add("broadcast: {slot: Chương trình sáng}")
    rows.extend(
        (f"kind: {kind}", {EVENT: page(EVENT_KEYS, {"kind": kind})})
        for kind in ("Gặp gỡ", "buổi gặp gỡ", "Hội nghị")
    )
    for number in ("62/KH-UBND", "Kế hoạch số 62/KH-UBND", "62-kh-ubnd", "ke-hoach-hai", "99/QĐ-X"):
        keys = {"sources": [{"document": number}]}
        rows.append((f"document: {number}", {QUESTION: page(QUESTION_KEYS, keys)}))
    rows += [
        ("topic: Danh hiệu", {QUESTION: page(QUESTION_KEYS, {"topic": "Danh hiệu"})}),
        (
            "start: 7h30 ngày 20/11/2026",
            {EVENT: page(EVENT_KEYS, {"start": "7h30 ngày 20/11/2026"})},
        ),
        (
            "bắt đầu, địa điểm",
            {
                EVENT: page(
                    EVENT_KEYS,
                    {
                        "start": None,
                        "place": None,
                        "bắt đầu": "2026-11-20",
                        "địa điểm": "Nhà văn hóa",
                    },
                )
            },
        ),
        ("phát động: 2024", {CAMPAIGN: page(CAMPAIGN_KEYS, {"started": "1/2024"})}),
        (
            "cơ quan ban hành",
            {DOCUMENT: page(DOCUMENT_KEYS, {"issuer": None, "cơ quan ban hành": "Ủy ban"})},
        ),
    ]
    spoil_units("parent: Xã Mẫu", UNITS.replace("parent: xa-moi", "parent: Xã Mẫu"))
    spoil_units("key: Ấp Bốn", UNITS + "- {key: Ấp Bốn, name: Ấp Bốn, type: ấp}\n")
    spoil_units("khóa, tên", UNITS + "- {khóa: ap-bon, tên: Ấp Bốn, loại: ấp}\n")
    return rows


@pytest.mark.slow
@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_each_mistake_is_reported_with_its_cause_and_cure(
    loader: str, monkeypatch: pytest.MonkeyPatch, update_goldens: bool
) -> None:
    if not hasattr(yaml, loader):
        pytest.skip("PyYAML has no libyaml here")
    monkeypatch.setattr(yaml_tree, "_Loader", getattr(yaml, loader))
    blocks = []
    for written, files in _rows():
        assert story()  # the files not named are valid
        said = [f"    {problem}" for problem in problems(files)] or ["    (không có lỗi)"]
        shown = "".join(_visible(letter) for letter in written)
        blocks.append("\n".join([shown, *(line.replace("content/", "", 1) for line in said)]))
    check_golden(TABLE, "\n".join(blocks) + "\n", update_goldens)


def _visible(letter: str) -> str:
    if letter == "\n":
        return " ⏎ "
    return letter if letter.isprintable() and letter != "\u2011" else f"<U+{ord(letter):04X}>"
