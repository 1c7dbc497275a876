"""Tables of expectations, and the verbalizers that these tests share."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import yaml

from bulletin.verbalize.lexicon import Lexicon
from bulletin.verbalize.style import STANDARD, Style
from bulletin.verbalize.verbalizer import Verbalizer

HERE = Path(__file__).parent
ABBREVIATIONS = HERE.parents[1] / "content/data/abbreviations.yml"

PRONUNCIATIONS = {"COVID-19": "Cô-vít mười chín", "Zalo": "da-lô", "đ/c": "đồng chí"}


@cache
def lexicon() -> Lexicon:
    """Return the editors' own abbreviations with a few pronunciations."""
    data = yaml.safe_load(ABBREVIATIONS.read_text(encoding="utf-8"))
    return Lexicon(
        {entry["short"]: entry.get("spoken", entry["long"]) for entry in data["abbreviations"]},
        {entry["short"]: tuple(entry["meanings"]) for entry in data["ambiguous"]},
        PRONUNCIATIONS,
    )


@cache
def verbalizer(style: Style = STANDARD) -> Verbalizer:
    """Return a verbalizer with that lexicon."""
    return Verbalizer(style, lexicon())


def table(name: str) -> list[list[str]]:
    """Return the rows of a table beside this file, without its comments."""
    lines = (HERE / name).read_text(encoding="utf-8").splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]
