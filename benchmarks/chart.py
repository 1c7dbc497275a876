"""Draws the chart of time against number of stories, both on logarithmic scales, as a PNG."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from benchmarks.results import Results

WIDTH, HEIGHT = 1120, 640
LEFT, TOP, RIGHT, BOTTOM = 90, 60, 830, 560
SUPERSAMPLING = 2
"""The chart is drawn this many times larger and then reduced, so that slanted lines are smooth."""

INK, LEADER, GRID, BACKGROUND = "#222222", "#aaaaaa", "#dddddd", "#ffffff"
CURVES = (
    ("bulletin", "full", "this bulletin: full build", "#b3141b", 5),
    ("bulletin", "edit", "this bulletin: one story changed", "#e8730c", 5),
    ("bulletin", "nothing", "this bulletin: nothing changed", "#d9a400", 5),
    ("material", "full", "Material blog + search", "#3f51b5", 3),
    ("hugo", "full", "Hugo, bare", "#00838f", 3),
    ("hugo-outputs", "full", "Hugo, same files", "#1e88e5", 3),
    ("hugo-related", "full", "Hugo, same files + related", "#5e35b1", 3),
    ("pelican", "full", "Pelican", "#607d3b", 3),
)

Point = tuple[float, float]


@dataclass(frozen=True)
class Scale:
    """A logarithmic scale from the value `low` at pixel `first` to the value `high` at `last`."""

    low: float
    high: float
    first: int
    last: int

    def to_pixel(self, value: float) -> float:
        """Return the position of `value` in pixels."""
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return self.first + share * (self.last - self.first)

    def powers(self) -> list[float]:
        """Return the powers of ten on the scale."""
        exponents = range(math.ceil(math.log10(self.low)), math.floor(math.log10(self.high)) + 1)
        return [10.0**exponent for exponent in exponents]


def draw_chart(results: Results) -> bytes:
    """Return the chart as the bytes of a PNG; `results` must have at least one timing."""
    image = Image.new("RGB", (WIDTH * SUPERSAMPLING, HEIGHT * SUPERSAMPLING), BACKGROUND)
    draw = ImageDraw.Draw(image)
    sizes = [one.size for one in results.timings]
    seconds = [one.seconds for one in results.timings]
    across = Scale(min(sizes) * 0.8, max(sizes) * 1.25, LEFT, RIGHT)
    up = Scale(_power_below(min(seconds)), max(seconds) * 1.6, BOTTOM, TOP)
    _draw_grid(draw, across, up, sorted(set(sizes)))
    curves = [
        (points, label, colour, width)
        for contender, job, label, colour, width in CURVES
        if (points := _points(results, contender, job, across, up))
    ]
    _draw_labels(draw, [(points[-1], label, colour) for points, label, colour, _ in curves])
    for points, _, colour, width in curves:
        _draw_curve(draw, points, colour, width)
    file = io.BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
    return file.getvalue()


def spread_labels(heights: Sequence[float], least: float) -> list[float]:
    """Return `heights`, in the same order, moved down just enough to be `least` pixels apart."""
    moved: dict[int, float] = {}
    last = -math.inf
    for index in sorted(range(len(heights)), key=lambda index: (heights[index], index)):
        last = max(heights[index], last + least)
        moved[index] = last
    return [moved[index] for index in range(len(heights))]


def _points(results: Results, contender: str, job: str, across: Scale, up: Scale) -> list[Point]:
    return [
        (across.to_pixel(size), up.to_pixel(taken))
        for size in results.sizes(contender, job)
        if (taken := results.seconds(contender, job, size))
    ]


def _draw_grid(draw: ImageDraw.ImageDraw, across: Scale, up: Scale, sizes: Sequence[int]) -> None:
    _draw_text(draw, (LEFT, 22), "Seconds to build, by number of stories", 20, INK)
    for power in up.powers():
        height = up.to_pixel(power)
        _draw_line(draw, [(LEFT, height), (RIGHT, height)], GRID, 1)
        _draw_text(draw, (LEFT - 12, height), f"{power:g} s", 15, INK, "rm")
    for size in sizes:
        x = across.to_pixel(size)
        _draw_line(draw, [(x, TOP), (x, BOTTOM)], GRID, 1)
        _draw_text(draw, (x, BOTTOM + 14), f"{size:,}", 15, INK, "mt")
    _draw_line(draw, [(LEFT, TOP), (LEFT, BOTTOM), (RIGHT, BOTTOM)], INK, 1)
    _draw_text(
        draw, ((LEFT + RIGHT) / 2, BOTTOM + 44), "stories (both scales logarithmic)", 15, INK, "mt"
    )


def _draw_curve(
    draw: ImageDraw.ImageDraw, points: Sequence[Point], colour: str, width: int
) -> None:
    _draw_line(draw, points, colour, width)
    for x, y in points:
        radius = width + 1
        box = (x - radius, y - radius, x + radius, y + radius)
        draw.ellipse([value * SUPERSAMPLING for value in box], fill=colour)


def _draw_labels(draw: ImageDraw.ImageDraw, ends: Sequence[tuple[Point, str, str]]) -> None:
    """Write each curve's name beside its end, moved down where names would overlap."""
    heights = spread_labels([end[1] for end, _, _ in ends], 21)
    for (end, label, colour), height in zip(ends, heights, strict=True):
        _draw_line(draw, [end, (RIGHT + 14, height), (RIGHT + 18, height)], LEADER, 1)
        _draw_text(draw, (RIGHT + 24, height), label, 16, colour, "lm")


def _draw_line(draw: ImageDraw.ImageDraw, points: Sequence[Point], colour: str, width: int) -> None:
    scaled = [(x * SUPERSAMPLING, y * SUPERSAMPLING) for x, y in points]
    draw.line(scaled, fill=colour, width=width * SUPERSAMPLING, joint="curve")


def _draw_text(
    draw: ImageDraw.ImageDraw, at: Point, words: str, size: int, colour: str, anchor: str = "lt"
) -> None:
    font = ImageFont.load_default(size * SUPERSAMPLING)
    draw.text(
        (at[0] * SUPERSAMPLING, at[1] * SUPERSAMPLING), words, fill=colour, font=font, anchor=anchor
    )


def _power_below(value: float) -> float:
    return float(10.0 ** math.floor(math.log10(value)))
