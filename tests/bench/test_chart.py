"""The chart: where its values stand, and that names beside the curves can be read."""

from __future__ import annotations

import io
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from benchmarks.chart import Scale, draw_chart, spread_labels
from benchmarks.results import Results, Timing


def test_equal_factors_are_equal_distances() -> None:
    scale = Scale(1, 10_000, 0, 400)
    assert [scale.to_pixel(10**power) for power in range(5)] == pytest.approx(
        [0, 100, 200, 300, 400]
    )
    assert scale.powers() == [1, 10, 100, 1000, 10_000]


@given(st.lists(st.floats(0, 500), max_size=9))
def test_names_keep_their_distance_and_their_order(heights: list[float]) -> None:
    moved = spread_labels(heights, 21)
    assert all(new >= old for old, new in zip(heights, moved, strict=True))
    ordered = sorted(moved)
    assert all(low + 21 <= high for low, high in pairwise(ordered))
    assert [moved.index(one) for one in ordered] == sorted(
        range(len(heights)), key=lambda number: (heights[number], number)
    )


def test_names_that_have_room_stay() -> None:
    assert spread_labels([100.0, 10.0, 50.0], 21) == [100.0, 10.0, 50.0]


@pytest.mark.slow
def test_the_chart_shows_each_curve_in_its_colour_and_is_always_the_same() -> None:
    timings = [Timing("bulletin", "full", size, size / 100) for size in (100, 1000)]
    timings += [Timing("hugo", "full", size, size / 500) for size in (100, 1000)]
    results = Results("2 cores", timings)
    assert draw_chart(results) == draw_chart(results)
    found = Image.open(io.BytesIO(draw_chart(results))).getcolors(1 << 20)
    assert found is not None
    colours = {colour for _, colour in found}
    assert {(0xB3, 0x14, 0x1B), (0x00, 0x83, 0x8F)} <= colours
    assert (0x3F, 0x51, 0xB5) not in colours
