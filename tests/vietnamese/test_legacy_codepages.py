"""UTF-8 that was read in a code page of Windows, DOS or Mac is found and mended."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.vietnamese.legacy import DamageKind, find_damage
from bulletin.vietnamese.legacy_codepages import find_misread
from tests.vietnamese.test_legacy import WORDS

PAGES = ["cp1252", "cp1258", "mac_roman", "cp437", "cp850", "cp1250", "cp1254", "latin-1"]
SENTENCE = "Năm nay cả tổ hợp tác ở ấp “Mẫu” đều có lãi – Đảng ủy khen, 25°C."


def garble(text: str, codec: str) -> str:
    """Return the text as UTF-8 looks in a code page; a byte that it leaves free stays."""
    return "".join(bytes([b]).decode(codec, "ignore") or chr(b) for b in text.encode())


@pytest.mark.parametrize("codec", PAGES)
def test_a_line_is_found_and_mended(codec: str) -> None:
    [damage] = find_damage(garble(SENTENCE, codec))
    assert damage.kind is DamageKind.CODE_PAGE
    assert damage.proposal == SENTENCE


@pytest.mark.parametrize("codec", PAGES)
@pytest.mark.parametrize("word", ["tổ", "Đảng", "là", "đã", "ấp", "khuyến", "ƯU TIÊN", "Năm"])
def test_one_word_is_enough(word: str, codec: str) -> None:
    found = find_misread(garble(f"Ho {word} trong cay", codec))
    assert found is not None
    assert found.line == f"Ho {word} trong cay"


def test_of_two_code_pages_the_one_that_explains_all_is_taken() -> None:
    found = find_misread(garble("Đài Truyền thanh", "cp1258"))
    assert found is not None
    assert (found.code_page, found.line) == ("Windows-1258", "Đài Truyền thanh")


def test_a_line_that_was_misread_twice_is_mended() -> None:
    twice = garble(garble("Cả tổ có lãi", "cp1252"), "cp1252")
    [damage] = find_damage(twice)
    assert damage.proposal == "Cả tổ có lãi"


def test_what_was_lost_is_not_guessed() -> None:
    lossy = garble("Người nghèo ở xã, nhiều hộ", "cp1252").replace("\x81", "")
    [damage] = find_damage(lossy)
    assert (damage.kind, damage.proposal) == (DamageKind.CODE_PAGE, None)


def test_the_mark_at_the_beginning_of_a_file_is_found() -> None:
    [damage] = find_damage("ï»¿---\ntitle: A\n")
    assert (damage.line, damage.proposal) == (1, "---")


def test_its_control_characters_are_no_damage_of_their_own() -> None:
    kinds = [d.kind for d in find_damage(f"{garble('Đường ở ấp', 'cp1252')}\nmột\x85\n")]
    assert kinds == [DamageKind.CODE_PAGE, DamageKind.CONTROL]


@pytest.mark.parametrize(
    "text",
    [
        "“MÃ”, ‘LÔ’, «bà má», TÊN: “QUÝ”…",
        "São Paulo, SÃO, Ærø, Århus, Gävle, Łódź, Čapek, naïve, Ä‘b",
        "Â, Ă, Ê, Ô, Ơ, Ư; á… à… ạ»; Â-CÂU",
        "25°C ± 1; 5 m²; √2 ≈ 1,41; ∆t; 100 €; ™®©; ¼ ½",
        "«Cả nhà» – “đoàn kết”… ‘xã’ • mục",
        "https://vi-du.example/%C3%A1 Ã",
        "Þórður, það; Привет, мир; สวัสดี; ត្នោត",
        SENTENCE,
    ],
)
def test_good_text_is_left_in_peace(text: str) -> None:
    assert find_misread(text) is None


@given(st.integers(0, len(WORDS) - 8), st.integers(3, 40), st.sampled_from(PAGES))
def test_any_passage_is_found_and_mended(start: int, length: int, codec: str) -> None:
    passage = " ".join(WORDS[start : start + length])
    found = find_misread(garble(passage, codec))
    assert passage.isascii() if found is None else found.line == passage
