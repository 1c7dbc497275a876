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

    form: Line = Field(
        title="Hình thức đồng ý", description="hình thức đồng ý: văn bản, ghi âm…, kèm số lưu hồ sơ"
    )
    date: Day = Field(title="Ngày đồng ý", description="ngày đồng ý, dạng 2026-11-18")
    scope: Annotated[tuple[Scope, ...], Field(min_length=1)] = Field(
        title="Đồng ý cho làm gì",
        description="phạm vi đồng ý: web (nêu tên), image (đăng ảnh), radio (đọc trên đài)",
    )
    guardian_form: Line | None = Field(
        None,
        title="Cha mẹ hoặc người giám hộ đồng ý bằng",
        description="hình thức đồng ý của cha mẹ hoặc người giám hộ, bắt buộc với trẻ em",
    )


class Person(Record):
    """A person named in a story."""

    name: Line = Field(title="Họ tên", description="họ tên như người đó viết")
    role: Line | None = Field(
        None, title="Chức danh, công việc", description="chức danh, công việc, vai trò"
    )
    child: Flag = Field(False, title="Dưới 16 tuổi", description="true nếu dưới 16 tuổi")
    consent: Consent = Field(
        title="Sự đồng ý", description="sự đồng ý của người đó; im lặng không phải là đồng ý"
    )


class Award(Record):
    """A commendation mentioned in a story."""

    title: Name = Field(
        title="Danh hiệu, hình thức khen",
        description="danh hiệu thi đua hoặc hình thức khen thưởng",
    )
    decision: Name | None = Field(None, title="Số quyết định", description="số quyết định")
    issuer: Name | None = Field(None, title="Cấp quyết định", description="cấp quyết định")
    date: Day | None = Field(None, title="Ngày quyết định", description="ngày quyết định")
    revoked: Flag = Field(False, title="Đã bị thu hồi", description="true nếu đã bị thu hồi")
    revoked_on: Day | None = Field(None, title="Ngày thu hồi", description="ngày thu hồi")
    revoked_reason: Name | None = Field(
        None, title="Lý do thu hồi", description="lý do thu hồi, số quyết định thu hồi"
    )


class Picture(Record):
    """A picture beside the story."""

    file: FileName = Field(title="Tệp ảnh", description="tên tệp ảnh đặt cạnh bài")
    alt: Line = Field(title="Lời tả ảnh", description="lời tả ảnh cho người không nhìn thấy ảnh")
    credit: Line = Field(title="Người chụp", description="người chụp hoặc nguồn ảnh")


class Audio(Record):
    """A recording beside the story."""

    file: FileName = Field(title="Tệp ghi âm", description="tên tệp mp3 đặt cạnh bài")
    transcript: FileName | None = Field(
        None, title="Tệp lời của bản ghi", description="tên tệp lời của bản ghi âm"
    )


class Correction(Record):
    """A correction of a published story."""

    date: Day = Field(title="Ngày đính chính", description="ngày đính chính")
    text: Text = Field(title="Điều đã sai và điều đúng", description="điều đã sai và điều đúng")


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

    lead: Text | None = Field(
        None, title="Lời dẫn trên đài", description="lời dẫn thay cho tóm tắt"
    )
    text: Text | None = Field(
        None, title="Lời đọc trên đài", description="lời đọc thay cho lời văn của bài"
    )
    skip: Flag = Field(False, title="Không đưa lên đài", description="true: không đưa lên đài")
    pronounce: Mapping[str, Line] = Field(
        {}, title="Cách đọc từng từ", description="cách đọc từng từ trong bài: từ viết và lời đọc"
    )
    slot: Reference | None = Field(
        None, title="Chương trình", description="chỉ phát trong chương trình có khóa này"
    )
    priority: Priority = Field(
        Priority.ORDINARY,
        title="Mức ưu tiên",
        description="mức ưu tiên: thong-thuong, uu-tien, khan-cap",
    )
    repeat: Flag = Field(
        False,
        title="Phát lại được",
        description="true: phát lại được nhiều lần trong một chương trình",
    )


class Story(Record):
    """The front matter of every story (docs-dev/contract.md, "Front matter")."""

    title: Title = Field(title="Tên bài", description="tên bài, một dòng, không quá 150 ký tự")
    date: Moment = Field(
        title="Ngày đăng",
        description="ngày đăng, dạng 2026-11-18 hoặc 2026-11-18T07:30; "
        "ngày sau hôm nay thì đến ngày mới đăng",
    )
    summary: Summary = Field(
        title="Tóm tắt",
        description="tóm tắt 1–3 câu, không quá 400 ký tự; cũng là lời dẫn trên đài",
    )
    unit: Reference = Field(
        title="Đơn vị", description="khóa đơn vị trong units.yml, còn hiệu lực vào ngày đăng"
    )
    fields: Annotated[tuple[Reference, ...], Field(min_length=1)] = Field(
        title="Lĩnh vực", description="danh sách khóa lĩnh vực trong fields.yml"
    )
    subject: Subject | None = Field(None, title="Bài nói về", description=_ABOUT)
    author: Name = Field(title="Người viết", description="người viết")
    source: Text | None = Field(
        None,
        title="Nguồn của thông tin",
        description="nguồn của thông tin; bắt buộc khi người viết không phải cơ quan xuất bản",
    )
    campaigns: tuple[Reference, ...] = Field(
        (), title="Phong trào", description="danh sách tên thư mục phong trào thi đua"
    )
    stage: Stage | None = Field(
        None,
        title="Giai đoạn của điển hình",
        description="giai đoạn của điển hình: phat-hien, boi-duong, tong-ket, nhan-rong",
    )
    people: tuple[Person, ...] = Field(
        (),
        title="Người được nêu tên",
        description="những người được nêu tên và sự đồng ý của họ; "
        "bắt buộc khi nói về cá nhân, hộ gia đình",
    )
    awards: tuple[Award, ...] = Field((), title="Khen thưởng", description="khen thưởng")
    result: Name | None = Field(
        None, title="Kết quả", description="kết quả, một dòng: đã đổi thay được gì, bằng con số"
    )
    confirmed_by: Name | None = Field(
        None,
        title="Nơi xác nhận kết quả",
        description="ai xác nhận kết quả: cơ quan, tổ chức, người dân nơi đó",
    )
    image: Picture | None = Field(
        None, title="Ảnh", description="ảnh đặt cạnh bài: file, alt, credit"
    )
    audio: Audio | None = Field(
        None, title="Bản ghi âm", description="bản ghi âm mp3 đặt cạnh bài: file, transcript"
    )
    approved_by: Line | None = Field(None, title="Người duyệt", description="người duyệt đăng")
    approved_on: Day | None = Field(None, title="Ngày duyệt", description="ngày duyệt đăng")
    aliases: tuple[Address, ...] = Field(
        (),
        title="Địa chỉ cũ",
        description="địa chỉ cũ phải dẫn về bài này, như /dien-hinh/2024/ten-cu/",
    )
    id: Identity | None = Field(
        None,
        title="Mã vĩnh viễn",
        description="mã vĩnh viễn; để trống thì là đường dẫn dưới content/ bỏ đuôi .md",
    )
    broadcast: BroadcastNotes = Field(
        default_factory=BroadcastNotes,
        title="Đọc trên đài",
        description="đọc trên đài: lead, text, skip, pronounce, slot, priority, repeat",
    )
    corrections: tuple[Correction, ...] = Field(
        (), title="Đính chính", description="các lần đính chính"
    )
    draft: Flag = Field(False, title="Bản nháp", description="true: bản nháp, không bao giờ đăng")
    sample: Flag = Field(
        False, title="Bài minh họa", description="true: bài minh họa, không phải chuyện thật"
    )


class Exemplar(Story):
    """A story of content/exemplars/; `subject` is required."""

    subject: Subject = Field(title="Bài nói về", description=_ABOUT)


class CampaignStory(Story):
    """A story of content/campaigns/<campaign>/; its campaign follows from the folder."""
