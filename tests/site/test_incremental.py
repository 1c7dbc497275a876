"""An incremental site equals a clean one, byte for byte, whatever happened before.

Random histories: each step does something to a project, builds it with what earlier builds left
behind, and every few steps compares the site with that of a clean copy. HISTORIES=20 makes more and
longer histories and compares after each step.
"""

from __future__ import annotations

import os
import random
import re
import shutil
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from itertools import zip_longest
from pathlib import Path
from subprocess import CompletedProcess

import pytest

from tests.media.samples import encoded, scene
from tests.site.built import NOW, ROOT, copy_of_the_commune, process_environment
from tests.site.forked import ForkedMkDocs

pytestmark = pytest.mark.slow

HISTORIES = int(os.environ.get("HISTORIES", "1"))
STEPS_OF_A_LONG_HISTORY = 40

UNCOMPARED = 0 if HISTORIES > 1 else 3
"""How many steps after one another may go without a comparison, which costs a whole build."""


@dataclass
class Project:
    """A project that changes, with all of its parts its own."""

    root: Path
    chance: random.Random
    now: str = NOW
    environment: dict[str, str] = field(default_factory=dict)
    number: int = 0
    seconds: float = 1.0
    """How long the last build took."""

    def next(self) -> int:
        """Return a number that was not there before."""
        self.number += 1
        return self.number

    def stories(self) -> list[Path]:
        """Return the files of the stories that stand under a year."""
        return sorted(self.root.glob("content/exemplars/20*/*.md"))

    def texts(self) -> list[Path]:
        """Return the files that may link to a story."""
        return sorted(self.root.glob("content/**/*.md"))

    def some(self) -> Path:
        """Return one of the stories."""
        return self.chance.choice(self.stories())

    def change(self, path: str | Path, old: str, new: str) -> None:
        """Put `new` in the place of what the pattern `old` finds first."""
        file = self.root / path
        text, found = re.subn(old, lambda _: new, file.read_text("utf-8"), count=1)
        assert found, f"{path} has no {old}"
        file.write_text(text, encoding="utf-8")

    def append(self, path: str | Path, text: str) -> None:
        """Add to the end of a file."""
        with (self.root / path).open("a", encoding="utf-8") as stream:
            stream.write(text)

    def build(self) -> CompletedProcess[str]:
        """Build the project with what earlier builds left behind."""
        began = time.monotonic()
        done = self.start().wait()
        self.seconds = time.monotonic() - began
        return done

    def start(self, root: Path | None = None) -> ForkedMkDocs:
        """Start a build of the project, or of a copy in `root`."""
        surrounded = process_environment(self.now) | {"PYTHONPATH": str(ROOT)} | self.environment
        return ForkedMkDocs(["build", "--quiet"], root or self.root, surrounded)


Step = Callable[[Project], None]


def add(project: Project) -> None:
    """Add a story that links to another one."""
    other, number = project.some(), project.next()
    text = (
        f"---\ntitle: Chuyện mới số {number}\ndate: 2026-0{1 + number % 9}-{10 + number % 18}\n"
        "summary: Tóm tắt chuyện mới.\nunit: ap-cho\nfields: [moi-truong]\nsubject: collective\n"
        "author: Văn phòng Ủy ban nhân dân xã Hoa Sen\n---\n\n"
        f"Nối tiếp [chuyện trước](../{other.parent.name}/{other.name}).\n"
    )
    (project.root / f"content/exemplars/2026/moi-{number}.md").write_text(text, encoding="utf-8")


def edit_text(project: Project) -> None:
    """Add a paragraph to a story."""
    project.append(project.some(), f"\nThêm một đoạn thứ {project.next()}.\n")


def turn_link(project: Project) -> None:
    """Let a text lead to another story than before."""
    story, other = project.some(), project.some()
    link = f"Đọc thêm [một bài](../{other.parent.name}/{other.name})."
    text = re.sub(r"\n\nĐọc thêm \[một bài\]\([^)]*\)\.\n", "", story.read_text("utf-8"))
    story.write_text(f"{text}\n\n{link}\n", encoding="utf-8")


def edit_title(project: Project) -> None:
    """Change the title that other pages show."""
    project.change(project.some(), r"title: .*", f"title: Tên mới thứ {project.next()}")


def linking_to(story: Path) -> re.Pattern[str]:
    """Return what links to a story have in common."""
    return re.compile(rf"/{story.stem}(?=(\.md|/)[)#])")


def rename(project: Project) -> None:
    """Give a story another address; links to it go with it."""
    old = project.some()
    new = old.with_name(f"doi-ten-{project.next()}.md")
    old.rename(new)
    for file in project.texts():
        text = file.read_text("utf-8")
        file.write_text(linking_to(old).sub(f"/{new.stem}", text), encoding="utf-8")


def withdraw(project: Project) -> None:
    """Take a story down that nothing links to, if there is one left."""
    everything = "".join(file.read_text("utf-8") for file in project.texts())
    free = [story for story in project.stories() if not linking_to(story).search(everything)]
    if not free:
        return
    story = project.chance.choice(free)
    data = project.root / "content/data/withdrawn.yml"
    known = data.read_text("utf-8").replace("[]", "")
    place = f"exemplars/{story.parent.name}/{story.stem}"
    said = re.search(r"(?m)^id: (.*)$", story.read_text("utf-8"))
    entry = (
        f"- path: /dien-hinh/{story.parent.name}/{story.stem}/\n"
        f"  id: {said[1] if said else place}\n  date: 2026-11-20\n  reason: Theo đề nghị.\n"
    )
    data.write_text(known + entry, encoding="utf-8")
    story.unlink()


def draft(project: Project) -> None:
    """Make a story a draft, so that links to it lose their target, or public again."""
    story = project.some()
    text = story.read_text("utf-8")
    if "\ndraft: true" in text:
        story.write_text(text.replace("\ndraft: true", ""), encoding="utf-8")
    else:
        project.change(story, r"\nunit: ", "\ndraft: true\nunit: ")


def unit_name(project: Project) -> None:
    """Change a unit's name."""
    project.change("content/data/units.yml", r"name: Ấp.*", f"name: Ấp Tên {project.next()}")


def field_name(project: Project) -> None:
    """Change a field's name."""
    project.change("content/data/fields.yml", r"name: .*", f"name: Lĩnh vực {project.next()}")


def reading(project: Project) -> None:
    """Teach the reader an abbreviation."""
    number = project.next()
    project.append(
        "content/data/pronunciations.yml", f"- word: Zalo{number}\n  spoken: da lô {number}\n"
    )


def image(project: Project) -> None:
    """Replace a picture."""
    path = "content/campaigns/duong-hoa-xanh-sach/duong-hoa.jpg"
    (project.root / path).write_bytes(encoded(scene(640 + project.next(), 480), "JPEG"))


def template(project: Project) -> None:
    """Change a template."""
    project.append("base/theme/story.html", f"<!-- {project.next()} -->\n")


def hand_written(project: Project) -> None:
    """Change a page written by hand."""
    project.append("docs/gioi-thieu.md", f"\nThêm dòng {project.next()}.\n")


def hook(project: Project) -> None:
    """Change a hook."""
    project.append("base/hooks/publish.py", f"# {project.next()}\n")


def setting(project: Project) -> None:
    """Change a setting."""
    project.change("mkdocs.yml", r"site_name: .*", f"site_name: Bản tin thứ {project.next()}")


def dependency(project: Project) -> None:
    """Install another version of something."""
    folder = project.root.parent / f"installed-{project.next()}"
    (folder / f"installed-99.{project.next()}.dist-info").mkdir(parents=True)
    project.environment["PYTHONPATH"] = f"{ROOT}{os.pathsep}{folder}"


def day(project: Project) -> None:
    """Let time go by: a story comes due, an event is over."""
    days = project.chance.choice([-30, 1, 40, 200])
    moment = time.mktime(time.strptime(project.now[:10], "%Y-%m-%d")) + 86400 * days
    project.now = time.strftime("%Y-%m-%dT08:00:00+07:00", time.localtime(moment))


def at_once(project: Project) -> None:
    """Change texts, what they refer to and the day, and build once."""
    for step in (edit_text, turn_link, unit_name, draft, day):
        step(project)


def crash(project: Project) -> None:
    """Kill a build somewhere on its way, which takes about as long as the last one."""
    edit_text(project)
    build = project.start()
    time.sleep(project.chance.uniform(0.1, 1) * project.seconds)
    build.kill()
    build.wait()


def crowd(project: Project) -> None:
    """Let two builds run at once."""
    edit_text(project)
    builds = [build.wait() for build in [project.start(), project.start()]]
    assert [build.returncode for build in builds] == [0, 0], builds


def damage(project: Project) -> None:
    """Change bytes in the middle of what is remembered."""
    for file in (project.root / ".cache").glob("cache.db*"):
        data = bytearray(file.read_bytes())
        for _ in range(min(40, len(data))):
            data[project.chance.randrange(len(data))] ^= 0xFF
        file.write_bytes(data)


def truncate(project: Project) -> None:
    """Cut what is remembered in half, if there is anything after a damage."""
    for file in (project.root / ".cache").glob("cache.db"):
        file.write_bytes(file.read_bytes()[: file.stat().st_size // 2])


def forget(project: Project) -> None:
    """Delete the cache."""
    shutil.rmtree(project.root / ".cache", ignore_errors=True)


def modify_output(project: Project) -> None:
    """Change a published file by hand, and delete another."""
    pages = sorted((project.root / "site").rglob("*.html"))
    project.chance.choice(pages).write_text("modified")
    project.chance.choice(pages).unlink()


def take_back(project: Project) -> None:
    """Publish a change and take it back: what was right the day before yesterday is so again."""
    story = project.some()
    before = story.read_text("utf-8")
    project.change(story, r"title: .*", f"title: Tên nhầm {project.next()}")
    build = project.build()
    assert build.returncode == 0, build
    story.write_text(before, encoding="utf-8")


def nothing(project: Project) -> None:
    """Change nothing."""


STEPS: list[Step] = [
    add, edit_text, turn_link, edit_title, at_once, rename, withdraw, draft, unit_name, field_name,
    reading, image, template, hand_written, hook, setting, dependency, day, crash, crowd,
    damage, truncate, forget, modify_output, take_back, nothing,
]  # fmt: skip

MAKE_ALL_ANEW: list[Step] = [template, hook, setting, dependency, damage, truncate, forget]
"""Steps after which nothing stale is left: what was stale before must have been seen."""


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Give a project whose theme, hooks and settings can be changed as well."""
    root = copy_of_the_commune(tmp_path / "project")
    for name in ("theme", "hooks"):
        ignored = shutil.ignore_patterns("__pycache__")
        shutil.copytree(ROOT / name, root / "base" / name, ignore=ignored)
    shutil.copy(ROOT / "mkdocs.yml", root / "base")
    settings = (root / "mkdocs.yml").read_text("utf-8").replace(str(ROOT), "base")
    (root / "mkdocs.yml").write_text(settings, encoding="utf-8")
    (root / "content/data/pronunciations.yml").touch()
    return Project(root, random.Random())


def files(site: Path) -> dict[str, bytes]:
    """Return every file of a site."""
    return {
        path.relative_to(site).as_posix(): path.read_bytes()
        for path in sorted(site.rglob("*"))
        if path.is_file()
    }


def compare(project: Project, steps: list[str]) -> None:
    """Build the project as it is and a clean copy of it; fail where they differ."""
    clean = project.root.with_name("clean")
    shutil.rmtree(clean, ignore_errors=True)
    shutil.copytree(project.root, clean, ignore=shutil.ignore_patterns(".cache", "site"))
    beside = project.start(clean)
    builds = [project.build(), beside.wait()]
    assert [build.returncode for build in builds] == [0, 0], f"{steps}: {builds}"
    found, wanted = files(project.root / "site"), files(clean / "site")
    assert found.keys() == wanted.keys(), steps
    different = [path for path, data in found.items() if data != wanted[path]]
    assert different == [], steps


@pytest.mark.parametrize("seed", range(1, HISTORIES + 1))
def test_an_incremental_site_equals_a_clean_one(project: Project, seed: int) -> None:
    project.chance.seed(seed)
    plan = list(STEPS)
    project.chance.shuffle(plan)
    if HISTORIES > 1:
        plan += project.chance.choices(STEPS, k=STEPS_OF_A_LONG_HISTORY)
    compare(project, ["the first build"])
    done: list[str] = []
    uncompared = 0
    for step, following in zip_longest(plan, plan[1:]):
        step(project)
        done.append(step.__name__)
        if following is None or following in MAKE_ALL_ANEW or uncompared == UNCOMPARED:
            compare(project, done)
            uncompared = 0
        else:
            build = project.build()
            assert build.returncode == 0, f"{done}: {build}"
            uncompared += 1
