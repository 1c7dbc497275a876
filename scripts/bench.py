"""Measure the bulletin against its goals and its rivals: a table on standard output, and a chart.

python scripts/bench.py [--sizes 100,1000,10000] [--runs 3] [--long] [--no-rivals] [--redraw]

Results are kept in .cache/bench/; sizes measured anew replace the old ones. Medians; everything is
run by turns, so that a busy hour of the machine falls on all alike.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Iterator, Sequence

from benchmarks.chart import chart
from benchmarks.contenders import BENCH_DIR, BULLETIN, RIVALS_UP_TO, Contender, rivals
from benchmarks.jobs import fresh_project, full_build, incremental_builds, live_preview, site_of
from benchmarks.results import Results, Timing, as_json, from_json
from benchmarks.running import Failed
from benchmarks.table import goals, times
from benchmarks.writing import ROOT

CHART = ROOT / ".github" / "do-toc-do.png"
KEPT = BENCH_DIR / "results.json"
LONG = (100, 5_000, 50_000)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, keep, print and draw; return the exit status."""
    parser = argparse.ArgumentParser(
        description="Đo tốc độ dựng trang, so với các chương trình khác."
    )
    parser.add_argument("--sizes", default="100,1000,10000", help="các số bài, cách nhau dấu phẩy")
    parser.add_argument("--runs", type=int, default=3, help="số lượt đo, lấy trung vị")
    parser.add_argument("--long", action="store_true", help="đo cả 50.000 bài (lâu)")
    parser.add_argument("--no-rivals", action="store_true", help="chỉ đo bản tin")
    parser.add_argument("--redraw", action="store_true", help="vẽ lại từ kết quả đã có, không đo")
    options = parser.parse_args(argv)
    sizes = sorted({*map(int, options.sizes.split(",")), *(LONG if options.long else ())})
    known = from_json(KEPT.read_text("utf-8")) if KEPT.exists() else None
    if not options.redraw:
        try:
            found = measured(sizes, options.runs, [] if options.no_rivals else rivals())
        except Failed as failure:
            print(failure, file=sys.stderr)
            return 1
        known = known.joined(found) if known else found
        KEPT.write_text(as_json(known), encoding="utf-8")
    if known is None:
        print(f"chưa có {KEPT}; đo trước đã", file=sys.stderr)
        return 1
    CHART.write_bytes(chart(known))
    shown = 10_000 if known.seconds("bulletin", "full", 10_000) else known.sizes("bulletin")[-1]
    print(f"{known.machine}\n\n{goals(known, shown)}\n\n{times(known)}")
    return 0


def measured(sizes: Sequence[int], runs: int, others: Sequence[Contender]) -> Results:
    """Measure everything and return what was found; raises Failed."""
    where = machine()
    for size in sizes:
        for project in {one.project: one for one in at_size(size, others)}.values():
            fresh_project(project, size)
    timings = []
    for turn in range(runs):
        for size in sizes:
            for timing in one_turn(size, turn, others):
                timings.append(timing)
                said = f"{timing.contender} {timing.job} {size}: {timing.seconds:.2f} s"
                print(f"lượt {turn + 1}: {said}", file=sys.stderr, flush=True)
    sites = []
    for size in sizes:
        sites.append(site_of(size))
        timings += live_preview(size, runs)
    return Results(where, tuple(timings), tuple(sites))


def at_size(size: int, others: Sequence[Contender]) -> list[Contender]:
    """Return who is measured at `size` stories."""
    return [BULLETIN, *(others if size <= RIVALS_UP_TO else ())]


def one_turn(size: int, turn: int, others: Sequence[Contender]) -> Iterator[Timing]:
    """Measure everybody once, slow rivals in the first turn only; leave out those that fail."""
    yield full_build(BULLETIN, size)
    yield from incremental_builds(size, turn)
    for rival in at_size(size, others)[1:]:
        if turn == 0 or not rival.slow:
            try:
                yield full_build(rival, size)
            except Failed as failure:
                print(f"bỏ qua {rival.name}: {failure}", file=sys.stderr)


def machine() -> str:
    """Return on what is measured, in a line, and how busy others keep it at this moment."""
    python = f"Python {platform.python_version()}"
    load = f"load average before the first run {os.getloadavg()[0]:.1f}"
    return f"{os.cpu_count()} cores, {platform.system()}, {python}; {load}"


if __name__ == "__main__":
    sys.exit(main())
