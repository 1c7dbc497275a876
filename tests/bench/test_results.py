"""The bench's arithmetic: medians, ratios, and a story's own cost without the fixed one."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.results import (
    Results,
    Site,
    Timing,
    cost_growth,
    from_json,
    ratio,
    site_ratio,
    to_json,
)

MEASURED = Results(
    "2 cores",
    (
        Timing("bulletin", "full", 1000, 3.0),
        Timing("bulletin", "full", 1000, 9.0),
        Timing("bulletin", "full", 1000, 4.0),
        Timing("bulletin", "full", 100, 1.0),
        Timing("bulletin", "edit", 100, 0.5),
        Timing("hugo", "full", 1000, 2.0),
    ),
    (Site(1000, site_bytes=130, page_bytes=100, peak_memory=7),),
)


def test_a_job_takes_the_median_of_its_runs() -> None:
    assert MEASURED.seconds("bulletin", "full", 1000) == 4.0
    assert MEASURED.seconds("hugo", "edit", 1000) is None


def test_sizes_come_in_order_and_once() -> None:
    assert MEASURED.sizes("bulletin") == [100, 1000]
    assert MEASURED.sizes("bulletin", "edit") == [100]


@pytest.mark.parametrize(
    ("one", "other", "found"),
    [(6.0, 2.0, 3.0), (None, 2.0, None), (6.0, None, None), (6.0, 0.0, None)],
)
def test_a_ratio_needs_both(one: float | None, other: float | None, found: float | None) -> None:
    assert ratio(one, other) == found


@given(
    fixed=st.floats(0.1, 10),
    each=st.floats(0.0001, 0.1),
    sizes=st.sets(st.integers(1, 1_000_000), min_size=3, max_size=6),
)
def test_what_grows_in_proportion_does_not_grow_by_the_story(
    fixed: float, each: float, sizes: set[int]
) -> None:
    points = [(size, fixed + each * size) for size in sizes]
    found = cost_growth(points)
    # Sizes that lie close together leave little but rounding between two long times.
    assert found is None or found == pytest.approx(1, rel=1e-3)


@pytest.mark.parametrize(
    ("points", "found"),
    [
        ([(0, 1.0), (10, 2.0), (100, 21.0)], 2.0),
        ([(100, 21.0), (0, 1.0), (10, 2.0)], 2.0),
        ([(10, 2.0), (100, 21.0)], None),
        ([(0, 1.0), (10, 1.0), (100, 2.0)], None),
    ],
    ids=["twice as dear", "any order", "nothing to take off", "the middle costs nothing"],
)
def test_the_growth_of_a_storys_cost(points: list[tuple[int, float]], found: float | None) -> None:
    assert cost_growth(points) == found


def test_the_weight_of_a_site() -> None:
    assert site_ratio(MEASURED.site(1000)) == 1.3
    assert site_ratio(MEASURED.site(7)) is None


def test_results_can_be_kept() -> None:
    assert from_json(to_json(MEASURED)) == MEASURED


def test_what_is_measured_anew_replaces_the_old_and_leaves_the_rest() -> None:
    new = Results("4 cores", (Timing("bulletin", "full", 1000, 1.0),), (Site(1000, 1, 1, 1),))
    joined = MEASURED.merge(new)
    assert joined.machine == "4 cores"
    assert joined.seconds("bulletin", "full", 1000) == 1.0
    assert joined.seconds("bulletin", "full", 100) == 1.0
    assert joined.seconds("hugo", "full", 1000) == 2.0
    assert joined.sites == new.sites
