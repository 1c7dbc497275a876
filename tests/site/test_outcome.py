"""What is said of a build: pages, not files; and whose links died."""

from __future__ import annotations

import pytest

from bulletin.engine.output_dir import BuiltGroup, Manifest
from bulletin.engine.staging import Staged
from bulletin.site.outcome import LossError, Outcome, check_loss, find_lost_pages, summarize

MANIFEST: Manifest = {
    "a": BuiltGroup.of(
        b"1", {"index.html": ((), (10, 0, 0), ()), "rss/tat-ca.xml": ((), (5, 0, 1), ())}
    ),
    "b": BuiltGroup.of(b"2", {"dien-hinh/index.html": ((), (20, 0, 2), ())}),
}


def test_pages_are_counted_and_all_files_weighed() -> None:
    staged = Staged(MANIFEST, built=("index.html", "rss/tat-ca.xml"))
    wanted = Outcome(built=1, kept=1, size=35, lost=(), before=2)
    assert summarize(staged, MANIFEST, is_new=False) == wanted


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


def lose(count: int, before: int) -> Outcome:
    lost = tuple(f"/dien-hinh/2026/bai-{number}/" for number in range(count))
    return Outcome(built=0, kept=before - count, size=0, lost=lost, before=before)


@pytest.mark.parametrize(("count", "before"), [(0, 0), (9, 9), (10, 100), (100, 1_000)])
def test_a_few_pages_may_go(count: int, before: int) -> None:
    check_loss(lose(count, before))


@pytest.mark.parametrize(("count", "before"), [(10, 99), (60, 140), (101, 1_000)])
def test_more_than_a_tenth_of_the_pages_may_not_go_unasked(count: int, before: int) -> None:
    with pytest.raises(LossError, match=f"mất {count} trong {before} trang đã đăng"):
        check_loss(lose(count, before))
