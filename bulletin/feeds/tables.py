"""The tables of the open data.

No person's name stands in them: consent for the site is not consent for tables that machines merge.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from bulletin.edition.edition import Edition
from bulletin.edition.public_events import sort_by_start
from bulletin.feeds.opendata import Cell, Column, Table
from bulletin.model.labels import STAGES, SUBJECTS

_BETWEEN = "; "


def tables(edition: Edition, site_url: str) -> Iterator[tuple[str, Table]]:
    """Yield each table with its heading."""
    root = site_url.rstrip("/")
    yield "Tin, bài", _stories(edition, root)
    yield "Đơn vị", _units(edition, root)
    yield "Văn bản", _documents(edition, root)
    yield "Sự kiện", _events(edition, root)


def _table(
    name: str, columns: Sequence[tuple[str, str]], rows: Iterable[tuple[Cell, ...]]
) -> Table:
    return Table(name, tuple(Column(*column) for column in columns), tuple(rows))


def _day(day: dt.date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _moment(moment: dt.datetime | None) -> str | None:
    """Return the moment as its editor wrote it: the day alone where no hour was given."""
    return moment.isoformat(timespec="minutes").removesuffix("T00:00") if moment else None


def _stories(edition: Edition, root: str) -> Table:
    return _table(
        "tin-bai",
        (
            ("id", "mã vĩnh viễn của bài"),
            ("dia_chi", "địa chỉ của bài trên trang"),
            ("tieu_de", "tiêu đề"),
            ("ngay", "ngày đăng, năm-tháng-ngày"),
            ("don_vi", "khóa đơn vị, xem bảng đơn vị"),
            ("linh_vuc", "tên các lĩnh vực, cách nhau bằng dấu chấm phẩy"),
            ("phong_trao", "tên các phong trào, cách nhau bằng dấu chấm phẩy"),
            ("doi_tuong", "bài nói về ai: tập thể, cá nhân, hộ gia đình, mô hình"),
            ("giai_doan", "giai đoạn của điển hình"),
            ("khen_thuong", "số khen thưởng còn giá trị ghi trong bài"),
            ("dinh_chinh", "số lần đính chính"),
            ("bai_mau", "1 nếu là bài minh họa, không có thật"),
        ),
        (
            (
                story.item.id,
                root + story.address,
                story.front.title,
                _day(story.published.date()),
                story.unit.key,
                _BETWEEN.join(field.name for field in story.fields),
                _BETWEEN.join(campaign.front.title for campaign in story.campaigns),
                SUBJECTS[story.front.subject] if story.front.subject else None,
                STAGES[story.front.stage] if story.front.stage else None,
                sum(not award.revoked for award in story.front.awards),
                len(story.front.corrections),
                int(story.front.sample),
            )
            for story in edition.stories
        ),
    )


def _units(edition: Edition, root: str) -> Table:
    return _table(
        "don-vi",
        (
            ("khoa", "khóa riêng của đơn vị, không bao giờ đổi"),
            ("ten", "tên"),
            ("loai", "loại đơn vị"),
            ("tu_ngay", "ngày đầu tiên có hiệu lực; để trống nếu không rõ"),
            ("den_ngay", "ngày cuối cùng có hiệu lực; để trống nếu còn"),
            ("ma", "mã đơn vị hành chính; mã có thể dùng lại qua các thời kỳ"),
            ("cap_tren", "khóa đơn vị cấp trên"),
            ("tien_than", "khóa các đơn vị tiền thân, cách nhau bằng dấu chấm phẩy"),
            ("ke_thua", "khóa các đơn vị kế thừa, cách nhau bằng dấu chấm phẩy"),
            ("so_tin_bai", "số tin, bài đã đăng dưới tên đơn vị"),
        ),
        (
            (
                unit.key,
                unit.name,
                unit.type,
                _day(unit.start),
                _day(unit.end),
                unit.code,
                unit.parent,
                _BETWEEN.join(unit.predecessors),
                _BETWEEN.join(unit.successors),
                len(edition.by_unit.get(unit.key, ())),
            )
            for unit in edition.units
        ),
    )


def _documents(edition: Edition, root: str) -> Table:
    return _table(
        "van-ban",
        (
            ("khoa", "khóa riêng của văn bản"),
            ("dia_chi", "địa chỉ trên trang"),
            ("loai", "loại văn bản"),
            ("so_ky_hieu", "số ký hiệu"),
            ("trich_yeu", "trích yếu"),
            ("co_quan", "cơ quan ban hành"),
            ("ngay_ban_hanh", "ngày ban hành"),
            ("ngay_hieu_luc", "ngày có hiệu lực; để trống nếu không rõ"),
            ("ngay_het_hieu_luc", "ngày hết hiệu lực; để trống nếu không rõ"),
            ("tinh_trang", "tình trạng hiệu lực vào ngày dựng trang"),
            ("kiem_tra", "ngày kiểm tra tình trạng"),
        ),
        (
            (
                document.slug,
                root + document.item.address,
                document.front.type,
                document.front.number,
                document.front.title,
                document.front.issuer,
                _day(document.front.issued),
                _day(document.front.effective),
                _day(document.front.expires),
                document.status.value,
                _day(document.front.checked),
            )
            for document in edition.documents
        ),
    )


def _events(edition: Edition, root: str) -> Table:
    return _table(
        "su-kien",
        (
            ("id", "mã vĩnh viễn của sự kiện"),
            ("dia_chi", "địa chỉ trên trang"),
            ("ten", "tên sự kiện"),
            ("loai", "loại sự kiện"),
            ("bat_dau", "lúc bắt đầu, giờ địa phương; chỉ có ngày là cả ngày"),
            ("ket_thuc", "lúc kết thúc; để trống nếu không ghi"),
            ("noi", "nơi tổ chức"),
            ("don_vi", "khóa đơn vị, xem bảng đơn vị"),
            ("da_huy", "1 nếu đã hủy"),
            ("su_kien_mau", "1 nếu là sự kiện minh họa, không có thật"),
        ),
        (
            (
                event.item.id,
                root + event.item.address,
                event.front.title,
                event.kind,
                _moment(event.front.start),
                _moment(event.front.end),
                event.front.place,
                event.unit.key,
                int(event.front.cancelled),
                int(event.front.sample),
            )
            for event in sort_by_start(edition.events)
        ),
    )
