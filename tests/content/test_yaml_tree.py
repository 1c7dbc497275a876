"""YAML as editors write it, and as nobody should: one mistake, on its line, with its cure."""

from __future__ import annotations

import re
from itertools import pairwise

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.content.yaml import tree as yaml_tree
from bulletin.content.yaml.mistake import QUOTE_IT, YamlMistake
from bulletin.content.yaml.tree import DEEPEST, Tree, parse
from bulletin.vietnamese.normalise import normalise
from tests.growth import assert_no_worse_than_linear

LOADERS: list[type] = [yaml.SafeLoader]
if hasattr(yaml, "CSafeLoader"):
    LOADERS.append(yaml.CSafeLoader)


@pytest.fixture(params=LOADERS, ids=lambda loader: loader.__name__, autouse=True)
def with_and_without_libyaml(
    request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Read everything with both scanners of PyYAML: an installation may lack libyaml."""
    monkeypatch.setattr(yaml_tree, "_Loader", request.param)


def mistake(text: str) -> tuple[int, str]:
    """Return line and message of the mistake in `text`."""
    with pytest.raises(YamlMistake) as caught:
        parse(text)
    return caught.value.line, caught.value.message


# --- what comes out -----------------------------------------------------------------------------


@pytest.mark.parametrize(
    "typed",
    [
        "no",
        "yes",
        "True",
        "0123",
        "1_000",
        "1e3",
        "2024-02-30",
        "2026-11-18T25:00",
        "12:30:45",
        ".inf",
    ],
)
def test_a_scalar_stays_what_was_typed(typed: str) -> None:
    assert parse(f"key: {typed}").value == {"key": typed}
    assert parse(f"- {typed}").value == [typed]


@pytest.mark.parametrize("typed", ["", "~", "null", "Null", "# ghi chú"])
def test_an_empty_scalar_is_none(typed: str) -> None:
    assert parse(f"key: {typed}\nother: a").value == {"key": None, "other": "a"}


@pytest.mark.parametrize(("typed", "value"), [('""', ""), ("'~'", "~"), ('"null"', "null")])
def test_a_quoted_scalar_is_never_none(typed: str, value: str) -> None:
    assert parse(f"key: {typed}").value == {"key": value}


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("", None),
        ("# chỉ có ghi chú\n", None),
        ("---\na: b\n", {"a": "b"}),
        ("a: >-\n  một\n  hai\n", {"a": "một hai"}),
        ("a: |\n  một\n  hai\n", {"a": "một\nhai\n"}),
        ("a: một\n  hai\n", {"a": "một hai"}),
        ("a: [b, c]\nd: {e: f}\n", {"a": ["b", "c"], "d": {"e": "f"}}),
        ("a:\n- b: c\n  d: e\n- f\n", {"a": [{"b": "c", "d": "e"}, "f"]}),
        ("a: b # ghi chú\n", {"a": "b"}),
        ("a: 'số #1'\n", {"a": "số #1"}),
        ("a: số#1\n", {"a": "số#1"}),
        ("1: a\nno: b\n", {"1": "a", "no": "b"}),
        ("<<: {a: b}\n", {"<<": {"a": "b"}}),
        ("a: b:c\n", {"a": "b:c"}),
        ("a: “Ông Ba” kể\n", {"a": "“Ông Ba” kể"}),
        ('a: "\\u0110i\\u1ec3n \\u0065\\u0302"\n', {"a": "Điển ê"}),
    ],
)
def test_the_value_of_a_text(text: str, value: object) -> None:
    assert parse(text).value == value


def test_every_value_has_its_line() -> None:
    text = (
        "title: a\n"  # 5
        "people:\n"
        "  - name: b\n"  # 7
        "    consent:\n"
        "      scope:\n"
        "        - web\n"
        "        - radio\n"  # 11
        "  - name: c\n"
        "summary: >-\n"  # 13
        "  d\n"
        "fields: [e,\n"
        "  f]\n"
    )
    tree = parse(text, first_line=5)
    assert {
        location: tree.line_of(location)
        for location in [
            (),
            ("title",),
            ("people",),
            ("people", 0),
            ("people", 0, "consent"),
            ("people", 0, "consent", "scope", 1),
            ("people", 1),
            ("people", 1, "name"),
            ("summary",),
            ("fields", 0),
            ("fields", 1),
        ]
    } == {
        (): 5,
        ("title",): 5,
        ("people",): 6,
        ("people", 0): 7,
        ("people", 0, "consent"): 8,
        ("people", 0, "consent", "scope", 1): 11,
        ("people", 1): 12,
        ("people", 1, "name"): 12,
        ("summary",): 13,
        ("fields", 0): 15,
        ("fields", 1): 16,
    }


def test_what_is_missing_is_shown_where_it_belongs() -> None:
    tree = parse("people:\n- name: a\n- name: b\n")
    assert tree.line_of(("people", 1, "consent", "date")) == 3
    assert tree.line_of(("title",)) == 1
    assert Tree().line_of(("title", 0)) == 1


# --- what is refused ----------------------------------------------------------------------------

NOT_A_START = "giá trị không được bắt đầu bằng dấu"


@pytest.mark.parametrize(
    ("text", "line", "message"),
    [
        # A slip in the writing of a value.
        ("title: Bài: hai chấm", 1, "giá trị có dấu hai chấm rồi dấu cách"),
        ("a: b\ntitle: Bài:\n", 2, "giá trị có dấu hai chấm rồi dấu cách"),
        ('a: b\ntitle: "Bài\nc: d\n', 2, "thiếu dấu ngoặc đóng"),
        ("a: b\ntitle: 'Bài\nc: d\n", 2, "thiếu dấu ngoặc đóng"),
        ('title: "Ông Ba" kể chuyện\n', 1, "sau dấu ngoặc đóng còn chữ"),
        ("title: 'Ông Ba' kể chuyện\n", 1, "sau dấu ngoặc đóng còn chữ"),
        ("title: @mau\n", 1, "giá trị bắt đầu bằng ký hiệu đặc biệt"),
        ("title: `mau`\n", 1, "giá trị bắt đầu bằng ký hiệu đặc biệt"),
        ("title: 100\nb: %mau\n", 2, "giá trị bắt đầu bằng ký hiệu đặc biệt"),
        ("title: , mau\n", 1, "giá trị bắt đầu bằng ký hiệu đặc biệt"),
        ("title: ? mau\n", 1, "giá trị bắt đầu bằng ký hiệu đặc biệt"),
        ("title: > mau\n", 1, "sau dấu | hoặc > phải xuống dòng"),
        ("title: | mau\n", 1, "sau dấu | hoặc > phải xuống dòng"),
        ('title: "a\\qb"\n', 1, "dấu \\ trong ngoặc kép phải viết đôi"),
        ('title: "a\\UFFFFFFFF"\n', 1, "dấu \\ trong ngoặc kép phải viết đôi"),
        ('title: "a\\x"\n', 1, "dấu \\ trong ngoặc kép phải viết đôi"),
        ('title: "a\\0"\n', 1, "có ký tự điều khiển viết bằng dấu \\"),
        ('b: c\ntitle: "a\\x0b"\n', 2, "có ký tự điều khiển viết bằng dấu \\"),
        ('title: "\\uffff"\n', 1, "có ký tự điều khiển viết bằng dấu \\"),
        ("title: Ấp số #1\n", 1, "chữ từ '#1' trở đi bị coi là ghi chú và mất"),
        ("b: c\ntitle: #xanhsach\n", 2, "chữ từ '#xanhsach' trở đi bị coi là ghi chú và mất"),
        ("title: Ấp\n  xanh #1\n", 2, "chữ từ '#1' trở đi bị coi là ghi chú và mất"),
        # A slip in the layout.
        ("title:Bài\ndate: b\n", 1, "sau dấu hai chấm phải có một dấu cách"),
        ("a: b\ntitle:Bài\ndate: b\n", 2, "sau dấu hai chấm phải có một dấu cách"),
        ("a: b\nmột câu rơi ra ngoài\nc: d\n", 2, "mỗi dòng phải có dạng 'khóa: giá trị'"),
        ("a: >-\nmột câu\nc: d\n", 2, "mỗi dòng phải có dạng 'khóa: giá trị'"),
        ("a:\n\tb: c\n", 2, "không dùng phím Tab"),
        ("a: b\n\tc: d\n", 2, "không dùng phím Tab"),
        ("a: b\n  c: d\n", 2, "thụt vào không thẳng hàng"),
        ("a:\n  - b\n - c\n", 3, "thụt vào không thẳng hàng"),
        ("a: >-\n  b\n c\nd: e\n", 3, "thụt vào không thẳng hàng"),
        (" a: b\nc: d\n", 2, "các khóa phải viết sát lề trái"),
        ("fields: - a\n", 1, "danh sách phải xuống dòng"),
        ("a: b\nfields: [c\nd: e\n", 2, "thiếu dấu ]"),
        ("a: b\nimage: {c: d\ne: f\n", 2, "thiếu dấu }"),
        ("people: [{name: A, role: B: C}]\n", 1, "thiếu dấu }"),
        # What YAML can and a bulletin need not.
        ("a: b\na: c\n", 2, "khóa 'a' đã có ở dòng 1; chỉ giữ một"),
        ("a:\n  b: c\n  d: e\n  b: f\n", 4, "khóa 'b' đã có ở dòng 2; chỉ giữ một"),
        ('a: b\n"a": c\n', 2, "khóa 'a' đã có ở dòng 1; chỉ giữ một"),
        ("a: b\n--- c\n", 2, "chỉ được có một phần"),
        ("a: b\n---\nc: d\n", 2, "chỉ được có một phần"),
        ("a: b\n...\nc: d\n", 3, "các khóa phải viết sát lề trái"),
        ("a: *b\n", 1, f"{NOT_A_START} *; {QUOTE_IT}"),
        ("title: **đậm**\n", 1, "giá trị bắt đầu bằng ký hiệu đặc biệt"),
        ("*a : b\n", 1, f"{NOT_A_START} *; {QUOTE_IT}"),
        ("a: b\nc: &d e\n", 2, f"{NOT_A_START} &; {QUOTE_IT}"),
        ("a: & d\n", 1, "giá trị bắt đầu bằng ký hiệu đặc biệt"),
        ("a: !b c\n", 1, f"{NOT_A_START} !; {QUOTE_IT}"),
        ("a: ! b\n", 1, f"{NOT_A_START} !; {QUOTE_IT}"),
        ("a: !!str 1\n", 1, f"{NOT_A_START} !; {QUOTE_IT}"),
        ('a: !!python/object/apply:os.system ["ls"]\n', 1, f"{NOT_A_START} !; {QUOTE_IT}"),
        ("!!python/name:os.system x: y\n", 1, f"{NOT_A_START} !; {QUOTE_IT}"),
        ("a: !<tag:yaml.org,2002:str> b\n", 1, f"{NOT_A_START} !; {QUOTE_IT}"),
        ("a: !e!b c\n", 1, "giá trị bắt đầu bằng ký hiệu đặc biệt"),
        ("base: &b {x: y}\nc:\n  <<: *b\n", 1, f"{NOT_A_START} &; {QUOTE_IT}"),
        ("? [a, b]\n: c\n", 1, "khóa phải là một từ"),
        ("a: {[b]: c}\n", 1, "khóa phải là một từ"),
        ('"a\\nb": c\n', 1, "trước dấu hai chấm phải là một khóa ngắn"),
        (f"{'a' * 61}: b\n", 1, "trước dấu hai chấm phải là một khóa ngắn"),
        ("%YAML 9.9\n---\na: b\n", 1, "không theo cú pháp YAML"),
        ("a: b\nc: d\x01\n", 2, "có ký tự điều khiển không nhìn thấy"),
    ],
)
def test_a_mistake_has_its_line_and_its_cure(text: str, line: int, message: str) -> None:
    found_line, found_message = mistake(text)
    assert (found_line, message in found_message) == (line, True), found_message


def test_lines_are_counted_from_the_first_line_of_the_file() -> None:
    with pytest.raises(YamlMistake) as caught:
        parse("a: b\ntitle: Bài: hai chấm", first_line=2)
    assert caught.value.line == 3


def test_a_billion_laughs_are_not_reported() -> None:
    text = "a: &a [ha]\n" + "".join(
        f"{new}: &{new} [{', '.join([f'*{old}'] * 10)}]\n" for old, new in pairwise("abcdefghi")
    )
    assert mistake(text) == (1, f"{NOT_A_START} &; {QUOTE_IT}")


@pytest.mark.slow
@pytest.mark.parametrize("bracket", ["[", "{a: ", "- ", "? ", "a:\n", "[[],"])
def test_bottomless_nesting_is_refused_at_once(bracket: str) -> None:
    def refuse(depth: int) -> None:
        with pytest.raises(YamlMistake):
            parse(bracket * depth)

    assert_no_worse_than_linear(refuse, 100_000)


def test_nesting_ends_where_it_is_said_to() -> None:
    assert parse("[" * DEEPEST + "]" * DEEPEST).value
    assert mistake("[" * (DEEPEST + 1) + "]" * (DEEPEST + 1)) == (1, "lồng nhau quá 20 cấp")


# --- laws ---------------------------------------------------------------------------------------

PLAIN = st.text(st.characters(categories=["L", "N", "P", "Zs"]), max_size=12).map(normalise)
VALUES = st.recursive(
    PLAIN,
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(PLAIN, inner, max_size=3),
    max_leaves=8,
)


def parsed(text: str) -> Tree | YamlMistake:
    """Return the tree of a text or its mistake; raises whatever else there is."""
    try:
        return parse(text)
    except YamlMistake as mistake:
        return mistake


@settings(deadline=None)
@given(st.text(st.sampled_from("ab:-?[]{}#&*!|>'\"%@`,\\ \t\n~<=.0\u2028\x85éĐ"), max_size=40))
def test_any_text_gives_a_tree_or_a_mistake(text: str) -> None:
    found = parsed(text)
    if isinstance(found, Tree):
        assert isinstance(found.value, (dict, list, str, type(None)))
    else:
        assert 1 <= found.line <= len(re.split("[\n\x85\u2028]", text))
        assert "\n" not in found.message


@settings(deadline=None)
@given(st.text(max_size=40))
def test_any_characters_give_a_tree_or_a_mistake(text: str) -> None:
    assert isinstance(parsed(text), (Tree, YamlMistake))


@settings(deadline=None)
@given(VALUES)
def test_what_yaml_writes_is_read_back(value: object) -> None:
    written = yaml.safe_dump(value, allow_unicode=True, default_style='"')
    assert parse(written).value == value
