"""What the site is built with may be used by everybody: the licences that its packages name."""

from __future__ import annotations

import re
from pathlib import Path

from scripts.site_difference import find_licences

ROOT = Path(__file__).parents[1]
FREE = re.compile(r"\b(?:MIT|BSD|Apache|MPL|Mozilla|PSF)\b")


def test_every_package_has_a_free_licence() -> None:
    locked = (ROOT / "requirements.txt").read_text("utf-8")
    names = re.findall(r"^([A-Za-z0-9._-]+)==", locked, re.MULTILINE)
    licences = find_licences(names)
    assert len(licences) > 30
    others = {name: said for name, said in licences.items() if not FREE.search(said)}
    assert others == {}
