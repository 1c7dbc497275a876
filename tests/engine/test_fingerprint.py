"""What the program is: a change of code, of a dependency or of Python makes it another one."""

from __future__ import annotations

from pathlib import Path

from bulletin.engine.fingerprint import program_fingerprint


def test_another_program_is_distinguished(tmp_path: Path) -> None:
    package, installed = tmp_path / "package", tmp_path / "installed"
    for folder in (package / "part", installed / "markdown-3.11.3.dist-info"):
        folder.mkdir(parents=True)
    (package / "part" / "module.py").write_text("x = 1")

    def now() -> bytes:
        return program_fingerprint(package, [str(installed)])

    seen = [now()]
    assert now() == seen[0]
    (package / "part" / "module.py").write_text("x = 2")
    seen.append(now())
    (package / "part" / "other.py").touch()
    seen.append(now())
    (installed / "markdown-3.11.3.dist-info").rename(installed / "markdown-3.11.4.dist-info")
    seen.append(now())
    (installed / "new-1.0.dist-info").mkdir()
    seen.append(now())
    assert len(set(seen)) == len(seen)
