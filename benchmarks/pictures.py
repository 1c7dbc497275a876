"""Pictures that stand for photographs: a different one for each story, of a camera's size."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw

SIZE = (1200, 800)


def picture(number: int) -> bytes:
    """Return the JPEG of story `number`: a sky, a field and some houses."""
    chance = random.Random(f"pixels {number}")
    image = Image.linear_gradient("L").resize(SIZE).convert("RGB")
    draw = ImageDraw.Draw(image)
    for _ in range(40):
        left, top = chance.randrange(SIZE[0]), chance.randrange(SIZE[1])
        colour = (chance.randrange(256), chance.randrange(256), chance.randrange(256))
        right, bottom = left + chance.randint(10, 300), top + chance.randint(10, 200)
        draw.rectangle((left, top, right, bottom), fill=colour)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=82)
    return file.getvalue()
