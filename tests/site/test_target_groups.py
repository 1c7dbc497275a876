"""The law of target groups: under one name and key there are always the same targets.

It is checked on a small bulletin in which one thing after another changes: what a key forgot shows
here as targets that differ, and would show on the site as a stale page.
"""

from __future__ import annotations

import datetime as dt
import random
from functools import cache
from itertools import combinations
from typing import Any

import pytest

from bulletin.edition.edition import open_edition
from bulletin.engine.cache import DictCache
from bulletin.engine.target import Dependencies
from tests.content.builder import (
    BULLETIN_FILE,
    CAMPAIGN,
    CAMPAIGN_KEYS,
    CAMPAIGN_STORY,
    DATA,
    DOCUMENT,
    DOCUMENT_KEYS,
    EVENT,
    EVENT_KEYS,
    FIELDS_FILE,
    PERSON,
    QUESTION,
    QUESTION_KEYS,
    STORY,
    STORY_KEYS,
    UNITS_FILE,
    page,
    picture,
    read,
)
from tests.media.samples import encoded, mp3, scene
from tests.opened import MORNING, context_of, stories, target_groups_of

pytestmark = pytest.mark.slow

Changes = dict[str, str | bytes | None]
Found = dict[tuple[str, bytes], dict[str, Dependencies]]

WITH_ALL: dict[str, Any] = {
    "image": {"file": "hoa.jpg", "alt": "Đường hoa", "credit": "Ban biên tập"},
    "audio": {"file": "doc.mp3", "transcript": "doc.txt"},
    "aliases": ["/dien-hinh/2026/ten-cu/"],
}
FOLDER = STORY.rpartition("/")[0]
BASE: Changes = {
    STORY: page(STORY_KEYS, WITH_ALL, "Theo kế hoạch 62/KH-UBND, [xem](hai.md).\n"),
    f"{FOLDER}/hoa.jpg": picture(),
    f"{FOLDER}/doc.mp3": mp3(120),
    f"{FOLDER}/doc.txt": "Lời đọc.\n",
    CAMPAIGN_STORY: page(STORY_KEYS, {"title": "Hàng rào xanh", "date": "2026-11-02"}),
    QUESTION: page(QUESTION_KEYS, {}),
    EVENT: page(EVENT_KEYS, {}),
    f"{DATA}/withdrawn.yml": "[]\n",
    **stories(
        {
            "hai": {"title": "Bài hai", "date": "2026-11-12"},
            "ba": {"title": "Bài ba", "date": "2026-10-30", "unit": "ap-mau"},
            "bon": {"title": "Bài bốn", "date": "2025-05-01", "unit": "xa-cu"},
        }
    ),
}
HAI, BA = f"{FOLDER}/hai.md", f"{FOLDER}/ba.md"


def of_hai(body: str = "Lời văn.\n", **changes: Any) -> Changes:
    """Return the second story with some keys changed."""
    return {HAI: page(STORY_KEYS, {"title": "Bài hai", "date": "2026-11-12", **changes}, body)}


def settled(old: str, new: str) -> Changes:
    """Return the bulletin's own file with one thing changed."""
    assert old in BULLETIN_FILE
    return {f"{DATA}/bulletin.yml": BULLETIN_FILE.replace(old, new)}


# One for all, as for the builds of one project: what it knows must not change what comes out.
CACHE = DictCache()

CHANGES: dict[str, Changes] = {
    "text": of_hai("Lời khác.\n"),
    "text that cites": of_hai("Theo 62/KH-UBND.\n"),
    "title": of_hai(title="Tên khác"),
    "summary": of_hai(summary="Tóm tắt khác."),
    "day": of_hai(date="2026-09-01"),
    "hour": of_hai(date="2026-11-12T09:30"),
    "still to come": of_hai(date="2026-12-01"),
    "another unit": of_hai(unit="ap-mau"),
    "another field": of_hai(fields=["giam-ngheo", "van-hoa"]),
    "another subject": of_hai(subject="model"),
    "stage": of_hai(stage="tong-ket"),
    "a campaign": of_hai(campaigns=["xanh-sach"]),
    "people": of_hai(people=[PERSON]),
    "an award": of_hai(awards=[{"title": "Giấy khen", "decision": "62/KH-UBND"}]),
    "a correction": of_hai(corrections=[{"date": "2026-11-20", "text": "Sửa một số."}]),
    "an alias": of_hai(aliases=["/dien-hinh/2026/hai-cu/"]),
    "an id": of_hai(id="mot-ma-khac"),
    "not for radio": of_hai(broadcast={"skip": True}),
    "urgent": of_hai(broadcast={"priority": "khan-cap", "lead": "Tin gấp."}),
    "draft": of_hai(draft="true"),
    "sample": of_hai(sample="true"),
    "approved": of_hai(approved_by="Trưởng ban", approved_on="2026-11-12"),
    "source": of_hai(source="Báo cáo số 62/KH-UBND"),
    "gone": {BA: None},
    "taken down": {
        BA: None,
        f"{DATA}/withdrawn.yml": "- {path: /dien-hinh/2026/ba/, id: exemplars/2026/ba,"
        " date: 2026-11-20, reason: Theo đề nghị.}\n",
    },
    "a new story": stories({"moi": {"title": "Bài mới", "date": "2026-11-22"}}),
    "a picture": {f"{FOLDER}/hoa.jpg": encoded(scene(1300, 900), "JPEG")},
    "a recording": {f"{FOLDER}/doc.mp3": mp3(200)},
    "a transcript": {f"{FOLDER}/doc.txt": "Lời khác hẳn.\n"},
    "a campaign's title": {CAMPAIGN: page(CAMPAIGN_KEYS, {"title": "Xanh hơn"})},
    "a campaign's end": {CAMPAIGN: page(CAMPAIGN_KEYS, {"ended": "2026-01-01"})},
    "a campaign's text": {CAMPAIGN: page(CAMPAIGN_KEYS, {}, "Theo 62/KH-UBND.\n")},
    "a document's title": {DOCUMENT: page(DOCUMENT_KEYS, {"title": "Tên khác"})},
    "a document's number": {DOCUMENT: page(DOCUMENT_KEYS, {"number": "63/KH-UBND"})},
    "a document's end": {DOCUMENT: page(DOCUMENT_KEYS, {"expires": "2021-01-01"})},
    "a document's text": {DOCUMENT: page(DOCUMENT_KEYS, {}, "Toàn văn.\n")},
    "a document's file": {
        DOCUMENT: page(DOCUMENT_KEYS, {"file": "ke-hoach.pdf"}),
        "content/documents/files/ke-hoach.pdf": b"%PDF-1.4 one",
    },
    "a document's other file": {
        DOCUMENT: page(DOCUMENT_KEYS, {"file": "ke-hoach.pdf"}),
        "content/documents/files/ke-hoach.pdf": b"%PDF-1.4 another",
    },
    "a document's address": {
        DOCUMENT: None,
        QUESTION: None,
        f"{DOCUMENT.removesuffix('.md')}-moi.md": page(DOCUMENT_KEYS, {"file": "ke-hoach.pdf"}),
        "content/documents/files/ke-hoach.pdf": b"%PDF-1.4 one",
    },
    "a recording's day": {
        STORY: page(STORY_KEYS, WITH_ALL | {"date": "2026-11-17"}, "[Xem](hai.md).\n"),
    },
    "a question's title": {QUESTION: page(QUESTION_KEYS, {"title": "Ai được khen?"})},
    "a question's text": {QUESTION: page(QUESTION_KEYS, {}, "Trả lời khác.\n")},
    "a question's topic": {QUESTION: page(QUESTION_KEYS, {"topic": "danh-hieu"})},
    "an event's hour": {EVENT: page(EVENT_KEYS, {"start": "2026-11-28T07:30"})},
    "an event today": {
        EVENT: page(EVENT_KEYS, {"start": "2026-11-23T07:30", "end": "2026-11-23T09:30"})
    },
    "an event's text": {EVENT: page(EVENT_KEYS, {}, "Chương trình khác.\n")},
    "a cancelled event": {EVENT: page(EVENT_KEYS, {"cancelled": "true"})},
    "a unit's name": {f"{DATA}/units.yml": UNITS_FILE.replace("Ấp Mẫu", "Ấp Khác")},
    "a unit's alias": {
        f"{DATA}/units.yml": UNITS_FILE.replace("parent: xa-moi", "parent: xa-moi, aliases: [Gò]")
    },
    "a field's name": {f"{DATA}/fields.yml": FIELDS_FILE.replace("Văn hóa", "Văn nghệ")},
    "a topic's name": {f"{DATA}/topics.yml": "- {key: danh-hieu, name: Tên khác}\n"},
    "a kind of events": {f"{DATA}/event-kinds.yml": "- {key: gap-go, name: Gặp}\n"},
    "who governs": settled("governing_body: Ủy ban", "governing_body: Ban"),
    "the authority": settled("thidua.mau.example", "khac.mau.example"),
    "no samples": settled("samples: true", "samples: false"),
    "a programme": settled("minutes: 15", "minutes: 10"),
    "an abbreviation": {
        f"{DATA}/abbreviations.yml": "abbreviations: [{short: UBMT, long: Ủy ban Mặt trận}]\n"
    },
    "a reading": {f"{DATA}/pronunciations.yml": "- {word: văn, spoken: vân}\n"},
}


@cache
def after(*names: str, now: dt.datetime = MORNING) -> Found:
    """Return every target group of the small bulletin with these changes; no path comes twice."""
    changes = BASE.copy()
    for name in names:
        changes |= CHANGES[name]
    library = read(changes)
    context = context_of(library, open_edition(library, now), CACHE)
    found = {
        (one.name, one.key): {target.path: target.dependencies for target in one.targets()}
        for one in target_groups_of(context)
    }
    paths = [path for targets in found.values() for path in targets]
    assert len(paths) == len(set(paths))
    return found


def test_under_one_key_there_are_always_the_same_targets() -> None:
    chance = random.Random(62)
    pairs = chance.sample(list(combinations(CHANGES, 2)), 30)
    later = [MORNING + dt.timedelta(days=days) for days in (1, 31, 400)]
    known: Found = {}
    for names, now in [
        *(((name,), MORNING) for name in CHANGES),
        *((pair, MORNING) for pair in pairs),
        *(((), moment) for moment in [MORNING, *later]),
        (("an event today",), MORNING + dt.timedelta(hours=3)),
    ]:
        for key, targets in after(*names, now=now).items():
            assert known.setdefault(key, targets) == targets, (key[0], names, now)


@pytest.mark.parametrize("name", CHANGES)
def test_each_change_is_seen(name: str) -> None:
    assert after(name) != after()


def test_a_text_opens_what_shows_it_and_nothing_else() -> None:
    before = after().keys()
    changed = {name for name, _ in after("text").keys() - before}
    assert {name for name in changed if not name.startswith("tim-kiem")} == {
        "/dien-hinh/2026/hai/",
        "/phat-thanh/",
        "rss/don-vi/xa-moi.xml",
        "rss/linh-vuc/van-hoa.xml",
        "rss/nam/2026.xml",
        "rss/phat-thanh.xml",
        "rss/tat-ca.xml",
    }
