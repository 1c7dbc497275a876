"""The printed bulletins as files of the site: when they are there, when they are made again."""

from __future__ import annotations

import datetime as dt
import io
import time

import pytest

from bulletin.edition.edition import open_edition
from bulletin.engine.target import Target
from bulletin.render.printing import NoTypesetter, typesetting
from bulletin.site.build import Session
from tests.content.builder import DATA, read, story
from tests.issue.made_month import MONTH, NOW, Files
from tests.opened import context_of, target_groups_of

SETTINGS = MONTH[f"{DATA}/bulletin.yml"]
assert isinstance(SETTINGS, str)
PRINTED: Files = {**MONTH, f"{DATA}/bulletin.yml": f"{SETTINGS}print_issues: true\n"}


def groups_of(files: Files, now: dt.datetime = NOW) -> dict[str, list[Target]]:
    """Return the targets of the groups of printed bulletins by the group's name."""
    library = read(files)
    groups = target_groups_of(context_of(library, open_edition(library, now)))
    return {one.name: list(one.targets()) for one in groups if one.name.startswith("/ban-in/")}


def dependencies(groups: dict[str, list[Target]], name: str) -> list[object]:
    return [target.dependencies for target in groups[name]]


def test_each_month_that_is_over_has_its_files() -> None:
    groups = groups_of(PRINTED)
    assert list(groups) == ["/ban-in/", "/ban-in/2026-11/", "/ban-in/2026-10/"]
    assert [target.path for target in groups["/ban-in/2026-11/"]] == [
        "ban-in/2026-11.pdf",
        "ban-in/2026-11-sach-nho.pdf",
        "ban-in/2026-11-to-roi.pdf",
        "ban-in/2026-11.webp",
    ]
    assert groups["/ban-in/"][0].path == "ban-in/index.html"


@pytest.mark.slow
def test_only_what_a_month_tells_makes_it_again() -> None:
    november, october = "/ban-in/2026-11/", "/ban-in/2026-10/"
    before = groups_of(PRINTED)
    later = groups_of(PRINTED, NOW + dt.timedelta(days=9))
    assert dependencies(later, november) == dependencies(before, november)
    changed = groups_of(
        {
            **PRINTED,
            "content/exemplars/2026/thang-muoi.md": story(
                "Lời văn khác.\n", title="Chuyện tháng trước", date="2026-10-31"
            ),
        }
    )
    assert dependencies(changed, november) == dependencies(before, november)
    assert dependencies(changed, october) != dependencies(before, october)
    corrected = groups_of(
        {
            **PRINTED,
            "content/exemplars/2026/thang-muoi.md": story(
                title="Chuyện tháng trước",
                date="2026-10-31",
                corrections=[{"date": "2026-11-04", "text": "Sửa."}],
            ),
        }
    )
    assert dependencies(corrected, november) != dependencies(before, november)


@pytest.mark.slow
def test_a_month_becomes_a_pdf() -> None:
    leaflet = groups_of(PRINTED)["/ban-in/2026-10/"][2]
    assert leaflet.path == "ban-in/2026-10-to-roi.pdf"
    assert leaflet.build().startswith(b"%PDF-")


def test_nothing_is_printed_unless_asked(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "find_spec", lambda name: None)
    assert groups_of(MONTH) == {}


def test_without_a_typesetter_the_build_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(typesetting, "find_spec", lambda name: None)
    typesetting.typesetting_recipe.cache_clear()
    with pytest.raises(NoTypesetter) as failure:
        groups_of(PRINTED)
    assert "make print" in (Session(io.StringIO(), time.monotonic).fail(failure.value) or "")
    typesetting.typesetting_recipe.cache_clear()
