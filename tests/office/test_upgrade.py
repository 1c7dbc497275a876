"""The commands of docs-dev/upgrade.md: a newer program comes in, no content of another bulletin."""

from __future__ import annotations

import os
import re
import shlex
import subprocess
from collections.abc import Mapping
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAPER = ROOT / "docs-dev/upgrade.md"

ENGINE = {
    "bulletin/x.py": "x = 1\n",
    "content/documents/luat.md": "luật\n",
    "content/exemplars/2026/an-bien.md": "bài của An Biên\n" * 9,
    "content/data/units.yml": "- key: xa-an-bien\n",
    "docs/gioi-thieu.md": "An Biên\n",
    "mkdocs.yml": "# a\nsite_name: An Biên\n# b\n\n\n\nplugins: []\n",
}
OWN: Mapping[str, str | None] = {
    "content/exemplars/2026/an-bien.md": None,
    "content/exemplars/2026/hoa-sen.md": "bài của Hoa Sen\n",
    "content/data/units.yml": "- key: xa-hoa-sen\n",
    "docs/gioi-thieu.md": "Hoa Sen\n",
    "mkdocs.yml": "# a\nsite_name: Hoa Sen\n# b\n\n\n\nplugins: []\n",
}
NEWER: Mapping[str, str | None] = {
    "bulletin/x.py": None,
    "bulletin/y.py": "y = 2\n",
    "content/documents/luat.md": "luật, sửa\n",
    "content/exemplars/2026/an-bien.md": "bài của An Biên\n" * 10,
    "content/exemplars/2027/moi.md": "bài mới của An Biên\n",
    "content/data/units.yml": "- key: xa-an-bien\n- key: xa-tay-yen\n",
    "docs/gioi-thieu.md": "An Biên và trong vùng\n",
    "docs/moi.md": "An Biên\n",
    "mkdocs.yml": "# a\nsite_name: An Biên\n# b\n\n\n\nplugins: [moi]\n",
}


def git(root: Path, *arguments: str) -> str:
    """Run git in `root`; a merge with conflicts is no failure."""
    environment = {
        **os.environ,
        "GIT_CONFIG_GLOBAL": os.devnull,
        "GIT_AUTHOR_NAME": "a",
        "GIT_AUTHOR_EMAIL": "a@b.example",
        "GIT_COMMITTER_NAME": "a",
        "GIT_COMMITTER_EMAIL": "a@b.example",
    }
    done = subprocess.run(
        ["git", "-C", str(root), *arguments],
        capture_output=True,
        text=True,
        env=environment,
        check=False,
    )
    assert done.returncode == 0 or arguments[0] == "merge", done.stderr
    return done.stdout


def commit(root: Path, files: Mapping[str, str | None]) -> None:
    """Write or delete the files and commit."""
    for path, text in files.items():
        file = root / path
        if text is None:
            file.unlink()
        else:
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(text, encoding="utf-8")
    git(root, "add", "-A")
    git(root, "commit", "-q", "-m", "Sửa")


def read(root: Path, *tops: str) -> dict[str, str]:
    """Return the files below these folders."""
    files = (file for top in tops for file in (root / top).rglob("*") if file.is_file())
    return {file.relative_to(root).as_posix(): file.read_text("utf-8") for file in files}


def test_the_program_comes_and_the_content_stays(tmp_path: Path) -> None:
    engine, own = tmp_path / "may", tmp_path / "minh"
    engine.mkdir()
    git(engine, "init", "-q", "-b", "main")
    commit(engine, ENGINE)
    subprocess.run(["git", "clone", "-q", str(engine), str(own)], check=True)
    git(own, "remote", "rename", "origin", "chuong-trinh")
    commit(own, OWN)
    commit(engine, NEWER)
    before = read(own, "content", "docs")

    block = re.search(r"^```sh\n(.*?)^```", PAPER.read_text("utf-8"), re.DOTALL | re.MULTILINE)
    assert block
    for line in block[1].splitlines():
        program, *arguments = shlex.split(line)
        assert program == "git"
        said = git(own, *arguments)
        if arguments[0] == "diff":
            assert said == "", "nothing is left to settle by hand"

    assert read(own, "content", "docs") == before
    assert read(own, "bulletin") == {"bulletin/y.py": "y = 2\n"}
    assert (own / "mkdocs.yml").read_text("utf-8") == (
        "# a\nsite_name: Hoa Sen\n# b\n\n\n\nplugins: [moi]\n"
    )
    assert git(own, "status", "--porcelain") == ""
    assert "An Biên" not in git(own, "grep", "-h", "", "HEAD", "--", "content", "docs")
    # The second time there is less to settle, because the first merge is known.
    commit(engine, {"bulletin/z.py": "z = 3\n"})
    git(own, "fetch", "-q", "chuong-trinh")
    git(own, "merge", "-q", "--no-edit", "chuong-trinh/main")
    assert read(own, "content", "docs") == before
    assert (own / "bulletin/z.py").exists()
