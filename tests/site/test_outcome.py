"""What is said of a build: pages, not files; and whose links died."""

from __future__ import annotations

from bulletin.engine.output_dir import Manifest
from bulletin.engine.staging import Staged
from bulletin.site.outcome import Outcome, find_lost_pages, summarize

MANIFEST: Manifest = {
    "a": (b"1", {"index.html": ((), (10, 0, 0), ()), "rss/tat-ca.xml": ((), (5, 0, 1), ())}),
    "b": (b"2", {"dien-hinh/index.html": ((), (20, 0, 2), ())}),
}


def test_pages_are_counted_and_all_files_weighed() -> None:
    staged = Staged(MANIFEST, built=("index.html", "rss/tat-ca.xml"))
    assert summarize(staged, MANIFEST, is_new=False) == Outcome(built=1, kept=1, size=35, lost=())


def test_pages_that_are_gone_are_named() -> None:
    gone = ("dien-hinh/2026/mot/index.html", "dien-hinh/2026/mot/anh.webp")
    staged = Staged(MANIFEST, dropped=gone[:1], removed=gone)
    assert summarize(staged, MANIFEST, is_new=False).lost == ("/dien-hinh/2026/mot/",)
    assert summarize(staged, MANIFEST, is_new=True).lost == ()


def test_a_folder_of_an_unknown_build_counts_as_published() -> None:
    staged = Staged(MANIFEST, removed=("cu/index.html",))
    assert summarize(staged, {}, is_new=False).lost == ("/cu/",)


def test_the_further_pages_of_a_list_may_go() -> None:
    gone = ["dien-hinh/index.html", "dien-hinh/trang/2/index.html", "tai.txt", "index.html"]
    assert find_lost_pages(gone) == ["/", "/dien-hinh/"]
