"""Another bulletin out of this one: what goes, what stays, and that no page speaks of An Biên."""

from __future__ import annotations

import datetime as dt
import io
import re
import shutil
import subprocess
import unicodedata
from pathlib import Path

import pytest
import yaml

from bulletin.content.library import read_library
from bulletin.office.start.answers import (
    NATIONAL_LIST,
    NotStarted,
    make_answers,
    parse_unit,
    parse_unit_list,
)
from bulletin.office.start.common_texts import drop_paragraphs
from bulletin.office.start.data_texts import make_bulletin, make_units
from bulletin.office.start.places import Places
from bulletin.office.start.plan import make_plan
from bulletin.office.withdrawal.request import Sources
from bulletin.vietnamese.normalise import normalise
from scripts.start import ask, format_command, main
from tests.site.built import build

ROOT = Path(__file__).parents[2]
DAY = dt.date(2026, 11, 23)
UNITS = """# Đơn vị của Xã Gò Dưa.
#
# Chung cho mọi nơi.

- key: trung-uong
  name: Trung ương
  type: trung ương

# Xã này lập năm 2025.
- key: xa-go-dua
  name: Xã Gò Dưa
  type: xã
- key: xa-mau
  name: Xã Mẫu Một
  type: xã
  sample: true
"""
TYPED = {"place": "Xã Hoa Sen", "site_url": "https://hoasen.gov.vn"}
OPTIONS = [
    "--place", "xã Hoa Sen", "--site-url", "https://hoasen.gov.vn/ban-tin/", "--province", "Cà Mau",
    "--unit", "Ấp Bến Đò", "--unit", "12345: Ấp Gò", "--email", "bantin@hoasen.gov.vn",
    "--phone", "0290 123 456", "--responsible", "Trần: Văn Mẫu, Trưởng phòng", "--yes",
]  # fmt: skip
OLD_PLACE = re.compile(r"an biên(?! tập)|an-?bien(?!-tap)|kiên giang|kien-?giang", re.IGNORECASE)


@pytest.fixture(scope="module")
def started(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of this bulletin after the command has run."""
    root = tmp_path_factory.mktemp("ban-tin")
    for name in ("content", "docs", "hooks", "theme"):
        shutil.copytree(ROOT / name, root / name)
    shutil.copy(ROOT / "mkdocs.yml", root)
    assert main([*OPTIONS, "--force", "--project", str(root)]) == 0
    return root


@pytest.mark.slow
def test_the_check_is_clean(started: Path) -> None:
    library = read_library(started, today=DAY)
    assert [str(problem) for problem in library.warnings] == []
    assert [unit.key for unit in library.units] == [
        "trung-uong",
        "tinh-ca-mau",
        "xa-hoa-sen",
        "ap-ben-do",
        "ap-go",
    ]
    assert library.bulletin.publisher == "Phòng Văn hóa - Xã hội xã Hoa Sen"
    assert library.bulletin.responsible == "Trần: Văn Mẫu, Trưởng phòng"
    assert library.bulletin.contact.phone == "0290 123 456"
    assert library.bulletin.authority == "hoasen.gov.vn"


@pytest.mark.slow
def test_what_all_places_share_is_kept(started: Path) -> None:
    documents = {path.stem for path in (started / "content/documents").glob("*.md")}
    assert {"luat-06-2022-qh15", "nghi-dinh-152-2025-nd-cp"} <= documents
    assert "ke-hoach-62-kh-ubnd-2020" not in documents
    assert len(documents) > 35
    assert len(list((started / "content/questions").glob("*.md"))) > 20
    assert not (started / "content/exemplars").exists()
    assert "unit: ap-ben-do\n" in (started / "docs/huong-dan.md").read_text("utf-8")


@pytest.mark.slow
def test_no_page_speaks_of_the_old_place(started: Path, tmp_path: Path) -> None:
    site = build(started, tmp_path / "site")
    found = [
        f"{path}: {trace[0]}"
        for path, data in site.files.items()
        for trace in OLD_PLACE.finditer(
            f"{path}\n{unicodedata.normalize('NFC', data.decode('utf-8', 'ignore'))}"
        )
    ]
    assert found == []
    assert "xã Hoa Sen" in site.files["index.html"].decode("utf-8")


def test_nothing_is_done_without_a_word(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path / "kho"
    shutil.copytree(ROOT / "tests/commune", root)
    monkeypatch.setattr("sys.stdin", io.StringIO(""))
    before = sorted((root / "content").rglob("*"))

    def run(*more: str) -> str:
        assert main([*OPTIONS, "--project", str(root), *more]) == 1
        assert sorted((root / "content").rglob("*")) == before
        return capsys.readouterr().err

    assert "không nằm trong kho git" in run()
    subprocess.run(["git", "init", "-q", str(root)], check=True)
    assert "thay đổi chưa ghi vào git" in run()
    assert "dạng https://ten-mien/" in run("--site-url", "hoasen")
    assert "chưa đổi gì: sửa những chỗ trên" in run("--email", "không phải thư")
    OPTIONS.remove("--yes")
    try:
        assert "thêm --yes" in run("--force")
    finally:
        OPTIONS.append("--yes")
    assert main([*OPTIONS, "--project", str(root), "--dry-run"]) == 0
    assert sorted((root / "content").rglob("*")) == before


def test_no_bulletin_no_traceback(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([*OPTIONS, "--project", str(tmp_path)]) == 1
    assert "không phải thư mục của bản tin" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("typed", "name", "code"),
    [
        ("xã Hoa Sen", "Xã Hoa Sen", None),
        ("THỊ XÃ Hà Tiên", "Thị xã Hà Tiên", None),
        ("30985: Xã Hoa Sen", "Xã Hoa Sen", "30985"),
        ("12345 - Khu phố 1", "Khu phố 1", "12345"),
        ("31009", "Xã Gò Dưa", "31009"),
    ],
)
def test_units_are_typed_or_found_by_code(typed: str, name: str, code: str | None) -> None:
    official = parse_unit_list('mã;tên\n31009;"Xã Gò Dưa";xã\n')
    unit = parse_unit(typed, official)
    assert (unit.name, unit.code) == (name, code)


def test_the_national_list_has_every_unit_once() -> None:
    text = NATIONAL_LIST.read_text("utf-8")
    official = parse_unit_list(text)
    assert len(official) == len(text.splitlines()) - 1 == 34 + 3321
    assert sum(len(code) == 2 for code in official) == 34
    assert normalise(text) == text
    own = yaml.safe_load((ROOT / "content/data/units.yml").read_text("utf-8"))
    coded = {unit["code"]: unit["name"] for unit in own if "code" in unit and "to" not in unit}
    assert coded
    assert coded == {code: official[code] for code in coded}
    assert parse_unit("30985", official).name == "Xã An Biên"
    assert parse_unit("91", official).name == "Tỉnh An Giang"


@pytest.mark.parametrize("typed", ["", "Hoa Sen", "99999"])
def test_a_unit_nobody_knows_is_refused(typed: str) -> None:
    with pytest.raises(NotStarted):
        parse_unit(typed, {})


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Ở xã Gò\nDưa", True),
        ("https://godua.vidu.gov.vn/x", True),
        ("/don-vi/xa-go-dua/", True),
        ("Gò Dưa Lớn", True),
        ("gò dưa hấu", False),
        ("Xã Mẫu Một của trung ương", False),
        ("langodua.vn", False),
        ("Kế hoạch số 62/KH-UBND", True),
        ("Kế hoạch số 162/KH-UBND", False),
    ],
)
def test_what_names_a_place(text: str, named: bool) -> None:
    assert Places(UNITS).add(["62/KH-UBND"]).are_named_in(text) is named


LONG = "Một câu dài nói về việc chung của cả nước, ai đọc cũng hiểu và nơi nào cũng dùng được."


@pytest.mark.parametrize(
    ("body", "left"),
    [
        (f"{LONG}\n\nỞ Gò Dưa thì khác.", LONG),
        (f"{LONG}\n\n## Ở Gò Dưa\n\nKhác.\n\n*Nguồn: báo.*", f"{LONG}\n\n*Nguồn: báo.*"),
        (f"{LONG}\n\n## Tên\n\nỞ Gò Dưa.\n\n## Cuối\n\nHết.", f"{LONG}\n\n## Cuối\n\nHết."),
        (f"{LONG}\n\n- a\n- Gò Dưa", None),
        (f"{LONG}\n\n*Nguồn: Gò Dưa.*", None),
        ("Ở Gò Dưa.\n\nNgắn.", None),
    ],
)
def test_paragraphs_about_a_place_go(body: str, left: str | None) -> None:
    text = f"---\ntitle: Tên\nother_names:\n  - Gò Dưa\n---\n\n{body}\n"
    expected = None if left is None else f"---\ntitle: Tên\n---\n\n{left}\n"
    assert drop_paragraphs(text, Places(UNITS).are_named_in) == expected


def test_the_data_files_keep_their_comments() -> None:
    answers = make_answers(TYPED, ["Ấp 1"], DAY)
    speaks = Places(UNITS).are_named_in
    assert make_units(UNITS, answers, speaks).startswith("# Chung cho mọi nơi.\n\n- key: trung")
    text = "# Ai.\n# Ở Gò Dưa.\npublisher: A\n\n# Bỏ.\ncontinued_by: B\n\n# Giữ.\noffline: true\n"
    changed = make_bulletin(text, answers, speaks)
    assert changed.startswith(
        "# Ai.\npublisher: Phòng Văn hóa - Xã hội xã Hoa Sen\n\n# Giữ.\noffline: true\n"
    )
    assert "since: 2026-11-23\n" in changed


def test_what_was_not_said_is_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    replies = {
        "Bản tin của nơi nào": iter(["Hoa Sen", "phường Hoa Sen"]),
        "Cơ quan xuất bản": iter(["Ban A"]),
    }
    below = iter(["Khu phố 1", "Ấp", ""])
    asked: list[str] = []

    def reply(question: str) -> str:
        asked.append(question)
        words = re.split(r" [\[(]|:", question)[0]
        return next(below if question == "  " else replies.get(words, iter([""])))

    monkeypatch.setattr("builtins.input", reply)
    typed, units = ask({"site_url": "https://hoasen.gov.vn/"}, [], {})
    answers = make_answers(typed, units, DAY)
    assert answers.publisher == "Ban A"
    assert answers.station == "Đài Truyền thanh phường Hoa Sen"
    assert [unit.key for unit in answers.units] == ["khu-pho-1"]
    assert "Cơ quan xuất bản [Phòng Văn hóa - Xã hội phường Hoa Sen]: " in asked
    assert not [one for one in asked if one.startswith("Địa chỉ của trang")]
    assert format_command({"place": "Xã A", "email": ""}, ["Ấp 1"]).endswith(
        " '--place=Xã A' '--unit=Ấp 1'"
    )


def test_a_second_start_leaves_nothing_of_the_first() -> None:
    """A publisher whose name says nothing of the place goes all the same."""
    about = "---\ntitle: A\n---\n\n# A\n\n## Ai xuất bản\n\nBan Tin A lo.\n\n## Cuối\n\nHết.\n"
    texts = {
        "content/data/units.yml": UNITS,
        "content/data/bulletin.yml": "publisher: Ban Tin A\nauthority: a.vidu.gov.vn\n",
        "content/documents/luat.md": f"---\ntitle: Luật\n---\n\n{LONG}\n\nHỏi a.vidu.gov.vn.\n",
        "docs/gioi-thieu.md": about,
        "docs/khac.md": "# B\n\nCủa Gò Dưa. Xem [luật](/van-ban/luat/).\n",
    }
    media = {"content/documents/files/luat.pdf"}
    settings = "site_name: A\nsite_url: https://a.vidu.gov.vn/\nnav:\n  - B: khac.md\n"
    plan = make_plan(Sources(texts, media), settings, make_answers(TYPED, [], DAY))
    edits = {edit.path: edit.text for edit in plan.edits}
    assert edits["content/documents/luat.md"] == f"---\ntitle: Luật\n---\n\n{LONG}\n"
    assert "Phòng Văn hóa - Xã hội xã Hoa Sen xuất bản" in str(edits["docs/gioi-thieu.md"])
    assert str(edits["docs/gioi-thieu.md"]).endswith("## Cuối\n\nHết.\n")
    assert edits["docs/khac.md"] is None
    assert edits["content/documents/files/luat.pdf"] is None
    assert str(edits["mkdocs.yml"]).endswith("site_url: https://hoasen.gov.vn/\nnav:\n")
