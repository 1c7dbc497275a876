"""SOURCES.yml: the bulletins of a portal, one entry each."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated
from urllib.parse import urlsplit

from pydantic import AfterValidator, Field

from bulletin.content.problem_collector import ProblemCollector
from bulletin.content.source import read_text
from bulletin.errors import ContentError
from bulletin.model.record import Mistake, Record, validate
from bulletin.model.values import Key, Line, Name, rule_error
from bulletin.vietnamese.slug import slug

MOST_SOURCES = 5_000

_TAKEN = frozenset({"ten-cu", "trang"})
"""Keys under which the portal has pages of its own beside those of bulletins."""


def _check_location(value: str) -> str:
    """Accept the URL of a site's root, or a folder."""
    if "://" not in value:
        return value
    try:
        parts = urlsplit(value)
        port = parts.port
    except ValueError:
        parts, port = urlsplit(""), None
    if (
        parts.scheme not in {"http", "https"}
        or not parts.hostname
        or parts.username is not None
        or parts.query
        or parts.fragment
        or port == 0
        or re.search(r"[\s\\]", value)
    ):
        raise rule_error(
            "phải là địa chỉ http(s) của trang chủ bản tin, như https://thidua.xa-mau.example/"
        )
    return value.rstrip("/") + "/"


class SourceEntry(Record):
    """An entry of SOURCES.yml."""

    name: Name = Field(description="tên của bản tin trên cổng, như Xã An Biên")
    url: Annotated[Line, AfterValidator(_check_location)] = Field(
        description="địa chỉ trang chủ của bản tin, hoặc thư mục chứa trang đã dựng"
    )
    unit: Key | None = Field(None, description="khóa đơn vị của bản tin, trong units.yml của nó")


@dataclass(frozen=True, slots=True)
class Source:
    """A bulletin of the portal. `key` names it in addresses and in the store."""

    key: str
    name: str
    url: str
    unit: str | None = None

    @property
    def is_folder(self) -> bool:
        """Whether the bulletin is read from a folder."""
        return "://" not in self.url


def read_sources(path: str, data: bytes) -> tuple[Source, ...]:
    """Return the bulletins in the order of the file; raises ContentError with all mistakes."""
    collector = ProblemCollector()
    text, problems = read_text(path, data)
    collector.problems += problems
    tree = collector.parse_yaml(path, text, 1) if text is not None else None
    found: dict[str, tuple[int, Source]] = {}
    if tree is not None:
        if not isinstance(tree.value, list) or not 0 < len(tree.value) <= MOST_SOURCES:
            message = (
                f"tệp phải là danh sách 1 đến {MOST_SOURCES} bản tin, mỗi mục bắt đầu bằng "
                "'- name: ' và có dòng 'url: '"
            )
            collector.report_entries(path, [Mistake((), message)])
        else:
            _read_entries(path, tree.value, collector, found)
    if any(problem.is_error for problem in collector.problems):
        raise ContentError(collector.problems)
    return tuple(source for _, source in found.values())


def _read_entries(
    path: str,
    entries: Sequence[object],
    collector: ProblemCollector,
    found: dict[str, tuple[int, Source]],
) -> None:
    for position, raw in enumerate(entries):
        entry = validate(SourceEntry, raw)
        if isinstance(entry, list):
            moved = [
                Mistake((position, *one.location), one.message, one.severity, one.meant, one.cure)
                for one in entry
            ]
            collector.report_entries(path, moved)
            continue
        key = slug(entry.name)
        message = None
        if not key:
            message = "tên phải có chữ cái hoặc số"
        elif key in _TAKEN:
            message = f"cổng đã có trang riêng ở /don-vi/{key}/; thêm loại đơn vị, như Xã An Biên"
        elif key in found:
            message = f"tên này đã có ở mục thứ {found[key][0] + 1}; mỗi bản tin một tên riêng"
        if message:
            collector.report_entries(path, [Mistake((position, "name"), message)])
            continue
        found[key] = (position, Source(key, entry.name, entry.url, entry.unit))
