"""A look at the public site as readers get it: is it whole, and as new as the content is?"""

from __future__ import annotations

import datetime as dt
import email.utils
import http.client
import json
import re
import socket
import ssl
import subprocess
import urllib.error
import urllib.request
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urljoin, urlsplit

from bulletin.edition.edition import Edition
from bulletin.model import addresses
from bulletin.release.built_site import parse_xml
from bulletin.site.version_file import VERSION_FILE, Version, make_version, parse_version
from bulletin.vietnamese.dates import short_date

LONGEST_DAY = dt.timedelta(hours=30)
"""The page for the station changes every day; so old may it be when all is well."""

_PATIENCE = 30  # seconds for each answer


@dataclass(frozen=True, slots=True)
class Expected:
    """What should be live: the version that the content gives, and when the commit was made."""

    version: Version
    committed: dt.datetime | None
    has_programmes: bool


@dataclass(frozen=True, slots=True)
class Answer:
    """What a host answered; `trouble` says in Vietnamese why there is no answer."""

    status: int = 0
    body: bytes = b""
    changed: dt.datetime | None = None
    trouble: str = ""


def read_expected(edition: Edition, root: Path) -> Expected:
    """Return what should be live when the content in `root` was published as `edition`."""
    version = make_version(edition, root)
    command = ["git", "-C", str(root), "log", "-1", "--format=%ct"]
    moment = None
    if version.commit:
        done = subprocess.run(command, capture_output=True, text=True, check=False)
        if done.returncode == 0:
            moment = dt.datetime.fromtimestamp(int(done.stdout), dt.UTC)
    return Expected(version, moment, bool(edition.bulletin.station.programmes))


def is_address(url: str) -> bool:
    """Return whether `url` is one that a host can be asked for."""
    try:
        parts = urlsplit(url)
        return bool(parts.hostname) and parts.port != 0 and re.search(r"[\s\x00-\x1f]", url) is None
    except ValueError:  # a bracket that is not closed, a port that cannot be
        return False


def watch(
    url: str, expected: Expected | None, now: dt.datetime, grace: dt.timedelta
) -> Iterator[str]:
    """Yield what is wrong with the site at `url`, as sentences; nothing when all is well.

    What came into the content less than `grace` ago need not be live yet. Without `expected` the
    site is only looked at.
    """
    root = url.rstrip("/") + "/"
    file = fetch(urljoin(root, VERSION_FILE))
    if file.trouble:
        yield file.trouble
        return
    live = parse_version(file.body) if file.status == 200 else None
    if live is None:
        yield (
            f"{root}{VERSION_FILE}: không có hoặc không đọc được (máy chủ trả lời {file.status}); "
            "trang ở địa chỉ này không phải do scripts/publish.py đăng, hoặc đăng bằng bản cũ"
        )
        return
    if expected is not None:
        yield from compare(live, expected, now, grace)
    yield from _look_at(root, live, expected, now)


def compare(
    live: Version, expected: Expected, now: dt.datetime, grace: dt.timedelta
) -> Iterator[str]:
    """Yield in what the live version falls behind the content."""
    ours = expected.version
    missing = ours.counts.get("withdrawn", 0) - live.counts.get("withdrawn", 0)
    if missing > 0:
        yield f"{missing} bài đã rút trong kho mà trang còn đăng; đăng lại ngay"
    if expected.committed and now - expected.committed < grace:
        return
    if live.commit != ours.commit and expected.committed:
        yield (
            f"trang đang ở bản {_short(live.commit)}, còn kho đã ở bản {_short(ours.commit)} từ "
            f"{_moment(expected.committed)}; xem vì sao lần đăng gần nhất không xong"
        )
    if ours.newest and now - ours.newest.date >= grace and live.newest != ours.newest:
        there = "chưa có bài nào"
        if live.newest:
            there = f"mới nhất là {live.newest.address} ngày {short_date(live.newest.date)}"
        yield (
            f"trang {there}; trong kho là {ours.newest.address} "
            f"ngày {short_date(ours.newest.date)}, đã đến lúc đăng"
        )


def fetch(url: str) -> Answer:
    """Ask a host for a file, past all caches."""
    request = urllib.request.Request(url, headers={"Cache-Control": "no-cache"})
    try:
        with urllib.request.urlopen(request, timeout=_PATIENCE) as response:
            changed = _parse_moment(response.headers["Last-Modified"])
            return Answer(response.status, response.read(), changed)
    except urllib.error.HTTPError as error:
        with error:
            return Answer(error.code, error.read())
    except (OSError, http.client.HTTPException, ValueError) as error:
        return Answer(trouble=f"{url}: không mở được: {_explain(error)}")


def _explain(error: Exception) -> str:
    """Return in Vietnamese why a host gave no answer."""
    reason = getattr(error, "reason", error)
    if isinstance(reason, ssl.SSLError):
        return f"chứng chỉ của máy chủ không dùng được ({reason}); gia hạn bằng certbot renew"
    if isinstance(reason, TimeoutError):
        return f"máy chủ không trả lời trong {_PATIENCE} giây; xem máy chủ còn chạy không"
    if isinstance(reason, socket.gaierror):
        return "không tìm thấy tên máy này; xem lại địa chỉ và tên miền"
    if isinstance(reason, ConnectionError):
        return "máy chủ không nhận kết nối; xem máy chủ web còn chạy không"
    if isinstance(reason, OSError) and reason.errno is not None:
        return f"mạng không đi được ({reason.strerror}); xem mạng của máy này"
    return f"máy chủ trả lời không đúng ({reason}); xem lại địa chỉ và máy chủ web"


def _parse_moment(text: str | None) -> dt.datetime | None:
    """Return a moment as HTTP writes it; None when there is none."""
    try:
        return email.utils.parsedate_to_datetime(text or "")
    except (TypeError, ValueError):
        return None


def _look_at(
    root: str, live: Version, expected: Expected | None, now: dt.datetime
) -> Iterator[str]:
    """Yield what is broken on the site itself."""
    paths = ["", addresses.ALL_STORIES_FEED.lstrip("/"), addresses.WITHDRAWN_LIST.lstrip("/")]
    paths += [live.newest.address.lstrip("/")] if live.newest else []
    answers = {path: fetch(root + path) for path in paths}
    for path, answer in answers.items():
        if answer.trouble:
            yield answer.trouble
        elif answer.status != 200:
            yield f"{root}{path}: máy chủ trả lời {answer.status}"
        elif not _can_be_read(path, answer.body):
            yield f"{root}{path}: máy không đọc được"
    radio = fetch(root + addresses.RADIO.lstrip("/"))
    changes_daily = expected is not None and expected.has_programmes
    if changes_daily and radio.changed and now - radio.changed > LONGEST_DAY:
        yield (
            f"trang chưa được dựng lại từ {_moment(radio.changed)}; mỗi ngày phải dựng một lần, vì "
            "sự kiện, hiệu lực văn bản và bài hẹn ngày đổi theo ngày"
        )


def _can_be_read(path: str, body: bytes) -> bool:
    try:
        if path.endswith(".xml"):
            parse_xml(body)
        elif path.endswith(".json"):
            json.loads(body)
    except ValueError:
        return False
    return bool(body)


def _short(commit: str | None) -> str:
    return commit[:8] if commit else "không rõ"


def _moment(moment: dt.datetime) -> str:
    local = moment.astimezone()
    return f"{local:%H:%M} ngày {short_date(local)}"
