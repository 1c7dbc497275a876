"""Long runs of digits in a text, however they are grouped, with the words around them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Final

from bulletin.vietnamese.look_alikes import plain_form

SHORTEST: Final = 7
"""Digits of the shortest run: a telephone number without its area."""

LONGEST: Final = 24

_FULL_WIDTH: Final = re.compile("[\uff10-\uff19]")
_RUN: Final = re.compile(r"[0-9][0-9 .()_\n–—-]{5,}[0-9]")
_GROUP: Final = re.compile(r"[0-9]+")
# Where a list, a sentence or a range goes on: "2020 - 2025".
_CUT: Final = re.compile(r"\n\s*\n|\n(?=\s*(?:[-–—]\s|[0-9]{1,2}[.)]\s))| [–—-]+ |[–—-]{2,}|\.\s")
_MOST_GROUPS: Final = 12
_MOST_IN_A_ROW: Final = 40
"""Groups in one run of which parts are looked for: more are a table or an attack."""

_BEFORE: Final = 60
_CLAUSE: Final = 120
_SENTENCE_END: Final = re.compile(r"[.!?…;]\s|\n\s*\n|\n[-*|#]")


@dataclass(frozen=True)
class DigitRun:
    """A run of digits from `start` to `end` of `text`; `sizes` are the lengths of its groups."""

    text: str
    start: int
    end: int
    digits: str
    sizes: tuple[int, ...]

    @cached_property
    def before(self) -> str:
        """The text before the run, as much as may hold its label."""
        return self.text[max(0, self.start - _BEFORE) : self.start]

    @cached_property
    def clause(self) -> tuple[str, str]:
        """What its sentence says before and after the run."""
        before = _SENTENCE_END.split(self.text[max(0, self.start - _CLAUSE) : self.start])[-1]
        after = _SENTENCE_END.split(self.text[self.end : self.end + _CLAUSE // 2], maxsplit=1)[0]
        return before, after

    @property
    def written(self) -> str:
        """The run as it is in the text."""
        return self.text[self.start : self.end]


def iter_digit_runs(text: str) -> Iterator[DigitRun]:
    """Yield the runs of 7 to 24 digits, and the parts of longer ones that a space separates.

    Groups are separated by single signs: spaces, dots, hyphens, underscores, brackets, one line
    end. Full-width digits count, and so does a letter O before nine digits.
    """
    if _FULL_WIDTH.search(text):
        text = _FULL_WIDTH.sub(lambda found: plain_form(found.group()), text)
    for found in _RUN.finditer(text):
        start = found.start()
        for cut in [*_CUT.finditer(text, start, found.end()), None]:
            stop = found.end() if cut is None else cut.start()
            groups = list(_GROUP.finditer(text, start, stop))
            yield from _iter_parts(text, groups)
            start = stop if cut is None else cut.end()


def _iter_parts(text: str, groups: list[re.Match[str]]) -> Iterator[DigitRun]:
    """Yield the run of all groups; of several numbers in a row, each that has ten digits or more.

    In "1 001 234 567 890" a new number does not begin after the 1: groups of three go on.
    """
    if not groups:
        return
    whole = _make_run(text, groups)
    if len(whole.digits) <= 12 or len(groups) == 1:
        if SHORTEST <= len(whole.digits) <= LONGEST:
            yield whole
        if len(whole.digits) <= 10 or len(groups) == 1:
            return
    if len(groups) > _MOST_IN_A_ROW:
        yield from (_make_run(text, [group]) for group in groups if len(group.group()) >= 9)
        return
    first = 0
    while first < len(groups):
        for last in range(min(len(groups), first + _MOST_GROUPS), first, -1):
            part = groups[first:last]
            run = _make_run(text, part)
            apart = last == len(groups) or text[part[-1].end()] in " \n(/"
            if apart and run.digits[0] == "0" and 10 <= len(run.digits) <= 12:
                if (first, last) == (0, len(groups)) or _is_in_an_amount(groups, first, run):
                    continue
                yield run
                first = last - 1
                break
        first += 1
    if 12 < len(whole.digits) <= LONGEST:
        yield whole


def _is_in_an_amount(groups: list[re.Match[str]], first: int, run: DigitRun) -> bool:
    """Return whether the run goes on with groups of three what stands before it."""
    if not first or set(run.sizes) != {3} or len(groups[first - 1].group()) > 3:
        return False
    between = run.text[groups[first - 1].end() : run.start]
    return between == run.text[run.start + 3 : run.start + 4]


def _make_run(text: str, groups: list[re.Match[str]]) -> DigitRun:
    start = groups[0].start()
    digits = "".join(group.group() for group in groups)
    sizes = [len(group.group()) for group in groups]
    is_letter = re.search(r"(?<![^\W_])[Oo]\Z", text[max(0, start - 2) : start]) is not None
    if is_letter and len(digits) == 9:
        start, digits = start - 1, f"0{digits}"
        sizes[0] += 1
    return DigitRun(text, start, groups[-1].end(), digits, tuple(sizes))
