"""The picture that is sent along with a page's address."""

from __future__ import annotations

from dataclasses import replace
from io import BytesIO

import pytest
from PIL import Image

from bulletin.render.social_image import HEIGHT, WIDTH, SocialImageText, draw_social_image

WORDS = SocialImageText(
    "Tập thể", "Chuyện ở ấp", "Bản tin xã Hoa Sen", "Ủy ban nhân dân xã Hoa Sen"
)
# The longest title that a story may have.
LONGEST = ("ĐƯỜNG HOA NGUYỄN THỊ ỄNH ƯƠNG " * 5)[:150]


def opened(words: SocialImageText) -> Image.Image:
    """Return the card as a picture in colour."""
    return Image.open(BytesIO(draw_social_image(words))).convert("RGB")


def ink(image: Image.Image, box: tuple[int, int, int, int]) -> int:
    """Return how many dots of a part of the picture are not paper."""
    histogram = image.crop(box).convert("L").histogram()
    return sum(histogram[:200])


@pytest.mark.parametrize("title", ["Ấp", WORDS.title, LONGEST, "x" * 150])
def test_a_card_is_small_and_has_the_size_that_is_announced(title: str) -> None:
    data = draw_social_image(replace(WORDS, title=title))
    image = Image.open(BytesIO(data))
    assert (image.format, image.size) == ("PNG", (WIDTH, HEIGHT))
    assert len(data) < 20_000
    assert data == draw_social_image(replace(WORDS, title=title))


def test_different_titles_give_different_cards() -> None:
    assert draw_social_image(WORDS) != draw_social_image(replace(WORDS, title="Chuyện ở xã"))


@pytest.mark.parametrize("title", [WORDS.title, LONGEST])
def test_a_title_stays_in_its_room(title: str) -> None:
    image = opened(replace(WORDS, title=title))
    assert ink(image, (40, 60, 560, 250)) > 100
    assert ink(image, (0, 20, 38, HEIGHT)) == 0
    assert ink(image, (562, 20, WIDTH, HEIGHT)) == 0
    assert ink(image, (40, 240, 560, 250)) == 0, "the title runs into the line below it"


def test_every_vietnamese_letter_is_drawn() -> None:
    """A letter that the font does not have is drawn as a box, the same for all of them."""
    box = opened(replace(WORDS, title="\u3042")).tobytes()
    for letter in "ăâđêôơưĂÂĐÊÔƠƯảãạấầẩẫậắằẳẵặẻẽẹếềểễệỉĩịỏõọốồổỗộớờởỡợủũụứừửữựỷỹỵẢẴỆỖỢỮỲ“”–…":
        assert opened(replace(WORDS, title=letter)).tobytes() != box, letter
