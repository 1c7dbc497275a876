"""A real feed reader, Debian's newsboat, fetches the feeds over HTTP and finds all in them."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bulletin.feeds.opml import Subscription, to_opml
from bulletin.feeds.rss import to_rss
from tests.feeds.samples import EMPTY, FULL

NEWSBOAT = shutil.which("newsboat")
pytestmark = pytest.mark.skipif(
    NEWSBOAT is None,
    reason="newsboat is missing: install the Debian or Ubuntu package `newsboat` to read the "
    "feeds with a real feed reader",
)


class Quiet(SimpleHTTPRequestHandler):
    """Serve a folder and write nothing to the terminal."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@contextmanager
def served(folder: Path) -> Iterator[str]:
    """Serve a folder on a free port of this machine alone; give its address without a slash."""
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=folder))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()


class Reader:
    """newsboat with a home of its own."""

    def __init__(self, home: Path) -> None:
        home.mkdir()
        self.home, self.urls, self.cache = home, home / "urls", home / "cache.db"
        self.log = home / "log"
        (home / "config").touch()

    def run(self, *arguments: str) -> str:
        """Run newsboat and return what it printed; fail when it fails or hangs."""
        assert NEWSBOAT is not None
        files: list[str | Path] = ["-u", self.urls, "-c", self.cache, "-C", self.home / "config"]
        # Level 4 writes warnings too, and nothing when all is well.
        log: list[str | Path] = ["-d", self.log, "-l", "4"]
        done = subprocess.run(
            [NEWSBOAT, *files, *log, *arguments],
            env={"PATH": os.environ["PATH"], "HOME": str(self.home), "LC_ALL": "C.UTF-8"},
            capture_output=True,
            text=True,
            timeout=600,
        )
        assert done.returncode == 0, done.stdout + done.stderr
        return done.stdout + done.stderr

    def complaints(self) -> str:
        """Return what newsboat wrote into its log."""
        return self.log.read_text(encoding="utf-8") if self.log.exists() else ""

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Return what a query finds in newsboat's cache."""
        with closing(sqlite3.connect(self.cache)) as cache:
            return cache.execute(query).fetchall()


@pytest.fixture
def reader(tmp_path: Path) -> Reader:
    """Give a newsboat that has read nothing yet."""
    return Reader(tmp_path / "home")


@pytest.fixture
def feeds_folder(tmp_path: Path) -> Path:
    """Give a folder with the feeds as a site would publish them."""
    folder = tmp_path / "site"
    folder.mkdir()
    (folder / "tat-ca.xml").write_bytes(to_rss(FULL))
    (folder / "trong.xml").write_bytes(to_rss(EMPTY))
    return folder


def test_newsboat_finds_every_item(reader: Reader, feeds_folder: Path) -> None:
    with served(feeds_folder) as address:
        reader.urls.write_text(f"{address}/tat-ca.xml\n{address}/trong.xml\n", encoding="utf-8")
        reader.run("-x", "reload")
    assert reader.complaints() == ""
    assert reader.run("-x", "print-unread").split() == [str(len(FULL.items)), "unread", "articles"]
    items = reader.rows("SELECT title, url, guid, author, pubDate FROM rss_item")
    assert set(items) == {
        (item.title, item.link, item.guid, item.author, int(item.published.timestamp()))
        for item in FULL.items
    }
    assert set(reader.rows("SELECT title, url FROM rss_feed")) == {
        (feed.title, feed.link) for feed in (FULL, EMPTY)
    }
    sounds = reader.rows("SELECT enclosure_url, enclosure_type FROM rss_item")
    assert set(sounds) == {
        (item.enclosure.url, item.enclosure.media_type) if item.enclosure else ("", "")
        for item in FULL.items
    }


def test_newsboat_keeps_an_item_once_when_the_feed_is_read_again(
    reader: Reader, feeds_folder: Path
) -> None:
    with served(feeds_folder) as address:
        reader.urls.write_text(f"{address}/tat-ca.xml\n", encoding="utf-8")
        reader.run("-x", "reload")
        reader.run("-x", "reload")
    assert reader.rows("SELECT count(*) FROM rss_item") == [(len(FULL.items),)]


def test_a_feed_that_is_not_there_shows_in_the_log(reader: Reader, feeds_folder: Path) -> None:
    with served(feeds_folder) as address:
        reader.urls.write_text(f"{address}/khong-co.xml\n", encoding="utf-8")
        reader.run("-x", "reload")
    assert "404" in reader.complaints()


def test_newsboat_subscribes_to_the_whole_list(reader: Reader, tmp_path: Path) -> None:
    list_of_feeds = tmp_path / "feeds.opml"
    list_of_feeds.write_bytes(
        to_opml("Các nguồn tin", [Subscription(f.title, f.address, f.link) for f in (FULL, EMPTY)])
    )
    reader.urls.touch()
    reader.run("-i", str(list_of_feeds))
    urls = reader.urls.read_text(encoding="utf-8").split()
    assert [url for url in urls if url.startswith("http")] == [FULL.address, EMPTY.address]
