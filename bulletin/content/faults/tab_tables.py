"""Tables pasted from Word or Excel as lines whose cells stand between tabs.

Markdown reads such lines as one paragraph: the cells run together on the page and on the air.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import Final

from bulletin.content.source import BODY
from bulletin.content.yaml.front_matter import Split
from bulletin.errors import Problem, Severity, shorten

_FEWEST_ROWS: Final = 2
"""Lines with one tab are also made by hand; two of the same form one after another are a table."""

_CELLS: Final = re.compile(r"[^\s|][^\t|]*(?:\t+[^\t|]*[^\s|])+\s*")
# A list or a quotation, the sign of a list with its words, a word with what it stands for.
_NO_ROW: Final = re.compile(r"[-*+•–—>#]\s|(?:\w{1,3}[.)]|[^\t]*:)\t+[^\t]*$")
_FENCE: Final = re.compile(r"[ ]{0,3}(`{3,}|~{3,})(.*)")
_LONGEST_ROW: Final = 80


def tab_table_problems(path: str, parted: Split) -> Iterator[Problem]:
    """Yield the first line of each table whose cells are separated by tabs, as it should be."""
    if "\t" not in parted.body:
        return
    lines = list(enumerate(_empty_code(parted.body.split("\n")), parted.body_line))
    for is_row, rows in groupby(lines, key=lambda line: _is_row(line[1])):
        table = list(rows)
        if is_row and len(table) >= _FEWEST_ROWS:
            number, first = table[0]
            cells = [cell.strip() for cell in re.split(r"\t+", first.strip())]
            row = shorten(f"| {' | '.join(cells)} |", _LONGEST_ROW)
            message = (
                "bảng dán từ Word hay Excel: các ô cách nhau bằng phím Tab sẽ dính liền vào nhau; "
                f"viết mỗi hàng như '{row}', dưới hàng đầu thêm dòng '|{'---|' * len(cells)}'"
            )
            yield Problem(path, number, BODY, message, Severity.WARNING)


def _empty_code(lines: Iterable[str]) -> Iterator[str]:
    """Yield the lines; those of fenced code, which keeps its tabs, as empty ones."""
    fence = ""
    for line in lines:
        found = _FENCE.match(line)
        if fence:
            is_end = found and found[1].startswith(fence) and not found[2].strip()
            yield ""
            fence = "" if is_end else fence
        elif found and not (found[1][0] == "`" and "`" in found[2]):
            fence = found[1]
            yield ""
        else:
            yield line


def _is_row(line: str) -> bool:
    return _CELLS.fullmatch(line) is not None and _NO_ROW.match(line) is None
