"""The bench itself: its jobs on a small corpus, and what it says and draws of kept results."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import contenders, jobs
from benchmarks.bulletin_project import story_path
from benchmarks.contenders import BULLETIN, Contender
from benchmarks.results import Results, Timing, to_json
from benchmarks.running import CommandFailed
from benchmarks.stories import make_head
from scripts import bench

pytestmark = pytest.mark.slow

SIZE = 20


@pytest.fixture
def bench_dir(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Let the benchmark work and store its results in a folder of the test."""
    monkeypatch.setattr(contenders, "BENCH_DIR", tmp_path)
    monkeypatch.setattr(bench, "RESULTS_FILE", tmp_path / "results.json")
    monkeypatch.setattr(bench, "CHART", tmp_path / "chart.png")
    return tmp_path


def test_jobs_build_what_they_say(bench_dir: Path) -> None:
    jobs.write_fresh_project(BULLETIN, SIZE)
    done = [jobs.measure_full_build(BULLETIN, SIZE), *jobs.measure_incremental_builds(SIZE, turn=3)]
    assert [one.job for one in done] == ["full", "nothing", "edit", "added"]
    assert all(one.seconds > 0 for one in done)
    site = BULLETIN.folder(SIZE) / "site"
    changed = (
        site / jobs.story_address(make_head(SIZE // 2 + 3, jobs.YEARS)).strip("/") / "index.html"
    )
    assert "Câu viết thêm lần 3." in changed.read_text("utf-8")
    added = make_head(SIZE + 3, jobs.YEARS)
    assert (site / jobs.story_address(added).strip("/") / "index.html").exists()
    measured = jobs.measure_site(SIZE)
    assert 0 < measured.page_bytes < measured.site_bytes
    assert measured.peak_memory > 30_000_000
    (shown,) = jobs.measure_preview(SIZE, turns=1)
    assert shown.job == "preview"


def test_a_project_that_cannot_be_built_ends_the_bench(bench_dir: Path) -> None:
    jobs.write_fresh_project(BULLETIN, SIZE)
    content = BULLETIN.folder(SIZE) / "content"
    (content / f"{story_path(make_head(1, jobs.YEARS))}.md").write_text("hỏng", encoding="utf-8")
    with pytest.raises(CommandFailed):
        jobs.measure_full_build(BULLETIN, SIZE)


def test_a_rival_that_fails_is_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def measure_full_build(contender: Contender, size: int) -> Timing:
        if contender.name == "broken":
            raise CommandFailed("no such program")
        return Timing(contender.name, "full", size, 1.0)

    monkeypatch.setattr(bench, "measure_full_build", measure_full_build)
    monkeypatch.setattr(bench, "measure_incremental_builds", lambda size, turn: iter(()))
    slow = Contender("slow", "slow", (), slow=True)
    others = [Contender("broken", "broken", ()), slow, Contender("quick", "quick", ())]
    names = [[one.contender for one in bench.measure_turn(50, turn, others)] for turn in (0, 1)]
    assert names == [["bulletin", "slow", "quick"], ["bulletin", "quick"]]
    assert "no such program" in capsys.readouterr().err
    assert [one.contender for one in bench.measure_turn(50_000, 0, others)] == ["bulletin"]


def test_rivals_that_cannot_be_had_are_left_out(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(contenders, "ROOT", Path("/nonexistent"))
    assert [one.name for one in contenders.find_rivals()] == ["material"]
    assert "Hugo và Pelican" in capsys.readouterr().err


def test_kept_results_are_shown_and_drawn_again(
    bench_dir: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert bench.main(["--redraw"]) == 1
    assert "đo trước đã" in capsys.readouterr().err
    results = Results("2 cores", [Timing("bulletin", "full", size, 2.0) for size in (100, 1000)])
    bench.RESULTS_FILE.write_text(to_json(results), encoding="utf-8")
    assert bench.main(["--redraw"]) == 0
    assert "| at 1,000 stories |" in capsys.readouterr().out
    assert bench.CHART.read_bytes().startswith(b"\x89PNG")
