"""The tables of keys in the editors' guide, made from the model so that both agree."""

from __future__ import annotations

from collections.abc import Iterator

from bulletin.model.aired_story import AiredStory
from bulletin.model.bulletin import Bulletin
from bulletin.model.field import Field
from bulletin.model.kind import KINDS, Kind
from bulletin.model.record import Record, records_in
from bulletin.model.unit import Unit
from bulletin.model.withdrawal import Withdrawal

BEGIN = "<!-- Bảng khóa: do scripts/guide.py viết ra từ bulletin/model/, không sửa tay -->"
END = "<!-- Hết bảng khóa -->"

_DATA_FILES: tuple[tuple[str, str, type[Record]], ...] = (
    ("Đơn vị", "Mỗi mục của `content/data/units.yml`.", Unit),
    ("Lĩnh vực", "Mỗi mục của `content/data/fields.yml`.", Field),
    ("Bài đã rút", "Mỗi mục của `content/data/withdrawn.yml`.", Withdrawal),
    ("Tin, bài đã phát", "Mỗi mục của `content/data/broadcasts.yml`.", AiredStory),
    ("Bản tin", "Tệp `content/data/bulletin.yml`.", Bulletin),
)


def format_key_tables() -> str:
    """Return the tables of all keys as Markdown; required keys have a star."""
    return "\n".join(_iter_lines()).strip() + "\n"


def replace_tables(guide: str) -> str:
    """Return the text of the guide with new tables between `BEGIN` and `END`.

    Raises ValueError if the guide does not have these two comments.
    """
    before, found_begin, rest = guide.partition(BEGIN)
    _, found_end, after = rest.partition(END)
    if not (found_begin and found_end):
        raise ValueError("the guide has no comments that enclose the tables of keys")
    return f"{before}{BEGIN}\n\n{format_key_tables()}\n{END}{after}"


def _iter_lines() -> Iterator[str]:
    first_of_title: dict[str, Kind[Record]] = {}
    for kind in KINDS:
        # Both kinds of stories share a title, and so a table.
        first_of_title.setdefault(kind.title, kind)
    described = [
        (kind.title, f"Tệp `{kind.example}`{kind.note or '.'}", kind.model)
        for kind in first_of_title.values()
    ]
    for heading, where, model in (*described, *_DATA_FILES):
        yield from (f"### {heading}", "", where, "")
        yield from _iter_table_lines(model, "")
        yield ""


def _iter_table_lines(model: type[Record], prefix: str) -> Iterator[str]:
    if not prefix:
        yield "| khóa | ý nghĩa |"
        yield "|---|---|"
    for name, field in model.model_fields.items():
        star = "\\*" if field.is_required() else ""
        key = f"{prefix}{field.alias or name}"
        label = f"**{field.title}**: " if field.title else ""
        yield f"| `{key}`{star} | {label}{field.description} |"
        for inner in records_in(field.annotation):
            yield from _iter_table_lines(inner, f"{key}.")
