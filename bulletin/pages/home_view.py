"""What the front page shows in addition to the hand-written text of docs/index.md."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import islice

from bulletin.edition.edition import Edition
from bulletin.edition.public_awards import iter_real_awards
from bulletin.edition.public_events import EventState
from bulletin.edition.public_story import put_real_first
from bulletin.model.campaign_progress import CampaignProgress
from bulletin.pages.award_pages import AwardRow, make_award_row
from bulletin.pages.campaign_pages import make_campaign_card
from bulletin.pages.card_list import Card
from bulletin.pages.event_pages import make_event_card
from bulletin.pages.page import View
from bulletin.pages.story_page import make_story_card

MAX_STORIES = 7
MAX_EVENTS = 4
MAX_PAST_EVENTS = 3
MAX_AWARDS = 3


@dataclass(frozen=True, slots=True)
class HomeView(View):
    """home.html: the latest stories, running campaigns, coming events and latest real awards.

    `past` has the last events where none is to come.
    """

    latest: tuple[Card, ...]
    running: tuple[Card, ...]
    coming: tuple[Card, ...]
    past: tuple[Card, ...]
    awards: tuple[AwardRow, ...]


def make_home_view(edition: Edition) -> HomeView:
    """Return what the front page shows of `edition`."""
    coming = [event for event in edition.events if event.state is EventState.COMING]
    coming.sort(key=lambda event: event.front.sample)
    past = [event for event in edition.events if event.state is EventState.PAST]
    past.sort(key=lambda event: event.front.start, reverse=True)
    past.sort(key=lambda event: event.front.sample)
    # Real events that are over tell more than invented ones to come.
    if past and coming and coming[0].front.sample and not past[0].front.sample:
        coming = []
    return HomeView(
        latest=tuple(
            make_story_card(story) for story in put_real_first(edition.stories)[:MAX_STORIES]
        ),
        past=() if coming else tuple(make_event_card(event) for event in past[:MAX_PAST_EVENTS]),
        coming=tuple(make_event_card(event) for event in coming[:MAX_EVENTS]),
        awards=tuple(
            make_award_row(award, edition)
            for award in islice(iter_real_awards(edition), MAX_AWARDS)
        ),
        running=tuple(
            make_campaign_card(campaign, edition)
            for campaign in edition.campaigns
            if edition.progress(campaign.front) is CampaignProgress.RUNNING
        ),
    )
