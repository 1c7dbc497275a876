"""The lists of the bulletin that a story is in, for the taxonomies of its rivals."""

from __future__ import annotations

from benchmarks.district import campaign_key, unit_key
from benchmarks.stories import Story


def taxonomy_keys(story: Story) -> dict[str, list[str]]:
    """Return the keys of a story's fields, unit and campaigns by the name of the taxonomy."""
    own = story.head.campaign
    campaigns = [*([] if own is None else [own]), *story.campaigns]
    return {
        "fields": list(story.fields),
        "units": [unit_key(story.head.unit)],
        "campaigns": [campaign_key(index) for index in dict.fromkeys(campaigns)],
    }
