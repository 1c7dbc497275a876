"""Scripts of the site that are joined from several modules: of every page, of search, of the desk.

Twenty small files take more bytes and more requests than one. A script is its modules one behind
the other, without comments and indentation; a name stands for one thing in all of them.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

DESK_FOLDER: Final = "assets/desk"
SEARCH_FOLDER: Final = "assets/search"

PAGE_SCRIPT: Final = "assets/page.js"
"""What every page runs."""

SEARCH_SCRIPT: Final = "assets/search.js"
"""The client of search, fetched when a reader turns to it."""


@dataclass(frozen=True, slots=True)
class JoinedScript:
    """The modules of a script by their paths in the theme, each behind those that it imports.

    Only a script that is an ES module itself may import another one. The others are closed
    functions, which browsers run that know no modules.
    """

    modules: Sequence[str]
    is_module: bool = False


def _in_folder(folder: str, *names: str) -> tuple[str, ...]:
    return tuple(f"{folder}/{name}" for name in names)


SCRIPTS: Final[Mapping[str, JoinedScript]] = {
    PAGE_SCRIPT: JoinedScript(("assets/colours.js", f"{SEARCH_FOLDER}/loader.js")),
    SEARCH_SCRIPT: JoinedScript(
        _in_folder(
            SEARCH_FOLDER,
            "words.js", "spelling.js", "shards.js", "scores.js", "index.js", "passage.js",
            "pieces.js", "filters.js", "view.js",
        )
    ),
    f"{DESK_FOLDER}/desk.js": JoinedScript(
        _in_folder(
            DESK_FOLDER,
            "slug.js", "dates.js", "dom.js", "zip.js", "draft.js", "picture.js", "preview.js",
            "picker.js", "rules.js", "file.js", "form.js", "desk.js",
        ),
        is_module=True,
    ),
    f"{DESK_FOLDER}/word.js": JoinedScript(
        _in_folder(
            DESK_FOLDER, "syllable.js", "docx.js", "docx_text.js", "old_fonts.js", "word.js"
        ),
        is_module=True,
    ),
}  # fmt: skip
"""Each joined script by its path on the site."""

DESK_SCRIPTS: Final = tuple(path for path in SCRIPTS if path.startswith(DESK_FOLDER))

PUBLISHED_MODULES: Final = (f"{SEARCH_FOLDER}/words.js",)
"""Modules that are published as they are too, because the desk's scripts import them."""

MODULES: Final = frozenset(
    path for script in SCRIPTS.values() for path in script.modules
) - frozenset(PUBLISHED_MODULES)
"""The paths of the modules that are not published themselves."""

_IMPORT: Final = re.compile(r'^import \{ (.*) \} from "\./([a-z_]+\.js)";$')


def join_script(path: str, theme: Path) -> bytes:
    """Return the script at `path` of the site; `theme` is the folder of the theme."""
    script = SCRIPTS[path]
    sources = {name: (theme / name).read_text("utf-8") for name in script.modules}
    lines = list(_iter_lines(script, sources))
    if not script.is_module:
        bare = [line.removeprefix("export ") for line in lines]
        lines = ["(() => {", '"use strict";', *bare, "})();"]
    return "\n".join(lines).encode()


def _iter_lines(script: JoinedScript, sources: Mapping[str, str]) -> Iterator[str]:
    """Yield the lines of a script; what another script has is imported from there, once."""
    imported: defaultdict[str, set[str]] = defaultdict(set)
    lines = []
    for path in script.modules:
        folder = path.rpartition("/")[0]
        for line in sources[path].splitlines():
            bare = line.strip()
            found = _IMPORT.match(bare)
            if found is None:
                lines += [bare] if bare and not bare.startswith("//") else []
            elif (other := f"{folder}/{found[2]}") not in script.modules:
                imported[_find_script(other)].update(found[1].split(", "))
    for other, names in imported.items():
        yield f'import {{ {", ".join(sorted(names))} }} from "./{other.rpartition("/")[2]}";'
    yield from lines


def _find_script(module: str) -> str:
    """Return the path of the script that holds a module."""
    return next(path for path, script in SCRIPTS.items() if module in script.modules)
