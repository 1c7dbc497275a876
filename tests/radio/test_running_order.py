"""The running order: its rules one by one, its laws, and a slow reference that shares no code."""

from __future__ import annotations

import datetime as dt
import random
import time
from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.radio.running_order import (
    Broadcast,
    Cleared,
    Programme,
    _Schedule,
    make_running_order,
)
from bulletin.radio.script import Priority, Script
from tests.radio.samples import DAY, EVENING, MORNING, ZONE, script
from tests.trying import try_examples

URGENT, PREFERRED = Priority.URGENT, Priority.PREFERRED
WEEKLY = replace(MORNING, weekdays=(DAY.weekday(),))
LONGEST = 15 * 60 - 90


def before(days: float) -> dt.datetime:
    """Return a moment so many days before the broadcast of MORNING on DAY."""
    start = dt.datetime.combine(DAY, MORNING.time, ZONE)
    return start - dt.timedelta(days=days)


def slugs(broadcast: Broadcast[Script]) -> list[str]:
    return [airing.script.address.split("/")[-2] for airing in broadcast.airings]


def aired(
    *cleared: Cleared[Script] | Script,
    days: int = 1,
    programme: Programme = MORNING,
    fresh_days: int = 30,
) -> list[list[str]]:
    """Return what each of the programme's broadcasts airs in the days from DAY on."""
    complete = [(one, None, False) if isinstance(one, Script) else one for one in cleared]
    last = DAY + dt.timedelta(days=days - 1)
    return [slugs(one) for one in make_running_order(complete, [programme], DAY, last, fresh_days)]


# --- the rules ----------------------------------------------------------------------------------


def test_urgent_goes_first_then_preferred_then_the_newest_then_the_first_address() -> None:
    week = aired(
        script("b", published=before(3)),
        script("a", published=before(3)),
        script("moi", published=before(1)),
        script("uu-tien", published=before(5), priority=PREFERRED, seconds=100),
        script("khan", published=before(6), priority=URGENT, seconds=100),
        programme=WEEKLY,
    )
    assert week == [["khan", "uu-tien", "moi", "a", "b"]]


def test_each_script_airs_once() -> None:
    assert aired(script("mot", published=before(0)), days=3) == [["mot"], [], []]


def test_each_programme_airs_it_once() -> None:
    yesterday = DAY - dt.timedelta(days=1)
    order = make_running_order(
        [(script("mot", published=before(0.5)), None, False)], [EVENING, MORNING], yesterday, DAY
    )
    assert [(one.day, one.programme.key, slugs(one)) for one in order] == [
        (yesterday, "sang", []),
        (yesterday, "chieu", ["mot"]),
        (DAY, "sang", ["mot"]),
        (DAY, "chieu", []),
    ]


def test_a_script_meant_for_one_programme_stays_with_it() -> None:
    evening = (script("chieu", published=before(0)), "chieu", False)
    nowhere = (script("dau", published=before(0)), "khong-co", False)
    assert aired(evening, nowhere, days=2) == [[], []]
    assert aired(evening, nowhere, days=2, programme=EVENING) == [["chieu"], []]


def test_what_may_air_again_does_so_when_nothing_new_of_its_priority_waits() -> None:
    week = aired(
        (script("lap", published=before(0), seconds=500), None, True),
        script("cu", published=before(0.5), seconds=500),
        script("moi", published=before(-0.5), seconds=500),
        days=5,
    )
    assert week == [["lap"], ["moi"], ["cu"], ["lap"], ["lap"]]


def test_a_repeat_is_called_one_and_never_follows_itself() -> None:
    cleared: list[Cleared[Script]] = [(script("lap", published=before(0), seconds=100), None, True)]
    order = make_running_order(cleared, [MORNING], DAY, DAY + dt.timedelta(days=2))
    assert [[airing.repeat for airing in one.airings] for one in order] == [[False], [True], [True]]


def test_an_urgent_repeat_goes_before_what_is_new_and_less_urgent() -> None:
    week = aired(
        (script("khan", published=before(0), priority=URGENT, seconds=500), None, True),
        script("moi", published=before(-0.5), seconds=500),
        script("ngan", published=before(-0.5), seconds=300),
        days=2,
    )
    assert week == [["khan"], ["khan", "ngan"]]


def test_what_finds_no_room_waits_and_what_is_shorter_takes_its_place() -> None:
    week = aired(
        script("dau", published=before(0), seconds=500),
        script("dai", published=before(0.1), seconds=400),
        script("ngan", published=before(0.2), seconds=310),
        days=2,
    )
    assert week == [["dau", "ngan"], ["dai"]]


@pytest.mark.parametrize(
    ("seconds", "fits"), [(LONGEST - 1, True), (LONGEST, True), (LONGEST + 1, False)]
)
def test_a_script_too_long_for_the_empty_programme_is_named_once(seconds: int, fits: bool) -> None:
    one = script("dai", published=before(0), seconds=seconds)
    order = make_running_order([(one, None, True)], [MORNING], DAY, DAY + dt.timedelta(days=1))
    assert [bool(broadcast.airings) for broadcast in order] == [fits, fits]
    assert [broadcast.too_long for broadcast in order] == [() if fits else (one,), ()]


def test_a_programme_shorter_than_its_overhead_has_no_room_at_all() -> None:
    programme = replace(MORNING, minutes=1)
    one = script(published=before(0), seconds=1)
    (broadcast,) = make_running_order([(one, None, False)], [programme], DAY, DAY)
    assert (broadcast.too_long, broadcast.seconds_free) == ((one,), 0)


@pytest.mark.parametrize(("minutes", "airs"), [(0, True), (1, False)])
def test_publication_counts_to_the_minute_on_the_wall_of_the_station(
    minutes: int, airs: bool
) -> None:
    moment = before(0) + dt.timedelta(minutes=minutes)
    assert aired(script("x", published=moment), days=2) == [["x"] * airs, ["x"] * (not airs)]


@pytest.mark.parametrize(("fresh_days", "airs"), [(7, True), (6, False)])
def test_freshness_counts_in_days_not_in_hours(fresh_days: int, airs: bool) -> None:
    # An hour after last week's broadcast, an hour less than a week before this one.
    one = script("x", published=before(7) + dt.timedelta(hours=1))
    assert aired(one, programme=WEEKLY, fresh_days=fresh_days) == [["x"] * airs]


@pytest.mark.parametrize(("fresh_days", "last"), [(2, 2), (3, 3)])
def test_a_repeat_grows_stale_too(fresh_days: int, last: int) -> None:
    one = script("lap", published=before(0))
    days = aired((one, None, True), days=6, fresh_days=fresh_days)
    assert days == [["lap"]] * (last + 1) + [[]] * (5 - last)


def test_what_is_stale_at_the_first_occasion_is_not_even_too_long() -> None:
    one = script(published=before(6), seconds=LONGEST + 1)
    (broadcast,) = make_running_order([(one, None, False)], [WEEKLY], DAY, DAY, fresh_days=5)
    assert broadcast.too_long == ()
    (broadcast,) = make_running_order([(one, None, False)], [WEEKLY], DAY, DAY, fresh_days=6)
    assert broadcast.too_long == (one,)


def test_time_is_added_up() -> None:
    scripts = [script("a", published=before(0), seconds=300), script("b", published=before(0.1))]
    (broadcast,) = make_running_order([(one, None, False) for one in scripts], [MORNING], DAY, DAY)
    assert broadcast.seconds_used == 490
    assert broadcast.seconds_free == 15 * 60 - 90 - 490


def test_weekdays_are_kept_and_empty_broadcasts_reported() -> None:
    programme = replace(MORNING, weekdays=(0, 5))
    order = make_running_order([], [programme], dt.date(2026, 11, 16), dt.date(2026, 11, 29))
    assert [broadcast.day.day for broadcast in order] == [16, 21, 23, 28]
    assert not any(broadcast.airings for broadcast in order)


@pytest.mark.parametrize("may_repeat", [False, True])
def test_days_without_scripts_cost_nothing(
    may_repeat: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A slip of a year, or the oldest story of an archive, brings no decades to play through."""
    played: list[dt.date] = []
    play = _Schedule.next_broadcast

    def note(schedule: _Schedule[Script], day: dt.date) -> Broadcast[Script]:
        played.append(day)
        return play(schedule, day)

    monkeypatch.setattr(_Schedule, "next_broadcast", note)
    years = (1945, 1975, 1986)
    old = [script(str(year), published=dt.datetime(year, 9, 2, tzinfo=ZONE)) for year in years]
    new = script("moi", published=before(0))
    cleared: list[Cleared[Script]] = [(one, None, may_repeat) for one in [*old, new]]
    order = make_running_order(cleared, [MORNING], DAY, DAY)
    assert [slugs(one) for one in order] == [["moi"]]
    assert len(played) < 40 * len(cleared)


def test_the_calendar_may_end() -> None:
    one = script("x", published=dt.datetime(9999, 12, 30, 6, tzinfo=ZONE))
    order = make_running_order([(one, None, False)], [MORNING], dt.date(9999, 12, 30), dt.date.max)
    assert [slugs(broadcast) for broadcast in order] == [[], ["x"]]


# --- laws ---------------------------------------------------------------------------------------

START = dt.datetime(2026, 11, 2, tzinfo=ZONE)
DAYS = st.integers(0, 24).map(lambda days: START.date() + dt.timedelta(days=days))


@st.composite
def cleared_scripts(draw: st.DrawFn) -> list[Cleared[Script]]:
    """Draw up to a dozen scripts of three weeks, few lengths and hours so that they compete."""
    return [
        (
            script(
                f"bai-{number}",
                published=START + dt.timedelta(hours=draw(st.integers(0, 60)) * 8 + 5),
                seconds=draw(st.sampled_from([0, 60, 150, 210, 211, 500, 810, 811])),
                priority=draw(st.sampled_from(list(Priority))),
            ),
            draw(st.sampled_from([None, None, "sang", "chieu"])),
            draw(st.booleans()),
        )
        for number in range(draw(st.integers(0, 12)))
    ]


@st.composite
def two_programmes(draw: st.DrawFn) -> list[Programme]:
    weekdays = st.sets(st.integers(0, 6)).map(lambda some: tuple(sorted(some)))
    return [
        replace(MORNING, weekdays=draw(weekdays)),
        replace(EVENING, weekdays=draw(weekdays), minutes=draw(st.sampled_from([1, 5, 15]))),
    ]


Contents = list[tuple[dt.date, str, list[tuple[str, bool]], list[str]]]
"""Of each broadcast: day, programme, addresses aired and whether again, addresses too long."""


def contents(order: Sequence[Broadcast[Script]]) -> Contents:
    """Return what a running order says, in a form that can be compared with `slowly`."""
    return [
        (
            one.day,
            one.programme.key,
            [(airing.script.address, airing.repeat) for airing in one.airings],
            [long.address for long in one.too_long],
        )
        for one in order
    ]


def slowly(
    cleared: Sequence[Cleared[Script]],
    programmes: Sequence[Programme],
    last: dt.date,
    fresh_days: int,
) -> Contents:
    """Return the running order as the rules say it, looking at every script for every broadcast."""
    found: Contents = []
    had: Counter[tuple[str, str]] = Counter()
    named = set()
    rank = ["khan-cap", "uu-tien", "thong-thuong"]
    occurrences = [
        (START.date() + dt.timedelta(days=days), programme)
        for days in range((last - START.date()).days + 1)
        for programme in sorted(programmes, key=lambda one: one.time)
    ]
    for day, programme in occurrences:
        if day.weekday() not in programme.weekdays:
            continue
        start = dt.datetime.combine(day, programme.time, ZONE)
        free = max(programme.minutes * 60 - programme.overhead_seconds, 0)
        may_air = [
            (
                rank.index(one.priority.value),
                had[programme.key, one.address] > 0,
                -one.published.timestamp(),
                one.address,
                one.seconds,
            )
            for one, slot, again in cleared
            if slot is None or slot == programme.key
            if one.published <= start
            if (day - one.published.date()).days <= fresh_days
            if again or not had[programme.key, one.address]
        ]
        airings, too_long = [], []
        longest = free
        for _, repeat, _, address, seconds in sorted(may_air):
            if seconds > longest and (programme.key, address) not in named:
                too_long.append(address)
                named.add((programme.key, address))
            elif seconds <= free and seconds <= longest:
                airings.append((address, repeat))
                had[programme.key, address] += 1
                free -= seconds
        found.append((day, programme.key, airings, too_long))
    return found


@try_examples(150)
@given(cleared_scripts(), two_programmes(), DAYS, st.integers(0, 10))
def test_it_is_what_the_rules_say(
    cleared: list[Cleared[Script]], programmes: list[Programme], last: dt.date, fresh_days: int
) -> None:
    order = make_running_order(cleared, programmes, START.date(), last, fresh_days)
    assert contents(order) == slowly(cleared, programmes, last, fresh_days)


@pytest.mark.parametrize("seed", range(12))
def test_a_long_queue_is_what_the_rules_say(seed: int) -> None:
    """Hundreds of scripts wait at the same time, among them many too long for what is free."""
    chance = random.Random(seed)
    cleared: list[Cleared[Script]] = [
        (
            script(
                f"bai-{number}",
                published=START + dt.timedelta(minutes=chance.randrange(40 * 24 * 60)),
                seconds=chance.choice([0, 60, 210, 211, 810, 811, chance.randrange(30, 900)]),
                priority=chance.choices(list(Priority), (8, 1, 1))[0],
            ),
            chance.choice([None, None, None, "sang", "chieu"]),
            chance.random() < 0.1,
        )
        for number in range(chance.randrange(300))
    ]
    last = START.date() + dt.timedelta(days=60)
    fresh_days = chance.randrange(35)
    order = make_running_order(cleared, [MORNING, EVENING], START.date(), last, fresh_days)
    assert contents(order) == slowly(cleared, [MORNING, EVENING], last, fresh_days)


@try_examples(100)
@given(cleared_scripts(), two_programmes())
def test_nothing_airs_too_often_too_early_or_too_long(
    cleared: list[Cleared[Script]], programmes: list[Programme]
) -> None:
    again = {one.address for one, _, repeat in cleared if repeat}
    order = make_running_order(cleared, programmes, START.date(), dt.date(2026, 12, 24))
    times: Counter[tuple[str, str]] = Counter()
    for broadcast in order:
        start = dt.datetime.combine(broadcast.day, broadcast.programme.time, ZONE)
        assert broadcast.seconds_free >= 0
        assert len({airing.script.address for airing in broadcast.airings}) == len(
            broadcast.airings
        )
        for airing in broadcast.airings:
            assert airing.script.published <= start
            times[broadcast.programme.key, airing.script.address] += 1
    assert all(count == 1 for (_, address), count in times.items() if address not in again)


@try_examples(100)
@given(cleared_scripts(), two_programmes(), DAYS, DAYS, DAYS)
def test_a_day_is_the_same_in_every_range(
    cleared: list[Cleared[Script]], programmes: list[Programme], a: dt.date, b: dt.date, c: dt.date
) -> None:
    first, day, last = sorted((a, b, c))
    whole = make_running_order(cleared, programmes, first, last)
    assert tuple(one for one in whole if one.day == day) == make_running_order(
        cleared, programmes, day, day
    )


@try_examples(100)
@given(cleared_scripts(), two_programmes(), DAYS, st.randoms(use_true_random=False))
def test_a_later_script_changes_nothing_before_it_nor_does_the_order_of_the_scripts(
    cleared: list[Cleared[Script]], programmes: list[Programme], day: dt.date, chance: random.Random
) -> None:
    midnight = dt.datetime.combine(day, dt.time(), ZONE)
    earlier = [one for one in cleared if one[0].published < midnight]
    chance.shuffle(cleared)
    until = day - dt.timedelta(days=1)
    assert make_running_order(cleared, programmes, START.date(), until) == make_running_order(
        earlier, programmes, START.date(), until
    )


# --- speed --------------------------------------------------------------------------------------


def ten_thousand(published: Callable[[int], dt.datetime]) -> list[Cleared[Script]]:
    return [
        (script(f"bai-{n}", published=published(n), seconds=60 + n % 400), None, n % 50 == 0)
        for n in range(10_000)
    ]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("published", "fresh_days"),
    [
        (lambda n: START + dt.timedelta(hours=n * 8.7), 30),
        # The worst: everything on one day, waiting for ten years behind what is too long.
        (lambda n: START, 4000),
    ],
    ids=["three a day", "all at once"],
)
def test_ten_thousand_scripts_in_ten_years_are_no_work(
    published: Callable[[int], dt.datetime], fresh_days: int
) -> None:
    cleared = ten_thousand(published)
    first = START.date()
    began = time.process_time()
    last = first.replace(year=2036)
    order = make_running_order(cleared, [MORNING, EVENING], first, last, fresh_days)
    seconds = time.process_time() - began
    assert sum(len(broadcast.airings) for broadcast in order) > 10_000
    assert seconds < 2
