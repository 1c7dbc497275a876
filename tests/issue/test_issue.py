"""What the bulletin of a month holds, its letter and its message."""

from __future__ import annotations

import datetime as dt
import email
import re
from email.message import EmailMessage
from email.policy import default
from pathlib import Path

import pytest

from bulletin.edition.edition import open_edition
from bulletin.issue.blocks import Block, Run, make_blocks
from bulletin.issue.chat import LONGEST, format_message
from bulletin.issue.issue import Issue, iter_months
from bulletin.issue.letter import LARGEST, format_letter
from tests.content.builder import BULLETIN_FILE, DATA, QUESTION_KEYS, UNITS_FILE, page, read, story
from tests.golden import check_golden
from tests.issue.made_month import MONTH, NAME, NOW, issue_of, make, make_hostile

GOLDEN = Path(__file__).parent / "golden"


@pytest.fixture(scope="module")
def issue() -> Issue:
    """Return the issue of the made month."""
    return make({})


class TestContents:
    def test_real_stories_of_the_month_alone(self, issue: Issue) -> None:
        assert [story.title for story in issue.stories] == [
            "Đường hoa ấp Mẫu",
            "Một người bền bỉ",
            "Đủ chữ, đủ dấu",
        ]
        assert (issue.number, issue.month_name) == ("Số 11 năm 2026", "Tháng 11 năm 2026")
        assert issue.day == dt.date(2026, 11, 30)

    def test_own_units_come_first(self) -> None:
        changes = {
            f"{DATA}/bulletin.yml": f"{BULLETIN_FILE}own_units: [xa-moi]\n",
            f"{DATA}/units.yml": f"{UNITS_FILE}- {{key: noi-khac, name: Nơi khác, type: xã}}\n",
            "content/exemplars/2026/khac.md": story(
                unit="noi-khac", title="Ở nơi khác", date="2026-11-30"
            ),
        }
        assert [story.title for story in make(changes).stories][-1] == "Ở nơi khác"

    def test_what_stands_beside_them(self, issue: Issue) -> None:
        assert [(one.title, one.when) for one in issue.events] == [
            ("Gặp mặt", "07:30, ngày 10/12/2026")
        ]
        assert [one.award for one in issue.awards] == [
            "Giấy khen, Chủ tịch Ủy ban nhân dân xã Mẫu."
        ]
        assert [one.text for one in issue.corrections] == ["52 hộ, không phải 50 hộ."]
        assert [(one.title, one.stories) for one in issue.campaigns] == [("Xanh, sạch, đẹp", 1)]
        assert issue.answers[0].sources == "Mục II, Kế hoạch số 62/KH-UBND"

    def test_a_new_question_changes_few_months(self) -> None:
        questions = {f"content/questions/hoi-{n}.md": page(QUESTION_KEYS, {}) for n in range(9)}
        new = {"content/questions/hoi-moi.md": page(QUESTION_KEYS, {})}
        libraries = [read({**MONTH, **questions, **more}) for more in ({}, new)]
        first = [
            [issue_of(library, (2025, month)).answers[0].address for month in range(1, 13)]
            for library in libraries
        ]
        changed = [one for other, one in zip(*first, strict=True) if one != other]
        assert len(changed) < 6
        assert set(changed) <= {"https://thidua.mau.vn/hoi-dap/hoi-moi/"}

    def test_only_months_that_are_over(self) -> None:
        edition = open_edition(read(MONTH), NOW)
        assert list(iter_months(edition)) == [(2026, 11), (2026, 10)]


class TestBlocks:
    def blocks(self, html: str) -> tuple[Block, ...]:
        return make_blocks(
            html, lambda target: f"https://a.vn{target}" if target[:1] == "/" else None
        )

    def test_looks_and_links(self) -> None:
        assert self.blocks(
            '<p>Một <strong>hai <em>ba</em></strong>\n<a href="/x/">bốn</a></p>'
        ) == (
            Block(
                "p",
                (
                    Run("Một "),
                    Run("hai ", "b"),
                    Run("ba", "bi"),
                    Run(" "),
                    Run("bốn", "", "https://a.vn/x/"),
                ),
            ),
        )

    def test_lists_boxes_tables(self) -> None:
        found = self.blocks(
            '<ol start="3"><li>a<ul><li>b</li></ul></li></ol>'
            '<div class="admonition note"><p class="admonition-title">Nhớ</p><p>c</p></div>'
            "<table><thead><tr><th>x</th><th>y</th></tr></thead>"
            "<tbody><tr><td>1</td></tr></tbody></table><hr>"
        )
        assert [block.kind for block in found] == ["ol", "box", "table", "rule"]
        assert found[0].level == 3
        assert [block.kind for block in found[0].blocks[0].blocks] == ["p", "ul"]
        assert found[1].runs == (Run("Nhớ"),)
        assert (found[2].level, found[2].rows[1]) == (1, ((Run("1"),), ()))

    def test_no_word_is_lost(self, issue: Issue) -> None:
        def words(blocks: tuple[Block, ...]) -> str:
            return " ".join(
                " ".join(run.text for run in block.runs)
                + words(block.blocks)
                + " ".join(run.text for row in block.rows for cell in row for run in cell)
                for block in blocks
            )

        told = words(issue.stories[0].body)
        for word in ("5 giờ", "không ai đứng ngoài", "Cách làm", "xem kế hoạch", "lòng người"):
            assert word in told
        for word in ("1.250", "Ghi nhớ", "hai ngày một lần", "Theo sổ của ấp"):
            assert word in told


def parts_of(letter: bytes) -> tuple[EmailMessage, str, str]:
    """Return the letter as a mail program reads it: its head, text and HTML."""
    read = email.message_from_bytes(letter, policy=default)
    text, html = read.get_body(["plain"]), read.get_body(["html"])
    assert text is not None
    assert html is not None
    return read, text.get_content(), html.get_content()


class TestLetter:
    def test_head(self, issue: Issue) -> None:
        head, _, _ = parts_of(format_letter(issue))
        assert head["Subject"] == f"{NAME}: tháng 11 năm 2026"
        assert head["From"] == "Ban biên tập Mẫu <ban-tin@mau.vn>"
        assert head["Date"] == "Mon, 30 Nov 2026 08:00:00 +0700"
        assert (head["X-Unsent"], head["To"]) == ("1", None)
        assert head.get_content_type() == "multipart/alternative"
        assert not head.defects

    def test_text_and_html(self, issue: Issue, update_goldens: bool) -> None:
        _, text, html = parts_of(format_letter(issue))
        check_golden(GOLDEN / "letter.txt", text, update_goldens)
        check_golden(GOLDEN / "letter.html", html, update_goldens)

    def test_nothing_is_fetched_and_no_reader_is_counted(self, issue: Issue) -> None:
        _, _, html = parts_of(format_letter(issue))
        assert not re.search(r"<(?:img|script|link|style|iframe|object)|src=|url\(|@import", html)
        assert {address.partition("?")[1] for address in re.findall(r'href="([^"]*)"', html)} == {
            ""
        }

    def test_the_same_bytes_and_lines_for_any_server(self, issue: Issue) -> None:
        letter = format_letter(issue)
        assert letter == format_letter(make({}))
        assert max(map(len, letter.split(b"\r\n"))) <= 998
        assert letter.isascii()

    def test_hostile_content(self) -> None:
        letter = format_letter(make_hostile())
        assert len(letter) < LARGEST
        _, text, html = parts_of(letter)
        assert "tin, bài khác: https://thidua.mau.vn/luu-tru/2026/11/" in text
        assert "<b>thẻ</b>" not in html
        assert "&lt;b&gt;thẻ&lt;/b&gt;" in html


class TestMessage:
    def test_words(self, issue: Issue, update_goldens: bool) -> None:
        check_golden(GOLDEN / "message.txt", format_message(issue), update_goldens)

    def test_never_too_long(self) -> None:
        message = format_message(make_hostile())
        assert len(message) <= LONGEST
        assert re.search(r"Còn \d+ bài nữa: https://thidua.mau.vn/luu-tru/2026/11/\n$", message)
