"""A story leaves the public site at once, without a build, and the older releases with it."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path

import pytest

from bulletin.release.built_site import BuiltSite
from bulletin.release.gates import Candidate, check_feeds, check_links
from bulletin.release.local_target import LocalTarget
from bulletin.release.publish import remove_from_target
from bulletin.release.refusal import Refusal
from bulletin.release.removal import Removal, remove_story
from tests.release.sites import FEED, URL, make_site, page
from tests.site.built import Site, commune

__all__ = ["commune"]

NOW = dt.datetime(2026, 11, 28, 8, tzinfo=dt.UTC)
DAY = dt.date(2026, 11, 28)
GONE = Removal(("/bai/",), "exemplars/2026/bai", "Gỡ theo yêu cầu.", DAY)
ENTRY = {"url": f"{URL}bai/", "title": "Chuyện bí mật"}

LINKS = """<ul><li>Bí mật <a href="bai/">Bài</a></li><li><a href="./">Trang chủ</a></li></ul>
<p><a href="bai/">Bí mật</a></p><p>Xem <a href="./">a</a><a href="bai/#x">Bí mật</a></p>
<article class="bt-card"><h3><a href="bai/">Bí mật</a></h3></article>
<article class="bt-board__story"><h2>Chuyện bí mật</h2><p>Bí mật</p></article>
<div><p><strong>Giấy khen</strong><br>Chuyện bí mật</p></div>
<div class="bt-body"><p>Đọc <a href="bai/">chuyện này</a>.</p></div>
<script type="application/ld+json">{"a": "/ban-tin/bai/ Bí mật"}</script>"""
CHANGES = {
    "index.html": page(LINKS),
    "bai/index.html": page("<h1>Chuyện bí mật</h1><p>Bí mật</p>", "Chuyện bí mật"),
    "bai/tieng.mp3": "tiếng bí mật",
    "am-thanh/2026/moi.mp3": "tiếng bí mật",
    "am-thanh/2026/khac.mp3": "tiếng khác nữa!",
    "phat-thanh/bai/index.html": page("Bí mật"),
    "phat-thanh/bai/bai-doc.txt": "Bí mật",
    "du-lieu/bai.json": json.dumps({"rows": [ENTRY, {"url": f"{URL}khac/"}]}),
    "tim-kiem/1.json": json.dumps({"address": "/bai/", "title": "Bí mật", "n": 1}),
    "du-lieu/bai.csv": f"url,ten\r\n{URL}bai/,Bí mật\r\n{URL}khac/,Khác\r\n",
    "chuyen-huong.map": "/cu/ /bai/;\n/xa/ /gan/;\n",
    "rss/khac.xml": FEED.format(url=URL).replace("bai", "khac"),
    "ghi-chu.txt": "Chuyện bí mật còn ở đây",
}  # fmt: skip


def test_nothing_of_it_is_left_but_what_is_named(tmp_path: Path) -> None:
    site = make_site(tmp_path, CHANGES)
    untouched = site.read("rss/khac.xml")
    assert remove_story(tmp_path, GONE) == ["ghi-chu.txt"]
    (tmp_path / "ghi-chu.txt").unlink()
    after = BuiltSite(tmp_path)
    for path in after.sizes:
        assert "Bí mật" not in after.read(path).decode(), path
        assert "bí mật" not in after.read(path).decode(), path
    tombstone = after.read("bai/index.html").decode()
    assert "đã được gỡ ngày 28/11/2026. Lý do: Gỡ theo yêu cầu." in tombstone
    assert '<meta name="robots" content="noindex">' in tombstone
    front = after.read("index.html").decode()
    assert "Đọc chuyện này." in front
    assert "Trang chủ" in front
    assert after.read("rss/khac.xml") == untouched
    assert json.loads(after.read("du-lieu/bai.json")) == {"rows": [{"url": f"{URL}khac/"}]}
    assert json.loads(after.read("tim-kiem/1.json")) == {"address": "", "title": "", "n": 1}
    assert after.read("du-lieu/bai.csv").decode() == f"url,ten\r\n{URL}khac/,Khác\r\n"
    assert after.read("chuyen-huong.map").decode() == "/xa/ /gan/;\n"
    gone = "/ban-tin/bai/ 1;\n/ban-tin/phat-thanh/bai/ 1;\n"
    assert after.read("da-rut.map").decode() == gone
    assert {path for path in after.sizes if path.endswith(".mp3")} == {"am-thanh/2026/khac.mp3"}
    assert remove_story(tmp_path, GONE) == []
    assert len(json.loads(after.read("rss/rut-bai.json"))) == 1


def test_an_address_that_names_somebody_is_a_digest(tmp_path: Path) -> None:
    make_site(tmp_path, CHANGES)
    hidden = Removal(GONE.addresses, GONE.id, GONE.reason, GONE.day, hide=True)
    assert remove_story(tmp_path, hidden) is not None
    entry = json.loads((tmp_path / "rss/rut-bai.json").read_bytes())[0]
    assert entry["url"].startswith("sha256:")
    assert "bai" not in json.dumps(entry, ensure_ascii=False).replace("Gỡ theo", "")
    # Readers can open the table of the web server as well.
    assert "bai" not in (tmp_path / "da-rut.map").read_text("utf-8").replace("/ban-tin/", "")


def test_a_target_shows_it_no_more_and_keeps_no_release_with_it(tmp_path: Path) -> None:
    target = LocalTarget(tmp_path / "www")
    target.put(make_site(tmp_path / "1", CHANGES), "1", keep=5)
    target.put(make_site(tmp_path / "2", {**CHANGES, "them/index.html": page("")}), "2", keep=5)
    assert remove_from_target(target, GONE, NOW) == ["ghi-chu.txt"]
    assert "đã được gỡ" in (target.link / "bai/index.html").read_text("utf-8")
    assert len([*target.releases.glob("[!.]*")]) == 1
    nowhere = Removal(("/khong-co/",), "a", "b", DAY)
    with pytest.raises(Refusal, match="không có trang nào của bài này"):
        remove_from_target(target, nowhere, NOW)


@pytest.mark.slow
def test_a_real_site_stays_whole_without_it(commune: Site, tmp_path: Path) -> None:
    """Every link leads somewhere, and every feed can be read, of a story with picture and sound."""
    folder = shutil.copytree(commune.folder, tmp_path / "site")
    address = next(
        f"/{path.rpartition('/')[0]}/"
        for path in commune.files
        if path.endswith(".mp3") and path.startswith("phong-trao/")
    )
    title = commune.pages[address].xpath("//h1")[0].text_content()
    assert remove_story(folder, Removal((address,), "a/b", "Gỡ.", DAY)) == []
    after = BuiltSite(folder)
    assert not [path for path in after.sizes if title.encode() in after.read(path)]
    assert not [path for path in after.sizes if path.endswith(".mp3")]
    candidate = Candidate(after, frozenset())
    assert [*check_links(candidate), *check_feeds(candidate)] == []
