"""Scripts and running orders as text: golden sheets, and whatever a keyboard can send."""

from __future__ import annotations

import json
import unicodedata
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.radio.plain import format_rundown_json, format_rundown_text, format_spoken_text
from bulletin.radio.running_order import Airing
from bulletin.radio.script import Paragraph, Script
from tests.golden import check_golden
from tests.radio.samples import BROADCAST, EMPTY, SAMPLE, URGENT, script
from tests.radio.sheet_text import script_text
from tests.trying import try_examples

GOLDEN = Path(__file__).parent / "golden"
UNAPPROVED = replace(
    SAMPLE, approver="", approved=None, source="", watch=(), title="Xóm Mẫu\tgóp  heo đất"
)


@pytest.mark.parametrize(
    ("name", "actual"),
    [
        ("script.txt", script_text(script())),
        ("script-unapproved-sample.txt", script_text(UNAPPROVED)),
        ("spoken.txt", format_spoken_text(script())),
        ("rundown.txt", format_rundown_text(BROADCAST)),
        ("rundown-empty.txt", format_rundown_text(EMPTY)),
        ("rundown.json", format_rundown_json(BROADCAST)),
        ("rundown-empty.json", format_rundown_json(EMPTY)),
    ],
)
def test_golden(name: str, actual: str | bytes, update_goldens: bool) -> None:
    check_golden(GOLDEN / name, actual, update_goldens)


def test_what_is_pasted_into_a_machine_has_one_paragraph_a_line() -> None:
    one = script()
    assert format_spoken_text(one).split("\n") == [
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
    text = format_spoken_text(UNAPPROVED)
    for silent in (UNAPPROVED.title, UNAPPROVED.code, "hết", "LỜI DẪN", "Nguồn", "âm tiết", "---"):
        assert silent not in text


def test_every_airing_and_every_script_too_long_is_reported() -> None:
    text = format_rundown_text(BROADCAST)
    document = json.loads(format_rundown_json(BROADCAST))
    for airing in BROADCAST.airings:
        assert airing.script.title in text
        assert airing.script.code in text
    assert [item["code"] for item in document["items"]] == [
        airing.script.code for airing in BROADCAST.airings
    ]
    assert [item["repeat"] for item in document["items"]] == [True, False, False]
    assert [item["code"] for item in document["too_long"]] == [
        too_long.code for too_long in BROADCAST.too_long
    ]
    assert all(too_long.title in text for too_long in BROADCAST.too_long)
    assert (
        document["seconds_used"]
        + document["seconds_free"]
        + document["programme"]["overhead_seconds"]
        == 60 * document["programme"]["minutes"]
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
    text = format_rundown_text(replace(BROADCAST, airings=(airing,)))
    assert text.split("\n")[4].endswith(ending)


# What editors paste: letters apart from their marks, ends of lines of any system, odd blanks.
HOSTILE = st.text("aA. \n\r\t\v\f\x1c\x85\u00a0\u2028\u2029Đệ" + "e\u0302\u0323")


@try_examples(100)
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
    assert format_rundown_text(broadcast).count("\n") == format_rundown_text(usual).count("\n")
    for text in (
        script_text(one),
        format_rundown_text(broadcast),
        format_rundown_json(broadcast).decode(),
        format_spoken_text(one),
    ):
        assert unicodedata.is_normalized("NFC", text)
        assert text.splitlines() == text.removesuffix("\n").split("\n")
    pieces = format_spoken_text(one).removesuffix("\n").split("\n\n")
    assert all(piece and piece == " ".join(piece.split()) for piece in pieces)
