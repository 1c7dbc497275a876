"""Tell the forge, from a workflow, what happened at night: one issue, or one merge request.

python scripts/forge.py result success|failure          publish.yml: opens or closes the one issue
python scripts/forge.py propose BRANCH BASE TITLE FILE  dependencies.yml; FILE is the description

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
            case _:
                print("dùng: forge.py result KẾT-QUẢ | propose NHÁNH GỐC TÊN TỆP", file=sys.stderr)
                return 1
    except (Refusal, OSError) as failure:
        print(failure, file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:], os.environ))
