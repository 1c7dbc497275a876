"""Documents, questions, events, units, withdrawals, pictures and recordings, all of them wrong.

The folder very_wrong_kinds/ holds the texts; the pictures and the recording are made here. Read
expected.txt as an official would: every line has to say what is wrong and what to do.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from scripts.check import main
from tests.golden import check_golden
from tests.media.samples import encoded, png_chunk, png_header, scene
from tests.site.built import ROOT, run_mkdocs

HERE = Path(__file__).parent / "very_wrong_kinds"
FOLDER = "content/exemplars/2026"


def made() -> dict[str, bytes]:
    """Return the files beside the stories that are not what their names say."""
    return {
        # 200 million pixels in 58 bytes: whoever decodes it to look at it needs 600 MB.
        "hai-tram-trieu.png": png_header(20_000, 10_000)
        + png_chunk(b"IDAT", b"\0")
        + png_chunk(b"IEND", b""),
        "cut-duoi.jpg": encoded(scene(400, 300), "JPEG")[:2_000],
        "khong-phai-anh.jpg": b"<html>Trang web</html>",
        "rong.png": b"",
        "loi.mp3": "Đây là lời văn, không phải tiếng nói.\n".encode() * 50,
    }


@pytest.fixture
def bulletin(tmp_path: Path) -> Path:
    """Give the wrong bulletin with its wrong pictures."""
    root = tmp_path / "ban-tin"
    shutil.copytree(HERE / "content", root / "content")
    for name, data in made().items():
        (root / FOLDER / name).write_bytes(data)
    return root


def test_every_mistake_is_reported_at_once(
    bulletin: Path, capsys: pytest.CaptureFixture[str], update_goldens: bool
) -> None:
    status = main([str(bulletin)])
    check_golden(HERE / "expected.txt", capsys.readouterr().out, update_goldens)
    assert status == 1


def test_the_count_is_that_of_the_lines_and_each_leads_to_a_line() -> None:
    *lines, count = (HERE / "expected.txt").read_text("utf-8").splitlines()
    warnings = sum(": cảnh báo: " in line for line in lines)
    assert count == f"{len(lines) - warnings} lỗi, {warnings} cảnh báo"
    assert lines == sorted(lines, key=lambda line: (line.split(":")[0], int(line.split(":")[1])))
    for line in lines:
        path, number, *_ = line.split(":")
        file = HERE / path
        if file.exists() and file.suffix in {".md", ".yml"}:
            assert 1 <= int(number) <= len(file.read_text("utf-8").splitlines()), line


@pytest.mark.slow
def test_nothing_is_published_of_it_and_what_was_stays(bulletin: Path) -> None:
    (bulletin / "docs").mkdir()
    (bulletin / "docs/index.md").write_text("# Bản tin\n", encoding="utf-8")
    (bulletin / "site").mkdir()
    (bulletin / "site/index.html").write_text("hôm qua", encoding="utf-8")
    hooks = [str(path) for path in sorted(ROOT.glob("hooks/*.py"))]
    settings = (
        f"INHERIT: {ROOT}/mkdocs.yml\nnav: [Trang chủ: index.md]\ndocs_dir: docs\n"
        f"theme: {{custom_dir: {ROOT}/theme}}\nhooks: {hooks}\n"
    )
    (bulletin / "mkdocs.yml").write_text(settings, encoding="utf-8")
    before = {path.name for path in bulletin.iterdir()}
    done = run_mkdocs("build", "--strict", "--config-file", bulletin / "mkdocs.yml")
    assert done.returncode == 1
    messages = (HERE / "expected.txt").read_text("utf-8").splitlines()
    assert [line for line in messages if line not in done.stderr.splitlines()] == []
    assert "Traceback" not in done.stderr
    assert {path.name for path in bulletin.iterdir()} - {".cache"} == before
    assert [path.read_text("utf-8") for path in (bulletin / "site").iterdir()] == ["hôm qua"]
