"""What the page of a campaign says of its time."""

from __future__ import annotations

from typing import Any

import pytest

from bulletin.pages.card_list import ListView
from tests.content.builder import CAMPAIGN, CAMPAIGN_KEYS, page
from tests.narrowing import require_type
from tests.opened import pages_of


@pytest.mark.parametrize(
    ("phases", "time", "launched"),
    [
        ([], ("từ 02/01/2024",), None),
        ([{"name": "Một", "from": "2024-02-01"}], None, ("02/01/2024",)),
        # The first day of a phase is no day of launch; the phase says it.
        ([{"name": "Một", "from": "2024-01-02"}], None, None),
        ([{"name": "Một"}], None, ("02/01/2024",)),
    ],
)
def test_the_day_of_the_launch_is_said_once(
    phases: list[dict[str, Any]], time: tuple[str, ...] | None, launched: tuple[str, ...] | None
) -> None:
    keys = {"started": "2024-01-02", "phases": phases}
    shown = pages_of({CAMPAIGN: page(CAMPAIGN_KEYS, keys)})["/phong-trao/xanh-sach/"]
    view = require_type(shown.view, ListView)
    facts = {fact.term: fact.values for fact in view.facts}
    assert (facts.get("Thời gian"), facts.get("Phát động ngày")) == (time, launched)
