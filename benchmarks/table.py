"""Formats the results as Markdown: the goals of the project, and the times of all contenders."""

from __future__ import annotations

from collections.abc import Iterator

from benchmarks.results import Results, cost_growth, ratio, site_ratio

NAMES = {
    "bulletin": "this bulletin",
    "material": "Material blog + search",
    "hugo": "Hugo",
    "hugo-related": "Hugo + related stories",
    "pelican": "Pelican",
}
JOBS = {
    "full": "full build",
    "edit": "one story's text changed",
    "added": "one story added",
    "nothing": "nothing changed",
    "preview": "preview: save to page",
}
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

    full, hugo = seconds("full"), seconds("full", "hugo")
    related = seconds("full", "hugo-related")
    yield _row_at_least(
        "full build, times faster than Material's blog", 8, seconds("full", "material"), full
    )
    yield _row_at_most("full build, times Hugo's", 3, ratio(full, hugo))
    yield _row_at_most("full build, times Hugo's with related stories", 1, ratio(full, related))
    yield _row_at_least(
        "one story changed, times faster than Hugo's full build", 3, hugo, seconds("edit")
    )
    for job, limit in (("edit", 3), ("nothing", 2), ("added", 4), ("preview", 2)):
        yield _row_at_most(JOBS[job], limit, seconds(job), " s")
    site = results.site(size)
    peak = None if site is None else site.peak_memory / MEGABYTE
    yield _row_at_most("peak memory of a full build", 700, peak, " MB")
    for job in ("full", "edit"):
        sizes = results.sizes("bulletin", job)
        points = [
            (one, taken)
            for one in sorted({*(one for one in sizes if one <= GROWN_FROM), *sizes[-1:]})
            if (taken := results.seconds("bulletin", job, one)) is not None
        ]
        spread = f"{points[-1][0]:,} against {points[-2][0]:,}" if len(points) > 2 else "growth"
        yield _row_at_most(f"a story's own cost, {JOBS[job]}, {spread}", 1.2, cost_growth(points))
    yield _row_at_most("bytes of the site for each byte of its story pages", 1.3, site_ratio(site))


def _row_at_most(what: str, limit: float, found: float | None, unit: str = "") -> Row:
    good = None if found is None else found <= limit
    return (
        what,
        f"≤ {limit:g}{unit}",
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
