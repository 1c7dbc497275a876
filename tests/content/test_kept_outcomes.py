"""What the rules said is kept under the key of what they read, and no longer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator
from random import Random

import pytest

from bulletin.content.kept_outcomes import judge_all, judge_each
from bulletin.engine.cache import DictCache
from bulletin.errors import Problem, Severity
from tests.content.builder import (
    BULLETIN_FILE,
    CAMPAIGN,
    CAMPAIGN_KEYS,
    DATA,
    DOCUMENT,
    DOCUMENT_KEYS,
    FIELDS_FILE,
    PERSON,
    STORY,
    UNITS_FILE,
    page,
    picture,
    problems,
    story,
)

A_WARNING = Problem("a.md", 1, "x", "warned", Severity.WARNING)
AN_ERROR = Problem("a.md", 1, "x", "wrong")


def test_each_is_asked_once_and_errors_are_asked_again() -> None:
    cache, asked = DictCache(), list[str]()

    def judge(name: str) -> Iterator[Problem]:
        asked.append(name)
        yield AN_ERROR if name == "wrong" else A_WARNING

    def ask(key: bytes, *names: str) -> list[Problem]:
        asked.clear()
        return list(judge_each(cache, key, names, str.encode, judge))

    assert ask(b"1", "one", "wrong") == [A_WARNING, AN_ERROR]
    assert ask(b"1", "one", "wrong", "new") == [A_WARNING, AN_ERROR, A_WARNING]
    assert asked == ["wrong", "new"]
    assert ask(b"2", "one") == [A_WARNING]
    assert asked == ["one"]


def test_all_are_asked_where_the_key_is_new() -> None:
    cache, asked = DictCache(), list[int]()

    def judge() -> list[Problem]:
        asked.append(1)
        return [A_WARNING]

    for key in (b"1", b"1", b"2"):
        assert list(judge_all(cache, key, judge)) == [A_WARNING]
    assert len(asked) == 2


SECOND, THIRD = (STORY.replace("duong-hoa", name) for name in ("bai-hai", "bai-ba"))
PICTURE = STORY.replace(".md", ".jpg")
NEWER = DOCUMENT.replace("mot", "hai")
REPLACES = {"number": "63/KH-UBND", "issued": "2025-12-01", "replaces": ["ke-hoach-mot"]}
WITHDRAWN = f"{DATA}/withdrawn.yml"
CITING = "Theo Thông tư 01/2020/TT-BNV về thi đua, khen thưởng.\n"
CITING_OLD = "Theo Kế hoạch 62/KH-UBND của huyện.\n"
LONG = " ".join(f"đông{number} hương mùa" for number in range(60)) + "\n"
BROKEN = "---\ntitle: [\n---\n"
CHILD = PERSON | {"consent": {**PERSON["consent"], "date": "2026-12-01"}}
GONE = "- {path: /dien-hinh/2026/cu/, id: exemplars/2026/cu, date: 2026-11-20, reason: Ý.}\n"

VARIANTS: dict[str, list[str | bytes | None]] = {
    STORY: [
        story(),
        story(CITING),
        story(CITING_OLD),
        story(LONG),
        "\n" + story(),
        story(f"Xem [bài](bai-hai.md).\n{CITING}"),
        story(aliases=["/dien-hinh/2026/cu/"]),
        story(aliases=["/dien-hinh/2026/cu/"], id="exemplars/2026/cu"),
        story(date="2029-02-01"),
        story(people=[CHILD]),
        story(awards=[{"title": "Giấy khen"}]),
        story(image={"file": "duong-hoa.jpg", "alt": "Hoa", "credit": "Ban biên tập"}),
        story(unit="xa-cu"),
        story(fields=["van-hoa", "an-ninh"]),
        story(campaigns=["xanh-sach"]),
    ],
    SECOND: [None, story(LONG), story(title="Bai khong co dau nao"), story(id="exemplars/2026/cu")],
    THIRD: [None, story(LONG), story(aliases=["/dien-hinh/2026/cu/"]), BROKEN],
    PICTURE: [None, picture(), b"no picture"],
    WITHDRAWN: [None, GONE],
    DOCUMENT: [
        page(DOCUMENT_KEYS, {}),
        page(DOCUMENT_KEYS, {"expires": "2025-01-01"}),
        page(DOCUMENT_KEYS, {"number": "01/2020/TT-BNV"}),
        BROKEN,
    ],
    NEWER: [
        None,
        page(DOCUMENT_KEYS, REPLACES | {"effective": "2026-01-01"}),
        page(DOCUMENT_KEYS, REPLACES | {"effective": "2026-12-31"}),
    ],
    CAMPAIGN: [page(CAMPAIGN_KEYS, {}), page(CAMPAIGN_KEYS, {"title": "Tên khác"}), None],
    f"{DATA}/bulletin.yml": [
        BULLETIN_FILE,
        BULLETIN_FILE.replace("2020-01-01", "2026-12-01"),
        BULLETIN_FILE.replace("Ban biên tập Mẫu", "Ban khác"),
    ],
    f"{DATA}/units.yml": [
        UNITS_FILE,
        UNITS_FILE.replace("type: ấp,", "type: ấp, sample: true,"),
        UNITS_FILE.replace("from: 2025-07-01", "from: 2026-11-30"),
        UNITS_FILE.replace("xa-moi, name", "xa-moi, to: 2026-11-01, name"),
    ],
    f"{DATA}/fields.yml": [FIELDS_FILE, FIELDS_FILE + "- {key: an-ninh, name: An ninh}\n"],
}
"""What may stand at each path; the first is valid, or nothing."""

DAYS: tuple[dt.date | None, ...] = (
    None,
    dt.date(2026, 11, 23),
    dt.date(2024, 11, 23),
    dt.date(2030, 1, 1),
)


@pytest.mark.parametrize("seed", range(2))
def test_whatever_was_judged_before_the_same_is_said(seed: int) -> None:
    chance, cache = Random(seed), DictCache()
    files = {path: variants[0] for path, variants in VARIANTS.items()}
    today: dt.date | None = DAYS[1]
    said: set[str] = set()
    for step in range(50):
        path = chance.choice(list(VARIANTS))
        # Mistakes hide warnings: most steps put right what is there.
        files[path] = chance.choice(VARIANTS[path])
        if chance.random() < 0.2:
            today = chance.choice(DAYS)
        found = problems(files, today=today, cache=cache)
        assert found == problems(files, today=today), f"step {step}: {path}"
        said |= {problem.message for problem in found}
    assert len(said) > 5


ALIAS = story(aliases=["/dien-hinh/2026/cu/"])
LATER, EARLIER = VARIANTS[NEWER][2], VARIANTS[NEWER][1]
Files = dict[str, str | bytes | None]


@pytest.mark.parametrize(
    ("before", "after", "days"),
    [
        ({STORY: story(CITING_OLD), NEWER: LATER}, {NEWER: EARLIER}, (None, None)),
        ({STORY: story(CITING)}, {DOCUMENT: VARIANTS[DOCUMENT][2]}, DAYS[1:2] * 2),
        ({STORY: story(CITING)}, {STORY: story(f"Trước đây. {CITING_OLD}")}, DAYS[1:2] * 2),
        ({STORY: story(date="2029-02-01")}, {}, (DAYS[1], DAYS[3])),
        ({STORY: ALIAS}, {WITHDRAWN: GONE}, DAYS[1:2] * 2),
        ({STORY: ALIAS}, {STORY: f"\n{ALIAS}"}, DAYS[1:2] * 2),
        ({STORY: ALIAS}, {STORY: ALIAS.replace("title:", "# Ghi\ntitle:")}, DAYS[1:2] * 2),
        ({STORY: ALIAS}, {THIRD.replace("bai-ba", "cu"): BROKEN}, DAYS[1:2] * 2),
        ({}, {f"{DATA}/units.yml": VARIANTS[f"{DATA}/units.yml"][3]}, DAYS[1:2] * 2),
        ({STORY: story(LONG)}, {SECOND: story(LONG)}, DAYS[1:2] * 2),
        (
            {
                STORY: story(
                    image={"file": "duong-hoa.jpg", "alt": "Hoa", "credit": "Ban biên tập"}
                ),
                PICTURE: picture(),
            },
            {PICTURE: b"no picture"},
            DAYS[1:2] * 2,
        ),
    ],
)
def test_what_is_said_follows_what_the_rules_read(
    before: Files, after: Files, days: tuple[dt.date | None, dt.date | None]
) -> None:
    cache = DictCache()
    old = problems(before, today=days[0], cache=cache)
    new = problems(before | after, today=days[1], cache=cache)
    assert new == problems(before | after, today=days[1])
    assert new != old
