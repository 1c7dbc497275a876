"""The structure of the code: who may import whom, who may use disk or clock, what files look like.

The rules are engineering decisions that no type checker knows. Each is a small function from a
module's path and source to its complaints, so that the rule itself can be tested on a wrong case.
"""

from __future__ import annotations

import ast
import re
import shutil
import subprocess
import sys
import tomllib
import unicodedata
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import cache, lru_cache
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[1]

# From the bottom up. A package may use those on lower levels and itself; packages on one level may
# not use each other.
LADDER = (
    {"errors", "system_errors", "command_line", "engine"},
    {"vietnamese"},
    {"model", "media", "verbalize"},
    {"prose"},
    {"content"},
    {"edition"},
    {"radio"},
    {"pages", "feeds", "search", "issue"},
    {"render"},
    {"site"},
    {"office", "release", "portal"},
)
LEVEL_OF = {package: level for level, packages in enumerate(LADDER) for package in packages}

GENERATORS = {"mkdocs", "properdocs", "material"}
FEEDGEN_MODULE = "bulletin/feeds/rss.py"

# They read what editors submitted, write what readers get, and cache what lies in between.
PACKAGES_WITH_A_DISK = {"content", "engine", "render", "site", "office", "release", "portal"}
MODULES_OF_THE_DISK = {
    "os",
    "shutil",
    "socket",
    "sqlite3",
    "subprocess",
    "tempfile",
    "urllib.request",
}
METHODS_OF_THE_DISK = {
    "exists", "glob", "is_dir", "is_file", "iterdir", "mkdir", "open", "read_bytes", "read_text",
    "rglob", "rmdir", "stat", "touch", "unlink", "write_bytes", "write_text",
}  # fmt: skip

METHODS_OF_THE_CLOCK = {"now", "today", "utcnow"}
CLASSES_OF_THE_CLOCK = {"date", "datetime"}

# What a hook must leave to the package (MkDocs events come in, one call goes out).
NOT_FOR_HOOKS = {"feedgen", "lxml", "xml", "yaml"}
LINES_OF_A_HOOK = 60

NAMES_THAT_SAY_NOTHING = {"common", "helper", "helpers", "manager", "misc", "util", "utils"}

FOLDERS = (
    ".ci",
    ".github",
    ".gitlab",
    "benchmarks",
    "bulletin",
    "content",
    "deploy",
    "docs",
    "hooks",
    "scripts",
    "tests",
    "theme",
)
SUFFIXES = {
    "", ".css", ".html", ".ics", ".js", ".json", ".md", ".py", ".svg", ".toml", ".txt", ".typ",
    ".xml", ".yaml", ".yml",
}  # fmt: skip
# Dependencies come from wherever the user's own settings say, and the project lives anywhere. The
# brackets keep this very file from naming what it forbids.
PLACES = re.compile(
    r"pypi[.]org|pythonhosted[.]org|npmjs[.]org|deb[.]debian[.]org|archive[.]ubuntu[.]com"
    r"|(?<![\w.])/[w]ork/|/tmp/[l]ab|/[r]oot/"
)


# --- reading the tree ---------------------------------------------------------------------------


def python_files(*folders: str) -> list[Path]:
    """Return the Python files below these folders of the project, in order."""
    return sorted(path for folder in folders for path in (ROOT / folder).rglob("*.py"))


def text_files() -> list[Path]:
    """Return every text file that belongs to the project, in order."""
    below = [path for folder in FOLDERS for path in (ROOT / folder).rglob("*")]
    return sorted(
        path
        for path in [*ROOT.iterdir(), *below]
        if path.is_file() and path.suffix in SUFFIXES and "__pycache__" not in path.parts
    )


def relative(path: Path) -> str:
    """Return a path as the project writes it: from its root, with forward slashes."""
    return path.relative_to(ROOT).as_posix()


# One rule after another looks at one file: parsing it is what takes long.
@lru_cache(maxsize=1)
def parse(source: str) -> tuple[ast.Module, Sequence[ast.AST]]:
    """Return the syntax tree of a module, and all of its nodes."""
    tree = ast.parse(source)
    return tree, list(ast.walk(tree))


def imported(path: str, source: str) -> Iterator[tuple[int, str]]:
    """Yield the line and the full dotted name of everything a module imports."""
    package = path.removesuffix(".py").removesuffix("/__init__").split("/")
    if not path.endswith("/__init__.py"):
        package.pop()
    _, nodes = parse(source)
    for node in nodes:
        if isinstance(node, ast.Import):
            for alias in node.names:
                yield node.lineno, alias.name
        elif isinstance(node, ast.ImportFrom):
            above = package[: len(package) - node.level + 1] if node.level else []
            base = [*above, *([node.module] if node.module else [])]
            for alias in node.names:
                yield node.lineno, ".".join([*base, alias.name])


def package_of(path: str) -> str:
    """Return the part of the package that a module is in; "" for the package's own `__init__`."""
    name = path.split("/")[1].removesuffix(".py")
    return "" if name == "__init__" else name


# --- the rules ----------------------------------------------------------------------------------


def imports_upward(path: str, source: str) -> Iterator[str]:
    """Imports go to lower levels only, and every part of the package has its level."""
    here = package_of(path)
    if here and here not in LEVEL_OF:
        yield f"{path}: {here!r} has no level; give it one in LADDER"
        return
    for line, name in imported(path, source):
        parts = name.split(".")
        if parts[0] in {"benchmarks", "hooks", "scripts", "tests"}:
            yield f"{path}:{line}: the package may not import {name}"
        if parts[0] != "bulletin":
            continue
        there = parts[1] if len(parts) > 1 else ""
        if there not in LEVEL_OF:
            yield f"{path}:{line}: {name} is in no package of LADDER"
        elif there != here and (not here or LEVEL_OF[there] >= LEVEL_OF[here]):
            yield f"{path}:{line}: {here or 'the package'} may not import {name}"


def site_generator(path: str, source: str) -> Iterator[str]:
    """The package can say everything without MkDocs."""
    for line, name in imported(path, source):
        if name.split(".")[0] in GENERATORS:
            yield f"{path}:{line}: imports {name}"


def feedgen(path: str, source: str) -> Iterator[str]:
    """One module alone knows feedgen and its traps."""
    for line, name in imported(path, source):
        if name.split(".")[0] == "feedgen" and path != FEEDGEN_MODULE:
            yield f"{path}:{line}: imports {name}"


def clock(path: str, source: str) -> Iterator[str]:
    """The package knows no clock: `now` is a parameter."""
    _, nodes = parse(source)
    for line, name in imported(path, source):
        if name.split(".")[0] == "time":
            yield f"{path}:{line}: imports {name}"
    called = {id(node.func) for node in nodes if isinstance(node, ast.Call)}
    for node in nodes:
        if not isinstance(node, ast.Attribute) or node.attr not in METHODS_OF_THE_CLOCK:
            continue
        # `edition.now` is a value someone was given; `datetime.now`, even uncalled, is the clock.
        owner = ast.unparse(node.value).split(".")[-1]
        if id(node) in called or owner in CLASSES_OF_THE_CLOCK:
            yield f"{path}:{node.lineno}: looks at the clock: {ast.unparse(node)}"


def disk(path: str, source: str) -> Iterator[str]:
    """Files are read and written in PACKAGES_WITH_A_DISK only."""
    if package_of(path) in PACKAGES_WITH_A_DISK:
        return
    _, nodes = parse(source)
    for line, name in imported(path, source):
        if any(name == module or name.startswith(f"{module}.") for module in MODULES_OF_THE_DISK):
            yield f"{path}:{line}: imports {name}"
    for node in nodes:
        if not isinstance(node, ast.Call):
            continue
        match node.func:
            case ast.Name(id="open") | ast.Attribute(attr="open"):
                yield f"{path}:{node.lineno}: opens a file"
            case ast.Attribute(attr=method) if method in METHODS_OF_THE_DISK:
                yield f"{path}:{node.lineno}: touches the disk: {method}"


def thin_hook(path: str, source: str) -> Iterator[str]:
    """A hook translates; it parses nothing and stays short."""
    for line, name in imported(path, source):
        if name.split(".")[0] in NOT_FOR_HOOKS:
            yield f"{path}:{line}: imports {name}"
    lines = sum(bool(line.strip()) for line in source.splitlines())
    if lines > LINES_OF_A_HOOK:
        yield f"{path}: {lines} lines, at most {LINES_OF_A_HOOK}"


def docstring(path: str, source: str) -> Iterator[str]:
    """Every module says what it is for."""
    tree, _ = parse(source)
    if not (ast.get_docstring(tree) or "").strip():
        yield f"{path}: has no docstring"


def telling_name(path: str, source: str) -> Iterator[str]:
    """A name says what is inside."""
    for part in path.removesuffix(".py").split("/"):
        if part in NAMES_THAT_SAY_NOTHING:
            yield f"{path}: {part!r} says nothing"


Rule = Callable[[str, str], Iterator[str]]
PACKAGE, HOOKS, SCRIPTS = ("bulletin",), ("hooks",), ("benchmarks", "scripts")
RULES: list[tuple[Rule, tuple[str, ...]]] = [
    (imports_upward, PACKAGE),
    (site_generator, PACKAGE),
    (feedgen, PACKAGE + HOOKS + SCRIPTS),
    (clock, PACKAGE),
    (disk, PACKAGE),
    (thin_hook, HOOKS),
    (docstring, PACKAGE + HOOKS + SCRIPTS),
    (telling_name, (*PACKAGE, *HOOKS, *SCRIPTS, "tests")),
]


@cache
def look_at_all() -> tuple[Mapping[Rule, list[str]], Mapping[Rule, int]]:
    """Return the complaints of each rule, and how many files it looked at."""
    complaints: dict[Rule, list[str]] = {rule: [] for rule, _ in RULES}
    looked_at = dict.fromkeys(complaints, 0)
    for folder in sorted({folder for _, folders in RULES for folder in folders}):
        rules = [rule for rule, folders in RULES if folder in folders]
        for path in python_files(folder):
            source = path.read_text(encoding="utf-8")
            for rule in rules:
                complaints[rule] += rule(relative(path), source)
                looked_at[rule] += 1
    return complaints, looked_at


@pytest.mark.parametrize("rule", [rule for rule, _ in RULES], ids=lambda rule: rule.__name__)
def test_the_code_keeps_the_rules(rule: Rule) -> None:
    complaints, looked_at = look_at_all()
    assert looked_at[rule], "nothing was looked at"
    assert not complaints[rule], "\n".join(complaints[rule])


WRONG = [
    (imports_upward, "bulletin/model/story.py", "from bulletin.pages import addresses"),
    (imports_upward, "bulletin/model/story.py", "from bulletin import pages"),
    (imports_upward, "bulletin/model/story.py", "from ..site.swap import swap"),
    (imports_upward, "bulletin/model/__init__.py", "from .. import content"),
    (imports_upward, "bulletin/errors.py", "def late():\n    import bulletin.model.story"),
    (imports_upward, "bulletin/pages/lists.py", "from bulletin.feeds.feed import Feed"),
    (imports_upward, "bulletin/site/swap.py", "import hooks.stories"),
    (imports_upward, "bulletin/site/swap.py", "from benchmarks.results import ratio"),
    (imports_upward, "bulletin/site/swap.py", "from bulletin import nowhere"),
    (imports_upward, "bulletin/attic/old.py", ""),
    (imports_upward, "bulletin/__init__.py", "from bulletin.errors import Problem"),
    (site_generator, "bulletin/pages/lists.py", "from mkdocs.structure.files import File"),
    (site_generator, "bulletin/pages/lists.py", "import material"),
    (feedgen, "bulletin/feeds/feed.py", "from feedgen.feed import FeedGenerator"),
    (feedgen, "hooks/outputs.py", "import feedgen"),
    (clock, "bulletin/feeds/feed.py", "import datetime as dt\nx = dt.datetime.now(dt.UTC)"),
    (clock, "bulletin/feeds/feed.py", "from datetime import date\nx = field(default=date.today)"),
    (clock, "bulletin/feeds/feed.py", "from datetime import date as Day\nx = Day.today()"),
    (clock, "bulletin/feeds/feed.py", "from time import time"),
    (disk, "bulletin/pages/lists.py", "x = open('a')"),
    (disk, "bulletin/pages/lists.py", "x = path.read_text()"),
    (disk, "bulletin/pages/lists.py", "import os.path"),
    (disk, "bulletin/pages/lists.py", "from urllib import request"),
    (thin_hook, "hooks/stories.py", "import yaml"),
    (thin_hook, "hooks/stories.py", "from xml.etree import ElementTree"),
    (thin_hook, "hooks/stories.py", "x = 1\n" * 61),
    (docstring, "bulletin/pages/lists.py", "x = 1"),
    (telling_name, "bulletin/pages/utils.py", ""),
]


@pytest.mark.parametrize(("rule", "path", "source"), WRONG)
def test_a_broken_rule_is_found(rule: Rule, path: str, source: str) -> None:
    assert list(rule(path, source))


RIGHT = [
    (imports_upward, "bulletin/pages/lists.py", "from bulletin.model.story import Story"),
    (imports_upward, "bulletin/pages/lists.py", "from .addresses import address\nimport pydantic"),
    (imports_upward, "bulletin/pages/__init__.py", "from . import addresses"),
    (feedgen, FEEDGEN_MODULE, "from feedgen.feed import FeedGenerator"),
    (clock, "bulletin/pages/lists.py", "import datetime as dt\nx = edition.now - dt.timedelta(1)"),
    (disk, "bulletin/content/library.py", "x = path.read_text()"),
    (disk, "bulletin/pages/lists.py", "from urllib.parse import quote"),
    (thin_hook, "hooks/stories.py", "x = 1\n\n" * 60),
]


@pytest.mark.parametrize(("rule", "path", "source"), RIGHT)
def test_a_kept_rule_is_not_reported(rule: Rule, path: str, source: str) -> None:
    assert not list(rule(path, source))


# --- files --------------------------------------------------------------------------------------


def test_what_people_write_holds_no_python() -> None:
    assert python_files("content", "docs") == []


def test_text_is_composed_utf8() -> None:
    # Case files of the tests are wrong on purpose, here and there; the tests themselves are not.
    looked_at = [
        path
        for path in text_files()
        if not relative(path).startswith("tests/") or path.suffix == ".py"
    ]
    complaints = []
    for path in looked_at:
        try:
            text = path.read_bytes().decode("utf-8")
        except UnicodeDecodeError as problem:
            complaints.append(f"{relative(path)}: {problem}")
            continue
        complaints += [
            f"{relative(path)}:{number}: is not NFC"
            for number, line in enumerate(text.split("\n"), 1)
            if not unicodedata.is_normalized("NFC", line)
        ]
        if text.startswith("\ufeff"):
            complaints.append(f"{relative(path)}: starts with a byte order mark")
    assert looked_at
    assert not complaints, "\n".join(complaints)


def test_no_file_names_a_package_host_or_a_place_on_one_machine() -> None:
    complaints = [
        f"{relative(path)}:{number}: {found.group()}"
        for path in text_files()
        for number, line in enumerate(path.read_text("utf-8", errors="replace").split("\n"), 1)
        if (found := PLACES.search(line))
    ]
    assert not complaints, "\n".join(complaints)


@pytest.mark.parametrize(
    "line", ["--index-url https://{}/simple".format("pypi" + ".org"), "cd /" + "work/main"]
)
def test_a_named_place_is_found(line: str) -> None:
    assert PLACES.search(line)


# --- what a build imports -----------------------------------------------------------------------


def imported_at_once(path: str) -> Iterator[str]:
    """Yield what importing a module imports: not what stands in its functions, nor for types."""
    module, _ = parse((ROOT / path).read_text(encoding="utf-8"))
    at_once = [node for node in module.body if isinstance(node, ast.Import | ast.ImportFrom)]
    yield from (name for _, name in imported(path, "\n".join(map(ast.unparse, at_once))))


def find_module(name: str) -> str | None:
    """Return the path of our own module that `name`, or a name in it, is imported from."""
    for dotted in (name, name.rpartition(".")[0]):
        base = dotted.replace(".", "/")
        for path in (f"{base}.py", f"{base}/__init__.py"):
            if (ROOT / path).is_file():
                return path
    return None


def test_a_build_with_nothing_to_do_imports_neither_content_nor_pages() -> None:
    # Importing the rest of the program takes longer than seeing that nothing has changed.
    seen, foreign, waiting = set[str](), set[str](), ["hooks/publish.py"]
    while waiting:
        for name in imported_at_once(waiting.pop()):
            path = find_module(name)
            if path is None:
                foreign.add(name.partition(".")[0])
            elif path not in seen:
                seen.add(path)
                waiting.append(path)
    assert "bulletin/site/build.py" in seen, "the walk is broken"
    assert len(seen) < 60, sorted(seen)
    assert foreign - sys.stdlib_module_names <= {"mkdocs", "jinja2"}


# --- dependencies -------------------------------------------------------------------------------

PIN = re.compile(r"^(?P<name>[a-z0-9-]+)==(?P<version>[^\s;]+)(?P<rest>.*)$")


def pins(file_name: str) -> dict[str, str]:
    """Return name and exact version of everything in a requirements file."""
    lines = (ROOT / file_name).read_text(encoding="utf-8").splitlines()
    return {found["name"]: found["version"] for line in lines if (found := PIN.match(line))}


def declared(project: dict[str, object], group: str | None) -> list[str]:
    """Return the ranges that pyproject.toml declares for the site itself or for one group."""
    table = project["dependency-groups" if group else "project"]
    assert isinstance(table, dict)
    ranges = table[group or "dependencies"]
    assert isinstance(ranges, list)
    return ranges


@pytest.mark.parametrize(
    ("file_name", "group"),
    [
        ("requirements.txt", None),
        ("requirements-dev.txt", "dev"),
        ("requirements-properdocs.txt", "properdocs"),
        ("requirements-build.txt", "build"),
        ("requirements-bench.txt", "bench"),
        ("requirements-bucket.txt", "bucket"),
        ("requirements-portal.txt", "portal"),
        ("requirements-print.txt", "print"),
        ("requirements-bucket-server.txt", "bucket-server"),
        ("requirements-audit.txt", "audit"),
    ],
)
def test_the_lock_fits_what_is_declared(file_name: str, group: str | None) -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    locked = pins(file_name)
    wanted = [Requirement(text) for text in declared(project, group)]
    unfit = [
        str(requirement)
        for requirement in wanted
        if not requirement.specifier.contains(locked.get(requirement.name, "0"))
    ]
    assert not unfit, f"{file_name}: run `make lock`, these do not fit: {unfit}"
    if group in {"dev", "properdocs"}:
        assert locked.items() >= pins("requirements.txt").items(), "run `make lock`"


@pytest.mark.parametrize("path", sorted(ROOT.glob("requirements*.txt")), ids=lambda path: path.name)
def test_everything_locked_has_a_hash(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    blocks = re.split(r"^(?=[^\s#])", text, flags=re.MULTILINE)[1:]
    assert blocks
    assert [block for block in blocks if not PIN.match(block.split("\n")[0])] == []
    assert [block for block in blocks if "--hash=sha256:" not in block] == []


# --- not a distributable ------------------------------------------------------------------------


@pytest.mark.slow
def test_a_wheel_is_refused(tmp_path: Path) -> None:
    """It would hold the package without theme, hooks and content: pyproject.toml says why."""
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert "Private :: Do Not Upload" in project["project"]["classifiers"]
    # In a copy of the tree without its files, because pip builds inside the folder itself.
    for name in ("pyproject.toml", "LICENSE", "README.md"):
        shutil.copy(ROOT / name, tmp_path)
    for folder in {path.relative_to(ROOT).parts[0] for path in text_files()}:
        if (ROOT / folder).is_dir():
            (tmp_path / folder).mkdir()
            (tmp_path / folder / "module.py").touch()
    command = [sys.executable, "-m", "pip", "wheel", "--no-build-isolation", "--no-deps", "."]
    run = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, check=False)
    assert run.returncode
    assert "Multiple top-level packages" in run.stdout + run.stderr
    assert not list(tmp_path.glob("*.whl"))
