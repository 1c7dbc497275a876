"""A real feed reader, Debian's newsboat, subscribes to every feed of the real site."""

from __future__ import annotations

from pathlib import Path

from tests.feeds.test_newsboat import Reader, pytestmark, served
from tests.site import written
from tests.site.built import Site

__all__ = ["pytestmark"]  # skipped where newsboat is missing


def test_newsboat_finds_every_story_in_every_feed(real: Site, tmp_path: Path) -> None:
    reader = Reader(tmp_path / "home")
    with served(real.folder) as address:
        urls = [address + feed for feed in sorted(real.feeds)]
        reader.urls.write_text("".join(f"{url}\n" for url in urls), encoding="utf-8")
        reader.run("-x", "reload")
    assert reader.complaints() == ""
    assert set(reader.rows("SELECT rssurl, url, title FROM rss_feed")) == {
        (address + path, feed.findtext("channel/link"), feed.findtext("channel/title"))
        for path, feed in real.feeds.items()
    }
    # newsboat keeps what stands in several feeds once: a guid is a guid. The feed of a new commune
    # marks the titles of stories of its predecessors.
    items = [item for feed in real.feeds.values() for item in feed.iterfind("channel/item")]
    wanted = {tuple(item.findtext(name) for name in ("guid", "title", "link")) for item in items}
    found = set(reader.rows("SELECT guid, title, url FROM rss_item"))
    assert found <= wanted
    guids = {guid for guid, _, _ in wanted}
    assert sorted(str(guid) for guid, _, _ in found) == sorted(map(str, guids))
    stories = {guid for guid in guids if "/khen-thuong-" not in str(guid)}
    assert len(stories) == len(written.stories(real.project))
