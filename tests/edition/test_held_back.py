"""What is held back: why, in which editions, and what the check says of it."""

from __future__ import annotations

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.edition.channels import iter_channels
from bulletin.edition.edition import open_edition
from bulletin.edition.held_back import find_held_back
from bulletin.edition.moment import WrongMoment, parse_moment
from bulletin.edition.open_data import iter_tables
from scripts.check import main
from tests.content.builder import (
    BULLETIN_FILE,
    DATA,
    EVENT,
    EVENT_KEYS,
    PERSON,
    STORY,
    page,
    read,
    story,
    write,
)

BULLETIN = f"{DATA}/bulletin.yml"
NO_SAMPLES = BULLETIN_FILE.replace("samples: true", "samples: false")
ZONE = dt.timezone(dt.timedelta(hours=7))
NOW = dt.datetime(2026, 11, 23, 12, tzinfo=ZONE)


@pytest.mark.parametrize(
    ("keys", "reason"),
    [
        ({"draft": "true"}, "bản nháp (draft: true)"),
        ({"date": "2026-12-18"}, "đến ngày 18/12/2026"),
        ({"date": "2026-11-23T12:01"}, "đến 12:01 ngày 23/11/2026"),
        ({"draft": "true", "date": "2026-12-18"}, "bản nháp (draft: true), đến ngày 18/12/2026"),
        (
            {"sample": "true"},
            "để làm mẫu (sample: true) mà bản tin thôi đăng mẫu (samples: false)",
        ),
    ],
)
def test_what_is_held_back_is_listed_with_the_reason(keys: dict[str, str], reason: str) -> None:
    library = read({BULLETIN: NO_SAMPLES, STORY: story(**keys)})
    (found,) = find_held_back(library, NOW)
    assert str(found) == f"chưa đăng: {STORY}: Đường hoa ấp Mẫu, {reason}"


def test_what_is_public_is_not_listed() -> None:
    library = read({STORY: story(date="2026-11-23T12:00", sample="true")})
    assert find_held_back(library, NOW) == []


def test_an_event_is_held_back_too_and_marked_in_a_preview() -> None:
    library = read({BULLETIN: NO_SAMPLES, EVENT: page(EVENT_KEYS, {"sample": "true"})})
    (found,) = find_held_back(library, NOW)
    assert open_edition(library, NOW).events == ()
    (event,) = open_edition(library, NOW, preview=True).events
    assert found.path == EVENT
    assert event.held == found.reason


@given(
    draft=st.booleans(),
    sample=st.booleans(),
    samples=st.booleans(),
    date=st.datetimes(dt.datetime(2026, 11, 20), dt.datetime(2026, 11, 27)),
)
def test_an_edition_has_nothing_that_is_held_back(
    draft: bool, sample: bool, samples: bool, date: dt.datetime
) -> None:
    keys = {"draft": str(draft).lower(), "sample": str(sample).lower()}
    text = story("Chữ của bài.", date=f"{date:%Y-%m-%dT%H:%M}", **keys)
    library = read({BULLETIN: BULLETIN_FILE if samples else NO_SAMPLES, STORY: text})
    is_public = not draft and (samples or not sample)
    is_public &= date.replace(second=0, microsecond=0, tzinfo=ZONE) <= NOW
    edition = open_edition(library, NOW)
    everything = repr((edition, edition.items, list(iter_channels(edition))))
    assert ("Đường hoa ấp Mẫu" in everything) is is_public
    assert bool(find_held_back(library, NOW)) is not is_public
    # A preview has the story, and gives machines no more than a site.
    preview = open_edition(library, NOW, preview=True)
    (shown,) = preview.stories
    assert bool(shown.held) is not is_public
    assert [channel.stories for channel in iter_channels(preview) if channel.stories] == [
        channel.stories for channel in iter_channels(edition) if channel.stories
    ]
    assert preview.cleared == edition.cleared
    tables = [list(table.rows) for table in iter_tables(preview, "https://mau.example/")]
    assert ("Đường hoa ấp Mẫu" in repr(tables[0])) is is_public


def test_a_preview_asks_for_consent_like_the_site() -> None:
    """Who did not agree to the radio is not read aloud; without consent there is no preview."""
    web = PERSON | {"consent": PERSON["consent"] | {"scope": ["web"]}}
    library = read({STORY: story(people=[web], draft="true")})
    edition = open_edition(library, NOW, preview=True)
    assert not edition.is_cleared(edition.stories[0])


def test_the_check_lists_what_is_held_back_before_the_problems(
    tmp_path_factory: pytest.TempPathFactory, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path_factory.mktemp("held"), {STORY: story(draft="true")})
    assert main([str(root)]) == 0
    first, *_, count = capsys.readouterr().out.splitlines()
    assert first == f"chưa đăng: {STORY}: Đường hoa ấp Mẫu, bản nháp (draft: true)"
    assert count == "không có lỗi"


@pytest.mark.parametrize(
    "text", ["2026-11-23T08:00", "2026-11-23", "bậy", "0001-01-01T00:00+14:00", "23/11/2026", "1"]
)
def test_a_wrong_moment_is_reported_in_one_sentence(
    text: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(WrongMoment, match="BULLETIN_NOW phải là ngày, giờ có múi giờ"):
        parse_moment(text)
    monkeypatch.setenv("BULLETIN_NOW", text)
    assert main([]) == 1
    answer = capsys.readouterr()
    assert (answer.out, answer.err.count("\n")) == ("", 1)


def test_an_empty_moment_sets_none() -> None:
    assert parse_moment(None) is parse_moment(" ") is None
    assert parse_moment("2026-11-23T12:00:00+07:00") == NOW == parse_moment("2026-11-23T05:00Z")
