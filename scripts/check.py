"""Check the content alone: every mistake at once, exit status 1 when something must be mended.

python scripts/check.py [--github] [FOLDER]
"""

from __future__ import annotations

import argparse
import datetime as dt
import sys
from collections.abc import Sequence
from pathlib import Path

from bulletin.content.library import read_library
from bulletin.errors import ContentError, Problem, report, summary
from bulletin.radio.read_aloud import read_aloud_problems


def main(argv: Sequence[str] | None = None) -> int:
    """Check the project in FOLDER and return the exit status."""
    parser = argparse.ArgumentParser(description="Kiểm tra nội dung của bản tin.")
    parser.add_argument("folder", nargs="?", type=Path, default=Path(__file__).parents[1])
    parser.add_argument(
        "--github", action="store_true", help="in thêm ghi chú lên từng dòng của yêu cầu kéo"
    )
    options = parser.parse_args(argv)
    try:
        library = read_library(options.folder, today=dt.date.today())
        problems = [*library.warnings, *read_aloud_problems(library)]
    except ContentError as failure:
        problems = failure.problems
    print(report(problems))
    if options.github:
        for problem in problems:
            print(annotation(problem))
        print(f"::notice::{summary(problems)}")
    return int(any(problem.is_error for problem in problems))


def annotation(problem: Problem) -> str:
    """Return the problem as GitHub's workflow command that marks a line of a pull request."""
    level = "error" if problem.is_error else "warning"
    text = f"{problem.field}: {problem.message}".replace("%", "%25").replace("\n", "%0A")
    path = problem.path.replace("%", "%25").replace(",", "%2C").replace(":", "%3A")
    return f"::{level} file={path},line={problem.line}::{text}"


if __name__ == "__main__":
    sys.exit(main())
