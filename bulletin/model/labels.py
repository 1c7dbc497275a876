"""The words with which readers see subjects, stages, sorts of stories, and what is a sample."""

from __future__ import annotations

from bulletin.model.story import Award, Stage, Story, Subject
from bulletin.vietnamese.dates import short_date

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
DRAWINGS = {
    Subject.COLLECTIVE: "tap-the",
    Subject.INDIVIDUAL: "ca-nhan",
    Subject.HOUSEHOLD: "ho-gia-dinh",
    Subject.MODEL: "mo-hinh",
    None: "phong-trao",
}
"""The drawings that stand for what a story is about, where its fields have none."""

SAMPLE_STORY = "Bài mẫu"
SAMPLE_EVENT = "Sự kiện mẫu"
SAMPLE_UNIT = "Đơn vị mẫu"
CONFIRMED_BY = "Nơi xác nhận:"


def story_label(story: Story) -> str:
    """Return the label of a story: its subject, or that it is a story of a campaign."""
    return CAMPAIGN_STORY if story.subject is None else SUBJECTS[story.subject]


def mark_text(text: str, mark: str) -> str:
    """Return a link's text with its mark, where it has one: "Đường hoa ấp Mẫu (bài mẫu)"."""
    return f"{text} ({mark[:1].lower()}{mark[1:]})" if mark else text


def story_mark(story: Story) -> str:
    """Return the mark of a sample, "" for a real story."""
    return SAMPLE_STORY if story.sample else ""


def format_award(award: Award) -> str:
    """Return an award with its issuer, decision, date and revocation as one sentence."""
    parts = [award.title, award.issuer or ""]
    parts.append(f"quyết định số {award.decision}" if award.decision else "")
    parts.append(f"ngày {short_date(award.date)}" if award.date else "")
    if award.revoked:
        day = f" ngày {short_date(award.revoked_on)}" if award.revoked_on else ""
        reason = f": {award.revoked_reason}" if award.revoked_reason else ""
        parts.append(f"đã thu hồi{day}{reason}")
    return f"{', '.join(filter(None, parts)).rstrip('.')}."


def format_result(story: Story) -> str:
    """Return what changed and who vouches for it as sentences; "" where nothing is written."""
    result = f"Kết quả: {story.result.rstrip('.')}." if story.result else ""
    by = f"{CONFIRMED_BY} {story.confirmed_by.rstrip('.')}." if story.confirmed_by else ""
    return f"{result} {by}".strip()
