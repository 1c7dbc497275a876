"""A made year of a bulletin as plain values, and the library that its files give."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from random import Random
from typing import Any

import yaml

from tests.content.builder import (
    CAMPAIGN_KEYS,
    DATA,
    DOCUMENT_KEYS,
    EVENT_KEYS,
    PERSON,
    QUESTION_KEYS,
    STORY_KEYS,
    page,
)

Front = dict[str, Any]

UNITS = """\
- {key: huyen-mau, name: Huyện Mẫu, type: huyện}
- {key: xa-cu, name: Xã Mẫu, type: xã, to: 2026-06-30, parent: huyen-mau, successors: [xa-moi],
   cluster: Cụm Một, targets: {2026: 9}}
- {key: xa-moi, name: Xã Mẫu, type: xã, from: 2026-07-01, parent: huyen-mau, predecessors: [xa-cu],
   cluster: Cụm Hai, targets: {2026: 1}}
- {key: xa-im, name: Xã Im Tiếng, type: xã, parent: huyen-mau, cluster: Cụm Một, targets: {2026: 4}}
- {key: xa-sap, name: Xã Sắp Có, type: xã, from: 2027-01-01, parent: huyen-mau}
- {key: ap-mau, name: Ấp Mẫu, type: ấp, parent: xa-moi}
- {key: xa-bia, name: Xã Đặt Ra, type: xã, sample: true}
"""
FIELDS = ("giam-ngheo", "van-hoa")
CAMPAIGNS = ("xanh-sach", "hoc-tap")
STAGES = ("phat-hien", "boi-duong", "tong-ket", "nhan-rong", None)
AWARDS = (
    {"title": "Giấy khen", "issuer": "Chủ tịch Ủy ban nhân dân xã Mẫu", "decision": "12/QĐ-UBND"},
    {"title": "Bằng khen", "issuer": "Chủ tịch Ủy ban nhân dân tỉnh", "date": "2026-02-03"},
    {"title": "Huân chương Lao động hạng Ba"},
    {"title": "Giấy khen", "issuer": "Chủ tịch Ủy ban nhân dân xã Mẫu", "revoked": True},
)


def make_fronts() -> dict[str, Front]:
    """Return the front matter of the stories by path; the same at each call."""
    random = Random(19)
    fronts: dict[str, Front] = {}
    for number in range(60):
        year = random.choice((2025, 2026, 2026, 2026))
        month, day = random.randint(1, 12), random.randint(1, 28)
        unit = random.choice(("ap-mau", "huyen-mau"))
        if (year, month) < (2026, 7):
            unit = random.choice(("xa-cu", "huyen-mau"))
        campaign = random.choice((*CAMPAIGNS, None, None))
        folder = f"campaigns/{campaign}" if campaign else f"exemplars/{year}"
        subject = random.choice(("collective", "individual", "household", "model"))
        front = STORY_KEYS | {
            "title": f"Bài số {number} | của [năm] *ấy*",
            "date": f"{year}-{month:02}-{day:02}",
            "unit": unit,
            "fields": random.choice(([FIELDS[0]], [FIELDS[1]], list(FIELDS))),
            "subject": None if campaign and random.random() < 0.3 else subject,
            "stage": random.choice(STAGES),
            "campaigns": random.choice(([], [CAMPAIGNS[1]] if campaign != CAMPAIGNS[1] else [])),
            "people": [PERSON] if subject in ("individual", "household") else [],
            "awards": random.sample(AWARDS, random.choice((0, 0, 1, 2))),
            "corrections": [{"date": f"{year}-{month:02}-{day:02}", "text": "Sửa số liệu."}]
            if random.random() < 0.2
            else [],
            "sample": number % 11 == 5,
            "draft": number % 13 == 7,
        }
        fronts[f"content/{folder}/bai-{number}.md"] = {
            key: value for key, value in front.items() if value not in (None, [], False)
        }
    return fronts


FRONTS = make_fronts()
DOCUMENTS: Mapping[str, Front] = {
    "mot": {"issued": "2026-03-04"},
    "hai": {"issued": "2026-05-06", "type": "Công văn", "number": None},
    "ba": {"issued": "2025-07-08", "number": "63/KH-UBND"},
    "bon": {"issued": "2026-08-09", "number": "64/KH-UBND", "status": "du-thao"},
}
EVENTS: Mapping[str, Front] = {
    "2026/hop-mot": {"start": "2026-02-03"},
    "2026/hop-hai": {"start": "2026-04-05", "cancelled": True},
    "2026/hop-ba": {"start": "2026-12-30"},
    "2026/hop-bon": {"start": "2026-05-05", "sample": True},
    "2025/hop-nam": {"start": "2025-05-05"},
}
WITHDRAWN = """\
- {path: /dien-hinh/2026/da-rut/, id: exemplars/2026/da-rut, date: 2026-03-01, reason: Yêu cầu.}
- {path: /dien-hinh/2026/kin/, id: exemplars/2026/kin, date: 2026-04-01, reason: Kín., hide: true}
- {path: /dien-hinh/2025/da-rut/, id: exemplars/2025/da-rut, date: 2025-03-01, reason: Yêu cầu.}
"""


def make_files() -> dict[str, str | bytes | None]:
    """Return the files of the bulletin, as changes of the tiny one."""
    return dict(_iter_files())


def _iter_files() -> Iterator[tuple[str, str | bytes | None]]:
    yield "content/exemplars/2026/duong-hoa.md", None
    yield "content/documents/ke-hoach-mot.md", None
    yield f"{DATA}/units.yml", UNITS
    yield f"{DATA}/withdrawn.yml", WITHDRAWN
    yield f"{DATA}/event-kinds.yml", "- {key: gap-go, name: Gặp gỡ}\n"
    for path, front in FRONTS.items():
        yield path, page(front, {})
    for slug, keys in DOCUMENTS.items():
        yield f"content/documents/{slug}.md", page(DOCUMENT_KEYS, keys)
    for slug, keys in EVENTS.items():
        yield f"content/events/{slug}.md", page(EVENT_KEYS | {"unit": "huyen-mau"}, keys)
    changes: Mapping[str, Any] = {"sources": [{"document": "mot"}]}
    yield "content/questions/hoi-mot.md", page(QUESTION_KEYS, changes)
    yield (
        "content/campaigns/hoc-tap/index.md",
        page(CAMPAIGN_KEYS, {"title": "Học tập", "ended": "2024-12-31"}),
    )


def dump(value: Any) -> str:
    """Return a value as YAML."""
    return yaml.safe_dump(value, allow_unicode=True, sort_keys=False)
