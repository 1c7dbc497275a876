"""Write the tables of front matter keys into CONTRIBUTING.md from the model.

python scripts/guide.py
"""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path

from bulletin.command_line import Parser
from bulletin.model.guide import replace_tables

GUIDE = Path(__file__).parents[1] / "CONTRIBUTING.md"


def main(argv: Sequence[str] | None = None) -> int:
    """Rewrite the guide in place and return the exit status."""
    parser = Parser("Viết lại bảng khóa trong CONTRIBUTING.md.")
    parser.parse_args(argv)
    GUIDE.write_text(replace_tables(GUIDE.read_text(encoding="utf-8")), encoding="utf-8")
    return 0


if __name__ == "__main__":
    sys.exit(main())
