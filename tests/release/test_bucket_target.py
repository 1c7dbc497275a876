"""A bucket with the S3 interface as target, with moto's server on this machine's loopback."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from minio import Minio

from bulletin.release import bucket_target
from bulletin.release.bucket_target import STORE, BucketTarget, find_type
from bulletin.release.built_site import BuiltSite
from bulletin.release.refusal import Refusal
from bulletin.release.targets import parse_target
from tests.deploy.served import free_port, running
from tests.release.sites import FILES, make_site, page, withdraw
from tests.site.built import ROOT

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def endpoint(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run the server; skip loudly where its environment cannot be made."""
    # A `make` inside `make test` would take over the outer one's flags and targets.
    outside = {name: value for name, value in os.environ.items() if not name.startswith("MAKE")}
    made = subprocess.run(
        ["make", "--no-print-directory", "bucket-server", f"PYTHON={sys.executable}"],
        cwd=ROOT,
        env=outside,
        capture_output=True,
        text=True,
        check=False,
    )
    if made.returncode:
        reason = f"moto could not be installed (no network?):\n{made.stdout}{made.stderr}"
        if os.environ.get("CI"):
            pytest.fail(reason)
        pytest.skip(reason)
    port = free_port()
    python = ROOT / ".venv-bucket-server/bin/python"
    command: list[str | Path] = [python, "-m", "moto.server", "-H", "127.0.0.1", "-p", str(port)]
    with running(command, port, tmp_path_factory.mktemp("moto") / "log"):
        yield f"http://127.0.0.1:{port}"


@pytest.fixture
def target(endpoint: str, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> BucketTarget:
    """Give an empty bucket, which anybody may read."""
    for name, value in (("ENDPOINT_URL", endpoint), ("ACCESS_KEY_ID", "a"), ("REGION", "")):
        monkeypatch.setenv(f"AWS_{name}", value)
    monkeypatch.setenv("AWS_SECRET_ACCESS_KEY", "b")
    bucket = tmp_path.name.replace("_", "-")[:60].strip("-")
    client = Minio(endpoint.removeprefix("http://"), "a", "b", secure=False, region="us-east-1")
    client.make_bucket(bucket)
    found = parse_target(f"s3://{bucket}/ban-tin/")
    assert isinstance(found, BucketTarget)
    return found


def put(target: BucketTarget, folder: Path, name: str, **changes: str) -> None:
    """Publish a site that says `name` on its front page, and with other changes."""
    site = make_site(folder / name, {"index.html": page(name), **changes})
    target.put(site, name, keep=2)


def public(target: BucketTarget) -> set[str]:
    """Return the paths that readers can ask for."""
    return {key for key in target._list("") if not key.startswith(STORE)}


def test_releases_in_a_bucket(target: BucketTarget, tmp_path: Path) -> None:
    assert target.list_files() == frozenset()
    with pytest.raises(Refusal, match="chưa có bản nào"):
        target.roll_back()
    target._write("google12ab.html", b"not ours")

    put(target, tmp_path, "1", **{"tam/index.html": page("tạm")})
    assert target.list_files() == {*FILES, "tam/index.html"}
    assert target._read("index.html").decode() == page("1")
    about = target._client.stat_object(target.bucket, "ban-tin/rss/tat-ca.xml")
    assert about.content_type == "application/rss+xml; charset=utf-8"
    assert about.metadata is not None
    assert about.metadata["Cache-Control"] == "no-cache"

    put(target, tmp_path, "2")
    assert not target.put(make_site(tmp_path / "2", {"index.html": page("2")}), "3", keep=2)
    (tmp_path / "chép").mkdir()
    target.copy_live(tmp_path / "chép")
    assert BuiltSite(tmp_path / "chép").sizes == BuiltSite(tmp_path / "2").sizes
    assert public(target) == {*FILES, "google12ab.html"}
    assert target.roll_back() == "1"
    assert public(target) == {*FILES, "tam/index.html", "google12ab.html"}
    put(target, tmp_path, "3")
    assert target._list_releases() == ["2", "3"]
    assert target._read("index.html").decode() == page("3")

    put(target, tmp_path, "4", **{"rss/rut-bai.json": withdraw("bai"), "bai/index.html": "Đã rút"})
    assert target._list_releases() == ["4"]
    kept = [target._read(f"{STORE}tep/{digest}") for digest in target._list(f"{STORE}tep/")]
    assert FILES["bai/index.html"].encode() not in kept
    with pytest.raises(Refusal, match="bài đã rút"):
        target.roll_back()


def test_what_was_interrupted_is_finished(
    target: BucketTarget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(target, tmp_path, "1")
    with monkeypatch.context() as patch:
        patch.setattr(bucket_target, "_stage_of", lambda path: int("index" in path) * 9)
        patch.setattr(BucketTarget, "_delete", lambda self, keys: 1 / 0)  # the service is gone
        with pytest.raises(ZeroDivisionError):  # nothing but the small files is in place
            put(target, tmp_path, "2", **{"moi/index.html": page("mới")})
    assert target.list_files() == FILES.keys()
    put(target, tmp_path, "3", **{"index.html": page("1")})
    assert target.list_files() == public(target) == FILES.keys()
    assert target._read("index.html").decode() == page("1")


def test_what_is_missing_is_reported_in_a_sentence(
    target: BucketTarget, monkeypatch: pytest.MonkeyPatch
) -> None:
    with pytest.raises(Refusal, match="khong-co"):
        BucketTarget("khong-co", "").list_files()
    monkeypatch.setenv("AWS_ENDPOINT_URL", "http://127.0.0.1:9")
    with pytest.raises(Refusal, match="dịch vụ báo"):
        BucketTarget("thung", "").list_files()
    monkeypatch.delenv("AWS_ENDPOINT_URL")
    with pytest.raises(Refusal, match="AWS_ENDPOINT_URL"):
        BucketTarget("thung", "").list_files()
    monkeypatch.setitem(sys.modules, "minio", None)
    with pytest.raises(Refusal, match=r"requirements-bucket\.txt"):
        BucketTarget("thung", "").list_files()


@pytest.mark.parametrize(
    ("path", "kind"),
    [
        ("index.html", "text/html; charset=utf-8"),
        ("rss/phat-thanh.xml", "application/rss+xml; charset=utf-8"),
        ("su-kien/lich.ics", "text/calendar; charset=utf-8"),
        ("du-lieu/tin-bai.csv", "text/csv; charset=utf-8"),
        ("phien-ban.json", "application/json; charset=utf-8"),
        ("bai/anh.webp", "image/webp"),
        ("bai/doc.mp3", "audio/mpeg"),
        ("_headers", "application/octet-stream"),
    ],
)
def test_files_have_their_types(path: str, kind: str) -> None:
    assert find_type(path) == kind
