"""What was aired: tables of stations read, matched to stories, written once, shown and counted."""

from __future__ import annotations

import datetime as dt
from pathlib import Path

import pytest

from bulletin.model.aired_story import AiredStory
from bulletin.office.broadcast.air_log import UnreadableLog, read_log
from bulletin.office.broadcast.aired import Matched, add_entries, match_rows
from bulletin.office.report.make import make_report
from bulletin.office.report.markdown import format_markdown
from bulletin.office.report.paper import make_paper
from bulletin.office.report.period import Period
from bulletin.pages.story_page import StoryView
from bulletin.radio.broadcast_plan import plan_broadcasts
from bulletin.radio.running_order import Cleared, Programme, Reports, make_running_order
from bulletin.radio.script import Priority, ScriptSummary
from scripts.aired import main
from tests.content.builder import DATA, problems, read, story, write
from tests.opened import MORNING, VIETNAM, Changes, opened, pages_of

FILE = f"{DATA}/broadcasts.yml"
FOLDER = "content/exemplars/2026"
STORIES: Changes = {
    f"{FOLDER}/hop-tac-xa.md": story(title="Hợp tác xã tôm – lúa ấp Mẫu"),
    f"{FOLDER}/mau.md": story(title="Bài mẫu của ấp Mẫu", sample="true"),
    f"{FOLDER}/hai-mot.md": story(title="Hai bài cùng tên ở xã", date="2026-11-02"),
    f"{FOLDER}/hai-hai.md": story(title="Hai bài cùng tên ở xã", date="2026-11-03"),
}
LIBRETIME = """\
"Start Time","End Time","Title","Creator"
"2026-11-19 05:01:02","2026-11-19 05:03:00","Duong hoa ap Mau","Đài Mẫu"
"2026-11-19 17:01:02","2026-11-19 17:03:00","Đường hoa ấp Mẫu","Đài Mẫu"
"2026-11-19 17:04:00","2026-11-19 17:05:00","Nhạc hiệu","Đài Mẫu"
"""
AZURACAST = """\
Date,Time,Listeners,Delta,Track,Artist,Playlist,Streamer
2026-11-20,5:02am,3,0,"HOP TAC XA TOM - LUA AP MAU",Đài Mẫu,Buổi sáng,
2026-11-20,5:04pm,3,0,2026-11-18-duong-hoa.mp3,Đài Mẫu,Buổi chiều,
"""
SHEET = "Ngày;Tên bài;Chương trình\n19/11/2026;Đường hoa ấp Mẫu;Sáng\n"
BARE = "20/11/2026\tBản tin sáng: Đường hoa ấp Mẫu (phát lại)\n"


def match(text: str | bytes, known: tuple[AiredStory, ...] = ()) -> Matched:
    content = text if isinstance(text, bytes) else text.encode()
    edition = opened(STORIES)
    return match_rows(read_log(content), edition.published, known, edition.today)


def found(matched: Matched) -> list[tuple[str, str, str | None, str | None]]:
    return [
        (one.story.split("/")[-1], one.date.isoformat(), one.programme, one.note)
        for one in matched.new
    ]


class TestTables:
    def test_libretime(self) -> None:
        matched = match(LIBRETIME)
        assert found(matched) == [
            ("duong-hoa", "2026-11-19", None, "lúc 05:01"),
            ("duong-hoa", "2026-11-19", None, "lúc 17:01"),
        ]
        assert [one.row.title for one in matched.unmatched] == ["Nhạc hiệu"]

    def test_azuracast(self) -> None:
        assert found(match(AZURACAST)) == [
            ("hop-tac-xa", "2026-11-20", "Buổi sáng", "lúc 05:02"),
            ("duong-hoa", "2026-11-20", "Buổi chiều", "lúc 17:04"),
        ]

    @pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
    def test_a_plain_sheet(self, encoding: str) -> None:
        assert found(match(SHEET.encode(encoding))) == [("duong-hoa", "2026-11-19", "Sáng", None)]

    def test_a_sheet_without_names(self) -> None:
        assert found(match(BARE)) == [("duong-hoa", "2026-11-20", None, None)]

    @pytest.mark.parametrize(
        ("row", "said"),
        [
            ("19/11/2026,Đường hao ấp Mẫu", "có phải “Đường hoa ấp Mẫu”?"),
            ("31/11/2026,Đường hoa ấp Mẫu", "không đọc được ngày"),
            ("hôm qua,Đường hoa ấp Mẫu", "không đọc được ngày"),
            ("24/11/2026,Đường hoa ấp Mẫu", "chưa đến"),
            ("19/11/2026,Hai bài cùng tên ở xã", "có 2 bài cùng tên"),
            ("19/11/2026,Bài mẫu của ấp Mẫu", "không có bài tên này"),
            ("19/11/2026,Mẫu", "không có bài tên này"),
            ("19/11/2026,\"=HYPERLINK('x')\"", "không có bài tên này"),
        ],
    )
    def test_what_is_not_matched(self, row: str, said: str) -> None:
        matched = match(f"ngày,tên bài\n{row}\n")
        assert not matched.new
        assert [said in one.reason for one in matched.unmatched] == [True]

    @pytest.mark.parametrize(
        ("content", "said"),
        [
            (b"", "không có dòng nào"),
            (b"\n\n , \n", "không có dòng nào"),
            (b"ng\xe0y,b\xe0i\n", "không phải UTF-8"),
            (b"\xff\xfea", "không phải UTF-8"),
            (b"a,b\nc,d\n", "không thấy cột ngày"),
            ("ngày,nơi\n".encode(), "không có cột tên bài"),
            ('ngày,tên bài\n19/11/2026,"Đường hoa'.encode() + b"\nx" * 9_000, "ngoặc kép"),
            (b"ngay,bai\n1/1/2026," + b"x" * 200_000, "không đọc được"),
            (b"x" * 20_000_001, "lớn hơn 20 MB"),
        ],
    )
    def test_hostile_tables(self, content: bytes, said: str) -> None:
        with pytest.raises(UnreadableLog, match=said):
            read_log(content)

    def test_what_cannot_be_seen_and_formulas_are_left_out(self) -> None:
        (row,) = read_log('ngày,tên bài,chương trình\n19/11/2026,"a\x00\u202e\nb",=1+1\n'.encode())
        assert (row.title, row.programme) == ("a b", "1+1")

    def test_marks_tell_titles_apart(self) -> None:
        more = dict(STORIES) | {f"{FOLDER}/mau-khac.md": story(title="Đường hoa ấp Mậu")}
        edition = opened(more)
        for title, slug in (("Đường hoa ấp Mậu", "mau-khac"), ("đường hoa ấp MẪU", "duong-hoa")):
            rows = read_log(f"ngày,tên bài\n19/11/2026,{title}\n".encode())
            matched = match_rows(rows, edition.published, (), edition.today)
            assert [one.story.split("/")[-1] for one in matched.new] == [slug]
        rows = read_log("ngày,tên bài\n19/11/2026,Duong hoa ap Mau\n".encode())
        assert not match_rows(rows, edition.published, (), edition.today).new


class TestFile:
    def test_nothing_twice(self) -> None:
        first = match(LIBRETIME)
        again = match(LIBRETIME, first.new)
        assert (again.new, again.known) == ((), 2)
        # A sheet without the hour may mean any of the two.
        plain = match("ngày,tên bài\n19/11/2026,Đường hoa ấp Mẫu\n", first.new)
        assert (plain.new, plain.known) == ((), 1)

    @pytest.mark.parametrize(
        "text",
        [
            "",
            "# Lời dặn\n",
            "# Lời dặn\n[]\n",
            "- story: exemplars/2026/duong-hoa\n  date: 2026-11-18",
            "  - {story: exemplars/2026/duong-hoa, date: 2026-11-18}\n",
        ],
    )
    def test_entries_behind_what_is_there(self, text: str) -> None:
        new = match(AZURACAST).new
        written = add_entries(text, new)
        library = read(dict(STORIES) | {FILE: written})
        assert library.aired[-2:] == new
        assert not library.warnings
        assert len(library.aired) == text.count("story") + 2
        assert written.startswith(text.replace("[]\n", "").rstrip("\n"))

    def test_an_unusual_file_is_left_alone(self) -> None:
        with pytest.raises(UnreadableLog, match="sửa thành danh sách"):
            add_entries("[{story: a, date: 2026-11-18}]\n", match(AZURACAST).new)

    def test_command(
        self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setenv("BULLETIN_NOW", MORNING.isoformat())
        project = write(tmp_path / "project", STORIES)
        table = tmp_path / "bang.csv"
        table.write_text(LIBRETIME, encoding="utf-8")
        asked = [str(table), "--project", str(project)]
        assert main([*asked, "--dry-run"]) == 0
        assert not (project / FILE).exists()
        assert main(asked) == 0
        written = (project / FILE).read_bytes()
        said = capsys.readouterr().out
        assert "Đã ghi 2 lần phát; 0 lần đã có" in said
        assert "dòng 4: “Nhạc hiệu”" in said
        assert main(asked) == 0
        assert (project / FILE).read_bytes() == written
        assert "Đã ghi 0 lần phát; 2 lần đã có" in capsys.readouterr().out
        table.write_bytes(b"")
        assert main(asked) == 1
        assert main([str(tmp_path / "khong-co.csv"), "--project", str(project)]) == 1
        assert "khong-co.csv" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("written", "said"),
    [
        (
            "{story: exemplars/2026/duong-hao, date: 2026-11-18}",
            "story: không có tin, bài 'exemplars/2026/duong-hao'; "
            "có phải 'exemplars/2026/duong-hoa'?",
        ),
        (
            "{story: exemplars/2026/duong-hoa, date: 2026-11-30}",
            "cảnh báo: ngày phát chưa đến (30/11/2026); ghi khi đài đã phát",
        ),
        ("{story: exemplars/2026/duong-hoa}", "date: bắt buộc phải có (ngày phát)"),
        (
            "{story: exemplars/2026/duong-hoa, date: 2026-11-18, programe: Sáng}",
            "có phải 'programme'?",
        ),
    ],
)
def test_rules(written: str, said: str) -> None:
    found = [str(one) for one in problems({FILE: f"- {written}\n"}, today=MORNING.date())]
    assert len(found) == 1
    assert said in found[0]


def test_the_same_twice_is_a_warning() -> None:
    entry = "- {story: exemplars/2026/duong-hoa, date: 2026-11-18}\n"
    (found,) = problems({FILE: entry * 2}, today=MORNING.date())
    assert (found.line, found.is_error) == (2, False)


AIRED = """\
- {story: exemplars/2026/duong-hoa, date: 2026-11-19, programme: Sáng}
- {story: exemplars/2026/duong-hoa, date: 2026-11-21, station: Đài xã Mẫu, note: ghi sổ}
- {story: exemplars/2026/mau, date: 2026-11-19}
- {story: exemplars/2026/da-rut, date: 2026-11-20}
- {story: exemplars/2026/duong-hoa, date: 2025-11-19}
- {story: exemplars/2026/duong-hoa, date: 2026-11-24}
"""
WITHDRAWN = """\
- {path: /dien-hinh/2026/da-rut/, id: exemplars/2026/da-rut, date: 2026-11-22, reason: Yêu cầu.}
"""
ON_AIR: Changes = dict(STORIES) | {FILE: AIRED, f"{DATA}/withdrawn.yml": WITHDRAWN}


def facts_of(changes: Changes) -> dict[str, tuple[object, ...]]:
    view = pages_of(changes)["/dien-hinh/2026/duong-hoa/"].view
    assert isinstance(view, StoryView)
    return {fact.term: tuple(fact.values) for fact in view.facts}


def test_a_story_says_when_it_was_aired() -> None:
    facts = facts_of(ON_AIR)
    assert facts["Đã phát"] == ("21/11/2026, Đài xã Mẫu", "19/11/2026, Sáng", "19/11/2025")
    many = "".join(
        f"- {{story: exemplars/2026/duong-hoa, date: 2026-11-{day}}}\n" for day in range(10, 17)
    )
    facts = facts_of({FILE: many})
    assert facts["Đã phát"] == (
        *(f"{day}/11/2026" for day in range(16, 11, -1)),
        "và 2 lần trước đó",
    )


def test_the_report_counts_what_was_aired() -> None:
    edition = opened(ON_AIR)
    made = make_report(edition, read(ON_AIR).aired, Period.of_year(2026))
    totals = made["tong-quat"]
    assert [totals[key].value for key in ("luot-phat", "bai-da-phat")] == [3, 2]
    assert totals["luot-phat"].value_before == 1
    assert [(one.name, one.value) for one in made["phat-song-dai"].counts] == [
        ("Đài Mẫu", 2),
        ("Đài xã Mẫu", 1),
    ]
    shares = {one.key: (one.part, one.whole) for one in made.shares}
    assert shares["da-phat"] == (1, 4)
    text = format_markdown(make_paper(made)).decode()
    assert "Đã phát 3 lượt, 2 bài khác nhau." in text
    assert "(bài đã rút)" in text
    assert "da-rut | " not in text


def test_the_running_order_counts_what_was_aired() -> None:
    names = ("a", "b", "c")
    morning = Programme("sang", "Buổi sáng", dt.time(5), minutes=3)
    published = dt.datetime(2026, 11, 17, tzinfo=VIETNAM)
    scripts = [
        ScriptSummary(name, f"/{name}/", published, Priority.ORDINARY, seconds=60) for name in names
    ]

    def order(reports: Reports) -> list[str]:
        cleared: list[Cleared[ScriptSummary]] = [(script, None, False) for script in scripts]
        first, last = dt.date(2026, 11, 17), dt.date(2026, 11, 20)
        plan = make_running_order(cleared, [morning], first, last, reports=reports)
        return ["".join(airing.script.title for airing in one.airings) for one in plan]

    assert order({}) == ["a", "b", "c", ""]
    # The station aired another one than was planned: it is not planned again.
    assert order({"/b/": [(dt.date(2026, 11, 17), "sang")]}) == ["a", "c", "", ""]
    assert order({"/b/": [(dt.date(2026, 11, 17), None)]}) == ["a", "c", "", ""]
    assert order({"/b/": [(dt.date(2026, 11, 17), "chieu")]}) == ["a", "b", "c", ""]
    assert order({"/b/": [(dt.date(2026, 11, 19), "sang")]}) == ["a", "b", "c", ""]


def test_the_plan_knows_programmes_by_key_and_name() -> None:
    written = "".join(
        f"- {{story: exemplars/2026/{slug}, date: 2026-11-18, programme: {programme}}}\n"
        for slug, programme in (("duong-hoa", "SÁNG"), ("hop-tac-xa", "sang"), ("hai-mot", "Tối"))
    )
    edition = opened(dict(STORIES) | {FILE: written})
    scripts = {
        one.address: ScriptSummary(
            one.front.title, one.address, one.published, Priority.ORDINARY, seconds=700
        )
        for one in edition.cleared
    }
    day = dt.date(2026, 11, 19)
    (broadcast,) = plan_broadcasts(edition, scripts, day, day)
    assert [airing.script.address.split("/")[3] for airing in broadcast.airings] == []
