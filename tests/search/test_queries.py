"""What readers type and what they must find: by the readers' client, on an index of our own."""

from __future__ import annotations

import datetime as dt
from pathlib import Path
from typing import Any

import pytest

from bulletin.search.search_entry import Entry
from scripts.search_bench import Client
from tests.search.samples import make_entry, write_index

DOCUMENT = Entry(
    "/van-ban/ke-hoach-62/",
    "van-ban",
    "Kế hoạch",
    "Kế hoạch số 62/KH-UBND: Tuyên truyền điển hình tiên tiến",
    day=dt.date(2020, 4, 7),
    number="Kế hoạch số 62/KH-UBND",
    body="Đài truyền thanh phát gương người tốt, việc tốt.",
)
CITING = Entry(
    "/van-ban/sua-doi/",
    "van-ban",
    "Kế hoạch",
    "Kế hoạch số 9/KH-UBND: Sửa đổi Kế hoạch số 62/KH-UBND",
    day=dt.date(2026, 4, 7),
    number="Kế hoạch số 9/KH-UBND",
    body="Kế hoạch số 62/KH-UBND được sửa đổi như sau.",
)
ENTRIES = (
    DOCUMENT,
    CITING,
    Entry(
        "/don-vi/xa-an-bien/",
        "don-vi",
        "xã",
        "Xã An Biên",
        summary="Hợp thành từ: Thị trấn Thứ Ba, Xã Đông Thái.",
    ),
    make_entry("ngheo", "Cùng nhau thoát nghèo", "Giúp người nghèo vươn lên từ nghề đan.", 3),
    make_entry("uy-ban", "Một cửa thân thiện", "Ủy ban nhân dân xã trả kết quả đúng hẹn.", 4),
    make_entry(
        "ubnd", "Sổ tay của ấp", "UBND huyện tặng giấy khen. Theo Kế hoạch số 62/KH-UBND.", 5
    ),
    make_entry("hoa", "Hoà giải ở cơ sở", "Tổ hoà giải thuý nga giữ hòa khí.", 6),
    make_entry("ban-hoc", "Đôi bạn cùng tiến", "Hai bạn học giúp nhau.", 7),
    make_entry("cai-ban", "Chiếc bàn gỗ", "Chiếc bàn đóng cho lớp học.", 8),
    make_entry("dong-cu", "Ruộng đồng", "Lúa ngoài đồng đã chín.", 9),
    make_entry("dong-moi", "Ruộng đồng", "Lúa ngoài đồng đã chín.", 10),
    make_entry("duong", "Con đường hoa", "Đường ấp sáng đèn, thương nhau thì khen thưởng.", 11),
    make_entry("ki", "Kỷ niệm chương", "Trao kỷ niệm chương cho người có công.", 12),
)


@pytest.fixture(scope="module")
def index(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Write the index of these entries."""
    return write_index(ENTRIES, tmp_path_factory.mktemp("index"))


@pytest.fixture
def ask(client: Client, index: Path) -> Any:
    """Give a function from a query to the answer, in a visit of its own."""
    return lambda query: client.ask("search", folder=str(index), query=query, anew=True)


def slugs(answer: Any) -> list[str]:
    """Return the last parts of the addresses that were found, the best first."""
    return [result["address"].split("/")[-2] for result in answer["results"]]


@pytest.mark.parametrize(
    ("query", "first"),
    [
        ("nguoi ngheo", "ngheo"),
        ("người nghèo", "ngheo"),
        ("NGƯỜI NGHÈO", "ngheo"),
        ("ngu\u031bo\u031b\u0300i nghe\u0300o", "ngheo"),
        ("thuy nga", "hoa"),
        ("hòa giải", "hoa"),
        ("hoà giải", "hoa"),
        ("duong", "duong"),
        ("đường hoa", "duong"),
        ("kỉ niệm chương", "ki"),
        ("ky niem chuong", "ki"),
        ("62/KH-UBND", "ke-hoach-62"),
        ("62 kh ubnd", "ke-hoach-62"),
        ("ke hoach so 62", "ke-hoach-62"),
        ("thi tran thu ba", "xa-an-bien"),
        ("xã an biên", "xa-an-bien"),
        ("ủy ban nhân dân huyện tặng gì", "ubnd"),
        ("UBND xã trả kết quả", "uy-ban"),
        ("Ai giúp người nghèo vươn lên?", "ngheo"),
        ("khen thuo", "duong"),
        ("dien hi", "ke-hoach-62"),
        ("ddien hinhf", "ke-hoach-62"),
        ("truyeenf thanh", "ke-hoach-62"),
        ("thuwowngr", "duong"),
        ("nguo72i ngheo2", "ngheo"),
        ("nguoingheo", "ngheo"),
        ("khenthuong", "duong"),
        ("điểnhình", "ke-hoach-62"),
    ],
)
def test_the_right_page_comes_first(ask: Any, query: str, first: str) -> None:
    assert slugs(ask(query))[:1] == [first]


@pytest.mark.parametrize(("query", "both"), [("ubnd", 2), ("uy ban nhan dan", 2)])
def test_an_abbreviation_finds_the_long_form_and_the_reverse(
    ask: Any, query: str, both: int
) -> None:
    assert {"ubnd", "uy-ban"} <= set(slugs(ask(query)))


@pytest.mark.parametrize(("query", "first", "other"), [
    ("bạn", "ban-hoc", "cai-ban"),
    ("bàn", "cai-ban", "ban-hoc"),
])  # fmt: skip
def test_marks_rank_and_hide_nothing(ask: Any, query: str, first: str, other: str) -> None:
    found = slugs(ask(query))
    assert found[0] == first
    assert other in found


@pytest.mark.parametrize(("query", "first"), [("kỳ", "ky"), ("chợ", "cho"), ("dương", "duong")])
def test_a_word_typed_with_its_marks_comes_first(
    client: Client, tmp_path: Path, query: str, first: str
) -> None:
    """Though others have it in their titles with other marks."""
    stories = [
        make_entry("mot", "Ký kết thi đua, cho đường thêm sáng", "Đường mới.", 9),
        make_entry("ky", "Ba", "Học kỳ này ai cũng giỏi.", 3),
        make_entry("cho", "Bốn", "Gian hàng không đồng ở chợ quê.", 2),
        make_entry("duong", "Năm", "Bác Dương trồng rừng.", 1),
    ]
    folder = write_index(stories, tmp_path)
    assert slugs(client.ask("search", folder=str(folder), query=query, anew=True))[0] == first


def test_a_passage_keeps_cells_and_headings_apart(client: Client, tmp_path: Path) -> None:
    body = "Kết quả\nXẻo Quao có 5 hộ.\nTiêu chí\n12"
    folder = write_index([make_entry("mot", "Một", body)], tmp_path)
    answer = client.ask("search", folder=str(folder), query="xẻo quao", anew=True)
    shown = "".join(piece["text"] for piece in answer["passages"][0])
    assert "Kết quả · Xẻo Quao có 5 hộ. Tiêu chí · 12" in shown


def test_title_summary_and_body_weigh_as_the_guide_says(client: Client, tmp_path: Path) -> None:
    filler = "Bà con chung sức. " * 40
    stories = [
        make_entry("loi-van", "Một", f"{filler} Xẻo Quao. {filler}", 4),
        make_entry("tom-tat", "Hai", filler, 3, summary="Chuyện Xẻo Quao."),
        make_entry("tieu-de", "Xẻo Quao", filler, 2),
        make_entry("tieu-de-nho", "Bốn", filler, 1, headings="Xẻo Quao"),
    ]
    folder = write_index(stories, tmp_path)
    found = slugs(client.ask("search", folder=str(folder), query="xeo quao", anew=True))
    assert found == ["tieu-de", "tom-tat", "tieu-de-nho", "loi-van"]


def test_of_equals_the_later_comes_first(ask: Any) -> None:
    assert slugs(ask("ruộng đồng lúa chín"))[:2] == ["dong-moi", "dong-cu"]


def test_the_passage_is_marked_without_marks_typed(ask: Any) -> None:
    answer = ask("nguoi ngheo")
    marked = [piece["text"] for piece in answer["passages"][0] if piece["marked"]]
    assert "người nghèo" in marked


@pytest.mark.parametrize(
    ("query", "near"),
    [
        ("nghoe", ["ngheo"]),
        ("nghoef", ["ngheo"]),
        ("người nghwẻo xqz", [None]),
        ("khen thuowngr ruoong", []),
        ("nguoi nghen vuon", ["ngheo"]),
        ("hoa giao", ["giai"]),
        ("người kỹ", []),
    ],
)
def test_what_no_page_has_is_mended_and_telex_is_read(
    ask: Any, query: str, near: list[str | None]
) -> None:
    assert [one.get("nearest") for one in ask(query)["unknown"]] == near


@pytest.mark.parametrize(
    "query",
    [
        "",
        " \t\u200b",
        "a" * 10_000,
        "người " * 2_000,
        "(.*)+[a-z]{9}\\",
        "<img src=x onerror=alert(1)>",
        "\x00\x01\x1b[31m",
        "🙂🙂 👨‍👩‍👧",
        "\u202eabc\u202c مرحبا שלום",
        "\u0301\u0301\u0301",
        "__proto__ constructor toString",
        "ខ្មែរ",
    ],
)
def test_hostile_queries_are_answered(ask: Any, query: str) -> None:
    answer = ask(query)
    assert isinstance(answer["found"], list)
    assert answer["incomplete"] is False


@pytest.mark.parametrize("damage", [None, b"", b"\x00" * 40, b"<!doctype html><p>404"])
def test_a_missing_or_damaged_shard_leaves_the_rest(
    client: Client, tmp_path: Path, damage: bytes | None
) -> None:
    folder = write_index(ENTRIES, tmp_path)
    whole = client.ask("search", folder=str(folder), query="người nghèo vươn lên", anew=True)
    shards = [path for path in dict.fromkeys(whole["taken"]) if path.startswith("am/")]
    damaged = folder / shards[0]
    if damage is None:
        damaged.unlink()
    else:
        damaged.write_bytes(damage)
    found = client.ask("search", folder=str(folder), query="người nghèo vươn lên", anew=True)
    assert found["incomplete"] is True
    assert "ngheo" in slugs(found)


def test_an_index_published_meanwhile_is_taken_up(client: Client, tmp_path: Path) -> None:
    folder = write_index(ENTRIES, tmp_path)
    client.ask("search", folder=str(folder), query="nghề đan", anew=True)
    for path in folder.glob("am/*/*"):
        path.unlink()
    more = [make_entry(f"bai-{n}", f"Bài {n}", f"Lời thứ {n} của ấp {n}.") for n in range(60)]
    write_index([*ENTRIES, *more], tmp_path)
    found = client.ask("search", folder=str(folder), query="bài 59")
    assert found["incomplete"] is False
    assert slugs(found)[0] == "bai-59"


def test_results_that_share_a_file_are_those_of_files_of_their_own(
    client: Client, tmp_path: Path
) -> None:
    entries = [
        make_entry(f"chuyen-{number}", f"Chuyện thứ {number} ở xẻo Quao", day=1 + number % 28)
        for number in range(60)
    ]
    folders = [write_index(entries, tmp_path / str(bits), bits) for bits in (0, 4)]
    counts = [len(list(folder.glob("bai/*/*.json"))) for folder in folders]
    assert counts[0] == 60
    assert counts[1] < 60
    answers = [
        client.ask("search", folder=str(folder), query="xẻo quao", anew=True) for folder in folders
    ]
    assert len(answers[0]["results"]) == 10
    assert answers[1]["results"] == answers[0]["results"]
