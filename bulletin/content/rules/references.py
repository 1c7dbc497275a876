"""The rules of references that several kinds share."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence, Set
from contextlib import suppress

from bulletin.content.rules.guessing import guess_references
from bulletin.content.rules.reference_index import UNIT, ReferenceIndex, unknown
from bulletin.errors import Severity
from bulletin.model.part import BrokenKey
from bulletin.model.record import Location, Mistake
from bulletin.model.unit import Unit
from bulletin.vietnamese.dates import short_date

PICTURES = (".jpg", ".jpeg", ".png", ".webp")
RECORDINGS = (".mp3",)
TRANSCRIPTS = (".txt",)


def known_unit(
    key: str, known: ReferenceIndex, get_day: Callable[[], dt.date]
) -> Iterator[Mistake]:
    """The unit is one of units.yml.

    Of units with one name, the one that existed on the day is proposed; `get_day` raises BrokenKey
    where the day is not valid.
    """
    if known.units is None or key in known.units:
        return
    existing: Iterable[str] = known.units
    with suppress(BrokenKey):
        day = get_day()
        existing = [
            one
            for one, unit in known.units.items()
            if unit is None or (unit.existed_by(day) and not unit.ended_before(day))
        ]
        if not guess_references(key, existing, known.names.get(UNIT, {})):
            existing = known.units
    yield known.unknown(("unit",), UNIT, key, existing)


def unit_on(day: dt.date, key: str, known: ReferenceIndex) -> Iterator[Mistake]:
    """By `day` the unit, if it is known, existed, and it had not ended."""
    units = known.units or {}
    found = units.get(key)
    if found is None:
        return
    if found.start is not None and not found.existed_by(day):
        written = f"sau ngày {short_date(day)}"
        message = f"{found.name} có hiệu lực từ {short_date(found.start)}, {written}"
        before = _named(found.predecessors, units)
        yield Mistake(("unit",), message + (f"; trước đó là: {before}" if before else ""))
    if found.end is not None and found.ended_before(day):
        message = f"{found.name} đã kết thúc ngày {short_date(found.end)}"
        after = _named(found.successors, units)
        hint = f"; đơn vị kế thừa: {after}" if after else ""
        yield Mistake(("unit",), message + hint, Severity.WARNING)


def real_unit(key: str, known: ReferenceIndex, *, sample: bool) -> Iterator[Mistake]:
    """What is not a sample does not stand in an invented unit."""
    unit = (known.units or {}).get(key)
    if unit is not None and unit.sample and not sample:
        message = f"{unit.name} là đơn vị mẫu, không có thật; sửa đơn vị, hoặc ghi sample: true"
        yield Mistake(("unit",), message)


def _named(keys: Sequence[str], units: Mapping[str, Unit | None]) -> str:
    """Return units by name and key, as an editor reads and copies them."""
    return ", ".join(f"{unit.name} ({key})" for key in keys if (unit := units.get(key)))


def sound_file(
    location: Location, folder: str, name: str, endings: tuple[str, ...], known: ReferenceIndex
) -> Iterator[Mistake]:
    """The file stands in `folder`, is of a kind that is taken, and is what its name says."""
    path = f"{folder}/{name}"
    if not name.lower().endswith(endings):
        if path in known.files and not name.lower().endswith(
            (*PICTURES, *RECORDINGS, *TRANSCRIPTS)
        ):
            return  # a type that is not taken anywhere: reported at the file, with its cure
        yield Mistake(location, f"'{name}' phải là tệp {', '.join(endings)}")
    elif path not in known.files:
        beside = [f.rpartition("/")[2] for f in known.files if f.rpartition("/")[0] == folder]
        yield unknown(location, "tệp cạnh bài tên", name, beside)
    elif known.media.sizes.get(path) == 0 and endings == TRANSCRIPTS:
        return  # an empty transcript is reported where it lies
    elif wrong := known.media.mistake(path):
        yield Mistake(location, wrong)


def known_once(
    key: str, what: str, written: Sequence[str], known: Set[str] | None, index: ReferenceIndex
) -> Iterator[Mistake]:
    """Each of the values `written` under `key` is known, and written once."""
    for position, value in enumerate(written):
        if known is not None and value not in known:
            yield index.unknown((key, position), what, value, known)
        if value in written[:position]:
            yield Mistake((key, position), f"{what} '{value}' viết hai lần; bỏ một")
