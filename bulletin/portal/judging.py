"""The judge of what a bulletin says: bytes go in, rows of the model and faults come out.

Whoever answers at a bulletin's address may send anything. Nothing here reads the clock, the disk or
the network, and no input makes it fail: what cannot be judged is a fault, in words for the office.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from hashlib import sha256
from typing import Any, NoReturn, TypeVar

from pydantic import TypeAdapter, ValidationError

from bulletin.model.catalog import (
    FORMAT,
    MOST_ROWS,
    ROW_MODELS,
    VERSION,
    Catalog,
    CatalogValue,
    DocumentCard,
    EventCard,
    PartitionKind,
    PartitionLink,
    StoryCard,
    WithdrawalCard,
)

R = TypeVar("R", bound=CatalogValue)

MOST_CATALOG_BYTES = 1_000_000
MOST_WITHDRAWAL_BYTES = 4_000_000
MOST_WITHDRAWALS = 20_000

MOST_OF_KIND = {
    PartitionKind.CAMPAIGNS: 500,
    PartitionKind.FIELDS: 200,
    PartitionKind.NUMBERS: 300,
}
"""Rows of kinds that each have a page in the portal: what comes after them is left out."""

_DEEPEST = 12
_SHOWN_FAULTS = 5
_LONGEST_QUOTE = 60

# Control characters, overrides of direction, tags, private use, halves of surrogate pairs. Line
# ends and tabs are allowed here; the models that want one line refuse them.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ue000-\uf8ff"
    "\ufff9-\ufffb\U000e0000-\U000e007f\U000f0000-\U0010ffff]"
)


class Unusable(Exception):
    """What was sent cannot be used at all; the message is a sentence in Vietnamese."""


@dataclass(frozen=True, slots=True)
class Judged:
    """The rows that hold, in their order, and what is wrong with those that were left out."""

    rows: tuple[Any, ...]
    faults: tuple[str, ...] = ()


def judge_catalog(data: bytes) -> Catalog:
    """Return the catalog; raises Unusable."""
    value = parse(data)
    if not isinstance(value, Mapping) or value.get("format") != FORMAT:
        raise Unusable("danh mục không đúng dạng")
    version = value.get("version")
    if version != VERSION or isinstance(version, bool):
        raise Unusable(f"danh mục thuộc phiên bản {_quote(version)}, cổng chỉ đọc được {VERSION}")
    try:
        catalog = Catalog.model_validate(_clean(value))
    except (ValidationError, _Forbidden) as error:
        raise Unusable(f"danh mục sai: {_describe(error)}") from None
    names = [(link.kind, link.year) for link in catalog.partitions]
    paths = [link.path for link in catalog.partitions]
    if len(set(names)) < len(names) or len(set(paths)) < len(paths):
        raise Unusable("danh mục kể một phần hai lần")
    return catalog


def judge_partition(link: PartitionLink, data: bytes) -> Judged:
    """Return the rows of the partition that `link` names; raises Unusable.

    A row that is not what the model says, or comes a second time, is left out.
    """
    if len(data) != link.bytes or sha256(data).hexdigest() != link.sha256:
        raise Unusable(f"{link.path}: không đúng dấu vân tay ghi trong danh mục")
    value = parse(data)
    rows = value.get("rows") if isinstance(value, Mapping) else None
    if not isinstance(rows, list) or len(rows) > MOST_ROWS:
        raise Unusable(f"{link.path}: không có danh sách rows")
    return judge_rows(link.kind, link.year, rows)


def judge_rows(kind: PartitionKind, year: int | None, rows: Sequence[object]) -> Judged:
    """Return the rows of a kind and year that are what the model says, each once."""
    most = MOST_OF_KIND.get(kind, MOST_ROWS)
    judged = _judge_each(ROW_MODELS[kind], rows[:most], str(kind))
    kept: list[Any] = []
    faults = list(judged.faults)
    if len(rows) > most:
        faults.append(f"{kind}: có {len(rows)} dòng, chỉ lấy {most} dòng đầu")
    seen: set[object] = set()
    for row in judged.rows:
        names = _names_of(row)
        if year is not None and _year_of(row) != year:
            faults.append(f"{kind}: {_quote(row.title)} không thuộc năm {year}")
        elif seen.intersection(names):
            faults.append(f"{kind}: {_quote(names[0])} có hai lần")
        else:
            seen.update(names)
            kept.append(row)
    return Judged(tuple(kept), shorten_faults(faults))


def judge_withdrawals(data: bytes) -> Judged:
    """Return what a bulletin says was withdrawn (/rss/rut-bai.json); raises Unusable."""
    value = parse(data)
    if not isinstance(value, list) or len(value) > MOST_WITHDRAWALS:
        raise Unusable("danh sách bài đã rút không đúng dạng")
    return _judge_each(WithdrawalCard, value, "bài đã rút")


def parse(data: bytes) -> Any:
    """Return the JSON value of `data`; raises Unusable."""
    try:
        return json.loads(data.decode("utf-8"), parse_constant=_refuse_constant)
    except (ValueError, RecursionError):
        raise Unusable("không phải JSON đọc được") from None


def shorten_faults(faults: Sequence[str]) -> tuple[str, ...]:
    """Return the first faults, and how many more there are."""
    if len(faults) <= _SHOWN_FAULTS:
        return tuple(faults)
    return (*faults[:_SHOWN_FAULTS], f"và {len(faults) - _SHOWN_FAULTS} chỗ sai khác")


def find_suspicion(before: int, now: int, withdrawn: int) -> str | None:
    """Return why a new copy is not believed: it lost more than half of its real stories at once.

    `withdrawn` stories are known to be gone. A small bulletin may lose four.
    """
    lost = before - withdrawn - now
    if lost < 5 or now * 2 >= before - withdrawn:
        return None
    return f"đột nhiên chỉ còn {now} trong {before} tin, bài; giữ bản cũ đến khi có người xác nhận"


class _Forbidden(ValueError):
    """A text holds a character that no page may hold, or values are nested too deeply."""


def _refuse_constant(name: str) -> NoReturn:
    raise ValueError(name)


def _clean(value: object, depth: int = 0) -> Any:
    """Return `value` with its texts in NFC; raises _Forbidden."""
    if depth > _DEEPEST:
        raise _Forbidden("lồng nhau quá sâu")
    if isinstance(value, str):
        if _FORBIDDEN.search(value):
            raise _Forbidden("có ký tự điều khiển hoặc ký tự ẩn")
        return unicodedata.normalize("NFC", value)
    if isinstance(value, Mapping):
        return {_clean(key): _clean(one, depth + 1) for key, one in value.items()}
    if isinstance(value, list):
        return [_clean(one, depth + 1) for one in value]
    return value


def _judge_each(model: type[R], rows: Iterable[object], where: str) -> Judged:
    judge = TypeAdapter(model).validate_python
    kept: list[R] = []
    faults: list[str] = []
    for number, raw in enumerate(rows, 1):
        try:
            kept.append(judge(_clean(raw)))
        except (ValidationError, _Forbidden) as error:
            faults.append(f"{where}, dòng {number}: {_describe(error)}")
        except (ValueError, OverflowError, RecursionError):
            faults.append(f"{where}, dòng {number}: không đúng dạng")
    return Judged(tuple(kept), shorten_faults(faults))


def _describe(error: Exception) -> str:
    if not isinstance(error, ValidationError):
        return str(error)
    first = error.errors(include_url=False, include_context=True)[0]
    where = ".".join(str(step) for step in first["loc"])
    context = first.get("ctx", {})
    rule = context.get("message") if first["type"] == "broken_rule" else None
    return f"{_quote(where)}: {rule or 'không đúng dạng'}"


def _names_of(row: Any) -> tuple[object, ...]:
    if isinstance(row, StoryCard | EventCard):
        return (row.address, ("id", row.id))
    if isinstance(row, DocumentCard):
        return (row.address, ("key", row.key))
    return (getattr(row, "key", None) or getattr(row, "year", None),)


def _year_of(row: Any) -> int | None:
    if isinstance(row, StoryCard):
        return row.date.year
    return row.start.year if isinstance(row, EventCard) else None


def _quote(value: object) -> str:
    """Return a value as a short text that can be printed."""
    text = " ".join(_FORBIDDEN.sub("�", str(value)[:1_000]).split())
    return f"'{text[:_LONGEST_QUOTE]}{'…' if len(text) > _LONGEST_QUOTE else ''}'"
