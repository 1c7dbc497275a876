"""An output folder: published whole, kept where nothing changed, repaired where it was modified."""

from __future__ import annotations

import errno
import json
import os
import shutil
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path

import pytest

from bulletin.engine.cache import Cache, DictCache
from bulletin.engine.fingerprint import fingerprint
from bulletin.engine.output_dir import apply_journal
from bulletin.engine.publication import PublishRecord, open_publication
from bulletin.engine.staging import Staged
from bulletin.engine.target import Target, TargetGroup, group, single, static_dir
from bulletin.engine.workers import WorkerError

FIRST = {"index.html": "a", "shop/2026/one/index.html": "b", "feeds/all.xml": "c"}


class Project:
    """An output folder with its cache; it notes which files were really built."""

    def __init__(self, folder: Path) -> None:
        self.output = folder / "site"
        self.cache_dir = folder / ".cache"
        self.cache_dir.mkdir()
        self.cache: Cache = DictCache()
        self.built: list[str] = []

    def publish(
        self, files: Mapping[str, str], last: PublishRecord | None = None
    ) -> tuple[Staged, PublishRecord]:
        """Publish files that depend on their text alone, each in a group of its own."""
        return self.publish_groups([single(self.target(*file)) for file in files.items()], last)

    def publish_groups(
        self, groups: Iterable[TargetGroup], last: PublishRecord | None = None
    ) -> tuple[Staged, PublishRecord]:
        """Publish these groups."""
        self.built.clear()
        with open_publication(self.output, self.cache_dir, self.cache, last) as publication:
            staged = publication.stage(groups, lambda *_: None)
            return staged, publication.commit(staged)

    def target(self, path: str, text: str) -> Target:
        """Return a file that depends on its text alone."""

        def build() -> bytes:
            self.built.append(path)
            return text.encode()

        return Target(path, (("text", fingerprint(text)),), build)

    def files(self) -> dict[str, str]:
        """Return what is published."""
        return {
            path.relative_to(self.output).as_posix(): path.read_text()
            for path in sorted(self.output.rglob("*"))
            if path.is_file()
        }


@pytest.fixture
def project(tmp_path: Path) -> Project:
    """Give an output folder that was published once."""
    project = Project(tmp_path)
    project.publish(FIRST)
    return project


def test_everything_is_published(project: Project) -> None:
    assert project.files() == FIRST
    assert sorted(project.built) == sorted(FIRST)
    names = {path.name for path in project.output.parent.iterdir()}
    assert names == {"site", ".cache"}, "nothing else is left behind"


def test_only_what_changed_is_built_again(project: Project) -> None:
    for text in "xyz":
        changed = FIRST | {"index.html": text}
        staged, _ = project.publish(changed)
        assert project.files() == changed
        assert project.built == ["index.html"]
        assert (staged.built, staged.removed) == (("index.html",), ())


def test_nothing_changed_nothing_is_touched(project: Project) -> None:
    before = {path: path.stat() for path in project.output.rglob("*")}
    staged, _ = project.publish(FIRST)
    assert project.built == []
    assert {path: path.stat() for path in project.output.rglob("*")} == before
    assert staged.is_empty


def test_a_file_that_no_group_names_goes_with_its_empty_folders(project: Project) -> None:
    staged, _ = project.publish({"index.html": "a"})
    assert project.files() == {"index.html": "a"}
    assert not (project.output / "shop").exists()
    assert staged.dropped == ("feeds/all.xml", "shop/2026/one/index.html")
    project.publish(FIRST)
    assert project.files() == FIRST


def test_what_is_not_committed_leaves_the_folder_as_it_was(project: Project) -> None:
    with open_publication(project.output, project.cache_dir, project.cache) as publication:
        publication.stage([single(project.target("index.html", "new"))], lambda *_: None)
    assert project.files() == FIRST
    assert {path.name for path in project.output.parent.iterdir()} == {"site", ".cache"}
    project.publish(FIRST | {"new.html": "d"})
    assert project.files() == FIRST | {"new.html": "d"}


def replace_by_a_folder(site: Path) -> None:
    """Put a folder where a file was published."""
    (site / "index.html").unlink()
    (site / "index.html").mkdir()


HARM: dict[str, Callable[[Path], object]] = {
    "a file was changed": lambda site: (site / "index.html").write_text("modified"),
    "a file is missing": lambda site: (site / "feeds/all.xml").unlink(),
    "a file is a folder": replace_by_a_folder,
    "an unexpected file": lambda site: (site / "other.html").write_text("unexpected"),
    "an unexpected folder": lambda site: (site / "a" / "b").mkdir(parents=True),
    "a link": lambda site: (site / "a").symlink_to("/"),
    "the folder is gone": shutil.rmtree,
}


@pytest.mark.parametrize("harm", HARM.values(), ids=HARM.keys())
def test_what_was_modified_is_repaired(project: Project, harm: Callable[[Path], object]) -> None:
    harm(project.output)
    project.publish(FIRST)
    assert project.files() == FIRST
    harm(project.output)
    changed = FIRST | {"feeds/all.xml": "changed"}
    project.publish(changed)
    assert project.files() == changed


def test_a_published_file_is_never_written_into(project: Project) -> None:
    # A web server that has the file open goes on reading the old version.
    with (project.output / "index.html").open() as stream:
        project.publish(FIRST | {"index.html": "much longer than before"})
        project.publish(FIRST | {"index.html": "and again"})
        assert stream.read() == "a"


def test_without_its_cache_everything_is_built_again(project: Project) -> None:
    project.cache = DictCache()
    project.publish(FIRST)
    assert sorted(project.built) == sorted(FIRST)
    assert project.files() == FIRST


def test_an_outdated_cache_is_not_trusted(project: Project) -> None:
    old = project.cache
    project.cache = DictCache()
    project.publish(FIRST | {"index.html": "later"})
    project.cache = old
    project.publish(FIRST)
    assert project.files() == FIRST


def test_a_folder_that_nobody_else_published_is_not_scanned_again(tmp_path: Path) -> None:
    project = Project(tmp_path)
    _, first = project.publish(FIRST)
    (project.output / "index.html").write_text("modified")
    _, second = project.publish(FIRST, first)
    assert (project.output / "index.html").read_text() == "modified"
    shutil.rmtree(project.output)
    _, third = project.publish(FIRST, second)
    assert project.files() == FIRST, "but a folder that is gone is noticed"
    project.publish(FIRST | {"index.html": "by another process"})
    project.publish(FIRST, third)
    assert project.files() == FIRST, "and so is what another process published"


def test_the_targets_of_a_group_with_its_old_key_are_not_asked_for(project: Project) -> None:
    def unexpected() -> list[Target]:
        raise AssertionError("the group was opened")

    targets = [project.target(path, text) for path, text in FIRST.items()]
    project.publish_groups([TargetGroup("all", b"1", lambda: targets)])
    assert sorted(project.built) == sorted(FIRST), "files are known by their group"
    project.publish_groups([TargetGroup("all", b"1", unexpected)])
    project.publish_groups([TargetGroup("all", b"2", lambda: targets)])
    assert project.built == []
    assert project.files() == FIRST


def test_a_file_may_move_from_one_group_to_another(project: Project) -> None:
    targets = [project.target(path, text) for path, text in FIRST.items()]
    staged, _ = project.publish_groups([TargetGroup("all", b"1", lambda: targets)])
    assert project.files() == FIRST
    assert staged.dropped == ()


def test_files_that_another_program_wrote_are_published_by_their_paths(
    project: Project, tmp_path: Path
) -> None:
    for name in ("one.html", "two.html"):
        written = tmp_path / name / "written"
        written.mkdir(parents=True)
        (written / name).write_text("the same")
        project.publish_groups([group("written", static_dir(written))])
        assert project.files() == {name: "the same"}


def test_what_a_crash_interrupts_is_finished_first(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    moves = iter(range(1))
    replace = os.replace

    def crash(source: str, target: str) -> None:
        if next(moves, None) is None:
            raise KeyboardInterrupt
        replace(source, target)

    changed = {path: f"{text} new" for path, text in FIRST.items() if path != "index.html"}
    with monkeypatch.context() as broken:
        broken.setattr(os, "replace", crash)
        # A process that is killed does not clean up.
        broken.setattr(shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(KeyboardInterrupt):
            project.publish(changed)
    assert project.files() not in (FIRST, changed)
    with open_publication(project.output, project.cache_dir, project.cache):
        assert project.files() == changed, "finished before anything else is read"
    project.publish(FIRST)
    assert project.files() == FIRST


def test_a_build_that_fails_is_thrown_away(project: Project) -> None:
    def fail() -> bytes:
        raise ValueError("no paper")

    targets = [Target("a.html", (), lambda: b"a"), Target("b.html", (), fail)]
    with pytest.raises(WorkerError, match=r"b\.html: ValueError: no paper"):
        project.publish_groups(map(single, targets))
    assert project.files() == FIRST
    assert {path.name for path in project.output.parent.iterdir()} == {"site", ".cache"}


# --- wherever the output folder lies --------------------------------------------------------------


@pytest.fixture
def other_disk() -> Iterator[Path]:
    """Give a folder on another disk than the temporary folders of tests."""
    shared = Path("/dev/shm")
    if not os.access(shared, os.W_OK) or shared.stat().st_dev == Path("/tmp").stat().st_dev:
        pytest.skip("no second disk here")
    folder = Path(tempfile.mkdtemp(dir=shared))
    yield folder
    shutil.rmtree(folder)


CHANGED = {"index.html": "A", "feeds/all.xml": "c", "new/index.html": "n"}


@pytest.mark.parametrize("exists", [True, False])
def test_a_link_to_another_disk_is_published_like_a_folder(
    tmp_path: Path, other_disk: Path, exists: bool
) -> None:
    project = Project(tmp_path)
    target = other_disk / "www"
    if exists:
        target.mkdir()
    project.output.symlink_to(target)
    project.publish(FIRST)
    project.publish(CHANGED)
    assert project.files() == CHANGED
    assert project.output.is_symlink()
    assert [path.name for path in other_disk.iterdir()] == ["www"]


def test_a_part_of_the_folder_may_lie_on_another_disk(tmp_path: Path, other_disk: Path) -> None:
    """Where a file cannot be renamed to it is copied beside, and renamed there."""
    journal = {"added": ["index.html"], "removed": []}
    staging = tmp_path / "staging"
    staging.mkdir()
    (staging / "0").write_text("new")
    (staging / "journal.json").write_text(json.dumps(journal))
    (other_disk / "index.html").write_text("old")
    assert apply_journal(staging, other_disk)
    assert [(path.name, path.read_text()) for path in other_disk.iterdir()] == [
        ("index.html", "new")
    ]


def test_where_nothing_can_be_renamed_into_the_folder_it_holds_the_staging_folder(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(source: Path, destination: Path) -> bool:
        return False

    monkeypatch.setattr("bulletin.engine.publication._can_rename", refuse)
    project.publish(CHANGED)
    assert project.files() == CHANGED
    project.publish(CHANGED)
    assert project.built == []


def test_a_file_in_the_place_of_the_folder_is_an_error(tmp_path: Path) -> None:
    project = Project(tmp_path)
    project.output.write_text("")
    with pytest.raises(NotADirectoryError, match="site"):
        project.publish(FIRST)


@pytest.fixture
def folder_of_nobody() -> Iterator[Path]:
    """Give a folder, and run the test as a user who may not write everywhere."""
    folder = Path(tempfile.mkdtemp())
    folder.chmod(0o777)
    before = os.geteuid()
    if before == 0:
        os.seteuid(65534)
    yield folder
    os.seteuid(before)
    shutil.rmtree(folder)


def test_a_folder_that_takes_no_changes_stops_publication_before_the_first_move(
    folder_of_nobody: Path,
) -> None:
    project = Project(folder_of_nobody)
    project.publish(FIRST)
    locked = project.output / "shop/2026/one"
    locked.chmod(0o555)
    for _ in range(2):
        with pytest.raises(PermissionError, match="one"):
            project.publish(CHANGED)
        assert project.files() == FIRST
    locked.chmod(0o755)
    project.publish({"index.html": "third"})
    assert project.files() == {"index.html": "third"}


def test_an_error_in_the_middle_is_mended_by_the_next_publication(
    project: Project, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New files come before old ones go, and what is missing is put in place later."""
    moved: list[str] = []
    move = os.replace

    def fail_at_the_second(source: str, destination: str) -> None:
        if len(moved) == 1:
            raise OSError(errno.ENOSPC, "full", destination)
        moved.append(destination)
        move(source, destination)

    with monkeypatch.context() as patched:
        patched.setattr("bulletin.engine.output_dir.os.replace", fail_at_the_second)
        with pytest.raises(OSError, match="full"):
            project.publish(CHANGED)
    assert FIRST.keys() <= project.files().keys(), "nothing was removed yet"
    project.publish(CHANGED)
    assert project.files() == CHANGED


@pytest.mark.parametrize("first", [FIRST, {}])
def test_every_file_can_be_read_by_a_server(tmp_path: Path, first: Mapping[str, str]) -> None:
    before = os.umask(0o077)
    try:
        project = Project(tmp_path)
        if first:
            project.publish(first)
        project.publish(CHANGED)
    finally:
        os.umask(before)
    for path in [project.output, *project.output.rglob("*")]:
        assert path.stat().st_mode & 0o777 == (0o755 if path.is_dir() else 0o644), path


def test_what_a_host_puts_there_is_left_alone(project: Project) -> None:
    kept = {".well-known", "google1.html"}
    strangers = {".well-known/acme-challenge/token": "t", "google1.html": "g"}
    for path, text in {**strangers, "stray.html": "s"}.items():
        (project.output / path).parent.mkdir(parents=True, exist_ok=True)
        (project.output / path).write_text(text)
    with open_publication(project.output, project.cache_dir, project.cache) as publication:
        publication.commit(publication.stage([], lambda *_: None, kept=kept))
    assert project.files() == strangers
    with open_publication(project.output, project.cache_dir, project.cache) as publication:
        publication.commit(publication.stage([], lambda *_: None))
    assert project.files() == {}


def test_two_makers_of_one_path_are_an_error(project: Project) -> None:
    one = [project.target("index.html", text) for text in "ab"]
    with pytest.raises(ValueError, match=r"index\.html: built by 'a' and by 'b'"):
        project.publish_groups([group("a", one[:1]), group("b", one[1:])])
