"""The words by which records are shown to readers."""

from __future__ import annotations

from bulletin.model.story import Stage, Story, Subject

SUBJECTS = {
    Subject.COLLECTIVE: "Tập thể",
    Subject.INDIVIDUAL: "Cá nhân",
    Subject.HOUSEHOLD: "Hộ gia đình",
    Subject.MODEL: "Mô hình, cách làm",
}
STAGES = {
    Stage.DISCOVERED: "Phát hiện",
    Stage.NURTURED: "Bồi dưỡng",
    Stage.SUMMED_UP: "Tổng kết",
    Stage.REPLICATED: "Nhân rộng",
}
CAMPAIGN_STORY = "Tin phong trào"


def story_label(story: Story) -> str:
    """Return the word that tells a reader or listener what sort of story it is."""
    return CAMPAIGN_STORY if story.subject is None else SUBJECTS[story.subject]
