"""Why a page was printed: what had changed, told to people."""

from __future__ import annotations

from pathlib import Path

import pytest

from scripts.why import main
from tests.site.built import build, copy_of_the_commune

pytestmark = pytest.mark.slow

PAGE = "/dien-hinh/2026/nguoi-dua-do/"
STORY = "content/exemplars/2026/nguoi-dua-do.md"


def test_a_page_tells_why(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    project = copy_of_the_commune(tmp_path / "project")
    site = tmp_path / "site"
    asked = [PAGE, "--site", str(site), "--project", str(project)]
    assert main(asked) == 1
    assert "chưa dựng lần nào" in capsys.readouterr().err

    build(project, site)
    assert main(asked) == 0
    said = capsys.readouterr().out
    assert "Lần dựng gần nhất vì: chưa từng có" in said
    assert "StoryView(" in said
    assert "Mười năm nay" in said

    with (project / STORY).open("a", encoding="utf-8") as story:
        story.write("\nThêm một đoạn.\n")
    build(project, site)
    assert main(asked) == 0
    assert "vì: lời văn của bài" in capsys.readouterr().out

    assert main(["/dien-hinh/khong-co/", *asked[1:]]) == 1
    assert "không có /dien-hinh/khong-co/" in capsys.readouterr().err
