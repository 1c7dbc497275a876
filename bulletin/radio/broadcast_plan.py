"""The plan of an edition's broadcasts: its cleared stories in the station's programmes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from bulletin.edition.edition import Edition
from bulletin.radio.running_order import Broadcast, Programme, S, make_running_order


def plan_broadcasts(
    edition: Edition, scripts: Mapping[str, S], first: dt.date, last: dt.date
) -> tuple[Broadcast[S], ...]:
    """Return the broadcasts of the days from `first` to `last`; samples are never aired.

    What stations reported counts; a programme that is not known stands for all programmes.

    `scripts` holds the script, or its summary, of every cleared story by the story's address.
    """
    programmes = [
        Programme(one.key, one.name, one.time, one.minutes)
        for one in edition.bulletin.station.aired_programmes
    ]
    cleared = [
        (scripts[story.address], notes.slot, notes.repeat)
        for story in edition.cleared
        if not story.front.sample
        for notes in [story.front.broadcast]
    ]
    keys = {one.key: one.key for one in programmes} | {
        one.name.casefold(): one.key for one in programmes
    }
    reports = {
        scripts[story.address].address: [
            (entry.date, keys.get((entry.programme or "").casefold())) for entry in story.aired
        ]
        for story in edition.cleared
        if story.aired
    }
    return make_running_order(cleared, programmes, first, last, reports=reports)
