"""Whether a campaign is to come, running or over on a day, and the words for it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum
from itertools import pairwise

from bulletin.model.campaign import Campaign, Phase


class CampaignProgress(Enum):
    """Whether a campaign is to come, running or over on a day; the value is the text shown."""

    COMING = "sắp bắt đầu"
    RUNNING = "đang diễn ra"
    ENDED = "đã kết thúc"
    UNKNOWN = "chưa rõ thời gian"


@dataclass(frozen=True, slots=True)
class DatedPhase:
    """A phase whose days are known: from `first` to `last`, both included."""

    phase: Phase
    first: dt.date
    last: dt.date


def date_phases(phases: Sequence[Phase]) -> tuple[DatedPhase, ...]:
    """Return the phases of which a day is known, in the order of time.

    A phase without its last day ends on the day before the next one begins; the last phase goes on.
    A phase without its first day began before the others.
    """
    known = [phase for phase in phases if phase.start is not None or phase.end is not None]
    followed = [*known, None]
    dated = []
    for phase, following in pairwise(followed):
        assert phase is not None
        last = phase.end
        if last is None and following is not None and following.start is not None:
            last = following.start - dt.timedelta(days=1)
        dated.append(DatedPhase(phase, phase.start or dt.date.min, last or dt.date.max))
    return tuple(dated)


def find_phase(campaign: Campaign, day: dt.date) -> Phase | None:
    """Return the last phase of `campaign` that runs on `day`, if there is one."""
    running = [one.phase for one in date_phases(campaign.phases) if one.first <= day <= one.last]
    return running[-1] if running else None


def find_progress(campaign: Campaign, day: dt.date) -> CampaignProgress:
    """Return the progress of `campaign` on `day`; on its last day it is still running.

    Where there are phases, it follows from them alone.
    """
    if campaign.phases:
        return _find_progress_of_phases(campaign, day)
    if campaign.started > day:
        return CampaignProgress.COMING
    if campaign.ended is not None and campaign.ended < day:
        return CampaignProgress.ENDED
    return CampaignProgress.RUNNING


def describe_progress(campaign: Campaign, day: dt.date) -> str:
    """Return the words for the progress on `day`: "đã tổng kết giai đoạn 2021–2025"."""
    progress = find_progress(campaign, day)
    if progress is CampaignProgress.ENDED and campaign.phases:
        ended = max(date_phases(campaign.phases), key=lambda one: one.last).phase
        return f"đã tổng kết {ended.period_name}"
    return progress.value


def _find_progress_of_phases(campaign: Campaign, day: dt.date) -> CampaignProgress:
    dated = date_phases(campaign.phases)
    if not dated:
        return CampaignProgress.UNKNOWN
    if find_phase(campaign, day) is not None:
        return CampaignProgress.RUNNING
    if any(one.first > day for one in dated):
        return CampaignProgress.COMING
    return CampaignProgress.ENDED
