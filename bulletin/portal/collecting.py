"""Keeps the last good copy of each bulletin, whatever happens to the bulletin.

A copy is a catalog with all its partitions. It takes the place of the last one only as a whole, and
only when nothing about it is suspicious. The list of withdrawals is taken apart from it, so that a
withdrawal holds although everything else fails, and although the bulletin is down.
"""

from __future__ import annotations

import datetime as dt
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from hashlib import sha256
from typing import Any

from pydantic import Field, ValidationError

from bulletin.feeds.catalog_files import encode_rows
from bulletin.model.addresses import WITHDRAWN_LIST
from bulletin.model.catalog import (
    CATALOG,
    FORMAT,
    MOST_BYTES,
    VERSION,
    Catalog,
    CatalogValue,
    PartitionKind,
    PartitionLink,
    StoryCard,
    WithdrawalCard,
)
from bulletin.portal.fetching import NEVER_SEEN, FetchFault, Site, Validators
from bulletin.portal.judging import (
    MOST_CATALOG_BYTES,
    MOST_WITHDRAWAL_BYTES,
    Judged,
    Unusable,
    find_suspicion,
    judge_catalog,
    judge_partition,
    judge_withdrawals,
    shorten_faults,
)
from bulletin.portal.older_tables import (
    FEED,
    OTHER_TABLES,
    STORY_TABLE,
    Rows,
    convert_feed,
    convert_tables,
)
from bulletin.portal.sources import Source
from bulletin.portal.store import Store

PartitionRows = Mapping[tuple[PartitionKind, "int | None"], tuple[Any, ...]]
"""The rows of each partition, by kind and year."""

MOST_SECONDS = 600.0
"""Seconds that one run gives to one bulletin; what was fetched until then is kept."""

MOST_BULLETIN_BYTES = 100_000_000
"""Bytes of all partitions of a bulletin: some hundred thousand cards."""


class State(CatalogValue):
    """What the store knows of a bulletin besides its partitions.

    `catalog` and `withdrawals` are digests of stored files, "" where there are none. `good_on` is
    the day on which the copy was last seen to be that of the bulletin, `failing_since` the first
    day of a row of days on which it could not be. `row_faults` are those of the copy itself, which
    hold for as long as it does.
    """

    url: str
    form: str = ""
    catalog: str = ""
    withdrawals: str = ""
    good_on: dt.date | None = None
    failing_since: dt.date | None = None
    faults: tuple[str, ...] = ()
    row_faults: tuple[str, ...] = ()
    validators: Mapping[str, tuple[str, str]] = Field(default_factory=dict)
    certificate_until: str = ""


@dataclass(frozen=True, slots=True)
class Copy:
    """The last good copy of a bulletin; `catalog` is None where there never was one."""

    source: Source
    state: State
    catalog: Catalog | None
    rows: PartitionRows
    withdrawals: tuple[WithdrawalCard, ...]

    def rows_of(self, kind: PartitionKind) -> tuple[Any, ...]:
        """Return the rows of a kind, of all years, in the order of the catalog."""
        return tuple(row for (of, _), rows in self.rows.items() if of is kind for row in rows)


def read_state(store: Store, source: Source) -> State:
    """Return what the store knows of a bulletin; nothing of one that has another address now."""
    data = store.read(f"{source.key}/state.json")
    try:
        state = State.model_validate_json(data) if data is not None else State(url=source.url)
    except ValidationError:
        state = State(url=source.url)
    return (
        state
        if state.url == source.url
        else state.model_copy(update={"url": source.url, "validators": {}})
    )


def read_copy(store: Store, source: Source) -> Copy:
    """Return the last good copy of a bulletin from the store."""
    state = read_state(store, source)
    catalog, rows = _read_partitions(store, source, state)
    return Copy(source, state, catalog, rows, _read_withdrawals(store, source, state.withdrawals))


def collect(
    source: Source,
    site: Site,
    store: Store,
    today: dt.date,
    clock: Callable[[], float],
    *,
    is_accepted: bool = False,
) -> State:
    """Bring the copy of a bulletin up to date, as far as it lets us; return what is known of it.

    With `is_accepted` a person confirmed that what looks suspicious is right.
    """
    run = _Run(source, site, store, clock, clock() + MOST_SECONDS, read_state(store, source))
    before = run.state
    faults: list[str] = []
    for step in (run.take_withdrawals, run.take_catalog):
        try:
            faults += step(is_accepted=is_accepted)
        except (FetchFault, Unusable) as fault:
            faults.append(str(fault))
            run.is_good = False
    state = run.state.model_copy(
        update={
            "faults": shorten_faults(list(dict.fromkeys(faults))),
            "good_on": today if run.is_good else before.good_on,
            "failing_since": None if run.is_good else before.failing_since or today,
            "certificate_until": site.certificate_until or before.certificate_until,
        }
    )
    store.write(f"{source.key}/state.json", state.model_dump_json(indent=1).encode())
    if (state.catalog, state.withdrawals) != (before.catalog, before.withdrawals):
        run.delete_unused(state)
    return state


@dataclass
class _Run:
    """One run over one bulletin. `is_good` says whether the copy is that of the bulletin now."""

    source: Source
    site: Site
    store: Store
    clock: Callable[[], float]
    deadline: float
    state: State
    is_good: bool = True

    def take_withdrawals(self, *, is_accepted: bool) -> tuple[str, ...]:
        """Take the list of withdrawals, and return its faults.

        Of a list with faults, and of one that is suddenly empty, what was known before stays known.
        """
        fetched = self.site.get(WITHDRAWN_LIST, MOST_WITHDRAWAL_BYTES, self._before(WITHDRAWN_LIST))
        if fetched.is_missing:
            return (f"không có {WITHDRAWN_LIST}",)
        if fetched.data is None:
            return ()
        judged = judge_withdrawals(fetched.data)
        known = _read_withdrawals(self.store, self.source, self.state.withdrawals)
        faults = judged.faults
        rows = judged.rows
        if known and not rows and not faults and not is_accepted:
            faults = ("danh sách bài đã rút đột nhiên trống; giữ danh sách cũ",)
        if faults:
            rows = (*rows, *(row for row in known if row not in rows))
        data = _encode_rows(rows)
        self._note(WITHDRAWN_LIST, NEVER_SEEN if faults else fetched.validators)
        self._put("withdrawals", self._store(data))
        return faults

    def take_catalog(self, *, is_accepted: bool) -> tuple[str, ...]:
        """Take the catalog and its partitions, or what an older bulletin has; return faults."""
        # Of a copy that the store has lost the catalog must come again.
        is_whole = _is_whole(self.store, self.source, self.state)
        before = self._before(CATALOG) if is_whole else NEVER_SEEN
        fetched = self.site.get(CATALOG, MOST_CATALOG_BYTES, before)
        if fetched.data is None and not fetched.is_missing:
            return self.state.row_faults
        # What did not change was judged when it came: to judge a country takes minutes.
        _, known_rows = _read_partitions(self.store, self.source, self.state)
        if fetched.is_missing:
            if self.state.form == "catalog" and not is_accepted:
                raise Unusable(f"không còn {CATALOG}")
            return self._take_older(known_rows, is_accepted=is_accepted)
        assert fetched.data is not None
        catalog = judge_catalog(fetched.data)
        if sum(link.bytes for link in catalog.partitions) > MOST_BULLETIN_BYTES:
            raise Unusable("bản tin lớn quá mức cổng đọc")
        faults: list[str] = []
        rows: dict[tuple[PartitionKind, int | None], tuple[Any, ...]] = {}
        for link in catalog.partitions:
            judged = self._take_partition(link)
            faults += judged.faults
            rows[link.kind, link.year] = judged.rows
        self._accept(fetched.data, known_rows, rows, is_accepted=is_accepted)
        self._note(CATALOG, fetched.validators)
        self._put("form", "catalog")
        self._put("row_faults", shorten_faults(faults))
        return tuple(faults)

    def _take_partition(self, link: PartitionLink) -> Judged:
        name = self._name(link.sha256)
        data = self.store.read(name)
        if data is not None and sha256(data).hexdigest() == link.sha256:
            return judge_partition(link, data)
        if self.clock() > self.deadline:
            raise FetchFault("đọc lâu quá, lần sau đọc tiếp")
        data = self.site.get(link.path, link.bytes).data
        if data is None:
            raise FetchFault(f"thiếu {link.path}: bản tin vừa đăng lại, hoặc đăng chưa xong")
        judged = judge_partition(link, data)
        self.store.write(name, data)
        return judged

    def _take_older(self, known: PartitionRows, *, is_accepted: bool) -> tuple[str, ...]:
        """Read what bulletins published before there were catalogs."""
        files: dict[str, bytes] = {}
        for address in (STORY_TABLE, FEED, *OTHER_TABLES):
            if (data := self.site.get(address, MOST_BYTES).data) is not None:
                files[address] = data
        if STORY_TABLE in files:
            form, rows = "tables", convert_tables(files, self._own_root(files[STORY_TABLE]))
        elif FEED in files:
            form, rows = "feed", convert_feed(files[FEED], self.source.url, self.source.unit)
        else:
            raise Unusable("không có danh mục, dữ liệu mở hay nguồn tin nào đọc được")
        catalog, partitions = _make_catalog(self.source, rows)
        faults: list[str] = []
        judged_rows: dict[tuple[PartitionKind, int | None], tuple[Any, ...]] = {}
        for link, data in partitions:
            judged = judge_partition(link, data)
            faults += judged.faults
            judged_rows[link.kind, link.year] = judged.rows
            self.store.write(self._name(link.sha256), data)
        self._accept(catalog, known, judged_rows, is_accepted=is_accepted)
        self._put("form", form)
        self._put("row_faults", shorten_faults(faults))
        return tuple(faults)

    def _own_root(self, table: bytes) -> str:
        """Return the URL of the root that a table says: that of the site, if it is another's."""
        try:
            said = str(json.loads(table)["about"]["trang"]).rstrip("/") + "/"
        except (ValueError, KeyError, TypeError):
            said = self.source.url
        return said if self.source.is_folder or said == self.source.url else self.source.url

    def _accept(
        self, catalog: bytes, known: PartitionRows, rows: PartitionRows, *, is_accepted: bool
    ) -> None:
        """Put a copy in the place of the last one; raises Unusable where it is suspicious."""
        if not is_accepted:
            withdrawn = _read_withdrawals(self.store, self.source, self.state.withdrawals)
            whole = sum(one.only is None for one in withdrawn)
            if doubt := find_suspicion(_count_real(known), _count_real(rows), whole):
                raise Unusable(doubt)
        self._put("catalog", self._store(catalog))

    def delete_unused(self, state: State) -> None:
        """Delete what neither the copy nor the list of withdrawals needs.

        Partitions that were fetched for a copy that is not whole yet stay until it is.
        """
        if not self.is_good or not state.catalog:
            return
        data = self.store.read(self._name(state.catalog)) or b""
        used = {link.sha256 for link in judge_catalog(data).partitions}
        kept = {self._name(digest) for digest in (*used, state.catalog, state.withdrawals)}
        for name in list(self.store.names(f"{self.source.key}/files")):
            if name not in kept:
                self.store.delete(name)

    def _name(self, digest: str) -> str:
        return f"{self.source.key}/files/{digest}"

    def _store(self, data: bytes) -> str:
        digest = sha256(data).hexdigest()
        self.store.write(self._name(digest), data)
        return digest

    def _put(self, key: str, value: object) -> None:
        self.state = self.state.model_copy(update={key: value})

    def _before(self, address: str) -> Validators:
        return Validators(*self.state.validators.get(address, ("", "")))

    def _note(self, address: str, validators: Validators) -> None:
        noted = dict(self.state.validators) | {address: (validators.etag, validators.last_modified)}
        self.state = self.state.model_copy(update={"validators": noted})


def _is_whole(store: Store, source: Source, state: State) -> bool:
    """Return whether the store has every byte of the copy."""
    if not state.catalog:
        return False
    try:
        catalog = judge_catalog(store.read(f"{source.key}/files/{state.catalog}") or b"")
    except Unusable:
        return False
    return all(
        sha256(store.read(f"{source.key}/files/{link.sha256}") or b"").hexdigest() == link.sha256
        for link in catalog.partitions
    )


def _read_partitions(
    store: Store, source: Source, state: State
) -> tuple[Catalog | None, dict[tuple[PartitionKind, int | None], tuple[Any, ...]]]:
    """Return the stored copy; nothing where the store has lost a part of it."""
    if not state.catalog:
        return None, {}
    try:
        catalog = judge_catalog(store.read(f"{source.key}/files/{state.catalog}") or b"")
        rows = {}
        for link in catalog.partitions:
            data = store.read(f"{source.key}/files/{link.sha256}") or b""
            rows[link.kind, link.year] = judge_partition(link, data).rows
    except Unusable:
        return None, {}
    return catalog, rows


def _read_withdrawals(store: Store, source: Source, digest: str) -> tuple[WithdrawalCard, ...]:
    data = store.read(f"{source.key}/files/{digest}") if digest else None
    return judge_withdrawals(data).rows if data is not None else ()


def _encode_rows(rows: tuple[WithdrawalCard, ...]) -> bytes:
    values = [row.model_dump(mode="json", exclude_none=True) for row in rows]
    return json.dumps(values, ensure_ascii=False, indent=1).encode()


def _count_real(rows: PartitionRows) -> int:
    return sum(
        isinstance(row, StoryCard) and row.mark is None for found in rows.values() for row in found
    )


def _make_catalog(source: Source, rows: Rows) -> tuple[bytes, list[tuple[PartitionLink, bytes]]]:
    """Return the catalog that an older bulletin would have, and its partitions.

    What such a bulletin does not say is filled with what cannot be taken for more: its name, and
    the first day that a catalog may name.
    """
    partitions = []
    for (kind, year), found in sorted(rows.items(), key=lambda one: (one[0][0], -(one[0][1] or 0))):
        summary, data = encode_rows(kind, year, found)
        link = PartitionLink(
            kind=kind,
            year=year,
            path=summary.address,
            sha256=summary.sha256,
            bytes=summary.size,
            rows=summary.rows,
        )
        partitions.append((link, data))
    value = {
        "format": FORMAT,
        "version": VERSION,
        "name": source.name,
        "publisher": source.name,
        "url": source.url if not source.is_folder else "https://cong.example/",
        "authority": "cong.example",
        "own_units": [source.unit] if source.unit else [],
        "since": "1946-01-01",
        "changed": "1946-01-01",
        "partitions": [link.model_dump(mode="json", exclude_none=True) for link, _ in partitions],
    }
    return json.dumps(value, ensure_ascii=False, indent=1).encode(), partitions
