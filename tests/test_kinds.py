"""Every kind of content is known wherever kinds are known: what is forgotten is named here.

Each test runs once for each kind of the registry, on an example of that kind, from the file that an
editor writes to what readers get. docs-dev/add-a-kind.md refers to the names of these tests.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from functools import cache
from typing import Any

import pytest
import yaml

from bulletin.content.assembly import RULES
from bulletin.edition.channels import iter_channels
from bulletin.edition.edition import Edition, open_edition
from bulletin.model import addresses
from bulletin.model.guide import format_key_tables
from bulletin.model.kind import KINDS, STORY_KINDS, Kind
from bulletin.model.record import Record
from bulletin.model.schemas import make_schemas
from bulletin.pages.all_pages import iter_page_groups, iter_pages
from bulletin.pages.breadcrumbs import make_breadcrumbs
from bulletin.pages.page import Page
from bulletin.pages.page_group import PageGroup
from bulletin.pages.search_page import make_search_page
from bulletin.search.edition_entries import ENTRIES, iter_entries
from bulletin.search.results import CATEGORIES
from tests.content.builder import (
    CAMPAIGN,
    CAMPAIGN_KEYS,
    CAMPAIGN_STORY,
    DOCUMENT,
    DOCUMENT_KEYS,
    EVENT,
    EVENT_KEYS,
    QUESTION,
    QUESTION_KEYS,
    STORY,
    STORY_KEYS,
    page,
    read,
)
from tests.opened import MORNING
from tests.test_shape import ROOT

EXAMPLES: Mapping[str, tuple[str, dict[str, Any]]] = {
    "exemplar": (STORY, STORY_KEYS),
    "campaign": (CAMPAIGN, CAMPAIGN_KEYS),
    "campaign-story": (CAMPAIGN_STORY, STORY_KEYS | {"title": "Hàng rào xanh"}),
    "document": (DOCUMENT, DOCUMENT_KEYS),
    "question": (QUESTION, QUESTION_KEYS),
    "event": (EVENT, EVENT_KEYS),
}
"""A path and the front matter of a valid file of each kind."""

each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))


def example(kind: Kind[Record]) -> tuple[str, dict[str, Any]]:
    """Return the path and the front matter of the example of a kind."""
    assert kind.name in EXAMPLES, f"tests/test_kinds.py: EXAMPLES has no example of '{kind.name}'"
    return EXAMPLES[kind.name]


def address_of(kind: Kind[Record]) -> str:
    """Return the address of the page of the example of a kind."""
    path, _ = example(kind)
    found = kind.pattern.fullmatch(path)
    assert found, f"the example of '{kind.name}' does not lie where files of the kind lie"
    return kind.address_of(found.groupdict())


@cache
def edition(now: dt.datetime = MORNING) -> Edition:
    """Return an edition with an example of every kind."""
    files = {path: page(keys, {}) for path, keys in map(example, KINDS)}
    return open_edition(read(files), now)


@cache
def page_groups() -> list[PageGroup]:
    """Return the groups of all pages of the edition."""
    media = read({}).media
    return list(iter_page_groups(edition(), list(iter_channels(edition())), media))


@cache
def pages() -> dict[str, Page]:
    """Return all pages of the edition by their addresses."""
    media = read({}).media
    found = iter_pages(edition(), list(iter_channels(edition())), media)
    return {one.address: one for one in found}


@each_kind
def test_its_files_are_judged_by_rules(kind: Kind[Record]) -> None:
    assert kind.name in RULES, f"content/assembly.py: RULES has no entry for '{kind.name}'"


@each_kind
def test_its_items_are_public(kind: Kind[Record]) -> None:
    path, _ = example(kind)
    assert path in {item.path for item in edition().items[kind.name]}


@each_kind
def test_it_has_a_page_with_a_template(kind: Kind[Record]) -> None:
    address = address_of(kind)
    assert address in pages(), f"pages/all_pages.py makes no page for '{kind.name}'"
    assert (ROOT / "theme" / pages()[address].template).is_file()
    assert pages()[address].section == kind.section


@each_kind
def test_the_group_of_its_page_names_the_address_and_the_body(kind: Kind[Record]) -> None:
    # Otherwise the sitemap would lack the page, and a changed text would leave it as it was.
    path, _ = example(kind)
    owners = [group for group in page_groups() if address_of(kind) in group.addresses]
    assert len(owners) == 1
    assert owners[0].listed
    assert path in {item.path for item in owners[0].bodies}
    if kind in STORY_KINDS:
        assert path in {story.item.path for story in owners[0].stories}


@each_kind
def test_it_can_be_found(kind: Kind[Record]) -> None:
    known = kind in STORY_KINDS or kind.name in ENTRIES
    assert known, f"search/edition_entries.py: ENTRIES has no entry for '{kind.name}'"
    entries = {entry.address: (entry, item) for entry, item in iter_entries(edition())}
    assert address_of(kind) in entries, f"search/edition_entries.py has no entry of '{kind.name}'"
    entry, item = entries[address_of(kind)]
    assert entry.kind == kind.category
    assert item is not None
    assert item.path == example(kind)[0]
    assert CATEGORIES[kind.category] == kind.title


@each_kind
def test_it_is_shown_in_a_section_that_readers_can_reach(kind: Kind[Record]) -> None:
    assert kind.section in {section.address for section in addresses.SECTIONS}
    steps = [step.address for step in make_breadcrumbs(pages()[address_of(kind)])]
    assert kind.section in steps
    view: Any = make_search_page(()).view
    assert kind.section in {link.address for link in view.lists}
    settings = (ROOT / "mkdocs.yml").read_text("utf-8").partition("markdown_extensions")[0]
    targets = [target for entry in yaml.safe_load(settings)["nav"] for target in entry.values()]
    assert kind.section in targets, f"mkdocs.yml: nav does not lead to {kind.section}"


@each_kind
def test_editors_get_its_keys_and_a_schema(kind: Kind[Record]) -> None:
    assert kind.name in make_schemas()
    table = format_key_tables().partition(f"### {kind.title}\n")[2].partition("### ")[0]
    assert kind.example in table
    for name, field in kind.model.model_fields.items():
        assert f"`{field.alias or name}`" in table, f"the guide does not explain '{name}'"
