"""The report: every figure counted again in another way, its words, and the files it gives."""

from __future__ import annotations

import csv
import datetime as dt
import io
import json
import re
from collections import Counter
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from bulletin.edition.edition import open_edition
from bulletin.office.report.figures import Breakdown, Report
from bulletin.office.report.make import make_report
from bulletin.office.report.markdown import format_markdown
from bulletin.office.report.paper import format_rows, make_paper
from bulletin.office.report.period import Period
from bulletin.office.report.tables import format_json, iter_table_files
from bulletin.office.report.word import render_docx
from scripts.report import main
from tests.content.builder import read, write
from tests.golden import check_golden
from tests.office.report.made_year import CAMPAIGNS, FIELDS, FRONTS, Front, make_files
from tests.opened import VIETNAM

NOW = dt.datetime(2026, 12, 5, 8, tzinfo=VIETNAM)
TODAY = NOW.date().isoformat()
GOLDEN = Path(__file__).parent / "golden"
YEAR = Period.of_year(2026)


@pytest.fixture(scope="module")
def made() -> Report:
    """Return the report on the made year."""
    edition = open_edition(read(make_files()), NOW)
    return make_report(edition, (), YEAR, bulletin_name="Bản tin Mẫu")


def counted(year: int, is_counted: Callable[[str, Front], bool] = lambda path, front: True) -> int:
    """Count stories of a year in the front matter itself."""
    return sum(
        front["date"].startswith(str(year))
        and front["date"] <= TODAY
        and not front.get("sample")
        and not front.get("draft")
        and is_counted(path, front)
        for path, front in FRONTS.items()
    )


def figures(breakdown: Breakdown) -> dict[str, tuple[int | None, int | None]]:
    return {one.key: (one.value, one.value_before) for one in breakdown.counts}


def both(is_counted: Callable[[str, Front], bool]) -> tuple[int, int]:
    return counted(2026, is_counted), counted(2025, is_counted)


def sum_of(fronts: list[Front]) -> tuple[int, int]:
    return both(lambda path, front: any(front is one for one in fronts))


def is_same(wanted: Front) -> Callable[[str, Front], bool]:
    return lambda path, front: front is wanted


def has(key: str, value: str | None) -> Callable[[str, Front], bool]:
    return lambda path, front: front.get(key) == value


def is_in_campaign(key: str) -> Callable[[str, Front], bool]:
    return lambda path, front: key in campaigns_of(path, front)


def campaigns_of(path: str, front: Front) -> set[str]:
    folder = re.match(r"content/campaigns/([^/]+)/", path)
    return {*front.get("campaigns", ()), *([folder[1]] if folder else [])}


def awards(year: int, values: Callable[[dict[str, Any]], str]) -> Counter[str]:
    """Count the awards that stand in the stories of a year."""
    found: Counter[str] = Counter()
    for front in FRONTS.values():
        if counted(year, is_same(front)):
            found.update(values(one) for one in front.get("awards", ()) if not one.get("revoked"))
    return found


class TestFigures:
    def test_the_made_year_has_everything(self) -> None:
        assert counted(2026) > 20
        assert counted(2025) > 5
        assert any(front["date"] > TODAY for front in FRONTS.values())
        for key in ("sample", "draft", "corrections", "awards"):
            assert any(key in front for front in FRONTS.values())

    def test_totals(self, made: Report) -> None:
        found = figures(made["tong-quat"])
        assert found["tin-bai"] == (counted(2026), counted(2025))
        assert found["dien-hinh"] == both(lambda path, _: "/exemplars/" in path)
        assert found["tin-phong-trao"] == both(lambda path, _: "/campaigns/" in path)
        assert found["khen-thuong"] == tuple(
            awards(year, lambda one: one["title"]).total() for year in (2026, 2025)
        )
        # The draft of a document is none, and the tiny bulletin has no other answer.
        assert found["van-ban"] == (2, 1)
        assert found["van-ban-thu-vien"] == (3, None)
        assert (found["hoi-dap"], found["hoi-dap-kiem-tra"]) == ((1, None), (1, None))
        assert (found["su-kien"], found["su-kien-huy"]) == ((1, 1), (1, 0))
        assert found["luot-phat"] == found["bai-da-phat"] == (None, None)
        assert found["bai-da-rut"] == (2, 1)
        corrections = Counter(
            one["date"][:4]
            for front in FRONTS.values()
            if not front.get("sample") and not front.get("draft") and front["date"] <= TODAY
            for one in front.get("corrections", ())
            if one["date"] <= TODAY
        )
        assert found["dinh-chinh"] == (corrections["2026"], corrections["2025"])

    def test_units(self, made: Report) -> None:
        found = figures(made["don-vi"])
        assert {key: value for key, value in found.items() if any(value)} == {
            unit: value
            for unit in ("huyen-mau", "xa-cu", "xa-moi", "ap-mau")
            if any(value := both(has("unit", unit)))
        }
        assert found["xa-im"] == (0, 0)
        assert "xa-bia" not in found

    def test_fields_subjects_stages_months(self, made: Report) -> None:
        for key in FIELDS:
            of_field = [front for front in FRONTS.values() if key in front["fields"]]
            assert figures(made["linh-vuc"])[key] == sum_of(of_field)
        for key, value in figures(made["doi-tuong"]).items():
            wanted = None if key == "khong-ghi" else key
            assert value == both(has("subject", wanted))
        for key, value in figures(made["giai-doan"]).items():
            wanted = None if key == "khong-ghi" else key
            assert value == both(has("stage", wanted))
            models = [front for front in FRONTS.values() if front.get("subject") == "model"]
            assert figures(made["mo-hinh"])[key] == sum_of(
                [front for front in models if front.get("stage") == wanted]
            )
        months = figures(made["thang"])
        assert list(months) == [f"2026-{month:02}" for month in range(1, 13)]
        for key, value in months.items():
            in_month = [front for front in FRONTS.values() if front["date"][4:7] == key[4:]]
            assert value == sum_of(in_month)

    def test_campaigns(self, made: Report) -> None:
        found = figures(made["phong-trao"])
        for key in CAMPAIGNS:
            assert found[key] == both(is_in_campaign(key))
        assert found["khong-thuoc"] == both(lambda p, f: not campaigns_of(p, f))

    def test_awards(self, made: Report) -> None:
        now, then = (awards(year, lambda one: one["title"]) for year in (2026, 2025))
        assert figures(made["khen-thuong-hinh-thuc"]) == {
            title: (now[title], then[title]) for title in now | then
        }

        def level(award: dict[str, Any]) -> str:
            issuer = award.get("issuer", "")
            return "commune" if "xã" in issuer else "province" if issuer else "state"

        now, then = (awards(year, level) for year in (2026, 2025))
        assert {k: v for k, v in figures(made["khen-thuong-cap"]).items() if any(v)} == {
            key: (now[key], then[key]) for key in now | then
        }

    def test_shares(self, made: Report) -> None:
        shares = {one.key: one for one in made.shares}
        about = counted(2026, lambda _, front: "subject" in front)
        collectives = counted(2026, lambda _, front: front.get("subject") == "collective")
        assert (shares["collective"].part, shares["collective"].whole) == (collectives, about)
        models = [f for f in FRONTS.values() if f.get("subject") == "model"]
        assert shares["nhan-rong"].whole == counted(2026, lambda _, front: front in models)
        for key in ("truc-tiep-lao-dong", "nu", "da-phat"):
            assert shares[key].percent is None
            assert shares[key].note.startswith("chưa có số liệu")

    def test_each_figure_counts_rows_of_its_list(self, made: Report) -> None:
        for breakdown in made.breakdowns:
            for count in breakdown.counts:
                numbers = {row[0] for row in made.list_of(count.of).rows}
                rows = [*(count.rows or ()), *(count.before or ())]
                assert set(rows) <= numbers, (breakdown.name, count.key)
        assert [row[0] for row in made.list_of("tin-bai").rows] == list(
            range(1, counted(2026) + counted(2025) + 1)
        )

    def test_nothing_hidden_is_printed(self, made: Report) -> None:
        rows = made.list_of("bai-da-rut").rows
        assert [row[2] for row in rows] == [
            "/dien-hinh/2026/da-rut/",
            None,
            "/dien-hinh/2025/da-rut/",
        ]
        printed = format_markdown(make_paper(made)) + format_json(made)
        assert b"/kin/" not in printed

    def test_a_year_before_the_bulletin_is_not_known(self) -> None:
        edition = open_edition(read(make_files()), NOW)
        made = make_report(edition, (), Period.of_year(2020))
        assert {one.before for one in made["linh-vuc"].counts} == {None}
        assert any("bắt đầu từ ngày 01/01/2020" in one for one in made.unknown)
        assert "cùng kỳ năm trước chưa có số liệu" in format_markdown(make_paper(made)).decode()


class TestUnits:
    def test_each_is_counted_for_its_time(self, made: Report) -> None:
        lines = {line.key: line for line in made.units}
        assert set(lines) == {"xa-cu", "xa-moi", "xa-im"}
        assert (lines["xa-cu"].first, lines["xa-cu"].last) == (YEAR.first, dt.date(2026, 6, 30))
        assert (lines["xa-moi"].first, lines["xa-moi"].last) == (dt.date(2026, 7, 1), YEAR.last)
        of_hamlets = counted(2026, lambda _, front: front["unit"] in ("xa-moi", "ap-mau"))
        assert lines["xa-moi"].count.value == of_hamlets
        assert (lines["xa-im"].count.value, lines["xa-im"].target, lines["xa-im"].missing) == (
            *(0, 4, 4),
        )
        assert lines["xa-im"].last_story is None
        days = [
            front["date"]
            for front in FRONTS.values()
            if front["unit"] == "xa-cu" and not front.get("sample") and not front.get("draft")
        ]
        last = lines["xa-cu"].last_story
        assert last is not None
        assert last.isoformat() == max(days)

    def test_merged_where_asked(self) -> None:
        edition = open_edition(read(make_files()), NOW)
        made = make_report(edition, (), YEAR, merge_units=True)
        lines = {line.key: line for line in made.units}
        assert set(lines) == {"xa-moi", "xa-im"}
        units = ("xa-cu", "xa-moi", "ap-mau")
        assert lines["xa-moi"].count.value == counted(2026, lambda _, f: f["unit"] in units)
        assert lines["xa-moi"].merged == ("Xã Mẫu (đến năm 2026)",)

    def test_targets_are_of_whole_years(self) -> None:
        edition = open_edition(read(make_files()), NOW)
        half = Period(dt.date(2026, 1, 1), dt.date(2026, 6, 30))
        made = make_report(edition, (), half)
        assert {line.target for line in made.units} == {None}
        assert [line.key for line in made.units] == ["xa-im", "xa-cu"]


class TestPeriod:
    def test_the_year_before(self) -> None:
        assert YEAR.year_before == Period.of_year(2025)
        assert Period.of_reporting_year(2026).name == "năm 2026"
        february = Period(dt.date(2025, 2, 1), dt.date(2025, 2, 28))
        assert february.year_before == Period(dt.date(2024, 2, 1), dt.date(2024, 2, 29))
        leap = Period(dt.date(2024, 2, 29), dt.date(2024, 2, 29))
        assert leap.year_before == Period(dt.date(2023, 2, 28), dt.date(2023, 2, 28))

    def test_the_year_of_reports_has_thirteen_months(self) -> None:
        months = list(Period.of_reporting_year(2026).iter_months())
        assert (months[0], months[-1], len(months)) == ((2025, 12), (2026, 12), 13)


class TestWords:
    def test_markdown(self, made: Report, update_goldens: bool) -> None:
        check_golden(GOLDEN / "report.md", format_markdown(make_paper(made)), update_goldens)

    @pytest.mark.slow
    def test_word_is_read_again(self, made: Report) -> None:
        content = render_docx(make_paper(made), made.publisher, made.made_on)
        assert content == render_docx(make_paper(made), made.publisher, made.made_on)
        document = Document(io.BytesIO(content))
        lines = [paragraph.text for paragraph in document.paragraphs]
        parts = [line for line in lines if re.match(r"(I|II|III|IV|V)\. ", line)]
        assert [line.split(".")[0] for line in parts] == ["I", "II", "III", "IV", "V"]
        assert "BÁO CÁO" in lines
        assert made.title in lines
        head, number, totals, *_ = document.tables
        assert "CỘNG HÒA XÃ HỘI CHỦ NGHĨA VIỆT NAM\nĐộc lập - Tự do - Hạnh phúc" in (
            head.cell(0, 1).text
        )
        assert number.cell(0, 0).text == "Số: ………/BC-………"
        assert number.cell(0, 1).text == "Mẫu, ngày …… tháng 12 năm 2026"
        signed = [table for table in document.tables if "Nơi nhận:" in table.cell(0, 0).text]
        assert len(signed) == 1
        assert signed[0].cell(0, 1).text.startswith("TRƯỞNG BAN BIÊN TẬP")
        assert [cell.text for cell in totals.rows[1].cells][:3] == [
            "Tin, bài đã đăng",
            str(counted(2026)),
            str(counted(2025)),
        ]
        charts = document.inline_shapes
        assert len(charts) == 3
        assert {round(chart.width.mm) for chart in charts} == {165}
        told = [chart._inline.docPr.get("descr") or "" for chart in charts]
        assert f"Huyện Mẫu: {both(has('unit', 'huyen-mau'))[0]}" in told[0]
        section = document.sections[0]
        assert section.different_first_page_header_footer
        assert "PAGE" in section.header.paragraphs[0]._p.xml
        assert section.first_page_header.paragraphs[0].text == ""

    def test_what_people_wrote_is_no_markup(self, made: Report) -> None:
        text = format_markdown(make_paper(made)).decode()
        assert r"Bài số 1 \| của \[năm\] \*ấy\*" in text
        for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
            widths = {len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}
            assert len(widths) == 1

    def test_runs_of_rows(self) -> None:
        assert format_rows([1, 2, 3, 7, 9, 10]) == "1–3, 7, 9–10"


class TestFiles:
    def test_json(self, made: Report) -> None:
        data = json.loads(format_json(made))
        assert data["so_lieu"]["tong-quat"]["dong"][0]["so"] == counted(2026)
        assert len(data["danh_muc"]["tin-bai"]["dong"]) == counted(2026) + counted(2025)
        assert data["chua_co_so_lieu"]

    def test_tables_and_their_dictionary(self, made: Report) -> None:
        files = dict(iter_table_files(made))
        rows = read_csv(files["so-lieu.csv"])
        total = next(row for row in rows if (row["bang"], row["khoa"]) == ("tong-quat", "tin-bai"))
        assert (total["so"], total["so_cung_ky"]) == (str(counted(2026)), str(counted(2025)))
        assert {row["ban_tin"] for row in rows} == {"thidua.mau.example"}
        listed = read_csv(files[f"danh-muc-{total['danh_muc']}.csv"])
        numbers = total["stt"].split()
        assert [row["stt"] for row in listed if row["ky"] == "này"] == numbers
        explained = {(row["bang"], row["cot"]) for row in read_csv(files["tu-dien.csv"])}
        for name, content in files.items():
            table, _, ending = name.partition(".")
            if ending == "csv" and table != "tu-dien":
                columns = next(csv.reader(io.StringIO(content.decode("utf-8-sig"))))
                assert {(table, column) for column in columns} <= explained
            elif ending == "json":
                assert json.loads(content)["about"]["ky"] == YEAR.days


def read_csv(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"))))


@pytest.fixture(scope="module")
def project(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder of a project with the made year."""
    return write(tmp_path_factory.mktemp("project"), make_files())


class TestCommand:
    @pytest.mark.slow
    def test_writes_what_is_asked(
        self, project: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setenv("BULLETIN_NOW", NOW.isoformat())
        output = tmp_path / "bao-cao.docx"
        assert main(["2026", "--output", str(output), "--project", str(project)]) == 0
        assert output.read_bytes().startswith(b"PK")

    @pytest.mark.parametrize(
        ("asked", "said"),
        [
            ([], "Ghi năm báo cáo"),
            (["26"], "bốn chữ số"),
            (["²⁰²⁶"], "bốn chữ số"),
            (["2026", "--from", "2026-01-01"], "không ghi cả hai"),
            (["--from", "2026-01-01"], "ghi đủ --from và --to"),
            (["--from", "2026-02-30", "--to", "2026-03-01"], "ngày có thật"),
            (["--from", "2026-03-02", "--to", "2026-03-01"], "trước --from"),
            (["2026", "--output", "/khong/co/bao-cao.md"], "/khong/co"),
            (["2026", "--output", "/khong/co/bao-cao.pdf"], "Không viết được tệp .pdf; đặt tên"),
        ],
    )
    def test_says_what_is_wrong(
        self, project: Path, asked: Iterable[str], said: str, capsys: pytest.CaptureFixture[str]
    ) -> None:
        assert main([*asked, "--project", str(project)]) == 1
        assert said in capsys.readouterr().err

    def test_a_command_that_is_not_understood(self, capsys: pytest.CaptureFixture[str]) -> None:
        with pytest.raises(SystemExit) as ended:
            main(["2026", "--format", "pdf"])
        assert ended.value.code == 1
        assert "Không hiểu lệnh" in capsys.readouterr().err
