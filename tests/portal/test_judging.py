"""The judge of what bulletins send: whatever comes, there are rows of the model, or faults."""

from __future__ import annotations

import json
from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bulletin.model.catalog import CATALOG, PartitionKind, StoryCard
from bulletin.portal.judging import (
    Unusable,
    find_suspicion,
    judge_catalog,
    judge_partition,
    judge_rows,
    judge_withdrawals,
)
from tests.portal.bulletins import files_of, story, withdrawal_of

FILES = files_of([story(1), story(2)])
JSON = some.recursive(
    some.none() | some.booleans() | some.integers() | some.floats() | some.text(max_size=9),
    lambda inner: (
        some.lists(inner, max_size=3)
        | some.dictionaries(some.sampled_from([*StoryCard.model_fields, "x"]), inner, max_size=6)
    ),
    max_leaves=12,
)


def catalog_with(**changes: Any) -> bytes:
    """Return the catalog of the bulletin with other values."""
    return json.dumps(json.loads(FILES[CATALOG]) | changes).encode()


def faults_of(row: Mapping[str, Any]) -> str:
    """Return what is wrong with a story."""
    return "\n".join(judge_rows(PartitionKind.STORIES, 2026, [row]).faults)


def test_what_a_bulletin_publishes_is_taken_whole() -> None:
    catalog = judge_catalog(FILES[CATALOG])
    for link in catalog.partitions:
        judged = judge_partition(link, FILES[link.path])
        assert judged.faults == ()
        assert len(judged.rows) == link.rows


@pytest.mark.parametrize(
    ("data", "fault"),
    [
        (b"", "không phải JSON"),
        (b"<html>", "không phải JSON"),
        (b"\xff\xfe", "không phải JSON"),
        (b"[" * 100_000, "không phải JSON"),
        (b'{"a": NaN}', "không phải JSON"),
        (b"[]", "không đúng dạng"),
        (catalog_with(format="khác"), "không đúng dạng"),
        (catalog_with(version=2), "phiên bản '2'"),
        (catalog_with(version=True), "phiên bản 'True'"),
        (catalog_with(name="a\u202eb"), "ký tự ẩn"),
        (catalog_with(name="a\ud800b"), "ký tự ẩn"),
        (catalog_with(url="javascript:alert(1)"), "'url'"),
        (catalog_with(partitions=[{}]), "'partitions.0.kind'"),
        (catalog_with(partitions=[1] * 3000), "'partitions"),
    ],
)
def test_a_catalog_that_cannot_be_used_is_refused(data: bytes, fault: str) -> None:
    with pytest.raises(Unusable, match=fault):
        judge_catalog(data)


@pytest.mark.parametrize(
    "path",
    [
        "https://khac.example/phan/a.json",
        "//khac.example/a.json",
        "/du-lieu/phan/../../a.json",
        "/du-lieu/phan/a.json?b",
        "/du-lieu/phan/a%2e.json",
        "/etc/passwd",
    ],
)
def test_a_partition_lies_in_its_folder_of_the_own_site(path: str) -> None:
    links = json.loads(FILES[CATALOG])["partitions"]
    links[0]["path"] = path
    with pytest.raises(Unusable, match=r"partitions\.0\.path"):
        judge_catalog(catalog_with(partitions=links))


def test_a_partition_that_comes_twice_is_refused() -> None:
    links = json.loads(FILES[CATALOG])["partitions"]
    with pytest.raises(Unusable, match="hai lần"):
        judge_catalog(catalog_with(partitions=[links[0], links[0]]))


def test_other_bytes_than_the_catalog_names_are_refused() -> None:
    link = judge_catalog(FILES[CATALOG]).partitions[0]
    for data in (b"", FILES[link.path] + b" ", FILES[link.path][:-1] + b" "):
        with pytest.raises(Unusable, match="vân tay"):
            judge_partition(link, data)


@pytest.mark.parametrize(
    ("changes", "fault"),
    [
        ({"address": "https://khac.example/a/"}, "'address'"),
        ({"address": "/dien-hinh/../a/"}, "'address'"),
        ({"address": "//khac.example/"}, "'address'"),
        ({"address": "javascript:alert(1)"}, "'address'"),
        ({"title": "x" * 151}, "'title'"),
        ({"title": "=1+1"}, "'title'"),
        ({"title": "a\u0000b"}, "ký tự"),
        ({"title": {"a": "b"}}, "'title'"),
        ({"summary": "x" * 401}, "'summary'"),
        ({"date": "2026-11-18"}, "'date'"),
        ({"date": "0001-01-01T00:00:00+07:00"}, "'date'"),
        ({"date": "2025-11-18T00:00:00+07:00"}, "không thuộc năm 2026"),
        ({"unit": "../a"}, "'unit'"),
        ({"awards": [{"title": "Giấy khen", "date": "ngày mai"}]}, "'awards.0.date'"),
        ({"awards": [{"title": "a"}] * 101}, "'awards'"),
        ({"recording": {"file": "../a.mp3", "bytes": 1, "seconds": 1}}, "'recording.file'"),
        ({"recording": {"file": "a.mp3", "bytes": 10**30, "seconds": 1}}, "'recording.bytes'"),
        ({"aired": -1}, "'aired'"),
    ],
)
def test_a_row_that_the_model_refuses_is_left_out(changes: dict[str, Any], fault: str) -> None:
    assert fault in faults_of(story(1, **changes))
    judged = judge_rows(PartitionKind.STORIES, 2026, [story(1, **changes), story(2)])
    assert [row.title for row in judged.rows] == ["Chuyện thứ 2 của tổ hợp tác"]


def test_keys_of_later_versions_are_ignored() -> None:
    assert faults_of(story(1, later={"a": [1]})) == ""


def test_a_row_that_comes_twice_is_taken_once() -> None:
    rows = [story(1), story(1), story(2, id=story(1)["id"])]
    judged = judge_rows(PartitionKind.STORIES, 2026, rows)
    assert len(judged.rows) == 1
    assert len(judged.faults) == 2


def test_many_faults_are_counted() -> None:
    judged = judge_rows(PartitionKind.STORIES, 2026, [None] * 100)
    assert len(judged.faults) == 6
    assert judged.faults[-1].startswith("và ")


def test_texts_come_out_in_one_form_of_unicode() -> None:
    decomposed = "Xa\u0303 Hoa Sen"
    (row,) = judge_rows(PartitionKind.STORIES, 2026, [story(1, title=decomposed)]).rows
    assert row.title == "Xã Hoa Sen"


@given(rows=some.lists(JSON, max_size=4), kind=some.sampled_from(PartitionKind))
def test_no_rows_make_the_judge_fail(rows: list[object], kind: PartitionKind) -> None:
    judged = judge_rows(kind, 2026, rows)
    assert len(judged.rows) <= len(rows)


@given(data=some.binary(max_size=40) | JSON.map(lambda value: json.dumps(value).encode()))
def test_no_bytes_make_the_judge_fail(data: bytes) -> None:
    for judge in (judge_catalog, judge_withdrawals):
        with suppress(Unusable):
            judge(data)


def test_withdrawals_are_judged_one_by_one() -> None:
    data = json.dumps([withdrawal_of(story(1)), {"id": 1}]).encode()
    judged = judge_withdrawals(data)
    assert [row.id for row in judged.rows] == [story(1)["id"]]
    assert len(judged.faults) == 1


@pytest.mark.parametrize(
    ("before", "now", "withdrawn", "is_believed"),
    [(0, 0, 0, True), (4, 0, 0, True), (5, 0, 0, False), (100, 49, 0, False), (100, 50, 0, True),
     (100, 40, 30, True), (100, 120, 0, True)],
)  # fmt: skip
def test_a_bulletin_that_lost_half_of_its_stories_is_not_believed(
    before: int, now: int, withdrawn: int, is_believed: bool
) -> None:
    assert (find_suspicion(before, now, withdrawn) is None) is is_believed


def test_of_kinds_with_a_page_each_only_so_many_are_taken() -> None:
    rows = [{"key": f"linh-vuc-{number}", "name": "Tên"} for number in range(201)]
    judged = judge_rows(PartitionKind.FIELDS, None, rows)
    assert len(judged.rows) == 200
    assert judged.faults == ("fields: có 201 dòng, chỉ lấy 200 dòng đầu",)
