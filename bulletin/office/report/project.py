"""The report of a project on the disk, and the files that go with it."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from bulletin.content.library import read_library
from bulletin.edition.edition import open_edition
from bulletin.office.report.figures import Report
from bulletin.office.report.letters import Sender, make_sender
from bulletin.office.report.make import make_report
from bulletin.office.report.markdown import format_markdown
from bulletin.office.report.paper import make_paper
from bulletin.office.report.period import Period
from bulletin.office.report.tables import format_json
from bulletin.office.report.word import render_docx
from bulletin.office.site_settings import read_settings


@dataclass(frozen=True, slots=True)
class ProjectReport:
    """The report of a project, and who writes letters in its name."""

    report: Report
    sender: Sender


class StaleFiles(Exception):
    """A folder holds files of an earlier run; the message is a sentence in Vietnamese."""


def read_report(
    root: Path, period: Period, now: dt.datetime, *, merge_units: bool
) -> ProjectReport:
    """Return the report of the project in `root` as known at `now`; raises ContentError."""
    library = read_library(root)
    settings = read_settings(root)
    name = settings.get("site_name", "")
    report = make_report(
        open_edition(library, now),
        library.aired,
        period,
        bulletin_name=name,
        merge_units=merge_units,
    )
    return ProjectReport(report, make_sender(name, settings.get("site_url", ""), library.bulletin))


def _render_word(report: Report) -> bytes:
    return render_docx(make_paper(report), report.publisher, report.made_on)


FORMATS: Mapping[str, Callable[[Report], bytes]] = {
    "docx": _render_word,
    "md": lambda report: format_markdown(make_paper(report)),
    "json": format_json,
}
"""How a report is written, by the ending of its file."""


def write_files(folder: Path, files: Iterable[tuple[str, bytes]]) -> list[str]:
    """Write the files into `folder` and return their names.

    Raises StaleFiles if other files with the same endings are there: they are of an earlier run,
    and a letter of the year before is not to be sent.
    """
    made = dict(files)
    endings = {Path(name).suffix for name in made} or {".txt"}
    folder.mkdir(parents=True, exist_ok=True)
    stale = sorted(
        one.name for one in folder.iterdir() if one.suffix in endings and one.name not in made
    )
    if stale:
        raise StaleFiles(
            f"Trong {folder} còn tệp của lần trước ({', '.join(stale[:5])}); xóa đi, hoặc chọn "
            "thư mục khác, rồi chạy lại."
        )
    for name, content in made.items():
        (folder / name).write_bytes(content)
    return list(made)
