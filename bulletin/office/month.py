"""The bulletin of a month of a project on the disk: on paper, as a letter, as a message."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from pathlib import Path

from bulletin.content.library import read_library
from bulletin.edition.edition import open_edition
from bulletin.issue.issue import Issue, find_stories, make_issue
from bulletin.media.pictures import render_picture
from bulletin.office.site_settings import read_settings
from bulletin.render.bodies import LinkResolver, find_hidden
from bulletin.render.printing.typesetting import Form, Printed, print_issue


class NothingToPrint(Exception):
    """The month cannot be printed; the message is a sentence in Vietnamese."""


@dataclass(frozen=True, slots=True)
class ProjectIssue:
    """The bulletin of a month, and the project whose pictures it shows."""

    root: Path
    issue: Issue

    def print(self, form: Form) -> Printed:
        """Return the bulletin as a PDF; raises NoTypesetter."""
        pictures = {path: self._read_picture(path) for path in self.issue.picture_files}
        return print_issue(self.issue, form, pictures)

    def _read_picture(self, path: str) -> tuple[str, bytes]:
        rendition = render_picture((self.root / path).read_bytes())[-1]
        return rendition.name_suffix.rpartition(".")[2], rendition.data


def read_issue(root: Path, year: int, month: int, now: dt.datetime) -> ProjectIssue:
    """Return the bulletin of a month of the project in `root` as known at `now`.

    Raises ContentError, and NothingToPrint for a month to come or one without anything to tell.
    """
    library = read_library(root)
    settings = read_settings(root)
    edition = open_edition(library, now)
    if (year, month) > (edition.today.year, edition.today.month):
        raise NothingToPrint(f"Tháng {month}/{year} chưa tới.")
    links = LinkResolver(library.targets, find_hidden(library, edition))
    issue = make_issue(
        edition,
        find_stories(edition, year, month),
        links.html,
        site_name=settings.get("site_name", ""),
        site_url=settings.get("site_url", ""),
    )
    if issue.is_empty:
        raise NothingToPrint(
            f"Tháng {month}/{year} không có bài thật, sự kiện sắp tới, khen thưởng hay đính chính "
            "nào để in (bài mẫu không bao giờ được in)."
        )
    return ProjectIssue(root, issue)
