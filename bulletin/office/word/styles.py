"""What a run and a paragraph look like: what they say themselves, else their styles, else Word."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Final
from xml.etree.ElementTree import Element

from bulletin.office.word.parts import WordParts
from bulletin.vietnamese.fold import fold

_LONGEST_CHAIN: Final = 20
_OFF: Final = {"0", "false", "off", "none"}
_HEADINGS: Final = ("heading ", "dau de ", "tieu de ")
_TITLES: Final = ("title", "tieu de", "ten bai")


@dataclass(frozen=True, slots=True)
class Look:
    """What the text of a run looks like. `font` is that of letters beyond ASCII."""

    font: str = ""
    is_bold: bool = False
    is_italic: bool = False
    is_hidden: bool = False
    is_struck: bool = False
    is_capital: bool = False
    vertical: str = ""


@dataclass(frozen=True, slots=True)
class Numbering:
    """The list that a paragraph is an item of: its number, its level from 0, its format."""

    number: str
    level: int
    format: str
    start: int


class Styles:
    """The styles and lists of a document."""

    def __init__(self, parts: WordParts) -> None:
        self._styles = {style.get("w_styleId", ""): style for style in parts.styles.iter("w_style")}
        self._default = next(
            (
                key
                for key, style in self._styles.items()
                if style.get("w_type") == "paragraph" and style.get("w_default") in ("1", "true")
            ),
            "",
        )
        found = parts.styles.find("w_docDefaults/w_rPrDefault/w_rPr")
        self._defaults = [] if found is None else [found]
        self._lists = _read_lists(parts.numbering)

    def find_look(self, run: Element, paragraph: Element | None) -> Look:
        """Return the look of a run; bold and italic of a paragraph's style say nothing of it."""
        own = [found for found in [run.find("w_rPr")] if found is not None]
        near = [*own, *self._chain_of(_value(own, "w_rStyle"), "w_rPr")]
        mark = _value([] if paragraph is None else [paragraph], "w_pStyle")
        everywhere = [*near, *self._chain_of(mark or self._default, "w_rPr"), *self._defaults]
        return Look(
            font=_font(everywhere),
            is_bold=_is_on(near, "w_b"),
            is_italic=_is_on(near, "w_i"),
            is_hidden=any(_is_on(everywhere, one) for one in ("w_vanish", "w_specVanish")),
            is_struck=any(_is_on(near, one) for one in ("w_strike", "w_dstrike")),
            is_capital=_is_on(everywhere, "w_caps"),
            vertical=_value(near, "w_vertAlign") or "",
        )

    def find_heading(self, paragraph: Element | None) -> int | None:
        """Return the level of a heading, 0 for a title, 1 and more for others; None if it is none.

        Styles are called by their English or Vietnamese names, or have an outline level.
        """
        if paragraph is None:
            return None
        key = _value([paragraph], "w_pStyle")
        for style in self._iter_chain(key):
            name = fold(_value([style], "w_name") or "")
            if name in _TITLES:
                return 0
            for start in _HEADINGS:
                if name.startswith(start) and is_number(name.removeprefix(start)):
                    return int(name.removeprefix(start))
        level = _value([paragraph, *self._chain_of(key, "w_pPr")], "w_outlineLvl")
        return int(level) + 1 if level in set("012345678") else None

    def find_numbering(self, paragraph: Element | None) -> Numbering | None:
        """Return the list of a paragraph, which its style may give; None if it is in none."""
        if paragraph is None:
            return None
        properties = [paragraph, *self._chain_of(_value([paragraph], "w_pStyle"), "w_pPr")]
        for one in properties:
            if (found := one.find("w_numPr")) is not None:
                number = _value([found], "w_numId") or "0"
                level = _value([found], "w_ilvl") or "0"
                if number == "0" or not is_number(level):
                    return None
                kind, start = self._lists.get((number, level), ("bullet", 1))
                return Numbering(number, int(level), kind, start)
        return None

    def _chain_of(self, key: str | None, properties: str) -> list[Element]:
        chain = (style.find(properties) for style in self._iter_chain(key))
        return [one for one in chain if one is not None]

    def _iter_chain(self, key: str | None) -> Iterator[Element]:
        for _ in range(_LONGEST_CHAIN):
            style = self._styles.get(key or "")
            if style is None:
                return
            yield style
            key = _value([style], "w_basedOn")


def _read_lists(numbering: Element) -> Mapping[tuple[str, str], tuple[str, int]]:
    """Return format and first number of each level of each list."""
    abstract: dict[str, dict[str, tuple[str, int]]] = {}
    for one in numbering.iter("w_abstractNum"):
        levels = {}
        for level in one.iter("w_lvl"):
            first = _value([level], "w_start") or "1"
            start = int(first) if is_number(first) else 1
            levels[level.get("w_ilvl", "0")] = (_value([level], "w_numFmt") or "decimal", start)
        abstract[one.get("w_abstractNumId", "")] = levels
    return {
        (one.get("w_numId", ""), level): found
        for one in numbering.iter("w_num")
        for level, found in abstract.get(_value([one], "w_abstractNumId") or "", {}).items()
    }


def is_number(text: str) -> bool:
    """Return whether a text is a number of a few digits; Python takes "²" for a digit."""
    return text.isascii() and text.isdigit() and len(text) < 6


def _value(properties: list[Element], name: str) -> str | None:
    """Return the value of the first element of that name."""
    for one in properties:
        if (found := one.find(name)) is not None:
            return found.get("w_val")
    return None


def _is_on(properties: list[Element], name: str) -> bool:
    for one in properties:
        if (found := one.find(name)) is not None:
            return found.get("w_val", "1").lower() not in _OFF
    return False


def _font(properties: list[Element]) -> str:
    """Return the font of letters beyond ASCII: w_hAnsi, else w_ascii."""
    for one in properties:
        if (found := one.find("w_rFonts")) is not None:
            for name in ("w_hAnsi", "w_ascii"):
                if font := found.get(name):
                    return font
    return ""
