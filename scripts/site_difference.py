"""Describe what newer libraries change: versions, licences, and every byte of the site.

python scripts/site_difference.py OLD_SITE NEW_SITE OLD_LOCK NEW_LOCK
Run with the Python that has the new libraries; dependencies.yml makes a request's words of it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from importlib import metadata
from pathlib import Path

from bulletin.command_line import Parser
from bulletin.release.site_difference import compare_locks, compare_sites, format_description
from bulletin.system_errors import tell_system_errors

NAMES = {
    "old_site": "TRANG-CŨ",
    "new_site": "TRANG-MỚI",
    "old_lock": "KHÓA-CŨ",
    "new_lock": "KHÓA-MỚI",
}


@tell_system_errors
def main(argv: Sequence[str] | None = None) -> int:
    """Print the description and return the exit status."""
    parser = Parser("Kể thư viện mới đổi điều gì: phiên bản, giấy phép, từng byte của trang.")
    for name, metavar in NAMES.items():
        parser.add_argument(name, metavar=metavar, type=Path)
    paths = parser.parse_args(argv)
    packages = compare_locks(
        *(path.read_text("utf-8") for path in (paths.old_lock, paths.new_lock))
    )
    found = compare_sites(paths.old_site, paths.new_site)
    print(format_description(packages, found, find_licences(packages)), end="")
    return 0


def find_licences(names: Iterable[str]) -> dict[str, str]:
    """Return what the installed packages say of their licences, in one line each."""
    found = {}
    for name in names:
        try:
            facts = metadata.metadata(name).json
        except metadata.PackageNotFoundError:
            continue
        classes = [
            line.rpartition(" :: ")[2]
            for line in facts.get("classifier", [])
            if line.startswith("License ::")
        ]
        said = facts.get("license_expression") or ", ".join(classes) or facts.get("license") or ""
        found[name] = " ".join(str(said).split())[:60].replace("|", "/")
    return found


if __name__ == "__main__":
    sys.exit(main())
