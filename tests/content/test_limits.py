"""What is too long, too far in time or too deep is told, and never ends in a traceback."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from tests.content.builder import (
    BULLETIN_FILE,
    CAMPAIGN,
    CAMPAIGN_KEYS,
    DATA,
    DOCUMENT,
    DOCUMENT_KEYS,
    EVENT,
    EVENT_KEYS,
    STORY,
    UNITS_FILE,
    page,
    problems,
    story,
)
from tests.media.samples import mp3

LONG = "a" * 300


def errors(changes: dict[str, Any]) -> list[str]:
    """Return the messages of the errors of the tiny bulletin with `changes`."""
    found = problems(changes, today=dt.date(2026, 11, 28))
    return [str(problem) for problem in found if problem.is_error]


@pytest.mark.parametrize(
    ("file", "entry"),
    [
        ("units", f"{UNITS_FILE}- {{key: {LONG}, name: Ấp, type: ấp}}\n"),
        ("fields", f"- {{key: {LONG}, name: Một}}\n- {{key: van-hoa, name: Hai}}\n"),
        ("topics", f"- {{key: {LONG}, name: Một}}\n"),
        ("event-kinds", f"- {{key: {LONG}, name: Một}}\n"),
    ],
)
def test_a_key_is_a_part_of_a_file_name(file: str, entry: str) -> None:
    assert any(
        "key: không được dài quá 100 ký tự" in one for one in errors({f"{DATA}/{file}.yml": entry})
    )


@pytest.mark.parametrize("key", ["type", "issuer"])
def test_what_has_a_list_of_its_own_is_short(key: str) -> None:
    [found] = errors({DOCUMENT: page(DOCUMENT_KEYS, {key: "Cơ quan " * 40})})
    assert f" {key}: " in found


def test_a_file_name_is_short() -> None:
    path = f"content/exemplars/2026/{'a' * 245}.md"
    sound = {"file": "a.mp3"}
    assert any(
        "Windows không nhận; đặt tên tệp ngắn lại" in one
        for one in errors({path: story(audio=sound)})
    )


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
@pytest.mark.parametrize(
    ("path", "keys", "key", "end"),
    [
        (EVENT, EVENT_KEYS, "start", "T23:59"),
        (EVENT, EVENT_KEYS, "end", ""),
        (STORY, None, "date", ""),
        (DOCUMENT, DOCUMENT_KEYS, "issued", ""),
        (DOCUMENT, DOCUMENT_KEYS, "expires", ""),
        (CAMPAIGN, CAMPAIGN_KEYS, "started", ""),
        (CAMPAIGN, CAMPAIGN_KEYS, "ended", ""),
    ],
)
def test_no_year_is_out_of_reach(
    path: str, keys: dict[str, Any] | None, key: str, end: str, day: str
) -> None:
    changes = {key: day + end}
    text = story(**changes) if keys is None else page(keys, changes)
    assert any(f" {key}: " in one and "năm" in one for one in errors({path: text}))


@pytest.mark.parametrize("day", ["0001-01-01", "9999-12-31"])
def test_the_years_of_data_files_are_ours(day: str) -> None:
    files = {
        "bulletin": BULLETIN_FILE.replace("2020-01-01", day),
        "units": f"{UNITS_FILE}- {{key: x, name: Ấp X, type: ấp, from: {day}}}\n",
        "withdrawn": f"- {{path: /dien-hinh/2024/cu/, id: a, date: {day}, reason: Sai.}}\n",
    }
    for name, text in files.items():
        [found] = errors({f"{DATA}/{name}.yml": text})
        assert "phải là năm từ 1700 đến 2200" in found


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"<html><script>alert(1)</script>", "là trang web"),
        (b"PK\x03\x04" + bytes(100), "đây là tệp Word"),
        ("Lời văn".encode("utf-16"), "mã UTF-16"),
        (b"MZ\x90\x00\xff", "không phải mã UTF-8"),
        ("Lời.\n\u202eđảo\n".encode(), "đảo chiều chữ"),
        (b"a" * 2_000_001, "lớn quá 2 MB"),
    ],
)
def test_a_transcript_is_plain_text(data: bytes, words: str) -> None:
    folder = STORY.rpartition("/")[0]
    sound = {"file": "a.mp3", "transcript": "a.txt"}
    files = {f"{folder}/a.mp3": mp3(60), f"{folder}/a.txt": data, STORY: story(audio=sound)}
    [found] = errors(files)
    assert " audio.transcript: " in found
    assert words in found
    assert not errors({**files, f"{folder}/a.txt": "Bà con ấp Mẫu.\n".encode()})
