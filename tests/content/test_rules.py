"""Each rule beyond the shape of a record: a case that keeps it, and one that breaks it."""

from __future__ import annotations

import datetime as dt
from typing import Any

import pytest

from bulletin.content.rules import campaign, document, event, question, story
from bulletin.content.rules.reference_index import unknown
from tests.content import builder
from tests.content.builder import (
    CAMPAIGN,
    CAMPAIGN_KEYS,
    CAMPAIGN_STORY,
    DATA,
    DOCUMENT,
    DOCUMENT_KEYS,
    EVENT,
    EVENT_KEYS,
    PERSON,
    QUESTION,
    QUESTION_KEYS,
    STORY,
    STORY_KEYS,
    page,
    picture,
    problems,
)
from tests.media.samples import mp3

KEYS = {
    STORY: STORY_KEYS,
    CAMPAIGN_STORY: STORY_KEYS,
    CAMPAIGN: CAMPAIGN_KEYS,
    DOCUMENT: DOCUMENT_KEYS,
    QUESTION: QUESTION_KEYS,
    EVENT: EVENT_KEYS,
}
FOLDER = STORY.rpartition("/")[0]
BESIDE = {
    f"{FOLDER}/hoa.jpg": picture(),
    f"{FOLDER}/gia.png": b"GIF89a",
    f"{FOLDER}/loi.txt": b"L",
    f"{FOLDER}/loi.mp3": mp3(60),
    "content/campaigns/xanh-sach/hoa.jpg": picture(),
    "content/documents/files/ke-hoach.pdf": b"%PDF-1.7",
}
SHOWN = {"alt": "Đường hoa", "credit": "Ban biên tập Mẫu"}


def person(**consent: Any) -> dict[str, Any]:
    """Return a person whose consent is changed; a change to `child` is the person's own."""
    child = {"child": consent.pop("child")} if "child" in consent else {}
    return {**PERSON, **child, "consent": {**PERSON["consent"], **consent}}


def said(path: str, changes: dict[str, Any], today: dt.date | None = None) -> list[str]:
    """Return `field: message` of all that is wrong when the file at `path` is changed so."""
    changed = problems({**BESIDE, path: page(KEYS[path], changes)}, today=today)
    found = [problem for problem in changed if "không bài nào dùng" not in problem.message]
    assert {problem.path for problem in found} <= {path}, [str(problem) for problem in found]
    return [str(problem).split(": ", 1)[1] for problem in found]


# Rule, file, what keeps it, what breaks it, what is said then (from its beginning).
DECIDED = {"decision": "01/QĐ-UBND", "issuer": "Ủy ban nhân dân xã", "date": "2026-01-02"}

RULES = [
    # Stories
    (
        story.unit,
        STORY,
        {"unit": "ap-mau"},
        {"unit": "ap-mua"},
        "unit: không có đơn vị 'ap-mua'; có phải 'ap-mau'?",
    ),
    (
        story.unit_of_its_day,
        CAMPAIGN_STORY,
        {"unit": "xa-moi", "date": "2025-07-01"},
        {"unit": "xa-moi", "date": "2025-06-30"},
        "unit: Xã Mẫu có hiệu lực từ 01/7/2025, sau ngày 30/6/2025; trước đó là: Xã Mẫu (xa-cu)",
    ),
    (
        story.fields,
        STORY,
        {"fields": ["van-hoa", "giam-ngheo"]},
        {"fields": ["giam-ngeo"]},
        "fields[1]: không có lĩnh vực 'giam-ngeo'; có phải 'giam-ngheo'?",
    ),
    (
        story.fields,
        STORY,
        {},
        {"fields": ["van-hoa", "van-hoa"]},
        "fields[2]: lĩnh vực 'van-hoa' viết hai lần; bỏ một",
    ),
    (
        story.campaigns,
        STORY,
        {"campaigns": ["xanh-sach"]},
        {"campaigns": ["sach-xanh"]},
        "campaigns[1]: không có phong trào 'sach-xanh'",
    ),
    (
        story.source,
        STORY,
        {"author": "Ông Mẫu", "source": "Báo cáo của ấp"},
        {"author": "Ông Mẫu"},
        "source: thiếu nguồn; chỉ được bỏ khi người viết là 'Ban biên tập Mẫu'",
    ),
    (
        story.people,
        STORY,
        {"subject": "individual", "people": [PERSON]},
        {"subject": "individual"},
        "people: bài về cá nhân (subject: individual) phải kể từng người: name, role, consent",
    ),
    (
        story.people,
        STORY,
        {"subject": "household", "people": [PERSON]},
        {"subject": "household"},
        "people: bài về hộ gia đình (subject: household) phải kể từng người",
    ),
    (
        story.consent,
        STORY,
        {"people": [person(scope=["web", "radio"])]},
        {"people": [person(scope=["radio"])]},
        "people[1].consent.scope: 'Nhân vật minh họa' chưa đồng ý nêu tên trên trang (thiếu web)",
    ),
    (
        story.consent_to_picture,
        STORY,
        {"people": [person(scope=["web", "image"])], "image": {"file": "hoa.jpg", **SHOWN}},
        {"people": [PERSON], "image": {"file": "hoa.jpg", **SHOWN}},
        "people[1].consent.scope: 'Nhân vật minh họa' chưa đồng ý đăng ảnh (thiếu image)",
    ),
    (
        story.consent_to_recording,
        STORY,
        {"people": [person(scope=["web", "radio"])], "audio": {"file": "loi.mp3"}},
        {"people": [PERSON], "audio": {"file": "loi.mp3"}},
        "people[1].consent.scope: cảnh báo: 'Nhân vật minh họa' chưa đồng ý đọc trên đài",
    ),
    (
        story.consent,
        STORY,
        {"people": [person(child="true", guardian_form="văn bản của mẹ")]},
        {"people": [person(child="true")]},
        "people[1].consent.guardian_form: trẻ em phải có sự đồng ý của cha mẹ",
    ),
    (
        story.consent_in_time,
        STORY,
        {"people": [person(date="2026-11-18")]},
        {"people": [PERSON, person(date="2026-11-19")]},
        "people[2].consent.date: cảnh báo: ngày đồng ý sau ngày đăng; kiểm tra lại",
    ),
    (
        story.awards,
        STORY,
        {"awards": [{"title": "Giấy khen", **DECIDED}]},
        {"awards": [{"title": "Giấy khen", **DECIDED}, {"title": "Bằng khen"}]},
        "awards[2]: cảnh báo: 'Bằng khen' chưa có số quyết định, cấp quyết định, ngày quyết định",
    ),
    (
        story.title,
        STORY,
        {"title": "Dong Thap Muoi có hoa"},
        {"title": "Duong hoa ap Mau dep"},
        "title: cảnh báo: tên bài viết không dấu; gõ lại bằng tiếng Việt có dấu",
    ),
    (
        story.picture,
        STORY,
        {"image": {"file": "hoa.jpg", **SHOWN}},
        {"image": {"file": "hao.jpg", **SHOWN}},
        "image.file: không có tệp cạnh bài tên 'hao.jpg'; có phải 'hoa.jpg'?",
    ),
    (
        story.picture,
        STORY,
        {"image": {"file": "hoa.jpg", **SHOWN}},
        {"image": {"file": "loi.txt", **SHOWN}},
        "image.file: 'loi.txt' phải là tệp .jpg, .jpeg, .png, .webp",
    ),
    (
        story.picture,
        STORY,
        {"image": {"file": "hoa.jpg", **SHOWN}},
        {"image": {"file": "gia.png", **SHOWN}},
        "image.file: ",
    ),
    (
        story.recording,
        STORY,
        {},
        {"audio": {"file": "hoa.jpg"}},
        "audio.file: 'hoa.jpg' phải là tệp .mp3",
    ),
    (
        story.approval,
        STORY,
        {"approved_by": "Trưởng ban", "approved_on": "2026-11-17"},
        {"approved_by": "Trưởng ban"},
        "approved_on: người duyệt và ngày duyệt phải viết cùng nhau",
    ),
    (
        story.approval,
        STORY,
        {},
        {"approved_on": "2026-11-17"},
        "approved_by: người duyệt và ngày duyệt phải viết cùng nhau",
    ),
    (
        story.revocation,
        STORY,
        {
            "awards": [
                {
                    "title": "Giấy khen",
                    "issuer": "Ủy ban nhân dân huyện Mẫu",
                    "decision": "1/QĐ-UBND",
                    "date": "2026-11-01",
                    "revoked": "true",
                    "revoked_on": "2026-11-02",
                    "revoked_reason": "kê khai sai",
                }
            ]
        },
        {
            "awards": [
                {
                    "title": "Giấy khen",
                    "issuer": "Ủy ban nhân dân huyện Mẫu",
                    "decision": "1/QĐ-UBND",
                    "date": "2026-11-01",
                    "revoked": "true",
                }
            ]
        },
        "awards[1].revoked: cảnh báo: khen thưởng đã thu hồi nên ghi ngày và lý do",
    ),
    (
        story.slot,
        STORY,
        {"broadcast": {"slot": "sang"}},
        {"broadcast": {"slot": "sag"}},
        "broadcast.slot: không có chương trình 'sag'; có phải 'sang'?",
    ),
    (
        story.year,
        STORY,
        {"date": "2026-01-01"},
        {"date": "2027-01-01"},
        "date: cảnh báo: bài đề năm 2027 nhưng nằm trong thư mục 2026; kiểm tra lại",
    ),
    # Campaigns
    (
        campaign.period,
        CAMPAIGN,
        {"ended": "2024-01-02"},
        {"ended": "2024-01-01"},
        "ended: ngày kết thúc trước ngày phát động (02/01/2024)",
    ),
    (
        campaign.fields,
        CAMPAIGN,
        {"fields": ["van-hoa"]},
        {"fields": ["van-hoc"]},
        "fields[1]: không có lĩnh vực 'van-hoc'; có phải 'van-hoa'?",
    ),
    (
        campaign.picture,
        CAMPAIGN,
        {"image": {"file": "hoa.jpg", **SHOWN}},
        {"image": {"file": "la.jpg", **SHOWN}},
        "image.file: không có tệp cạnh bài tên 'la.jpg'",
    ),
    (
        campaign.decision,
        CAMPAIGN,
        {"decision": "ke-hoach-mot"},
        {"decision": "ke-hoach-hai"},
        "decision: không có văn bản 'ke-hoach-hai'; có phải 'ke-hoach-mot'?",
    ),
    (
        campaign.decision,
        CAMPAIGN,
        {"decision": "Kế hoạch số 62/KH-UBND"},
        {"decision": "ke-hoac-mot"},
        "decision: không có văn bản 'ke-hoac-mot'; có phải 'ke-hoach-mot'?",
    ),
    (
        campaign.phases,
        CAMPAIGN,
        {
            "phases": [
                {"name": "2016–2020", "from": "2016-09-05", "to": "2020-12-31"},
                {"name": "2021–2025", "from": "2022-05-18"},
            ]
        },
        {"phases": [{"name": "2016–2020", "from": "2020-12-31", "to": "2016-09-05"}]},
        "phases[1].to: ngày cuối trước ngày đầu của giai đoạn (31/12/2020)",
    ),
    (
        campaign.phases,
        CAMPAIGN,
        {},
        {
            "phases": [
                {"name": "2021–2025", "from": "2021-01-01"},
                {"name": "2016–2020", "from": "2016-01-01"},
            ]
        },
        "phases[2].from: giai đoạn này đến trước giai đoạn ở trên (01/01/2021)",
    ),
    (
        campaign.phases,
        CAMPAIGN,
        # A single phase without days says that the time is not known.
        {"phases": [{"name": "Kế hoạch triển khai"}]},
        {"phases": [{"name": "2016–2020", "to": "2020-12-31"}, {"name": "2021–2025"}]},
        "phases[2]: cảnh báo: giai đoạn không có from, to",
    ),
    (
        campaign.decisions_of_phases,
        CAMPAIGN,
        {"phases": [{"name": "2021–2025", "from": "2021-01-01", "decision": "ke-hoach-mot"}]},
        {"phases": [{"name": "2021–2025", "from": "2021-01-01", "decision": "ke-hoach-hai"}]},
        "phases[1].decision: không có văn bản 'ke-hoach-hai'; có phải 'ke-hoach-mot'?",
    ),
    # Documents
    (
        document.status,
        DOCUMENT,
        {"status": "con-hieu-luc", "effective": "2026-11-23"},
        {"status": "con-hieu-luc", "effective": "2026-11-24"},
        "status: ghi “Còn hiệu lực” mà ngày tra (23/11/2026) trước ngày có hiệu lực",
    ),
    (
        document.status,
        DOCUMENT,
        {"status": "het-mot-phan", "expires": "2026-11-24"},
        {"status": "het-mot-phan", "expires": "2026-11-23"},
        "status: ghi “Hết hiệu lực một phần” mà ngày tra (23/11/2026) đã đến ngày hết hiệu lực",
    ),
    (
        document.status,
        DOCUMENT,
        {"status": "het-hieu-luc", "expires": "2026-11-23"},
        {"status": "het-hieu-luc", "expires": "2026-11-24"},
        "status: ghi “Hết hiệu lực” mà ngày tra (23/11/2026) còn trước ngày hết hiệu lực",
    ),
    (
        document.status,
        DOCUMENT,
        {"status": "chua-hieu-luc", "effective": "2026-11-24"},
        {"status": "chua-hieu-luc", "effective": "2026-11-23"},
        "status: ghi “Chưa có hiệu lực” mà ngày tra (23/11/2026) đã đến ngày có hiệu lực",
    ),
    (
        document.file,
        DOCUMENT,
        {"file": "ke-hoach.pdf"},
        {"file": "ke-hoach.doc"},
        "file: không có tệp trong content/documents/files/ tên 'ke-hoach.doc'",
    ),
    (
        document.dates,
        DOCUMENT,
        {"expires": "2020-04-07"},
        {"expires": "2020-04-06"},
        "expires: ngày hết hiệu lực trước ngày ban hành hoặc ngày có hiệu lực",
    ),
    (
        document.number,
        DOCUMENT,
        {"number": "62 /KH-UBND"},
        {"number": "62/Ctr-UBND"},
        "number: cảnh báo: ký hiệu loại văn bản viết chưa đúng; có phải '62/CTr-UBND'?",
    ),
    (
        document.references,
        DOCUMENT,
        {},
        {"replaces": ["ke-hoach-khong"]},
        "replaces[1]: không có văn bản 'ke-hoach-khong'",
    ),
    (
        document.references,
        DOCUMENT,
        {},
        {"amends": ["ke-hoach-mot"]},
        "amends[1]: văn bản không thể tự thay thế hay sửa đổi mình",
    ),
    # Questions
    (
        question.sources,
        QUESTION,
        {},
        {"sources": [{"document": "ke-hoac-mot"}]},
        "sources[1].document: không có văn bản 'ke-hoac-mot'; có phải 'ke-hoach-mot'?",
    ),
    (
        question.topic,
        QUESTION,
        {"topic": "danh-hieu"},
        {"topic": "danh-hieo"},
        "topic: không có chủ đề 'danh-hieo'; có phải 'danh-hieu'?",
    ),
    # Events
    (
        event.kind,
        EVENT,
        {},
        {"kind": "gap-mat"},
        "kind: không có loại sự kiện 'gap-mat'",
    ),
    (
        event.period,
        EVENT,
        {"end": "2026-11-18T07:30"},
        {"end": "2026-11-17"},
        "end: kết thúc trước khi bắt đầu",
    ),
    (
        event.period,
        EVENT,
        {"start": "2026-11-18", "end": "2026-11-18"},
        {"end": "2026-11-18"},
        "end: kết thúc trước khi bắt đầu; trong cùng một ngày thì ghi cả giờ",
    ),
    (
        event.unit,
        EVENT,
        {},
        {"unit": "xa-mo"},
        "unit: không có đơn vị 'xa-mo'",
    ),
    (
        event.campaigns,
        EVENT,
        {"campaigns": ["xanh-sach"]},
        {"campaigns": ["xanh-sach", "xanh-sach"]},
        "campaigns[2]: phong trào 'xanh-sach' viết hai lần; bỏ một",
    ),
]


@pytest.mark.parametrize(
    ("rule", "path", "right", "wrong", "message"),
    RULES,
    ids=[
        f"{number}-{rule.__module__.rpartition('.')[2]}-{rule.__name__}"
        for number, (rule, *_) in enumerate(RULES)
    ],
)
def test_a_rule_is_kept_or_reported(
    rule: object, path: str, right: dict[str, Any], wrong: dict[str, Any], message: str
) -> None:
    assert said(path, right) == []
    assert [found[: len(message)] for found in said(path, wrong)] == [message]


def test_every_rule_has_its_case() -> None:
    # Those that need a second file stand below.
    tested = {rule for rule, *_ in RULES}
    tested |= {story.own_campaign, question.in_force, event.unit_of_its_day}
    tested |= {story.real_unit_of_real, event.real_unit_of_real}
    for module in (story, campaign, document, question, event):
        assert set(module.RULES) <= tested


# --- rules that need more than one file ---------------------------------------------------------


def test_a_unit_that_ended_before_the_day_is_a_warning_with_its_successor() -> None:
    assert said(STORY, {"unit": "xa-cu", "date": "2026-11-18"}) == [
        "unit: cảnh báo: Xã Mẫu đã kết thúc ngày 30/6/2025; đơn vị kế thừa: Xã Mẫu (xa-moi)"
    ]
    assert said(EVENT, {"unit": "xa-cu"}) == said(STORY, {"unit": "xa-cu"})


UNITS = "content/data/units.yml"


def test_only_samples_stand_in_an_invented_unit() -> None:
    units = (
        builder.files({})[UNITS].decode()
        + "- {key: mau, name: Xã Mẫu Một, type: xã, sample: true}\n"
    )
    for path, keys in ((STORY, STORY_KEYS), (EVENT, EVENT_KEYS)):
        real = page(keys, {"unit": "mau"})
        (messages,) = problems({UNITS: units, path: real})
        assert "unit: Xã Mẫu Một là đơn vị mẫu, không có thật" in str(messages)
        assert not problems({UNITS: units, path: page(keys, {"unit": "mau", "sample": "true"})})


def test_the_last_day_and_the_first_day_of_a_unit_are_its_own() -> None:
    old, new = STORY.replace("2026", "2025"), STORY.replace("2026", "2025").replace("hoa", "la")
    assert not problems(
        {
            old: page(STORY_KEYS, {"unit": "xa-cu", "date": "2025-06-30T23:59"}),
            new: page(STORY_KEYS, {"unit": "xa-moi", "date": "2025-07-01"}),
        }
    )


def test_a_campaign_story_needs_its_campaign() -> None:
    assert said(CAMPAIGN_STORY, {"subject": None}) == []
    assert list(map(str, problems({CAMPAIGN_STORY: page(STORY_KEYS, {}), CAMPAIGN: None}))) == [
        f"{CAMPAIGN_STORY}:1: campaigns: thư mục 'xanh-sach' chưa có tệp index.md nói về phong trào"
    ]


def test_an_answer_on_an_expired_document_is_worth_another_look() -> None:
    files = {
        DOCUMENT: page(DOCUMENT_KEYS, {"expires": "2026-01-01"}),
        QUESTION: page(QUESTION_KEYS, {}),
    }
    assert not problems(files)
    assert not problems(files, today=dt.date(2025, 12, 31))
    assert list(map(str, problems(files, today=dt.date(2026, 1, 1)))) == [
        f"{QUESTION}:4: sources[1].document: cảnh báo: văn bản 'ke-hoach-mot' đã hết hiệu lực; "
        "xem lại câu trả lời"
    ]


OTHER_DOCUMENT = "content/documents/ke-hoach-hai.md"
THIRD_DOCUMENT = "content/documents/ke-hoach-nam.md"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"issuer": "Tỉnh Mẫu"}, "cảnh báo: số 62/KH-UBND ngày 07/4/2020 cũng có ở"),
        ({"number": "62/kh-ubnd"}, f"văn bản này đã có ở {OTHER_DOCUMENT}"),
    ],
)
def test_two_documents_of_one_number_and_day(changes: dict[str, Any], message: str) -> None:
    # The one whose path comes later is told.
    found = problems(
        {OTHER_DOCUMENT: page(DOCUMENT_KEYS, {}), DOCUMENT: page(DOCUMENT_KEYS, changes)}
    )
    messages = [str(one) for one in found if "bằng chữ hoa" not in one.message]
    assert len(messages) == 1
    assert messages[0].startswith(f"{DOCUMENT}:4: number: {message}")


def test_documents_of_other_days_may_bear_one_number() -> None:
    assert not problems({OTHER_DOCUMENT: page(DOCUMENT_KEYS, {"issued": "2021-04-07"})})


def test_no_document_replaces_itself_through_others() -> None:
    found = problems(
        {
            DOCUMENT: page(DOCUMENT_KEYS, {"number": None, "replaces": ["ke-hoach-hai"]}),
            OTHER_DOCUMENT: page(DOCUMENT_KEYS, {"number": None, "replaces": ["ke-hoach-nam"]}),
            THIRD_DOCUMENT: page(DOCUMENT_KEYS, {"number": None, "replaces": ["ke-hoach-mot"]}),
        }
    )
    circle = "vòng thay thế: ke-hoach-hai → ke-hoach-nam → ke-hoach-mot → ke-hoach-hai"
    assert [problem.message[: len(circle)] for problem in found] == [circle]


# --- units --------------------------------------------------------------------------------------

UNIT = "- {key: a, name: A, type: xã"


@pytest.mark.parametrize(
    ("units", "message"),
    [
        (f"{UNIT}, from: 2025-07-01, to: 2025-07-01}}", None),
        (f"{UNIT}, from: 2025-07-02, to: 2025-07-01}}", "1: to: ngày cuối trước ngày đầu"),
        (f"{UNIT}}}\n- {{key: b, name: B, type: ấp, parent: a}}", None),
        (f"{UNIT}}}\n- {{key: b, name: B, type: ấp, parent: c}}", "2: parent: không có đơn vị 'c'"),
        (f"{UNIT}, parent: a}}", "1: parent: đơn vị không thể trỏ đến chính nó"),
        (f"{UNIT}, successors: [a]}}", "1: successors[1]: đơn vị không thể trỏ đến chính nó"),
        (f"{UNIT}, predecessors: [c]}}", "1: predecessors[1]: không có đơn vị 'c'"),
        (
            "- {key: ap-mot, name: A, type: ấp}\n"
            "- {key: ap-hai, name: B, type: ấp, parent: ap-mott}",
            "2: parent: không có đơn vị 'ap-mott'; có phải 'ap-mot'?",
        ),
        (f"{UNIT}}}\n- {{key: a, name: B, type: xã}}", "2: key: khóa 'a' đã có ở dòng 1;"),
        (
            f"{UNIT}, successors: [b]}}\n- {{key: b, name: B, type: xã}}",
            "1: successors[1]: 'b' chưa ghi 'a' trong predecessors",
        ),
        (
            f"{UNIT}, to: 2025-06-30}}\n- {{key: b, name: B, type: xã, predecessors: [a]}}",
            "2: predecessors[1]: 'a' chưa ghi 'b' trong successors",
        ),
        (
            f"{UNIT}, successors: [b]}}\n- {{key: b, name: B, type: xã, predecessors: [a]}}",
            "2: predecessors[1]: A (a) chưa ghi ngày kết thúc (to)",
        ),
        (
            f"{UNIT}, to: 2025-07-01, successors: [b]}}\n"
            "- {key: b, name: B, type: xã, from: 2025-07-01, predecessors: [a]}",
            "2: predecessors[1]: A (a) kết thúc ngày 01/7/2025, không trước ngày 01/7/2025",
        ),
        (
            f'{UNIT}, code: "12", to: 2025-06-30}}\n'
            '- {key: b, name: B, type: xã, code: "12", from: 2025-07-01}',
            None,
        ),
        (
            f'{UNIT}, code: "12", to: 2025-07-01}}\n'
            '- {key: b, name: B, type: xã, code: "12", from: 2025-07-01}',
            "2: code: 'a' cũng mang mã này trong cùng thời gian",
        ),
        (
            f"{UNIT}, cluster: [{{name: M, to: 2020-12-31}}, {{name: N, from: 2020-12-31}}]}}",
            "1: cluster[2]: trùng thời gian với 'M'; một lúc chỉ ở một cụm",
        ),
        (
            f"{UNIT}, cluster: [{{name: M, from: 2021-01-01, to: 2020-12-31}}]}}",
            "1: cluster[1].to: ngày cuối trước ngày đầu",
        ),
        (f"{UNIT}, cluster: Cụm Một}}", None),
        (f"{UNIT}, cluster: [{{name: Cụm Một}}]}}", None),
        (
            f"{UNIT}, cluster: [{{nam: Cụm Một, name: b}}]}}",
            "1: cluster[1].nam: không có khóa này; ",
        ),
        (f"{UNIT}, cluster: {{name: Cụm Một}}}}", "1: cluster: phải là danh sách"),
    ],
)
def test_units(units: str, message: str | None) -> None:
    found = problems({f"{DATA}/units.yml": units, STORY: None})
    messages = [str(problem).removeprefix(f"{DATA}/units.yml:") for problem in found]
    assert [line[: len(message or "")] for line in messages] == ([message] if message else [])


def test_units_that_stand_above_each_other_are_all_reported() -> None:
    units = "".join(
        f"- {{key: {key}, name: {key}, type: xã, parent: {parent}}}\n"
        for key, parent in [("a", "b"), ("b", "c"), ("c", "a"), ("d", "a")]
    )
    found = problems({f"{DATA}/units.yml": units, STORY: None})
    assert [(problem.line, problem.field) for problem in found] == [
        (1, "parent"),
        (2, "parent"),
        (3, "parent"),
    ]


# --- withdrawn stories --------------------------------------------------------------------------

ADDRESS = "/dien-hinh/2026/duong-hoa/"
GONE = (
    "- {path: /dien-hinh/2024/cu/, id: exemplars/2024/cu, date: 2026-01-02, reason: Theo yêu cầu}"
)


@pytest.mark.parametrize(
    ("withdrawn", "aliases", "message"),
    [
        (GONE, None, None),
        ("[]", None, None),
        ("# chưa có\n", None, None),
        (GONE.replace("/dien-hinh/2024/cu/", "exemplars/2024/cu.md"), None, None),
        (GONE.replace("/dien-hinh/2024/cu/", "cu.md"), None, "1: path: không phải chỗ của một bài"),
        (GONE.replace("/dien-hinh/2024/cu/", "cu"), None, "1: path: phải là địa chỉ đã đăng"),
        (
            GONE.replace("2024/cu,", "2026/duong-hoa,"),
            None,
            f"1: id: bài đã rút mà tệp {STORY} còn đó; xóa tệp",
        ),
        (
            GONE.replace("/dien-hinh/2024/cu/", ADDRESS),
            None,
            f"1: path: địa chỉ {ADDRESS} đang là địa chỉ của {STORY}",
        ),
        (
            GONE,
            ["/dien-hinh/2024/cu/"],
            f"1: path: địa chỉ /dien-hinh/2024/cu/ đang là địa chỉ của {STORY} (aliases)",
        ),
        (
            f"{GONE}\n{GONE.replace('exemplars', 'exemplar')}",
            None,
            "2: path: địa chỉ /dien-hinh/2024/cu/ viết hai lần; bỏ một",
        ),
    ],
)
def test_withdrawn_stories(withdrawn: str, aliases: list[str] | None, message: str | None) -> None:
    path = f"{DATA}/withdrawn.yml"
    found = problems({path: withdrawn, STORY: page(STORY_KEYS, {"aliases": aliases})})
    messages = [str(problem).removeprefix(f"{path}:") for problem in found]
    assert [line[: len(message or "")] for line in messages] == ([message] if message else [])


# --- the whole ----------------------------------------------------------------------------------

SECOND = "content/exemplars/2026/hang-cay.md"


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({}, None),
        ({"id": "exemplars/2026/duong-hoa"}, "id: mã 'exemplars/2026/duong-hoa' đã thuộc về"),
        ({"aliases": ["/dien-hinh/2024/cu/", "/bai-cu/"], "id": "exemplars/2024/cu"}, None),
        (
            {"aliases": [ADDRESS]},
            f"aliases[1]: địa chỉ {ADDRESS} đang là địa chỉ của {STORY}; bỏ dòng này",
        ),
        (
            {"aliases": ["/dien-hinh/2026/hang-cay/"]},
            "aliases[1]: địa chỉ /dien-hinh/2026/hang-cay/ là địa chỉ hiện nay của chính bài này",
        ),
        (
            {"aliases": ["/bai-moi/"]},
            f"aliases[1]: địa chỉ /bai-moi/ cũng là địa chỉ cũ của {STORY}; bỏ một",
        ),
        *(
            (
                {"aliases": [f"/{folder}/cu/"]},
                f"aliases[1]: địa chỉ /{folder}/cu/ nằm trong thư mục /{folder}/ của phần mềm",
            )
            for folder in ("am-thanh", "assets", "schema", "rss", "tim-kiem", "du-lieu")
        ),
        (
            {"aliases": ["/phat-thanh/dien-hinh/2026/duong-hoa/"]},
            "aliases[1]: địa chỉ /phat-thanh/dien-hinh/2026/duong-hoa/ là của bài đọc cho đài, "
            "tự có khi bài có địa chỉ cũ; viết địa chỉ cũ của bài (/dien-hinh/2026/duong-hoa/)",
        ),
        ({"aliases": [f"/{'a' * 300}/"]}, "aliases[1]: không được dài quá 200 ký tự"),
        ({"aliases": [f"/{'a/' * 2_100}"]}, "aliases[1]: không được dài quá 200 ký tự"),
        ({"aliases": ["/cu/", "/cu/"]}, "aliases[2]: địa chỉ /cu/ viết hai lần; bỏ một"),
        ({"aliases": ["/"]}, "aliases[1]: địa chỉ / đang là địa chỉ của trang chủ"),
        ({"aliases": ["/rss/"]}, "aliases[1]: địa chỉ /rss/ đang là địa chỉ của trang nguồn tin"),
        (
            {"aliases": ["/don-vi/xa-moi/"]},
            "aliases[1]: địa chỉ /don-vi/xa-moi/ đang là địa chỉ của đơn vị 'xa-moi'",
        ),
        (
            {"aliases": ["/linh-vuc/van-hoa/"]},
            "aliases[1]: địa chỉ /linh-vuc/van-hoa/ đang là địa chỉ của lĩnh vực 'van-hoa'",
        ),
        (
            {"aliases": ["/gioi-thieu/"]},
            "aliases[1]: địa chỉ /gioi-thieu/ đang là địa chỉ của docs/gioi-thieu.md",
        ),
        (
            {"aliases": ["/phong-trao/xanh-sach/"]},
            f"aliases[1]: địa chỉ /phong-trao/xanh-sach/ đang là địa chỉ của {CAMPAIGN}",
        ),
        (
            {"aliases": ["/dien-hinh/trang/2/"]},
            "aliases[1]: địa chỉ /dien-hinh/trang/2/ dành cho các trang danh sách",
        ),
        (
            {"aliases": ["/luu-tru/2026/11/"]},
            "aliases[1]: địa chỉ /luu-tru/2026/11/ dành cho các trang danh sách",
        ),
    ],
)
def test_no_address_and_no_id_belongs_to_two(changes: dict[str, Any], message: str | None) -> None:
    found = problems(
        {STORY: page(STORY_KEYS, {"aliases": ["/bai-moi/"]}), SECOND: page(STORY_KEYS, changes)},
        {"/gioi-thieu/": "docs/gioi-thieu.md"},
    )
    # The file whose path comes later is told.
    assert {problem.path for problem in found} <= {SECOND}
    messages = [str(problem).split(": ", 1)[1] for problem in found]
    assert [line[: len(message or "")] for line in messages] == ([message] if message else [])


def test_a_page_with_mistakes_still_has_its_address() -> None:
    found = problems(
        {STORY: "---\ntitle: a\n---\n", SECOND: page(STORY_KEYS, {"aliases": [ADDRESS]})}
    )
    assert [problem.message for problem in found if problem.path == SECOND] == [
        f"địa chỉ {ADDRESS} đang là địa chỉ của {STORY}; bỏ dòng này"
    ]


def test_a_hand_written_page_is_not_overwritten() -> None:
    found = problems({}, {ADDRESS: "docs/dien-hinh/2026/duong-hoa.md"})
    assert [str(problem) for problem in found] == [
        f"{STORY}:1: tệp: địa chỉ {ADDRESS} đã thuộc về docs/dien-hinh/2026/duong-hoa.md; "
        "đổi tên tệp"
    ]


def test_among_equally_near_names_the_first_of_the_alphabet_is_proposed() -> None:
    for names in (["van-hob", "van-hoa"], ["van-hoa", "van-hob"]):
        assert unknown((), "lĩnh vực", "van-hoc", names).message.endswith("; có phải 'van-hoa'?")
