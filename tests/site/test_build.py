"""Builds in one process: what is pruned, and what is not."""

from __future__ import annotations

import re
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from mkdocs.commands.build import build
from mkdocs.config import load_config
from mkdocs.config.config_options import Hooks
from mkdocs.exceptions import Abort

from bulletin.engine import sqlite_cache
from bulletin.engine.safe_pickle import load
from bulletin.errors import ContentError, Problem
from bulletin.prose import dialect
from bulletin.site.build import BuildRun
from bulletin.site.settings import set_dialect
from tests.site.built import NOW, ROOT, copy_of_the_commune

pytestmark = pytest.mark.slow

STORY = "content/exemplars/2026/nguoi-dua-do.md"


def built(project: Path) -> None:
    """Build a project in this process, with hooks of its own, as in a new one."""
    Hooks._load_hook.cache_clear()
    config = load_config(str(project / "mkdocs.yml"), site_dir=str(project / "site"))
    config.plugins.on_startup(command="build", dirty=False)
    build(config)
    config.plugins.on_shutdown()


def test_what_is_of_use_outlives_builds_that_have_nothing_to_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BULLETIN_NOW", NOW)
    monkeypatch.setattr(sqlite_cache, "MIN_PRUNE_SIZE", 0)
    project = copy_of_the_commune(tmp_path / "project")
    said = []
    for text in ("", "", "\nThêm một đoạn.\n", "", "\nLại thêm.\n"):
        with (project / STORY).open("a", encoding="utf-8") as story:
            story.write(text)
        built(project)
        said += [line for line in capsys.readouterr().err.splitlines() if "giữ nguyên" in line]
    printed = [int(line.split()[1]) for line in said]
    assert printed[0] > 50
    # The story itself, its script, and the page of search, which holds the head of the index.
    assert printed[1:] == [0, 3, 0, 3]
    # Everything that builds store is read again: values alone, of classes that may be in a cache.
    with sqlite3.connect(project / ".cache/cache.db") as connection:
        rows = connection.execute("SELECT namespace, value FROM entries").fetchall()
    assert {name for name, _ in rows} > {"files", "manifests", "build stamps", "templates"}
    for _, value in rows:
        load(value)


def test_a_project_without_a_cache_is_built_all_the_same(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BULLETIN_NOW", NOW)
    project = copy_of_the_commune(tmp_path / "project")
    (project / ".cache").write_text("in the way")
    for _ in range(2):
        built(project)
        assert "giữ nguyên" in capsys.readouterr().err
    assert "trời chưa sáng" in (project / "site/dien-hinh/2026/nguoi-dua-do/index.html").read_text()
    assert {path.name for path in project.iterdir()} >= {".cache", "site"}


def test_a_mistake_found_late_is_reported_as_one_found_early(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    # Somebody saves a story between the look at the files and the reading of this one.
    def late(*_: object) -> None:
        raise ContentError([Problem(STORY, 1, "tệp", "tệp vừa bị sửa; chạy lại")])

    monkeypatch.setenv("BULLETIN_NOW", NOW)
    monkeypatch.setattr(BuildRun, "stage", late)
    project = copy_of_the_commune(tmp_path / "project")
    with pytest.raises(Abort, match="Nội dung có lỗi, chưa dựng trang"):
        built(project)
    assert f"{STORY}:1: tệp: tệp vừa bị sửa; chạy lại\n1 lỗi\n" in capsys.readouterr().err
    assert not (project / "site").exists()


def test_docs_and_content_are_read_in_one_dialect(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("BULLETIN_NOW", NOW)
    project = copy_of_the_commune(tmp_path / "project")
    text = "\n     Đoạn thụt vào như trong Word.\nHai việc:\n- Việc một (*)\n- <Chuyện ở ấp> (*)\n"
    text += "\n!!! note\n    Lời dặn[^1], H~2~O.\n\n[^1]: Chú thích.\n"
    for path in ("docs/gioi-thieu.md", STORY):
        with (project / path).open("a", encoding="utf-8") as file:
            file.write(text)
    built(project)
    for page in ("gioi-thieu/index.html", "dien-hinh/2026/nguoi-dua-do/index.html"):
        html = (project / "site" / page).read_text("utf-8")
        assert 'title="Trở lại chỗ có chú thích 1"' in html
        assert "H<sub>2</sub>O" in html
        assert re.search(r"<p[^>]*>Lưu ý</p>", html)
        assert re.search(r"<p>Đoạn thụt vào như trong Word\.(?:<br ?/?>)?\s*Hai việc:</p>", html)
        assert re.search(r"<li>Việc một \(\*\)</li>\s*<li>&lt;Chuyện ở ấp", html)


def test_what_the_runner_adds_by_itself_is_known() -> None:
    config: Any = load_config(str(ROOT / "mkdocs.yml"))
    assert tuple(config.markdown_extensions) == dialect.BUILT_IN
    set_dialect(config)
    assert tuple(config.markdown_extensions) == (*dialect.EXTENSIONS, *dialect.OWN_EXTENSIONS)
    assert config.mdx_configs == dialect.SETTINGS


@pytest.mark.parametrize("named", ["[attr_list]", "[{toc: {permalink: true}}]"])
def test_a_dialect_of_its_own_stops_a_build(
    named: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("BULLETIN_NOW", NOW)
    project = copy_of_the_commune(tmp_path / "project")
    with (project / "mkdocs.yml").open("a", encoding="utf-8") as file:
        file.write(f"\nmarkdown_extensions: {named}\n")
    with pytest.raises(Abort):
        built(project)
    said = capsys.readouterr().err
    assert said.startswith("mkdocs.yml:1: markdown_extensions: bỏ khóa này; cách viết Markdown ")
    assert "Traceback" not in said
