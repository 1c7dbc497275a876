"""The tables for the README: what was reached, what was not, what was not measured."""

from __future__ import annotations

from benchmarks.results import Results, Site, Timing
from benchmarks.table import format_goals, format_outputs, format_times

RESULTS = Results(
    "2 cores",
    (
        Timing("bulletin", "full", 10_000, 20.0),
        Timing("bulletin", "edit", 10_000, 2.5),
        Timing("bulletin", "nothing", 10_000, 2.5),
        Timing("material", "full", 10_000, 240.0),
        Timing("hugo", "full", 10_000, 5.0),
        Timing("hugo-related", "full", 10_000, 50.0),
        Timing("bulletin", "full", 1_000, 2.25),
        Timing("bulletin", "full", 100, 1.35),
    ),
    (Site(10_000, 120_000_000, 100_000_000, 650_000_000),),
)

GOALS = """\
| at 10,000 stories | goal | measured | |
|---|---|---|---|
| full build, times faster than Material's blog | ≥ 8 | 12 | met |
| full build, times faster than Hugo with the same files and related stories | ≥ 1.3 | 2.5 | met |
| one story's text changed | ≤ 1.67 s | 2.5 s | **missed** |
| nothing changed | ≤ 2 s | 2.5 s | **missed** |
| one story added | ≤ 4 s | – | not measured |
| preview: save to page | ≤ 1 s | – | not measured |
| peak memory of a full build | ≤ 500 MB | 650 MB | **missed** |
| a story's own cost, full build, 10,000 against 1,000 | ≤ 1.2 | 1.88 | **missed** |
| a story's own cost, one story's text changed, growth | ≤ 1.2 | – | not measured |
| bytes of the site for each byte of its story pages | ≤ 2.5 | 1.2 | met |"""

TIMES = """\
| seconds (median) | 100 | 1,000 | 10,000 |
|---|--:|--:|--:|
| this bulletin: full build | 1.35 | 2.25 | 20 |
| this bulletin: one story's text changed | – | – | 2.5 |
| this bulletin: nothing changed | – | – | 2.5 |
| Material blog + search: full build | – | – | 240 |
| Hugo: full build | – | – | 5 |
| Hugo, same files and related stories: full build | – | – | 50 |"""

OUTPUTS = """\
| full build of 10,000 stories | page | sheet to read aloud | the same as text | result of search \
| related stories | lists | feeds | index of search | calendar, open data, notices \
| seconds | its time by the bulletin's | ms a story's file |
|---|:-:|:-:|:-:|:-:|:-:|:-:|:-:|:-:|:-:|--:|--:|--:|
| this bulletin | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | 20 | 1 | 0.50 |
| Material blog + search | ✓ |  |  |  |  | ✓ |  | ✓ |  | 240 | 12 | 24 |
| Hugo | ✓ |  |  |  |  | ✓ | ✓ |  |  | 5 | 0.25 | 0.50 |
| Hugo, same files of each story | ✓ | ✓ | ✓ | ✓ |  | ✓ | ✓ |  |  | – | – | – |
| Hugo, same files and related stories | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ | ✓ |  |  | 50 | 2.5 | 1.25 |
| Pelican | ✓ |  |  |  |  | ✓ | ✓ |  |  | – | – | – |"""


def test_the_goals() -> None:
    assert format_goals(RESULTS, 10_000) == GOALS


def test_the_times() -> None:
    assert format_times(RESULTS) == TIMES


def test_what_each_contender_makes() -> None:
    assert format_outputs(RESULTS, 10_000) == OUTPUTS
