"""A package from its bytes to a commit on a branch: judged first, written only if it is right."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from enum import Enum
from pathlib import Path
from typing import Any, Final

from bulletin.content.assembly import Library
from bulletin.content.data_files import BULLETIN_FILE
from bulletin.content.source import read_text
from bulletin.content.vanished import Present, read_published, vanished_problems
from bulletin.content.yaml.front_matter import NoFrontMatter, split
from bulletin.content.yaml.mistake import YamlMistake
from bulletin.content.yaml.tree import parse
from bulletin.engine.cache import Cache
from bulletin.errors import ContentError, Problem
from bulletin.office.git_history import Revision
from bulletin.office.incoming.commit_content import CommitContent, read_commit_content
from bulletin.office.incoming.forge import Forge, find_forge, make_compare_link, make_push_request
from bulletin.office.incoming.git_branch import (
    NO_OPTIONS,
    Branch,
    NotWritten,
    Person,
    fetch,
    find_address,
    find_branch,
    find_commit,
    find_main,
    push,
    run_git,
    write_commit,
)
from bulletin.office.incoming.package import Package
from bulletin.office.refused import Refused

OFFICE_KEYS: Final = ("approved_by", "approved_on", "id", "aliases", "broadcast")
"""Who let it go out, its identity and addresses, its place in a programme."""


_NO_COMMANDS: Final = str.maketrans({"[": "(", "]": ")", "#": "", "@": "", "*": "", "!": ""})


class State(Enum):
    """What a file of a package is beside what is there; the value is the word for people."""

    NEW = "mới"
    CHANGED = "sửa"
    SAME = "đã có, không đổi"


@dataclass(frozen=True, slots=True)
class Plan:
    """What a package would do: its files, what is wrong with them, and the branch they go to.

    `front` is the front matter of the record as far as it can be read.
    """

    package: Package
    branch: Branch
    states: Mapping[str, State]
    problems: tuple[Problem, ...]
    front: Mapping[str, Any]

    @property
    def title(self) -> str:
        """The record's title, else its name."""
        return _read_line(self.front, "title") or self.package.slug

    @property
    def headline(self) -> str:
        """The title as forges see it: nothing in it skips a check, closes an issue or calls one."""
        return _clean(self.title.translate(_NO_COMMANDS))

    @property
    def author(self) -> str | None:
        """Who wrote the record, if it says so."""
        return _read_line(self.front, "author")

    @property
    def office_keys(self) -> tuple[str, ...]:
        """The keys that only the office can vouch for, as far as the record has them."""
        return tuple(key for key in OFFICE_KEYS if key in self.front)

    @property
    def is_right(self) -> bool:
        """Whether nothing has to be mended."""
        return not any(problem.is_error for problem in self.problems)

    @property
    def is_known(self) -> bool:
        """Whether every file is there already, on the branch or in main."""
        return all(state is State.SAME for state in self.states.values())


@dataclass(slots=True)
class Receiver:
    """Receives for the project in `root`: reads content from commits, writes branches.

    `remote` is where the packages will be pushed, None if they stay here.
    """

    root: Path
    today: dt.date
    cache: Cache
    remote: str | None = None
    _contents: dict[str, CommitContent] = field(default_factory=dict)
    _problems: dict[str, frozenset[Problem]] = field(default_factory=dict)

    def learn(self) -> None:
        """Ask the remote what it has; raises NotWritten."""
        if self.remote is not None:
            fetch(self.root, self.remote)

    @property
    def settings(self) -> Mapping[str, Any]:
        """What bulletin.yml of the newest main says, as far as it can be read. Raises NoHistory."""
        data = self._read_content(find_main(self.root, self.remote).commit).read(BULLETIN_FILE)
        return _read_yaml(data.decode("utf-8", "replace")) if data else {}

    def read_library(self) -> Library:
        """Return the library of the newest main; raises Refused where it has errors, NoHistory."""
        main = self._read_content(find_main(self.root, self.remote).commit)
        try:
            return main.read_library(self.today, self.cache)
        except ContentError:
            message = "bản tin đang có lỗi nên chưa lập được bản nháp; chạy make check, sửa trước"
            raise Refused(message) from None

    def keep_keys(self, draft: Package) -> Package:
        """Return a draft that came again with the keys that somebody filled in since."""
        main = find_main(self.root, self.remote).commit
        branch = find_branch(self.root, draft.slug, draft.record, main, self.remote)
        before = self._read_content(branch.parent).read(draft.record)
        if before is None:
            return draft
        (text, _), (new, _) = (read_text("", data) for data in (before, draft.files[draft.record]))
        with suppress(NoFrontMatter):
            if text is not None and new is not None:
                kept = text.removesuffix(split(text).body) + split(new).body
                return replace(draft, files={**draft.files, draft.record: kept.encode()})
        return draft

    @property
    def operator(self) -> Person:
        """Who runs the command, as git knows them."""
        name, email = (
            run_git(self.root, "config", f"user.{key}", check=False).strip()
            for key in ("name", "email")
        )
        return Person(name, email)

    def make_plan(self, package: Package) -> Plan:
        """Return what a package would do; nothing is written. Raises Refused, NoHistory."""
        main = find_main(self.root, self.remote).commit
        branch = find_branch(self.root, package.slug, package.record, main, self.remote)
        content = self._read_content(branch.parent)
        states = {path: _compare(content.read(path), data) for path, data in package.files.items()}
        _check_neighbours(package, content, states)
        found, library = content.with_files(package.files).judge(self.today, self.cache)
        own = [problem for problem in found if problem.path in package.files]
        # A new story can be what is wrong with an old one: an address or an id that both have.
        others = [one for one in found if one.is_error and one.path not in package.files]
        if others:
            known = self._find_problems(branch.parent)
            own += [problem for problem in others if problem not in known]
        if library is not None:
            own += self._find_vanished(self._read_content(main), package, library)
        front = read_front(package.files[package.record])
        return Plan(package, branch, states, tuple(own), front)

    def write(self, plan: Plan, author: Person) -> str | None:
        """Write the plan's commit and return it; None if all is there. Raises NotWritten."""
        return write_commit(self.root, plan.branch, plan.package.files, author, _make_message(plan))

    def ask_for_merge(self, plan: Plan, forge: Forge | None) -> list[str]:
        """Push the plan's branch and return what is to be done or was said. Raises NotWritten."""
        assert self.remote is not None
        name = plan.branch.name
        address = find_address(self.root, self.remote)
        edit_url = _read_line(self.settings, "edit_url")
        forge = forge or find_forge(address, edit_url)
        tip = find_commit(self.root, f"refs/heads/{name}")
        if tip is None:
            return []
        asked = make_push_request(forge, name, plan.headline, f"Bài gửi đến: {plan.package.record}")
        is_agit = asked.target != f"refs/heads/{name}"
        # What lies below refs/for/ is no branch: each push there is a request of its own.
        source = f"+{tip}" if is_agit else f"refs/heads/{name}"
        try:
            said = push(self.root, self.remote, source, asked.target, asked.options)
        except NotWritten as failure:
            if str(failure) != NO_OPTIONS or forge is not Forge.OTHER:
                raise
            said = push(self.root, self.remote, source, asked.target, ())
        link = make_compare_link(address, name, plan.headline) if forge is Forge.GITHUB else None
        return [*said, f"mở trang này để xin hợp nhất: {link}"] if link else said

    def _find_vanished(
        self, main: CommitContent, package: Package, library: Library
    ) -> Iterator[Problem]:
        """Yield what is published from the record now and would vanish: addresses, its identity."""
        record = package.record
        data = main.read(record)
        before = read_published(record, data, self.today) if data else None
        if before is not None:
            paths = {*main.texts, record}
            now = Present(library.items, paths, withdrawals=library.withdrawals)
            yield from vanished_problems([before], paths, now, self.today)

    def _read_content(self, commit: str) -> CommitContent:
        if commit not in self._contents:
            self._contents[commit] = read_commit_content(Revision(self.root, commit))
        return self._contents[commit]

    def _find_problems(self, commit: str) -> frozenset[Problem]:
        if commit not in self._problems:
            found, _ = self._read_content(commit).judge(self.today, self.cache)
            self._problems[commit] = frozenset(found)
        return self._problems[commit]


def find_author(plan: Plan, sender: str | None, default: Person) -> Person:
    """Return the author of a plan's commit: who wrote the story, else who sent it, else `default`.

    `sender` may be written as `Họ Tên <thư điện tử>`. The address in a mail is personal data and
    would be public for ever, so it is taken only from there.
    """
    given = parse_person(sender or "")
    written = parse_person(plan.author or "")
    if written.name:
        same = given.name.casefold() == written.name.casefold()
        return Person(written.name, given.email if same else "")
    if given.name:
        return given
    return Person(plan.package.sender) if plan.package.sender else default


def parse_person(text: str) -> Person:
    """Return name and address of `Họ Tên <thu@co-quan>`; git takes no other brackets."""
    name, bracket, rest = text.partition("<")
    email = rest.partition(">")[0] if bracket else ""
    name = _clean(name)
    # Git takes no name without a letter.
    is_name = any(letter.isalnum() for letter in name)
    return Person(name if is_name else "", _clean(email).replace(" ", ""))


def read_front(data: bytes) -> Mapping[str, Any]:
    """Return the front matter of a record as far as it can be read."""
    text, _ = read_text("", data)
    if text is None:
        return {}
    with suppress(NoFrontMatter):
        return _read_yaml(split(text).front)
    return {}


def _read_yaml(text: str) -> Mapping[str, Any]:
    with suppress(YamlMistake):
        value = parse(text, 1).value
        if isinstance(value, dict):
            return value
    return {}


def _read_line(front: Mapping[str, Any], key: str) -> str | None:
    value = front.get(key)
    return " ".join(value.split()) or None if isinstance(value, str) else None


def _compare(before: bytes | None, data: bytes) -> State:
    if before is None:
        return State.NEW
    return State.SAME if before == data else State.CHANGED


def _check_neighbours(
    package: Package, content: CommitContent, states: Mapping[str, State]
) -> None:
    """Raise Refused where a package would put its own picture over that of another record."""
    existing = {path.casefold(): path for path in (*content.texts, *content.blobs)}
    for path, state in states.items():
        same = existing.get(path.casefold(), path)
        if same != path:
            raise Refused(f"bản tin đã có tệp {same}, chỉ khác chữ hoa, chữ thường; đổi tên {path}")
        if state is not State.CHANGED or path == package.record:
            continue
        folder, _, name = path.rpartition("/")
        for other, text in content.texts.items():
            if other != package.record and other.startswith(f"{folder}/") and _names(text, name):
                raise Refused(f"{path} là tệp của bài khác ({other}); đặt tên khác cho tệp")


def _names(text: bytes, name: str) -> bool:
    return re.search(rb"(?<![\w.-])" + re.escape(name.encode()) + rb"(?![\w-])", text) is not None


def _make_message(plan: Plan) -> str:
    is_new = plan.states[plan.package.record] is State.NEW
    verb = "Thêm" if is_new and not plan.branch.is_going_on else "Sửa"
    lines = "\n".join(f"{state.value}: {path}" for path, state in sorted(plan.states.items()))
    return f"{verb} bài: {plan.headline}\n\n{lines}\n"


def _clean(text: str) -> str:
    kept = "".join(letter if letter.isprintable() else " " for letter in text)
    return " ".join(kept.replace("<", " ").replace(">", " ").split())
