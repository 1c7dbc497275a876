"""What changes when a bulletin becomes that of another place: a list of changes, as a value."""

from __future__ import annotations

import posixpath
import re
from collections.abc import Callable, Iterable, Mapping, Set
from dataclasses import dataclass
from functools import partial
from typing import Final

from bulletin.content.data_files import BROADCASTS_FILE, BULLETIN_FILE, UNITS_FILE, WITHDRAWN_FILE
from bulletin.content.links import find_meaning
from bulletin.content.yaml.front_edits import change_front
from bulletin.model import addresses
from bulletin.model.kind import CAMPAIGN, DOCUMENT, EVENT, QUESTION, STORY_KINDS, kind_of
from bulletin.office.start.answers import Answers
from bulletin.office.start.common_texts import drop_paragraphs
from bulletin.office.start.data_texts import (
    drop_comments,
    empty_list,
    make_bulletin,
    make_settings,
    make_units,
)
from bulletin.office.start.page_texts import change_examples, make_page
from bulletin.office.start.places import Places, read_entries
from bulletin.office.withdrawal.plan import DOCS, Edit, remove_document
from bulletin.office.withdrawal.request import Sources
from bulletin.prose.unlink import remove_links

SETTINGS_FILE: Final = "mkdocs.yml"

_ISSUER = re.compile(r"^issuer:[ \t]*(?P<issuer>[^\n]*)$", re.MULTILINE)
_NUMBER = re.compile(r"^number:[ \t]*[\"']?(?P<number>[^\s\"']+)", re.MULTILINE)
_SITE_URL = re.compile(
    r"^(?:site_url|authority):[ \t]*[\"']?(?:https?://)?([^\s\"'/]+)", re.MULTILINE
)
_CONTACT = re.compile(r"^  (?:email|phone):[ \t]*([^\n]+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True)
class Plan:
    """The changes of files, and for people: how many files go and stay, by what they are.

    `named` are the documents, questions, campaigns and pages that go because they name the place,
    `trimmed` those that lose a paragraph or a link for it.
    """

    edits: tuple[Edit, ...]
    gone: Mapping[str, int]
    kept: Mapping[str, int]
    named: tuple[str, ...]
    trimmed: tuple[str, ...]


def make_plan(sources: Sources, settings: str, answers: Answers) -> Plan:
    """Return how the project becomes the bulletin of the answers; `settings` is mkdocs.yml."""
    texts = dict(sources.texts)
    places = _find_places(texts, settings)
    common = _trim(texts, places)
    gone, named = _find_gone(texts, common)
    units = {str(unit.get("key")) for unit in read_entries(texts.get(UNITS_FILE, ""))}
    after = {path: common.get(path) or text for path, text in texts.items() if path not in gone}
    for path, text in after.items():
        if path.startswith("content/data/"):
            after[path] = _change_data(path, text, answers, places.are_named_in)
        elif path.startswith(DOCS):
            page = make_page(path, text, answers, places.are_named_in)
            if page is None:
                gone.add(path)
                named.append(path)
            else:
                after[path] = page
    after = {path: text for path, text in after.items() if path not in gone}
    campaigns = {path.split("/")[2] for path in gone if path.endswith("/index.md")}
    dead = units - {str(unit.get("key")) for unit in read_entries(after.get(UNITS_FILE, ""))}
    for path, text in after.items():
        if path.endswith(".md"):
            text = _undo_references(text, gone)
            text = remove_links(text, _make_judge(gone, dead, path))[0]
            if path.startswith(DOCS):
                text = change_examples(text, dead, campaigns, answers)
            after[path] = text
    after[SETTINGS_FILE] = _change_nav(make_settings(settings, answers), gone)
    before = {**texts, SETTINGS_FILE: settings}
    edits = [Edit(path, text) for path, text in after.items() if text != before[path]]
    media = {path for path in sources.media if not _is_used(path, after)}
    trimmed = tuple(sorted(edit.path for edit in edits if kind_of(edit.path)))
    edits += [Edit(path, None) for path in sorted(gone | media)]
    return Plan(tuple(edits), _count(gone), _count(after), tuple(sorted(named)), trimmed)


# --- what goes ----------------------------------------------------------------------------------


def _find_places(texts: Mapping[str, str], settings: str) -> Places:
    """Return the words that name the old place, with the numbers of its own documents."""
    old = texts.get(BULLETIN_FILE, "")
    words = {*_SITE_URL.findall(f"{settings}\n{old}"), *_CONTACT.findall(old)}
    places = Places(texts.get(UNITS_FILE, ""), {word.strip(" \"'") for word in words})
    numbers = set()
    for path, text in texts.items():
        found = kind_of(path)
        if found and found[0] is DOCUMENT:
            issuer, number = _ISSUER.search(text), _NUMBER.search(text)
            if issuer and number and places.are_named_in(issuer["issuer"]):
                numbers.add(number["number"])
    return places.add(numbers)


def _trim(texts: Mapping[str, str], places: Places) -> dict[str, str | None]:
    """Return the common texts without what they say of the place; None for those to be deleted."""
    common: dict[str, str | None] = {}
    for path, text in texts.items():
        found = kind_of(path)
        if found and found[0] in (DOCUMENT, QUESTION, CAMPAIGN):
            speaks = places.are_named_in
            common[path] = drop_paragraphs(text, speaks) if speaks(text) else text
    return common


def _find_gone(
    texts: Mapping[str, str], common: Mapping[str, str | None]
) -> tuple[set[str], list[str]]:
    """Return the texts that go, and those among them that go because they name the place."""
    gone = {path for path in texts if (kind := kind_of(path)) and kind[0] in (*STORY_KINDS, EVENT)}
    named = [path for path, text in common.items() if text is None]
    gone |= set(named)
    # What rests on a document that goes has nothing to rest on.
    size = -1
    while size != len(gone):
        size = len(gone)
        for path, text in texts.items():
            if path not in gone and _is_bereft(path, text, gone):
                gone.add(path)
                named.append(path)
    return gone, named


def _is_bereft(path: str, text: str, gone: Set[str]) -> bool:
    """Return whether a question or a campaign has lost its only source, or a decision."""
    found = kind_of(path)
    if found is None or found[0] not in (QUESTION, CAMPAIGN):
        return False
    left = _undo_references(text, gone)
    if found[0] is QUESTION:
        return "\nsources:" in text and "\nsources:" not in left
    return any(re.search(rf"decision: *{key}\s*$", text, re.MULTILINE) for key in _keys_of(gone))


def _keys_of(gone: Set[str]) -> list[str]:
    """Return the keys of the documents among the paths."""
    documents = (path for path in gone if path.startswith("content/documents/"))
    return sorted(posixpath.basename(path).removesuffix(".md") for path in documents)


def _is_used(path: str, after: Mapping[str, str]) -> bool:
    """Return whether a text that stays in the folder of a file, or above it, names it."""
    folder, _, name = path.rpartition("/")
    folders = (folder, folder.removesuffix("/files"))
    return any(posixpath.dirname(text) in folders and name in after[text] for text in after)


# --- what stays ---------------------------------------------------------------------------------


def _change_data(path: str, text: str, answers: Answers, speaks: Callable[[str], bool]) -> str:
    if path == BULLETIN_FILE:
        return make_bulletin(text, answers, speaks)
    if path == UNITS_FILE:
        return make_units(text, answers, speaks)
    if path in (WITHDRAWN_FILE, BROADCASTS_FILE):
        return empty_list(text)
    return drop_comments(text, speaks)


def _undo_references(text: str, gone: Set[str]) -> str:
    for key in _keys_of(gone):
        if key in text:
            text = change_front(text, partial(remove_document, key=key))
    return text


def _make_judge(gone: Set[str], units: Set[str], path: str) -> Callable[[str], bool]:
    """Return whether a target in the text of `path` leads to what is gone."""
    found = kind_of(path)
    address = found[0].address_of(found[1]) if found else _address_of_page(path)
    dead = {addresses.unit_address(key) for key in units}
    for one in gone:
        kind = kind_of(one)
        dead.add(kind[0].address_of(kind[1]) if kind else _address_of_page(one))

    def is_gone(target: str) -> bool:
        try:
            meaning = find_meaning(target, path, address)
        except ValueError:
            return False
        return meaning is not None and (meaning in gone or f"{meaning.rstrip('/')}/" in dead)

    return is_gone


def _address_of_page(path: str) -> str:
    steps = path.removeprefix(DOCS).removesuffix(".md")
    return "/" if steps == "index" else f"/{steps}/"


def _change_nav(settings: str, gone: Set[str]) -> str:
    """Return mkdocs.yml without the entries of its menu that lead to pages that are gone."""
    for path in sorted(gone):
        if path.startswith(DOCS):
            page = re.escape(path.removeprefix(DOCS))
            settings = re.sub(rf"^ *- [^\n]*: {page}\n", "", settings, flags=re.MULTILINE)
    return settings


def _count(paths: Iterable[str]) -> dict[str, int]:
    """Return how many files there are of each kind, by what people call it."""
    counts: dict[str, int] = {}
    for path in sorted(paths):
        found = kind_of(path)
        if found is None:
            continue
        name = "bài" if found[0] in STORY_KINDS else found[0].title.casefold()
        counts[name] = counts.get(name, 0) + 1
    return counts
