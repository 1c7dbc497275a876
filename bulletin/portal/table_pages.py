"""The pages of a portal that are tables: commendations, events, numbers, bulletins."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby

from bulletin.edition.public_awards import Level
from bulletin.edition.table import Column, Table
from bulletin.model import addresses
from bulletin.model.catalog import EventCard
from bulletin.pages.award_pages import AwardRow, AwardsView
from bulletin.pages.event_pages import EventLine, EventsView
from bulletin.pages.page import Fact, FeedLink, Link, Page, View
from bulletin.pages.pagination import format_page_title, paginate
from bulletin.portal.holdings import Holdings, Member, PortalAward, pick_events
from bulletin.vietnamese.dates import month_name, period, short_date, spoken_hour, weekday

_AWARDS_PER_PAGE = 200
_STALE_DAYS = 7

MOST_EVENTS = 2_000
MOST_EVENTS_OF_EACH = 100
"""Events in the list, and those of each bulletin where there are more; those to come come first."""

_FORMS = {
    "catalog": "danh mục của bản tin",
    "tables": "dữ liệu mở của bản tin (bản cũ, chưa có danh mục)",
    "feed": "nguồn tin RSS, chỉ những bài mới nhất",
    "": "chưa đọc được lần nào",
}


# --- commendations --------------------------------------------------------------------------------


def iter_award_pages(holdings: Holdings) -> Iterator[Page]:
    """Yield the pages of the list of commendations."""
    lead = "Các khen thưởng ghi trong tin, bài của các bản tin; mới nhất xếp trước."
    if (first := holdings.first_year_of_awards) is not None:
        lead = f"{lead} Ở đây là tin, bài từ năm {first}; năm trước nữa xem ở từng bản tin."
    feeds = (FeedLink("Khen thưởng", addresses.AWARDS_FEED),)
    for address, shown, pagination in paginate(
        addresses.COMMENDATIONS, holdings.awards, _AWARDS_PER_PAGE
    ):
        rows = tuple(map(_make_award_row, shown))
        years = sorted({str(row.day.year) for row in rows if row.day}, reverse=True)
        levels = [level.value for level in Level if any(row.level == level.value for row in rows)]
        units = tuple(dict.fromkeys(row.unit.text for row in rows))
        yield Page(
            address=address,
            template="commendations.html",
            title=format_page_title("Khen thưởng", pagination),
            description=lead,
            section=addresses.COMMENDATIONS,
            feeds=feeds,
            view=AwardsView(
                lead=lead if pagination.page_number == 1 else "",
                rows=rows,
                count=len(holdings.awards),
                filters=(
                    ("Năm", 3, tuple(years)),
                    ("Cấp", 2, tuple(levels)),
                    ("Đơn vị", 1, units),
                ),
                empty="Chưa có khen thưởng nào được ghi trong tin, bài.",
                pagination=pagination,
            ),
        )


def _make_award_row(one: PortalAward) -> AwardRow:
    award, story = one.award, one.story
    revoked = ""
    if award.revoked:
        day = f" ngày {short_date(award.revoked_on)}" if award.revoked_on else ""
        reason = f": {award.revoked_reason}" if award.revoked_reason else ""
        revoked = f"Đã thu hồi{day}{reason}"
    return AwardRow(
        title=award.title,
        story=Link(story.card.title, story.url),
        unit=Link(story.unit_label, story.unit),
        level=one.level.value,
        issuer=award.issuer or "",
        decision=award.decision or "",
        day=award.date,
        revoked=revoked,
        sample=False,
    )


def make_award_table(holdings: Holdings) -> Table:
    """Return the commendations as open data."""
    columns = (
        ("bai", "tên bài ghi khen thưởng"),
        ("dia_chi", "địa chỉ của bài ở bản tin"),
        ("ban_tin", "bản tin"),
        ("danh_hieu", "danh hiệu thi đua hoặc hình thức khen thưởng"),
        ("cap", "cấp quyết định khen thưởng"),
        ("noi_quyet_dinh", "người hoặc cơ quan quyết định; để trống nếu không rõ"),
        ("quyet_dinh", "số quyết định; để trống nếu không rõ"),
        ("ngay", "ngày quyết định; để trống nếu không rõ"),
        ("da_thu_hoi", "1 nếu đã thu hồi"),
    )
    rows = tuple(
        (
            one.story.card.title,
            one.story.url,
            one.story.member.name,
            one.award.title,
            one.level.value,
            one.award.issuer,
            one.award.decision,
            one.award.date.isoformat() if one.award.date else None,
            int(one.award.revoked),
        )
        for one in holdings.awards
    )
    return Table("khen-thuong", tuple(Column(*one) for one in columns), rows, "Khen thưởng")


# --- events ---------------------------------------------------------------------------------------


def iter_event_pages(holdings: Holdings) -> Iterator[Page]:
    """Yield the pages of the calendar: what is to come first, then what is over."""
    coming = [one for one in holdings.events if _last_day(one[0]) >= holdings.today]
    past = [one for one in reversed(holdings.events) if _last_day(one[0]) < holdings.today]
    lead = "Sự kiện của các bản tin; việc sắp diễn ra xếp trước."
    listed = pick_events([*coming, *past], MOST_EVENTS, MOST_EVENTS_OF_EACH)
    for address, shown, pagination in paginate(addresses.EVENTS, listed):
        months = groupby(
            shown,
            key=lambda one: (one[0].start.year, one[0].start.month),
        )
        yield Page(
            address=address,
            template="events.html",
            title=format_page_title("Sự kiện", pagination),
            description=lead,
            section=addresses.EVENTS,
            feeds=(),
            view=EventsView(
                lead=lead if pagination.page_number == 1 else "",
                months=tuple(
                    (
                        f"{(name := month_name(*month))[:1].upper()}{name[1:]}",
                        tuple(_make_line(*one, holdings.today) for one in of),
                    )
                    for month, of in months
                ),
                empty="Chưa có sự kiện nào.",
                pagination=pagination,
            ),
        )


def _make_line(card: EventCard, member: Member, today: dt.date) -> EventLine:
    start = card.start
    day = weekday(start.date())
    words = f"{day[:1].upper()}{day[1:]}, {short_date(start)}"
    if card.end is not None and card.end.date() != start.date():
        words = period(start.date(), card.end.date())
    elif start.has_hour:
        words = f"{words}, {spoken_hour(start)}"
    state = "Sắp tới" if _last_day(card) >= today else "Đã qua"
    return EventLine(
        title=card.title,
        address=member.link(card.address),
        day=start.date(),
        weekday=day,
        when=words,
        place=card.place,
        unit=member.name,
        kind=card.kind,
        state="Đã hủy" if card.cancelled else state,
        sample=False,
        held="",
    )


def _last_day(card: EventCard) -> dt.date:
    return (card.end or card.start).date()


# --- numbers --------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class NumberRow:
    """The numbers of a bulletin in a year; `silent` counts its units without a story.

    None is what is not known: nothing of a bulletin that was never read, and `aired` and `silent`
    where it does not say.
    """

    member: Link
    stories: int | None
    awards: int | None
    events: int | None
    aired: int | None
    silent: int | None


@dataclass(frozen=True, slots=True)
class NumbersView(View):
    """portal-numbers.html: the numbers of a year, with their sum, and who was silent."""

    lead: str
    rows: tuple[NumberRow, ...]
    sum: NumberRow
    silent: tuple[Link, ...]
    unknown: tuple[Link, ...]
    years: tuple[Link, ...]
    table: str


def iter_number_pages(holdings: Holdings) -> Iterator[Page]:
    """Yield the numbers of each year; the section's own page shows the latest."""
    years = find_years(holdings)
    links = tuple(Link(f"Năm {year}", f"{addresses.NUMBERS}{year}/") for year in years)
    for position, year in enumerate(years):
        view = _make_numbers_view(holdings, year, links)
        title = f"Số liệu năm {year}"
        for address in (*([addresses.NUMBERS] if position == 0 else []), links[position].address):
            yield Page(
                address=address,
                template="portal-numbers.html",
                title=title,
                description=f"Số tin, bài, khen thưởng, sự kiện của các bản tin trong năm {year}.",
                section=addresses.NUMBERS,
                feeds=(),
                view=view,
                listed=address != addresses.NUMBERS,
            )


def find_years(holdings: Holdings) -> list[int]:
    """Return the years that have numbers, the latest first; at least that of the day."""
    events = {card.start.year for card, _ in holdings.events}
    known = {*holdings.by_year, *events, holdings.today.year}
    return sorted((year for year in known if year <= holdings.today.year), reverse=True)


def make_number_rows(holdings: Holdings, year: int) -> list[NumberRow]:
    """Return the numbers of each bulletin in `year`: what the portal itself counts of its cards.

    Only what cards do not say, what was aired and which units were silent, is the bulletin's word.
    """
    stories: Counter[str] = Counter()
    awards: Counter[str] = Counter()
    for story in holdings.by_year.get(year, ()):
        stories[story.member.key] += 1
        awards[story.member.key] += sum(not award.revoked for award in story.card.awards)
    events = Counter(
        member.key
        for card, member in holdings.events
        if card.start.year == year and not card.cancelled
    )
    rows = []
    for member in holdings.members:
        said = member.numbers.get(year)
        if member.copy.catalog is None:
            rows.append(NumberRow(Link(member.name, member.address), None, None, None, None, None))
            continue
        rows.append(
            NumberRow(
                Link(member.name, member.address),
                stories[member.key],
                awards[member.key],
                events[member.key],
                said.aired if said else None,
                said.silent if said else None,
            )
        )
    return rows


def _make_numbers_view(holdings: Holdings, year: int, years: tuple[Link, ...]) -> NumbersView:
    rows = make_number_rows(holdings, year)
    unread = [row for row in rows if row.stories is None]
    return NumbersView(
        lead=f"Cộng từ {len(rows) - len(unread)} bản tin đọc được trong {len(rows)} bản tin. "
        "Tin, bài đã rút và bài mẫu không tính.",
        rows=tuple(rows),
        sum=NumberRow(
            Link("Cộng", addresses.UNITS),
            _add(row.stories for row in rows),
            _add(row.awards for row in rows),
            _add(row.events for row in rows),
            _add(row.aired for row in rows),
            _add(row.silent for row in rows),
        ),
        silent=tuple(row.member for row in rows if row.stories == 0),
        unknown=tuple(row.member for row in unread),
        years=years,
        table=f"/du-lieu/so-lieu-{year}.csv",
    )


def _add(values: Iterator[int | None]) -> int | None:
    known = [value for value in values if value is not None]
    return sum(known) if known else None


def make_number_table(holdings: Holdings, year: int) -> Table:
    """Return the numbers of a year as open data."""
    columns = (
        ("ban_tin", "tên bản tin"),
        ("tin_bai", "tin, bài thật của năm, không tính bài đã rút"),
        ("khen_thuong", "khen thưởng còn giá trị ghi trong tin, bài của năm"),
        ("su_kien", "sự kiện của năm, không tính sự kiện đã hủy"),
        ("da_phat", "lần phát trên đài, theo bản tin; để trống nếu không rõ"),
        ("don_vi_chua_co_bai", "đơn vị trực thuộc chưa có bài, theo bản tin"),
    )
    rows = tuple(
        (row.member.text, row.stories, row.awards, row.events, row.aired, row.silent)
        for row in make_number_rows(holdings, year)
    )
    heading = f"Số liệu năm {year}"
    return Table(f"so-lieu-{year}", tuple(Column(*one) for one in columns), rows, heading)


# --- the bulletins --------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class MemberRow:
    """A bulletin of the portal and how it is: `state` in words."""

    member: Link
    state: str
    stories: int
    changed: dt.date | None
    good_on: dt.date | None


@dataclass(frozen=True, slots=True)
class MembersView(View):
    """portal-members.html: all bulletins, those that cannot be read first."""

    lead: str
    rows: tuple[MemberRow, ...]


@dataclass(frozen=True, slots=True)
class MemberView(View):
    """portal-member.html: how a bulletin is; `notice` says that its copy is old."""

    notice: str
    facts: tuple[Fact, ...]
    faults: tuple[str, ...]


def iter_member_pages(holdings: Holdings) -> Iterator[Page]:
    """Yield the list of the bulletins and a page on each."""
    members = sorted(holdings.members, key=lambda one: one.copy.state.failing_since is None)
    failing = sum(one.copy.state.failing_since is not None for one in members)
    lead = f"Cổng đọc {len(members)} bản tin; {failing} bản tin đang không đọc được."
    yield Page(
        address=addresses.MEMBERS,
        template="portal-members.html",
        title="Các bản tin",
        description="Tình trạng của từng bản tin mà cổng đọc.",
        section=addresses.MEMBERS,
        feeds=(),
        view=MembersView(lead, tuple(_make_member_row(member, holdings) for member in members)),
    )
    for member in holdings.members:
        yield _make_member_page(member, holdings)


def _make_member_row(member: Member, holdings: Holdings) -> MemberRow:
    state, catalog = member.copy.state, member.copy.catalog
    return MemberRow(
        Link(member.name, f"{addresses.MEMBERS}{member.key}/"),
        _find_state(member, holdings.today),
        len(holdings.by_unit.get(member.address, ())),
        catalog.changed if catalog is not None and state.form == "catalog" else None,
        state.good_on,
    )


def _find_state(member: Member, today: dt.date) -> str:
    state = member.copy.state
    if member.copy.catalog is None:
        return "Chưa đọc được"
    if state.failing_since is not None:
        return "Không đọc được"
    if state.faults:
        return "Có chỗ sai"
    until = _certificate_day(member)
    if until is not None and (until - today).days < 2 * _STALE_DAYS:
        return "Chứng thư sắp hết hạn"
    return "Bình thường"


def _certificate_day(member: Member) -> dt.date | None:
    text = member.copy.state.certificate_until
    return dt.date.fromisoformat(text) if text else None


def _make_member_page(member: Member, holdings: Holdings) -> Page:
    copy = member.copy
    state, catalog = copy.state, copy.catalog
    until = _certificate_day(member)
    whole = sum(one.only is None for one in copy.withdrawals)
    changed = catalog.changed if catalog is not None and state.form == "catalog" else None
    facts = (
        Fact("Trang của bản tin", (Link(member.root, member.root),) if member.has_address else ()),
        Fact("Tin, bài trên cổng", (Link(member.name, member.address),)),
        Fact("Tình trạng", (_find_state(member, holdings.today),)),
        Fact("Đọc từ", (_FORMS.get(state.form, ""),)),
        Fact("Nội dung đổi lần cuối", (short_date(changed),) if changed else ()),
        Fact("Bản chép của ngày", (short_date(state.good_on),) if state.good_on else ()),
        Fact("Tin, bài", (str(len(member.stories)),)),
        Fact("Bài mẫu, không đưa lên cổng", (str(member.sample_count),)),
        Fact("Bài đã rút", (str(whole),)),
        Fact("Chứng thư của máy chủ", (f"dùng được đến {short_date(until)}",) if until else ()),
    )
    return Page(
        address=f"{addresses.MEMBERS}{member.key}/",
        template="portal-member.html",
        title=f"Tình trạng: {member.name}",
        description=f"Cổng đọc bản tin {member.name} lần cuối khi nào, có gì sai.",
        section=addresses.MEMBERS,
        feeds=(),
        view=MemberView(member.notice, tuple(fact for fact in facts if fact.values), state.faults),
    )
