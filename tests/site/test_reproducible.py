"""The bytes of the site depend on the content and on nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.site.built import ROOT, Site, build, build_by_command, copy_of_the_commune

pytestmark = pytest.mark.slow

ELSEWHERE = {
    "PYTHONHASHSEED": "4711",
    "TZ": "America/New_York",
    "LANG": "C",
    "LC_ALL": "C",
    "SOURCE_DATE_EPOCH": "1",
}


def differences(one: Site, other: Site) -> list[str]:
    """Return the paths of the files in which two sites differ."""
    paths = one.files.keys() | other.files.keys()
    return sorted(path for path in paths if one.files.get(path) != other.files.get(path))


def test_another_machine_builds_the_same_site(real: Site, tmp_path: Path) -> None:
    assert differences(real, build_by_command(ROOT, tmp_path / "elsewhere", **ELSEWHERE)) == []


def test_a_checkout_elsewhere_builds_the_same_site_on_another_day(
    commune: Site, tmp_path: Path
) -> None:
    # Between the two days nothing of the commune falls due. What was developed before is not there.
    project = copy_of_the_commune(tmp_path / "a checkout with spaces and đ")
    later = build_by_command(
        project, tmp_path / "site", now="2026-12-31T23:59:00+07:00", **ELSEWHERE
    )
    # Programmes without a story are not shown, so that not even the page of the radio differs.
    assert differences(commune, later) == []


def test_a_story_that_falls_due_changes_the_site(commune: Site, tmp_path: Path) -> None:
    changed = differences(
        commune, build(commune.project, tmp_path / "later", now="2027-02-01T07:30:00+07:00")
    )
    assert "dien-hinh/2027/dem-hoi-dua-ghe/index.html" in changed
    assert "rss/tat-ca.xml" in changed
    assert "rss/don-vi/ap-go-dua.xml" not in changed
