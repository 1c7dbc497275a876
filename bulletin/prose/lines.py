"""The lines of a text on which the things stand that were seen in its HTML.

Python-Markdown gives no lines. Which things there are, its HTML has decided; here their names are
looked up in the text. A name that stands in the text several times, in code for instance, gets a
mark of its own each time, and the HTML of the marked text shows which of them count.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Callable, Sequence
from html.entities import codepoint2name

from bulletin.prose.detections import LABEL, Detection, DetectionKind

_MOST_OFTEN = 1_000
"""So often a name is looked up in one text."""

_MOST_LETTERS = 100_000_000
"""So many letters are looked at in one text: all of it for each name. Beyond that, no line is
looked for."""

_LONGEST_NAME = 500
"""Characters of a name that is looked up as it could be written with entities or backslashes."""

# A target stands between these in every form that Markdown and HTML know.
_BEFORE = frozenset(" \n\t(<\"'=:")
_AFTER = frozenset(" \n\t)>\"'")
_EMPTY_TARGET = re.compile(r"\((?=\s*\))|\(<(?=\s*>)|=\s*[\"'](?=[\"'])")


def find_lines(
    text: str, detected: Sequence[Detection], detect: Callable[[str], Sequence[Detection]]
) -> list[int]:
    """Return the line of `text`, counted from 1, of each thing that was `seen` in its HTML.

    `see` returns what is seen in the HTML of a text. What cannot be found is said to stand on the
    first line that is not empty.
    """
    first = len(text) - len(text.lstrip())
    if len(set(detected)) * len(text) > _MOST_LETTERS:
        return [text.count("\n", 0, first) + 1] * len(detected)
    spans = {one: _find_spans(text, one) for one in dict.fromkeys(detected)}
    several = {one: found for one, found in spans.items() if len(found) > 1}
    chosen = _locate_with_labels(text, detected, several, detect) if several else {}
    line_ends = [found.start() for found in re.finditer("\n", text)]
    lines = []
    turn: Counter[Detection] = Counter()
    for position, one in enumerate(detected):
        found = spans[one]
        start = found[min(turn[one], len(found) - 1)][0] if found else first
        if position in chosen:
            start = chosen[position][0]
        turn[one] += 1
        lines.append(bisect_left(line_ends, start) + 1)
    return lines


_Span = tuple[int, int]
"""Where a name begins in a text, and where it ends."""


def _locate_with_labels(
    text: str,
    detected: Sequence[Detection],
    spans: dict[Detection, list[_Span]],
    detect: Callable[[str], Sequence[Detection]],
) -> dict[int, _Span]:
    """Return the spans of the things in `seen`, by their index, as far as marks show them."""
    marked: list[_Span] = sorted({span for found in spans.values() for span in found})
    pieces, start = [], 0
    kinds = {span: one.kind for one, found in spans.items() for span in found}
    for number, span in enumerate(marked):
        space = " " if kinds[span] is DetectionKind.TAG else ""
        pieces += [text[start : span[1]], f"{space}{LABEL}{number}"]
        start = span[1]
    again = detect("".join([*pieces, text[start:]]))
    chosen = {}
    if len(again) == len(detected):
        for position, (one, other) in enumerate(zip(detected, again, strict=True)):
            name, _, mark = other.name.rpartition(LABEL)
            if one.kind is other.kind and one.name == name and mark.isdecimal():
                chosen[position] = marked[int(mark)]
    return chosen


def _find_spans(text: str, one: Detection) -> list[_Span]:
    """Return where in `text` the name of a thing stands, whatever it means there."""
    if one.kind is DetectionKind.TAG:
        return _find_pattern(text, rf"<{re.escape(one.name)}(?![a-z0-9-])")
    if one.kind is DetectionKind.ATTRIBUTE:
        return _find_pattern(text, rf"(?<![a-z-]){re.escape(one.name)}(?![a-z-])")
    if not one.name:
        return [(found.end(), found.end()) for found in _EMPTY_TARGET.finditer(text)][:_MOST_OFTEN]
    return _find_target(text, one.name) or _find_written(text, one.name)


def _find_pattern(text: str, pattern: str) -> list[_Span]:
    found = re.finditer(pattern, text, re.IGNORECASE)
    return [one.span() for one, _ in zip(found, range(_MOST_OFTEN), strict=False)]


def _find_target(text: str, target: str) -> list[_Span]:
    """Return where a target stands as it is."""
    found: list[_Span] = []
    start = text.find(target)
    while start >= 0 and len(found) < _MOST_OFTEN:
        end = start + len(target)
        if (start == 0 or text[start - 1] in _BEFORE) and (end == len(text) or text[end] in _AFTER):
            found.append((start, end))
        start = text.find(target, start + 1)
    return found


def _find_written(text: str, target: str) -> list[_Span]:
    """Return where a target stands with entities or backslashes, or over two lines."""
    if len(target) > _LONGEST_NAME:
        return []
    bare = target.removeprefix("mailto:")
    if bare != target and (found := _find_target(text, bare)):
        return found
    pattern = "".join(map(_written_forms, " ".join(target.split())))
    return _find_pattern(text, rf"(?<=[\s(<\"'=:]){pattern}(?=[\s)>\"'])")


def _written_forms(letter: str) -> str:
    """Return a pattern for the ways in which a letter can be written in a target."""
    if letter == " ":
        return r"(?:[\s>]|&#0*(?:9|10|13|32);|&#x0*(?:9|a|d|20);)+"
    code = ord(letter)
    forms = [rf"\\?{re.escape(letter)}", f"&#0*{code};", f"&#x0*{code:x};"]
    if name := codepoint2name.get(code):
        forms.append(f"&{name};")
    return f"(?:{'|'.join(forms)})"
