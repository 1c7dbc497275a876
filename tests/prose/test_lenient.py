"""Lines as people type them, read in the one sense that they can have."""

from __future__ import annotations

import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from bulletin.prose.lenient_blocks import LONGEST_VERSE, move_spaces_out_of_bold, tidy_lines
from bulletin.prose.lenient_inline import is_tag
from bulletin.prose.renderer import MarkdownRenderer
from bulletin.prose.words import words_of_text
from tests.growth import assert_no_worse_than_linear
from tests.trying import try_examples

RENDERER = MarkdownRenderer()


def html(text: str) -> str:
    """Return the HTML of a text on one line."""
    return RENDERER.render(text).html.replace("\n", "")


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        # Indented as in Word
        ("     Sáng nay, bà con.", "Sáng nay, bà con."),
        ("\tPhím Tab.", "Phím Tab."),
        ("Một.\n\n     Hai.\n\nBa.", "Một.\n\nHai.\n\nBa."),
        ("     Một.\n     Hai.", "Một.\n\nHai."),
        ("    Một dòng dài\n    còn nữa.", "Một dòng dài\ncòn nữa."),
        ("Gồm:\n\n    - một\n    - hai", "Gồm:\n\n- một\n- hai"),
        ("     ## Mục", "## Mục"),
        ("     > Trích", "> Trích"),
        # A list or a table after a line
        ("Gồm:\n- một\n- hai", "Gồm:\n\n- một\n- hai"),
        ("Gồm:\n* một\n* hai", "Gồm:\n\n* một\n* hai"),
        ("Gồm:\n1. một\n2. hai", "Gồm:\n\n1. một\n2. hai"),
        ("Gồm:\n3. một\n4. hai", "Gồm:\n\n3. một\n4. hai"),
        ("A:\n| a | b |\n|---|---|\n| 1 | 2 |\nB", "A:\n\n| a | b |\n|---|---|\n| 1 | 2 |\n\nB"),
        ("Bảng:\na | b\n--- | ---\n1 | 2", "Bảng:\n\na | b\n--- | ---\n1 | 2"),
        ("> Gồm:\n> - một", "> Gồm:\n>\n> - một"),
        ("!!! note\n    Gồm:\n    - một", "!!! note\n    Gồm:\n\n    - một"),
        # Nested
        ("- a\n  - b\n    - c\n- d", "- a\n    - b\n        - c\n- d"),
        ("1. a\n   - b\n2. c", "1. a\n    - b\n2. c"),
        ("1. a\n- b\n- c\n2. d\n- e", "1. a\n    - b\n    - c\n2. d\n    - e"),
        ("- a\n\n  hai\n- b", "- a\n\n    hai\n\n- b"),
        # The bullets of Word
        ("• a\n• b", "- a\n- b"),
        ("Gồm:\n▪ a\n▪ b", "Gồm:\n\n- a\n- b"),
        ("·   a\n·   b", "- a\n- b"),
        ("-mười hộ\n-hai cầu", "- mười hộ\n- hai cầu"),
        ("Gồm:\n\uf0b7\tmột\n\uf0b7\thai", "Gồm:\n\n- một\n- hai"),
        ("o   một\no   hai", "- một\n- hai"),
        ("§  một\n§  hai", "- một\n- hai"),
        ("Ø một\nØ hai", "- một\n- hai"),
        ("\\- một\n\\- hai", "- một\n- hai"),
        ("1\\. một\n2\\. hai", "1\\. một  \n2\\. hai"),
        ("👉 một\n👉 hai", "👉 một  \n👉 hai"),
        ("| gió đưa\n| trăng thanh", "gió đưa  \ntrăng thanh"),
        # Lines that begin something
        ("a) một\nb) hai\n1) ba", "a) một  \nb) hai  \n1) ba"),
        ("Lời.\n– Chào!\n— Chào!", "Lời.  \n– Chào!  \n— Chào!"),
        ("Một\\\nHai", "Một  \nHai"),
        ("Trên đồng cạn\nDưới đồng sâu", "Trên đồng cạn  \nDưới đồng sâu"),
        ("> “Trên đồng cạn\n> *Dưới đồng sâu*”", "> “Trên đồng cạn  \n> *Dưới đồng sâu*”"),
        # Signs
        ("**Kết quả: **mười", "**Kết quả:** mười"),
        ("mười** hộ**, **hai **cầu", "mười **hộ**, **hai** cầu"),
        ("!!! Chúc mừng", "\\!!! Chúc mừng"),
        ("??? Vì sao", "\\??? Vì sao"),
        ("#thidua #anbien", "\\#thidua #anbien"),
        ("#AnBien", "\\#AnBien"),
        ("#1 của huyện", "\\#1 của huyện"),
        ("##Mục", "## Mục"),
        ("#Mục lớn", "# Mục lớn"),
        ("5*3*2 và 10~15,20~25", "5\\*3\\*2 và 10\\~15,20\\~25"),
        ("A (*) và B (*)", "A (\\*) và B (\\*)"),
        ("300*, 200* và *x*", "300\\*, 200\\* và *x*"),
        ("Đọc <Chuyện ở ấp>, <a lô>, a<b c>d", "Đọc &lt;Chuyện ở ấp>, &lt;a lô>, a&lt;b c>d"),
    ],
)  # fmt: skip
def test_what_is_typed_reads_as_what_is_meant(typed: str, meant: str) -> None:
    assert html(typed) == html(meant)


WRAPPED = "Hội nghị bàn việc làm cầu, sửa đường, nạo vét kênh và trồng cây của"


@pytest.mark.parametrize(
    "text",
    [
        f"{WRAPPED}\nMẫu Một và các ấp chung quanh.",
        f"{WRAPPED}\n{WRAPPED}\n{WRAPPED}",
        "Câu ngắn\nxuống dòng giữa chừng.",
        "Cầu dài\n20. Tháng Mười xong.",
    ],
)
def test_prose_that_is_wrapped_by_hand_stays_one_paragraph(text: str) -> None:
    assert html(text).count("<p>") == 1
    assert "<br>" not in html(text)
    assert "<li>" not in html(text)


def test_a_verse_is_a_short_line() -> None:
    verse = "A" * LONGEST_VERSE
    assert "<br>" in html(f"{verse}\n{verse}")
    assert "<br>" not in html(f"{verse}a\n{verse}")


@pytest.mark.parametrize(
    "text",
    [
        "```\n    a\n- b\n| c |\n```",
        "<pre>\n    a\n\n  - b\n</pre>",
        "`**a **b` **c**",
        "- a\n- b\n\n\n1. c",
        "Từ\n:   nghĩa\n\n    thêm",
        "Lời[^1].\n\n[^1]: Một\n\n    hai",
    ],
)
def test_what_is_right_already_stays(text: str) -> None:
    tidy = move_spaces_out_of_bold("\n".join(tidy_lines(text.split("\n"))))
    assert "`" in text or "<pre>" in text or tidy == text
    assert html(text) == html(f"{text}\n")


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("<b>", True), ("</b>", True), ("<BR/>", True), ("<a href='x' title=y>", True),
        ("<o:p>", True), ("<details open>", True), ("<td nowrap>", True), ("<p onclick>", True),
        ("<Chuyện ở ấp>", False), ("<chuyen o ap>", False), ("<b Chuyện>", False),
        ("<ap>", False), ("<a lô>", False), ("<16 tuổi>", False), ("<thi-dua>", False),
    ],
)  # fmt: skip
def test_what_is_a_tag(text: str, found: bool) -> None:
    assert is_tag(text) is found


LINES = st.lists(
    st.sampled_from(
        "Lời văn|lời văn.|- mục|  - mục|    - mục|1. mục|20. mục|   + mục|• mục|-mục|     thụt|"
        "  thụt|> trích|> - mục|## Mục|#thidua|!!! note|!!! Chúc|??? tip|    trong|a) một|"
        "– hai|---|***|[^1]: chú|: nghĩa|Câu một\\|**a **b|[x]: /y||||".split("|")
    )
    | st.sampled_from(["| a | b |", "|---|---|", "| 1 | 2 |"]),
    max_size=14,
)


@try_examples(500)
@given(LINES)
@example(["- a", "", "    b", "- c"])
@example(["1. a", "- b", "", "- c", "2. d"])
@example([": nghĩa", "#thidua", ": nghĩa"])
@example(["[^1]: chú", "  - mục", "  thụt"])
@example(["| a | b |", "|---|---|", ": nghĩa", "Lời văn", "Lời văn"])
def test_no_word_goes_and_tidy_text_stays_tidy(lines: list[str]) -> None:
    tidy = tidy_lines(lines)
    assert words_of_text("\n".join(tidy)) == words_of_text("\n".join(lines))
    assert tidy_lines(tidy) == tidy


@try_examples(400)
@given(LINES)
@example(["[x]: /y", "- mục"])
def test_no_word_of_such_lines_is_lost(lines: list[str]) -> None:
    assume(lines.count("[^1]: chú") < 2)  # the second note of one label takes the first one's place
    found = RENDERER.render("\n".join(lines))
    # A definition that nothing uses is no text.
    assert {word for one in found.lost for word in words_of_text(one.words)} <= {"x", "y"}


@pytest.mark.slow
@pytest.mark.parametrize(
    "piece",
    ["- a\n", "  - a\n", "a\n", "> a\n", "| a |\n", "**a ", "** ", "`", "\n\n", ": a\n", "*a* "],
)
def test_a_hostile_text_takes_the_time_of_a_long_one(piece: str) -> None:
    def work(size: int) -> None:
        text = piece * (size // len(piece))
        move_spaces_out_of_bold("\n".join(tidy_lines(text.split("\n"))))

    assert_no_worse_than_linear(work, 50_000)
