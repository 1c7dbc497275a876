import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bulletin.vietnamese.slug import heading_id, slug

SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Thôn Đồi Bông", "thon-doi-bong"),
        ("  Số: 62/KH-UBND (2020)  ", "so-62-kh-ubnd-2020"),
        ("“Chung tay vì người nghèo”", "chung-tay-vi-nguoi-ngheo"),
        ("thi\u200b đua khen th\u00adưởng", "thi-dua-khen-thuong"),
        ("đường_quê", "duong-que"),
        ("… – !", ""),
        ("", ""),
    ],
)
def test_slugs(text: str, expected: str) -> None:
    assert slug(text) == expected


@given(st.text())
def test_a_slug_has_the_form_of_a_slug(text: str) -> None:
    made = slug(text)
    assert made == "" or SLUG.fullmatch(made)
    assert slug(made) == made


@pytest.mark.parametrize(
    ("heading", "identifier"),
    [
        ("II. Nội dung, hình thức", "ii-noi-dung-hinh-thuc"),
        ("Mục <em>tiêu</em> &amp; nhiệm vụ &#8211; 2020", "muc-tieu-nhiem-vu-2020"),
        ("a < b và c > d", "a-b-va-c-d"),
        ("***", "muc"),
        ("", "muc"),
    ],
)
def test_heading_ids(heading: str, identifier: str) -> None:
    assert heading_id(heading) == identifier


def test_a_heading_id_takes_the_separator_of_toc() -> None:
    assert heading_id("Nơi nhận", "_") == "noi_nhan"


def test_headings_of_a_page_get_these_ids() -> None:
    import markdown
    from markdown.extensions.toc import TocExtension

    html = markdown.markdown(
        "# Đối tượng & **điều kiện**\n\n# !", extensions=[TocExtension(slugify=heading_id)]
    )
    assert re.findall('id="(.*?)"', html) == ["doi-tuong-dieu-kien", "muc"]
