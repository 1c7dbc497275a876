"""The fixes of problems, applied to the text of a file: lines are replaced, all others stay.

A fix is made where the problem is found (`Problem.fix`). Here nothing is judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from bulletin.content.yaml.edits import split_comment
from bulletin.content.yaml.front_matter import NoFrontMatter, split
from bulletin.errors import LineFix
from bulletin.model.kind import kind_of
from bulletin.vietnamese.normalise import normalise

LINE = re.compile(r"([^\r\n]*)(\r\n|\r|\n|$)")
"""A line and its end; PEP 8's `splitlines` would also end lines that YAML and Markdown do not."""


def split_lines(text: str) -> list[tuple[str, str]]:
    """Return the lines of a text, each with its line end, which the last one may lack."""
    return [(found[1], found[2]) for found in LINE.finditer(text) if found[0]]


def join_lines(lines: Iterable[tuple[str, str]]) -> str:
    """Return the text of lines with their line ends."""
    return "".join(line + end for line, end in lines)


def count_front_lines(text: str) -> int:
    """Return how many lines of a content file are not its body, with the fences; 0 if that is not
    clear.
    """
    try:
        return split(normalise(text)).body_line - 1
    except NoFrontMatter:
        return 0


def apply_line_fixes(path: str, text: str, fixes: Iterable[LineFix]) -> str:
    """Return the text with the fixes of its lines, as far as the lines still are what they were.

    Comments of YAML keep their bytes. Of two fixes of one line only the first is applied.
    """
    lines = split_lines(text)
    first_body_line = count_front_lines(text) + 1 if path.endswith(".md") else len(lines) + 1
    for fix in fixes:
        if not 1 <= fix.line <= len(lines):
            continue
        line, end = lines[fix.line - 1]
        if normalise(line) != fix.old:
            continue
        new = fix.new
        if fix.line < first_body_line:
            kept, comment = split_comment(line)
            code, _ = split_comment(new)
            # What is a comment in one form and not in the other is left to the editor.
            if normalise(comment) != split_comment(new)[1]:
                continue
            del kept
            # A fix may put a line before this one.
            new = code.replace("\n", end or "\n") + comment
        lines[fix.line - 1] = (new, end)
    return join_lines(lines)


def keep_identity(path: str, text: str) -> str | None:
    """Return the text with the lines that keep the address and identity of a story when it gets
    another path; None where they cannot be added. A file that had no address needs none.
    """
    found = kind_of(path)
    if found is None:
        return text
    kind, parts = found
    lines = split_lines(text)
    count = count_front_lines(text)
    keys = {re.split(r"\s*:", line, maxsplit=1)[0] for line, _ in lines[:count]}
    if count < 2 or "aliases" not in kind.model.model_fields or "aliases" in keys:
        return None
    end = lines[count - 1][1] or "\n"
    added = [f"aliases: [{kind.address_of(parts)}]"]
    if "id" not in keys:
        added.append(f"id: {path.removeprefix('content/').removesuffix('.md')}")
    lines[count - 1 : count - 1] = [(line, end) for line in added]
    return join_lines(lines)
