"""A tiny valid bulletin in memory, for tests to spoil in one place."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

import yaml
from PIL import Image

from bulletin.content.assembly import Library, assemble
from bulletin.content.media_files import MediaFiles
from bulletin.content.snapshot import TEXT_ENDINGS
from bulletin.content.texts import Texts
from bulletin.engine.cache import Cache
from bulletin.errors import ContentError, Problem

DATA = "content/data"
STORY = "content/exemplars/2026/duong-hoa.md"
CAMPAIGN = "content/campaigns/xanh-sach/index.md"
CAMPAIGN_STORY = "content/campaigns/xanh-sach/hang-rao-xanh.md"
DOCUMENT = "content/documents/ke-hoach-mot.md"
QUESTION = "content/questions/hoi-mot.md"
EVENT = "content/events/2026/hop-mat.md"

BULLETIN_FILE = """\
publisher: Ban biên tập Mẫu
governing_body: Ủy ban nhân dân huyện Mẫu
authority: thidua.mau.example
since: 2020-01-01
description: Bản tin của huyện Mẫu.
attribution: Ghi rõ nguồn khi đăng lại.
station: {name: Đài Mẫu, programmes: [{key: sang, name: Sáng, time: "05:00", minutes: 15}]}
time_zone: Asia/Ho_Chi_Minh
contact: {email: ban-tin@mau.example}
samples: true
"""
UNITS_FILE = """\
- {key: xa-cu, name: Xã Mẫu, type: xã, to: 2025-06-30, successors: [xa-moi]}
- {key: xa-moi, name: Xã Mẫu, type: xã, from: 2025-07-01, predecessors: [xa-cu]}
- {key: ap-mau, name: Ấp Mẫu, type: ấp, parent: xa-moi}
"""
FIELDS_FILE = """\
- {key: giam-ngheo, name: Giảm nghèo}
- {key: van-hoa, name: Văn hóa}
"""

STORY_KEYS: dict[str, Any] = {
    "title": "Đường hoa ấp Mẫu",
    "date": "2026-11-18",
    "summary": "Mỗi nhà trồng một đoạn.",
    "unit": "xa-moi",
    "fields": ["van-hoa"],
    "subject": "collective",
    "author": "Ban biên tập Mẫu",
}
CAMPAIGN_KEYS: dict[str, Any] = {
    "title": "Xanh, sạch, đẹp",
    "summary": "Cả huyện cùng làm.",
    "started": "2024-01-02",
    "launched_by": "Ủy ban nhân dân huyện Mẫu",
}
DOCUMENT_KEYS: dict[str, Any] = {
    "title": "Thông tin, tuyên truyền",
    "type": "Kế hoạch",
    "number": "62/KH-UBND",
    "issuer": "Ủy ban nhân dân huyện Mẫu",
    "issued": "2020-04-07",
    "checked": "2026-11-23",
}
QUESTION_KEYS: dict[str, Any] = {
    "title": "Ai được xét?",
    "sources": [{"document": "ke-hoach-mot", "article": "Mục II"}],
    "checked": "2026-11-23",
}
EVENT_KEYS: dict[str, Any] = {
    "title": "Gặp mặt",
    "kind": "gap-go",
    "start": "2026-11-18T07:30",
    "place": "Nhà văn hóa xã Mẫu",
    "unit": "xa-moi",
    "summary": "Gặp mặt các điển hình.",
}
PERSON: dict[str, Any] = {
    "name": "Nhân vật minh họa",
    "consent": {"form": "văn bản", "date": "2026-11-01", "scope": ["web"]},
}


class _Plain(yaml.SafeDumper):
    """Writes a value that stands in two places twice, instead of once and a reference."""

    def ignore_aliases(self, data: Any) -> bool:
        """Say that nothing may become a reference."""
        return True


def page(keys: Mapping[str, Any], changes: Mapping[str, Any], body: str = "Lời văn.\n") -> str:
    """Return a content file with `keys` changed; a change to None takes the key out."""
    front = {key: value for key, value in {**keys, **changes}.items() if value is not None}
    written = yaml.dump(front, Dumper=_Plain, allow_unicode=True, sort_keys=False)
    return f"---\n{written}---\n\n{body}"


def story(body: str = "Lời văn.\n", **changes: Any) -> str:
    """Return the file of the valid story with some keys changed or, with None, taken out."""
    return page(STORY_KEYS, changes, body)


def picture() -> bytes:
    """Return a picture that may be published."""
    file = BytesIO()
    Image.new("RGB", (1200, 900), (30, 170, 30)).save(file, "JPEG")
    return file.getvalue()


def files(changes: Mapping[str, str | bytes | None]) -> dict[str, bytes]:
    """Return the files of the tiny bulletin with `changes`; None takes a file out."""
    valid: dict[str, str | bytes | None] = {
        f"{DATA}/bulletin.yml": BULLETIN_FILE,
        f"{DATA}/units.yml": UNITS_FILE,
        f"{DATA}/fields.yml": FIELDS_FILE,
        f"{DATA}/event-kinds.yml": "- {key: gap-go, name: Gặp gỡ}\n",
        f"{DATA}/topics.yml": "- {key: danh-hieu, name: Danh hiệu}\n",
        STORY: story(),
        CAMPAIGN: page(CAMPAIGN_KEYS, {}),
        DOCUMENT: page(DOCUMENT_KEYS, {}),
    }
    return {
        path: content.encode() if isinstance(content, str) else content
        for path, content in (valid | dict(changes)).items()
        if content is not None
    }


def read(
    changes: Mapping[str, str | bytes | None],
    hand_written: Mapping[str, str] | None = None,
    today: dt.date | None = None,
    cache: Cache | None = None,
) -> Library:
    """Return the library of the tiny bulletin with `changes`; raises ContentError."""
    found = files(changes)
    texts = {path: data for path, data in found.items() if path.lower().endswith(TEXT_ENDINGS)}
    sizes = {path: len(data) for path, data in found.items() if path not in texts}
    media = MediaFiles(sizes, found.__getitem__)
    return assemble(Texts.from_bytes(texts), media, hand_written or {}, today, cache)


def problems(
    changes: Mapping[str, str | bytes | None],
    hand_written: Mapping[str, str] | None = None,
    today: dt.date | None = None,
    cache: Cache | None = None,
) -> list[Problem]:
    """Return the errors and warnings of the tiny bulletin with `changes`."""
    try:
        return list(read(changes, hand_written, today, cache).warnings)
    except ContentError as failure:
        return failure.problems


def find_messages(text: str | bytes, path: str = STORY) -> list[str]:
    """Return what is said of one file, as `line: field: message`, warnings marked."""
    found = problems({path: text})
    assert {problem.path for problem in found} <= {path}, [str(problem) for problem in found]
    return [str(problem).removeprefix(f"{path}:") for problem in found]


def write(root: Path, changes: Mapping[str, str | bytes | None]) -> Path:
    """Write the tiny bulletin with `changes` below `root` and return `root`."""
    for path, data in files(changes).items():
        file = root / path
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)
    return root
