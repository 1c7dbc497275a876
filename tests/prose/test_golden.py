"""Markdown as editors write it, against the HTML that was once reviewed: a folder a case."""

from __future__ import annotations

from pathlib import Path

import pytest
from lxml import html

from bulletin.prose.link_targets import (
    make_absolute_resolver,
    make_relative_resolver,
    replace_targets,
)
from tests.feeds.validator_html import html as complaints_of_feed_readers
from tests.golden import check_golden
from tests.prose.setting import set_as_html

CASES = sorted(path for path in (Path(__file__).parent / "golden").iterdir() if path.is_dir())
PAGE, SITE = "https://a.example/ban-tin/dien-hinh/2026/bai-nay/", "https://a.example/ban-tin/"


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_golden(case: Path, update_goldens: bool) -> None:
    found = set_as_html((case / "input.md").read_text("utf-8"))
    check_golden(case / "expected.html", f"{found}\n", update_goldens)


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_only_the_targets_of_links_change_with_the_place(case: Path) -> None:
    set_once = set_as_html((case / "input.md").read_text("utf-8"))
    assert replace_targets(set_once, lambda target: target) == set_once
    for place in (make_relative_resolver("../.."), make_absolute_resolver(PAGE, SITE)):
        moved = replace_targets(set_once, place)
        targets = html.fragment_fromstring(moved, create_parent=True).xpath("//@href")
        before = html.fragment_fromstring(set_once, create_parent=True).xpath("//@href")
        assert targets == [place(target) for target in before]


@pytest.mark.parametrize("case", CASES, ids=lambda path: path.name)
def test_feed_readers_take_all_of_it(case: Path) -> None:
    moved = replace_targets(
        set_as_html((case / "input.md").read_text("utf-8")), make_absolute_resolver(PAGE, SITE)
    )
    assert list(complaints_of_feed_readers(moved)) == []


@pytest.mark.parametrize(
    ("target", "on_a_page", "in_a_feed"),
    [
        ("/rss/", "../../rss/", f"{SITE}rss/"),
        ("/don-vi/ap-mau/#a", "../../don-vi/ap-mau/#a", f"{SITE}don-vi/ap-mau/#a"),
        ("#muc", "#muc", f"{PAGE}#muc"),
        ("https://b.example/x", "https://b.example/x", "https://b.example/x"),
        ("//b.example/x", "//b.example/x", "https://b.example/x"),
        ("mailto:a@b.example", "mailto:a@b.example", "mailto:a@b.example"),
    ],
)
def test_where_a_target_leads(target: str, on_a_page: str, in_a_feed: str) -> None:
    assert make_relative_resolver("../..")(target) == on_a_page
    assert make_absolute_resolver(PAGE, SITE)(target) == in_a_feed


def test_the_root_of_a_site_below_a_path_stays_a_site_path() -> None:
    assert make_relative_resolver("/ban-tin/")("/rss/") == "/ban-tin/rss/"
    assert make_relative_resolver(".")("/rss/") == "./rss/"


def test_one_story_leaves_nothing_behind_for_the_next() -> None:
    first = set_as_html("## Trùng\n\nCâu[^1].\n\n[^1]: Chú thích.\n\n[mau]: /rss/\n")
    assert set_as_html("## Trùng\n\n[mau]") == '<h2 id="trung">Trùng</h2>\n<p>[mau]</p>'
    assert set_as_html("## Trùng\n\nCâu[^1].\n\n[^1]: Chú thích.\n\n[mau]: /rss/\n") == first


@pytest.mark.parametrize("body", ["", "\n", " \n\t\n"])
def test_an_empty_body_is_empty(body: str) -> None:
    assert set_as_html(body) == ""
