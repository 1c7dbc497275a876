"""The command lines of `scripts/`, in Vietnamese; a sentence answers a wrong one, with status 1."""

from __future__ import annotations

import argparse
import re
from pathlib import Path
from typing import NoReturn

_WORDS = {"usage:": "cách dùng:", "positional arguments:": "phải ghi:", "options:": "có thể ghi:"}


class Parser(argparse.ArgumentParser):
    """A parser that says in one sentence what is wrong with the command line."""

    def __init__(self, description: str, epilog: str = "", usage: str | None = None) -> None:
        super().__init__(
            description=description,
            epilog=epilog,
            usage=usage,
            add_help=False,
            formatter_class=argparse.RawDescriptionHelpFormatter,
        )
        self.add_argument("-h", "--help", action="help", help="in lời hướng dẫn này")

    def format_help(self) -> str:
        """Return the help with argparse's own words in Vietnamese."""
        text = super().format_help()
        for english, words in _WORDS.items():
            text = text.replace(english, words, 1)
        return text

    def error(self, message: str) -> NoReturn:
        """End with a sentence; `message` is argparse's own, in English."""
        self.exit(1, f"{translate(message)}; xem {self.prog} --help\n")

    def add_common_options(self) -> None:
        """Add the options that the commands of a release have."""
        self.add_argument(
            "--quiet", action="store_true", help="không in gì khi mọi việc ổn (cho lịch tự động)"
        )
        self.add_argument(
            "--project",
            type=Path,
            default=Path(__file__).parents[1],
            metavar="THƯ_MỤC",
            help="kho của bản tin (mặc định: kho chứa lệnh này)",
        )


def translate(message: str) -> str:
    """Return what argparse says, in English, as a Vietnamese sentence without its end."""
    option, _, rest = message.removeprefix("argument ").partition(": ")
    if message.startswith("unrecognized arguments"):
        return f"không hiểu tham số {message.rpartition(': ')[2]}"
    if "required" in message:
        return f"thiếu {message.rpartition(': ')[2]}"
    if rest.startswith("expected"):
        return f"{option} thiếu giá trị"
    if choice := re.fullmatch(r"invalid choice: (.*) \(choose from (.*)\)", rest, re.DOTALL):
        known = choice[2].replace("'", "")
        return f"Không hiểu lệnh: {option} không nhận {choice[1]}, chỉ nhận {known}"
    is_known = message.startswith("argument ")
    if is_known and rest and not rest.startswith("invalid"):
        return f"{option}: {rest}"  # the command's own words
    return f"không hiểu {message.rpartition(': ')[2]}"
