"""The modules of the editors' desk as two scripts: what is used at once, and what reads Word files.

Twenty small files take more bytes and more requests than one. Each script is the modules one behind
the other, without comments and indentation; a name stands for one thing in all of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import Final

FOLDER: Final = "assets/desk"

SCRIPTS: Final[Mapping[str, Sequence[str]]] = {
    "desk.js": (
        "slug.js", "dates.js", "dom.js", "zip.js", "draft.js", "picture.js", "preview.js",
        "picker.js", "rules.js", "file.js", "form.js", "desk.js",
    ),
    "word.js": ("syllable.js", "docx.js", "docx_text.js", "old_fonts.js", "word.js"),
}  # fmt: skip
"""The modules of each script; a module stands behind those that it imports."""

MODULES: Final = frozenset(f"{FOLDER}/{name}" for some in SCRIPTS.values() for name in some)
"""The paths of the modules, which are not published themselves."""

_IMPORT: Final = re.compile(r'^import \{ (.*) \} from "\./([a-z_]+\.js)";$')


def make_scripts(theme: Path) -> dict[str, bytes]:
    """Return the scripts by their paths on the site; `theme` is the folder of the theme."""
    sources = {name: (theme / FOLDER / name).read_text("utf-8") for name in _iter_modules()}
    return {
        f"{FOLDER}/{script}": "\n".join(_iter_lines(script, sources)).encode() for script in SCRIPTS
    }


def _iter_modules() -> Iterator[str]:
    for names in SCRIPTS.values():
        yield from names


def _iter_lines(script: str, sources: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of a script; what another script has is imported from there, once."""
    own = SCRIPTS[script]
    imported: defaultdict[str, set[str]] = defaultdict(set)
    lines = []
    for name in own:
        for line in sources[name].splitlines():
            bare = line.strip()
            found = _IMPORT.match(bare)
            if found is None:
                lines += [bare] if bare and not bare.startswith("//") else []
            elif found[2] not in own:
                other = next(one for one, names in SCRIPTS.items() if found[2] in names)
                imported[other].update(found[1].split(", "))
    for other, names in imported.items():
        yield f'import {{ {", ".join(sorted(names))} }} from "./{other}";'
    yield from lines
