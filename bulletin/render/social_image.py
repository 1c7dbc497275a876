"""Draws the picture that social networks show for a shared page: its title in large letters.

A first build draws one for every story, so it is drawn directly with a palette of sixteen colours;
to reduce a full-colour image to a palette would take several times as long.
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
_TOP: Final = 66
_TITLE_BOX: Final = (WIDTH - 2 * _MARGIN, 168)
_SIZES: Final = range(38, 17, -2)
# Vietnamese stacks two marks on a capital: lines stand further apart than in English.
_LINE: Final = 1.32

# Seven shades from paper to ink, seven from paper to red, the red and the gold of the bands.
_PAPER, _INK, _RED, _GOLD = (255, 253, 249), (33, 28, 24), (140, 26, 20), (242, 200, 75)
_SHADES: Final = 7
_RED_AT, _GOLD_AT = 2 * _SHADES, 2 * _SHADES + 1


@dataclass(frozen=True, slots=True)
class SocialImageText:
    """The words on the image: the sort of page, its title, and whose bulletin it is."""

    label: str
    title: str
    site_name: str
    publisher: str


@cache
def social_image_recipe() -> tuple[object, ...]:
    """Return what an image depends on besides its words: a change draws all images again."""
    return (1, PIL.__version__, _FONT.read_bytes())


def draw_social_image(words: SocialImageText) -> bytes:
    """Return the image as PNG, equal for equal words."""
    image = _blank(words.label, words.site_name, words.publisher).copy()
    size, lines = _fit_title(words.title)
    for index, line in enumerate(lines):
        position = (_MARGIN, _TOP + round(index * size * _LINE))
        image.paste(_strip(line, size, 0, (_TITLE_BOX[0], round(size * _LINE) + 4)), position)
    out = BytesIO()
    image.save(out, "PNG", bits=4, compress_level=4)
    return out.getvalue()


@cache
def _blank(label: str, site_name: str, publisher: str) -> Image.Image:
    """Return an image that has everything but its title: there are few different ones."""
    image = Image.new("P", (WIDTH, HEIGHT), 0)
    image.putpalette(_palette())
    image.paste(_strip(label, 18, _SHADES, (_TITLE_BOX[0], 26)), (_MARGIN, 32))
    image.paste(_strip(site_name, 16, 0, (_TITLE_BOX[0], 23)), (_MARGIN, 262))
    image.paste(_strip(publisher, 14, 0, (_TITLE_BOX[0], 21)), (_MARGIN, 285))
    bands = ImageDraw.Draw(image)
    bands.rectangle((0, 0, WIDTH, 11), fill=_RED_AT)
    bands.rectangle((0, 12, WIDTH, 14), fill=_GOLD_AT)
    bands.rectangle((_MARGIN, 252, WIDTH - _MARGIN, 253), fill=_GOLD_AT)
    return image


def _strip(words: str, size: int, first_shade: int, box: tuple[int, int]) -> Image.Image:
    """Return a line of words in the seven shades that begin at `first_shade` of the palette."""
    strip = Image.new("L", box, 255)
    ImageDraw.Draw(strip).text((0, 0), words, font=_font(size), fill=0)
    return strip.point(_shades(first_shade))


@cache
def _shades(first: int) -> list[int]:
    return [first + _shade(value) for value in range(256)]


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


@cache
def _advance(letter: str, size: int) -> float:
    return _font(size).getlength(letter)


def _fit_title(title: str) -> tuple[int, list[str]]:
    """Return the largest font size at which the title fits, and its lines at that size."""
    width, height = _TITLE_BOX
    for size in _SIZES:
        lines = _wrap(title, size, width)
        if round(len(lines) * size * _LINE) <= height:
            break
    else:
        # The longest title that is allowed fits; one of capitals without end is cut.
        lines = lines[: int(height / (size * _LINE))]
        lines[-1] = lines[-1].rstrip(" ,.;:") + "…"
    return size, lines


def _wrap(text: str, size: int, width: int) -> list[str]:
    """Return `text` in lines of at most `width` pixels; the font has no kerning."""
    lines: list[str] = []
    used = 0.0
    for word in text.split():
        length = sum(_advance(letter, size) for letter in word)
        longer = used + _advance(" ", size) + length
        if lines and longer <= width:
            lines[-1] += f" {word}"
            used = longer
        else:
            lines.append(word)
            used = length
    return lines
