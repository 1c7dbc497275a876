"""Charts of the report: bars of the period beside those of the year before, as SVG and as PNG.

A chart is a list of shapes in millimetres, so both files show the same. The two sorts of bars are
dark and light, for the report is printed in black.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from io import BytesIO
from typing import Final, TypeAlias
from xml.sax.saxutils import escape, quoteattr

from PIL import Image, ImageDraw, ImageFont

from bulletin.office.report.figures import Breakdown, Count, Report
from bulletin.render.printing import FONTS
from bulletin.vietnamese.numbers import format_count

WIDTH: Final = 165.0
"""Millimetres: the text of a report is as wide."""

_DPI: Final = 300
_NOW, _BEFORE, _INK, _LINE = "#8c1a14", "#cbbba9", "#211c18", "#8a8178"
_LETTERS: Final = 3.1
"""Millimetres: 9 points, as large as the cells of the report's tables at the least."""


@dataclass(frozen=True, slots=True)
class Rect:
    """A filled rectangle."""

    x: float
    y: float
    width: float
    height: float
    fill: str


@dataclass(frozen=True, slots=True)
class Words:
    """Words on a base line at `y`; `anchor` says which end of them is at `x`."""

    x: float
    y: float
    text: str
    anchor: str = "start"


Shape: TypeAlias = "Rect | Words"


@dataclass(frozen=True, slots=True)
class Chart:
    """A chart: its name for files, its heading, what it shows in words, and its shapes."""

    name: str
    heading: str
    alt: str
    height: float
    shapes: tuple[Shape, ...]


def make_chart(report: Report, name: str) -> Chart | None:
    """Return the chart of the breakdown `name`; None where there is nothing to look at."""
    breakdown = report[name]
    counts = [one for one in breakdown.counts if one.rows or one.before or name == "thang"]
    if len(counts) < 2 or not any(one.rows or one.before for one in counts):
        return None
    knows_before = any(one.before is not None for one in counts)
    draw = _draw_columns if name == "thang" else _draw_rows
    height, shapes = draw(counts, knows_before=knows_before)
    return Chart(name, breakdown.heading, _describe(breakdown, counts), height, tuple(shapes))


CHARTED: Final = ("don-vi", "linh-vuc", "thang")
"""The tables whose figures a reader would rather look at."""


def iter_chart_files(report: Report) -> Iterator[tuple[str, bytes]]:
    """Yield (file name, bytes) of each chart as SVG and as PNG."""
    for name in CHARTED:
        if chart := make_chart(report, name):
            yield f"bieu-do-{name}.svg", format_svg(chart)
            yield f"bieu-do-{name}.png", draw_png(chart)


def _describe(breakdown: Breakdown, counts: Sequence[Count]) -> str:
    """Return what the chart shows, for whoever does not see it: the figures of the period."""
    values = "; ".join(f"{one.name}: {format_count(one.value or 0)}" for one in counts)
    return f"Biểu đồ {breakdown.heading[:1].lower()}{breakdown.heading[1:]}. {values}."


def _series(count: Count, *, knows_before: bool) -> list[tuple[int, str]]:
    now = (count.value or 0, _NOW)
    return [now, (count.value_before or 0, _BEFORE)] if knows_before else [now]


def _highest(counts: Iterable[Count]) -> int:
    return max(max(one.value or 0, one.value_before or 0) for one in counts)


def _draw_columns(counts: Sequence[Count], *, knows_before: bool) -> tuple[float, list[Shape]]:
    """Return the height and the shapes of columns side by side: for months."""
    top, tall, foot = 12.0, 42.0, 6.5
    step = WIDTH / len(counts)
    highest = _highest(counts)
    shapes: list[Shape] = list(_draw_legend(knows_before=knows_before))
    base = top + tall
    for position, count in enumerate(counts):
        series = _series(count, knows_before=knows_before)
        width = step * 0.8 / len(series)
        left = position * step + step * 0.1
        for place, (value, fill) in enumerate(series):
            height = tall * value / highest
            x = left + place * width
            shapes.append(Rect(x, base - height, width * 0.94, height, fill))
            if value:
                middle = x + width * 0.47
                shapes.append(Words(middle, base - height - 1, format_count(value), "middle"))
        year, _, month = count.key.partition("-")
        label = f"{int(month)}/{year[2:]}" if len(counts) > 12 else f"Th. {int(month)}"
        shapes.append(Words(position * step + step / 2, base + 4.5, label, "middle"))
    shapes.append(Rect(0, base, WIDTH, 0.25, _LINE))
    return base + foot, shapes


def _draw_rows(counts: Sequence[Count], *, knows_before: bool) -> tuple[float, list[Shape]]:
    """Return the height and the shapes of bars one below the other: for what has long names."""
    names, right = 66.0, 12.0
    highest = _highest(counts)
    shapes: list[Shape] = list(_draw_legend(knows_before=knows_before))
    top = 9.0 if knows_before else 2.0
    step = 9.0 if knows_before else 6.5
    bar = 3.5
    for position, count in enumerate(counts):
        y = top + position * step
        series = _series(count, knows_before=knows_before)
        middle = y + (step - 2) / 2
        name = _shorten(count.name, names - 3)
        shapes.append(Words(names - 2.5, middle + 1.1, name, "end"))
        for place, (value, fill) in enumerate(series):
            width = (WIDTH - names - right) * value / highest
            at = y + place * (bar + 0.15)
            shapes.append(Rect(names, at, width, bar, fill))
            shapes.append(Words(names + width + 1.2, at + 2.9, format_count(value)))
    bottom = top + len(counts) * step
    shapes.append(Rect(names, top - 1, 0.25, bottom - top, _LINE))
    return bottom + 1, shapes


def _draw_legend(*, knows_before: bool) -> Iterator[Shape]:
    if knows_before:
        yield Rect(0, 1, 3.5, 3.5, _NOW)
        yield Words(5, 4, "Kỳ này")
        yield Rect(22, 1, 3.5, 3.5, _BEFORE)
        yield Words(27, 4, "Cùng kỳ năm trước")


def format_svg(chart: Chart) -> bytes:
    """Return the chart as SVG."""
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{WIDTH:g}mm" height="{chart.height:g}mm" '
        f'viewBox="0 0 {WIDTH:g} {chart.height:g}" role="img" lang="vi" '
        f'font-family="Noto Sans, Arial, sans-serif" font-size="{_LETTERS}">',
        f"<title>{escape(chart.heading)}</title><desc>{escape(chart.alt)}</desc>",
        f'<rect width="{WIDTH:g}" height="{chart.height:g}" fill="#ffffff"/>',
    ]
    for shape in chart.shapes:
        match shape:
            case Rect(x, y, width, height, fill):
                parts.append(
                    f'<rect x="{x:.2f}" y="{y:.2f}" width="{width:.2f}" height="{height:.2f}" '
                    f"fill={quoteattr(fill)}/>"
                )
            case Words(x, y, text, anchor):
                parts.append(
                    f'<text x="{x:.2f}" y="{y:.2f}" text-anchor="{anchor}" fill="{_INK}">'
                    f"{escape(text)}</text>"
                )
    return "\n".join([*parts, "</svg>\n"]).encode()


def draw_png(chart: Chart) -> bytes:
    """Return the chart as PNG at 300 dots per inch, equal for equal charts."""
    image = Image.new("RGB", (_pixels(WIDTH), _pixels(chart.height)), "#ffffff")
    draw = ImageDraw.Draw(image)
    for shape in chart.shapes:
        match shape:
            case Rect(x, y, width, height, fill):
                ends = (_pixels(x), _pixels(y), _pixels(x + width), _pixels(y + height))
                if ends[3] > ends[1] and ends[2] > ends[0]:
                    draw.rectangle((ends[0], ends[1], ends[2] - 1, ends[3] - 1), fill=fill)
            case Words(x, y, text, anchor):
                side = {"start": "l", "middle": "m", "end": "r"}[anchor]
                position = (_pixels(x), _pixels(y))
                draw.text(position, text, fill=_INK, font=_font(), anchor=f"{side}s")
    out = BytesIO()
    image.quantize(32, dither=Image.Dither.NONE).save(out, "PNG", optimize=True, dpi=(_DPI, _DPI))
    return out.getvalue()


def _pixels(millimetres: float) -> int:
    return round(millimetres * _DPI / 25.4)


@cache
def _font() -> ImageFont.FreeTypeFont:
    file = str(FONTS / "noto-sans-regular.ttf")
    return ImageFont.truetype(file, _pixels(_LETTERS), layout_engine=ImageFont.Layout.BASIC)


def _shorten(text: str, width: float) -> str:
    """Return the text, cut at a word where it is wider than `width` millimetres."""
    line = " ".join(text.split())
    while _font().getlength(line) > _pixels(width):
        kept, _, _ = line.rstrip("…").rstrip().rpartition(" ")
        line = f"{kept or line[: len(line) // 2]}…"
    return line
