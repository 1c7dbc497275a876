import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.vietnamese.fold import find_nearest, fold, tone_key

any_text = st.text(st.sampled_from("đĐưỡộỆÝa -\u0301\u0323\u031bİΣϓ") | st.characters())


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("Điển hình tiên tiến", "dien hinh tien tien"),
        ("Hòa Hoà thuý QUÝ giữ", "hoa hoa thuy quy giu"),
        ("Đông Thái", "dong thai"),
        ("Ủy ban 62/KH-UBND, “Đ”", "uy ban 62/kh-ubnd, “d”"),
        ("ខ្មែរ", "ខ្មែរ"),
    ],
)
def test_folds_to_plain_letters(text: str, folded: str) -> None:
    assert fold(text) == folded


@given(any_text)
def test_folding_again_changes_nothing(text: str) -> None:
    assert fold(fold(text)) == fold(text)


@given(any_text)
def test_folding_is_the_same_for_both_forms(text: str) -> None:
    composed, decomposed = (unicodedata.normalize(form, text) for form in ("NFC", "NFD"))
    assert fold(composed) == fold(decomposed)


@pytest.mark.parametrize(
    ("new", "old"),
    [
        ("Hoà", "Hòa"),
        ("HOÀ BÌNH", "HÒA BÌNH"),
        ("thuý", "thúy"),
        ("khoẻ, toạ", "khỏe, tọa"),
        ("Uỷ ban", "Ủy ban"),
        (unicodedata.normalize("NFD", "xoá"), "xóa"),
    ],
)
def test_both_tone_styles_have_one_key(new: str, old: str) -> None:
    assert tone_key(new) == tone_key(old) == old


@pytest.mark.parametrize(
    "text",
    ["quý", "quà", "QUẢ", "giữ", "già", "Đông Thái", "hoàn", "hoạch", "thuyền", "khoét", "của"],
)
def test_the_tone_key_leaves_the_rest(text: str) -> None:
    assert tone_key(text) == text


KEYS = [
    "title",
    "date",
    "summary",
    "unit",
    "fields",
    "subject",
    "author",
    "source",
    "image",
    "audio",
]


@pytest.mark.parametrize(
    ("word", "meant"),
    [
        ("titel", "title"),
        ("Title", "title"),
        ("sumary", "summary"),
        ("untit", "unit"),
        ("feilds", "fields"),
        ("autor", "author"),
        ("imgae", "image"),
        ("tác giả", None),
        ("xyz", None),
        ("x", None),
        ("", None),
    ],
)
def test_nearest_key(word: str, meant: str | None) -> None:
    assert find_nearest(word, KEYS) == meant


def test_nearest_compares_folded_names_with_keys() -> None:
    units = ["tay-yen", "dong-thai", "dong-yen", "nam-thai", "nam-thai-a"]
    assert find_nearest("Đông Thái", units) == "dong-thai"
    assert find_nearest("nam_thai_a", units) == "nam-thai-a"
    assert find_nearest("Đông Thá", units) == "dong-thai"


def test_among_equals_the_first_is_nearest() -> None:
    assert find_nearest("bat", ["bad", "cat", "hat"]) == "bad"
    assert find_nearest("bat", ["hat", "bad", "cat"]) == "hat"
    assert find_nearest("bat", ["hat", "bat"]) == "bat"


@given(st.text("abc", min_size=1), st.lists(st.text("abcd")))
def test_an_exact_name_is_always_nearest(word: str, others: list[str]) -> None:
    assert find_nearest(word, [*others, word]) == word
