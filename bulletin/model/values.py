"""The types of values in front matter: a line of text, a day, a key, true or false, and so on.

Every scalar arrives as the text that the editor typed, because content/yaml/tree.py does not let
YAML guess types. So `no`, `0123` and `2024-02-30` are validated here and only here. The text of
each rule is such that ", đang là '…'" can follow it.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Callable
from typing import Annotated, Any, SupportsIndex
from zoneinfo import ZoneInfo

from pydantic import AfterValidator, BeforeValidator, StringConstraints, WithJsonSchema
from pydantic_core import PydanticCustomError

from bulletin.engine.safe_pickle import restores_values
from bulletin.model.addresses import PAGE_WORD
from bulletin.model.editor_words import guess_flag
from bulletin.vietnamese.look_alikes import plain_form
from bulletin.vietnamese.slug import slug
from bulletin.vietnamese.written_dates import (
    format_moment,
    is_one_date,
    read_date,
    read_time,
)

KEY_PATTERN = r"[a-z0-9]+(?:-[a-z0-9]+)*"
ADDRESS_PATTERN = rf"/(?:{KEY_PATTERN}/)*"
FILE_NAME_PATTERN = r"[A-Za-z0-9][A-Za-z0-9._-]*"
HOST_PATH_PATTERN = r"\.?[A-Za-z0-9_][A-Za-z0-9._-]*(?:/\.?[A-Za-z0-9_][A-Za-z0-9._-]*)*/?"
WEB_ADDRESS_PATTERN = r"https://[A-Za-z0-9-]+(?:\.[A-Za-z0-9-]+)+(?::\d+)?(?:[/?#][^\s<>\"'`\\]*)?"
IDENTITY_PATTERN = r"^[A-Za-z0-9][A-Za-z0-9/._-]*$"
EMAIL_PATTERN = r"^[^@\s]+@[^@\s]+\.[^@\s]+$"
DOMAIN_PATTERN = r"^[a-z0-9]+(?:[.-][a-z0-9]+)*$"
PATTERN_RULES = {
    IDENTITY_PATTERN: "phải là mã chỉ gồm chữ không dấu, số và / . _ - như exemplars/2024/ten-bai",
    EMAIL_PATTERN: "phải là địa chỉ thư điện tử như ban-tin@vi-du.example",
    DOMAIN_PATTERN: "phải là tên miền viết thường như thidua.vi-du.example",
}
"""The rule of each pattern in words."""

_DAY = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}")
_MINUTE = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}")


def rule_error(
    message: str, guess: str | None = None, *, is_sure: bool = False
) -> PydanticCustomError:
    """Return an error for pydantic to collect; `message` is the broken rule in Vietnamese.

    `guess` is the value that was probably meant, if that is known; `is_sure` when nothing else can
    be.
    """
    context = {"message": message, "guess": guess, "is_sure": is_sure}
    return PydanticCustomError("broken_rule", "{message}", context)


FIRST_YEAR, LAST_YEAR = 1700, 2200
"""The years that a day may have: near the years 1 and 9999 no time zone can be reckoned.

Of content files a rule judges them (content/faults/leftovers.py, content/rules/whole.py)."""

LONGEST_KEY = 100
LONGEST_ADDRESS = 200
"""Letters: the name of a file may have 255 bytes, and a key is a part of such a name."""


def _check_year(day: dt.date) -> dt.date:
    if not FIRST_YEAR <= day.year <= LAST_YEAR:
        raise rule_error(f"phải là năm từ {FIRST_YEAR} đến {LAST_YEAR}")
    return day


def _parse_day(value: object) -> object:
    """Accept an existing day in the form 2026-11-18."""
    if isinstance(value, str):
        try:
            if _DAY.fullmatch(value):
                return dt.date.fromisoformat(value)
        except ValueError:
            pass
        meant = read_date(value)
        guess = meant and meant.day.isoformat()
        is_sure = is_one_date(value) and meant is not None and meant.time is None
        raise rule_error("phải là ngày có thật dạng 2026-11-18", guess, is_sure=is_sure)
    return value


def _parse_moment(value: object) -> object:
    """Accept an existing day, with or without hour and minute (local time)."""
    if isinstance(value, str):
        try:
            if _DAY.fullmatch(value) or _MINUTE.fullmatch(value):
                return dt.datetime.fromisoformat(value)
        except ValueError:
            pass
        # For a value without an hour the message is the one in docs-dev/contract.md, "Errors".
        meant = read_date(value)
        has_hour = re.search(r":|\dT", value) or (meant is not None and meant.time is not None)
        with_hour = " hoặc 2026-11-18T07:30" if has_hour else ""
        guess = format_moment(meant) if meant else None
        rule = f"phải là ngày có thật dạng 2026-11-18{with_hour}"
        raise rule_error(rule, guess, is_sure=is_one_date(value))
    return value


class WrittenMoment(dt.datetime):
    """A local time that knows whether its hour was written.

    Without an hour it is the midnight at which the day begins: 2026-12-25 is a day, and
    2026-12-25T00:00 is the first minute of it. The two are equal, as moments are.
    """

    has_hour: bool = True

    @classmethod
    def parse(cls, written: str) -> WrittenMoment:
        """Return the moment of 2026-12-25 or 2026-12-25T00:00; raises ValueError."""
        moment = cls.fromisoformat(written)
        moment.has_hour = "T" in written
        return moment

    def __repr__(self) -> str:
        """Return what differs for a day and for its midnight."""
        return f"WrittenMoment.parse({self.written!r})"

    def __reduce__(self) -> tuple[Callable[[str], WrittenMoment], tuple[str]]:
        """Pickle what was written."""
        return restore_moment, (self.written,)

    def __reduce_ex__(self, protocol: SupportsIndex) -> Any:
        """Do the same: `datetime` has a way of its own to be pickled."""
        return self.__reduce__()

    @property
    def written(self) -> str:
        """The moment as in the front matter: with hour and minute if they were written."""
        return self.isoformat(timespec="minutes") if self.has_hour else self.date().isoformat()


@restores_values
def restore_moment(written: str) -> WrittenMoment:
    """Return the moment that was pickled."""
    return WrittenMoment.parse(written)


def _parse_written_moment(value: object) -> object:
    """Accept what `_parse_moment` accepts, and keep whether an hour was written."""
    if isinstance(_parse_moment(value), dt.datetime) and isinstance(value, str):
        return WrittenMoment.parse(value)
    return value


def _parse_flag(value: object) -> object:
    """Accept true or false only, and not yes, no, 1 or 0."""
    if isinstance(value, str):
        if value.lower() in {"true", "false"}:
            return value.lower() == "true"
        raise rule_error("phải là true (có) hoặc false (không)", guess_flag(value), is_sure=True)
    return value


def _check_key(value: object) -> object:
    """Accept a key: small letters without diacritics, digits and hyphens."""
    if isinstance(value, str) and (not re.fullmatch(KEY_PATTERN, value) or value == PAGE_WORD):
        if value == PAGE_WORD:
            raise rule_error("không được là từ dành riêng cho số trang")
        rule = "phải là khóa viết thường không dấu, các chữ cách nhau bằng gạch nối"
        plain = plain_form(value)
        is_sure = re.fullmatch(KEY_PATTERN, plain.lower()) is not None
        raise rule_error(rule, slug(plain), is_sure=is_sure)
    if isinstance(value, str) and len(value) > LONGEST_KEY:
        raise rule_error(f"không được dài quá {LONGEST_KEY} ký tự")
    return value


def _check_line(value: object) -> object:
    """Accept text without line ends."""
    if isinstance(value, str) and "\n" in value.strip():
        raise rule_error("phải nằm trên một dòng")
    return value


def _parse_clock_time(value: object) -> object:
    """Accept an hour and a minute of the day."""
    if isinstance(value, str):
        try:
            if re.fullmatch(r"\d{2}:\d{2}", value):
                return dt.time.fromisoformat(value)
        except ValueError:
            pass
        meant = read_time(value)
        raise rule_error("phải là giờ và phút dạng 05:00", f"{meant:%H:%M}" if meant else None)
    return value


def _parse_whole(value: object) -> object:
    """Accept a whole number of at most six digits."""
    if isinstance(value, str):
        if re.fullmatch(r"\d{1,6}", value):
            return int(value)
        found = re.fullmatch(r"\D*?(\d{1,6})\D*", plain_form(value))
        raise rule_error("phải là số nguyên viết bằng chữ số", found and found[1])
    return value


def _check_file_name(value: object) -> object:
    """Accept the name of a file beside the story: no folders, no spaces, no diacritics."""
    if isinstance(value, str) and not re.fullmatch(FILE_NAME_PATTERN, value):
        stem, dot, ending = re.split(r"[/\\\\]", plain_form(value))[-1].rpartition(".")
        guess = f"{slug(stem)}.{slug(ending)}" if dot and slug(stem) and slug(ending) else None
        rule = "phải là tên một tệp nằm cạnh bài, chỉ gồm chữ không dấu, số, dấu chấm và gạch nối"
        raise rule_error(rule, guess)
    return value


def _check_address(value: object) -> object:
    """Accept a site path that begins and ends with a slash."""
    if isinstance(value, str) and not re.fullmatch(ADDRESS_PATTERN, value):
        rule = "phải là đường dẫn trên trang, có / ở đầu và cuối, như /dien-hinh/2024/ten-bai/"
        path = re.sub(r"^[a-z]+://[^/]*|[?#].*$", "", plain_form(value))
        steps = [slug(step) for step in path.removesuffix("index.html").split("/")]
        guess = "".join(f"/{step}" for step in steps if step) + "/"
        raise rule_error(rule, guess if guess.count("/") > 2 else None)
    if isinstance(value, str):
        check_length_of_address(value)
    return value


def check_length_of_address(address: str) -> None:
    """Raise the error of an address that is too long to be the path of a file."""
    if len(address) > LONGEST_ADDRESS:
        raise rule_error(f"không được dài quá {LONGEST_ADDRESS} ký tự")


def _check_host_path(value: object) -> object:
    """Accept the path of a file or folder inside the site; a slash at its end is left out."""
    if isinstance(value, str):
        if not re.fullmatch(HOST_PATH_PATTERN, value):
            raise rule_error("phải là đường dẫn trong trang như google12ab.html hoặc .well-known")
        return value.rstrip("/")
    return value


def _parse_zone(value: object) -> object:
    """Accept the name of a time zone in the tz database."""
    if isinstance(value, str):
        try:
            return ZoneInfo(value)
        except (ValueError, OSError, LookupError):
            raise rule_error("phải là tên múi giờ như Asia/Ho_Chi_Minh") from None
    return value


def _check_site_root(value: object) -> object:
    """Accept an http or https URL that ends with a slash."""
    if isinstance(value, str) and not re.fullmatch(r"https?://[^\s/]+(?:/[^\s]*)?/", value):
        raise rule_error(
            "phải là địa chỉ http(s) có / ở cuối, như https://vi-du.example/kho/edit/main/"
        )
    return value


def _check_web_address(value: object) -> object:
    """Accept the https address of one page: without spaces, with the name of a host."""
    if isinstance(value, str) and not re.fullmatch(WEB_ADDRESS_PATTERN, value.strip()):
        bare = re.sub(r"^(?:[a-z]+:)?/*", "", value.strip(), flags=re.IGNORECASE)
        guess = f"https://{bare}"
        raise rule_error(
            "phải là địa chỉ https đầy đủ, như https://vanban.chinhphu.vn/?docid=1234",
            guess if re.fullmatch(WEB_ADDRESS_PATTERN, guess) else None,
        )
    return value


def _check_no_formula(value: object) -> object:
    """Accept text that a spreadsheet does not run as a formula: it is in the open data too."""
    if isinstance(value, str) and value.lstrip()[:1] in tuple("=+-@"):
        raise rule_error("không được bắt đầu bằng = + - @ (bảng tính sẽ hiểu là công thức)")
    return value


def _limit_text(longest: int | None = None) -> StringConstraints:
    """Return a constraint: text of 1 to `longest` characters, not counting space around it.

    In an annotation this must be left of the validators: otherwise pydantic checks the length first
    and strips the space afterwards.
    """
    return StringConstraints(strip_whitespace=True, min_length=1, max_length=longest)


Text = Annotated[str, _limit_text(50_000)]
"""Text of one or more lines: at most an hour when it is read aloud."""

Line = Annotated[str, _limit_text(1_000), BeforeValidator(_check_line)]
"""Text on one line."""

Sentence = Annotated[str, _limit_text(160), BeforeValidator(_check_line)]
"""The description of the site for search engines and social media."""

Summary = Annotated[str, _limit_text(400)]
"""One to three sentences: for lists, feeds, search engines, and the lead-in on the radio."""

Title = Annotated[
    str,
    _limit_text(150),
    BeforeValidator(_check_line),
    BeforeValidator(_check_no_formula),
]
"""A title on one line: shown everywhere, also in the open data."""

Name = Annotated[
    str, _limit_text(1_000), BeforeValidator(_check_line), BeforeValidator(_check_no_formula)
]
"""A name on one line that is in the open data too."""

ShortName = Annotated[
    str, _limit_text(150), BeforeValidator(_check_line), BeforeValidator(_check_no_formula)
]
"""A name that is also a part of an address: there is a list of what has it."""

Key = Annotated[
    str,
    BeforeValidator(_check_key),
    WithJsonSchema({"type": "string", "pattern": f"^{KEY_PATTERN}$"}),
]
Reference = Annotated[
    str,
    _limit_text(),
    BeforeValidator(_check_line),
    WithJsonSchema({"type": "string", "pattern": f"^{KEY_PATTERN}$"}),
]
"""The key of something else. A rule looks for it among what exists (content/rules/), because only
there "Xã Mẫu Một" can be recognised as xa-mau-mot."""

Day = Annotated[dt.date, BeforeValidator(_parse_day)]
DataDay = Annotated[Day, AfterValidator(_check_year)]
"""A day in a data file."""

Moment = Annotated[
    dt.datetime,
    BeforeValidator(_parse_moment),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$"}),
]
"""Local time in the bulletin's zone; midnight when only the day was written."""

EventMoment = Annotated[
    WrittenMoment,
    BeforeValidator(_parse_written_moment),
    WithJsonSchema({"type": "string", "pattern": r"^\d{4}-\d{2}-\d{2}(T\d{2}:\d{2})?$"}),
]
"""Local time in the bulletin's zone, or a day: see `WrittenMoment`."""

ClockTime = Annotated[dt.time, BeforeValidator(_parse_clock_time)]
Whole = Annotated[int, BeforeValidator(_parse_whole)]
Flag = Annotated[bool, BeforeValidator(_parse_flag)]
FileName = Annotated[
    str,
    BeforeValidator(_check_file_name),
    WithJsonSchema({"type": "string", "pattern": f"^{FILE_NAME_PATTERN}$"}),
]
HostPath = Annotated[
    str,
    BeforeValidator(_check_host_path),
    WithJsonSchema({"type": "string", "pattern": f"^{HOST_PATH_PATTERN}$"}),
]
Address = Annotated[
    str,
    BeforeValidator(_check_address),
    WithJsonSchema({"type": "string", "pattern": f"^{ADDRESS_PATTERN}$"}),
]
Zone = Annotated[ZoneInfo, BeforeValidator(_parse_zone), WithJsonSchema({"type": "string"})]
SiteRoot = Annotated[str, BeforeValidator(_check_site_root)]
WebAddress = Annotated[
    str,
    _limit_text(1000),
    BeforeValidator(_check_web_address),
    WithJsonSchema({"type": "string", "format": "uri", "pattern": "^https://"}),
]
"""The address of a page of another site; https only, because it becomes a link."""

Email = Annotated[str, StringConstraints(pattern=EMAIL_PATTERN)]
Domain = Annotated[str, StringConstraints(pattern=DOMAIN_PATTERN)]
Identity = Annotated[str, StringConstraints(pattern=IDENTITY_PATTERN)]
