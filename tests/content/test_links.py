"""Links of a Markdown text: which there are, where they lead, and how long that takes."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.content.links import Link, Targets, links_in, prose_lines
from tests.growth import assert_no_worse_than_linear


def found(body: str) -> list[tuple[str, int]]:
    """Return targets and lines of the links in a body that starts on line 10."""
    return [(link.target, link.line) for link in links_in(body, 10)]


@pytest.mark.parametrize(
    ("body", "links"),
    [
        ("Xem [bài](a.md).", [("a.md", 10)]),
        ("a\n\n[x](b) và [y](c)", [("b", 12), ("c", 12)]),
        ("[bài]( a.md )", [("a.md", 10)]),
        ('[bài](a.md "Tên")', [("a.md", 10)]),
        ("[bài](<a b.md>)", [("a b.md", 10)]),
        ("[một [hai] ba](a.md)", [("a.md", 10)]),
        ("[![ảnh](a.jpg)](b.md)", [("a.jpg", 10), ("b.md", 10)]),
        ("[bài]: a.md", [("a.md", 10)]),
        ("  [bài]: <a.md>", [("a.md", 10)]),
        ("[bài](#muc)", [("#muc", 10)]),
        ("[bài][khac]\n\n[khac]: a.md", [("a.md", 12)]),
        ("```\n[a](b)\n```\n[c](d)", [("d", 13)]),
        ("~~~~ text\n[a](b)\n~~~\n[c](d)\n~~~~\n[e](f)", [("f", 15)]),
        ("```\n[a](b)\n``` python\n[c](d)\n```", []),
        ("```mã``` [a](b)", [("b", 10)]),
        ("`[a](b)` [c](d)", [("d", 10)]),
        ("`` ` [a](b) `` [c](d) ` e", [("d", 10)]),
        ("` [a](b) ``", [("b", 10)]),
        ("", []),
        ("[^1]: chú thích", []),
        ("[a] (b)", []),
        ("](a.md)", []),
        ("[a](", []),
        ("[a]()", []),
        ("*[HĐND]: Hội đồng nhân dân", []),
        ("- [ ] việc (chưa xong)", []),
    ],
)
def test_links_are_found(body: str, links: list[tuple[str, int]]) -> None:
    assert found(body) == links


def test_pictures_are_told_from_links() -> None:
    assert list(links_in("![ảnh](a.jpg) ! [bài](b.md)", 1)) == [
        Link("a.jpg", 1, is_image=True),
        Link("b.md", 1, is_image=False),
    ]


def test_prose_is_what_is_not_code() -> None:
    body = "a `b` c\n```\nd\n```\ne"
    assert list(prose_lines(body, 3)) == [(3, "a  c"), (7, "e")]


@pytest.mark.parametrize(
    "piece", ["[", "[a", "](", "[](", "[](<", "![[", "`", "` `` ", "`a``b", "[]( ", "]: ", "[[]"]
)
def test_a_hostile_text_takes_no_more_time_than_a_long_one(piece: str) -> None:
    assert_no_worse_than_linear(
        lambda size: list(links_in("[](a)" + piece * (size // len(piece)), 1)), 200_000
    )


@settings(deadline=None)
@given(st.text(st.sampled_from("[]()<>`~!:ab \n#"), max_size=60))
def test_any_text_has_links_on_its_own_lines(body: str) -> None:
    lines = dict(prose_lines(body, 1))
    for link in links_in(body, 1):
        assert link.target in lines[link.line]


# --- where they lead ----------------------------------------------------------------------------

HERE = ("content/exemplars/2026/bai.md", "/dien-hinh/2026/bai/")
TARGETS = Targets(
    {
        "content/exemplars/2024/cu.md": "/dien-hinh/2024/cu/",
        "content/campaigns/xanh/index.md": "/phong-trao/xanh/",
    },
    frozenset({"/", "/dien-hinh/2024/cu/", "/phong-trao/xanh/", "/rss/tat-ca.xml"}),
)


@pytest.mark.parametrize(
    ("target", "meant"),
    [
        ("../2024/cu.md", "/dien-hinh/2024/cu/"),
        ("../2024/cu.md#muc", "/dien-hinh/2024/cu/#muc"),
        ("../2024/cu.md?a=b#c", "/dien-hinh/2024/cu/?a=b#c"),
        ("../2024/c%75.md", "/dien-hinh/2024/cu/"),
        ("../../campaigns/xanh/index.md", "/phong-trao/xanh/"),
        ("/dien-hinh/2024/cu/", "/dien-hinh/2024/cu/"),
        ("../../2024/cu/", "/dien-hinh/2024/cu/"),
        ("/rss/tat-ca.xml", "/rss/tat-ca.xml"),
        ("#muc", "#muc"),
        ("", ""),
        ("https://vi-du.example/a.md", "https://vi-du.example/a.md"),
        ("//vi-du.example/a", "//vi-du.example/a"),
        ("mailto:a@b.example", "mailto:a@b.example"),
        ("cu.md", None),
        ("/content/exemplars/2024/cu.md", None),
        ("../2024/cu/", None),
        ("/dien-hinh/2024/cu", None),
        ("../../../../../../etc/passwd.md", None),
        ("http://[a", None),
        ("//[a", None),
        ("%2F%2F[a", None),
        ("\x00.md", None),
    ],
)
def test_a_target_means_a_page_or_nothing(target: str, meant: str | None) -> None:
    assert TARGETS.resolve(target, *HERE) == meant


@settings(deadline=None)
@given(st.text(max_size=30))
def test_any_target_can_be_asked_for(target: str) -> None:
    meant = TARGETS.resolve(target, *HERE)
    assert meant in {None, target} or re.split("[?#]", str(meant))[0] in TARGETS.addresses
