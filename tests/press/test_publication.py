"""The published folder: put in place whole, kept where nothing changed, mended where hurt."""

from __future__ import annotations

import os
import shutil
from collections.abc import Mapping
from pathlib import Path

import pytest

from bulletin.press.leaf import Leaf, Sheaf, alone
from bulletin.press.publication import Outcome, Publication, Turn, vanished
from bulletin.workshop.memory import Memory, ShortMemory, fingerprint
from bulletin.workshop.workers import WorkerError

FIRST = {"index.html": "a", "dien-hinh/2026/mot/index.html": "b", "rss/tat-ca.xml": "c"}


class Office:
    """A site, a cache and a memory; it notes which files were really made."""

    def __init__(self, folder: Path, *, preview: bool = False) -> None:
        self.site = folder / "site"
        self.cache = folder / ".cache"
        self.memory: Memory = ShortMemory()
        self.preview = preview
        self.made: list[str] = []

    def publish(self, files: Mapping[str, str], *, succeed: bool = True) -> Outcome | None:
        """Publish files that depend on their text alone."""
        self.made.clear()
        publication = Publication(self.site, self.cache, self.memory, preview=self.preview)
        self.site = publication.site
        publication.prepare([alone(self.leaf(*file)) for file in files.items()], lambda *_: None)
        if not succeed:
            publication.fail()
        return publication.close()

    def leaf(self, path: str, text: str) -> Leaf:
        """Return a file that depends on its text alone."""

        def make() -> bytes:
            self.made.append(path)
            return text.encode()

        return Leaf(path, (("text", fingerprint(text)),), make)

    def files(self) -> dict[str, str]:
        """Return what is published."""
        return {
            path.relative_to(self.site).as_posix(): path.read_text()
            for path in sorted(self.site.rglob("*"))
            if path.is_file()
        }


@pytest.fixture
def office(tmp_path: Path) -> Office:
    """Give a site that was published once."""
    office = Office(tmp_path)
    office.publish(FIRST)
    return office


def test_everything_is_published(office: Office) -> None:
    assert office.files() == FIRST
    assert sorted(office.made) == sorted(FIRST)
    names = {path.name for path in office.site.parent.iterdir()}
    assert names == {"site", ".cache"}, "nothing else is left behind"


def test_only_what_changed_is_made_again(office: Office) -> None:
    for text in "xyz":
        changed = FIRST | {"index.html": text}
        outcome = office.publish(changed)
        assert office.files() == changed
        assert office.made == ["index.html"]
        assert outcome == Outcome(printed=1, kept=1, size=3, lost=())


def test_nothing_changed_nothing_is_touched(office: Office) -> None:
    before = {path: path.stat() for path in office.site.rglob("*")}
    outcome = office.publish(FIRST)
    assert office.made == []
    assert {path: path.stat() for path in office.site.rglob("*")} == before
    assert outcome == Outcome(printed=0, kept=2, size=3, lost=())


def test_what_is_gone_is_gone_with_its_folders_and_is_named(office: Office) -> None:
    smaller = {"index.html": "a"}
    outcome = office.publish(smaller)
    assert office.files() == smaller
    assert not (office.site / "dien-hinh").exists()
    assert outcome is not None
    assert outcome.lost == ("/dien-hinh/2026/mot/",)
    office.publish(FIRST)
    assert office.files() == FIRST


def test_a_failed_publication_leaves_the_old_one(office: Office) -> None:
    assert office.publish({"index.html": "new"}, succeed=False) is None
    assert office.files() == FIRST
    office.publish(FIRST | {"moi.html": "d"})
    assert office.files() == FIRST | {"moi.html": "d"}


HURT = {
    "a file was changed": lambda site: (site / "index.html").write_text("hurt"),
    "a file is missing": lambda site: (site / "rss/tat-ca.xml").unlink(),
    "a file is a folder": lambda site: (
        (site / "index.html").unlink(),
        (site / "index.html").mkdir(),
    ),
    "a stranger's file": lambda site: (site / "la.html").write_text("stranger"),
    "a stranger's folder": lambda site: (site / "la" / "la").mkdir(parents=True),
    "a link": lambda site: (site / "la").symlink_to("/"),
    "the folder is gone": shutil.rmtree,
}


@pytest.mark.parametrize("harm", HURT.values(), ids=HURT.keys())
@pytest.mark.parametrize("where", ["site", "preview"])
def test_what_was_hurt_is_mended(tmp_path: Path, harm: object, where: str) -> None:
    assert callable(harm)
    office = Office(tmp_path, preview=where == "preview")
    office.publish(FIRST)
    harm(office.site)
    office.publish(FIRST)
    assert office.files() == FIRST
    harm(office.site)
    changed = FIRST | {"rss/tat-ca.xml": "changed"}
    office.publish(changed)
    assert office.files() == changed


def test_nothing_is_written_into_a_published_file(office: Office) -> None:
    # A web server that has it open goes on reading what it began.
    with (office.site / "index.html").open() as stream:
        office.publish(FIRST | {"index.html": "much longer than before"})
        office.publish(FIRST | {"index.html": "and again"})
        assert stream.read() == "a"


def test_without_its_memory_it_begins_anew(office: Office) -> None:
    office.memory = ShortMemory()
    office.publish(FIRST)
    assert sorted(office.made) == sorted(FIRST)
    assert office.files() == FIRST


def test_a_memory_of_other_times_is_not_believed(office: Office) -> None:
    old = office.memory
    office.memory = ShortMemory()
    office.publish(FIRST | {"index.html": "later"})
    office.memory = old
    office.publish(FIRST)
    assert office.files() == FIRST


def publish_again(office: Office, last: Turn | None, files: Mapping[str, str]) -> Turn | None:
    """Publish in the preview's folder by a process that published `last` there."""
    folder = office.cache.with_name("site")
    publication = Publication(folder, office.cache, office.memory, preview=True, last=last)
    office.site = publication.site
    sheaves = [alone(office.leaf(*file)) for file in files.items()]
    publication.prepare(sheaves, lambda *_: None)
    publication.close()
    return publication.turn


def test_a_folder_that_nobody_else_published_in_is_not_looked_at(tmp_path: Path) -> None:
    office = Office(tmp_path)
    first = publish_again(office, None, FIRST)
    (office.site / "index.html").write_text("hurt")
    second = publish_again(office, first, FIRST)
    assert (office.site / "index.html").read_text() == "hurt"
    shutil.rmtree(office.site)
    third = publish_again(office, second, FIRST)
    assert office.files() == FIRST, "but a folder that is gone is seen"
    publish_again(office, None, FIRST | {"index.html": "by another process"})
    publish_again(office, third, FIRST)
    assert office.files() == FIRST, "and so is what another process published"


def test_of_a_sheaf_that_has_kept_its_key_no_leaf_is_asked_for(office: Office) -> None:
    def unasked() -> list[Leaf]:
        raise AssertionError("opened")

    leaves = [office.leaf(path, text) for path, text in FIRST.items()]
    for sheaf in (
        Sheaf("all", b"1", lambda: leaves),
        Sheaf("all", b"1", unasked),
        Sheaf("all", b"2", lambda: leaves),
    ):
        publication = Publication(office.site, office.cache, office.memory)
        publication.prepare([sheaf], lambda *_: None)
        publication.close()
        assert office.files() == FIRST
    assert sorted(office.made) == sorted([*FIRST, *FIRST]), "made for the fixture and the first"


def test_a_file_may_go_from_one_sheaf_into_another(office: Office) -> None:
    leaves = [office.leaf(path, text) for path, text in FIRST.items()]
    publication = Publication(office.site, office.cache, office.memory)
    publication.prepare([Sheaf("all", b"1", lambda: leaves)], lambda *_: None)
    outcome = publication.close()
    assert office.files() == FIRST
    assert outcome is not None
    assert outcome.lost == ()


def test_what_was_printed_by_hand_moves_with_its_name(office: Office) -> None:
    for name in ("mot.html", "hai.html"):
        publication = Publication(office.site, office.cache, office.memory)
        publication.scratch.mkdir()
        (publication.scratch / name).write_text("the same")
        publication.prepare([], lambda *_: None)
        publication.close()
        assert office.files() == {name: "the same"}


def test_the_further_pages_of_a_list_may_go() -> None:
    gone = ["dien-hinh/index.html", "dien-hinh/trang/2/index.html", "tai.txt", "index.html"]
    assert vanished(gone) == ["/", "/dien-hinh/"]


def test_what_a_crash_broke_off_is_finished_first(
    office: Office, monkeypatch: pytest.MonkeyPatch
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
        # A kill leaves no time for what is done on the way out.
        broken.setattr(shutil, "rmtree", lambda *_, **__: None)
        with pytest.raises(KeyboardInterrupt):
            office.publish(changed)
    assert office.files() not in (FIRST, changed)
    publication = Publication(office.site, office.cache, office.memory)
    assert office.files() == changed, "finished before anything else is read"
    publication.close()
    office.publish(FIRST)
    assert office.files() == FIRST


def test_what_was_not_all_printed_is_thrown_away(office: Office) -> None:
    def fail() -> bytes:
        raise ValueError("no paper")

    publication = Publication(office.site, office.cache, office.memory)
    leaves = [Leaf("a.html", (), lambda: b"a"), Leaf("b.html", (), fail)]
    with pytest.raises(WorkerError, match=r"b\.html: ValueError: no paper"):
        publication.prepare(map(alone, leaves), lambda *_: None)
    publication.close()
    assert office.files() == FIRST
    assert {path.name for path in office.site.parent.iterdir()} == {"site", ".cache"}
