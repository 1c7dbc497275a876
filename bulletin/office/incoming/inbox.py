"""What came in: files, folders of them, and the attachments of mail, as names with bytes."""

from __future__ import annotations

import email
import email.policy
import mailbox
import os
from collections.abc import Iterator
from dataclasses import dataclass
from email.message import EmailMessage
from email.utils import parseaddr
from pathlib import Path
from typing import Final

from bulletin.office.incoming.letter import parse_letter
from bulletin.office.refused import LARGEST_PACKAGE

MAIL_ENDINGS: Final = (".eml", ".mbox")
PACKAGE_ENDINGS: Final = (".zip", ".docx", ".md")
DOUBTFUL_ENDINGS: Final = (".doc", ".rtf", ".odt", ".pdf", ".rar", ".7z", ".txt")
"""What people send in place of a package: each gets an answer that says what to send."""

LETTER_NAME: Final = "thư đề nghị"
"""The name of a mail without attachments that asks for something."""

MOST_INPUTS: Final = 500
_LARGEST_MAIL: Final = 2 * LARGEST_PACKAGE


@dataclass(frozen=True, slots=True)
class Input:
    """A file that came in: its name, its bytes, and the name of who sent it, if a mail says so."""

    name: str
    data: bytes
    sender: str | None = None


class NothingIn(Exception):
    """Why nothing can be taken from a path, in one Vietnamese sentence."""


def iter_inputs(path: Path) -> Iterator[Input]:
    """Yield what a path holds. Raises NothingIn, or OSError where a file cannot be read."""
    if not path.is_dir():
        is_empty = True
        for one in _iter_file(path):
            is_empty = False
            yield one
        if is_empty:
            raise NothingIn(f"trong thư {path.name} không có gói bài nào đính kèm")
        return
    files = sorted(file for file in path.rglob("*") if file.is_file() and not file.is_symlink())
    wanted = [file for file in files if file.suffix.lower() in _ALL_ENDINGS]
    if not wanted:
        raise NothingIn(f"trong thư mục {path} không có gói bài (.zip, .docx, .md, .eml)")
    if len(wanted) > MOST_INPUTS:
        raise NothingIn(f"thư mục {path} có hơn {MOST_INPUTS} tệp; chia ra nhiều lần")
    for file in wanted:
        yield from _iter_file(file)


_ALL_ENDINGS: Final = (*PACKAGE_ENDINGS, *MAIL_ENDINGS, *DOUBTFUL_ENDINGS)


def _iter_file(file: Path) -> Iterator[Input]:
    ending = file.suffix.lower()
    if ending == ".mbox":
        box = mailbox.mbox(file, create=False)
        try:
            for key in box.iterkeys():
                yield from read_mail(box.get_bytes(key))
        except mailbox.Error:
            raise NothingIn(f"không đọc được hộp thư {file.name}") from None
        finally:
            box.close()
        return
    data = _read(file, _LARGEST_MAIL if ending == ".eml" else LARGEST_PACKAGE)
    if ending == ".eml":
        yield from read_mail(data)
    else:
        yield Input(file.name, data)


def read_mail(data: bytes) -> Iterator[Input]:
    """Yield the attachments of a mail that may be packages, with the sender's name.

    A mail that has none may be a letter of the desk itself.

    Only the name is taken: what is committed is public for ever, and a person's address is not.
    """
    message = email.message_from_bytes(data, policy=email.policy.default)
    sender = _find_sender(message)
    is_bare = True
    for part in message.walk():
        name = _find_name(part)
        if not name.lower().endswith((*PACKAGE_ENDINGS, *DOUBTFUL_ENDINGS)):
            continue
        content = part.get_payload(decode=True)
        if isinstance(content, bytes):
            is_bare = False
            yield Input(name, content, sender)
    if is_bare and (words := _find_words(message)) and parse_letter(words):
        yield Input(LETTER_NAME, words.encode(), sender)


def _find_sender(message: EmailMessage) -> str | None:
    # Headers of broken mail raise all kinds of errors in the standard library.
    try:
        name = parseaddr(str(message.get("From", "")))[0]
    except Exception:
        return None
    return " ".join("".join(one if one.isprintable() else " " for one in name).split()) or None


def _find_words(message: EmailMessage) -> str:
    try:
        body = message.get_body(("plain",))
        return str(body.get_content()) if body is not None else ""
    except Exception:
        return ""


def _find_name(part: EmailMessage) -> str:
    try:
        name = str(part.get_filename() or "")
    except Exception:
        return ""
    seen = "".join(letter if letter.isprintable() else "\ufffd" for letter in name)
    return seen.replace("\\", "/").rpartition("/")[2][-100:]


def _read(file: Path, limit: int) -> bytes:
    """Return the bytes of a file, or just enough of them to show that it is too large."""
    with file.open("rb", buffering=0) as stream:
        parts, size = [], 0
        while size <= limit and (part := stream.read(min(1 << 24, limit + 1 - size))):
            parts.append(part)
            size += len(part)
    return b"".join(parts)


def show_path(path: Path) -> str:
    """Return a path as it may be printed."""
    return "".join(one if one.isprintable() else "\ufffd" for one in os.fspath(path))
