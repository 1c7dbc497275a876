"""What is refused before a pixel is decoded, and what it is called to the editor."""

from __future__ import annotations

import struct
from collections.abc import Iterator
from dataclasses import replace

import pytest
from PIL import Image

from bulletin.media import jpeg, pictures
from bulletin.media.decoding import decode
from bulletin.media.opening import LONGEST_SIDE, MOST_PIXELS, open_picture
from bulletin.media.pictures import PictureMistake, inspect_picture, render_picture
from tests.media.samples import (
    encoded,
    exif,
    jpeg_segment,
    png_chunk,
    png_header,
    png_of_one_bit,
    scene,
    webp,
    webp_chunk,
    with_chunks,
    with_segments,
)


@pytest.fixture
def nothing_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Fail the test when a decoder is reached."""

    def decode(container: object) -> Image.Image:
        raise AssertionError("the decoder was reached")

    monkeypatch.setattr(pictures, "decode", decode)


def refused(data: bytes) -> str:
    """Return the message that refuses this picture, the same when it is inspected and rendered."""
    with pytest.raises(PictureMistake) as inspected:
        inspect_picture(data)
    with pytest.raises(PictureMistake) as rendered:
        render_picture(data)
    assert str(inspected.value) == str(rendered.value)
    return str(inspected.value)


SVG = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "tệp rỗng"),
        ("Xã Mẫu Một ra quân".encode(), "không phải là ảnh; phải là ảnh JPEG, PNG hoặc WebP"),
        (b"\x00" * 5000, "không phải là ảnh"),
        (b"RIFF\x24\x00\x00\x00WAVEfmt ", "không phải là ảnh"),
        (SVG.encode(), "ảnh SVG không được nhận"),
        (
            b"\xef\xbb\xbf<?xml version='1.0'?><!-- " + b"x" * 900 + b" -->" + SVG.encode(),
            "ảnh SVG",
        ),
        (SVG.upper().encode("utf-16"), "ảnh SVG"),
        (f"<!DOCTYPE html><title>Ảnh</title>{SVG}".encode(), "trang web được lưu về"),
        (f"<HTML><title>Ảnh</title>{SVG}".encode(), "trang web được lưu về"),
        (b"\x00\x00\x00\x18ftypheic\x00\x00\x00\x00mif1heic", "Cài đặt, Camera, Định dạng"),
        (b"\x00\x00\x00\x18ftypmif1\x00\x00\x00\x00mif1heic", "ảnh HEIC của iPhone"),
        (b"\x00\x00\x00\x1cftypmif1\x00\x00\x00\x00mif1avifmiaf", "ảnh AVIF"),
        (b"\x00\x00\x00\x18ftypqt  \x00\x00\x00\x00qt  \x00\x00\x00\x00", "tệp phim hoặc ghi âm"),
        (encoded(scene(9, 9), "GIF"), "ảnh GIF"),
        (encoded(scene(9, 9), "BMP"), "ảnh BMP"),
        (encoded(scene(9, 9), "TIFF"), "ảnh TIFF"),
        (b"%PDF-1.7\n", "tệp PDF"),
        (b"PK\x03\x04\x14\x00\x06\x00", "tệp Word"),
    ],
)
@pytest.mark.usefixtures("nothing_is_decoded")
def test_other_files_are_called_by_their_names(data: bytes, words: str) -> None:
    assert words in refused(data)


def animated(file_format: str) -> bytes:
    """Return an animation of two pictures."""
    return encoded(
        scene(40, 30), file_format, save_all=True, append_images=[scene(30, 40).resize((40, 30))]
    )


@pytest.mark.parametrize("data", [animated("PNG"), animated("WEBP")], ids=["PNG", "WebP"])
@pytest.mark.usefixtures("nothing_is_decoded")
def test_animations_are_refused(data: bytes) -> None:
    assert "ảnh động" in refused(data)


def test_an_animation_of_one_picture_is_still() -> None:
    control = png_chunk(b"acTL", struct.pack(">II", 1, 0))
    assert inspect_picture(with_chunks(encoded(scene(40, 30), "PNG"), control)).width == 40


# --- too many pixels ----------------------------------------------------------------------------


def jpeg_claiming(width: int, height: int) -> bytes:
    """Return a small JPEG that says it is this large."""
    jpeg = encoded(scene(40, 30), "JPEG")
    frame = jpeg.index(b"\xff\xc0")
    return jpeg[: frame + 5] + struct.pack(">HH", height, width) + jpeg[frame + 9 :]


def webp_claiming(width: int, height: int) -> bytes:
    """Return a small WebP whose canvas says it is this large."""
    canvas = b"\x00" * 4 + (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return webp(webp_chunk(b"VP8X", canvas), encoded(scene(40, 30), "WEBP")[12:])


def png_claiming(width: int, height: int) -> bytes:
    """Return a PNG of no pixels at all that says it is this large."""
    return png_header(width, height) + png_chunk(b"IDAT", b"") + png_chunk(b"IEND", b"")


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (png_of_one_bit(20_000, 10_000), "ảnh 20.000 × 10.000 điểm ảnh (200 triệu), nhiều nhất 40"),
        (png_claiming(2**31 - 1, 2**31 - 1), "nhiều nhất 40 triệu"),
        (jpeg_claiming(65_500, 65_500), "(4.290,3 triệu), nhiều nhất 40 triệu"),
        (webp_claiming(2**24, 200), "(3.355,5 triệu)"),
        (png_claiming(8_001, 5_000), "(40,1 triệu), nhiều nhất 40 triệu"),
        (png_claiming(100, 16_384), "ảnh 100 × 16.384 điểm ảnh, mỗi chiều nhiều nhất 16.383"),
    ],
    ids=["200 megapixels", "PNG", "JPEG", "WebP", "a little", "a strip"],
)
@pytest.mark.usefixtures("nothing_is_decoded")
def test_too_large_is_refused_by_the_header(data: bytes, words: str) -> None:
    assert words in refused(data)


def test_the_limits_themselves_are_allowed() -> None:
    assert open_picture(png_claiming(8_000, 5_000)).width * 5_000 == MOST_PIXELS
    assert open_picture(png_claiming(LONGEST_SIDE, 10)).width == LONGEST_SIDE


SECOND_FRAME = jpeg_segment(0xC0, struct.pack(">BHHB", 8, 60_000, 60_000, 3) + bytes(9))


@pytest.mark.parametrize(
    "data",
    [
        # A second header, larger than the one that was judged.
        with_chunks(encoded(scene(40, 30), "PNG"), png_header(20_000, 10_000)[8:]),
        with_segments(encoded(scene(40, 30), "JPEG"), SECOND_FRAME),
        encoded(scene(40, 30), "JPEG").replace(b"\xff\xc4", SECOND_FRAME + b"\xff\xc4", 1),
        encoded(scene(40, 30), "JPEG").replace(b"\xff\xd9", SECOND_FRAME + b"\xff\xd9"),
        webp_claiming(41, 30),
        png_header(40, 30) + png_chunk(b"IEND", b""),
        with_segments(b"\xff\xd8\xff\xd9", SECOND_FRAME),
        b"\x89PNG\r\n\x1a\n" + png_chunk(b"IDAT", b"") + png_chunk(b"IEND", b""),
        b"\xff\xd8\xff\xd9",
        encoded(scene(40, 30), "JPEG").replace(b"\xff\xda", b"\xff\xd9", 1),
    ],
)
def test_a_file_that_contradicts_itself_is_broken(data: bytes) -> None:
    assert "tệp ảnh hỏng" in refused(data)


def test_the_decoder_is_held_to_the_size_that_was_judged() -> None:
    container = open_picture(encoded(scene(40, 30), "PNG"))
    with pytest.raises(PictureMistake, match="tệp ảnh hỏng"):
        decode(replace(container, width=41))


@pytest.mark.parametrize(
    "data", [png_claiming(0, 30), jpeg_claiming(40, 0), webp()], ids=["PNG", "JPEG", "WebP"]
)
@pytest.mark.usefixtures("nothing_is_decoded")
def test_a_picture_of_nothing_is_broken(data: bytes) -> None:
    assert "tệp ảnh hỏng" in refused(data)


# --- cut short ----------------------------------------------------------------------------------

WHOLE = {
    "JPEG": encoded(scene(40, 30), "JPEG"),
    "progressive JPEG": encoded(scene(40, 30), "JPEG", progressive=True),
    "JPEG with EXIF": with_segments(
        encoded(scene(40, 30), "JPEG"), jpeg_segment(0xE1, b"Exif\x00\x00" + exif())
    ),
    "PNG": encoded(scene(40, 30), "PNG"),
    "WebP": encoded(scene(40, 30), "WEBP"),
    "lossless WebP": encoded(scene(40, 30, "RGBA"), "WEBP", lossless=True),
    "WebP with EXIF": encoded(scene(40, 30), "WEBP", exif=exif()),
}


def cuts(data: bytes) -> Iterator[bytes]:
    """Yield every beginning of the file that is long enough to tell its format."""
    return (data[:length] for length in range(16, len(data)))


@pytest.mark.parametrize("data", WHOLE.values(), ids=WHOLE)
def test_a_picture_cut_short_anywhere_is_refused(data: bytes) -> None:
    assert inspect_picture(data).width == 40
    for cut in cuts(data):
        with pytest.raises(PictureMistake, match="bị cắt cụt"):
            inspect_picture(cut)


def test_what_is_wrong_inside_a_whole_container_is_found_by_decoding() -> None:
    png = encoded(scene(400, 300).effect_spread(40), "PNG")
    end = png_chunk(b"IEND", b"")
    pixels = png[png.index(b"IDAT") + 4 : -len(end) - 4]
    half_a_png = png_header(400, 300) + png_chunk(b"IDAT", pixels[: len(pixels) // 2]) + end
    jpeg_without_tables = encoded(scene(40, 30), "JPEG").replace(b"\xff\xdb", b"\xff\xfe")
    webp = encoded(scene(40, 30), "WEBP", lossless=True)
    webp_of_ones = webp[:26] + b"\xff" * (len(webp) - 26)
    wrong_checksum = png[:29] + b"\x00\x00\x00\x00" + png[33:]
    for data in (half_a_png, wrong_checksum, jpeg_without_tables, webp_of_ones):
        assert open_picture(data).width
        assert "tệp ảnh hỏng" in refused(data)


@pytest.mark.usefixtures("nothing_is_decoded")
def test_a_picture_of_very_many_scans_is_refused_before_it_is_decoded() -> None:
    whole = encoded(scene(40, 30), "JPEG", progressive=True)
    start = whole.rindex(b"\xff\xda")
    scan = whole[start:-2]
    many = whole[:-2] + scan * (jpeg.MOST_SCANS - whole.count(b"\xff\xda")) + whole[-2:]
    open_picture(many)
    assert "quá nhiều lớp quét" in refused(many[:-2] + scan + many[-2:])
