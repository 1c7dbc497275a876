"""The words with which readers see subjects, stages and sorts of stories."""

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
    """Return the label of a story: its subject, or that it is a story of a campaign."""
    return CAMPAIGN_STORY if story.subject is None else SUBJECTS[story.subject]
