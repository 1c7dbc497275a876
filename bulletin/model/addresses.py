"""The site paths that do not belong to one content file.

Rule: docs-dev/contract.md, "Addresses" and "Feeds".
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass

HOME = "/"
EXEMPLARS = "/dien-hinh/"
CAMPAIGNS = "/phong-trao/"
UNITS = "/don-vi/"
FIELDS = "/linh-vuc/"
DOCUMENTS = "/van-ban/"
QUESTIONS = "/hoi-dap/"
EVENTS = "/su-kien/"
COMMENDATIONS = "/khen-thuong/"
ARCHIVE = "/luu-tru/"
OPEN_DATA = "/du-lieu/"
RADIO = "/phat-thanh/"
FEEDS = "/rss/"
BOARD = "/bang-tin/"
SEARCH = "/tim-kiem/"
PRINTED = "/ban-in/"
DESK = "/soan-bai/"
DESK_FORM = "/soan-bai/mau.json"

MEMBERS = "/ban-tin/"
NUMBERS = "/so-lieu/"
"""The sections that only a portal has: its bulletins, and the numbers of a year added up."""

PAGE_WORD = "trang"
"""The path segment of numbered list pages; no record may have it as its key."""


@dataclass(frozen=True, slots=True)
class Section:
    """A list that every site has, at `address`: its name for readers, and for messages."""

    address: str
    title: str
    name_in_messages: str


SECTIONS = (
    Section(EXEMPLARS, "Điển hình", "danh sách điển hình"),
    Section(CAMPAIGNS, "Phong trào", "danh sách phong trào"),
    Section(UNITS, "Đơn vị", "danh sách đơn vị"),
    Section(FIELDS, "Lĩnh vực", "danh sách lĩnh vực"),
    Section(DOCUMENTS, "Văn bản", "danh sách văn bản"),
    Section(QUESTIONS, "Hỏi đáp", "danh sách hỏi đáp"),
    Section(EVENTS, "Sự kiện", "danh sách sự kiện"),
    Section(COMMENDATIONS, "Khen thưởng", "danh sách khen thưởng"),
    Section(ARCHIVE, "Lưu trữ", "trang lưu trữ"),
    Section(OPEN_DATA, "Dữ liệu mở", "trang dữ liệu mở"),
    Section(RADIO, "Phát thanh", "trang phát thanh"),
    Section(FEEDS, "Nhận tin tự động (RSS)", "trang nguồn tin RSS"),
    Section(BOARD, "Bảng tin để in", "tờ bảng tin để in"),
    Section(SEARCH, "Tìm kiếm", "trang tìm kiếm"),
    Section(DESK, "Soạn bài", "trang soạn bài"),
)
"""The sections of the site; each kind of content is shown in one of them (`Kind.section`)."""

# Numbered pages, the years and months of the archive, lists filtered by one facet.
_GENERATED = re.compile(
    rf".*/{PAGE_WORD}/.*|{ARCHIVE}.+"
    rf"|{EXEMPLARS}(?:doi-tuong|linh-vuc|don-vi|nam|giai-doan)/.+"
    rf"|{DOCUMENTS}(?:loai|co-quan|nam|hieu-luc)/.+"
)

ALL_STORIES_FEED = "/rss/tat-ca.xml"
RADIO_FEED = "/rss/phat-thanh.xml"
ALL_FEEDS = "/rss/nguon-tin.opml"
AWARDS_FEED = "/rss/khen-thuong.xml"
AUDIO_FEED = "/rss/am-thanh.xml"
LATEST_AUDIO = "/am-thanh/moi-nhat.mp3"
WITHDRAWN_LIST = "/rss/rut-bai.json"
CALENDAR = "/su-kien/lich.ics"

OPEN_DATA_TABLES = ("tin-bai", "don-vi", "van-ban", "su-kien", "khen-thuong")
"""The names of the tables of the open data, in the order of the page."""


RESERVED = (
    *(RADIO, "/am-thanh/", "/assets/", "/schema/", FEEDS, SEARCH, OPEN_DATA, ARCHIVE, PRINTED),
    # What hosts, devices and the search of MkDocs have there.
    *("/search/", "/sitemap/", "/sw/", "/ngoai-tuyen/", "/404/"),
)
"""The folders of the site that hold what the program makes: no content has an address in them."""


def is_reserved(address: str) -> bool:
    """Return whether `address` lies in a folder that holds only what the program makes."""
    return address.startswith(RESERVED)


def is_generated(address: str) -> bool:
    """Return whether `address` is that of a list that the site makes; no record may have it."""
    return _GENERATED.fullmatch(address) is not None


def unit_address(key: str) -> str:
    """Return the address of the page of the unit `key`."""
    return f"{UNITS}{key}/"


def field_address(key: str) -> str:
    """Return the address of the page of the field `key`."""
    return f"{FIELDS}{key}/"


def script_address(story_address: str) -> str:
    """Return the address of the script of the story at `story_address`."""
    return RADIO + story_address.removeprefix("/")


def audio_address(day: dt.date, slug: str) -> str:
    """Return the fixed address of a recording of `day`, for software that fetches by date."""
    return f"/am-thanh/{day.year}/{day.isoformat()}-{slug}.mp3"


def month_address(year: int, month: int) -> str:
    """Return the address of the archive of a month, 01 to 12."""
    return f"{ARCHIVE}{year}/{month:02}/"


def printed_address(year: int, month: int, ending: str) -> str:
    """Return the address of a file of the printed bulletin of a month: "/ban-in/2026-11.pdf"."""
    return f"{PRINTED}{year}-{month:02}{ending}"


def year_address(year: int) -> str:
    """Return the address of the archive of a year."""
    return f"{ARCHIVE}{year}/"


def page_address(list_address: str, number: int) -> str:
    """Return the address of page `number` of a list; page 1 has the address of the list."""
    return list_address if number == 1 else f"{list_address}{PAGE_WORD}/{number}/"


def table_address(name: str, suffix: str) -> str:
    """Return the address of a file of the open data; `suffix` is csv or json."""
    return f"{OPEN_DATA}{name}.{suffix}"


def table_addresses() -> tuple[str, ...]:
    """Return the addresses of all files of the open data."""
    return tuple(
        table_address(name, suffix) for name in OPEN_DATA_TABLES for suffix in ("csv", "json")
    )


def podcast_of(feed: str) -> str:
    """Return the address of the podcast with the recordings of the stories of the feed `feed`."""
    if feed == ALL_STORIES_FEED:
        return AUDIO_FEED
    return f"{AUDIO_FEED.removesuffix('.xml')}/{feed.removeprefix('/rss/')}"


def campaign_feed(key: str) -> str:
    """Return the address of the feed of the campaign `key`."""
    return f"/rss/phong-trao/{key}.xml"


def unit_feed(key: str) -> str:
    """Return the address of the feed of the unit `key`."""
    return f"/rss/don-vi/{key}.xml"


def field_feed(key: str) -> str:
    """Return the address of the feed of the field `key`."""
    return f"/rss/linh-vuc/{key}.xml"


def year_feed(year: int) -> str:
    """Return the address of the feed with all stories of `year`."""
    return f"/rss/nam/{year}.xml"
