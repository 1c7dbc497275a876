"""How a merge is asked for where there is no account but that of the office: by a push.

Forgejo and Gitea take a push to `refs/for/main` with a topic (AGit); GitLab takes push options;
GitHub takes a branch, and a person opens the page that compares it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum
from typing import Final
from urllib.parse import quote, urlencode

from bulletin.office.incoming.git_branch import MAIN


class Forge(Enum):
    """A kind of forge; the value is the word on the command line."""

    GITHUB = "github"
    GITLAB = "gitlab"
    FORGEJO = "forgejo"
    GITEA = "gitea"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class PushRequest:
    """To which reference a branch is pushed, and with which options."""

    target: str
    options: tuple[str, ...]


_HOSTS: Final = (
    (re.compile(r"(^|\.)github\."), Forge.GITHUB),
    (re.compile(r"(^|[.-])gitlab\."), Forge.GITLAB),
    (re.compile(r"(^|\.)codeberg\.org$|(^|[.-])forgejo\."), Forge.FORGEJO),
    (re.compile(r"(^|[.-])gitea\."), Forge.GITEA),
)
# How each forge writes the address at which a file is edited, which bulletin.yml names.
_EDIT_PATHS: Final = (("/-/edit/", Forge.GITLAB), ("/_edit/", Forge.FORGEJO))
_ADDRESS: Final = re.compile(
    r"(?:(?:https?|ssh|git)://)?(?:[^@/\s]*@)?(?P<host>[\w.-]+\.[\w.-]+)(?::\d+(?=/))?"
    r"[:/](?P<path>[\w./~-]+?)(?:\.git)?/?"
)


def find_forge(address: str, edit_url: str | None) -> Forge:
    """Return the forge at the address of a remote, or that bulletin.yml's `edit_url` belongs to."""
    found = _ADDRESS.fullmatch(address)
    if found:
        for pattern, forge in _HOSTS:
            if pattern.search(found["host"].lower()):
                return forge
    for part, forge in _EDIT_PATHS:
        if edit_url and part in edit_url:
            return forge
    return Forge.OTHER


def make_push_request(forge: Forge, branch: str, title: str, description: str) -> PushRequest:
    """Return the push that asks for a merge of the branch. Options have no line ends."""
    title, description = _one_line(title), _one_line(description)
    agit = (f"topic={branch.replace('/', '-')}", f"title={title}", f"description={description}")
    if forge in (Forge.FORGEJO, Forge.GITEA):
        return PushRequest(f"refs/for/{MAIN}", agit)
    merge = (
        "merge_request.create",
        f"merge_request.target={MAIN}",
        f"merge_request.title={title}",
        f"merge_request.description={description}",
    )
    # A forge that is not known ignores what it does not know.
    options = () if forge is Forge.GITHUB else merge
    return PushRequest(f"refs/heads/{branch}", options)


def make_compare_link(address: str, branch: str, title: str) -> str | None:
    """Return the page of GitHub on which a merge is asked for; None if the address is no site's."""
    found = _ADDRESS.fullmatch(address)
    if not found:
        return None
    asked = urlencode({"expand": "1", "title": _one_line(title)}, quote_via=quote)
    return f"https://{found['host']}/{found['path']}/compare/{MAIN}...{branch}?{asked}"


def _one_line(text: str) -> str:
    return " ".join("".join(letter if letter.isprintable() else " " for letter in text).split())
