"""What a rival files a story under: the lists that the bulletin has as well."""

from __future__ import annotations

from benchmarks.district import campaign_key, unit_key
from benchmarks.stories import Story


def labels(story: Story) -> dict[str, list[str]]:
    """Return the keys of fields, unit and campaigns of a story by the name of the taxonomy."""
    own = story.heading.campaign
    campaigns = [*([] if own is None else [own]), *story.campaigns]
    return {
        "fields": list(story.fields),
        "units": [unit_key(story.heading.unit)],
        "campaigns": [campaign_key(number) for number in dict.fromkeys(campaigns)],
    }
