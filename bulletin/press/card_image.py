"""The picture that goes along when somebody shares a page: its title, large, on paper.

A first build draws one for every story, so it is drawn straight into sixteen colours, instead of
into all colours of which sixteen are looked for afterwards.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from io import BytesIO
from pathlib import Path
from typing import Final

import PIL
from PIL import Image, ImageDraw, ImageFont

WIDTH: Final = 600
HEIGHT: Final = 315
"""Pixels: the least that Facebook and Zalo show across the whole width."""

_FONT: Final = Path(__file__).parent / "fonts" / "noto-sans-bold.ttf"
_MARGIN: Final = 40
_ROOM: Final = (WIDTH - 2 * _MARGIN, 168)
_SIZES: Final = range(38, 17, -2)
# Vietnamese stacks two marks on a capital: lines stand further apart than in English.
_LINE: Final = 1.32

# Seven shades from paper to ink, seven from paper to red, the red and the gold of the bands.
_PAPER, _INK, _RED, _GOLD = (255, 253, 249), (33, 28, 24), (140, 26, 20), (242, 200, 75)
_SHADES: Final = 7
_RED_AT, _GOLD_AT = 2 * _SHADES, 2 * _SHADES + 1


@dataclass(frozen=True, slots=True)
class CardWords:
    """What a card says: the kind of thing in a word or two, its title, whose bulletin this is."""

    label: str
    title: str
    site_name: str
    publisher: str


@cache
def card_recipe() -> tuple[object, ...]:
    """Return what a card depends on besides its words: a change makes all cards anew."""
    return (1, PIL.__version__, _FONT.read_bytes())


def draw_card(words: CardWords) -> bytes:
    """Return the card as PNG, equal for equal words."""
    black = Image.new("L", (WIDTH, HEIGHT), 255)
    draw = ImageDraw.Draw(black)
    size, lines = _set(words.title)
    for number, line in enumerate(lines):
        draw.text((_MARGIN, 66 + round(number * size * _LINE)), line, font=_font(size), fill=0)
    draw.text((_MARGIN, 262), words.site_name, font=_font(16), fill=0)
    draw.text((_MARGIN, 285), words.publisher, font=_font(14), fill=80)
    image = black.point([_shade(value) for value in range(256)])
    image.paste(_label(words.label), (_MARGIN, 32))
    bands = ImageDraw.Draw(image)
    bands.rectangle((0, 0, WIDTH, 11), fill=_RED_AT)
    bands.rectangle((0, 12, WIDTH, 14), fill=_GOLD_AT)
    bands.rectangle((_MARGIN, 252, WIDTH - _MARGIN, 253), fill=_GOLD_AT)
    image.putpalette(_palette())
    out = BytesIO()
    image.save(out, "PNG", bits=4)
    return out.getvalue()


def _label(words: str) -> Image.Image:
    strip = Image.new("L", (WIDTH - 2 * _MARGIN, 26), 255)
    ImageDraw.Draw(strip).text((0, 0), words, font=_font(18), fill=0)
    return strip.point([_shade(value) + _SHADES for value in range(256)])


def _shade(value: int) -> int:
    """Return the shade, 0 for paper, of a grey from 0, black, to 255, white."""
    return round((255 - value) / 255 * (_SHADES - 1))


def _palette() -> list[int]:
    ramps = [
        round(paper + (full - paper) * step / (_SHADES - 1))
        for colour in (_INK, _RED)
        for step in range(_SHADES)
        for paper, full in zip(_PAPER, colour, strict=True)
    ]
    return [*ramps, *_RED, *_GOLD]


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONT), size, layout_engine=ImageFont.Layout.BASIC)


def _set(title: str) -> tuple[int, list[str]]:
    """Return the largest size at which the title has room, and its lines at that size."""
    width, height = _ROOM
    for size in _SIZES:
        lines = _lines(title, _font(size), width)
        if round(len(lines) * size * _LINE) <= height:
            break
    else:
        # The longest title that is allowed fits; one of capitals without end is cut.
        lines = lines[: int(height / (size * _LINE))]
        lines[-1] = lines[-1].rstrip(" ,.;:") + "…"
    return size, lines


def _lines(text: str, font: ImageFont.FreeTypeFont, width: int) -> list[str]:
    lines: list[str] = []
    for word in text.split():
        longer = f"{lines[-1]} {word}" if lines else word
        if lines and font.getlength(longer) <= width:
            lines[-1] = longer
        else:
            lines.append(word)
    return lines
