"""The answer to who sent a package, in plain Vietnamese: what arrived, and what must be mended.

It promises nothing: the day on which somebody looks at the story is the receiver's to say.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, Final

from bulletin.errors import Problem
from bulletin.office.incoming.receive import Plan, State

MOST_PROBLEMS: Final = 30
"""Problems that one answer lists."""


def format_reply(
    plan: Plan, settings: Mapping[str, Any], sender: str | None, look_on: dt.date | None
) -> list[str]:
    """Return the lines of the answer to a package that could be read."""
    name = sender or plan.author
    lines = [f"Kính gửi {name}," if name else "Kính gửi bạn,", ""]
    lines.append(f"Bản tin đã nhận “{plan.title}” (tệp {plan.package.name}), gồm:")
    lines += [f"- {path} ({state.value})" for path, state in sorted(plan.states.items())]
    lines += [f"Lưu ý: {note}" for note in plan.package.notes]
    lines.append("")
    errors = [problem for problem in plan.problems if problem.is_error]
    doubts = [problem for problem in plan.problems if not problem.is_error]
    if errors:
        lines.append(
            f"Bài CHƯA được nhận vào vì còn {len(errors)} chỗ phải sửa. Xin sửa rồi gửi lại cả gói:"
        )
        lines += _list_problems(errors, plan.package.record)
    elif plan.is_known:
        lines.append("Mọi tệp đều giống bản đã nhận trước đây, không có gì mới.")
    else:
        draft = plan.front.get("draft") in (True, "true")
        lines.append(
            "Bài đã được nhận vào ở dạng bản nháp, chưa đăng." if draft else _waiting(plan)
        )
    if doubts:
        lines += ["", "Chỗ nên xem lại (không bắt buộc):"]
        lines += _list_problems(doubts, plan.package.record)
    return [*lines, "", *iter_end(settings, None if errors else look_on)]


def format_refusal(
    name: str, reason: str, settings: Mapping[str, Any], sender: str | None
) -> list[str]:
    """Return the lines of the answer to a package of which nothing was taken."""
    return [
        f"Kính gửi {sender}," if sender else "Kính gửi bạn,",
        "",
        f"Bản tin đã nhận tệp {name} nhưng KHÔNG mở được bài trong đó:",
        f"- {reason}.",
        "",
        *iter_end(settings, None),
    ]


def _waiting(plan: Plan) -> str:
    is_new = plan.states[plan.package.record] is State.NEW
    what = "Bài" if is_new and not plan.branch.is_going_on else "Bản sửa của bài"
    return f"{what} đã được nhận vào và đang chờ duyệt, chưa đăng."


def _list_problems(problems: Sequence[Problem], record: str) -> Iterator[str]:
    for number, problem in enumerate(problems[:MOST_PROBLEMS], 1):
        where = f"dòng {problem.line}" if problem.path == record else problem.path
        yield f"{number}. {where}, {problem.field}: {problem.message}"
    if len(problems) > MOST_PROBLEMS:
        yield f"… và {len(problems) - MOST_PROBLEMS} chỗ nữa."


def iter_end(settings: Mapping[str, Any], look_on: dt.date | None) -> Iterable[str]:
    """Yield the last lines of every answer: when somebody looks at it, whom to ask, who writes."""
    if look_on is not None:
        yield f"Ngày xem bài: {look_on:%d/%m/%Y}."
    contact = settings.get("contact")
    email = contact.get("email") if isinstance(contact, Mapping) else None
    phone = contact.get("phone") if isinstance(contact, Mapping) else None
    ways = [str(one) for one in (phone, email) if one]
    if ways:
        yield f"Cần hỏi thêm, xin liên hệ: {', '.join(ways)}."
    if publisher := settings.get("publisher"):
        yield str(publisher)
