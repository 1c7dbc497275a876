"""The tables of the open data.

They have no names of people: who agreed to be named on the site did not agree to be part of tables
that can be merged with others.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence

from bulletin.edition.edition import Edition
from bulletin.edition.public_awards import iter_awards
from bulletin.edition.public_events import sort_by_start
from bulletin.edition.public_story import count_real
from bulletin.edition.table import Cell, Column, Table
from bulletin.model.labels import STAGES, SUBJECTS

_SEPARATOR = "; "


def iter_tables(edition: Edition, site_url: str) -> Iterator[Table]:
    """Yield the tables of stories, units, documents, events and commendations.

    `site_url` is the URL of the site's root; the addresses in the tables begin with it.
    """
    root = site_url.rstrip("/")
    yield _make_story_table(edition, root)
    yield _make_unit_table(edition)
    yield _make_document_table(edition, root)
    yield _make_event_table(edition, root)
    yield _make_award_table(edition, root)


def _make_table(
    heading: str, name: str, columns: Sequence[tuple[str, str]], rows: Iterable[tuple[Cell, ...]]
) -> Table:
    return Table(name, tuple(Column(*column) for column in columns), tuple(rows), heading)


def _format_day(day: dt.date | None) -> str | None:
    return day.isoformat() if day is not None else None


def _format_moment(moment: dt.datetime | None) -> str | None:
    """Return the moment as in the front matter: a day, with hour and minute if they were given."""
    return moment.isoformat(timespec="minutes").removesuffix("T00:00") if moment else None


def _make_story_table(edition: Edition, root: str) -> Table:
    return _make_table(
        "Tin, bài",
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
                _format_day(story.published.date()),
                story.unit.key,
                _SEPARATOR.join(field.name for field in story.fields),
                _SEPARATOR.join(campaign.front.title for campaign in story.campaigns),
                SUBJECTS[story.front.subject] if story.front.subject else None,
                STAGES[story.front.stage] if story.front.stage else None,
                sum(not award.revoked for award in story.front.awards),
                len(story.front.corrections),
                int(story.front.sample),
            )
            for story in edition.published
        ),
    )


def _make_unit_table(edition: Edition) -> Table:
    return _make_table(
        "Đơn vị",
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
            ("so_tin_bai", "số tin, bài thật đã đăng dưới tên đơn vị và các đơn vị trực thuộc"),
        ),
        (
            (
                unit.key,
                unit.name,
                unit.type,
                _format_day(unit.start),
                _format_day(unit.end),
                unit.code,
                unit.parent,
                _SEPARATOR.join(unit.predecessors),
                _SEPARATOR.join(unit.successors),
                count_real(edition.by_unit.get(unit.key, ())),
            )
            for unit in edition.units
        ),
    )


def _make_document_table(edition: Edition, root: str) -> Table:
    return _make_table(
        "Văn bản",
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
            ("tinh_trang", "tình trạng hiệu lực vào ngày cập nhật"),
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
                _format_day(document.front.issued),
                _format_day(document.front.effective),
                _format_day(document.front.expires),
                document.status.value,
                _format_day(document.front.checked),
            )
            for document in edition.documents
        ),
    )


def _make_event_table(edition: Edition, root: str) -> Table:
    return _make_table(
        "Sự kiện",
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
                event.front.start.written,
                event.front.end.written if event.front.end else None,
                event.front.place,
                event.unit.key,
                int(event.front.cancelled),
                int(event.front.sample),
            )
            for event in sort_by_start(edition.events)
        ),
    )


def _make_award_table(edition: Edition, root: str) -> Table:
    return _make_table(
        "Khen thưởng",
        "khen-thuong",
        (
            ("bai", "mã vĩnh viễn của bài ghi khen thưởng"),
            ("dia_chi", "địa chỉ của bài trên trang"),
            ("danh_hieu", "danh hiệu thi đua hoặc hình thức khen thưởng"),
            ("cap", "cấp quyết định khen thưởng"),
            ("noi_quyet_dinh", "người hoặc cơ quan quyết định; để trống nếu không rõ"),
            ("quyet_dinh", "số quyết định; để trống nếu không rõ"),
            ("ngay", "ngày quyết định; để trống nếu không rõ"),
            ("don_vi", "khóa đơn vị, xem bảng đơn vị"),
            ("da_thu_hoi", "1 nếu đã thu hồi"),
            ("ngay_thu_hoi", "ngày thu hồi; để trống nếu không rõ"),
            ("ly_do_thu_hoi", "lý do thu hồi"),
            ("bai_mau", "1 nếu là bài minh họa, không có thật"),
        ),
        (
            (
                one.story.item.id,
                root + one.story.address,
                one.award.title,
                one.level.value,
                one.award.issuer,
                one.award.decision,
                _format_day(one.award.date),
                one.story.unit.key,
                int(one.award.revoked),
                _format_day(one.award.revoked_on),
                one.award.revoked_reason,
                int(one.story.front.sample),
            )
            for one in iter_awards(edition.stories)
            if not one.story.held
        ),
    )
