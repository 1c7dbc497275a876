"""The editors' guide to front matter, written from the model so that the two cannot disagree."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.model.bulletin import Bulletin
from bulletin.model.field import Field
from bulletin.model.kind import CAMPAIGN, DOCUMENT, EVENT, EXEMPLAR, QUESTION
from bulletin.model.record import Record, records_in
from bulletin.model.unit import Unit
from bulletin.model.withdrawal import Withdrawal

BEGIN = "<!-- Bảng khóa: do scripts/guide.py viết ra từ bulletin/model/, không sửa tay -->"
END = "<!-- Hết bảng khóa -->"

_PARTS: tuple[tuple[str, str, type[Record]], ...] = (
    (
        "Tin, bài",
        f"Tệp `{EXEMPLAR.example}`, hoặc bài của phong trào "
        "`content/campaigns/ten-phong-trao/ten-bai.md` (khi đó `subject` không bắt buộc).",
        EXEMPLAR.model,
    ),
    ("Phong trào", f"Tệp `{CAMPAIGN.example}`.", CAMPAIGN.model),
    ("Văn bản", f"Tệp `{DOCUMENT.example}`.", DOCUMENT.model),
    ("Hỏi đáp", f"Tệp `{QUESTION.example}`; lời văn là câu trả lời.", QUESTION.model),
    ("Sự kiện", f"Tệp `{EVENT.example}`.", EVENT.model),
    ("Đơn vị", "Mỗi mục của `content/data/units.yml`.", Unit),
    ("Lĩnh vực", "Mỗi mục của `content/data/fields.yml`.", Field),
    ("Bài đã rút", "Mỗi mục của `content/data/withdrawn.yml`.", Withdrawal),
    ("Bản tin", "Tệp `content/data/bulletin.yml`.", Bulletin),
)


def key_tables() -> str:
    """Return the tables of all keys as Markdown, required keys marked with a star."""
    return "\n".join(_lines()).strip() + "\n"


def with_tables(guide: str) -> str:
    """Return the guide's text with its tables of keys as the model has them now.

    Raises ValueError when the two marks are not there.
    """
    before, found_begin, rest = guide.partition(BEGIN)
    _, found_end, after = rest.partition(END)
    if not (found_begin and found_end):
        raise ValueError("the guide has no place for the tables of keys")
    return f"{before}{BEGIN}\n\n{key_tables()}\n{END}{after}"


def _lines() -> Iterator[str]:
    for heading, where, model in _PARTS:
        yield from (f"### {heading}", "", where, "")
        yield from _table(model, "")
        yield ""


def _table(model: type[Record], prefix: str) -> Iterator[str]:
    if not prefix:
        yield "| khóa | ý nghĩa |"
        yield "|---|---|"
    for name, field in model.model_fields.items():
        star = "\\*" if field.is_required() else ""
        key = f"{prefix}{field.alias or name}"
        yield f"| `{key}`{star} | {field.description} |"
        for inner in records_in(field.annotation):
            yield from _table(inner, f"{key}.")
