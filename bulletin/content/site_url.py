"""The address of the site in mkdocs.yml: feeds, calendars and shared pages carry it out.

Without it no program could find anything again, and an address of the writer's own machine leads
nobody anywhere.
"""

from __future__ import annotations

import re
from typing import Final
from urllib.parse import urlsplit

import yaml

from bulletin.content.faults.link_faults import is_local_host
from bulletin.errors import Problem, Severity

SETTINGS_FILE: Final = "mkdocs.yml"
_KEY: Final = "site_url"
_LINE: Final = re.compile(rf"^{_KEY}[ \t]*:[ \t]*([^\n]*)", re.MULTILINE)
_SHAPE: Final = "ghi địa chỉ đầy đủ của trang, như https://thidua.xa-minh.gov.vn/"


def find_site_url_problems(settings: str) -> list[Problem]:
    """Return what is wrong with the address in the text of mkdocs.yml.

    An address that comes from the environment (`!ENV`) is judged by the build alone.
    """
    found = _LINE.search(settings)
    if found is None:
        return judge_site_url(None, settings)
    try:
        value = yaml.safe_load(found[1]) if found[1].strip() else None
    except yaml.YAMLError:
        return []
    return judge_site_url(None if value is None else str(value), settings)


def judge_site_url(url: str | None, settings: str = "") -> list[Problem]:
    """Return what is wrong with the address of the site; `settings` is the text of mkdocs.yml."""
    found = _LINE.search(settings)
    line = settings.count("\n", 0, found.start()) + 1 if found else 1
    wrong = _judge(url)
    return [Problem(SETTINGS_FILE, line, _KEY, *wrong)] if wrong else []


def _judge(url: str | None) -> tuple[str, Severity] | None:
    if url is None or not url.strip():
        message = f"thiếu địa chỉ của trang nên nguồn tin, lịch không dẫn về đâu được; {_SHAPE}"
        return message, Severity.ERROR
    try:
        parts = urlsplit(url)
        host = parts.hostname or ""
    except ValueError:
        parts, host = urlsplit(""), ""
    if parts.scheme not in ("http", "https") or not host:
        return f"không phải địa chỉ của một trang; {_SHAPE}, đang là '{url}'", Severity.ERROR
    if is_local_host(host):
        message = f"'{url}' chỉ mở được trên máy này, mà nguồn tin và lịch sẽ mang theo; {_SHAPE}"
        return message, Severity.WARNING
    return None
