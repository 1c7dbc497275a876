"""What has to be done to take something down: a list of changes of files, as a value."""

from __future__ import annotations

import json
import posixpath
import re
from collections.abc import Callable, Container, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from urllib.parse import urlsplit

from bulletin.content.data_files import WITHDRAWN_FILE
from bulletin.content.links import find_meaning
from bulletin.content.rules.document import FILES
from bulletin.content.yaml.front_edits import change_front, remove_entries, remove_key
from bulletin.content.yaml.mistake import YamlMistake
from bulletin.content.yaml.tree import parse
from bulletin.model import addresses
from bulletin.model.kind import DOCUMENT, QUESTION, STORY_KINDS, kind_of
from bulletin.model.record import Location
from bulletin.model.story import Scope
from bulletin.model.withdrawal import Part
from bulletin.office.withdrawal.request import NotWithdrawn, Request, Sources, Withdrawn
from bulletin.prose.unlink import remove_links
from bulletin.vietnamese.normalise import normalise
from bulletin.vietnamese.slug import slug

DOCS = "docs/"
_FILE_KEYS = re.compile(r"\b(?:file|transcript):[ \t]*[\"']?([A-Za-z0-9][A-Za-z0-9._-]*)")
_PART_KEYS = {Part.RADIO: "audio", Part.IMAGE: "image"}
_PART_ENDINGS = {
    Part.RADIO: (".mp3", ".txt"),
    Part.IMAGE: (".jpg", ".jpeg", ".png", ".webp"),
}


_NAMES = re.compile(r"^[ \t]*(?:- )?(?:path|id):[ \t]*[\"']?([^\s\"']+)", re.MULTILINE)
_PERSON = "nêu tên người trong bài"


@dataclass(frozen=True, slots=True)
class Edit:
    """A change of one file: its new text, or None to delete it, and what is done, for people."""

    path: str
    text: str | None
    what: str = ""


@dataclass(frozen=True, slots=True)
class Mention:
    """A line of another text that still speaks of what is withdrawn."""

    path: str
    line: int
    what: str


@dataclass(frozen=True, slots=True)
class Plan:
    """What is withdrawn, the changes of files in the order to make them, and what is left to do.

    `kept` are files that another text uses too.
    """

    request: Request
    file: Withdrawn
    edits: tuple[Edit, ...]
    mentions: tuple[Mention, ...]
    kept: tuple[str, ...]


def make_plan(sources: Sources, file: Withdrawn, request: Request) -> Plan:
    """Return how to withdraw `file`; raises NotWithdrawn."""
    only = request.only
    if only is not None and file.kind not in STORY_KINDS:
        raise NotWithdrawn(
            "chỉ bài mới rút riêng phần đài hay ảnh được; rút cả trang thì bỏ --only"
        )
    _check_reason(request.reason, file)
    edits = [Edit(WITHDRAWN_FILE, *_add_entries(sources, file, request))]
    gone, kept = _find_media(sources, file, only)
    if only is None:
        edits += _undo_references(sources, file)
    else:
        edits += _edit_story(sources, file, request)
    done = {edit.path: edit.text for edit in edits if edit.text is not None}
    edits = _undo_links(sources, file, only, edits)
    edits += [Edit(path, None) for path in gone]
    if only is None:
        edits.append(Edit(file.path, None))
    edits = [edit for edit in edits if edit.text != sources.texts.get(edit.path, "")]
    after = {**sources.texts, **done, **{edit.path: edit.text for edit in edits}}
    mentions = () if only else tuple(_find_mentions(after, file))
    return Plan(request, file, tuple(edits), mentions, tuple(kept))


def names_somebody(file: Withdrawn) -> bool:
    """Return whether one of the addresses, or the id, has the name of a person of the story."""
    where = "|".join([file.id, *file.addresses])
    names = [slug(word) for word, what in _find_words(file) if what is _PERSON]
    return any(re.search(rf"(?<![a-z0-9]){name}(?![a-z0-9])", where) for name in names if name)


def _check_reason(reason: str, file: Withdrawn) -> None:
    """The reason is public, and for ever: it may not say again what is to be forgotten."""
    if not reason.strip():
        raise NotWithdrawn("thiếu lý do; viết --reason 'Gỡ theo yêu cầu của người trong bài.'")
    if "\n" in reason.strip():
        raise NotWithdrawn("lý do phải nằm trên một dòng")
    folded = normalise(reason).casefold()
    if any(word.casefold() in folded for word, _ in _find_words(file)):
        raise NotWithdrawn("lý do hiện công khai: không nhắc tên người hay tên bài; viết lại")


def _find_words(file: Withdrawn) -> Iterator[tuple[str, str]]:
    """Yield the names by which other texts may speak of the file, and what they are."""
    people = file.raw.get("people")
    for person in people if isinstance(people, list) else ():
        name = person.get("name") if isinstance(person, dict) else None
        if isinstance(name, str) and len(name.split()) > 1:
            yield name, _PERSON
    title = file.raw.get("title")
    if isinstance(title, str) and len(title.split()) > 2:
        yield title, "nhắc tên bài"


# --- withdrawn.yml ------------------------------------------------------------------------------


def _add_entries(sources: Sources, file: Withdrawn, request: Request) -> tuple[str, str]:
    """Return withdrawn.yml with an entry for each address, and how many are new."""
    text = sources.texts.get(WITHDRAWN_FILE, "")
    listed: object = None
    with suppress(YamlMistake):
        listed = parse(text).value
    entries = listed if isinstance(listed, list) else []
    known = {
        (entry.get("path"), entry.get("only") or None)
        for entry in entries
        if isinstance(entry, dict)
    }
    only = str(request.only) if request.only else None
    new = [address for address in file.addresses if (address, only) not in known]
    if not new:
        return text, ""
    keys = [
        {
            "path": address,
            "id": file.id,
            "date": request.day.isoformat(),
            "reason": _quote(normalise(request.reason.strip())),
            **({"only": only} if only else {}),
            **({"hide": "true"} if request.hide else {}),
        }
        for address in new
    ]
    what = f"ghi {len(new)} mục"
    # An empty list takes no entries behind it.
    text = re.sub(r"^[ \t]*\[[ \t]*\][ \t]*\r?$\n?", "", text, flags=re.MULTILINE)
    closing = re.search(r"\][ \t\r]*(?:\n(?:[ \t]*(?:#[^\n]*)?\n)*)?\Z", text)
    if entries and re.search(r"^\[", text, re.MULTILINE) and closing:
        flow = ", ".join(
            "{" + ", ".join(f"{key}: {value}" for key, value in one.items()) + "}" for one in keys
        )
        comma = "" if text[: closing.start()].rstrip().endswith(",") else ", "
        return text[: closing.start()].rstrip() + comma + flow + text[closing.start() :], what
    found = re.search(r"^([ \t]*)- ", text, re.MULTILINE)
    margin = found[1] if found and entries else ""
    blocks = [
        "\n".join(
            f"{margin}{'  ' if number else '- '}{key}: {value}"
            for number, (key, value) in enumerate(one.items())
        )
        for one in keys
    ]
    text = text if not text or text.endswith("\n") else f"{text}\n"
    return f"{text}{chr(10).join(blocks)}\n", what


def hide_entries(sources: Sources, names: Container[str]) -> Edit | None:
    """Return the change that keeps the entries with these addresses or ids out of every list.

    None where nothing is to be changed, or the entries are not written one key a line.
    """
    text = sources.texts.get(WITHDRAWN_FILE, "")
    entries = re.split(r"^(?=[ \t]*- )", text, flags=re.MULTILINE)
    named = [set(_NAMES.findall(entry)) for entry in entries]
    # The old addresses of a story have its id.
    meant = {name for found in named if any(one in names for one in found) for name in found}
    count = 0
    for number, entry in enumerate(entries):
        is_hidden = re.search(r"^[ \t]*hide:[ \t]*true", entry, re.MULTILINE)
        if meant & named[number] and not is_hidden:
            first, _, rest = entry.partition("\n")
            margin = " " * (len(first) - len(first.lstrip(" ")) + 2)
            entries[number] = f"{first}\n{margin}hide: true\n{rest}"
            count += 1
    return Edit(WITHDRAWN_FILE, "".join(entries), f"giấu {count} mục") if count else None


def _quote(line: str) -> str:
    """Return the line as a YAML scalar, in flow lists too."""
    with suppress(YamlMistake):
        if parse(f"[{{a: {line}}}]").value == [{"a": line}]:
            return line
    return json.dumps(line, ensure_ascii=False)


# --- the file, and what stands beside it --------------------------------------------------------


def _find_media(
    sources: Sources, file: Withdrawn, only: Part | None
) -> tuple[list[str], list[str]]:
    """Return the files that go with the text, and those that stay because others use them."""
    folder = FILES if file.kind is DOCUMENT else file.folder
    stem = posixpath.basename(file.path).removesuffix(".md")
    named = set(_FILE_KEYS.findall(file.front))
    paths = {
        path
        for path in sources.media
        if posixpath.dirname(path) == folder
        and (posixpath.basename(path) in named or posixpath.splitext(path)[0] == f"{folder}/{stem}")
    }
    if only is not None:
        key = file.raw.get(_PART_KEYS[only])
        own = set(key.values()) if isinstance(key, dict) else named
        paths = {
            path
            for path in paths
            if path.endswith(_PART_ENDINGS[only]) and posixpath.basename(path) in own
        }
    kept = [path for path in paths if _is_used(sources, file, path)]
    return sorted(paths - set(kept)), sorted(kept)


def _is_used(sources: Sources, file: Withdrawn, path: str) -> bool:
    folder, _, name = path.rpartition("/")
    folder = folder.removesuffix("/files")
    word = re.compile(rf"(?<![\w.-]){re.escape(name)}(?![\w-])")
    return any(
        word.search(text)
        for other, text in sources.texts.items()
        if other != file.path and posixpath.dirname(other) == folder
    )


def _edit_story(sources: Sources, file: Withdrawn, request: Request) -> list[Edit]:
    """Return the story without the part, and without the consents to it."""
    only = request.only
    assert only is not None
    text = sources.texts[file.path]
    names = {normalise(name).casefold() for name in request.people}
    people = file.raw.get("people")
    found = [
        number
        for number, person in enumerate(people if isinstance(people, list) else ())
        if isinstance(person, dict) and (not names or str(person.get("name")).casefold() in names)
    ]
    if names and not found:
        raise NotWithdrawn(f"trong people của {file.path} không có ai tên như vậy")
    scope = str(Scope.RADIO if only is Part.RADIO else Scope.IMAGE)

    def is_consent(location: Location, value: str) -> bool:
        return (
            len(location) > 3
            and location[0] == "people"
            and location[1] in found
            and location[-2] == "scope"
            and value == scope
        )

    key = _PART_KEYS[only]
    without = change_front(text, lambda front: remove_key(front, key))
    what = [f"bỏ khóa {key}"] if without != text else []
    changed = change_front(without, lambda front: remove_entries(front, is_consent))
    what += [f"bỏ {scope} trong đồng ý"] if changed != without else []
    return [Edit(file.path, changed, ", ".join(what))]


def _undo_references(sources: Sources, file: Withdrawn) -> list[Edit]:
    """Return the texts that name a document by its key, without that key."""
    if file.kind is not DOCUMENT:
        return []
    key = posixpath.basename(file.path).removesuffix(".md")
    edits = []
    for path, text in sources.texts.items():
        if path == file.path or kind_of(path) is None or key not in text:
            continue
        changed = change_front(text, lambda front: remove_document(front, key))
        if changed == text:
            continue
        kind = kind_of(path)
        if kind and kind[0] is QUESTION and not re.search(r"^sources:", changed, re.MULTILINE):
            raise NotWithdrawn(
                f"{path} chỉ dựa vào văn bản này (sources); ghi căn cứ khác, hoặc rút câu hỏi trước"
            )
        edits.append(Edit(path, changed, "bỏ chỗ dẫn văn bản"))
    return edits


def remove_document(front: str, key: str) -> str:
    """Return front matter that names a document nowhere."""

    def is_document(location: Location, value: str) -> bool:
        return value == key and location[0] in {"replaces", "amends", "sources"}

    if re.search(rf"^decision:[ \t]*[\"']?{re.escape(key)}[\"']?[ \t]*\r?$", front, re.MULTILINE):
        front = remove_key(front, "decision")
    return remove_entries(front, is_document)


# --- other texts --------------------------------------------------------------------------------


def _undo_links(
    sources: Sources, file: Withdrawn, only: Part | None, edits: Sequence[Edit]
) -> list[Edit]:
    """Return `edits` with the links of all texts that lead to what is withdrawn taken out."""
    if only is Part.IMAGE:
        return list(edits)
    scripts = {addresses.script_address(address) for address in file.addresses}
    gone = scripts if only else scripts | set(file.addresses)
    by_path = {edit.path: edit for edit in edits}
    for path, before in sources.texts.items():
        if not path.endswith(".md") or (path == file.path and only is None):
            continue
        edit = by_path.get(path, Edit(path, before))
        is_gone = _make_judge(sources, file, gone, path, with_file=only is None)
        changed, lines = remove_links(edit.text or "", is_gone)
        if lines:
            where = ", ".join(map(str, lines))
            what = f"bỏ {len(lines)} liên kết, giữ chữ (dòng {where})"
            by_path[path] = Edit(path, changed, "; ".join(filter(None, (edit.what, what))))
    return list(by_path.values())


def _make_judge(
    sources: Sources, file: Withdrawn, gone: set[str], path: str, *, with_file: bool
) -> Callable[[str], bool]:
    """Return whether a target in the text of `path` leads to one of the addresses `gone`."""
    found = kind_of(path)
    address = found[0].address_of(found[1]) if found else _address_of_page(path)
    site = urlsplit(sources.site_url)

    def is_gone(target: str) -> bool:
        try:
            parts = urlsplit(target)
            if parts.netloc and parts.netloc == site.netloc:
                target = parts.path.removeprefix(site.path.rstrip("/"))
            meaning = find_meaning(target, path, address)
        except ValueError:
            return False
        if meaning is None:
            return False
        if with_file and meaning == file.path:
            return True
        return any(f"{meaning}/".startswith(one) for one in gone)

    return is_gone


def _address_of_page(path: str) -> str:
    steps = path.removeprefix(DOCS).removesuffix(".md").split("/")
    steps = steps[:-1] if steps[-1] in {"index", "README"} else steps
    return "/" + "".join(f"{step}/" for step in steps)


def _find_mentions(texts: dict[str, str | None], file: Withdrawn) -> Iterator[Mention]:
    """Yield the lines of other texts that name the people, the title or the address."""
    words = [(word.casefold(), what) for word, what in _find_words(file)]
    words += [(address, "còn địa chỉ của bài") for address in file.addresses]
    for path, text in sorted(texts.items()):
        if text is None or path in (WITHDRAWN_FILE, file.path):
            continue
        for number, line in enumerate(normalise(text).casefold().split("\n"), 1):
            for what in dict.fromkeys(what for word, what in words if word in line):
                yield Mention(path, number, what)
