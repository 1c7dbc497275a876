"""MkDocs events, translated: each hook calls the package and hands the result back."""

from __future__ import annotations

import datetime as dt
import os
import sys
import time
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from mkdocs.commands.build import get_context
from mkdocs.exceptions import Abort

from bulletin.edition.moment import VARIABLE, parse_moment
from bulletin.render.navigation import activate_section, make_links_relative
from bulletin.site.build import OWN_FILES, Session

session = Session(sys.stderr, time.monotonic)
current = SimpleNamespace()  # the build under way; each event adds what MkDocs hands over with it
on_startup = session.start
on_shutdown = session.finish


def on_build_error(error: Exception) -> None:
    """Show people what they can mend, without a traceback."""
    if message := session.fail(error):
        raise Abort(message) from None


def on_config(config: Any) -> None:
    """Read and check all content before anything is rendered; a mistake ends the build here.

    MkDocs sees the files of our own theme alone: it would copy each file of the others.
    """
    now = parse_moment(os.environ.get(VARIABLE)) or dt.datetime.now(dt.UTC)
    run = current.run = session.begin(config, now, Path(__file__))
    config.watch, config.site_dir = config.watch + run.watched, str(run.mkdocs_dir)
    config.theme.static_templates.discard("sitemap.xml")  # ours holds no day of the build
    current.other_themes, config.theme.dirs = config.theme.dirs[1:], config.theme.dirs[:1]
    if run.context is None:  # the site is up to date: MkDocs has nothing to write
        config.nav, config.docs_dir, config.theme.dirs = None, config.site_dir, []
        config.theme.static_templates.clear()


def on_files(files: Any, config: Any) -> None:
    """Keep out of the site what the package makes itself."""
    for file in [file for file in files if file.src_uri in OWN_FILES]:
        files.remove(file)


def on_nav(nav: Any, config: Any, files: Any) -> None:
    """Make links to sections relative, so that the site can be mounted anywhere."""
    current.nav = make_links_relative(nav)


def on_env(env: Any, config: Any, files: Any) -> None:
    """Give the templates the bulletin's values and filters, and the icons of other themes."""
    current.environment, current.files = env, files
    env.loader.searchpath += current.other_themes
    current.run.configure_templates(env)


def on_page_context(context: Any, page: Any, config: Any, nav: Any) -> Any:
    """Give the hand-written front page the news."""
    return context | {"view": current.run.context and current.run.context.home}


def on_post_build(config: Any) -> None:
    """Build the content's own pages and feeds."""

    def template_context(page: Any, section: str) -> Any:
        return get_context(activate_section(current.nav, section), current.files, config, page)

    pages = current.files.documentation_pages()
    session.stage(current.environment, template_context, pages, current.nav)


def on_serve(server: Any, config: Any, builder: Any) -> None:
    """Serve what the preview publishes; it watches the project, not the folder of no pages."""
    if current.run.context is None:
        server.unwatch(config.docs_dir)
    session.serve(server)
