"""Sets the bulletin of a month with Typst: A4 sheets, a booklet of folded sheets, a leaflet.

Typst is set up only where something is printed (the group `print` of pyproject.toml): without it
`NoTypesetter` says what to do. Equal issues and pictures give equal bytes.
"""

from __future__ import annotations

import json
import os
import pickle
import re
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, replace
from enum import StrEnum
from functools import cache
from importlib.metadata import version
from importlib.util import find_spec
from io import BytesIO
from itertools import groupby
from pathlib import Path
from subprocess import PIPE
from typing import Any, Final

import segno
from PIL import Image

from bulletin.engine.fingerprint import fingerprint
from bulletin.issue.blocks import count_letters
from bulletin.issue.issue import Issue, IssueStory
from bulletin.render.printing import FONTS, NoTypesetter
from bulletin.vietnamese.dates import short_date
from bulletin.vietnamese.numbers import format_count

_HERE: Final = Path(__file__).parent

_LONGEST: Final = 12_000
"""Characters of a text that is printed whole, three pages; of a longer one the summary is."""

_MOST_AWARDS: Final = 24
THUMBNAIL_SIZE: Final = (360, 509)
"""Pixels: a page of A4."""

Pictures = Mapping[str, tuple[str, bytes]]
"""The ending, jpg or png, and the bytes of each picture by its content path."""


class Form(StrEnum):
    """How the bulletin of a month is printed."""

    A4 = "a4"
    BOOKLET = "booklet"
    LEAFLET = "leaflet"


_MOST_PAGES: Final = {Form.A4: 8, Form.BOOKLET: 16, Form.LEAFLET: 1}
_PAPERS: Final = {Form.A4: "a4", Form.BOOKLET: "a5", Form.LEAFLET: "a4"}
_TEMPLATES: Final = {
    Form.A4: "issue.typ",
    Form.BOOKLET: "issue.typ",
    Form.LEAFLET: "leaflet.typ",
}


@dataclass(frozen=True, slots=True)
class Printed:
    """A printed bulletin: the PDF, its pages, and what it could not hold.

    `briefs` counts the stories of which only the summary is printed, `left_out` those that are only
    counted, `missing` has the letters and signs that no font has.
    """

    pdf: bytes
    pages: int
    briefs: int = 0
    left_out: int = 0
    missing: str = ""


@cache
def typesetting_recipe() -> bytes:
    """Return the key of what a PDF depends on besides the issue and its pictures."""
    require_typesetter()
    files = sorted([*_HERE.glob("*.typ"), *_HERE.glob("*.py"), *FONTS.glob("*.ttf")])
    return fingerprint(
        version("typst"),
        version("segno"),
        [(file.name, file.read_bytes()) for file in files],
    )


def require_typesetter() -> None:
    """Raise NoTypesetter unless Typst is there."""
    if not find_spec("typst"):
        raise NoTypesetter("Chưa có bộ dàn trang (Typst) để làm bản in: chạy make print.")


def print_issue(issue: Issue, form: Form, pictures: Pictures) -> Printed:
    """Return the bulletin as a PDF; raises NoTypesetter.

    Stories are printed whole as long as there is room, then as summaries, the oldest of other
    places first.
    """
    printed: Printed = _call(_print, issue, form, pictures)
    return printed


def draw_thumbnail(issue: Issue, pictures: Pictures) -> bytes:
    """Return the first page of the A4 bulletin as a small WebP picture; raises NoTypesetter."""
    page: bytes = _call(_draw, issue, Form.A4, pictures)
    image = Image.open(BytesIO(page)).convert("RGB")
    small = image.resize(THUMBNAIL_SIZE, Image.Resampling.LANCZOS)
    out = BytesIO()
    small.save(out, "WEBP", quality=70, method=4)
    return out.getvalue()


_Work = Callable[[Issue, Form, Pictures], Any]


class _Threads:
    """Whether Typst has threads in this process, or had some in the process it was forked from."""

    here = False
    lost = False


def _note_fork() -> None:
    _Threads.lost = _Threads.lost or _Threads.here
    _Threads.here = False


if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=_note_fork)


def _call(work: _Work, issue: Issue, form: Form, pictures: Pictures) -> Any:
    """Return what `work` makes.

    A process that was forked when Typst had already run lacks its threads and would wait for them
    for ever: there the work is done by a new process.
    """
    require_typesetter()
    if not _Threads.lost:
        _Threads.here = True
        return work(issue, form, pictures)
    job = pickle.dumps((work, issue, form, dict(pictures)))
    command = [sys.executable, "-m", "bulletin.render.printing.alone"]
    root = Path(__file__).parents[3]
    return pickle.loads(
        subprocess.run(command, input=job, stdout=PIPE, cwd=root, check=True).stdout
    )


def _draw(issue: Issue, form: Form, pictures: Pictures) -> bytes:
    with tempfile.TemporaryDirectory(prefix="ban-in-") as folder:
        setting = _Setting(issue, form, Path(folder), pictures)
        return setting.draw(setting.fit())


def _print(issue: Issue, form: Form, pictures: Pictures) -> Printed:
    with tempfile.TemporaryDirectory(prefix="ban-in-") as folder:
        root = Path(folder)
        setting = _Setting(issue, form, root, pictures)
        choice = setting.fit()
        pdf, pages = setting.compile(choice)
        printed = Printed(
            pdf,
            pages,
            briefs=len(choice.briefs),
            left_out=choice.left_out,
            missing="".join(sorted(setting.missing)),
        )
        return _impose(printed, issue, root) if form is Form.BOOKLET else printed


@dataclass(frozen=True, slots=True)
class _Choice:
    """Which stories are printed whole, which as summaries; how many are only counted."""

    stories: tuple[IssueStory, ...]
    briefs: tuple[IssueStory, ...] = ()
    left_out: int = 0
    answers: int = 2
    new_page: bool = False


class _Setting:
    """One bulletin being set in a folder that holds its templates, pictures and codes."""

    def __init__(self, issue: Issue, form: Form, root: Path, pictures: Pictures) -> None:
        self.issue = issue
        self.form = form
        self.missing: set[str] = set()
        for file in _HERE.glob("*.typ"):
            (root / file.name).write_bytes(file.read_bytes())
        self._common = _describe(issue, form) | {
            "pictures": _write_pictures(pictures, root),
            "codes": _write_codes(issue, root),
        }
        self._root = root

    def fit(self) -> _Choice:
        """Return the largest choice that fits on as many pages as the form may have.

        More answers than two are printed where they need no further page.
        """
        if self.form is Form.LEAFLET:
            return _Choice(self.issue.stories)
        choice = self._fit_stories()
        pages = max(self._pages_of(choice), 2)
        for answers in range(len(self.issue.answers), choice.answers, -1):
            fuller = replace(choice, answers=answers)
            if self._pages_of(fuller) <= pages:
                choice = fuller
                break
        # A sheet of one page has an empty back: then the imprint stands there.
        if self.form is Form.A4 and self._pages_of(choice) < 2:
            return replace(choice, new_page=True)
        return choice

    def _fit_stories(self) -> _Choice:
        whole = [s for s in self.issue.stories if count_letters(s.body) <= _LONGEST]
        choice = self._choose(len(whole))
        if self._pages_of(choice) <= self._most:
            return choice
        fits, too_many = 0, len(whole)
        while too_many - fits > 1:
            middle = (fits + too_many) // 2
            if self._pages_of(self._choose(middle)) <= self._most:
                fits = middle
            else:
                too_many = middle
        choice = self._choose(fits)
        while choice.briefs and self._pages_of(choice) > self._most:
            kept = len(choice.briefs) * 3 // 4
            left_out = choice.left_out + len(choice.briefs) - kept
            choice = replace(choice, briefs=choice.briefs[:kept], left_out=left_out)
        return choice

    @property
    def _most(self) -> int:
        return _MOST_PAGES[self.form]

    def _choose(self, number: int) -> _Choice:
        """Return the choice of the first `number` stories that are not too long."""
        stories: list[IssueStory] = []
        briefs: list[IssueStory] = []
        for story in self.issue.stories:
            is_whole = len(stories) < number and count_letters(story.body) <= _LONGEST
            (stories if is_whole else briefs).append(story)
        return _Choice(tuple(stories), tuple(briefs))

    def _pages_of(self, choice: _Choice) -> int:
        return self.count_pages(self._open(choice))

    def count_pages(self, compiler: Any) -> int:
        """Return the pages of what a compiler has before it, without making a PDF of it."""
        return int(compiler.query("<pages>", field="value", one=True))

    def _open(self, choice: _Choice) -> Any:
        """Return a compiler for a choice; a letter that no font has is "?"."""
        import typst

        data = self._common | {
            "stories": [_describe_story(story) for story in choice.stories],
            "briefs": [_describe_story(story) for story in choice.briefs],
            "briefs-title": "Tin vắn" if choice.stories else "Tin, bài trong tháng",
            "left-out": choice.left_out,
            "answers": self._common["answers"][: choice.answers],
            "new-page": choice.new_page,
        }
        text = json.dumps(_allow_breaks(data), ensure_ascii=False)
        shown = "".join("?" if one in self.missing else one for one in text)
        return typst.Compiler(
            self._root / _TEMPLATES[self.form],
            root=self._root,
            font_paths=_find_fonts(),
            ignore_system_fonts=True,
            sys_inputs={"data": shown},
        )

    def compile(self, choice: _Choice) -> tuple[bytes, int]:
        """Return the PDF and its pages."""
        import typst

        while True:
            compiler = self._open(choice)
            try:
                pdf = compiler.compile(format="pdf", pdf_standards=["ua-1"], timestamp=0)
            except typst.TypstError as error:
                found = set(_iter_missing(error.diagnostic)) - self.missing
                if not found:
                    raise
                self.missing |= found
                continue
            return bytes(pdf), self.count_pages(compiler)

    def draw(self, choice: _Choice) -> bytes:
        """Return the first page as PNG."""
        pages = self._open(choice).compile(format="png", ppi=72)
        return bytes(pages[0] if isinstance(pages, list) else pages)


@cache
def _find_fonts() -> Any:
    import typst

    return typst.Fonts(include_system_fonts=False, font_paths=[FONTS])


_LONG_WORD: Final = re.compile(r"\S{28,}")
_AS_WRITTEN: Final = frozenset({"address", "href", "file", "site_url", "codes", "pictures"})


def _allow_breaks(value: Any) -> Any:
    """Return the data with places to break a line in words that may be wider than a column."""
    if isinstance(value, str):
        return _LONG_WORD.sub(lambda word: re.sub(r"(.{18}|/)(?=.)", "\\1\u200b", word[0]), value)
    if isinstance(value, dict):
        return {k: one if k in _AS_WRITTEN else _allow_breaks(one) for k, one in value.items()}
    return [_allow_breaks(one) for one in value] if isinstance(value, list | tuple) else value


_NOT_SHOWN: Final = re.compile(r'the text `("(?:[^"\\]|\\.)*")` could not be displayed')


def _iter_missing(diagnostic: str) -> Iterator[str]:
    """Yield the characters that Typst has no font for, as its messages name them."""
    for found in _NOT_SHOWN.findall(diagnostic):
        words = re.sub(r"\\u\{([0-9a-f]+)\}", lambda code: chr(int(code[1], 16)), found[1:-1])
        yield from words


def _describe(issue: Issue, form: Form) -> dict[str, Any]:
    """Return what the templates are given besides the stories."""
    awards = [
        (story, [one.award for one in group])
        for story, group in groupby(issue.awards, key=lambda one: one.story)
    ]
    parts = (
        ("Phong trào thi đua", "phong-trao", issue.campaigns),
        ("Hỏi đáp về thi đua, khen thưởng", "hoi-dap", issue.answers),
        ("Khen thưởng", "khen-thuong", issue.awards),
        ("Sự kiện sắp tới", "su-kien", issue.events),
        ("Đính chính", "dinh-chinh", issue.corrections),
    )
    return {
        "title": f"{issue.imprint.site_name}, {issue.month_name[:1].lower()}{issue.month_name[1:]}",
        "paper": _PAPERS[form],
        "day": [issue.day.year, issue.day.month, issue.day.day],
        "number": issue.number,
        "month": issue.month_name,
        "dated": f"Tin, bài đến ngày {short_date(issue.day)}",
        "imprint": asdict(issue.imprint),
        "address": issue.address,
        "parts": [(name, key, bool(held)) for name, key, held in parts],
        "campaigns": [
            asdict(one) | {"note": _note_campaign(one.progress, one.stories)}
            for one in issue.campaigns
        ],
        "answers": [asdict(one) for one in issue.answers],
        "events": [asdict(one) for one in issue.events],
        "awards": awards[:_MOST_AWARDS],
        "more-awards": max(0, len(awards) - _MOST_AWARDS),
        "corrections": [
            {"story": one.story, "dated": short_date(one.day), "text": one.text}
            for one in issue.corrections
        ],
    }


def _note_campaign(progress: str, stories: int) -> str:
    counted = f"{format_count(stories)} tin, bài trong tháng" if stories else ""
    return "  ·  ".join(filter(None, (progress[:1].upper() + progress[1:], counted)))


def _describe_story(story: IssueStory) -> dict[str, Any]:
    return {
        "title": story.title,
        "label": story.label,
        "unit": story.unit,
        "dated": short_date(story.day),
        "summary": story.summary,
        "author": story.author,
        "address": story.address,
        "result": story.result,
        "confirmed_by": story.confirmed_by.rstrip("."),
        "has_recording": story.has_recording,
        "picture": asdict(story.picture) if story.picture else None,
        "body": [asdict(block) for block in story.body],
    }


def _write_pictures(pictures: Pictures, root: Path) -> dict[str, str]:
    """Write the pictures into `root`; return their names by content path."""
    names: dict[str, str] = {}
    for file, (ending, data) in pictures.items():
        name = names[file] = f"anh-{len(names)}.{ending}"
        (root / name).write_bytes(data)
    return names


def _write_codes(issue: Issue, root: Path) -> dict[str, str]:
    """Write a QR code for each address that is printed; return their names by address."""
    wanted = [
        issue.imprint.site_url + "/",
        *(story.address for story in issue.stories),
        *(campaign.address for campaign in issue.campaigns),
    ]
    names = {address: f"ma-{n}.svg" for n, address in enumerate(dict.fromkeys(wanted))}
    for address, name in names.items():
        out = BytesIO()
        code = segno.make(address, error="m", micro=False)
        code.save(out, kind="svg", border=2, xmldecl=False, nl=False)
        (root / name).write_bytes(out.getvalue())
    return names


def order_sheets(pages: int) -> list[tuple[int, int]]:
    """Return the pages of a folded booklet as pairs left and right, front then back of each sheet.

    0 is an empty page; the number of pages is made up to a multiple of four.
    """
    total = -(-pages // 4) * 4
    pairs = []
    for sheet in range(total // 4):
        low, high = 2 * sheet + 1, total - 2 * sheet
        pairs += [(high, low), (low + 1, high - 1)]
    return [tuple(n if n <= pages else 0 for n in pair) for pair in pairs]  # type: ignore[misc]


def _impose(printed: Printed, issue: Issue, root: Path) -> Printed:
    """Return the booklet with two pages on each side of a sheet, to be folded in the middle."""
    import typst

    (root / "booklet.pdf").write_bytes(printed.pdf)
    sheets: Sequence[tuple[int, int]] = order_sheets(printed.pages)
    pdf = typst.Compiler(root / "sheets.typ", root=root, ignore_system_fonts=True).compile(
        format="pdf",
        sys_inputs={
            "sheets": json.dumps(sheets),
            "title": f"{issue.imprint.site_name}, {issue.number}, sách nhỏ",
        },
        timestamp=0,
    )
    assert isinstance(pdf, bytes)
    return replace(printed, pdf=pdf, pages=len(sheets))
