"""Three bulletins on loopback, one of them broken in twelve ways: nothing of it does harm."""

from __future__ import annotations

import datetime as dt
import ssl
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin.model.addresses import WITHDRAWN_LIST
from bulletin.model.catalog import CATALOG, PartitionKind
from bulletin.portal.collecting import collect, read_copy
from bulletin.portal.fetching import (
    Fetched,
    FetchFault,
    FolderSite,
    HttpSite,
    Limits,
    Validators,
    is_public,
)
from bulletin.portal.sources import Source
from bulletin.portal.store import FolderStore
from tests.portal.bulletins import (
    Answer,
    Server,
    answer_with,
    drip,
    drip_headers,
    files_of,
    send_bomb,
    serve,
    story,
)

pytestmark = pytest.mark.slow

DAY = dt.date(2026, 11, 23)
LIMITS = {
    "slow": Limits(whole=1),
    "slow to begin": Limits(whole=1),
    "silent": Limits(read=1),
}
"""The limits of those ways in which a bulletin takes time; all others have the usual ones."""

STORIES = [story(number) for number in range(8)]


@pytest.fixture(scope="module")
def servers() -> Iterator[list[Server]]:
    """Give three bulletins on loopback."""
    with serve(files_of(STORIES)) as one, serve(files_of(STORIES[:2])) as two, serve({}) as three:
        yield [one, two, three]


@pytest.fixture
def broken(servers: list[Server]) -> Server:
    """Give the bulletin that each test breaks in its own way."""
    server = servers[2]
    server.files, server.answers = files_of(STORIES), {}
    return server


def site_of(server: Server, limits: Limits | None = None) -> HttpSite:
    """Return the site of a server of this machine."""
    return HttpSite(server.url, limits or Limits(), allow_private=True)


TWELVE: dict[str, tuple[Answer, str]] = {
    "down": (answer_with(status=503), "trả lời 503"),
    "slow": (drip, "lâu quá"),
    "slow to begin": (drip_headers, "lâu quá"),
    "silent": (lambda request: request.connection.recv(1) and None, "không trả lời kịp"),
    "cut off": (answer_with(b"{", headers={"Content-Length": "500"}), "bị đứt"),
    "cut off while packed": (
        answer_with(b"\x1f\x8b\x08\x00\x00\x00\x00\x00", headers={"Content-Encoding": "gzip"}),
        "bị đứt",
    ),
    "a bomb": (send_bomb, "lớn quá"),
    "endless": (answer_with(bytes(2_000_000)), "lớn quá"),
    "elsewhere": (
        answer_with(status=302, headers={"Location": "https://khac.example/"}),
        "ra ngoài trang",
    ),
    "this machine": (
        answer_with(status=301, headers={"Location": "http://127.0.0.1:1/"}),
        "ra ngoài trang",
    ),
    "in a circle": (answer_with(status=302, headers={"Location": CATALOG}), "quá 3 lần"),
    "a page": (answer_with(b"<!doctype html><p>Chao</p>"), "không phải JSON"),
}


@pytest.mark.parametrize("way", TWELVE)
def test_a_broken_bulletin_keeps_its_copy_and_spoils_no_other(
    servers: list[Server], broken: Server, tmp_path: Path, way: str
) -> None:
    store = FolderStore(tmp_path)
    sources = [
        Source(f"xa-{n}", f"Xã {n}", server.url, "xa-hoa-sen") for n, server in enumerate(servers)
    ]
    for source, server in zip(sources, servers, strict=True):
        assert collect(source, site_of(server), store, DAY, lambda: 0.0).faults == ()
    answer, words = TWELVE[way]
    broken.answers = {CATALOG: answer}
    later = DAY + dt.timedelta(days=1)
    states = [
        collect(
            source,
            site_of(server, LIMITS.get(way) if server is broken else None),
            store,
            later,
            lambda: 0.0,
        )
        for source, server in zip(sources, servers, strict=True)
    ]
    assert [bool(state.faults) for state in states] == [False, False, True]
    assert words in states[2].faults[0]
    assert (states[2].good_on, states[2].failing_since) == (DAY, later)
    for source, count in zip(sources, (8, 2, 8), strict=True):
        assert len(read_copy(store, source).rows_of(PartitionKind.STORIES)) == count


def test_what_did_not_change_is_not_sent_again(servers: list[Server], tmp_path: Path) -> None:
    source = Source("xa", "Xã", servers[0].url)
    site = site_of(servers[0])
    collect(source, site, FolderStore(tmp_path), DAY, lambda: 0.0)
    servers[0].asked.clear()
    collect(source, site, FolderStore(tmp_path), DAY, lambda: 0.0)
    assert servers[0].asked == [WITHDRAWN_LIST, CATALOG]
    first = site.get(CATALOG, 1_000_000)
    assert site.get(CATALOG, 1_000_000, first.validators) == Fetched(None, first.validators)
    assert site.get("/khong-co", 9).is_missing


def test_a_redirect_within_the_site_is_followed(broken: Server) -> None:
    broken.answers = {"/cu": answer_with(status=301, headers={"Location": CATALOG})}
    assert site_of(broken).get("/cu", 1_000_000).data == broken.files[CATALOG]


def test_a_header_that_cannot_be_sent_back_is_dropped(broken: Server) -> None:
    broken.answers = {"/a": answer_with(b"a", headers={"ETag": "x" * 5_000})}
    assert site_of(broken).get("/a", 9) == Fetched(b"a", Validators())


def test_this_machine_is_refused_unless_it_is_allowed(broken: Server) -> None:
    with pytest.raises(FetchFault, match="mạng riêng"):
        HttpSite(broken.url).get(CATALOG, 9)


def test_a_name_that_leads_to_both_networks_is_refused(broken: Server) -> None:
    site = HttpSite("http://hai.example/", look_up=lambda *_: ["8.8.8.8", "10.0.0.1"])
    with pytest.raises(FetchFault, match="mạng riêng"):
        site.get(CATALOG, 9)


def test_a_name_is_looked_up_once(broken: Server) -> None:
    answers = iter([["127.0.0.1"], ["10.0.0.1"]])
    root = f"http://doi.example:{broken.port}/"
    site = HttpSite(root, allow_private=True, look_up=lambda *_: next(answers))
    for _ in range(2):
        assert site.get(CATALOG, 1_000_000).data == broken.files[CATALOG]


def test_a_certificate_is_judged_and_its_last_day_is_known(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    key, certificate = tmp_path / "key.pem", tmp_path / "certificate.pem"
    command = ["openssl", "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256"]
    command += ["-nodes", "-days", "30", "-subj", "/CN=localhost"]
    command += ["-addext", "subjectAltName=DNS:localhost", "-keyout", str(key)]
    subprocess.run([*command, "-out", str(certificate)], check=True, capture_output=True)
    tls = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    tls.load_cert_chain(certificate, key)
    with serve({"/a": b"a"}, tls) as server:

        def site_at(host: str) -> HttpSite:
            root = f"https://{host}:{server.port}/"
            return HttpSite(root, allow_private=True, look_up=lambda *_: ["127.0.0.1"])

        with pytest.raises(FetchFault, match="chứng thư"):
            site_at("localhost").get("/a", 9)
        monkeypatch.setenv("SSL_CERT_FILE", str(certificate))
        site = site_at("localhost")
        assert site.get("/a", 9).data == b"a"
        days = dt.date.fromisoformat(site.certificate_until) - dt.datetime.now(dt.UTC).date()
        assert 29 <= days.days <= 31
        with pytest.raises(FetchFault, match="chứng thư"):
            site_at("khac.example").get("/a", 9)


@pytest.mark.parametrize(
    ("address", "expected"),
    [
        ("8.8.8.8", True),
        ("2001:4860:4860::8888", True),
        ("127.0.0.1", False),
        ("10.1.2.3", False),
        ("172.16.0.1", False),
        ("192.168.1.1", False),
        ("169.254.169.254", False),
        ("100.64.0.1", False),
        ("0.0.0.0", False),
        ("224.0.0.1", False),
        ("255.255.255.255", False),
        ("::1", False),
        ("::", False),
        ("fe80::1", False),
        ("fd00::1", False),
        ("::ffff:127.0.0.1", False),
        ("::ffff:8.8.8.8", True),
        ("64:ff9b::7f00:1", False),
        ("2002:7f00:1::", False),
        ("khac", False),
    ],
)
def test_which_addresses_are_public(address: str, expected: bool) -> None:
    assert is_public(address) is expected


def test_a_folder_is_read_without_leaving_it(tmp_path: Path) -> None:
    root = tmp_path / "site"
    root.mkdir()
    (root / "a.json").write_bytes(b"[]")
    (tmp_path / "secret").write_bytes(b"x")
    (root / "link").symlink_to(tmp_path / "secret")
    site = FolderSite(root)
    assert site.get("/a.json", 9).data == b"[]"
    assert site.get("/b.json", 9).is_missing
    for address in ("/link", "/../secret"):
        with pytest.raises(FetchFault, match="ra ngoài"):
            site.get(address, 9)
    with pytest.raises(FetchFault, match="lớn quá"):
        site.get("/a.json", 1)
    with pytest.raises(FetchFault, match="không có thư mục"):
        FolderSite(tmp_path / "nowhere").get("/a.json", 9)
