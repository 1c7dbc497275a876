"""What a merge request does to the bulletin, in words for people who write no program: pure.

The forge shows it as the summary of the check: what was found, how each text will look, how long
it takes on the air.
"""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import Enum
from typing import Final

from bulletin.errors import Problem, in_order
from bulletin.vietnamese.dates import short_date
from bulletin.vietnamese.numbers import format_duration

MOST_TEXTS: Final = 20
MOST_PROBLEMS: Final = 30
MOST_PATHS: Final = 10
"""Entries of each list; the rest is counted."""

TITLE: Final = "Xem trước yêu cầu này"

# What steers Markdown, HTML or a forge: mentions, closing words, links, tables, code.
_SIGNS: Final = re.compile(r"[\\`*_{}\[\]<>#|~@&$]|:(?=//)")


class Change(Enum):
    """What a request does to a text; the value is the word for people."""

    NEW = "mới"
    CHANGED = "sửa"
    DELETED = "xóa"


@dataclass(frozen=True, slots=True)
class ChangedText:
    """A text that the request changes.

    `address` is the site path of its page; empty where no page is made of it. `day` is that of its
    publication, `seconds` how long it takes to read aloud. `silence` says why it is not read aloud,
    `held` why it has no page yet; both are empty where they do not apply.
    """

    path: str
    title: str
    change: Change
    kind: str = ""
    address: str = ""
    day: dt.date | None = None
    seconds: int | None = None
    silence: str = ""
    held: str = ""


@dataclass(frozen=True, slots=True)
class Review:
    """What a request changes, and what the check says of the whole content with it.

    `others` are changed files of content that are no text: pictures, recordings, lists. `program`
    are changed files outside content/.
    """

    texts: tuple[ChangedText, ...]
    others: tuple[str, ...]
    program: tuple[str, ...]
    problems: tuple[Problem, ...]

    @property
    def is_content_only(self) -> bool:
        """Whether the request leaves the program alone."""
        return not self.program

    @property
    def addresses(self) -> tuple[str, ...]:
        """The pages to be looked at."""
        return tuple(one.address for one in self.texts if one.address)


def format_review(review: Review) -> str:
    """Return the review as Markdown."""
    return "\n".join(_iter_lines(review)) + "\n"


def _iter_lines(review: Review) -> Iterator[str]:
    yield f"## {TITLE}"
    yield ""
    if review.is_content_only:
        yield "**Loại yêu cầu: bài.** Chỉ đổi tin, bài; không đụng đến chương trình."
    else:
        yield (
            f"**Loại yêu cầu: chương trình.** Có {len(review.program)} tệp ngoài `content/` "
            "bị đổi, nên người giữ chương trình phải xem trước khi nhận:"
        )
        yield ""
        yield from _list(_show_path(path) for path in review.program)
    yield ""
    yield from _iter_problems(review)
    if review.texts:
        yield "### Các bài trong yêu cầu này"
        yield ""
        for text in review.texts[:MOST_TEXTS]:
            yield from _iter_text(text)
        if len(review.texts) > MOST_TEXTS:
            yield f"… và {len(review.texts) - MOST_TEXTS} bài nữa."
            yield ""
    if review.others:
        yield "### Tệp khác"
        yield ""
        yield from _list(_show_path(path) for path in review.others)
        yield ""


def _iter_problems(review: Review) -> Iterator[str]:
    errors = in_order(one for one in review.problems if one.is_error)
    doubts = in_order(one for one in review.problems if not one.is_error)
    yield "### Kết quả kiểm tra"
    yield ""
    if errors:
        yield f"❌ **Chưa đăng được: còn {len(errors)} chỗ phải sửa.**"
        yield ""
        yield from _list((_show_problem(one) for one in errors), MOST_PROBLEMS)
        yield ""
        yield "Sửa xong thì máy tự kiểm tra lại; không cần mở yêu cầu khác."
    else:
        yield "✅ Không có lỗi. Đợi người duyệt bấm nhận là bài được đăng."
    yield ""
    if doubts:
        yield f"Nên xem lại {len(doubts)} chỗ (không bắt buộc sửa):"
        yield ""
        yield from _list((_show_problem(one) for one in doubts), MOST_PROBLEMS)
        yield ""


def _iter_text(text: ChangedText) -> Iterator[str]:
    yield f"**{escape(text.title)}** ({text.change.value})"
    yield ""
    if text.kind:
        yield f"- Loại: {escape(text.kind)}"
    yield f"- Tệp: {_show_path(text.path)}"
    if text.address:
        yield f"- Địa chỉ trên trang: `{text.address}`"
    if text.day is not None:
        yield f"- Ngày đăng: {short_date(text.day)}"
    if text.held:
        yield f"- Chưa hiện trên trang: {text.held}"
    if text.seconds is not None:
        yield f"- Đọc trên đài: khoảng {format_duration(text.seconds)}"
    elif text.silence:
        yield f"- Không đọc trên đài: {text.silence}"
    if text.address:
        yield f"- Ảnh chụp trang: `{name_picture(text.address)}-…png` (điện thoại, máy bàn)"
    yield ""


def name_picture(address: str) -> str:
    """Return the beginning of the names of a page's pictures."""
    return address.strip("/").replace("/", "-") or "trang-chu"


def _list(entries: Iterable[str], most: int = MOST_PATHS) -> Iterator[str]:
    shown: Sequence[str] = list(entries)
    for entry in shown[:most]:
        yield f"- {entry}"
    if len(shown) > most:
        yield f"- … và {len(shown) - most} nữa"


def _show_problem(problem: Problem) -> str:
    where = f"{_show_path(problem.path)}, dòng {problem.line}, {escape(problem.field)}"
    return f"{where}: {escape(problem.message)}"


def _show_path(path: str) -> str:
    """Return a path as code, in which nothing is markup."""
    shown = "".join(one if one.isprintable() and one != "`" else "\ufffd" for one in path)
    return f"`{shown}`"


def escape(text: str) -> str:
    """Return words of a stranger as Markdown that shows them and does nothing else."""
    plain = " ".join("".join(one if one.isprintable() else " " for one in text).split())
    # A forge looks for names and numbers after these two in whatever Markdown left of them.
    return re.sub(r"[#@]", "\\g<0>\u2060", _SIGNS.sub(r"\\\g<0>", plain))
