"""One issue for thirty failed mornings, one request for each month, against a forge on loopback."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from threading import Thread
from typing import Any
from urllib.parse import parse_qs, unquote, urlsplit

import pytest

from bulletin.release.forge_api import ForgeApi
from bulletin.release.refusal import Refusal
from scripts.forge import TITLE, main

ROOT = Path(__file__).parents[2]


class Forge(ThreadingHTTPServer):
    """Issues and requests of one repository; the oldest entries stand on later pages."""

    issues: list[dict[str, Any]]
    pulls: list[dict[str, Any]]
    comments: list[str]
    labels: list[str]
    files: list[str]
    is_broken = False

    @property
    def url(self) -> str:
        """The address of its API."""
        return f"http://127.0.0.1:{self.server_port}/api/v1"


class Handler(BaseHTTPRequestHandler):
    """Answers as GitHub and Forgejo do, as far as the program asks."""

    server: Forge

    def _answer(self, value: object, status: int = 200) -> None:
        self.send_response(status)
        self.end_headers()
        self.wfile.write(json.dumps(value).encode())

    def _handle(self) -> None:
        forge, parts = self.server, urlsplit(self.path)
        steps = parts.path.removeprefix("/api/v1/repos/xa/ban-tin/").split("/")
        if forge.is_broken or self.headers["Authorization"] != "token secret":
            return self._answer({}, 401)
        if {"files", "labels"} & {*steps} or "comments" in steps[1:]:
            return self._answer_on_request(steps)
        entries = {"issues": forge.issues, "pulls": forge.pulls}[steps[0]]
        length = int(self.headers["Content-Length"] or 0)
        sent = json.loads(self.rfile.read(length) or b"{}")
        if self.command == "GET":
            asked = parse_qs(parts.query)
            start, size = (int(asked["page"][0]) - 1) * 50, int(asked["limit"][0])
            opened = [one for one in entries if one["state"] == "open"]
            return self._answer(opened[::-1][start : start + size])
        if len(steps) == 1:
            head = {"ref": sent.get("head")}
            entry = {**sent, "head": head, "number": len(entries) + 1, "state": "open"}
            entries.append({**entry, "html_url": f"http://kho/{steps[0]}/{entry['number']}"})
            return self._answer(entries[-1], 201)
        entries[int(steps[1]) - 1].update(sent)
        return self._answer({})

    def _answer_on_request(self, steps: list[str]) -> None:
        forge = self.server
        sent = json.loads(self.rfile.read(int(self.headers["Content-Length"] or 0)) or b"{}")
        is_first = parse_qs(urlsplit(self.path).query).get("page", ["1"]) == ["1"]
        if self.command == "DELETE":
            forge.labels.remove(unquote(steps[-1]))
        elif self.command == "GET":
            lists = {
                "files": [{"filename": path} for path in forge.files],
                "labels": [{"name": name} for name in forge.labels],
                "comments": [{"id": n, "body": it} for n, it in enumerate(forge.comments)],
            }
            return self._answer(lists[steps[-1]] if is_first else [])
        elif steps[-1] == "labels":
            forge.labels += sent["labels"]
        elif steps[1] == "comments":
            forge.comments[int(steps[2])] = sent["body"]
        else:
            forge.comments.append(sent["body"])
        return self._answer({})

    do_GET = do_POST = do_DELETE = do_PATCH = _handle

    def log_message(self, format: str, *args: object) -> None:
        """Say nothing."""


@pytest.fixture
def forge() -> Iterator[Forge]:
    """A forge that answers."""
    server = Forge(("127.0.0.1", 0), Handler)
    server.issues, server.pulls, server.comments = [], [], []
    server.labels, server.files = ["gấp"], []
    Thread(target=server.serve_forever, args=(0.01,), daemon=True).start()
    yield server
    server.shutdown()
    server.server_close()


def environment(forge: Forge) -> dict[str, str]:
    """Return what a workflow knows."""
    return {
        "GITHUB_API_URL": forge.url,
        "GITHUB_REPOSITORY": "xa/ban-tin",
        "GITHUB_TOKEN": "secret",
        "GITHUB_SERVER_URL": "http://kho",
        "GITHUB_RUN_ID": "7",
    }


def test_thirty_failures_are_one_issue(forge: Forge, capsys: pytest.CaptureFixture[str]) -> None:
    api = ForgeApi(forge.url, "xa/ban-tin", "secret")
    for number in range(60):
        api.open_issue(f"Việc {number}", "…")
    forge.issues.insert(
        0, {"title": TITLE, "state": "open", "number": 0, "pull_request": {"url": "…"}}
    )
    for _ in range(30):
        assert main(["result", "failure"], environment(forge)) == 0
    mine = [one for one in forge.issues if one["title"] == TITLE and "pull_request" not in one]
    assert len(mine) == 1
    assert "http://kho/xa/ban-tin/actions/runs/7" in mine[0]["body"]
    assert "đã có báo lỗi đang mở" in capsys.readouterr().out


def test_the_next_good_morning_closes_it(forge: Forge) -> None:
    for result in ("failure", "success", "success", "failure", "cancelled", "failure"):
        assert main(["result", result], environment(forge)) == 0
    assert [one["state"] for one in forge.issues] == ["closed", "open"]
    assert len(forge.comments) == 1


def test_a_month_without_answer_is_one_request(forge: Forge, tmp_path: Path) -> None:
    for words in ("Tháng một", "Tháng hai"):
        (tmp_path / "mo-ta.md").write_text(words, encoding="utf-8")
        arguments = ["propose", "thu-vien", "main", "Nâng", str(tmp_path / "mo-ta.md")]
        assert main(arguments, environment(forge)) == 0
    assert [(one["body"], one["base"]) for one in forge.pulls] == [("Tháng hai", "main")]


def test_a_request_has_one_summary_and_the_label_of_what_it_changes(
    forge: Forge, tmp_path: Path
) -> None:
    file = tmp_path / "tom-tat.md"
    forge.comments.append("Xin xem giúp")
    for path, words in (("content/a.md", "một"), ("theme/a.html", "hai")):
        forge.files.append(path)
        file.write_text(f"## Xem trước yêu cầu này\n\n{words}\n", "utf-8")
        assert main(["review", "7", str(file)], environment(forge)) == 0
        assert forge.labels == ["gấp", "chương trình" if path[0] == "t" else "bài"]
    assert forge.comments == ["Xin xem giúp", "## Xem trước yêu cầu này\n\nhai\n"]


def test_a_forge_that_refuses_is_one_sentence(
    forge: Forge, capsys: pytest.CaptureFixture[str]
) -> None:
    forge.is_broken = True
    assert main(["result", "failure"], environment(forge)) == 1
    assert "kho trả lời 401" in capsys.readouterr().err
    assert main(["result", "failure"], {}) == 1
    assert main(["khác"], environment(forge)) == 1
    with pytest.raises(Refusal, match="không hỏi được kho"):
        ForgeApi("http://127.0.0.1:9", "a/b", "c").open_issue("a", "b")


def test_the_script_needs_nothing_but_python() -> None:
    """The job that may write installs nothing."""
    command = [sys.executable, "-S", "scripts/forge.py"]
    path = {"PYTHONPATH": str(ROOT), "PATH": os.environ["PATH"]}
    done = subprocess.run(command, cwd=ROOT, env=path, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr[:11]) == (1, "thiếu biến ")
