"""Formats the results as Markdown: the goals of the project, and the times of all contenders."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.contenders import (
    BULLETIN,
    MATERIAL,
    OUTPUTS,
    PELICAN_SITE,
    STORY_OUTPUTS,
    make_hugos,
)
from benchmarks.results import Results, cost_growth, ratio, site_ratio

NAMES = {
    "bulletin": "this bulletin",
    "material": "Material blog + search",
    "hugo": "Hugo",
    "hugo-outputs": "Hugo, same files of each story",
    "hugo-related": "Hugo, same files and related stories",
    "pelican": "Pelican",
}
JOBS = {
    "full": "full build",
    "edit": "one story's text changed",
    "added": "one story added",
    "nothing": "nothing changed",
    "preview": "preview: save to page",
}
OUTPUT_NAMES = {
    "page": "page",
    "sheet": "sheet to read aloud",
    "spoken": "the same as text",
    "result": "result of search",
    "related": "related stories",
    "lists": "lists",
    "feeds": "feeds",
    "index": "index of search",
    "more": "calendar, open data, notices",
}
EDIT_LIMITS = {1_000: 0.6, 10_000: 1.5, 100_000: 5.0}
"""Seconds that one changed text may take, by number of stories; or a third of Hugo's bare build."""

GROWN_FROM = 5_000
"""The size with which the largest corpus is compared; sizes between them are not used."""

MEGABYTE = 1_000_000

Row = tuple[str, str, str, bool | None]
"""What is measured, the goal, the result, and whether the goal is met (None: not measured)."""


def format_goals(results: Results, size: int) -> str:
    """Return the table of the goals at `size` stories."""
    lines = [f"| at {size:,} stories | goal | measured | |", "|---|---|---|---|"]
    lines += [
        f"| {what} | {goal} | {found} | {_verdict(good)} |"
        for what, goal, found, good in _iter_rows(results, size)
    ]
    return "\n".join(lines)


def format_outputs(results: Results, size: int) -> str:
    """Return the table of what each contender makes, and its time for it at `size` stories.

    The last column divides the milliseconds by the number of files of stories alone, of which
    contenders make one or four each; lists and the like have no count that is fair to compare.
    """
    names = " | ".join(OUTPUT_NAMES[output] for output in OUTPUTS)
    lines = [
        f"| full build of {size:,} stories | {names} | seconds | its time by the bulletin's "
        "| ms a story's file |",
        "|---|" + ":-:|" * len(OUTPUTS) + "--:|--:|--:|",
    ]
    own = results.seconds(BULLETIN.name, "full", size)
    for contender in (BULLETIN, MATERIAL, *make_hugos("hugo"), PELICAN_SITE):
        taken = results.seconds(contender.name, "full", size)
        files = size * len(contender.outputs.intersection(STORY_OUTPUTS))
        cells = (
            *("✓" if output in contender.outputs else "" for output in OUTPUTS),
            _format_number(taken),
            _format_number(ratio(taken, own)),
            _format_number(None if taken is None else taken * 1000 / files),
        )
        lines.append(f"| {NAMES[contender.name]} | {' | '.join(cells)} |")
    return "\n".join(lines)


def format_times(results: Results) -> str:
    """Return the table of all medians in seconds, by number of stories."""
    sizes = sorted({one.size for one in results.timings})
    head = " | ".join(f"{size:,}" for size in sizes)
    lines = [f"| seconds (median) | {head} |", "|---|" + "--:|" * len(sizes)]
    pairs = dict.fromkeys((one.contender, one.job) for one in results.timings)
    for contender, job in sorted(
        pairs, key=lambda pair: (_rank(NAMES, pair[0]), _rank(JOBS, pair[1]))
    ):
        cells = " | ".join(_format_number(results.seconds(contender, job, size)) for size in sizes)
        lines.append(f"| {NAMES[contender]}: {JOBS[job]} | {cells} |")
    return "\n".join(lines)


def _iter_rows(results: Results, size: int) -> Iterator[Row]:
    def seconds(job: str, contender: str = "bulletin") -> float | None:
        return results.seconds(contender, job, size)

    full, edit = seconds("full"), seconds("edit")
    hugo = seconds("full", "hugo")
    yield _row_at_least(
        "full build, times faster than Material's blog", 8, seconds("full", "material"), full
    )
    yield _row_at_least(
        "full build, times faster than Hugo with the same files and related stories",
        1.3,
        seconds("full", "hugo-related"),
        full,
    )
    if size in EDIT_LIMITS:
        limit = max(EDIT_LIMITS[size], (hugo or 0) / 3)
        yield _row_at_most(JOBS["edit"], limit, edit, " s")
    for job, most in (("nothing", 2), ("added", 4), ("preview", 1)):
        yield _row_at_most(JOBS[job], most, seconds(job), " s")
    site = results.site(size)
    peak = None if site is None else site.peak_memory / MEGABYTE
    yield _row_at_most("peak memory of a full build", 500, peak, " MB")
    for job in ("full", "edit"):
        sizes = results.sizes("bulletin", job)
        points = [
            (one, taken)
            for one in sorted({*(one for one in sizes if one <= GROWN_FROM), *sizes[-1:]})
            if (taken := results.seconds("bulletin", job, one)) is not None
        ]
        spread = f"{points[-1][0]:,} against {points[-2][0]:,}" if len(points) > 2 else "growth"
        yield _row_at_most(f"a story's own cost, {JOBS[job]}, {spread}", 1.2, cost_growth(points))
    yield _row_at_most("bytes of the site for each byte of its story pages", 2.5, site_ratio(site))


def _row_at_most(what: str, limit: float, found: float | None, unit: str = "") -> Row:
    good = None if found is None else found <= limit
    return (
        what,
        f"≤ {limit:.3g}{unit}",
        f"{_format_number(found)}{unit if found is not None else ''}",
        good,
    )


def _row_at_least(what: str, limit: float, slow: float | None, fast: float | None) -> Row:
    found = ratio(slow, fast)
    return what, f"≥ {limit:g}", _format_number(found), None if found is None else found >= limit


def _format_number(value: float | None) -> str:
    if value is None:
        return "–"
    return f"{value:,.0f}" if value >= 100 else f"{value:.3g}" if value >= 1 else f"{value:.2f}"


def _verdict(good: bool | None) -> str:
    return {True: "met", False: "**missed**", None: "not measured"}[good]


def _rank(order: dict[str, str], key: str) -> int:
    return list(order).index(key)
