"""The figures of a report for programs: JSON, and tables that a province can add up."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from bulletin.edition.table import Cell, Column, Table
from bulletin.feeds.table_files import to_csv, to_json
from bulletin.office.report.figures import Breakdown, Count, Report
from bulletin.office.report.period import Period

DICTIONARY = "tu-dien"
"""The table that says what each column of each table means."""


def format_json(report: Report) -> bytes:
    """Return the whole report as one JSON object in UTF-8."""
    data = {
        **_describe(report),
        "so_lieu": {one.name: _describe_breakdown(one) for one in report.breakdowns},
        "ty_le": [
            {
                "khoa": share.key,
                "ten": share.name,
                "so": share.part,
                "tren": share.whole,
                "phan_tram": None if share.percent is None else round(share.percent, 1),
                "ghi_chu": share.note or None,
            }
            for share in report.shares
        ],
        "don_vi": _list_rows(_make_unit_table(report)),
        "danh_muc": {
            one.name: {
                "tieu_de": one.heading,
                "cot": {column.name: column.meaning for column in one.columns},
                "dong": _list_rows(one),
            }
            for one in report.lists
        },
        "chua_co_so_lieu": list(report.unknown),
        "cach_tinh": list(report.remarks),
    }
    return (json.dumps(data, ensure_ascii=False, indent=1) + "\n").encode()


def iter_table_files(report: Report) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, bytes) of each table as CSV and as JSON, the data dictionary last."""
    tables = list(iter_tables(report))
    about = {
        "bao_cao": report.title,
        "ban_tin": report.bulletin,
        "xuat_ban": report.publisher,
        "ky": report.period.days,
        "ngay_lap": report.made_on.isoformat(),
        "su_dung": report.attribution,
    }
    for table in (*tables, _make_dictionary(tables)):
        yield f"{table.name}.csv", to_csv(table)
        yield f"{table.name}.json", to_json(table, about=about | {"bang": table.heading})


def iter_tables(report: Report) -> Iterator[Table]:
    """Yield the tables: all figures in one, shares, units, and the lists behind the figures."""
    yield _make_figure_table(report)
    yield _make_table(
        report,
        "ty-le",
        "Tỷ lệ",
        (
            ("khoa", "khóa của tỷ lệ, như nhau ở mọi bản tin"),
            ("ten", "tên của tỷ lệ"),
            ("so", "phần; để trống là chưa có số liệu"),
            ("tren", "toàn bộ; để trống là chưa có số liệu"),
        ),
        [(share.key, share.name, share.part, share.whole) for share in report.shares],
    )
    yield _make_unit_table(report)
    for table in report.lists:
        columns = [(column.name, column.meaning) for column in table.columns]
        yield _make_table(report, f"danh-muc-{table.name}", table.heading, columns, table.rows)


_SOURCE = (
    ("ban_tin", "tên miền trong mã của mọi tin, bài: riêng cho từng bản tin"),
    ("tu_ngay", "ngày đầu của kỳ báo cáo"),
    ("den_ngay", "ngày cuối của kỳ báo cáo"),
)
"""The first columns of each table, so that tables of several districts can be put together."""


def _make_table(
    report: Report,
    name: str,
    heading: str,
    columns: Sequence[tuple[str, str]],
    rows: Sequence[tuple[Cell, ...]],
) -> Table:
    first, last = report.period.first.isoformat(), report.period.last.isoformat()
    return Table(
        name,
        tuple(Column(*column) for column in (*_SOURCE, *columns)),
        tuple((report.authority, first, last, *row) for row in rows),
        heading,
    )


def _make_figure_table(report: Report) -> Table:
    return _make_table(
        report,
        "so-lieu",
        "Mọi con số của báo cáo",
        (
            ("bang", "khóa của bảng trong báo cáo, như linh-vuc"),
            ("ten_bang", "tên của bảng"),
            ("khoa", "khóa của dòng trong bảng; lĩnh vực, đơn vị, phong trào: khóa của bản tin"),
            ("ten", "tên của dòng"),
            ("so", "con số của kỳ báo cáo; để trống là chưa có số liệu"),
            ("so_cung_ky", "con số của cùng kỳ năm trước; để trống là chưa có số liệu"),
            ("danh_muc", "danh mục để đếm lại: tệp danh-muc-….csv"),
            ("stt", "số thứ tự các dòng của danh mục, kỳ báo cáo, cách nhau bằng dấu cách"),
            ("stt_cung_ky", "số thứ tự các dòng của danh mục, cùng kỳ năm trước"),
        ),
        [
            (
                one.name,
                one.heading,
                count.key,
                count.name,
                count.value,
                count.value_before,
                count.of,
                _join(count.rows),
                _join(count.before),
            )
            for one in report.breakdowns
            for count in one.counts
        ],
    )


def _make_unit_table(report: Report) -> Table:
    return _make_table(
        report,
        "don-vi",
        "Số bài của từng đơn vị và chỉ tiêu",
        (
            ("khoa", "khóa riêng của đơn vị"),
            ("ten", "tên"),
            ("cum", "cụm thi đua trong kỳ, cách nhau bằng dấu chấm phẩy"),
            ("tinh_tu", "ngày đầu tính cho đơn vị trong kỳ"),
            ("tinh_den", "ngày cuối tính cho đơn vị trong kỳ"),
            ("so_bai", "số bài trong kỳ, kể cả bài của đơn vị trực thuộc"),
            ("chi_tieu", "chỉ tiêu của năm; để trống là chưa giao"),
            ("bai_gan_nhat", "ngày đăng bài gần nhất; để trống là chưa có bài nào"),
            ("gop", "tên các đơn vị trước sắp xếp được tính gộp"),
        ),
        [
            (
                line.key,
                line.label,
                "; ".join(line.clusters) or None,
                line.first.isoformat(),
                line.last.isoformat(),
                line.count.value,
                line.target,
                line.last_story.isoformat() if line.last_story else None,
                "; ".join(line.merged) or None,
            )
            for line in report.units
        ],
    )


def _make_dictionary(tables: Sequence[Table]) -> Table:
    columns = (Column("bang", "tên tệp, bỏ đuôi"), Column("cot", "tên cột"))
    return Table(
        DICTIONARY,
        (*columns, Column("y_nghia", "ý nghĩa của cột")),
        tuple((table.name, one.name, one.meaning) for table in tables for one in table.columns),
        "Từ điển dữ liệu",
    )


def _describe(report: Report) -> dict[str, Any]:
    return {
        "tieu_de": report.title,
        "ban_tin": report.bulletin,
        "ma_ban_tin": report.authority,
        "co_quan": report.publisher,
        "co_quan_chu_quan": report.governing_body,
        "ky": _describe_period(report.period),
        "cung_ky": _describe_period(report.before),
        "ngay_lap": report.made_on.isoformat(),
    }


def _describe_period(period: Period) -> dict[str, str]:
    return {
        "ten": period.name,
        "tu_ngay": period.first.isoformat(),
        "den_ngay": period.last.isoformat(),
    }


def _describe_breakdown(one: Breakdown) -> dict[str, Any]:
    return {
        "tieu_de": one.heading,
        "ghi_chu": one.note or None,
        "dong": [_describe_count(count) for count in one.counts],
    }


def _describe_count(count: Count) -> dict[str, Any]:
    return {
        "khoa": count.key,
        "ten": count.name,
        "so": count.value,
        "so_cung_ky": count.value_before,
        "danh_muc": count.of,
        "stt": None if count.rows is None else list(count.rows),
        "stt_cung_ky": None if count.before is None else list(count.before),
    }


def _list_rows(table: Table) -> list[Mapping[str, Cell]]:
    names = [column.name for column in table.columns]
    return [dict(zip(names, row, strict=True)) for row in table.rows]


def _join(rows: tuple[int, ...] | None) -> str | None:
    return None if rows is None else " ".join(map(str, rows))
