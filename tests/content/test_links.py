"""The links of a content file: which page or file of the site a target means."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bulletin.content.links import Targets

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
