"""Doc IDs ascend by day, and one more item changes few of them."""

from __future__ import annotations

import datetime as dt

from hypothesis import given
from hypothesis import strategies as st

from bulletin.search.doc_ids import assign_doc_ids
from bulletin.search.shards import DOC_ID_BITS

FIRST = dt.date(2026, 1, 1)


def test_a_new_story_of_today_changes_no_other_doc_id() -> None:
    old = {f"/{key}/": FIRST + dt.timedelta(key % 50) for key in range(500)}
    today = FIRST + dt.timedelta(60)
    doc_ids = assign_doc_ids(old | {"/moi/": today})
    assert {address: doc_ids[address] for address in old} == assign_doc_ids(old)
    assert doc_ids["/moi/"] == max(doc_ids.values())


def test_a_story_of_the_past_changes_hardly_any_other_doc_id() -> None:
    old = {f"/{key}/": FIRST + dt.timedelta(key % 50) for key in range(500)}
    before = assign_doc_ids(old)
    changes = []
    for key in range(100):
        after = assign_doc_ids(old | {f"/cu-{key}/": FIRST + dt.timedelta(key // 2)})
        changes.append(sum(before[address] != after[address] for address in old))
    assert sum(changes) < 100
    assert max(changes) < 10


def test_an_old_document_changes_no_doc_id_of_a_story() -> None:
    old = {f"/{key}/": FIRST + dt.timedelta(key % 50) for key in range(500)}
    doc_ids = assign_doc_ids(old | {"/cu/": dt.date(1948, 6, 11), "/don-vi/": None})
    assert {address: doc_ids[address] for address in old} == assign_doc_ids(old)


dates = st.none() | st.dates() | st.sampled_from([FIRST, dt.date.min, dt.date.max])


@given(st.dictionaries(st.integers(0, 999).map(str), dates, max_size=60))
def test_doc_ids_ascend_by_day_and_fit_into_lists(days: dict[str, dt.date | None]) -> None:
    doc_ids = assign_doc_ids(days)
    assert doc_ids.keys() == days.keys()
    assert len(set(doc_ids.values())) == len(doc_ids)
    assert all(0 <= doc_id < 1 << DOC_ID_BITS for doc_id in doc_ids.values())
    ascending = [
        days[address] or dt.date.min for address in sorted(doc_ids, key=doc_ids.__getitem__)
    ]
    assert ascending == sorted(ascending)
    assert doc_ids == assign_doc_ids(dict(reversed(days.items())))


def test_many_of_one_day_have_adjacent_doc_ids() -> None:
    doc_ids = assign_doc_ids({str(key): FIRST for key in range(9000)})
    assert max(doc_ids.values()) - min(doc_ids.values()) < 9500
