"""The words of the report: a finished draft in which only the office's own judgement is open."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from bulletin.edition.table import Cell, Table
from bulletin.office.report.blocks import BLANK, Block, Grid, Heading, Paper, Paragraph
from bulletin.office.report.chart import CHARTED, make_chart
from bulletin.office.report.figures import Breakdown, Count, Report, Share, UnitLine
from bulletin.office.report.make import NOT_RECORDED
from bulletin.vietnamese.dates import month_name, short_date
from bulletin.vietnamese.numbers import format_count

_UNIT_TYPES = "tỉnh|thành phố|huyện|quận|thị xã|thị trấn|xã|phường|đặc khu"
_COMMITTEE = re.compile(rf"Ủy ban nhân dân (?:{_UNIT_TYPES}) (?P<name>.+)", re.IGNORECASE)


def make_paper(report: Report) -> Paper:
    """Return the report as a paper: number, day and signature are left open."""
    return Paper(
        title=report.title,
        superior=report.governing_body,
        issuer=report.publisher,
        number="Số: ………/BC-………",
        place=_format_place(report),
        kind="BÁO CÁO",
        subject=report.title,
        addressee=report.governing_body,
        body=tuple(_iter_body(report)),
        recipients=("Như trên;", "…………………;", "Lưu: VT."),
        signer=_name_signer(report.publisher),
        annex=tuple(_iter_annex(report)),
    )


def _format_place(report: Report) -> str:
    """Return place and date; the day is written by hand, and the place where it is not known."""
    found = _COMMITTEE.fullmatch(report.governing_body.strip())
    place = found["name"] if found else "…………"
    return f"{place}, ngày …… {month_name(report.made_on.year, report.made_on.month)}"


def _name_signer(publisher: str) -> str:
    for start, signer in (
        ("phòng", "TRƯỞNG PHÒNG"),
        ("ban biên tập", "TRƯỞNG BAN BIÊN TẬP"),
        ("ban", "TRƯỞNG BAN"),
        ("ủy ban nhân dân", "TM. ỦY BAN NHÂN DÂN"),
    ):
        if publisher.casefold().startswith(f"{start} "):
            return signer
    return "THỦ TRƯỞNG CƠ QUAN, ĐƠN VỊ"


def _iter_body(report: Report) -> Iterator[Block]:
    yield Paragraph(
        f"Thực hiện nhiệm vụ thông tin, tuyên truyền về thi đua, khen thưởng, {report.publisher} "
        f"báo cáo kết quả {report.period.name} như sau (số liệu {report.period.days}; "
        f"cùng kỳ {report.before.days}):"
    )
    yield Heading("I. CÔNG TÁC CHỈ ĐẠO, TRIỂN KHAI")
    yield from _iter_documents(report)
    yield Paragraph(f"Việc chỉ đạo, phối hợp trong kỳ: {BLANK}", is_blank=True)
    yield Heading("II. KẾT QUẢ")
    yield Heading("1. Số liệu chung", 2)
    yield Paragraph(_summarise_stories(report["tong-quat"]["tin-bai"]))
    yield _make_grid(report, report["tong-quat"])
    yield Heading("2. Tin, bài của các đơn vị", 2)
    yield from _iter_grid(report, "don-vi")
    yield from _iter_silence(report)
    yield Heading("3. Tin, bài theo lĩnh vực, đối tượng, thời gian", 2)
    for name in ("linh-vuc", "doi-tuong", "thang"):
        yield from _iter_grid(report, name)
    yield Heading("4. Điển hình tiên tiến, mô hình", 2)
    for name in ("giai-doan", "mo-hinh"):
        yield from _iter_grid(report, name)
    yield Heading("Tỷ lệ", 3)
    yield _make_share_grid(report.shares)
    yield Heading("5. Phong trào thi đua", 2)
    yield from _iter_grid(report, "phong-trao")
    yield Heading("6. Khen thưởng", 2)
    for name in ("khen-thuong-cap", "khen-thuong-hinh-thuc"):
        yield from _iter_grid(report, name)
    yield Heading("7. Văn bản, hỏi đáp, sự kiện", 2)
    totals = report["tong-quat"]
    yield Paragraph(
        f"Thư viện có {_say(totals['van-ban-thu-vien'])} văn bản và {_say(totals['hoi-dap'])} câu "
        f"hỏi đáp; {_say(totals['hoi-dap-kiem-tra'])} câu được kiểm tra lại gần nhất trong kỳ. "
        f"Đã tổ chức {_say(totals['su-kien'])} sự kiện, hủy {_say(totals['su-kien-huy'])}."
    )
    for name in ("van-ban-loai", "su-kien-loai"):
        yield from _iter_grid(report, name)
    yield Heading("8. Phát trên đài", 2)
    yield from _iter_on_air(report)
    yield Heading("9. Đính chính, bài đã rút", 2)
    yield Paragraph(
        f"Trong kỳ có {_say(totals['dinh-chinh'])} lần đính chính; rút "
        f"{_say(totals['bai-da-rut'])} tin, bài (cả bài)."
    )
    yield from _iter_grid(report, "bai-da-rut")
    yield from _iter_judgement(report)


def _iter_documents(report: Report) -> Iterator[Block]:
    count = report["tong-quat"]["van-ban"]
    rows = count.rows or ()
    yield Paragraph(
        f"Thư viện của bản tin có {format_count(len(rows))} văn bản ban hành trong kỳ"
        f"{':' if rows else '.'}"
    )
    documents = report.list_of("van-ban")
    for row in documents.rows:
        if row[0] in rows:
            _, _, kind, number, title, issuer, issued = row
            named = f"{kind} số {number}" if number else f"{kind}"
            day = _show_cell("ngay_ban_hanh", issued)
            yield Paragraph(f"– {named} ngày {day} của {issuer}: {title}.")


def _summarise_stories(count: Count) -> str:
    now, then = count.value or 0, count.value_before
    if then is None:
        return f"Bản tin đã đăng {format_count(now)} tin, bài; cùng kỳ năm trước {NOT_RECORDED}."
    if now == then:
        return (
            f"Bản tin đã đăng {format_count(now)} tin, bài, bằng cùng kỳ năm trước "
            f"({format_count(then)})."
        )
    word = "tăng" if now > then else "giảm"
    percent = f" ({_format_percent(100 * abs(now - then) / then)})" if then else ""
    return (
        f"Bản tin đã đăng {format_count(now)} tin, bài, {word} {format_count(abs(now - then))}"
        f"{percent} so với cùng kỳ năm trước ({format_count(then)})."
    )


def _iter_grid(report: Report, name: str) -> Iterator[Block]:
    """Yield the table of figures, its heading and its note; a sentence where nothing is counted."""
    breakdown = report[name]
    yield Heading(breakdown.heading, 3)
    if not breakdown.counts:
        yield Paragraph("Không có.")
        return
    yield _make_grid(report, breakdown)
    if name in CHARTED and (chart := make_chart(report, name)):
        yield chart
    if breakdown.note:
        yield Paragraph(f"Ghi chú: {breakdown.note}")


def _make_grid(report: Report, breakdown: Breakdown) -> Grid:
    return Grid(
        head=("Nội dung", "Kỳ này", "Cùng kỳ", "Tăng, giảm", "Nguồn: số thứ tự trong danh mục"),
        rows=[
            (
                count.name,
                _say(count),
                _show_number(count.value_before),
                _format_change(count),
                _format_source(report, count),
            )
            for count in breakdown.counts
        ],
        widths=(38, 11, 11, 14, 26),
        numeric=frozenset({1, 2, 3}),
    )


def _say(count: Count) -> str:
    return _show_number(count.value)


def _show_number(value: int | None) -> str:
    return NOT_RECORDED if value is None else format_count(value)


def _format_change(count: Count) -> str:
    if count.value is None or count.value_before is None:
        return "–"
    change = count.value - count.value_before
    if not change:
        return "0"
    sign = "+" if change > 0 else "−"
    percent = _format_percent(100 * abs(change) / count.value_before) if count.before else ""
    return f"{sign}{format_count(abs(change))}" + (f" ({sign}{percent})" if percent else "")


def _format_percent(value: float) -> str:
    """Return the value with one decimal, none where it is whole: "33,3%", "50%"."""
    return f"{value:.1f}".removesuffix(".0").replace(".", ",") + "%"


def _format_source(report: Report, count: Count) -> str:
    """Return where the figure can be counted again: "DM1: 1–3, 7; cùng kỳ: 9"."""
    now, before = format_rows(count.rows or ()), format_rows(count.before or ())
    parts = ([now] if now else []) + ([f"cùng kỳ: {before}"] if before else [])
    return f"DM{report.list_number(count.of)}: {'; '.join(parts)}" if parts else "–"


def format_rows(rows: Iterable[int]) -> str:
    """Return numbers in order, runs of them shortened: "1–3, 7"."""
    runs = []
    for _, group in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
        numbers = [number for _, number in group]
        runs.append(f"{numbers[0]}–{numbers[-1]}" if len(numbers) > 1 else str(numbers[0]))
    return ", ".join(runs)


def _make_share_grid(shares: Sequence[Share]) -> Grid:
    return Grid(
        head=("Nội dung", "Số", "Trên", "Tỷ lệ"),
        rows=[
            (
                share.name,
                _show_number(share.part),
                _show_number(share.whole),
                share.note
                or (NOT_RECORDED if share.percent is None else _format_percent(share.percent)),
            )
            for share in shares
        ],
        widths=(44, 14, 14, 28),
        numeric=frozenset({1, 2}),
    )


def _iter_silence(report: Report) -> Iterator[Block]:
    silent = [line for line in report.units if not line.count.rows]
    yield Heading("Ai chưa có bài", 3)
    yield Paragraph(
        f"{format_count(len(silent))} trên {format_count(len(report.units))} đơn vị chưa có bài "
        "trong kỳ. Bảng dưới tính cả bài của ấp, khu phố trực thuộc; đơn vị đã sắp xếp lại tính "
        "đến ngày cuối, đơn vị mới tính từ ngày đầu."
    )
    if report.units:
        yield Grid(
            head=("Đơn vị", "Cụm thi đua", "Thời gian tính", "Số bài", "Chỉ tiêu", "Bài gần nhất"),
            rows=[_describe_unit(line) for line in _sort_by_cluster(report.units)],
            widths=(24, 18, 22, 10, 11, 15),
            numeric=frozenset({3, 4}),
        )


def _sort_by_cluster(lines: Iterable[UnitLine]) -> list[UnitLine]:
    """Return the lines with those of one cluster together; without a cluster they come last."""
    return sorted(lines, key=lambda line: (not line.clusters, line.clusters))


def _describe_unit(line: UnitLine) -> tuple[str, ...]:
    merged = f" (gộp {', '.join(line.merged)})" if line.merged else ""
    last = short_date(line.last_story) if line.last_story else "chưa có bài nào"
    target = "chưa giao" if line.target is None else format_count(line.target)
    if line.missing:
        target += f" (thiếu {format_count(line.missing)})"
    return (
        line.label + merged,
        "; ".join(line.clusters) or "chưa ghi",
        f"{short_date(line.first)} – {short_date(line.last)}",
        _say(line.count),
        target,
        last,
    )


def _iter_on_air(report: Report) -> Iterator[Block]:
    totals = report["tong-quat"]
    if totals["luot-phat"].rows is None:
        yield Paragraph(f"Phát trên đài: {NOT_RECORDED}.")
        return
    yield Paragraph(
        f"Đã phát {_say(totals['luot-phat'])} lượt, {_say(totals['bai-da-phat'])} bài khác nhau."
    )
    for name in ("phat-song-chuong-trinh", "phat-song-dai"):
        yield from _iter_grid(report, name)


def _iter_judgement(report: Report) -> Iterator[Block]:
    yield Heading("III. ĐÁNH GIÁ")
    yield Heading("1. Ưu điểm", 2)
    yield Paragraph(BLANK, is_blank=True)
    yield Heading("2. Hạn chế, nguyên nhân", 2)
    for sentence in _iter_weak_points(report):
        yield Paragraph(f"– {sentence}")
    yield Paragraph(f"Nguyên nhân: {BLANK}", is_blank=True)
    yield Heading("IV. PHƯƠNG HƯỚNG, NHIỆM VỤ")
    yield Paragraph(BLANK, is_blank=True)
    yield Heading("V. KIẾN NGHỊ, ĐỀ XUẤT")
    yield Paragraph(BLANK, is_blank=True)
    yield Paragraph(
        f"Trên đây là báo cáo {report.title[:1].lower()}{report.title[1:]} "
        f"của {report.publisher}./."
    )


def _iter_weak_points(report: Report) -> Iterator[str]:
    """Yield what the figures themselves show; the causes are for people to say."""
    silent = [line.label for line in report.units if not line.count.rows]
    if silent:
        yield f"Đơn vị chưa có bài trong kỳ: {', '.join(silent)}."
    short = [line for line in report.units if line.missing]
    if short:
        named = (f"{line.label} (thiếu {line.missing})" for line in short)
        yield f"Đơn vị chưa đạt chỉ tiêu: {', '.join(named)}."
    empty = [
        one.name
        for one in report["thang"].counts
        if not one.rows and one.key <= f"{report.made_on:%Y-%m}"
    ]
    if empty:
        yield f"Tháng không có tin, bài: {', '.join(empty)}."


def _iter_annex(report: Report) -> Iterator[Block]:
    yield Heading("PHỤ LỤC: CÁCH TÍNH VÀ CÁC DANH MỤC")
    for remark in report.remarks:
        yield Paragraph(f"– {remark}")
    yield Heading("Số liệu chưa có", 2)
    for sentence in report.unknown:
        yield Paragraph(f"– {sentence}")
    for number, table in enumerate(report.lists, 1):
        yield Heading(f"Danh mục {number}. {table.heading}", 2)
        if table.rows:
            yield _make_list_grid(table)
        else:
            yield Paragraph("Không có.")


_LIST_HEADS = {
    "stt": "TT",
    "ky": "Kỳ",
    "bai": "Mã bài",
    "id": "Mã",
    "khoa": "Khóa",
    "tieu_de": "Tiêu đề",
    "ngay": "Ngày",
    "don_vi": "Đơn vị",
    "linh_vuc": "Lĩnh vực",
    "phong_trao": "Phong trào",
    "doi_tuong": "Đối tượng",
    "giai_doan": "Giai đoạn",
    "danh_hieu": "Danh hiệu, hình thức",
    "cap": "Cấp",
    "quyet_dinh": "Quyết định",
    "da_thu_hoi": "Đã thu hồi",
    "loai": "Loại",
    "so_ky_hieu": "Số, ký hiệu",
    "trich_yeu": "Trích yếu",
    "co_quan": "Cơ quan",
    "ngay_ban_hanh": "Ngày ban hành",
    "cau_hoi": "Câu hỏi",
    "ngay_kiem_tra": "Ngày kiểm tra",
    "ten": "Tên",
    "noi": "Nơi",
    "tinh_trang": "Tình trạng",
    "chuong_trinh": "Chương trình",
    "dai": "Đài",
    "phat_lai": "Phát lại",
    "noi_dung": "Nội dung",
    "dia_chi": "Địa chỉ cũ",
    "phan": "Phần rút",
    "ly_do": "Lý do",
}
_NOT_PRINTED = frozenset({"id", "bai", "khoa"})
_FLAGS = frozenset({"da_thu_hoi", "phat_lai"})
_WIDE = frozenset({"tieu_de", "trich_yeu", "cau_hoi", "ten", "noi_dung", "ly_do", "danh_hieu"})
_NARROW = frozenset({"stt", "ky"})


def _make_list_grid(table: Table) -> Grid:
    """Return a list for print: the keys that programs need are in the CSV files only."""
    kept = [n for n, column in enumerate(table.columns) if column.name not in _NOT_PRINTED]
    names = [table.columns[n].name for n in kept]
    parts = [_find_width(name) for name in names]
    return Grid(
        head=tuple(_LIST_HEADS[name] for name in names),
        rows=[tuple(_show_cell(table.columns[n].name, row[n]) for n in kept) for row in table.rows],
        widths=tuple(round(100 * part / sum(parts)) for part in parts),
    )


def _find_width(name: str) -> int:
    """Return the parts of the width that a column gets: no number or day is to be broken."""
    if name.startswith("ngay"):
        return 15
    if name in {"linh_vuc", "phong_trao"}:
        return 20
    return 30 if name in _WIDE else 8 if name in _NARROW else 14


def _show_cell(name: str, cell: Cell) -> str:
    if name in _FLAGS:
        return "x" if cell else ""
    if name.startswith("ngay") and isinstance(cell, str):
        year, month, day = cell.split("-")
        return f"{day}/{month if int(month) <= 2 else int(month)}/{year}"
    return "" if cell is None else str(cell)
