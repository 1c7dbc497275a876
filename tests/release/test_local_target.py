"""A folder as target: at any moment one whole release, and none that holds what is withdrawn."""

from __future__ import annotations

import gzip
import os
import subprocess
import sys
from pathlib import Path

import pytest

from bulletin.release.built_site import BuiltSite
from bulletin.release.local_target import LocalTarget
from bulletin.release.refusal import Refusal
from bulletin.release.targets import parse_target
from tests.release.sites import FILES, make_site, page, withdraw
from tests.site.built import ROOT


def put(target: LocalTarget, folder: Path, name: str, **changes: str) -> None:
    """Publish a site that says `name` on its front page, and with other changes."""
    site = make_site(folder / name, {"index.html": page(name), **changes})
    target.put(site, name, keep=5)


def live(target: LocalTarget) -> str:
    """Return which release readers see."""
    return (target.link / "index.html").read_text("utf-8").split('<main id="main">')[1][:1]


@pytest.fixture
def target(tmp_path: Path) -> LocalTarget:
    """Give a target below a folder that is not there yet."""
    return LocalTarget(tmp_path / "srv" / "www")


def test_a_recording_with_two_addresses_is_one_file(target: LocalTarget, tmp_path: Path) -> None:
    sounds = {"bai/doc.mp3": "tiếng", "am-thanh/moi.mp3": "tiếng", "am-thanh/cu.mp3": "tiénh"}
    target.put(make_site(tmp_path / "site", sounds), "1", keep=5)
    found = [(target.link / path).stat().st_ino for path in sounds]
    assert len(set(found)) == 2
    assert [(target.link / path).read_text("utf-8") for path in sounds] == [*sounds.values()]


def test_a_release_is_the_site(target: LocalTarget, tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    target.put(site, "1", keep=5)
    assert BuiltSite(target.link).sizes == site.sizes
    assert target.list_files() == FILES.keys()
    assert target.link.is_symlink()
    assert not os.path.isabs(os.readlink(target.link))  # the disk may be mounted elsewhere


def test_the_last_five_are_kept(target: LocalTarget, tmp_path: Path) -> None:
    for name in "1234567":
        put(target, tmp_path, name)
    assert sorted(path.name for path in target.releases.iterdir()) == [".khoa", *"34567"]
    assert live(target) == "7"


def test_the_same_site_is_no_new_release(target: LocalTarget, tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    assert target.put(site, "1", keep=5)
    assert not target.put(site, "2", keep=5)
    assert [path.name for path in target.releases.iterdir() if path.name[0] != "."] == ["1"]
    assert target.put(make_site(tmp_path / "less", {"bai/anh.svg": None}), "3", keep=5)


def test_one_step_leads_back(target: LocalTarget, tmp_path: Path) -> None:
    for name in "123":
        put(target, tmp_path, name)
    assert (target.roll_back(), live(target)) == ("2", "2")
    assert (target.roll_back(), live(target)) == ("1", "1")
    with pytest.raises(Refusal, match="không còn bản nào trước bản 1"):
        target.roll_back()
    assert live(target) == "1"
    put(target, tmp_path, "4")
    assert live(target) == "4"


def test_before_the_first_release_there_is_no_way_back(target: LocalTarget) -> None:
    with pytest.raises(Refusal, match="chưa có bản nào"):
        target.roll_back()


def test_two_releases_of_one_second_are_two(target: LocalTarget, tmp_path: Path) -> None:
    for folder in "ab":
        target.put(make_site(tmp_path / folder, {"index.html": page(folder)}), "1", keep=5)
    assert live(target) == "b"
    target.roll_back()
    assert live(target) == "a"


def test_what_is_withdrawn_leaves_older_releases(target: LocalTarget, tmp_path: Path) -> None:
    put(target, tmp_path, "1", **{"bai/index.html": page("Bí mật")})
    put(target, tmp_path, "2", **{"bai/index.html": page("Bí mật")})
    put(target, tmp_path, "3", **{"rss/rut-bai.json": withdraw("bai")})
    held = [path for path in target.link.parent.rglob("*") if path.is_file()]
    assert held
    assert [path for path in held if "Bí mật" in path.read_text("utf-8")] == []
    with pytest.raises(Refusal, match="bài đã rút"):
        target.roll_back()
    put(target, tmp_path, "4", **{"rss/rut-bai.json": withdraw("bai")})
    assert target.roll_back() == "3"


def test_what_a_crash_left_of_it_goes_with_the_next_run(
    target: LocalTarget, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    put(target, tmp_path, "1", **{"bai/index.html": page("Bí mật")})
    gone = make_site(tmp_path / "2", {"rss/rut-bai.json": withdraw("bai")})
    with monkeypatch.context() as patch:
        patch.setattr(LocalTarget, "_tidy", lambda *arguments: None)
        target.put(gone, "2", keep=5)
    with pytest.raises(Refusal):
        target.roll_back()
    assert (target.releases / "1").exists()
    assert not target.put(gone, "3", keep=5)
    assert not (target.releases / "1").exists()


def test_a_file_that_did_not_change_stays_the_same_file(
    target: LocalTarget, tmp_path: Path
) -> None:
    put(target, tmp_path, "1")
    before = (target.link / "bai/index.html").stat()
    put(target, tmp_path, "2")
    after = (target.link / "bai/index.html").stat()
    assert (before.st_ino, before.st_mtime_ns) == (after.st_ino, after.st_mtime_ns)
    assert after.st_nlink == 2


def test_large_texts_have_a_compressed_copy(target: LocalTarget, tmp_path: Path) -> None:
    changes = {"dai/index.html": page("dài " * 500)}
    put(target, tmp_path, "1", **changes)
    put(target, tmp_path, "2", **changes)
    packed = target.link / "dai/index.html.gz"
    assert gzip.decompress(packed.read_bytes()).decode() == changes["dai/index.html"]
    assert packed.stat().st_nlink == 2
    assert not (target.link / "bai/index.html.gz").exists()
    assert target.list_files() == {*FILES, "dai/index.html"}


def test_files_can_be_read_by_a_server_whatever_the_umask(
    target: LocalTarget, tmp_path: Path
) -> None:
    before = os.umask(0o077)
    try:
        put(target, tmp_path, "1")
    finally:
        os.umask(before)
    assert (target.link / "bai/index.html").stat().st_mode & 0o777 == 0o644
    assert (target.link / "bai").stat().st_mode & 0o777 == 0o755
    assert target.link.resolve().stat().st_mode & 0o777 == 0o755
    assert target.releases.stat().st_mode & 0o777 == 0o755


def test_what_others_put_there_is_left_alone(target: LocalTarget, tmp_path: Path) -> None:
    site = make_site(tmp_path / "site")
    target.link.mkdir(parents=True)
    target.put(site, "1", keep=5)  # an empty folder is no loss
    (tmp_path / "tep").touch()
    make_site(tmp_path / "thu-muc")
    (tmp_path / "lien-ket").symlink_to(tmp_path / "thu-muc")
    for other in ("tep", "thu-muc", "lien-ket"):
        with pytest.raises(Refusal, match=other):
            LocalTarget(tmp_path / other).put(site, "1", keep=5)
    assert (tmp_path / "lien-ket/index.html").exists()


@pytest.mark.slow
def test_killed_at_any_moment_the_site_is_one_whole_release(tmp_path: Path) -> None:
    """The sites share nearly no page, so that a mixture would show."""
    link = tmp_path / "www"
    sites = []
    for name in "ab":
        pages = {f"{name}-{n}/index.html": page(name * 2_000) for n in range(60)}
        sites.append(make_site(tmp_path / name, {**pages, "index.html": page(name)}))
    command = [sys.executable, "-m", "tests.release.killed", str(link)]
    command += [str(site.folder) for site in sites]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    assert set(done.stdout.split()) == {"0", "1"}
    LocalTarget(link).put(sites[0], "9", keep=2)
    assert {path.name[0] for path in link.parent.iterdir()} == {*"abw"}
    assert len(list(LocalTarget(link).releases.iterdir())) == 3  # two releases and the lock


@pytest.mark.parametrize("target", ["", " ", "may-chu:", "git+", "git+#pages"])
def test_half_a_target_is_no_folder_of_this_machine(target: str) -> None:
    with pytest.raises(Refusal, match="viết như"):
        parse_target(target)


def test_a_rollback_of_nothing_leaves_nothing_behind(tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="chưa có bản nào"):
        parse_target(str(tmp_path / "www")).roll_back()
    assert list(tmp_path.iterdir()) == []
