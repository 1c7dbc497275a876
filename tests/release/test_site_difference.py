"""The words of a request that raises versions: which packages, and every byte of the site."""

from __future__ import annotations

from pathlib import Path

from bulletin.release.site_difference import compare_locks, compare_sites, format_description

OLD = "mkdocs==1.6.0 \\\n    --hash=sha256:aa\npillow==11.0 ; python_version > '3'\nyeu==1\n"
NEW = "mkdocs==1.6.1 \\\n    --hash=sha256:bb\npillow==11.0 ; python_version > '3'\nmoi==2\n"


def write(folder: Path, files: dict[str, bytes]) -> Path:
    """Write a site."""
    for name, data in files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    return folder


def test_packages_are_compared() -> None:
    assert compare_locks(OLD, NEW) == {
        "mkdocs": ("1.6.0", "1.6.1"),
        "moi": ("", "2"),
        "yeu": ("1", ""),
    }


def test_the_same_bytes_are_said_in_a_line(tmp_path: Path) -> None:
    site = write(tmp_path / "a", {"a/index.html": b"<p>", "b.png": b"\xff"})
    words = format_description(compare_locks(OLD, NEW), compare_sites(site, site), {"moi": "MIT"})
    assert "| mkdocs | 1.6.0 | 1.6.1 | – |\n| moi | – | 2 | MIT |" in words
    assert words.endswith("\nTrang dựng ra **giống hệt từng byte**: 2 tệp.\n")


def test_what_differs_is_named(tmp_path: Path) -> None:
    many = {f"{number}.png": b"\xff" for number in range(25)}
    before = write(tmp_path / "a", {"i.html": b"<p>\nA\n```\n", "cu.html": b"", "x.png": b"\xff"})
    after = write(tmp_path / "b", {"i.html": b"<p>\nB\n```\n", "x.png": b"\xfe", **many})
    words = format_description({}, compare_sites(before, after), {})
    assert "**khác 28 tệp**, giống 0 tệp" in words
    assert "Đổi 2 tệp:\n\n- `i.html`\n- `x.png`\n" in words
    assert "- … và 5 tệp nữa" in words
    assert "Mất 1 tệp:\n\n- `cu.html`" in words
    assert words.endswith("`````diff\n--- i.html\n+++ i.html\n@@ -2 +2 @@\n-A\n+B\n`````\n")
