"""A folder of another machine as target, with a real sshd on this machine's loopback."""

from __future__ import annotations

import getpass
import os
import subprocess
from collections.abc import Iterator
from pathlib import Path

import pytest

from bulletin.release.built_site import BuiltSite
from bulletin.release.refusal import Refusal
from bulletin.release.remote_target import SSH, RemoteTarget
from bulletin.release.targets import parse_target
from tests.deploy.served import find_program, free_port, running
from tests.release.sites import FILES, make_site, page, withdraw

pytestmark = pytest.mark.slow

SSHD = """
ListenAddress 127.0.0.1
HostKey {folder}/key
AuthorizedKeysFile {folder}/key.pub
PidFile none
StrictModes no
UsePAM no
PasswordAuthentication no
"""


@pytest.fixture(scope="module")
def ssh(tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """Run sshd; give the command that connects to it."""
    sshd = find_program("sshd", "openssh-server")
    find_program("rsync", "rsync")
    folder, port = tmp_path_factory.mktemp("sshd"), free_port()
    key = folder / "key"
    subprocess.run(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", str(key)], check=True)
    (folder / "conf").write_text(SSHD.format(folder=folder), encoding="utf-8")
    if os.geteuid() == 0:
        Path("/run/sshd").mkdir(exist_ok=True)  # sshd wants it when root starts it
    options = f"-F none -o BatchMode=yes -o StrictHostKeyChecking=no -i {key} -p {port}"
    command: list[str | Path] = [sshd, "-D", "-e", "-f", folder / "conf", "-p", str(port)]
    with running(command, port, folder / "log"):
        yield f"ssh {options} -o UserKnownHostsFile={folder}/known -o LogLevel=ERROR"


@pytest.fixture
def target(ssh: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> RemoteTarget:
    """Give a target on the other machine, below a folder with a blank and a quote in its name."""
    monkeypatch.setenv(SSH, ssh)
    folder = tmp_path / "kho của 'xã'"
    found = parse_target(f"{getpass.getuser()}@127.0.0.1:{folder}/www")
    assert isinstance(found, RemoteTarget)
    return found


def put(target: RemoteTarget, folder: Path, name: str, **changes: str) -> None:
    """Publish a site that says `name` on its front page, and with other changes."""
    site = make_site(folder / name, {"index.html": page(name), **changes})
    target.put(site, name, keep=2)


def test_releases_over_ssh(target: RemoteTarget, tmp_path: Path) -> None:
    link = Path(target.path)
    assert target.list_files() == frozenset()
    put(target, tmp_path, "1", **{"dai/index.html": page("dài " * 500)})
    assert target.list_files() == {*FILES, "dai/index.html"}
    assert (link / "dai/index.html.gz").exists()
    before = (link / "bai/index.html").stat()

    put(target, tmp_path, "2")
    assert (link / "index.html").read_text("utf-8") == page("2")
    after = (link / "bai/index.html").stat()
    assert (after.st_ino, after.st_mtime_ns) == (before.st_ino, before.st_mtime_ns)
    assert after.st_mode & 0o777 == 0o644

    assert not target.put(make_site(tmp_path / "2", {"index.html": page("2")}), "3", keep=2)
    (tmp_path / "chép").mkdir()
    target.copy_live(tmp_path / "chép")
    assert BuiltSite(tmp_path / "chép").sizes == BuiltSite(tmp_path / "2").sizes
    put(target, tmp_path, "3")
    releases = link.with_name("www-ban-phat-hanh")
    assert sorted(path.name for path in releases.iterdir()) == ["2", "3"]
    assert target.roll_back() == "2"
    assert BuiltSite(link).sizes.keys() == FILES.keys()
    assert (link / "index.html").read_text("utf-8") == page("2")
    with pytest.raises(Refusal, match="không còn bản nào trước bản 2"):
        target.roll_back()

    put(target, tmp_path, "4", **{"rss/rut-bai.json": withdraw("bai")})
    assert [path.name for path in releases.iterdir()] == ["4"]


def test_what_others_put_there_is_left_alone(target: RemoteTarget, tmp_path: Path) -> None:
    with pytest.raises(Refusal, match="chưa có bản nào"):
        target.roll_back()
    make_site(Path(target.path))
    with pytest.raises(Refusal, match="có sẵn tệp"):
        put(target, tmp_path, "1")
    assert (Path(target.path) / "index.html").exists()


def test_a_machine_that_does_not_answer_is_reported_in_a_sentence(
    target: RemoteTarget, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(SSH, "false")
    with pytest.raises(Refusal, match="false không được"):
        target.list_files()
    monkeypatch.setenv(SSH, "khong-co-lenh-nay")
    with pytest.raises(Refusal, match="Máy này chưa có khong-co-lenh-nay"):
        target.list_files()
