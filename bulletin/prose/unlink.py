"""Links taken out of Markdown as it was typed: the words stay."""

from __future__ import annotations

import re
from collections.abc import Callable

_WORDS = r"\[(?P<words>(?:[^\[\]\\]|\\.|\[(?:[^\[\]\\]|\\.)*\])*)\]"
_TARGET = r"(?:<(?P<enclosed>[^<>\n]*)>|(?P<bare>[^\s()<>]*(?:\([^\s()]*\)[^\s()<>]*)*))"
_TITLE = r"""(?:\s+(?:"[^"]*"|'[^']*'|\([^)]*\)))?"""
_ATTRIBUTES = r"(?:\{[^{}\n]*\})?"
_INLINE = re.compile(rf"(?<!!){_WORDS}\(\s*{_TARGET}{_TITLE}\s*\){_ATTRIBUTES}")
_DEFINITION = re.compile(
    rf"^ {{0,3}}\[(?P<name>[^\[\]^\n][^\[\]\n]*)\]:[ \t]*\n?[ \t]*{_TARGET}{_TITLE}"
    r"[ \t]*\r?(?:\n|\Z)",
    re.MULTILINE,
)
_ANCHOR = re.compile(
    r"""<a\b[^<>]*?\bhref\s*=\s*(?:"(?P<double>[^"]*)"|'(?P<single>[^']*)'|(?P<plain>[^\s"'<>]+))"""
    r"[^<>]*>(?P<words>.*?)</a\s*>",
    re.IGNORECASE | re.DOTALL,
)


def remove_links(text: str, is_gone: Callable[[str], bool]) -> tuple[str, list[int]]:
    """Return `text` without the links whose targets are gone, and the lines on which they stood.

    Inline links, links by reference and HTML become their words; everything else stays as typed.
    A link in a block of code is no link, and is taken out as well.
    """
    lines: list[int] = []

    def unlink(found: re.Match[str]) -> str:
        groups = found.groupdict()
        target = next((groups[name] for name in _TARGETS if groups.get(name) is not None), "")
        if not is_gone(target):
            return found[0]
        lines.append(text.count("\n", 0, found.start()) + 1)
        return found["words"]

    for pattern in (_INLINE, _ANCHOR):
        text = pattern.sub(unlink, text)
    gone = [
        found
        for found in _DEFINITION.finditer(text)
        if is_gone(found["enclosed"] if found["enclosed"] is not None else found["bare"])
    ]
    lines += [text.count("\n", 0, found.start()) + 1 for found in gone]
    names = {_fold(found["name"]) for found in gone}
    for found in reversed(gone):
        text = text[: found.start()] + text[found.end() :]
    if names:
        text = _REFERENCE.sub(lambda found: _unreference(found, names), text)
    return text, sorted(set(lines))


_TARGETS = ("enclosed", "bare", "double", "single", "plain")
_REFERENCE = re.compile(rf"(?<!!){_WORDS}(?:[ \t]?\[(?P<name>[^\[\]\n]*)\])?(?![\[(:])")


def _unreference(found: re.Match[str], names: set[str]) -> str:
    name = found["name"] or found["words"]
    return found["words"] if _fold(name) in names else found[0]


def _fold(name: str) -> str:
    return " ".join(name.split()).casefold()
