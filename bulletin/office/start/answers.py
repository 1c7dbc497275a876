"""What a new bulletin has to know of its publisher and its place, read from what people type."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import urlsplit

from bulletin.vietnamese.normalise import normalise
from bulletin.vietnamese.slug import slug

PROVINCES: Final = ("tỉnh", "thành phố")
COMMUNES: Final = ("xã", "phường", "đặc khu")
TYPES: Final = (
    *PROVINCES, *COMMUNES, "huyện", "quận", "thị xã", "thị trấn", "ấp", "khu phố", "khóm",
    "khu vực", "thôn", "tổ dân phố", "bản", "buôn", "làng", "xóm",
)  # fmt: skip
"""The types of units, of today and of old."""

_CODE = re.compile(r"(?P<code>\d{1,5})(?:[\s:;,.-]+(?P<name>\D.*))?")


class NotStarted(Exception):
    """Why nothing was changed, in one Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class NewUnit:
    """A unit as it is named: "Xã Hoa Sen", of type "xã"; `code` is that of the national list."""

    name: str
    type: str
    code: str | None = None

    @property
    def key(self) -> str:
        """The key of the unit in units.yml."""
        return slug(self.name)

    @property
    def name_in_text(self) -> str:
        """The name in running text, with a small common noun: "xã Hoa Sen"."""
        return self.type + self.name[len(self.type) :]


@dataclass(frozen=True, slots=True)
class Answers:
    """All that is asked. `province` is the unit above the place, `units` those below it."""

    place: NewUnit
    site_url: str
    since: dt.date
    province: NewUnit | None = None
    units: tuple[NewUnit, ...] = ()
    site_name: str = ""
    publisher: str = ""
    governing_body: str = ""
    station: str = ""
    authority: str = ""
    description: str = ""
    edit_url: str = ""
    address: str = ""
    email: str = ""
    responsible: str = ""
    phone: str = ""


def make_answers(
    typed: Mapping[str, str],
    units: Sequence[str],
    today: dt.date,
    official: Mapping[str, str] | None = None,
) -> Answers:
    """Return the answers to what was typed; what is empty gets the usual value.

    `official` are the names of units by their codes, for units that are given by code alone.
    Raises NotStarted.
    """
    typed = {key: " ".join(normalise(value).split()) for key, value in typed.items()}
    official = official or {}
    place = parse_unit(typed.get("place", ""), official, typed.get("level", ""))
    above = typed.get("province")
    found = Answers(
        place=place,
        site_url=check_site_url(typed.get("site_url", "")),
        since=today,
        province=parse_unit(above, official, "tỉnh") if above else None,
        units=tuple(parse_unit(unit, official) for unit in units if unit.strip()),
        **{key: typed.get(key) or value for key, value in find_defaults(place, typed).items()},
        **{
            key: typed.get(key, "")
            for key in ("edit_url", "address", "email", "phone", "responsible")
        },
    )
    keys = [unit.key for unit in iter_units(found)]
    for number, key in enumerate(keys):
        if key in keys[:number]:
            raise NotStarted(f"đơn vị '{iter_units(found)[number].name}' ghi hai lần")
    return found


def iter_units(answers: Answers) -> Sequence[NewUnit]:
    """Return the units from above to below."""
    above = [answers.province] if answers.province else []
    return [*above, answers.place, *answers.units]


def find_defaults(place: NewUnit, typed: Mapping[str, str]) -> dict[str, str]:
    """Return what is usual for a place, by the name of the answer."""
    name = place.name_in_text
    # Circular 10/2025/TT-BNV gives emulation and commendation in a commune to this office.
    office = "Phòng Văn hóa - Xã hội" if place.type in COMMUNES else "Cơ quan thi đua, khen thưởng"
    return {
        "site_name": f"Bản tin thi đua, khen thưởng {name}",
        "publisher": f"{office} {name}",
        "governing_body": f"Ủy ban nhân dân {name}",
        "station": f"Đài Truyền thanh {name}",
        "authority": urlsplit(typed.get("site_url", "")).hostname or "",
        "description": "Người thật, việc thật và cách làm hay trong các phong trào thi đua yêu "
        f"nước ở {name}.",
    }


def parse_unit(text: str, official: Mapping[str, str], level: str = "") -> NewUnit:
    """Return the unit that "Xã Hoa Sen", "30985: Xã Hoa Sen" or a code of `official` means.

    `level` is the type of a name that begins with none. Raises NotStarted.
    """
    text = " ".join(normalise(text).split())
    code = None
    if found := _CODE.fullmatch(text):
        code, text = found["code"], found["name"] or official.get(found["code"], "")
        if not text:
            raise NotStarted(
                f"không biết tên đơn vị mang mã {code}; ghi cả tên: --unit '{code}: Xã Hoa Sen', "
                "hoặc đưa danh mục bằng --unit-list"
            )
    if not text:
        raise NotStarted("thiếu tên nơi của bản tin; ghi --place 'Xã Hoa Sen'")
    lowered, level = text.casefold(), level.casefold()
    for kind in sorted(TYPES, key=len, reverse=True):
        if lowered.startswith(f"{kind} "):
            return NewUnit(kind[0].upper() + kind[1:] + text[len(kind) :], kind, code)
    if level not in TYPES:
        raise NotStarted(
            f"'{text}' là xã, phường hay ấp? Ghi cả loại, như 'Xã Hoa Sen'; "
            f"có các loại: {', '.join(TYPES)}"
        )
    return NewUnit(f"{level[0].upper()}{level[1:]} {text}", level, code)


NATIONAL_LIST: Final = Path(__file__).with_name("national_units.csv")
"""Codes and names of the 34 provinces and 3,321 communes since 1 July 2025.

They are those of Decision 19/2025/QĐ-TTg of 30 June 2025, as the open library vietnam-provinces
2025.10.1 has them from the statistics office. The numbers of units and the codes in
content/data/units.yml agree; the whole list was not compared with the decision.
"""


def parse_unit_list(text: str) -> dict[str, str]:
    """Return the names of units by their codes, from lines of "code, name" with any separator."""
    found = {}
    for line in normalise(text).splitlines():
        cells = [cell.strip().strip('"') for cell in re.split(r"[\t;,|]", line)]
        if len(cells) > 1 and cells[0].isdecimal():
            found[cells[0]] = cells[1]
    return found


def check_site_url(url: str) -> str:
    """Return the address with a slash at its end; raises NotStarted."""
    if not url:
        raise NotStarted("thiếu địa chỉ của trang; ghi --site-url https://thidua.xa-minh.gov.vn/")
    if not re.fullmatch(r"https?://[a-z0-9.-]+(?::\d+)?(?:/[\w.~-]+)*/?", url):
        raise NotStarted(f"địa chỉ của trang có dạng https://ten-mien/, đang là '{url}'")
    return url.rstrip("/") + "/"
