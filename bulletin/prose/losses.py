"""What a text says and its page does not: words that were lost, and signs of markup left over.

The words of the text, less those that the parser took as markup (targets and titles of links,
names of tags, kinds of boxes, numbers of lists, labels), must all be among the words of the HTML.
Nothing here knows how Markdown loses a word: whatever the parser or the sanitizer drops is seen.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from difflib import SequenceMatcher
from html import unescape
from typing import Final, NamedTuple

from bulletin.engine.late_pattern import compile_late
from bulletin.errors import shorten
from bulletin.prose.detections import UNSAFE_TAGS
from bulletin.prose.lenient_inline import TAG, is_tag
from bulletin.prose.safe_html import TAGS_REMOVED_WITH_CONTENT
from bulletin.prose.words import WORD, text_of_html, words_of_html, words_of_text


class Lost(NamedTuple):
    """Words of a text that its HTML does not hold, as they are written, and their line."""

    words: str
    line: int


class LeftOver(NamedTuple):
    """A sign of markup in the words of the page: its kind, as it is seen there, and its line."""

    sign: str
    excerpt: str
    line: int


References = Mapping[str, tuple[str, str | None]]
"""The definitions of links that the parser found: the target and the title by the label."""

_MOST_PAIRS: Final = 4_000_000
"""Pairs of words that are compared to find the lines of lost words; beyond, the first is taken."""

_LONGEST_EXCERPT: Final = 60

# --- lost words ---------------------------------------------------------------------------------

_COMMENT: Final = compile_late(r"<!--.*?-->|<\?.*?\?>", re.DOTALL)
_ATTRIBUTE: Final = compile_late(
    r"\s(href|src|title|alt|class)\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'=<>]+))"
)
_RAW_TAG: Final = compile_late(r"<[a-zA-Z](?:[^<>\"']|\"[^\"]*\"|'[^']*')*>")
_DROPPED: Final = compile_late(
    rf"<({'|'.join(sorted(TAGS_REMOVED_WITH_CONTENT & UNSAFE_TAGS))})\b.*?(?:</\1\s*>|\Z)",
    re.DOTALL | re.IGNORECASE,
)
"""Tags that go with what is in them; the check tells of each of them anyway."""

_SYNTAX: Final = compile_late(
    r"^[\s>*+-]*(\d+)\.(?=\s)"  # the number of an item
    r"|^[\s>]*(Ø(?=\s)|[oüvq](?=\t| {2}))"  # the letter that stands for a bullet of Wingdings
    r"|^\s*(?:`{3,}|~{3,})([^`\n]*)$"  # the language of code
    r"|\[\^([^\]\n]*)\]"  # the label of a footnote
    r"|^\s*\[(TOC)\]\s*$",
    re.MULTILINE,
)
_LABEL: Final = compile_late(r"\]\s?\[([^\[\]]+)\]|^\s*\[([^\[\]]+)\]:", re.MULTILINE)


def find_losses(text: str, raw: str, html: str, references: References) -> Iterator[Lost]:
    """Yield the words of `text` that are lost in its safe `html`.

    `raw` is the HTML before the sanitizer, with all that the parser took as markup.
    """
    written, shown = _differences(text, html)
    if all(n <= shown[word] for word, n in written.items()):
        return
    tags: list[str] = []
    if "<" in text:
        text, tags = _without_tags(text)
        written, shown = _differences(text, html)
    shown += _explained(text, raw, references)
    shown.subtract(Counter(word for tag in tags for word in _values(tag)))
    missing = {word: n - shown[word] for word, n in written.items() if n > shown[word]}
    if missing:
        yield from _locate(text, html, missing)


def _differences(text: str, html: str) -> tuple[Counter[str], Counter[str]]:
    """Return how often words stand in `text` and in `html`, without what both have alike.

    Lines are compared first, then the runs between spaces of those that differ: that takes a
    fraction of the time, and most are equal.
    """
    more, fewer = _differing(
        (unescape(text) if "&" in text else text).split("\n"),
        map(str.strip, text_of_html(html).split("\n")),
    )
    if more or fewer:
        more, fewer = _differing(" ".join(more).split(), " ".join(fewer).split())
    return Counter(WORD.findall(" ".join(more))), Counter(WORD.findall(" ".join(fewer)))


def _differing(some: Iterable[str], others: Iterable[str]) -> tuple[list[str], list[str]]:
    """Return what stands more often in `some`, and what in `others`."""
    surplus = Counter(some)
    surplus.subtract(others)
    more: list[str] = []
    fewer: list[str] = []
    for one, times in surplus.items():
        if times:
            (more if times > 0 else fewer).extend([one] * abs(times))
    return more, fewer


def _without_tags(text: str) -> tuple[str, list[str]]:
    """Return `text` with spaces in the place of its tags and comments, and the tags."""
    tags: list[str] = []

    def blank(found: re.Match[str]) -> str:
        if not is_tag(found[0]):
            return found[0]
        tags.append(found[0])
        return _blank(found)

    return TAG.sub(blank, _DROPPED.sub(_blank, _COMMENT.sub(_blank, text))), tags


def _blank(found: re.Match[str]) -> str:
    return re.sub(r"[^\n]", " ", found[0])


def _explained(text: str, raw: str, references: References) -> Counter[str]:
    """Return the words that the parser took as markup."""
    explained: Counter[str] = Counter()
    targets: set[str] = set()
    for tag in _RAW_TAG.findall(raw):
        if "=" in tag and 'class="footnote-' not in tag:
            explained.update(_values(tag))
            targets.update(unescape(one[1]) for one in _ATTRIBUTE.findall(tag))
    for groups in _SYNTAX.findall(text):
        explained.update(word for group in groups for word in WORD.findall(group))
    if references:
        used = {label for label, (target, _) in references.items() if target in targets}
        for groups in _LABEL.findall(text):
            label = groups[0] or groups[1]
            if " ".join(label.split()).lower() in used:
                explained.update(words_of_text(label))
    return explained


def _values(tag: str) -> Iterator[str]:
    for name, *values in _ATTRIBUTE.findall(tag):
        for value in values:
            # A title of a box without quotes ends up among its classes: those words are lost.
            for word in words_of_text(unescape(value)):
                if name != "class" or word.isascii():
                    yield word


def _locate(text: str, html: str, missing: Mapping[str, int]) -> Iterator[Lost]:
    """Yield the missing words with their lines, those that stand together as one."""
    found = list(WORD.finditer(text))
    words = [one[0] for one in found]
    doubtful = _unmatched(words, words_of_html(html))
    left = dict(missing)
    chosen: list[int] = []
    for index in [*doubtful, *range(len(words))]:
        if left.get(words[index], 0) > 0 and (not chosen or index != chosen[-1]):
            left[words[index]] -= 1
            chosen.append(index)
    chosen = sorted(set(chosen))
    line_starts = [0, *(one.end() for one in re.finditer("\n", text))]
    start = 0
    for position in range(1, len(chosen) + 1):
        first = found[chosen[start]]
        line = bisect_right(line_starts, first.start())
        last = found[chosen[position - 1]]
        if position < len(chosen):
            following = found[chosen[position]]
            together = chosen[position] == chosen[position - 1] + 1
            if together and bisect_right(line_starts, following.start()) == line:
                continue
        yield Lost(shorten(text[first.start() : last.end()], _LONGEST_EXCERPT), line)
        start = position


def _unmatched(words: list[str], shown: list[str]) -> list[int]:
    """Return the indexes of the words that have no partner in a sequence of the same order."""
    if len(words) * len(shown) > _MOST_PAIRS:
        return []
    matcher = SequenceMatcher(None, words, shown, autojunk=False)
    return [
        index
        for operation, start, end, _, _ in matcher.get_opcodes()
        if operation in {"delete", "replace"}
        for index in range(start, end)
    ]


# --- signs left over ----------------------------------------------------------------------------

_CODE: Final = compile_late(r"<pre>.*?</pre>|<code>.*?</code>", re.DOTALL)
_BLOCK: Final = compile_late(
    r"</?(?:p|h[2-6]|hr|li|[ou]l|blockquote|d[ltd]|pre|div|details|summary|table|caption|t[rhd]"
    r"|thead|tbody|tfoot|br)(?:\s[^>]*)?>"
)
_INLINE: Final = compile_late(r"<[^>]*>")

_SIGNS: Final[Mapping[str, str]] = {
    "bold": r"(?<![\w*(])\*{2,3}(?=[^\s*)])|(?<=\w)\*\*(?=\w[^*\n]{0,200}\*\*)"
    r"|(?<=\s)\*\*(?=\s[^*\n]{0,200}\*\*)|(?<![\w_])__(?=[^\W_])",
    "callout": r"^\[![A-Za-z]+\]",
    "link": r"!\[(?!\d)|\]\(|\[\[|\]\{|\[\](?=\W)|(?<!\d)\] \((?=https?:|www\.|[^\s()]+\.md\b)"
    r"|\)\[(?=https?:|www\.|[^\s\[\]]+\.md\b)|\]\[(?=[^\[\]\d\n][^\[\]\n]{0,80}\])",
    "footnote": r"\[\^",
    "attributes": r"\{(?::? ?[.#]|: ?)[^\W\d_][\w .=\"#-]*\}"
    r"|(?<!\])(?<!::: )\{[a-z-]+=[^{}\n]{1,80}\}",
    "anchor": r"(?<=\s)\^(?=[a-z0-9-]*[a-z])[a-z0-9-]{4,}$",
    "fence": r":::|^```|^~~~",
    "struck": r"~~",
    "marked": r"(?<!=)==(?=[^\s=][^=\n]*==)",
    "comment": r"(?<!\d)%%(?=[^\s%][^%\n]*%%)",
    "wiki": r"\'{3}(?=[^\s\'])|^={2,6} ?(?=[^=\n]+={2,6}$)",
    "forum": r"\[/[a-zA-Z]{1,10}\]|\[(?:url|img|size|color|font|quote|video)=",
    "formula": r"\$(?=[^$\n]{0,80}[\^_{\\][^$\n]{0,80}\$)",
    "template": r"\{\{|\{%|^\[toc\]$|^\[[a-z_]+(?: [a-z_]+=[^\]]*)?\]$"
    r"|^\\[a-z]{3,}$|\\(?:begin|end|[a-z]*section|text[a-z]{2}|emph|includegraphics)\{",
    "shortcode": r"(?<![\w:/.]):(?:[a-z][a-z0-9_+-]{1,30}|[+-]1):(?![\w:/])",
    "table": r"\|\s*:?-{3,}|^\|.*\|$",
    "heading": r"^#{1,6}(?=\s+\S)|^#{2,}(?=\w)",
    "rule": r"^(?:-{3,}|={3,}|_{3,}|\*{3,}|\+{3,})$",
    "task": r"^\[[ xX]\](?= )",
    "list": r"^[-*+•▪](?= \S)",
    "backslash": r"\\(?=[^\w\s\\]|\s|$)|\\[nrt](?=[A-ZÀ-ỸĐ])",
    "entity": r"&(?:amp|lt|gt|quot|apos|nbsp|[nm]dash|hellip|[lr][sd]quo"
    r"|[a-zA-Z](?:grave|acute|circ|tilde|uml)|#\d+|#x[0-9a-fA-F]+);",
    "tag": r"<!--|<!\[|</?[a-zA-Z][a-zA-Z0-9]*(?:\s[^<>\n]*)?/?>",
}
_ANY: Final = compile_late(
    "|".join(f"(?P<{name}>{pattern})" for name, pattern in _SIGNS.items()), re.MULTILINE
)
# Without these there is nothing. An entity is one that the HTML still has to write as one.
_MAY_BE_LEFT: Final = compile_late(
    r"\*\*|__|[\[\]{}|\\$]|~~|:::|```|==|---|\+\+\+|%%|\'\'\'|\^|&amp;[#\w]+;|&lt;|##"
    r"|\n\s*[-*+•▪#] |:[a-z+-][a-z0-9_+-]{0,30}:"
)
_CONTEXT: Final = 24
"""Characters behind a sign by which it is looked for in the text."""


def find_left_overs(text: str, html: str) -> Iterator[LeftOver]:
    """Yield the signs of markup among the words of safe `html`, one of a kind in a line.

    A sign that does not stand so in `text` was written with a backslash or an entity: it is meant.
    """
    if not _MAY_BE_LEFT.search("\n" + _INLINE.sub("", html)):
        return
    shown = _INLINE.sub("", _BLOCK.sub("\n", _CODE.sub(" ", html)))
    if "&" in shown:
        shown = unescape(shown)
    shown = "\n".join(line.strip() for line in shown.split("\n"))
    seen: set[tuple[str, int]] = set()
    ends: dict[str, int] = {}
    for found in _ANY.finditer(shown):
        sign = found.lastgroup or ""
        if sign == "tag" and not found[0].startswith("<!") and not is_tag(found[0]):
            continue
        excerpt = shown[found.start() : found.start() + _CONTEXT].split("\n", 1)[0].strip()
        if sign == "entity":
            excerpt = f"&amp;{excerpt[1:]}"
        at = _find_literally(text, excerpt, found[0], ends.get(sign, 0))
        if at < 0 and sign in ends:  # notes stand at the end of the page, wherever they are written
            at = _find_literally(text, excerpt, found[0], 0)
        if at < 0:
            continue
        ends[sign] = at + 1
        line = text.count("\n", 0, at) + 1
        if (sign, line) not in seen:
            seen.add((sign, line))
            yield LeftOver(sign, _of_line(shown, found.start()), line)


def _find_literally(text: str, excerpt: str, sign: str, start: int) -> int:
    """Return where `excerpt`, or as much of its beginning as is written so, stands in `text`."""
    least = min(len(excerpt), len(sign) if len(sign) > 1 else 3)
    for length in (len(excerpt), (len(excerpt) + least) // 2, least):
        at = text.find(excerpt[:length], start)
        if at >= 0 and (at == 0 or text[at - 1] != "\\"):
            return at
    return -1


def _of_line(shown: str, at: int) -> str:
    """Return a sign with the words around it."""
    line_start = shown.rfind("\n", 0, at) + 1
    start = max(line_start, at - 12)
    if start > line_start:
        start = min(at, shown.find(" ", start, at) + 1 or at)
    end = shown.find("\n", at)
    return shorten(shown[start : min(len(shown) if end < 0 else end, at + 40)], _LONGEST_EXCERPT)
