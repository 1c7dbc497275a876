"""MkDocs events, translated: each hook calls the package and hands the result back."""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from pathlib import Path
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.exceptions import PluginError

from bulletin.errors import ContentError
from bulletin.press.build import Build
from bulletin.press.issue import look_of, open_issue
from bulletin.press.printer import ShownPage, marked, mounted

build = Build(sys.stderr, time.monotonic)
on_build_error = build.fail
on_shutdown = build.close


def on_startup(*, command: str, dirty: bool) -> None:
    """Note whether this is a preview."""
    build.start(command)


def on_config(config: Any) -> None:
    """Read and check all content before anything is rendered; a mistake ends the build here."""
    root, moment = Path(config.config_file_path).parent, os.environ.get("BULLETIN_NOW")
    now = dt.datetime.fromisoformat(moment) if moment else dt.datetime.now(dt.UTC)
    memory = build.begin(root, config.site_dir)
    try:
        issue = open_issue(root, os.path.relpath(config.docs_dir, root), now, memory)
    except ContentError as mistakes:
        print(mistakes, file=sys.stderr)  # MkDocs' own log would indent and wrap the lines
        raise PluginError("Nội dung có lỗi, chưa dựng trang.") from None
    sys.stderr.writelines(f"{warning}\n" for warning in issue.library.warnings)
    config.extra["issue"] = issue
    config.site_dir = build.scratch
    config.theme.static_templates.discard("sitemap.xml")  # ours holds no day of the build
    config.watch += [str(root / "content"), *config.theme.dirs[:1]]


def on_files(files: Any, config: Any) -> None:
    """Keep Material's own styles and scripts out of the site: our frame uses none of them."""
    for file in [it for it in files if (it.abs_src_path or "").startswith(config.theme.dirs[1])]:
        files.remove(file)


def on_nav(nav: Any, config: Any, files: Any) -> None:
    """Let links to sections follow the page they stand on, wherever the site is mounted."""
    config.extra["nav"] = mounted(nav)


def on_env(env: Any, config: Any, files: Any) -> None:
    """Give the templates the bulletin's words."""
    theme = Path(config.theme.dirs[0])
    config.extra["issue"].equip(env, theme, config.site_name, config.site_url)
    config.extra |= {"env": env, "files": files}


def on_page_context(context: Any, page: Any, config: Any, nav: Any) -> Any:
    """Give the hand-written front page the news."""
    return context | {"view": config.extra["issue"].home}


def on_post_build(config: Any) -> None:
    """Print the content's own pages and feeds."""
    extra, files, nav = config.extra, config.extra["files"], config.extra["nav"]
    made_with = [Path(config.theme.dirs[0]), Path(config.config_file_path), Path(__file__)]

    def surroundings(page: ShownPage, section: str) -> dict[str, Any]:
        return dict(get_context(marked(nav, section), files, config, page))  # type: ignore[arg-type]

    pages = ["/" + file.url.removeprefix("./") for file in files.documentation_pages()]
    look = look_of(config, made_with, [(item.title, item.url) for item in nav.items])
    build.prepare(extra["issue"].leaves(config, extra["env"], surroundings, pages, look))


def on_serve(server: Any, config: Any, builder: Any) -> None:
    """Show what the press printed."""
    server.root = str(build.shown)
