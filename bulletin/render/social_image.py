"""Draws the picture that social networks show for a shared page: its title in large letters.

A first build draws one for every story, so it is drawn directly with a palette of a few colours;
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

from bulletin.render.card_drawings import DRAWING_SIZE, EMBLEM_SIZE, FILE, load_drawing, load_emblem
from bulletin.render.card_palette import COLOURS, GOLD_AT, RED_AT, RED_SHADES, SHADES

WIDTH: Final = 600
HEIGHT: Final = 315
"""Pixels: the least that Facebook and Zalo show across the whole width."""

_FONT: Final = Path(__file__).parent / "fonts" / "noto-sans-bold.ttf"
_MARGIN: Final = 40
_TOP: Final = 66
_TITLE_BOX: Final = (WIDTH - 2 * _MARGIN, 168)
_DRAWING_AT: Final = (WIDTH - _MARGIN - DRAWING_SIZE, _TOP + 4)
_BESIDE_DRAWING: Final = (_TITLE_BOX[0] - DRAWING_SIZE - 24, _TITLE_BOX[1])
_EMBLEM_AT: Final = (_MARGIN, 264)
_NAME_BOX: Final = (_TITLE_BOX[0] - EMBLEM_SIZE - 12, 23)
_SIZES: Final = range(38, 17, -2)
# Vietnamese stacks two marks on a capital: lines stand further apart than in English.
_LINE: Final = 1.32


@dataclass(frozen=True, slots=True)
class SocialImageText:
    """The words on the image: the sort of page, its title, and whose bulletin it is.

    `drawing` is the name of a drawing beside the title, "" for none.
    """

    label: str
    title: str
    site_name: str
    publisher: str
    drawing: str = ""


@cache
def social_image_recipe() -> tuple[object, ...]:
    """Return what an image depends on besides its words: a change draws all images again."""
    return (3, PIL.__version__, _FONT.read_bytes(), FILE.read_bytes())


def draw_social_image(words: SocialImageText) -> bytes:
    """Return the image as PNG, equal for equal words."""
    image = _blank(words.label, words.site_name, words.publisher, words.drawing).copy()
    box = _BESIDE_DRAWING if words.drawing else _TITLE_BOX
    size, lines = _fit_title(words.title, box)
    for index, line in enumerate(lines):
        position = (_MARGIN, _TOP + round(index * size * _LINE))
        image.paste(_strip(line, size, 0, (box[0], round(size * _LINE) + 4)), position)
    out = BytesIO()
    image.save(out, "PNG", compress_level=6)
    return out.getvalue()


@cache
def _blank(label: str, site_name: str, publisher: str, drawing: str) -> Image.Image:
    """Return an image that has everything but its title: there are few different ones."""
    image = Image.new("P", (WIDTH, HEIGHT), 0)
    image.putpalette([value for colour in COLOURS for value in colour])
    beside_emblem = _EMBLEM_AT[0] + EMBLEM_SIZE + 12
    image.paste(_strip(label, 18, RED_SHADES, (_TITLE_BOX[0], 26)), (_MARGIN, 32))
    image.paste(_strip(site_name, 16, 0, _NAME_BOX), (beside_emblem, 262))
    image.paste(_strip(publisher, 14, 0, _NAME_BOX), (beside_emblem, 285))
    image.paste(load_emblem(), _EMBLEM_AT)
    if drawing:
        image.paste(load_drawing(drawing), _DRAWING_AT)
    bands = ImageDraw.Draw(image)
    bands.rectangle((0, 0, WIDTH, 11), fill=RED_AT)
    bands.rectangle((0, 12, WIDTH, 14), fill=GOLD_AT)
    bands.rectangle((_MARGIN, 252, WIDTH - _MARGIN, 253), fill=GOLD_AT)
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
    return round((255 - value) / 255 * (SHADES - 1))


@cache
def _font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(_FONT), size, layout_engine=ImageFont.Layout.BASIC)


@cache
def _advance(letter: str, size: int) -> float:
    return _font(size).getlength(letter)


def _fit_title(title: str, box: tuple[int, int]) -> tuple[int, list[str]]:
    """Return the largest font size at which the title fits its box, and its lines at that size."""
    width, height = box
    for size in _SIZES:
        lines = _wrap(title, size, width)
        if round(len(lines) * size * _LINE) <= height:
            return size, _balance(title, size, width, len(lines))
    else:
        # The longest title that is allowed fits; one of capitals without end is cut.
        lines = lines[: int(height / (size * _LINE))]
        lines[-1] = lines[-1].rstrip(" ,.;:") + "…"
    return size, lines


def _balance(title: str, size: int, width: int, count: int) -> list[str]:
    """Return the title in `count` lines as equally long as can be, so that no word stands alone."""
    narrow, wide = 0, width
    while wide - narrow > 8:
        middle = (narrow + wide) // 2
        if len(_wrap(title, size, middle)) > count:
            narrow = middle
        else:
            wide = middle
    lines = _wrap(title, size, wide)
    longest = max(sum(_advance(letter, size) for letter in line) for line in lines)
    # A word that is wider than its line is cut there: nothing is gained by narrower lines.
    return lines if longest <= width else _wrap(title, size, width)


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
