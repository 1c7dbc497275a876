"""Draws pictures in place of photographs, a different one for each story."""

from __future__ import annotations

import io
import random

from PIL import Image, ImageDraw

SIZE = (1200, 800)


def draw_picture(index: int) -> bytes:
    """Return the JPEG of story `index`: rectangles on a gradient."""
    rng = random.Random(f"pixels {index}")
    image = Image.linear_gradient("L").resize(SIZE).convert("RGB")
    draw = ImageDraw.Draw(image)
    for _ in range(40):
        left, top = rng.randrange(SIZE[0]), rng.randrange(SIZE[1])
        colour = (rng.randrange(256), rng.randrange(256), rng.randrange(256))
        right, bottom = left + rng.randint(10, 300), top + rng.randint(10, 200)
        draw.rectangle((left, top, right, bottom), fill=colour)
    file = io.BytesIO()
    image.save(file, "JPEG", quality=82)
    return file.getvalue()
