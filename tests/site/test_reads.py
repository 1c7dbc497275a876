"""What a group of targets reads, its key names; what a target reads, its dependencies name.

Everything that is read of the content is recorded while groups are opened and targets are built,
and compared with what their keys were computed from. tests/site/test_target_groups.py looks at the
same from the other side: it changes each value and looks at what comes out.
"""

from __future__ import annotations

from itertools import islice
from typing import Any

import pytest

from bulletin.engine.fingerprint import fingerprint
from bulletin.engine.target import Target, TargetGroup, static
from bulletin.pages.page import Page, View
from bulletin.pages.page_group import PageGroup
from bulletin.site.cache_keys import CacheKeys
from tests.site.full_bulletin import Sources, read_sources
from tests.site.listings import Site
from tests.site.reads import Watch


@pytest.mark.slow
def test_whatever_is_read_is_named() -> None:
    watch = Watch(Site.of(read_sources(Sources())))
    problems: list[str] = []
    with watch.hashing():
        for index in range(len(list(watch.site.groups()))):
            # Anew for each, because groups share what the first of them has made, as cards. The
            # pages are listed before anything is recorded: lists follow from all there is.
            watch.site.cache.forget("page groups")
            group = next(islice(watch.site.groups(), index, None))
            problems += watch.find_unnamed(group)
    assert not problems, "\n".join(problems)


# --- what is not named is found -------------------------------------------------------------------


@pytest.fixture(scope="module")
def watch() -> Watch:
    """Give a watched site."""
    return Watch(Site.of(read_sources(Sources())))


def _group(watch: Watch, pages: PageGroup) -> TargetGroup:
    """Return the target group of a page group whose pages hold their titles alone."""
    media = watch.site.library.media
    bodies: Any = None  # the page groups below name no body
    key = CacheKeys(watch.site.edition, bodies, media, b"theme").key_without_bodies(pages)
    return TargetGroup(
        pages.name,
        key,
        lambda: [static(page.address, page.title.encode()) for page in pages.make_pages()],
    )


def test_a_page_group_that_reads_a_story_it_does_not_name_is_reported(watch: Watch) -> None:
    first, second, *_ = watch.site.edition.stories

    def make_pages() -> list[Page]:
        title = f"{first.front.title}, {second.front.title}"
        return [Page("/a/", "list.html", title, "", "/", (), View())]

    with watch.hashing():
        whole = PageGroup("/a/", ["/a/"], make_pages, stories=(first, second))
        assert list(watch.find_unnamed(_group(watch, whole))) == []
        lacking = PageGroup("/a/", ["/a/"], make_pages, stories=(first,))
        assert list(watch.find_unnamed(_group(watch, lacking))) == [
            f"group /a/ reads title of {second.item.path}, which its key does not name"
        ]


def test_a_target_that_reads_a_text_it_does_not_name_is_reported(watch: Watch) -> None:
    item = watch.site.edition.stories[0].item
    with watch.hashing():
        whole = Target("a", (("text", fingerprint(item.fingerprint)),), lambda: item.body.encode())
        assert list(watch.find_unnamed_of_target(whole)) == []
        lacking = Target("a", (("page", item.metadata_key),), lambda: item.body.encode())
        assert set(watch.find_unnamed_of_target(lacking)) == {
            f"target a reads {name} of {item.path}, which its dependencies do not name"
            for name in ("body", "read_body")
        }


def test_a_group_that_names_less_than_its_targets_depend_on_is_reported(watch: Watch) -> None:
    item = watch.site.edition.stories[0].item
    with watch.hashing():
        target = Target("a", (("text", fingerprint(item.fingerprint)),), bytes)
        group = TargetGroup("/a/", item.metadata_key, lambda: [target])
        assert list(watch.find_unnamed(group)) == [
            f"group /a/: a depends on text of {item.path}, which the key of the group does not name"
        ]
