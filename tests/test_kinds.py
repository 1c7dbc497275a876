"""Every kind of content is known wherever kinds are known: what is forgotten is named here.

Each test runs once for each kind, on an example of that kind, from the file that an editor writes
to what readers get. What fails says which file to change; docs-dev/add-a-kind.md tells the rest.
What cannot be looked at yet, because an earlier step is missing, is skipped.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import cache
from typing import Any

import pytest
import yaml

from bulletin.content.assembly import RULES, Library
from bulletin.edition.channels import iter_channels
from bulletin.edition.edition import Edition, open_edition
from bulletin.engine.cache import DictCache
from bulletin.engine.target import Target
from bulletin.errors import ContentError
from bulletin.model import addresses
from bulletin.model import kind as registry
from bulletin.model.guide import format_key_tables
from bulletin.model.kind import KINDS, OTHER_KINDS, STORY_KINDS, Kind
from bulletin.model.record import Record
from bulletin.model.schemas import make_schemas
from bulletin.pages.all_pages import PageGroups
from bulletin.pages.breadcrumbs import make_breadcrumbs
from bulletin.pages.page import Page
from bulletin.pages.page_group import PageGroup
from bulletin.pages.search_page import SearchView, make_search_page
from bulletin.render.paths import page_path
from bulletin.search.edition_entries import ENTRIES, iter_entries
from bulletin.search.index_files import INDEX_FOLDER
from bulletin.search.results import CATEGORIES
from bulletin.site.sitemap import SITEMAP
from tests.content.builder import (
    BULLETIN_FILE,
    CAMPAIGN,
    CAMPAIGN_KEYS,
    CAMPAIGN_STORY,
    DATA,
    DOCUMENT,
    DOCUMENT_KEYS,
    EVENT,
    EVENT_KEYS,
    QUESTION,
    QUESTION_KEYS,
    STORY,
    STORY_KEYS,
    page,
    problems,
    read,
)
from tests.narrowing import require_type
from tests.opened import MORNING, SITE, context_of, target_groups_of
from tests.test_shape import ROOT

EXAMPLES: Mapping[str, tuple[str, dict[str, Any]]] = {
    "exemplar": (STORY, STORY_KEYS),
    "campaign": (CAMPAIGN, CAMPAIGN_KEYS),
    "campaign-story": (CAMPAIGN_STORY, STORY_KEYS | {"title": "Hàng rào xanh"}),
    "document": (DOCUMENT, DOCUMENT_KEYS),
    "question": (QUESTION, QUESTION_KEYS),
    "event": (EVENT, EVENT_KEYS),
}
"""A path and the front matter of a valid file of each kind, public on `MORNING`.

The values may refer to what tests/content/builder.py has: the unit xa-moi, the field van-hoa …
"""

DEFINED = {name: value for name, value in vars(registry).items() if isinstance(value, Kind)}
"""The kinds of the registry's module by the names of their constants, in `KINDS` or not."""

READY = [
    kind
    for kind in KINDS
    if kind.name in RULES
    and kind.name in EXAMPLES
    and kind.pattern.fullmatch(EXAMPLES[kind.name][0])
]
"""The kinds of which there can be an example in an edition."""

each_kind = pytest.mark.parametrize("kind", KINDS, ids=lambda kind: str(kind.name))
each_ready_kind = pytest.mark.parametrize("kind", READY, ids=lambda kind: str(kind.name))


# --- how it is told, and what is looked at ------------------------------------------------------


def demand(holds: object, advice: str) -> None:
    """Fail with the advice alone if something does not hold: a traceback would bury it."""
    if not holds:
        pytest.fail(advice, pytrace=False)


def files(**changes: Any) -> dict[str, str | bytes | None]:
    """Return an example of every kind, all with some keys changed."""
    return {path: page(keys, changes) for path, keys in (EXAMPLES[kind.name] for kind in READY)}


@cache
def library() -> Library:
    """Return a library with an example of every kind."""
    if set(DEFINED.values()) > set(KINDS):
        pytest.skip("the registry is not complete")
    try:
        return read(files())
    except ContentError:
        pytest.skip("an example is not valid")


@cache
def edition() -> Edition:
    """Return an edition with an example of every kind."""
    return open_edition(library(), MORNING)


@cache
def page_groups() -> list[PageGroup]:
    """Return the groups of all pages of the edition."""
    groups = PageGroups(edition(), list(iter_channels(edition())), library().media)
    return [*map(groups.of_story, edition().stories), *groups.iter_others()]


@cache
def pages() -> dict[str, Page]:
    """Return all pages of the edition by their addresses."""
    return {one.address: one for group in page_groups() for one in group.make_pages()}


def address_of(kind: Kind[Record]) -> str:
    """Return the address of the page of the example of a kind."""
    found = kind.pattern.fullmatch(EXAMPLES[kind.name][0])
    assert found
    return kind.address_of(found.groupdict())


def page_of(kind: Kind[Record]) -> Page:
    """Return the page of the example of a kind."""
    if address_of(kind) not in pages():
        pytest.skip(f"'{kind.name}' has no pages")
    return pages()[address_of(kind)]


def pages_that_lead_to(kind: Kind[Record]) -> list[Page]:
    """Return the pages of the section that show the address of the example of a kind."""
    own = page_of(kind)
    section = [one for one in pages().values() if one.section == kind.section and one is not own]
    return [one for one in section if repr(own.address) in repr(one.view)]


CACHE = DictCache()


def targets(
    changes: Mapping[str, str | bytes | None],
) -> dict[tuple[str, bytes], dict[str, Target]]:
    """Return the files of the site with an example of every kind and `changes`, by their groups."""
    library()
    if forgotten := [kind.name for kind in OTHER_KINDS if kind.name not in ENTRIES]:
        pytest.skip(f"search has no entries of {forgotten}")
    context = context_of(read({**files(), **changes}), cache=CACHE)
    return {
        (group.name, group.key): {target.path: target for target in group.targets()}
        for group in target_groups_of(context)
    }


@cache
def targets_without_changes() -> dict[tuple[str, bytes], dict[str, Target]]:
    """Return the files of the site with an example of every kind."""
    return targets({})


# --- the kind and its files ---------------------------------------------------------------------


@pytest.mark.parametrize("name", DEFINED)
def test_it_is_in_the_registry(name: str) -> None:
    demand(DEFINED[name] in KINDS, f"bulletin/model/kind.py: KINDS does not name {name}")


@each_kind
def test_it_has_an_example(kind: Kind[Record]) -> None:
    here = f"tests/test_kinds.py: EXAMPLES['{kind.name}']"
    demand(kind.name in EXAMPLES, f"{here} is missing: a path and its front matter")
    path, keys = EXAMPLES[kind.name]
    demand(kind.pattern.fullmatch(path), f"{here}: {path} does not match the pattern of the kind")
    if kind.name in RULES:
        wrong = [str(one) for one in problems({path: page(keys, {})}) if one.is_error]
        demand(not wrong, "\n".join([f"{here} is not valid:", *wrong]))


@each_kind
def test_its_files_are_judged_by_rules(kind: Kind[Record]) -> None:
    demand(kind.name in RULES, f"bulletin/content/assembly.py: RULES has no line for '{kind.name}'")


@each_kind
def test_editors_get_its_keys_and_a_schema(kind: Kind[Record]) -> None:
    assert kind.name in make_schemas()
    table = format_key_tables().partition(f"### {kind.title}\n")[2].partition("### ")[0]
    assert kind.example in table
    for name, field in kind.model.model_fields.items():
        assert f"`{field.alias or name}`" in table, f"the guide does not explain '{name}'"
    guide = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    stale = f"CONTRIBUTING.md lacks the keys of '{kind.name}': run scripts/guide.py"
    demand(f"### {kind.title}\n{table}".strip() in guide, stale)


@each_kind
def test_the_contract_tells_its_place_and_its_address(kind: Kind[Record]) -> None:
    contract = (ROOT / "docs-dev/contract.md").read_text("utf-8")
    repository = contract.partition("\n## Repository\n")[2].partition("\n## ")[0]
    table = contract.partition("\n## Addresses\n")[2].partition("\n## ")[0]
    folder = "/".join(kind.example.split("/")[1:2]) + "/"
    demand(folder in repository, f'docs-dev/contract.md, "Repository": no line for {folder}')
    address = kind.address.replace("{", "<").replace("}", ">")
    demand(f"`{address}`" in table, f'docs-dev/contract.md, "Addresses": no line for {address}')


# --- what is public -----------------------------------------------------------------------------


@each_ready_kind
def test_its_items_are_public(kind: Kind[Record]) -> None:
    path, _ = EXAMPLES[kind.name]
    demand(
        path in {item.path for item in edition().items[kind.name]},
        f"bulletin/edition/edition.py, _is_public: the example of '{kind.name}' is not public",
    )


@pytest.mark.parametrize(
    ("kind", "key"),
    [
        (kind, key)
        for kind in READY
        for key in ("draft", "sample")
        if key in kind.model.model_fields
    ],
    ids=lambda value: value if isinstance(value, str) else value.name,
)
def test_drafts_and_samples_are_not_public(kind: Kind[Record], key: str) -> None:
    path, keys = EXAMPLES[kind.name]
    library()
    no_samples = {f"{DATA}/bulletin.yml": BULLETIN_FILE.replace("samples: true", "samples: false")}
    found = read({**files(), **no_samples, path: page(keys, {key: "true"})})
    assert path not in {item.path for item in open_edition(found, MORNING).items[kind.name]}


@each_ready_kind
def test_nothing_leads_to_what_is_not_public(kind: Kind[Record]) -> None:
    without = replace(edition(), items={**edition().items, kind.name: ()})
    assert address_of(kind) in context_of(library(), without).hidden


# --- pages --------------------------------------------------------------------------------------


@each_ready_kind
def test_it_has_a_page(kind: Kind[Record]) -> None:
    demand(
        address_of(kind) in pages(),
        f"bulletin/pages/all_pages.py: PageGroups has no page at {address_of(kind)}"
        f" for the example of '{kind.name}'",
    )
    one = page_of(kind)
    template = ROOT / "theme" / one.template
    demand(template.is_file(), f"theme/{one.template} is missing: '{kind.name}' names it")
    demand(
        one.section == kind.section,
        f"the page of '{kind.name}' has the section {one.section} instead of {kind.section}",
    )


@each_ready_kind
def test_its_page_shows_the_file(kind: Kind[Record]) -> None:
    one, path = page_of(kind), EXAMPLES[kind.name][0]
    what = f"the Page of a '{kind.name}'"
    demand(one.body and one.body.path == path, f"{what} has no `body`: the text is not shown")
    demand(one.source == path, f"{what} has no `source`: no link leads editors to the file")
    template = ROOT / "theme" / one.template
    demand(
        not template.is_file() or "{{ body" in template.read_text("utf-8"),
        f"theme/{one.template} does not show `body`",
    )


@each_ready_kind
def test_its_page_can_be_shared_and_subscribed_to(kind: Kind[Record]) -> None:
    one = page_of(kind)
    demand(one.feeds, f"the Page of a '{kind.name}' has no `feeds`: no feed is offered there")
    demand(
        context_of(library(), edition()).social.words(one),
        f"bulletin/render/social.py, words: no social image for {type(one.view).__name__},"
        f" which the page of a '{kind.name}' shows",
    )


@each_ready_kind
def test_its_page_group_names_what_the_pages_are_and_show(kind: Kind[Record]) -> None:
    own, path = page_of(kind).address, EXAMPLES[kind.name][0]
    for group in page_groups():
        made = [one.address for one in group.make_pages()]
        if any(address.startswith(kind.section) for address in (*made, *group.addresses)):
            demand(
                set(made) == set(group.addresses),
                f"the page group '{group.name}' makes other pages than its `addresses` name,"
                f" which are for the sitemap: {sorted(set(made) ^ set(group.addresses))}",
            )
    (owner,) = [group for group in page_groups() if own in group.addresses]
    here = f"the page group '{owner.name}'"
    demand(owner.listed, f"{here} is not `listed`, so {own} is not in the sitemap")
    demand(
        path in {item.path for item in owner.bodies},
        f"{here} shows the text of a '{kind.name}', but its `bodies` do not name the item:"
        " the page would stay as it is when the text changes",
    )
    if kind in STORY_KINDS:
        assert path in {story.item.path for story in owner.stories}


@each_ready_kind
def test_a_list_leads_to_it(kind: Kind[Record]) -> None:
    page_of(kind)
    demand(kind.section in pages(), f"no page group makes the list at {kind.section}")
    demand(
        pages_that_lead_to(kind),
        f"no page in the section {kind.section} links to {address_of(kind)}",
    )
    own = {item.address for items in edition().items.values() for item in items}
    for one in pages().values():
        demand(
            one.section != kind.section
            or one.address in {kind.section, *own}
            or addresses.is_generated(one.address),
            f"bulletin/model/addresses.py: _GENERATED does not match {one.address}, so that an old"
            " address of a story could be the same",
        )


@each_kind
def test_readers_can_reach_its_section(kind: Kind[Record]) -> None:
    section = kind.section
    demand(
        section in {one.address for one in addresses.SECTIONS},
        f"bulletin/model/addresses.py: SECTIONS has no line for {section}",
    )
    view = require_type(make_search_page((), "{}").view, SearchView)
    demand(
        section in {link.address for link in view.lists},
        f"bulletin/pages/search_page.py: _LISTS has no line for {section}",
    )
    settings = yaml.safe_load((ROOT / "mkdocs.yml").read_text("utf-8"))
    navigation = [target for entry in settings["nav"] for target in entry.values()]
    demand(section in navigation, f"mkdocs.yml: nav has no line for {section}")


@each_ready_kind
def test_breadcrumbs_lead_from_it_to_its_section(kind: Kind[Record]) -> None:
    demand(
        kind.section in {step.address for step in make_breadcrumbs(page_of(kind))},
        f"no breadcrumb leads from {address_of(kind)} to {kind.section}: it must be the `section`"
        " of the page, and stand in SECTIONS of bulletin/model/addresses.py",
    )


# --- search, sitemap, builds --------------------------------------------------------------------


@each_ready_kind
def test_it_can_be_found(kind: Kind[Record]) -> None:
    here = "bulletin/search/edition_entries.py: ENTRIES"
    if kind not in STORY_KINDS:
        demand(kind.name in ENTRIES, f"{here} has no line for '{kind.name}'")
    found = iter_entries(edition()) if kind in STORY_KINDS else ENTRIES[kind.name](edition())
    # There may be kinds after this one that search does not know yet, so not all of it is read.
    entry, item = next((one for one in found if one[0].address == address_of(kind)), (None, None))
    demand(entry, f"{here} has no entry at {address_of(kind)} for the example of '{kind.name}'")
    assert entry
    demand(
        entry.kind == kind.category,
        f"the `kind` of the entry of a '{kind.name}' is '{entry.kind}' instead of the category"
        f" '{kind.category}'",
    )
    demand(item, f"{here} gives the entry of a '{kind.name}' without its item: its text is missing")
    assert item
    assert item.path == EXAMPLES[kind.name][0]
    clash = f"bulletin/model/kind.py: the category '{kind.category}' has another title already"
    demand(CATEGORIES[kind.category] == kind.title, clash)


@each_ready_kind
def test_it_is_in_the_sitemap(kind: Kind[Record]) -> None:
    page_of(kind)
    found = {
        path: one for group in targets_without_changes().values() for path, one in group.items()
    }
    messages = found[SITEMAP].build().decode()
    for address in (kind.section, address_of(kind)):
        demand(f"<loc>{SITE}{address[1:]}</loc>" in messages, f"{address} is not in the sitemap")


@each_ready_kind
@pytest.mark.parametrize("what", ["text", "title"])
def test_a_change_of_it_is_seen(kind: Kind[Record], what: str) -> None:
    path, keys = EXAMPLES[kind.name]
    own = page_of(kind)
    changed = (
        page(keys, {"title": "Một tên khác hẳn"})
        if what == "title"
        else page(keys, {}, "Lời khác hẳn.\n")
    )
    before, after = targets_without_changes(), targets({path: changed})
    for name, key in before.keys() & after.keys():
        old, new = before[name, key], after[name, key]
        demand(
            {path: target.dependencies for path, target in old.items()}
            == {path: target.dependencies for path, target in new.items()},
            f"the group '{name}' shows the {what} of a '{kind.name}', but its key does not change"
            " with it: see `bodies`, `stories` and `extra_key` of PageGroup",
        )

    def depends_on_it(path: str) -> bool:
        def dependencies(groups: Mapping[tuple[str, bytes], Mapping[str, Target]]) -> list[object]:
            return [one[path].dependencies for one in groups.values() if path in one]

        return dependencies(before) != dependencies(after)

    showing = [own, *(pages_that_lead_to(kind) if what == "title" else ())]
    for one in showing:
        demand(
            depends_on_it(page_path(one.address)),
            f"{one.address} stays as it is when the {what} of a '{kind.name}' changes",
        )
    paths = {path for groups in (before, after) for group in groups.values() for path in group}
    demand(
        any(depends_on_it(path) for path in paths if path.startswith(INDEX_FOLDER)),
        f"search stays as it is when the {what} of a '{kind.name}' changes",
    )
