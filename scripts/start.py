"""Make this checkout another district's or commune's bulletin: asks, empties, writes its own words.

python scripts/start.py [--place 'Xã Hoa Sen' --site-url https://… …] [--yes] [--dry-run]
"""

from __future__ import annotations

import argparse
import datetime as dt
import shlex
import sys
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

from bulletin.command_line import Parser
from bulletin.errors import report
from bulletin.office.start.answers import (
    NATIONAL_LIST,
    Answers,
    NotStarted,
    check_site_url,
    find_defaults,
    make_answers,
    parse_unit,
    parse_unit_list,
)
from bulletin.office.start.carry_out import carry_out, find_unsaved, format_commands, plan_start
from bulletin.office.start.plan import Plan
from bulletin.system_errors import tell_system_errors

# The option, what it asks, and an example.
QUESTIONS: Sequence[tuple[str, str, str]] = (
    ("place", "Bản tin của nơi nào", "Xã Hoa Sen"),
    ("site_url", "Địa chỉ của trang", "https://thidua.xahoasen.gov.vn/"),
    ("province", "Thuộc tỉnh, thành phố nào (bỏ trống được)", "Tỉnh Cà Mau"),
    ("site_name", "Tên của trang", ""),
    ("publisher", "Cơ quan xuất bản", ""),
    ("governing_body", "Cơ quan chủ quản", ""),
    ("station", "Đài nhận tin", ""),
    ("authority", "Tên miền trong mã của mọi tin, không bao giờ đổi", ""),
    ("description", "Một câu giới thiệu, tối đa 160 ký tự", ""),
    ("responsible", "Người chịu trách nhiệm: họ tên, chức vụ (bỏ trống được)", ""),
    ("address", "Địa chỉ trụ sở (bỏ trống được)", ""),
    ("email", "Thư điện tử (bỏ trống được)", ""),
    ("phone", "Điện thoại (bỏ trống được)", ""),
    ("edit_url", "Nơi sửa tệp trên kho (bỏ trống được)", "https://kho/xa/ban-tin/edit/main/"),
)


@tell_system_errors
def main(argv: Sequence[str] | None = None) -> int:
    """Ask what is missing, make the changes and return the exit status."""
    options = make_parser().parse_args(argv)
    try:
        official = parse_unit_list(options.unit_list.read_text("utf-8-sig"))
        typed = {name: value for name, _, _ in QUESTIONS if (value := getattr(options, name))}
        units = list(options.unit)
        if sys.stdin.isatty() and not options.yes:
            typed, units = ask({**typed, "level": options.level}, units, official)
            print(f"\nLần sau khỏi gõ lại: {format_command(typed, units)}\n")
        answers = make_answers({**typed, "level": options.level}, units, dt.date.today(), official)
        return start(options, answers)
    except NotStarted as failure:
        print(failure, file=sys.stderr)
    except UnicodeDecodeError:
        print(f"{options.unit_list} không phải tệp chữ UTF-8", file=sys.stderr)
    except (EOFError, KeyboardInterrupt):
        print("\nĐã thôi, chưa đổi gì.", file=sys.stderr)
    return 1


def start(options: argparse.Namespace, answers: Answers) -> int:
    """Show what is going to happen, ask, do it, and say what is next."""
    plan, problems = plan_start(options.project, answers)
    errors = [problem for problem in problems if problem.is_error]
    if errors:
        print(report(errors))
        raise NotStarted("chưa đổi gì: sửa những chỗ trên rồi chạy lại")
    print("\n".join(format_plan(plan, answers)))
    if options.dry_run:
        print("Chưa làm gì; bỏ --dry-run để làm.")
        return 0
    unsaved = find_unsaved(options.project)
    if unsaved and not options.force:
        raise NotStarted(f"chưa đổi gì: {unsaved}. Ghi vào git rồi chạy lại, hoặc thêm --force")
    if not options.yes:
        if not sys.stdin.isatty():
            raise NotStarted("chưa đổi gì: thêm --yes để đồng ý xóa những tệp trên")
        if input("Làm như trên? Gõ 'có' rồi Enter: ").strip().casefold() not in {"có", "co"}:
            raise NotStarted("đã thôi, chưa đổi gì")
    carry_out(options.project, plan)
    print("Đã làm xong.\n")
    for problem in problems:
        print(problem)
    print("\n".join(format_commands(answers)))
    return 0


def format_plan(plan: Plan, answers: Answers) -> Sequence[str]:
    """Return what is deleted, written and kept, line by line."""
    written = sorted(edit.path for edit in plan.edits if edit.text is not None)
    deleted = [edit.path for edit in plan.edits if edit.text is None]
    return [
        f"{answers.site_name} ({answers.site_url})",
        f"Xóa {len(deleted)} tệp: {_format_counts(plan.gone)}, cùng ảnh, bản ghi của chúng.",
        *([f"Trong đó vì nhắc đến nơi cũ: {', '.join(plan.named)}."] if plan.named else []),
        *(
            [f"Bỏ đoạn hay liên kết nói về nơi cũ, nên đọc lại: {', '.join(plan.trimmed)}."]
            if plan.trimmed
            else []
        ),
        f"Giữ: {_format_counts(plan.kept)}.",
        f"Viết lại {len(written)} tệp: {', '.join(written)}.",
    ]


def _format_counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{count} {name}" for name, count in counts.items()) or "không có gì"


def ask(
    typed: Mapping[str, str], units: Sequence[str], official: Mapping[str, str]
) -> tuple[dict[str, str], list[str]]:
    """Ask for what was not given by options; an empty answer takes what stands in brackets.

    An answer that cannot be right is asked for again.
    """
    found = dict(typed)
    checks: Mapping[str, Callable[[str], object]] = {
        "place": lambda text: parse_unit(text, official, found.get("level", "")),
        "province": lambda text: text and parse_unit(text, official, "tỉnh"),
        "site_url": check_site_url,
    }
    usual: Mapping[str, str] = {}
    for name, question, example in QUESTIONS:
        if found.get(name):
            continue
        if name == "site_name":
            place = parse_unit(found.get("place", ""), official, found.get("level", ""))
            usual = find_defaults(place, found)
        hint = f" [{usual[name]}]" if usual.get(name) else f" (như {example})" if example else ""
        found[name] = _ask_until(f"{question}{hint}: ", checks.get(name, str))
    units = list(units)
    if not units:
        print("Đơn vị bên dưới, mỗi dòng một tên như 'Ấp Bến Đò' hay '30985: Xã A'; hết thì Enter:")
        while unit := _ask_until("  ", lambda text: text and parse_unit(text, official)):
            units.append(unit)
    return found, units


def _ask_until(question: str, check: Callable[[str], object]) -> str:
    """Return the first answer that `check` accepts."""
    while True:
        answer = input(question).strip()
        try:
            check(answer)
        except NotStarted as failure:
            print(f"  {failure}")
        else:
            return answer


def format_command(typed: Mapping[str, str], units: Sequence[str]) -> str:
    """Return the command line that gives the same answers."""
    options = [f"--{name.replace('_', '-')}={value}" for name, value in typed.items() if value]
    options += [f"--unit={unit}" for unit in units]
    return f".venv/bin/python scripts/start.py {shlex.join(options)}"


def make_parser() -> Parser:
    """Return the parser of the command line."""
    parser = Parser(
        "Biến bản sao này thành bản tin của nơi khác: xóa bài, sự kiện, đơn vị và những trang\n"
        "viết cho nơi cũ, giữ văn bản, hỏi đáp dùng chung. Không ghi đủ thì hỏi từng câu."
    )
    parser.usage = "start.py [--place NƠI --site-url ĐỊA-CHỈ --unit ĐƠN-VỊ …] [--yes] [--dry-run]"
    for name, question, example in QUESTIONS:
        hint = f"{question[0].lower()}{question[1:]}" + (f", như '{example}'" if example else "")
        parser.add_argument(f"--{name.replace('_', '-')}", default="", metavar="CHỮ", help=hint)
    parser.add_argument(
        "--level", default="", metavar="CẤP", help="cấp của nơi ấy khi tên không nói: xã, phường…"
    )
    parser.add_argument(
        "--unit", action="append", default=[], metavar="ĐƠN-VỊ",
        help="một đơn vị bên dưới: 'Ấp Bến Đò', '30985: Xã A', hoặc chỉ mã, như 30985",
    )  # fmt: skip
    parser.add_argument(
        "--unit-list", type=Path, metavar="TỆP", default=NATIONAL_LIST,
        help="danh mục đơn vị hành chính khác, mỗi dòng: mã, tên; mặc định là danh mục kèm theo, "
        "34 tỉnh và 3.321 xã từ 1/7/2025 (Quyết định 19/2025/QĐ-TTg)",
    )  # fmt: skip
    parser.add_argument("--yes", action="store_true", help="không hỏi lại trước khi xóa")
    parser.add_argument("--force", action="store_true", help="làm cả khi git chưa ghi mọi thay đổi")
    parser.add_argument("--dry-run", action="store_true", help="chỉ nói sẽ làm gì")
    parser.add_argument(
        "--project", type=Path, default=Path(__file__).parents[1], metavar="THƯ-MỤC", help="bản tin"
    )
    return parser


if __name__ == "__main__":
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(encoding="utf-8", errors="backslashreplace")
    sys.exit(main())
