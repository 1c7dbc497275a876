"""The law of the check: no word of a text is lost on its page, and no sign of markup is left."""

from __future__ import annotations

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from bulletin.prose.losses import find_left_overs, find_losses
from bulletin.prose.renderer import MarkdownRenderer
from bulletin.prose.safe_html import sanitize
from bulletin.prose.words import words_of_html, words_of_text
from tests.growth import assert_no_worse_than_linear
from tests.trying import try_examples

RENDERER = MarkdownRenderer()


def lost(text: str) -> list[tuple[str, int]]:
    """Return the lost words of a text, with their lines."""
    return [(one.words, one.line) for one in RENDERER.render(text).lost]


def left(text: str) -> list[tuple[str, int]]:
    """Return the kinds of the signs left over, with their lines."""
    return [(one.sign, one.line) for one in RENDERER.render(text).left_overs]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("một <em>hai</em> ba", "một hai ba"),
        ("H<sub>2</sub>O &amp; &lt;ba&gt; Đ&#272;", "H 2 O ba ĐĐ"),
        ('<p title="không">50&nbsp;% ruộng_lúa</p>', "50 ruộng lúa"),
        ("", ""),
    ],
)
def test_the_words_of_html(text: str, words: str) -> None:
    assert words_of_html(text) == words.split()


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\n\n<template>Lời trong khuôn</template> sau", [("Lời trong khuôn", 3)]),
        ("a\n\n<math>bà con</math> sau", [("bà con", 3)]),
        ("<p Chuyện ở ấp>bà con</p>", [("p Chuyện ở ấp", 1)]),
        ("<div>\nMời đọc <Chuyện ở ấp> nhé\n</div>", [("Chuyện ở ấp", 2)]),
        ("| a | b |\n|---|---|\n| 1 | 2 | thêm, nữa |", [("thêm, nữa", 3)]),
        ("bà con\n\n[Ghi chú]: bà", [("Ghi chú]: bà", 3)]),
        ("!!! note Tựa riêng\n    Lời.", [("Tựa riêng", 1)]),
        # Not lost: markup, and what an editor left out on purpose
        ("[bài](../2025/bai-cu.md \"Tên\") bai con", []),
        ("[bài](con.md) con", []),
        ("[bài][x] [x] [y][]\n\n[x]: /a-b/ 'Tên'\n[y]: <c d>", []),
        ("Lời[^chú thích] và[^2].\n\n[^chú thích]: Một\n[^2]: Hai", []),
        ("o\tmột\no   hai\n\nØ ba\n\nü  bốn", []),
        ("Ø 90 mm", []),
        ("[^thừa]: Không ai nhắc tới", []),
        ("1. một\n2. hai\n    10. ba\n\n> 7. bốn", []),
        ("```yaml\na: b\n```\n\n~~~ text\nc\n~~~", []),
        ("!!! warning\n    Lời.\n\n???+ tip \"Tựa\"\n    Lời.", []),
        ("<!-- lời dặn\nriêng --> Lời", []),
        ('Lời <span lang="km">ត្នោត</span> <font color="red">đỏ</font><br/> <o:p></o:p>', []),
        ("<script>let a = 1</script> <style>p { color: red }</style>", []),
        ("<https://vi-du.example/a-b> <ban@vi-du.example> [gọi](tel:+84123)", []),
        ("![ảnh bà con](anh.jpg 'Tên') <img src='anh.jpg' alt='bà con'>", []),
        ("H~2~O m^2^ ~~bỏ~~ **đ**ậm kết**quả** `mã` &copy; &#272; &amp;lt;", []),
        ("| a | b |\n|:--|--:|\n| 1 | 2 |", []),
        ("[TOC]\n\n## Mục\n\nTừ\n:   nghĩa\n\n***", []),
        ("một\\\nhai \\*ba\\* [x](a\\_b.md) [y](kh&#244;ng.md)", []),
    ],
)  # fmt: skip
def test_words_that_the_page_does_not_show(text: str, found: list[tuple[str, int]]) -> None:
    assert lost(text) == found


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("a\n\nLời **Kết quả: mười hộ", [("bold", 3)]),
        ("x ** a ** b", [("bold", 1)]),
        ("[Kế hoạch]{.underline}", [("link", 1)]),
        ("> [!NOTE]\n> Chú ý.", [("callout", 1)]),
        ("ấp %%đừng đăng%% Mẫu", [("comment", 1)]),
        ("ấp Mẫu ^abc12", [("anchor", 1)]),
        ("'''Kết quả''' tốt\n\n== Mục một ==", [("wiki", 1), ("wiki", 3)]),
        ("[b]Kết quả[/b]: mười", [("forum", 1)]),
        ("[url=https://vi-du.example]Xem[/url]", [("forum", 1)]),
        ("Rộng $120 m^2$", [("formula", 1)]),
        ("Xem [kia] (khong-co.md)", [("link", 1)]),
        ("Xem (kia)[https://vi-du.example]", [("link", 1)]),
        ("## Kết quả {#kết-quả}", [("attributes", 1)]),
        ("Lời {width=50%}", [("attributes", 1)]),
        ("<![if !supportLists]>- <![endif]>Mười", [("tag", 1)]),
        ("10%% lãi, 20%% vốn, 5$ và 6$, x == y, [1] (https://vi-du.example)", []),
        ("(Theo báo cáo)[1], ''mừng'', [và/hoặc] [Tin](https://vi-du.example) (cũ)", []),
        ("::: {custom-style=\"x\"}\nchữ\n:::", [("fence", 1), ("fence", 3)]),
        ("[]{#_Toc123 .anchor}Mục", [("link", 1)]),
        ("![[anh.jpg]]", [("link", 1)]),
        ("| a | b |\n| 1 | 2 |", [("table", 1), ("table", 2)]),
        ("Lời[^5].", [("footnote", 1)]),
        ("a ~~ b ~~ c", [("struck", 1)]),
        ("Chữ {: .lon} và ==to==", [("attributes", 1), ("marked", 1)]),
        ("Mục\n\n[toc]", [("template", 3)]),
        ("[[_TOC_]]", [("link", 1)]),
        ("Xem [kế hoạch][kh] và [quy chế][].", [("link", 1)]),
        ("Lời\n\n\\newpage\n\n\\section{Mục} \\textbf{đậm}", [("template", 3), ("template", 5)]),
        ("Bà con vui :smile: và :+1: nhiều", [("shortcode", 1)]),
        ("Giờ: 7:30:00, tỷ số 3:2:1, a:b:c, https://vi-du.example:80:x", []),
        ("- [ ] việc", [("task", 1)]),
        ("&amp;quot;x", [("entity", 1)]),
        ("a <!-- ghi chú", [("tag", 1)]),
        ("=======", [("rule", 1)]),
        ("```\nchưa đóng", [("fence", 1)]),
        ("Lời \\“x\\”", [("backslash", 1)]),
        # Not left over: what was meant, and what news are full of
        (r"\# 1 \*\*x\*\* \[x\](y) \~~", []),
        ("&lt;b&gt; &#42;&#42;x", []),
        ("`**x**` và\n\n```\n| a |\n[x](y)\n```", []),
        ("Họ tên: ________ Ngày ___/___/2026, 3***, (**), 500.000**, (*) và *chữ*", []),
        ("[sic] [1] [2][3] {x} a_b_c C:\\Users\\ban 7:30 :) ==> <3 <= 5 && || #1 —", []),
        ("Số 62/KH-UBND; 1.500.000đ; 5*3*2; 10~15; a|b; -5 °C; 5 - 3 = 2; 50%", []),
        ("https://vi-du.example/a_b__c?x=[1]&y=~z", []),
    ],
)  # fmt: skip
def test_signs_that_are_left_on_the_page(text: str, found: list[tuple[str, int]]) -> None:
    assert left(text) == found


# --- laws ---------------------------------------------------------------------------------------

LETTERS = (
    "aăâbcdđeêghiklmnoôơpqrstuưvxyàáảãạằắẳẵặầấẩẫậèéẻẽẹềếểễệìíỉĩịòóỏõọồốổỗộờớởỡợùúủũụừứửữựỳýỷỹỵ"
)
WORDS = st.text(LETTERS + LETTERS.upper() + "0123456789", min_size=1, max_size=7)
PUNCTUATION = st.sampled_from(
    [*" .,;:!?…–—-+*/%()“”‘’\"'<>=~^_#@&|`\\$", " - ", " (*)", "...", "• ", "- ", "1. ", "a) "]
)
LINE_ENDS = st.sampled_from(["\n", "\n\n", "\n    ", "\n\t", "\n  ", "  \n", "\\\n"])
PROSE = st.lists(WORDS | st.just(" ") | PUNCTUATION | LINE_ENDS, max_size=40).map("".join)


@try_examples(400)
@given(PROSE)
@example("<Chuyện ở ấp>")
@example("     thụt vào\n- mục\nSau")
@example("a <b c> d")
def test_the_words_of_the_page_are_the_words_written_or_the_check_says_which_are_not(
    text: str,
) -> None:
    found = RENDERER.render(text)
    if not found.lost and "](" not in text and "]:" not in text and "<!" not in text:
        shown = words_of_html(found.html)
        missing = [word for word in words_of_text(text) if word not in shown]
        assert all(word.isdigit() or "<" in text for word in missing)


@try_examples(400)
@given(st.lists(WORDS | st.sampled_from([" ", ", ", ". ", "\n", "\n\n", "\n    ", "\n\t", "\n- "])
                | st.sampled_from(["\n• ", " – ", " (*) ", "“", "”", "<", ">", "\n  - "]),
                max_size=40).map("".join))  # fmt: skip
def test_words_lines_and_punctuation_come_out_as_they_were_written(text: str) -> None:
    found = RENDERER.render(text)
    numbers = text.replace(".", " ")  # a number before a dot may be the number of an item
    if "<" not in text:
        assert [w for w in words_of_html(found.html) if not w.isdigit()] == [
            w for w in words_of_text(numbers) if not w.isdigit()
        ]
        assert found.lost == ()


@pytest.mark.slow
@pytest.mark.parametrize("piece", ["a ", "<", "**", "[", "| ", "\\", "&amp;", "- ", "<b x ", "#"])
def test_a_hostile_text_is_compared_in_the_time_of_a_long_one(piece: str) -> None:
    def work(size: int) -> None:
        text = piece * (size // len(piece))
        html = sanitize(text.replace("<", "&lt;"))
        list(find_losses(text, html, html, {}))
        list(find_left_overs(text, html))

    assert_no_worse_than_linear(work, 50_000)
