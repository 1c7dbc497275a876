"""The moment for which a site is built, where BULLETIN_NOW sets it: for tests, or to look ahead."""

from __future__ import annotations

import datetime as dt

VARIABLE = "BULLETIN_NOW"

_YEARS = range(1945, 2201)


class WrongMoment(Exception):
    """BULLETIN_NOW holds no moment; the message is one sentence in Vietnamese."""


def parse_moment(text: str | None) -> dt.datetime | None:
    """Return the moment that `text` sets, None when it sets none; raises WrongMoment."""
    if text is None or not text.strip():
        return None
    try:
        moment = dt.datetime.fromisoformat(text.strip())
    except ValueError:
        moment = None
    if moment is None or moment.tzinfo is None or moment.year not in _YEARS:
        shown = "".join(letter if letter.isprintable() else "\ufffd" for letter in text)
        message = (
            f"{VARIABLE} phải là ngày, giờ có múi giờ, từ năm {_YEARS[0]} đến {_YEARS[-1]}, "
            f"dạng 2026-11-23T08:00:00+07:00, đang là '{shown}'; bỏ trống thì lấy giờ của máy"
        )
        raise WrongMoment(message)
    return moment
