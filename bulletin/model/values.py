"""The values that front matter is made of: a line of text, a day, a key, a yes or no.

Every scalar arrives as the text that the editor typed (content/yaml_tree.py keeps YAML from
guessing), so `no`, `0123` and `2024-02-30` are judged here and nowhere else. Each rule is worded
so that ", đang là '…'" can follow it.
"""

from __future__ import annotations

import datetime as dt
import re
from typing import Annotated
from zoneinfo import ZoneInfo

from pydantic import BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

KEY_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
ADDRESS_PATTERN = rf"/(?:{KEY_PATTERN}/)*"
FILE_NAME_PATTERN = r"[A-Za-z0-9][A-Za-z0-9._-]*"
PAGE_WORD = "trang"
"""The path segment of numbered list pages; no record may take it as its key."""

IDENTITY_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9/._-]*$"
EMAIL_PATTERN = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
DOMAIN_PATTERN = r"^[a-z0-9]+(?:[.-][a-z0-9]+)*$"
PATTERN_RULES = {
    IDENTITY_PATTERN: "phải là mã chỉ gồm chữ không dấu, số và / . _ - như exemplars/2024/ten-bai",
    EMAIL_PATTERN: "phải là địa chỉ thư điện tử như ban-tin@vi-du.example",
    DOMAIN_PATTERN: "phải là tên miền viết thường như thidua.vi-du.example",
}
"""What a value that does not match a pattern has to be, in words."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MINUTE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")


def broken_rule(message: str) -> PydanticCustomError:
    """Return the error that pydantic collects for a value that breaks the rule `message` words."""
    return PydanticCustomError("broken_rule", "{message}", {"message": message})


def _day(value: object) -> object:
    """Accept a real day written 2026-11-18."""
    if isinstance(value, str):
        try:
            if _DAY.fullmatch(value):
                return dt.date.fromisoformat(value)
        except ValueError:
            pass
        raise broken_rule("phải là ngày có thật dạng 2026-11-18")
    return value


def _moment(value: object) -> object:
    """Accept a real day, or a day and a minute of it, local time."""
    if isinstance(value, str):
        try:
            if _DAY.fullmatch(value) or _MINUTE.fullmatch(value):
                return dt.datetime.fromisoformat(value)
        except ValueError:
            pass
        # Who wrote no hour is told of the day alone: contract section 6 has these very words.
        with_hour = " hoặc 2026-11-18T07:30" if "T" in value.upper() or ":" in value else ""
        raise broken_rule(f"phải là ngày có thật dạng 2026-11-18{with_hour}")
    return value


def _flag(value: object) -> object:
    """Accept true or false and nothing that merely means it."""
    if isinstance(value, str):
        if value.lower() in {"true", "false"}:
            return value.lower() == "true"
        raise broken_rule("phải là true (có) hoặc false (không)")
    return value


def _key(value: object) -> object:
    """Accept a key of small letters without marks, digits and hyphens."""
    if isinstance(value, str) and (not re.fullmatch(KEY_PATTERN, value) or value == PAGE_WORD):
        raise broken_rule(
            "phải là khóa viết thường không dấu, các chữ cách nhau bằng gạch nối như nam-thai-a"
            if value != PAGE_WORD
            else "không được là từ dành riêng cho số trang"
        )
    return value


def _line(value: object) -> object:
    """Accept text that stands on one line."""
    if isinstance(value, str) and "\n" in value.strip():
        raise broken_rule("phải nằm trên một dòng")
    return value


def _clock_time(value: object) -> object:
    """Accept an hour and a minute of the day."""
    if isinstance(value, str):
        try:
            if re.fullmatch(r"\d{2}:\d{2}", value):
                return dt.time.fromisoformat(value)
        except ValueError:
            pass
        raise broken_rule("phải là giờ và phút dạng 05:00")
    return value


def _whole(value: object) -> object:
    """Accept a whole number written in figures."""
    if isinstance(value, str):
        if re.fullmatch(r"\d{1,6}", value):
            return int(value)
        raise broken_rule("phải là số nguyên viết bằng chữ số")
    return value


def _file_name(value: object) -> object:
    """Accept the name of a file beside the story: no folders, no spaces, no marks."""
    if isinstance(value, str) and not re.fullmatch(FILE_NAME_PATTERN, value):
        raise broken_rule(
            "phải là tên một tệp nằm cạnh bài, chỉ gồm chữ không dấu, số, dấu chấm và gạch nối"
        )
    return value


def _address(value: object) -> object:
    """Accept a path of the site that ends in a slash."""
    if isinstance(value, str) and not re.fullmatch(ADDRESS_PATTERN, value):
        raise broken_rule(
            "phải là đường dẫn trên trang, có / ở đầu và cuối, như /dien-hinh/2024/ten-bai/"
        )
    return value


def _zone(value: object) -> object:
    """Accept the name of a time zone of the tz database."""
    if isinstance(value, str):
        try:
            return ZoneInfo(value)
        except (ValueError, OSError, LookupError):
            raise broken_rule("phải là tên múi giờ như Asia/Ho_Chi_Minh") from None
    return value


def _site_root(value: object) -> object:
    """Accept an absolute http(s) address that ends in a slash."""
    if isinstance(value, str) and not re.fullmatch(r"https?://[^\s/]+(?:/[^\s]*)?/", value):
        raise broken_rule(
            "phải là địa chỉ http(s) có / ở cuối, như https://vi-du.example/kho/edit/main/"
        )
    return value


def _no_formula(value: object) -> object:
    """Accept text that a spreadsheet program would not run: it stands in the open data too."""
    if isinstance(value, str) and value.lstrip()[:1] in tuple("=+-@"):
        raise broken_rule("không được bắt đầu bằng = + - @ (bảng tính sẽ hiểu là công thức)")
    return value


def _filled(longest: int | None = None) -> StringConstraints:
    """Text that is not empty, nor longer than `longest`; the space around it does not count.

    In an annotation it comes before the validators, which wrap it: pydantic would otherwise look
    at the length first and strip afterwards.
    """
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=longest)


Text = Annotated[str, _filled()]
"""Text that may run over several lines."""

Line = Annotated[str, _filled(), BeforeValidator(_line)]
"""Text on one line."""

Sentence = Annotated[str, _filled(160), BeforeValidator(_line)]
"""What search engines and social media show of a whole site."""

Summary = Annotated[str, _filled(400)]
"""One to three sentences: listings, feeds, social cards, the radio's lead-in."""

Title = Annotated[str, _filled(150), BeforeValidator(_line), BeforeValidator(_no_formula)]
"""The one line by which something is known: shown everywhere, and a cell of the open data."""

Name = Annotated[str, _filled(), BeforeValidator(_line), BeforeValidator(_no_formula)]
"""A name on one line that also stands in the open data."""

Key = Annotated[
    str, BeforeValidator(_key), WithJsonSchema({"type": "string", "pattern": f"^{KEY_PATTERN}$"})
]
Day = Annotated[dt.date, BeforeValidator(_day)]
Moment = Annotated[
    dt.datetime,
    BeforeValidator(_moment),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$"}),
]
"""Local time in the bulletin's zone; midnight when only the day was written."""

ClockTime = Annotated[dt.time, BeforeValidator(_clock_time)]
Whole = Annotated[int, BeforeValidator(_whole)]
Flag = Annotated[bool, BeforeValidator(_flag)]
FileName = Annotated[
    str,
    BeforeValidator(_file_name),
    WithJsonSchema({"type": "string", "pattern": f"^{FILE_NAME_PATTERN}$"}),
]
Address = Annotated[
    str,
    BeforeValidator(_address),
    WithJsonSchema({"type": "string", "pattern": f"^{ADDRESS_PATTERN}$"}),
]
Zone = Annotated[ZoneInfo, BeforeValidator(_zone), WithJsonSchema({"type": "string"})]
SiteRoot = Annotated[str, BeforeValidator(_site_root)]
Email = Annotated[str, StringConstraints(pattern=EMAIL_PATTERN)]
Domain = Annotated[str, StringConstraints(pattern=DOMAIN_PATTERN)]
Identity = Annotated[str, StringConstraints(pattern=IDENTITY_PATTERN)]
