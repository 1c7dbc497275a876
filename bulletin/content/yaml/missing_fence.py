"""Why a content file has no front matter between two lines ---, in the words of what it has."""

from __future__ import annotations

import re

from bulletin.content.yaml.lines import find_slip

_RULE = "tệp phải bắt đầu bằng một dòng ---, các khóa, rồi một dòng --- nữa"
_CLOSE = "thiếu dòng --- đóng phần đầu"
_KEY_LINE = re.compile(r"(?:[\w-]+|[^\W\d_][\w ]{1,30}):(?:\s|$)")
_ENTRY = re.compile(r"\s+\S|- |#|$")
_DASHES = re.compile(r"[-‐‑‒–—―−_=*~+\s]+")
_LONGEST_SHOWN = 40


def explain_missing_opening(text: str) -> tuple[int, str]:
    """Return the line on which to look and what to do, for a text that does not begin with ---."""
    lines = text.split("\n")
    first = next((number for number, line in enumerate(lines) if line.strip()), None)
    if first is None:
        return 1, f"tệp rỗng; {_RULE}"
    line = lines[first].strip()
    shown = f"dòng {first + 1} đang là '{line[:_LONGEST_SHOWN]}'"
    if _DASHES.fullmatch(line):
        return first + 1, f"{shown}, không phải ba dấu gạch nối ---; gõ lại dòng này là ---"
    if line.startswith("```") or line.startswith("~~~"):
        return first + 1, f"{shown}; xóa các dòng {line[:3]} bao quanh: {_RULE}"
    if line.startswith("<"):
        return first + 1, f"{shown}: đây là HTML, không phải Markdown; chép riêng phần chữ. {_RULE}"
    if line.startswith("{"):
        return first + 1, f"{shown}: đây là JSON; {_RULE}"
    fence = next((number for number, line in enumerate(lines) if line.strip() == "---"), None)
    if _KEY_LINE.match(line):
        return first + 1, f"thiếu dòng --- ở đầu tệp, trước '{line[:_LONGEST_SHOWN]}'"
    if fence is not None and any(map(_KEY_LINE.match, lines[fence + 1 : fence + 3])):
        return first + 1, f"{shown}, đứng trước dòng ---; chuyển xuống dưới phần đầu hoặc xóa đi"
    return first + 1, f"{shown}; {_RULE}"


def explain_missing_closing(text: str) -> tuple[int, str]:
    """Return the line before which the closing --- is missing, and what to do."""
    lines = text.split("\n")
    for number, line in enumerate(lines[1:], start=2):
        stripped = line.strip()
        if stripped and _DASHES.fullmatch(stripped) and not stripped.startswith("- "):
            shown = stripped[:_LONGEST_SHOWN]
            if stripped == "---":
                return number, f"{_CLOSE}; dòng này thụt vào, xóa dấu cách ở đầu dòng"
            message = f"dòng này là '{shown}', không phải ba dấu gạch nối ---; gõ lại là ---"
            return number, f"{_CLOSE}; {message}"
        if not _KEY_LINE.match(line) and not _ENTRY.match(line) and not find_slip(line):
            shown = stripped[:_LONGEST_SHOWN]
            return number, f"{_CLOSE}; thêm một dòng --- trước '{shown}'"
    return len(text.rstrip("\n").split("\n")), f"{_CLOSE}; thêm một dòng --- dưới khóa cuối"
