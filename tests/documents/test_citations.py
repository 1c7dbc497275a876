"""Documents that a text names by their number."""

from __future__ import annotations

import re

import pytest

from bulletin.content.citations import Citations
from bulletin.model import document_number as module
from bulletin.pages.story_page import StoryView
from tests.content.builder import CAMPAIGN, CAMPAIGN_KEYS, DOCUMENT, page
from tests.narrowing import require_type
from tests.opened import documents, opened, pages_of, shown, stories

LIBRARY = documents(
    {
        "nghi-dinh": {"number": "152/2025/NĐ-CP", "issued": "2025-06-14"},
        "chi-thi": {"number": "34-CT/TW", "issued": "2014-04-07"},
        "cua-huyen": {"number": "12/KH-UBND", "issued": "2021-01-01"},
        "cua-xa": {"number": "12/kh-ubnd", "issued": "2022-01-01"},
        "loi-keu-goi": {"issued": "1948-06-11"},
    }
)


@pytest.fixture(scope="module")
def citations() -> Citations:
    """Give the citations of a library in which `ke-hoach-mot` is 62/KH-UBND."""
    return opened(LIBRARY).citations


@pytest.mark.parametrize(
    ("text", "slugs"),
    [
        ("Theo Kế hoạch 62/KH-UBND ngày 07/4/2020", ["ke-hoach-mot"]),
        ("62/KH-UBND", ["ke-hoach-mot"]),
        ("Kế hoạch số 62 /KH-UBND", ["ke-hoach-mot"]),
        ("Kế hoạch số: 62/ KH – UBND", ["ke-hoach-mot"]),
        ("Số:62/KH-UBND", ["ke-hoach-mot"]),
        ("Làm theo Kế hoạch 62/KH-UBND.", ["ke-hoach-mot"]),
        ("(62/KH-UBND)", ["ke-hoach-mot"]),
        ("[62/KH-UBND](/van-ban/ke-hoach-mot/)", ["ke-hoach-mot"]),
        ("“62/KH-UBND”, *62/KH-UBND*, _62/KH-UBND_", ["ke-hoach-mot"]),
        ("Kế hoạch 62/KH-\nUBND", ["ke-hoach-mot"]),
        ("62/kh-ubnd", ["ke-hoach-mot"]),
        ("62/KH-UBND - kế hoạch của huyện", ["ke-hoach-mot"]),
        ("62/KH-UBND – 34-CT/TW", ["ke-hoach-mot", "chi-thi"]),
        ("từ 01/7/2025 - 152/2025/NĐ-CP", ["nghi-dinh"]),
        ("34 - CT/TW rồi 152/2025/NĐ-CP, lại 34-CT/TW", ["chi-thi", "nghi-dinh"]),
        # Other documents, whose numbers only contain or continue a known one.
        ("162/KH-UBND", []),
        ("62/KH-UBND-TĐKT", []),
        ("62/KH-UBND/2020", []),
        ("1/62/KH-UBND", []),
        ("62a/KH-UBND", []),
        ("62/KH-UBNDX", []),
        ("đạt 62/62 ấp, ngày 15/2/2025", []),
        # Two documents bear it: a wrong link is worse than none.
        ("12/KH-UBND", []),
        ("", []),
    ],
)
def test_a_text_names_documents(citations: Citations, text: str, slugs: list[str]) -> None:
    assert [item.parts["slug"] for item in citations.find_in_text(text)] == slugs


def test_a_number_alone_is_looked_up_however_it_is_spaced(citations: Citations) -> None:
    for number in ("62/KH-UBND", "62 / KH-UBND", "62/kh-ubnd"):
        found = citations.find_by_number(number)
        assert found is not None
        assert found.path == DOCUMENT
    assert citations.find_by_number("12/KH-UBND") is None
    assert citations.find_by_number("") is None


class Meter:
    """Stands in for the search and counts how many candidates it hands on, and their letters."""

    def __init__(self, pattern: re.Pattern[str]) -> None:
        self.pattern = pattern
        self.letters = 0

    def finditer(self, text: str) -> list[re.Match[str]]:
        """Return all candidates."""
        found = list(self.pattern.finditer(text))
        self.letters += sum(len(one[1] + one[2]) for one in found)
        return found


HOSTILE = {
    "a chain of numbers": "62/",
    "numbers and dashes": "62 - ",
    "almost numbers": "62/KH-UBN ",
    "many names": "62/KH-UBND ",
    "dashes": "-",
    "digits": "6",
    "loose dashes": "62/a - b – c ",
}


@pytest.mark.slow
@pytest.mark.parametrize("shape", HOSTILE)
def test_the_work_grows_with_the_text_alone(
    shape: str, citations: Citations, monkeypatch: pytest.MonkeyPatch
) -> None:
    meter = Meter(module._CANDIDATE)
    monkeypatch.setattr(module, "_CANDIDATE", meter)
    text = HOSTILE[shape] * 5_000
    list(citations.find_in_text(text))
    # Six words are looked at after a number, so no letter more than seven times.
    assert meter.letters <= 7 * len(text)


# --- on pages -----------------------------------------------------------------------------------


def test_a_story_shows_what_it_cites_and_the_document_shows_where() -> None:
    body = "Theo 62 /KH-UBND và 34-CT/TW; lại theo 62/KH-UBND. Không phải 12/KH-UBND.\n"
    written = stories({"mot": {"title": "Bài một", "source": "152/2025/NĐ-CP"}, "hai": {}}, body)
    pages = pages_of({**LIBRARY, **written})
    story = shown(pages["/dien-hinh/2026/mot/"])
    assert [name.split(" (")[0] for name in story["Văn bản được dẫn"]] == [
        "Kế hoạch số 62/KH-UBND",
        "Kế hoạch số 34-CT/TW",
        "Kế hoạch số 152/2025/NĐ-CP",
    ]
    plan = shown(pages["/van-ban/ke-hoach-mot/"])
    assert plan["Được nhắc tới trong"] == ["Đường hoa ấp Mẫu", "Bài một"]
    assert "Được nhắc tới trong" not in shown(pages["/van-ban/cua-xa/"])


def test_a_campaign_shows_its_decision_by_key_or_number_once() -> None:
    for decision in ("ke-hoach-mot", "Kế hoạch số 62/KH-UBND"):
        campaign = page(CAMPAIGN_KEYS, {"decision": decision}, "Theo 62/KH-UBND.\n")
        pages = pages_of({CAMPAIGN: campaign})
        found = shown(pages["/phong-trao/xanh-sach/"])["Văn bản"]
        link = "Kế hoạch số 62/KH-UBND (Ủy ban nhân dân huyện Mẫu, 07/4/2020)"
        assert found == [link]
        assert shown(pages["/van-ban/ke-hoach-mot/"])["Được nhắc tới trong"] == ["Xanh, sạch, đẹp"]


@pytest.mark.parametrize(
    ("award", "address"),
    [
        ({"decision": "62/KH-UBND"}, "/van-ban/ke-hoach-mot/"),
        ({"decision": "Kế hoạch số 62 /KH-UBND"}, "/van-ban/ke-hoach-mot/"),
        ({"decision": "62/KH-UBND", "date": "2020-04-07"}, "/van-ban/ke-hoach-mot/"),
        # Numbers start again each year: this is another paper.
        ({"decision": "62/KH-UBND", "date": "2024-04-07"}, None),
        ({"decision": "63/KH-UBND"}, None),
        ({"decision": "12/KH-UBND"}, None),
        ({}, None),
    ],
)
def test_an_award_leads_to_its_decision(award: dict[str, str], address: str | None) -> None:
    awards = [{"title": "Giấy khen", **award}, {"title": "Bằng khen", "revoked": "true"}]
    pages = pages_of({**LIBRARY, **stories({"mot": {"awards": awards}})})
    first, second = require_type(pages["/dien-hinh/2026/mot/"].view, StoryView).awards
    assert first.document == address
    assert not first.revoked
    assert second.revoked
