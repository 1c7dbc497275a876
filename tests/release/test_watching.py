"""Watching tells when the public site is broken, or older than the content."""

from __future__ import annotations

import datetime as dt
import json
import os
import threading
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import pytest

from bulletin.release.watching import Expected, compare, watch
from bulletin.site.version_file import NewestStory, Version, format_version, parse_version
from scripts.watch import main
from tests.release.sites import make_site

NOW = dt.datetime(2026, 11, 28, 8, 0, tzinfo=dt.UTC)
HOUR = dt.timedelta(hours=1)
NEWEST = NewestStory("/bai/", NOW - 24 * HOUR)
VERSION = Version("a" * 40, NEWEST, {"stories": 3, "withdrawn": 1})
EXPECTED = Expected(VERSION, NOW - 24 * HOUR, has_programmes=True)


class Quiet(SimpleHTTPRequestHandler):
    """Serves files and says nothing."""

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def url(tmp_path: Path) -> Iterator[str]:
    """Serve a small site that is as it should be; its files lie in `tmp_path`."""
    version = format_version(VERSION).decode()
    make_site(tmp_path, {"phien-ban.json": version, "phat-thanh/index.html": "Hôm nay"})
    os.utime(tmp_path / "phat-thanh/index.html", (NOW.timestamp(), NOW.timestamp()))
    server = ThreadingHTTPServer(("127.0.0.1", 0), partial(Quiet, directory=str(tmp_path)))
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}"
    server.shutdown()
    thread.join()
    server.server_close()


def look(url: str, expected: Expected | None = EXPECTED, now: dt.datetime = NOW) -> Sequence[str]:
    """Return what is wrong with the site, without its changing address."""
    return [trouble.replace(url, "") for trouble in watch(url, expected, now, HOUR)]


def test_a_version_file_is_read_as_written() -> None:
    assert parse_version(format_version(VERSION)) == VERSION
    assert parse_version(format_version(Version(None, None, {}))) == Version(None, None, {})
    for broken in (b"", b"[]", b"{}", b'{"commit": null, "counts": 1, "newest": null}'):
        assert parse_version(broken) is None


def test_a_whole_and_new_site_is_nothing_to_speak_of(url: str) -> None:
    assert look(url) == []
    assert look(url, None) == []


@pytest.mark.parametrize(
    ("file", "text", "said"),
    [
        ("phien-ban.json", None, "không có hoặc không đọc được (máy chủ trả lời 404)"),
        ("phien-ban.json", "<html>", "không có hoặc không đọc được (máy chủ trả lời 200)"),
        ("rss/tat-ca.xml", "<rss>", "/rss/tat-ca.xml: máy không đọc được"),
        ("rss/rut-bai.json", None, "/rss/rut-bai.json: máy chủ trả lời 404"),
        ("bai/index.html", None, "/bai/: máy chủ trả lời 404"),
        ("index.html", "", "/: máy không đọc được"),
    ],
)
def test_what_is_broken_is_reported(
    url: str, tmp_path: Path, file: str, text: str | None, said: str
) -> None:
    (tmp_path / file).unlink()
    if file == "bai/index.html":
        (tmp_path / "bai/anh.svg").unlink()
        (tmp_path / "bai").rmdir()
    if text is not None:
        (tmp_path / file).write_text(text, encoding="utf-8")
    (trouble,) = look(url)
    assert said in trouble


@pytest.mark.parametrize(
    "url", ["http://", "http://[::1/", "http://a b/", "http://127.0.0.1:99999/", "https://x:y/"]
)
def test_an_address_that_is_none_is_reported(url: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([url]) == 1
    assert capsys.readouterr().err.startswith("Địa chỉ phải có dạng https://ten-mien/, đang là")


def test_a_host_that_does_not_answer_is_reported() -> None:
    (trouble,) = watch("http://127.0.0.1:9/", EXPECTED, NOW, HOUR)
    assert trouble.startswith("http://127.0.0.1:9/phien-ban.json: không mở được: ")
    assert trouble.endswith("máy chủ không nhận kết nối; xem máy chủ web còn chạy không")


def test_a_site_that_is_not_built_every_day_is_reported(url: str) -> None:
    late = NOW + 31 * HOUR
    (trouble,) = look(url, now=late)
    assert trouble.startswith("trang chưa được dựng lại từ ")
    assert look(url, replace(EXPECTED, has_programmes=False), late) == []


@pytest.mark.parametrize(
    ("live", "said"),
    [
        (replace(VERSION, counts={"withdrawn": 0}), "1 bài đã rút trong kho mà trang còn đăng"),
        (replace(VERSION, commit="b" * 40), "trang đang ở bản bbbbbbbb, còn kho đã ở bản aaaaaaaa"),
        (
            replace(VERSION, newest=None),
            "trang chưa có bài nào; trong kho là /bai/ ngày 27/11/2026",
        ),
        (
            replace(VERSION, newest=NewestStory("/cu/", NOW - 99 * HOUR)),
            "trang mới nhất là /cu/ ngày 24/11/2026; trong kho là /bai/",
        ),
    ],
)
def test_a_site_that_is_older_than_the_content_is_reported(live: Version, said: str) -> None:
    (trouble,) = compare(live, EXPECTED, NOW, HOUR)
    assert said in trouble


def test_what_came_a_moment_ago_need_not_be_live_yet() -> None:
    live = replace(VERSION, commit="b" * 40, newest=None)
    just_now = replace(EXPECTED, committed=NOW - HOUR / 2)
    assert list(compare(live, just_now, NOW, HOUR)) == []
    gone = replace(live, counts={})
    assert len(list(compare(gone, just_now, NOW, HOUR))) == 1  # a withdrawal is never too early


def test_the_command_compares_with_the_content(
    url: str, capsys: pytest.CaptureFixture[str], tmp_path: Path
) -> None:
    project = str(Path(__file__).parents[1] / "commune")
    assert main([url, "--project", project, "--grace", "0"]) == 1
    assert "trong kho là /" in capsys.readouterr().err
    (tmp_path / "phien-ban.json").write_text(json.dumps("hỏng"), encoding="utf-8")
    assert main([url, "--project", project, "--quiet"]) == 1
    assert main(["thidua.example", "--project", project]) == 1
    assert "https://" in capsys.readouterr().err
