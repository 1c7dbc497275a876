"""Campaigns of many bulletins are one by key, name and other names; a liar joins none."""

from __future__ import annotations

import random

from bulletin.model.catalog import CampaignCard
from bulletin.portal.matching import match_campaigns


def campaign(key: str, title: str, *others: str) -> CampaignCard:
    """Return the campaign of a bulletin."""
    return CampaignCard(key=key, address=f"/phong-trao/{key}/", title=title, other_names=others)


RURAL = "Cả nước chung sức xây dựng nông thôn mới"
POOR = "Vì người nghèo – Không để ai bị bỏ lại phía sau"
HONEST = [
    campaign("nong-thon-moi", RURAL),
    campaign("nong-thon-moi", RURAL),
    campaign("nong-thon-moi", "Xây dựng nông thôn mới"),
    campaign("xay-dung-ntm", "Chung sức xây dựng nông thôn mới", f"“{RURAL.upper()}”"),
    campaign("vi-nguoi-ngheo", POOR),
    campaign("vi-nguoi-ngheo", POOR),
]


def keys_of(cards: list[CampaignCard]) -> list[tuple[str, ...]]:
    """Return the keys of each campaign of the portal."""
    return [match.keys for match in match_campaigns(cards)]


def test_campaigns_are_matched_by_key_and_by_any_name() -> None:
    rural, poor = match_campaigns(HONEST)
    assert rural.keys == ("nong-thon-moi", "xay-dung-ntm")
    assert rural.title == RURAL
    assert rural.other_names == ("Chung sức xây dựng nông thôn mới", "Xây dựng nông thôn mới")
    assert (poor.keys, poor.title) == (("vi-nguoi-ngheo",), POOR)


def test_a_bulletin_that_lies_joins_no_two_campaigns_of_others() -> None:
    own_key = campaign("dua", "Dua", RURAL, POOR)
    taken_key = campaign("nong-thon-moi", "Dua", POOR)
    for liar in (own_key, taken_key):
        found = keys_of([*HONEST, liar])
        assert ("vi-nguoi-ngheo",) in found or ("vi-nguoi-ngheo", "dua") in found
        assert len(found) == 2
        assert match_campaigns([*HONEST, liar])[0].title == RURAL


def test_the_order_of_the_bulletins_does_not_matter() -> None:
    expected = match_campaigns(HONEST)
    for seed in range(5):
        shuffled = random.Random(seed).sample(HONEST, len(HONEST))
        assert match_campaigns(shuffled) == expected


def test_none_is_none() -> None:
    assert match_campaigns([]) == ()
