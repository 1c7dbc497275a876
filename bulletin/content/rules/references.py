"""The rules of references that several kinds share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence, Set

from bulletin.content.rules.known import Known, unknown
from bulletin.errors import Severity
from bulletin.model.record import Mistake
from bulletin.vietnamese.dates import short_date


def unit_on(day: dt.date, key: str, known: Known) -> Iterator[Mistake]:
    """The unit is one of units.yml; by `day` it existed, and it had not ended."""
    if key not in known.units:
        yield unknown(("unit",), "đơn vị", key, known.units)
        return
    found = known.units[key]
    if found is None:
        return
    if found.start is not None and not found.existed_by(day):
        message = f"{found.name} có hiệu lực từ {short_date(found.start)}, sau ngày {short_date(day)}"
        before = [f"{u.name} ({k})" for k in found.predecessors if (u := known.units.get(k))]
        hint = f"; trước đó là: {', '.join(before)}" if before else ""
        yield Mistake(("unit",), message + hint)
    if found.end is not None and found.ended_before(day):
        message = f"{found.name} đã kết thúc ngày {short_date(found.end)}"
        after = [f"{u.name} ({k})" for k in found.successors if (u := known.units.get(k))]
        hint = f"; đơn vị kế thừa: {', '.join(after)}" if after else ""
        yield Mistake(("unit",), message + hint, Severity.WARNING)


def known_once(key: str, what: str, written: Sequence[str], known: Set[str]) -> Iterator[Mistake]:
    """Each of the values `written` under `key` is known, and written once."""
    for position, value in enumerate(written):
        if value not in known:
            yield unknown((key, position), what, value, known)
        if value in written[:position]:
            yield Mistake((key, position), f"{what} '{value}' viết hai lần; bỏ một")
