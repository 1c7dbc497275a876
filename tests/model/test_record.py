"""From a raw value to a record, or to every mistake in it, in words."""

from __future__ import annotations

import datetime as dt
import pickle
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from bulletin.model.bulletin import Bulletin
from bulletin.model.kind import KINDS
from bulletin.model.part import BrokenKey, Part, make_valid_part
from bulletin.model.record import Mistake, Record, keys_of, validate
from bulletin.model.story import Exemplar, Person, Subject
from bulletin.model.unit import Membership, Unit
from tests.trying import try_examples

UNIT = {"key": "a", "name": "A", "type": "xã"}
BULLETIN: dict[str, Any] = {
    "publisher": "Ban biên tập",
    "governing_body": "Ủy ban nhân dân",
    "authority": "mau.example",
    "since": "2020-04-07",
    "description": "Bản tin.",
    "attribution": "Ghi rõ nguồn.",
    "station": {"name": "Đài Mẫu"},
    "time_zone": "Asia/Ho_Chi_Minh",
    "contact": {},
}


def said(model: type[Record], raw: object) -> list[str]:
    """Return location and message of each mistake."""
    found = validate(model, raw)
    assert isinstance(found, list), found
    return [f"{'.'.join(map(str, mistake.location))}: {mistake.message}" for mistake in found]


def test_a_record_holds_values_of_their_own_types() -> None:
    unit = validate(Unit, {**UNIT, "from": "2025-07-01", "predecessors": ["b", "c"]})
    assert isinstance(unit, Unit)
    assert unit.start == dt.date(2025, 7, 1)
    assert unit.end is None
    assert unit.predecessors == ("b", "c")


def test_a_record_does_not_change() -> None:
    unit = validate(Unit, UNIT)
    assert isinstance(unit, Unit)
    with pytest.raises(ValidationError):
        unit.name = "B"  # type: ignore[misc]  # the very mistake that must not go through


def test_an_empty_key_is_no_key() -> None:
    assert validate(Unit, {**UNIT, "code": None, "khac": None}) == validate(Unit, UNIT)
    assert said(Unit, {**UNIT, "name": None}) == [
        "name: bắt buộc phải có (tên đầy đủ, như Xã Đông Thái)"
    ]


def test_space_around_text_does_not_count() -> None:
    unit = validate(Unit, {**UNIT, "name": "  Xã A \n"})
    assert isinstance(unit, Unit)
    assert unit.name == "Xã A"
    assert said(Unit, {**UNIT, "type": " \n "}) == [
        "type: bắt buộc phải có (loại đơn vị: huyện, xã, thị trấn, ấp…)"
    ]


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"time_zone": "Việt Nam"}, "time_zone: phải là tên múi giờ như Asia/Ho_Chi_Minh"),
        ({"time_zone": "../../etc/passwd"}, "time_zone: phải là tên múi giờ"),
        ({"time_zone": "Asia"}, "time_zone: phải là tên múi giờ"),
        ({"time_zone": ""}, "time_zone: bắt buộc phải có (múi giờ, như Asia/Ho_Chi_Minh)"),
        ({"time_zone": "a" * 5000}, "time_zone: phải là tên múi giờ"),
        ({"time_zone": ["a"]}, "time_zone: phải là một giá trị đơn"),
        ({"since": "2020-04-07T07:30"}, "since: phải là ngày có thật dạng 2026-11-18"),
        ({"since": ["a"]}, "since: phải là một giá trị đơn"),
        ({"authority": "Mẫu"}, "authority: phải là tên miền viết thường"),
        ({"authority": "a..b"}, "authority: phải là tên miền viết thường"),
        ({"contact": {"email": "a b@c.d"}}, "contact.email: phải là địa chỉ thư điện tử"),
        ({"contact": {"email": "a@b"}}, "contact.email: phải là địa chỉ thư điện tử"),
        ({"contact": "không có"}, "contact: phải là nhóm khóa (address, email, phone, note)"),
        ({"contact": None}, "contact: bắt buộc phải có (liên hệ)"),
        ({"edit_url": "kho/"}, "edit_url: phải là địa chỉ http(s) có / ở cuối"),
        ({"edit_url": "https://a.example/b"}, "edit_url: phải là địa chỉ http(s) có / ở cuối"),
        ({"edit_url": "javascript:a/"}, "edit_url: phải là địa chỉ http(s) có / ở cuối"),
        ({"samples": "có"}, "samples: phải là true (có) hoặc false (không), đang là 'có'"),
        ({"description": "a" * 161}, "description: dài quá 160 ký tự (đang có 161)"),
        ({"description": "a\nb"}, "description: phải nằm trên một dòng, đang là 'a b'"),
        ({"station": {"rate": "200"}}, "station.name: bắt buộc phải có (tên đài)"),
        ({"khac": "a"}, "khac: không có khóa này; bỏ đi, hoặc xem bảng khóa trong CONTRIBUTING.md"),
        ({"puplisher": "a"}, "puplisher: không có khóa này; có phải 'publisher'?"),
    ],
)
def test_a_broken_rule_is_reported_in_words(changes: dict[str, Any], message: str) -> None:
    assert [line[: len(message)] for line in said(Bulletin, {**BULLETIN, **changes})] == [message]


def test_the_bulletin_reads() -> None:
    bulletin = validate(Bulletin, BULLETIN)
    assert isinstance(bulletin, Bulletin)
    assert bulletin.time_zone == ZoneInfo("Asia/Ho_Chi_Minh")
    assert bulletin.samples
    old = validate(Bulletin, {**BULLETIN, "area": {"name": "huyện Mẫu", "level": "huyện"}})
    assert old == bulletin, "a key that every file had before version 0.2.0"


def test_a_cluster_is_a_name_or_a_list_of_memberships() -> None:
    one = validate(Unit, {**UNIT, "cluster": "Cụm Một"})
    many = validate(Unit, {**UNIT, "cluster": [{"name": "Cụm Một", "from": "2020-01-01"}]})
    assert isinstance(one, Unit)
    assert isinstance(many, Unit)
    assert one.clusters == (Membership.model_validate({"name": "Cụm Một"}),)
    assert many.clusters[0].start == dt.date(2020, 1, 1)
    assert said(Unit, {**UNIT, "cluster": [{"nam": "a"}]}) == [
        "cluster.0.nam: không có khóa này; có phải 'name'?",
    ]


RAW = st.recursive(
    st.none() | st.text(max_size=8) | st.sampled_from(["2026-11-18", "true", "a-b", "\ufffe"]),
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.dictionaries(st.sampled_from(["name", "date", "file", "khac", ""]), inner, max_size=3)
    ),
    max_leaves=6,
)


@pytest.mark.parametrize("model", [kind.model for kind in KINDS] + [Unit, Bulletin])
@try_examples(60)
@given(data=st.data())
def test_whatever_stands_behind_a_key_is_taken_or_reported(
    model: type[Record], data: st.DataObject
) -> None:
    keys = st.sampled_from([*keys_of(model), "khac"])
    raw = data.draw(st.dictionaries(keys, RAW, max_size=6) | RAW)
    found = validate(model, raw)
    if isinstance(found, list):
        assert found
        assert all(isinstance(mistake, Mistake) and mistake.message for mistake in found)
        part = make_valid_part(model, raw, found)
        assert (part is None) is not isinstance(raw, dict)


# --- to another process ---------------------------------------------------------------------------

STORY: dict[str, Any] = {
    "title": "a",
    "date": "2026-11-18T07:30",
    "summary": "b",
    "unit": "c",
    "fields": ["d"],
    "subject": "model",
    "author": "e",
    "people": [{"name": "f", "consent": {"form": "g", "date": "2026-11-01", "scope": ["web"]}}],
}


@pytest.mark.parametrize(
    ("model", "raw"),
    [
        (Unit, UNIT),
        (Unit, {**UNIT, "from": "2025-07-01", "cluster": "Cụm 1"}),
        (Bulletin, BULLETIN),
        (Exemplar, STORY),
        (Exemplar, {**STORY, "broadcast": {"skip": "true"}, "stage": "tong-ket", "draft": "false"}),
    ],
)
def test_a_record_arrives_in_another_process_as_it_was(model: type[Record], raw: object) -> None:
    sent = validate(model, raw)
    assert isinstance(sent, Record)
    come = pickle.loads(pickle.dumps(sent))
    assert come == sent
    assert repr(come) == repr(sent)
    assert come.model_fields_set == sent.model_fields_set
    with pytest.raises(ValidationError):
        come.sample = True


def test_defaults_do_not_travel() -> None:
    sent = validate(Exemplar, STORY)
    assert b"corrections" not in pickle.dumps(sent)


# --- what is right in what is wrong -------------------------------------------------------------


def part_of(raw: dict[str, Any]) -> Part:
    """Return the valid part of a story with mistakes."""
    mistakes = validate(Exemplar, raw)
    assert isinstance(mistakes, list)
    part = make_valid_part(Exemplar, raw, mistakes)
    assert part is not None
    return part


def test_the_right_keys_of_a_wrong_record_can_be_read() -> None:
    part = part_of({"title": "a", "date": "b", "subject": "model", "unit": "c", "khac": "d"})
    assert part.title == "a"
    assert part.subject is Subject.MODEL
    assert part.draft is False
    assert part.people == ()


@pytest.mark.parametrize("key", ["date", "summary", "fields", "people"])
def test_a_wrong_key_or_a_missing_one_cannot(key: str) -> None:
    part = part_of({"title": "a", "date": "b", "people": [{"name": "a"}], "fields": "A"})
    with pytest.raises(BrokenKey, match=key):
        getattr(part, key)


def test_a_key_is_broken_by_the_name_the_code_has_for_it() -> None:
    raw = {**UNIT, "from": "a", "to": "2025-01-01"}
    mistakes = validate(Unit, raw)
    assert isinstance(mistakes, list)
    part = make_valid_part(Unit, raw, mistakes)
    assert part is not None
    assert part.end == dt.date(2025, 1, 1)
    with pytest.raises(BrokenKey):
        _ = part.start


def test_what_is_no_mapping_has_no_right_part() -> None:
    assert make_valid_part(Person, ["a"], [Mistake((), "a")]) is None
