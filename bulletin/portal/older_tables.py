"""Rows of the catalog out of what bulletins publish that have no catalog yet.

The tables of the open data have all but summaries; the feed of the newest stories has those. A
bulletin without tables has the feed alone. Pure: bytes go in. Rules: docs-dev/contract.md.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping
from email.utils import parsedate_to_datetime
from typing import Any

from lxml import etree

from bulletin.model.addresses import ALL_STORIES_FEED, CAMPAIGNS, table_address
from bulletin.model.catalog import PartitionKind
from bulletin.model.labels import SAMPLE_EVENT, SAMPLE_STORY, STAGES, SUBJECTS
from bulletin.portal.judging import Unusable, parse
from bulletin.vietnamese.slug import slug

STORY_TABLE = table_address("tin-bai", "json")
OTHER_TABLES = tuple(
    table_address(name, "json") for name in ("don-vi", "van-ban", "su-kien", "khen-thuong")
)
FEED = ALL_STORIES_FEED

_SEPARATOR = "; "
_UNKNOWN_UNIT = "chua-ro"
_SAMPLE_PREFIX = "[Bài mẫu] "
_MOST_SUMMARY = 400
_MOST_ITEMS = 500

Row = dict[str, object]
Rows = dict[tuple[PartitionKind, "int | None"], list[Row]]


def convert_tables(files: Mapping[str, bytes], root: str) -> Rows:
    """Return the rows of all partitions; `files` are the tables and the feed by their addresses.

    `root` is the URL of the site's root. A table that cannot be read raises Unusable; one that is
    not there gives no rows. What is in a row is judged later, as that of any bulletin.
    """
    stories = list(_iter_rows(files, STORY_TABLE))
    summaries = dict(_iter_summaries(files.get(FEED)))
    awards = _group_awards(_iter_rows(files, table_address("khen-thuong", "json")))
    keys = _find_campaign_keys(stories)
    found: Rows = {}
    for row in stories:
        address = _path_of(row.get("dia_chi"), root)
        campaigns = _split(row.get("phong_trao"))
        made = _drop_empty(
            id=row.get("id"),
            address=address,
            mark=SAMPLE_STORY if row.get("bai_mau") else None,
            title=row.get("tieu_de"),
            date=_midnight(row.get("ngay")),
            summary=summaries.get(str(row.get("dia_chi"))),
            unit=row.get("don_vi"),
            fields=[slug(name) for name in _split(row.get("linh_vuc"))],
            campaigns=[keys.get(name) or slug(name) for name in campaigns],
            subject=_find_key(SUBJECTS, row.get("doi_tuong")),
            stage=_find_key(STAGES, row.get("giai_doan")),
            awards=awards.get(row.get("id"), []),
        )
        found.setdefault((PartitionKind.STORIES, _year_of(made.get("date"))), []).append(made)
    for row in _iter_rows(files, table_address("su-kien", "json")):
        made = _drop_empty(
            id=row.get("id"),
            address=_path_of(row.get("dia_chi"), root),
            mark=SAMPLE_EVENT if row.get("su_kien_mau") else None,
            title=row.get("ten"),
            kind=row.get("loai"),
            start=row.get("bat_dau"),
            end=row.get("ket_thuc"),
            place=row.get("noi"),
            unit=row.get("don_vi"),
            cancelled=bool(row.get("da_huy")),
        )
        found.setdefault((PartitionKind.EVENTS, _year_of(made.get("start"))), []).append(made)
    found[PartitionKind.DOCUMENTS, None] = list(
        _iter_documents(_iter_rows(files, table_address("van-ban", "json")), root)
    )
    found[PartitionKind.CAMPAIGNS, None] = [
        {"key": key, "address": f"{CAMPAIGNS}{key}/", "title": name}
        for name, key in sorted(keys.items())
    ]
    found[PartitionKind.UNITS, None] = list(
        _iter_units(_iter_rows(files, table_address("don-vi", "json")))
    )
    names = {name for row in stories for name in _split(row.get("linh_vuc"))}
    found[PartitionKind.FIELDS, None] = [
        {"key": slug(name), "name": name} for name in sorted(names) if slug(name)
    ]
    return found


def convert_feed(data: bytes, root: str, unit: str | None) -> Rows:
    """Return the rows of a bulletin that has a feed alone; raises Unusable.

    The unit of its stories is `unit`, or one that says that it is not known.
    """
    found: Rows = {}
    for item in _iter_items(data):
        title = item.get("title", "")
        address = _path_of(item.get("link"), root)
        made = _drop_empty(
            id=item.get("guid", "").rpartition(":")[2] or (address or "").strip("/"),
            address=address,
            mark=SAMPLE_STORY if title.startswith(_SAMPLE_PREFIX) else None,
            title=title.removeprefix(_SAMPLE_PREFIX),
            date=_parse_date(item.get("pubDate", "")),
            summary=item.get("description", "")[:_MOST_SUMMARY],
            unit=unit or _UNKNOWN_UNIT,
        )
        found.setdefault((PartitionKind.STORIES, _year_of(made.get("date"))), []).append(made)
    return found


def _iter_rows(files: Mapping[str, bytes], address: str) -> Iterator[Mapping[str, Any]]:
    data = files.get(address)
    if data is None:
        return
    value = parse(data)
    rows = value.get("rows") if isinstance(value, Mapping) else None
    if not isinstance(rows, list):
        raise Unusable(f"{address}: không có danh sách rows")
    yield from (row for row in rows if isinstance(row, Mapping))


def _iter_documents(rows: Iterable[Mapping[str, Any]], root: str) -> Iterator[Row]:
    for row in rows:
        yield _drop_empty(
            key=row.get("khoa"),
            address=_path_of(row.get("dia_chi"), root),
            type=row.get("loai"),
            number=row.get("so_ky_hieu"),
            title=row.get("trich_yeu"),
            issuer=row.get("co_quan"),
            issued=row.get("ngay_ban_hanh"),
            effective=row.get("ngay_hieu_luc"),
            expires=row.get("ngay_het_hieu_luc"),
            status=row.get("tinh_trang"),
            checked=row.get("kiem_tra"),
        )


def _iter_units(rows: Iterable[Mapping[str, Any]]) -> Iterator[Row]:
    for row in rows:
        made = _drop_empty(
            key=row.get("khoa"),
            name=row.get("ten"),
            type=row.get("loai"),
            to=row.get("den_ngay"),
            code=row.get("ma"),
            parent=row.get("cap_tren"),
            predecessors=_split(row.get("tien_than")),
            successors=_split(row.get("ke_thua")),
        )
        yield made | ({"from": row["tu_ngay"]} if row.get("tu_ngay") else {})


def _group_awards(rows: Iterable[Mapping[str, Any]]) -> dict[object, list[Row]]:
    found: dict[object, list[Row]] = {}
    for row in rows:
        if not isinstance(row.get("bai"), str):
            continue
        made = _drop_empty(
            title=row.get("danh_hieu"),
            decision=row.get("quyet_dinh"),
            issuer=row.get("noi_quyet_dinh"),
            date=row.get("ngay"),
            revoked=bool(row.get("da_thu_hoi")),
            revoked_on=row.get("ngay_thu_hoi"),
            revoked_reason=row.get("ly_do_thu_hoi"),
        )
        found.setdefault(row["bai"], []).append(made)
    return found


def _find_campaign_keys(stories: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Return the keys of campaigns by their names: that of a story's folder is named first."""
    found: dict[str, str] = {}
    names: set[str] = set()
    for row in stories:
        campaigns = _split(row.get("phong_trao"))
        names.update(campaigns)
        address = str(row.get("dia_chi"))
        if campaigns and CAMPAIGNS in address:
            key = address.partition(CAMPAIGNS)[2].partition("/")[0]
            found.setdefault(campaigns[0], key)
    return {name: found.get(name) or slug(name) for name in names if slug(name)}


def _iter_summaries(feed: bytes | None) -> Iterator[tuple[str, str]]:
    if feed is None:
        return
    for item in _iter_items(feed):
        if item.get("link") and item.get("description"):
            yield item["link"], item["description"].removeprefix(_SAMPLE_PREFIX)[:_MOST_SUMMARY]


def _iter_items(data: bytes) -> Iterator[dict[str, str]]:
    """Yield the texts of the items of a feed; nothing is expanded and nothing else is read."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError):
        raise Unusable(f"{FEED}: không phải XML đọc được") from None
    for count, item in enumerate(root.iterfind("channel/item")):
        if count == _MOST_ITEMS:
            return
        yield {str(one.tag): " ".join((one.text or "").split()) for one in item}


def _drop_empty(**values: object) -> Row:
    return {key: value for key, value in values.items() if value}


def _split(value: object) -> list[str]:
    return [part for part in value.split(_SEPARATOR) if part] if isinstance(value, str) else []


def _path_of(url: object, root: str) -> str | None:
    """Return the path of an address below the site's root; None for one of another site."""
    if not isinstance(url, str) or not url.startswith(root):
        return None
    return "/" + url[len(root) :]


def _midnight(day: object) -> str | None:
    return f"{day}T00:00:00+07:00" if isinstance(day, str) else None


def _parse_date(text: str) -> str | None:
    try:
        moment = parsedate_to_datetime(text)
    except ValueError:
        return None
    return moment.isoformat() if moment.tzinfo is not None else None


def _year_of(moment: object) -> int | None:
    try:
        return dt.date.fromisoformat(str(moment)[:10]).year
    except ValueError:
        return None


def _find_key(labels: Mapping[Any, str], label: object) -> object:
    return next((key for key, name in labels.items() if name == label), None)
