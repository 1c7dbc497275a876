"""What of the library is public at a moment, and in which order."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace
from itertools import permutations
from typing import Any

import pytest

from bulletin.edition.channels import MAX_STORIES, iter_channels, iter_feed_addresses
from bulletin.edition.edition import Edition, open_edition
from bulletin.model.campaign import Campaign
from bulletin.model.campaign_progress import CampaignProgress, describe_progress, find_progress
from tests.content.builder import (
    BULLETIN_FILE,
    CAMPAIGN,
    CAMPAIGN_KEYS,
    CAMPAIGN_STORY,
    DATA,
    PERSON,
    STORY,
    STORY_KEYS,
    page,
    read,
    story,
)

NOW = dt.datetime(2026, 11, 23, 12, tzinfo=dt.UTC)
BULLETIN = f"{DATA}/bulletin.yml"
UNITS = f"{DATA}/units.yml"


def edition(changes: dict[str, str | None], now: dt.datetime = NOW) -> Edition:
    """Return the edition of the tiny bulletin with `changes`."""
    return open_edition(read(changes), now)


def slugs(stories: tuple[Any, ...]) -> list[str]:
    """Return the last steps of the stories' addresses."""
    return [story.address.split("/")[-2] for story in stories]


def path(slug: str) -> str:
    """Return the path of an exemplar of 2026."""
    return f"content/exemplars/2026/{slug}.md"


# --- what is public -----------------------------------------------------------------------------


def test_a_story_stands_with_its_unit_fields_and_campaigns() -> None:
    (found,) = edition({STORY: story(campaigns=["xanh-sach"])}).stories
    assert found.unit.name == "Xã Mẫu"
    assert [field.name for field in found.fields] == ["Văn hóa"]
    assert [campaign.front.title for campaign in found.campaigns] == ["Xanh, sạch, đẹp"]
    assert found.published == dt.datetime(2026, 11, 18, tzinfo=dt.timezone(dt.timedelta(hours=7)))
    assert found.guid == "tag:thidua.mau.example,2026:exemplars/2026/duong-hoa"


def test_an_id_of_its_own_makes_the_guid_outlive_a_rename() -> None:
    own = story(id="exemplars/2024/ten-cu")
    (found,) = edition({STORY: None, path("ten-moi"): own}).stories
    assert found.guid == "tag:thidua.mau.example,2026:exemplars/2024/ten-cu"


def test_a_draft_is_never_public() -> None:
    late = dt.datetime(2100, 1, 1, tzinfo=dt.UTC)
    assert edition({STORY: story(draft="true")}, late).stories == ()


@pytest.mark.parametrize(("samples", "count"), [("true", 1), ("false", 0)])
def test_samples_are_public_while_the_bulletin_says_so(samples: str, count: int) -> None:
    bulletin = BULLETIN_FILE.replace("samples: true", f"samples: {samples}")
    found = edition({BULLETIN: bulletin, STORY: story(sample="true")})
    assert len(found.stories) == count


@pytest.mark.parametrize(
    ("date", "now", "public"),
    [
        # Midnight in Vietnam is five in the afternoon of the day before in UTC.
        ("2026-11-18", "2026-11-17T16:59:59+00:00", False),
        ("2026-11-18", "2026-11-17T17:00:00+00:00", True),
        ("2026-11-18", "2026-11-17T23:59:59+07:00", False),
        ("2026-11-18", "2026-11-18T00:00:00+07:00", True),
        ("2026-11-18T07:30", "2026-11-18T00:29:59+00:00", False),
        ("2026-11-18T07:30", "2026-11-18T00:30:00+00:00", True),
        ("2026-11-18T07:30", "2026-11-17T19:30:00-05:00", True),
        ("2026-01-01", "2025-12-31T17:00:00+00:00", True),
        ("9999-12-31T23:59", "2026-11-18T00:00:00+00:00", False),
        ("2020-04-07", "2026-11-18T00:00:00+00:00", True),
    ],
)
def test_a_dated_story_comes_when_its_hour_has_come_in_vietnam(
    date: str, now: str, public: bool
) -> None:
    found = edition({STORY: story(date=date, unit="ap-mau")}, dt.datetime.fromisoformat(now))
    assert bool(found.stories) is public


def test_the_day_of_the_edition_is_that_of_the_bulletin() -> None:
    evening = dt.datetime(2026, 11, 17, 17, tzinfo=dt.UTC)
    assert edition({}, evening).today == dt.date(2026, 11, 18)
    bulletin = BULLETIN_FILE.replace("Asia/Ho_Chi_Minh", "Pacific/Honolulu")
    assert edition({BULLETIN: bulletin}, evening).today == dt.date(2026, 11, 17)


@pytest.mark.parametrize(
    ("scopes", "cleared"),
    [
        ([], True),
        ([["web", "radio"]], True),
        ([["web"]], False),
        ([["web", "radio"], ["web"]], False),
    ],
)
def test_the_radio_reads_only_whom_everybody_agreed_to_hear(
    scopes: list[list[str]], cleared: bool
) -> None:
    people = [{**PERSON, "consent": {**PERSON["consent"], "scope": scope}} for scope in scopes]
    (found,) = edition({STORY: story(people=people)}).stories
    assert found.cleared_for_radio is cleared


# --- order --------------------------------------------------------------------------------------

ORDERED: dict[str, str | None] = {
    STORY: None,
    path("c"): story(date="2026-11-19"),
    path("a"): story(date="2026-11-18T07:30"),
    path("b"): story(date="2026-11-18T07:30"),
    CAMPAIGN_STORY: page(STORY_KEYS, {"date": "2026-11-18T07:30"}),
    path("d"): story(date="2026-11-18"),
}


def test_stories_come_newest_first_then_by_address() -> None:
    found = edition(ORDERED)
    assert slugs(found.stories) == ["c", "a", "b", "hang-rao-xanh", "d"]
    assert slugs(found.by_unit["xa-moi"]) == slugs(found.stories)
    assert slugs(found.by_field["van-hoa"]) == slugs(found.stories)
    assert slugs(found.by_year[2026]) == slugs(found.stories)
    assert slugs(found.by_campaign["xanh-sach"]) == ["hang-rao-xanh"]


def test_the_order_does_not_depend_on_that_of_the_files() -> None:
    library = read(ORDERED)
    wanted = open_edition(library, NOW).stories
    for items in permutations(library.items[-4:]):
        shuffled = replace(library, items=(*items, *library.items[:-4]))
        assert open_edition(shuffled, NOW).stories == wanted


def test_a_campaign_story_belongs_to_its_folder_first_and_once() -> None:
    other = CAMPAIGN.replace("xanh-sach", "an-toan")
    own = page(STORY_KEYS, {"campaigns": ["an-toan", "xanh-sach"]})
    found = edition({STORY: None, other: page(CAMPAIGN_KEYS, {}), CAMPAIGN_STORY: own})
    (only,) = found.stories
    assert [campaign.parts["campaign"] for campaign in only.campaigns] == ["xanh-sach", "an-toan"]


def test_campaigns_come_running_coming_ended_and_latest_first() -> None:
    days = {
        "a": {"started": "2024-01-01", "ended": "2024-12-31"},
        "b": {"started": "2027-01-01"},
        "c": {"started": "2020-01-01"},
        "d": {"started": "2025-01-01"},
        "e": {"started": "2025-01-01"},
        "f": {"started": "2023-01-01", "ended": "2025-12-31"},
        "g": {"started": "2028-01-01"},
    }
    changes: dict[str, str | None] = {
        CAMPAIGN.replace("xanh-sach", key): page(CAMPAIGN_KEYS, dates)
        for key, dates in days.items()
    }
    found = edition({CAMPAIGN: None, **changes})
    assert [item.parts["campaign"] for item in found.campaigns] == list("decgbaf")


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        ("2025-12-31", CampaignProgress.COMING),
        ("2026-01-01", CampaignProgress.RUNNING),
        ("2026-06-30", CampaignProgress.RUNNING),
        ("2026-07-01", CampaignProgress.ENDED),
    ],
)
def test_a_campaign_runs_from_its_first_day_through_its_last(
    day: str, stage: CampaignProgress
) -> None:
    dates = {"started": "2026-01-01", "ended": "2026-06-30"}
    campaign = Campaign.model_validate({**CAMPAIGN_KEYS, **dates})
    assert find_progress(campaign, dt.date.fromisoformat(day)) is stage


PHASES = [
    {"name": "Giai đoạn 2016–2020", "from": "2016-09-05", "to": "2020-12-31"},
    {"name": "Giai đoạn 2021–2025", "from": "2022-05-18", "to": "2025-12-31"},
]


@pytest.mark.parametrize(
    ("day", "phases", "words"),
    [
        ("2016-09-04", PHASES, "sắp bắt đầu"),
        ("2016-09-05", PHASES, "đang diễn ra"),
        ("2020-12-31", PHASES, "đang diễn ra"),
        ("2021-01-01", PHASES, "sắp bắt đầu"),
        ("2025-12-31", PHASES, "đang diễn ra"),
        ("2026-01-01", PHASES, "đã tổng kết giai đoạn 2021–2025"),
        ("2030-01-01", [{"name": "Một", "from": "2026-01-01"}], "đang diễn ra"),
        ("2030-01-01", [{"name": "Một", "to": "2029-12-31"}], "đã tổng kết giai đoạn Một"),
        # A phase without its last day ends when the next one begins.
        (
            "2026-01-01",
            [
                {"name": "Một", "from": "2016-01-01"},
                {"name": "Hai", "from": "2021-01-01", "to": "2025-12-31"},
            ],
            "đã tổng kết giai đoạn Hai",
        ),
        ("2026-01-01", [{"name": "Một"}], "chưa rõ thời gian"),
    ],
)
def test_where_there_are_phases_the_state_follows_from_them_alone(
    day: str, phases: list[dict[str, str]], words: str
) -> None:
    keys = {**CAMPAIGN_KEYS, "started": "2000-01-01", "ended": "2000-01-02", "phases": phases}
    campaign = Campaign.model_validate(keys)
    assert describe_progress(campaign, dt.date.fromisoformat(day)) == words


def test_a_campaign_without_an_end_runs_on() -> None:
    campaign = Campaign.model_validate({**CAMPAIGN_KEYS, "started": "2026-01-01"})
    assert find_progress(campaign, dt.date.max) is CampaignProgress.RUNNING
    assert edition({}).progress(campaign) is CampaignProgress.RUNNING


# --- units --------------------------------------------------------------------------------------


def labels(*units: str) -> list[str]:
    """Return the labels of these units in the order of the edition."""
    text = "".join(f"- {{type: xã, {unit}}}\n" for unit in units)
    found = edition({UNITS: text, STORY: None})
    return [found.unit_label(unit) for unit in found.units]


def test_units_come_in_vietnamese_order() -> None:
    assert labels(
        "key: a, name: Xã Đông Thái",
        "key: b, name: Xã Dương Hòa",
        "key: c, name: Ấp Mẫu",
        "key: d, name: Xã Ba",
        "key: e, name: Xã Bà",
    ) == ["Ấp Mẫu", "Xã Ba", "Xã Bà", "Xã Dương Hòa", "Xã Đông Thái"]


@pytest.mark.parametrize(
    ("units", "wanted"),
    [
        (["key: a, name: A, from: 2020-01-01", "key: b, name: B"], ["A", "B"]),
        (
            ["key: a, name: A, to: 2025-06-30", "key: b, name: A, from: 2025-07-01"],
            ["A (đến năm 2025)", "A (từ năm 2025)"],
        ),
        (
            ["key: a, name: A, from: 1999-01-01, to: 2025-06-30", "key: b, name: A"],
            ["A (1999–2025)", "A"],
        ),
    ],
)
def test_units_of_one_name_are_distinguished_by_their_years(
    units: list[str], wanted: list[str]
) -> None:
    assert labels(*units) == wanted


# --- feeds --------------------------------------------------------------------------------------


def test_every_feed_of_the_contract_is_there_even_when_empty() -> None:
    found = {channel.address: slugs(channel.stories) for channel in iter_channels(edition({}))}
    assert found == {
        "/rss/tat-ca.xml": ["duong-hoa"],
        "/rss/phat-thanh.xml": ["duong-hoa"],
        "/rss/am-thanh.xml": [],
        "/rss/khen-thuong.xml": [],
        "/rss/phong-trao/xanh-sach.xml": [],
        "/rss/don-vi/ap-mau.xml": [],
        "/rss/don-vi/xa-cu.xml": [],
        "/rss/don-vi/xa-moi.xml": ["duong-hoa"],
        "/rss/linh-vuc/giam-ngheo.xml": [],
        "/rss/linh-vuc/van-hoa.xml": ["duong-hoa"],
        "/rss/nam/2026.xml": ["duong-hoa"],
    }


def test_a_feed_holds_the_newest_and_a_year_holds_all() -> None:
    many: dict[str, str | None] = {
        path(f"bai-{number:02}"): story(date=f"2026-01-{number:02}") for number in range(1, 32)
    }
    found = {c.address: slugs(c.stories) for c in iter_channels(edition({STORY: None, **many}))}
    newest = [f"bai-{number:02}" for number in range(31, 0, -1)]
    assert found.pop("/rss/nam/2026.xml") == newest
    for address in ["/rss/tat-ca.xml", "/rss/phat-thanh.xml", "/rss/don-vi/xa-moi.xml"]:
        assert found[address] == newest[:MAX_STORIES]


def test_the_feeds_that_concern_a_story_exist() -> None:
    whole = edition({CAMPAIGN_STORY: page(STORY_KEYS, {}), STORY: None})
    known = {channel.address for channel in iter_channels(whole)}
    (only,) = whole.stories
    assert list(iter_feed_addresses(only)) == [
        "/rss/phong-trao/xanh-sach.xml",
        "/rss/don-vi/xa-moi.xml",
        "/rss/linh-vuc/van-hoa.xml",
        "/rss/nam/2026.xml",
    ]
    assert set(iter_feed_addresses(only)) <= known


@pytest.mark.parametrize(
    ("now", "until"),
    [
        ("2026-11-23T12:00+07:00", "2026-11-24T00:00+07:00"),
        # Warnings go by the day of the clock that was given, which here ends first.
        ("2026-11-23T23:00+00:00", "2026-11-24T00:00+00:00"),
        ("2026-11-23T12:00+00:00", "2026-11-24T00:00+07:00"),
        # A story comes due.
        ("2026-11-23T08:00+07:00", "2026-11-23T09:30+07:00"),
    ],
)
def test_an_edition_says_until_when_it_is_right(now: str, until: str) -> None:
    due = story(date="2026-11-23T09:30")
    found = edition({STORY: due}, dt.datetime.fromisoformat(now))
    assert found.until == dt.datetime.fromisoformat(until)
