"""The chart of time against number of stories, both on scales of powers of ten, as a PNG."""

from __future__ import annotations

import io
import math
from collections.abc import Sequence
from dataclasses import dataclass

from PIL import Image, ImageDraw, ImageFont

from benchmarks.results import Results

WIDTH, HEIGHT = 1120, 640
LEFT, TOP, RIGHT, BOTTOM = 90, 60, 830, 560
FINER = 2
"""Drawn this many times larger and shrunk afterwards, so that slanted lines are smooth."""

INK, LEADER, PALE, PAPER = "#222222", "#aaaaaa", "#dddddd", "#ffffff"
CURVES = (
    ("bulletin", "full", "this bulletin: full build", "#b3141b", 5),
    ("bulletin", "edit", "this bulletin: one story changed", "#e8730c", 5),
    ("bulletin", "nothing", "this bulletin: nothing changed", "#d9a400", 5),
    ("material", "full", "Material blog + search", "#3f51b5", 3),
    ("hugo", "full", "Hugo", "#00838f", 3),
    ("hugo-related", "full", "Hugo + related stories", "#5e35b1", 3),
    ("pelican", "full", "Pelican", "#607d3b", 3),
)

Point = tuple[float, float]


@dataclass(frozen=True)
class Scale:
    """A logarithmic scale: which values stand between which two pixels."""

    low: float
    high: float
    first: int
    last: int

    def place(self, value: float) -> float:
        """Return the pixel of `value`."""
        share = math.log(value / self.low) / math.log(self.high / self.low)
        return self.first + share * (self.last - self.first)

    def powers(self) -> list[float]:
        """Return the powers of ten on the scale."""
        exponents = range(math.ceil(math.log10(self.low)), math.floor(math.log10(self.high)) + 1)
        return [10.0**exponent for exponent in exponents]


def chart(results: Results) -> bytes:
    """Return the chart as the bytes of a PNG; results must hold at least one timing."""
    image = Image.new("RGB", (WIDTH * FINER, HEIGHT * FINER), PAPER)
    draw = ImageDraw.Draw(image)
    sizes = [one.size for one in results.timings]
    seconds = [one.seconds for one in results.timings]
    across = Scale(min(sizes) * 0.8, max(sizes) * 1.25, LEFT, RIGHT)
    up = Scale(_power_below(min(seconds)), max(seconds) * 1.6, BOTTOM, TOP)
    _grid(draw, across, up, sorted(set(sizes)))
    curves = [
        (points, label, colour, width)
        for contender, job, label, colour, width in CURVES
        if (points := _points(results, contender, job, across, up))
    ]
    _labels(draw, [(points[-1], label, colour) for points, label, colour, _ in curves])
    for points, _, colour, width in curves:
        _curve(draw, points, colour, width)
    file = io.BytesIO()
    image.resize((WIDTH, HEIGHT), Image.Resampling.LANCZOS).save(file, "PNG", optimize=True)
    return file.getvalue()


def apart(heights: Sequence[float], least: float) -> list[float]:
    """Return `heights`, in their order, moved down as little as keeps them `least` apart."""
    moved: dict[int, float] = {}
    last = -math.inf
    for number in sorted(range(len(heights)), key=lambda number: (heights[number], number)):
        last = max(heights[number], last + least)
        moved[number] = last
    return [moved[number] for number in range(len(heights))]


def _points(results: Results, contender: str, job: str, across: Scale, up: Scale) -> list[Point]:
    return [
        (across.place(size), up.place(taken))
        for size in results.sizes(contender, job)
        if (taken := results.seconds(contender, job, size))
    ]


def _grid(draw: ImageDraw.ImageDraw, across: Scale, up: Scale, sizes: Sequence[int]) -> None:
    _text(draw, (LEFT, 22), "Seconds to build, by number of stories", 20, INK)
    for power in up.powers():
        height = up.place(power)
        _line(draw, [(LEFT, height), (RIGHT, height)], PALE, 1)
        _text(draw, (LEFT - 12, height), f"{power:g} s", 15, INK, "rm")
    for size in sizes:
        place = across.place(size)
        _line(draw, [(place, TOP), (place, BOTTOM)], PALE, 1)
        _text(draw, (place, BOTTOM + 14), f"{size:,}", 15, INK, "mt")
    _line(draw, [(LEFT, TOP), (LEFT, BOTTOM), (RIGHT, BOTTOM)], INK, 1)
    _text(
        draw, ((LEFT + RIGHT) / 2, BOTTOM + 44), "stories (both scales logarithmic)", 15, INK, "mt"
    )


def _curve(draw: ImageDraw.ImageDraw, points: Sequence[Point], colour: str, width: int) -> None:
    _line(draw, points, colour, width)
    for x, y in points:
        radius = width + 1
        box = (x - radius, y - radius, x + radius, y + radius)
        draw.ellipse([value * FINER for value in box], fill=colour)


def _labels(draw: ImageDraw.ImageDraw, ends: Sequence[tuple[Point, str, str]]) -> None:
    """Write each curve's name beside its end, names that would meet one below the other."""
    heights = apart([end[1] for end, _, _ in ends], 21)
    for (end, label, colour), height in zip(ends, heights, strict=True):
        _line(draw, [end, (RIGHT + 14, height), (RIGHT + 18, height)], LEADER, 1)
        _text(draw, (RIGHT + 24, height), label, 16, colour, "lm")


def _line(draw: ImageDraw.ImageDraw, points: Sequence[Point], colour: str, width: int) -> None:
    scaled = [(x * FINER, y * FINER) for x, y in points]
    draw.line(scaled, fill=colour, width=width * FINER, joint="curve")


def _text(
    draw: ImageDraw.ImageDraw, place: Point, words: str, size: int, colour: str, anchor: str = "lt"
) -> None:
    font = ImageFont.load_default(size * FINER)
    draw.text((place[0] * FINER, place[1] * FINER), words, fill=colour, font=font, anchor=anchor)


def _power_below(value: float) -> float:
    return float(10.0 ** math.floor(math.log10(value)))
