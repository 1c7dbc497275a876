"""MkDocs events, translated: each hook calls the package and hands the result back."""

from __future__ import annotations

import copy
import datetime as dt
import logging
import os
from pathlib import Path
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.exceptions import PluginError

from bulletin.errors import ContentError
from bulletin.press.issue import open_issue
from bulletin.press.publication import put_in_place, staging_of

log = logging.getLogger("mkdocs.hooks.bulletin")
serving = False


def on_startup(*, command: str, dirty: bool) -> None:
    """Note whether this is a preview: that one is written where MkDocs serves it from."""
    global serving
    serving = command == "serve"


def on_config(config: Any) -> Any:
    """Read and check all content before anything is rendered; a mistake ends the build here."""
    root = Path(config.config_file_path).parent
    moment = os.environ.get("BULLETIN_NOW")
    now = dt.datetime.fromisoformat(moment) if moment else dt.datetime.now(dt.UTC)
    try:
        issue = open_issue(root, os.path.relpath(config.docs_dir, root), now)
    except ContentError as mistakes:
        raise PluginError(f"Nội dung có lỗi, chưa dựng trang:\n{mistakes}") from None
    for warning in issue.library.warnings:
        log.info("%s", warning)
    config.extra |= {"issue": issue, "site": Path(config.site_dir)}
    if not serving:
        config.site_dir = str(staging_of(Path(config.site_dir)))
    config.theme.static_templates.discard("sitemap.xml")  # ours holds no day of the build
    config.watch += [str(root / "content"), *config.theme.dirs[:1]]
    return config


def on_nav(nav: Any, config: Any, files: Any) -> Any:
    """Let links to sections follow the page they stand on, wherever the site is mounted."""
    for item in filter(lambda item: item.is_link, nav.items):
        item.url = item.url.removeprefix("/")
    config.extra["nav"] = nav
    return nav


def on_env(env: Any, config: Any, files: Any) -> Any:
    """Give the templates the bulletin's words."""
    config.extra["issue"].equip(env)
    config.extra |= {"env": env, "files": files}
    return env


def on_page_context(context: Any, page: Any, config: Any, nav: Any) -> Any:
    """Give the hand-written front page the news."""
    return context | {"view": config.extra["issue"].home}


def on_post_build(config: Any) -> None:
    """Print the content's own pages and feeds, then publish all of it at once."""
    extra, files = config.extra, config.extra["files"]

    def surroundings(page: Any, section: str) -> dict[str, Any]:
        nav = copy.copy(extra["nav"])
        nav.items = [copy.copy(item) for item in nav.items]
        for item in nav.items:
            item.active = f"/{item.url}" == section
        return dict(get_context(nav, files, config, page))

    extra["issue"].write(
        Path(config.site_dir),
        extra["env"],
        site_name=config.site_name,
        site_url=config.site_url,
        extensions=config.markdown_extensions,
        settings=config.mdx_configs,
        surroundings=surroundings,
        hand_written=["/" + file.url.removeprefix("./") for file in files.documentation_pages()],
    )
    strict = [h for h in logging.getLogger("mkdocs").handlers if hasattr(h, "get_counts")]
    if not serving and not any(handler.get_counts() for handler in strict):
        put_in_place(Path(config.site_dir), extra["site"])
