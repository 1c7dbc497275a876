"""The issues and merge requests of a forge, for what happens at night: one of a kind, not thirty.

GitHub, Forgejo and Gitea have the same addresses and keys for what is used here.
"""

from __future__ import annotations

import http.client
import json
import urllib.error
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any, Final
from urllib.parse import quote

from bulletin.release.refusal import Refusal

_PATIENCE: Final = 30  # seconds for each answer
_PAGES: Final = 20  # of 50 entries: who has more open issues looks at them anyway
_PAGE_SIZE: Final = 50


@dataclass(frozen=True)
class ForgeApi:
    """The repository `repository` ("owner/name") at the API `url`, with a token's rights."""

    url: str
    repository: str
    token: str

    def open_issue(self, title: str, body: str) -> str:
        """Open an issue, unless one with this title is open; say what was done."""
        for issue in self._iter_open("issues"):
            if issue.get("title") == title and not issue.get("pull_request"):
                return f"đã có báo lỗi đang mở: {issue.get('html_url')}"
        made = self._send("POST", "issues", {"title": title, "body": body})
        return f"đã mở báo lỗi: {made.get('html_url')}"

    def close_issue(self, title: str, words: str) -> str:
        """Close every open issue with this title after a last comment; say what was done."""
        closed = []
        for issue in list(self._iter_open("issues")):
            if issue.get("title") == title and not issue.get("pull_request"):
                number = issue["number"]
                self._send("POST", f"issues/{number}/comments", {"body": words})
                self._send("PATCH", f"issues/{number}", {"state": "closed"})
                closed.append(str(issue.get("html_url")))
        return f"đã đóng báo lỗi: {', '.join(closed)}" if closed else "không có báo lỗi nào đang mở"

    def propose(self, branch: str, base: str, title: str, body: str) -> str:
        """Ask for the merge of `branch` into `base`, or renew the words of what is asked."""
        for request in self._iter_open("pulls"):
            if (request.get("head") or {}).get("ref") == branch:
                self._send("PATCH", f"pulls/{request['number']}", {"title": title, "body": body})
                return f"đã sửa đề nghị đang mở: {request.get('html_url')}"
        made = self._send(
            "POST", "pulls", {"head": branch, "base": base, "title": title, "body": body}
        )
        return f"đã mở đề nghị: {made.get('html_url')}"

    def list_changed_files(self, number: int) -> list[str]:
        """Return the paths that a request changes, old names of renamed files too."""
        found = []
        for one in self._iter_pages(f"pulls/{number}/files?"):
            found += [one[key] for key in ("filename", "previous_filename") if one.get(key)]
        return found

    def label(self, number: int, label: str, others: Iterable[str]) -> None:
        """Put `label` on a request, and take `others` off."""
        there = {str(one.get("name")) for one in self._iter_pages(f"issues/{number}/labels?")}
        for other in there.intersection(others):
            self._send("DELETE", f"issues/{number}/labels/{quote(other, safe='')}")
        if label not in there:
            self._send("POST", f"issues/{number}/labels", {"labels": [label]})

    def comment_once(self, number: int, beginning: str, words: str) -> None:
        """Write a comment into a request, over the last one that has this `beginning`."""
        for one in self._iter_pages(f"issues/{number}/comments?"):
            if str(one.get("body", "")).startswith(beginning):
                self._send("PATCH", f"issues/comments/{one['id']}", {"body": words})
                return
        self._send("POST", f"issues/{number}/comments", {"body": words})

    def _iter_open(self, kind: str) -> Iterator[dict[str, Any]]:
        yield from self._iter_pages(f"{kind}?state=open&")

    def _iter_pages(self, path: str) -> Iterator[dict[str, Any]]:
        # Forgejo names the size of a page "limit", GitHub "per_page".
        size = f"per_page={_PAGE_SIZE}&limit={_PAGE_SIZE}"
        for page in range(1, _PAGES + 1):
            found = self._send("GET", f"{path}{size}&page={page}")
            if not isinstance(found, list) or not found:
                return
            yield from (one for one in found if isinstance(one, dict))

    def _send(self, method: str, path: str, values: Mapping[str, Any] | None = None) -> Any:
        request = urllib.request.Request(
            f"{self.url.rstrip('/')}/repos/{self.repository}/{path}",
            None if values is None else json.dumps(values).encode(),
            {
                "Accept": "application/json",
                "Authorization": f"token {self.token}",
                "Content-Type": "application/json",
                "User-Agent": "ban-tin",
            },
            method=method,
        )
        try:
            with urllib.request.urlopen(request, timeout=_PATIENCE) as answer:
                return json.loads(answer.read() or b"{}")
        except urllib.error.HTTPError as failure:
            raise Refusal(f"{method} {path}: kho trả lời {failure.code} {failure.reason}") from None
        except (OSError, http.client.HTTPException, ValueError) as failure:
            raise Refusal(f"{method} {path}: không hỏi được kho ({failure})") from None
