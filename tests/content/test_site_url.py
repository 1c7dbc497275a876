"""The address of the site: one clear sentence where it is missing or leads nobody anywhere."""

from __future__ import annotations

from pathlib import Path

import pytest

from bulletin.content.site_url import find_site_url_problems, judge_site_url
from scripts.check import main
from tests.content.builder import write

MISSING = "thiếu địa chỉ của trang"


@pytest.mark.parametrize(
    ("settings", "told"),
    [
        ("site_name: A\nsite_url: https://thidua.example/\n", []),
        ("site_name: A\nsite_url: 'http://xa-minh.gov.vn/ban-tin/' # tên miền\n", []),
        ("site_name: A\nsite_url: !ENV [SITE_URL, '']\n", []),
        ("site_name: A\n", [f"mkdocs.yml:1: site_url: {MISSING}"]),
        ("site_name: A\nsite_url:\nnav: []\n", [f"mkdocs.yml:2: site_url: {MISSING}"]),
        ('site_name: A\nsite_url: ""\n', [f"mkdocs.yml:2: site_url: {MISSING}"]),
        ("site_url: thidua.vn\n", ["mkdocs.yml:1: site_url: không phải địa chỉ của một trang"]),
        ("site_url: ftp://a.vn/\n", ["mkdocs.yml:1: site_url: không phải địa chỉ của một trang"]),
        ("site_url: 'http://['\n", ["mkdocs.yml:1: site_url: không phải địa chỉ của một trang"]),
        *(
            (f"site_url: {url}\n", [f"mkdocs.yml:1: site_url: cảnh báo: '{url}' chỉ mở được"])
            for url in (
                "http://localhost:8000/",
                "http://127.0.0.1:8000/",
                "http://192.168.1.10/",
                "http://may-chu/",
                "https://ban-tin.local/",
            )
        ),
    ],
)
def test_the_address_of_the_site_is_judged(settings: str, told: list[str]) -> None:
    found = [str(problem) for problem in find_site_url_problems(settings)]
    assert len(found) == len(told)
    for said, wanted in zip(found, told, strict=True):
        assert said.startswith(wanted)


def test_the_build_judges_what_mkdocs_read() -> None:
    assert [p.is_error for p in judge_site_url(None)] == [True]
    assert [p.line for p in judge_site_url("", "a: b\nsite_url: !ENV X\n")] == [2]


def test_the_check_tells_it_beside_the_content(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    root = write(tmp_path, {"mkdocs.yml": "site_name: A\nsite_url:\n"})
    assert main([str(root)]) == 1
    assert f"mkdocs.yml:2: site_url: {MISSING}" in capsys.readouterr().out
