"""The report of a period, computed from what is public."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from typing import TypeVar

from bulletin.edition.edition import Edition
from bulletin.edition.public_awards import Level
from bulletin.edition.public_documents import PublicDocument
from bulletin.edition.public_events import EventState
from bulletin.edition.public_story import PublicStory
from bulletin.model.aired_story import AiredStory
from bulletin.model.campaign import Campaign
from bulletin.model.labels import CAMPAIGN_STORY, STAGES, SUBJECTS
from bulletin.model.story import Stage, Subject
from bulletin.office.report.annex import PARTS, iter_lists
from bulletin.office.report.figures import Breakdown, Count, Listing, Report, Share, T, UnitLine
from bulletin.office.report.period import Period
from bulletin.office.report.sources import Sources, collect_sources
from bulletin.office.report.unit_lines import make_unit_lines
from bulletin.vietnamese.collate import collation_key
from bulletin.vietnamese.dates import month_name, short_date

K = TypeVar("K")

SUBJECT_LINE = "Kết quả công tác thông tin, tuyên truyền về thi đua, khen thưởng"
NOT_RECORDED = "chưa có số liệu"
"""What stands where the bulletin does not record what is asked for."""

_SEVERAL = (
    "Một bài thuộc nhiều {} được tính ở từng {}, nên tổng các dòng có thể lớn hơn tổng số bài."
)


def make_report(
    edition: Edition,
    aired: Sequence[AiredStory],
    period: Period,
    *,
    bulletin_name: str = "",
    merge_units: bool = False,
) -> Report:
    """Return the report of `period` as known on the day of `edition`.

    `aired` is what stations reported; without any entry nothing is known of it. With `merge_units`
    the stories of units that ended count with their successors.
    """
    before = period.year_before
    is_known = edition.bulletin.since <= before.last
    sources = collect_sources(edition, aired, period, before if is_known else None)
    units = make_unit_lines(edition, sources.stories, period, merge=merge_units)
    return Report(
        title=f"{SUBJECT_LINE} {period.name}",
        period=period,
        before=before,
        made_on=edition.today,
        bulletin=bulletin_name,
        publisher=edition.bulletin.publisher,
        governing_body=edition.bulletin.governing_body,
        authority=edition.bulletin.authority,
        attribution=edition.bulletin.attribution,
        breakdowns=tuple(
            _iter_breakdowns(edition, sources, period, before, units, knows_air=bool(aired))
        ),
        shares=tuple(_iter_shares(sources, knows_air=bool(aired))),
        units=units,
        lists=tuple(iter_lists(sources, edition)),
        unknown=tuple(_iter_unknown(edition, sources, period, before, knows_air=bool(aired))),
        remarks=tuple(_iter_remarks(edition, period, merge_units=merge_units)),
    )


def _iter_breakdowns(
    edition: Edition,
    sources: Sources,
    period: Period,
    before: Period,
    units: Sequence[UnitLine],
    *,
    knows_air: bool,
) -> Iterator[Breakdown]:
    stories = sources.stories
    yield _count_totals(sources, period, before, edition.own_units, knows_air=knows_air)
    expected = {line.key for line in units}
    named = [
        unit
        for unit in edition.units
        if unit.key in expected or any(s.unit.key == unit.key for _, _, s in stories.iter_rows())
    ]
    yield Breakdown(
        "don-vi",
        "Tin, bài theo đơn vị",
        tuple(
            stories.count(unit.key, edition.unit_label(unit), _is_of_unit(unit.key))
            for unit in named
        ),
        "Mỗi bài tính cho đúng đơn vị ghi trong bài; bài của ấp, khu phố tính cho ấp, khu phố.",
    )
    yield Breakdown(
        "linh-vuc",
        "Tin, bài theo lĩnh vực",
        tuple(
            stories.count(field.key, field.name, _has_field(field.key)) for field in edition.fields
        ),
        _SEVERAL.format("lĩnh vực", "lĩnh vực"),
    )
    yield Breakdown("doi-tuong", "Tin, bài theo đối tượng", _count_subjects(stories))
    yield Breakdown(
        "phong-trao",
        "Tin, bài theo phong trào thi đua",
        tuple(_iter_campaign_counts(edition, stories, period)),
        _SEVERAL.format("phong trào", "phong trào"),
    )
    yield Breakdown(
        "giai-doan",
        "Tin, bài theo giai đoạn xây dựng điển hình",
        _count_stages(stories, lambda story: True),
        "Giai đoạn là giai đoạn ghi trong bài vào ngày lập báo cáo.",
    )
    yield Breakdown(
        "mo-hinh",
        "Mô hình, cách làm theo giai đoạn",
        _count_stages(stories, lambda story: story.front.subject is Subject.MODEL),
        "Chỉ tính bài ghi đối tượng là mô hình, cách làm; mô hình đã nhân rộng ở dòng Nhân rộng.",
    )
    yield Breakdown("thang", "Tin, bài theo tháng", tuple(_iter_month_counts(stories, period)))
    awards = sources.awards
    yield Breakdown(
        "khen-thuong-cap",
        "Khen thưởng nêu trong tin, bài, theo cấp quyết định",
        _count_named(
            awards,
            {level: (level.name.lower(), level.value) for level in Level},
            lambda one: None if one.award.revoked else one.level,
        ),
        "Khen thưởng đã thu hồi không được tính.",
    )
    yield Breakdown(
        "khen-thuong-hinh-thuc",
        "Khen thưởng nêu trong tin, bài, theo danh hiệu, hình thức",
        _count_values(awards, lambda one: None if one.award.revoked else one.award.title),
        "Khen thưởng đã thu hồi không được tính.",
    )
    documents = sources.documents
    yield Breakdown(
        "van-ban-loai",
        "Văn bản ban hành trong kỳ, theo loại",
        tuple(
            count
            for name in sorted({one.front.type for one in documents.current}, key=collation_key)
            if (count := _count_issued(documents, name, period, before)).rows or count.before
        ),
    )
    yield Breakdown(
        "su-kien-loai",
        "Sự kiện đã tổ chức, theo loại",
        _count_values(
            sources.events, lambda one: one.kind if one.state is EventState.PAST else None
        ),
    )
    if knows_air:
        station = edition.bulletin.station.name
        yield Breakdown(
            "phat-song-chuong-trinh",
            "Lượt phát theo chương trình",
            _count_values(
                sources.on_air, lambda one: one.entry.programme or "Không ghi chương trình"
            ),
        )
        yield Breakdown(
            "phat-song-dai",
            "Lượt phát theo đài",
            _count_values(sources.on_air, lambda one: one.entry.station or station),
        )
    yield Breakdown(
        "bai-da-rut",
        "Tin, bài đã rút, theo phần đã rút",
        _count_named(
            sources.withdrawals,
            {part: (part or "ca-bai", words) for part, words in PARTS.items()},
            lambda one: one.only,
        ),
    )


def _count_totals(
    sources: Sources,
    period: Period,
    before: Period,
    own_units: Set[str],
    *,
    knows_air: bool,
) -> Breakdown:
    on_air = sources.on_air
    aired = on_air.count("luot-phat", "Lượt phát trên đài")
    first = on_air.count("bai-da-phat", "Bài khác nhau đã phát", lambda one: not one.is_repeat)
    if not knows_air:
        aired, first = (Count(one.key, one.name, one.of, None) for one in (aired, first))
    return Breakdown(
        "tong-quat",
        "Số liệu chung",
        (
            sources.stories.count("tin-bai", "Tin, bài đã đăng"),
            sources.stories.count(
                "dien-hinh",
                "– trong đó: điển hình, gương người tốt, việc tốt, mô hình",
                lambda story: "campaign" not in story.item.parts,
            ),
            sources.stories.count(
                "tin-phong-trao",
                "– trong đó: tin, bài của phong trào thi đua",
                lambda story: "campaign" in story.item.parts,
            ),
            *(_count_places(sources.stories, own_units) if own_units else ()),
            sources.awards.count(
                "khen-thuong", "Khen thưởng nêu trong tin, bài", lambda one: not one.award.revoked
            ),
            sources.documents.count("van-ban-thu-vien", "Văn bản có trong thư viện"),
            _count_on_days(
                sources.documents,
                "van-ban",
                "Văn bản ban hành trong kỳ",
                lambda one, period: period.holds(one.front.issued),
                period,
                before,
            ),
            sources.questions.count("hoi-dap", "Câu hỏi đáp có trên trang"),
            sources.questions.count(
                "hoi-dap-kiem-tra",
                "Câu hỏi đáp kiểm tra lại gần nhất trong kỳ",
                lambda one: period.holds(one.front.checked),
            ),
            sources.events.count(
                "su-kien", "Sự kiện đã tổ chức", lambda one: one.state is EventState.PAST
            ),
            sources.events.count(
                "su-kien-huy", "Sự kiện đã hủy", lambda one: one.state is EventState.CANCELLED
            ),
            aired,
            first,
            sources.corrections.count("dinh-chinh", "Lần đính chính"),
            sources.withdrawals.count(
                "bai-da-rut", "Tin, bài rút cả bài", lambda one: one.only is None
            ),
        ),
    )


def _count_places(stories: Listing[PublicStory], own_units: Set[str]) -> Iterator[Count]:
    """Yield how many stories are of the bulletin's own units, and how many of other places."""
    yield stories.count(
        "trong-dia-ban",
        "– trong đó: của các đơn vị thuộc bản tin",
        lambda story: story.unit.key in own_units,
    )
    yield stories.count(
        "noi-khac", "– trong đó: của nơi khác", lambda story: story.unit.key not in own_units
    )


def _is_of_unit(key: str) -> Callable[[PublicStory], bool]:
    return lambda story: story.unit.key == key


def _has_field(key: str) -> Callable[[PublicStory], bool]:
    return lambda story: key in story.front.fields


def _count_subjects(stories: Listing[PublicStory]) -> tuple[Count, ...]:
    def is_about(subject: Subject | None) -> Callable[[PublicStory], bool]:
        return lambda story: story.front.subject is subject

    return (
        *(stories.count(one.value, name, is_about(one)) for one, name in SUBJECTS.items()),
        stories.count("khong-ghi", f"{CAMPAIGN_STORY}, không ghi đối tượng", is_about(None)),
    )


def _count_stages(
    stories: Listing[PublicStory], is_counted: Callable[[PublicStory], bool]
) -> tuple[Count, ...]:
    def is_in(stage: Stage | None) -> Callable[[PublicStory], bool]:
        return lambda story: story.front.stage is stage and is_counted(story)

    return (
        *(stories.count(one.value, name, is_in(one)) for one, name in STAGES.items()),
        stories.count("khong-ghi", "Không ghi giai đoạn", is_in(None)),
    )


def _iter_campaign_counts(
    edition: Edition, stories: Listing[PublicStory], period: Period
) -> Iterator[Count]:
    """Yield the figures of campaigns that ran in the period or have stories."""
    for item in edition.campaigns:
        key = item.parts["campaign"]

        def is_of(story: PublicStory, key: str = key) -> bool:
            return key in {one.parts["campaign"] for one in story.campaigns}

        count = stories.count(key, item.front.title, is_of)
        if count.rows or count.before or _may_run(item.front, period):
            yield count
    yield stories.count("khong-thuoc", "Không thuộc phong trào nào", lambda s: not s.campaigns)


def _may_run(campaign: Campaign, period: Period) -> bool:
    has_begun = campaign.started <= period.last
    return has_begun and (campaign.ended is None or campaign.ended >= period.first)


def _iter_month_counts(stories: Listing[PublicStory], period: Period) -> Iterator[Count]:
    """Yield the figures of the months; of the year before that of the same month."""
    rows = list(stories.iter_rows())
    for year, month in period.iter_months():

        def find(which: str, year: int, month: int = month) -> tuple[int, ...]:
            return tuple(
                number
                for number, period_of_row, story in rows
                if period_of_row == which
                and (story.published.year, story.published.month) == (year, month)
            )

        before = None if stories.before is None else find("trước", year - 1)
        name = month_name(year, month).capitalize()
        yield Count(f"{year}-{month:02}", name, stories.name, find("này", year), before)


def _count_values(listing: Listing[T], value_of: Callable[[T], str | None]) -> tuple[Count, ...]:
    """Return a figure for each value, in Vietnamese order; None is not counted."""
    values = {value for _, _, thing in listing.iter_rows() if (value := value_of(thing))}
    names = {value: (value, value) for value in sorted(values, key=collation_key)}
    return _count_named(listing, names, value_of)


def _count_named(
    listing: Listing[T], names: Mapping[K, tuple[str, str]], value_of: Callable[[T], K | None]
) -> tuple[Count, ...]:
    """Return a figure for each value of `names`, which has its key and its words."""

    def has(wanted: K) -> Callable[[T], bool]:
        return lambda thing: value_of(thing) == wanted

    return tuple(listing.count(*words, has(value)) for value, words in names.items())


def _count_issued(
    documents: Listing[PublicDocument], kind: str, period: Period, before: Period
) -> Count:
    """Return the figure of the documents of a type that were issued in the period."""

    def is_counted(document: PublicDocument, period: Period) -> bool:
        return document.front.type == kind and period.holds(document.front.issued)

    return _count_on_days(documents, kind, kind, is_counted, period, before)


def _count_on_days(
    listing: Listing[T],
    key: str,
    name: str,
    is_counted: Callable[[T, Period], bool],
    period: Period,
    before: Period,
) -> Count:
    """Return the figure of a list that is not divided into the two periods."""
    rows, rows_before = (
        tuple(n for n, thing in enumerate(listing.current, 1) if is_counted(thing, one))
        for one in (period, before)
    )
    return Count(key, name, listing.name, rows, rows_before)


def _iter_shares(sources: Sources, *, knows_air: bool) -> Iterator[Share]:
    stories = sources.stories.current
    about = [story for story in stories if story.front.subject is not None]
    for subject, name in SUBJECTS.items():
        part = sum(story.front.subject is subject for story in about)
        yield Share(subject.value, f"{name} trên số bài có ghi đối tượng", part, len(about))
    yield from (
        Share(key, name, None, None, f"{NOT_RECORDED}: bản tin không ghi điều này")
        for key, name in (
            ("truc-tiep-lao-dong", "Người trực tiếp lao động, sản xuất, công tác"),
            ("nu", "Nữ trong số người được nêu gương"),
        )
    )
    models = [story for story in about if story.front.subject is Subject.MODEL]
    replicated = sum(story.front.stage is Stage.REPLICATED for story in models)
    yield Share("nhan-rong", "Mô hình, cách làm đã nhân rộng", replicated, len(models))
    name = "Tin, bài của kỳ đã phát trên đài"
    if not knows_air:
        yield Share("da-phat", name, None, None, f"{NOT_RECORDED}: chưa ghi lần phát nào")
        return
    ids = {one.entry.story for _, _, one in sources.on_air.iter_rows()}
    yield Share("da-phat", name, sum(s.item.id in ids for s in stories), len(stories))


def _iter_unknown(
    edition: Edition, sources: Sources, period: Period, before: Period, *, knows_air: bool
) -> Iterator[str]:
    if sources.stories.before is None:
        yield (
            f"Số liệu cùng kỳ ({before.days}): bản tin bắt đầu từ ngày "
            f"{short_date(edition.bulletin.since)}."
        )
    elif edition.bulletin.since > before.first:
        yield (
            f"Số liệu cùng kỳ không đủ cả kỳ: bản tin bắt đầu từ ngày "
            f"{short_date(edition.bulletin.since)}."
        )
    if not knows_air:
        yield "Phát trên đài: đài chưa báo lần phát nào."
    yield "Người trực tiếp lao động, nữ, dân tộc thiểu số: bản tin không ghi nên không tính được."
    yield "Số người dự các sự kiện: bản tin không ghi."
    yield "Ngày đăng của văn bản và câu hỏi đáp: bản tin chỉ ghi ngày ban hành, ngày kiểm tra."


def _iter_remarks(edition: Edition, period: Period, *, merge_units: bool) -> Iterable[str]:
    yield (
        f"Số liệu lấy từ bản tin vào ngày {short_date(edition.today)}; "
        "bài mẫu, bản nháp và bài chưa đến ngày đăng không được tính."
    )
    if period.last > edition.today:
        yield f"Kỳ báo cáo chưa hết: số liệu tính đến ngày {short_date(edition.today)}."
    yield "Bài đã rút không còn trong bản tin nên không có trong số tin, bài; chỉ đếm số lần rút."
    yield "Khen thưởng tính theo ngày đăng của bài nêu khen thưởng, không theo ngày quyết định."
    ended = edition.bulletin.publisher_until
    if ended is not None and ended < min(period.last, edition.today):
        yield (
            f"{edition.bulletin.publisher} đã thôi hoạt động sau ngày {short_date(ended)}: sửa tên "
            "cơ quan báo cáo, nơi gửi và người ký trước khi ký."
        )
    if merge_units:
        yield "Đơn vị đã sắp xếp lại được tính gộp vào đơn vị kế thừa ở bảng đơn vị chưa có bài."
