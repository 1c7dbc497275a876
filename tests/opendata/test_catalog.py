"""The catalog of the tiny bulletin: true, complete, judged by its own model, without a name."""

from __future__ import annotations

import datetime as dt
import json
from hashlib import sha256
from typing import Any

import pytest

from bulletin.edition.catalog import iter_partitions
from bulletin.edition.edition import Edition
from bulletin.engine.cache import Cache, DictCache
from bulletin.engine.target import TargetGroup
from bulletin.feeds.catalog_files import encode_partition
from bulletin.model.catalog import CATALOG, ROW_MODELS, Catalog, PartitionKind, StoryCard
from bulletin.model.schemas import make_schemas
from tests.content.builder import PERSON, read
from tests.opened import Changes, context_of, events, on, opened, stories, target_groups_of

NAME = "Nguyễn Văn Mẫu Vật"
WRITTEN: Changes = {
    **stories(
        {
            "cu": {"date": "2024-05-01", "title": "Chuyện cũ", "unit": "xa-cu"},
            "moi": {
                "date": "2026-11-18T07:30",
                "subject": "individual",
                "people": [{**PERSON, "name": NAME}],
                "author": "Bà Viết Mẫu Vật",
                "source": "Ông Kể Mẫu Vật",
                "campaigns": ["xanh-sach"],
                "awards": [{"title": "Giấy khen"}, {"title": "Cờ", "revoked": "true"}],
                "corrections": [{"date": "2026-11-19", "text": "Đúng là Mẫu Vật."}],
            },
            "mau": {"date": "2026-11-17", "title": "Chuyện đặt ra", "sample": "true"},
        }
    ),
    **events({"hop": {"start": "2026-12-18", "summary": "Hai\ndòng."}}),
}


def files_of(changes: Changes, cache: Cache | None = None) -> dict[str, bytes]:
    """Return the catalog and its partitions by address."""
    library = read(changes)
    return {f"/{target.path}": target.build() for target in group_of(library, cache).targets()}


def group_of(library: Any, cache: Cache | None = None) -> TargetGroup:
    """Return the group of the catalog."""
    groups = target_groups_of(context_of(library, cache=cache))
    return next(group for group in groups if group.name == "catalog")


def rows_of(files: dict[str, bytes], kind: str, year: int | None = None) -> list[dict[str, Any]]:
    """Return the rows of a partition."""
    catalog = json.loads(files[CATALOG])
    (link,) = [
        one for one in catalog["partitions"] if (one["kind"], one.get("year")) == (kind, year)
    ]
    found: list[dict[str, Any]] = json.loads(files[link["path"]])["rows"]
    return found


def test_the_catalog_names_each_partition_by_its_digest_and_nothing_else_is_there() -> None:
    files = files_of(WRITTEN)
    catalog = Catalog.model_validate_json(files[CATALOG])
    assert {link.path for link in catalog.partitions} | {CATALOG} == files.keys()
    for link in catalog.partitions:
        data = files[link.path]
        assert link.sha256 == sha256(data).hexdigest()
        assert link.sha256[:16] in link.path
        assert (link.bytes, link.rows) == (len(data), len(json.loads(data)["rows"]))
    assert set(PartitionKind) == {link.kind for link in catalog.partitions}


def test_every_row_is_what_its_model_says_and_no_key_is_unknown() -> None:
    files = files_of(WRITTEN)
    for link in Catalog.model_validate_json(files[CATALOG]).partitions:
        model = ROW_MODELS[link.kind]
        known = {field.alias or name for name, field in model.model_fields.items()}
        for row in json.loads(files[link.path])["rows"]:
            assert row.keys() <= known
            model.model_validate(row)


def test_stories_come_by_years_the_newest_first_and_samples_are_marked() -> None:
    files = files_of(WRITTEN)
    newest, *_ = found = rows_of(files, "stories", 2026)
    assert [row["date"] for row in found] == sorted((row["date"] for row in found), reverse=True)
    (sample,) = [row for row in found if row["title"] == "Chuyện đặt ra"]
    assert [row["title"] for row in rows_of(files, "stories", 2024)] == ["Chuyện cũ"]
    assert sample["mark"] == "Bài mẫu"
    assert "mark" not in newest
    assert newest["date"] == "2026-11-18T07:30:00+07:00"
    assert newest["awards"] == [{"title": "Giấy khen"}, {"title": "Cờ", "revoked": True}]
    assert newest["campaigns"] == ["xanh-sach"]
    assert StoryCard.model_validate(newest).corrections == (dt.date(2026, 11, 19),)
    assert rows_of(files, "events", 2026)[0]["summary"] == "Hai dòng."


def test_no_row_names_a_person() -> None:
    text = b"".join(files_of(WRITTEN).values()).decode()
    assert "Mẫu Vật" not in text


def test_numbers_count_what_is_real() -> None:
    now, before = rows_of(files_of(WRITTEN), "numbers")
    assert {key: now[key] for key in ("year", "stories", "awards", "events")} == {
        "year": 2026,
        "stories": 2,
        "awards": 1,
        "events": 1,
    }
    assert "aired" not in now
    assert (before["year"], before["stories"]) == (2024, 1)


def test_a_new_story_leaves_all_other_partitions_as_they_are() -> None:
    cache = DictCache()
    before = files_of(WRITTEN, cache)
    more = {**WRITTEN, **stories({"them": {"date": "2026-11-20", "title": "Chuyện thêm"}})}
    after = files_of(more, cache)
    assert after == files_of(more)
    changed = {path.rsplit("-", 1)[0] for path in after.keys() - before.keys()}
    assert changed == {"/du-lieu/phan/stories-2026", "/du-lieu/phan/numbers"}


def test_no_partition_is_made_again_whose_key_is_known(monkeypatch: pytest.MonkeyPatch) -> None:
    cache = DictCache()
    files_of(WRITTEN, cache)
    made: list[str] = []

    def note(partition: Any) -> Any:
        made.append(partition.name)
        return encode_partition(partition)

    monkeypatch.setattr("bulletin.feeds.catalog_files.encode_partition", note)
    list(group_of(read(WRITTEN), cache).targets())
    assert made == []


def test_the_order_of_the_rows_does_not_follow_from_the_day() -> None:
    changes = {
        **WRITTEN,
        **events({"sau": {"start": "2026-11-25"}, "truoc": {"start": "2026-11-24"}}),
    }

    def event_rows(edition: Edition) -> list[bytes]:
        partitions = iter_partitions(edition, lambda path: (1, 1.0))
        return [encode_partition(one)[1] for one in partitions if one.kind == "events"]

    assert event_rows(opened(changes)) == event_rows(opened(changes, on("2026-12-30")))


def test_the_schemas_are_published() -> None:
    schemas = make_schemas()
    assert schemas["catalog"]["properties"]["partitions"]
    assert {f"catalog-{kind}" for kind in PartitionKind} <= schemas.keys()
