"""A branch for Pages as target: one push a release, the last ones kept, none with what is gone."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from bulletin.release.built_site import BuiltSite
from bulletin.release.git_target import GitTarget
from bulletin.release.host_headers import read_headers
from bulletin.release.refusal import Refusal
from bulletin.release.static_host import MOST_REDIRECTS, find_limits, make_host_files
from bulletin.release.targets import parse_target
from tests.release.sites import FILES, make_site, page, withdraw


@pytest.fixture
def forge(tmp_path: Path) -> Path:
    """Give a bare repository, as a forge has it."""
    folder = tmp_path / "forge.git"
    git(tmp_path, "init", "--quiet", "--bare", str(folder))
    return folder


def git(folder: Path, *arguments: str) -> str:
    """Run git and return what it says."""
    command = ["git", "-C", str(folder), *arguments]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.strip()


def put(forge: Path, folder: Path, name: str, **changes: str) -> GitTarget:
    """Publish a site that says `name` on its front page, and with other changes."""
    target = GitTarget(str(forge), "pages")
    site = make_site(folder / name, {"index.html": page(name), **changes})
    target.put(site, name, keep=3)
    return target


def titles(forge: Path) -> list[str]:
    """Return the releases of the branch, the newest first."""
    return git(forge, "log", "--format=%s", "pages").split()


def test_a_release_is_the_branch(forge: Path, tmp_path: Path) -> None:
    target = put(forge, tmp_path, "1")
    assert target.list_files() == FILES.keys()
    names = git(forge, "ls-tree", "-r", "--name-only", "pages").split()
    assert {*names} == {*FILES, ".nojekyll", "_headers", "_redirects"}
    assert git(forge, "show", "pages:index.html") == page("1")
    (tmp_path / "chép").mkdir()
    target.copy_live(tmp_path / "chép")
    assert BuiltSite(tmp_path / "chép").sizes == BuiltSite(tmp_path / "1").sizes
    assert not target.put(make_site(tmp_path / "1", {"index.html": page("1")}), "2", keep=3)
    assert titles(forge) == ["1"]


@pytest.mark.slow
def test_the_last_releases_are_kept_and_one_step_leads_back(forge: Path, tmp_path: Path) -> None:
    for name in "12345":
        target = put(forge, tmp_path, name)
    assert titles(forge) == ["5", "4", "3"]
    assert target.roll_back() == "4"
    assert git(forge, "show", "pages:index.html") == page("4")
    put(forge, tmp_path, "6")
    assert titles(forge) == ["6", "4", "3"]


def test_what_is_withdrawn_leaves_the_branch(forge: Path, tmp_path: Path) -> None:
    put(forge, tmp_path, "1", **{"bai/index.html": page("Bí mật")})
    target = put(forge, tmp_path, "2", **{"rss/rut-bai.json": withdraw("bai")})
    assert titles(forge) == ["2"]
    with pytest.raises(Refusal, match="bài đã rút"):
        target.roll_back()


def test_a_branch_that_somebody_else_moved_is_not_overwritten(forge: Path, tmp_path: Path) -> None:
    target = put(forge, tmp_path, "1")
    with target._open() as repository:
        put(forge, tmp_path, "2")
        with pytest.raises(Refusal, match="push"):
            repository.push(repository.live or "")
    assert titles(forge) == ["2", "1"]


def test_without_a_release_or_a_repository_there_is_a_sentence(forge: Path, tmp_path: Path) -> None:
    target = parse_target(f"git+{forge}")
    assert target == GitTarget(str(forge), "pages")
    assert target.list_files() == frozenset()
    with pytest.raises(Refusal, match="chưa có bản nào"):
        target.roll_back()
    with pytest.raises(Refusal, match="git ls-remote không được"):
        parse_target(f"git+{tmp_path}/khong#web").list_files()


def test_a_static_host_gets_headers_and_redirects(tmp_path: Path) -> None:
    table = "".join(f"/cu-{n}/ /moi-{n}/;\n" for n in range(1500))
    files = make_host_files(make_site(tmp_path, {"chuyen-huong.map": table}))
    headers = files["_headers"].decode().splitlines()
    assert headers[0] == "/*"
    assert {f"  {name}: {value}" for name, value in read_headers().items()} < {*headers}
    redirects = files["_redirects"].decode().splitlines()
    assert redirects[0] == "/cu-0/ /moi-0/ 301"
    assert len(redirects) == MOST_REDIRECTS


def test_limits_of_free_hosts_are_reported_before_they_are_reached(tmp_path: Path) -> None:
    site = make_site(tmp_path)
    assert list(find_limits(site)) == []
    site.sizes = dict.fromkeys(map(str, range(16_001)), 1) | {"to.mp3": 900_000_000}
    messages = "\n".join(find_limits(site))
    assert "16002 tệp" in messages
    assert "GitHub Pages" in messages
    assert "to.mp3" in messages
