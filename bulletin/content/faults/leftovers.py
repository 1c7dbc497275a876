"""What templates and careless pasting leave in a content file: words that nobody replaced, keys.

What concerns texts of any kind is in pasted.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Final

from bulletin.content.source import BODY
from bulletin.content.yaml.front_matter import Split
from bulletin.errors import Problem, Severity
from bulletin.model.kind import KINDS
from bulletin.model.record import Location, Mistake
from bulletin.vietnamese.fold import fold

# --- a second front matter ------------------------------------------------------------------------

_KEYS: Final = frozenset(
    field.alias or name for kind in KINDS for name, field in kind.model.model_fields.items()
)
_KEYS_IN_VIETNAMESE: Final = frozenset(
    {
        *("tieu de", "ten bai", "ngay", "ngay dang", "tom tat", "don vi", "linh vuc", "doi tuong"),
        *("nguoi viet", "tac gia", "nguon", "ban nhap", "nhap", "nhan vat", "nguoi", "anh"),
    }
)
_FENCE: Final = re.compile(
    r"[ \t]*(?:-{3,}|—{1,3}|–{2,3}|\+{3,}|`{3,}[ \t]*(?:ya?ml)?|~{3,}\w*)[ \t]*"
)
_KEY_LINE: Final = re.compile(
    r"[ \t>*_\-]*([^\W\d](?:\w|[ -](?=\w)){1,24})[*_]*[ \t]?[:：=][*_]*(?:\s|$)"
)
_LONGEST_BLOCK: Final = 200
"""Lines below a fence among which the keys of a front matter are looked for."""


def cut_second_front(path: str, parted: Split) -> tuple[Split, list[Problem]]:
    """Return the parts of a file without a second front matter and what follows it, and the error.

    Two lines that begin with keys of ours are a front matter, with a fence above or without one.
    Vietnamese words for keys count only below a fence: "Ngày:" and "Đơn vị:" also begin lines of an
    invitation.
    """
    if ":" not in parted.body and "=" not in parted.body and "：" not in parted.body:
        return parted, []
    lines = parted.body.split("\n")
    for position, line in enumerate(lines):
        enough = 2
        if _FENCE.fullmatch(line):
            keys = _read_keys(lines, position + 1, _KEYS | _KEYS_IN_VIETNAMESE)
            # Two lines such as "Nguồn: …", "Người viết: …" below a rule end many stories.
            if not keys.keys() & {"title", "tieu de", "ten bai"}:
                keys = {key: value for key, value in keys.items() if key in _KEYS}
            elif next(iter(keys)) == "title":
                enough = 1
        elif _key_of(line) in _KEYS:
            keys = _read_keys(lines, position, _KEYS)
        else:
            continue
        if len(keys) >= enough:
            problem = Problem(path, parted.body_line + position, BODY, _say_second(parted, keys))
            return replace(parted, body="\n".join([*lines[:position], ""])), [problem]
    return parted, []


def _key_of(line: str) -> str | None:
    found = _KEY_LINE.match(line)
    if found is None:
        return None
    return found[1] if found[1].isascii() and " " not in found[1] else fold(found[1])


def _read_keys(lines: list[str], start: int, known: frozenset[str]) -> dict[str, str]:
    """Return the keys and values from the line `start` on, as long as the lines are of that form.

    Blank lines, list items and indented lines may stand between them.
    """
    found: dict[str, str] = {}
    for line in lines[start : start + _LONGEST_BLOCK]:
        key = _key_of(line)
        if key in known and key is not None:
            found.setdefault(key, re.split("[:：=]", line, maxsplit=1)[1].strip(" \t*_\"'"))
        elif _FENCE.fullmatch(line):
            if found:
                break
        elif key is None and line.strip() and not line.startswith((" ", "	", "-", "*", "#")):
            break
    return found


def _say_second(parted: Split, keys: Mapping[str, str]) -> str:
    title = keys.get("title")
    if title and re.search(rf"^title[ \t]*:[ \t]*[\"']?{re.escape(title)}", parted.front, re.M):
        return (
            "phần đầu dán hai lần: từ dòng này các khóa sẽ hiện ra trang và đọc lên đài; "
            "xóa phần đầu thứ hai"
        )
    return (
        "hai bài trong một tệp: từ dòng này là phần đầu của một bài nữa, sẽ hiện ra trang và "
        "đọc lên đài; chép từ đây xuống sang một tệp .md riêng"
    )


# --- words of a template --------------------------------------------------------------------------

_TEMPLATE_LINES: Final = frozenset(
    {
        "loi van viet o day",
        "loi van viet o day. cach mot dong trong la sang doan moi",
        "cach mot dong trong la sang doan moi",
        "tieu de nho",
        "muc thu nhat",
        "muc thu hai",
    }
)
_FILL_IN: Final = re.compile(
    r"(?:(?:loi van|noi dung|bai viet|tom tat|tieu de|doan van)(?: cua)?(?: bai)?(?: viet)? )?"
    r"(?:viet|ghi|dien|nhap|go|them|dan)(?: noi dung| loi van| tiep| thong tin)?(?: vao)?"
    r"(?: o)? (?:day|cho nay)(?: .{0,60})?"
)
_BLANKS: Final = re.compile(
    # Forms: "ngày … tháng … năm", "ngày .../.../2026", lines of dots or underscores.
    r"\b[Nn]gày[ \t]*(?:…+|\.{2,}|_{2,})[ \t]*(?:/|tháng)"
    r"|(?<![.…])(?:\.{6,}|…{2,}\.*…*)(?![.…])"
    r"|(?<![\w_])_{4,}(?![\w_])"
    r"|(?<![\w/])[xX]{2}/[xX]{2}(?:/(?:\d{4}|[xX]{2,4}))?(?![\w/])"
    r"|(?<!\w)x{3,}(?!\w)"
    r"|(?<![\w.-])(?:TODO|TBD|FIXME)(?![\w-])|\b[Ll]orem ipsum\b"
)
# A quick test: finds something in each text with a gap.
_MAY_BE_GAP: Final = re.compile(r"\.\.|…|__|[xX]{2}|\[|TODO|TBD|FIXME|orem ipsum")
# One of these is in every line that the rules of templates find.
_SIGNS: Final = (
    *("..", "…", "__", "xx", "XX", "[", "TODO", "TBD", "FIXME", "orem ipsum", "ở đây", "vào đây"),
    *("chỗ này", "đoạn mới", "đề nhỏ", "thứ nhất", "thứ hai"),
)
# Square brackets that are no link: "[tên]", "[họ và tên]", "[số] hộ".
_BRACKETS: Final = re.compile(r"(?<!!)\[([^\[\]\n]{1,40})\](?![\[(:{])")
_ASKED_FOR: Final = (
    r"(?:ten|ho ten|ho va ten|ngay|ngay thang(?: nam)?|thang|nam|gio|so|so lieu|dia chi|dia diem"
    r"|noi|don vi|co quan|xa|ap|chuc vu|chuc danh|tac gia|nguoi viet|nguon|tieu de|tom tat|anh"
    r"|noi dung|loi van|trich dan|link|dien|ghi|chen|viet|them|bo sung)"
)
_ASKING: Final = re.compile(rf"(?:{_ASKED_FOR}(?: .{{0,30}})?|\?+|x{{2,}})")
_NOTHING: Final = re.compile(
    r"x{2,}|[.…_?*–—-]+|todo|tbd|fixme|n/?a|test|abc|asdf\w*|lorem ipsum.*"
    r"|chua co|chua ro|dang cap nhat|cap nhat sau|bo sung sau|se bo sung|khong ro"
)
_VALUES: Final = {
    "title": (
        r"(?:ten|tieu de|tua de|tua)(?: cua)?(?: bai| bai viet| su kien| van ban| phong trao| moi)?"
        r"(?: o day)?|cau hoi|trich yeu(?: noi dung)?|bai (?:moi|mau|viet)(?: \d+)?|title|untitled"
        r"|khong (?:co )?tieu de"
    ),
    "summary": (
        r"(?:phan |loi )?tom tat(?: cua)?(?: bai| bai viet| noi dung)?"
        r"(?: o day| [\d–-]+ cau.{0,40})?|summary"
    ),
    "author": r"(?:ten )?(?:nguoi viet|tac gia)|ten|ho(?: va)? ten|author",
    "source": r"(?:ten )?nguon(?: (?:tin|cua thong tin|thong tin))?|source",
    "name": r"ten|ho(?: va)? ten|(?:nguyen|tran|le|pham) (?:van|thi) [abc]",
    "place": r"noi to chuc|dia diem|dia chi|place",
    "alt": r"loi ta anh.*|mo ta anh|chu thich(?: anh)?|ta anh|alt|anh|hinh anh|hinh",
    "credit": r"(?:ten )?(?:nguoi chup|nguon anh|tac gia anh)|nguoi chup hoac nguon anh|credit",
}
_SAMPLE_TITLE: Final = "to hop tac nuoi tom giup nhau thoat kho"
# Years before 1900 and from 2200 on; whole.years judges the keys that decide when a page is shown.
_SLIP_OF_YEAR: Final = re.compile(r"(?:[03-9]\d|1[0-8]|2[2-9])\d{2}-\d{2}-\d{2}(?:T\d{2}:\d{2})?")
_YEARS_JUDGED_ELSEWHERE: Final = {("date",), ("start",), ("end",)}
_MARKUP: Final = re.compile(r"^[\s>#*+_-]*(?:\d+[.)]\s+)?|[\s*_.:…]*$")


def template_mistakes(raw: object) -> Iterator[Mistake]:
    """Yield values of a front matter that are words of a template, which nobody replaced.

    A whole value that says nothing is an error, since it is printed as a title or a name; a gap
    inside a value is doubtful.
    """
    if isinstance(raw, Mapping) and _bare(raw.get("title")) == _SAMPLE_TITLE:
        message = "tên bài còn nguyên của bài mẫu trong hướng dẫn; viết tên bài của mình"
        yield Mistake(("title",), message, Severity.WARNING)
    for location, value in _iter_texts(raw, ()):
        if location not in _YEARS_JUDGED_ELSEWHERE and _SLIP_OF_YEAR.fullmatch(value):
            yield Mistake(location, f"năm {value[:4]} không thể đúng; kiểm tra lại năm")
        yield from _template_mistake(location, value)


def _template_mistake(location: Location, value: str) -> Iterator[Mistake]:
    key = next((step for step in reversed(location) if isinstance(step, str)), "")
    if key in _READ_AS_WORDS and _says_nothing(key, _bare(value.strip(" \t[]<>{}()"))):
        if value.strip():
            message = f"chữ mẫu '{value.strip()}' còn để nguyên; viết nội dung thật"
            yield Mistake(location, message)
    elif gap := find_gap(value):
        message = f"còn chỗ trống của mẫu: '{gap}'; điền vào hoặc xóa đi"
        yield Mistake(location, message, Severity.WARNING)


def _says_nothing(key: str, bare: str) -> bool:
    """Return whether a bare value is a word for nothing, or that of a template for this key."""
    if _NOTHING.fullmatch(bare or "."):
        return True
    return re.fullmatch(_VALUES.get(key, "(?!)"), bare) is not None


_READ_AS_WORDS: Final = frozenset(
    {*_VALUES, "role", "text", "lead", "form", "issuer", "launched_by"}
)
"""The keys whose values are printed or kept as words."""


def template_problems(path: str, parted: Split) -> Iterator[Problem]:
    """Yield the lines of a body that are words of a template, which nobody replaced."""
    body = parted.body
    signs = [sign for sign in _SIGNS if sign in body]
    if not signs:
        return
    for found in re.finditer(f"(?:{'|'.join(map(re.escape, signs))})[^\n]*", body):
        start = body.rfind("\n", 0, found.start()) + 1
        end = body.find("\n", found.end())
        line = body[start : None if end < 0 else end]
        shown = line.strip()
        bare = _bare(shown.strip('()[]“”"')) if len(shown) < 120 else ""
        if bare and (bare in _TEMPLATE_LINES or _FILL_IN.fullmatch(bare)):
            message = f"lời mẫu '{shown}' còn để nguyên; viết lời văn của bài hoặc xóa dòng này"
        elif gap := find_gap(line):
            message = f"còn chỗ trống của mẫu: '{gap}'; điền vào hoặc xóa đi"
        else:
            continue
        number = parted.body_line + body.count("\n", 0, start)
        yield Problem(path, number, BODY, message, Severity.WARNING)


def find_gap(text: str) -> str | None:
    """Return the gap of a form that was not filled in: "ngày … tháng", "[tên]", "xxx"."""
    if not _MAY_BE_GAP.search(text):
        return None
    if found := _BLANKS.search(text):
        return found.group().strip()
    if "[" in text:
        for found in _BRACKETS.finditer(text):
            if _ASKING.fullmatch(fold(found[1]).strip(" .:")):
                return found.group()
    return None


def _bare(value: object) -> str:
    """Return a text folded, without markup at its ends."""
    return " ".join(fold(_MARKUP.sub("", value)).split()) if isinstance(value, str) else ""


def _iter_texts(value: object, location: Location) -> Iterator[tuple[Location, str]]:
    """Yield every text in the values of a front matter, with its location."""
    if isinstance(value, str):
        yield location, value
    elif isinstance(value, Mapping):
        for key, below in value.items():
            if isinstance(key, str):
                yield from _iter_texts(below, (*location, key))
    elif isinstance(value, list):
        for position, below in enumerate(value):
            yield from _iter_texts(below, (*location, position))
