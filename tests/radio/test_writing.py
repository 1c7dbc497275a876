"""From a story's file to the sheet on the presenter's desk: golden scripts, and each order."""

from __future__ import annotations

import datetime as dt
import unicodedata
from pathlib import Path
from typing import Any

import pytest
import yaml

from bulletin.radio.plain import format_spoken_text
from bulletin.radio.reading import GREETING, SAMPLE_NOTICE
from bulletin.radio.script import Priority
from bulletin.verbalize.duration import count_syllables
from tests.content.builder import BULLETIN_FILE, DATA, PERSON, STORY, story
from tests.golden import check_golden
from tests.radio.sheet_text import script_text
from tests.radio.written_scripts import script_of, scripts

CASES = sorted((Path(__file__).parent / "golden_scripts").iterdir())


def sentences(body: str, **broadcast: Any) -> list[str]:
    """Return the sentences of the body of a story with these words and these orders."""
    found = script_of(story(body, broadcast=broadcast or None))
    return [sentence for paragraph in found.paragraphs for sentence in paragraph.sentences]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_golden(case: Path, update_goldens: bool) -> None:
    found = script_of((case / "story.md").read_text("utf-8"))
    check_golden(case / "expected.txt", script_text(found), update_goldens)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_the_length_is_that_of_the_words_that_are_read(case: Path) -> None:
    found = script_of((case / "story.md").read_text("utf-8"))
    assert found.syllables == count_syllables(format_spoken_text(found)) > 20
    assert found.seconds == -(-found.syllables * 60 // 200)


@pytest.mark.parametrize("rate", [160, 240])
def test_the_station_says_how_fast_it_reads(rate: int) -> None:
    data = yaml.safe_load(BULLETIN_FILE)
    data["station"]["rate"] = rate
    found = script_of(story(), {f"{DATA}/bulletin.yml": yaml.safe_dump(data)})
    assert (found.rate, found.seconds) == (rate, -(-found.syllables * 60 // rate))


def test_numbers_and_abbreviations_are_counted_as_they_are_read() -> None:
    # "ba trăm mười hai" in place of "312", "ủy ban nhân dân" in place of "UBND".
    spoken = script_of(story("Có 312 hộ.\n")).syllables - script_of(story("Có hộ.\n")).syllables
    assert spoken == 4
    words = {f"{DATA}/abbreviations.yml": "abbreviations: [{short: UBND, long: ủy ban nhân dân}]"}
    both = [script_of(story(f"{text} họp.\n"), words) for text in ("UBND", "Ủy ban nhân dân")]
    assert both[0].syllables == both[1].syllables
    assert both[0].paragraphs == both[1].paragraphs


# --- what the editor may order --------------------------------------------------------------------


def test_the_lead_takes_the_place_of_the_summary() -> None:
    assert script_of(story()).lead == (GREETING, "Mỗi nhà trồng một đoạn.")
    ordered = script_of(story(broadcast={"lead": "Lời dẫn\nkhác. Hai câu (ngắn)"}))
    assert ordered.lead == (GREETING, "Lời dẫn khác.", "Hai câu, ngắn.")


def test_the_text_takes_the_place_of_the_body() -> None:
    assert sentences("Lời văn.\n") == ["Lời văn."]
    assert sentences("Lời văn.\n", text="Đọc thế này.\n \nRồi thế này") == [
        "Đọc thế này.",
        "Rồi thế này.",
    ]


def test_a_text_of_nothing_but_links_is_empty() -> None:
    assert not script_of(story(broadcast={"text": "https://a.example/\n\n(…)"})).paragraphs


def test_a_word_is_said_as_ordered_and_only_in_its_own_story() -> None:
    other = "content/exemplars/2026/khac.md"
    found = scripts(
        {
            STORY: story("Gặp Kim trên Zalo.\n", broadcast={"pronounce": {"Zalo": "da lô"}}),
            other: story("Gặp Tư trên Zalo.\n"),
        }
    )
    said = {address: one.paragraphs[0].sentences for address, one in found.items()}
    assert said == {
        "/dien-hinh/2026/duong-hoa/": ("Gặp Kim trên da lô.",),
        "/dien-hinh/2026/khac/": ("Gặp Tư trên Zalo.",),
    }


def test_the_order_of_a_story_goes_before_the_words_of_the_office() -> None:
    words = {f"{DATA}/pronunciations.yml": "- {word: Zalo, spoken: za lô}\n"}
    assert script_of(story("Dùng Zalo.\n"), words).paragraphs[0].sentences == ("Dùng za lô.",)
    ordered = story("Dùng Zalo.\n", broadcast={"pronounce": {"Zalo": "da lô"}})
    assert script_of(ordered, words).paragraphs[0].sentences == ("Dùng da lô.",)


def test_a_pronunciation_that_leads_back_to_itself_ends() -> None:
    # The checker tells the editor; the script must be written all the same.
    assert sentences("Dùng FB.\n", pronounce={"FB": "mạng FB"}) == ["Dùng FB."]
    assert sentences("A gặp B.\n", pronounce={"A": "B", "B": "A"}) == ["A gặp B."]


@pytest.mark.parametrize("written", list(Priority))
def test_the_priority_is_the_editor_s(written: Priority) -> None:
    assert script_of(story()).priority is Priority.ORDINARY
    assert script_of(story(broadcast={"priority": written.value})).priority is written


def test_a_skipped_story_has_no_script() -> None:
    assert len(scripts({})) == 1
    assert scripts({STORY: story(broadcast={"skip": True})}) == {}


# --- the head of the sheet ------------------------------------------------------------------------


def test_the_code_and_version_tell_one_sheet_from_another() -> None:
    first = script_of(story())
    assert (first.code, first.version) == ("2026-11-18-duong-hoa", 1)
    correction = {"date": "2026-11-19", "text": "Đúng ra là hai."}
    again = script_of(story(corrections=[correction] * 2))
    assert (again.code, again.version) == (first.code, 3)


def test_who_wrote_it_and_who_let_it_go_out() -> None:
    found = script_of(story(approved_by="Trưởng ban", approved_on="2026-11-17"))
    assert (found.writer, found.approver, found.approved) == (
        "Ban biên tập Mẫu",
        "Trưởng ban",
        dt.date(2026, 11, 17),
    )
    assert script_of(story()).approver == ""


def test_a_sample_says_so_aloud_after_the_greeting() -> None:
    lead = script_of(story(sample=True)).lead
    assert lead == (GREETING, SAMPLE_NOTICE, "Mỗi nhà trồng một đoạn.")


def test_the_farewell_has_no_brackets_either() -> None:
    closing = script_of(story(title="Đường hoa (kỳ 2)")).closing
    assert closing == ("Quý vị và bà con vừa nghe bài “Đường hoa, kỳ hai” của Ban biên tập Mẫu.")


# --- words worth a look ---------------------------------------------------------------------------


def test_names_come_first_then_orders_then_foreign_words_each_once() -> None:
    consent = PERSON["consent"] | {"scope": ["web", "radio"]}
    people = [{"name": name, "consent": consent} for name in ("Kim Hai", "Danh Ba")]
    found = script_of(
        story(
            "Kim Hai và Danh Ba dùng OCOP, Facebook. Facebook có Wi-Fi, ki-lô-mét.\n",
            people=people,
            broadcast={"pronounce": {"OCOP": "ô cốp", "Danh Ba": "Danh Bà"}},
        )
    )
    assert found.watch == (
        ("Kim Hai", ""),
        ("Danh Ba", "Danh Bà"),
        ("OCOP", "ô cốp"),
        ("Facebook", ""),
        ("Wi-Fi", ""),
    )


def test_plain_vietnamese_has_nothing_to_watch() -> None:
    assert script_of(story("Bà con Đồng Giữa, U Minh Thượng trồng tràm, nuôi cá.\n")).watch == ()


# --- stories that nobody could read ---------------------------------------------------------------


@pytest.mark.parametrize(
    "body",
    [
        "",
        "```\nchỉ có mã\n```\n",
        "https://a.example/\n\n<https://b.example/>\n",
        "| Chỉ | đầu |\n|---|---|\n",
        "<!-- ghi chú -->\n",
        "(…)\n\n—\n",
    ],
)
def test_nothing_to_read_is_known_as_nothing(body: str) -> None:
    found = script_of(story(body))
    assert not found.paragraphs
    assert format_spoken_text(found).count("\n\n") == 1


def test_a_story_of_tables_alone_is_read_row_by_row() -> None:
    rows = "".join(f"| Hộ {number} | {number} |\n" for number in range(1, 4))
    assert sentences(f"| Hộ | Con |\n|---|---|\n{rows}") == [
        "Hộ một: một.",
        "Hộ hai: hai.",
        "Hộ ba: ba.",
    ]


@pytest.mark.slow
def test_a_very_long_story_is_written_whole() -> None:
    body = "Bà con làm đường, trồng hoa, giữ nước cho ruộng.\n" * 3_000
    found = script_of(story(body))
    assert found.syllables > 30_000
    assert found.seconds > 2.5 * 3600
    assert len(found.paragraphs[0].sentences) == 3_000


def test_the_files_are_in_nfc_with_lf_alone() -> None:
    decomposed = unicodedata.normalize("NFD", story("Tiếng Việt có dấu.\r\n\r\nĐoạn hai.\r\n"))
    for text in (script_text(script_of(decomposed)), format_spoken_text(script_of(decomposed))):
        assert text == unicodedata.normalize("NFC", text)
        assert "\r" not in text
        assert text.endswith("\n")
        assert not text.endswith("\n\n")


def test_an_abbreviation_explained_in_brackets_is_said_once() -> None:
    words = "abbreviations: [{short: TĐKT, long: 'thi đua, khen thưởng'}]"
    found = script_of(
        story("Công tác thi đua, khen thưởng (TĐKT) năm nay đổi mới.\n"),
        {f"{DATA}/abbreviations.yml": words},
    )
    assert found.paragraphs[0].sentences == ("Công tác thi đua, khen thưởng năm nay đổi mới.",)
