"""Plain text goes past the patterns of Markdown, and nobody can tell."""

from __future__ import annotations

from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown import Markdown
from markdown.extensions import Extension

from bulletin.prose.dialect import EXTENSIONS, SETTINGS
from bulletin.prose.plain_text import SkipPlainText
from tests.trying import try_examples

RULE = "skip-plain-text"
INLINE = r"""
    chữ Chị 12 a_b _x_ *y* **z** `c` [l](m) [l] [^1] ![i](j) <b> </b> <https://a.b> &amp; &#1; &
    <a@b.c> ^s^ ~~d~~ ~u~ \* \ # ## - 1. > | : ; ! !!! * _ <!-- --> <div> </div> <p>
""".split()
BLOCKS = [
    "\n",
    "\n\n",
    "  \n",
    "\n\n## ",
    "\n- ",
    "\n> ",
    "\n\n    ",
    "\n```\n",
    "\n: ",
    "\n!!! note\n    ",
]
BLOCKS += ["\n| a | b |\n|---|--:|\n| ", "\n\n[^1]: ", "\n\n[l]: /x\n"]
PIECES = [*INLINE, *BLOCKS]


@cache
def converters() -> tuple[Markdown, Markdown]:
    """Return a converter for the dialect of the site, and one with the rule."""
    given = {name: dict(values) for name, values in SETTINGS.items()}
    usual, quick = (
        Markdown(extensions=[*EXTENSIONS, *own], extension_configs=given)
        for own in ([], [SkipPlainText()])
    )
    return usual, quick


@given(st.lists(st.sampled_from(PIECES), max_size=12), st.sampled_from(["", " "]))
@try_examples(300)
def test_the_result_is_the_same(pieces: list[str], space: str) -> None:
    usual, quick = converters()
    text = space.join(pieces)
    assert quick.reset().convert(text) == usual.reset().convert(text)


@pytest.mark.parametrize("piece", PIECES)
def test_each_sign_is_seen(piece: str) -> None:
    usual, quick = converters()
    text = f"Chữ{piece}chữ.\n\nBà {piece} con.\n\n[l]: /x\n\n[^1]: Chú thích."
    assert quick.reset().convert(text) == usual.reset().convert(text)


def test_all_patterns_that_stories_are_set_with_are_known() -> None:
    assert RULE in converters()[1].treeprocessors


@pytest.mark.parametrize("extension", ["pymdownx.magiclink", "wikilinks"])
def test_patterns_that_are_not_known_see_everything(extension: str) -> None:
    own: list[Extension | str] = [*EXTENSIONS, extension, SkipPlainText()]
    assert RULE not in Markdown(extensions=own).treeprocessors
