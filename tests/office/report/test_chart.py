"""The charts of the report: the same figures as its tables, as SVG and as PNG."""

from __future__ import annotations

from io import BytesIO

import pytest
from lxml import etree
from PIL import Image

from bulletin.edition.edition import open_edition
from bulletin.office.report.chart import (
    CHARTED,
    WIDTH,
    Chart,
    Rect,
    Words,
    draw_png,
    format_svg,
    iter_chart_files,
    make_chart,
)
from bulletin.office.report.figures import Report
from bulletin.office.report.make import make_report
from bulletin.office.report.period import Period
from tests.content.builder import read
from tests.office.report.made_year import make_files
from tests.office.report.test_report import NOW


@pytest.fixture(scope="module")
def made() -> Report:
    """Return the report on the made year."""
    return make_report(open_edition(read(make_files()), NOW), (), Period.of_year(2026))


def chart_of(made: Report, name: str) -> Chart:
    chart = make_chart(made, name)
    assert chart is not None
    return chart


@pytest.mark.parametrize("name", CHARTED)
def test_bars_are_as_long_as_their_figures(made: Report, name: str) -> None:
    chart = chart_of(made, name)
    # The first two belong to the legend, the last is the axis.
    bars = [one for one in chart.shapes if isinstance(one, Rect)][2:-1]
    counts = [one for one in made[name].counts if one.rows or one.before or name == "thang"]
    values = [value for one in counts for value in (one.value, one.value_before)]
    assert len(bars) == len(values)
    lengths = [bar.height if name == "thang" else bar.width for bar in bars]
    unit = max(lengths) / max(value or 0 for value in values)
    assert lengths == pytest.approx([unit * (value or 0) for value in values])


@pytest.mark.parametrize("name", CHARTED)
def test_nothing_leaves_the_picture(made: Report, name: str) -> None:
    chart = chart_of(made, name)
    for shape in chart.shapes:
        assert 0 <= shape.x <= WIDTH
        assert 0 <= shape.y <= chart.height
        if isinstance(shape, Rect):
            assert shape.x + shape.width <= WIDTH + 0.01


@pytest.mark.slow
def test_both_files_say_the_same(made: Report) -> None:
    chart = chart_of(made, "don-vi")
    root = etree.fromstring(format_svg(chart))
    words = [one.text for one in root.iter("{http://www.w3.org/2000/svg}text")]
    assert words == [one.text for one in chart.shapes if isinstance(one, Words)]
    image = Image.open(BytesIO(draw_png(chart)))
    assert image.size == (round(WIDTH * 300 / 25.4), round(chart.height * 300 / 25.4))
    assert round(image.info["dpi"][0]) == 300
    assert draw_png(chart) == draw_png(chart_of(made, "don-vi"))
    names = [name for name, _ in iter_chart_files(made)]
    assert names[:2] == ["bieu-do-don-vi.svg", "bieu-do-don-vi.png"]
    assert len(names) == 6


def test_nothing_to_look_at_is_no_chart() -> None:
    edition = open_edition(read(make_files()), NOW)
    empty = make_report(edition, (), Period.of_year(2021))
    assert {make_chart(empty, name) for name in CHARTED} == {None}
