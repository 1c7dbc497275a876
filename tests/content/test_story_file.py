"""A story's file as a whole: the shape of its front matter, each mistake on its own line."""

from __future__ import annotations

import io
import unicodedata
import zipfile
from datetime import date, datetime
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from bulletin.content.yaml import tree as yaml_tree
from bulletin.errors import ContentError
from bulletin.model.record import Record
from bulletin.model.story import Exemplar, Scope, Stage, Subject
from bulletin.vietnamese.legacy import find_damage
from bulletin.vietnamese.normalise import normalise
from tests.content.builder import STORY, STORY_KEYS, find_messages, page, read, story
from tests.trying import try_examples

# Each line of this story, from line 2 on, in the order of the lines.
LINES = {
    "title": "title: Đường hoa",
    "date": "date: 2026-11-18",
    "summary": "summary: >-\n  Mỗi nhà\n  một đoạn.",
    "unit": "unit: xa-moi",
    "fields": "fields:\n  - van-hoa",
    "subject": "subject: collective",
    "author": "author: Ban biên tập Mẫu",
    "people": (
        "people:\n"
        "  - name: Nhân vật minh họa\n"
        "    consent:\n"
        "      form: văn bản\n"
        "      date: 2026-11-01\n"
        "      scope:\n"
        "        - web"
    ),
    "draft": "draft: false",
}


def typed(**changes: str | None) -> str:
    """Return the story as an editor typed it, with some keys typed otherwise."""
    lines = [changes.get(key, line) for key, line in LINES.items()]
    return "---\n" + "\n".join(line for line in lines if line is not None) + "\n---\nLời\n"


def test_the_typed_story_is_right() -> None:
    assert find_messages(typed()) == []


A_DAY = "phải là ngày có thật dạng 2026-11-18"
A_MOMENT = f"{A_DAY} hoặc 2026-11-18T07:30"
A_LIST = "phải là danh sách, mỗi mục một dòng bắt đầu bằng '- '"
GROUPS = (
    "phải là danh sách, mỗi mục là nhóm khóa (name, role, child, consent), bắt đầu bằng '- name: '"
)
ONE_VALUE = "phải là một giá trị đơn, không phải danh sách hay nhóm khóa"
A_PERSON = "phải là nhóm khóa (name, role, child, consent), mỗi khóa một dòng dạng 'khóa: giá trị'"
LONG = "một " * 101


@pytest.mark.parametrize(
    ("changes", "messages"),
    [
        # What is missing stands at the first line, or where it was left empty.
        (
            {"title": None},
            ["1: title: bắt buộc phải có (tên bài, một dòng, không quá 150 ký tự)"],
        ),
        (
            {"author": "author:"},
            ["11: author: bắt buộc phải có (người viết)"],
        ),
        ({"author": "author: ~"}, ["11: author: bắt buộc phải có (người viết)"]),
        ({"author": 'author: ""'}, ["11: author: bắt buộc phải có (người viết)"]),
        ({"author": 'author: "  "'}, ["11: author: bắt buộc phải có (người viết)"]),
        ({"fields": "fields:"}, ["8: fields: bắt buộc phải có (danh sách khóa lĩnh vực"]),
        ({"fields": "fields: []"}, ["8: fields: phải có ít nhất một mục"]),
        (
            {"fields": "fields:\n  - van-hoa\n  -"},
            ["10: fields[2]: mục này để trống; điền vào hoặc bỏ dòng"],
        ),
        ({"draft": "draft:"}, []),
        ({"draft": "source: ~"}, []),
        # A list where a word is due, and the other way round.
        ({"title": "title: [a, b]"}, [f"2: title: {ONE_VALUE}"]),
        ({"title": "title: {a: b}"}, [f"2: title: {ONE_VALUE}"]),
        ({"title": "title:\n- a"}, [f"2: title: {ONE_VALUE}"]),
        ({"date": "date: [2026-11-18]"}, [f"3: date: {ONE_VALUE}"]),
        ({"unit": "unit: [xa-moi]"}, [f"7: unit: {ONE_VALUE}"]),
        (
            {"subject": "subject: [model]"},
            ["10: subject: phải là một trong: collective (tập thể), "],
        ),
        ({"draft": "draft: [true]"}, [f"19: draft: {ONE_VALUE}"]),
        ({"fields": "fields: van-hoa"}, [f"8: fields: {A_LIST}, đang là 'van-hoa'"]),
        ({"fields": "fields: {van-hoa: a}"}, [f"8: fields: {A_LIST}"]),
        ({"fields": "fields: Văn hóa, nông thôn"}, [f"8: fields: {A_LIST}, đang là 'Văn hóa"]),
        ({"people": "people: Ông Mẫu"}, [f"12: people: {GROUPS}, đang là 'Ông Mẫu'"]),
        ({"people": "people:\n  - Ông Mẫu"}, [f"13: people[1]: {A_PERSON}, đang là 'Ông Mẫu'"]),
        ({"people": "people:\n  - [a]"}, [f"13: people[1]: {A_PERSON}"]),
        ({"people": "people:\n  -"}, [f"13: people[1]: {A_PERSON}"]),
        # Lengths and lines
        ({"title": f"title: {'a' * 150}"}, []),
        ({"title": f"title: {'a' * 151}"}, ["2: title: dài quá 150 ký tự (đang có 151)"]),
        ({"title": "title: " + "e\u0302" * 150}, []),
        (
            {"title": "title: |\n  một\n  hai"},
            ["2: title: phải nằm trên một dòng, đang là 'một hai'"],
        ),
        ({"title": "title: một\n  hai"}, []),
        ({"summary": f"summary: {LONG}"}, ["4: summary: dài quá 400 ký tự (đang có 403)"]),
        ({"title": "title: =1+1"}, ["2: title: không được bắt đầu bằng = + - @"]),
        # Traps of YAML
        ({"date": "date: 2024-02-30"}, [f"3: date: {A_DAY}, đang là '2024-02-30'"]),
        ({"date": "date: 2026-11-18T25:00"}, [f"3: date: {A_MOMENT}, đang là '2026-11-18T25:00'"]),
        ({"date": "date: 2026-11-18T07:30:00"}, [f"3: date: {A_MOMENT}"]),
        ({"date": "date: 2026-11-18T07:30+07:00"}, [f"3: date: {A_MOMENT}"]),
        ({"date": "date: 2026-11-18 07:30"}, [f"3: date: {A_MOMENT}"]),
        ({"date": "date: 18/11/2026"}, [f"3: date: {A_DAY}, đang là '18/11/2026'"]),
        ({"date": "date: 20261118"}, [f"3: date: {A_DAY}"]),
        ({"date": "date: 2026-W47-3"}, [f"3: date: {A_DAY}"]),
        ({"date": "date: 0000-01-01"}, [f"3: date: {A_DAY}"]),
        ({"date": "date: ２０２６-11-18"}, [f"3: date: {A_DAY}"]),
        ({"date": 'date: "2026-11-18T07:30"'}, []),
        ({"title": "title: no"}, []),
        ({"title": "title: 0123"}, []),
        ({"title": "title: 1e3"}, []),
        ({"draft": "draft: no"}, ["19: draft: phải là true (có) hoặc false (không), đang là 'no'"]),
        ({"draft": "draft: 0"}, ["19: draft: phải là true (có) hoặc false (không), đang là '0'"]),
        ({"draft": "draft: True"}, []),
        ({"title": "title: Bài: hai chấm"}, ["2: tệp: không đọc được: giá trị có dấu hai chấm"]),
        ({"people": "title: hai lần"}, ["12: tệp: khóa 'title' đã có ở dòng 2; chỉ giữ một"]),
        (
            {"title": "title: !!python/object:a.b c"},
            ["2: tệp: giá trị không được bắt đầu bằng dấu !"],
        ),
        ({"people": "<<: {title: a}"}, ["12: <<: không có khóa này; bỏ đi, hoặc xem bảng khóa"]),
        # CacheKeys and words
        ({"unit": "unit: Xã Mới"}, ["7: unit: không có đơn vị 'Xã Mới'; có phải 'xa-moi'?"]),
        ({"unit": "unit: trang"}, ["7: unit: không có đơn vị 'trang'; đang có: ap-mau (Ấp Mẫu), "]),
        (
            {"subject": "subject: colective"},
            [
                "10: subject: phải là một trong: collective (tập thể), individual (cá nhân), "
                "household (hộ gia đình), model (mô hình, cách làm), "
                "đang là 'colective'; có phải 'collective'?"
            ],
        ),
        ({"draft": "stage: phát hiện"}, ["19: stage: phải là một trong: phat-hien (phát hiện), "]),
        (
            {"draft": "aliases: [/dien-hinh/2024/cu]"},
            ["19: aliases[1]: phải là đường dẫn trên trang, có / ở đầu và cuối"],
        ),
        (
            {"draft": "id: có dấu"},
            ["19: id: phải là mã chỉ gồm chữ không dấu, số và / . _ - như exemplars/2024/ten-bai"],
        ),
        (
            {"draft": "image: {file: a/b.jpg, alt: a, credit: b}"},
            ["19: image.file: phải là tên một tệp nằm cạnh bài"],
        ),
        # CacheKeys that nobody knows
        ({"draft": "tilte: a"}, ["19: tilte: không có khóa này; có phải 'title'?"]),
        (
            {"draft": "Tác giả: a"},
            ["19: Tác giả: không có khóa này; có phải 'author'? khóa ấy đã có, chỉ giữ một"],
        ),
        ({"draft": "khac: {a: {b: c}}"}, ["19: khac: không có khóa này; "]),
        (
            {"people": LINES["people"].replace("form", "from")},
            [
                "15: people[1].consent.from: không có khóa này; có phải 'form'?",
            ],
        ),
        # Deep down
        (
            {"people": LINES["people"].replace("web", "wed")},
            [
                "18: people[1].consent.scope[1]: phải là một trong: web (nêu tên trên trang), "
                "image (đăng ảnh), radio (đọc trên đài), "
                "đang là 'wed'; có phải 'web'?"
            ],
        ),
        (
            {"people": LINES["people"].replace("2026-11-01", "tháng 11")},
            [f"16: people[1].consent.date: {A_DAY}, đang là 'tháng 11'"],
        ),
        (
            {"people": "people:\n  - role: a\n  - name: b\n    consent:"},
            [
                "13: people[1].consent: bắt buộc phải có (sự đồng ý của người đó",
                "13: people[1].name: bắt buộc phải có (họ tên như người đó viết)",
                "15: people[2].consent: bắt buộc phải có (sự đồng ý của người đó",
            ],
        ),
        # Several at once
        (
            {"title": "title:", "date": "date: a", "draft": "draft: b\nsample: c"},
            [
                "2: title: bắt buộc phải có",
                f"3: date: {A_DAY}, đang là 'a'",
                "19: draft: phải là true (có) hoặc false (không), đang là 'b'",
                "20: sample: phải là true (có) hoặc false (không), đang là 'c'",
            ],
        ),
    ],
)
def test_a_mistake_stands_on_its_line(changes: dict[str, str | None], messages: list[str]) -> None:
    found = find_messages(typed(**changes))
    assert [
        line[: len(message)] for line, message in zip(found, messages, strict=False)
    ] == messages
    assert len(found) == len(messages), found


def test_a_long_value_is_not_quoted_whole() -> None:
    (line,) = find_messages(story(date="một ngày đẹp trời " * 10))
    assert line.endswith(
        ", đang là 'một ngày đẹp trời một ngày đẹp trời một ngày đẹp trời một ng…'"
    )


def docx() -> bytes:
    """Return what Word saves, as far as anyone can tell from the beginning."""
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        archive.writestr(zipfile.ZipInfo("[Content_Types].xml"), "<Types/>")
    return file.getvalue()


@pytest.mark.slow
@pytest.mark.parametrize(
    ("data", "message"),
    [
        (b"", "1: tệp: tệp rỗng; tệp phải bắt đầu bằng một dòng ---"),
        ("Lời văn không có phần khai\n".encode(), "1: tệp: dòng 1 đang là 'Lời văn không"),
        (b"---\ntitle: a\n", "2: tệp: thiếu dòng --- đóng phần đầu"),
        (
            b"---\nch\xe1\xbb\x89 l\xc3\xa0 ch\xe1\xbb\xaf\n---\n",
            "1: tệp: phải là nhóm khóa, mỗi khóa",
        ),
        (b"---\n- a\n- b\n---\n", "1: tệp: phải là nhóm khóa, mỗi khóa"),
        (docx(), "1: tệp: đây là tệp Word"),
        (story().encode("utf-16"), "1: tệp: tệp lưu bằng mã UTF-16"),
        (b"---\n" + b"a" * 3_000_000, "1: tệp: tệp lớn quá 2 MB"),
        (b"---\na: &a [b]\nc: [*a, *a]\n---\n", "2: tệp: giá trị không được bắt đầu bằng dấu &"),
        (b"---\n" + b"[" * 60_000 + b"\n---\n", "2: tệp: lồng nhau quá 20 cấp"),
        (b"---\n" + b"[" * 100_000 + b"\n---\n", "1: tệp: phần khai giữa hai dòng --- dài quá"),
    ],
    ids=lambda value: repr(value[:12]) if isinstance(value, bytes) else None,
)
@pytest.mark.parametrize("loader", ["CSafeLoader", "SafeLoader"])
def test_a_file_that_is_no_story_is_one_mistake(
    data: bytes, message: str, loader: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not hasattr(yaml, loader):
        pytest.skip("PyYAML has no libyaml here")
    monkeypatch.setattr(yaml_tree, "_Loader", getattr(yaml, loader))
    assert [line[: len(message)] for line in find_messages(data)] == [message]


def test_empty_front_matter_lacks_every_key_that_is_required() -> None:
    required = [key for key, field in Exemplar.model_fields.items() if field.is_required()]
    found = find_messages("---\n---\n")
    assert [line.split(": ")[1] for line in found] == sorted(required)
    assert all(line.startswith("1: ") for line in found)


def test_windows_writes_stories_too() -> None:
    data = b"\xef\xbb\xbf" + typed().replace("\n", "\r\n").encode()
    assert find_messages(data) == []
    assert find_messages(data.replace(b"2026-11-18\r", b"2026-13-18\r"))[0].startswith("3: date: ")


# --- laws ---------------------------------------------------------------------------------------


@try_examples(150)
@given(
    st.one_of(
        st.binary(max_size=60),
        st.text(max_size=60).map(lambda text: f"---\n{text}\n---\n{text}".encode()),
        st.builds(
            lambda data, place, new: data[:place] + new + data[place + len(new) :],
            st.just(story("[a](b.md) ![c](d) <p style=''>\n", aliases=["/a/"]).encode()),
            st.integers(0, 300),
            st.binary(max_size=4),
        ),
    )
)
def test_any_bytes_are_a_story_or_reported(data: bytes) -> None:
    try:
        read({STORY: data})
    except ContentError as failure:
        for problem in failure.problems:
            assert problem.line >= 1
            said = str(problem).replace("\t", " ")
            assert not any(unicodedata.category(letter) == "Cc" for letter in said)


LINE = st.text(st.characters(categories=["Ll", "Lu", "Nd"]), min_size=1, max_size=20).filter(
    lambda text: normalise(text) == text and not list(find_damage(text))
)
DAYS = st.dates(date(1900, 1, 1), date(2100, 12, 31)).map(date.isoformat)
# A story is not older than the bulletin, and its folder says its year.
MOMENTS = st.dates(date(2020, 1, 1), date(2100, 12, 31)).map(date.isoformat) | st.datetimes(
    datetime(2020, 1, 1), datetime(2100, 12, 31)
).map(lambda moment: moment.isoformat(timespec="minutes").removesuffix("T00:00"))
FLAGS = st.sampled_from(["true", "false"])


def some(**values: st.SearchStrategy[Any]) -> st.SearchStrategy[dict[str, Any]]:
    """Return mappings that hold some of the keys."""
    return st.fixed_dictionaries({}, optional=values)


PEOPLE = st.lists(
    st.fixed_dictionaries(
        {
            "name": LINE,
            "consent": st.fixed_dictionaries(
                {
                    "form": LINE,
                    "date": DAYS,
                    "scope": st.permutations([scope.value for scope in Scope]),
                },
                optional={"guardian_form": LINE},
            ),
        },
        optional={"role": LINE},
    ),
    min_size=1,
    max_size=2,
)
STORIES = st.builds(
    # A unit without days, since any day may be asked for.
    lambda required, optional: {**STORY_KEYS, "unit": "ap-mau", **required, **optional},
    st.fixed_dictionaries({"title": LINE, "date": MOMENTS, "people": PEOPLE, "source": LINE}),
    some(
        summary=LINE,
        author=LINE,
        subject=st.sampled_from([subject.value for subject in Subject]),
        stage=st.sampled_from([stage.value for stage in Stage]),
        awards=st.lists(
            st.fixed_dictionaries({"title": LINE}, optional={"date": DAYS}), max_size=2
        ),
        aliases=st.lists(st.sampled_from(["/cu/", "/cu/a-1/", "/dien-hinh/2020/b/"]), unique=True),
        corrections=st.lists(st.fixed_dictionaries({"date": DAYS, "text": LINE}), max_size=2),
        draft=FLAGS,
        sample=FLAGS,
        id=st.from_regex(r"[a-z0-9/._-]{1,20}", fullmatch=True).map(lambda text: f"a{text}"),
    ),
)


def as_typed(record: Record) -> dict[str, Any]:
    """Return what an editor would have to type for the record: what is not default."""
    return {
        field.alias or name: typed_value(getattr(record, name))
        for name, field in type(record).model_fields.items()
        if getattr(record, name) != field.get_default(call_default_factory=True)
    }


def typed_value(value: Any) -> Any:
    """Return a value of a record as it stands in front matter."""
    match value:
        case Record():
            return as_typed(value)
        case tuple():
            return [typed_value(inner) for inner in value]
        case bool():
            return str(value).lower()
        case datetime():
            return value.isoformat(timespec="minutes").removesuffix("T00:00")
        case date():
            return value.isoformat()
    return str(value)


@try_examples(40)
@given(STORIES)
def test_a_story_that_is_written_is_read_back(keys: dict[str, Any]) -> None:
    found = read({STORY: page(keys, {})})
    (item,) = [item for item in found.items if item.path == STORY]
    defaults = {"draft": "false", "sample": "false", "aliases": [], "awards": [], "corrections": []}
    assert as_typed(item.front) == {
        key: value for key, value in keys.items() if defaults.get(key) != value
    }
