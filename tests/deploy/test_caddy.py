"""deploy/Caddyfile in Debian's Caddy."""

from __future__ import annotations

import gzip
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin.release.host_headers import read_headers
from tests.deploy.release import publish
from tests.deploy.served import Server, find_program, free_port, running
from tests.site.built import ROOT


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the server; the site is published below it as `www`."""
    return tmp_path_factory.mktemp("caddy")


@pytest.fixture(scope="module")
def caddy(folder: Path) -> Iterator[Server]:
    """Run Caddy with the site and our configuration, but without certificates."""
    program = find_program("caddy", "caddy")
    target, port = publish(folder), free_port()
    conf = (ROOT / "deploy/Caddyfile").read_text("utf-8")
    conf = conf.replace("/srv/ban-tin/www", str(target.link))
    conf = conf.replace("thidua.anbien.example {", f"http://:{port} {{")
    file = folder / "Caddyfile"
    file.write_text(f"{{\n\tadmin off\n}}\n{conf}", encoding="utf-8")
    command: list[str | Path] = [program, "run", "--config", file, "--adapter", "caddyfile"]
    home = str(folder)
    log = folder / "log"
    with running(command, port, log, HOME=home, XDG_DATA_HOME=home, XDG_CONFIG_HOME=home) as server:
        yield server


@pytest.mark.parametrize("path", ["/", "/khong-co/", "/bai/doc.txt"])
def test_every_answer_has_the_headers(caddy: Server, path: str) -> None:
    answer = caddy.get(path)
    for name, value in read_headers().items():
        assert answer.headers[name.lower()] == value
    assert answer.headers["cache-control"] == "no-cache"


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/su-kien/lich.ics", "text/calendar; charset=utf-8"),
        ("/du-lieu/tin-bai.csv", "text/csv; charset=utf-8"),
        ("/rss/nguon-tin.opml", "text/x-opml; charset=utf-8"),
        ("/rss/tat-ca.xml", "application/rss+xml; charset=utf-8"),
        ("/bai/doc.mp3", "audio/mpeg"),
    ],
)
def test_every_file_has_its_type(caddy: Server, path: str, kind: str) -> None:
    answer = caddy.get(path)
    assert (answer.status, answer.headers["content-type"]) == (200, kind)


def test_what_is_not_there_has_the_site_s_own_page(caddy: Server) -> None:
    answer = caddy.get("/khong-co/")
    assert (answer.status, "Không có trang này" in answer.body.decode()) == (404, True)
    assert caddy.get("/.khoa").status == 404


def test_compressed_copies_ranges_and_fonts(caddy: Server) -> None:
    packed = caddy.get("/", Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert gzip.decompress(packed.body) == caddy.get("/").body
    part = caddy.get("/bai/doc.mp3", Range="bytes=3-5")
    assert (part.status, part.body) == (206, b"345")
    fonts = caddy.get("/assets/fonts/chu.woff2").headers["cache-control"]
    assert fonts == "public, max-age=2592000"


def test_a_release_and_the_way_back_need_no_restart(caddy: Server, folder: Path) -> None:
    target = publish(folder, "Sau đó")
    assert "Sau đó" in caddy.get("/").body.decode()
    target.roll_back()
    assert "Bài mới" in caddy.get("/").body.decode()
