"""Lines that were typed without the diacritics of Vietnamese: nobody can read them aloud."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from bulletin.content.source import BODY
from bulletin.content.yaml.front_matter import Split
from bulletin.errors import Problem, Severity
from bulletin.model.record import Location, Mistake
from bulletin.vietnamese.unmarked import find_input_method


def unmarked_problems(path: str, parted: Split) -> Iterator[Problem]:
    """Yield the first line of a body that has no diacritics, with how many more there are."""
    found = [
        (number, line, method)
        for number, line in enumerate(parted.body.split("\n"), parted.body_line)
        if (method := find_input_method(line)) is not None
    ]
    if found:
        number, line, method = found[0]
        more = f" (còn {len(found) - 1} dòng nữa như vậy)" if len(found) > 1 else ""
        yield Problem(path, number, BODY, f"{_say(line, method)}{more}", Severity.WARNING)


def unmarked_mistakes(raw: object) -> Iterator[Mistake]:
    """Yield the summary and the words for the station that have no diacritics."""
    if not isinstance(raw, Mapping):
        return
    broadcast = raw.get("broadcast")
    inner = broadcast if isinstance(broadcast, Mapping) else {}
    values: list[tuple[Location, object]] = [(("summary",), raw.get("summary"))]
    values += [(("broadcast", key), inner.get(key)) for key in ("lead", "text")]
    for location, value in values:
        if isinstance(value, str) and (method := find_input_method(value)) is not None:
            yield Mistake(location, _say(value, method), Severity.WARNING)


def _say(line: str, method: str) -> str:
    words = line.split()
    shown = " ".join(words[:6]) + (" …" if len(words) > 6 else "")
    if method:
        return (
            f"chữ gõ khi bộ gõ tiếng Việt đang tắt (kiểu {method}): '{shown}'; bật lên rồi gõ lại"
        )
    return f"lời văn không có dấu tiếng Việt: '{shown}'; gõ lại có dấu"
