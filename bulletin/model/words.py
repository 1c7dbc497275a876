"""The words by which records are shown to readers."""

from __future__ import annotations

from bulletin.model.story import Stage, Subject

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
