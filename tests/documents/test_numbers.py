"""The numbers of documents: usual ones pass, unusual ones are doubted with a proposal."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as some

from bulletin.model.document_number import find_doubt, normalise_number
from tests.content.builder import DOCUMENT, DOCUMENT_KEYS, page, problems

# What real papers bear, by the systems of numbering.
USUAL = """
62/KH-UBND 1258/QĐ-TTg 237/NQ-UBTVQH16 394/TTr-CP 1654/NQ-UBTVQH15 1526/QĐ-TTg 12a/TB-UBND
05/QyĐ-UBND 7/CTr-UBND 3/TrS-UBND
152/2025/NĐ-CP 15/2025/TT-BNV 23/2015/TTLT-BGDĐT-BNV 22/2019/NQ-HĐND 19/2025/QĐ-TTg 01/2024/TT-BNV
01/2020/QĐ-UBND 09/2019/TT-NHNN 26/2020/TT-BTTTT
06/2022/QH15 76/2025/UBTVQH15 30/2026/QH16 15/2003/QH11
1459/SNV-TĐKT 15764/BTC-TĐKT
34-CT/TW 41-CT/TW 86-KH/TU 147-CTHĐ/TU 36-HD/VPTW 04-NQ/TW
88/NQLT/CP-ĐCTUBTWMTTQVN 195/SL
""".split()

# What is written by mistake, and what was meant.
SLIPS = [
    ("22/CT-TW", "22-CT/TW"),
    ("22/CT/TW", "22-CT/TW"),
    ("147/CTHĐ-TU", "147-CTHĐ/TU"),
    ("12/Ctr-UBND", "12/CTr-UBND"),
    ("12/CTR-UBND", "12/CTr-UBND"),
    ("12/ctr-ubnd", "12/CTr-UBND"),
    ("394/TTR-CP", "394/TTr-CP"),
    ("394/Ttr-CP", "394/TTr-CP"),
    ("05/QYĐ-UBND", "05/QyĐ-UBND"),
    ("1258/QD-TTg", "1258/QĐ-TTg"),
    ("1258/QĐ-TTG", "1258/QĐ-TTg"),
    ("1258/qđ-ttg", "1258/QĐ-TTg"),
    ("152/2025/ND-CP", "152/2025/NĐ-CP"),
    ("152/2025/nđ-cp", "152/2025/NĐ-CP"),
    ("62/kh-ubnd", "62/KH-UBND"),
    ("62/Kh-UBND", "62/KH-UBND"),
    ("34-ct/tw", "34-CT/TW"),
    ("1/2024/TT-BNV", "01/2024/TT-BNV"),
    ("5/2001/nđ-cp", "05/2001/NĐ-CP"),
    ("62-KH-UBND", "62/KH-UBND"),
    ("62/KH/UBND", "62/KH-UBND"),
    ("152-2025-NĐ-CP", "152/2025/NĐ-CP"),
    ("Số: 62/KH-UBND", "62/KH-UBND"),
    ("số 62/KH-UBND", "62/KH-UBND"),
    ("62/KH-UBND.", "62/KH-UBND"),
]
SPACED = [
    ("62 /KH-UBND", "62/KH-UBND"),
    (" 62 / KH - UBND ", "62/KH-UBND"),
    ("62/KH–UBND", "62/KH-UBND"),
    ("62/KH — UBND", "62/KH-UBND"),
    ("62\u00a0/KH-UBND", "62/KH-UBND"),
    ("34 -CT/TW", "34-CT/TW"),
]


@pytest.mark.parametrize("number", USUAL)
def test_a_usual_number_is_not_doubted(number: str) -> None:
    assert normalise_number(number) == number
    assert find_doubt(number) is None


@pytest.mark.parametrize(("written", "meant"), SLIPS)
def test_a_slip_is_doubted_with_what_was_meant(written: str, meant: str) -> None:
    found = find_doubt(normalise_number(written))
    assert found is not None
    assert found.endswith(f"; có phải '{meant}'?")
    assert find_doubt(meant) is None


@pytest.mark.parametrize(
    "number", ["CT/TW", "không số", "62", "62 KH UBND", "152/25/NĐ-CP", "=1+1"]
)
def test_what_nobody_can_guess_is_reported_with_examples(number: str) -> None:
    assert find_doubt(number) == (
        "số ký hiệu có dạng lạ; dạng thường gặp: 62/KH-UBND, 152/2025/NĐ-CP, 34-CT/TW"
    )


@pytest.mark.parametrize(("written", "normal"), SPACED)
def test_spaces_and_look_alikes_are_mended_in_silence(written: str, normal: str) -> None:
    assert normalise_number(written) == normal
    assert problems({DOCUMENT: page(DOCUMENT_KEYS, {"number": written})}) == []


def test_the_icelandic_letter_is_taken_for_the_vietnamese_one() -> None:
    # In a file it is an error of the whole text (content/source.py); numbers come from elsewhere
    # too, from stories and awards.
    assert normalise_number("1258/Q\u00d0-TTg") == "1258/QĐ-TTg"


LIKELY = some.text("0123456789/-–— ABCĐQHKTWUđa.", max_size=24)


@given(LIKELY | some.text(max_size=12))
def test_a_normal_number_stays_as_it_is(written: str) -> None:
    once = normalise_number(written)
    assert normalise_number(once) == once
    assert not re.search(r"\s[/-]|[/-]\s", once)


@given(LIKELY)
def test_a_proposal_is_never_doubted_itself(written: str) -> None:
    found = find_doubt(normalise_number(written))
    if found is not None and (guess := re.search(r"có phải '(.*)'\?$", found)):
        assert find_doubt(guess[1]) is None
        assert guess[1] != normalise_number(written)


def test_an_unusual_number_is_a_warning_and_never_stops_the_bulletin() -> None:
    for written, _ in SLIPS:
        found = problems({DOCUMENT: page(DOCUMENT_KEYS, {"number": written})})
        assert [problem.is_error for problem in found] == [False]
        assert found[0].field == "number"
        assert found[0].message.endswith(f"(đang là '{normalise_number(written)}')")


def test_a_number_that_a_spreadsheet_would_run_is_an_error() -> None:
    (found,) = problems({DOCUMENT: page(DOCUMENT_KEYS, {"number": "=HYPERLINK(1)"})})
    assert found.is_error
    assert found.message.startswith("không được bắt đầu bằng = + - @")
