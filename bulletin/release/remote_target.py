"""A folder of another machine as target, over ssh and rsync; it is laid out as a local one.

The other machine needs a shell, rsync, and the commands of any Linux; nothing of ours.
"""

from __future__ import annotations

import base64
import os
import shlex
import subprocess
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from bulletin.engine.output_dir import allow_public_reading
from bulletin.model import addresses
from bulletin.release.built_site import BuiltSite, WithdrawnEntry, parse_withdrawn
from bulletin.release.layout import lay_out
from bulletin.release.local_target import RELEASES
from bulletin.release.refusal import Refusal

SSH = "BULLETIN_SSH"
"""The environment variable with the command that opens a connection; by itself `ssh`."""

_LIST = """
test -L "$link" || exit 0
cd "$link" && find . -type f ! -name '*.gz'
"""

# Prints the live release, then each release with its list of withdrawals. Half of a release is
# left for a day: somebody else may be at it.
_LOOK = """
umask 022
if [ -L "$link" ]; then
    case $(readlink "$link") in
        */"$name"/*|"$name"/*) ;;
        *) echo 'là liên kết đến nơi khác; xóa liên kết ấy rồi chạy lại' >&2; exit 9 ;;
    esac
elif [ -e "$link" ]; then
    rmdir "$link" 2>/dev/null ||
        { echo 'có sẵn tệp không do lệnh này đặt; chuyển đi nơi khác rồi chạy lại' >&2; exit 9; }
fi
mkdir -p "$releases" && cd "$releases"
find . -maxdepth 1 -name '.?*' -type d -mmin +1440 -exec rm -rf {} +
if [ -L "$link" ]; then basename "$(readlink "$link")"; else echo; fi
for release in *; do
    [ -d "$release" ] || continue
    printf '%s ' "$release"
    if [ -f "$release/$list" ]; then base64 < "$release/$list" | tr -d '\\n'; fi
    echo
done
"""

_FINISH = """
cd "$releases"
sync
mv "$draft" "$release"
"""

# `mv -T` over a link is one rename.
_SWITCH = """
cd "$(dirname "$link")"
ln -sfn "$name/$release" ".$(basename "$link")-moi"
mv -T ".$(basename "$link")-moi" "$link"
sync . || sync
"""

_DELETE = """
cd "$releases"
for release in $old; do mv "$release" ".bo-$release" && rm -rf ".bo-$release"; done
"""


@dataclass(frozen=True)
class RemoteTarget:
    """The link `path` on the machine `host`, which is written as for ssh."""

    host: str
    path: str

    @property
    def _releases(self) -> str:
        return self.path.rstrip("/") + RELEASES

    def list_files(self) -> Set[str]:
        """Return the paths of the files that are live, without compressed copies."""
        return {line.removeprefix("./") for line in self._run(_LIST).splitlines()}

    def copy_live(self, folder: Path) -> None:
        """Copy the files that are live into the empty `folder`."""
        live, _ = self._look()
        if live:
            there = f"{self.host}:{self._releases}/{live}/"
            command = ["rsync", "--recursive", "--exclude=*.gz", f"--rsh={self._ssh_command()}"]
            _call([*command, there, f"{folder}/"])

    def put(self, site: BuiltSite, name: str, keep: int) -> bool:
        """Send a built site as the release `name`, and switch to it; see `LocalTarget.put`."""
        live, releases = self._look()
        numbered = (f"{name}.{number}" for number in range(2, 99))
        name = next(new for new in (name, *numbered) if new not in releases)
        draft = f".dang-chep-{name}"
        with TemporaryDirectory(prefix="ban-tin-") as folder, allow_public_reading():
            stage = Path(folder, "ban")
            lay_out(site, stage)
            is_new = not live or bool(self._find_changes(stage, live))
            if is_new:
                self._send(stage, draft, live)
        kept = sorted([*releases, name] if is_new else releases)[-keep:]
        held = [one for one in releases if not releases[one] >= site.withdrawn]
        old = {one for one in releases if one not in kept or one in held}
        script = _FINISH + _SWITCH + _DELETE if is_new else _DELETE
        stays = {name} if is_new else {live}
        if is_new or old - stays:
            self._run(script, draft=draft, release=name, old=" ".join(sorted(old - stays)))
        return is_new

    def roll_back(self) -> str:
        """Switch to the release before the live one; return its name."""
        live, releases = self._look()
        if not live:
            raise Refusal(f"{self.host}:{self.path}: chưa có bản nào để quay lại.")
        fit = [one for one in releases if one < live and releases[one] >= releases[live]]
        if not fit:
            raise Refusal(
                f"{self.host}:{self.path}: không còn bản nào trước bản {live}. Bản nào còn giữ bài "
                "đã rút thì đã bị xóa cùng bài ấy. Sửa lại nội dung rồi đăng bản mới."
            )
        self._run(_SWITCH, release=max(fit))
        return max(fit)

    def _look(self) -> tuple[str, Mapping[str, Set[WithdrawnEntry]]]:
        """Return the name of the live release, and what each release names as withdrawn."""
        live, *lines = self._run(_LOOK).splitlines()
        releases = {}
        for line in lines:
            name, _, packed = line.partition(" ")
            releases[name] = parse_withdrawn(base64.b64decode(packed).decode("utf-8", "replace"))
        return live, releases

    def _find_changes(self, stage: Path, live: str) -> str:
        """Return in what a folder differs from the live release; empty when in nothing."""
        command = ["rsync", "--recursive", "--checksum", "--delete", "--dry-run", "--out-format=%n"]
        there = f"{self.host}:{self._releases}/{live}/"
        return _call([*command, f"--rsh={self._ssh_command()}", f"{stage}/", there])

    def _send(self, stage: Path, draft: str, live: str) -> None:
        """Copy a folder to the other machine.

        Files are compared by what is in them, and no times are sent: a file that did not change is
        the same file on the disk, so its ETag stays.
        """
        command = ["rsync", "--recursive", "--hard-links", "--checksum", "--chmod=D755,F644"]
        command += [f"--rsh={self._ssh_command()}"]
        if live:
            command.append(f"--link-dest={self._releases}/{live}")
        _call([*command, f"{stage}/", f"{self.host}:{self._releases}/{draft}/"])

    def _run(self, script: str, **variables: str) -> str:
        """Run a script of the shell on the other machine and return what it prints."""
        known = {"link": self.path.rstrip("/"), "releases": self._releases}
        known |= {"name": self._releases.rpartition("/")[2]}
        known |= {"list": addresses.WITHDRAWN_LIST.lstrip("/"), **variables}
        header = "".join(f"{name}={shlex.quote(value)}\n" for name, value in known.items())
        command = [*shlex.split(self._ssh_command()), self.host, "sh", "-s"]
        return _call(command, f"set -eu\n{header}{script}")

    def _ssh_command(self) -> str:
        return os.environ.get(SSH) or "ssh -o BatchMode=yes"


def _call(command: Sequence[str], text: str = "") -> str:
    """Run a program and return what it prints; raises Refusal with what it complained of."""
    try:
        done = subprocess.run(
            command, input=text, capture_output=True, text=True, encoding="utf-8", check=False
        )
    except FileNotFoundError as error:
        raise Refusal(f"Máy này chưa có {command[0]}; cài {command[0]} rồi chạy lại.") from error
    if done.returncode:
        raise Refusal(f"{command[0]} không được: {done.stderr.strip()}")
    return done.stdout
