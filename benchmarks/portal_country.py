"""Writes an invented country: many bulletins as folders, with what each publishes for portals.

A bulletin's stories are those of the corpus (benchmarks/stories.py) without their bodies: a portal
lists cards. Bulletin b has the stories b * N to b * N + N - 1, so each bulletin is the same however
many there are.
"""

from __future__ import annotations

import datetime as dt
import json
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks.stories import FIELDS, make_story
from bulletin.feeds.catalog_files import encode_rows
from bulletin.model.addresses import WITHDRAWN_LIST
from bulletin.model.catalog import CATALOG, FORMAT, VERSION, PartitionKind
from bulletin.vietnamese.slug import slug

PROVINCES = 34
"""As many as there are since 1 July 2025; a province has some hundred communes."""

_CAMPAIGNS = (
    "Cả nước chung sức xây dựng nông thôn mới",
    "Vì người nghèo, không để ai bị bỏ lại phía sau",
    "Thi đua xây dựng xã hội học tập",
    "Toàn dân đoàn kết xây dựng đời sống văn hóa",
    "Dân vận khéo",
    "Mỗi xã một sản phẩm",
)
_HAMLETS = 12


def write_country(bulletins: int, stories: int, folder: Path, years: int) -> None:
    """Write so many bulletins with so many stories each into the new `folder`."""
    folder.mkdir(parents=True)
    sources = []
    for number in range(bulletins):
        name = f"Xã Mẫu {number + 1}"
        for address, data in iter_bulletin_files(number, stories, years):
            file = folder / f"ban-tin/{number + 1}{address}"
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(data)
        sources.append(f"- name: {name}\n  url: ban-tin/{number + 1}\n")
    (folder / "SOURCES.yml").write_text("".join(sources), encoding="utf-8")
    settings = "name: Cổng thi đua, khen thưởng nước Mẫu\nurl: https://cong-mau.example/\n"
    (folder / "portal.yml").write_text(settings, encoding="utf-8")


def iter_bulletin_files(number: int, stories: int, years: int) -> Iterator[tuple[str, bytes]]:
    """Yield the files that bulletin `number` publishes for portals, by address."""
    root = f"https://mau-{number + 1}.example/"
    by_year: defaultdict[int, list[Mapping[str, Any]]] = defaultdict(list)
    for index in range(number * stories, (number + 1) * stories):
        row = _make_row(index, years)
        by_year[int(row["date"][:4])].append(row)
    parts: list[tuple[PartitionKind, int | None, Sequence[Mapping[str, Any]]]] = []
    for of, rows in sorted(by_year.items(), reverse=True):
        rows.sort(key=lambda row: (row["date"], row["address"]), reverse=True)
        parts.append((PartitionKind.STORIES, of, rows))
        parts.append((PartitionKind.EVENTS, of, _make_events(number, of)))
    parts += ((kind, None, found) for kind, found in _make_others(number, by_year).items())
    links = []
    for kind, year, shown in parts:
        summary, data = encode_rows(kind, year, shown)
        yield summary.address, data
        links.append(
            {"kind": kind, "path": summary.address, "sha256": summary.sha256}
            | {"bytes": summary.size, "rows": summary.rows}
            | ({"year": year} if year else {})
        )
    catalog = {
        "format": FORMAT,
        "version": VERSION,
        "name": f"Bản tin xã Mẫu {number + 1}",
        "publisher": f"Ủy ban nhân dân xã Mẫu {number + 1}",
        "url": root,
        "authority": f"mau-{number + 1}.example",
        "own_units": ["xa-mau"],
        "since": "2025-07-01",
        "changed": "2026-11-20",
        "partitions": links,
    }
    yield CATALOG, json.dumps(catalog, ensure_ascii=False).encode()
    yield WITHDRAWN_LIST, b"[]"


def _make_row(index: int, years: int) -> dict[str, Any]:
    story = make_story(index, years, 0.0, has_body=False)
    head = story.head
    campaigns = [head.campaign] if head.campaign is not None else story.campaigns
    row: dict[str, Any] = {
        "id": f"exemplars/{head.day.year}/{head.slug}",
        "address": f"/dien-hinh/{head.day.year}/{head.slug}/",
        "title": head.title,
        "date": f"{head.day.isoformat()}T07:{index % 60:02}:00+07:00",
        "summary": story.summary,
        "unit": f"ap-{head.unit % _HAMLETS + 1}" if index % 3 else "xa-mau",
        "fields": list(story.fields),
        "campaigns": [f"phong-trao-{one % len(_CAMPAIGNS) + 1}" for one in campaigns],
        "subject": story.subject,
    }
    if story.award:
        row["awards"] = [{"title": "Giấy khen", "issuer": "Chủ tịch Ủy ban nhân dân xã"}]
    return row


def _make_events(number: int, year: int) -> list[Mapping[str, Any]]:
    day = dt.date(year, 1 + number % 12, 1 + number % 28)
    return [
        {
            "id": f"events/{year}/gap-go",
            "address": f"/su-kien/{year}/gap-go/",
            "title": "Gặp gỡ điển hình tiên tiến",
            "kind": "Gặp gỡ",
            "start": f"{day.isoformat()}T07:30",
            "place": "Hội trường xã",
            "unit": "xa-mau",
        }
    ]


def _make_others(
    number: int, by_year: Mapping[int, Sequence[Mapping[str, Any]]]
) -> dict[PartitionKind, list[Mapping[str, Any]]]:
    province = number % PROVINCES + 1
    hamlets: list[Mapping[str, Any]] = [
        {"key": f"ap-{n}", "name": f"Ấp {n}", "type": "Ấp", "parent": "xa-mau"}
        for n in range(1, _HAMLETS + 1)
    ]
    units: list[Mapping[str, Any]] = [
        {"key": f"tinh-{province}", "name": f"Tỉnh Mẫu {province}", "type": "Tỉnh"},
        {
            "key": "xa-mau",
            "name": f"Xã Mẫu {number + 1}",
            "type": "Xã",
            "parent": f"tinh-{province}",
            "predecessors": ["xa-cu"],
        },
        {"key": "xa-cu", "name": f"Xã Cũ {number + 1}", "type": "Xã", "to": "2025-06-30"},
        *hamlets,
    ]
    numbers: list[Mapping[str, Any]] = []
    for year, rows in sorted(by_year.items()):
        counts = Counter(row["unit"] for row in rows)
        of_units = [{"unit": one["key"], "stories": counts[str(one["key"])]} for one in hamlets]
        numbers.append(
            {"year": year, "stories": len(rows), "awards": 0, "events": 1, "units": of_units}
        )
    return {
        PartitionKind.CAMPAIGNS: [
            {"key": f"phong-trao-{n}", "address": f"/phong-trao/{slug(title)}/", "title": title}
            for n, title in enumerate(_CAMPAIGNS, 1)
        ],
        PartitionKind.UNITS: units,
        PartitionKind.FIELDS: [{"key": key, "name": f"Lĩnh vực {key}"} for key in FIELDS],
        PartitionKind.NUMBERS: numbers,
    }
