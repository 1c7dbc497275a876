"""The printed bulletins of the months that are over, and the page that offers them."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from bulletin.edition.edition import Edition
from bulletin.engine.fingerprint import combine, fingerprint
from bulletin.engine.target import Target, TargetGroup
from bulletin.issue.issue import Issue, MonthStories, find_stories, iter_months, make_issue
from bulletin.model import addresses
from bulletin.pages.page import FeedLink, Figure
from bulletin.pages.printed_page import A4, BOOKLET, LEAFLET, THUMBNAIL, make_printed_page
from bulletin.render.bodies import BodiesAndScripts
from bulletin.render.page_renderer import PageRenderer
from bulletin.render.paths import file_path
from bulletin.render.printing.typesetting import (
    THUMBNAIL_SIZE,
    Form,
    Pictures,
    draw_thumbnail,
    print_issue,
    typesetting_recipe,
)
from bulletin.site.cache_keys import CacheKeys

_FORMS = ((Form.A4, A4), (Form.BOOKLET, BOOKLET), (Form.LEAFLET, LEAFLET))


@dataclass(frozen=True)
class PrintedOutput:
    """Makes the printed bulletins of an edition; their page links `feeds`."""

    edition: Edition
    bodies: BodiesAndScripts
    page_renderer: PageRenderer
    keys: CacheKeys
    name: str
    url: str
    feeds: tuple[FeedLink, ...]

    def target_groups(self) -> Iterator[TargetGroup]:
        """Yield the page and the files of each month; raises NoTypesetter."""
        recipe = typesetting_recipe()
        months = list(iter_months(self.edition))
        found = [find_stories(self.edition, *month) for month in months]
        counted = [(one.year, one.month, len(one.stories)) for one in found]
        yield TargetGroup(
            addresses.PRINTED,
            combine([self.keys.shared_key, fingerprint(counted)]),
            lambda: self.page_renderer.targets(
                make_printed_page(counted, THUMBNAIL_SIZE, self.feeds)
            ),
        )
        # Which of the answers are printed is decided when the month is set.
        answers = combine(self.bodies.key(item) for item in self.edition.questions)
        for one in found:
            stories = (*one.stories, *one.others)
            key = combine(
                [
                    self.keys.shared_key,
                    recipe,
                    answers,
                    *(self.keys.content_keys[story.address] for story in stories),
                ]
            )
            yield TargetGroup(
                addresses.printed_address(one.year, one.month, "/"),
                key,
                partial(self._month_targets, one, recipe),
            )

    def _month_targets(self, found: MonthStories, recipe: bytes) -> Iterator[Target]:
        """Yield the files of a month."""
        issue = make_issue(
            self.edition, found, self.bodies.body, site_name=self.name, site_url=self.url
        )
        images = self.page_renderer.images
        figures = {
            story.picture.file: Figure(story.picture.file, story.picture.alt, story.picture.credit)
            for story in issue.stories
            if story.picture is not None
        }
        dependencies = (
            ("issue", fingerprint(issue)),
            ("pictures", combine(map(images.key, figures.values()))),
            ("typesetting", recipe),
        )

        def read() -> Pictures:
            return {path: images.fallback(figures[path]) for path in issue.picture_files}

        def path(ending: str) -> str:
            return file_path(addresses.printed_address(found.year, found.month, ending))

        for form, ending in _FORMS:
            work = partial(_print, issue, form, read)
            yield Target(path(ending), dependencies, work)
        yield Target(path(THUMBNAIL), dependencies, partial(_draw, issue, read))


def _print(issue: Issue, form: Form, read: Callable[[], Pictures]) -> bytes:
    return print_issue(issue, form, read()).pdf


def _draw(issue: Issue, read: Callable[[], Pictures]) -> bytes:
    return draw_thumbnail(issue, read())
