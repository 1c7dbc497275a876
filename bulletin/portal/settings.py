"""portal.yml, beside SOURCES.yml: whose portal this is. Every key may be left out."""

from __future__ import annotations

import datetime as dt

from pydantic import Field

from bulletin.content.problem_collector import ProblemCollector
from bulletin.content.source import read_text
from bulletin.errors import ContentError
from bulletin.model.bulletin import Bulletin
from bulletin.model.record import Record, validate
from bulletin.model.values import DataDay, Email, Line, Sentence, SiteRoot

SETTINGS_FILE = "portal.yml"


class PortalSettings(Record):
    """What the head and foot of each page say, and the address at which the portal is served."""

    name: Line = Field("Cổng thi đua, khen thưởng", description="tên của cổng")
    url: SiteRoot = Field(
        "https://cong.example/", description="địa chỉ trang chủ của cổng, có / ở cuối"
    )
    publisher: Line = Field("Cơ quan quản lý cổng", description="cơ quan quản lý cổng")
    governing_body: Line = Field("Cơ quan chủ quản cổng", description="cơ quan chủ quản")
    description: Sentence = Field(
        "Tin, bài, phong trào, khen thưởng của các bản tin, tìm và đọc ở một chỗ.",
        description="một câu giới thiệu, không quá 160 ký tự",
    )
    since: DataDay = Field(dt.date(2025, 7, 1), description="ngày mở cổng")
    address: Line | None = Field(None, description="địa chỉ trụ sở")
    email: Email | None = Field(None, description="thư điện tử")
    phone: Line | None = Field(None, description="điện thoại")


def read_settings(path: str, data: bytes | None) -> PortalSettings:
    """Return the settings; raises ContentError with all mistakes."""
    if data is None:
        return PortalSettings.model_validate({})
    collector = ProblemCollector()
    text, problems = read_text(path, data)
    collector.problems += problems
    tree = collector.parse_yaml(path, text, 1) if text is not None else None
    if tree is not None:
        found = validate(PortalSettings, tree.value or {})
        if isinstance(found, PortalSettings):
            return found
        collector.report(path, found)
    raise ContentError(collector.problems)


def make_publisher(settings: PortalSettings) -> Bulletin:
    """Return what templates know of a publisher: the portal's own."""
    return Bulletin.model_validate(
        {
            "publisher": settings.publisher,
            "governing_body": settings.governing_body,
            "authority": "cong.example",
            "since": settings.since.isoformat(),
            "description": settings.description,
            "attribution": "Tin, bài thuộc các bản tin được dẫn; cổng chỉ chép tên bài và tóm tắt.",
            "station": {"name": "Không có đài"},
            "time_zone": "Asia/Ho_Chi_Minh",
            "contact": {
                key: value
                for key in ("address", "email", "phone")
                if (value := getattr(settings, key)) is not None
            },
            "samples": False,
            "share_cards": False,
            "offline": False,
        }
    )
