"""A story: an exemplar or a story of a campaign, with its people and their consent."""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from typing import Annotated

from pydantic import Field

from bulletin.model.record import Record
from bulletin.model.values import (
    Address,
    Day,
    FileName,
    Flag,
    Identity,
    Line,
    Moment,
    Name,
    Reference,
    Summary,
    Text,
    Title,
)


class Subject(StrEnum):
    """Whom or what a story is about (Law 06/2022/QH15, article 2); a model is a way of working."""

    COLLECTIVE = "collective"
    INDIVIDUAL = "individual"
    HOUSEHOLD = "household"
    MODEL = "model"


class Stage(StrEnum):
    """The four stages of an exemplar."""

    DISCOVERED = "phat-hien"
    NURTURED = "boi-duong"
    SUMMED_UP = "tong-ket"
    REPLICATED = "nhan-rong"


class Scope(StrEnum):
    """A use of name or picture that a person agreed to."""

    WEB = "web"
    IMAGE = "image"
    RADIO = "radio"


class Consent(Record):
    """How, when and to what a person agreed; the signed paper is not in the repository."""

    form: Line = Field(description="hình thức đồng ý: văn bản, ghi âm…, kèm số lưu hồ sơ")
    date: Day = Field(description="ngày đồng ý, dạng 2026-11-18")
    scope: Annotated[tuple[Scope, ...], Field(min_length=1)] = Field(
        description="phạm vi đồng ý: web (nêu tên), image (đăng ảnh), radio (đọc trên đài)"
    )
    guardian_form: Line | None = Field(
        None, description="hình thức đồng ý của cha mẹ hoặc người giám hộ, bắt buộc với trẻ em"
    )


class Person(Record):
    """A person named in a story."""

    name: Line = Field(description="họ tên như người đó viết")
    role: Line | None = Field(None, description="chức danh, công việc, vai trò")
    child: Flag = Field(False, description="true nếu dưới 16 tuổi")
    consent: Consent = Field(description="sự đồng ý của người đó; im lặng không phải là đồng ý")


class Award(Record):
    """A commendation mentioned in a story."""

    title: Name = Field(description="danh hiệu thi đua hoặc hình thức khen thưởng")
    decision: Name | None = Field(None, description="số quyết định")
    issuer: Name | None = Field(None, description="cấp quyết định")
    date: Day | None = Field(None, description="ngày quyết định")
    revoked: Flag = Field(False, description="true nếu đã bị thu hồi")
    revoked_on: Day | None = Field(None, description="ngày thu hồi")
    revoked_reason: Name | None = Field(None, description="lý do thu hồi, số quyết định thu hồi")


class Picture(Record):
    """A picture beside the story."""

    file: FileName = Field(description="tên tệp ảnh đặt cạnh bài")
    alt: Line = Field(description="lời tả ảnh cho người không nhìn thấy ảnh")
    credit: Line = Field(description="người chụp hoặc nguồn ảnh")


class Audio(Record):
    """A recording beside the story."""

    file: FileName = Field(description="tên tệp mp3 đặt cạnh bài")
    transcript: FileName | None = Field(None, description="tên tệp lời của bản ghi âm")


class Correction(Record):
    """A correction of a published story."""

    date: Day = Field(description="ngày đính chính")
    text: Text = Field(description="điều đã sai và điều đúng")


_ABOUT = (
    "bài nói về: collective (tập thể), individual (cá nhân), household (hộ gia đình), "
    "model (mô hình, cách làm)"
)


class Priority(StrEnum):
    """How urgent a broadcast is (Circular 39/2020/TT-BTTTT)."""

    ORDINARY = "thong-thuong"
    PREFERRED = "uu-tien"
    URGENT = "khan-cap"


class BroadcastNotes(Record):
    """What the editor decides about the script; the rest of it is made from the story."""

    lead: Text | None = Field(None, description="lời dẫn thay cho tóm tắt")
    text: Text | None = Field(None, description="lời đọc thay cho lời văn của bài")
    skip: Flag = Field(False, description="true: không đưa lên đài")
    pronounce: Mapping[str, Line] = Field(
        {}, description="cách đọc từng từ trong bài: từ viết và lời đọc"
    )
    slot: Reference | None = Field(None, description="chỉ phát trong chương trình có khóa này")
    priority: Priority = Field(
        Priority.ORDINARY, description="mức ưu tiên: thong-thuong, uu-tien, khan-cap"
    )
    repeat: Flag = Field(False, description="true: phát lại được nhiều lần trong một chương trình")


class Story(Record):
    """The front matter of every story (docs-dev/contract.md, "Front matter")."""

    title: Title = Field(description="tên bài, một dòng, không quá 150 ký tự")
    date: Moment = Field(
        description="ngày đăng, dạng 2026-11-18 hoặc 2026-11-18T07:30; "
        "ngày sau hôm nay thì đến ngày mới đăng"
    )
    summary: Summary = Field(
        description="tóm tắt 1–3 câu, không quá 400 ký tự; cũng là lời dẫn trên đài"
    )
    unit: Reference = Field(description="khóa đơn vị trong units.yml, còn hiệu lực vào ngày đăng")
    fields: Annotated[tuple[Reference, ...], Field(min_length=1)] = Field(
        description="danh sách khóa lĩnh vực trong fields.yml"
    )
    subject: Subject | None = Field(None, description=_ABOUT)
    author: Name = Field(description="người viết")
    source: Text | None = Field(
        None, description="nguồn của thông tin; bắt buộc khi người viết không phải cơ quan xuất bản"
    )
    campaigns: tuple[Reference, ...] = Field(
        (), description="danh sách tên thư mục phong trào thi đua"
    )
    stage: Stage | None = Field(
        None, description="giai đoạn của điển hình: phat-hien, boi-duong, tong-ket, nhan-rong"
    )
    people: tuple[Person, ...] = Field(
        (),
        description="những người được nêu tên và sự đồng ý của họ; "
        "bắt buộc khi nói về cá nhân, hộ gia đình",
    )
    awards: tuple[Award, ...] = Field((), description="khen thưởng")
    result: Name | None = Field(
        None, description="kết quả, một dòng: đã đổi thay được gì, bằng con số"
    )
    confirmed_by: Name | None = Field(
        None, description="ai xác nhận kết quả: cơ quan, tổ chức, người dân nơi đó"
    )
    image: Picture | None = Field(None, description="ảnh đặt cạnh bài: file, alt, credit")
    audio: Audio | None = Field(None, description="bản ghi âm mp3 đặt cạnh bài: file, transcript")
    approved_by: Line | None = Field(None, description="người duyệt đăng")
    approved_on: Day | None = Field(None, description="ngày duyệt đăng")
    aliases: tuple[Address, ...] = Field(
        (), description="địa chỉ cũ phải dẫn về bài này, như /dien-hinh/2024/ten-cu/"
    )
    id: Identity | None = Field(
        None, description="mã vĩnh viễn; để trống thì là đường dẫn dưới content/ bỏ đuôi .md"
    )
    broadcast: BroadcastNotes = Field(
        default_factory=BroadcastNotes,
        description="đọc trên đài: lead, text, skip, pronounce, slot, priority, repeat",
    )
    corrections: tuple[Correction, ...] = Field((), description="các lần đính chính")
    draft: Flag = Field(False, description="true: bản nháp, không bao giờ đăng")
    sample: Flag = Field(False, description="true: bài minh họa, không phải chuyện thật")


class Exemplar(Story):
    """A story of content/exemplars/; `subject` is required."""

    subject: Subject = Field(description=_ABOUT)


class CampaignStory(Story):
    """A story of content/campaigns/<campaign>/; its campaign follows from the folder."""
