"""Measure the bulletin against its goals and its rivals: a table on standard output, and a chart.

python scripts/bench.py [--sizes 100,1000,10000] [--runs 3] [--long] [--no-rivals] [--redraw]
python scripts/bench.py --keep-calls

Results are stored in .cache/bench/; sizes that are measured again replace the old ones. The tables
show medians. Each run measures everything once before the next run begins, so that other work on
the machine slows all contenders equally.
"""

from __future__ import annotations

import os
import platform
import sys
from collections.abc import Iterator, Sequence

from benchmarks.call_count import count_calls_per_story, keep_calls
from benchmarks.chart import draw_chart
from benchmarks.contenders import BENCH_DIR, BULLETIN, RIVALS_UP_TO, Contender, find_rivals
from benchmarks.jobs import (
    measure_full_build,
    measure_incremental_builds,
    measure_preview,
    measure_site,
    write_fresh_project,
)
from benchmarks.results import Results, Timing, from_json, to_json
from benchmarks.running import CommandFailed
from benchmarks.table import format_goals, format_outputs, format_times
from benchmarks.writing import ROOT
from bulletin.command_line import Parser

CHART = ROOT / ".github" / "do-toc-do.png"
RESULTS_FILE = BENCH_DIR / "results.json"
LONG = (100, 5_000, 50_000)


def main(argv: Sequence[str] | None = None) -> int:
    """Measure, store, print and draw; return the exit status."""
    parser = Parser("Đo tốc độ dựng trang, so với các chương trình khác.")
    parser.add_argument("--sizes", default="100,1000,10000", help="các số bài, cách nhau dấu phẩy")
    parser.add_argument("--runs", type=int, default=3, help="số lượt đo, lấy trung vị")
    parser.add_argument("--long", action="store_true", help="đo cả 50.000 bài (lâu)")
    parser.add_argument("--no-rivals", action="store_true", help="chỉ đo bản tin")
    parser.add_argument("--redraw", action="store_true", help="vẽ lại từ kết quả đã có, không đo")
    parser.add_argument(
        "--keep-calls",
        action="store_true",
        help="chỉ đếm và ghi lại số lần gọi hàm mỗi bài, mà kiểm thử so với (call_count.json)",
    )
    options = parser.parse_args(argv)
    if options.keep_calls:
        try:
            calls = count_calls_per_story()
        except CommandFailed as failure:
            print(failure, file=sys.stderr)
            return 1
        keep_calls(calls)
        print(f"{calls} lần gọi hàm mỗi bài")
        return 0
    sizes = sorted({*map(int, options.sizes.split(",")), *(LONG if options.long else ())})
    known = from_json(RESULTS_FILE.read_text("utf-8")) if RESULTS_FILE.exists() else None
    if not options.redraw:
        try:
            found = measure_all(sizes, options.runs, [] if options.no_rivals else find_rivals())
        except CommandFailed as failure:
            print(failure, file=sys.stderr)
            return 1
        known = known.merge(found) if known else found
        RESULTS_FILE.write_text(to_json(known), encoding="utf-8")
    if known is None:
        print(f"chưa có {RESULTS_FILE}; đo trước đã", file=sys.stderr)
        return 1
    CHART.write_bytes(draw_chart(known))
    shown = 10_000 if known.seconds("bulletin", "full", 10_000) else known.sizes("bulletin")[-1]
    tables = format_goals(known, shown), format_outputs(known, shown), format_times(known)
    print("\n\n".join((known.machine, *tables)))
    return 0


def measure_all(sizes: Sequence[int], runs: int, others: Sequence[Contender]) -> Results:
    """Measure everything and return the results; raises CommandFailed."""
    machine = describe_machine()
    for size in sizes:
        for project in {one.project: one for one in contenders_at(size, others)}.values():
            write_fresh_project(project, size)
    timings = []
    for turn in range(runs):
        for size in sizes:
            for timing in measure_turn(size, turn, others):
                timings.append(timing)
                line = f"{timing.contender} {timing.job} {size}: {timing.seconds:.2f} s"
                print(f"lượt {turn + 1}: {line}", file=sys.stderr, flush=True)
    sites = []
    for size in sizes:
        sites.append(measure_site(size))
        timings += measure_preview(size, runs)
    return Results(machine, tuple(timings), tuple(sites))


def contenders_at(size: int, others: Sequence[Contender]) -> list[Contender]:
    """Return the contenders that are measured at `size` stories."""
    return [BULLETIN, *(others if size <= RIVALS_UP_TO else ())]


def measure_turn(size: int, turn: int, others: Sequence[Contender]) -> Iterator[Timing]:
    """Measure every contender once, slow rivals in the first turn only; skip those that fail."""
    yield measure_full_build(BULLETIN, size)
    yield from measure_incremental_builds(size, turn)
    for rival in contenders_at(size, others)[1:]:
        if turn == 0 or not rival.slow:
            try:
                yield measure_full_build(rival, size)
            except CommandFailed as failure:
                print(f"bỏ qua {rival.name}: {failure}", file=sys.stderr)


def describe_machine() -> str:
    """Return a line about the machine, with its load before the first run."""
    python = f"Python {platform.python_version()}"
    load = f"load average before the first run {os.getloadavg()[0]:.1f}"
    return f"{os.cpu_count()} cores, {platform.system()}, {python}; {load}"


if __name__ == "__main__":
    sys.exit(main())
