"""What reading a content file passes over in silence, written out: the file says the same after it.

NFC, invisible characters, spaces, fences, empty keys, the order of keys. Only the lines that need
it change; comments, code and the words of the text keep their bytes.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence

from bulletin.content.fixes import count_front_lines, join_lines, split_lines
from bulletin.content.yaml.edits import split_comment
from bulletin.content.yaml.lines import iter_prose
from bulletin.model.kind import kind_of
from bulletin.model.record import Record
from bulletin.vietnamese.legacy import DamageKind, find_damage
from bulletin.vietnamese.normalise import normalise

_OLD_ENCODINGS = {
    DamageKind.TCVN3,
    DamageKind.VNI,
    DamageKind.VISCII,
    DamageKind.OLD_ENCODING,
    DamageKind.CODE_PAGE,
}

Line = tuple[str, str]
"""A line and its line end."""

# A space that keeps a number with its unit, or the groups of a number together, stands rightly.
_UNBREAKABLE = re.compile(r"(?<=\d)[\u00a0\u202f](?=\w)")
_KEPT_SIGNS = re.compile("[\u2010\u2011\uf000-\uf0ff]|(?<=[^\\w\\s])\u200d|\u200d(?=[^\\w\\s])")
_FENCE_OF_CODE = re.compile(r"\s{0,3}(`{3,}|~{3,})")
_TWO_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")
_EMPTY_KEY = re.compile(r"([a-z_]+):\s*(?:\"\"|''|~|null)?\s*")
_ANY_KEY = re.compile(r"[^\W\d_][\w -]*:(?:\s|$)")
_TOP_KEY = re.compile(r"([a-z_]+):(?:\s|$)")


def tidy(path: str, text: str) -> str:
    """Return the text of the file at `path` (.md or .yml) with line ends as they were.

    A text in an old encoding stays as it is: there, an invisible character may be a letter.
    """
    if any(damage.kind in _OLD_ENCODINGS for damage in find_damage(text)):
        return text
    text = text.removeprefix("\ufeff")
    lines = split_lines(text)
    if not path.endswith(".md"):
        return join_lines(_tidy_yaml(lines))
    count = count_front_lines(text)
    if not count:
        return text
    front, body = lines[:count], lines[count:]
    opening = next(index for index, (line, _) in enumerate(front) if line.strip())
    keys = _tidy_yaml(front[opening + 1 : -1])
    if found := kind_of(path):
        keys = _sort_keys(_drop_empty_keys(keys, found[0].model), found[0].model)
    fences = [("---", front[opening][1]), ("---", front[-1][1])]
    return join_lines([*front[:opening], fences[0], *keys, fences[1], *_tidy_body(body)])


def _tidy_yaml(lines: Sequence[Line]) -> list[Line]:
    prose = set(iter_prose([line for line, _ in lines]))
    tidied = []
    for number, (line, end) in enumerate(lines):
        code, comment = split_comment(line)
        code = normalise(code)
        if number not in prose:
            code = re.sub(r"(?<=[^\s,:\[{-]) {2,}(?=[^\s#])", " ", code) if _is_flat(code) else code
            code = code if comment else code.rstrip(" \t")
        tidied.append((code + comment, end))
    return tidied


def _is_flat(code: str) -> bool:
    """Return whether a line is no entry of a table of flow mappings, whose columns are aligned."""
    return "{" not in code


def _drop_empty_keys(lines: Sequence[Line], model: type[Record]) -> list[Line]:
    """Return the lines without keys of the record that may be missing, and say nothing."""
    optional = {
        field.alias or name for name, field in model.model_fields.items() if not field.is_required()
    }
    kept = []
    for number, (line, end) in enumerate(lines):
        found = _EMPTY_KEY.fullmatch(line)
        if found and found[1] in optional:
            rest = (below for below, _ in lines[number + 1 :] if below.strip())
            below = next(rest, "")
            if not below or _ANY_KEY.match(below):
                continue
        kept.append((line, end))
    return kept


def _sort_keys(lines: Sequence[Line], model: type[Record]) -> list[Line]:
    """Return the keys in the order of the guide, each with its lines and the comments above it.

    They stay as they are where a line stands outside of a known key.
    """
    order = [field.alias or name for name, field in model.model_fields.items()]
    blocks: list[tuple[str, list[Line]]] = []
    waiting: list[Line] = []
    for line, end in lines:
        if found := _TOP_KEY.match(line):
            if found[1] not in order:
                return list(lines)
            blocks.append((found[1], [*waiting, (line, end)]))
            waiting = []
        elif line.startswith("#"):
            waiting.append((line, end))
        elif not blocks or waiting or (line.strip() and not line.startswith((" ", "\t", "-"))):
            return list(lines)
        else:
            blocks[-1][1].append((line, end))
    if waiting:
        return list(lines)
    blocks.sort(key=lambda block: order.index(block[0]))
    return [line for _, block in blocks for line in block]


def _tidy_body(lines: Sequence[Line]) -> list[Line]:
    tidied: list[Line] = []
    fence: str | None = None
    is_comment = False
    for number, (line, end) in enumerate(lines):
        opening = _FENCE_OF_CODE.match(line)
        if opening and (fence is None or opening[1].startswith(fence)):
            fence = opening[1] if fence is None else None
        elif fence is None and not is_comment and "<!--" not in line:
            below = lines[number + 1][0] if number + 1 < len(lines) else ""
            line = _tidy_prose(line, below)
        if fence is None:
            is_comment = ("<!--" in line or is_comment) and "-->" not in line
        tidied.append((line, end))
    return tidied


def _tidy_prose(line: str, below: str) -> str:
    """Return a line of the body; `below` is the next one."""
    line = _normalise_words(line)
    is_text = not re.match(r" {4}|\t", line) and "|" not in line and "`" not in line
    if is_text:
        head = re.match(r"\s*(?:[-*+>#]+|\d+[.)])?\s*", line)
        start = head.end() if head else 0
        line = line[:start] + _TWO_SPACES.sub(" ", line[start:])
    bare = line.rstrip(" \t")
    if not bare:
        return ""
    # Two spaces at the end of a line break it, when another line follows; a sign alone is a list.
    breaks = line.endswith("  ") and below.strip() != ""
    if breaks or bare.endswith("\\") or not any(map(str.isalnum, bare)):
        return line
    return bare


def _normalise_words(line: str) -> str:
    """Return the line as it is read, but for signs whose reading is rougher than they are."""
    if line.isascii():
        return line
    kept = {found.start(): found[0] for found in _UNBREAKABLE.finditer(line)}
    kept |= {found.start(): found[0] for found in _KEPT_SIGNS.finditer(line)}
    parts, start = [], 0
    for index, sign in sorted(kept.items()):
        parts += [normalise(line[start:index]), sign]
        start = index + 1
    parts.append(normalise(line[start:]))
    return unicodedata.normalize("NFC", "".join(parts))
