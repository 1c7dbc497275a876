"""Debian's gPodder and newsboat subscribe to the station's feeds and show all in them."""

from __future__ import annotations

import os
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from lxml import html

from tests.feeds.test_newsboat import Reader, served
from tests.feeds.test_newsboat import pytestmark as with_newsboat
from tests.narrowing import require
from tests.site.built import Site

GPO = shutil.which("gpo")
with_gpodder = pytest.mark.skipif(
    GPO is None,
    reason="gPodder is missing: install the Debian or Ubuntu package `gpodder` to subscribe to "
    "the recordings with a real podcast client",
)
PODCAST, SCRIPTS = "rss/am-thanh.xml", "rss/phat-thanh.xml"


class Client:
    """gPodder's command line with a home of its own, and no screen."""

    def __init__(self, home: Path) -> None:
        home.mkdir()
        self.home = home

    def run(self, *arguments: str) -> str:
        """Run gPodder and return what it printed; it ends with 0 even when it failed."""
        assert GPO is not None
        home = {"HOME": str(self.home), "GPODDER_HOME": str(self.home)}
        done = subprocess.run(
            [GPO, *arguments],
            env={"PATH": os.environ["PATH"], "LC_ALL": "C.UTF-8", **home},
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            timeout=600,
        )
        said = done.stdout + done.stderr
        assert done.returncode == 0, said
        assert "Traceback" not in said, said
        return said

    def rows(self, query: str) -> list[tuple[object, ...]]:
        """Return what a query finds in gPodder's own data."""
        with closing(sqlite3.connect(self.home / "Database")) as data:
            return data.execute(query).fetchall()


def scripts(site: Site) -> dict[str, list[str]]:
    """Return the paragraphs that are read aloud by the guid of their story, as files have them."""
    found = {}
    for item in site.feeds[f"/{SCRIPTS}"].iterfind("channel/item"):
        address = (item.findtext("link") or "").removeprefix(site.root)
        spoken = site.files[f"phat-thanh/{address}bai-doc.txt"].decode()
        found[item.findtext("guid") or ""] = spoken.rstrip("\n").split("\n\n")
    assert len(found) == 5
    return found


@pytest.fixture(scope="module")
def address(commune: Site, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Serve the commune's station as if this machine were its host; the address has no slash."""
    folder = tmp_path_factory.mktemp("station")
    with served(folder) as found:
        for path, data in commune.files.items():
            if path in {PODCAST, SCRIPTS} or path.endswith(".mp3"):
                file = folder / path
                file.parent.mkdir(parents=True, exist_ok=True)
                here = data.replace(commune.root.encode(), f"{found}/".encode())
                file.write_bytes(here if path.endswith(".xml") else data)
        yield found


@pytest.fixture
def client(tmp_path: Path) -> Client:
    """Give a gPodder that knows no feed yet."""
    return Client(tmp_path / "home")


@with_gpodder
def test_a_listener_subscribes_and_hears_the_recording(
    client: Client, commune: Site, address: str
) -> None:
    client.run("subscribe", f"{address}/{PODCAST}")
    feed = commune.feeds[f"/{PODCAST}"]
    (subscribed,) = client.rows("SELECT title, link FROM podcast")
    assert subscribed == (feed.findtext("channel/title"), f"{address}/phat-thanh/")
    (episode,) = client.rows("SELECT title, guid, file_size, mime_type FROM episode")
    item = require(feed.find("channel/item"))
    sound = "phong-trao/duong-hoa-xanh-sach/duong-hoa-ap-go-dua/doc-bai.mp3"
    size = len(commune.files[sound])
    names = (item.findtext("title"), item.findtext("guid"))
    assert episode == (*names, size, "audio/mpeg")
    client.run("download")
    (heard,) = (client.home / "Downloads").rglob("*.mp3")
    assert heard.read_bytes() == commune.files[sound]


@with_gpodder
def test_what_was_taken_is_not_taken_again(client: Client, address: str) -> None:
    client.run("subscribe", f"{address}/{PODCAST}")
    client.run("update")
    assert client.rows("SELECT count(*) FROM episode") == [(1,)]


@with_gpodder
def test_gpodder_shows_every_script(client: Client, commune: Site, address: str) -> None:
    client.run("subscribe", f"{address}/{SCRIPTS}")
    rows = client.rows("SELECT guid, description_html FROM episode")
    shown = {str(guid): str(described) for guid, described in rows}
    wanted = scripts(commune)
    assert shown.keys() == wanted.keys()
    for guid, spoken in wanted.items():
        words = html.fragment_fromstring(shown[guid], create_parent="div")
        said = [" ".join(p.text_content().split()) for p in words.iterfind("p")]
        assert said[-1 - len(spoken) : -1] == spoken


@with_newsboat
def test_newsboat_shows_every_script(tmp_path: Path, commune: Site, address: str) -> None:
    reader = Reader(tmp_path / "home")
    reader.urls.write_text(f"{address}/{SCRIPTS}\n", encoding="utf-8")
    reader.run("-x", "reload")
    assert reader.complaints() == ""
    rows = reader.rows("SELECT guid, content FROM rss_item")
    shown = {str(guid): str(described) for guid, described in rows}
    wanted = scripts(commune)
    assert shown.keys() == wanted.keys()
    for guid, spoken in wanted.items():
        words = html.fragment_fromstring(shown[guid], create_parent="div")
        said = [" ".join(p.text_content().split()) for p in words.iterfind("p")]
        assert said[-1 - len(spoken) : -1] == spoken
