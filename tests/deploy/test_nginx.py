"""deploy/nginx.conf in Debian's nginx."""

from __future__ import annotations

import gzip
import os
import signal
import subprocess
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin.release.host_headers import HEADERS_FILE, read_headers
from tests.deploy.release import LONG, publish
from tests.deploy.served import PATIENCE, Server, find_program, free_port, running
from tests.site.built import ROOT

CONF = ROOT / "deploy/nginx.conf"
TYPES = Path("/etc/nginx/mime.types")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Give the folder of the server; the site is published below it as `www`."""
    return tmp_path_factory.mktemp("nginx")


@pytest.fixture(scope="module")
def nginx(folder: Path) -> Iterator[Server]:
    """Run nginx with the site and our configuration, but on a port and folders of its own."""
    program = find_program("nginx", "nginx")
    target, port = publish(folder), free_port()
    conf = CONF.read_text("utf-8").replace("/srv/ban-tin/www", str(target.link))
    conf = conf.replace("listen 80;", f"listen 127.0.0.1:{port};")
    conf = conf.replace("    listen [::]:80;\n", "")
    conf = conf.replace("/etc/nginx/ban-tin-headers.conf", str(HEADERS_FILE))
    temporary = "".join(
        f"{kind}_temp_path {folder}/{kind};\n"
        for kind in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    user = "user root;\n" if os.geteuid() == 0 else ""  # pytest's folders are its user's alone
    (folder / "nginx.conf").write_text(
        f"{user}daemon off;\npid {folder}/pid;\nerror_log stderr;\nevents {{ }}\n"
        f"http {{\ninclude {TYPES};\naccess_log off;\n{temporary}\n{conf}\n}}\n",
        encoding="utf-8",
    )
    command: list[str | Path] = [program, "-p", folder, "-c", folder / "nginx.conf"]
    with running(command, port, folder / "log") as server:
        yield server


def test_nginx_has_nothing_to_complain_of(nginx: Server, folder: Path) -> None:
    log = (folder / "log").read_text("utf-8")
    assert "[emerg]" not in log
    assert "[warn]" not in log


@pytest.mark.parametrize(
    "path", ["/", "/khong-co/", "/rut/", "/bai/doc.txt", "/assets/bulletin.css"]
)
def test_every_answer_has_the_headers(nginx: Server, path: str) -> None:
    answer = nginx.get(path)
    for name, value in read_headers().items():
        assert answer.headers[name.lower()] == value
    assert answer.headers["cache-control"] == "no-cache"
    assert "nginx/" not in answer.headers["server"]


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("/", "text/html; charset=utf-8"),
        ("/su-kien/lich.ics", "text/calendar; charset=utf-8"),
        ("/du-lieu/tin-bai.csv", "text/csv; charset=utf-8"),
        ("/rss/nguon-tin.opml", "text/x-opml; charset=utf-8"),
        ("/rss/tat-ca.xml", "application/rss+xml; charset=utf-8"),
        ("/sitemap.xml", "text/xml; charset=utf-8"),
        ("/rss/rut-bai.json", "application/json; charset=utf-8"),
        ("/chuyen-huong.map", "text/plain; charset=utf-8"),
        ("/bai/doc.txt", "text/plain; charset=utf-8"),
        ("/bai/doc.mp3", "audio/mpeg"),
        ("/bai/anh.svg", "image/svg+xml"),
        ("/assets/fonts/chu.woff2", "font/woff2"),
    ],
)
def test_every_file_has_its_type(nginx: Server, path: str, kind: str) -> None:
    answer = nginx.get(path)
    assert (answer.status, answer.headers["content-type"]) == (200, kind)


def test_an_old_address_leads_on(nginx: Server) -> None:
    assert len(LONG) > 200
    answer = nginx.get(f"/{LONG}/?tu=dai")
    assert (answer.status, answer.headers["location"]) == (301, "/bai/?tu=dai")


def test_what_is_withdrawn_is_gone_and_says_so(nginx: Server) -> None:
    answer = nginx.get("/rut/")
    assert answer.status == 410
    assert "Bài đã rút" in answer.body.decode()


def test_what_is_not_there_has_the_site_s_own_page(nginx: Server) -> None:
    for path in ("/khong-co/", "/.khoa", "/.git/config", "/.well-known/acme-challenge/x"):
        answer = nginx.get(path)
        assert answer.status == 404
    assert "Không có trang này" in nginx.get("/khong-co/").body.decode()


def test_a_compressed_copy_is_sent_to_those_who_read_it(nginx: Server) -> None:
    plain, packed = nginx.get("/"), nginx.get("/", Accept_Encoding="gzip")
    assert packed.headers["content-encoding"] == "gzip"
    assert "Accept-Encoding" in packed.headers["vary"]
    assert gzip.decompress(packed.body) == plain.body


def test_a_recording_can_be_begun_in_the_middle(nginx: Server) -> None:
    answer = nginx.get("/bai/doc.mp3", Range="bytes=3-5")
    assert (answer.status, answer.body) == (206, b"345")


def test_what_a_device_has_is_not_sent_again(nginx: Server) -> None:
    mark = nginx.get("/bai/").headers["etag"]
    assert nginx.get("/bai/", If_None_Match=mark).status == 304


def test_fonts_are_kept(nginx: Server) -> None:
    kept = nginx.get("/assets/fonts/chu.woff2").headers["cache-control"]
    assert kept == "public, max-age=2592000"


def test_a_release_and_the_way_back_need_no_restart(nginx: Server, folder: Path) -> None:
    mark = nginx.get("/bai/").headers["etag"]
    target = publish(folder, "Sau đó")
    assert "Sau đó" in nginx.get("/").body.decode()
    assert nginx.get("/bai/").headers["etag"] == mark  # this page is the same
    target.roll_back()
    assert "Bài mới" in nginx.get("/").body.decode()


def test_tables_are_read_again_by_a_reload(nginx: Server, folder: Path) -> None:
    table = (folder / "www/da-rut.map").resolve()
    assert nginx.get("/bai/").status == 200
    table.write_text("/rut/ 1;\n/bai/ 1;\n", encoding="utf-8")
    os.kill(int((folder / "pid").read_text()), signal.SIGHUP)
    patience = time.monotonic() + PATIENCE
    while nginx.get("/bai/").status != 410:
        assert time.monotonic() < patience
        time.sleep(0.05)


def test_a_missing_table_does_not_keep_nginx_from_starting(nginx: Server, folder: Path) -> None:
    conf = (folder / "nginx.conf").read_text("utf-8").replace(f"{folder}/www", f"{folder}/khong")
    (folder / "khong.conf").write_text(conf, encoding="utf-8")
    command = [find_program("nginx", "nginx"), "-p", str(folder), "-t", "-c"]
    done = subprocess.run(
        [*command, str(folder / "khong.conf")], capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
