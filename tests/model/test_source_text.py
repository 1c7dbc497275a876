"""The sources of a story: names, web addresses, and what a script says of them."""

from __future__ import annotations

import pytest

from bulletin.model.source_text import iter_sources, remove_addresses

PAPER, STATION = "https://bao.example/a-1.html", "http://dai.example/%C4%91_(2).aspx?b=1&c=2"


@pytest.mark.parametrize(
    ("text", "sources"),
    [
        ("", []),
        ("Báo cáo của tổ hợp tác", [("Báo cáo của tổ hợp tác", None)]),
        ("lawnet.vn, moj.gov.vn", [("lawnet.vn, moj.gov.vn", None)]),
        (f"Báo A, “Tựa; bài”\n  ({PAPER})", [("Báo A, “Tựa; bài”", PAPER)]),
        (f"Báo A ({PAPER});\n  Đài B ({STATION})", [("Báo A", PAPER), ("Đài B", STATION)]),
        (f"Báo A, ngày 1 ({PAPER}) và ngày 2", [("Báo A, ngày 1", PAPER), ("ngày 2", None)]),
        ("Sở Y tế (bản giấy)", [("Sở Y tế (bản giấy)", None)]),
    ],
)
def test_sources_and_their_addresses(text: str, sources: list[tuple[str, str | None]]) -> None:
    assert list(iter_sources(text)) == sources


def test_a_script_names_sources_without_their_addresses() -> None:
    text = f"Báo A\n({PAPER}); Sở B (bản giấy)"
    assert remove_addresses(text) == "Báo A; Sở B (bản giấy)"
