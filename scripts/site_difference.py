"""Describe what newer libraries change: versions, licences, and every byte of the site.

python scripts/site_difference.py OLD_SITE NEW_SITE OLD_LOCK NEW_LOCK
Run with the Python that has the new libraries; dependencies.yml makes a request's words of it.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from importlib import metadata
from pathlib import Path

from bulletin.release.site_difference import compare_locks, compare_sites, format_description
from bulletin.system_errors import tell_system_errors


@tell_system_errors
def main(argv: Sequence[str]) -> int:
    """Print the description and return the exit status."""
    if len(argv) != 4:
        print("dùng: site_difference.py TRANG-CŨ TRANG-MỚI KHÓA-CŨ KHÓA-MỚI", file=sys.stderr)
        return 1
    packages = compare_locks(*(Path(path).read_text("utf-8") for path in argv[2:]))
    found = compare_sites(Path(argv[0]), Path(argv[1]))
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
    sys.exit(main(sys.argv[1:]))
