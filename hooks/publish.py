"""MkDocs events, translated: each hook calls the package and hands the result back."""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from pathlib import Path
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.exceptions import Abort

from bulletin.errors import ContentError
from bulletin.press.build import Build
from bulletin.press.issue import look_of, set_dialect
from bulletin.press.printer import marked, mounted

build = Build(sys.stderr, time.monotonic)
on_startup, on_shutdown = build.start, build.close


def on_build_error(error: Exception) -> None:
    """Tell editors of mistakes in the content, without a traceback."""
    build.fail(error)
    if isinstance(error, ContentError):
        print(error, file=sys.stderr)  # MkDocs' own log would indent and wrap the lines
        raise Abort("Nội dung có lỗi, chưa dựng trang.") from None


def on_config(config: Any) -> Any:
    """Read and check all content before anything is rendered; a mistake ends the build here."""
    set_dialect(config)
    root, moment = Path(config.config_file_path).parent, os.environ.get("BULLETIN_NOW")
    now = dt.datetime.fromisoformat(moment) if moment else dt.datetime.now(dt.UTC)
    look = look_of(config, map(Path, [config.theme.dirs[0], config.config_file_path, __file__]))
    build.begin(root, config.site_dir, os.path.relpath(config.docs_dir, root), now, look)
    config.watch += [str(root / "content"), config.docs_dir, *config.theme.dirs[:1]]
    config.site_dir = build.scratch
    config.theme.static_templates.discard("sitemap.xml")  # ours holds no day of the build
    if build.issue is None:  # nothing has changed: MkDocs has nothing to print
        config.nav, config.docs_dir = None, build.scratch
        config.theme.static_templates.clear()
    return config


def on_files(files: Any, config: Any) -> None:
    """Keep Material's own styles and scripts out of the site: our frame uses none of them."""
    for file in [it for it in files if (it.abs_src_path or "").startswith(config.theme.dirs[1])]:
        files.remove(file)


def on_nav(nav: Any, config: Any, files: Any) -> None:
    """Let links to sections follow the page they stand on, wherever the site is mounted."""
    config.extra["nav"] = mounted(nav)


def on_env(env: Any, config: Any, files: Any) -> None:
    """Give the templates the bulletin's words."""
    build.equip(env, config.theme.dirs[0], config)
    config.extra |= {"env": env, "files": files}


def on_page_context(context: Any, page: Any, config: Any, nav: Any) -> Any:
    """Give the hand-written front page the news."""
    return context | {"view": build.issue and build.issue.home}


def on_post_build(config: Any) -> None:
    """Print the content's own pages and feeds."""
    env, files, nav = map(config.extra.get, ("env", "files", "nav"))

    def surroundings(page: Any, section: str) -> dict[str, Any]:
        return dict(get_context(marked(nav, section), files, config, page))

    pages = ["/" + file.url.removeprefix("./") for file in files.documentation_pages()]
    build.prepare(config, env, surroundings, pages, [(it.title, it.url) for it in nav.items])


def on_serve(server: Any, config: Any, builder: Any) -> None:
    """Show what the press printed."""
    server.root = str(build.shown)
