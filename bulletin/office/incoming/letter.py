"""What people ask the office for: to take a story down, or to correct it. Only the office can.

It comes as the package of the editors' desk, or as the words that the desk copies into a mail.
"""

from __future__ import annotations

import datetime as dt
import shlex
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from bulletin.content.data_files import WITHDRAWN_FILE
from bulletin.content.source import read_text
from bulletin.content.yaml.front_matter_text import quote
from bulletin.content.yaml.mistake import YamlMistake
from bulletin.content.yaml.tree import parse
from bulletin.model.editor_words import CHOICES
from bulletin.model.kind import kind_of
from bulletin.model.story import Correction
from bulletin.model.withdrawal import Part, Withdrawal
from bulletin.office.incoming.package import read_only_file
from bulletin.office.incoming.receive import read_front
from bulletin.office.withdrawal.report import iter_deadlines
from bulletin.office.withdrawal.request import (
    NotWithdrawn,
    Request,
    Sources,
    Withdrawn,
    find_withdrawn_file,
)
from bulletin.office.withdrawal.take_down import read_sources
from bulletin.office.withdrawal.withdraw import withdraw
from bulletin.pages.desk_form import LETTERS, SENDER, WITHDRAWAL
from bulletin.vietnamese.fold import fold

LONGEST: Final = 20_000
"""Letters of a text that is looked at: whoever asks for something does not write more."""


@dataclass(frozen=True, slots=True)
class Letter:
    """What is asked for: `address` is the story as the sender named it, in whatever words.

    `reason` is that of a withdrawal, and `only` its part; `text` is what a correction should say.
    """

    address: str
    reason: str = ""
    only: Part | None = None
    text: str = ""
    sender: str = ""

    @property
    def is_withdrawal(self) -> bool:
        """Whether the story shall go, or a part of it."""
        return not self.text


def find_letter(name: str, data: bytes) -> Letter | None:
    """Return the letter that a file is; None for everything else."""
    if data.startswith(b"PK"):
        entry = read_only_file(data, WITHDRAWN_FILE)
        return None if entry is None else _read_entry(entry)
    text = read_text(name, data[: 4 * LONGEST])[0] if len(data) <= 4 * LONGEST else None
    return None if text is None else parse_letter(text)


def _read_entry(data: bytes) -> Letter | None:
    text, _ = read_text("", data)
    with suppress(YamlMistake):
        found: Any = parse(text or "", 1).value
        if isinstance(found, list) and len(found) == 1 and isinstance(found[0], dict):
            return _make_letter(found[0])
    return None


def parse_letter(text: str) -> Letter | None:
    """Return the letter that begins with one of the desk's headlines, wherever in a mail."""
    lines = [line.strip().lstrip(">*").strip() for line in text[:LONGEST].splitlines()]
    for kind, _, headline, keys in LETTERS:
        if headline not in lines:
            continue
        labels = {f"{_label(model, key)}:": key for model, key in keys}
        labels |= {f"{SENDER['label']}:": "sender"}
        values: dict[str, str] = {}
        key = ""
        for line in lines[lines.index(headline) + 1 :]:
            label = next((one for one in labels if line.startswith(one)), None)
            if label is not None:
                key = labels[label]
                values[key] = line.removeprefix(label).strip()
            elif key == "text":
                values[key] = f"{values[key]} {line}".strip()
            elif line:
                break
        return _make_letter(values, needs_text=kind != WITHDRAWAL)
    return None


def _label(model: type[Withdrawal] | type[Correction] | Any, key: str) -> str:
    return str(model.model_fields[key].title)


def _make_letter(values: Mapping[str, Any], *, needs_text: bool = False) -> Letter | None:
    """Return the letter with these values; None where it says too little to be one."""
    found = {key: " ".join(str(value).split()) for key, value in values.items() if value}
    only = found.get("only", "").casefold()
    part = next((one for one in Part if only in (one, CHOICES[one].casefold())), None)
    letter = Letter(
        found.get("path", ""),
        found.get("reason", ""),
        part if only else None,
        found.get("text", "") if needs_text else "",
        found.get("sender", ""),
    )
    is_whole = letter.address and (letter.text if needs_text else letter.reason)
    return letter if is_whole else None


def answer_letter(
    root: Path, letter: Letter, received: dt.date, *, does_withdraw: bool
) -> tuple[bool, list[str]]:
    """Return whether the story is known, and what the office should do, in lines.

    Nothing is changed unless `does_withdraw`: then the story is withdrawn here and now. Raises
    NotWithdrawn where that fails.
    """
    what = "gỡ bài" if letter.is_withdrawal else "đính chính"
    lines = [f"đề nghị {what}: {letter.address}"]
    lines += [f"người đề nghị: {letter.sender}"] if letter.sender else []
    lines.append(f"lý do: {letter.reason}" if letter.is_withdrawal else f"nội dung: {letter.text}")
    sources = read_sources(root)
    try:
        address = _find_by_title(sources, letter.address) or letter.address
        file = find_withdrawn_file(sources, address)
    except NotWithdrawn as failure:
        return False, [*lines, f"chưa rõ bài nào: {failure}; hỏi lại người gửi"]
    if file is None:
        return True, [*lines, "bài này đã gỡ rồi"]
    lines.append(f"bài: {file.path}{_title(file)}")
    if not letter.is_withdrawal:
        return True, [*lines, *_iter_correction(file, letter, received)]
    if does_withdraw:
        request = Request(file.address, letter.reason, received, only=letter.only)
        return True, [*lines, *withdraw(root, request, received)]
    command = ["scripts/withdraw.py", file.address, "--reason", letter.reason]
    command += ["--only", letter.only.value] if letter.only else []
    command += ["--received", received.isoformat()]
    return True, [
        *lines,
        "chưa gỡ gì. Đúng thì chạy (lý do hiện công khai, sửa lại nếu cần):",
        f"  .venv/bin/python {shlex.join(command)}",
        *iter_deadlines(received),
    ]


def _find_by_title(sources: Sources, words: str) -> str | None:
    """Return the path of the one text whose title stands in the words; None without one."""
    folded = f" {fold(words)} "
    found = []
    for path, text in sources.texts.items():
        if kind_of(path) is None:
            continue
        title = read_front(text.encode("utf-8", "surrogateescape")).get("title")
        if isinstance(title, str) and " " in title and fold(title) in folded:
            found.append(path)
    return found[0] if len(found) == 1 else None


def _title(file: Withdrawn) -> str:
    title = file.raw.get("title")
    return f" “{' '.join(title.split())}”" if isinstance(title, str) else ""


def _iter_correction(file: Withdrawn, letter: Letter, received: dt.date) -> Iterator[str]:
    yield "chưa sửa gì. Đúng thì sửa lời văn của bài, rồi ghi vào phần đầu tệp:"
    if "corrections" not in file.raw:
        yield "  corrections:"
    yield f"    - date: {received.isoformat()}"
    yield f"      text: {quote(letter.text)}"


def format_answer(
    letter: Letter, sender: str | None, end: Sequence[str], *, is_done: bool
) -> list[str]:
    """Return the lines of the answer to who asked; it promises nothing."""
    name = sender or letter.sender
    what = "gỡ bài" if letter.is_withdrawal else "đính chính"
    return [
        f"Kính gửi {name}," if name else "Kính gửi bạn,",
        "",
        f"Bản tin đã nhận đề nghị {what}: {letter.address}",
        "Đã gỡ khỏi bản tin; trang công khai đổi theo ở lần đăng tới."
        if is_done
        else "Cơ quan sẽ xem và trả lời. Bài chưa thay đổi gì cho đến khi có quyết định.",
        "",
        *end,
    ]
