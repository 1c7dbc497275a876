"""Scripts and running orders as text: golden sheets, and whatever a keyboard can send."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.radio.plain import rundown_json, rundown_text, script_text, spoken_text
from bulletin.radio.running_order import Airing
from bulletin.radio.script import Paragraph, Script
from tests.golden import check_golden
from tests.radio.samples import BROADCAST, EMPTY, SAMPLE, URGENT, script

GOLDEN = Path(__file__).parent / "golden"
UNAPPROVED = replace(
    SAMPLE, approver="", approved=None, source="", watch=(), title="Xóm Mẫu\tgóp  heo đất"
)


@pytest.mark.parametrize(
    ("name", "actual"),
    [
        ("script.txt", script_text(script())),
        ("script-unapproved-sample.txt", script_text(UNAPPROVED)),
        ("spoken.txt", spoken_text(script())),
        ("rundown.txt", rundown_text(BROADCAST)),
        ("rundown-empty.txt", rundown_text(EMPTY)),
        ("rundown.json", rundown_json(BROADCAST)),
        ("rundown-empty.json", rundown_json(EMPTY)),
    ],
)
def test_golden(name: str, actual: str | bytes, update_goldens: bool) -> None:
    check_golden(GOLDEN / name, actual, update_goldens)


def test_the_sheet_has_one_sentence_a_line() -> None:
    lines = script_text(script()).split("\n")
    for sentence in (*script().lead, *script().paragraphs[0].sentences, script().closing):
        assert sentence in lines


def test_what_is_pasted_into_a_machine_has_one_paragraph_a_line() -> None:
    one = script()
    assert spoken_text(one).split("\n") == [
        " ".join(one.lead),
        "",
        "Tổ có mười hai hộ. Cả tổ góp tiền đắp đập.",
        "",
        "Mùa khô vừa rồi, không nhà nào thiếu nước.",
        "",
        one.closing,
        "",
    ]


def test_only_what_is_read_aloud_is_pasted_into_a_machine() -> None:
    text = spoken_text(UNAPPROVED)
    for silent in (UNAPPROVED.title, UNAPPROVED.code, "hết", "LỜI DẪN", "Nguồn", "âm tiết", "---"):
        assert silent not in text


@pytest.mark.parametrize("text", [script_text(script()), rundown_text(BROADCAST)])
def test_a_sheet_ends_with_the_word(text: str) -> None:
    assert text.endswith("\nhết\n")


def test_every_airing_and_every_script_too_long_is_told() -> None:
    text = rundown_text(BROADCAST)
    told = json.loads(rundown_json(BROADCAST))
    for airing in BROADCAST.airings:
        assert airing.script.title in text
        assert airing.script.code in text
    assert [item["code"] for item in told["items"]] == [
        airing.script.code for airing in BROADCAST.airings
    ]
    assert [item["repeat"] for item in told["items"]] == [True, False, False]
    assert [item["code"] for item in told["too_long"]] == [
        too_long.code for too_long in BROADCAST.too_long
    ]
    assert all(too_long.title in text for too_long in BROADCAST.too_long)
    assert (
        told["seconds_used"] + told["seconds_free"] + told["programme"]["overhead_seconds"]
        == 60 * told["programme"]["minutes"]
    )


@pytest.mark.parametrize(
    ("airing", "ending"),
    [
        (Airing(script(), repeat=False), "ngọt"),
        (Airing(script(), repeat=True), "ngọt [phát lại]"),
        (Airing(URGENT, repeat=True), "Mẫu [khẩn cấp; phát lại]"),
        (Airing(SAMPLE, repeat=False), "đất [bài mẫu, không phát]"),
    ],
)
def test_an_airing_says_what_sets_it_apart(airing: Airing[Script], ending: str) -> None:
    text = rundown_text(replace(BROADCAST, airings=(airing,)))
    assert text.split("\n")[4].endswith(ending)


# What editors paste: letters apart from their marks, ends of lines of any system, odd blanks.
HOSTILE = st.text("aA. \n\r\t\v\f\x1c\x85\u00a0\u2028\u2029Đệ" + "e\u0302\u0323")


@settings(max_examples=100, deadline=None)
@given(HOSTILE, HOSTILE, HOSTILE)
def test_text_is_composed_and_its_lines_are_ours(title: str, sentence: str, word: str) -> None:
    one = replace(
        script(),
        title=title,
        section=title,
        source=sentence,
        lead=(sentence, "Câu sau."),
        paragraphs=(Paragraph((sentence,)), Paragraph(("Câu cuối.",))),
        watch=((word, sentence),),
    )
    broadcast = replace(BROADCAST, airings=(Airing(one, repeat=True),), too_long=(one,))
    usual = replace(BROADCAST, airings=BROADCAST.airings[:1])
    assert rundown_text(broadcast).count("\n") == rundown_text(usual).count("\n")
    for text in (
        script_text(one),
        rundown_text(broadcast),
        rundown_json(broadcast).decode(),
        spoken_text(one),
    ):
        assert unicodedata.is_normalized("NFC", text)
        assert text.splitlines() == text.removesuffix("\n").split("\n")
    pieces = spoken_text(one).removesuffix("\n").split("\n\n")
    assert all(piece and piece == " ".join(piece.split()) for piece in pieces)
