"""The list of feeds: golden bytes, and every subscription back as it went in."""

from __future__ import annotations

from pathlib import Path
from xml.etree import ElementTree

from bulletin.feeds.opml import Subscription, to_opml
from tests.feeds.samples import EMPTY, FULL
from tests.golden import check_golden

GOLDEN = Path(__file__).parent / "golden"
TITLE = "Các nguồn tin của bản tin"
SUBSCRIPTIONS = [
    Subscription(FULL.title, FULL.address, FULL.link),
    Subscription('Lúa & tôm "một vụ" <mẫu>', EMPTY.address, EMPTY.link),
]


def test_golden(update_goldens: bool) -> None:
    check_golden(GOLDEN / "feeds.opml", to_opml(TITLE, SUBSCRIPTIONS), update_goldens)


def test_what_goes_in_comes_back_in_order() -> None:
    root = ElementTree.fromstring(to_opml(TITLE, SUBSCRIPTIONS))
    assert (root.tag, root.get("version")) == ("opml", "2.0")
    assert root.findtext("head/title") == TITLE
    outlines = root.findall("body/outline")
    found = [
        Subscription(outline.attrib["text"], outline.attrib["xmlUrl"], outline.attrib["htmlUrl"])
        for outline in outlines
    ]
    assert found == SUBSCRIPTIONS
    assert {outline.get("type") for outline in outlines} == {"rss"}


def test_an_empty_list_is_still_a_list() -> None:
    assert ElementTree.fromstring(to_opml(TITLE, [])).find("body") is not None
