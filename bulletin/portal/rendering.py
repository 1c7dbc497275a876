"""The theme of the bulletins, set up for a portal: no MkDocs, no texts, no pictures."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from functools import partial
from importlib.resources import files
from pathlib import Path
from types import SimpleNamespace
from typing import Any

from jinja2 import Environment, FileSystemLoader

from bulletin.content.media_files import MediaFiles
from bulletin.engine.cache import Cache
from bulletin.engine.fingerprint import fingerprint, fingerprint_dir
from bulletin.engine.target import Target, static
from bulletin.model import addresses
from bulletin.model.bulletin import Bulletin
from bulletin.pages.page import FeedLink
from bulletin.pages.structured_data import Publisher, make_front_page_data
from bulletin.portal.settings import PortalSettings
from bulletin.render.images import ImageRenderer
from bulletin.render.page_renderer import LayoutPage, PageRenderer, prepare_environment
from bulletin.render.social import SocialMetadata
from bulletin.render.templates import CompiledTemplates
from bulletin.site.joined_scripts import PAGE_SCRIPT, SEARCH_SCRIPT, join_script
from bulletin.site.style_sheet import STYLE_SHEET, make_style_sheet

NAVIGATION = (
    ("Trang chủ", addresses.HOME),
    ("Đơn vị", addresses.UNITS),
    ("Phong trào", addresses.CAMPAIGNS),
    ("Lĩnh vực", addresses.FIELDS),
    ("Sự kiện", addresses.EVENTS),
    ("Khen thưởng", addresses.COMMENDATIONS),
    ("Số liệu", addresses.NUMBERS),
    ("Các bản tin", addresses.MEMBERS),
)

_ASSETS = ("table.js", "*.png", "*.ico", "*.svg", "fonts/*")


@dataclass(frozen=True, slots=True)
class _NavigationItem:
    title: str
    url: str
    active: bool


def make_page_renderer(
    theme: Path, settings: PortalSettings, publisher: Bulletin, cache: Cache
) -> PageRenderer:
    """Return what renders the pages of a portal with the templates in `theme`."""
    icons = Path(str(files("material"))) / "templates"
    environment = Environment(loader=FileSystemLoader([theme, icons]), auto_reload=False)
    own = {path.relative_to(theme).as_posix() for path in theme.rglob("*.html")}
    prepare_environment(environment, own)
    environment.filters["url"] = environment.filters["address"]
    environment.bytecode_cache = CompiledTemplates(cache)
    social = SocialMetadata(Publisher(publisher, settings.name, settings.url.rstrip("/")))
    images = ImageRenderer(MediaFiles({}, _refuse), cache)
    feeds = (FeedLink("Tin, bài mới nhất", addresses.ALL_STORIES_FEED),)
    environment.globals |= {
        "bulletin": publisher,
        "last_change": publisher.since,
        "shows_samples": False,
        "feeds_for_all": feeds,
        "thumbnail": images.thumbnail,
        "site_image": social.site_image,
        "site_structured": make_front_page_data(social.publisher),
        "is_portal": True,
    }
    config = SimpleNamespace(site_name=settings.name, site_url=settings.url)

    def template_context(page: LayoutPage | None, section: str) -> dict[str, Any]:
        items = [_NavigationItem(title, url, url == section) for title, url in NAVIGATION]
        return {"config": config, "nav": SimpleNamespace(items=items), "page": page}

    no_bodies: Any = None  # no page of a portal has a text
    theme_key = fingerprint(fingerprint_dir(theme), settings, publisher, NAVIGATION)
    return PageRenderer(
        environment,
        no_bodies,
        publisher,
        settings.url,
        template_context,
        images,
        social,
        config,
        theme_key,
    )


def iter_theme_targets(theme: Path) -> Iterable[Target]:
    """Yield the styles, scripts, fonts and drawings that pages of a portal use."""
    for pattern in _ASSETS:
        for path in sorted((theme / "assets").glob(pattern)):
            if path.is_file():
                yield static(path.relative_to(theme).as_posix(), path.read_bytes())
    yield static(STYLE_SHEET, make_style_sheet(theme))
    for name in (PAGE_SCRIPT, SEARCH_SCRIPT):
        yield static(name, join_script(name, theme))


def missing_page_target(page_renderer: PageRenderer) -> Target:
    """Return what the host shows at an address where there is no page."""
    dependencies = (("theme", page_renderer.theme_key),)
    name = "404.html"
    return Target(name, dependencies, partial(page_renderer.render_anywhere, name, ""))


def _refuse(path: str) -> bytes:
    raise AssertionError(f"a portal reads no file of a bulletin: {path}")
