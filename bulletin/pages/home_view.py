"""What the front page shows in addition to the hand-written text of docs/index.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import islice

from bulletin.edition.edition import Edition
from bulletin.edition.own_area import Area, find_area, put_own_first
from bulletin.edition.public_awards import iter_real_awards
from bulletin.edition.public_events import EventState
from bulletin.edition.public_story import PublicStory
from bulletin.model.campaign_progress import CampaignProgress
from bulletin.pages.award_pages import AwardRow, make_award_row
from bulletin.pages.campaign_pages import make_campaign_card
from bulletin.pages.card_list import Card
from bulletin.pages.event_pages import make_event_card
from bulletin.pages.page import View
from bulletin.pages.story_page import make_story_card

MAX_STORIES = 7
MAX_NEARBY = 4
MAX_EVENTS = 4
MAX_PAST_EVENTS = 3
MAX_AWARDS = 3


@dataclass(frozen=True, slots=True)
class HomeView(View):
    """home.html: the latest stories, running campaigns, coming events and latest real awards.

    The heading above the campaigns says that they run: their cards have no label.

    `nearby` are stories of the region, beside those of the bulletin's own units. `past` has the
    last events where none is to come.
    """

    latest: tuple[Card, ...]
    nearby: tuple[Card, ...]
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
    latest, nearby = _choose_stories(edition)
    return HomeView(
        latest=tuple(map(make_story_card, latest)),
        nearby=tuple(map(make_story_card, nearby)),
        past=() if coming else tuple(make_event_card(event) for event in past[:MAX_PAST_EVENTS]),
        coming=tuple(make_event_card(event) for event in coming[:MAX_EVENTS]),
        awards=tuple(
            make_award_row(award, edition)
            for award in islice(iter_real_awards(edition), MAX_AWARDS)
        ),
        running=tuple(
            replace(make_campaign_card(campaign, edition), label="")
            for campaign in edition.campaigns
            if edition.progress(campaign.front) is CampaignProgress.RUNNING
        ),
    )


def _choose_stories(edition: Edition) -> tuple[Sequence[PublicStory], Sequence[PublicStory]]:
    """Return the stories under "the latest", and those of the region under their own heading.

    Samples fill the place of stories of the own units only where nothing real is shown.
    """
    stories = put_own_first(edition, edition.stories)
    own = [story for story in stories if find_area(edition, story) is Area.OWN]
    region = [story for story in stories if find_area(edition, story) is Area.REGION]
    if not own:
        return stories[:MAX_STORIES], ()
    return own[:MAX_STORIES], region[:MAX_NEARBY]
