"""The report of a project on the disk."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping
from pathlib import Path

from bulletin.content.library import read_library
from bulletin.edition.edition import open_edition
from bulletin.office.report.figures import Report
from bulletin.office.report.make import make_report
from bulletin.office.report.markdown import format_markdown
from bulletin.office.report.paper import make_paper
from bulletin.office.report.period import Period
from bulletin.office.report.tables import format_json
from bulletin.office.report.word import render_docx


def read_report(root: Path, period: Period, now: dt.datetime, *, merge_units: bool) -> Report:
    """Return the report of the project in `root` as known at `now`; raises ContentError."""
    library = read_library(root)
    edition = open_edition(library, now)
    return make_report(edition, library.aired, period, merge_units=merge_units)


def _render_word(report: Report) -> bytes:
    return render_docx(make_paper(report), report.publisher, report.made_on)


FORMATS: Mapping[str, Callable[[Report], bytes]] = {
    "docx": _render_word,
    "md": lambda report: format_markdown(make_paper(report)),
    "json": format_json,
}
"""How a report is written, by the ending of its file."""
