"""The lists in the annex of a report: each row is one thing that a figure counts."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterator, Mapping, Sequence

from bulletin.edition.edition import Edition
from bulletin.edition.public_events import EventState
from bulletin.edition.public_story import PublicStory
from bulletin.edition.table import Cell, Column, Table
from bulletin.model.labels import STAGES, SUBJECTS
from bulletin.model.withdrawal import Part
from bulletin.office.report.figures import Listing, T
from bulletin.office.report.sources import CorrectedStory, OnAir, Sources

_SEPARATOR = "; "
_NUMBER = ("stt", "số thứ tự trong danh mục; các con số trong báo cáo dẫn về số này")
_PERIOD = ("ky", "kỳ: này (kỳ báo cáo), trước (cùng kỳ năm trước)")
GONE = "(bài đã rút)"


def iter_lists(sources: Sources, edition: Edition) -> Iterator[Table]:
    """Yield the lists in the order of the annex."""
    yield _list_stories(sources, edition)
    yield _make_list(
        sources.awards,
        "Khen thưởng nêu trong tin, bài",
        (
            ("bai", "mã của bài nêu khen thưởng"),
            ("tieu_de", "tiêu đề của bài"),
            ("danh_hieu", "danh hiệu thi đua hoặc hình thức khen thưởng"),
            ("cap", "cấp quyết định khen thưởng"),
            ("quyet_dinh", "số quyết định; để trống nếu bài không ghi"),
            ("ngay", "ngày quyết định; để trống nếu bài không ghi"),
            ("da_thu_hoi", "1 nếu đã thu hồi: không tính vào con số nào"),
        ),
        lambda one: (
            one.story.item.id,
            one.story.front.title,
            one.award.title,
            one.level.value,
            one.award.decision,
            _format_day(one.award.date),
            int(one.award.revoked),
        ),
    )
    yield _make_list(
        sources.documents,
        "Văn bản trong thư viện của bản tin",
        (
            ("khoa", "khóa của văn bản"),
            ("loai", "loại văn bản"),
            ("so_ky_hieu", "số ký hiệu; để trống nếu không rõ"),
            ("trich_yeu", "trích yếu"),
            ("co_quan", "cơ quan ban hành"),
            ("ngay_ban_hanh", "ngày ban hành"),
        ),
        lambda one: (
            one.slug,
            one.front.type,
            one.front.number,
            one.front.title,
            one.front.issuer,
            _format_day(one.front.issued),
        ),
        has_period=False,
    )
    yield _make_list(
        sources.questions,
        "Hỏi đáp",
        (
            ("id", "mã của câu hỏi"),
            ("cau_hoi", "câu hỏi"),
            ("ngay_kiem_tra", "ngày gần nhất câu trả lời được kiểm tra với văn bản"),
        ),
        lambda one: (one.id, one.front.title, _format_day(one.front.checked)),
        has_period=False,
    )
    yield _make_list(
        sources.events,
        "Sự kiện",
        (
            ("id", "mã của sự kiện"),
            ("ten", "tên sự kiện"),
            ("loai", "loại sự kiện"),
            ("ngay", "ngày bắt đầu"),
            ("noi", "nơi tổ chức"),
            ("don_vi", "đơn vị tổ chức"),
            ("tinh_trang", "đã qua, sắp tới, đã hủy vào ngày lập báo cáo"),
        ),
        lambda one: (
            one.item.id,
            one.front.title,
            one.kind,
            _format_day(one.front.start.date()),
            one.front.place,
            edition.unit_label(one.unit),
            {EventState.PAST: "Đã tổ chức"}.get(one.state, one.state.value),
        ),
    )
    yield _make_list(
        sources.on_air,
        "Tin, bài đã phát trên đài",
        (
            ("bai", "mã của bài"),
            ("tieu_de", "tiêu đề của bài"),
            ("ngay", "ngày phát"),
            ("chuong_trinh", "chương trình; để trống nếu đài không ghi"),
            ("dai", "đài đã phát"),
            ("phat_lai", "1 nếu bài đã phát trước đó trong kỳ"),
        ),
        lambda one: (*_name_aired(one), *_describe_airing(one, edition)),
    )
    yield _make_list(
        sources.corrections,
        "Đính chính",
        (
            ("bai", "mã của bài được đính chính"),
            ("tieu_de", "tiêu đề của bài"),
            ("ngay", "ngày đính chính"),
            ("noi_dung", "điều đã sai và điều đúng"),
        ),
        _describe_correction,
    )
    yield _make_list(
        sources.withdrawals,
        "Tin, bài đã rút",
        (
            ("dia_chi", "địa chỉ cũ; để trống nếu không được in ra"),
            ("ngay", "ngày rút"),
            ("phan", "phần đã rút: cả bài, bài đọc và bản ghi âm, ảnh"),
            ("ly_do", "lý do"),
        ),
        lambda one: (
            None if one.hidden else one.address,
            _format_day(one.date),
            PARTS[one.only],
            one.reason,
        ),
    )


PARTS: Mapping[Part | None, str] = {
    None: "Cả bài",
    Part.RADIO: "Chỉ bài đọc, bản ghi âm",
    Part.IMAGE: "Chỉ ảnh",
}
"""The words for what was withdrawn."""


def _list_stories(sources: Sources, edition: Edition) -> Table:
    def describe(story: PublicStory) -> tuple[Cell, ...]:
        front = story.front
        return (
            story.item.id,
            front.title,
            _format_day(story.published.date()),
            edition.unit_label(story.unit),
            _SEPARATOR.join(field.name for field in story.fields),
            _SEPARATOR.join(campaign.front.title for campaign in story.campaigns),
            SUBJECTS[front.subject] if front.subject else None,
            STAGES[front.stage] if front.stage else None,
        )

    return _make_list(
        sources.stories,
        "Tin, bài đã đăng",
        (
            ("id", "mã vĩnh viễn của bài"),
            ("tieu_de", "tiêu đề"),
            ("ngay", "ngày đăng"),
            ("don_vi", "đơn vị"),
            ("linh_vuc", "tên các lĩnh vực, cách nhau bằng dấu chấm phẩy"),
            ("phong_trao", "tên các phong trào, cách nhau bằng dấu chấm phẩy"),
            ("doi_tuong", "bài nói về ai; để trống nếu bài không ghi"),
            ("giai_doan", "giai đoạn của điển hình; để trống nếu bài không ghi"),
        ),
        describe,
    )


def _name_aired(one: OnAir) -> tuple[Cell, ...]:
    """Return id and title; of a story that was withdrawn neither."""
    return (one.story.item.id, one.story.front.title) if one.story else (None, GONE)


def _describe_airing(one: OnAir, edition: Edition) -> tuple[Cell, ...]:
    station = one.entry.station or edition.bulletin.station.name
    return _format_day(one.entry.date), one.entry.programme, station, int(one.is_repeat)


def _describe_correction(one: CorrectedStory) -> tuple[Cell, ...]:
    text = " ".join(one.correction.text.split())
    return one.story.item.id, one.story.front.title, _format_day(one.correction.date), text


def _make_list(
    listing: Listing[T],
    heading: str,
    columns: Sequence[tuple[str, str]],
    describe: Callable[[T], tuple[Cell, ...]],
    *,
    has_period: bool = True,
) -> Table:
    """Return the list as a table: number, period and what `describe` says of each thing."""
    first = (_NUMBER, _PERIOD) if has_period else (_NUMBER,)
    rows = []
    for number, which, thing in listing.iter_rows():
        head: tuple[Cell, ...] = (number, which) if has_period else (number,)
        rows.append((*head, *describe(thing)))
    named = tuple(Column(*column) for column in (*first, *columns))
    return Table(listing.name, named, tuple(rows), heading)


def _format_day(day: dt.date | None) -> str | None:
    return day.isoformat() if day is not None else None
