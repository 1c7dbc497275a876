"""Why a text is not YAML, in the words of someone who writes in Word.

PyYAML has two scanners, with and without libyaml, and each words the same mistake in its own way.
What they agree on is where it went wrong and roughly what they were doing: that is looked up here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

import yaml

from bulletin.content.yaml.lines import find_cause

QUOTE_IT = 'đặt cả giá trị trong ngoặc kép "…"'

_KEY_WITHOUT_SPACE = re.compile(r"\s*[\w-]+:\S")
_KEY = re.compile(r"\s*(?:- +)?[\w-]+:(?=\s|$)")

_TAB = "thụt dòng bằng dấu cách, không dùng phím Tab"
_SPACE = "sau dấu hai chấm phải có một dấu cách, như 'title: Tên bài'"
_COLON = f"giá trị có dấu hai chấm rồi dấu cách; {QUOTE_IT}"
_CURLY = "“”„‟‘’«»"
_COLON_IN_CURLY = "giá trị có dấu hai chấm; ngoặc cong “ ” không giữ được, phải là ngoặc thẳng"
_LONGEST_SHOWN = 120
_MISALIGNED = "dòng này thụt vào không thẳng hàng với các dòng cùng cấp"
_AFTER_QUOTES = (
    "sau dấu ngoặc đóng còn chữ; đặt cả giá trị trong ngoặc đơn '…', "
    "hoặc dùng ngoặc “ ” cho phần trích"
)
_NO_KEY = "mỗi dòng phải có dạng 'khóa: giá trị'; câu dài xuống dòng thì thụt vào hai dấu cách"
_NO_FENCE = f"{_NO_KEY}; nếu đây là lời văn thì thiếu một dòng --- phía trên"
_UNCLOSED = f"thiếu dấu ] hoặc }}; giá trị mở đầu bằng dấu ngoặc thì {QUOTE_IT}"
_SIGN = f"giá trị bắt đầu bằng ký hiệu đặc biệt; {QUOTE_IT}"

_CAUSES = (
    ("tab character", _TAB),
    ("cannot start any token", _SIGN),
    ("node content", _SIGN),
    ("mapping keys are not allowed", _SIGN),
    ("alphabetic or numeric", _SIGN),
    (" tag", _SIGN),
    ("escape", "dấu \\ trong ngoặc kép phải viết đôi, hoặc dùng ngoặc đơn '…'"),
    ("hexdecimal", "dấu \\ trong ngoặc kép phải viết đôi, hoặc dùng ngoặc đơn '…'"),
    ("quoted scalar", "thiếu dấu ngoặc đóng của giá trị mở ngoặc ở dòng này"),
    ("block scalar", f"sau dấu | hoặc > phải xuống dòng; nếu dấu ấy là chữ của câu thì {QUOTE_IT}"),
    ("sequence entries", "danh sách phải xuống dòng, mỗi mục một dòng bắt đầu bằng '- '"),
    ("flow sequence", f"thiếu dấu ] hoặc dấu phẩy; giá trị có dấu phẩy, hai chấm thì {QUOTE_IT}"),
    ("flow mapping", f"thiếu dấu }} hoặc dấu phẩy; giá trị có dấu phẩy, hai chấm thì {QUOTE_IT}"),
    ("'-' indicator", "các mục của danh sách phải thẳng hàng, mỗi mục bắt đầu bằng '- '"),
    ("document start>", "các khóa phải viết sát lề trái, thẳng hàng với nhau"),
    ("control characters", "có ký tự điều khiển không nhìn thấy; xóa và gõ lại chỗ đó"),
    ("special characters", "có ký tự điều khiển không nhìn thấy; xóa và gõ lại chỗ đó"),
)

# Here the scanner saw the mistake only where it could go no further; the context is where it began.
_BEGAN_EARLIER = ("quoted scalar", "flow sequence", "flow mapping", "simple key")


class YamlMistake(Exception):
    """The text is not YAML that a bulletin takes: one mistake, on one line.

    `right` is the line as it should be, where there is one way only.
    """

    def __init__(self, line: int, message: str, right: str | None = None) -> None:
        super().__init__(message)
        self.line = line
        self.message = message
        self.right = right


def explained(failure: yaml.YAMLError, text: str, first_line: int) -> YamlMistake:
    """Return what an editor can do about `text`, which PyYAML cannot read.

    `first_line` is the number, in its file, of the first line of `text`.
    """
    context = str(getattr(failure, "context", None) or "")
    words = f"{context}: {getattr(failure, 'problem', None) or failure}"
    mark = getattr(failure, "problem_mark", None)
    earlier = getattr(failure, "context_mark", None)
    if earlier is not None and any(sign in context for sign in _BEGAN_EARLIER):
        mark = earlier
    if mark is None:
        # A reader's error has no mark, only a position, and only in the scanner without libyaml.
        place = re.search("[^\t\n\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]", text)
        line, column = text.count("\n", 0, place.start() if place else 0), 0
    else:
        line, column = mark.line, mark.column
    lines = text.split("\n")
    if "node content" in words and not "".join(lines[line:]).strip():
        # The end of the text came first: what stands before it was never closed.
        opened = [at for at, one in enumerate(lines) if re.search(r":\s+[\[{][^\]}]*$", one)]
        if opened:
            return YamlMistake(opened[-1] + first_line, f"không đọc được: {_UNCLOSED}")
    line = min(line, len(lines) - 1)
    if cause := find_cause(lines, line):
        number, slip = cause
        return YamlMistake(number + first_line, f"không đọc được: {slip.message}", slip.right)
    step, cure = _cure(words, lines, line, column)
    right = _right_line(lines[line + step], cure)
    return YamlMistake(line + step + first_line, f"không đọc được: {cure}", right)


def _right_line(line: str, cure: str) -> str | None:
    """Return the line as `cure` says, where there is one way only."""
    if cure == _SPACE:
        found = re.fullmatch(r"(\s*(?:- +)?[\w-]+:)([^\s:/].*)", line)
        return f"{found[1]} {found[2]}" if found else None
    if not cure.startswith((_COLON, _COLON_IN_CURLY)) or not (found := _KEY.match(line)):
        return None
    value = line[found.end() :].strip()
    if value[:1] in _CURLY:
        value = value.strip(_CURLY)
    if "#" in value or "\\" in value or value[:1] in ("", *"'\"[{|>&*!%@`-?"):
        return None
    quote = '"' if '"' not in value else "'"
    return None if quote in value else f"{found[0]} {quote}{value}{quote}"


def _is_text_in_place_of_key(above: str, here: str) -> bool:
    """Return whether the line above stands where a key should, and is none."""
    indent = len(here) - len(here.lstrip())
    return bool(above.strip()) and ":" not in above and above[: indent + 1].strip() == above[indent]


def _quoted_value(line: str) -> str:
    """Return the cure of a value with a colon in it: the line as it should be written."""
    found = _KEY.match(line)
    key, value = (line[: found.end()], line[found.end() :].strip()) if found else ("", "")
    if not value or len(line) > _LONGEST_SHOWN:
        return _COLON
    if value[0] in _CURLY:
        bare = value.strip(_CURLY)
        straight = f"'{bare}'" if '"' in bare else f'"{bare}"'
        return f"{_COLON_IN_CURLY}; viết {key.strip()} {straight}"
    straight = f"'{value}'" if '"' in value else f'"{value}"'
    return _COLON if "'" in value and '"' in value else f"{_COLON}, như {key.strip()} {straight}"


def _cure(words: str, lines: Sequence[str], line: int, column: int) -> tuple[int, str]:
    """Return how many lines above the mark the mistake is (0 or -1), and what to do about it."""
    here = lines[line]
    if here[column : column + 1] == "\t" and "token" in words:
        return 0, _TAB
    if "mapping values" in words:
        key = _KEY.match(here)
        if key is None or key.end() <= column:
            return 0, _quoted_value(here)
        if line > 0 and _is_text_in_place_of_key(lines[line - 1], here):
            return -1, _NO_KEY
        above = line > 0 and _KEY_WITHOUT_SPACE.match(lines[line - 1])
        return (-1, _SPACE) if above else (0, _MISALIGNED)
    if "simple key" in words:
        if _KEY_WITHOUT_SPACE.match(here):
            return 0, _SPACE
        is_body = line > 0 and not lines[line - 1].strip()
        return 0, _NO_FENCE if is_body else _NO_KEY
    if "expected key" in words or "<block end>" in words:
        return 0, _AFTER_QUOTES if here[:column].strip(" -") else _MISALIGNED
    found = next((cure for sign, cure in _CAUSES if sign in words), None)
    return 0, found or "dòng này không theo cú pháp YAML; so với bài mẫu trong hướng dẫn"
