"""A key or a value replaced in a line of YAML, and nothing else of the line changed."""

from __future__ import annotations

import re

from bulletin.model.record import Cure

_COMMENT = re.compile(r"(?:^|(?<=\s))#.*$")


def replace_in_line(line: str, cure: Cure) -> str | None:
    """Return `line` with what is certainly meant; None if it does not stand there just once."""
    code, comment = split_comment(line)
    written = re.escape(cure.written)
    quoted = rf"(?:\"{written}\"|'{written}'|{written})"
    if cure.is_key:
        block = re.fullmatch(rf"(\s*(?:- +)*){quoted}(\s*:(?:\s.*)?)", code)
        flow = rf"(?<=[{{,])(\s*){quoted}(\s*:\s)"
    else:
        block = re.fullmatch(rf"(\s*(?:- +)*(?:[^\s:][^:]*:\s+)?){quoted}(\s*)", code)
        flow = rf"((?<=[\[,:])\s*){quoted}(\s*(?=[\]}},]))"
    if block is not None:
        return f"{block[1]}{cure.right}{block[2]}{comment}"
    found = list(re.finditer(flow, code))
    if len(found) != 1:
        return None
    start, end = found[0].span()
    return f"{code[:start]}{found[0][1]}{cure.right}{found[0][2]}{code[end:]}{comment}"


def split_comment(line: str) -> tuple[str, str]:
    """Return a line of YAML up to its comment, and the comment; a sign in quotes counts as one."""
    found = _COMMENT.search(line)
    return (line[: found.start()], line[found.start() :]) if found else (line, "")
