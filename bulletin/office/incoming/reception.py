"""The receiving desk from start to end, for the command: each file that came in gets an answer."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from bulletin.office.incoming.draft import make_draft, read_alone
from bulletin.office.incoming.forge import Forge
from bulletin.office.incoming.git_branch import NotWritten
from bulletin.office.incoming.inbox import Input, NothingIn, iter_inputs, show_path
from bulletin.office.incoming.letter import Letter, answer_letter, find_letter, format_answer
from bulletin.office.incoming.package import Package, read_package
from bulletin.office.incoming.receive import Plan, Receiver, find_author, parse_person
from bulletin.office.incoming.reply import format_refusal, format_reply, iter_end
from bulletin.office.refused import Refused
from bulletin.office.withdrawal.request import NotWithdrawn
from bulletin.office.word.parts import is_word
from bulletin.system_errors import explain_system_error

ANSWER_BEGINS = "----- thư trả lời người gửi -----"
ANSWER_ENDS = "----- hết thư -----"


@dataclass(frozen=True, slots=True)
class Request:
    """What the receiver asked for."""

    is_dry_run: bool = False
    sender: str | None = None
    look_on: dt.date | None = None
    forge: Forge | None = None
    unit: str | None = None
    does_withdraw: bool = False


@dataclass(frozen=True, slots=True)
class Reception:
    """What was done with one file that came in, in lines for the receiver; and whether it was."""

    lines: tuple[str, ...]
    is_taken: bool


def receive_paths(
    receiver: Receiver, paths: Sequence[Path], request: Request
) -> Iterator[Reception]:
    """Receive what the paths hold, one after the other. Raises NoHistory, NotWritten."""
    for path in paths:
        try:
            for one in iter_inputs(path):
                yield _clean(receive_input(receiver, one, request))
        except NothingIn as failure:
            yield Reception((f"{failure}",), is_taken=False)
        except OSError as failure:
            said = explain_system_error(failure) or f"không đọc được {show_path(path)}"
            yield Reception((said,), is_taken=False)


def receive_input(receiver: Receiver, one: Input, request: Request) -> Reception:
    """Judge a file that came in, write it where it is right, and say what happened."""
    sender = request.sender.partition("<")[0].strip() if request.sender else one.sender
    head = f"== {one.name}"
    if letter := find_letter(one.name, one.data):
        return _answer_letter(receiver, letter, head, request, sender)
    try:
        plan = receiver.make_plan(open_input(receiver, one, request))
    except Refused as failure:
        answer = format_refusal(one.name, str(failure), receiver.settings, sender)
        return Reception((head, f"không nhận: {failure}", *_frame(answer)), is_taken=False)
    said = [f"{state.value}: {path}" for path, state in sorted(plan.states.items())]
    if keys := plan.office_keys:
        said.append(f"xem kỹ: bài ghi sẵn {', '.join(keys)}; chỉ giữ nếu cơ quan cho ghi")
    is_taken = plan.is_right
    if not is_taken:
        said.append("không nhận: bài còn lỗi, chưa ghi gì")
    else:
        try:
            said += _write(receiver, plan, request)
        except NotWritten as failure:
            return Reception((head, *said, f"chưa xong: {failure}"), is_taken=False)
    answer = format_reply(plan, receiver.settings, sender, request.look_on)
    return Reception((head, *said, *_frame(answer)), is_taken)


def _answer_letter(
    receiver: Receiver, letter: Letter, head: str, request: Request, sender: str | None
) -> Reception:
    does_withdraw = request.does_withdraw and not request.is_dry_run
    try:
        is_known, said = answer_letter(
            receiver.root, letter, receiver.today, does_withdraw=does_withdraw
        )
    except NotWithdrawn as failure:
        return Reception((head, f"chưa gỡ được: {failure}"), is_taken=False)
    end = iter_end(receiver.settings, request.look_on)
    is_done = is_known and does_withdraw and letter.is_withdrawal
    answer = format_answer(letter, sender, [*end], is_done=is_done)
    return Reception((head, *said, *_frame(answer)), is_known)


def _clean(reception: Reception) -> Reception:
    """Return what can be printed: a title from a mail may hold what steers a terminal."""
    lines = ("".join(c if c.isprintable() else "\ufffd" for c in one) for one in reception.lines)
    return Reception(tuple(lines), reception.is_taken)


def open_input(receiver: Receiver, one: Input, request: Request) -> Package:
    """Return the package that a file is, or the draft that is made of its text; raises Refused."""
    sender = parse_person(request.sender or "").name or one.sender
    if one.name.lower().endswith(".zip") and not is_word(one.data):
        package = read_package(one.name, one.data)
        return Package(package.name, package.files, one.sender)
    found = read_alone(one.name, one.data)
    if isinstance(found, Package):
        return Package(found.name, found.files, one.sender)
    library = receiver.read_library()
    draft = make_draft(one.name, found, sender, request.unit, library, receiver.today)
    return receiver.keep_keys(draft)


def _write(receiver: Receiver, plan: Plan, request: Request) -> Iterator[str]:
    """Write and push the plan, and yield what was done. Raises NotWritten."""
    author = find_author(plan, request.sender, receiver.operator)
    name = plan.branch.name
    if request.is_dry_run:
        if not plan.is_known:
            yield f"sẽ ghi vào nhánh {name}, tác giả {author.name} (chạy thử, chưa ghi gì)"
        return
    if not plan.is_known:
        commit = receiver.write(plan, author)
        yield f"đã ghi vào nhánh {name}, tác giả {author.name}, bản {str(commit)[:10]}"
    if receiver.remote is None:
        yield f"xem: git diff main...{name}"
    elif not plan.is_known or plan.branch.is_going_on:
        yield from receiver.ask_for_merge(plan, request.forge)
        yield f"đã đẩy lên {receiver.remote}"


def _frame(answer: Sequence[str]) -> tuple[str, ...]:
    return ("", ANSWER_BEGINS, *answer, ANSWER_ENDS, "")
