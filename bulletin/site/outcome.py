"""What came of a build, for the people who wait for it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from bulletin.engine.output_dir import Manifest
from bulletin.engine.staging import Staged
from bulletin.model.addresses import PAGE_WORD

_INDEX = "/index.html"

LARGEST_LOSS = 0.1
"""The part of all pages that a build may lose without being asked about it."""

FEW = 10
"""Lost pages that nobody is asked about: one story taken out of a small bulletin has several."""


@dataclass(frozen=True, slots=True)
class Outcome:
    """Numbers of pages that are built and kept, and the size of the whole site in bytes.

    `lost` are the addresses of pages that were published before and are gone: somebody may hold a
    link to them. `before` is the number of pages that were published before.
    """

    built: int
    kept: int
    size: int
    lost: tuple[str, ...]
    before: int


class LossError(Exception):
    """A build would lose so many addresses that half of the content may be missing."""


def summarize(staged: Staged, before: Manifest, *, is_new: bool) -> Outcome:
    """Return what publishing `staged` changes; `before` is the manifest of the published folder.

    `is_new` says that nothing was published there before.
    """
    groups = staged.manifest
    built = _count_pages(staged.built)
    pages = sum(_count_pages(group.signatures) for group in groups.values())
    size = sum(signature[0] for group in groups.values() for signature in group.signatures.values())
    # Without a manifest, whatever lies in the folder was published.
    gone = staged.dropped if before else staged.removed
    lost = () if is_new else tuple(find_lost_pages(gone))
    pages_before = pages
    for name in before.keys() | groups.keys():
        old, new = before.get(name), groups.get(name)
        if old is not new:  # few groups were opened
            pages_before += _count_pages(old.signatures) if old else 0
            pages_before -= _count_pages(new.signatures) if new else 0
    return Outcome(built, pages - built, size, lost, pages_before if before else pages + len(lost))


def _count_pages(paths: Iterable[str]) -> int:
    return sum([path.endswith(".html") for path in paths])


def check_loss(outcome: Outcome) -> None:
    """Raise LossError when more than a tenth of all addresses, and not just a few, are lost.

    Addresses that lead on or that answer with a tombstone are not lost.
    """
    count = len(outcome.lost)
    if count >= FEW and count > outcome.before * LARGEST_LOSS:
        some = ", ".join(outcome.lost[:3])
        raise LossError(
            f"bản dựng này làm mất {count} trong {outcome.before} trang đã đăng ({some}, …). "
            "Có thể thư mục content/ còn thiếu tệp: xem lại bằng lệnh git status. "
            "Nếu đúng là muốn bỏ các trang ấy: make site ARGS=--allow-loss"
        )


def find_lost_pages(removed: Iterable[str]) -> list[str]:
    """Return the addresses of the pages among removed files, sorted.

    The further pages of a list come and go with its length: a link to them may die.
    """
    pages = {
        f"/{path}".removesuffix("index.html") for path in removed if f"/{path}".endswith(_INDEX)
    }
    return sorted(address for address in pages if f"/{PAGE_WORD}/" not in address)
