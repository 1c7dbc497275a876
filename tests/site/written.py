"""What stands in content/, read again in the plainest way: the tests' own idea of what is public.

It shares nothing with the package but the contract.
"""

from __future__ import annotations

import datetime as dt
import re
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

import yaml

from tests.site.built import NOW

VIETNAM = ZoneInfo("Asia/Ho_Chi_Minh")


@dataclass(frozen=True)
class Written:
    """A story or campaign as its editor wrote it."""

    path: str
    front: dict[str, Any]
    body: str

    @property
    def address(self) -> str:
        """Its site path by docs-dev/contract.md, "Addresses"."""
        below = self.path.removesuffix(".md").removesuffix("/index")
        for folder, list_name in (("exemplars", "dien-hinh"), ("campaigns", "phong-trao")):
            below = below.replace(f"content/{folder}/", f"/{list_name}/")
        return f"{below}/"

    @property
    def published(self) -> dt.datetime:
        """The moment of its date, in Vietnam."""
        written = self.front["date"]
        if isinstance(written, str):
            written = dt.datetime.fromisoformat(written)
        if not isinstance(written, dt.datetime):
            written = dt.datetime.combine(written, dt.time())
        return written.replace(tzinfo=VIETNAM)

    @property
    def identity(self) -> str:
        """Its permanent identity: `id`, or else the path below content/."""
        default = self.path.removeprefix("content/").removesuffix(".md")
        return str(self.front.get("id", default))

    @property
    def campaigns(self) -> list[str]:
        """The keys of its campaigns, that of its folder first."""
        folder = re.match(r"content/campaigns/([^/]+)/", self.path)
        keys = [folder[1]] if folder else []
        return list(dict.fromkeys(keys + self.front.get("campaigns", [])))

    @property
    def cleared_for_radio(self) -> bool:
        """Whether everybody named agreed to be read aloud."""
        people = self.front.get("people", [])
        return all("radio" in person["consent"]["scope"] for person in people)


def campaigns(project: Path) -> list[Written]:
    """Return all campaigns."""
    return _read(project, "content/campaigns/*/index.md")


def all_stories(project: Path) -> list[Written]:
    """Return all stories, whether or not they are public."""
    found = _read(project, "content/exemplars/*/*.md") + _read(project, "content/campaigns/*/*.md")
    return [story for story in found if not story.path.endswith("/index.md")]


def is_public(story: Written, samples: bool, now: str = NOW) -> bool:
    """Return whether a reader may see the story at `now`."""
    if story.front.get("draft") or (story.front.get("sample") and not samples):
        return False
    return story.published <= dt.datetime.fromisoformat(now)


def stories(project: Path) -> list[Written]:
    """Return the public stories, newest first, ties by address."""
    samples = _data(project, "bulletin").get("samples", True)
    found = [story for story in all_stories(project) if is_public(story, samples)]
    return sorted(found, key=lambda story: (-story.published.timestamp(), story.address))


def hidden_stories(project: Path) -> list[Written]:
    """Return drafts and stories that are still to come."""
    samples = _data(project, "bulletin").get("samples", True)
    return [story for story in all_stories(project) if not is_public(story, samples)]


def keys(project: Path, name: str) -> list[str]:
    """Return the keys of a list in content/data/."""
    return [entry["key"] for entry in _data(project, name)]


def line_of_units(project: Path, key: str) -> set[str]:
    """Return the keys of a unit, of all units that it came from, and of those below all these."""
    units = _data(project, "units")
    before = {unit["key"]: unit.get("predecessors", []) for unit in units}
    line, waiting = set[str](), [key]
    while waiting:
        one = waiting.pop()
        if one not in line:
            line.add(one)
            waiting += before[one]
    while more := {unit["key"] for unit in units if unit.get("parent") in line} - line:
        line |= more
    return line


def _data(project: Path, name: str) -> Any:
    return yaml.safe_load((project / f"content/data/{name}.yml").read_text("utf-8"))


def _read(project: Path, pattern: str) -> list[Written]:
    found = []
    for path in sorted(project.glob(pattern)):
        _, front, body = path.read_text("utf-8").split("---\n", 2)
        found.append(Written(path.relative_to(project).as_posix(), yaml.safe_load(front), body))
    return found
