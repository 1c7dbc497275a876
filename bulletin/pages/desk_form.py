"""The form of the editors' desk as data: what to ask for each kind, and what may be chosen.

Everything comes from the model and from the content, so that a new key, unit or field is in the
form without another change. theme/assets/desk/ draws the form in the browser.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Mapping
from functools import cache
from textwrap import shorten
from typing import Any, Final

from bulletin.content.assembly import Library
from bulletin.content.data_files import WITHDRAWN_FILE
from bulletin.edition.edition import Edition
from bulletin.model.document import Document
from bulletin.model.editor_words import CHOICES
from bulletin.model.kind import CAMPAIGN_STORY, EVENT, EXEMPLAR, QUESTION, Kind
from bulletin.model.record import Mistake, Record, records_in, validate
from bulletin.model.story import Correction
from bulletin.model.unit import Unit
from bulletin.model.withdrawal import Withdrawal
from bulletin.vietnamese.slug import LONGEST_SLUG

DAYS_OF_A_DRAFT: Final = 14
"""How long a device keeps what was typed and not sent."""

LONGEST_NAME: Final = 80
"""Letters of a document's name in the form, which everybody loads with it."""

_KINDS: Final[tuple[tuple[Kind[Record], str, str, str], ...]] = (
    (EXEMPLAR, "Tin, bài: điển hình, người tốt việc tốt, mô hình", "date",
     "Ai đã làm gì, ở đâu, khi nào; kết quả ra sao, bằng con số; bà con nói gì."),
    (CAMPAIGN_STORY, "Tin, bài của một phong trào thi đua", "date",
     "Ai đã làm gì, ở đâu, khi nào; kết quả ra sao, bằng con số."),
    (EVENT, "Sự kiện: hội nghị, gặp gỡ, giao lưu, đối thoại", "start",
     "Ai dự, bàn việc gì, mang theo gì."),
    (QUESTION, "Hỏi đáp về thi đua, khen thưởng", "checked",
     "Trả lời thẳng vào câu hỏi, rồi nêu căn cứ."),
)  # fmt: skip
"""The kinds that are written at the desk: what editors call them, the key of their day, and what
the text should tell."""

WITHDRAWAL: Final = "withdrawal"
"""The name of the kind that asks for a withdrawal; its package is an entry of withdrawn.yml."""

LETTERS: Final[tuple[tuple[str, str, str, tuple[tuple[type[Record], str], ...]], ...]] = (
    ("correction", "Đề nghị đính chính một bài đã đăng", "ĐỀ NGHỊ ĐÍNH CHÍNH",
     ((Withdrawal, "path"), (Correction, "text"))),
    (WITHDRAWAL, "Đề nghị gỡ một bài đã đăng", "ĐỀ NGHỊ GỠ BÀI",
     ((Withdrawal, "path"), (Withdrawal, "reason"), (Withdrawal, "only"))),
)  # fmt: skip
"""What is asked for in words, because only the office can change what is published: the name and
label of the kind, the headline of the letter, and its keys."""

SENDER: Final = {
    "key": "sender",
    "label": "Người đề nghị",
    "rule": "họ tên, cơ quan, cách liên lạc",
    "type": "line",
    "required": True,
}
"""The key for who asks, which no record has."""

_OFFICE_KEYS: Final = frozenset(
    {"aliases", "id", "corrections", "draft", "sample", "broadcast", "changes", "cancelled",
     "transcript", "revoked", "revoked_on", "revoked_reason"}
)  # fmt: skip
"""Keys that only the office writes."""

_RARE_KEYS: Final = frozenset(
    {"campaigns", "stage", "awards", "result", "confirmed_by", "audio", "approved_by",
     "approved_on", "topic"}
)  # fmt: skip
"""Keys that most texts do without; the form shows them folded."""

_NAMES: Final[Mapping[str, str]] = {
    "unit": "units",
    "fields": "fields",
    "campaigns": "campaigns",
    "campaign": "campaigns",
    "document": "documents",
    "kind": "event_kinds",
    "topic": "topics",
}
"""Which list a reference is chosen from, by its key."""

HINTS: Final[Mapping[str, str]] = {
    "title": "một dòng, nói được việc chính",
    "date": "ngày, tháng, năm; ngày chưa tới thì đến ngày đó bài mới hiện",
    "summary": "1–3 câu, đài dùng làm lời dẫn",
    "unit": "gõ một phần tên, có dấu hay không dấu đều được",
    "fields": "chọn một hay nhiều",
    "campaign": "gõ một phần tên rồi chọn",
    "campaigns": "chọn phong trào mà bài này thuộc về",
    "source": "báo cáo, văn bản nào, ngày nào; người viết là cơ quan xuất bản thì bỏ trống",
    "people": "mỗi người một khung; không nêu tên ai thì bỏ trống",
    "people.name": "như người đó viết",
    "subject": "ai, hay việc gì, là chính trong bài",
    "stage": "không rõ thì bỏ qua",
    "author": "tên người viết, hoặc tên cơ quan",
    "people.role": "như: trưởng ấp, người trồng rau",
    "people.consent": "im lặng không phải là đồng ý",
    "people.consent.date": "ngày, tháng, năm",
    "awards": "mỗi lần khen một khung; không có thì bỏ trống",
    "awards.date": "ngày, tháng, năm",
    "result": "đã đổi thay được gì, bằng con số",
    "confirmed_by": "cơ quan, tổ chức, người dân nơi đó",
    "image": "không có thì bỏ trống",
    "audio": "không có thì bỏ trống",
    "approved_by": "ai cho đăng, nếu đã duyệt",
    "approved_on": "ngày, tháng, năm",
    "topic": "không rõ thì bỏ qua",
    "people.child": "khi đó cần cả cha mẹ hoặc người giám hộ đồng ý",
    "people.consent.form": "như: giấy đồng ý số 01, lưu tại cơ quan",
    "people.consent.scope": "chỉ chọn điều người đó đã nói rõ",
    "people.consent.guardian_form": "chỉ với người dưới 16 tuổi",
    "path": "dán địa chỉ trang của bài, hoặc ghi tên bài và ngày đăng",
    "text": "đang viết thế nào, đúng là thế nào, theo văn bản nào",
    "reason": "không cần nhắc lại nội dung bài",
    "only": "bài vẫn còn, chỉ gỡ phần này",
    "image.file": "ảnh được xoay cho đúng, thu nhỏ, xóa vị trí chụp ngay trên máy này",
    "image.alt": "tả cho người không nhìn thấy ảnh: ai, đang làm gì, ở đâu",
    "image.credit": "tên người chụp hoặc nguồn ảnh",
    "audio.file": "tệp mp3",
    "kind": "hội nghị, gặp gỡ, giao lưu…",
    "start": "ngày và giờ, như 18/11/2026 7:30",
    "end": "ngày và giờ; không rõ thì bỏ trống",
    "checked": "hôm nay, nếu vừa đối chiếu với văn bản",
    "sources": "văn bản làm căn cứ cho câu trả lời",
    "sources.document": "gõ số hiệu hoặc một phần tên",
    "sources.article": "như: Điều 3, khoản 2",
}
"""What a person needs to know to fill a control, by the path of its key; where nothing stands here,
the description of the model says it."""


def make_form(library: Library, edition: Edition) -> dict[str, Any]:
    """Return the description of the form as values of JSON."""
    bulletin = library.bulletin
    contact = bulletin.contact
    documents = [(it.item.parts["slug"], _name_document(it.front)) for it in edition.documents]
    return {
        "publisher": bulletin.publisher,
        "since": bulletin.since.year,
        "rate": bulletin.station.rate,
        "days": DAYS_OF_A_DRAFT,
        "slug": LONGEST_SLUG,
        "email": _real_email(contact.email),
        "phone": contact.phone or "",
        "new": make_new_file_pattern(bulletin.working_edit_url or ""),
        "kinds": [
            {
                "name": kind.name,
                "label": label,
                "day": day,
                "path": _make_path_pattern(kind),
                "body": body,
                "keys": [*_campaign_key(kind), *_describe_keys(kind.model)],
            }
            for kind, label, day, body in _KINDS
        ]
        + [
            {
                "name": name,
                "label": label,
                "letter": headline,
                **({"path": WITHDRAWN_FILE} if name == WITHDRAWAL else {}),
                "keys": [*(_describe_key(model, key) for model, key in keys), SENDER],
            }
            for name, label, headline, keys in LETTERS
        ],
        "units": [_describe_unit(unit, edition) for unit in library.units],
        "fields": [[one.key, one.name] for one in library.fields],
        "campaigns": [[it.parts["campaign"], it.front.title] for it in edition.campaigns],
        "documents": [list(one) for one in documents],
        "event_kinds": [[one.key, one.name] for one in library.event_kinds],
        "topics": [[one.key, one.name] for one in library.topics],
    }


def make_new_file_pattern(edit_url: str) -> str:
    """Return the address of the forge's page for a new file; empty where it takes no text.

    `{folder}`, `{name}` and `{text}` stand for what is put in. GitLab's page ignores the text.
    """
    if found := re.fullmatch(r"(https://github\.com/[^/]+/[^/]+/)edit/([^/]+)/", edit_url):
        return f"{found[1]}new/{found[2]}/{{folder}}?filename={{name}}&value={{text}}"
    if found := re.fullmatch(r"(https://\S+/)_edit/([^/]+)/", edit_url):
        return f"{found[1]}_new/{found[2]}/{{folder}}/{{name}}?value={{text}}"
    return ""


def _real_email(email: str | None) -> str:
    """Return an address at which mail arrives; names that end in .example stand for none."""
    return "" if email is None or email.endswith(".example") else email


def _make_path_pattern(kind: Kind[Record]) -> str:
    """Return the path of a kind's files with its variable parts in braces."""
    parts = kind.pattern.fullmatch(kind.example)
    path = kind.example
    for name, value in parts.groupdict().items() if parts else ():
        path = path.replace(value, f"{{{name}}}", 1)
    return path


def _name_document(document: Document) -> str:
    """Return what a document is found by: type, number, and the beginning of its title."""
    number = f"{document.type} {document.number}: " if document.number else ""
    return shorten(f"{number}{document.title}", LONGEST_NAME, placeholder="…")


def _describe_unit(unit: Unit, edition: Edition) -> dict[str, Any]:
    """Return what finds a unit and says when it existed, without empty parts."""
    label = edition.unit_labels.get(unit.key, unit.name)
    found = {
        "key": unit.key,
        "name": unit.name,
        "label": label if label != unit.name else None,
        "from": _format_day(unit.start),
        "to": _format_day(unit.end),
        "parent": unit.parent,
        "before": list(unit.predecessors),
        "after": list(unit.successors),
        "aliases": list(unit.aliases),
        "sample": unit.sample,
    }
    return {key: value for key, value in found.items() if value}


def _format_day(day: dt.date | None) -> str | None:
    return day.isoformat() if day else None


def _campaign_key(kind: Kind[Record]) -> Iterator[dict[str, Any]]:
    """Yield the key for the folder of a campaign's story, which is no key of its front matter."""
    if kind is CAMPAIGN_STORY:
        yield {
            "key": "campaign",
            "label": "Phong trào",
            "rule": "phong trào của bài",
            "hint": HINTS["campaign"],
            "type": "reference",
            "of": "campaigns",
            "required": True,
        }


@cache
def _describe_keys(model: type[Record], prefix: str = "") -> list[dict[str, Any]]:
    """Return what the form asks for a record of `model` whose keys stand under `prefix`.

    It follows from the program alone, and is the same in every build of a process.
    """
    schema = model.model_json_schema()
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    return [
        _drop_empty(
            {
                "key": key,
                "label": field.title,
                # Said where the key is missing, and where there are no other words for people.
                "rule": field.description
                if field.is_required() or prefix + key not in HINTS
                else None,
                "hint": HINTS.get(prefix + key),
                "required": field.is_required(),
                "rare": not prefix and key in _RARE_KEYS,
                **_describe_value(model, key, schema["properties"][key], schema, prefix),
            }
        )
        for key, field in fields.items()
        if key not in _OFFICE_KEYS
    ]


def _describe_key(model: type[Record], key: str) -> dict[str, Any]:
    return next(one for one in _describe_keys(model) if one["key"] == key)


def _describe_value(
    model: type[Record],
    key: str,
    value: Mapping[str, Any],
    schema: Mapping[str, Any],
    prefix: str,
) -> dict[str, Any]:
    """Return the type of a value and its limits, from its part of the model's JSON Schema."""
    value = _resolve(value, schema)
    if value.get("type") == "array":
        item = _resolve(value["items"], schema)
        if item.get("type") == "object":
            return {"type": "list", "keys": _describe_inner(model, key, prefix)}
        if "enum" in item:
            return {"type": "choices", "choices": _name_choices(item["enum"])}
        return {"type": "references", "of": _NAMES[key]}
    if value.get("type") == "object":
        return {"type": "group", "keys": _describe_inner(model, key, prefix)}
    if "enum" in value:
        return {"type": "choice", "choices": _name_choices(value["enum"])}
    if value.get("type") == "boolean":
        return {"type": "flag"}
    if value.get("format") == "date":
        return {"type": "day"}
    if key in _NAMES:
        return {"type": "reference", "of": _NAMES[key]}
    if key == "file":
        return {"type": "file"}
    if "(T" in value.get("pattern", ""):
        return {"type": "moment"}
    breaks = {"type": "line" if _is_refused(model, key, "a\nb") else "text"}
    formula = {"formula": True} if _is_refused(model, key, "=a") else {}
    return {**breaks, **formula, "max": value.get("maxLength")}


def _describe_inner(model: type[Record], key: str, prefix: str) -> list[dict[str, Any]]:
    fields = {field.alias or name: field for name, field in model.model_fields.items()}
    return _describe_keys(next(records_in(fields[key].annotation)), f"{prefix}{key}.")


def _resolve(value: Mapping[str, Any], schema: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return the schema that is meant by a reference, or by a choice between it and nothing."""
    for choice in value.get("anyOf", ()):
        if choice.get("type") != "null":
            return _resolve(choice, schema)
    if "$ref" in value:
        found: Mapping[str, Any] = schema["$defs"][value["$ref"].rpartition("/")[2]]
        return found
    return value


def _is_refused(model: type[Record], key: str, written: str) -> bool:
    """Return whether the model refuses a text under a key: what its rules say shows by trying."""
    found = validate(model, {key: written})
    return isinstance(found, list) and any(_is_at(mistake, key) for mistake in found)


def _is_at(mistake: Mistake, key: str) -> bool:
    return mistake.location == (key,)


def _name_choices(values: Iterable[str]) -> list[list[str]]:
    return [[value, CHOICES[value][:1].upper() + CHOICES[value][1:]] for value in values]


def _drop_empty(value: dict[str, Any]) -> dict[str, Any]:
    return {key: one for key, one in value.items() if one}
