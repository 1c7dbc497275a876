"""The law of target groups: what has one key is the same, whatever an editor changes.

Under one name and key there are always the same targets with the same dependencies, and what has
the same dependencies has the same bytes. It is checked on a small bulletin in which one thing after
another changes: every key of the model, every item, text and file, the day, the settings. What a
key forgot shows here as targets that differ, and would show on the site as a stale page.

tests/site/test_reads.py looks at the same from the other side: at what is read.
"""

from __future__ import annotations

import datetime as dt
import random
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from itertools import pairwise

import pytest

from bulletin.engine.target import Target, TargetGroup
from bulletin.model.kind import KINDS
from bulletin.model.record import Record
from bulletin.search.page_entries import HandWrittenPage
from tests.opened import MORNING, on
from tests.site.changes import (
    ROOTS,
    Change,
    Walker,
    entry_changes,
    file_changes,
    item_changes,
    key_changes,
    merge_changes,
)
from tests.site.full_bulletin import (
    CAMPAIGN_FOLDER,
    COMING,
    DRAFT,
    EVENT,
    FRONTS,
    SECOND,
    TEXT,
    Sources,
    read_sources,
)
from tests.site.listings import (
    Listing,
    Setting,
    Site,
    find_disagreements,
    pure_functions_once,
    shows_difference,
)

pytestmark = pytest.mark.slow

SOURCES = Sources()

_CHECKED = "the office keeps it, and the check of the content reads it"
_SORTED = "readers see it sorted"
_KEY = "a key that no address has: only what it stands for is shown"
_STORY = {
    "aliases, in another order": _SORTED,
    "corrections, in another order": _SORTED,
    "people.child": _CHECKED,
    "people.consent.date": _CHECKED,
    "people.consent.form": _CHECKED,
    "people.consent.guardian_form": _CHECKED,
    "people.consent.scope, in another order": _CHECKED,
}
_PICTURE = "no page shows the picture of a campaign"
_OFFICE = "for the report of the office; no page shows it"
_CONTACT = "stands on the hand-written page docs/lien-he.md, which MkDocs renders"
_DOUBT = "never decides what is read aloud: only `make check` tells editors of the doubt"
_NOTE = "a note among editors"

_HOST = "what a host keeps in the folder is left alone, and is in no file of ours"

UNSEEN: Mapping[str, Mapping[str, str]] = {
    "exemplar": _STORY,
    "campaign-story": _STORY
    | {"campaigns, in another order": "the campaign of the folder comes first; one is left"},
    "campaign": dict.fromkeys(
        ("image, left out", "image.file", "image.alt", "image.credit"), _PICTURE
    ),
    "content/data/bulletin.yml": {
        "contact.note": _CONTACT,
        "contact.note, left out": _CONTACT,
        "host_files": _HOST,
        "host_files, left out": _HOST,
        "host_files, one less": _HOST,
        "host_files, in another order": _HOST,
        "own_units, in another order": "stories stand by day, whichever unit is named first",
        "station.description": _CONTACT,
        "station.description, left out": _CONTACT,
        "station.programmes, in another order": _SORTED,
        "station.programmes.key": _KEY,
        "station.name": "of a station that ended only docs/lien-he.md has the name",
        "station.until": "scripts name no station any more, whichever its last day was",
    },
    "event": {"aliases, in another order": _SORTED},
    "content/data/synonyms.yml": {"words, in another order": "all of them mean the same"},
    "content/data/broadcasts.yml": dict.fromkeys(("note", "note, left out"), _OFFICE),
    "content/data/abbreviations.yml": {
        "abbreviations, in another order": "the longest is taken first",
        "abbreviations.note": _NOTE,
        "abbreviations.note, left out": _NOTE,
        "ambiguous, left out": _DOUBT,
        "ambiguous, one less": _DOUBT,
        "ambiguous, in another order": _DOUBT,
        "ambiguous.short": _DOUBT,
        "ambiguous.meanings": _DOUBT,
        "ambiguous.meanings, one less": _DOUBT,
        "ambiguous.meanings, in another order": _DOUBT,
        "ambiguous.note": _NOTE,
        "ambiguous.note, left out": _NOTE,
    },
}
"""The changes of a kind or of a data file that no file of the site shows, each with the reason."""


@pytest.fixture(autouse=True, scope="module")
def _fast() -> Iterator[None]:
    with pure_functions_once():
        yield


@cache
def base() -> Listing:
    """Return the targets of the bulletin without any change."""
    return Site.of(read_sources(SOURCES)).listing


def unseen_after(changes: Iterable[Change]) -> dict[str, list[str]]:
    """Return the changes that no file shows, by kind or file; the laws hold for each of them."""
    problems: list[str] = []
    unseen: dict[str, list[str]] = {}
    for change in changes:
        changed = Site.of(change.library).listing
        problems += [
            f"{change.root}: {change.what}: {problem}"
            for problem in find_disagreements(base(), changed)
        ]
        if not shows_difference(base(), changed):
            unseen.setdefault(change.root, []).append(change.what)
    assert not problems, "\n".join(problems)
    return unseen


@pytest.mark.parametrize("root", ROOTS)
def test_another_value_of_any_key(root: str) -> None:
    unseen = unseen_after(key_changes(SOURCES, root))
    # What nobody sees need not be a key at all, or a page has forgotten it.
    assert sorted(unseen.get(root, [])) == sorted(UNSEEN.get(root, {}))


@pytest.mark.parametrize("kind", [str(kind.name) for kind in KINDS])
def test_an_item_that_comes_goes_or_has_another_text(kind: str) -> None:
    unseen = unseen_after(item_changes(SOURCES, kind))
    hidden = ["renamed", "copied", "other text", "no text"]
    assert unseen == ({DRAFT: hidden, COMING: hidden} if kind == "exemplar" else {})


def test_an_entry_that_comes_or_goes() -> None:
    assert unseen_after(entry_changes(SOURCES)) == {
        # The editors' desk offers every unit, field and kind in the order of its file; of other
        # entries only those are shown that something names, and withdrawals are shown sorted.
        "content/data/withdrawn.yml": ["in another order"],
        # What was aired of a withdrawn story is for the report alone.
        "content/data/broadcasts.yml": ["without exemplars/2025/rut-nua", "in another order"],
        "content/data/pronunciations.yml": ["without Facebook", "in another order", "one more"],
        # Words that no text has are not indexed.
        "content/data/synonyms.yml": ["in another order", "one more"],
    }


def test_other_bytes_of_any_file() -> None:
    # No page shows the picture of a campaign.
    assert unseen_after(file_changes(SOURCES)) == {
        f"{CAMPAIGN_FOLDER}/xanh.png": ["other bytes"],
    }


def test_another_day() -> None:
    library = read_sources(SOURCES)
    moments = [
        MORNING,
        MORNING + dt.timedelta(hours=3),
        on("2026-11-24", 0, 0),
        # An event is over in the middle of a day.
        on("2026-11-28", 10, 59),
        on("2026-11-28", 11, 0),
        on("2026-12-20"),
        on("2027-01-10"),
        on("2031-01-01"),
    ]
    listings = [Site.of(library, Setting(now=moment)).listing for moment in moments]
    problems = [
        problem for one, other in pairwise(listings) for problem in find_disagreements(one, other)
    ]
    assert not problems
    seen = [shows_difference(one, other) for one, other in pairwise(listings)]
    assert seen == [False, True, True, True, True, True, True]


def test_other_settings() -> None:
    library = read_sources(SOURCES)
    for setting in (
        Setting(site_name="Tên khác"),
        Setting(site_url="https://khac.mau.example/xa/"),
        Setting(
            hand_written=(
                HandWrittenPage("/", "Trang chủ"),
                HandWrittenPage("/trang-khac/", "Khác"),
            )
        ),
    ):
        changed = Site.of(library, setting).listing
        assert list(find_disagreements(base(), changed)) == []
        assert shows_difference(base(), changed)


def test_a_change_after_another() -> None:
    known = [
        *item_changes(SOURCES, "exemplar"),
        *key_changes(SOURCES, "event"),
        *key_changes(SOURCES, "document"),
        *entry_changes(SOURCES),
    ]
    chance = random.Random(62)
    pairs = [(one, other) for one in known for other in known if one.root < other.root]
    both = [merge_changes(SOURCES, *pair) for pair in chance.sample(pairs, 20)]
    for change in filter(None, both):
        problems = list(find_disagreements(base(), Site.of(change.library).listing))
        assert not problems, (change.what, problems)


def test_a_text_opens_what_shows_it_and_nothing_else() -> None:
    changed = Site.of(read_sources(SOURCES.with_body(SECOND, f"{TEXT}Thêm lời.\n"))).listing
    opened = {name for name, _ in changed.groups.keys() - base().groups.keys()}
    assert {name for name in opened if not name.startswith("tim-kiem")} == {
        "/dien-hinh/2026/bai-hai/",
        "/phat-thanh/",
        "/tim-kiem/",  # holds the head of the index
        "rss/don-vi/huyen-mau.xml",
        "rss/don-vi/xa-moi.xml",
        "rss/don-vi/xa-nua.xml",
        "rss/don-vi/xa-sau.xml",
        "rss/linh-vuc/giam-ngheo.xml",
        "rss/linh-vuc/van-hoa.xml",
        "rss/nam/2026.xml",
        "rss/phat-thanh.xml",
        "rss/phong-trao/xanh-sach.xml",
        "rss/tat-ca.xml",
    }


# --- what breaks the law is found ----------------------------------------------------------------


def _listing(key: bytes, target: Target, stored: object = None) -> Listing:
    groups = [TargetGroup("group", key, lambda: [target])]
    return Listing.of(groups, stored={("texts", b"key"): stored})


def test_a_key_that_names_too_little_is_reported() -> None:
    one = _listing(b"key", Target("a.html", (("page", b"1"),), bytes))
    other = _listing(b"key", Target("a.html", (("page", b"2"),), bytes))
    assert list(find_disagreements(one, other)) == [
        "group group: the key is the same, but the dependencies of a.html are not"
    ]
    moved = _listing(b"key", Target("b.html", (("page", b"1"),), bytes))
    assert len(list(find_disagreements(one, moved))) == 2


def test_dependencies_that_name_too_little_are_reported() -> None:
    one = _listing(b"1", Target("a.html", (("page", b"1"),), b"one".upper))
    other = _listing(b"2", Target("a.html", (("page", b"1"),), b"two".upper))
    assert list(find_disagreements(one, other)) == [
        "target a.html: the dependencies are the same, but the bytes are not"
    ]


def test_a_cache_key_that_names_too_little_is_reported() -> None:
    target = Target("a.html", (), bytes)
    problems = find_disagreements(_listing(b"1", target, "one"), _listing(b"2", target, "two"))
    assert list(problems) == ["cache texts: the key is the same, but the value is not"]


class Odd(Record):
    """A record with a key of a type that tests/site/changes.py does not know."""

    weight: float


def test_a_key_of_an_unknown_type_is_reported() -> None:
    walker = Walker(SOURCES, SECOND, set())
    with pytest.raises(AssertionError, match=r"knows no other value for Odd\.weight"):
        list(walker.record(Odd, {"weight": "1,5"}, ()))


def test_a_key_that_no_file_has_is_reported() -> None:
    front = {key: value for key, value in FRONTS[EVENT].items() if key != "end"}
    lacking = SOURCES.with_tree(EVENT, front)
    with pytest.raises(AssertionError, match="no file of event has 'end'"):
        list(key_changes(lacking, "event"))
