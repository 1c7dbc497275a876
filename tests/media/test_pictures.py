"""Renditions: upright, in sRGB, of the right sizes, and nothing but pixels."""

from __future__ import annotations

import zlib
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image, ImageCms

from bulletin.media.opening import open_picture
from bulletin.media.pictures import (
    PictureFacts,
    PictureMistake,
    Rendition,
    inspect_picture,
    render_picture,
)
from tests.media.samples import (
    BLUE,
    GREEN,
    LINEAR_GREY,
    RED,
    SECRET,
    SWAPPED,
    YELLOW,
    encoded,
    exif,
    jpeg_segment,
    jpeg_segments,
    opened,
    png_chunk,
    png_chunks,
    png_header,
    scene,
    webp_chunks,
    with_chunks,
    with_segments,
)
from tests.trying import try_examples

pytestmark = pytest.mark.slow

Colour = tuple[int, ...]


def near(found: Colour, wanted: Colour, tolerance: int = 24) -> bool:
    """Return whether two colours look the same after any encoder."""
    return all(abs(a - b) <= tolerance for a, b in zip(found, wanted, strict=True))


def colour_at(rendition: Rendition, across: float, down: float) -> Colour:
    """Return the colour of a rendition at parts of its width and height."""
    image = opened(rendition.data).convert("RGB")
    found = image.getpixel((int(image.width * across), int(image.height * down)))
    assert isinstance(found, tuple)
    return found


def corners(rendition: Rendition) -> list[Colour]:
    """Return the colours of the quarters, from the upper left clockwise."""
    places = ((0.25, 0.25), (0.75, 0.25), (0.75, 0.75), (0.25, 0.75))
    return [colour_at(rendition, *place) for place in places]


# --- sizes and formats --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("width", "widths", "middle"),
    [
        (2000, [480, 960, 1600], 960),
        (1601, [480, 960, 1600], 960),
        (1600, [480, 960, 1600], 960),
        (1599, [480, 960, 1599], 960),
        (961, [480, 960, 961], 960),
        (960, [480, 960], 960),
        (700, [480, 700], 700),
        (480, [480], 480),
        (320, [320], 320),
        (1, [1], 1),
    ],
)
def test_widths(width: int, widths: list[int], middle: int) -> None:
    made = render_picture(encoded(scene(width, 100), "PNG"))
    assert [r.name_suffix for r in made] == [*(f"-{w}.webp" for w in widths), f"-{middle}.jpg"]
    assert [r.width for r in made] == [*widths, middle]
    assert {r.media_type for r in made[:-1]} == {"image/webp"}
    assert made[-1].media_type == "image/jpeg"
    for rendition in made:
        image = opened(rendition.data)
        assert image.format == ("JPEG" if rendition is made[-1] else "WEBP")
        assert image.size == (rendition.width, rendition.height)
        assert abs(rendition.height - 100 * rendition.width / width) <= 0.5


def test_a_line_keeps_one_pixel_of_height() -> None:
    assert {r.height for r in render_picture(encoded(scene(2000, 1), "PNG"))} == {1}


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
def test_equal_input_gives_equal_bytes(file_format: str) -> None:
    data = encoded(scene(700, 500).effect_spread(30), file_format)
    first = render_picture(data)
    assert first == render_picture(bytes(bytearray(data)))
    assert all(len(narrow.data) < len(wide.data) for narrow, wide in pairwise(first[:-1]))


# --- upright ------------------------------------------------------------------------------------

# The quarters as they are stored so that turning them (EXIF 1 to 8) gives red, green, blue, yellow.
STORED = {
    1: lambda image: image,
    2: lambda image: image.transpose(Image.Transpose.FLIP_LEFT_RIGHT),
    3: lambda image: image.transpose(Image.Transpose.ROTATE_180),
    4: lambda image: image.transpose(Image.Transpose.FLIP_TOP_BOTTOM),
    5: lambda image: image.transpose(Image.Transpose.TRANSPOSE),
    6: lambda image: image.transpose(Image.Transpose.ROTATE_90),  # A quarter turn left.
    7: lambda image: image.transpose(Image.Transpose.TRANSVERSE),
    8: lambda image: image.transpose(Image.Transpose.ROTATE_270),
}


def with_exif(image: Image.Image, file_format: str, data: bytes) -> bytes:
    """Return a file with these EXIF data."""
    if file_format == "JPEG":
        segment = jpeg_segment(0xE1, b"Exif\x00\x00" + data)
        return with_segments(encoded(image, "JPEG"), segment)
    if file_format == "PNG":
        return with_chunks(encoded(image, "PNG"), png_chunk(b"eXIf", data))
    return encoded(image, "WEBP", exif=data)


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize("orientation", STORED)
def test_pictures_are_turned_upright(orientation: int, file_format: str) -> None:
    stored = STORED[orientation](scene(600, 400))
    data = with_exif(stored, file_format, exif(orientation, "<" if orientation % 2 else ">"))
    assert inspect_picture(data) == PictureFacts(600, 400, has_alpha=False)
    for rendition in render_picture(data):
        assert (rendition.width, rendition.height) in {(600, 400), (480, 320)}
        assert all(map(near, corners(rendition), (RED, GREEN, BLUE, YELLOW))), rendition.name_suffix


@pytest.mark.parametrize(
    "data",
    [
        exif(9),
        exif(0),
        exif(6)[:9],
        exif(6)[:20],
        b"MM\x00*\xff\xff\xff\xff",
        b"MM\x00*\x00\x00\x00\x08\xff\xff"
        + b"\x01\x0f\x00\x02\x00\x00\xff\xff\xff\xff\xff\xff" * 90,
        exif(6).replace(b"\x01\x12\x00\x03", b"\x01\x12\x00\x04"),
        b"",
        b"http",
    ],
)
@pytest.mark.parametrize("file_format", ["JPEG", "PNG"])
def test_broken_exif_turns_nothing_and_warns_of_nothing(data: bytes, file_format: str) -> None:
    facts = inspect_picture(with_exif(scene(600, 400), file_format, data))
    assert (facts.width, facts.height) == (600, 400)


def test_of_two_exif_segments_the_first_counts() -> None:
    data = with_exif(scene(600, 400), "JPEG", exif(1))
    assert inspect_picture(with_segments(data, jpeg_segment(0xE1, b"Exif\x00\x00" + exif(6)))) == (
        PictureFacts(400, 600, has_alpha=False)
    )


# --- nothing but pixels -------------------------------------------------------------------------

XMP = b"http://ns.adobe.com/xap/1.0/\x00<x:xmpmeta>" + SECRET + b"</x:xmpmeta>"


def crowded_jpeg(image: Image.Image) -> tuple[bytes, bytes]:
    """Return a JPEG, and the same with everything that phones and editors put around a picture."""
    plain = encoded(image, "JPEG")
    crowded = with_segments(
        plain,
        jpeg_segment(0xE1, b"Exif\x00\x00" + exif()),
        jpeg_segment(0xE1, XMP),
        jpeg_segment(
            0xED, b"Photoshop 3.0\x008BIM\x04\x04\x00\x00\x00\x00\x00\x24\x1c\x02\x50" + SECRET
        ),
        jpeg_segment(0xEB, SECRET),
        jpeg_segment(0xFE, SECRET),
        b"\xff\xff\xff",
    )
    return plain, crowded + encoded(scene(30, 20), "JPEG") + SECRET


def crowded_png(image: Image.Image) -> tuple[bytes, bytes]:
    """Return a PNG, and the same with text of every kind, XMP, EXIF, a time and more after it."""
    plain = encoded(image, "PNG")
    crowded = with_chunks(
        plain,
        png_chunk(b"tEXt", b"Author\x00" + SECRET),
        png_chunk(b"zTXt", b"Comment\x00\x00" + zlib.compress(SECRET)),
        png_chunk(b"zTXt", b"Bomb\x00\x00" + zlib.compress(bytes(2**24))),
        png_chunk(b"iTXt", b"XML:com.adobe.xmp\x00\x00\x00\x00\x00" + SECRET),
        png_chunk(b"eXIf", exif()),
        png_chunk(b"tIME", b"\x07\xea\x0b\x12\x07\x1e\x00"),
        png_chunk(b"prVt", SECRET),
    )
    return plain, crowded + SECRET


def crowded_webp(image: Image.Image) -> tuple[bytes, bytes]:
    """Return a WebP, and the same with EXIF and XMP and more after it."""
    return (
        encoded(image, "WEBP"),
        encoded(image, "WEBP", exif=exif(), xmp=XMP) + SECRET,
    )


CROWDED = {"JPEG": crowded_jpeg, "PNG": crowded_png, "WebP": crowded_webp}


KINDS = [("JPEG", "RGB"), ("PNG", "RGB"), ("PNG", "RGBA"), ("WebP", "RGB"), ("WebP", "RGBA")]


@pytest.mark.parametrize(("kind", "mode"), KINDS)
def test_what_surrounds_a_picture_leaves_no_trace(kind: str, mode: str) -> None:
    image = scene(700, 500, mode)
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize(image.size))
    plain, crowded = CROWDED[kind](image)
    assert SECRET in crowded
    assert crowded.endswith(SECRET)
    assert SECRET not in open_picture(crowded).stripped
    assert render_picture(crowded) == render_picture(plain)
    assert inspect_picture(crowded) == inspect_picture(plain)


def test_a_bare_webp_no_longer_announces_what_was_taken_out() -> None:
    announced = webp_chunks(crowded_webp(scene(70, 50))[1].removesuffix(SECRET))[b"VP8X"][0]
    assert announced == 0x0C
    chunks = webp_chunks(open_picture(crowded_webp(scene(70, 50))[1]).stripped)
    assert chunks[b"VP8X"][0] == 0
    assert chunks.keys() == {b"VP8X", b"VP8 "}


def test_the_crowded_pictures_are_what_they_claim() -> None:
    for kind in ("JPEG", "WebP"):
        image = opened(CROWDED[kind](scene(700, 500))[1])
        assert image.getexif()[0x010F] == SECRET.decode()
        assert image.getexif().get_ifd(0x8825)[2] == (9.0, 48.0, 49.0)
        assert SECRET in image.info["xmp"]


def test_a_photograph_with_a_second_picture_behind_it_is_no_animation() -> None:
    behind = [scene(60, 40)]
    several = encoded(scene(600, 400), "MPO", save_all=True, append_images=behind)
    assert getattr(opened(several), "n_frames", 1) == 2
    assert render_picture(several) == render_picture(encoded(scene(600, 400), "JPEG"))


@pytest.mark.parametrize(("kind", "mode"), KINDS)
def test_renditions_hold_only_what_pixels_need(kind: str, mode: str) -> None:
    image = scene(700, 500, mode)
    if mode == "RGBA":
        image.putalpha(Image.linear_gradient("L").resize(image.size))
    data = encoded(image, kind.upper(), icc_profile=SWAPPED, exif=exif(6))
    *modern, fallback = render_picture(data)
    for rendition in modern:
        chunks = webp_chunks(rendition.data)
        assert set(chunks) <= {b"VP8 ", b"VP8L", b"VP8X", b"ALPH"}
        # Of the flags of the extended format only transparency is set.
        assert chunks.get(b"VP8X", b"\x10")[0] == 0x10
        assert opened(rendition.data).info.keys() <= {"loop", "background", "timestamp", "duration"}
    if fallback.media_type == "image/png":
        assert set(png_chunks(fallback.data)) == {b"IHDR", b"IDAT", b"IEND"}
    else:
        assert set(jpeg_segments(fallback.data)) == {0xE0, 0xDB, 0xC2, 0xC4, 0xDA}
        assert fallback.data.endswith(b"\xff\xd9")
        assert fallback.data.count(b"\xff\xd8") == 1
    assert all(SECRET not in rendition.data for rendition in (*modern, fallback))


# --- colours ------------------------------------------------------------------------------------


@pytest.mark.parametrize("file_format", ["JPEG", "PNG", "WEBP"])
def test_a_profile_is_applied(file_format: str) -> None:
    data = encoded(scene(600, 400), file_format, icc_profile=SWAPPED)
    swapped = [colour[::-1] for colour in (RED, GREEN, BLUE, YELLOW)]
    for rendition in render_picture(data):
        assert all(map(near, corners(rendition), swapped)), rendition.name_suffix


def profile_segment(number: int, of: int, part: bytes) -> bytes:
    """Return one of the segments over which a profile is spread in a JPEG."""
    return jpeg_segment(0xE2, b"ICC_PROFILE\x00" + bytes([number, of]) + part)


def test_a_profile_in_several_segments_is_put_together_in_order() -> None:
    first, second = SWAPPED[:200], SWAPPED[200:]
    plain = encoded(scene(600, 400), "JPEG")
    whole = with_segments(plain, profile_segment(2, 2, second), profile_segment(1, 2, first))
    assert near(corners(render_picture(whole)[0])[0], RED[::-1])
    for parts in (
        [profile_segment(1, 2, first)],
        [profile_segment(1, 3, first), profile_segment(2, 3, second)],
    ):
        assert render_picture(with_segments(plain, *parts)) == render_picture(plain)


def test_a_profile_leaves_transparency_alone() -> None:
    image = scene(600, 400)
    image.putalpha(Image.new("L", image.size, 100))
    *_, fallback = render_picture(encoded(image, "PNG", icc_profile=SWAPPED))
    found = opened(fallback.data).getpixel((100, 100))
    assert isinstance(found, tuple)
    assert near(found, (*RED[::-1], 100))


@pytest.mark.parametrize("alpha", [None, 255, 128])
def test_a_profile_for_grey_is_applied(alpha: int | None) -> None:
    image = Image.new("L", (600, 400), 55)
    if alpha is not None:
        image.putalpha(Image.new("L", image.size, alpha))
    data = encoded(image, "PNG", icc_profile=LINEAR_GREY)
    # 55/255 of the light is the sRGB value 128 (IEC 61966-2-1).
    assert near(colour_at(render_picture(data)[-1], 0.5, 0.5), (128, 128, 128), 3)


@pytest.mark.parametrize(
    "profile",
    [
        b"no profile",
        SWAPPED[:200],
        SWAPPED[:16] + b"\xff\xfe\x00\x80" + SWAPPED[20:],
        SWAPPED.replace(b"RGB ", b"CMYK"),
        LINEAR_GREY,
        ImageCms.ImageCmsProfile(ImageCms.createProfile("LAB")).tobytes(),
    ],
)
def test_a_profile_that_does_not_fit_counts_as_none(profile: bytes) -> None:
    data = encoded(scene(600, 400), "JPEG", icc_profile=profile)
    assert render_picture(data) == render_picture(encoded(scene(600, 400), "JPEG"))


def test_a_profile_that_does_not_unpack_counts_as_none() -> None:
    plain = encoded(scene(600, 400), "PNG")
    data = with_chunks(plain, png_chunk(b"iCCP", b"name\x00\x00not compressed"))
    assert render_picture(data) == render_picture(plain)


@pytest.mark.parametrize("mode", ["L", "CMYK", "1", "P"])
def test_every_kind_of_pixel_becomes_a_photograph(mode: str) -> None:
    image = scene(600, 400, mode)
    data = encoded(image, "JPEG" if mode == "CMYK" else "PNG")
    assert not inspect_picture(data).has_alpha
    renditions = render_picture(data)
    assert renditions[-1].media_type == "image/jpeg"
    wanted = [RED, GREEN, BLUE, YELLOW]
    if mode == "L":
        wanted = [(round(0.299 * r + 0.587 * g + 0.114 * b),) * 3 for r, g, b in wanted]
    for rendition in renditions:
        assert opened(rendition.data).mode == "RGB"
        # One bit a pixel leaves dots where there was a colour.
        assert mode == "1" or all(map(near, corners(rendition), wanted))


def test_colours_are_distinguished_by_the_mark_of_adobe() -> None:
    data = encoded(scene(600, 400, "CMYK"), "JPEG")
    transform = data.index(b"Adobe") + 11
    assert data[transform] == 0
    # Said to be YCCK, the same numbers are other colours.
    data = data[:transform] + b"\x02" + data[transform + 1 :]
    wanted = opened(data).convert("RGB").getpixel((150, 100))
    assert isinstance(wanted, tuple)
    assert not near(wanted, RED)
    assert near(corners(render_picture(data)[-1])[0], wanted)


def test_sixteen_bits_of_grey_keep_their_shades() -> None:
    image = Image.new("I;16", (600, 400), 0x6000)
    assert near(colour_at(render_picture(encoded(image, "PNG"))[-1], 0.5, 0.5), (96, 96, 96), 3)


@pytest.mark.parametrize(("colour", "samples"), [(0, 1), (2, 3)])
def test_a_transparent_colour_of_sixteen_bits_is_passed_over(colour: int, samples: int) -> None:
    # No pixel has the transparent colour, but the upper bytes of all of them do.
    rows = (b"\x00" + b"\x12\x34" * samples * 4) * 4
    data = (
        png_header(4, 4, depth=16, colour=colour)
        + png_chunk(b"tRNS", b"\x00\x12" * samples)
        + png_chunk(b"IDAT", zlib.compress(rows))
        + png_chunk(b"IEND", b"")
    )
    assert inspect_picture(data) == PictureFacts(4, 4, has_alpha=False)


# --- transparency -------------------------------------------------------------------------------


def see_through(mode: str) -> bytes:
    """Return a PNG with a hole in its upper left quarter."""
    hole = Image.new("L", (600, 400), 255)
    hole.paste(0, (0, 0, 300, 200))
    if mode == "P":
        image = scene(600, 400, "P")
        image.info.clear()
        red = image.getpixel((10, 10))
        return encoded(image, "PNG", transparency=red)
    if mode == "RGB":
        return encoded(scene(600, 400), "PNG", transparency=RED)
    image = scene(600, 400, mode.removesuffix("A"))
    image.putalpha(hole)
    return encoded(image, "PNG")


@pytest.mark.parametrize("mode", ["RGBA", "LA", "P", "RGB"])
def test_a_hole_stays_a_hole(mode: str) -> None:
    data = see_through(mode)
    assert inspect_picture(data) == PictureFacts(600, 400, has_alpha=True)
    renditions = render_picture(data)
    assert [r.name_suffix for r in renditions] == ["-480.webp", "-600.webp", "-600.png"]
    assert renditions[-1].media_type == "image/png"
    for rendition in renditions:
        alpha = opened(rendition.data).convert("RGBA").getchannel("A")
        assert alpha.getpixel((100, 100)) == 0
        assert alpha.getpixel((rendition.width - 100, 100)) == 255


@pytest.mark.parametrize("mode", ["RGBA", "LA"])
def test_room_for_transparency_is_not_transparency(mode: str) -> None:
    data = encoded(scene(600, 400, mode), "PNG")
    assert not inspect_picture(data).has_alpha
    assert render_picture(data) == render_picture(
        encoded(scene(600, 400, mode.removesuffix("A")), "PNG")
    )


# --- anything at all ----------------------------------------------------------------------------

SMALL = scene(24, 16)
SEEDS = [
    with_segments(
        encoded(SMALL, "JPEG", icc_profile=SWAPPED), jpeg_segment(0xE1, b"Exif\x00\x00" + exif(6))
    ),
    encoded(SMALL, "JPEG", progressive=True),
    encoded(SMALL, "PNG", icc_profile=SWAPPED),
    encoded(scene(24, 16, "P"), "PNG", transparency=1),
    encoded(SMALL, "WEBP", icc_profile=SWAPPED, exif=exif(8)),
    encoded(SMALL.convert("RGBA"), "WEBP", lossless=True),
]


@try_examples(300)
@given(
    seed=st.sampled_from(SEEDS),
    changes=st.lists(
        st.tuples(st.floats(0, 1, exclude_max=True), st.integers(0, 3), st.binary(max_size=4)),
        max_size=6,
    ),
)
def test_a_damaged_picture_is_rendered_or_refused(
    seed: bytes, changes: list[tuple[float, int, bytes]]
) -> None:
    data = seed
    for place, removed, inserted in changes:
        position = int(place * len(data))
        data = data[:position] + inserted + data[position + removed :]
    try:
        facts = inspect_picture(data)
    except PictureMistake:
        with pytest.raises(PictureMistake):
            render_picture(data)
    else:
        widest = render_picture(data)[-2]
        assert (widest.width, widest.height) == (facts.width, facts.height)
