"""Whatever is a sample is marked in every file that names it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from tests.site import written
from tests.site.built import Site

_TEXTS = (".html", ".xml", ".json", ".ics", ".txt", ".opml")
_AROUND = 260
"""Characters on either side of a title in which its mark must stand."""

_MARK = re.compile(r"bài mẫu|sự kiện mẫu|minh họa|\"bai_mau\": 1", re.IGNORECASE)


def iter_unmarked(site: Site) -> Iterator[tuple[str, str]]:
    """Yield each file that names a sample without saying so, with the title."""
    samples = [story for story in written.stories(site.project) if story.front.get("sample")]
    assert samples
    titles = {str(story.front["title"]): story.address for story in samples}
    for path, data in site.files.items():
        if not path.endswith(_TEXTS):
            continue
        text = data.decode("utf-8", "replace")
        for title, address in titles.items():
            if title not in text:
                continue
            if f"/{path}".startswith((address, f"/phat-thanh{address}")):
                # The item's own page and script say it once, and first.
                parts = [text]
            elif path.startswith("rss/"):
                parts = [part for part in text.split("<item>") if title in part]
            elif path.startswith("du-lieu/"):
                parts = [part for part in text.split("}") if title in part]
            else:
                parts = [""]
            if any(part and not _MARK.search(part.replace(title, "")) for part in parts):
                yield path, title
            if parts != [""]:
                continue
            for found in re.finditer(re.escape(title), text):
                before = text[max(0, found.start() - _AROUND) : found.start()]
                after = text[found.end() : found.end() + _AROUND]
                if not _MARK.search(f"{before} {after}"):
                    yield path, title


def test_whatever_is_a_sample_is_marked_in_every_file_that_names_it(site: Site) -> None:
    assert list(iter_unmarked(site)) == []


def test_search_engines_may_list_no_sample(site: Site) -> None:
    listed = site.files["sitemap.xml"].decode()
    for story in written.stories(site.project):
        page = site.pages[story.address]
        robots = page.xpath("//head/meta[@name='robots']/@content")
        is_sample = bool(story.front.get("sample"))
        assert robots == (["noindex"] if is_sample else [])
        assert (f"<loc>{site.root}{story.address[1:]}</loc>" in listed) is not is_sample
        (title,) = page.xpath("//head/title/text()")
        assert title.startswith("[Bài mẫu] ") is is_sample


def test_no_real_story_recommends_a_sample(site: Site) -> None:
    samples = {s.address for s in written.stories(site.project) if s.front.get("sample")}
    for story in written.stories(site.project):
        if not story.front.get("sample"):
            page = site.pages[story.address]
            links = page.xpath(
                "//*[contains(@class, 'bt-related') or contains(@class, 'bt-way')]//a"
            )
            for link in links:
                target = "/" + link.get("href").lstrip("./")
                assert target not in samples, story.address


def test_one_band_says_that_the_site_is_on_trial(site: Site) -> None:
    for address, page in site.listed.items():
        (band,) = page.find_class("bt-trial")
        assert "Bản thử nghiệm" in band.text_content(), address
