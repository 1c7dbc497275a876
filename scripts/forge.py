"""Tell the forge, from a workflow, what happened at night: one issue, or one merge request.

python scripts/forge.py result success|failure          publish.yml: opens or closes the one issue
python scripts/forge.py propose BRANCH BASE TITLE FILE  dependencies.yml; FILE is the description
python scripts/forge.py review NUMBER FILE              check.yml; FILE is a summary for the request

The environment of a workflow says where: GITHUB_API_URL, GITHUB_REPOSITORY, GITHUB_TOKEN. Needs
nothing but Python: `PYTHONPATH=. python3 scripts/forge.py …`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

from bulletin.release.forge_api import ForgeApi
from bulletin.release.refusal import Refusal

TITLE = "Trang chưa đăng được"
BODY = """\
Lượt kiểm tra, dựng và đăng trang vừa qua không xong; bản đang đăng vẫn như cũ.

1. Mở [lượt chạy]({run}), xem dòng đỏ: lỗi nội dung ghi rõ tệp, dòng và cách sửa.
2. Sửa rồi ghi vào nhánh chính, hoặc bấm chạy lại (*Re-run*) nếu là lỗi mạng.

Báo lỗi này tự đóng khi trang đăng được; trong lúc còn mở, máy không báo thêm.
"""
# The label of a request that changes texts alone, and that of one that changes the program.
LABELS = ("bài", "chương trình")
LONGEST_COMMENT = 60_000
USAGE = "dùng: forge.py result KẾT-QUẢ | propose NHÁNH GỐC TÊN TỆP | review SỐ TỆP"
NEEDED = ("GITHUB_API_URL", "GITHUB_REPOSITORY", "GITHUB_TOKEN")


def main(argv: Sequence[str], environment: Mapping[str, str]) -> int:
    """Do what is asked and return the exit status."""
    missing = [name for name in NEEDED if not environment.get(name)]
    if missing:
        print(f"thiếu biến môi trường {', '.join(missing)}", file=sys.stderr)
        return 1
    api = ForgeApi(*(environment[name] for name in NEEDED))
    run = (
        "/".join(environment.get(name, "") for name in ("GITHUB_SERVER_URL", "GITHUB_REPOSITORY"))
        + f"/actions/runs/{environment.get('GITHUB_RUN_ID', '')}"
    )
    try:
        match argv:
            case ["result", "success"]:
                print(api.close_issue(TITLE, f"Trang đã đăng lại được: {run}"))
            case ["result", _]:
                print(api.open_issue(TITLE, BODY.format(run=run)))
            case ["propose", branch, base, title, file]:
                body = Path(file).read_text("utf-8")
                print(api.propose(branch, base, title, body))
            case ["review", number, file]:
                words = Path(file).read_text("utf-8")[:LONGEST_COMMENT]
                print(_tell_request(api, int(number), words))
            case _:
                print(USAGE, file=sys.stderr)
                return 1
    except (Refusal, OSError, ValueError) as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


def _tell_request(api: ForgeApi, number: int, words: str) -> str:
    """Label a request by what it changes, which the forge knows, and write the words into it."""
    changed = api.list_changed_files(number)
    is_program = any(not path.startswith("content/") for path in changed)
    api.label(number, LABELS[is_program], [one for one in LABELS if one != LABELS[is_program]])
    api.comment_once(number, words.partition("\n")[0], words)
    return f"đã ghi vào yêu cầu {number}: {LABELS[is_program]}"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
