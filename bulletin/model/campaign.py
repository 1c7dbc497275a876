"""An emulation campaign (phong trào thi đua)."""

from __future__ import annotations

from pydantic import Field

from bulletin.model.record import Record
from bulletin.model.story import Picture
from bulletin.model.values import Day, Line, Reference, Summary, Title


class Phase(Record):
    """A phase of a campaign, which its own decision starts."""

    name: Line = Field(description="tên giai đoạn, như Giai đoạn 2021–2025")
    start: Day | None = Field(None, alias="from", description="ngày đầu của giai đoạn")
    end: Day | None = Field(None, alias="to", description="ngày cuối của giai đoạn")
    decision: Line | None = Field(
        None, description="văn bản của giai đoạn: khóa văn bản hoặc số ký hiệu"
    )

    @property
    def period_name(self) -> str:
        """The name in running text: "giai đoạn 2021–2025"."""
        bare = self.name.removeprefix("Giai đoạn ").removeprefix("giai đoạn ")
        return f"giai đoạn {bare}"


class Campaign(Record):
    """The front matter of content/campaigns/<campaign>/index.md."""

    title: Title = Field(description="tên phong trào, một dòng, không quá 150 ký tự")
    summary: Summary = Field(description="tóm tắt 1–3 câu, không quá 400 ký tự")
    started: Day = Field(description="ngày phát động, dạng 2026-11-18")
    ended: Day | None = Field(None, description="ngày kết thúc; để trống khi chưa kết thúc")
    launched_by: Line = Field(description="người hoặc cơ quan phát động")
    decision: Line | None = Field(
        None, description="văn bản làm căn cứ: khóa văn bản hoặc số ký hiệu"
    )
    phases: tuple[Phase, ...] = Field(
        (),
        description="các giai đoạn theo thứ tự thời gian; có giai đoạn thì tình trạng của phong "
        "trào theo các giai đoạn, không theo started, ended; chỉ có một mà không ghi ngày thì "
        "trang ghi chưa rõ thời gian",
    )
    other_names: tuple[Line, ...] = Field((), description="các tên gọi khác")
    fields: tuple[Reference, ...] = Field(
        (), description="danh sách khóa lĩnh vực trong fields.yml"
    )
    image: Picture | None = Field(None, description="ảnh đặt cạnh tệp: file, alt, credit")
