"""The bench itself: its jobs on a small corpus, and what it says and draws of kept results."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import contenders, jobs
from benchmarks.bulletin_project import story_path
from benchmarks.contenders import BULLETIN, Contender
from benchmarks.results import Results, Timing, as_json
from benchmarks.running import Failed
from benchmarks.stories import heading
from scripts import bench

SIZE = 20


@pytest.fixture
def room(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the bench work and keep its results in a folder of the test."""
    monkeypatch.setattr(contenders, "BENCH_DIR", tmp_path)
    monkeypatch.setattr(bench, "KEPT", tmp_path / "results.json")
    monkeypatch.setattr(bench, "CHART", tmp_path / "chart.png")
    return tmp_path


def test_jobs_build_what_they_say(room: Path) -> None:
    jobs.fresh_project(BULLETIN, SIZE)
    done = [jobs.full_build(BULLETIN, SIZE), *jobs.incremental_builds(SIZE, turn=3)]
    assert [one.job for one in done] == ["full", "nothing", "edit", "added"]
    assert all(one.seconds > 0 for one in done)
    site = BULLETIN.folder(SIZE) / "site"
    changed = site / jobs.address(heading(SIZE // 2 + 3, jobs.YEARS)).strip("/") / "index.html"
    assert "Câu viết thêm lần 3." in changed.read_text("utf-8")
    added = heading(SIZE + 3, jobs.YEARS)
    assert (site / jobs.address(added).strip("/") / "index.html").exists()
    weighed = jobs.site_of(SIZE)
    assert 0 < weighed.page_bytes < weighed.site_bytes
    assert weighed.peak_memory > 30_000_000
    (shown,) = jobs.live_preview(SIZE, turns=1)
    assert shown.job == "preview"


def test_a_project_that_cannot_be_built_ends_the_bench(room: Path) -> None:
    jobs.fresh_project(BULLETIN, SIZE)
    content = BULLETIN.folder(SIZE) / "content"
    (content / f"{story_path(heading(1, jobs.YEARS))}.md").write_text("hỏng", encoding="utf-8")
    with pytest.raises(Failed):
        jobs.full_build(BULLETIN, SIZE)


def test_a_rival_that_fails_is_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def full_build(contender: Contender, size: int) -> Timing:
        if contender.name == "broken":
            raise Failed("no such program")
        return Timing(contender.name, "full", size, 1.0)

    monkeypatch.setattr(bench, "full_build", full_build)
    monkeypatch.setattr(bench, "incremental_builds", lambda size, turn: iter(()))
    slow = Contender("slow", "slow", (), slow=True)
    others = [Contender("broken", "broken", ()), slow, Contender("quick", "quick", ())]
    names = [[one.contender for one in bench.one_turn(50, turn, others)] for turn in (0, 1)]
    assert names == [["bulletin", "slow", "quick"], ["bulletin", "quick"]]
    assert "no such program" in capsys.readouterr().err
    assert [one.contender for one in bench.one_turn(50_000, 0, others)] == ["bulletin"]


def test_rivals_that_cannot_be_had_are_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(contenders.shutil, "which", lambda name: None)
    monkeypatch.setattr(contenders, "ROOT", Path("/nonexistent"))
    assert [one.name for one in contenders.rivals()] == ["material"]
    said = capsys.readouterr().err
    assert "Hugo" in said
    assert "Pelican" in said


def test_kept_results_are_shown_and_drawn_again(
    room: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench.main(["--redraw"]) == 1
    assert "đo trước đã" in capsys.readouterr().err
    results = Results("2 cores", [Timing("bulletin", "full", size, 2.0) for size in (100, 1000)])
    bench.KEPT.write_text(as_json(results), encoding="utf-8")
    assert bench.main(["--redraw"]) == 0
    assert "| at 1,000 stories |" in capsys.readouterr().out
    assert bench.CHART.read_bytes().startswith(b"\x89PNG")
