"""What is asked to be withdrawn, and which content file that is."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterable, Mapping, Set
from contextlib import suppress
from dataclasses import dataclass, field
from difflib import get_close_matches
from typing import Any
from urllib.parse import unquote, urlsplit

from bulletin.content.data_files import WITHDRAWN_FILE
from bulletin.content.item import path_id
from bulletin.content.yaml.mistake import YamlMistake
from bulletin.content.yaml.tree import parse
from bulletin.model import addresses
from bulletin.model.kind import CAMPAIGN, Kind, find_address, kind_of
from bulletin.model.record import Record
from bulletin.model.values import ADDRESS_PATTERN, IDENTITY_PATTERN
from bulletin.model.withdrawal import Part

_FRONT = re.compile(r"\A\ufeff?\s*---[^\n]*\n(?P<front>.*?)^---[^\n]*$", re.DOTALL | re.MULTILINE)
_ALIAS = re.compile(r"(?<![\w./])/[a-z0-9][a-z0-9/-]*/")


class NotWithdrawn(Exception):
    """Why nothing was withdrawn, in one Vietnamese sentence."""


@dataclass(frozen=True, slots=True)
class Request:
    """Who asks for what: the address as it was given, the public reason, the day.

    `only` is the part to be withdrawn, `people` those whose consent it was: without a name, that of
    all. `hide` keeps the address out of every list.
    """

    address: str
    reason: str
    day: dt.date
    only: Part | None = None
    people: tuple[str, ...] = ()
    hide: bool = False


@dataclass(frozen=True, slots=True)
class Sources:
    """The project's texts by path, other content files by path, and the address of the site.

    Bytes that are no UTF-8 are kept in the texts as surrogates.
    """

    texts: Mapping[str, str]
    media: Set[str]
    site_url: str = ""


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """A content file that is to be withdrawn; `raw` is its front matter as far as it is YAML."""

    path: str
    kind: Kind[Record]
    id: str
    address: str
    aliases: tuple[str, ...]
    front: str
    raw: Mapping[str, Any] = field(repr=False)

    @property
    def addresses(self) -> tuple[str, ...]:
        """The address of its page, then the old ones."""
        return (self.address, *self.aliases)

    @property
    def folder(self) -> str:
        """The folder of the file."""
        return self.path.rpartition("/")[0]


def find_withdrawn_file(sources: Sources, asked: str) -> Withdrawn | None:
    """Return the file that `asked` means; None if it is in withdrawn.yml and no longer there.

    `asked` is a site path, with slashes or without, an address of a browser, also that of a script
    or a file, a content path or an id. Raises NotWithdrawn, with what may be meant instead.
    """
    files = {path: _read_file(path, text) for path, text in sources.texts.items() if kind_of(path)}
    by_name: dict[str, str] = {}
    for path, file in files.items():
        for name in (path, path_id(path), file.id, *file.addresses):
            by_name.setdefault(name, path)
    names = list(iter_names(asked, sources.site_url))
    for name in names:
        if found := by_name.get(name):
            return _accept(files[found])
    if any(name in find_withdrawn_names(sources) for name in names):
        return None
    raise NotWithdrawn(_propose(asked, by_name, files))


def find_withdrawn_names(sources: Sources) -> frozenset[str]:
    """Return the addresses and ids of all that withdrawn.yml has withdrawn as a whole."""
    return frozenset(name for entry in find_withdrawn_entries(sources) for name in entry)


def find_withdrawn_entries(sources: Sources) -> list[tuple[str, str]]:
    """Return address and id of each entry of withdrawn.yml that means a whole story."""
    found = []
    with suppress(YamlMistake):
        entries = parse(sources.texts.get(WITHDRAWN_FILE, "")).value
        for entry in entries if isinstance(entries, list) else ():
            if isinstance(entry, dict) and not entry.get("only"):
                path = str(entry.get("path"))
                found.append((find_address(path) or path, str(entry.get("id"))))
    return found


def _accept(file: Withdrawn) -> Withdrawn:
    if file.kind is CAMPAIGN:
        raise NotWithdrawn(
            f"{file.address} là trang của cả phong trào, có nhiều bài; rút từng bài, "
            f"còn trang này thì sửa lời trong {file.path}"
        )
    return file


def _read_file(path: str, text: str) -> Withdrawn:
    found = kind_of(path)
    assert found is not None
    kind, parts = found
    fenced = _FRONT.search(text)
    front = fenced["front"] if fenced else text
    raw: Any = {}
    with suppress(YamlMistake):
        raw = parse(front).value
    raw = raw if isinstance(raw, dict) else {}
    identity = raw.get("id") or _find_line(front, "id")
    if not isinstance(identity, str) or not re.fullmatch(IDENTITY_PATTERN, identity):
        identity = path_id(path)
    listed = raw.get("aliases")
    if listed is None and not raw:
        listed = _ALIAS.findall(_find_block(front, "aliases"))
    aliases = [
        alias
        for alias in (listed if isinstance(listed, list) else ())
        if isinstance(alias, str) and re.fullmatch(ADDRESS_PATTERN, alias)
    ]
    return Withdrawn(path, kind, identity, kind.address_of(parts), tuple(aliases), front, raw)


def _find_line(front: str, key: str) -> str | None:
    found = re.search(rf"^{key}:[ \t]*[\"']?([^\s\"'#]+)", front, re.MULTILINE)
    return found[1] if found else None


def _find_block(front: str, key: str) -> str:
    found = re.search(rf"^{key}:[^\n]*\n(?:[ \t-][^\n]*\n)*", front, re.MULTILINE)
    return found[0] if found else ""


def iter_names(asked: str, site_url: str) -> Iterable[str]:
    """Yield what `asked` may name: the most literal first."""
    asked = asked.strip().strip("<>\"'")
    yield asked
    parts = urlsplit(asked)
    path = unquote(parts.path)
    base = urlsplit(site_url).path.rstrip("/")
    if parts.scheme and base and path.startswith(f"{base}/"):
        path = path[len(base) :]
    path = re.sub(r"/{2,}", "/", path.replace("\\", "/"))
    if not parts.scheme:
        content = path[path.find("content/") :] if "content/" in path else path.removeprefix("./")
        yield from (content, f"content/{content}", f"{content}.md", f"content/{content}.md")
    address = f"/{path.strip('/')}/".replace("/index.html/", "/")
    for _ in range(2):
        yield address
        if address.startswith(addresses.RADIO):
            yield address.removeprefix(addresses.RADIO.rstrip("/"))
        # A picture, a recording, a sheet to read: the story is the folder above.
        last = address.rstrip("/").rpartition("/")
        if "." not in last[2]:
            return
        address = f"{last[0]}/"


def _propose(asked: str, by_name: Mapping[str, str], files: Mapping[str, Withdrawn]) -> str:
    wanted = next(name for name in reversed(list(iter_names(asked, ""))) if name)
    pages = [name for name in by_name if name.startswith("/")]
    slug = wanted.rstrip("/").rpartition("/")[2]
    same = [name for name in pages if slug and name.rstrip("/").endswith(f"/{slug}")]
    near = [*same, *get_close_matches(wanted, pages, 3, 0.75)]
    shown = list(dict.fromkeys(files[by_name[name]].address for name in near))[:3]
    hint = f"; có phải {' hoặc '.join(shown)}?" if shown else "; chép lại địa chỉ từ trình duyệt"
    return f"không có bài nào ở '{asked.strip()}'{hint}"
